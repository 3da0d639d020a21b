"""What a soak came to.

soaked.py DIRECTORY      with the files of soak.py; exit status 1 when a goal is missed
"""

import json
import sys
from pathlib import Path
from statistics import median

import report
import tables

EDGE = 5  # minutes at the beginning and at the end that are compared
STEADY = 1.5  # how much larger the one may be than the other
FLAT = 1.1  # how much more memory a process may take at its end than when it was warm
WARM = 180  # seconds of a process


def whole(minutes: list[dict]) -> list[dict]:
    """The first and the last are only parts of a minute."""
    return minutes[1:-1]


def added(minutes: list[dict]) -> list[float]:
    """Milliseconds that the p99 of each minute is above that of the control."""
    return [m["answers"]["p99"] - m["controls"]["p99"] for m in minutes]


def edges(values: list[float]) -> tuple[float, float]:
    return median(values[:EDGE]), median(values[-EDGE:])


def growth(looks: list[list[float]]) -> tuple[float, float] | None:
    """Bytes of one process once it is warm, and at its end; medians of a minute. None when it did not live so long."""
    alive = [(at, size) for at, size in looks if size]
    warm = [size for at, size in alive if at - alive[0][0] >= WARM]
    return (median(warm[:6]), median(warm[-6:])) if len(warm) >= 12 else None


def summary(load: dict, soaked: dict) -> dict[str, str]:
    minutes, seconds = whole(load["minutes"]), [turn["seconds"] for turn in soaked["turns"]]
    first, last = edges(added(minutes))
    memory = [found for looks in soaked["memory"].values() if (found := growth(looks))]
    return {
        "requests": f"{load['requests']} in {len(load['minutes'])} minutes, {load['failed']} failed",
        "p50, p99": f"{median(m['answers']['p50'] for m in minutes):.2f}, "
        f"{median(m['answers']['p99'] for m in minutes):.1f} ms; medians over minutes",
        "Triton asked directly": f"{median(m['controls']['p50'] for m in minutes):.2f}, "
        f"{median(m['controls']['p99'] for m in minutes):.1f} ms",
        "p99 above it": f"{first:.1f} ms in the first {EDGE} minutes, {last:.1f} ms in the last",
        "re-selections": f"{len(seconds)}, median {median(seconds):.1f} s, slowest {max(seconds):.1f} s",
        "memory of each process": ", ".join(
            f"{begin / report.MEBIBYTE:.0f} to {end / report.MEBIBYTE:.0f} MiB" for begin, end in memory
        ),
    }


def wrong(load: dict, soaked: dict):
    if load["failed"]:
        yield f"{load['failed']} requests failed, the first of them: {'; '.join(load['failures'][:3])}"
    first, last = edges(added(whole(load["minutes"])))
    if max(first, last) > STEADY * max(min(first, last), 0):
        yield f"the p99 above the control's went from {first:.1f} to {last:.1f} ms; a half more is allowed"
    for looks in soaked["memory"].values():
        found = growth(looks)
        if found and found[1] > FLAT * found[0]:
            yield f"a link-runtime grew from {found[0] / report.MEBIBYTE:.0f} to {found[1] / report.MEBIBYTE:.0f} MiB"


def main(directory: Path):
    load = json.loads((directory / "soak.json").read_text())
    soaked = json.loads((directory / "soaked.json").read_text())
    for name, text in summary(load, soaked).items():
        print(f"{name:<25} {text}")
    tables.end(list(wrong(load, soaked)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
