"""Every call over gRPC, with messages that the official client would not send too."""

import grpc
import numpy as np
from google.protobuf.json_format import MessageToDict
from tritonclient.grpc import service_pb2 as pb
from tritonclient.grpc import service_pb2_grpc

import repository
from cases import SUBJECTS, Case, Subject
from seen import Seen

SERVICE = "/inference.GRPCInferenceService/"
DEADLINE = 10
RAW = np.array([[1, 2, 3], [-4, 0.5, 6]], np.float32).tobytes()
ADDED = ("mlink-epoch",)
FATAL = (("triton_grpc_error", "true"),)


def unary(method: str, message, answer, metadata=()):
    """A call with a message, or any bytes."""
    content = message if isinstance(message, bytes) else message.SerializeToString()

    def call(server) -> Seen:
        with grpc.insecure_channel(server.grpc) as channel:
            calling = channel.unary_unary(SERVICE + method, lambda raw: raw, answer.FromString)
            return outcome(lambda: tree(calling(content, timeout=DEADLINE, metadata=metadata)))

    return call


def outcome(call) -> Seen:
    try:
        return Seen.of("OK", call())
    except grpc.RpcError as failure:
        return Seen.of(failure.code().name, {"details": failure.details()})


def tree(message) -> dict:
    return MessageToDict(message, preserving_proto_field_name=True)


def streamed(messages: list, metadata=()):
    """One ModelStreamInfer call; what comes before it ends badly counts too."""

    def call(server) -> Seen:
        said, status = [], "OK"
        with grpc.insecure_channel(server.grpc) as channel:
            calling = service_pb2_grpc.GRPCInferenceServiceStub(channel).ModelStreamInfer
            try:
                for answer in calling(iter(messages), timeout=DEADLINE, metadata=metadata):
                    said.append(tree(answer))
            except grpc.RpcError as failure:
                status = f"{failure.code().name}: {failure.details()}"
        return Seen.of(status, {"answers": said})

    return call


def parameter(value) -> pb.InferParameter:
    kinds = {bool: "bool_param", int: "int64_param", str: "string_param", float: "double_param"}
    return pb.InferParameter(**{kinds[type(value)]: value})


def message(subject: Subject, raw=(RAW,), **fields) -> pb.ModelInferRequest:
    """fields: of the request; `inputs` and `outputs` are changes to the first, `parameters` plain values."""
    request = pb.ModelInferRequest(
        model_name=subject.model,
        model_version=fields.get("version", ""),
        id=fields.get("id", ""),
        inputs=[{"name": subject.input, "datatype": "FP32", "shape": [2, 3], **fields.get("input", {})}],
        raw_input_contents=list(raw),
    )
    for name, value in fields.get("parameters", {}).items():
        request.parameters[name].CopyFrom(value if isinstance(value, pb.InferParameter) else parameter(value))
    for name, parameters in fields.get("outputs", []):
        output = request.outputs.add(name=name)
        for key, value in parameters.items():
            output.parameters[key].CopyFrom(parameter(value))
    return request


def of_its_own(id: str) -> pb.ModelInferRequest:
    """A request that its model answers with an error."""
    asked = [{"name": "X", "datatype": "FP32", "shape": [2, 3]}]
    return pb.ModelInferRequest(model_name="raising", id=id, inputs=asked, raw_input_contents=[RAW])


