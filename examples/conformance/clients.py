"""The official client in its four forms, as users call it."""

import asyncio
import queue

import numpy as np
import tritonclient.grpc as grpc
import tritonclient.grpc.aio as grpc_aio
import tritonclient.http as http
import tritonclient.http.aio as http_aio
from google.protobuf.json_format import MessageToDict
from tritonclient.utils import InferenceServerException

from cases import SUBJECTS, Case, Subject
from seen import Seen

X = np.array([[1, 2, 3], [-4, 0.5, 6]], np.float32)
FORMS = {"grpc": grpc, "http": http, "grpc.aio": grpc_aio, "http.aio": http_aio}


def client_call(form: str, action):
    """Runs action(client, module), awaiting what it awaits; what it returns or raises is seen."""
    module = FORMS[form]

    async def asynchronous(server):
        async with module.InferenceServerClient(address(form, server)) as client:
            return await action(client, module)

    def call(server) -> Seen:
        try:
            if form.endswith("aio"):
                return Seen.of("OK", {"answer": plain(asyncio.run(asynchronous(server)))})
            with module.InferenceServerClient(address(form, server)) as client:
                return Seen.of("OK", {"answer": plain(action(client, module))})
        except InferenceServerException as failure:
            return Seen.of(failure.status(), {"message": failure.message()})

    return call


def address(form: str, server) -> str:
    return server.grpc if form.startswith("grpc") else server.http


def plain(answer):
    """An answer of any form as dicts, lists and arrays."""
    if isinstance(answer, (grpc.InferResult, http.InferResult)):
        response = answer.get_response()
        said = response if isinstance(response, dict) else plain(response)
        arrays = {output["name"]: answer.as_numpy(output["name"]) for output in said["outputs"]}
        return {
            "said": said,
            "arrays": {name: {"shape": list(a.shape), "dtype": str(a.dtype), "data": a.tolist()} for name, a in arrays.items()},
        }
    if hasattr(answer, "DESCRIPTOR"):
        return MessageToDict(answer, preserving_proto_field_name=True)
    return answer


def inference(subject: Subject, module, outputs=None, name: str = "", array=X, **arguments):
    tensor = module.InferInput(name or subject.input, list(array.shape), "FP32")
    tensor.set_data_from_numpy(array)
    asked = outputs and [module.InferRequestedOutput(*output[:1], **output[1]) for output in outputs]
    return {"model_name": subject.model, "inputs": [tensor], "outputs": asked, **arguments}


def inferences(subject: Subject) -> list[Case]:
    every = [(name, {}) for name in subject.outputs]
    cases = []
    for form in FORMS:
        ways = {
            "infer": {},
            "id": {"request_id": "seven"},
            "outputs": {"outputs": every},
            "classification": {"outputs": [(subject.outputs[0], {"class_count": 2})]},
            "priority and timeout": {"priority": 1, "timeout": 5_000_000},
            "parameters": {"parameters": {"a": 1, "b": "two", "c": True}},
            "wrong input": {"name": "Q"},
            "wrong shape": {"array": X[:, :2]},
            "batch too large": {"array": np.zeros((9, 3), np.float32)},
            "unknown output": {"outputs": [("Q", {})]},
            "unknown version": {"model_version": "99"},
        }
        if form.startswith("http"):
            ways |= {
                "JSON outputs": {"outputs": [(name, {"binary_data": False}) for name in subject.outputs]},
                "gzip both ways": {"request_compression_algorithm": "gzip", "response_compression_algorithm": "gzip"},
                "deflate both ways": {"request_compression_algorithm": "deflate", "response_compression_algorithm": "deflate"},
            }
        else:
            ways |= {"gzip": {"compression_algorithm": "gzip"}, "deflate": {"compression_algorithm": "deflate"}}
        for name, arguments in ways.items():
            action = lambda client, module, arguments=arguments: client.infer(**inference(subject, module, **arguments))
            cases.append(subject.case(f"{form} {name}", client_call(form, action)))
    return cases + [subject.case(f"grpc {name}", call) for name, call in others(subject).items()]


def others(subject: Subject) -> dict:
    """Ways of asking that only some forms have."""

    def callback(client, module):
        heard = queue.Queue()
        client.async_infer(callback=lambda result, error: heard.put(error or result), **inference(subject, module))
        return raised(heard.get(timeout=30))

    def stream(client, module):
        heard = queue.Queue()
        client.start_stream(callback=lambda result, error: heard.put(error or result))
        for number in range(5):
            client.async_stream_infer(**inference(subject, module, request_id=str(number)))
        answers = [plain(raised(heard.get(timeout=30))) for _ in range(5)]
        client.stop_stream()
        return answers

    async def stream_aio(client, module):
        async def requests():
            for number in range(5):
                yield inference(subject, module, request_id=str(number))

        return [plain(result) async for result, error in client.stream_infer(requests()) if not error]

    return {
        "async_infer": client_call("grpc", callback),
        "http async_infer": client_call("http", lambda client, module: client.async_infer(**inference(subject, module)).get_result()),
        "stream": client_call("grpc", stream),
        "aio stream": client_call("grpc.aio", stream_aio),
    }


def raised(result):
    if isinstance(result, InferenceServerException):
        raise result
    return result


def inquiries() -> list[Case]:
    cases = []
    for form in FORMS:
        add = lambda name, action, form=form, **more: cases.append(Case(f"{form} {name}", client_call(form, action), **more))
        add("is_server_live", lambda client, module: client.is_server_live())
        add("is_server_ready", lambda client, module: client.is_server_ready())
        add("get_server_metadata", lambda client, module: client.get_server_metadata(), listed="introduction")
        add("is_model_ready nobody", lambda client, module: client.is_model_ready("nobody"))
        add("get_model_metadata nobody", lambda client, module: client.get_model_metadata("nobody"))
        add("load_model", lambda client, module: client.load_model("active"), listed="refused")
        for subject in SUBJECTS:
            about = {
                "is_model_ready": lambda client, module, model=subject.model: client.is_model_ready(model),
                "is_model_ready 99": lambda client, module, model=subject.model: client.is_model_ready(model, "99"),
                "get_model_metadata": lambda client, module, model=subject.model: client.get_model_metadata(model),
            }
            about["get_model_config"] = lambda client, module, model=subject.model: client.get_model_config(model)
            for name, action in about.items():
                listed = "group" if subject.server == "group" and name.startswith("get") else ""
                cases.append(subject.case(f"{form} {name}", client_call(form, action), listed))
    return cases


def all_cases() -> list[Case]:
    return [*inquiries(), *(case for subject in SUBJECTS for case in inferences(subject))]
