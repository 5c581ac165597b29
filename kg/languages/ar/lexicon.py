"""The lexicon of Arabic event triggers: read from TOML, checked, and looked up by word.

`load_lexicon` reads ``triggers.toml`` of this package, and further files of the same form after it (the user's own
words). `Lexicon.readings` answers what a folded word without clitics may be; `Lexicon.look_up` also takes the clitics
off. The form of an entry is told at the head of ``triggers.toml``.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kg.errors import LanguageError
from kg.languages.additions import AddedFile
from kg.languages.ar.inflect import Form, inflect_noun, inflect_participle, inflect_verb
from kg.languages.ar.plurals import list_noun_forms
from kg.languages.folding import fold
from kg.languages.loading import pause_collection
from kg.model import ACT_TYPES

__all__ = [
    "FRAME_SLOTS", "PREPOSITIONS", "ROLES",
    "Content", "Example", "Found", "Lexicon", "Light", "Reading", "Speech", "Trigger", "load_lexicon", "strip_clitics",
]  # fmt: skip

#: What a participant or a phrase may be to an event.
ROLES = ("actor", "recipient", "party", "theme", "topic", "place")
#: Where in the clause it may stand, besides behind a preposition.
FRAME_SLOTS = ("subj", "obj", "obj2", "idafa")
#: Prepositions and compound prepositions that a frame may name.
PREPOSITIONS = (
    "ب", "ل", "ك", "في", "من", "إلى", "على", "عن", "مع", "بين", "ضد", "حول", "بشأن", "تجاه", "لدى", "عند", "خلال",
    "بعد", "قبل", "نحو", "أمام", "وراء", "خلف", "تحت", "فوق", "دون", "عبر", "إزاء", "حيال", "بحق", "لصالح", "إلى جانب",
    "من أجل", "من قبل", "على يد", "بالنسبة ل", "على شرف", "بخصوص", "باتجاه", "منذ", "حتى", "ضمن", "وسط",
    "بدل", "بسبب", "جراء", "قرب", "قبالة", "عقب", "لأجل", "في صدد", "باسم", "بمناسبة", "تتعلق",
)  # fmt: skip

Part = Literal["verb", "masdar", "active", "passive", "noun", "phrase"]


class Example(NamedTuple):
    """A sentence with the place of its trigger (0, 0 for a counter-example) and the act that it shows."""

    text: str
    start: int
    end: int
    act: str


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """What all kinds of entry have; ``where`` names file, number and first word, for error messages and rule names."""

    act: str = ""
    verb: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    active: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    frame: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    counter: tuple[str, ...] = ()
    where: str = ""

    @property
    def name(self) -> str:
        """The word that the entry is known by: its verb, else its first noun or phrase."""
        for words in (self.verb, self.masdar, self.noun, self.active, self.passive, getattr(self, "phrase", ())):
            if words:
                return str(words[0])
        return self.act

    def choose_act(self, head: str) -> str | None:
        """The act that the entry has with this noun (folded or not) as its head noun; None when none is given."""
        key = fold(head)
        for act, nouns in self.acts.items():
            if key in _noun_forms(nouns):
                return act
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Trigger(_Entry):
    """A word or phrase that tells of an act, with the frame that says who stands where around it."""

    phrase: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """The entry counts only when one of these prepositions or words follows; empty: always."""
    negative: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Speech(_Entry):
    """A verb of saying: with a `Content` noun it gives that noun's act, alone its own (mostly ``state``)."""

    preposition: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Content(_Entry):
    """A noun that names what a speaker does by speaking (قلق, دعم, رفض); ``alone``: without a speech verb too."""

    alone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Light(_Entry):
    """A verb that leaves the meaning to its noun: ``acts`` by noun, else the act of a noun that is a trigger.

    ``carries`` is false where only the nouns in ``acts`` make an event of it.
    """

    preposition: str = ""
    carries: bool = True


Entry = Trigger | Speech | Content | Light


class Reading(NamedTuple):
    """One way to read a word: the entry, which part of it, and for verbs the form (person, voice and so on)."""

    entry: Entry
    part: Part
    form: Form | None


