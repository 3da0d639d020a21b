"""What is read from a run with faults, and the model that takes orders."""

import importlib
import sys
import types

import pytest

import convergence
import endured
import faults
import node
import outage
from steady import Record

MODELS = ["upper", "lower"]


def world(**changed):
    whole = {
        "group": {
            "metadata": {"generation": 3},
            "status": {
                "models": [{"name": name, "state": "Active"} for name in MODELS],
                "selection": {"generation": 3, "set": MODELS},
                "conditions": [{"type": "Ready", "status": "True", "message": ""}],
            },
        },
        "table": {
            "epoch": "7",
            "models": [{"model": name, "state": "EXACT", "endpoints": ["a", "b"]} for name in MODELS]
            + [{"model": "box", "state": "PREDICTED"}],
        },
        "loaded": {"a": set(MODELS), "b": set(MODELS)},
        "epochs": {"x": 7, "y": 7},
    }
    return convergence.World(**(whole | changed))


def test_converged():
    assert world().missing(2, 2) == ""


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"loaded": {"a": set(MODELS)}}, "1 of 2 Tritons"),
        ({"loaded": {"a": set(MODELS), "b": {"upper"}}}, "b has ['upper']"),
        ({"loaded": {"a": set(MODELS), "b": None}}, "b does not answer"),
        ({"epochs": {"x": 7, "y": 6}}, "y routes by epoch 6, not 7"),
        ({"epochs": {"x": 7, "y": None}}, "y routes by epoch None"),
        ({"loaded": {"a": set(MODELS), "c": set(MODELS)}}, "the table has upper on ['a', 'b']"),
    ],
)
def test_what_is_missing_is_said(changed, says):
    assert says in world(**changed).missing(2, 2)


def injection(**changed):
    whole = {"fault": "stub", "begin": 100.0, "end": 120.0, "seconds": 12.0, "missing": "", "oom_kills": 0}
    return whole | {"peak": 600 << 20, "limit": 676 << 20, "favourite": "box", "before": ""} | changed


def load(*failed):
    failures = [{"at": at, "after": 0.1, "text": "class: UNAVAILABLE"} for at in failed]
    return {"answered": {str(second): 60 for second in range(90, 130)}, "failed": len(failures), "failures": failures}


def verdict(injections, load):
    return list(endured.wrong(endured.endured(injections, load), load))


def test_nothing_is_wrong():
    assert verdict([injection()], load()) == []
    (one,) = endured.endured([injection()], load())
    assert one.requests == 21 * 60
    assert one.row()[0] == faults.SAYS["stub"]


def test_every_goal_that_is_missed_is_said():
    assert "1 requests failed, the first of them: after 0.1 s class: UNAVAILABLE" in verdict([injection()], load(110))[0]
    assert verdict([injection()], load(95)) == ["1 requests failed between the faults"]
    assert "converged after 61 s" in verdict([injection(seconds=61)], load())[0]
    assert "not converged after 180 s: no set" in verdict([injection(seconds=180, missing="no set")], load())[0]
    assert "the kernel killed 1 processes" in verdict([injection(oom_kills=1)], load())[0]
    assert "more than its limit" in verdict([injection(peak=700 << 20)], load())[0]
    slow = load() | {"answered": {str(second): 40 for second in range(90, 130)}}
    assert "the load was 40.0 requests per second" in verdict([injection()], slow)[0]


def test_cgroups_of_both_versions():
    first = "5:cpu:/a\n4:memory:/kubepods/burstable/pod1/abc\n"
    assert node.cgroup_of(first) == "/kubepods/burstable/pod1/abc"
    assert node.cgroup_of("0::/kubepods/pod2/def\n") == "/kubepods/pod2/def"


def test_a_record_of_requests(tmp_path):
    record = Record()
    record.answer(100.2, 0.004)
    record.answer(100.9, 0.006)
    record.write(tmp_path / "steady.json")
    assert '"answered": {"100": 2}' in (tmp_path / "steady.json").read_text()


@pytest.fixture
def faulty(monkeypatch, tmp_path):
    """faulty/model.py with what Triton and the quick start would put beside it."""

    class Box:
        def initialize(self, arguments):
            self.name = arguments["model_name"]

        def execute(self, requests):
            return [self.name] * len(requests)

    monkeypatch.setitem(sys.modules, "box", types.SimpleNamespace(TritonPythonModel=Box))
    words = types.SimpleNamespace(TritonModelException=RuntimeError)
    monkeypatch.setitem(sys.modules, "triton_python_backend_utils", words)
    model = importlib.import_module("faulty.model")
    monkeypatch.setattr(model, "ORDERS", tmp_path)
    yield model
    sys.modules.pop("faulty.model")


def loaded(faulty):
    model = faulty.TritonPythonModel()
    model.initialize({"model_name": "class"})
    return model


def test_a_model_obeys_once(faulty, tmp_path, monkeypatch):
    slept = []
    monkeypatch.setattr(faulty.time, "sleep", slept.append)
    (tmp_path / "class").write_text("fail")
    with pytest.raises(RuntimeError, match="class was ordered to fail"):
        loaded(faulty)
    (tmp_path / "class").write_text("late 10")
    model = loaded(faulty)
    assert model.execute([1, 2]) == ["class", "class"]
    assert slept == [0], "what concerns the unload waits for it"
    model.finalize()
    assert slept == [0, 10]
    (tmp_path / "class").write_text("hang 25")
    loaded(faulty)
    assert slept == [0, 10, 25]
    assert not list(tmp_path.iterdir())


def test_an_outage_as_it_should_be():
    away = [("box", "answered"), ("class", "StatusCode.UNAVAILABLE: cannot be executed now")]
    assert list(outage.wrong({"box"}, away, [("class", "answered")], 20)) == []


@pytest.mark.parametrize(
    "free, away, back, seconds, says",
    [
        (set(), [], [], 20, "no model is answered without"),
        ({"box"}, [("box", "StatusCode.UNAVAILABLE: gone")], [], 20, "box needs no source, and was not answered"),
        ({"box"}, [("class", "StatusCode.INTERNAL: stub")], [], 20, "1 of 1 that need a source were not told why"),
        ({"box"}, [("class", "StatusCode.UNAVAILABLE: ")], [], 20, "were not told why"),
        ({"box"}, [], [("class", "StatusCode.UNAVAILABLE: gone")], 20, "afterwards 1 requests failed"),
        ({"box"}, [], [], 61, "back after 61 s"),
    ],
)
def test_what_is_wrong_in_an_outage(free, away, back, seconds, says):
    (sentence,) = outage.wrong(free, away, back, seconds)
    assert says in sentence


def test_what_needs_no_source():
    routes = [
        {"model": "box", "state": "PREDICTED", "predictor": {"kind": "Prior"}},
        {"model": "class", "state": "PREDICTED", "predictor": {"kind": "Joint", "sources": ["upper"]}},
        {"model": "upper", "state": "EXACT", "predictor": {"kind": "Prior"}},
    ]
    assert outage.without_source({"models": routes}) == {"box"}
