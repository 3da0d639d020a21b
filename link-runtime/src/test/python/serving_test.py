"""The official client against Triton and the link-runtime. Addresses come from the environment: TRITON_GRPC,
TRITON_HTTP, RUNTIME_GRPC, RUNTIME_HTTP. The group "numbers": `twice` (2x + 1) is loaded; `halved` (x / 2 - 1) is
predicted from it, exactly, and loaded on Triton too; `always-five` has a prior; `untrained` is unavailable. `from-three`
and `from-one` give back x, predicted from models that take batches of three and no batches; `raising` always fails."""

import itertools
import json
import os
import unittest
import urllib.error
import urllib.request

import numpy as np
import tritonclient.grpc as grpc_client
import tritonclient.http as http_client
from tritonclient.utils import InferenceServerException

X = np.array([[1, 2, 3], [-4, 0.5, 6]], dtype=np.float32)
NUMBERS = itertools.count(1000)


def fresh():
    """Rows that nobody has asked about, so that nothing is shared."""
    return X + np.float32(next(NUMBERS))


class Side:
    """One server by one protocol."""

    def __init__(self, protocol, address):
        self.protocol = protocol
        self.client = protocol.InferenceServerClient(address)
        self.address = address

    def input(self, name="X", data=X, datatype="FP32", shape=None):
        tensor = self.protocol.InferInput(name, shape or list(data.shape), datatype)
        if shape is None and datatype == "FP32":
            tensor.set_data_from_numpy(data)
        else:  # what the client itself would refuse to send
            tensor._raw_content = data.tobytes()
            tensor._raw_data = data.tobytes()
            if self.protocol is http_client:
                tensor._parameters["binary_data_size"] = data.nbytes
        return tensor

    def infer(self, model, inputs=None, outputs=None, **arguments):
        inputs = [self.input()] if inputs is None else inputs
        asked = None if outputs is None else [self.protocol.InferRequestedOutput(name) for name in outputs]
        return self.client.infer(model, inputs, outputs=asked, **arguments)

    def failure(self, call):
        try:
            call(self)
        except InferenceServerException as failure:
            return failure.status(), failure.message()
        raise AssertionError("no failure")


TRITON = [Side(grpc_client, os.environ["TRITON_GRPC"]), Side(http_client, os.environ["TRITON_HTTP"])]
RUNTIME = [Side(grpc_client, os.environ["RUNTIME_GRPC"]), Side(http_client, os.environ["RUNTIME_HTTP"])]


def response(result):
    """The answer without its tensors, whichever protocol it came by."""
    found = result.get_response()
    if isinstance(found, dict):
        return found
    from google.protobuf.json_format import MessageToDict

    tree = MessageToDict(found, preserving_proto_field_name=True)
    flat = lambda parameters: {k: next(iter(v.values())) for k, v in parameters.items()}
    tree["parameters"] = flat(tree.get("parameters", {}))
    for output in tree["outputs"]:
        output["parameters"] = flat(output.get("parameters", {}))
    return tree


