"""Profiles and plans as the operator leaves them in the store (docs/architecture.md)."""

import itertools
import json
from pathlib import Path

import numpy as np

import digits

DECLARED = {
    "label": {"task": "SINGLE_LABEL", "metric": {"type": "ACCURACY"}},
    "tolerance": {"task": "REGRESSION", "metric": {"type": "WITHIN_TOLERANCE", "tolerance": 0.25}},
    "iou": {"task": "BOUNDING_BOX", "metric": {"type": "IOU"}},
    "set": {"task": "MULTI_LABEL", "metric": {"type": "EXACT_SET"}},
}
BOXES = {box.name: box for box in digits.BLACK_BOXES}
PAIRS = tuple(itertools.permutations(BOXES, 2))
LINK = {"epochs": 100, "batchSize": 32, "learningRate": 0.01, "optimizer": "RMSprop"}
JOINT = {
    "epochs": 400,
    "batchSize": 32,
    "learningRate": 0.003,
    "optimizer": "Adam",
    "dropout": 0.2,
    "weightDecay": 0.001,
}


def write(store: Path, profile: str, images: np.ndarray, outputs: dict[str, np.ndarray], begin: int = 0) -> None:
    """Keeps a profile: these images in this order, a millisecond apart from `begin`, and what every box answered."""
    directory = store / "profiles" / profile
    directory.mkdir(parents=True)
    np.savez(directory / "inputs.npz", image=images, time=begin + np.arange(len(images)))
    for name, output in outputs.items():
        np.savez(directory / f"{name}.npz", output=output)
        (directory / f"{name}.json").write_text(json.dumps({"complete": True, "millisPerSample": 1.0}))


def plan(profile: str, recipe=lambda target: LINK, pairs=PAIRS, link=None, **more) -> dict:
    """A TrainingPlan as JSON.

    recipe: how a link to a target is trained. link, more: further fields of every link, and of the plan.
    """
    return {
        "format": 1,
        "group": digits.GROUP,
        "profile": profile,
        "seed": 1,
        "models": [
            {"model": box.name, "output": {"tensor": box.tensor, **DECLARED[box.metric]}} for box in BOXES.values()
        ],
        "links": [
            {"source": source, "target": target, "training": recipe(BOXES[target]), **(link or {})}
            for source, target in pairs
        ],
        "ensembles": LINK,
        **more,
    }


def article(target: digits.BlackBox) -> dict:
    """The article's link: twice as many hidden units as outputs, half of them left out in a step."""
    return LINK | {"hidden": 2 * target.width, "dropout": 0.5}


def shortened(plan: dict) -> dict:
    """The same plan with a twentieth of its epochs: it runs to the end, and learns little."""
    links = [link | {"training": fewer_epochs(link["training"])} for link in plan["links"]]
    recipes = {name: fewer_epochs(plan[name]) for name in ("ensembles", "joint") if name in plan}
    return plan | {"links": links} | recipes


def fewer_epochs(recipe: dict) -> dict:
    return recipe | {"epochs": max(1, recipe["epochs"] // 20)}
