"""What the tests share: the fitted black boxes, and a real Triton that serves them."""

import os
import socket
import subprocess
import time
from pathlib import Path

import pytest
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
import fit
import repository
from serving import estimators

TRITON = Path(__file__).parents[2] / "triton" / "triton"


@pytest.fixture(scope="session")
def fitted():
    return fit.fit(digits.images(digits.FITTED), digits.labels(digits.FITTED))


@pytest.fixture(scope="session")
def weights(fitted, tmp_path_factory):
    directory = tmp_path_factory.mktemp("weights")
    for name, estimator in fit.export(fitted).items():
        estimators.save(directory / f"{name}.npz", estimator)
    return directory


@pytest.fixture(scope="session")
def triton(weights, tmp_path_factory):
    """The address of gRPC, and the process, of a real Triton with the seven boxes."""
    models = tmp_path_factory.mktemp("models")
    repository.lay_out(weights, models)
    ports = {name: free_port() for name in ("grpc", "http", "metrics")}
    flags = [f"--{name}-port={port}" for name, port in ports.items()]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    server = subprocess.Popen([TRITON, "serve", models, *flags], env=environment)
    address = f"127.0.0.1:{ports['grpc']}"
    await_live(InferenceServerClient(address), server)
    yield address, server
    server.terminate()
    assert server.wait(timeout=40) == 0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_live(connection, server, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            if connection.is_server_live():
                return
        except InferenceServerException:
            time.sleep(0.5)
    pytest.fail(f"Triton did not come up in {seconds} s; exit status {server.poll()}")
