"""Links that move to another domain: group A sees upright digits, group B the same boxes on digits turned by 20 degrees.

    domains.py WEIGHTS      WEIGHTS is what fit.py wrote

Rows 700-919 are A's profile, rows 920-1139 turned are B's: of the 220 samples of each 110 fit. Of B's first 200 samples
100 fit: with them A's links are fine-tuned, and B's own links begin from a seed. Rows 1140-1796 turned are only scored:
on each image the mean score of all 42 links, and over the images the bootstrap of paired differences.
"""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
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
from bench import Bench

DEGREES = 20
A, B = np.arange(700, 920), np.arange(920, 1140)
ADAPTED = B[:200]
SCORED = np.arange(1140, 1797)
GAIN_OF_FINE_TUNING, GAIN_OF_AVERAGING = 0.08, 0.05
ROUNDS = 10
UNADAPTED, ALONE, TUNED = "A's links, unadapted", "B's own links, from 100 samples", "A's links, fine-tuned with the same 100"
AVERAGED = f"A and B averaged, {ROUNDS} rounds, 110 samples each"


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


@dataclass(frozen=True)
class Groups:
    """Both groups' images and exact outputs, and the store that they share."""

    store: Path
    upright: Bench
    turned: Bench

    @staticmethod
    def of(weights: Path, store: Path) -> "Groups":
        images = digits.images(slice(None))
        seen = [Bench(view, boxes.answers(weights, view)) for view in (images, rotated(images))]
        return Groups(store, *seen)

    def train(self, group: str, training: str, seen: Bench, rows: np.ndarray, **plan) -> None:
        """Learns from these rows, whose time is their number."""
        outputs = boxes.rows(seen.outputs, rows)
        profiles.write(self.store, training, seen.images[rows], outputs, int(rows[0]))
        program.train(self.store, profiles.plan(training, **plan) | {"group": group})

    def scores(self, training: str, **where) -> np.ndarray:
        return scores(links.read(self.store, training, **where), boxes.rows(self.turned.outputs, SCORED))

    def adapted(self) -> dict[str, np.ndarray]:
        tables.progress("A's links, and what B makes of them and of nothing")
        self.train("a", "a", self.upright, A)
        self.train("b", "b-alone", self.turned, ADAPTED)
        self.train("b", "b-tuned", self.turned, ADAPTED, previous="a")
        return {UNADAPTED: self.scores("a"), ALONE: self.scores("b-alone"), TUNED: self.scores("b-tuned")}

    def averaged(self) -> dict[str, np.ndarray]:
        tables.progress("A and B side by side")
        with ThreadPoolExecutor() as both:
            a = both.submit(self.train, "a", "a-together", self.upright, A, link=allied("b"))
            b = both.submit(self.train, "b", "b-together", self.turned, B, link=allied("a"))
            a.result(), b.result()
        return {
            AVERAGED: self.scores("b-together", digest=origin("Global")),
            "the average, fine-tuned by B": self.scores("b-together", digest=origin("FineTuned")),
            "the average and B's own in one": self.scores("b-together", digest=origin("Fused")),
            "what B keeps of these": self.scores("b-together"),
        }


def allied(other: str) -> dict:
    return {"federation": {"groups": [other], "rounds": ROUNDS}}


def origin(name: str):
    """Finds the candidate that came about in this way."""
    return lambda link: next(c["artifact"] for c in link["federation"]["candidates"] if c["origin"] == name)


def wrong(found: dict[str, np.ndarray]) -> list[str]:
    """A sentence for every goal that is missed; the scores are of the same images."""
    tuned, averaged = gain(found[TUNED], found[UNADAPTED]), gain(found[AVERAGED], found[UNADAPTED])
    beside = gain(found[TUNED], found[ALONE])
    sentences = []
    if tuned.mean < GAIN_OF_FINE_TUNING:
        sentences.append(f"fine-tuning gains {tuned.mean:.4f}; the goal is {GAIN_OF_FINE_TUNING}")
    if beside.upper < 0:
        sentences.append(f"fine-tuned links are {-beside.mean:.4f} below those of the same samples alone")
    if averaged.mean < GAIN_OF_AVERAGING:
        sentences.append(f"averaging gains {averaged.mean:.4f}; the goal is {GAIN_OF_AVERAGING}")
    return sentences


def show(found: dict[str, np.ndarray]) -> None:
    def over(name, values):
        if name == UNADAPTED:
            return ""
        e = gain(values, found[UNADAPTED])
        return f"{e.mean:+.3f} [{e.lower:+.3f}, {e.upper:+.3f}]"

    head = [f"42 LINKS ON {len(SCORED)} TURNED IMAGES", "score", "over unadapted [95 %]"]
    tables.show(head, [[name, f"{values.mean():.3f}", over(name, values)] for name, values in found.items()])
    beside = gain(found[TUNED], found[ALONE])
    print(f"Fine-tuned over alone: {beside.mean:+.4f} [{beside.lower:+.4f}, {beside.upper:+.4f}]\n")


def main(weights: Path) -> None:
    with tempfile.TemporaryDirectory() as directory:
        groups = Groups.of(weights, Path(directory))
        found = groups.adapted() | groups.averaged()
    show(found)
    tables.end(wrong(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
