"""How often a certificate is broken on images that nobody has seen, and what it accepts.

    certificate.py WEIGHTS [--short]      WEIGHTS is what fit.py wrote; --short: two resamplings, few epochs, no verdict

Upper, lower and attributes are active; class, parity, holes and box are predicted, and certified to disagree in at most
5 % of the accepted answers. The 1097 rows that the black boxes were not fitted on are put in a random order, a hundred
times: 500 are the profile (250 fit, 75 choose, 175 certify), 597 are fresh. Links that lead from or to other models
would not be asked, and are not trained. Beside it, five times, the rows in the order of their writers: what a
certificate comes to there is audited; it is guaranteed only for samples that are like those that certified.
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import profiles
import program
import tables
from bench import UNSEEN, Bench, Cut, cut_ring

ACTIVE = ("upper", "lower", "attributes")
PREDICTED = tuple(name for name in profiles.BOXES if name not in ACTIVE)
PAIRS = tuple((source, target) for source in ACTIVE for target in PREDICTED)
RATE = 0.05
OPTIONS = ("--set", ",".join(ACTIVE), "--max-disagreement", str(RATE))
PROFILE = 500
RESAMPLINGS, BROKEN = 100, 9
BLOCKS, STEP = 5, 219
ACCEPTED = {"class": 0.70, "parity": 0.70}


def resampling(number: int) -> Cut:
    order = np.random.default_rng(number).permutation(UNSEEN)
    return Cut(order[:PROFILE], order[PROFILE:])


@dataclass(frozen=True)
class Record:
    """What the certificates of one model came to on fresh images.

    trials: how many there were. certified: how many of them accepted anything. broken: how many accepted answers of
    which more than RATE disagree. accepted: mean share of answers. disagreement: mean rate over those that accepted.
    """

    trials: int
    certified: int
    broken: int
    accepted: float
    disagreement: float

    @staticmethod
    def of(certificates: list[dict]) -> "Record":
        held = [certificate["held"] for certificate in certificates]
        rates = [one["disagreement"] for one in held if one["accepted"] > 0]
        return Record(
            len(held),
            sum(certificate["certified"] for certificate in certificates),
            sum(rate > RATE for rate in rates),
            float(np.mean([one["accepted"] for one in held])),
            float(np.mean(rates)) if rates else 0.0,
        )


def records(bench: Bench, cuts: list[Cut]) -> dict[str, Record]:
    """The certificates of every predicted model over all cuts; as many at a time as there are cores."""

    def certificates(numbered: tuple[int, Cut]) -> dict[str, dict]:
        number, cut = numbered
        (line,) = bench.sets(cut, *OPTIONS, pairs=PAIRS, joint=profiles.JOINT)
        tables.progress(f"{number} of {len(cuts)}")
        return {name: line["targets"][name]["certificate"] for name in PREDICTED}

    with ThreadPoolExecutor(program.CORES) as workers:
        found = list(workers.map(certificates, enumerate(cuts, 1)))
    return {name: Record.of([one[name] for one in found]) for name in PREDICTED}


def wrong(resampled: dict[str, Record]) -> list[str]:
    """A sentence for every goal that is missed."""
    sentences = [
        f"{name} was broken in {record.broken} of {record.trials} resamplings; the goal is at most {BROKEN}"
        for name, record in resampled.items()
        if record.broken > BROKEN
    ]
    return sentences + [
        f"of {name} {resampled[name].accepted:.3f} is accepted; the goal is {share:.2f}"
        for name, share in ACCEPTED.items()
        if resampled[name].accepted < share
    ]


def show(title: str, found: dict[str, Record]) -> None:
    head = [title, "certified", "broken", "accepted", "disagreement"]
    rows = [
        [name, str(r.certified), f"{r.broken} of {r.trials}", f"{r.accepted:.3f}", f"{r.disagreement:.4f}"]
        for name, r in found.items()
    ]
    tables.show(head, rows)


def main() -> None:
    options = argparse.ArgumentParser(prog="benchmark certificate")
    options.add_argument("weights", type=Path)
    options.add_argument("--short", action="store_true")
    arguments = options.parse_args()
    bench = Bench.of(arguments.weights, arguments.short)
    trials, blocks = (2, 1) if arguments.short else (RESAMPLINGS, BLOCKS)
    tables.progress("time-ordered blocks")
    ordered = records(bench, [cut_ring(UNSEEN, STEP * number, PROFILE) for number in range(blocks)])
    tables.progress("random resamplings")
    resampled = records(bench, [resampling(number) for number in range(trials)])
    show("RANDOM RESAMPLINGS, 5 %", resampled)
    show("TIME-ORDERED, AUDITED", ordered)
    tables.end([] if arguments.short else wrong(resampled))


if __name__ == "__main__":
    main()
