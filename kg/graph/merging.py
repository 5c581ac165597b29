"""Which reports may tell of the same act, and why two do not.

Two reports can tell of one event only when their merge keys are equal: the family of the act and the countries (or
organisations) of those who did it. Among those, `why_apart` decides pair by pair: times must overlap, nobody named may
contradict, and where the act is known by its content, the content must agree. To whom it was done is often left out in
one of two reports; that is no contradiction where the content is the same.

What keeps two reports apart is either a contradiction, such as another day, or only a doubt, such as other words for
the content. Reports bear out each other: one belongs to an event when none of the event's reports contradicts it and
most of them speak for it (`weigh`). `kg.graph.grouping` finds the events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from kg.graph.likeness import compare_contents, find_subject_words, is_reprint, speaks_of
from kg.graph.things import fold_words
from kg.graph.times import NEWS, Span, find_span
from kg.model import RECIPROCAL_ACTS, Event, Participant
from kg.vocabulary.acts import ACTS

__all__ = [
    "TOGETHER", "Party", "Telling", "compatible", "make_merge_key", "may_join", "meet_in_time", "name_cell", "weigh",
    "why_apart", "why_together",
]  # fmt: skip

#: Acts that are known by who, whom and when; all others are also known by what they are about.
CONTACTS = frozenset(
    "meet visit receive call appoint accredit open-mission establish-relations restore-relations cut-relations recall "
    "resign exchange-prisoners ceasefire declare-ceasefire".split()
)

#: Acts that are known by who, with whom and when besides, unless a report says what they are about.
JOINT_CONTACTS = frozenset("discuss negotiate hold chair attend".split())

#: Such a contact that is told as still to come is the one that is told as done within the time given.
APPOINTMENTS, SOON = frozenset({"meet", "visit", "receive", "call"}) | JOINT_CONTACTS, timedelta(days=14)

#: So many of an event's reports must speak for a further one.
ENOUGH = 2 / 3

OTHER_PEOPLE = "different persons or bodies of the same country"
UNKNOWN_TIME = "when at least one of them happened is not known"

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


#: The persons and bodies of one side, by country; none of a country that is named itself, with which each agrees.
Named = Mapping[str, frozenset[str]]


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
    text: str = ""
    """The sentence that tells it."""
    trigger: str = ""
    """The words that tell the act."""
    labels: tuple[tuple[str, str], ...] = ()
    """The report as a statement, each with its language."""
    key: str | None = None
    """The merge key; a report without one is an event of its own."""
    apart: frozenset[str] = frozenset()
    """Reports that somebody has said do not tell of the same event."""
    imprint: str = ""
    """That of its article's text (`kg.graph.reprints`)."""

    @property
    def order(self) -> tuple[str, str, int, str]:
        """The canonical order of reports: as published, undated articles last."""
        return self.published or "9999", self.article, self.start, self.report

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that say what the act is about."""
        return find_subject_words(*self.words)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The words of its sentence that can say what the sentence is about."""
        return find_subject_words(self.text)

    @cached_property
    def all_words(self) -> frozenset[str]:
        """All words of its sentence, by which it is known again."""
        return frozenset(fold_words(self.text))

    @cached_property
    def trigger_words(self) -> frozenset[str]:
        """The words that tell the act, as `all_words`."""
        return frozenset(fold_words(self.trigger))

    @cached_property
    def named(self) -> tuple[Named, Named]:
        """The persons and bodies among actors and among recipients."""
        return _list_named(self.actors), _list_named(self.recipients)

    @cached_property
    def named_together(self) -> Named:
        """The persons and bodies on both sides."""
        return _list_named((*self.actors, *self.recipients))

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


def may_join(telling: Telling, founder: Telling) -> bool:
    """Whether a report can belong to an event that another report with the same merge key founds."""
    return _put_together(telling, founder) or (
        meet_in_time(telling, founder) and _find_contradiction(telling, founder) is None
    )


def meet_in_time(a: Telling, b: Telling) -> bool:
    """Whether the acts of two reports may lie at one time; one without a time only meets those of its own article."""
    if a.span is None or b.span is None:
        return a.article == b.article
    return a.span[0] <= b.span[1] and b.span[0] <= a.span[1]


def weigh(telling: Telling, members: Collection[Telling]) -> int:
    """How many of an event's reports speak for a further one; 0 when any contradicts it, or too few speak for it."""
    support = 0
    for member in members:
        if _find_contradiction(telling, member) is not None:
            return 0
        support += _find_doubt(telling, member) is None
    return support if support >= ENOUGH * len(members) else 0


def compatible(a: Telling, b: Telling) -> bool:
    """Whether two reports with one merge key are evidence enough that they tell of the same event."""
    return why_apart(a, b) is None


def why_apart(a: Telling, b: Telling) -> str | None:
    """Why two reports with one merge key tell of different events, in a plain phrase; None when they may be one."""
    return _find_contradiction(a, b) or _find_doubt(a, b)


def _find_contradiction(a: Telling, b: Telling) -> str | None:
    if b.report in a.apart or a.report in b.apart:
        return "a correction keeps them apart"
    if _put_together(a, b):
        return None
    if not _same_people(a, b):
        return OTHER_PEOPLE
    if a.span is None or b.span is None:
        return None if a.article == b.article else UNKNOWN_TIME
    return "at different times" if a.date and b.date and not meet_in_time(a, b) else None


def _begin(telling: Telling, alike: bool) -> date:
    """The first day on which an act may lie.

    What is quoted as still to come may be done by the time that its article appears. Only the same content shows that
    it is that, and not the next time.
    """
    assert telling.span is not None
    first = telling.span[0]
    return first if alike or telling.date or telling.status not in AHEAD_OF else first + NEWS


