"""Hurts a group that serves and re-selects, at moments that chance chooses, and takes down what became of it.

endurance.py DIRECTORY COUNT FAULT,... SEED      into DIRECTORY/injections.json, with steady.py's file beside it
"""

import json
import random
import sys
import time
from collections import deque
from pathlib import Path

import faults
import node
import tables
from convergence import GROUP, missing
from kube import Kube
from node import MemoryWatch

CALM, PATIENCE = 120, 180  # seconds: before a fault, after it
TRIES = 4  # of a fault that comes to nothing


def converged(kube, seconds, tritons=2):
    """What is still missing after so many seconds; empty once nothing is."""
    end = time.monotonic() + seconds
    while what := missing(kube, tritons):
        if time.monotonic() > end:
            return what
        time.sleep(0.5)
    return ""


def idle(kube, queue):
    """The model that was favoured longest ago and is not active; it becomes the one favoured last."""
    active = {m["name"] for m in kube.get(GROUP)["status"]["models"] if m["state"] == "Active"}
    favourite = next(name for name in queue if name not in active)
    queue.remove(favourite)
    queue.append(favourite)
    return favourite


def inject(kube, fault, queue, chance, watch):
    """One fault in the middle of a switch; None when it hurt nothing."""
    unsettled = converged(kube, CALM)
    favourite = idle(kube, queue)
    watch.since()
    kills, begin = node.out_of_memory_kills(), time.time()
    over = faults.FAULTS[fault](faults.Site(kube, favourite, chance))
    if over is None:
        return None
    still = converged(kube, PATIENCE)
    return {
        "fault": fault,
        "favourite": favourite,
        "begin": begin,
        "end": time.time(),
        "before": unsettled,
        "seconds": time.monotonic() - over,
        "missing": still,
        "peak": watch.since(),
        "limit": watch.limit,
        "oom_kills": node.out_of_memory_kills() - kills,
    }


def main(directory, count, chosen, seed):
    kube, chance, watch = Kube(), random.Random(seed), MemoryWatch(faults.TRITON).start()
    schedule = [fault for fault in chosen or faults.FAULTS for _ in range(count)]
    chance.shuffle(schedule)
    queue, done = deque(faults.NAMES), []
    for number, fault in enumerate(schedule, 1):
        for _ in range(TRIES):
            injected = inject(kube, fault, queue, chance, watch)
            if injected:
                break
        else:
            sys.exit(f"{fault} hurt nothing in {TRIES} tries")
        done.append(injected)
        (directory / "injections.json").write_text(json.dumps(done, indent=2))
        state = injected["missing"] or f"converged after {injected['seconds']:.1f} s"
        tables.progress(f"{number} of {len(schedule)}: {faults.SAYS[fault]}, {injected['favourite']}: {state}")
    watch.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [name for name in sys.argv[3].split(",") if name], int(sys.argv[4]))
