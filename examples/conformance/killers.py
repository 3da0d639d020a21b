"""What takes Triton 2.51 down, or one of its models: only the link-runtime is asked, and both must live on."""

import json

from tritonclient.grpc import service_pb2 as pb

import raw_grpc
import raw_http
from cases import SUBJECTS
from seen import Seen

HUGE = 1 << 32


def calls() -> dict:
    """By name; each for the active, the inactive model and the group where it can be."""
    killers = {}
    for subject in SUBJECTS:
        wraps = lambda *shape: raw_grpc.message(subject, raw=(b"",), input={"shape": shape})
        shaped = lambda *shape: raw_http.infer(subject, {"inputs": [raw_http.given(subject, shape=list(shape), data=[])]})
        nested = '{"inputs":' + "[" * 3_000_000 + "]" * 3_000_000 + "}"
        killers |= {
            f"K1: an overflowing shape in JSON ({subject.model})": (subject, shaped(HUGE, HUGE)),
            f"K1: one that wraps to nothing ({subject.model})": (subject, shaped(1 << 62, 4)),
            f"K3: a form of 6 MB ({subject.model})": (
                subject,
                raw_http.infer(subject, b" " * 6_000_000, Content_Type="application/x-www-form-urlencoded"),
            ),
            f"K3: the same to generate ({subject.model})": (
                subject,
                raw_http.ask(
                    "POST",
                    f"/v2/models/{subject.model}/generate",
                    b" " * 6_000_000,
                    Content_Type="application/x-www-form-urlencoded",
                ),
            ),
            f"K4: JSON nested deeply ({subject.model})": (subject, raw_http.infer(subject, nested)),
            f"K4: a parameter nested deeply ({subject.model})": (
                subject,
                raw_http.infer(subject, '{"inputs":[],"parameters":{"a":' + "[" * 500_000 + "]" * 500_000 + "}}"),
            ),
            f"K5: a shape whose bytes wrap ({subject.model})": (
                subject,
                raw_grpc.unary("ModelInfer", wraps(1 << 62, 4), pb.ModelInferResponse),
            ),
            f"K5: the same in a stream ({subject.model})": (subject, raw_grpc.streamed([wraps(HUGE, HUGE)])),
        }
    killers["K6: a model's own error that is to end its stream"] = (
        SUBJECTS[0],
        raw_grpc.streamed([raw_grpc.message(SUBJECTS[0]), raw_grpc.of_its_own("r")], raw_grpc.FATAL),
    )
    echo = {"inputs": [{"name": "text_input", "shape": [1, 1], "datatype": "BYTES", "data": ["a"]}]}
    classified = echo | {"outputs": [{"name": "text_output", "parameters": {"classification": 1}}]}
    killers["K2: classification of a text"] = (
        SUBJECTS[0],
        raw_http.ask("POST", "/v2/models/text/infer", json.dumps(classified).encode()),
    )
    return killers


def refused(seen: Seen) -> bool:
    said = " ".join(str(value) for value in seen.fields.values())
    return seen.status not in (200, "OK") or "error_message" in " ".join(seen.fields) or "error" in said
