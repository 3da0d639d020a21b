import starts

GOOD = "serving 0 200000\narchive 1300 150000\nnone 2900 160000\narchive 1500 151000\nnone 3100 161000\n"


def test_figures_are_of_each_kind():
    looks = starts.read(GOOD)
    assert starts.rows(looks) == [
        ["as shipped", "2", "1.40", "1.50", "147"],
        ["without its archive of classes", "2", "3.00", "3.10", "157"],
    ]
    assert starts.wrong(looks) == []


def test_a_slow_start_and_a_large_process_are_named():
    looks = starts.read(GOOD.replace("archive 1500", "archive 2400").replace("200000", "260000"))
    assert [sentence.split(";")[0] for sentence in starts.wrong(looks)] == [
        "a start took 2.40 s",
        "253 MiB are resident while it serves",
    ]