class Exact(unittest.TestCase):
    def test_answers_are_those_of_triton(self):
        for triton, runtime in zip(TRITON, RUNTIME):
            expected, got = (side.infer("twice", request_id="7") for side in (triton, runtime))
            np.testing.assert_array_equal(got.as_numpy("Y"), 2 * X + 1)
            self.assertEqual(response(got), response(expected))

    def test_grpc_bytes_are_unchanged(self):
        expected, got = (side.infer("twice", request_id="7").get_response() for side in (TRITON[0], RUNTIME[0]))
        self.assertEqual(got.SerializeToString(deterministic=True), expected.SerializeToString(deterministic=True))

    def test_http_bytes_are_unchanged(self):
        body = json.dumps(
            {"id": "a", "inputs": [{"name": "X", "shape": [1, 3], "datatype": "FP32", "data": [[1, 2, 3.5]]}]}
        ).encode()
        answers = []
        for side in (TRITON[1], RUNTIME[1]):
            request = urllib.request.Request(f"http://{side.address}/v2/models/twice/infer", data=body)
            with urllib.request.urlopen(request) as answer:
                answers.append((answer.status, answer.headers["Content-Type"], answer.read()))
                epoch = answer.headers.get("mlink-epoch")
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(epoch, "3")

    def test_a_models_own_errors_are_those_of_triton(self):
        for triton, runtime in zip(TRITON, RUNTIME):
            call = lambda side: side.infer("raising")
            self.assertEqual(runtime.failure(call), triton.failure(call))

    def test_our_parameters_do_not_reach_triton(self):
        for runtime in RUNTIME:
            got = runtime.infer("twice", parameters={"mlink_sample": False, "mlink_exact": True, "other": 3})
            np.testing.assert_array_equal(got.as_numpy("Y"), 2 * X + 1)
            self.assertEqual(response(got).get("parameters", {}), {})

    def test_compressed_requests(self):
        for coding in ("gzip", "deflate"):
            got = RUNTIME[1].infer("twice", request_compression_algorithm=coding)
            np.testing.assert_array_equal(got.as_numpy("Y"), 2 * X + 1)
            got = RUNTIME[1].infer("halved", request_compression_algorithm=coding)
            np.testing.assert_allclose(got.as_numpy("Y"), X / 2 - 1)
        got = RUNTIME[0].infer("twice", compression_algorithm="gzip")
        np.testing.assert_array_equal(got.as_numpy("Y"), 2 * X + 1)

    def test_metadata_and_config_are_those_of_triton(self):
        for triton, runtime in zip(TRITON, RUNTIME):
            self.assertEqual(runtime.client.get_model_metadata("twice"), triton.client.get_model_metadata("twice"))
            self.assertEqual(runtime.client.get_model_config("twice"), triton.client.get_model_config("twice"))


