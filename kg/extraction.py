"""The extractor contract: what turns an article into events, how one is found by name, and what its events must prove.

Extractors come in by the entry-point group ``kg.extractors``, ours (``rules``) by the same door as a stranger's.
Whatever an extractor claims is checked against the article's own words by `check_event`; what does not stand there is
refused with its reason and never reaches a record, a graph or a score.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from kg.edtf import bounds
from kg.errors import ExtractorError, LanguageError, RecordError
from kg.model import ACT_TYPES, KINDS, STATUSES, Article, Event, Participant, Sentence, Words, type_of
from kg.vocabulary.cameo import GOLDSTEIN

__all__ = [
    "DEFAULT_EXTRACTOR",
    "Extracted",
    "Extractor",
    "Note",
    "Refused",
    "Seen",
    "SentenceExplanation",
    "check_event",
    "check_events",
    "explain_checked",
    "extract_checked",
    "list_extractors",
    "load_extractor",
]

GROUP = "kg.extractors"
DEFAULT_EXTRACTOR = "rules"


@dataclass(frozen=True, slots=True)
class Note:
    """Words that might have become an event and did not, with the reason."""

    words: Words
    message: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that were understood, whether or not an event has them: a ``participant`` or a ``date``; what they mean."""

    words: Words
    kind: Literal["participant", "date"]
    message: str


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """What an extractor made of one sentence: the events it found (each names its rule) and the rest, with reasons.

    ``seen`` is whom and which dates it found in it.
    """

    sentence: Sentence
    events: tuple[Event, ...]
    notes: tuple[Note, ...]
    seen: tuple[Seen, ...] = ()


@runtime_checkable
class Extractor(Protocol):
    """Turns an article into events. ``name`` and ``version`` go into every record and into the graph's provenance.

    One that has ``materials``, a mapping from the names of rules, weights or prompts to their SHA-256, has them there,
    too.
    """

    name: str
    version: str

    def extract(self, article: Article) -> Iterable[Event]:
        """The events that the article reports, with their words at their offsets in ``article.text``."""
        ...

    def explain(self, article: Article) -> Iterable[SentenceExplanation]:
        """Every sentence of the article in order: what was found in it, by which rule, and why nothing more was."""
        ...


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that an extractor claimed and that its article does not bear out."""

    event: Event
    reason: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """One article with its events in the order of the text, and what was refused."""

    article: Article
    events: tuple[Event, ...]
    refused: tuple[Refused, ...] = ()


def list_extractors() -> list[str]:
    """The names of the installed extractors, in alphabetical order."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def load_extractor(
    name: str = DEFAULT_EXTRACTOR, model: str | None = None, lexicon: str | Path | None = None
) -> Extractor:
    """The installed extractor of this name, made and ready. Raises `ExtractorError`, `LanguageError`.

    ``model`` names a model that it shall read with, handed to its method ``use_model``; ``lexicon`` is a folder of the
    user's own words, handed to ``use_lexicon``.
    """
    points = {point.name: point for point in entry_points(group=GROUP)}
    if name not in points:
        raise ExtractorError(_say_unknown(name, sorted(points)))
    made = _make(points[name])
    missing = [part for part in ("name", "version", "extract", "explain") if not hasattr(made, part)]
    if missing:
        raise ExtractorError(
            f"extractor {name!r} ({points[name].value}) lacks {', '.join(missing)}; "
            "an extractor has name, version, extract(article) and explain(article)"
        )
    if model is not None:
        if not hasattr(made, "use_model"):
            raise ExtractorError(f"extractor {name!r} takes no --model; leave it out, or name another extractor")
        made.use_model(model)
    if lexicon is not None:
        if not hasattr(made, "use_lexicon"):
            raise ExtractorError(f"extractor {name!r} takes no --lexicon; leave it out, or name another extractor")
        made.use_lexicon(Path(lexicon))
    return made


def extract_checked(extractor: Extractor, article: Article) -> Extracted:
    """The article's events that pass `check_event`, in the order of the text, and those refused.

    Raises `ExtractorError` naming the article when the extractor itself fails, so that a walk can go on with the next;
    `LanguageError` when a language pack is broken, which no other article would mend.
    """
    try:
        claimed = list(extractor.extract(article))
    except (ExtractorError, LanguageError):
        raise
    except Exception as error:
        raise _blame(extractor, article, error) from error
    return check_events(claimed, article)


def explain_checked(extractor: Extractor, article: Article) -> Iterator[SentenceExplanation]:
    """Sentence by sentence what the extractor made of an article; an event that it does not bear out is told as a note.

    Raises `ExtractorError` naming the article when the extractor itself fails, `LanguageError` as `extract_checked`.
    """
    try:
        for told in extractor.explain(article):
            checked = check_events(told.events, article)
            refused = (Note(refused.event.trigger, f"refused: {refused.reason}") for refused in checked.refused)
            yield SentenceExplanation(told.sentence, checked.events, (*told.notes, *refused), told.seen)
    except (ExtractorError, LanguageError):
        raise
    except Exception as error:
        raise _blame(extractor, article, error) from error


