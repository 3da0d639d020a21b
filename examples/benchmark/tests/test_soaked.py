"""Which soaks are good."""

import soaked


def load(p99s, failed=0):
    minutes = [
        {"minute": i, "answers": {"count": 60, "p50": 2.0, "p99": p99}, "controls": {"count": 60, "p50": 1.0, "p99": 5.0}}
        for i, p99 in enumerate([99, *p99s, 99])  # the first and the last are not whole
    ]
    return {"requests": 1000, "failed": failed, "failures": ["box: gone"] * failed, "minutes": minutes}


def looks(sizes):
    return {"turns": [{"seconds": 6.0}], "memory": {"7": [[10.0 * i, size] for i, size in enumerate(sizes)]}}


STEADY, FLAT = [15.0] * 10, [200 << 20] * 60


def test_a_steady_and_flat_soak_without_failures_is_good():
    assert list(soaked.wrong(load(STEADY), looks(FLAT))) == []


def test_a_failure_is_one_too_many():
    [sentence] = soaked.wrong(load(STEADY, failed=1), looks(FLAT))
    assert sentence == "1 requests failed, the first of them: box: gone"


def test_a_tail_that_grows_against_the_control_is_told():
    [sentence] = soaked.wrong(load([15.0] * 5 + [21.0] * 5), looks(FLAT))
    assert sentence == "the p99 above the control's went from 10.0 to 16.0 ms; a half more is allowed"


def test_memory_counts_once_a_process_is_warm():
    warming = [(100 + min(i, 18) * 5) << 20 for i in range(60)]
    assert list(soaked.wrong(load(STEADY), looks(warming))) == []
    [sentence] = soaked.wrong(load(STEADY), looks([(200 + 2 * i) << 20 for i in range(60)]))
    assert sentence.startswith("a link-runtime grew from 2")


def test_a_process_that_ended_early_says_nothing_of_growth():
    assert soaked.growth([[10.0 * i, 1 << 20] for i in range(20)]) is None
    assert soaked.growth([[10.0 * i, 1 << 20 if i < 60 else 0] for i in range(90)]) == (1 << 20, 1 << 20)
