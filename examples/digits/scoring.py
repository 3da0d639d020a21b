"""How well predictions agree with exact outputs: one score per image in [0, 1], and what many scores are worth."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from digits import BlackBox

TOLERANCE = 0.25
CONFIDENCE = 0.95
SEED = 0


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval."""

    mean: float
    lower: float
    upper: float


def scores(box: BlackBox, predicted: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """The score of each image by the metric of this black box, [n]; both arguments are [n, width]."""
    return METRICS[box.metric](predicted.astype(np.float64), exact.astype(np.float64))


def same_label(predicted, exact):
    return (predicted.argmax(1) == exact.argmax(1)).astype(float)


def within_tolerance(predicted, exact):
    return (np.abs(predicted - exact) <= TOLERANCE).all(1).astype(float)


def same_set(predicted, exact):
    return ((predicted > 0.5) == (exact > 0.5)).all(1).astype(float)


def intersection_over_union(predicted, exact):
    """Of boxes x, y, width, height; two empty boxes agree."""
    near = np.maximum(predicted[:, :2], exact[:, :2])
    far = np.minimum(predicted[:, :2] + predicted[:, 2:], exact[:, :2] + exact[:, 2:])
    intersection = np.maximum(far - near, 0).prod(1)
    union = predicted[:, 2:].prod(1) + exact[:, 2:].prod(1) - intersection
    return np.divide(intersection, union, out=np.ones(len(union)), where=union > 0)


METRICS = {
    "label": same_label,
    "tolerance": within_tolerance,
    "set": same_set,
    "iou": intersection_over_union,
}


def estimate(values: np.ndarray) -> Estimate:
    """Wilson's interval where every score is a yes or a no, else a percentile bootstrap over the images."""
    mean = float(values.mean())
    if np.isin(values, (0, 1)).all():
        interval = stats.binomtest(int(values.sum()), len(values)).proportion_ci(CONFIDENCE, method="wilson")
    else:
        interval = stats.bootstrap(
            (values,), np.mean, confidence_level=CONFIDENCE, method="percentile", rng=np.random.default_rng(SEED)
        ).confidence_interval
    return Estimate(mean, float(interval.low), float(interval.high))
