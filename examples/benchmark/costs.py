"""Measured costs of models that reserve a known amount, beside what the kernel says of their processes.

costs.py repository COUNT DIRECTORY   the models, as a Triton repository
costs.py group COUNT IMAGE            their ModelGroup with a Triton of its own from this image, as JSON
costs.py watch COUNT                  follow the operator until each is measured; exit status 1 when one is off by more
                                      than a tenth

While the operator has a model answer, the kernel is asked for the PSS of the model's process: its own pages, and its
share of those that others map too. Pages of files, such as the Python interpreter's, are part of the PSS but of no
budget, since the kernel takes them back when it needs to; they are some 16 MiB of each process here, whatever it reserves.
"""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import node
import tables
from report import MEBIBYTE

STUB = "triton_python_backend_stub"
SMALLEST, STEP = 208, 32  # MiB that the models reserve
WITHIN = 0.10
PATIENCE = 300  # seconds for one model

CONFIG = """
backend: "python"
max_batch_size: 8
input [{name: "X" data_type: TYPE_FP32 dims: [4]}]
output [{name: "Y" data_type: TYPE_FP32 dims: [4]}]
instance_group [{kind: KIND_CPU count: 1}]
"""
CODE = """
import triton_python_backend_utils as pb_utils


class TritonPythonModel:
    def initialize(self, args):
        self.held = b"x" * (%d << 20)

    def execute(self, requests):
        return [self.answer(pb_utils.get_input_tensor_by_name(r, "X").as_numpy()) for r in requests]

    def answer(self, x):
        return pb_utils.InferenceResponse([pb_utils.Tensor("Y", x)])
"""


def reserved(count):
    """MiB by model; the largest comes first, so that none finds memory that another has left behind."""
    sizes = [SMALLEST + STEP * i for i in reversed(range(count))]
    return {f"holds{size}": size for size in sizes}


def repository(count, directory):
    for name, size in reserved(count).items():
        version = directory / name / "1"
        version.mkdir(parents=True)
        (version.parent / "config.pbtxt").write_text(CONFIG)
        (version / "model.py").write_text(CODE % size)


def group(count, image):
    output = {"tensor": "Y", "task": "Regression"}
    return {
        "apiVersion": "mlink.dev/v1alpha1",
        "kind": "ModelGroup",
        "metadata": {"name": "costs", "namespace": "costs"},
        "spec": {
            "triton": {
                "managed": {
                    "image": image,
                    "repository": {"path": "/models"},
                    "resources": {"requests": {"memory": "2Gi"}, "limits": {"memory": "2Gi"}},
                }
            },
            "budget": {"device": "CPU", "memory": "1Gi"},
            "models": [{"name": name, "output": output} for name in reserved(count)],
        },
    }


@dataclass
class Pss:
    """Bytes of a process: of nobody's file, and all of it."""

    memory: int
    all: int

    @staticmethod
    def read(text):
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in text.splitlines()[1:]}
        own = kilobytes["Pss_Anon"] + kilobytes["Pss_Shmem"]
        return Pss(own * 1024, kilobytes["Pss"] * 1024)


def pss(model):
    """Of the process that runs a model's Python; None while there is none."""
    for process in node.processes(STUB):
        if f"/models/{model}/1/model.py" in process.command:
            try:
                return Pss.read((node.PROC / str(process.pid) / "smaps_rollup").read_text())
            except OSError:
                continue  # it is gone
    return None


def status():
    command = ["kubectl", "--namespace", "costs", "get", "modelgroup", "costs", "--output", "json"]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout).get("status", {})


def follow(count):
    """The cost of each model as the operator measured it, and the PSS that its process had most while it answered."""
    seen, costs, news = {}, {}, time.monotonic()
    while len(costs) < count:
        now = status()
        measuring = now.get("measuring", {})
        found = pss(measuring["model"]) if measuring.get("step") == "Inference" else None
        if found and found.all > seen.get(measuring["model"], found).all - 1:
            seen[measuring["model"]] = found
        for model in now.get("models", []):
            if model.get("cost", {}).get("source") == "Measured" and model["name"] not in costs:
                costs[model["name"]], news = model["cost"], time.monotonic()
                tables.progress(f"{model['name']} takes {model['cost']['memory']}: {model['cost']['method']}")
        if time.monotonic() - news > PATIENCE:
            sys.exit(f"no model was measured for {PATIENCE} s; the group is {json.dumps(now, indent=2)}")
        time.sleep(0.5)
    return costs, seen


def mebibytes(quantity):
    if quantity.endswith("Mi"):
        return float(quantity[:-2])
    return float(quantity) / MEBIBYTE


def watch(count):
    begin = time.monotonic()
    costs, seen = follow(count)
    rows, wrong, within = [], [], 0
    for name, size in reserved(count).items():
        measured, process = mebibytes(costs[name]["memory"]), seen[name]
        whole, own = process.all / MEBIBYTE, process.memory / MEBIBYTE
        off, off_own = measured / whole - 1, measured / own - 1
        amounts = [size, measured, mebibytes(costs[name]["spread"]), whole, own]
        rows.append([name, *(f"{x:.0f}" for x in amounts), f"{off:+.1%}", f"{off_own:+.1%}", f"{costs[name]['timeMillis']:.2f}"])
        if max(abs(off), abs(off_own)) <= WITHIN:
            within += 1
        else:
            wrong.append(f"{name} was measured as {measured:.0f} MiB and its process has {whole:.0f}, {own:.0f} without files")
        if "unreleased" in costs[name]:
            wrong.append(f"{name} is said not to have given back {costs[name]['unreleased']}")
    tables.show(["MODEL", "RESERVES MiB", "measured", "spread", "PSS", "of no file", "off PSS", "off that", "ms"], rows)
    seconds = (time.monotonic() - begin) / count
    print(f"within 10 % of the PSS: {within} of {count}; {seconds:.0f} s per model")
    tables.end(wrong)


if __name__ == "__main__":
    verb, number, *rest = sys.argv[1:]
    if verb == "repository":
        repository(int(number), Path(rest[0]))
    elif verb == "group":
        print(json.dumps(group(int(number), *rest)))
    else:
        watch(int(number))