class Found(NamedTuple):
    """A reading of a written word, with the clitics that had to come off: proclitics as written, suffix pronoun."""

    reading: Reading
    proclitics: str
    stem: str
    pronoun: str


@lru_cache(maxsize=4096)
def _noun_forms(nouns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(form) for noun in nouns for form in list_noun_forms(noun))


class Lexicon:
    """All entries, by kind and by form. Entries keep the order of their files."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries as they are; `load_lexicon` is what checks them."""
        self.entries = tuple(entries)
        self.triggers = tuple(entry for entry in self.entries if isinstance(entry, Trigger))
        self.speech = tuple(entry for entry in self.entries if isinstance(entry, Speech))
        self.content = tuple(entry for entry in self.entries if isinstance(entry, Content))
        self.light = tuple(entry for entry in self.entries if isinstance(entry, Light))

    @cached_property
    @pause_collection()
    def _listed(self) -> tuple[tuple[Entry, tuple[tuple[str, Reading], ...]], ...]:
        return tuple((entry, tuple(_list_forms(entry))) for entry in self.entries)

    @cached_property
    @pause_collection()
    def _forms(self) -> Mapping[str, tuple[Reading, ...]]:
        found: dict[str, dict[tuple[int, Part, Form | None], Reading]] = {}
        for entry, forms in self._listed:
            for text, reading in forms:
                found.setdefault(text, {}).setdefault((id(entry), reading.part, reading.form), reading)
        return {text: tuple(readings.values()) for text, readings in found.items()}

    @cached_property
    def expressions(self) -> tuple[tuple[str, Reading], ...]:
        """Expressions of several words as they are written, nouns in the accusative too, each with its reading."""
        found: list[tuple[str, Reading]] = []
        for entry in self.entries:
            found += [(text, Reading(entry, "noun", None)) for n in entry.noun if " " in n for text in _list_cases(n)]
            if isinstance(entry, Trigger):
                found += [(phrase, Reading(entry, "phrase", None)) for phrase in entry.phrase]
        return tuple(dict.fromkeys(found))

    @cached_property
    def phrases(self) -> Mapping[tuple[str, ...], tuple[Reading, ...]]:
        """`expressions` as tuples of folded words, with their readings."""
        found: dict[tuple[str, ...], tuple[Reading, ...]] = {}
        for text, reading in self.expressions:
            key = tuple(fold(text).split())
            if reading not in found.get(key, ()):
                found[key] = (*found.get(key, ()), reading)
        return found

    @cached_property
    def said(self) -> Mapping[str, frozenset[str]]:
        """The folded forms of the words that tell what a speaker does by speaking, by act."""
        return self._gather(Content, ("verb", "noun", "masdar", "active", "passive"))

    @cached_property
    def carried(self) -> Mapping[str, frozenset[str]]:
        """The folded forms of the nouns that are triggers themselves, by act: what a light verb may carry."""
        return self._gather(Trigger, ("noun", "masdar"))

    def _gather(self, kind: type[Entry], parts: Sequence[str]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for entry, forms in self._listed:
            if isinstance(entry, kind):
                found.setdefault(entry.act, set()).update(text for text, reading in forms if reading.part in parts)
        return {act: frozenset(texts) for act, texts in found.items() if texts}

    def readings(self, word: str) -> tuple[Reading, ...]:
        """What a word without clitics may be, in the order of the entries; empty when it is in no entry."""
        return self._forms.get(fold(word), ())

    def look_up(self, word: str) -> tuple[Found, ...]:
        """What a written word may be when its clitics come off; the readings that need fewer of them first."""
        return tuple(self._look_up(fold(word)))

    def _look_up(self, word: str) -> Iterator[Found]:
        seen: set[tuple[int, Part, Form | None]] = set()
        for proclitics, stem, pronoun in strip_clitics(word):
            for reading in self._forms.get(stem, ()):
                if reading.form is not None and not _may_take(reading.form, proclitics, pronoun):
                    continue
                if pronoun and reading.part != "verb" and self._is_definite(stem, reading):
                    continue
                key = (id(reading.entry), reading.part, reading.form)
                if key not in seen:
                    seen.add(key)
                    yield Found(reading, proclitics, stem, pronoun)

    def _is_definite(self, stem: str, reading: Reading) -> bool:
        """Whether ال is the article (الدعم), and not the word's own beginning (التزام)."""
        return stem.startswith("ال") and any(
            other.entry is reading.entry and other.part == reading.part for other in self._forms.get(stem[2:], ())
        )


def _may_take(form: Form, proclitics: str, pronoun: str) -> bool:
    """Whether a verb form can stand between these clitics: bound ones want a pronoun, س the imperfect, ب none."""
    if form.bound and not pronoun:
        return False
    rest = proclitics.lstrip("وف")
    return rest == "" or (rest in ("س", "ل", "ا") and form.tense == "present")


_PROCLITICS = re.compile(r"(?=([وف]?(?:لل|[سلبكا]?(?:ال)?)))")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "ي", "نا", "ني", "ك", "كم")


