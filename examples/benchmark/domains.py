"""Links that move to another domain: group A sees upright digits, group B the same boxes on digits rotated by 20 degrees.

    domains.py WEIGHTS      WEIGHTS is what fit.py wrote

Rows 700-919 are A's profile, rows 920-1139 rotated are B's: of the 220 samples of each 110 fit. Of B's first 200 rows
100 fit, which is what A's links are fine-tuned with, and what B's own links start from. Rows 1140-1796 rotated are only
scored: the mean over all 42 links of their score on each image, and the bootstrap over images of paired differences.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage, stats

import boxes
import digits
import links
import profiles
import program
import scoring
import tables

DEGREES = 20
A, B = np.arange(700, 920), np.arange(920, 1140)
ADAPTED = B[:200]
SCORED = np.arange(1140, 1797)
GAIN_OF_FINE_TUNING, GAIN_OF_AVERAGING = 0.08, 0.05


def rotated(images: np.ndarray) -> np.ndarray:
    """Each image turned by DEGREES about its centre, bilinear, with paper where nothing was; FP32 [n, 64]."""
    turned = ndimage.rotate(images.reshape(-1, 8, 8), DEGREES, axes=(1, 2), reshape=False, order=1)
    return turned.reshape(-1, 64).astype(np.float32)


def scores(trained: dict[tuple[str, str], links.Link], exact: dict[str, np.ndarray]) -> np.ndarray:
    """The mean score of all links on each image, [n]."""
    return np.mean(
        [
            scoring.scores(profiles.BOXES[target], link(exact[source]), exact[target])
            for (source, target), link in trained.items()
        ],
        axis=0,
    )


def gain(better: np.ndarray, worse: np.ndarray) -> scoring.Estimate:
    """The mean difference on the same images with its 95 % interval."""
    difference = better - worse
    interval = stats.bootstrap(
        (difference,), np.mean, method="percentile", rng=np.random.default_rng(scoring.SEED)
    ).confidence_interval
    return scoring.Estimate(float(difference.mean()), float(interval.low), float(interval.high))
