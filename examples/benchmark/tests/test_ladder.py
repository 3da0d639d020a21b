"""The cuts, the means and the verdict of the ladder, by cases made by hand."""

import numpy as np
import pytest

import bench
import ladder


def test_blocks_train_on_disjoint_fifths_and_score_nothing_they_learned_from():
    cuts = [bench.cut_ring(bench.UNSEEN, ladder.TRAINED * n, 2 * ladder.TRAINED) for n in range(ladder.BLOCKS)]
    trained = np.concatenate([cut.profile[: ladder.TRAINED] for cut in cuts])
    assert len(np.unique(trained)) == len(trained) == 1095
    for cut in cuts:
        assert (len(cut.profile), len(cut.scored)) == (438, 659)
        assert sorted(np.concatenate([cut.profile, cut.scored])) == list(range(700, 1797))
    assert cuts[4].profile[-2:].tolist() == [915, 916] and cuts[4].scored[0] == 917


def target(performance, rungs, predictor="LINK", sources=("a",)):
    return {
        "performance": performance,
        "predictor": predictor,
        "sources": list(sources),
        "rungs": [
            {"predictor": kind, "sources": list(of), "selection": selection, "performance": reached}
            for kind, of, selection, reached in rungs
        ],
    }


PRIOR, LINK = ("PRIOR", [], 0.3, 0.2), ("LINK", ["a"], 0.7, 0.6)


def test_means_are_over_sets_of_one_size_of_means_over_their_targets():
    def line(set, *performances):
        return {"set": set, "targets": {str(i): {"performance": p} for i, p in enumerate(performances)}}

    sets = [line(["a"], 0.1, 0.3), line(["b"], 0.5, 0.7), line(["a", "b"], 0.9), line(["a", "b", "c"], 1), line([])]
    assert ladder.by_sources(sets[:4], lambda t: t["performance"]) == pytest.approx({1: 0.4, 2: 0.9, 3: 1})


def test_a_missing_rung_is_stood_for_by_a_simpler_one():
    both = target(0.6, [PRIOR, LINK])
    assert [ladder.rung(both, kind) for kind in ("PRIOR", "LINK", "ENSEMBLE", "JOINT")] == [0.2, 0.6, 0.6, 0.2]
    assert ladder.rung(target(0.2, [PRIOR]), "ENSEMBLE") == 0.2


def test_a_set_is_judged_by_the_samples_that_choose():
    line = {"set": ["a"], "targets": {"b": target(0.6, [PRIOR, LINK]), "c": target(0.2, [PRIOR], "PRIOR", [])}}
    assert ladder.chosen_before(line) == pytest.approx((1 + 0.7 + 0.3) / 3)


GOOD = {
    ladder.SERVED: {1: 0.63, 2: 0.78, 3: 0.84},
    ladder.BEST_LINK: {1: 0.62, 2: 0.74, 3: 0.8},
    ladder.ARTICLE_LINK: {1: 0.6, 2: 0.7, 3: 0.8},
}


def test_verdict():
    assert ladder.wrong(GOOD, 0.93) == []
    poor = GOOD | {ladder.SERVED: {1: 0.61, 2: 0.78, 3: 0.79}}
    assert ladder.wrong(poor, 0.92) == [
        "from 1 sources 0.6100 is served; the goal is 0.6150",
        "from 1 sources 0.6100 is served; best link, hidden 32 or more is 0.6200",
        "from 3 sources 0.7900 is served; the goal is 0.8250",
        "from 3 sources 0.7900 is served; best link, hidden 32 or more is 0.8000",
        "from 3 sources 0.7900 is served; article's link, hidden 2x is 0.8000",
        "F of Auto's set is 0.9200; the goal is 0.93",
    ]
