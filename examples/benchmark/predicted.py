"""How long a predicted answer takes: beside its slowest source, and beside loading the model for it.

predicted.py RUNTIME TRITON ROUNDS      the addresses of the link-runtime and of Triton; exit status 1 when a goal is missed

Every request has an image that nobody has asked about before, so that nothing is shared. In a round the predicted model, its
sources and all of its sources at once take turns; a round's figure is the difference of medians within it. At once they are
asked as the link-runtime asks them, by a client that waits for the last: what they take longer then than the slowest alone
is what they cost each other on this machine, and what three requests cost the client.
"""

import sys
import time
from dataclasses import dataclass
from queue import Queue

import numpy as np
from scipy.stats import bootstrap
from tritonclient.grpc import InferenceServerClient

import digits
import group
import tables
from inference import begin_infer, infer

WARM_UP, TURNS = 200, 50  # requests to each model
SWAPS = 5  # times that each model is loaded on demand
ADDED_P50, ADDED_P99 = 0.3, 2.0  # milliseconds over the slowest source
BUDGET = 640  # MiB, as in modelgroup.yaml
COSTS = {box.name: box.mebibytes for box in digits.BLACK_BOXES}


@dataclass
class Beside:
    """One predicted model; seconds per request, [rounds, turns], of itself, of each source and of all sources at once."""

    model: str
    times: np.ndarray
    sources: dict[str, np.ndarray]
    at_once: np.ndarray

    @property
    def slowest(self) -> str:
        return max(self.sources, key=lambda source: np.median(self.sources[source]))

    def added(self) -> tuple[float, float, float]:
        """Milliseconds that the median is above the slowest source's: the median of the rounds with its 95 % interval."""
        return self.above(np.max([np.median(times, axis=1) for times in self.sources.values()], axis=0))

    def added_at_once(self) -> tuple[float, float, float]:
        """The same above all sources at once."""
        return self.above(np.median(self.at_once, axis=1))

    def above(self, medians: np.ndarray) -> tuple[float, float, float]:
        rounds = (np.median(self.times, axis=1) - medians) * 1000
        interval = bootstrap((rounds,), np.median, method="percentile", rng=1).confidence_interval
        return float(np.median(rounds)), interval.low, interval.high

    def added_p99(self) -> float:
        return milliseconds(self.times, 99) - milliseconds(self.sources[self.slowest], 99)


def milliseconds(times: np.ndarray, percentile: float) -> float:
    return float(np.percentile(times, percentile)) * 1000


class Images:
    """Learning images, each with a noise of its own that no model minds."""

    def __init__(self):
        self.rows, self.chance = digits.images(digits.LEARNED), np.random.default_rng(1)

    def fresh(self) -> np.ndarray:
        row = self.rows[[self.chance.integers(len(self.rows))]]
        return row + self.chance.uniform(0, 1e-3, row.shape).astype(np.float32)


def seconds(client, models, images) -> float:
    """Until the last of these models has answered about one image."""
    image, answers = images.fresh(), Queue()
    begin = time.perf_counter()
    if len(models) == 1:
        infer(client, models[0], image)
        return time.perf_counter() - begin
    for model in models:
        begin_infer(client, model, image, lambda result, error: answers.put(error))
    for error in [answers.get(timeout=60) for _ in models]:
        if error:
            raise error
    return time.perf_counter() - begin


def beside(client, images, model, sources, rounds) -> Beside:
    asked = [[model], *([source] for source in sources), sources]
    for models in asked:
        for _ in range(WARM_UP):
            seconds(client, models, images)
    times = np.empty((len(asked), rounds, TURNS))
    for number in range(rounds):
        for turn in range(TURNS):
            for who in np.roll(range(len(asked)), turn):
                times[who, number, turn] = seconds(client, asked[who], images)
    return Beside(model, times[0], dict(zip(sources, times[1:-1])), times[-1])


def victims(model: str, loaded: list[str]) -> list[str]:
    """What has to leave, in that order, so that the model fits."""
    leaving = []
    while sum(COSTS[name] for name in loaded if name not in leaving) + COSTS[model] > BUDGET:
        leaving.append(next(name for name in loaded if name not in leaving))
    return leaving


def on_demand(triton, images, model, loaded) -> float:
    """Seconds of a request that has to have its model loaded first; the others are loaded again afterwards."""
    leaving, begin = victims(model, loaded), time.perf_counter()
    for name in leaving:
        unload(triton, name)
    triton.load_model(model)
    infer(triton, model, images.fresh())
    took = time.perf_counter() - begin
    unload(triton, model)
    for name in leaving:
        triton.load_model(name)
    return took


def unload(triton, model):
    triton.unload_model(model)
    while state(triton, model) in ("READY", "UNLOADING"):
        time.sleep(0.01)


def state(triton, model) -> str:
    return next(entry.state for entry in triton.get_model_repository_index().models if entry.name == model)


def suspended(on: bool):
    group.patch([{"op": "add", "path": "/spec/mode", "value": "Suspended" if on else "Active"}])
    group.wait(60, "the mode is not followed", lambda g: g["status"].get("mode") == ("Suspended" if on else "Active"))


def main(runtime: str, triton: str, rounds: int):
    images, status = Images(), group.observe()["status"]["models"]
    predicted = {m["name"]: m["sources"] for m in status if m["state"] == "Predicted" and m.get("sources")}
    loaded = [m["name"] for m in status if m["state"] == "Active"]
    client = InferenceServerClient(runtime)
    found = [beside(client, images, model, sources, rounds) for model, sources in predicted.items()]
    suspended(True)
    try:
        server = InferenceServerClient(triton)
        swaps = {model: [on_demand(server, images, model, loaded) for _ in range(SWAPS)] for model in predicted}
    finally:
        suspended(False)
    show(found, swaps)
    tables.end(missed(found))


def show(found: list[Beside], swaps: dict[str, list[float]]):
    head = ["PREDICTED", "sources", "p50 ms", "p99 ms", "slowest source, p50", "p99"]
    head += ["p50 above it [95 %]", "p99 above it", "p50 above all at once [95 %]", "loaded on demand ms"]
    rows = []
    for b in found:
        slowest = b.sources[b.slowest]
        figures = [milliseconds(b.times, 50), milliseconds(b.times, 99)]
        rows.append(
            [b.model, str(len(b.sources)), *(f"{x:.2f}" for x in figures)]
            + [f"{b.slowest} {milliseconds(slowest, 50):.2f}", f"{milliseconds(slowest, 99):.2f}"]
            + [interval(b.added()), f"{b.added_p99():.2f}", interval(b.added_at_once())]
            + [f"{np.median(swaps[b.model]) * 1000:.0f}"]
        )
    tables.show(head, rows)


def interval(figures: tuple[float, float, float]) -> str:
    middle, low, high = figures
    return f"{middle:.2f} [{low:.2f}, {high:.2f}]"


def missed(found: list[Beside]) -> list[str]:
    wrong = []
    for b in found:
        if b.added()[0] > ADDED_P50:
            more = f"{b.added()[0]:.2f} ms more than its slowest source"
            wrong.append(f"the median answer for {b.model} takes {more}; the goal is {ADDED_P50}")
        if b.added_p99() > ADDED_P99:
            more = f"{b.added_p99():.2f} ms above its slowest source's"
            wrong.append(f"the p99 of {b.model} is {more}; the goal is {ADDED_P99}")
    return wrong


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