class Predicted(unittest.TestCase):
    def test_looks_like_the_real_one(self):
        for triton, runtime in zip(TRITON, RUNTIME):
            expected, got = (side.infer("halved", request_id="7") for side in (triton, runtime))
            np.testing.assert_allclose(got.as_numpy("Y"), expected.as_numpy("Y"), atol=1e-5)
            tree, real = response(got), response(expected)
            self.assertEqual(tree["parameters"]["mlink_predicted"], True)
            self.assertEqual(tree["parameters"]["mlink_sources"], "twice")
            self.assertEqual(int(tree["parameters"]["mlink_epoch"]), 3)
            self.assertEqual(tree["outputs"][0]["parameters"].pop("mlink_performance"), 0.875)
            tree.pop("parameters"), real.pop("parameters", None)
            tree.pop("raw_output_contents", None), real.pop("raw_output_contents", None)
            for side in (tree, real):
                if not side["outputs"][0].get("parameters"):
                    side["outputs"][0].pop("parameters", None)
            self.assertEqual(tree, real)

    def test_batches_are_split_as_the_sources_want(self):
        rows = np.arange(24, dtype=np.float32).reshape(8, 3)
        for runtime in RUNTIME:
            got = runtime.infer("halved", [runtime.input(data=rows)])
            np.testing.assert_allclose(got.as_numpy("Y"), rows / 2 - 1, atol=1e-5)
            for model in ("from-three", "from-one"):
                got = runtime.infer(model, [runtime.input(data=rows)])
                np.testing.assert_allclose(got.as_numpy("Y"), rows, atol=1e-5)
            got = runtime.infer("numbers", [runtime.input("image", rows)], ["by-three.Y", "one-by-one.Y"])
            np.testing.assert_allclose(got.as_numpy("by-three.Y"), rows + 1)
            np.testing.assert_allclose(got.as_numpy("one-by-one.Y"), rows + 2)

    def test_a_source_that_fails_is_named(self):
        for runtime in RUNTIME:
            status, message = runtime.failure(lambda side: side.infer("from-raising"))
            self.assertIn(status, ("StatusCode.INTERNAL", "500"))
            self.assertIn("model 'raising' was executed for this and failed: this model always fails", message)

    def test_prior(self):
        for runtime in RUNTIME:
            got = runtime.infer("always-five", outputs=["Y"])
            np.testing.assert_array_equal(got.as_numpy("Y"), np.full((2, 3), 5))
            self.assertEqual(response(got)["parameters"]["mlink_sources"], "")

    def test_json_both_ways(self):
        body = json.dumps({"inputs": [{"name": "X", "shape": [1, 3], "datatype": "FP32", "data": [1, 2, 3]}]})
        request = urllib.request.Request(f"http://{RUNTIME[1].address}/v2/models/halved/infer", data=body.encode())
        with urllib.request.urlopen(request) as answer:
            self.assertEqual(answer.headers["Content-Type"], "application/json")
            tree = json.load(answer)
        self.assertEqual(tree["outputs"][0]["data"], [-0.5, 0, 0.5])

    def test_exact_is_refused(self):
        for runtime in RUNTIME:
            status, message = runtime.failure(lambda side: side.infer("halved", parameters={"mlink_exact": True}))
            self.assertIn(status, ("StatusCode.UNAVAILABLE", "503"))
            self.assertIn("mlink_exact refuses a prediction", message)
        status, _ = RUNTIME[0].failure(lambda side: side.infer("halved", headers={"mlink-exact": "true"}))
        self.assertEqual(status, "StatusCode.UNAVAILABLE")

    def test_unknown_directive_names_the_known(self):
        for runtime in RUNTIME:
            for model in ("twice", "halved"):
                status, message = runtime.failure(lambda side: side.infer(model, parameters={"mlink_exakt": True}))
                self.assertIn(status, ("StatusCode.INVALID_ARGUMENT", "400"))
                self.assertIn("'mlink_exakt' is not known; known are mlink_exact, mlink_sample, mlink_min_confidence", message)
                status, message = runtime.failure(lambda side: side.infer(model, parameters={"mlink_exact": 3}))
                self.assertIn("write true or false", message)

    def test_unavailable_says_why(self):
        for runtime in RUNTIME:
            status, message = runtime.failure(lambda side: side.infer("untrained"))
            self.assertIn(status, ("StatusCode.UNAVAILABLE", "503"))
            self.assertEqual(message, "37 of 500 samples are there; predictions follow the first profile")


class Group(unittest.TestCase):
    WANTED = ["twice.Y", "halved.Y", "always-five.Y"]

    def test_everything_in_one_answer(self):
        for runtime in RUNTIME:
            got = runtime.infer("numbers", [runtime.input("image")], self.WANTED, request_id="9")
            np.testing.assert_array_equal(got.as_numpy("twice.Y"), 2 * X + 1)
            np.testing.assert_allclose(got.as_numpy("halved.Y"), X / 2 - 1, atol=1e-5)
            tree = response(got)
            self.assertEqual(tree["id"], "9")
            predicted = {o["name"]: o["parameters"]["mlink_predicted"] for o in tree["outputs"]}
            self.assertEqual(predicted, {"twice.Y": False, "halved.Y": True, "always-five.Y": True})

    def test_sources_run_once(self):
        before = TRITON[1].client.get_inference_statistics("twice")["model_stats"][0]["execution_count"]
        RUNTIME[0].infer("numbers", [RUNTIME[0].input("image", fresh())], self.WANTED)
        RUNTIME[0].infer("numbers", [RUNTIME[0].input("image", fresh())], ["always-five.Y"])
        after = TRITON[1].client.get_inference_statistics("twice")["model_stats"][0]["execution_count"]
        self.assertEqual(after - before, 1)

    def test_a_model_that_cannot_be_answered_is_named(self):
        for runtime in RUNTIME:
            for outputs, sentence in {
                None: "model 'never-loaded' cannot be answered: it waits for its first profile",
                ("never-loaded.Y", "twice.Y"): "model 'never-loaded' cannot be answered",
                ("untrained.Y",): "model 'untrained' cannot be answered: 37 of 500",
            }.items():
                call = lambda side: side.infer("numbers", [side.input("image")], outputs)
                status, message = runtime.failure(call)
                self.assertIn(status, ("StatusCode.UNAVAILABLE", "503"))
                self.assertIn(sentence, message)
            call = lambda side: side.infer(
                "numbers", [side.input("image")], ["halved.Y"], parameters={"mlink_exact": True}
            )
            self.assertIn("mlink_exact refuses", runtime.failure(call)[1])

    def test_metadata_and_config(self):
        metadata = RUNTIME[1].client.get_model_metadata("numbers")
        self.assertEqual(metadata["inputs"], [{"name": "image", "datatype": "FP32", "shape": [-1, 3]}])
        self.assertEqual(
            [output["name"] for output in metadata["outputs"]][:3] + [metadata["outputs"][-1]["name"]],
            ["twice.Y", "halved.Y", "always-five.Y", "untrained.Y"],
        )
        self.assertEqual(RUNTIME[1].client.get_model_config("numbers")["max_batch_size"], 8)
        self.assertEqual(RUNTIME[0].client.get_model_config("numbers").config.max_batch_size, 8)


