"""Events as the operator writes them, and what is read from them."""

import switches


def event(second, reason, note):
    time = f"2026-01-01T00:00:{second:09.6f}Z"
    return {"eventTime": time, "reason": reason, "note": note, "regarding": {"kind": "ModelGroup"}}


EVENTS = [
    {"eventTime": None, "reason": "Pulled", "note": "Container image", "regarding": {"kind": "Pod"}},
    event(9.0, "RoutingPublished", "epoch 4: 'c' is ready on triton-1"),
    event(1.0, "RoutingPublished", "epoch 3: 'a' gives way to [c] on triton-1; 'b' gives way to [c] on triton-1"),
    event(2.0, "ModelUnloaded", "model 'a' on triton-1, in 0.50 s"),
    event(2.5, "ModelUnloaded", "model 'b' on triton-1, in 0.25 s"),
    event(3.0, "ModelUnloaded", "model 'x' on triton-2, in 9.00 s"),
    event(8.5, "ModelLoaded", "model 'c' on triton-1, in 5.00 s"),
    event(12.0, "ModelLoaded", "model 'd' on triton-1, in 1.00 s"),
    event(13.0, "RoutingPublished", "epoch 5: 'd' is ready on triton-1"),
]


def test_a_model_that_had_to_wait_for_others():
    (passage,) = switches.passages(EVENTS)
    assert (passage.model, passage.leaving) == ("c", ["a", "b"])
    assert (passage.unload, passage.load) == (0.75, 5.0)
    assert round(passage.predicted, 6) == 8.0
    assert round(passage.rest, 6) == 2.25
