"""What a client sees of an answer, as fields that can be compared one by one."""

import json
import re
from dataclasses import dataclass, field

TENSORS = re.compile(r"\.data(\[|$)|raw_output_contents|^binary|contents")
ADDED = re.compile(r"mlink[-_]")
NAMES = re.compile(r"Got input\(s\) \[(.*?)\]")  # Triton names them in the order of its hash table
LENGTHS = re.compile(r"content-length|binary_data_size")


@dataclass(frozen=True)
class Seen:
    """status: of HTTP or gRPC. fields: everything else that was said, by its path."""

    status: object
    fields: dict[str, object] = field(default_factory=dict)

    def of(status, said: dict) -> "Seen":
        return Seen(status, dict(flatten("", said)))


def flatten(path: str, value):
    """(path, leaf) of a tree of dicts and lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(f"{path}.{key}" if path else str(key), inner)
    elif isinstance(value, (list, tuple)):
        yield (path + ".length", len(value))
        for index, inner in enumerate(value):
            yield from flatten(f"{path}[{index}]", inner)
    else:
        yield (path, shown(value))


def shown(value):
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, str) and (inputs := NAMES.search(value)):
        return value.replace(inputs[1], ",".join(sorted(inputs[1].split(","))))
    return value if isinstance(value, (str, int, bool, type(None))) else repr(value)


def body(content: bytes, json_length: int | None) -> dict:
    """A body of HTTP: JSON, and behind it the tensors that come as bytes; text where it is no JSON."""
    length = len(content) if json_length is None else json_length
    head, tail = content[:length], content[length:]
    try:
        tree = json.loads(head) if head else ""
    except ValueError:
        tree = head.decode(errors="replace")
    return {"json": tree, "binary": tail.hex(), "binary_length": len(tail)}


def differences(triton: Seen, other: Seen, values: bool) -> list[str]:
    """Sentences about what differs.

    values: whether tensors must be equal too, and nothing may be added; where not, they only must be there.
    """
    found = [] if triton.status == other.status else [f"status: {triton.status} by Triton, {other.status}"]
    for path in sorted(triton.fields.keys() | other.fields.keys()):
        if ADDED.search(path) or not values and (TENSORS.search(path) or LENGTHS.search(path)):
            continue
        mine, theirs = triton.fields.get(path, "(nothing)"), other.fields.get(path, "(nothing)")
        if mine != theirs:
            found.append(f"{path}: {str(mine)[:300]!r} by Triton, {str(theirs)[:300]!r}")
    return found