@lru_cache(maxsize=65536)
def strip_clitics(word: str) -> tuple[tuple[str, str, str], ...]:
    """The ways to divide a folded word into proclitics, stem and suffix pronoun; the least divided first.

    The article stays with its stem (للقاء gives ل + القاء as well as ل + لقاء), for nouns are listed with it.
    """
    found = []
    heads = [""]
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        if conjunction:
            heads.append(conjunction)
        heads += [conjunction + letter for letter in "سلبكا" if rest.startswith(letter)]
    for head in dict.fromkeys(heads):
        stem = word[len(head) :]
        stems = [stem]
        if head.endswith("ل"):
            stems = ["ا" + stem, "ال" + stem, stem] if stem.startswith("ل") else [stem]
        for option in stems:
            if len(option) < 2:
                continue
            found.append((head, option, ""))
            for pronoun in _PRONOUNS:
                if option.endswith(pronoun) and len(option) - len(pronoun) >= 2:
                    found.append((head, option[: -len(pronoun)], pronoun))
    return tuple(sorted(found, key=lambda parts: len(parts[0]) + len(parts[2])))


def _list_cases(phrase: str) -> Iterator[str]:
    """An expression as it stands, and its first words in the accusative (مذكرة احتجاج, ردا قاسيا, خطأ فادحا)."""
    head, following, *rest = phrase.split()
    for first, second in ((head, following), (_make_accusative(head), following),
                          (_make_accusative(head), _make_accusative(following))):  # fmt: skip
        yield " ".join((first, second, *rest))


def _make_accusative(noun: str) -> str:
    bare = noun[-1] in "ةاىأ" or noun.endswith(("اء", "ات")) or noun.startswith("ال")
    return noun if bare else noun + "ا"


def _list_forms(entry: Entry) -> Iterator[tuple[str, Reading]]:
    if entry.verb:
        for form in _verb_forms(entry.verb):
            yield fold(form.text), Reading(entry, "verb", form)
    nouns: list[tuple[Part, tuple[str, ...]]] = [("masdar", entry.masdar), ("noun", entry.noun)]
    for part, words in nouns:
        for word in words:
            if " " not in word:
                for text in inflect_noun(word):
                    yield fold(text), Reading(entry, part, None)
    participles: list[tuple[Part, tuple[str, ...]]] = [("active", entry.active), ("passive", entry.passive)]
    for part, words in participles:
        for word in words:
            for text in inflect_participle(word):
                yield fold(text), Reading(entry, part, None)


@lru_cache(maxsize=2048)
def _verb_forms(verb: tuple[str, ...]) -> tuple[Form, ...]:
    return inflect_verb(verb[0], verb[1], passive=verb[2] if len(verb) > 2 else None)


