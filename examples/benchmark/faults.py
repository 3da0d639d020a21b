"""What is done to a group that serves, and when it is over.

Each fault is a function of the site and of chance. It returns the moment, on the monotonic clock, from which on the group
has nothing to wait for but itself; None says that chance would have it that nothing was hurt.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import digits
import node
from convergence import GROUP, NAMESPACE, RUNTIMES, STUB, TRITONS
from kube import Kube

OPERATORS = "/api/v1/namespaces/mlink-system/pods"
LEASE = "/apis/coordination.k8s.io/v1/namespaces/mlink-system/leases/mlink-operator"
TRITON, JAVA = "tritonserver --", "quarkus-run.jar"
API_SERVER = Path(os.environ.get("CLUSTER_HOME", Path.home() / ".cache/mlink-cluster")) / "run/kube-apiserver.pid"
ORDERS = "/tmp/orders"
API_SERVER_AWAY, HANGS, LATE = 60, 25, 10  # seconds
FAVOUR = 100  # the weight of the favoured model; 1 is the weight of the others
INTO_THE_SWITCH = 8  # seconds after new weights, at most, when a fault comes
OBEYED = 40  # seconds in which an order has to be obeyed, or it comes to nothing
NAMES = [box.name for box in digits.BLACK_BOXES]


@dataclass(frozen=True)
class Site:
    """Where faults happen. favourite: the model that the next selection is made to load by new weights."""

    kube: Kube
    favourite: str
    chance: random.Random

    def reselect(self):
        self.kube.patch(
            GROUP,
            [
                {"op": "add", "path": f"/spec/models/{i}/weight", "value": FAVOUR if name == self.favourite else 1}
                for i, name in enumerate(NAMES)
            ],
        )

    def amid_a_switch(self):
        self.reselect()
        time.sleep(self.chance.uniform(0, INTO_THE_SWITCH))


def kill_pod(site: Site, path: str, pod: dict, program: str) -> float:
    """Kills the process. The kubelet starts it again in place, or it is replaced by another pod, as after the loss of a
    node: always so from the second time on, when the kubelet would wait ever longer."""
    for process in node.processes(program, pod["metadata"]["uid"]):
        process.kill()
    restarted = any(status["restartCount"] for status in pod["status"].get("containerStatuses", []))
    if restarted or site.chance.random() < 0.5:
        site.kube.delete(f"{path}/{pod['metadata']['name']}")
    return time.monotonic()


def some_pod(site: Site, path: str, selector: str) -> dict:
    return site.chance.choice([p for p in site.kube.list(path, selector) if "deletionTimestamp" not in p["metadata"]])


def operator(site: Site) -> float:
    """Every operator there is, at once."""
    site.amid_a_switch()
    for pod in site.kube.list(OPERATORS):
        over = kill_pod(site, OPERATORS, pod, JAVA)
    return over


def leader(site: Site) -> float:
    """The one of the operators that holds the lease."""
    site.amid_a_switch()
    holder = site.kube.get(LEASE)["spec"]["holderIdentity"]
    pod = next(pod for pod in site.kube.list(OPERATORS) if pod["metadata"]["name"] == holder)
    return kill_pod(site, OPERATORS, pod, JAVA)


def triton(site: Site) -> float:
    site.amid_a_switch()
    return kill_pod(site, f"{NAMESPACE}/pods", some_pod(site, f"{NAMESPACE}/pods", TRITONS), TRITON)


def runtime(site: Site) -> float:
    site.amid_a_switch()
    return kill_pod(site, f"{NAMESPACE}/pods", some_pod(site, f"{NAMESPACE}/pods", RUNTIMES), JAVA)


def stub(site: Site) -> float | None:
    """The process of one model on one Triton."""
    site.amid_a_switch()
    pod = some_pod(site, f"{NAMESPACE}/pods", TRITONS)
    stubs = [process for process in node.processes(STUB, pod["metadata"]["uid"]) if "/models/" in process.command]
    if not stubs:
        return None
    site.chance.choice(stubs).kill()
    return time.monotonic()


def api_server(site: Site) -> float:
    """It answers nobody and closes no connection."""
    site.amid_a_switch()
    process = node.Process(int(API_SERVER.read_text()), "kube-apiserver", "")
    process.signal(signal.SIGSTOP)
    try:
        time.sleep(API_SERVER_AWAY)
    finally:
        process.signal(signal.SIGCONT)
    return time.monotonic()


def ordered(site: Site, models: set[str], order: str, lasts: float) -> float | None:
    """Tells one Triton, waits until one of the models has obeyed, and takes back what the others have not."""
    pod = some_pod(site, f"{NAMESPACE}/pods", TRITONS)
    (server,) = node.processes(TRITON, pod["metadata"]["uid"])
    orders = server.file(ORDERS)
    orders.mkdir(exist_ok=True)
    orders.chmod(0o777)
    for model in models:
        (orders / model).write_text(order)
    site.reselect()

    def obeyed():
        return any(not (orders / model).exists() for model in models)

    done = node.wait_until(OBEYED, obeyed)
    begun = time.monotonic()
    for model in models:
        (orders / model).unlink(missing_ok=True)
    time.sleep(lasts if done else 0)
    return begun + lasts if done else None


def load_fails(site: Site) -> float | None:
    return ordered(site, {site.favourite}, "fail", 0)


def load_hangs(site: Site) -> float | None:
    return ordered(site, {site.favourite}, f"hang {HANGS}", HANGS)


def late_memory(site: Site) -> float | None:
    return ordered(site, set(NAMES) - {site.favourite}, f"late {LATE}", LATE)


FAULTS: dict[str, Callable[[Site], float | None]] = {
    "operator": operator,
    "leader": leader,
    "triton": triton,
    "stub": stub,
    "runtime": runtime,
    "api-server": api_server,
    "load-fails": load_fails,
    "load-hangs": load_hangs,
    "late-memory": late_memory,
}
SHORT = ("stub", "triton", "runtime", "operator")
SAYS = {
    "operator": "kill -9 of every operator",
    "leader": "kill -9 of the leader of two operators",
    "triton": "kill -9 of one of two Tritons",
    "stub": "kill -9 of one model's process",
    "runtime": "kill -9 of one of two runtime pods",
    "api-server": f"the API server stopped for {API_SERVER_AWAY} s",
    "load-fails": "a load that fails",
    "load-hangs": f"a load that hangs for {HANGS} s",
    "late-memory": f"memory given back {LATE} s late",
}
