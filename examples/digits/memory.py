"""Watches the memory of Triton's container until SIGTERM; what was seen is in a file of JSON all the time.

    memory.py host CONTAINER_ID FILE.json       from the cgroup of a container of this machine
    memory.py pod NAMESPACE POD FILE.json       from inside the pod, for a cluster whose nodes are elsewhere

Ten samples a second of rss + shmem, by cgroups of version 1 or 2: what is really taken, without the page cache, which
the kernel gives back by itself. Without FILE.json the memory is printed once, in bytes.
"""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

PERIOD = 0.1
ROOTS = ("/sys/fs/cgroup/memory", "/sys/fs/cgroup")  # of version 1, of version 2
FILES = ("memory.stat", "memory.events", "memory.oom_control")  # lines of a name and a number; a version lacks one
LIMITS = ("memory.max", "memory.limit_in_bytes")
END = "end"


def host(container):
    """The fields of one sample after the other, as a dictionary, until the container is gone."""
    root = next(root for root in map(Path, ROOTS) if (root / "cgroup.procs").exists())
    cgroup = next((path for path in root.rglob(f"*{container}*") if path.is_dir()), None)
    if cgroup is None:
        sys.exit(f"no cgroup of container {container} below {root}: run this on the container's node, or watch the pod")
    while cgroup.exists():
        try:
            files = [cgroup / name for name in FILES if (cgroup / name).exists()]
            limit = next(cgroup / name for name in LIMITS if (cgroup / name).exists()).read_text()
            yield dict(line.split() for line in chain(*(f.read_text().splitlines() for f in files), [f"limit {limit}"]))
        except (OSError, StopIteration):
            return
        time.sleep(PERIOD)


def pod(namespace, name):
    """The same from a shell in the pod, which counts a little itself; until the pod is gone."""
    script = (
        f"cd {ROOTS[0]} 2>/dev/null || cd {ROOTS[1]}; "
        f"while cat {' '.join(FILES)} 2>/dev/null; echo limit $(cat {' '.join(LIMITS)} 2>/dev/null); echo {END}; "
        f"do sleep {PERIOD}; done"
    )
    command = ["kubectl", "exec", "--namespace", namespace, name, "--", "sh", "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as shell:
        fields = {}
        try:
            for line in shell.stdout:
                if line.strip() == END:
                    yield fields
                    fields = {}
                else:
                    key, value = line.split()
                    fields[key] = value
        finally:
            shell.terminate()


def used(fields):
    parts = ("total_rss", "total_shmem") if "total_rss" in fields else ("anon", "shmem")
    return sum(int(fields[part]) for part in parts)


def watch(samples, file):
    seen = {"samples": 0, "peak": 0, "oom_kills": 0, "vanished": False}
    try:
        for fields in samples:
            seen |= {"samples": seen["samples"] + 1, "used": used(fields), "limit": int(fields["limit"])}
            seen |= {"peak": max(seen["peak"], seen["used"]), "oom_kills": int(fields["oom_kill"])}
            if seen["samples"] % 10 == 1:
                write(file, seen)
        seen["vanished"] = True
    except KeyboardInterrupt:
        pass
    write(file, seen)


def write(file, seen):
    """A reader never sees half of it."""
    Path(f"{file}.new").write_text(json.dumps(seen, indent=2))
    os.replace(f"{file}.new", file)


def interrupt(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    source, *rest = sys.argv[1:]
    source, count = {"host": (host, 1), "pod": (pod, 2)}[source]
    samples = source(*rest[:count])
    if len(rest) > count:
        watch(samples, rest[count])
    else:
        print(used(next(samples)))
