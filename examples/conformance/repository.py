"""The models that both servers are asked about, each small enough to load in a second."""

from dataclasses import dataclass
from pathlib import Path

ACTIVE, INACTIVE, GROUP = "active", "inactive", "everything"
WIDTH = 3
TYPES = "BOOL UINT8 UINT16 UINT32 UINT64 INT8 INT16 INT32 INT64 FP16 FP32 FP64 STRING".split()

HEAD = """import json
import numpy as np
import triton_python_backend_utils as pb

tensor = lambda request, name: pb.get_input_tensor_by_name(request, name).as_numpy()
answer = lambda *outputs: pb.InferenceResponse([pb.Tensor(name, value) for name, value in outputs])
"""

EACH = """
class TritonPythonModel:
    def execute(self, requests):
        return [self.one(request) for request in requests]
"""

AFFINE = EACH + """
    def one(self, request):
        return answer(("Y", ({slope} * tensor(request, "X") + {offset}).astype(np.float32)))
"""

GROUPED = EACH + """
    def one(self, request):
        image = tensor(request, "image")
        return answer(("active.Y", 2 * image + 1), ("inactive.Y", image / 2 - 1))
"""

TWO = EACH + """
    def one(self, request):
        return answer(("SUM", tensor(request, "A") + tensor(request, "B")), ("DIFFERENCE", tensor(request, "A") - tensor(request, "B")))
"""

ECHO = EACH + """
    def one(self, request):
        return answer(*((t.name().replace("IN", "OUT"), t.as_numpy()) for t in request.inputs()))
"""

TEXT = EACH + """
    def one(self, request):
        return answer(("text_output", np.array([b"<" + t + b">" for t in tensor(request, "text_input").reshape(-1)], object).reshape(tensor(request, "text_input").shape)))
"""

RAISING = EACH + """
    def one(self, request):
        return pb.InferenceResponse([], pb.TritonError("no luck today", pb.TritonError.NOT_FOUND))
"""

PARAMETERS = EACH + """
    def one(self, request):
        return answer(("OUT", np.array([request.parameters().encode()], object)))
"""

COUNTING = EACH + """
    totals = {}

    def one(self, request):
        key = request.correlation_id()
        self.totals[key] = tensor(request, "IN") + (0 if tensor(request, "START").all() else self.totals.get(key, 0))
        return answer(("OUT", self.totals[key]))
"""

REPEATING = """
class TritonPythonModel:
    def execute(self, requests):
        for request in requests:
            sender = request.get_response_sender()
            for i in range(int(tensor(request, "IN").reshape(-1)[0])):
                sender.send(answer(("OUT", np.array([i], np.int32))))
            sender.send(flags=pb.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
"""

TALKING = """
class TritonPythonModel:
    def execute(self, requests):
        for request in requests:
            sender = request.get_response_sender()
            for word in tensor(request, "text_input").reshape(-1)[0].split():
                sender.send(answer(("text_output", np.array([word], object))))
            sender.send(flags=pb.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
"""


@dataclass(frozen=True)
class Model:
    """inputs, outputs: (name, datatype, dims) each. more: other lines of its configuration."""

    name: str
    code: str
    inputs: list[tuple]
    outputs: list[tuple]
    batch: int = 8
    more: str = ""

    def write(self, repository: Path) -> None:
        version = repository / self.name / "1"
        version.mkdir(parents=True)
        (version.parent / "config.pbtxt").write_text(
            f'backend: "python"\nmax_batch_size: {self.batch}\n'
            f"input [{', '.join(map(tensor, self.inputs))}]\noutput [{', '.join(map(tensor, self.outputs))}]\n"
            f"instance_group [{{ kind: KIND_CPU, count: 1 }}]\n{self.more}\n"
        )
        (version / "model.py").write_text(HEAD + self.code)


def tensor(declared: tuple) -> str:
    name, datatype, dims, *more = declared
    return f'{{ name: "{name}", data_type: TYPE_{datatype}, dims: {dims} {" ".join(more)} }}'


X, Y = ("X", "FP32", [WIDTH]), ("Y", "FP32", [WIDTH])
SEQUENCE = """sequence_batching { max_sequence_idle_microseconds: 60000000
  control_input [{ name: "START" control [{ kind: CONTROL_SEQUENCE_START fp32_false_true: [0, 1] }] }] }"""
MODELS = [
    Model(ACTIVE, AFFINE.format(slope=2, offset=1), [X], [Y]),
    Model(INACTIVE, AFFINE.format(slope=0.5, offset=-1), [X], [Y]),
    Model(GROUP, GROUPED, [("image", "FP32", [WIDTH])], [("active.Y", "FP32", [WIDTH]), ("inactive.Y", "FP32", [WIDTH])]),
    Model("two", TWO, [("A", "INT32", [2]), ("B", "INT32", [2])], [("SUM", "INT32", [2]), ("DIFFERENCE", "INT32", [2])]),
    Model(
        "types",
        ECHO,
        [(f"IN_{t}", t, [-1], "optional: true") for t in TYPES],
        [(f"OUT_{t}", t, [-1]) for t in TYPES],
        batch=0,
    ),
    Model("text", TEXT, [("text_input", "STRING", [1])], [("text_output", "STRING", [1])]),
    Model("raising", RAISING, [X], [Y]),
    Model("parameters", PARAMETERS, [("IN", "INT32", [1])], [("OUT", "STRING", [1])], batch=0),
    Model("counting", COUNTING, [("IN", "INT32", [1])], [("OUT", "INT32", [1])], more=SEQUENCE),
    Model(
        "repeating",
        REPEATING,
        [("IN", "INT32", [1])],
        [("OUT", "INT32", [1])],
        batch=0,
        more="model_transaction_policy { decoupled: true }",
    ),
    Model(
        "talking",
        TALKING,
        [("text_input", "STRING", [1])],
        [("text_output", "STRING", [1])],
        batch=0,
        more="model_transaction_policy { decoupled: true }",
    ),
]
NEVER_LOADED = Model("never", AFFINE.format(slope=1, offset=0), [X], [Y])


def lay_out(repository: Path) -> None:
    for model in [*MODELS, NEVER_LOADED]:
        model.write(repository)
