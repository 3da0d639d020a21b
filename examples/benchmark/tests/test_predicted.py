"""How predicted answers are compared with their sources."""

import numpy as np
import pytest

from predicted import Beside, missed, victims


def found(more: float, late: float = 0.0) -> Beside:
    """A source of 2 ms and one of 3 ms, 4 ms both; the predicted model takes longer by `more` ms, one in fifty by `late`."""
    times = np.full((10, 50), (3 + more) / 1000)
    times[:, 0] += late / 1000
    sources = {"class": np.full((10, 50), 0.002), "upper": np.full((10, 50), 0.003)}
    return Beside("parity", times, sources, at_once=np.full((10, 50), 0.004))


def test_a_prediction_is_compared_with_its_slowest_source():
    beside = found(0.25)
    assert beside.slowest == "upper"
    assert beside.added() == pytest.approx((0.25, 0.25, 0.25))
    assert beside.added_at_once() == pytest.approx((-0.75, -0.75, -0.75))


@pytest.mark.parametrize(
    "beside, sentences",
    [
        (found(0.25), []),
        (found(0.35), ["the median answer for parity takes 0.35 ms more than its slowest source; the goal is 0.3"]),
        (found(0.25, late=2), ["the p99 of parity is 2.25 ms above its slowest source's; the goal is 2.0"]),
    ],
)
def test_says_which_goal_is_missed(beside, sentences):
    assert missed([beside]) == sentences


def test_as_many_leave_as_have_to():
    assert victims("box", ["class", "holes", "upper"]) == ["class"]
    assert victims("box", ["class", "holes"]) == []
    assert victims("class", ["upper", "holes", "box"]) == ["upper"]
