"""Which reports may tell of the same act, and why two do not.

Two reports can tell of one event only when their merge keys are equal: the family of the act and the countries (or
organisations) of those who did it. Among those, `why_apart` decides pair by pair: times must overlap, nobody named may
contradict, and where the act is known by its content, the content must agree. To whom it was done is often left out in
one of two reports; that is no contradiction where the content is the same. An event is a set of reports that are
compatible each with each; `kg.graph.grouping` finds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from kg.graph.things import content_words
from kg.graph.times import Span, find_span
from kg.model import RECIPROCAL_ACTS, Event, Participant
from kg.vocabulary.acts import ACTS

__all__ = ["TOGETHER", "Party", "Telling", "compatible", "make_merge_key", "name_cell", "why_apart", "why_together"]

#: Acts that are known by who, whom and when; all others are also known by what they are about.
CONTACTS = frozenset(
    "meet visit receive call appoint accredit open-mission establish-relations restore-relations cut-relations recall "
    "resign exchange-prisoners ceasefire declare-ceasefire clash".split()
)

#: A date that covers more than this needs agreeing content besides.
COARSE = timedelta(days=31)

#: Statuses of what has happened, and of what has not yet.
DONE, AHEAD_OF = frozenset({"actual"}), frozenset({"planned", "possible"})

#: Begins the merge keys of reports that somebody has put together: these are one event whatever they say.
TOGETHER = "together|"

#: Share of common words from which two themes are taken for the same, and below which for different ones.
SAME, DIFFERENT = 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Party:
    """A participant of a report: IRI, country code, and whether it stands for its state as a whole."""

    iri: str
    code: str | None
    whole: bool


@dataclass(frozen=True)
class Telling:
    """What merging needs to know of one report."""

    report: str
    article: str
    sentence: str
    start: int
    published: str | None
    language: str | None
    act: str
    type: str
    status: str
    standing: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    said_by: tuple[str, ...]
    themes: tuple[str, ...]
    topics: tuple[str, ...]
    words: tuple[str, ...]
    places: tuple[str, ...]
    date: str | None
    cameo: str
    goldstein: str
    mode: str | None
    context: str | None
    confidence: float
    labels: tuple[tuple[str, str], ...] = ()
    """The report as a statement, each with its language."""
    key: str | None = None
    """The merge key; a report without one is an event of its own."""
    apart: frozenset[str] = frozenset()
    """Reports that somebody has said do not tell of the same event."""

    @property
    def order(self) -> tuple[str, str, int, str]:
        """The canonical order of reports: as published, undated articles last."""
        return self.published or "9999", self.article, self.start, self.report

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that say what the act is about."""
        return content_words(*self.words)

    @cached_property
    def span(self) -> Span | None:
        """The days on which the act may lie; None when nothing tells."""
        return find_span(self.date, self.published, self.status)

    @cached_property
    def rank(self) -> tuple[bool, bool, timedelta, tuple[str, str, int, str]]:
        """The order in which reports join events: exact dates first, so that no vague one decides for them."""
        span = self.span
        return span is None, not self.date, span[1] - span[0] if span else timedelta(), self.order


def make_merge_key(event: Event) -> str | None:
    """The merge key of an event, None when it has no actors or a participant whom the text leaves open."""
    people = (*event.actors, *event.recipients)
    if not event.actors or not all(x.resolved for x in people):
        return None
    family = ACTS[event.act].family
    if event.act in RECIPROCAL_ACTS:
        return f"{family}|{_join_codes(people)}"
    return f"{family}|{_join_codes(event.recipients if event.act == 'receive' else event.actors)}>"


def _join_codes(side: Iterable[Participant]) -> str:
    return ",".join(sorted({x.country or x.id or x.name for x in side}))


def name_cell(key: str, cell: str) -> str:
    """The cell of time of a merge key, under which its reports are filed (`kg.graph.times`)."""
    return f"{key}@{cell}"


def compatible(a: Telling, b: Telling) -> bool:
    """Whether two reports with one merge key can tell of the same event."""
    return why_apart(a, b) is None


