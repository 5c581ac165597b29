"""A sentence as the models see it: its words, participants, dates, and the readings of its words as triggers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.gazetteer import load_places
from kg.languages.analysis import Entity, Mention, TriggerReading, Word
from kg.languages.dates import DateMention, find_dates
from kg.languages.pack import Pack
from kg.languages.syntax import Syntax
from kg.model import Article
from kg.pipeline.marks import COMMAS
from kg.pipeline.sentences import split_sentences
from kg.pipeline.trees import Tree

__all__ = [
    "Candidate",
    "Draft",
    "Group",
    "Role",
    "Scene",
    "code_of",
    "find_participants",
    "make_groups",
    "open_candidate",
    "read_scenes",
    "read_times",
]


@dataclass(slots=True)
class Group:
    """Mentions that are coordinated, and so play one role together; or what a dropped subject may mean.

    ``source`` says where it comes from: the sentence itself (``here``), or the article so far (``subject``: who acted
    last; ``speaker``; ``parties``; ``title``; ``home``).
    """

    start: int
    end: int
    head: int
    mentions: tuple[Mention, ...]
    source: str = "here"
    _codes: tuple[tuple[Mention, ...], frozenset[str]] | None = field(
        default=None, init=False, repr=False, compare=False
    )
    """The mentions that the codes of all members were read from, and these."""

    @property
    def countries(self) -> frozenset[str]:
        """The codes of all members; read once, since every event asks for them several times."""
        if self._codes is None or self._codes[0] is not self.mentions:
            self._codes = self.mentions, frozenset(c for m in self.mentions for c in m.countries)
        return self._codes[1]

    @property
    def form(self) -> str:
        """The form of the first mention."""
        return self.mentions[0].form


@dataclass(slots=True)
class Candidate:
    """A word that may be a trigger, with the acts that the lexicon gives it."""

    index: int
    end: int
    readings: tuple[TriggerReading, ...]
    acts: Mapping[str, str]
    """Act -> how it is known: ``default``, ``noun`` (by its complement), ``lacking`` (what it needs is not there) …"""
    features: list[str] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=dict)
    act: str | None = None
    """The act that was chosen, None where the word tells of no event."""
    score: float = 0.0
    weighed: Mapping[str, float] = field(default_factory=dict)
    """The probability of each act, as it was decided on."""
    parts: str = field(init=False)
    """The parts of speech of the readings: verb, masdar, noun …"""

    def __post_init__(self) -> None:
        self.parts = "+".join(sorted({r.part for r in self.readings})) or "none"

    def choose(self, act: str, p: float) -> None:
        """Make it an event of an act, which is so likely and none other."""
        self.act, self.score, self.weighed = act, p, {act: p}

    def reading(self, act: str | None = None) -> TriggerReading | None:
        """The reading that gives the act (by default the chosen one), else the first."""
        act = act or self.act
        for reading in self.readings:
            if reading.act == act:
                return reading
        for reading in self.readings:
            if act in reading.acts:
                return reading
        return self.readings[0] if self.readings else None


@dataclass(slots=True)
class Scene:
    """One sentence. ``number`` counts from 0 in its article; ``title`` says that it is the headline.

    ``start`` and ``end`` are offsets of the source; all else counts words.
    """

    start: int
    end: int
    words: Sequence[Word]
    number: int
    title: bool
    quoted: list[bool]
    mentions: list[Mention] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    """For each word the number of the mention that it is in, or -1."""
    dates: list[tuple[int, int, DateMention]] = field(default_factory=list)
    """First word, word after the last, and the date."""
    candidates: list[Candidate] = field(default_factory=list)
    at: dict[int, Candidate] = field(default_factory=dict)
    columns: tuple[list[str], list[str], list[str]] | None = None
    """Keys, clusters and classes of the words, once a candidate's context was read."""
    tree: Tree | None = None
    """How the words hang together, where the language has a parser."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of the words ``start`` up to ``end``.

        A word whose article hides behind its preposition (لـ + لقيادة) is quoted with it, as it is written.
        """
        first = self.words[start]
        hidden = start > 0 and first.glued and first.definite and self.words[start - 1].piece == "prep"
        if hidden and first.text[0] == self.words[start - 1].text[0]:
            first = self.words[start - 1]
        return first.start, self.words[end - 1].end


