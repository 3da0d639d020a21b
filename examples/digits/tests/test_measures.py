"""Scores, intervals, memory and verdicts, by cases made by hand."""

import json

import numpy as np
import pytest

import digits
import memory
import report
import scoring


def test_scores_by_hand():
    boxes = {box.name: box for box in digits.BLACK_BOXES}

    def scores(name, predicted, exact):
        return scoring.scores(boxes[name], np.array(predicted), np.array(exact)).tolist()

    assert scores("parity", [[0.4, 0.6], [0.4, 0.6]], [[0.1, 0.9], [0.9, 0.1]]) == [1, 0]
    assert scores("holes", [[0.75], [0.74]], [[1.0], [1.0]]) == [1, 0]
    assert scores("attributes", [[0.6, 0.4, 0, 1], [0.6, 0.6, 0, 1]], [[1, 0, 0, 1], [1, 0, 0, 1]]) == [1, 0]
    half, empty = [0, 0, 0.5, 1], [0, 0, 0, 0]
    assert scores("box", [half, empty, half], [[0, 0, 1, 1], empty, [0.5, 0, 0.5, 1]]) == [0.5, 1, 0]


def test_wilson_interval_of_a_known_case():
    estimate = scoring.estimate(np.array([1.0] * 9 + [0.0]))
    assert (estimate.mean, round(estimate.lower, 3), round(estimate.upper, 3)) == (0.9, 0.596, 0.982)


def test_bootstrap_interval_holds_the_mean_of_fractions():
    values = np.random.default_rng(1).beta(9, 1, 500)
    estimate = scoring.estimate(values)
    assert estimate.lower < values.mean() < estimate.upper
    assert estimate.upper - estimate.lower == pytest.approx(2 * 1.96 * values.std() / np.sqrt(500), rel=0.2)


def test_memory_is_what_both_versions_of_cgroups_call_rss_and_shmem():
    assert memory.used({"rss": "1", "total_rss": "100", "total_shmem": "7", "cache": "1000"}) == 107
    assert memory.used({"anon": "100", "shmem": "7", "file": "1000"}) == 107


def test_memory_watch_keeps_the_peak_and_tells_that_the_container_is_gone(tmp_path):
    file = tmp_path / "memory.json"
    sizes = [
        {"anon": size, "shmem": "0", "limit": "30", "oom_kill": kills}
        for size, kills in [("5", "0"), ("20", "0"), ("9", "1")]
    ]
    memory.watch(iter(sizes), file)
    assert json.loads(file.read_text()) == {
        "samples": 3,
        "peak": 20,
        "used": 9,
        "limit": 30,
        "oom_kills": 1,
        "vanished": True,
    }


GOOD = (
    {"objective": {"mean": 0.93}},
    {"failed": 0, "failures": [], "requests_per_second": 79.0},
    {"oom_kills": 0, "vanished": False},
)


@pytest.mark.parametrize(
    "part, change, sentence",
    [
        (0, {"objective": {"mean": 0.89}}, "F is below 0.9"),
        (1, {"failed": 2, "failures": ["1 s, class: no"]}, "2 requests failed, the first of them: 1 s, class: no"),
        (1, {"requests_per_second": 49.0}, "the load was below 50 requests per second"),
        (2, {"oom_kills": 1}, "the kernel killed a process of Triton"),
        (2, {"vanished": True}, "Triton's container was replaced during the run"),
    ],
)
def test_verdict(part, change, sentence):
    assert list(report.wrong(*GOOD)) == []
    changed = [{**found, **change} if i == part else found for i, found in enumerate(GOOD)]
    assert list(report.wrong(*changed)) == [sentence]


def test_every_strategy_has_its_line():
    def scored(mean, *idle):
        models = {name: {"predicted": name in idle} for name in ("class", "parity")}
        return {"objective": {"mean": mean, "lower": mean - 0.01, "upper": mean + 0.01}, "models": models}

    figures = report.figures(
        {"Auto": scored(0.95, "class"), "Exact": scored(0.95, "class"), "ActivationProbability": scored(0.92, "parity")},
        [{"objective": 0.951, "set": ["parity"]}],
        {"requests_per_second": 60.0, "requests": 600, "latency_ms": {"p50": 1, "p99": 2}, "failed": 0},
        {"peak": 1, "limit": 2, "oom_kills": 0, "samples": 3},
        [{"seconds": 4}],
    )

    assert figures["F, Auto"] == figures["F, Exact"] == "0.950 [0.940, 0.960] with parity"
    assert figures["F, ActivationProbability"] == "0.920 [0.910, 0.930] with class"
    assert figures["models in memory"].startswith("120 of 1360 MiB")
