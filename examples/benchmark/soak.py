"""A steady load near what a machine can answer, by clients that never try again, and what disturbs it meanwhile.

soak.py capacity HOST                       prints 70 % of the requests per second that the link-runtime answers
soak.py load HOST TRITON RATE FILE.json     until SIGTERM, over gRPC and HTTP in turn; TRITON is asked directly beside it
soak.py disturb MINUTES FILE.json           re-selects each minute, rolls the link-runtime over in the middle, and looks
                                            at the memory of its processes every ten seconds
"""

import json
import signal
import sys
import threading
import time
from collections import defaultdict, deque
from pathlib import Path

import numpy as np
import tritonclient.grpc
import tritonclient.http
from tritonclient.utils import InferenceServerException

import digits
import group
import node
from inference import infer

CLIENTS = 16  # half of them over HTTP
SHARE = 0.7  # of the capacity
SECONDS, WARM_UP = 15, 10  # of the search for it
DEADLINE = 2  # seconds
CONTROL, CONTROLS = "box", 20  # the model that Triton is asked for directly, and how often per second
TARGETS = [box.name for box in digits.BLACK_BOXES] + [digits.GROUP]
TEXTS = 20  # failures that are quoted
RUNTIME = "quarkus-run.jar serve"
LOOK = 10  # seconds between looks at the memory


class GrpcClient:
    def __init__(self, address):
        self.client = tritonclient.grpc.InferenceServerClient(address)

    def infer(self, model, images):
        infer(self.client, model, images, client_timeout=DEADLINE)


class HttpClient:
    def __init__(self, address):
        self.client = tritonclient.http.InferenceServerClient(
            address, connection_timeout=DEADLINE, network_timeout=DEADLINE
        )

    def infer(self, model, images):
        image = tritonclient.http.InferInput("image", list(images.shape), "FP32")
        image.set_data_from_numpy(images)
        self.client.infer(model, [image])


class Record:
    """By minute of the wall clock: milliseconds of what was answered, and of the control."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers, self.controls = defaultdict(list), defaultdict(list)
        self.requests, self.failed, self.failures = 0, 0, []

    def answer(self, begin, milliseconds):
        with self.lock:
            self.requests += 1
            self.answers[int(begin // 60)].append(milliseconds)

    def control(self, begin, milliseconds):
        with self.lock:
            self.controls[int(begin // 60)].append(milliseconds)

    def failure(self, begin, target, error):
        with self.lock:
            self.requests += 1
            self.failed += 1
            if len(self.failures) < TEXTS:
                self.failures.append(f"{target} after {time.time() - begin:.2f} s: {error}")

    def write(self, file):
        with self.lock:
            minutes = [
                {"minute": m, "answers": percentiles(self.answers[m]), "controls": percentiles(self.controls[m])}
                for m in sorted(self.answers)
            ]
            found = {
                "requests": self.requests,
                "failed": self.failed,
                "failures": self.failures,
                "minutes": minutes,
            }
        Path(file).write_text(json.dumps(found))


def percentiles(milliseconds):
    p50, p99 = np.percentile(milliseconds or [0], (50, 99))
    return {"count": len(milliseconds), "p50": p50, "p99": p99}


def clients(host):
    """Of both protocols in turn, each with a connection of its own, as clients on several machines have."""
    return [HttpClient(f"{host}:8000") if i % 2 else GrpcClient(f"{host}:8001") for i in range(CLIENTS)]


def ask(client, target, images, record):
    begin, clock = time.time(), time.monotonic()
    try:
        client.infer(target, images)
    except (InferenceServerException, OSError, EOFError) as error:
        record.failure(begin, target, error)
    else:
        record.answer(begin, (time.monotonic() - clock) * 1000)


def capacity(host):
    """What all clients get answered when each asks again at once."""
    record, stopped, images = Record(), threading.Event(), digits.images(digits.LEARNED)

    def ask_on(number, client):
        while not stopped.is_set():
            ask(client, TARGETS[number % len(TARGETS)], images[[number % len(images)]], record)
            number += 1

    threads = [threading.Thread(target=ask_on, args=each) for each in enumerate(clients(host))]
    for thread in threads:
        thread.start()
    time.sleep(WARM_UP)
    before = record.requests
    time.sleep(SECONDS)
    answered = record.requests - before
    stopped.set()
    for thread in threads:
        thread.join()
    if record.failed:
        sys.exit(f"{record.failed} requests failed while the capacity was looked for: {record.failures[0]}")
    print(int(SHARE * answered / SECONDS))


def load(host, triton, rate, file):
    stopped, record, images = threading.Event(), Record(), digits.images(digits.LEARNED)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    started = time.monotonic()

    def ask_on_time(number, client):
        while not stopped.wait(max(0, started + number / rate - time.monotonic())):
            ask(client, TARGETS[(number + number // len(TARGETS)) % len(TARGETS)], images[[number % len(images)]], record)
            number += CLIENTS

    def control():
        client, number = GrpcClient(triton), 0
        while not stopped.wait(max(0, started + number / CONTROLS - time.monotonic())):
            begin, clock = time.time(), time.monotonic()
            client.infer(CONTROL, images[[number % len(images)]])
            record.control(begin, (time.monotonic() - clock) * 1000)
            number += 1

    threads = [threading.Thread(target=ask_on_time, args=each) for each in enumerate(clients(host))]
    threads.append(threading.Thread(target=control))
    for thread in threads:
        thread.start()
    while not stopped.wait(5):
        record.write(file)
    for thread in threads:
        thread.join()
    record.write(file)


def disturb(minutes, file):
    begin, queue, memory = time.monotonic(), deque(n for n in group.NAMES if n != CONTROL), defaultdict(list)
    turns, stopped = [], threading.Event()

    def look():
        while not stopped.wait(LOOK):
            for process in node.processes(RUNTIME):
                memory[str(process.pid)].append([time.monotonic() - begin, resident(process.pid)])

    watch = threading.Thread(target=look)
    watch.start()
    for minute in range(minutes):
        if minute == minutes // 2:
            roll()
        turns.append(turn(queue))
        print(f"minute {minute}: epoch {turns[-1]['epoch']}, {turns[-1]['seconds']:.1f} s", flush=True)
        time.sleep(max(0.0, begin + (minute + 1) * 60 - time.monotonic()))
    stopped.set()
    watch.join()
    Path(file).write_text(json.dumps({"turns": turns, "memory": memory}))


def turn(queue):
    before = group.observe()
    favourite = next(name for name in queue if name not in group.active(before))
    queue.remove(favourite)
    queue.append(favourite)
    clock = time.monotonic()
    group.weigh(favourite)
    after = group.wait(55, f"favouring {favourite} changed no set", lambda g: group.settled(g) and group.changed(before, g))
    return {"epoch": group.selection(after)["epoch"], "seconds": time.monotonic() - clock}


def roll():
    """A variable that means nothing, as a platform team would change one that does."""
    group.patch([{"op": "add", "path": "/spec/runtime/env", "value": [{"name": "SOAKED", "value": "yes"}]}])
    print("rolling the link-runtime over", flush=True)


def resident(pid):
    """Bytes; 0 once it has ended."""
    try:
        lines = (node.PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    match command:
        case "capacity":
            capacity(*rest)
        case "load":
            load(rest[0], rest[1], float(rest[2]), rest[3])
        case "disturb":
            disturb(int(rest[0]), rest[1])
        case _:
            sys.exit(__doc__)