def read_scenes(article: Article, pack: Pack) -> Iterator[Scene]:
    """The sentences of an article's prose as words; nothing is found in them yet."""
    number = 0
    for block in article.blocks:
        for start, end in split_sentences(block.text, pack.language):
            words = pack.read_words(block.text[start:end], block.start + start)
            if words:
                tree = Tree(words) if words[0].head >= 0 else None
                quoted, title = _find_quoted(words), block.kind == "title"
                yield Scene(block.start + start, block.start + end, words, number, title, quoted, tree=tree)
                number += 1


_OPENING, _CLOSING = frozenset("«“„"), frozenset("»”")


def _find_quoted(words: Sequence[Word]) -> list[bool]:
    """For each word whether it stands inside quotation marks."""
    quoted, open_ = [], False
    for word in words:
        if word.text in _OPENING:
            open_ = True
        elif word.text in _CLOSING:
            open_ = False
        elif word.text == '"':
            open_ = not open_
        quoted.append(open_)
    return quoted


def find_participants(scenes: Sequence[Scene], pack: Pack, memory: Any) -> None:
    """Fill the mentions, groups and ``inside`` of an article's scenes; the article's memory learns from them.

    The article is read twice: a minister whose name comes later is named from the beginning (guidelines: 'a person
    named anywhere in the article is named wherever he acts').
    """
    for scene in scenes:
        pack.find_mentions(scene.words, memory)
    memory.rewind()
    for scene in scenes:
        _fill_participants(scene, pack, memory)


def _fill_participants(scene: Scene, pack: Pack, memory: Any) -> None:
    scene.mentions = pack.find_mentions(scene.words, memory)
    scene.groups = make_groups(scene.words, scene.mentions, pack.syntax)
    scene.inside = [-1] * len(scene.words)
    for number, mention in enumerate(scene.mentions):
        for i in range(mention.start, mention.end):
            scene.inside[i] = number


def read_times(scene: Scene, article: Article, pack: Pack, anchors: Sequence[str]) -> None:
    """Fill the scene's dates; ``anchors`` are the dates that the article named before."""
    starts = [word.start for word in scene.words]
    text = article.text[scene.start : scene.end]
    for date in find_dates(text, article.published, pack.calendar, anchors=anchors):
        first = max(bisect_right(starts, scene.start + date.start) - 1, 0)
        last = bisect_left(starts, scene.start + date.end)
        scene.dates.append((first, max(last, first + 1), date))


def make_groups(words: Sequence[Word], mentions: Sequence[Mention], syntax: Syntax) -> list[Group]:
    """Coordinated mentions together: قطر ومصر والولايات المتحدة is one group, in order of the text.

    The town that a report is dated from (*CAIRO - …*) takes no part in what it tells, and neither do seas and straits.
    """
    groups: list[Group] = []
    joins = syntax.joins | COMMAS
    for mention in mentions:
        if _is_dateline(words, mention) or (mention.members and all(m.id in _list_waters() for m in mention.members)):
            continue
        if groups and mention.form != "nisba" and not _is_other_subject(words, groups[-1].mentions[-1], mention):
            last = groups[-1]
            # A number before the last of a list belongs to it: Canada and 14 states.
            between = [w.key for w in words[last.end : mention.start] if w.piece != "number"]
            rest = [key for key in between if key not in joins]
            joined = not rest and len(between) <= 3 and syntax.conjunction in between
            joined = joined or " ".join(rest) in syntax.adding
            bare = between if _opens(words, last.start) else [key for key in between if key not in syntax.skipped]
            listed = len(bare) == 1 and bare[0] in syntax.listing and _alike(last.mentions[-1], mention)
            listed = listed and not _ends_in_apposition(words, last.mentions[-1])
            if words[0].head >= 0:  # 'in Jeddah, the minister': where a phrase before the subject ends, no list goes on
                listed = listed and _sort(last.mentions[-1]) == _sort(mention)
            alike = _alike(last.mentions[-1], mention) or _hangs_on(words, mention, last)
            if (joined and last.form != "nisba" and alike) or listed:
                last.mentions = (*last.mentions, mention)
                last.end = mention.end
                continue
        groups.append(Group(mention.start, mention.end, mention.head, (mention,)))
    return groups


@cache
def _list_waters() -> frozenset[str]:
    """The identifiers of the seas and straits in the gazetteer."""
    return frozenset(place.id for place in load_places().values() if place.place_class in ("sea", "strait"))


