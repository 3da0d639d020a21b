"""Whole benchmarks on the packaged link-runtime, so short that their figures mean nothing."""

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
