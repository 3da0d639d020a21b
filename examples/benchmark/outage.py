"""The only Triton is killed and stays away: what needs none is answered all the time, the rest says why it is not, and all
of it comes back by itself.

outage.py ADDRESS FILE.json      ADDRESS is the group's gRPC; the answers are in the file, and their table is printed

The models are asked in turn, without a second attempt. `box`, which no link leads to (see `faults`), is made worth nothing,
so that it is not loaded and its prior answers for it.
"""

import json
import random
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
import faults
import node
import tables
from convergence import GROUP, NAMESPACE, TRITONS, look
from endurance import converged
from inference import infer
from kube import MERGE_PATCH, Kube

SCALE = f"/apis/apps/v1/namespaces/{digits.GROUP}/deployments/triton/scale"
ALONE, WORTHLESS = "box", 0.001
AWAY, CONVERGED = 20, 60  # seconds
PAUSE, DEADLINE = 0.05, 3  # seconds: between questions, for an answer
TARGETS = [*faults.NAMES, digits.GROUP]


class Questions:
    """Asks one after the other until stopped; keeps (when, target, how it was answered)."""

    def __init__(self, address):
        self.client, self.answers, self.stopped = InferenceServerClient(address), [], threading.Event()
        self.thread = threading.Thread(target=self.ask_all, daemon=True)

    def ask_all(self):
        images, number = digits.images(digits.LEARNED), 0
        while not self.stopped.wait(PAUSE):
            target = TARGETS[number % len(TARGETS)]
            number += 1
            self.answers.append((time.monotonic(), target, self.ask(target, images[[number % len(images)]])))

    def ask(self, target, images):
        try:
            infer(self.client, target, images, client_timeout=DEADLINE)
        except InferenceServerException as failure:
            return f"{failure.status()}: {failure.message()}"
        return "answered"

    def stop(self):
        self.stopped.set()
        self.thread.join()
        return self.answers


def scale(kube, count):
    kube.patch(SCALE, {"spec": {"replicas": count}}, MERGE_PATCH)


def without_source(table):
    """Models whose answer needs nothing that is executed."""
    return {
        route["model"]
        for route in table["models"]
        if route["state"] == "PREDICTED" and not route["predictor"].get("sources")
    }


def wrong(free, away, back, seconds):
    """A sentence for every goal that is missed; `away` and `back` are pairs of a target and how it was answered."""
    if not free:
        yield "no model is answered without a source; there is nothing to see"
    for target in sorted(free):
        failed = [text for name, text in away if name == target and text != "answered"]
        if failed:
            yield f"{target} needs no source, and was not answered: {failed[0]}"
    others = [text for name, text in away if name not in free]
    unsaid = [text for text in others if not said(text)]
    if unsaid:
        yield f"{len(unsaid)} of {len(others)} that need a source were not told why: {unsaid[0]}"
    failed = [f"{name}: {text}" for name, text in back if text != "answered"]
    if failed:
        yield f"afterwards {len(failed)} requests failed, the first of them: {failed[0]}"
    if seconds > CONVERGED:
        yield f"it was back after {seconds:.0f} s; the goal is {CONVERGED}"


def said(text):
    """UNAVAILABLE, and why; in the first moment a request may have been answered yet."""
    return text == "answered" or text.startswith("StatusCode.UNAVAILABLE: ") and len(text) > len("StatusCode.UNAVAILABLE: ")


def main(address, file):
    kube = Kube()
    scale(kube, 1)
    place = faults.NAMES.index(ALONE)
    faults.Site(kube, "upper", random.Random(0)).reselect()
    kube.patch(GROUP, [{"op": "replace", "path": f"/spec/models/{place}/weight", "value": WORTHLESS}])
    if what := converged(kube, 120, tritons=1):
        sys.exit(f"the group does not come to rest with one Triton: {what}")
    free = without_source(look(kube).table)
    questions = Questions(address)
    questions.thread.start()
    time.sleep(2)
    scale(kube, 0)
    for process in node.processes(faults.TRITON):
        process.signal(signal.SIGKILL)
    gone = time.monotonic()
    for name in [pod["metadata"]["name"] for pod in kube.list(f"{NAMESPACE}/pods", TRITONS)]:
        kube.delete(f"{NAMESPACE}/pods/{name}")
    time.sleep(AWAY)
    scale(kube, 1)
    again = time.monotonic()
    what = converged(kube, 3 * CONVERGED, tritons=1)
    rest = time.monotonic()
    time.sleep(5)
    answers = questions.stop()
    away = [(target, text) for moment, target, text in answers if gone < moment < again]
    back = [(target, text) for moment, target, text in answers if moment > rest]
    Path(file).write_text(json.dumps({"free": sorted(free), "away": away, "back": back, "seconds": rest - again}, indent=1))
    show(free, away, back)
    print(f"back {rest - again:.1f} s after Triton could start again" if not what else f"not back: {what}")
    tables.end([*wrong(free, away, back, rest - again), *([f"not back: {what}"] if what else [])])


def show(free, away, back):
    counts = {target: Counter(text.split(": ")[0] for name, text in away if name == target) for target in TARGETS}
    after = Counter(name for name, text in back if text == "answered")
    head = ["THE ONLY TRITON IS AWAY", "needs", "answered", "UNAVAILABLE", "otherwise", "afterwards"]
    rows = []
    for target, count in counts.items():
        answered, unavailable = count["answered"], count["StatusCode.UNAVAILABLE"]
        needs = "nothing" if target in free else "Triton"
        otherwise = count.total() - answered - unavailable
        rows.append([target, needs, *map(str, (answered, unavailable, otherwise, after[target]))])
    tables.show(head, rows)
    told = {text for name, text in away if text != "answered"}
    print(*sorted(told)[:4], sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