def _hangs_on(words: Sequence[Word], mention: Mention, group: Group) -> bool:
    """Whether a mention is, by the parse, joined to a word of a group, of whatever sort both are."""
    head = _find_top(words, mention)
    return head is not None and head.relation == "conj" and group.start <= head.head < group.end


def _ends_in_apposition(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a mention has a comma of its own: the next one closes what it opened, and no list goes on behind it.

    طالب فلان، وزير خارجية كينيا، النرويج بأن …: whom the minister asks does not ask with him.
    """
    return any(word.text in COMMAS for word in words[mention.start : mention.end])


_DASHES = frozenset("-–—")
#: Shorter names in capitals are abbreviations: UN, EU, UAE.
_LEAST_PLACE = 4


def _opens(words: Sequence[Word], start: int) -> bool:
    """Whether no more than a phrase with its preposition stands before a word: 'As allies, the two …' is no list."""
    return words[0].piece == "prep" and all(w.tag not in ("VERB", "AUX") for w in words[:start])


def _is_dateline(words: Sequence[Word], mention: Mention) -> bool:
    """Whether a place in capitals opens a report: *GENEVA (Agency) - …*, *BEIJING, May 3 - …*."""
    written = "".join(w.text for w in words[: mention.end])
    if mention.start or mention.form != "name" or not written.isupper() or len(written) < _LEAST_PLACE:
        return False
    behind = [w.text for w in words[mention.end : mention.end + 8]]
    if not behind or not (behind[0] in _DASHES or behind[0] in ("(", *COMMAS)):
        return False
    return not _DASHES.isdisjoint(behind)


def _is_other_subject(words: Sequence[Word], before: Mention, mention: Mention) -> bool:
    """Whether a mention is, by the parse, the subject of a clause of its own, and so joined to nobody before it."""
    head = _find_top(words, mention)
    if head is None or head.relation not in ("nsubj", "nsubj:pass"):
        return False
    # Two of one clause, the first of which the parser hung on the second, are joined all the same.
    first = _find_top(words, before)
    return first is None or first.head < mention.start


def _find_top(words: Sequence[Word], mention: Mention) -> Word | None:
    """The word of a mention that hangs on a word outside, where there is a parse."""
    inside = range(mention.start, mention.end)
    return next((words[k] for k in inside if words[k].head >= 0 and words[k].head not in inside), None)


def _sort(mention: Mention) -> str:
    kind = mention.members[0].kind if mention.members else mention.form
    return {"state": "state", "igo": "state", "government": "state", "place": "state"}.get(kind, kind)


def _alike(a: Mention, b: Mention) -> bool:
    if a.word == b.word == "others":  # international organisations and some countries
        return True
    return _sort(a) == _sort(b) or {a.form, b.form} <= {"office", "counterpart", "name", "body"}


def code_of(entity: Entity) -> str:
    """What stands for somebody in comparisons: the code of the state or organisation, else the name."""
    return entity.country or entity.name


@dataclass(frozen=True, slots=True)
class Role:
    """A participant of an event: who, by which words (offsets of words), how sure."""

    entity: Entity
    start: int
    end: int
    score: float
    resolved: bool = True


@dataclass(slots=True)
class Draft:
    """An event before it is a record: what has been found so far, places counted in words of its scene."""

    scene: Scene
    candidate: Candidate
    actors: list[Role] = field(default_factory=list)
    recipients: list[Role] = field(default_factory=list)
    said_by: list[Role] = field(default_factory=list)
    status: str = "actual"
    date: tuple[int, int, DateMention] | None = None
    place: Mention | None = None
    theme: tuple[int, int] | None = None
    topics: list[tuple[int, int]] = field(default_factory=list)
    sureness: dict[str, float] = field(default_factory=dict)
    """How sure each decision is, by slot."""

    @property
    def act(self) -> str:
        """The act that was chosen."""
        return self.candidate.act or "state"


def open_candidate(scene: Scene, k: int, act: str, end: int | None = None, how: str = "open") -> Candidate:
    """A candidate of words that the lexicon does not know: the word ``k`` or those up to ``end``."""
    candidate = Candidate(k, end or k + 1, (), {act: how})
    scene.candidates = sorted([*scene.candidates, candidate], key=lambda c: c.index)
    scene.at[k] = candidate
    return candidate
