"""Constant load over all models and the group, as impatient users would make it: every failure counts."""

import json
import os
import signal
import threading
import time
from collections import Counter

import numpy as np
from tritonclient.grpc import InferenceServerClient
from tritonclient.utils import InferenceServerException

import digits
from inference import infer

RATE = 80  # requests per second, of all threads
THREADS = 16  # enough that one slow answer does not slow the rest down
DEADLINE = 2  # seconds
TEXTS = 10  # of failures that are kept


class Traffic:
    """Repeats the learning rows, one image per request, in turn to each model and to the group."""

    def __init__(self, address, file):
        self.address, self.file = address, file
        self.targets = [box.name for box in digits.BLACK_BOXES] + [digits.GROUP]
        self.images = digits.images(digits.LEARNED)
        self.stopped = threading.Event()
        self.lock = threading.Lock()
        self.latencies, self.answers, self.failures, self.texts = [], Counter(), Counter(), []

    def run(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopped.set())
        self.started = time.monotonic()
        threads = [threading.Thread(target=self.send_all, args=(i,)) for i in range(THREADS)]
        for thread in threads:
            thread.start()
        while not self.stopped.wait(1):
            self.report()
        for thread in threads:
            thread.join()
        self.report()

    def send_all(self, first):
        """The requests number `first`, `first` + THREADS, ... of the common schedule, each at its time."""
        client = InferenceServerClient(self.address)
        number = first
        while not self.stopped.wait(max(0, self.started + number / RATE - time.monotonic())):
            self.send(client, self.targets[number % len(self.targets)], self.images[[number % len(self.images)]])
            number += THREADS

    def send(self, client, target, images):
        begin = time.monotonic()
        try:
            infer(client, target, images, client_timeout=DEADLINE)
        except InferenceServerException as failure:
            with self.lock:
                self.failures[target] += 1
                if len(self.texts) < TEXTS:
                    self.texts.append(f"{begin - self.started:.1f} s, {target}: {failure}")
            return
        with self.lock:
            self.latencies.append(time.monotonic() - begin)
            self.answers[target] += 1

    def report(self):
        """Rewrites the file; a reader never sees half of it."""
        with self.lock:
            seconds = time.monotonic() - self.started
            p50, p99 = np.percentile(self.latencies or [0], (50, 99)) * 1000
            text = json.dumps(
                {
                    "seconds": seconds,
                    "requests": sum(self.answers.values()) + sum(self.failures.values()),
                    "requests_per_second": sum(self.answers.values()) / seconds,
                    "failed": sum(self.failures.values()),
                    "failures": self.texts,
                    "answered_by_model": dict(self.answers),
                    "failed_by_model": dict(self.failures),
                    "latency_ms": {"p50": p50, "p99": p99},
                },
                indent=2,
            )
        with open(f"{self.file}.new", "w") as file:
            file.write(text)
        os.replace(f"{self.file}.new", self.file)