_KINDS: Mapping[str, type[Trigger] | type[Speech] | type[Content] | type[Light]] = {
    "trigger": Trigger, "speech": Speech, "content": Content, "light": Light,
}  # fmt: skip
_WORDS = ("verb", "masdar", "active", "passive")
_PROOF = ("examples", "counter")
_LISTS = (*_WORDS, "noun", "phrase", "needs", *_PROOF)
_KEYS: Mapping[str, tuple[str, ...]] = {
    "trigger": ("act", *_LISTS, "frame", "acts", "negative"),
    "speech": ("act", *_WORDS, "noun", "preposition", "frame", "acts", *_PROOF),
    "content": ("act", *_WORDS, "noun", "alone", "frame", "acts", *_PROOF),
    "light": ("act", *_WORDS, "preposition", "carries", "frame", "acts", *_PROOF),
}  # fmt: skip


@cache
def load_lexicon(*paths: Path | AddedFile) -> Lexicon:
    """The lexicon of this package, with the entries of further files of the same form after it.

    An entry of a further file takes the place of an earlier one of the same kind with the same verb; and other words
    that it lists are taken out of earlier entries of that kind. Raises `LanguageError` with the file, the entry and
    what is wrong in it.
    """
    own = resources.files("kg.languages.ar").joinpath("triggers.toml")
    entries = _read_entries(own.read_text(encoding="utf-8"), "triggers.toml")
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LanguageError(f"{path}: cannot be read as UTF-8 text: {error}") from None
        added = _read_entries(text, str(path))
        entries = [*_yield_words(entries, added), *added]
    return Lexicon(entries)


