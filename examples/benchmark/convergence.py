"""Whether the group is where its newest spec wants it: on every Triton, in the table, and in every runtime pod."""

import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
import node
from group import active, condition, settled
from kube import Kube, Unreachable

NAMESPACE = f"/api/v1/namespaces/{digits.GROUP}"
GROUP = f"/apis/mlink.dev/v1alpha1/namespaces/{digits.GROUP}/modelgroups/{digits.GROUP}"
TRITONS = "app=triton"
STUB = "triton_python_backend_stub"
RUNTIMES = f"mlink.dev/group={digits.GROUP},app.kubernetes.io/component=link-runtime"


@dataclass(frozen=True)
class World:
    """One look.

    loaded: by Triton's pod, the models that its own index calls READY and whose processes live; None where it does not
    answer. epochs: by runtime pod, the table that it says is in force; None where it does not answer.
    """

    group: dict
    table: dict
    loaded: dict[str, set[str] | None]
    epochs: dict[str, int | None]

    def missing(self, tritons: int, runtimes: int) -> str:
        """The first thing that is not as it should be; empty when all is."""
        if not settled(self.group):
            return "the newest weights have no set yet, or it is not active"
        wanted = active(self.group)
        ready = condition(self.group, "Ready")
        if ready["status"] != "True":
            return f"Ready is {ready['status']}: {ready['message']}"
        if len(self.loaded) != tritons:
            return f"{len(self.loaded)} of {tritons} Tritons are there"
        for triton, models in self.loaded.items():
            if models != wanted:
                there = "does not answer" if models is None else f"has {sorted(models)}"
                return f"{triton} {there}, not {sorted(wanted)}"
        for route in self.table.get("models", []):
            endpoints = set(route.get("endpoints", [])) if route["state"] == "EXACT" else set()
            if endpoints != (set(self.loaded) if route["model"] in wanted else set()):
                return f"the table has {route['model']} on {sorted(endpoints)}"
        if len(self.epochs) != runtimes:
            return f"{len(self.epochs)} of {runtimes} runtime pods are there"
        for pod, epoch in self.epochs.items():
            if epoch != int(self.table["epoch"]):
                return f"{pod} routes by epoch {epoch}, not {self.table['epoch']}"
        return ""


def look(kube: Kube) -> World:
    """All of it anew; raises Unreachable while the API server does not answer."""
    table = kube.get(f"{NAMESPACE}/configmaps/{digits.GROUP}-routing")["data"]["table.json"]
    return World(
        kube.get(GROUP),
        json.loads(table),
        {pod.name: loaded(pod) for pod in pods(kube, TRITONS)},
        {pod.name: epoch(pod.ip) for pod in pods(kube, RUNTIMES)},
    )


def missing(kube: Kube, tritons: int = 2, runtimes: int = 2) -> str:
    try:
        return look(kube).missing(tritons, runtimes)
    except Unreachable as error:
        return f"the API server does not answer: {error}"


@dataclass(frozen=True)
class Pod:
    name: str
    uid: str
    ip: str


def pods(kube: Kube, selector: str) -> list[Pod]:
    """Those that have not been told to go."""
    return [
        Pod(pod["metadata"]["name"], pod["metadata"]["uid"], pod["status"].get("podIP", ""))
        for pod in kube.list(f"{NAMESPACE}/pods", selector)
        if "deletionTimestamp" not in pod["metadata"]
    ]


def loaded(pod: Pod) -> set[str] | None:
    """The index goes on to call READY a model whose process was killed."""
    try:
        with InferenceServerClient(f"{pod.ip}:8001") as client:
            entries = client.get_model_repository_index(client_timeout=2).models
    except InferenceServerException:
        return None
    return {entry.name for entry in entries if entry.state == "READY"} & living(pod)


def living(pod: Pod) -> set[str]:
    commands = (process.command.split() for process in node.processes(STUB, pod.uid))
    return {Path(word).parts[2] for words in commands for word in words if word.startswith("/models/")}


def epoch(ip: str) -> int | None:
    try:
        with urllib.request.urlopen(f"http://{ip}:9000/q/health/ready", timeout=2) as answer:
            checks = json.load(answer)["checks"]
    except (OSError, ValueError):
        return None
    return next(check["data"]["epoch"] for check in checks if check["name"] == "routing table")
