"""Fits the seven black boxes and exports them as numpy arrays.

    fit.py DIRECTORY      writes DIRECTORY/<name>.npz for each of them

The seed, the versions in requirements.txt and the rows pin the boxes: other boxes give other figures.
"""

import sys
from pathlib import Path

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsRegressor
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

import digits
from serving import estimators

SEED = 0
WHITE = 16  # the largest pixel
INK = 4  # a pixel of at least this is ink
HOLES = np.array([1, 0, 0, 0, 0, 0, 1, 0, 2, 1])  # of each digit
PRIME, AT_LEAST_FIVE, LOOP, STRAIGHT = {2, 3, 5, 7}, {5, 6, 7, 8, 9}, {0, 6, 8, 9}, {1, 4, 7}


def ink_box(image):
    """x, y, width and height of the ink, as fractions of the image."""
    rows, columns = np.nonzero(image.reshape(8, 8) >= INK)
    x, y = columns.min(), rows.min()
    return np.array([x, y, columns.max() + 1 - x, rows.max() + 1 - y]) / 8


def attributes(label):
    return [label in those for those in (PRIME, AT_LEAST_FIVE, LOOP, STRAIGHT)]


def fit(images, labels):
    """The fitted scikit-learn model of each black box, by name."""
    perceptron = {"hidden_layer_sizes": (32,), "max_iter": 1000, "random_state": SEED}
    return {
        "class": CalibratedClassifierCV(OneVsRestClassifier(SVC(gamma="scale")), ensemble=False).fit(images, labels),
        "parity": MLPClassifier(**perceptron).fit(images / WHITE, labels % 2),
        "upper": RandomForestClassifier(random_state=SEED).fit(images[:, :32], labels),
        "lower": RandomForestClassifier(random_state=SEED).fit(images[:, 32:], labels),
        "holes": RandomForestRegressor(random_state=SEED).fit(images, HOLES[labels]),
        "box": make_pipeline(StandardScaler(), KNeighborsRegressor(algorithm="brute")).fit(
            images, np.stack([ink_box(image) for image in images])
        ),
        "attributes": MLPClassifier(**perceptron).fit(images / WHITE, np.array([attributes(d) for d in labels])),
    }


def export(models):
    """The same models as the estimators that are served, by name."""
    return {
        "class": support_vectors(models["class"]),
        "parity": either(models["parity"]),
        "upper": forest(models["upper"], 0, 32),
        "lower": forest(models["lower"], 32, 64),
        "holes": forest(models["holes"], 0, 64),
        "box": neighbours(models["box"]),
        "attributes": perceptron(models["attributes"]),
    }


def support_vectors(calibrated):
    machines = calibrated.calibrated_classifiers_[0].estimator.estimators_
    sigmoids = calibrated.calibrated_classifiers_[0].calibrators
    weights = [np.zeros((len(m.support_vectors_), len(machines))) for m in machines]
    for label, machine in enumerate(machines):
        weights[label][:, label] = machine.dual_coef_[0]
    return estimators.SupportVectors(
        vectors=np.vstack([m.support_vectors_ for m in machines]),
        weights=np.vstack(weights),
        intercepts=np.array([m.intercept_[0] for m in machines]),
        gamma=np.array(machines[0]._gamma),
        slopes=np.array([s.a_ for s in sigmoids]),
        offsets=np.array([s.b_ for s in sigmoids]),
    )


def perceptron(classifier):
    (hidden, output), (hidden_bias, output_bias) = classifier.coefs_, classifier.intercepts_
    return estimators.Perceptron(hidden / WHITE, hidden_bias, output, output_bias)


def either(classifier):
    """A classifier of two labels has one output, for the second; the served one answers for both."""
    one = perceptron(classifier)
    both, both_biases = np.hstack([-one.output, one.output]), np.hstack([-one.output_bias, one.output_bias])
    return estimators.Perceptron(one.hidden, one.hidden_bias, both, both_biases)


def forest(ensemble, first_pixel, last_pixel):
    trees = [e.tree_ for e in ensemble.estimators_]
    roots = np.concatenate([[0], np.cumsum([t.node_count for t in trees])[:-1]])
    leaves = [t.children_left < 0 for t in trees]

    def children(side):
        own = [np.where(leaf, np.arange(t.node_count), getattr(t, side)) for t, leaf in zip(trees, leaves)]
        return np.concatenate([nodes + root for nodes, root in zip(own, roots)])

    return estimators.Forest(
        first_pixel=np.array(first_pixel),
        last_pixel=np.array(last_pixel),
        roots=roots,
        left=children("children_left"),
        right=children("children_right"),
        pixel=np.concatenate([np.where(leaf, 0, t.feature) for t, leaf in zip(trees, leaves)]),
        threshold=np.concatenate([t.threshold for t in trees]),
        leaf=np.concatenate([t.value.reshape(t.node_count, -1) for t in trees]),
        depth=np.array(max(t.max_depth for t in trees)),
    )


def neighbours(pipeline):
    scaler, regressor = (step for _, step in pipeline.steps)
    return estimators.Neighbours(
        scaler.mean_, scaler.scale_, regressor._fit_X, regressor._y, np.array(regressor.n_neighbors)
    )


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    fitted = fit(digits.images(digits.FITTED), digits.labels(digits.FITTED))
    for name, estimator in export(fitted).items():
        estimators.save(directory / f"{name}.npz", estimator)
