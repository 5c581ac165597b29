"""English dates as a table: sentences of our own, each with its publication date and the mentions it must give."""

import pytest

from kg.languages.calendars import Calendar
from kg.languages.dates import KINDS, find_dates, load_calendar

WED = "2024-03-06"  # a Wednesday

#: (text, published, {mention: EDTF}); nothing else may be found.
CASES: list[tuple[str, str | None, dict[str, str | None]]] = [
    ("They signed it on March 5, 2023.", WED, {"March 5, 2023": "2023-03-05"}),
    ("They signed it on March 5th, 2023.", WED, {"March 5th, 2023": "2023-03-05"}),
    ("They signed it on 5 March 2023.", WED, {"5 March 2023": "2023-03-05"}),
    ("They signed it on the 5th of March 2023.", WED, {"the 5th of March 2023": "2023-03-05"}),
    ("They signed it on 2023-03-05.", WED, {"2023-03-05": "2023-03-05"}),
    ("They signed it on 03/05/2023.", WED, {"03/05/2023": "2023-03-05"}),
    ("They signed it on Nov. 29.", WED, {"Nov. 29": "2023-11-29"}),
    ("They met on Tuesday, March 5, 2024.", WED, {"Tuesday, March 5, 2024": "2024-03-05"}),
    ("They met in November 2022.", WED, {"November 2022": "2022-11"}),
    ("They met in November, 2022.", WED, {"November, 2022": "2022-11"}),
    ("They met in September.", WED, {"September": "2023-09"}),
    ("They met in mid-September.", WED, {"mid-September": "2023-09"}),
    ("They met in early November 2022.", WED, {"early November 2022": "2022-11"}),
    ("They met last November.", WED, {"last November": "2023-11"}),
    ("They will meet next May.", WED, {"next May": "2024-05"}),
    ("They will meet in June.", WED, {"June": "2024-06"}),
    ("They met in May.", "2024-07-01", {"May": "2024-05"}),
    ("They met in March of last year.", WED, {"March of last year": "2023-03"}),
    ("They left in 2015.", WED, {"2015": "2015"}),
    ("They left the bloc (2015).", WED, {"2015": "2015"}),
    ("They hailed the 2015 agreement.", WED, {"2015": "2015"}),
    ("It was revised in a 1994 treaty.", WED, {"1994": "1994"}),
    ("It was revised in late 2013.", WED, {"late 2013": "2013"}),
    ("The ministry said on Wednesday.", WED, {"Wednesday": "2024-03-06"}),
    ("The ministry said on Thursday.", WED, {"Thursday": "2024-02-29"}),
    ("The envoy will arrive on Thursday.", WED, {"Thursday": "2024-03-07"}),
    ("The envoy arrived last Tuesday.", WED, {"last Tuesday": "2024-03-05"}),
    ("The envoy arrives next Tuesday.", WED, {"next Tuesday": "2024-03-12"}),
    ("The envoy arrived this Monday.", WED, {"this Monday": "2024-03-04"}),
    ("The envoy arrived Tuesday night.", WED, {"Tuesday night": "2024-03-05"}),
    ("The envoy arrived on Tuesday of last week.", WED, {"Tuesday of last week": "2024-02-27"}),
    ("The envoy arrived on Tuesday.", None, {"Tuesday": None}),
    ("The two spoke today.", WED, {"today": "2024-03-06"}),
    ("The two welcomed today's announcement.", WED, {"today": "2024-03-06"}),
    ("The two spoke yesterday.", WED, {"yesterday": "2024-03-05"}),
    ("The two will speak tomorrow.", WED, {"tomorrow": "2024-03-07"}),
    ("The two spoke yesterday.", "2024", {"yesterday": None}),
    ("The two met last week.", WED, {"last week": "2024-02-26/2024-03-03"}),
    ("The two meet next week.", WED, {"next week": "2024-03-11/2024-03-17"}),
    ("The two met earlier this month.", WED, {"earlier this month": "2024-03"}),
    ("The two met last month.", "2024-01-10", {"last month": "2023-12"}),
    ("The two met last year.", "2018", {"last year": "2017"}),
    ("The two met two days ago.", WED, {"two days ago": "2024-03-04"}),
    ("The bloc was left five years ago.", WED, {"five years ago": "2019"}),
    ("The bloc was left about four years ago.", WED, {"about four years ago": "2020~"}),
    ("The bloc was left several years ago.", WED, {"several years ago": None}),
    ("They had talks over the past two months.", WED, {"over the past two months": "2024-01-06/2024-03-06"}),
    ("They plan talks in the coming days.", WED, {"in the coming days": None}),
    ("He will travel July 24-August 1.", "2022-07-23", {"July 24-August 1": "2022-07-24/2022-08-01"}),
    ("He will travel July 24-28, 2023.", WED, {"July 24-28, 2023": "2023-07-24/2023-07-28"}),
    (
        "He will travel from 28 February to 2 March 2018.",
        WED,
        {"from 28 February to 2 March 2018": "2018-02-28/2018-03-02"},
    ),
    ("Ships sailed during October and November.", WED, {"October and November": "2023-10/2023-11"}),
    ("They met between 2015 and 2018.", WED, {"between 2015 and 2018": "2015/2018"}),
    ("They met on Monday and Tuesday.", WED, {"Monday and Tuesday": "2024-03-04/2024-03-05"}),
    ("The 1950-53 war ended.", WED, {"1950-53": "1950/1953"}),
    ("It was agreed in the 1990s.", WED, {"the 1990s": "199X"}),
    ("It was agreed in the nineties.", WED, {"the nineties": "199X"}),
    ("It goes back to the 19th century.", WED, {"the 19th century": "18XX"}),
    ("It goes back to the nineteenth century.", WED, {"the nineteenth century": "18XX"}),
    ("It began in spring 2011.", WED, {"spring 2011": "2011-21"}),
    ("It fell in the first quarter of 2018.", WED, {"the first quarter of 2018": "2018-01/2018-03"}),
    ("It was signed on 15 Ramadan 1436 AH.", WED, {"15 Ramadan 1436 AH": "2015-07-02"}),
    ("They spoke on Monday, a day after the summit.", WED, {"Monday": "2024-03-04", "a day after": "2024-03-03"}),
]

#: What only looks like a date.
FALSE_FRIENDS = [
    "The envoy may travel again.",
    "Talks may resume and the army may march on.",
    "Resolution 2231 of the Council",
    "The second round of talks",
    "They won 2-1 in the match.",
    "Call +1 202 555 0100 for details.",
    "More than 2000 troops were sent.",
    "Aid worth 1,990 dollars",
    "It rose by 12.5 percent.",
    "USA Today reported the talks.",
    "Discounts on Black Friday",
    "Prime Minister Theresa May spoke.",
    "The envoy sat with the minister in the sun.",
    "The third party and the fourth one",
    "The prices will fall and the talks spring up.",
    "",
]


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return load_calendar("en")


@pytest.mark.parametrize(("text", "published", "expected"), CASES, ids=[f"{i}-{c[0]}" for i, c in enumerate(CASES)])
def test_dates(calendar: Calendar, text: str, published: str | None, expected: dict[str, str | None]) -> None:
    mentions = find_dates(text, published, calendar)
    assert {m.text: m.edtf for m in mentions} == expected
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.kind in KINDS


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends(calendar: Calendar, text: str) -> None:
    assert find_dates(text, WED, calendar) == []
