"""Watches the memory of a container of this machine until SIGTERM; the result is in a file of JSON all the time.

    memory.py CONTAINER_ID FILE.json      ten times a second
    memory.py CONTAINER_ID                once, on the standard output

Memory is rss + shmem of the container's cgroup, version 1 or 2: what is really taken, without the page cache, which the
kernel gives back by itself.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

PERIOD = 0.1


class Cgroup:
    """The memory cgroup of a container, in either version."""

    def __init__(self, container):
        roots = (Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup"))
        root = next(root for root in roots if (root / "memory.stat").exists() or (root / "cgroup.controllers").exists())
        found = [path for path in root.rglob(f"*{container}*") if path.is_dir()]
        if not found:
            sys.exit(f"no cgroup of container {container} below {root}: run this on the node of the container")
        self.path = found[0]
        first = (self.path / "memory.oom_control").exists()
        self.parts = ("total_rss", "total_shmem") if first else ("anon", "shmem")
        self.kills = "memory.oom_control" if first else "memory.events"
        self.limit = self.path / ("memory.limit_in_bytes" if first else "memory.max")

    def fields(self, file):
        return dict(line.split() for line in (self.path / file).read_text().splitlines())

    def used(self):
        fields = self.fields("memory.stat")
        return sum(int(fields[part]) for part in self.parts)

    def oom_kills(self):
        return int(self.fields(self.kills)["oom_kill"])


def watch(cgroup, file):
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    seen = {"samples": 0, "peak": 0, "limit": int(cgroup.limit.read_text()), "oom_kills": 0, "vanished": False}
    begin = time.monotonic()
    while not stopped.wait(max(0, begin + seen["samples"] * PERIOD - time.monotonic())):
        try:
            used, seen["oom_kills"] = cgroup.used(), cgroup.oom_kills()
        except OSError:  # the container is gone, and its cgroup with it
            seen["vanished"] = True
            break
        seen |= {"samples": seen["samples"] + 1, "used": used, "peak": max(seen["peak"], used)}
        if seen["samples"] % 10 == 1:
            write(file, seen)
    write(file, seen)


def write(file, seen):
    """A reader never sees half of it."""
    Path(f"{file}.new").write_text(json.dumps(seen, indent=2))
    os.replace(f"{file}.new", file)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        watch(Cgroup(sys.argv[1]), sys.argv[2])
    else:
        print(Cgroup(sys.argv[1]).used())
