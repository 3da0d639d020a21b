"""The served predictors against every simpler one, on five time-ordered blocks of digits.

    ladder.py WEIGHTS [--short]      WEIGHTS is what fit.py wrote; --short learns one block in few epochs and judges nothing

The black boxes are fitted on rows 0-699. The other 1097 rows, in time order and taken as a ring, are cut five times:
block b begins 219 b rows after row 700. The 438 rows from there are the profile, which the link-runtime splits as it
always does: 219 fit, 66 choose, 153 certify; the 659 rows that follow are only scored. `Auto` is tried as in the quick
start: it learns from rows 700-1199 and is scored on rows 1200-1796.
"""

import argparse
from pathlib import Path

import numpy as np

import digits
import profiles
import tables
from bench import UNSEEN, Bench, Cut, cut_ring

BLOCKS = 5
TRAINED = 219
GOALS = {1: 0.615, 2: 0.765, 3: 0.825}  # by the number of sources
OBJECTIVE = 0.93
BUDGET = "640Mi"
SERVED, BEST_LINK, ARTICLE_LINK = "served", "best link, hidden 32 or more", "article's link, hidden 2x"
RUNGS = {"prior": "PRIOR", "ridge": "RIDGE", BEST_LINK: "LINK", "joint": "JOINT"}
ARTICLE_RUNGS = {ARTICLE_LINK: "LINK", "article's ensemble": "ENSEMBLE"}
SIMPLER = {"ENSEMBLE": "LINK", "LINK": "PRIOR", "RIDGE": "PRIOR", "JOINT": "PRIOR"}


def by_sources(sets: list[dict], performance) -> dict[int, float]:
    """For 1, 2 and 3 sources: the mean over all sets of that size of the mean over the targets not executed.

    sets: what `evaluate` prints. performance: takes a target of a set as printed.
    """
    means = {size: [] for size in GOALS}
    for line in sets:
        if len(line["set"]) in means:
            means[len(line["set"])].append(np.mean([performance(target) for target in line["targets"].values()]))
    return {size: float(np.mean(of_sets)) for size, of_sets in means.items()}


def rung(target: dict, kind: str) -> float:
    """What this rung would reach; where a set has none of this kind, the simpler one that stands for it."""
    found = {each["predictor"]: each["performance"] for each in target["rungs"]}
    while kind not in found:
        kind = SIMPLER[kind]
    return found[kind]


def figures(sets: list[dict], rungs: dict[str, str]) -> dict[str, dict[int, float]]:
    return {name: by_sources(sets, lambda target, kind=kind: rung(target, kind)) for name, kind in rungs.items()}


def chosen_before(line: dict) -> float:
    """F(A) of a set on the samples that a choice may look at."""
    idle = [
        next(
            rung["selection"]
            for rung in target["rungs"]
            if (rung["predictor"], rung["sources"]) == (target["predictor"], target["sources"])
        )
        for target in line["targets"].values()
    ]
    return (len(line["set"]) + sum(idle)) / (len(line["set"]) + len(idle))


def wrong(means: dict[str, dict[int, float]], objective: float) -> list[str]:
    """A sentence for every goal that is missed; `means` are over the blocks, by predictor and number of sources."""
    sentences = []
    for size, goal in GOALS.items():
        rivals = {"the goal": goal} | {name: means[name][size] for name in (BEST_LINK, ARTICLE_LINK)}
        for name, value in rivals.items():
            if means[SERVED][size] < value:
                sentences.append(f"from {size} sources {means[SERVED][size]:.4f} is served; {name} is {value:.4f}")
    if objective < OBJECTIVE:
        sentences.append(f"F of Auto's set is {objective:.4f}; the goal is {OBJECTIVE}")
    return sentences


def block(bench: Bench, number: int) -> dict[str, dict[int, float]]:
    """The figures of one block, by predictor."""
    tables.progress(f"block {number + 1} of {BLOCKS}")
    cut = cut_ring(UNSEEN, TRAINED * number, 2 * TRAINED)
    ladder = bench.sets(cut, joint=profiles.JOINT)
    article = bench.sets(cut, recipe=profiles.article)
    served = by_sources(ladder, lambda target: target["performance"])
    return {SERVED: served} | figures(ladder, RUNGS) | figures(article, ARTICLE_RUNGS)


def auto(bench: Bench) -> dict:
    """The set of the quick start: the best that fits its budget, judged by samples that are not scored."""
    tables.progress("Auto within the budget of the quick start")
    rows = np.arange(digits.SCORED.stop)
    memory = ",".join(f"{box.name}={box.mebibytes}Mi" for box in digits.BLACK_BOXES)
    options = ["--budget", BUDGET, "--memory", memory]
    sets = bench.sets(Cut(rows[digits.LEARNED], rows[digits.SCORED]), *options, joint=profiles.JOINT)
    return max(sets, key=chosen_before)


def show(blocks: list[dict[str, dict[int, float]]], means: dict[str, dict[int, float]]) -> None:
    head = [f"MEAN OVER {len(blocks)} BLOCKS (LEAST)"] + [f"{size} source{'s'[: size - 1]}" for size in GOALS]
    rows = [["goal"] + [f"{goal:.3f}        " for goal in GOALS.values()]]
    for name, mean in means.items():
        least = {size: min(one[name][size] for one in blocks) for size in GOALS}
        rows.append([name] + [f"{mean[size]:.3f} ({least[size]:.3f})" for size in GOALS])
    tables.show(head, rows)


def main() -> None:
    options = argparse.ArgumentParser(prog="benchmark ladder")
    options.add_argument("weights", type=Path)
    options.add_argument("--short", action="store_true")
    arguments = options.parse_args()
    bench = Bench.of(arguments.weights, arguments.short)
    blocks = [block(bench, number) for number in range(1 if arguments.short else BLOCKS)]
    best = auto(bench)
    means = {
        name: {size: float(np.mean([one[name][size] for one in blocks])) for size in GOALS} for name in blocks[0]
    }
    show(blocks, means)
    print(f"Auto within {BUDGET}: {', '.join(best['set'])}; F on rows 1200-1796 is {best['objective']:.4f}\n")
    tables.end([] if arguments.short else wrong(means, best["objective"]))


if __name__ == "__main__":
    main()
