"""A language's dates: reads its ``calendar.toml`` and compiles the words and rules that `kg.languages.dates` uses."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.errors import LanguageError
from kg.languages.folders import find_folder
from kg.languages.moments import KINDS, MEANINGS

__all__ = ["PUNCTUATION", "Calendar", "Entry", "Rule", "fold", "load_calendar", "read_calendar"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A language's dates, compiled: the forms of its words with their classes, and the rules over them."""

    language: str
    lexicon: Mapping[str, tuple[Entry, ...]]
    rules: tuple[Rule, ...]
    codes: Mapping[str, str]
    day_first: bool
    cue: re.Pattern[str]
    """Words before a date that say whether the act is to come (group ``ahead``) or not (group ``back``)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form of the lexicon may be: a word, or the first word of a phrase."""

    rest: tuple[str, ...]
    """The further words of a phrase."""
    code: str
    value: Any
    cut: int
    """Length of the conjunction written together with the word, which becomes a token of its own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over word classes, what it means and the slots it fills."""

    means: str
    pattern: re.Pattern[str]
    kind: str | None
    given: Mapping[str, Any]
    slots: tuple[tuple[int, str], ...]
    """The numbers of the pattern's groups with the names of their slots (``day_2`` fills ``day``)."""


_DROPPED = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ہ": "ه", "ە": "ه",
        **{chr(0x660 + i): str(i) for i in range(10)}, **{chr(0x6F0 + i): str(i) for i in range(10)},
        **{chr(c): chr(c + 32) for c in range(65, 91)},
        "،": ",", "؛": ";", "؟": "?", "٫": ".", "٬": ",", "⁄": "/", "’": "'", "‘": "'",
        **dict.fromkeys("–—−‐‑‒―", "-"), **dict.fromkeys("“”«»„", '"'),
        **dict.fromkeys("\u00a0\u2009\u202f\t\r_#", " "),
    }
)  # fmt: skip


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The text with its spelling variants made one, and each folded character's offset in the text."""
    if not (_DROPPED.search(text) or _FORMS.search(text)):
        return text.translate(_FOLDS), range(len(text))
    dropped = set(_DROPPED.findall(text))
    if not _FORMS.search(text):
        kept = [i for i, char in enumerate(text) if char not in dropped]
        return "".join([text[i] for i in kept]).translate(_FOLDS), kept
    chars: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        if char in dropped:
            continue
        for folded in unicodedata.normalize("NFKC", char) if _FORMS.match(char) else char:
            if not _DROPPED.match(folded):
                chars.append(folded)
                offsets.append(i)
    return "".join(chars).translate(_FOLDS), offsets


_BUILT_IN = (
    "other", "small", "large", "year", "numeric", "figure", "comma", "slash", "dash", "open", "close", "stop", "quote",
    "and",
)  # fmt: skip
PUNCTUATION = {
    ",": "comma", "/": "slash", "-": "dash", "(": "open", "[": "open", ")": "close", "]": "close", '"': "quote",
    ".": "stop", "?": "stop", "!": "stop", ";": "stop", "\n\n": "stop",
}  # fmt: skip
_NAME = re.compile(r"(?:(\w+):)?(\w+)")


def load_calendar(language: str) -> Calendar:
    """The calendar of a language pack (``ar``, ``en``). Raises `LanguageError` if it has none, or a wrong one."""
    return _load(language)


@lru_cache(maxsize=8)
def _load(language: str) -> Calendar:
    path = find_folder(language) / "calendar.toml"
    if not path.is_file():
        raise LanguageError(
            f"language pack {language!r} has no calendar.toml; add kg/languages/{language}/calendar.toml"
        )
    return read_calendar(path.read_text(encoding="utf-8"), name=f"{language}/calendar.toml")


def read_calendar(toml: str, *, name: str = "calendar.toml") -> Calendar:
    """The calendar that a TOML text describes. Raises `LanguageError` naming the file, the entry and what is known."""
    try:
        raw = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{name}: not TOML: {error}") from None
    for key in ("language", "words", "rules"):
        if key not in raw:
            raise LanguageError(f"{name}: the key {key!r} is missing; a calendar has language, words, rules")
    words: dict[str, dict[str, Any]] = {cls: dict(_forms_of(cls, table, name)) for cls, table in raw["words"].items()}
    for cls, table in _cldr_words(raw.get("cldr", {}), name).items():
        words[cls] = table | words.get(cls, {})
    doubtful = {fold(form)[0] for form in raw.get("doubtful", [])}
    classes = [*_BUILT_IN, *(cls for cls in words if cls not in _BUILT_IN), "doubtful"]
    codes = {cls: chr(0x4E00 + i) for i, cls in enumerate(classes)}
    lexicon = _compile_lexicon(words, doubtful, codes, raw.get("clitics", {}))
    known: dict[str, str] = dict(codes)
    for group, members in raw.get("groups", {}).items():
        known[group] = "".join(_lookup(known, member, f"{name}: group {group!r}") for member in members)
    macros: dict[str, str] = {}
    for macro, pattern in raw.get("macros", {}).items():
        macros[macro] = "(?:" + _expand(pattern, macros, f"{name}: macro {macro!r}") + ")"
    rules = tuple(_compile_rule(rule, known, macros, name) for rule in raw["rules"])
    cues = raw.get("cues", {})
    edge, never = r"(?<![^\W_])", cues.get("never", [])
    ahead, back = ("|".join(map(_fold_pattern, cues.get(side, []))) or "(?!)" for side in ("ahead", "back"))
    barred = "|".join(map(_fold_pattern, never)) or "(?!)"
    try:
        cue = re.compile(f"{edge}(?!{barred})(?:(?P<ahead>{ahead})|(?P<back>{back}))(?![^\\W_])")
    except re.error as error:
        raise LanguageError(f"{name}: cues: not a regular expression: {error}") from None
    return Calendar(raw["language"], lexicon, rules, codes, bool(raw.get("day_first", True)), cue)