def _find_doubt(a: Telling, b: Telling) -> str | None:
    """Why two reports that do not contradict each other (`_find_contradiction`) are no evidence that they are one."""
    if _put_together(a, b):
        return None
    contact = _known_by_contact(a, b)
    once = a.sentence == b.sentence
    if (once and (_by_one_word(a, b) or not contact)) or (not contact and _are_two_words(a, b)):
        return "one sentence tells of both, by different words"
    likeness = _likeness(a, b)
    if likeness is not None and likeness < DIFFERENT and not contact:
        return "about different things"
    alike = _alike(a, b, likeness)
    mine, yours = _others(a), _others(b)
    if mine != yours and not (alike and (mine <= yours or yours <= mine)):
        return "done to others"
    together, dated = a.article == b.article, bool(a.date and b.date)
    if together and not dated and _one_ahead(a, b):
        return "one article tells of both, of one as done and of the other as still to come"
    if a.span is None or b.span is None:
        return None if alike or likeness is None else UNKNOWN_TIME
    if _begin(a, alike) > b.span[1] or _begin(b, alike) > a.span[1]:
        return "at different times"
    contact = contact or _known_by_joint_contact(a, b, likeness)
    coarse = max(x[1] - x[0] for x in (a.span, b.span)) > COARSE and not (contact and _comes_soon(a, b))
    if (coarse or not dated) and not (alike or together or (contact and not coarse)):
        return "their times are too vague to take them for one"
    if not contact and likeness is None and not (together or dated or alike):
        return "nothing shows that they are about the same"
    return None


def _put_together(a: Telling, b: Telling) -> bool:
    return a.key is not None and a.key == b.key and a.key.startswith(TOGETHER)


def _one_ahead(a: Telling, b: Telling) -> bool:
    """Whether one report tells of what is done and the other of what is still to come when its article appears."""
    return any(
        ahead.status in AHEAD_OF and done.status in DONE and not (ahead.span and ahead.date and _is_past(ahead))
        for ahead, done in ((a, b), (b, a))
    )


def _is_past(telling: Telling) -> bool:
    """Whether an act lies before its article: what was to happen then."""
    shown = find_span(telling.published, None, telling.status) if telling.published else None
    return bool(shown and telling.span and telling.span[1] <= shown[0])


def _comes_soon(a: Telling, b: Telling) -> bool:
    """Whether what one report tells as done came soon after the other, undated, told it as still to come."""
    if not {a.act, b.act} <= APPOINTMENTS:
        return False
    for ahead, done in ((a, b), (b, a)):
        if ahead.status == "planned" and done.status in DONE and not ahead.date and ahead.span and done.span:
            return done.span[1] - done.span[0] <= COARSE and done.span[0] - ahead.span[0] <= SOON
    return False


def why_together(a: Telling, b: Telling) -> dict[str, str]:
    """Why two compatible reports are taken for one event, as a phrase in each language (``en``, ``ar``)."""
    if _put_together(a, b):
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
    elif _known_by_contact(a, b) or _known_by_joint_contact(a, b, likeness):
        told.append(("an act known by who meets whom", "فعل يعرف بأطرافه"))
    elif _alike(a, b, likeness):
        told.append(("about the same by their sentences", "في الموضوع نفسه بحسب الجملتين"))
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
    if a.act in RECIPROCAL_ACTS:
        return _same_side(a.named_together, b.named_together)
    (my_actors, my_recipients), (your_actors, your_recipients) = a.named, b.named
    if "receive" in (a.act, b.act) and a.act != b.act:
        your_actors, your_recipients = your_recipients, your_actors
    return _same_side(my_actors, your_actors) and _same_side(my_recipients, your_recipients)


def _same_side(a: Named, b: Named) -> bool:
    return not any(a[code].isdisjoint(b[code]) for code in a.keys() & b.keys())


def _list_named(side: Collection[Party]) -> Named:
    out: dict[str, set[str]] = defaultdict(set)
    whole = {party.code or party.iri for party in side if party.whole}
    for party in side:
        out[party.code or party.iri].add(party.iri)
    return {code: frozenset(iris) for code, iris in out.items() if code not in whole}


def _known_by_joint_contact(a: Telling, b: Telling, likeness: float | None) -> bool:
    joint = a.act in JOINT_CONTACTS and b.act in JOINT_CONTACTS and likeness is None
    return joint and len({x.code or x.iri for x in (*a.actors, *a.recipients)}) > 1


def _likeness(a: Telling, b: Telling) -> float | None:
    things = ({*a.themes, *a.topics}, {*b.themes, *b.topics})
    return compare_contents(things, (a.content, b.content))


def _alike(a: Telling, b: Telling, likeness: float | None) -> bool:
    """Whether two reports are about the same, by their themes or by the sentences that tell them."""
    if likeness is not None and likeness >= SAME:
        return True
    if a.article == b.article:
        return False
    if _is_reprint(a, b):
        return not _are_two_words(a, b)
    denied = (a.status == "negated") != (b.status == "negated")
    return likeness is None and not denied and (speaks_of(a.content, b.subject) or speaks_of(b.content, a.subject))


def _by_one_word(a: Telling, b: Telling) -> bool:
    return not a.trigger_words.isdisjoint(b.trigger_words)


def _are_two_words(a: Telling, b: Telling) -> bool:
    """Whether two outlets print one sentence, and the reports rest on two words that stand in it both."""
    if not _is_reprint(a, b) or _by_one_word(a, b):
        return False
    return b.all_words >= a.trigger_words or a.all_words >= b.trigger_words


def _is_reprint(a: Telling, b: Telling) -> bool:
    return a.article != b.article and is_reprint(a.all_words, b.all_words)
