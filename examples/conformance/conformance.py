"""Asks Triton and the link-runtime the same and compares what comes back, field by field.

conformance.py [--only TEXT] [--show]     only calls whose names contain a text; all that was seen of them
"""

import argparse
import collections
import sys

import clients
import killers
import raw_grpc
import raw_http
from cases import Case
from seen import Seen, differences
from servers import Site, site

LISTED = {
    "introduction": "the server introduces itself as mlink, with its own version and the extensions that it answers",
    "refused": "load, unload, trace and log settings and shared memory are refused with a sentence",
    "group": "the group has a configuration of its own: platform mlink, no instances",
    "parser": "what is wrong with a text that is no JSON at all is said in the parser's own words",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with site() as servers:
        chosen = [case for case in every_case() if options.only in case.name]
        found = [(case, compared(servers, case, options.show)) for case in chosen]
        deadly = [(name, killed(servers, *call)) for name, call in killers.calls().items() if options.only in name]
    sys.exit(report(found, deadly))


def every_case() -> list[Case]:
    return [*clients.all_cases(), *raw_grpc.all_cases(), *raw_http.all_cases()]


def compared(servers: Site, case: Case, show: bool) -> list[str]:
    triton, other = seen(case.call, servers.triton), seen(case.call, case.against(servers))
    if show:
        print(case.name, triton, other, sep="\n  ")
    return differences(triton, other, case.values)


def seen(call, server) -> Seen:
    """A client that breaks is something to see too."""
    try:
        return call(server)
    except Exception as failure:  # noqa: BLE001
        return Seen(f"{type(failure).__name__}: {str(failure)[:200]}")


def killed(servers: Site, subject, call) -> list[str]:
    answer = seen(call, getattr(servers, subject.server))
    wrong = [] if killers.refused(answer) else [f"answered {answer.status} {str(answer.fields)[:200]}"]
    return wrong if servers.alive() else [*wrong, "Triton, or a model of it, is dead"]


def report(found: list, deadly: list) -> int:
    listed = collections.Counter()
    wrong = []
    for case, differing in found:
        if differing and case.listed:
            listed[case.listed] += 1
        elif differing:
            wrong.append((case.name, differing))
    wrong += [(name, differing) for name, differing in deadly if differing]
    for name, differing in wrong:
        print(name, *differing[:6], sep="\n    ")
    print(f"\n{len(found)} calls to both, {len(deadly)} that kill Triton to the link-runtime alone")
    for name, count in listed.items():
        print(f"listed difference, {count} calls: {LISTED[name]}")
    print(f"{len(listed)} listed differences, {len(wrong)} calls that differ otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
