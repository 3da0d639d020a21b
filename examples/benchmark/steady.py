"""Steady load over all models and the group, by clients that try again as gRPC's retry policy has it.

steady.py ADDRESS FILE.json      until SIGTERM; what happened is in the file all the time

Every client has a connection of its own, as clients on several machines have, so that both link-runtime pods are used.
"""

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
from inference import infer

RATE = 64  # requests per second, of all clients
CLIENTS = 16
DEADLINE = 5  # seconds, of all attempts together
KEPT = 2000  # failures that are written down
SERVICE = {
    "methodConfig": [
        {
            "name": [{"service": "inference.GRPCInferenceService"}],
            "waitForReady": True,
            "retryPolicy": {
                "maxAttempts": 3,
                "initialBackoff": "0.1s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ]
}
KEEPALIVE = [  # a pod that goes together with its network closes no connection
    ("grpc.keepalive_time_ms", 2000),
    ("grpc.keepalive_timeout_ms", 1000),
    ("grpc.http2.max_pings_without_data", 0),
]
CHANNEL = [
    *KEEPALIVE,
    ("grpc.enable_retries", 1),
    ("grpc.service_config", json.dumps(SERVICE)),
    ("grpc.use_local_subchannel_pool", 1),
]


@dataclass
class Record:
    """What became of the requests; seconds are those of the wall clock, latencies are milliseconds."""

    answered: Counter = field(default_factory=Counter)
    failures: list = field(default_factory=list)
    failed: int = 0
    latencies: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, begin, latency):
        with self.lock:
            self.answered[int(begin)] += 1
            self.latencies.append(latency * 1000)

    def failure(self, begin, target, failure):
        with self.lock:
            self.failed += 1
            if len(self.failures) < KEPT:
                text = f"{target}: {failure.status()}: {failure.message()}"
                self.failures.append({"at": begin, "after": time.time() - begin, "text": text})

    def write(self, file):
        """A reader never sees half of it."""
        with self.lock:
            p50, p99 = np.percentile(self.latencies or [0], (50, 99))
            text = json.dumps(
                {
                    "answered": self.answered,
                    "failed": self.failed,
                    "failures": self.failures,
                    "latency_ms": {"p50": p50, "p99": p99},
                }
            )
        with open(f"{file}.new", "w") as new:
            new.write(text)
        os.replace(f"{file}.new", file)


def send_all(first, address, stopped, started, record):
    """The requests number `first`, `first` + CLIENTS, ... of the common schedule, each at its time."""
    client = InferenceServerClient(address, channel_args=CHANNEL)
    targets = [box.name for box in digits.BLACK_BOXES] + [digits.GROUP]
    images, number = digits.images(digits.LEARNED), first
    while not stopped.wait(max(0, started + number / RATE - time.monotonic())):
        target = targets[(number + number // len(targets)) % len(targets)]
        begin, clock = time.time(), time.monotonic()
        try:
            infer(client, target, images[[number % len(images)]], client_timeout=DEADLINE)
        except InferenceServerException as failure:
            record.failure(begin, target, failure)
        else:
            record.answer(begin, time.monotonic() - clock)
        number += CLIENTS


def main(address, file):
    stopped, record = threading.Event(), Record()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    started = time.monotonic()
    clients = [
        threading.Thread(target=send_all, args=(i, address, stopped, started, record)) for i in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    while not stopped.wait(1):
        record.write(file)
    for client in clients:
        client.join()
    record.write(file)


if __name__ == "__main__":
    main(*sys.argv[1:])
