"""Events as the operator writes them, and what is read from them."""

import switches


def event(second, reason, note):
    time = f"2026-01-01T00:00:{second:09.6f}Z"
    return {"eventTime": time, "reason": reason, "note": note, "regarding": {"kind": "ModelGroup"}}


EVENTS = [
    {"eventTime": None, "reason": "Pulled", "note": "Container image", "regarding": {"kind": "Pod"}},
    event(9.0, "RoutingPublished", "epoch 4: 'c' is ready on triton-1"),
    event(1.0, "RoutingPublished", "epoch 3: 'a' gives way to [c] on triton-1; 'b' gives way to [c] on triton-1"),
    event(1.125, "ModelDrained", "requests for model 'a' on triton-1 have ended, in 0.10 s"),
    event(1.125, "ModelDrained", "requests for model 'x' on triton-2 have ended, in 0.12 s"),
    event(2.5, "ModelUnloaded", "model 'a' on triton-1, in 0.25 s, gone in 1.00 s"),
    event(2.5, "ModelUnloaded", "model 'b' on triton-1, in 0.25 s, gone in 0.75 s"),
    event(3.0, "ModelUnloaded", "model 'x' on triton-2, in 9.00 s, gone in 1.00 s"),
    event(8.5, "ModelLoaded", "model 'c' on triton-1, in 5.00 s"),
    event(12.0, "ModelLoaded", "model 'd' on triton-1, in 1.00 s"),
    event(13.0, "RoutingPublished", "epoch 5: 'd' is ready on triton-1"),
]


def test_a_model_that_had_to_wait_for_others():
    (passage,) = switches.passages(EVENTS)
    assert (passage.model, passage.leaving) == ("c", ["a", "b"])
    assert [round(part, 6) for part in switches.parts(passage)] == [8.0, 0.1, 0.5, 1.0, 5.0, 1.65]


def test_what_overlaps_counts_once():
    assert switches.length([(1, 2), (4, 5), (1.5, 3), (1.6, 1.7)]) == 3


def test_a_rest_above_the_goal_is_said():
    slow = switches.Passage("c", ["a"], begin=0, end=2, load=[(0, 1)])
    brief = switches.Passage("d", ["a"], begin=0, end=2, load=[(0, 1.6)])
    (said,) = switches.slow([slow, brief])
    assert "'c' was predicted 1.00 s longer" in said
