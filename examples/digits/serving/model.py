"""One black box behind Triton's Python backend; which one is in weights.npz."""

import json
from pathlib import Path

import estimators
import numpy as np
import triton_python_backend_utils as triton

MEBIBYTE = 1 << 20
ANSWERING = 4 * MEBIBYTE  # what the first requests add to the process of any model, measured on this Triton


def proportional_set_size():
    """The memory of this process in bytes: its own, and its share of what it shares with others."""
    with open("/proc/self/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) * 1024


class TritonPythonModel:
    def initialize(self, arguments):
        config = json.loads(arguments["model_config"])
        self.output = config["output"][0]["name"]
        version = Path(arguments["model_repository"]) / arguments["model_version"]
        self.estimator = estimators.load(version / "weights.npz")
        self.estimator(np.zeros((config["max_batch_size"], 64), np.float32))  # what inference takes is counted too
        self.memory = self.fill_up_to(int(config["parameters"]["memory_mib"]["string_value"]) * MEBIBYTE)

    def fill_up_to(self, size):
        """Touched pages that bring this process to its size: these boxes are small, real ones are not."""
        missing = size - ANSWERING - proportional_set_size()
        if missing < 0:
            raise triton.TritonModelException(
                f"memory_mib is {size // MEBIBYTE}, but the process takes {(size - missing) // MEBIBYTE} without any "
                "filling; write at least that"
            )
        return np.ones(missing, np.uint8)

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        images = triton.get_input_tensor_by_name(request, "image").as_numpy()
        return triton.InferenceResponse([triton.Tensor(self.output, self.estimator(images))])
