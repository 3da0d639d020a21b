"""The real Triton and the packaged link-runtime, on loopback and free ports."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tritonclient.grpc as grpc

import repository
import routing

ROOT = Path(__file__).parents[2]
TRITON = ROOT / "examples" / "triton" / "triton"
RUN = ROOT / "link-runtime" / "src" / "main" / "image" / "run"
APPLICATION = ROOT / "link-runtime" / "target" / "quarkus-app"
PATIENCE = 120  # seconds until a server answers


@dataclass(frozen=True)
class Server:
    """Where clients reach it, `host:port` each."""

    name: str
    grpc: str
    http: str


@dataclass(frozen=True)
class Site:
    """group: a link-runtime whose group is what Triton has a model for; runtime: one that serves all the models."""

    triton: Server
    runtime: Server
    group: Server

    def alive(self) -> bool:
        with grpc.InferenceServerClient(self.triton.grpc) as client:
            return client.is_server_live() and client.is_model_ready(repository.ACTIVE)


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """All of it, with every model loaded."""
    with tempfile.TemporaryDirectory(prefix="mlink-conformance-") as home, contextlib.ExitStack() as stack:
        home = Path(home)
        repository.lay_out(home / "models")
        triton = stack.enter_context(serving_triton(home))
        with grpc.InferenceServerClient(triton.grpc) as client:
            for model in repository.MODELS:
                client.load_model(model.name)
        link = routing.write_link(home / "store")
        pair = [model for model in repository.MODELS if model.name in (repository.ACTIVE, repository.INACTIVE)]
        rest = [model for model in repository.MODELS if model.name != repository.GROUP]
        tables = {
            "runtime": routing.table("others", rest, triton, link),
            "group": routing.table(repository.GROUP, pair, triton, link),
        }
        runtimes = {name: stack.enter_context(runtime(name, home, table)) for name, table in tables.items()}
        for server in runtimes.values():
            wait(server, repository.INACTIVE)
        yield Site(triton, **runtimes)


@contextlib.contextmanager
def serving_triton(home: Path) -> Iterator[Server]:
    ports = free_ports(3)
    server = Server("triton", *(f"127.0.0.1:{port}" for port in ports[:2]))
    flags = [f"--{name}-port={port}" for name, port in zip(("grpc", "http", "metrics"), ports)]
    with running(home / "triton.log", TRITON, "serve", home / "models", *flags):
        wait(server)
        yield server


@contextlib.contextmanager
def runtime(name: str, home: Path, table: dict) -> Iterator[Server]:
    mounted = home / f"{name}.json"
    mounted.write_text(json.dumps(table))
    (home / "token").write_text("a token")
    ports = dict(zip(("MLINK_GRPC_PORT", "MLINK_HTTP_PORT", "MLINK_ADMIN_PORT", "QUARKUS_MANAGEMENT_PORT"), free_ports(4)))
    environment = {variable: str(port) for variable, port in ports.items()} | {
        "MLINK_APP": str(APPLICATION),
        "MLINK_STORE": str(home / "store"),
        "MLINK_ROUTING_TABLE": str(mounted),
        "MLINK_ADMIN_TOKEN_FILE": str(home / "token"),
        "MLINK_SAMPLING_ENABLED": "false",
        "JAVA_OPTIONS": "-Xmx384m",
    }
    with running(home / f"{name}.log", RUN, "serve", **environment):
        yield Server(name, f"127.0.0.1:{ports['MLINK_GRPC_PORT']}", f"127.0.0.1:{ports['MLINK_HTTP_PORT']}")


@contextlib.contextmanager
def running(log: Path, *command, **environment: str) -> Iterator[None]:
    with log.open("w") as output:
        process = subprocess.Popen(
            list(map(str, command)), env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield
    except BaseException:
        print(f"the end of {log.name}:", *log.read_text().splitlines()[-20:], sep="\n")
        raise
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()


def wait(server: Server, model: str = "") -> None:
    """Until the server is ready, or answers for that model."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(Exception), grpc.InferenceServerClient(server.grpc) as client:
            if client.is_model_ready(model) if model else client.is_server_ready():
                return
        time.sleep(0.2)
    raise TimeoutError(f"{server.name} at {server.grpc} does not come up")


def free_ports(count: int) -> list[int]:
    """Below those that the system gives to outgoing connections."""
    with contextlib.ExitStack() as stack:
        sockets = []
        while len(sockets) < count:
            candidate = socket.socket()
            try:
                candidate.bind(("127.0.0.1", random.randrange(20_000, 32_000)))
            except OSError:
                continue
            sockets.append(stack.enter_context(contextlib.closing(candidate)))
        return [bound.getsockname()[1] for bound in sockets]