def _fold_pattern(pattern: str) -> str:
    return re.sub("[^\x00-\x7f]+", lambda run: fold(run[0])[0], pattern)


def _forms_of(cls: str, table: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(table, list):
        table = {"": table}
    if not isinstance(table, Mapping):
        raise LanguageError(f"{name}: words.{cls} must be a list of forms, or a table of value = [forms]")
    for value, forms in table.items():
        if not (isinstance(forms, list) and all(isinstance(form, str) for form in forms)):
            raise LanguageError(f"{name}: words.{cls}.{value} must be a list of forms")
        for form in forms:
            yield fold(form)[0], int(value) if re.fullmatch(r"-?\d+", value) else (value or None)


def _cldr_words(cldr: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """Names of months (1 to 12, in the widths asked for) and weekdays (0 is Monday) from Unicode's CLDR."""
    from babel import Locale, UnknownLocaleError

    months: dict[str, Any] = {}
    weekdays: dict[str, Any] = {}
    for code in cldr.get("locales", []):
        try:
            locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            raise LanguageError(f"{name}: cldr.locales: CLDR has no locale {code!r}") from None
        for width in cldr.get("widths", ["wide"]):
            months |= {fold(form.rstrip("."))[0]: value for value, form in locale.months["format"][width].items()}
        weekdays |= {fold(form)[0]: value for value, form in locale.days["format"]["wide"].items()}
    return {"month": months, "weekday": weekdays} if months else {}


def _compile_lexicon(
    words: Mapping[str, Mapping[str, Any]], doubtful: set[str], codes: Mapping[str, str], clitics: Mapping[str, Any]
) -> dict[str, tuple[Entry, ...]]:
    conjunctions, prepositions = clitics.get("conjunctions", []), clitics.get("prepositions", [])
    article, contracted = clitics.get("article"), clitics.get("contracted")
    found: dict[str, dict[tuple[str, ...], Entry]] = {}
    bare = [
        (form.split(" "), codes["doubtful" if cls == "month" and form in doubtful else cls], value)
        for cls, forms in words.items() for form, value in forms.items()
    ]  # fmt: skip
    for (first, *rest), code, value in bare:
        found.setdefault(first, {}).setdefault(tuple(rest), Entry(tuple(rest), code, value, 0))
    for (first, *rest), code, value in bare:
        # a letter or two with a clitic is another word: له is no ل + هـ
        forms = [p + first for p in prepositions] if len(first) > 2 else []
        if forms and article and contracted and first.startswith(article):
            forms = [f for f in forms if not f.startswith(contracted[0] + article)] + [
                contracted + first[len(article) :]
            ]
        for form in forms:
            found.setdefault(form, {}).setdefault(tuple(rest), Entry(tuple(rest), code, value, 0))
        for form in (first, *forms) if len(first) > 1 else ():
            for c in conjunctions:
                found.setdefault(c + form, {}).setdefault(tuple(rest), Entry(tuple(rest), code, value, len(c)))
    return {form: tuple(sorted(entries.values(), key=lambda e: -len(e.rest))) for form, entries in found.items()}


def _lookup(known: Mapping[str, str], cls: str, where: str) -> str:
    if cls not in known:
        raise LanguageError(f"{where}: no word class {cls!r}; known are {', '.join(sorted(known))}")
    return known[cls]


def _expand(pattern: str, macros: Mapping[str, str], where: str) -> str:
    def put(match: re.Match[str]) -> str:
        if match[1] not in macros:
            raise LanguageError(f"{where}: no macro {match[1]!r} above it; known are {', '.join(sorted(macros))}")
        return macros[match[1]]

    return re.sub(r"\{(\w+)\}", put, pattern)


def _compile_rule(rule: Mapping[str, Any], known: Mapping[str, str], macros: Mapping[str, str], name: str) -> Rule:
    where = f"{name}: rule {rule.get('pattern', '?')!r}"
    means = rule.get("means", "")
    if means != "nothing" and means not in MEANINGS:
        raise LanguageError(f"{where}: no meaning {means!r}; known are nothing, {', '.join(MEANINGS)}")
    if rule.get("kind", KINDS[0]) not in KINDS:
        raise LanguageError(f"{where}: no kind {rule['kind']!r}; known are {', '.join(KINDS)}")

    def put(match: re.Match[str]) -> str:
        codes = f"[{_lookup(known, match[2], where)}]"
        return f"(?P<{match[1]}>{codes})" if match[1] else codes

    expanded = _expand(rule.get("pattern", ""), macros, where)
    try:
        pattern = re.compile(_NAME.sub(put, expanded).replace(" ", ""))
    except re.error as error:
        raise LanguageError(f"{where}: not a pattern over word classes: {error}") from None
    if pattern.match(""):
        raise LanguageError(f"{where}: the pattern matches no word at all; make one of its words required")
    slots = tuple((number, re.sub(r"_\d$", "", group)) for group, number in pattern.groupindex.items())
    return Rule(means, pattern, rule.get("kind"), rule.get("given", {}), slots)
