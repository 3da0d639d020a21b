"""How long a link-runtime takes until it is ready, and what it takes while it serves.

starts.py FILE      lines of `serving 0 KIB`, and of `archive MILLISECONDS KIB` and `none MILLISECONDS KIB` per start; exit
                    status 1 when a goal is missed
"""

import sys
from pathlib import Path
from statistics import median

import tables

READY = 2000  # milliseconds, for every start after the first
RESIDENT = 250 * 1000 * 1000  # bytes while it serves
NAMES = {"archive": "as shipped", "none": "without its archive of classes"}


def read(text: str) -> dict[str, list[tuple[int, int]]]:
    """Milliseconds and resident bytes, by kind."""
    looks = {}
    for kind, milliseconds, kibibytes in map(str.split, text.splitlines()):
        looks.setdefault(kind, []).append((int(milliseconds), int(kibibytes) << 10))
    return looks


def rows(looks: dict) -> list[list[str]]:
    return [
        [name, str(len(looks[kind])), *(f"{figure / 1000:.2f}" for figure in spread(looks[kind])), mebibytes(looks[kind])]
        for kind, name in NAMES.items()
    ]


def spread(starts: list[tuple[int, int]]) -> tuple[float, int]:
    times = [milliseconds for milliseconds, _ in starts]
    return median(times), max(times)


def mebibytes(starts: list[tuple[int, int]]) -> str:
    return f"{median(size for _, size in starts) / (1 << 20):.0f}"


def wrong(looks: dict) -> list[str]:
    """The pod itself was the first start."""
    sentences = []
    slowest = max(milliseconds for milliseconds, _ in looks["archive"])
    if slowest > READY:
        sentences.append(f"a start took {slowest / 1000:.2f} s; at most {READY / 1000:g} s are allowed")
    serving = looks["serving"][0][1]
    if serving > RESIDENT:
        sentences.append(f"{serving >> 20} MiB are resident while it serves; at most {RESIDENT >> 20} are allowed")
    return sentences


def main() -> None:
    looks = read(Path(sys.argv[1]).read_text())
    tables.show(["ready after", "starts", "median s", "longest s", "resident MiB then"], rows(looks))
    print(f"resident after a minute of traffic: {looks['serving'][0][1] >> 20} MiB\n")
    tables.end(wrong(looks))


if __name__ == "__main__":
    main()
