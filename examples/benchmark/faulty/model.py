"""A black box of the quick start that can be told to misbehave: `box.py` beside it is what the quick start serves.

An order is a file ORDERS/MODEL of one line, obeyed once and then gone:

    fail            the next load fails
    hang SECONDS    the next load takes so much longer
    late SECONDS    at the next unload the memory stays so much longer
"""

import time
from pathlib import Path

import box
import triton_python_backend_utils as triton

ORDERS = Path("/tmp/orders")


def obeyed(model, *kinds):
    """The kind and the seconds of the order that waits for this model, if it is one of these; it is taken."""
    order = ORDERS / model
    try:
        kind, *seconds = order.read_text().split()
    except FileNotFoundError:
        return "", 0
    if kind not in kinds:
        return "", 0
    order.unlink()
    return kind, float(seconds[0]) if seconds else 0


class TritonPythonModel:
    def initialize(self, arguments):
        self.name = arguments["model_name"]
        kind, seconds = obeyed(self.name, "fail", "hang")
        if kind == "fail":
            raise triton.TritonModelException(f"{self.name} was ordered to fail")
        time.sleep(seconds)
        self.box = box.TritonPythonModel()
        self.box.initialize(arguments)

    def execute(self, requests):
        return self.box.execute(requests)

    def finalize(self):
        _, seconds = obeyed(self.name, "late")
        time.sleep(seconds)
