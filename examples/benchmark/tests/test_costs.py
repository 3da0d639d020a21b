"""What the kernel writes, and what is compared with it."""

import pytest

import costs

ROLLUP = """5583d6a6d000-7ffe1a5f2000 ---p 00000000 00:00 0                          [rollup]
Rss:              241664 kB
Pss:              240000 kB
Pss_Dirty:        224000 kB
Pss_Anon:         223232 kB
Pss_File:          15744 kB
Pss_Shmem:          1024 kB
"""


def test_file_pages_are_told_apart():
    assert costs.Pss.read(ROLLUP) == costs.Pss(memory=(223232 + 1024) * 1024, all=240000 * 1024)


def test_the_models_of_a_group_are_those_of_the_repository(tmp_path):
    costs.repository(3, tmp_path)
    assert [model["name"] for model in costs.group(3, "triton:1")["spec"]["models"]] == ["holds272", "holds240", "holds208"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["holds208", "holds240", "holds272"]
    assert "272 << 20" in (tmp_path / "holds272" / "1" / "model.py").read_text()


@pytest.mark.parametrize("quantity, expected", [("220Mi", 220), (str(3 << 20), 3), ("0", 0)])
def test_quantities_as_the_operator_writes_them(quantity, expected):
    assert costs.mebibytes(quantity) == expected
