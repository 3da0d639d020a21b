"""The verdict of the training, and how runs are measured."""

import pytest

import program
import training


def test_verdict():
    assert training.wrong(program.Ended([], 20, 30, 1 << 30)) == []
    assert training.wrong(program.Ended([], 20.1, 30, 1100 << 20)) == [
        "the training took 20.1 s; the goal is 20",
        "the training took 1100 MiB; the goal is 1024",
    ]


def test_a_run_is_measured_on_two_cores():
    script = "import os; x = b'x' * (200 << 20); print(len(os.sched_getaffinity(0)) <= 2, os.environ['WORD'])"
    ended = program.run("python3", "-c", script, WORD="heard")
    assert ended.lines == ["True heard"]
    assert 200 << 20 < ended.peak < 300 << 20
    assert 0 < ended.cpu


def test_a_run_that_fails_ends_everything():
    with pytest.raises(SystemExit, match="ended with status 3"):
        program.run("python3", "-c", "raise SystemExit(3)")
