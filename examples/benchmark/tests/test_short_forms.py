"""Whole benchmarks on the packaged programs, so short that their figures mean nothing."""

import subprocess
from pathlib import Path

import pytest

import certificate
import digits
import fit
import ladder
from serving import estimators


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    directory = tmp_path_factory.mktemp("weights")
    for name, box in fit.export(fit.fit(digits.images(digits.FITTED), digits.labels(digits.FITTED))).items():
        estimators.save(directory / f"{name}.npz", box)
    return directory


def printed(benchmark, weights, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", [benchmark.__name__, str(weights), "--short"])
    with pytest.raises(SystemExit) as end:
        benchmark.main()
    assert end.value.code == 0
    return capsys.readouterr().out


def test_ladder(weights, monkeypatch, capsys):
    table = printed(ladder, weights, monkeypatch, capsys)
    for line in ("served", "prior", "ridge", "best link", "article's link", "article's ensemble", "joint", "Auto"):
        assert line in table


def test_certificate(weights, monkeypatch, capsys):
    table = printed(certificate, weights, monkeypatch, capsys)
    for line in ("RANDOM RESAMPLINGS", "TIME-ORDERED", "class", "parity", "holes", "box"):
        assert line in table


def test_groups():
    here = Path(__file__).parents[1]
    classes = f"target/classes:{(here / 'target/classpath').read_text()}"
    command = ["java", "-cp", classes, "dev.mlink.benchmark.groups.Groups", "--short"]
    run = subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "5 GROUPS OF 4 MODELS" in run.stdout  # its status says whether they rest
