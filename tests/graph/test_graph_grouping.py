"""Grouping reports little by little ends where grouping all of them at once does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.grouping import group, regroup
from kg.graph.merging import Party, Telling, may_join, weigh
from kg.graph.times import cover_cells, file_cells, find_span

DAYS = [f"2024-03-{day:02d}" for day in range(1, 15)]
DATES = [None, *DAYS, "2024-03", "2024", "202X", "../2024-03-04", "2024-03-03/2024-03-08"]
THEMES = [(), ("truce",), ("aid",), ("truce", "aid")]

tellings = st.builds(
    lambda number, article, published, date, status, act, person, themes: Telling(
        report=f"r{article}-{number:02d}", article=f"a{article}", sentence=f"a{article}-s{number // 2}", start=number,
        published=published, language="ar", act=act, type="CONSULT", status=status, standing="Asserted",
        actors=(Party("egypt", "EGY", whole=True),), recipients=(Party(person, "USA", whole=person == "usa"),),
        said_by=(), themes=themes, topics=(), words=themes, places=(), date=date, cameo="", goldstein="0", mode=None,
        context=None, confidence=0.5, key="key",
    ),
    st.integers(0, 9), st.integers(0, 5), st.sampled_from([None, *DAYS]), st.sampled_from(DATES),
    st.sampled_from(["actual", "planned", "negated"]), st.sampled_from(["meet", "condemn"]),
    st.sampled_from(["usa", "blinken", "sullivan"]), st.sampled_from(THEMES),
)  # fmt: skip


def group_at_once(all_tellings: list[Telling]) -> set[frozenset[str]]:
    """The rule, plainly."""
    events: list[list[Telling]] = []
    for telling in sorted(all_tellings, key=lambda t: t.rank):
        weights = [weigh(telling, event) if may_join(telling, event[0]) else 0 for event in events]
        if max(weights, default=0) > 0:
            events[weights.index(max(weights))].append(telling)
        else:
            events.append([telling])
    return {frozenset(t.report for t in event) for event in events}


class Held:
    """Reports and their groups in memory, found by the same cells as in a store."""

    def __init__(self) -> None:
        self.tellings: dict[str, Telling] = {}
        self.groups: set[frozenset[str]] = set()

    def near(self, telling: Telling) -> list[Telling]:
        if telling.span is None:
            return [t for t in self.tellings.values() if t.article == telling.article]
        cells = cover_cells(telling.span, telling.article)
        wanted = None if cells is None else set(cells)
        return [
            t for t in self.tellings.values() if wanted is None or not wanted.isdisjoint(file_cells(t.span, t.article))
        ]

    def together(self, report: str) -> list[Telling]:
        return [self.tellings[r] for group in self.groups if report in group for r in group]

    def change(self, gone: list[Telling], new: list[Telling]) -> tuple[int, int]:
        old_events, new_events = regroup(gone, new, self)
        for t in gone:
            del self.tellings[t.report]
        self.tellings |= {t.report: t for t in new}
        for event in old_events:
            self.groups.remove(frozenset(t.report for t in event))
        for event in new_events:
            assert event == sorted(event, key=lambda t: t.order)
            self.groups.add(frozenset(t.report for t in event))
        return len(old_events), len(new_events)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.lists(tellings, max_size=6)), max_size=6))
def test_any_changes_end_in_the_groups_of_what_is_there(changes):
    held = Held()
    for remove, told in changes:
        for article in {t.article for t in told}:
            gone = [t for t in held.tellings.values() if t.article == article]
            published = next(t.published for t in told if t.article == article)
            new = {t.report: replace(t, published=published) for t in told if t.article == article and not remove}
            held.change(gone, list(new.values()))
            assert held.groups == group_at_once(list(held.tellings.values()))
    together = group(held.tellings.values())
    assert {frozenset(t.report for t in event) for event in together} == held.groups
    assert all(event == sorted(event, key=lambda t: t.order) for event in together)


def make(day: int) -> Telling:
    date = (dt.date(2000, 1, 1) + dt.timedelta(days=day)).isoformat()
    return Telling(
        report=f"r{day}", article=f"a{day}", sentence=f"s{day}", start=0, published=date, language="ar", act="meet",
        type="CONSULT", status="actual", standing="Asserted", actors=(Party("egypt", "EGY", whole=True),),
        recipients=(), said_by=(), themes=(), topics=(), words=(), places=(), date=date, cameo="", goldstein="0",
        mode=None, context=None, confidence=0.5, key="key",
    )  # fmt: skip


def test_a_change_looks_only_at_what_is_near_in_time():
    held = Held()
    for day in range(0, 4000, 2):
        held.tellings[f"r{day}"] = make(day)
        held.groups.add(frozenset([f"r{day}"]))
    looked = []
    near = held.near
    held.near = lambda telling: looked.extend(found := near(telling)) or found
    assert held.change([], [make(2001)]) == (0, 1)
    assert held.change([held.tellings["r2000"]], []) == (1, 0)
    assert 0 < len(looked) < 10


LENGTHS = st.one_of(st.integers(0, 5), st.integers(25, 140), st.just(511), st.just(5000))


@settings(max_examples=60, deadline=None)
@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), LENGTHS,
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)), LENGTHS,
)  # fmt: skip
def test_times_that_overlap_meet_in_a_cell(first, length, other, other_length):
    one = first, first + dt.timedelta(days=length)
    two = other, other + dt.timedelta(days=other_length)
    cells = cover_cells(one, "a")
    filed = file_cells(two, "b")
    assert 1 <= len(filed) <= 2
    if one[0] <= two[1] and two[0] <= one[1]:
        assert cells is None or not set(cells).isdisjoint(filed)


def test_what_lasts_for_ever_meets_everything():
    assert cover_cells(find_span("../2024", None, "actual"), "a") is None
    (cell,) = file_cells(find_span("2018/..", None, "actual"), "a")
    assert cell in set(cover_cells(find_span("2024-03-06", None, "actual"), "b"))


def test_what_has_no_time_is_found_from_its_own_article_only():
    assert find_span(None, None, "actual") is None and find_span(None, "soon", "actual") is None
    (cell,) = file_cells(None, "a")
    assert cell in set(cover_cells(find_span("2024-03-06", None, "actual"), "a"))
    assert cell not in set(cover_cells(find_span("2024-03-06", None, "actual"), "b"))
