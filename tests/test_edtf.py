"""The first and last day that an EDTF value covers, and which values are none."""

from datetime import date

import pytest

from kg import edtf

BOUNDS = [
    ("2024-03-06", (2024, 3, 6), (2024, 3, 6)),
    ("2024-02", (2024, 2, 1), (2024, 2, 29)),
    ("199X", (1990, 1, 1), (1999, 12, 31)),
    ("18XX", (1800, 1, 1), (1899, 12, 31)),
    # the first century, which has no year 0
    ("00XX", (1, 1, 1), (99, 12, 31)),
    ("000X", (1, 1, 1), (9, 12, 31)),
    ("2018-33", (2018, 1, 1), (2018, 3, 31)),
    ("2018-24", (2018, 12, 1), (2019, 2, 28)),
    ("2018-06-11/2018-06-17", (2018, 6, 11), (2018, 6, 17)),
]


@pytest.mark.parametrize(("value", "first", "last"), BOUNDS)
def test_a_value_covers_its_days(value, first, last):
    assert edtf.bounds(value) == (date(*first), date(*last))


@pytest.mark.parametrize("value", ["", "0000", "2024-13", "2024-02-30", "2019/2018", "../..", "199X-05"])
def test_what_is_no_date_is_not_valid(value):
    assert not edtf.is_valid(value)
