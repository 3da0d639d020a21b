"""The processes and the memory of the containers on this machine, which is the node of the local cluster."""

import os
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import memory

PROC = Path("/proc")
EVERY = 0.5  # seconds between looks for containers that are new


@dataclass(frozen=True)
class Process:
    """One process. cgroup: of its memory, which names the pod's UID and the container."""

    pid: int
    command: str
    cgroup: str

    @property
    def container(self) -> str:
        return self.cgroup.rsplit("/", 1)[-1]

    def kill(self):
        self.signal(signal.SIGKILL)

    def signal(self, number):
        os.kill(self.pid, number)

    def file(self, path: str) -> Path:
        """A file as the process sees it."""
        return PROC / str(self.pid) / "root" / path.lstrip("/")


def cgroup_of(text: str) -> str:
    """The memory cgroup in a /proc/PID/cgroup, of version 1 or 2."""
    lines = [line.split(":", 2) for line in text.splitlines()]
    of_memory = [path for _, controllers, path in lines if "memory" in controllers.split(",")]
    return of_memory[0] if of_memory else next((path for number, _, path in lines if number == "0"), "")


def processes(program: str, pod: str = "") -> list[Process]:
    """Those of pods, or of one pod by its UID, whose command line has the program's name in it."""
    found = []
    for directory in PROC.glob("[0-9]*"):
        try:
            command = (directory / "cmdline").read_text().replace("\0", " ")
            cgroup = cgroup_of((directory / "cgroup").read_text())
        except OSError:
            continue  # it has ended meanwhile
        if program in command and "kubepods" in cgroup and pod in cgroup:
            found.append(Process(int(directory.name), command, cgroup))
    return found


def out_of_memory_kills() -> int:
    """How many processes the kernel has killed for want of memory since it started, in whatever container."""
    fields = dict(line.split() for line in (PROC / "vmstat").read_text().splitlines())
    return int(fields["oom_kill"])


class MemoryWatch:
    """Samples every container of a program ten times a second, those that come later too, until it is stopped."""

    def __init__(self, program: str):
        self.program = program
        self.stopped = threading.Event()
        self.lock = threading.Lock()
        self.watched, self.peak, self.limit, self.samples = set(), {}, 0, 0
        self.thread = threading.Thread(target=self.look, daemon=True)

    def start(self):
        self.thread.start()
        return self

    def stop(self):
        self.stopped.set()
        self.thread.join()

    def since(self) -> int:
        """The peak of all containers, in bytes, since this was last asked."""
        with self.lock:
            peak = max(self.peak.values(), default=0)
            self.peak = {}
            return peak

    def look(self):
        while not self.stopped.wait(EVERY):
            for container in {process.container for process in processes(self.program)} - self.watched:
                self.watched.add(container)
                threading.Thread(target=self.sample, args=(container,), daemon=True).start()

    def sample(self, container):
        try:
            for fields in memory.host(container):
                if self.stopped.is_set():
                    return
                with self.lock:
                    self.samples += 1
                    self.limit = max(self.limit, int(fields["limit"]))
                    self.peak[container] = max(self.peak.get(container, 0), memory.used(fields))
        except SystemExit:
            pass  # the container was gone before its first sample


def wait_until(seconds: float, holds) -> bool:
    """Asks ten times a second, and says whether it held in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False
