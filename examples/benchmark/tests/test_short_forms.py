"""The ladder on the packaged link-runtime from beginning to end, so short that its figures mean nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

import digits
import fit
from serving import estimators

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    directory = tmp_path_factory.mktemp("weights")
    for name, box in fit.export(fit.fit(digits.images(digits.FITTED), digits.labels(digits.FITTED))).items():
        estimators.save(directory / f"{name}.npz", box)
    return directory


def run(script, weights):
    ended = subprocess.run([sys.executable, HERE / script, weights, "--short"], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_ladder(weights):
    table = run("ladder.py", weights)
    for line in ("served", "prior", "ridge", "best link", "article's link", "article's ensemble", "joint", "Auto"):
        assert line in table
