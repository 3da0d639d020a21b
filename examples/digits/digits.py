"""The data and the seven black boxes of the example: who sees which rows, and what each box answers.

The images are scikit-learn's digits: 8 x 8 pixels of 0 to 16, as rows of 64 numbers, in the order of their writers.
"""

from dataclasses import dataclass

import numpy as np

FITTED = slice(0, 700)  # the black boxes are fitted on these
LEARNED = slice(700, 1200)  # the live traffic that links are learned from
SCORED = slice(1200, 1797)  # only scored: never fitted, never sampled

GROUP = "digits"
BATCH = 64  # the largest batch of every box


@dataclass(frozen=True)
class BlackBox:
    """One model behind Triton.

    name: in Triton's repository. tensor: of its output. width: numbers per image. mebibytes: the whole PSS of its
    process, which is what it costs while it is loaded. metric: how a prediction is compared with the exact output.
    """

    name: str
    tensor: str
    width: int
    mebibytes: int
    metric: str


BLACK_BOXES = (
    BlackBox("class", "probabilities", 10, 400, "label"),
    BlackBox("parity", "probabilities", 2, 120, "label"),
    BlackBox("upper", "probabilities", 10, 220, "label"),
    BlackBox("lower", "probabilities", 10, 220, "label"),
    BlackBox("holes", "holes", 1, 160, "tolerance"),
    BlackBox("box", "box", 4, 60, "iou"),
    BlackBox("attributes", "attributes", 4, 180, "set"),
)


def images(rows: slice) -> np.ndarray:
    """The images of these rows, FP32 [n, 64], raw pixels 0 to 16."""
    return load()[0][rows]


def labels(rows: slice) -> np.ndarray:
    """The digits that these rows show, 0 to 9."""
    return load()[1][rows]


def load() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits  # the clients of a served model need no scikit-learn otherwise

    pixels, digits = load_digits(return_X_y=True)
    return pixels.astype(np.float32), digits
