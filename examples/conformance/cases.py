"""One call each, the same for every server."""

from collections.abc import Callable
from dataclasses import dataclass

import repository
from seen import Seen
from servers import Server, Site

Call = Callable[[Server], Seen]


@dataclass(frozen=True)
class Case:
    """listed: which of the known differences it may show; values: whether tensors must be equal too."""

    name: str
    call: Call
    server: str = "runtime"
    listed: str = ""
    values: bool = True

    def against(self, site: Site) -> Server:
        return getattr(site, self.server)


@dataclass(frozen=True)
class Subject:
    """A model of one input and some outputs, FP32 [-1, 3] all, and the server that is asked about it."""

    model: str
    input: str
    outputs: tuple[str, ...]
    server: str
    values: bool

    def case(self, name: str, call: Call, listed: str = "") -> Case:
        return Case(f"{name} ({self.model})", call, self.server, listed, self.values)


SUBJECTS = [
    Subject(repository.ACTIVE, "X", ("Y",), "runtime", True),
    Subject(repository.INACTIVE, "X", ("Y",), "runtime", False),
    Subject(repository.GROUP, "image", ("active.Y", "inactive.Y"), "group", False),
]
