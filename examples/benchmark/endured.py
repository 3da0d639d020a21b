"""What a group endured, and whether that is what it should.

endured.py DIRECTORY      with the files of endurance.py and steady.py; exit status 1 when a goal is missed
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import faults
import report
import tables

CONVERGED = 60  # seconds
RATE = 50  # requests per second
SHOWN = 3  # failures of each fault that are quoted


@dataclass(frozen=True)
class Endured:
    """All injections of one fault, with the requests from the beginning of each to the end of what it led to."""

    fault: str
    injections: list[dict]
    requests: int
    failures: list[dict]

    @property
    def seconds(self) -> list[float]:
        return [injection["seconds"] for injection in self.injections]

    @property
    def oom_kills(self) -> int:
        return sum(injection["oom_kills"] for injection in self.injections)

    def row(self) -> list[str]:
        peak = max(injection["peak"] for injection in self.injections)
        limit = max(injection["limit"] for injection in self.injections)
        return [
            faults.SAYS[self.fault],
            str(len(self.injections)),
            str(self.requests),
            str(len(self.failures)),
            f"{median(self.seconds):.1f}",
            f"{max(self.seconds):.1f}",
            f"{peak / report.MEBIBYTE:.0f}/{limit / report.MEBIBYTE:.0f}",
            str(self.oom_kills),
        ]

    def wrong(self):
        """A sentence for every goal that is missed."""
        name = faults.SAYS[self.fault]
        if self.failures:
            texts = "; ".join(f"after {f['after']:.1f} s {f['text']}" for f in self.failures[:SHOWN])
            yield f"{name}: {len(self.failures)} requests failed, the first of them: {texts}"
        for injection in self.injections:
            if injection["missing"]:
                yield f"{name}: not converged after {injection['seconds']:.0f} s: {injection['missing']}"
            elif injection["seconds"] > CONVERGED:
                yield f"{name}: converged after {injection['seconds']:.0f} s; the goal is {CONVERGED}"
            if injection["peak"] > injection["limit"]:
                yield f"{name}: Triton took more than its limit"
        if self.oom_kills:
            yield f"{name}: the kernel killed {self.oom_kills} processes for want of memory"


def endured(injections: list[dict], load: dict) -> list[Endured]:
    """By fault, in the order of the catalogue; a request belongs to the injection during which it was sent."""

    def during(injection, moment):
        return injection["begin"] <= moment <= injection["end"]

    found = []
    for fault in faults.FAULTS:
        own = [injection for injection in injections if injection["fault"] == fault]
        if own:
            failures = [f for f in load["failures"] if any(during(i, f["at"]) for i in own)]
            answered = sum(
                count for second, count in load["answered"].items() if any(during(i, int(second)) for i in own)
            )
            found.append(Endured(fault, own, answered + len(failures), failures))
    return found


def wrong(found: list[Endured], load: dict):
    for one in found:
        yield from one.wrong()
    elsewhere = load["failed"] - sum(len(one.failures) for one in found)
    if elsewhere:
        yield f"{elsewhere} requests failed between the faults"
    answered = sum(load["answered"].values())
    rate = answered / len(load["answered"]) if load["answered"] else 0
    if rate < RATE:
        yield f"the load was {rate:.1f} requests per second; the goal is {RATE}"


def main(directory: Path):
    def read(name):
        return json.loads((directory / name).read_text())

    injections, load = read("injections.json"), read("steady.json")
    found = endured(injections, load)
    head = ["FAULT", "times", "requests", "failed", "converged s", "longest s", "peak MiB", "oom_kill"]
    tables.show(head, [one.row() for one in found])
    answered, latency = load["answered"], load["latency_ms"]
    print(
        f"{sum(answered.values())} requests answered, {sum(answered.values()) / len(answered):.1f} per second, "
        f"p50 {latency['p50']:.1f} ms, p99 {latency['p99']:.1f} ms; {load['failed']} failed"
    )
    tables.end(list(wrong(found, load)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