class BadInput(unittest.TestCase):
    """Every refusal of Triton, compared for the model that it has loaded and we predict."""

    CASES = {
        "wrong shape": lambda side: [side.input(data=np.zeros((1, 2), np.float32))],
        "wrong rank": lambda side: [side.input(data=np.zeros((3,), np.float32))],
        "unspecified dimension": lambda side: [side.input(shape=[1, -1], data=np.zeros(3, np.float32))],
        "wrong datatype": lambda side: [side.input(datatype="INT32", data=np.zeros((1, 3), np.int32))],
        "wrong name": lambda side: [side.input("Z")],
        "missing input": lambda side: [],
        "too many inputs": lambda side: [side.input(), side.input("Z")],
        "batch too large": lambda side: [side.input(data=np.zeros((9, 3), np.float32))],
        "short data": lambda side: [side.input(shape=[2, 3], data=np.zeros(5, np.float32))],
    }

    def compare(self, call):
        for triton, runtime in zip(TRITON, RUNTIME):
            self.assertEqual(self.seen(runtime, call), self.seen(triton, call))

    def seen(self, side, call):
        status, message = side.failure(call)
        return status, message.replace("['Z','X']", "['X','Z']")  # Triton lists inputs in the order of its hash table

    def test_inputs(self):
        for name, inputs in self.CASES.items():
            with self.subTest(name):
                self.compare(lambda side: side.infer("halved", inputs(side)))
                self.compare(lambda side: side.infer("halved", inputs(side), request_id="abc"))

    def test_unknown_output(self):
        self.compare(lambda side: side.infer("halved", outputs=["Y", "Q"]))

    def test_unknown_model(self):
        self.compare(lambda side: side.infer("nobody"))
        self.compare(lambda side: side.infer("nobody", model_version="1"))

    def test_unknown_version(self):
        for version in ("99", "0"):
            self.compare(lambda side: side.infer("halved", model_version=version))
        for version in ("x", "-1"):
            with self.subTest(version):
                call = lambda side: side.infer("halved", model_version=version)
                self.assertEqual(RUNTIME[0].failure(call), TRITON[0].failure(call))
        RUNTIME[0].infer("halved", model_version="01")

    def test_http_that_is_no_json(self):
        bodies = [
            b"{",
            b"[]",
            b"{}",
            b'{"inputs":[{"shape":[1,3],"datatype":"FP32","data":[1,2,3]}]}',
            b'{"inputs":[{"name":"X","datatype":"FP32","data":[1,2,3]}]}',
            b'{"inputs":[{"name":"X","shape":[1,3],"data":[1,2,3]}]}',
            b'{"inputs":[{"name":"X","shape":[1,3],"datatype":"FP32"}]}',
            b'{"inputs":[{"name":"X","shape":[1,3],"datatype":"FP32","data":[1,2]}]}',
            b'{"inputs":[{"name":"X","shape":[1,3],"datatype":"FP32","data":["a","b","c"]}]}',
            b'{"inputs":[{"name":"X","shape":[1,3],"datatype":"FP99","data":[1,2,3]}]}',
        ]
        for body in bodies:
            with self.subTest(body):
                codes = []
                for side in (TRITON[1], RUNTIME[1]):
                    request = urllib.request.Request(f"http://{side.address}/v2/models/halved/infer", data=body)
                    with self.assertRaises(urllib.error.HTTPError) as caught:
                        urllib.request.urlopen(request)
                    codes.append(caught.exception.code)
                    self.assertIn("error", json.load(caught.exception))
                self.assertEqual(codes[1], codes[0])

    def test_paths(self):
        for method, path in [
            ("GET", "/"),
            ("GET", "/v2/models"),
            ("GET", "/v2/models/halved/"),
            ("GET", "/v2/models/halved/infer"),
            ("POST", "/v2"),
            ("GET", "/v2/models/nobody"),
            ("GET", "/v2/models/nobody/config"),
            ("GET", "/v2/models/nobody/ready"),
            ("GET", "/v2/repository/index"),
        ]:
            with self.subTest(path):
                seen = []
                for side in (TRITON[1], RUNTIME[1]):
                    request = urllib.request.Request(f"http://{side.address}{path}", method=method)
                    with self.assertRaises(urllib.error.HTTPError) as caught:
                        urllib.request.urlopen(request)
                    seen.append((caught.exception.code, json.load(caught.exception)))
                self.assertEqual(seen[1], seen[0])


