"""What is counted of certificates, by cases made by hand."""

import dataclasses

import bench
import certificate


def test_resamplings_are_orders_of_all_unseen_rows():
    first, second = certificate.resampling(0), certificate.resampling(1)
    for cut in (first, second):
        assert (len(cut.profile), len(cut.scored)) == (500, 597)
        assert sorted([*cut.profile, *cut.scored]) == list(bench.UNSEEN)
    assert first.profile.tolist() != second.profile.tolist()
    assert first.profile.tolist() == certificate.resampling(0).profile.tolist()


def test_only_links_that_would_be_asked_are_trained():
    assert len(certificate.PAIRS) == 12
    assert ("upper", "class") in certificate.PAIRS and ("class", "upper") not in certificate.PAIRS


def printed(certified, accepted, disagreement):
    return {"certified": certified, "held": {"accepted": accepted, "disagreement": disagreement}}


def test_a_certificate_is_broken_above_its_rate_only():
    record = certificate.Record.of([printed(True, 0.8, 0.05), printed(True, 0.6, 0.051), printed(False, 0, 0)])
    assert record == certificate.Record(3, 2, 1, 1.4 / 3, 0.0505)
    assert certificate.Record.of([printed(False, 0, 0)]) == certificate.Record(1, 0, 0, 0, 0)


def test_verdict():
    good = {name: certificate.Record(100, 99, 9, 0.7, 0.03) for name in certificate.PREDICTED}
    assert certificate.wrong(good) == []
    poor = good | {
        "holes": dataclasses.replace(good["holes"], broken=10, accepted=0),
        "class": dataclasses.replace(good["class"], accepted=0.69),
    }
    assert certificate.wrong(poor) == [
        "holes was broken in 10 of 100 resamplings; the goal is at most 9",
        "of class 0.690 is accepted; the goal is 0.70",
    ]