def _blame(extractor: Extractor, article: Article, error: Exception) -> ExtractorError:
    return ExtractorError(
        f"{article.file}, part {article.part}: extractor {extractor.name!r} failed: {type(error).__name__}: {error}"
    )


def check_events(claimed: Iterable[Event], article: Article) -> Extracted:
    """Parts the events claimed of an article into those that it bears out and those refused."""
    kept: list[Event] = []
    refused: list[Refused] = []
    for event in claimed:
        try:
            check_event(event, article)
        except RecordError as error:
            refused.append(Refused(event, str(error)))
        else:
            kept.append(event)
    kept.sort(key=lambda event: (event.trigger.start, event.trigger.end, event.id))
    return Extracted(article, tuple(kept), tuple(refused))


def check_event(event: Event, article: Article) -> None:
    """Raises `RecordError` unless the article bears the event out.

    Its act, type, status and kinds must be known, its type must follow from its act and status, and its sentence,
    trigger, participants, theme and topics must stand at their offsets in the article's text, inside what was read as
    prose. Collective and dropped participants carry the words that stand for them, so they are found like any other.
    """
    where = f"{event.article or article.file}: event {event.id}"
    if (event.article, event.part) != (article.file, article.part):
        raise RecordError(
            f"{where}: belongs to {event.article} part {event.part}, not {article.file} part {article.part}"
        )
    for slot, value, known in (("act", event.act, ACT_TYPES), ("status", event.status, STATUSES)):
        if value not in known:
            raise RecordError(f"{where}: unknown {slot} {value!r}{_suggest(str(value), known)}")
    types = {type_of(event.act, event.status), type_of(event.act, event.status, past=True)}
    if event.type not in types:
        raise RecordError(
            f"{where}: {event.act}, {event.status}, has the type {' or '.join(sorted(types))}, not {event.type!r}"
        )
    if not 0 <= event.confidence <= 1:
        raise RecordError(f"{where}: confidence {event.confidence} is not between 0 and 1")
    if event.cameo is not None and event.cameo not in GOLDSTEIN:
        raise RecordError(f"{where}: unknown CAMEO code {event.cameo!r}; the codes are those of PLOVER's CAMEO table")
    if event.date is not None:
        _check_date(event.date, where)
    for slot, words in _walk_words(event):
        if isinstance(words, Participant):
            _check_participant(words, slot, where)
        _check_words(words, slot, where, article)
    if not event.sentence.start <= event.trigger.start < event.sentence.end:
        raise RecordError(f"{where}: the trigger {_quote(event.trigger.text)} stands outside its sentence")


def _walk_words(event: Event) -> Iterator[tuple[str, Words]]:
    yield "sentence", event.sentence
    yield "trigger", event.trigger
    for slot in ("actors", "recipients", "said_by", "topics"):
        for words in getattr(event, slot):
            yield slot, words
    if event.theme is not None:
        yield "theme", event.theme


def _check_date(date: str, where: str) -> None:
    try:
        bounds(date)
    except RecordError as error:
        raise RecordError(f"{where}: {error}") from None


def _check_participant(participant: Participant, slot: str, where: str) -> None:
    if participant.kind not in KINDS:
        raise RecordError(f"{where}: {slot}: unknown kind {participant.kind!r}{_suggest(participant.kind, KINDS)}")
    if not participant.name:
        raise RecordError(f"{where}: {slot}: {_quote(participant.text)} has no name")
    if not participant.resolved and participant.country:
        raise RecordError(
            f"{where}: {slot}: {_quote(participant.text)} is unresolved and yet has the country {participant.country}"
        )


def _check_words(words: Words, slot: str, where: str, article: Article) -> None:
    if not 0 <= words.start < words.end <= len(article.text):
        raise RecordError(
            f"{where}: {slot} {words.start}–{words.end} lies outside the text of {len(article.text)} characters"
        )
    there = article.text[words.start : words.end]
    if there != words.text:
        raise RecordError(
            f"{where}: {slot} {_quote(words.text)} does not stand at {words.start}: there is {_quote(there)}"
        )
    if not any(block.start <= words.start and words.end <= block.end for block in article.blocks):
        raise RecordError(f"{where}: {slot} {_quote(words.text)} at {words.start} is no prose of the article")


def _make(point: EntryPoint) -> Extractor:
    try:
        made: Extractor = point.load()()
    except Exception as error:
        raise ExtractorError(
            f"extractor {point.name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    return made


def _say_unknown(name: str, known: list[str]) -> str:
    if not known:
        return f"no extractor {name!r}: none is installed in the entry-point group {GROUP}; reinstall diplomatic-kg"
    return f"no extractor {name!r}{_suggest(name, known)}"


def _suggest(word: str, known: Iterable[str]) -> str:
    """The tail of an error about an unknown word: the nearest right ones, and what is known if that is short."""
    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    return f"{meant} (known: {', '.join(words)})" if len(words) <= 12 or not near else meant


def _quote(text: str, most: int = 60) -> str:
    return f"‘{text if len(text) <= most else text[: most - 1] + '…'}’"