class Inquiries(unittest.TestCase):
    def test_health(self):
        for runtime in RUNTIME:
            self.assertTrue(runtime.client.is_server_live())
            self.assertTrue(runtime.client.is_server_ready())
            for model, ready in {"twice": 1, "halved": 1, "numbers": 1, "untrained": 0, "nobody": 0}.items():
                self.assertEqual(runtime.client.is_model_ready(model), bool(ready), model)

    def test_metadata_of_a_predicted_model(self):
        for triton, runtime in zip(TRITON, RUNTIME):
            self.assertEqual(runtime.client.get_model_metadata("halved"), triton.client.get_model_metadata("halved"))

    def test_server_metadata(self):
        self.assertEqual(RUNTIME[1].client.get_server_metadata()["name"], "mlink")
        self.assertEqual(RUNTIME[0].client.get_server_metadata().name, "mlink")

    def test_index(self):
        index = {entry["name"]: entry for entry in RUNTIME[1].client.get_model_repository_index()}
        self.assertEqual(index["twice"]["state"], "READY")
        self.assertEqual(index["halved"]["reason"], "predicted")
        self.assertEqual(index["untrained"]["state"], "UNAVAILABLE")
        self.assertEqual(index["numbers"]["state"], "READY")
        self.assertEqual(len(RUNTIME[0].client.get_model_repository_index().models), 12)

    def test_loads_are_refused(self):
        for runtime in RUNTIME:
            status, message = runtime.failure(lambda side: side.client.load_model("halved"))
            self.assertIn(status, ("StatusCode.UNIMPLEMENTED", "501"))
            self.assertIn("change the ModelGroup", message)

    def test_statistics_add_up_what_triton_and_the_link_runtime_answered(self):
        counts = lambda side, model: int(side.client.get_inference_statistics(model)["model_stats"][0]["inference_count"])
        for model, more in {"twice": 4, "halved": 2, "numbers": 0}.items():
            before = counts(RUNTIME[1], model)
            for asked in ("twice", "halved"):
                RUNTIME[0].infer(asked, [RUNTIME[0].input(data=fresh())])
            self.assertEqual(counts(RUNTIME[1], model) - before, more, model)
        TRITON[1].client.unload_model("twice")
        TRITON[1].client.load_model("twice")
        before = counts(RUNTIME[1], "twice")
        RUNTIME[0].infer("twice")
        self.assertEqual(counts(RUNTIME[1], "twice") - before, 2)


if __name__ == "__main__":
    unittest.main()