def inferences(subject: Subject) -> list[Case]:
    first = subject.outputs[0]
    ask = lambda **fields: message(subject, **fields)
    numbers = pb.InferTensorContents(fp32_contents=[1, 2, 3, -4, 0.5, 6])
    two = ask()
    two.inputs.add(name="Q", datatype="FP32", shape=[2, 3])
    two.raw_input_contents.append(RAW)
    none = pb.ModelInferRequest(model_name=subject.model)
    requests = {
        "raw": ask(),
        "typed": ask(raw=(), input={"contents": numbers}),
        "typed and raw": ask(input={"contents": numbers}),
        "typed of another type": ask(raw=(), input={"contents": pb.InferTensorContents(int_contents=[1] * 6)}),
        "typed too short": ask(raw=(), input={"contents": pb.InferTensorContents(fp32_contents=[1])}),
        "typed empty": ask(raw=(), input={"contents": pb.InferTensorContents()}),
        "no data": ask(raw=()),
        "raw too short": ask(raw=(RAW[:-1],)),
        "raw too long": ask(raw=(RAW + b"?",)),
        "raw entry too many": ask(raw=(RAW, RAW)),
        "raw entry empty": ask(raw=(b"",)),
        "no inputs": none,
        "two inputs": two,
        "id": ask(id="seven"),
        "version 1": ask(version="1"),
        "version 01": ask(version="01"),
        "version 99": ask(version="99"),
        "version 0": ask(version="0"),
        "version x": ask(version="x"),
        "version -1": ask(version="-1"),
        "unknown input": ask(input={"name": "Q"}),
        "wrong datatype": ask(input={"datatype": "INT32"}),
        "unknown datatype": ask(input={"datatype": "FP99"}),
        "no datatype": ask(input={"datatype": ""}),
        "wrong shape": ask(input={"shape": [3, 2]}),
        "wrong rank": ask(input={"shape": [6]}),
        "no rank": ask(input={"shape": []}),
        "negative shape": ask(input={"shape": [2, -1]}),
        "negative batch": ask(input={"shape": [-2, 3]}),
        "batch of none": ask(input={"shape": [0, 3]}, raw=(b"",)),
        "batch too large": ask(input={"shape": [9, 3]}, raw=(bytes(9 * 12),)),
        "batch too large with id": ask(id="7", input={"shape": [9, 3]}, raw=(bytes(9 * 12),)),
        "shared memory": ask(raw=(), input={"parameters": {"shared_memory_region": parameter("nowhere")}}),
        "one output": ask(outputs=[(first, {})]),
        "all outputs reversed": ask(outputs=[(name, {}) for name in reversed(subject.outputs)]),
        "an output twice": ask(outputs=[(first, {}), (first, {})]),
        "unknown output": ask(outputs=[("Q", {})]),
        "unknown output and no input": pb.ModelInferRequest(model_name=subject.model, outputs=[{"name": "Q"}]),
        "output with unknown parameter": ask(outputs=[(first, {"surplus": 1})]),
        "classification 1": ask(outputs=[(first, {"classification": 1})]),
        "classification 2": ask(outputs=[(first, {"classification": 2})]),
        "classification 99": ask(outputs=[(first, {"classification": 99})]),
        "classification 0": ask(outputs=[(first, {"classification": 0})]),
        "classification -1": ask(outputs=[(first, {"classification": -1})]),
        "classification as text": ask(outputs=[(first, {"classification": "1"})]),
        "unknown parameters": ask(parameters={"a": 1, "b": "two", "c": True, "d": 1.5}),
        "parameter without value": ask(parameters={"a": pb.InferParameter()}),
        "reserved parameter": ask(parameters={"triton_surplus": 1}),
        "empty final response": ask(parameters={"triton_enable_empty_final_response": True}),
        "priority": ask(parameters={"priority": pb.InferParameter(uint64_param=1)}),
        "priority of another type": ask(parameters={"priority": "1"}),
        "timeout": ask(parameters={"timeout": 5_000_000}),
        "timeout as text": ask(parameters={"timeout": "1"}),
        "sequence": ask(parameters={"sequence_id": 5, "sequence_start": True, "sequence_end": True}),
        "sequence of another type": ask(parameters={"sequence_id": True}),
    }
    cases = [
        subject.case(f"gRPC infer: {name}", unary("ModelInfer", request, pb.ModelInferResponse))
        for name, request in requests.items()
    ]
    several = [ask(id="1"), ask(id="2", input={"name": "Q"}), ask(id="3", version="99"), ask(id="4"), none]
    cases += [
        subject.case(f"gRPC stream: {name}", streamed([request]))
        for name, request in requests.items()
        if "sequence" not in name
    ]
    for fatal in ((), FATAL):
        cases.append(subject.case(f"gRPC stream: several {bool(fatal)}", streamed(several, fatal)))
        cases.append(subject.case(f"gRPC stream: only wrong {bool(fatal)}", streamed(several[1:3], fatal)))
        cases.append(subject.case(f"gRPC stream: nothing {bool(fatal)}", streamed([], fatal)))
    return cases


