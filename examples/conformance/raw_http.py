"""Every path and every form of an inference over plain HTTP."""

import asyncio
import gzip
import json
import zlib

import aiohttp
import numpy as np
import urllib3

from cases import SUBJECTS, Case, Subject
from seen import Seen, body

POOL = urllib3.PoolManager(retries=False, timeout=10)
JSON_LENGTH = "Inference-Header-Content-Length"
X = [[1.0, 2.0, 3.0], [-4.0, 0.5, 6.0]]
RAW = np.array(X, np.float32).tobytes()


def ask(method: str, path: str, content=None, **headers: str):
    """A call, whose headers are written with underscores."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}

    def call(server) -> Seen:
        answer = POOL.request(
            method, f"http://{server.http}{path}", body=content, headers=names, decode_content=False, redirect=False
        )
        return http_seen(answer.status, answer.headers, answer.data)

    return call


def http_seen(status: int, headers, content: bytes) -> Seen:
    said = {name.lower(): value for name, value in headers.items()}
    coding = said.get("content-encoding", "")
    if coding in ("gzip", "deflate"):
        said.pop("content-length", None)  # no two compressors agree
        content = gzip.decompress(content) if coding == "gzip" else zlib.decompress(content)
    length = said.get(JSON_LENGTH.lower())
    return Seen.of(status, {"header": said} | body(content, None if length is None else int(length)))


def infer(subject: Subject, content, query: str = "", version: str = "", **headers: str):
    if not isinstance(content, (bytes, str)):
        content = json.dumps(content)
    path = f"/v2/models/{subject.model}{version and '/versions/' + version}/infer{query}"
    return ask("POST", path, content.encode() if isinstance(content, str) else content, **headers)


def given(subject: Subject, **changes) -> dict:
    """An input as JSON; a change to None leaves the field out."""
    tensor = {"name": subject.input, "shape": [2, 3], "datatype": "FP32", "data": X} | changes
    return {name: value for name, value in tensor.items() if value is not None}


def request(subject: Subject, **fields) -> dict:
    return {"inputs": [given(subject)]} | fields


def binary(subject: Subject, tail: bytes, length: str | None = None, size=None, **fields):
    tensor = given(subject, data=None, parameters={"binary_data_size": len(RAW) if size is None else size})
    head = json.dumps({"inputs": [tensor]} | fields).encode()
    return infer(subject, head + tail, Inference_Header_Content_Length=length or str(len(head)))


def inferences(subject: Subject) -> list[Case]:
    """Every form that an inference has, and every way to get it wrong."""
    first, every = subject.outputs[0], [{"name": name} for name in subject.outputs]
    asked = lambda *outputs: infer(subject, request(subject, outputs=list(outputs)))
    output = lambda **parameters: {"name": first, "parameters": parameters}
    changed = lambda **changes: infer(subject, {"inputs": [given(subject, **changes)]})
    with_parameters = lambda **parameters: infer(subject, request(subject, parameters=parameters))
    plain = json.dumps(request(subject))
    calls = {
        "JSON": infer(subject, request(subject)),
        "flat data": changed(data=[1, 2, 3, 4, 5, 6]),
        "data nested otherwise": changed(data=[[[1, 2]], [3, [4, 5], 6]]),
        "id": infer(subject, request(subject, id="seven")),
        "empty id": infer(subject, request(subject, id="")),
        "numeric id": infer(subject, request(subject, id=7)),
        "unknown field": infer(subject, request(subject, surplus=[1])),
        "query string": infer(subject, request(subject), query="?a=b"),
        "version 1": infer(subject, request(subject), version="1"),
        "version 01": infer(subject, request(subject), version="01"),
        "version 99": infer(subject, request(subject), version="99"),
        "version 0": infer(subject, request(subject), version="0"),
        "version x": infer(subject, request(subject), version="x"),
        "version -1": infer(subject, request(subject), version="-1"),
        # what is asked for
        "one output": asked({"name": first}),
        "all outputs": asked(*every),
        "outputs the other way round": asked(*reversed(every)),
        "an output twice": asked({"name": first}, {"name": first}),
        "no outputs": asked(),
        "unknown output": asked({"name": "Q"}),
        "output without name": asked({}),
        "output with unknown parameter": asked(output(surplus=1)),
        "binary output": asked(output(binary_data=True)),
        "binary output false": asked(output(binary_data=False)),
        "binary output as text": asked(output(binary_data="yes")),
        "all binary": with_parameters(binary_data_output=True),
        "all binary false": with_parameters(binary_data_output=False),
        "all binary but one": infer(
            subject, request(subject, parameters={"binary_data_output": True}, outputs=[output(binary_data=False)])
        ),
        "all binary, one listed": infer(
            subject, request(subject, parameters={"binary_data_output": True}, outputs=[{"name": first}])
        ),
        "all binary, one listed with parameters": infer(
            subject, request(subject, parameters={"binary_data_output": True}, outputs=[output(surplus=1)])
        ),
        "classification 1": asked(output(classification=1)),
        "classification 2": asked(output(classification=2)),
        "classification 0": asked(output(classification=0)),
        "classification 99": asked(output(classification=99)),
        "classification -1": asked(output(classification=-1)),
        "classification as text": asked(output(classification="1")),
        "classification binary": asked(output(classification=2, binary_data=True)),
        # parameters
        "unknown parameters": with_parameters(a=1, b="two", c=True),
        "object as parameter": with_parameters(a={"b": 1}),
        "null as parameter": with_parameters(a=None),
        "list as parameter": with_parameters(a=[1]),
        "float as parameter": with_parameters(a=1.5),
        "reserved parameter": with_parameters(triton_surplus=1),
        "priority": with_parameters(priority=1),
        "priority -1": with_parameters(priority=-1),
        "priority as text": with_parameters(priority="a"),
        "timeout": with_parameters(timeout=5_000_000),
        "timeout as text": with_parameters(timeout="a"),
        "empty final response": with_parameters(triton_enable_empty_final_response=True),
        # tensors as bytes
        "binary": binary(subject, RAW),
        "binary both ways": binary(subject, RAW, parameters={"binary_data_output": True}),
        "binary that is short": binary(subject, RAW[:-1]),
        "binary that is long": binary(subject, RAW + b"?"),
        "binary size too small": binary(subject, RAW, size=len(RAW) - 4),
        "binary size negative": binary(subject, RAW, size=-1),
        "binary size as text": binary(subject, RAW, size="a"),
        "header length as text": binary(subject, RAW, length="x"),
        "header length too large": binary(subject, RAW, length="99999"),
        "header length negative": binary(subject, RAW, length="-1"),
        "data and bytes": infer(
            subject,
            {"inputs": [given(subject, parameters={"binary_data_size": 0})]},
        ),
        "raw binary": infer(subject, RAW[:12], Inference_Header_Content_Length="0"),
        "raw binary of two": infer(subject, RAW, Inference_Header_Content_Length="0"),
        "raw binary that is odd": infer(subject, RAW[:11], Inference_Header_Content_Length="0"),
        "empty body": infer(subject, b""),
        # what is wrong with the JSON
        "no JSON": infer(subject, "{"),
        "text for JSON": infer(subject, "surely not"),
        "list for JSON": infer(subject, "[]"),
        "empty object": infer(subject, "{}"),
        "inputs null": infer(subject, '{"inputs":null}'),
        "inputs an object": infer(subject, '{"inputs":{}}'),
        "no inputs": infer(subject, {"inputs": []}),
        "outputs an object": infer(subject, request(subject, outputs={})),
        "parameters a list": infer(subject, request(subject, parameters=[])),
        "no name": changed(name=None),
        "numeric name": changed(name=7),
        "no shape": changed(shape=None),
        "no datatype": changed(datatype=None),
        "no data": changed(data=None),
        "shape as text": changed(shape="2,3"),
        "shape of texts": changed(shape=["2", "3"]),
        "shape of fractions": changed(shape=[2.0, 3.0]),
        "negative shape": changed(shape=[2, -3]),
        "too few data": changed(data=[1, 2, 3]),
        "too many data": changed(data=[1, 2, 3, 4, 5, 6, 7]),
        "texts as data": changed(data=["a"] * 6),
        "booleans as data": changed(data=[True] * 6),
        "nulls as data": changed(data=[None] * 6),
        "object as data": changed(data={"a": 1}),
        "number as data": changed(data=1),
        "no number": infer(subject, plain.replace("0.5", "NaN")),
        "infinity": infer(subject, plain.replace("0.5", "-Infinity")),
        "large number": infer(subject, plain.replace("0.5", "1e39")),
        # what is wrong with the tensors
        "unknown input": changed(name="Q"),
        "two inputs": infer(subject, {"inputs": [given(subject), given(subject, name="Q")]}),
        "input twice": infer(subject, {"inputs": [given(subject), given(subject)]}),
        "wrong datatype": changed(datatype="INT32", data=[1, 2, 3, 4, 5, 6]),
        "unknown datatype": changed(datatype="FP99"),
        "FP16 as JSON": changed(datatype="FP16"),
        "wrong shape": changed(shape=[1, 2], data=[1, 2]),
        "wrong rank": changed(shape=[3], data=[1, 2, 3]),
        "no rank": changed(shape=[], data=[1]),
        "batch of none": changed(shape=[0, 3], data=[]),
        "row of none": changed(shape=[1, 0], data=[]),
        "batch too large": changed(shape=[9, 3], data=[0] * 27),
        "wrong shape with id": infer(subject, {"id": "7", "inputs": [given(subject, shape=[1, 2], data=[1, 2])]}),
        "unknown output before missing input": infer(subject, {"inputs": [], "outputs": [{"name": "Q"}]}),
        # compression and transfer
        "gzip": infer(subject, gzip.compress(plain.encode()), Content_Encoding="gzip"),
        "deflate": infer(subject, zlib.compress(plain.encode()), Content_Encoding="deflate"),
        "identity": infer(subject, plain, Content_Encoding="identity"),
        "brotli": infer(subject, plain, Content_Encoding="br"),
        "gzip called deflate": infer(subject, gzip.compress(plain.encode()), Content_Encoding="deflate"),
        "broken gzip": infer(subject, b"surely not", Content_Encoding="gzip"),
        "chunked": chunked(subject, plain.encode()),
        "expect 100-continue": expecting(subject, plain.encode()),
        "form": infer(subject, plain, Content_Type="application/x-www-form-urlencoded"),
        "no content type": infer(subject, plain, Content_Type="text/nonsense"),
        "GET": ask("GET", f"/v2/models/{subject.model}/infer"),
        "trailing slash": ask("POST", f"/v2/models/{subject.model}/infer/", plain.encode()),
    }
    codings = ["gzip", "deflate", "gzip, deflate", "deflate;q=1, gzip;q=.5", "gzip;q=0", "br", "br, gzip;q=.1", "*", "identity", "GZIP"]
    for coding in codings:
        calls[f"answer in {coding}"] = infer(subject, plain, Accept_Encoding=coding)
    calls["error in gzip"] = infer(subject, {"inputs": []}, Accept_Encoding="gzip")
    return [
        subject.case(f"HTTP infer: {name}", call, PARSER if name in MALFORMED else "") for name, call in calls.items()
    ]


PARSER = "parser"
MALFORMED = {"no JSON", "text for JSON"}


def chunked(subject: Subject, content: bytes):
    def call(server) -> Seen:
        url = f"http://{server.http}/v2/models/{subject.model}/infer"
        parts = iter([content[:10], content[10:]])
        answer = POOL.request("POST", url, body=parts, chunked=True, decode_content=False)
        return http_seen(answer.status, answer.headers, answer.data)

    return call


def expecting(subject: Subject, content: bytes):
    async def send(server) -> Seen:
        async with aiohttp.ClientSession(auto_decompress=False, timeout=aiohttp.ClientTimeout(5)) as session:
            url = f"http://{server.http}/v2/models/{subject.model}/infer"
            headers = {"Accept-Encoding": "identity"}
            async with session.post(url, data=content, expect100=True, headers=headers) as answer:
                return http_seen(answer.status, answer.headers, await answer.read())

    return lambda server: asyncio.run(send(server))


def paths() -> list[Case]:
    """Everything but inference."""
    cases = []
    add = lambda name, call, **more: cases.append(Case(f"HTTP {name}", call, **more))
    for path in ("/v2/health/live", "/v2/health/ready"):
        for method in ("GET", "POST", "HEAD", "OPTIONS"):
            add(f"{method} {path}", ask(method, path))
    add("GET /v2", ask("GET", "/v2"), listed="introduction")
    for method, path in [
        ("POST", "/v2"),
        ("GET", "/"),
        ("GET", "/v2/"),
        ("GET", "//v2"),
        ("GET", "/v3"),
        ("GET", "/v2/models"),
        ("GET", "/v2/health/live/"),
        ("GET", "/v2/repository/index"),
        ("PUT", "/v2/models/active"),
    ]:
        add(f"{method} {path}", ask(method, path))
    for subject in SUBJECTS:
        model = f"/v2/models/{subject.model}"
        introduced = ("", "/versions/1", "/config", "/versions/1/config")
        for path in (*introduced, "/versions/99", "/versions/x", "/ready", "/versions/1/ready", "/versions/99/ready", "/versions/99/config", "/", "/surplus"):
            listed = "group" if subject.server == "group" and path in introduced else ""
            cases.append(subject.case(f"HTTP GET {path or 'metadata'}", ask("GET", model + path), listed))
        for path in ("/stats", "/versions/1/stats", "/versions/99/stats"):
            cases.append(subject.case(f"HTTP GET {path}", statistics(model + path)))
        for path in ("", "/ready", "/config", "/stats"):
            cases.append(subject.case(f"HTTP POST {path or 'metadata'}", ask("POST", model + path)))
    for path in ("", "/versions/1", "/ready", "/config", "/stats"):
        add(f"GET nobody{path}", ask("GET", f"/v2/models/nobody{path}"))
    for path in ("/infer", "/versions/1/infer", "/generate", "/generate_stream"):
        add(f"POST nobody{path}", ask("POST", f"/v2/models/nobody{path}", b'{"inputs":[]}'))
        add(f"POST never{path}", ask("POST", f"/v2/models/never{path}", b'{"inputs":[]}'))
    add("quoted name", ask("GET", "/v2/models/acti%76e"))
    add("query on metadata", ask("GET", "/v2/models/active?a=b"))
    for content in (b"", b"{}", b'{"ready":true}', b"surely not"):
        add(f"index {content!r}", index(content), listed=PARSER if content == b"surely not" else "")
    for method, path in [
        ("POST", "/v2/repository/models/active/load"),  # loaded already: nothing happens
        ("POST", "/v2/repository/models/nobody/unload"),
    ]:
        cases.append(Case(f"HTTP {method} {path}", ask(method, path), listed="refused", server="runtime"))
    for path in ("/v2/trace/setting", "/v2/models/active/trace/setting", "/v2/logging", "/v2/systemsharedmemory/status", "/v2/cudasharedmemory/status"):
        add(f"GET {path}", ask("GET", path), listed="refused")
    return cases


def index(content: bytes):
    """What both know: the models that are loaded."""

    def call(server) -> Seen:
        answer = POOL.request("POST", f"http://{server.http}/v2/repository/index", body=content)
        tree = body(answer.data, None)["json"]
        if answer.status != 200:
            return Seen.of(answer.status, {"json": tree})
        known = {entry["name"]: entry for entry in tree if entry["name"] in ("active", "two", "counting")}
        return Seen.of(answer.status, {"type": answer.headers["Content-Type"], "json": known})

    return call


def statistics(path: str):
    """Names of all fields, and whether the counts grow; not how long anything took."""

    def call(server) -> Seen:
        answer = POOL.request("GET", f"http://{server.http}{path}")
        tree = body(answer.data, None)["json"]
        if answer.status == 200:
            for model in tree["model_stats"]:
                model["batch_stats"] = bool(model["batch_stats"])
                model["counted"] = model.pop("inference_count") >= model.pop("execution_count") > 0
                model["last_inference"] = model["last_inference"] > 0
                model["inference_stats"] = {name: sorted(value) for name, value in model["inference_stats"].items()}
        return Seen.of(answer.status, {"type": answer.headers.get("Content-Type"), "json": tree})

    return call


def in_turn(*calls):
    """Several calls seen as one."""

    def call(server) -> Seen:
        seen = [each(server) for each in calls]
        return Seen.of([each.status for each in seen], {"answers": [each.fields for each in seen]})

    return call


def other_models() -> list[Case]:
    """What models of other shapes add."""
    call = lambda model, content, **headers: ask(
        "POST", f"/v2/models/{model}/infer", content if isinstance(content, bytes) else json.dumps(content).encode(), **headers
    )
    ab = lambda *outputs: {
        "inputs": [{"name": n, "shape": [1, 2], "datatype": "INT32", "data": [5, 3]} for n in "BA"],
        "outputs": [{"name": name} for name in outputs],
    }
    typed = lambda datatype, data, shape=None, outputs=(): {
        "inputs": [{"name": f"IN_{datatype.replace('BYTES', 'STRING')}", "shape": shape or [len(data)], "datatype": datatype, "data": data}],
        "outputs": [{"name": f"OUT_{datatype.replace('BYTES', 'STRING')}", **dict(outputs)}],
    }
    counted = [{"name": "IN", "shape": [1, 1], "datatype": "INT32", "data": [1]}]
    calls = {
        "outputs in the order of the model": call("two", ab("DIFFERENCE", "SUM")),
        "one of two outputs": call("two", ab("DIFFERENCE")),
        "one of two inputs": call("two", {"inputs": ab()["inputs"][:1]}),
        "two batches": call("two", {"inputs": [*ab()["inputs"][:1], {**ab()["inputs"][1], "shape": [2, 2], "data": [1, 2, 3, 4]}]}),
        "raw binary for two inputs": call("two", b"12345678", Inference_Header_Content_Length="0"),
        "a model's own error": call("raising", {"inputs": [{"name": "X", "shape": [1, 3], "datatype": "FP32", "data": [1, 2, 3]}]}),
        "parameters reach the model": call("parameters", {"parameters": {"a": 1, "b": "x", "c": True}, "inputs": [{"name": "IN", "shape": [1], "datatype": "INT32", "data": [1]}]}),
        "sequence without id": call("counting", {"inputs": [{"name": "IN", "shape": [1, 1], "datatype": "INT32", "data": [1]}]}),
        "sequence that never began": call("counting", {"parameters": {"sequence_id": 9}, "inputs": [{"name": "IN", "shape": [1, 1], "datatype": "INT32", "data": [1]}]}),
        "a sequence": in_turn(
            call("counting", {"parameters": {"sequence_id": 9, "sequence_start": True}, "inputs": counted}),
            call("counting", {"parameters": {"sequence_id": 9}, "inputs": counted}),
            call("counting", {"parameters": {"sequence_id": 9, "sequence_end": True}, "inputs": counted}),
        ),
        "a decoupled model": call("repeating", {"inputs": [{"name": "IN", "shape": [1], "datatype": "INT32", "data": [1]}]}),
        "text": call("types", typed("BYTES", ["a", "ä"])),
        "text nested": call("types", typed("BYTES", [["a"], ["b"]])),
        "number as text": call("types", typed("BYTES", [1])),
        "FP16": call("types", typed("FP16", [1.5])),
        "BOOL": call("types", typed("BOOL", [True, False])),
        "INT8 out of range": call("types", typed("INT8", [300])),
        "UINT64": call("types", typed("UINT64", [2**64 - 1])),
        "no elements": call("types", typed("INT32", [])),
    }
    generated = lambda model, stream, content: ask("POST", f"/v2/models/{model}/{stream}", content)
    for stream in ("generate", "generate_stream"):
        for model in ("text", "talking"):
            calls[f"{stream} {model}"] = generated(model, stream, b'{"text_input":"to be or not"}')
            calls[f"{stream} {model} without input"] = generated(model, stream, b"{}")
            calls[f"{stream} {model} no JSON"] = generated(model, stream, b"{")
        calls[f"{stream} with version"] = ask("POST", f"/v2/models/text/versions/1/{stream}", b'{"text_input":"x"}')
        calls[f"{stream} GET"] = ask("GET", f"/v2/models/text/{stream}")
    return [Case(f"HTTP: {name}", seen) for name, seen in calls.items()]


def all_cases() -> list[Case]:
    return [*paths(), *(case for subject in SUBJECTS for case in inferences(subject)), *other_models()]
