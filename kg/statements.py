"""Says events the way people say them: ``Qatar – amends – defence cooperation agreement – with – United States``.

The words of each act lie in ``kg/languages/LANG/statements.tsv``: a verb and its objects in order, each with the link
that goes before it. Whatever keeps an event from being a plain fact is said too: planned, possible, not, according to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from kg.bidi import isolate, isolate_line
from kg.errors import LanguageError
from kg.lending import find_own_name, name_place_in_arabic
from kg.model import RECIPROCAL_ACTS, Event, Gloss, Participant
from kg.phrases import is_arabic, tidy_phrase

__all__ = ["STATEMENT_LANGUAGES", "StatementLanguage", "say"]

StatementLanguage = Literal["en", "ar"]
STATEMENT_LANGUAGES: tuple[StatementLanguage, ...] = ("en", "ar")

_DASH = " – "
_SLOTS = ("others", "recipients", "theme", "topics")
_STATUS = {
    "en": {"planned": "planned: ", "possible": "possible: ", "negated": "did not happen: "},
    "ar": {"planned": "مقرَّر: ", "possible": "محتمَل: ", "negated": "لم يحدث: "},
}
_ACCORDING_TO = {"en": "according to", "ar": "بحسب"}
_NOBODY = {"en": "[nobody named]", "ar": "[بلا فاعل مذكور]"}

#: States whose Arabic names are masculine; the names of all others take a feminine verb.
_MASCULINE_STATES = frozenset("IRQ JOR LBN MAR SDN SSD SOM VAT YEM".split())
#: First words of names that are feminine without the feminine ending: mostly broken plurals.
_FEMININE_HEADS = frozenset("الأمم الولايات قوات القوات دول الدول حماس السلطات سلطات فصائل الفصائل قوى القوى".split())


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


def say(event: Event, lang: StatementLanguage = "en") -> str:
    """The event as one line of text in a language.

    Foreign words are cleaned of control characters and isolated, an Arabic line as a whole is laid out right to left.
    What has no English gloss or Arabic name is given as it is known; whoever has no Arabic name has the Arabic words
    by which the sentence names him (`kg.lending.lend_arabic_names` knows those of the whole article).
    """
    event = _name_by_own_words(event) if lang == "ar" else event
    saying = _load_sayings(lang)[event.act]
    together = event.act in RECIPROCAL_ACTS or any(part.slot == "others" for part in saying.objects)
    doers = event.actors[:1] if together else event.actors
    # One phrase may name both sides (المسؤولون القطريون والأمريكيون).
    first = {(p.start, p.end, _name(p, lang)) for p in doers if is_arabic(p.text) and lang == "ar"}
    others = [name for p in event.actors[1:] if (p.start, p.end, name := _name(p, lang)) not in first]
    if together and len(event.actors) > 1 and not others:
        doers = event.actors
    parts = {
        "others": _join(others, lang) if together else "",
        "recipients": _join([_name(p, lang) for p in event.recipients], lang),
        "theme": _gloss(event.theme, lang) if event.theme else "",
        "topics": _join([_gloss(topic, lang) for topic in event.topics], lang),
    }
    verb = saying.verb if parts["theme"] else saying.verb_alone
    verb = _agree_arabic(verb, doers) if lang == "ar" else _agree_english(verb, doers)
    line = [_join([_name(p, lang) for p in doers], lang) or _NOBODY[lang], verb]
    for part in saying.objects:
        if not parts[part.slot]:
            continue
        link = part.link_first if len(line) == 2 else part.link
        line += [link, parts[part.slot]] if link else [parts[part.slot]]
    told = _STATUS[lang].get(event.status, "") + _DASH.join(line) + _tell_when(event, lang) + _tell_source(event, lang)
    return isolate_line(told) if lang == "ar" else told


def _tell_when(event: Event, lang: StatementLanguage) -> str:
    place = (name_place_in_arabic(event.place, event.place_id) if lang == "ar" else None) or event.place
    known = [isolate(part, right_to_left=lang == "ar") for part in (place, event.date) if part]
    return f" ({'، '.join(known) if lang == 'ar' else ', '.join(known)})" if known else ""


def _tell_source(event: Event, lang: StatementLanguage) -> str:
    # Whoever tells of an act of his own needs not be named again; a state's act is told by its statement.
    own = {person.id for person in event.actors if person.kind == "person" and person.id}
    sources = [_name(p, lang) for p in event.said_by if p.id not in own]
    return f" ({_ACCORDING_TO[lang]} {_join(sources, lang)})" if sources else ""


def _name(participant: Participant, lang: StatementLanguage) -> str:
    name = participant.name_ar if lang == "ar" else participant.name
    return isolate(name or participant.name or participant.text, right_to_left=lang == "ar")


def _name_by_own_words(event: Event) -> Event:
    """The event with Arabic names for those whom the sentence alone names, words of several at once included."""
    people = (*event.actors, *event.recipients, *event.said_by)
    trigger = event.trigger

    def name(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
        named = []
        for person in side:
            own = find_own_name(person, people, [trigger])
            if own is None and not person.name_ar and is_arabic(person.text):
                carries_act = trigger.start < person.end and person.start < trigger.end
                own = None if carries_act else tidy_phrase(person.text)
            named.append(replace(person, name_ar=own) if own else person)
        return tuple(named)

    return replace(event, actors=name(event.actors), recipients=name(event.recipients), said_by=name(event.said_by))


def _gloss(gloss: Gloss, lang: StatementLanguage) -> str:
    return isolate(tidy_phrase((gloss.en if lang == "en" else None) or gloss.text), right_to_left=lang == "ar")


def _join(names: Iterable[str], lang: StatementLanguage) -> str:
    """A list as the language writes it: ``A, B and C``; ``أ وب وج``."""
    unique = list(dict.fromkeys(names))
    if lang == "ar":
        return " و".join(unique)
    return " and ".join(filter(None, [", ".join(unique[:-1]), unique[-1]])) if unique else ""


def _agree_english(verb: str, doers: tuple[Participant, ...]) -> str:
    """An English verb of the present, given in the third person singular, agreeing with those who stand before it."""
    if len(set(doers)) < 2 and not any(map(_is_english_plural, doers)):
        return verb
    head, _, rest = verb.partition(" ")
    if head == "is":
        head = "are"
    elif head.endswith("ies"):
        head = head[:-3] + "y"
    else:
        head = head[:-2] if head.endswith(("sses", "shes", "ches", "xes", "oes")) else head[:-1]
    return f"{head} {rest}" if rest else head


def _is_english_plural(participant: Participant) -> bool:
    """Whether one English name stands for several people: Qatari officials, Afghans, people of the Gaza Strip."""
    head = participant.name.split(" of ")[0].split(" ")[-1]
    if participant.kind == "population":
        return head.endswith("s") or head.casefold() == "people"
    return participant.kind == "person" and head.islower() and head.endswith("s") and not head.endswith("ss")


def _agree_arabic(verb: str, doers: tuple[Participant, ...]) -> str:
    """An Arabic verb of the present, given in the masculine singular, agreeing with those who stand before it.

    Two take the dual; three or more the plural where they are people, else the feminine singular, as news writes it.
    """
    head, _, rest = verb.partition(" ")
    feminine = bool(doers) and all(_is_feminine(p) for p in doers)
    people = all(p.kind == "person" for p in doers) if len(doers) > 1 else any(map(_is_masculine_plural, doers))
    if len(doers) == 2:
        stem = head[:-1] + "ي" if head.endswith("ى") else head
        head = stem + "ان"
    elif people:
        stem = head[:-1] if head[-1] in "ويى" else head
        head, feminine = stem + "ون", False
    elif len(doers) > 2:
        feminine = True
    if feminine:
        head = "ت" + head[1:]
    return f"{head} {rest}" if rest else head


def _is_masculine_plural(participant: Participant) -> bool:
    """Whether one name stands for several men: الحوثيون, الفلسطينيون."""
    head = (participant.name_ar or "").split(" ")[0]
    return participant.kind in ("nonstate", "population") and head.endswith("ون")


def _is_feminine(participant: Participant) -> bool:
    """Whether an Arabic name takes a feminine verb. People count as masculine: their sex is not known to us."""
    if participant.kind == "person":
        return False
    if participant.kind == "state":
        return participant.country not in _MASCULINE_STATES
    head = (participant.name_ar or "").split(" ")[0]
    return head.endswith("ة") or head in _FEMININE_HEADS


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
