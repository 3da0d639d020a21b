"""The rotated domain and its scores."""

import numpy as np
import pytest

import digits
import domains
import links


def test_rotation_keeps_the_centre_and_the_range():
    images = digits.images(slice(0, 50))
    turned = domains.rotated(images)
    assert turned.shape == images.shape and turned.dtype == np.float32
    assert turned.min() >= 0 and turned.max() <= 16
    assert np.abs(turned - images).mean() > 1
    dot = np.zeros((1, 8, 8), np.float32)
    dot[0, 3:5, 3:5] = 16
    assert domains.rotated(dot.reshape(1, 64)).reshape(8, 8)[3:5, 3:5].min() > 12


def test_a_bar_turns_by_twenty_degrees():
    bar = np.zeros((8, 8), np.float32)
    bar[:, 3:5] = 16
    turned = domains.rotated(bar.reshape(1, 64)).reshape(8, 8)
    rows, columns = np.mgrid[0:8, 0:8] - 3.5
    moment = lambda a, b: (turned * a * b).sum()
    angle = np.degrees(np.arctan2(2 * moment(rows, columns), moment(rows, rows) - moment(columns, columns)) / 2)
    assert abs(angle) == pytest.approx(20, abs=3)


def test_links_by_hand():
    one = np.ones(1)
    arrays = {
        "input_mean": one,
        "input_scale": 2 * one,
        "hidden_weight": np.array([[1.0, -1.0]]),
        "hidden_bias": np.zeros(2),
        "output_weight": np.array([[2.0], [5.0]]),
        "output_bias": one,
        "target_mean": one,
        "target_scale": 10 * one,
    }
    x = np.array([[3.0], [-1.0]])  # standardised: 1 and -1
    assert links.Link("linear", arrays)(x).tolist() == [[31], [61]]
    assert links.Link("sigmoid", arrays)(x).ravel() == pytest.approx([1 / (1 + np.exp(-3)), 1 / (1 + np.exp(-6))])
    assert links.Link("softmax", arrays)(x).tolist() == [[1], [1]]


def test_gain_is_paired():
    noise = np.random.default_rng(1).normal(0, 10, 400)
    gain = domains.gain(noise + 0.1, noise)
    assert (gain.mean, gain.lower, gain.upper) == pytest.approx((0.1, 0.1, 0.1))


def test_verdict():
    unadapted = np.linspace(0, 0.8, 200)
    found = {
        domains.UNADAPTED: unadapted,
        domains.ALONE: unadapted + 0.1,
        domains.TUNED: unadapted + 0.1,
        domains.AVERAGED: unadapted + 0.06,
    }
    assert domains.wrong(found) == []
    assert domains.wrong(found | {domains.TUNED: unadapted + 0.07, domains.AVERAGED: unadapted + 0.04}) == [
        "fine-tuning gains 0.0700; the goal is 0.08",
        "fine-tuned links are 0.0300 below those of the same samples alone",
        "averaging gains 0.0400; the goal is 0.05",
    ]


def test_links_are_found_in_a_report_by_how_they_came_about():
    link = {"federation": {"candidates": [{"origin": "Local", "artifact": "l"}, {"origin": "Global", "artifact": "g"}]}}
    assert domains.origin("Global")(link) == "g"
