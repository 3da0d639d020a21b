"""What switches cost the clients of a group.

switches.py DIRECTORY      with the files that `switching` collects there; exit status 1 when a request failed or memory ran out

A model that arrives where another has to leave first is predicted from the moment the table says that the other gives
way until the moment the table says that it is ready itself. Of that we wait for requests under way to end, and for
Triton: the calls that unload, the time after them until the models are gone, and the calls that load; several that are
unloaded together are counted as long as one of them lasts. The rest is ours: acknowledgements of all runtime pods, looking,
deciding.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

import report
import tables

GIVES_WAY = re.compile(r"'([^']+)' gives way to \[([^]]*)] on ([^;]+)")
READY = re.compile(r"'([^']+)' is ready on ([^;]+)")
LOADED = re.compile(r"model '([^']+)' on (.+), in ([0-9.]+) s$")
DRAINED = re.compile(r"requests for model '([^']+)' on (.+) have ended, in ([0-9.]+) s$")
UNLOADED = re.compile(r"model '([^']+)' on (.+), in ([0-9.]+) s, gone in ([0-9.]+) s$")
LONGEST_REST = 0.5  # seconds


@dataclass
class Passage:
    """One model's arrival in the place of others; times in seconds, each part as intervals (begin, end)."""

    model: str
    leaving: list[str]
    begin: float
    end: float = 0
    drain: list[tuple[float, float]] = field(default_factory=list)
    unload: list[tuple[float, float]] = field(default_factory=list)
    release: list[tuple[float, float]] = field(default_factory=list)
    load: list[tuple[float, float]] = field(default_factory=list)

    @property
    def predicted(self) -> float:
        return self.end - self.begin

    @property
    def rest(self) -> float:
        return self.predicted - length(self.drain + self.unload + self.release + self.load)


def length(intervals: list[tuple[float, float]]) -> float:
    """Of their union."""
    total, until = 0.0, float("-inf")
    for begin, end in sorted(intervals):
        total += max(0.0, end - max(begin, until))
        until = max(until, end)
    return total


def passages(events: list[dict]) -> list[Passage]:
    """The arrivals that had to wait for a departure, in order; events as Kubernetes lists them, of whatever object."""
    done, under_way = [], {}
    for event in sorted((e for e in events if e["regarding"]["kind"] == "ModelGroup"), key=time):
        note = event["note"]
        if event["reason"] == "RoutingPublished":
            begun(under_way, note, time(event))
            for model, endpoint in READY.findall(note):
                passage = under_way.pop((model, endpoint), None)
                if passage:
                    passage.end = time(event)
                    done.append(passage)
        elif event["reason"] in ("ModelDrained", "ModelUnloaded", "ModelLoaded"):
            took(under_way, note, time(event))
    return done


def begun(under_way, note, now):
    for leaving, arriving, endpoint in GIVES_WAY.findall(note):
        for model in arriving.split(", "):
            under_way.setdefault((model, endpoint), Passage(model, [], now)).leaving.append(leaving)


def took(under_way, note, told):
    """What is unloaded or loaded meanwhile, whichever model it is, is waited for by all that arrive there."""
    drained, loaded, unloaded = DRAINED.match(note), LOADED.match(note), UNLOADED.match(note)
    for (_, where), passage in under_way.items():
        if drained and where == drained[2]:
            passage.drain.append((told - float(drained[3]), told))
        elif loaded and where == loaded[2]:
            passage.load.append((told - float(loaded[3]), told))
        elif unloaded and where == unloaded[2]:
            asked = told - float(unloaded[4])
            passage.unload.append((asked - float(unloaded[3]), asked))
            passage.release.append((asked, told))


def time(event):
    return datetime.fromisoformat(event["eventTime"].replace("Z", "+00:00")).timestamp()


def show(found: list[Passage]):
    head = ["ARRIVES", "FOR", "predicted s", "drain s", "unload s", "release s", "load s", "rest s"]
    tables.show(
        head,
        [
            [p.model, ", ".join(p.leaving), *(f"{x:.2f}" for x in parts(p))]
            for p in found
        ],
    )


def parts(p: Passage):
    return p.predicted, length(p.drain), length(p.unload), length(p.release), length(p.load), p.rest


def summary(found, turns, traffic, memory):
    latency, rests = traffic["latency_ms"], [p.rest for p in found]
    seconds = [turn["seconds"] for turn in turns]
    return {
        "re-selections": f"{len(turns)} that changed the set; median {np.median(seconds):.1f} s, "
        f"slowest {max(seconds):.1f} s",
        "predicted because of it": f"median {np.median([p.predicted for p in found]):.2f} s, "
        f"longest {max(p.predicted for p in found):.2f} s",
        "of that not Triton's": f"median {np.median(rests):.2f} s, longest {max(rests):.2f} s, "
        f"more than {LONGEST_REST} s in {sum(rest > LONGEST_REST for rest in rests)} of {len(rests)}",
        "requests": f"{traffic['requests_per_second']:.1f} per second, {traffic['requests']} in all, "
        f"p50 {latency['p50']:.1f} ms, p99 {latency['p99']:.1f} ms",
        "failed requests": f"{traffic['failed']}",
        "Triton's memory": f"peak {memory['peak'] / report.MEBIBYTE:.0f} MiB, "
        f"limit {memory['limit'] / report.MEBIBYTE:.0f} MiB, oom_kill {memory['oom_kills']}",
    }


def main(directory: Path):
    def read(name):
        return json.loads((directory / name).read_text())

    found = passages(read("events.json")["items"])
    turns, traffic, memory = read("reselections.json"), read("traffic.json"), read("memory.json")
    first = min(turn["begin"] for turn in turns)
    found = [p for p in found if p.begin > first]
    if not found:
        sys.exit("no event tells of a model that gave way to another")
    show(found)
    for name, text in summary(found, turns, traffic, memory).items():
        print(f"{name:<25} {text}")
    tables.end([*report.wrong_service(traffic, memory), *slow(found)])


def slow(found):
    for p in found:
        if p.rest > LONGEST_REST:
            yield f"'{p.model}' was predicted {p.rest:.2f} s longer than Triton took; at most {LONGEST_REST} s are allowed"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
