"""A user of the groups in this directory, over gRPC.

user.py send ADDRESS FIRST LAST         send the rows FIRST to LAST - 1 to the model `upper`, once each
user.py change ADDRESS [COUNT]          send images that are upside down, no two alike: so many, or until SIGTERM
user.py ask ADDRESS MODEL ROW [P]       one answer with its parameters, or the refusal, a name and value a line;
                                        no prediction that is less confident than P
"""

import itertools
import sys
import time

import numpy as np
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
from inference import infer

RATE = 50  # images per second
PATIENCE = 120  # seconds until the first set is loaded
NOISE = 0.25  # of 16: what tells two images of one row apart


def send(client, first, last):
    for image in digits.images(slice(int(first), int(last))):
        offer(client, image)


def change(client, count=None):
    rows, noise = digits.images(digits.LEARNED), np.random.default_rng()
    for number in itertools.count() if count is None else range(int(count)):
        turned = rows[number % len(rows), ::-1]  # the last pixel first: by 180 degrees
        offer(client, (turned + noise.normal(0, NOISE, turned.shape)).clip(0, 16).astype(np.float32))


def offer(client, image):
    """Sends one image, again while the model is neither active nor predicted yet, or its process does not answer."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            infer(client, "upper", image[None], client_timeout=5)
        except InferenceServerException:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)
        else:
            time.sleep(1 / RATE)
            return


def ask(client, model, row, confidence=None):
    image = digits.images(slice(int(row), int(row) + 1))
    asked = {"mlink_sample": False} | ({} if confidence is None else {"mlink_min_confidence": float(confidence)})
    try:
        answer = infer(client, model, image, parameters=asked)
    except InferenceServerException as refusal:
        print(f"refused={refusal.status()}: {refusal.message()}")
        return
    response = answer.get_response()
    output = response.outputs[0]
    print(f"output={answer.as_numpy(output.name)[0].tolist()}")
    for name, value in [*response.parameters.items(), *output.parameters.items()]:
        print(f"{name}={getattr(value, value.WhichOneof('parameter_choice'))}")


if __name__ == "__main__":
    command, address, *rest = sys.argv[1:]
    {"send": send, "change": change, "ask": ask}[command](InferenceServerClient(address), *rest)
