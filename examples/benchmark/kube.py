"""The API server of the local cluster without a process per question, which two cores would feel."""

import base64
import json
import ssl
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

SECONDS = 3
JSON_PATCH, MERGE_PATCH = "application/json-patch+json", "application/merge-patch+json"


class Unreachable(Exception):
    """The API server does not answer."""


class Kube:
    """What kubectl of the current context may do."""

    def __init__(self):
        config = json.loads(subprocess.check_output(["kubectl", "config", "view", "--raw", "--output", "json"]))
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        self.server = cluster["server"]
        self.context = ssl.create_default_context(cafile=file_of(cluster, "certificate-authority"))
        self.context.load_cert_chain(file_of(user, "client-certificate"), file_of(user, "client-key"))

    def get(self, path: str) -> dict:
        return self.call("GET", path)

    def list(self, path: str, selector: str = "") -> list[dict]:
        return self.get(f"{path}?labelSelector={selector}" if selector else path)["items"]

    def delete(self, path: str) -> None:
        """At once; what is gone already is gone."""
        body = {"kind": "DeleteOptions", "apiVersion": "v1", "gracePeriodSeconds": 0}
        try:
            self.call("DELETE", path, body, "application/json")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise

    def patch(self, path: str, change, kind: str = JSON_PATCH) -> dict:
        return self.call("PATCH", path, change, kind)

    def call(self, method: str, path: str, body=None, kind: str = "") -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.server + path, data, {"Content-Type": kind} if kind else {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS, context=self.context) as answer:
                return json.load(answer)
        except urllib.error.HTTPError:
            raise
        except OSError as error:
            raise Unreachable(str(error)) from error


def file_of(entry: dict, name: str) -> str:
    """A file that a kubeconfig names, or holds in base64."""
    if name in entry:
        return entry[name]
    directory = Path(tempfile.mkdtemp(prefix="mlink-kube-"))
    (directory / name).write_bytes(base64.b64decode(entry[f"{name}-data"]))
    return str(directory / name)
