"""Where predictors are learned from some images and scored on others, by the packaged link-runtime."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import boxes
import digits
import profiles
import program

UNSEEN = np.arange(digits.FITTED.stop, digits.SCORED.stop)  # by the black boxes when they were fitted


@dataclass(frozen=True)
class Cut:
    """Rows of the data set in the order of their time: what is profiled, and what is only scored."""

    profile: np.ndarray
    scored: np.ndarray


def cut_ring(rows: np.ndarray, first: int, profiled: int) -> Cut:
    """Rows taken as a ring that begins at the position `first`: so many are profiled, the rest is scored."""
    ring = np.roll(rows, -first)
    return Cut(ring[:profiled], ring[profiled:])


@dataclass(frozen=True)
class Bench:
    """All images and what the black boxes answered.

    short: trainings take a twentieth of their epochs, so that they run to the end and learn little.
    """

    images: np.ndarray
    outputs: dict[str, np.ndarray]
    short: bool = False

    @staticmethod
    def of(weights: Path, short: bool = False) -> "Bench":
        images = digits.images(slice(None))
        return Bench(images, boxes.answers(weights, images), short)

    def sets(self, cut: Cut, *options: str, **plan) -> list[dict]:
        """What `evaluate` with these options prints of the scored rows, after a training by this plan."""
        with self.trained(cut.profile, **plan) as store:
            held = store / "held.npz"
            np.savez(held, **boxes.rows(self.outputs, cut.scored))
            return program.evaluate(store, digits.GROUP, held, *options)

    @contextlib.contextmanager
    def trained(self, profiled: np.ndarray, **plan) -> Iterator[Path]:
        """A store with what was learned from these rows; it is gone afterwards."""
        store = Path(tempfile.mkdtemp(prefix="mlink-benchmark-"))
        try:
            profiles.write(store, digits.GROUP, self.images[profiled], boxes.rows(self.outputs, profiled))
            whole = profiles.plan(digits.GROUP, **plan)
            program.train(store, profiles.shortened(whole) if self.short else whole)
            yield store
        finally:
            shutil.rmtree(store)