def inquiries() -> list[Case]:
    cases = []
    for method, request, answer in [
        ("ServerLive", pb.ServerLiveRequest(), pb.ServerLiveResponse),
        ("ServerReady", pb.ServerReadyRequest(), pb.ServerReadyResponse),
    ]:
        cases.append(Case(f"gRPC {method}", unary(method, request, answer)))
    for service in ("", "inference.GRPCInferenceService", "nobody"):
        cases.append(Case(f"gRPC health of {service!r}", health(service)))
    cases.append(Case("gRPC ServerMetadata", unary("ServerMetadata", pb.ServerMetadataRequest(), pb.ServerMetadataResponse), listed="introduction"))
    about = {"ModelReady": (pb.ModelReadyRequest, pb.ModelReadyResponse), "ModelMetadata": (pb.ModelMetadataRequest, pb.ModelMetadataResponse), "ModelConfig": (pb.ModelConfigRequest, pb.ModelConfigResponse)}
    for method, (request, answer) in about.items():
        for version in ("", "1", "01", "99", "0", "x", "-1"):
            for subject in SUBJECTS:
                listed = "group" if subject.server == "group" and method != "ModelReady" and version in ("", "1", "01") else ""
                cases.append(subject.case(f"gRPC {method} version {version!r}", unary(method, request(name=subject.model, version=version), answer), listed))
            for model in ("nobody", "never", ""):
                cases.append(Case(f"gRPC {method} of {model!r} version {version!r}", unary(method, request(name=model, version=version), answer)))
    for version in ("", "1", "99", "x"):
        for subject in SUBJECTS:
            cases.append(subject.case(f"gRPC ModelStatistics version {version!r}", statistics(subject.model, version)))
        cases.append(Case(f"gRPC ModelStatistics of nobody version {version!r}", statistics("nobody", version)))
    for model, version in [("nobody", ""), ("nobody", "1"), ("never", ""), ("never", "1"), ("", "")]:
        request = pb.ModelInferRequest(model_name=model, model_version=version)
        cases.append(Case(f"gRPC infer of {model!r} version {version!r}", unary("ModelInfer", request, pb.ModelInferResponse)))
        cases.append(Case(f"gRPC stream of {model!r} version {version!r}", streamed([request, request])))
    cases.append(Case("gRPC infer of garbage", unary("ModelInfer", b"surely not", pb.ModelInferResponse)))
    refused = [
        ("RepositoryModelLoad", pb.RepositoryModelLoadRequest(model_name="active"), pb.RepositoryModelLoadResponse),
        ("RepositoryModelUnload", pb.RepositoryModelUnloadRequest(model_name="nobody"), pb.RepositoryModelUnloadResponse),
        ("TraceSetting", pb.TraceSettingRequest(), pb.TraceSettingResponse),
        ("LogSettings", pb.LogSettingsRequest(), pb.LogSettingsResponse),
        ("SystemSharedMemoryStatus", pb.SystemSharedMemoryStatusRequest(), pb.SystemSharedMemoryStatusResponse),
        ("CudaSharedMemoryStatus", pb.CudaSharedMemoryStatusRequest(), pb.CudaSharedMemoryStatusResponse),
    ]
    cases += [Case(f"gRPC {method}", unary(method, request, answer), listed="refused") for method, request, answer in refused]
    cases.append(Case("gRPC a method that is none", unary("Surplus", b"", pb.ServerLiveResponse)))
    return cases


def health(service: str):
    """What Kubernetes and load balancers ask of any server."""

    request = bytes([10, len(service)]) + service.encode() if service else b""

    def call(server) -> Seen:
        with grpc.insecure_channel(server.grpc) as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            return outcome(lambda: {"answer": check(request, timeout=DEADLINE).hex()})

    return call


def statistics(model: str, version: str):
    """Names of all fields, and whether the counts grow; not how long anything took."""
    asked = unary("ModelStatistics", pb.ModelStatisticsRequest(name=model, version=version), pb.ModelStatisticsResponse)

    def call(server) -> Seen:
        seen = asked(server)
        kept = {path: value for path, value in seen.fields.items() if path.endswith((".name", ".version", "details"))}
        counts = [path for path in seen.fields if path.endswith("stats[0].inference_count")]
        return Seen(seen.status, kept | {"counts": len(counts)})

    return call


