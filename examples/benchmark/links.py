"""Trained links with numpy alone: artefacts are arrays and a JSON manifest (docs/architecture.md)."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Link:
    """A vec2vec link: from a source's outputs, [n, in], to answers for the target, [n, out]."""

    activation: str
    arrays: dict[str, np.ndarray]

    def __call__(self, x: np.ndarray) -> np.ndarray:
        a = self.arrays
        hidden = np.maximum((x - a["input_mean"]) / a["input_scale"] @ a["hidden_weight"] + a["hidden_bias"], 0)
        return ACTIVATIONS[self.activation](hidden @ a["output_weight"] + a["output_bias"], a)


def softmax(z, _):
    shares = np.exp(z - z.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


def sigmoid(z, _):
    return 1 / (1 + np.exp(-z))


def linear(z, arrays):
    return z * arrays["target_scale"] + arrays["target_mean"]


ACTIVATIONS = {"softmax": softmax, "sigmoid": sigmoid, "linear": linear}


def read(store: Path, training: str, digest=lambda link: link.get("artifact")) -> dict[tuple[str, str], Link]:
    """The links of a training in the store, by source and target; `digest` finds one in a link of the report."""
    report = json.loads((store / "trainings" / f"{training}.json").read_text())
    digests = {(link["source"], link["target"]): digest(link) for link in report["links"]}
    return {pair: artefact(store, found) for pair, found in digests.items() if found}


def artefact(store: Path, digest: str) -> Link:
    directory = store / "links" / digest.removeprefix("sha256:")
    manifest = json.loads((directory / "manifest.json").read_text())
    with np.load(directory / "arrays.npz") as arrays:
        return Link(manifest["activation"], dict(arrays))
