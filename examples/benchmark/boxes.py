"""What the black boxes of examples/digits answer, without a Triton: the same arrays that it serves."""

from pathlib import Path

import numpy as np

import digits
from serving import estimators


def answers(weights: Path, images: np.ndarray) -> dict[str, np.ndarray]:
    """The exact outputs of every box, FP32 [n, width] by name; `weights` is what fit.py wrote, images are [n, 64]."""
    return {box.name: estimators.load(weights / f"{box.name}.npz")(images) for box in digits.BLACK_BOXES}


def rows(outputs: dict[str, np.ndarray], chosen: np.ndarray) -> dict[str, np.ndarray]:
    """The outputs on some of the images only, in the order asked for."""
    return {name: output[chosen] for name, output in outputs.items()}
