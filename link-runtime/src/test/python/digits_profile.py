"""Makes a store with a profile of real outputs, from the black boxes of examples/digits.

    digits_profile.py DIRECTORY

DIRECTORY/store/profiles/digits: what the boxes answer to the learning rows; DIRECTORY/plan.json: a plan that links each
box to each other; DIRECTORY/held.npz: what they answer to rows that nothing learns from.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[4] / "examples" / "digits"))
import digits  # noqa: E402
import fit  # noqa: E402

DECLARED = {
    "label": {"task": "SINGLE_LABEL", "metric": {"type": "ACCURACY"}},
    "tolerance": {"task": "REGRESSION", "metric": {"type": "WITHIN_TOLERANCE", "tolerance": 0.25}},
    "iou": {"task": "BOUNDING_BOX", "metric": {"type": "IOU"}},
    "set": {"task": "MULTI_LABEL", "metric": {"type": "EXACT_SET"}},
}
RECIPE = {"epochs": 100, "batchSize": 32, "learningRate": 0.01, "optimizer": "RMSprop"}
JOINT = {
    "epochs": 400,
    "batchSize": 32,
    "learningRate": 0.003,
    "optimizer": "Adam",
    "dropout": 0.2,
    "weightDecay": 0.001,
}


def main(directory: Path) -> None:
    boxes = fit.export(fit.fit(digits.images(digits.FITTED), digits.labels(digits.FITTED)))
    profile = directory / "store" / "profiles" / "digits"
    profile.mkdir(parents=True)
    learned = digits.images(digits.LEARNED)
    np.savez(profile / "inputs.npz", image=learned, time=np.arange(len(learned)))
    for name, box in boxes.items():
        np.savez(profile / f"{name}.npz", output=np.asarray(box(learned), np.float32))
        (profile / f"{name}.json").write_text(json.dumps({"complete": True, "millisPerSample": 1.0}))
    held = digits.images(digits.SCORED)
    np.savez(directory / "held.npz", **{name: np.asarray(box(held), np.float32) for name, box in boxes.items()})
    (directory / "plan.json").write_text(json.dumps(plan()))


def plan() -> dict:
    boxes = digits.BLACK_BOXES
    return {
        "format": 1,
        "group": digits.GROUP,
        "profile": "digits",
        "seed": 1,
        "models": [{"model": b.name, "output": {"tensor": b.tensor, **DECLARED[b.metric]}} for b in boxes],
        "links": [
            {"source": source.name, "target": target.name, "training": RECIPE}
            for source, target in itertools.permutations(boxes, 2)
        ],
        "ensembles": RECIPE,
        "joint": JOINT,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
