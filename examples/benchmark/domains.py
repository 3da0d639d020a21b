"""Links that move to another domain: group A sees upright digits, group B the same boxes on digits rotated by 20 degrees.

    domains.py WEIGHTS      WEIGHTS is what fit.py wrote

Rows 700-919 are A's profile, rows 920-1139 rotated are B's: of the 220 samples of each 110 fit. Of B's first 200 rows
100 fit, which is what A's links are fine-tuned with, and what B's own links are trained on alone. Rows 1140-1796 rotated
are only scored: the mean over all 42 links of their score on each image, and the bootstrap over images of paired
differences. "Served" is what the training keeps: it chooses on its own selection and probation parts.
"""

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
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
LATER = 1_000_000  # milliseconds: B's samples are newer than all that A learned from
ORIGINS = {"Local": "own links", "Global": "FedAvg", "FineTuned": "FedAvg, fine-tuned", "Fused": "own and FedAvg fused"}
UNADAPTED, ALONE, TUNED = "A's links, unadapted", "trained on 100 alone", "A's links, fine-tuned, served"
TOGETHER = "groups together, served"


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


def followed(weights: Path, store: Path) -> dict[str, dict[tuple[str, str], links.Link]]:
    """A's links; B's from 100 samples alone; and A's after 100 samples of B."""
    images = digits.load()[0]
    turned = rotated(images)
    profiles.write(store, "upright", images[A], boxes.answers(weights, images[A]))
    for profile in ("alone", "tuned"):
        profiles.write(store, profile, turned[ADAPTED], boxes.answers(weights, turned[ADAPTED]), LATER)
    for profile, more in (("upright", {}), ("alone", {}), ("tuned", {"previous": "upright"})):
        tables.progress(f"training {profile}")
        program.train(store, profiles.plan(profile, **more))
    names = {UNADAPTED: "upright", ALONE: "alone", TUNED: "tuned"}
    return {name: links.read(store, profile) for name, profile in names.items()}


def allied(weights: Path, store: Path) -> tuple[dict[str, dict[tuple[str, str], links.Link]], list[dict]]:
    """What B has of training together with A, two programs on one store, and what its report says of each link."""
    images = digits.load()[0]
    turned = rotated(images)
    profiles.write(store, "A", images[A], boxes.answers(weights, images[A]))
    profiles.write(store, "B", turned[B], boxes.answers(weights, turned[B]), LATER)
    tables.progress("training both groups")
    with ThreadPoolExecutor(2) as groups:
        list(groups.map(lambda plan: program.train(store, plan), (together("A", "B"), together("B", "A"))))
    report = json.loads((store / "trainings" / "B.json").read_text())["links"]
    found = {name: candidates(store, report, origin) for origin, name in ORIGINS.items()}
    return found | {TOGETHER: links.read(store, "B")}, report


def together(group: str, other: str) -> dict:
    """A plan whose every link is trained with the other group, with the defaults: 10 rounds, weighed by samples."""
    plan = profiles.plan(group) | {"group": group}
    return plan | {"links": [link | {"federation": {"groups": [other]}} for link in plan["links"]]}


def candidates(store: Path, report: list[dict], origin: str) -> dict[tuple[str, str], links.Link]:
    return {
        (link["source"], link["target"]): links.artefact(store, candidate["artifact"])
        for link in report
        for candidate in link["federation"]["candidates"]
        if candidate["origin"] == origin
    }


def wrong(gains: dict[str, scoring.Estimate]) -> list[str]:
    """A sentence for every goal that is missed."""
    goals = {
        "fine-tuning A's links": (gains[TUNED].mean, GAIN_OF_FINE_TUNING),
        "FedAvg": (gains[ORIGINS["Global"]].mean, GAIN_OF_AVERAGING),
        "fine-tuning over training alone": (gains[ALONE].mean, 0),
    }
    return [
        f"{name} gains {gained:.3f}; the goal is {goal:.2f}" for name, (gained, goal) in goals.items() if gained < goal
    ]


def interval(estimate: scoring.Estimate) -> str:
    return f"{estimate.mean:+.3f} [{estimate.lower:+.3f}, {estimate.upper:+.3f}]"


def main() -> None:
    weights = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as common:
        trained = followed(weights, Path(alone))
        of_groups, report = allied(weights, Path(common))
    exact = boxes.answers(weights, rotated(digits.load()[0])[SCORED])
    scored = {name: scores(of, exact) for name, of in (trained | of_groups).items()}
    gains = {name: gain(each, scored[UNADAPTED]) for name, each in scored.items()}
    over_alone = gain(scored[TUNED], scored[ALONE])
    rows = [[name, f"{each.mean():.3f}", interval(gains[name])] for name, each in scored.items()]
    tables.show(["ROTATED IMAGES, MEAN OF 42 LINKS", "score", "gain over the unadapted"], rows)
    sent, received = (sum(int(link["federation"][way]) for link in report) for way in ("bytesSent", "bytesReceived"))
    print(f"fine-tuned over trained alone: {interval(over_alone)}")
    print(f"weights that group B sent: {sent} bytes, received: {received} bytes; samples: none")
    tables.end(wrong(gains | {ALONE: over_alone}))


if __name__ == "__main__":
    main()
