"""The black boxes as fitted, as exported, and behind a real Triton."""

import re
from pathlib import Path

import numpy as np
import pytest
from tritonclient.grpc import InferenceServerClient

import client
import digits
import fit
from serving import estimators

UNSEEN = slice(700, 1797)
NAMES = [box.name for box in digits.BLACK_BOXES]
BOXES = pytest.mark.parametrize("box", digits.BLACK_BOXES, ids=NAMES)


def outputs_of_scikit_learn(models, name, images):
    if name in ("parity", "attributes"):
        return models[name].predict_proba(images / fit.WHITE)
    if name in ("upper", "lower"):
        return models[name].predict_proba(images[:, :32] if name == "upper" else images[:, 32:])
    outputs = models[name].predict_proba(images) if name == "class" else models[name].predict(images)
    return outputs.reshape(len(images), -1)


@BOXES
def test_exported_arrays_reproduce_scikit_learn(box, fitted, weights):
    images = digits.images(UNSEEN)
    served = estimators.load(weights / f"{box.name}.npz")(images)
    assert served.dtype == np.float32 and served.shape == (len(images), box.width)
    np.testing.assert_allclose(served, outputs_of_scikit_learn(fitted, box.name, images), rtol=0, atol=1e-5)


def test_black_boxes_are_better_than_chance(weights):
    """They are imperfect observers, but observers: a broken export could reproduce a broken fit."""
    images, labels = digits.images(UNSEEN), digits.labels(UNSEEN)
    answers = {name: estimators.load(weights / f"{name}.npz")(images) for name in NAMES}
    assert (answers["class"].argmax(1) == labels).mean() > 0.9
    assert (answers["upper"].argmax(1) == labels).mean() > 0.7
    assert (answers["lower"].argmax(1) == labels).mean() > 0.7
    assert (answers["parity"].argmax(1) == labels % 2).mean() > 0.9
    truth = np.array([fit.attributes(label) for label in labels])
    assert ((answers["attributes"] > 0.5) == truth).all(1).mean() > 0.7


def test_ink_box():
    image = np.zeros((8, 8))
    image[2:5, 1:7] = 16
    image[0, 0] = 1  # a shade is no ink
    assert fit.ink_box(image.ravel()).tolist() == [1 / 8, 2 / 8, 6 / 8, 3 / 8]


@BOXES
def test_process_takes_what_it_declares_and_answers_as_fitted(box, weights, triton):
    address, server = triton
    connection = InferenceServerClient(address)
    connection.load_model(box.name)
    images = digits.images(slice(1200, 1264))
    answer = client.infer(connection, box.name, images).as_numpy(box.tensor)
    np.testing.assert_allclose(answer, estimators.load(weights / f"{box.name}.npz")(images), rtol=0, atol=1e-6)
    assert proportional_set_size(server.pid, box.name) == pytest.approx(box.mebibytes, rel=0.05)
    connection.unload_model(box.name)
    client.await_unloaded(connection, box.name)


def proportional_set_size(server, model):
    """MiB of the process that Triton started for this model."""
    for status in Path("/proc").glob("[0-9]*"):
        try:
            command = (status / "cmdline").read_text().split("\0")
            parent = (status / "stat").read_text().rsplit(")", 1)[1].split()[1]
            if parent == str(server) and "python_backend_stub" in command[0] and f"/{model}/" in command[1]:
                return int(re.search(r"^Pss: +(\d+) kB", (status / "smaps_rollup").read_text(), re.MULTILINE)[1]) / 1024
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
    pytest.fail(f"no process of {model} below Triton's {server}")