def why_apart(a: Telling, b: Telling) -> str | None:
    """Why two reports with one merge key tell of different events, in a plain phrase; None when they may be one."""
    if b.report in a.apart or a.report in b.apart:
        return "a correction keeps them apart"
    if a.key is not None and a.key == b.key and a.key.startswith(TOGETHER):
        return None
    if a.sentence == b.sentence:
        return "one sentence tells of both, by different words"
    if not _same_people(a, b):
        return "different persons or bodies of the same country"
    likeness = _likeness(a, b)
    alike = likeness is not None and likeness >= SAME
    if likeness is not None and likeness < DIFFERENT and not _known_by_contact(a, b):
        return "about different things"
    mine, yours = _others(a), _others(b)
    if mine != yours and not (alike and (mine <= yours or yours <= mine)):
        return "done to others"
    together = a.article == b.article
    if together and not (a.date and b.date) and {a.status, b.status} & DONE and {a.status, b.status} & AHEAD_OF:
        return "one article tells of both, of one as done and of the other as still to come"
    if a.span is None or b.span is None:
        if together and (alike or likeness is None):
            return None
        return "when at least one of them happened is not known"
    overlap = a.span[0] <= b.span[1] and b.span[0] <= a.span[1]
    if not overlap:
        return "at different times"
    coarse = max(x[1] - x[0] for x in (a.span, b.span)) > COARSE
    if (coarse or not (a.date and b.date)) and not (alike or together or (_known_by_contact(a, b) and not coarse)):
        return "their times are too vague to take them for one"
    if not _known_by_contact(a, b) and likeness is None and not together and not (a.date and b.date):
        return "nothing shows that they are about the same"
    return None


def why_together(a: Telling, b: Telling) -> dict[str, str]:
    """Why two compatible reports are taken for one event, as a phrase in each language (``en``, ``ar``)."""
    if a.key is not None and a.key.startswith(TOGETHER):
        return {"en": "a correction puts them together", "ar": "تصحيح يجمع بينهما"}
    told = [("the same parties", "الأطراف نفسها")]
    if a.act != b.act:
        told.append((f"{a.act} and {b.act} are one act", f"{a.act} و{b.act} فعل واحد"))
    dates = sorted({t.date for t in (a, b) if t.date})
    news = sorted({t.published for t in (a, b) if t.published and not t.date})
    if len(dates) == 1 and a.date == b.date:
        told.append((f"both of {dates[0]}", f"كلاهما في {dates[0]}"))
    elif dates:
        told.append((f"of {' and '.join(dates)}", f"في {' و'.join(dates)}"))
    if news:
        told.append((f"in the news of {' and '.join(news)}", f"في أخبار {' و'.join(news)}"))
    likeness = _likeness(a, b)
    if likeness is not None and likeness >= DIFFERENT:
        told.append((f"about the same ({likeness:.0%} alike)", f"في الموضوع نفسه (تشابه {likeness:.0%})"))
    elif _known_by_contact(a, b):
        told.append(("an act known by who meets whom", "فعل يعرف بأطرافه"))
    if a.article == b.article:
        told.append(("told in one article", "في مقال واحد"))
    return {"en": "; ".join(en for en, _ in told), "ar": "؛ ".join(ar for _, ar in told)}


def _others(telling: Telling) -> set[str]:
    """The codes of those to whom it was done; none where all did it together."""
    if telling.act in RECIPROCAL_ACTS:
        return set()
    return {x.code or x.iri for x in (telling.actors if telling.act == "receive" else telling.recipients)}


def _known_by_contact(a: Telling, b: Telling) -> bool:
    return a.act in CONTACTS and b.act in CONTACTS


def _same_people(a: Telling, b: Telling) -> bool:
    swapped = ("receive" in (a.act, b.act)) and a.act != b.act
    if a.act in RECIPROCAL_ACTS:
        return _same_side((*a.actors, *a.recipients), (*b.actors, *b.recipients))
    if swapped:
        return _same_side(a.actors, b.recipients) and _same_side(a.recipients, b.actors)
    return _same_side(a.actors, b.actors) and _same_side(a.recipients, b.recipients)


def _same_side(a: Iterable[Party], b: Iterable[Party]) -> bool:
    mine, yours = _by_code(a), _by_code(b)
    for code in mine.keys() & yours.keys():
        one, other = mine[code], yours[code]
        if any(x.whole for x in one) or any(x.whole for x in other):
            continue
        if not {x.iri for x in one} & {x.iri for x in other}:
            return False
    return True


def _by_code(side: Iterable[Party]) -> dict[str, list[Party]]:
    out: dict[str, list[Party]] = defaultdict(list)
    for party in side:
        out[party.code or party.iri].append(party)
    return out


def _likeness(a: Telling, b: Telling) -> float | None:
    """How much two reports are about the same, by the share of common things or words.

    None when one is silent, or when they share no thing and their languages differ.
    """
    mine, yours = {*a.themes, *a.topics}, {*b.themes, *b.topics}
    if not mine or not yours:
        return None
    things = len(mine & yours) / min(len(mine), len(yours))
    if not a.content or not b.content or _script(a.content) != _script(b.content):
        return things or None
    return max(things, len(a.content & b.content) / min(len(a.content), len(b.content)))


def _script(words: frozenset[str]) -> bool:
    return any("\u0600" <= w[0] <= "\u06ff" for w in words)
