"""Tables and verdicts as the benchmarks print them."""

import sys


def lines(head: list[str], rows: list[list[str]]) -> list[str]:
    """Columns as wide as they must be; the first is left-aligned, numbers are right-aligned."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    return [
        "  ".join(text.ljust(width) if i == 0 else text.rjust(width) for i, (text, width) in enumerate(zip(row, widths)))
        for row in [head, *rows]
    ]


def show(head: list[str], rows: list[list[str]]) -> None:
    print(*lines(head, rows), "", sep="\n", flush=True)


def end(sentences: list[str]) -> None:
    """Says which goals are missed; exit status 1 when there is one."""
    for sentence in sentences:
        print(f"WRONG: {sentence}")
    sys.exit(1 if sentences else 0)


def progress(text: str) -> None:
    print(f"benchmark: {text}", file=sys.stderr, flush=True)
