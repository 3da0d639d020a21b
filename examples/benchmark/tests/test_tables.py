"""Tables and verdicts."""

import pytest

import tables


def test_names_to_the_left_numbers_to_the_right():
    assert tables.lines(["NAME", "F"], [["a", "0.5"], ["longer", "0.25"]]) == [
        "NAME       F",
        "a        0.5",
        "longer  0.25",
    ]


def test_a_missed_goal_is_said_and_is_an_exit_status(capsys):
    with pytest.raises(SystemExit) as end:
        tables.end(["it was slow"])
    assert end.value.code == 1 and capsys.readouterr().out == "WRONG: it was slow\n"
    with pytest.raises(SystemExit) as end:
        tables.end([])
    assert end.value.code == 0
