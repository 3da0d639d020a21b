"""Prints what a run found, and decides whether it is good.

report.py DIRECTORY      with the files that `run` collects there; exit status 1 when something is wrong
"""

import json
import sys
from pathlib import Path

import digits

MEBIBYTE = 1 << 20
WANTED = 0.90  # of the objective
RATE = 50  # requests per second
STRATEGIES = ("Auto", "Exact", "ActivationProbability")  # the first is the shipped one


def interval(e):
    return f"{e['mean']:.3f} [{e['lower']:.3f}, {e['upper']:.3f}]"


def models_table(scored, exhaustive):
    """One line per model; priors are of the same rows, from the exhaustive evaluation of the set that is active."""
    idle = {name for name, model in scored["models"].items() if model["predicted"]}
    of_the_set = next((e for e in exhaustive if set(e["targets"]) == idle), None)
    if of_the_set is None:
        sys.exit(f"no evaluated set predicts exactly {sorted(idle)}")
    yield f"{'MODEL':<11} {'ANSWERED':<10} {'FROM':<26} {'PERFORMANCE [95 %]':<22} {'PRIOR':>6} {'SKILL':>6}"
    for name, model in scored["models"].items():
        if not model["predicted"]:
            yield f"{name:<11} {'exactly':<10} {'Triton':<26} {model['mean']:.3f}"
            continue
        prior = of_the_set["targets"][name]["prior"]
        skill = round((model["mean"] - prior) / (1 - prior), 2) + 0.0  # no minus before a zero
        sources = model["sources"].replace(",", ", ") or "nothing (constant)"
        yield f"{name:<11} {'predicted':<10} {sources:<26} {interval(model):<22} {prior:>6.3f} {skill:>6.2f}"


def active(scored):
    return sorted(name for name, model in scored["models"].items() if not model["predicted"])


def figures(scores, exhaustive, traffic, memory, turns):
    """What was measured, as names and texts; the scores by strategy."""
    best = max(exhaustive, key=lambda e: e["objective"])
    best_set, sets = ", ".join(sorted(best["set"])), len(exhaustive)
    cost = {box.name: box.mebibytes for box in digits.BLACK_BOXES}
    in_use, all_of_them = sum(cost[name] for name in active(scores[STRATEGIES[0]])), sum(cost.values())
    latency, slowest = traffic["latency_ms"], max(turn["seconds"] for turn in turns)
    return {
        "models in memory": f"{in_use} of {all_of_them} MiB, {1 - in_use / all_of_them:.0%} saved",
        **{f"F, {name}": f"{interval(s['objective'])} with {', '.join(active(s))}" for name, s in scores.items()},
        "F, best by brute force": f"{best['objective']:.3f} with {best_set}; of {sets} sets",
        "Triton's memory": f"peak {memory['peak'] / MEBIBYTE:.0f} MiB, limit {memory['limit'] / MEBIBYTE:.0f} MiB, "
        f"oom_kill {memory['oom_kills']}; {memory['samples']} samples",
        "requests": f"{traffic['requests_per_second']:.1f} per second, {traffic['requests']} in all, "
        f"p50 {latency['p50']:.1f} ms, p99 {latency['p99']:.1f} ms",
        "failed requests": f"{traffic['failed']}",
        "re-selections": f"{len(turns)} that changed the set, the slowest took {slowest:.1f} s",
    }


def wrong(scored, traffic, memory):
    """A sentence for everything that is not as it has to be."""
    yield from wrong_service(traffic, memory)
    if scored["objective"]["mean"] < WANTED:
        yield f"F is below {WANTED}"


def wrong_service(traffic, memory):
    """The same of what clients and Triton met."""
    if traffic["failed"]:
        yield f"{traffic['failed']} requests failed, the first of them: {'; '.join(traffic['failures'])}"
    if traffic["requests_per_second"] < RATE:
        yield f"the load was below {RATE} requests per second"
    if memory["oom_kills"]:
        yield "the kernel killed a process of Triton"
    if memory["vanished"]:
        yield "Triton's container was replaced during the run"


def report(directory):
    """Prints everything; whether all is well."""

    def read(name):
        return json.loads((directory / name).read_text())

    scores = {strategy: read(f"score-{strategy}.json") for strategy in STRATEGIES}
    shipped = scores[STRATEGIES[0]]
    traffic, memory, turns = read("traffic.json"), read("memory.json"), read("reselections.json")
    exhaustive = [json.loads(line) for line in (directory / "exhaustive.jsonl").read_text().splitlines()]
    print(*models_table(shipped, exhaustive), "", sep="\n")
    for name, text in figures(scores, exhaustive, traffic, memory, turns).items():
        print(f"{name:<25} {text}")
    sentences = list(wrong(shipped, traffic, memory))
    for sentence in sentences:
        print(f"WRONG: {sentence}")
    return not sentences


if __name__ == "__main__":
    sys.exit(0 if report(Path(sys.argv[1])) else 1)