def other_models() -> list[Case]:
    one = lambda model, name, value, **parameters: with_parameters(
        pb.ModelInferRequest(
            model_name=model,
            id=parameters.pop("id", ""),
            inputs=[{"name": name, "datatype": "INT32", "shape": parameters.pop("shape", [1])}],
            raw_input_contents=[np.int32(value).tobytes()],
        ),
        parameters,
    )
    counted = lambda value, **parameters: one("counting", "IN", value, shape=[1, 1], **parameters)
    infer = lambda request: unary("ModelInfer", request, pb.ModelInferResponse)
    active = message(SUBJECTS[0], id="a")
    inactive = message(SUBJECTS[1], id="i")
    raising = of_its_own("r")
    everything = pb.ModelInferRequest(model_name="types")
    for name, contents in {
        "BOOL": {"bool_contents": [True, False]},
        "INT8": {"int_contents": [-1, 2]},
        "UINT16": {"uint_contents": [1, 65535]},
        "INT64": {"int64_contents": [-(2**63), 1]},
        "UINT64": {"uint64_contents": [2**64 - 1, 1]},
        "FP64": {"fp64_contents": [0.1, 2]},
        "STRING": {"bytes_contents": [b"a", b"\xff"]},
    }.items():
        datatype = "BYTES" if name == "STRING" else name
        everything.inputs.add(name=f"IN_{name}", datatype=datatype, shape=[2], contents=pb.InferTensorContents(**contents))
        everything.outputs.add(name=f"OUT_{name}")
    sequence = [
        counted(1, sequence_id=5, sequence_start=True, id="1"),
        counted(2, sequence_id=5, id="2"),
        counted(3, sequence_id=5, sequence_end=True, id="3"),
    ]
    text = [counted(1, sequence_id="five", sequence_start=True), counted(2, sequence_id="five", sequence_end=True)]
    repeat = lambda count, **more: one("repeating", "IN", count, **more)
    wrong = one("repeating", "Q", 1, id="w")
    calls = {
        "typed contents of every type": infer(everything),
        "a model's own error": infer(raising),
        "a decoupled model": infer(repeat(2)),
        "sequence without id": infer(counted(1)),
        "sequence that never began": infer(counted(1, sequence_id=77)),
        "sequence in a stream": streamed(sequence),
        "sequence of a text in a stream": streamed(text),
        "two sequences in a stream": streamed([counted(1, sequence_id=7, sequence_start=True), counted(1, sequence_id=8, sequence_start=True), counted(9, sequence_id=7, sequence_end=True), counted(1, sequence_id=8, sequence_end=True)]),
        "many answers": streamed([repeat(3, id="m")]),
        "many answers with a last one": streamed([repeat(3, id="m", triton_enable_empty_final_response=True)]),
        "no answers": streamed([repeat(0)]),
        "no answers but a last one": streamed([repeat(0, triton_enable_empty_final_response=True)]),
        "many answers, twice": streamed([repeat(2, id="1", triton_enable_empty_final_response=True), repeat(2, id="2", triton_enable_empty_final_response=True)]),
        "decoupled and wrong": streamed([wrong]),
        "a model's own error in a stream": streamed([active, raising, active]),
        "wrong in a fatal stream": streamed([wrong], FATAL),
        "several models in a stream": streamed([active, raising, active, counted(1), active]),
    }
    cases = [Case(f"gRPC: {name}", call) for name, call in calls.items()]
    mixed = streamed([active, inactive, raising, inactive, active, message(SUBJECTS[0], id="x", version="99")])
    return [*cases, Case("gRPC: active and inactive in a stream", mixed, values=False)]


def with_parameters(request: pb.ModelInferRequest, parameters: dict) -> pb.ModelInferRequest:
    for name, value in parameters.items():
        request.parameters[name].CopyFrom(parameter(value))
    return request


def all_cases() -> list[Case]:
    return [*inquiries(), *(case for subject in SUBJECTS for case in inferences(subject)), *other_models()]
