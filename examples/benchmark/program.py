"""Runs the packaged link-runtime, and other programs, as a training Job runs them: two cores, 1 GiB of memory."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = ROOT / "link-runtime" / "src" / "main" / "image" / "run"
APPLICATION = ROOT / "link-runtime" / "target" / "quarkus-app"
CORES = 2
MEMORY = 1 << 30


@dataclass(frozen=True)
class Ended:
    """A run that ended well.

    lines: what it printed. seconds: how long it took. cpu: what the cores worked for it, in seconds, which other load
    on the machine hardly changes. peak: bytes, the most that were resident at once.
    """

    lines: list[str]
    seconds: float
    cpu: float
    peak: int


def train(store: Path, plan: dict) -> Ended:
    """Follows a plan on a profile of the store."""
    file = store / f"{plan['profile']}-plan.json"
    file.write_text(json.dumps(plan))
    return link_runtime(store, "train", "--plan", str(file))


def evaluate(store: Path, profile: str, outputs: Path, *options: str) -> list[dict]:
    """Every activation set on these held-out outputs, an object each."""
    ended = link_runtime(store, "evaluate", "--training", profile, "--outputs", str(outputs), *options)
    return [json.loads(line) for line in ended.lines]


def link_runtime(store: Path, *arguments: str) -> Ended:
    options = f"-XX:MaxRAM={MEMORY} -XX:ActiveProcessorCount={CORES}"  # what a JVM finds in a pod of that size
    return run(RUN, *arguments, MLINK_APP=str(APPLICATION), MLINK_STORE=str(store), JAVA_OPTIONS=options)


def run(*command, **environment: str) -> Ended:
    """Runs a program on the first two cores; exits when it fails."""
    begin = time.monotonic()
    process = subprocess.Popen(
        command,
        env=os.environ | environment,
        preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES]),
        stdout=subprocess.PIPE,
        text=True,
    )
    with process.stdout as output:
        lines = output.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with status {process.returncode}")
    return Ended(lines, time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
