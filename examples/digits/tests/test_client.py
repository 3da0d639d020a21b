"""The clients against a real Triton, which stands in for a runtime that has every model active."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import client
import digits
from serving import estimators

HERE = Path(__file__).parents[1]
NAMES = [box.name for box in digits.BLACK_BOXES]


@pytest.fixture(scope="module")
def all_loaded(triton, exact):
    address, _ = triton
    connection = InferenceServerClient(address)
    for name in NAMES:
        connection.load_model(name)
    yield address
    for name in NAMES:
        connection.unload_model(name)
        client.await_unloaded(connection, name)


@pytest.fixture(scope="session")
def exact(triton, tmp_path_factory):
    file = tmp_path_factory.mktemp("exact") / "exact.npz"
    client.exact(InferenceServerClient(triton[0]), file)
    return file


def test_exact_outputs_are_those_of_the_boxes(exact, weights):
    with np.load(exact) as outputs:
        assert sorted(outputs) == sorted(NAMES)
        for name in NAMES:
            expected = estimators.load(weights / f"{name}.npz")(digits.images(digits.SCORED))
            np.testing.assert_allclose(outputs[name], expected, rtol=0, atol=1e-6)


def test_active_models_are_scored_bit_by_bit(exact, all_loaded, tmp_path):
    file = tmp_path / "score.json"
    client.score(InferenceServerClient(all_loaded), exact, file)
    found = json.loads(file.read_text())
    assert found["objective"]["mean"] == 1
    assert all(not model["predicted"] and model["mean"] == 1 for model in found["models"].values())


def test_an_active_model_that_answers_otherwise_is_an_error(exact, all_loaded, tmp_path):
    with np.load(exact) as outputs:
        other = dict(outputs)
    other["box"] = np.nextafter(other["box"], 2)
    np.savez(tmp_path / "other.npz", **other)
    with pytest.raises(SystemExit, match="box is active, but its answers differ"):
        client.score(InferenceServerClient(all_loaded), tmp_path / "other.npz", tmp_path / "score.json")


class Upstream:
    """Answers for one model and refuses the others, as a runtime does while it is cold."""

    def __init__(self, active, status="StatusCode.UNAVAILABLE"):
        self.active, self.status, self.asked = active, status, []

    def infer(self, model, inputs, **options):
        self.asked.append(model)
        if model != self.active:
            raise InferenceServerException("not active", self.status)


def test_learning_asks_the_model_that_answered_first_the_next_time():
    upstream, names = Upstream("upper"), list(NAMES)
    image = digits.images(digits.LEARNED)[:1]
    assert client.refused_before_an_answer(upstream, names, image) == 2
    assert client.refused_before_an_answer(upstream, names, image) == 0
    assert upstream.asked == ["class", "parity", "upper", "upper"]


def test_learning_stops_at_any_other_error():
    with pytest.raises(InferenceServerException):
        client.refused_before_an_answer(
            Upstream("upper", "StatusCode.INTERNAL"), list(NAMES), digits.images(digits.LEARNED)[:1]
        )


def test_traffic_counts_every_failure(all_loaded, tmp_path):
    """Bare Triton has no model that is called as the group: exactly an eighth of the requests fails."""
    file = tmp_path / "traffic.json"
    process = subprocess.Popen([sys.executable, HERE / "client.py", "traffic", all_loaded, file])
    time.sleep(8)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    found = json.loads(file.read_text())
    assert found["failed_by_model"] == {digits.GROUP: found["failed"]}
    assert found["failed"] == pytest.approx(found["requests"] / 8, abs=1)
    assert set(found["answered_by_model"]) == set(NAMES)
    assert "digits" in found["failures"][0] and len(found["failures"]) == 10
