"""What the black boxes compute, from numpy arrays alone: scikit-learn is not in the serving image.

Each estimator maps images, FP32 [n, 64], to outputs, FP32 [n, width]; it computes in double precision. The names of its
fields are the names of the arrays in `weights.npz`, and `kind` there is the name of its class.
"""

from dataclasses import dataclass, fields

import numpy as np


def logistic(x):
    return 1 / (1 + np.exp(-x))


def squared_distances(a, b):
    return np.maximum((a**2).sum(1)[:, None] - 2 * a @ b.T + (b**2).sum(1), 0)


@dataclass(frozen=True)
class SupportVectors:
    """One radial support vector machine per label, each scaled by Platt's sigmoid; the ten are then normalised."""

    vectors: np.ndarray  # [v, 64], those of all labels
    weights: np.ndarray  # [v, labels], zero where a vector supports another label
    intercepts: np.ndarray  # [labels]
    gamma: np.ndarray  # []
    slopes: np.ndarray  # [labels]
    offsets: np.ndarray  # [labels]

    def __call__(self, images):
        kernel = np.exp(-self.gamma * squared_distances(images.astype(np.float64), self.vectors))
        decisions = kernel @ self.weights + self.intercepts
        likelihoods = logistic(-(self.slopes * decisions + self.offsets))
        return (likelihoods / likelihoods.sum(1, keepdims=True)).astype(np.float32)


@dataclass(frozen=True)
class Perceptron:
    """One hidden layer of rectified units, logistic outputs."""

    hidden: np.ndarray  # [64, units]
    hidden_bias: np.ndarray
    output: np.ndarray  # [units, width]
    output_bias: np.ndarray

    def __call__(self, images):
        units = np.maximum(images.astype(np.float64) @ self.hidden + self.hidden_bias, 0)
        return logistic(units @ self.output + self.output_bias).astype(np.float32)


@dataclass(frozen=True)
class Forest:
    """The mean of the leaves that an image falls into, one per tree; the trees lie in the arrays one after another."""

    first_pixel: np.ndarray  # [] the part of the image that it sees
    last_pixel: np.ndarray
    roots: np.ndarray  # [trees]
    left: np.ndarray  # [nodes], a leaf is its own child
    right: np.ndarray
    pixel: np.ndarray
    threshold: np.ndarray
    leaf: np.ndarray  # [nodes, width]
    depth: np.ndarray  # []

    def __call__(self, images):
        seen = images[:, self.first_pixel : self.last_pixel]
        row = np.arange(len(seen))[:, None]
        node = np.broadcast_to(self.roots, (len(seen), len(self.roots)))
        for _ in range(self.depth):
            goes_left = seen[row, self.pixel[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        return self.leaf[node].mean(1).astype(np.float32)


@dataclass(frozen=True)
class Neighbours:
    """The mean answer of the nearest known images, in standardised pixels."""

    mean: np.ndarray  # [64]
    scale: np.ndarray
    known: np.ndarray  # [m, 64], standardised
    answers: np.ndarray  # [m, width]
    count: np.ndarray  # []

    def __call__(self, images):
        distances = squared_distances((images - self.mean) / self.scale, self.known)
        nearest = np.argpartition(distances, self.count, axis=1)[:, : self.count]
        return self.answers[nearest].mean(1).astype(np.float32)


KINDS = {kind.__name__: kind for kind in (SupportVectors, Perceptron, Forest, Neighbours)}


def save(path, estimator):
    arrays = {field.name: getattr(estimator, field.name) for field in fields(estimator)}
    np.savez_compressed(path, kind=type(estimator).__name__, **arrays)


def load(path):
    with np.load(path) as arrays:
        kind = KINDS[str(arrays["kind"])]
        return kind(**{field.name: arrays[field.name] for field in fields(kind)})
