"""Says events the way people say them: ``Qatar – amends – defence cooperation agreement – with – United States``.

The words of each act lie in ``kg/languages/LANG/statements.tsv``: a verb and its objects in order, each with the link
that goes before it; how verbs agree and lists are joined says the module ``saying`` beside it. Whatever keeps an event
from being a plain fact is said too: planned, possible, not, according to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Literal, Protocol, cast

from kg.bidi import isolate, isolate_line
from kg.errors import LanguageError
from kg.model import RECIPROCAL_ACTS, Event, Gloss, Participant
from kg.phrases import is_arabic, tidy_phrase
from kg.tongues import reads_right_to_left

__all__ = ["STATEMENT_LANGUAGES", "StatementLanguage", "find_language", "join_names", "say"]

StatementLanguage = Literal["en", "ar"]
STATEMENT_LANGUAGES: tuple[StatementLanguage, ...] = ("en", "ar")

_DASH = " – "
_SLOTS = ("others", "recipients", "theme", "topics")


class _Tongue(Protocol):
    """What ``kg/languages/LANG/saying.py`` gives."""

    STATUS: Mapping[str, str]
    ACCORDING_TO: str
    NOBODY: str
    COMMA: str
    prepare: Callable[[Event], Event]
    name: Callable[[Participant], str | None]
    name_place: Callable[[Event], str | None]
    tell: Callable[[Gloss], str | None]
    join: Callable[[Iterable[str]], str]
    agree: Callable[[str, tuple[Participant, ...]], str]


@dataclass(frozen=True, slots=True)
class _Object:
    slot: str
    link: str
    link_first: str
    """The link where no other object stands between the verb and this one."""


@dataclass(frozen=True, slots=True)
class _Saying:
    verb: str
    verb_alone: str
    """The verb where there is no theme."""
    objects: tuple[_Object, ...]


def find_language(wanted: str) -> StatementLanguage:
    """The language that is wanted, if statements are said in it, else English."""
    return next((lang for lang in STATEMENT_LANGUAGES if lang == wanted), "en")


def join_names(names: Iterable[str], lang: str) -> str:
    """A list as a language of statements writes it, each name once: ``A, B and C``; ``أ وب وج``."""
    return _load_tongue(lang).join(names)


def say(event: Event, lang: StatementLanguage = "en") -> str:
    """The event as one line of text in a language.

    Foreign words are cleaned of control characters and isolated, an Arabic line as a whole is laid out right to left.
    What has no English gloss or Arabic name is given as it is known; whoever has no Arabic name has the Arabic words
    by which the sentence names him (`kg.lending.lend_arabic_names` knows those of the whole article).
    """
    saying = _load_sayings(lang)[event.act]
    tongue, right_to_left = _load_tongue(lang), reads_right_to_left(lang)

    def name(participant: Participant) -> str:
        known = tongue.name(participant) or participant.name or participant.text
        return isolate(known, right_to_left=right_to_left)

    def tell(gloss: Gloss) -> str:
        return isolate(tidy_phrase(tongue.tell(gloss) or gloss.text), right_to_left=right_to_left)

    event = tongue.prepare(event)
    together = event.act in RECIPROCAL_ACTS or any(part.slot == "others" for part in saying.objects)
    doers = event.actors[:1] if together else event.actors
    # One phrase may name both sides (المسؤولون القطريون والأمريكيون).
    first = {(p.start, p.end, name(p)) for p in doers if is_arabic(p.text) and right_to_left}
    others = [name(p) for p in event.actors[1:] if (p.start, p.end, name(p)) not in first]
    if together and len(event.actors) > 1 and not others:
        doers = event.actors
    parts = {
        "others": tongue.join(others) if together else "",
        "recipients": tongue.join(map(name, event.recipients)),
        "theme": tell(event.theme) if event.theme else "",
        "topics": tongue.join(map(tell, event.topics)),
    }
    verb = saying.verb if parts["theme"] else saying.verb_alone
    line = [tongue.join(map(name, doers)) or tongue.NOBODY, tongue.agree(verb, doers)]
    for part in saying.objects:
        if not parts[part.slot]:
            continue
        link = part.link_first if len(line) == 2 else part.link
        line += [link, parts[part.slot]] if link else [parts[part.slot]]
    told = tongue.STATUS.get(event.status, "") + _DASH.join(line)
    place = tongue.name_place(event) or event.place
    when = tongue.COMMA.join(isolate(x, right_to_left=right_to_left) for x in (place, event.date) if x)
    told += f" ({when})" if when else ""
    # Whoever tells of an act of his own needs not be named again; a state's act is told by its statement.
    own = {person.id for person in event.actors if person.kind == "person" and person.id}
    sources = [name(p) for p in event.said_by if p.id not in own]
    told += f" ({tongue.ACCORDING_TO} {tongue.join(sources)})" if sources else ""
    return isolate_line(told) if right_to_left else told


@cache
def _load_tongue(lang: str) -> _Tongue:
    return cast(_Tongue, import_module(f"kg.languages.{lang}.saying"))


@cache
def _load_sayings(lang: str) -> dict[str, _Saying]:
    if lang not in STATEMENT_LANGUAGES:
        raise LanguageError(f"statements are said in {' and '.join(STATEMENT_LANGUAGES)}, not in {lang!r}")
    source = files("kg.languages").joinpath(lang, "statements.tsv")
    lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    sayings: dict[str, _Saying] = {}
    for line in lines[1:]:
        act, verb, objects = line.split("\t")
        with_theme, bar, alone = verb.partition("|")
        sayings[act] = _Saying(
            with_theme, alone if bar else verb, tuple(_read_object(part, lang) for part in objects.split(", "))
        )
    return sayings


def _read_object(text: str, lang: str) -> _Object:
    link, _, slot = text.rpartition(" ")
    if slot not in _SLOTS:
        raise LanguageError(f"{lang}/statements.tsv: unknown slot {slot!r} in {text!r}; known are {', '.join(_SLOTS)}")
    if link.startswith("?"):
        return _Object(slot, link[1:], "")
    after, bar, first = link.partition("|")
    return _Object(slot, after, first if bar else link)