def _yield_words(entries: Iterable[Entry], added: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without the words that added ones of their kind list; one that is left without words goes."""
    verbs: set[tuple[type[Entry], str, str]] = set()
    nouns: dict[type[Entry], set[str]] = {}
    for entry in added:
        if entry.verb:
            verbs.add((type(entry), fold(entry.verb[0]), fold(entry.verb[1])))
        words = (word for part in _NOMINAL for word in getattr(entry, part, ()))
        nouns.setdefault(type(entry), set()).update(map(fold, words))
    for entry in entries:
        if entry.verb and (type(entry), fold(entry.verb[0]), fold(entry.verb[1])) in verbs:
            continue
        theirs = nouns.get(type(entry), set())
        listed = {part: getattr(entry, part, ()) for part in _NOMINAL}
        left = {part: tuple(w for w in words if fold(w) not in theirs) for part, words in listed.items()}
        if left == listed:
            yield entry
        elif entry.verb or any(left.values()):
            changed: dict[str, Any] = {part: words for part, words in left.items() if words != listed[part]}
            yield replace(entry, **changed)


#: The words of an entry besides its verb.
_NOMINAL = ("masdar", "noun", "active", "passive", "phrase")


def _read_entries(text: str, file: str) -> list[Entry]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{file}: not valid TOML: {error}") from None
    entries: list[Entry] = []
    for kind, tables in data.items():
        if kind not in _KINDS:
            raise LanguageError(
                f"{file}: unknown table [[{kind}]]{_suggest(kind, _KINDS)}; known are {', '.join(_KINDS)}"
            )
        if not isinstance(tables, list):
            raise LanguageError(f"{file}: {kind} must be a list of tables, written [[{kind}]]")
        entries += [_read_entry(table, kind, f"{file}, {kind} {number}") for number, table in enumerate(tables, 1)]
    return entries


def _suggest(word: str, known: Iterable[str]) -> str:
    folded = {fold(right): right for right in known}
    near = difflib.get_close_matches(fold(word), folded, n=1, cutoff=0.5)
    return f" (did you mean {folded[near[0]]!r}?)" if near else ""


def _read_entry(table: Any, kind: str, where: str) -> Entry:
    if not isinstance(table, dict):
        raise LanguageError(f"{where}: must be a table with keys {', '.join(_KEYS[kind])}")
    for key in table:
        if key not in _KEYS[kind]:
            raise LanguageError(
                f"{where}: unknown key {key!r}{_suggest(key, _KEYS[kind])}; known are {', '.join(_KEYS[kind])}"
            )
    values: dict[str, Any] = {}
    for key in _KEYS[kind]:
        if key in _LISTS and key in table:
            values[key] = _read_words(table[key], f"{where}: {key}")
    words = next(
        (values[key] for key in ("verb", "masdar", "noun", "active", "passive", "phrase") if values.get(key)), ()
    )
    if not words:
        raise LanguageError(f"{where}: has no words; give a verb, masdar, noun, participle or phrase")
    where = f"{where} ({words[0]})"
    values["where"] = where
    values["act"] = _read_act(table.get("act", "state" if kind == "speech" else ""), where, optional=kind == "light")
    if values.get("verb"):
        _check_verb(values["verb"], where)
    values["frame"] = _read_frame(table.get("frame", {}), where)
    values["acts"] = _read_acts(table.get("acts", {}), where)
    for key, type_ in (("negative", bool), ("alone", bool), ("carries", bool), ("preposition", str)):
        if key in table:
            if not isinstance(table[key], type_):
                raise LanguageError(f"{where}: {key} must be {'true or false' if type_ is bool else 'a word'}")
            values[key] = table[key]
    if values.get("preposition"):
        _check_known(values["preposition"], PREPOSITIONS, "preposition", where)
    acts = (values["act"], *values["acts"])
    for text in values.get("counter", ()):
        if _MARKED.search(text):
            raise LanguageError(f"{where}: a counter-example marks nothing: {text}")
    values["examples"] = tuple(_read_example(text, values["act"], acts, where) for text in values.get("examples", ()))
    return _KINDS[kind](**values)


def _read_words(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise LanguageError(f"{where} must be a list of words in quotes")
    return tuple(value)


def _check_known(word: str, known: Iterable[str], what: str, where: str) -> None:
    if word not in known:
        raise LanguageError(f"{where}: unknown {what} {word!r}{_suggest(word, known)}; known are {', '.join(known)}")


def _read_act(act: Any, where: str, *, optional: bool = False) -> str:
    if optional and act == "":
        return ""
    if not isinstance(act, str) or not act:
        raise LanguageError(f"{where}: lacks its act; known are {', '.join(ACT_TYPES)}")
    _check_known(act, ACT_TYPES, "act", where)
    return act


def _check_verb(verb: tuple[str, ...], where: str) -> None:
    if len(verb) not in (2, 3):
        raise LanguageError(
            f"{where}: verb must be perfect and imperfect, and a passive perfect where the rules miss it"
        )
    try:
        _verb_forms(verb)
    except ValueError as error:
        raise LanguageError(f"{where}: {error}") from None


def _read_frame(frame: Any, where: str) -> dict[str, str]:
    if not isinstance(frame, dict):
        raise LanguageError(f'{where}: frame must be a table of places and roles, as {{ subj = "actor" }}')
    for slot, role in frame.items():
        _check_known(slot, (*FRAME_SLOTS, *PREPOSITIONS), "place in the frame", where)
        if not isinstance(role, str):
            raise LanguageError(f"{where}: the role of {slot!r} must be one of {', '.join(ROLES)}")
        _check_known(role, ROLES, "role", where)
    return dict(frame)


def _read_acts(acts: Any, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(acts, dict) or not all(isinstance(nouns, str) for nouns in acts.values()):
        raise LanguageError(f'{where}: acts must be a table of acts and their nouns, as {{ sign = "اتفاق عقد" }}')
    for act in acts:
        _read_act(act, where)
    return {act: tuple(nouns.split()) for act, nouns in acts.items()}


_MARKED = re.compile(r"\[([^\]\[:]+)(?::([a-z-]+))?\]")


def _read_example(text: str, act: str, acts: tuple[str, ...], where: str) -> Example:
    marks = list(_MARKED.finditer(text))
    if len(marks) != 1:
        raise LanguageError(f"{where}: an example must mark its trigger once, in [ ]: {text}")
    shown = marks[0][2] or act
    if shown not in acts and acts != ("",):
        _check_known(shown, ACT_TYPES, "act", where)
    start = marks[0].start()
    plain = text[:start] + marks[0][1] + text[marks[0].end() :]
    return Example(plain, start, start + len(marks[0][1]), shown)
