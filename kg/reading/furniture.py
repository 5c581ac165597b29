"""Tells prose from what surrounds it on a news page: the algorithms; the words are each language's ``furniture.toml``.

Every rule is for a whole line (a paragraph, as `kg.reading.paragraphs` cuts it) and errs on the side of prose: a long
line, or one that ends as a sentence does, is hardly ever furniture. What only the neighbours of a line can tell (lists
of headlines, repeated leads, where an article ends) is in `kg.reading.splitting`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg.errors import LanguageError
from kg.languages.folders import find_folder, list_languages
from kg.languages.folding import fold
from kg.reading.paragraphs import count_words, ends_sentence

__all__ = ["FurnitureWords", "Verdict", "find_desk", "find_inline_marks", "fold_line", "judge_line", "load_words"]

Role = Literal[
    "source", "tags", "read also", "related", "promotion", "share", "byline", "photo", "rights", "comments",
    "advertisement", "contact", "end mark", "field", "headline", "menu", "tweet", "link", "separator",
]  # fmt: skip

_SPACE = re.compile(r"\s+")
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)
_TWEET_LINK = re.compile(r"pic\.twitter\.com/|https?://t\.co/", re.IGNORECASE)
_TWEET_SIGNATURE = re.compile(r"\(@\w{1,30}\)")
_HASHTAG = re.compile(r"#\w+")
_SEPARATOR = re.compile(r"[\W_ـ]{3,}")
#: The name that an agency gives a despatch: 'BC-OMAN-NORWAY/310'.
_SLUG = re.compile(r"[A-Z]{2,}(?:[-/][A-Z0-9]+){2,}")
#: Initials of those who wrote, edited and sent a despatch: 'ر خ/ف ق'; with points or without.
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}[.ـ]?(?:\s*[/\\.،,\-]\s*|\s+|$)){2,12}")
_IN_BRACKETS = re.compile(r"[\W_]*[(\[/]+\s*([^()\[\]/]{1,40}?)\s*[)\]/]+")
_PROMOTION_LABEL = re.compile(r"[^:.]{2,20}:\s+")
_ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")
#: What a site's software should have replaced: '[caption id="1"]'.
_CODE = re.compile(r"\[/?\w+(?:\s+\w+=[^\]]*)?\]")
#: Who took a picture, and for whom: '(Xinhua/Li Na)'.
_TAKEN_BY = re.compile(r"[(\[]([^()\[\]/]{2,40})/([^()\[\]/]{2,40})[)\]]\s*$")
_LONE_DATELINE = re.compile(r"(?:[—–]|\s-{1,2})\s*$")
_QUOTED = re.compile('[«“"][^«»“”"]{8,}[»”"]')
_PARTS = re.compile(r"\s*[/|]\s*|\s+[-–—ـ]+\s*")
_END_SIGN = re.compile(r"(?:\\?#\s*){3,}|-\s*30\s*-")
_DECORATION = " \t\u00a0/\\*#-–—_=.()[]|:"
_AFTER_LABEL = re.compile(r"\s*[:|/\\\-–—•·؛»>]+\s*")
_SEGMENTS = re.compile(r"\s*[|>»›•·/]\s*")
_TRAIL = re.compile(r"\s*[|>»›•·]\s*|\s+/\s+")
_TOKEN = re.compile(r"[^\s|,،/>»•·:]+")
_DESK = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+)?)\s+/\s+(?=\S)")
_AGENCY = re.compile(r"\s*[(\[/]\s*([^()\[\]/]{2,40}?)\s*[)\]/]\s*[.]?\s*$")
#: One sentence after another: a caption of several sentences tells news.
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?؟]\s+[^\W\d_a-z]")
_LAST_SENTENCE = re.compile(r"^.*[.!?؟][\"'”»)]*\s+(?=\S)", re.DOTALL)
_PERSON_CASE = re.compile(r"(?:[A-Z][\w.’'\-]*|and|de|bin|al|van|von|,|&)(?:\s|,|$)")

#: Longest line, in characters, that is searched for addresses and initials.
_LINE = 200
#: Longest line, in words, that may still be a call to subscribe, a list of tags' heading, a byline.
_LONG = 30


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a line is no prose: its ``role``, the reason in words, and where what follows its label begins (or None)."""

    role: Role
    reason: str
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """The words of one language's ``furniture.toml``, folded."""

    language: str
    scripts: frozenset[str]
    function_words: frozenset[str]
    least_function_words: float
    foreign_letters: str
    labels: Mapping[str, tuple[str, ...]]
    starts: Mapping[str, tuple[str, ...]]
    contains: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    credits: tuple[str, ...]
    offices: tuple[str, ...]
    agencies: frozenset[str]
    not_an_outlet: frozenset[str]
    date_labels: tuple[str, ...]
    updated_labels: tuple[str, ...]
    date_particles: frozenset[str]
    relative_dates: frozenset[str]
    connectives: tuple[str, ...]
    site_words: frozenset[str]


def fold_line(text: str) -> str:
    """A line as its words are compared: folded, in lower case, single spaces."""
    return _SPACE.sub(" ", fold(text).replace("’", "'").casefold()).strip()


#: What a line of furniture may be; a language lists words for as many of these as it likes.
_ROLES = ("advertisement", "byline", "comments", "contact", "desk", "end", "field", "headline", "home", "menu", "photo",
          "promotion", "read_also", "related", "rights", "share", "source", "tags", "views")  # fmt: skip


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, FurnitureWords]:
    """The furniture words of every language that has a ``furniture.toml``, by language code. Raises `LanguageError`."""
    found = {}
    for language in list_languages():
        file = find_folder(language) / "furniture.toml"
        if file.is_file():
            found[language] = read_words(file.read_text(encoding="utf-8"), language)
    return found


def read_words(toml: str, language: str) -> FurnitureWords:
    """The words of a ``furniture.toml``. Raises `LanguageError` naming the table or list that is wrong."""
    try:
        raw = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{language}/furniture.toml: {error}") from None

    def take(table: str, key: str) -> tuple[str, ...]:
        values = raw.get(table, {}).get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
            raise LanguageError(f"{language}/furniture.toml: [{table}] {key} must be a list of words in quotes")
        # The longest first: 'read also' before 'read'.
        return tuple(sorted({fold_line(v) for v in values}, key=lambda v: (-len(v), v)))

    roles = sorted({*_ROLES, *(name for name in raw if name not in ("language", "agencies", "date"))})
    return FurnitureWords(
        language=language,
        scripts=frozenset(raw.get("language", {}).get("scripts", [])),
        function_words=frozenset(take("language", "function_words")),
        least_function_words=float(raw.get("language", {}).get("least_function_words", 0)),
        foreign_letters=str(raw.get("language", {}).get("foreign_letters", "")),
        labels={role: take(role, "labels") for role in roles},
        starts={role: take(role, "starts") for role in roles},
        contains={role: take(role, "contains") for role in roles},
        words={role: frozenset((*take(role, "words"), *take(role, "marks"))) for role in roles},
        credits=take("photo", "credits"),
        offices=take("byline", "offices"),
        agencies=frozenset(_squeeze(name) for name in take("agencies", "names")),
        not_an_outlet=frozenset(take("source", "not_an_outlet")),
        date_labels=take("date", "labels"),
        updated_labels=take("date", "updated"),
        date_particles=frozenset(take("date", "particles")),
        relative_dates=frozenset(take("date", "relative")),
        connectives=take("headline", "connectives"),
        site_words=frozenset(take("headline", "site_words")),
    )


def _squeeze(name: str) -> str:
    """An agency's name without the dots and spaces that its initials are written with."""
    return re.sub(r"[\s.]+", "", name)


def judge_line(text: str) -> Verdict | None:
    """Why a line is page furniture, judged by itself; None when it may be prose."""
    if verdict := _judge_signs(text):
        return verdict
    folded = fold_line(text)
    length = count_words(text)
    ended = ends_sentence(text)
    for words in load_words().values():
        if verdict := _judge_words(text, folded, length, ended, words):
            return verdict
    return None


def _judge_signs(text: str) -> Verdict | None:
    if _TWEET_SIGNATURE.search(text):
        return Verdict("tweet", "embedded tweet")
    bare = _HASHTAG.sub("", _LINK.sub("", text))
    if _TWEET_LINK.search(text) and (count_words(bare) < 12 or not ends_sentence(bare)):
        return Verdict("tweet", "embedded tweet")
    if bare != text and not count_words(bare):
        return Verdict("tags", "hashtags") if _HASHTAG.search(text) else Verdict("link", "a link")
    if len(text) <= _LINE and not ends_sentence(text) and _ADDRESS.search(text) and count_words(text) <= 15:
        return Verdict("contact", "whom to write to")
    if _CODE.fullmatch(text.strip()):
        return Verdict("link", "a site's own code")
    if _END_SIGN.fullmatch(text.strip()):
        return Verdict("end mark", "end mark of an agency or press office")
    if _SLUG.fullmatch(text.strip()):
        return Verdict("byline", "an agency's name for a despatch")
    if _SEPARATOR.fullmatch(text):
        return Verdict("separator", "a line of signs")
    return None


def _judge_words(text: str, folded: str, length: int, ended: bool, words: FurnitureWords) -> Verdict | None:
    core = folded.strip(_DECORATION)
    if core in words.words["end"]:
        return Verdict("end mark", "end mark of an agency or press office")
    if core in words.words["advertisement"] or (
        length <= 6
        and not ended
        and _after_label(text, folded, tuple(words.words["advertisement"]), spaced=False) is not None
    ):
        return Verdict("advertisement", "advertisement")
    if core in words.words["photo"]:
        return Verdict("photo", "photo credit or caption")
    if length <= 8 and (rest := _after_label(text, folded, words.labels["source"], spaced=False)) is not None:
        return Verdict("source", "source line", rest)
    if not ended and (rest := _after_label(text, folded, words.labels["headline"], spaced=False)) is not None:
        return Verdict("headline", "label of the headline", rest)
    if length <= 12 and not ended and _after_label(text, folded, words.labels["field"], spaced=False) is not None:
        return Verdict("field", "what a database tells of a text")
    if len(text) <= _LINE and (verdict := _judge_sign_off(text, folded, length, ended, words)):
        return verdict
    if (rest := _after_label(text, folded, words.labels["tags"], spaced=False)) is not None and not (
        ended and length > 8
    ):
        return Verdict("tags", "tags", rest)
    if length <= 2 * _LONG and _contains(folded, words.contains["byline"]):
        return Verdict("byline", "byline")
    if length <= _LONG:
        rest = _after_label(text, folded, words.labels["related"], spaced=False)
        if rest is not None and (rest >= len(text) or not ended):
            return Verdict("related", "list of related stories", rest)
        if (rest := _after_label(text, folded, words.labels["read_also"], spaced=not ended)) is not None:
            return Verdict("read also", "pointer to another story", rest)
        if _is_promotion(text, folded, length, ended, words):
            return Verdict("promotion", "call to follow, subscribe or download")
        if (not ended and _starts(folded, words.starts["rights"])) or _contains(folded, words.contains["rights"]):
            return Verdict("rights", "copyright notice")
        if not ended and _after_label(text, folded, words.labels["contact"], spaced=False) is not None:
            return Verdict("contact", "whom to call or write to")
        if length <= 8 and _after_label(text, folded, words.labels["comments"], spaced=False) is not None:
            return Verdict("comments", "reader comments")
        if _is_byline(text, folded, length, ended, words):
            return Verdict("byline", "byline")
    if (
        _starts(folded, words.starts["photo"]) or _ends_with_credit(folded, words) or _names_taker(folded, words)
    ) and not _SENTENCES.search(text):
        return Verdict("photo", "photo credit or caption")
    if length <= 12 and _are_all(folded, words.words["share"]):
        return Verdict("share", "share buttons")
    if (length <= 2 * _LONG and _is_trail(folded, words)) or (not ended and _is_menu(text, folded, words)):
        return Verdict("menu", "menu")
    return None


def _judge_sign_off(text: str, folded: str, length: int, ended: bool, words: FurnitureWords) -> Verdict | None:
    """What an agency puts below a despatch, or beside it: marks in brackets, initials, who reported and edited."""
    bracket = _IN_BRACKETS.match(folded)
    behind = folded[bracket.end() :].strip(_DECORATION) if bracket else ""
    if bracket and (not behind or _INITIALS.fullmatch(behind)):
        if bracket.group(1) in words.words["end"]:
            return Verdict("end mark", "end mark of an agency or press office")
        if _are_agencies(bracket.group(1), words):
            return Verdict("byline", "mark of an agency")
    if 2 <= length <= 12 and ("/" in text or _SEPARATOR.match(text)) and _INITIALS.fullmatch(folded.strip(_DECORATION)):
        return Verdict("end mark", "initials of an agency's writers")
    if length <= 5 and not ended and _LONE_DATELINE.search(text):
        return Verdict("byline", "dateline without a text")
    if length <= 8 and not ended:
        parts = [part for part in _PARTS.split(folded) if part]
        named = [part for part in parts if _are_agencies(part, words) or part.strip(_DECORATION) in words.not_an_outlet]
        if named and len(parts) >= 2:
            return Verdict("byline", "byline")
    return None


def _are_agencies(text: str, words: FurnitureWords) -> bool:
    """Whether a text is the name of an agency, or several."""
    parts = [part for part in re.split(r"[,،+/\-–]", _squeeze(text.strip(_DECORATION))) if part]
    return bool(parts) and all(part in words.agencies for part in parts)


def _is_promotion(text: str, folded: str, length: int, ended: bool, words: FurnitureWords) -> bool:
    """A call to follow, subscribe or download, at the start of a line or as its last sentence; no quotation is one."""
    if _starts(folded, words.starts["promotion"]):
        return not (length > 15 and ended and _QUOTED.search(text))
    if not ended and _contains(folded, words.contains["promotion"]):
        return True
    label = _PROMOTION_LABEL.match(folded)
    if label and _starts(folded[label.end() :], words.starts["promotion"]) and not _QUOTED.search(text):
        return True
    last = _LAST_SENTENCE.match(folded)
    return (
        last is not None
        and _starts(folded[last.end() :], words.starts["promotion"])
        and any(token.rstrip(".") in words.words["promotion"] for token in _TOKEN.findall(folded))
    )


def _after_label(text: str, folded: str, labels: tuple[str, ...], *, spaced: bool) -> int | None:
    """Where a line goes on after one of the labels, or None when it begins with none.

    A label is the whole line or has a colon, bar, slash or dash behind it; with ``spaced`` one of two words needs none.
    """
    for label in labels:
        if not folded.startswith(label):
            continue
        behind = folded[len(label) :]
        if not behind.strip(_DECORATION + "؟?!"):
            return len(text)
        if _AFTER_LABEL.match(behind) or (spaced and " " in label and behind.startswith(" ")):
            return _place_after(text, label)
    return None


def _place_after(text: str, label: str) -> int:
    """The offset in ``text`` behind a label that its folded form begins with, and behind the signs that follow."""
    end = next(
        i
        for i in range(1, len(text) + 1)
        if len(fold_line(text[:i])) >= len(label) and fold_line(text[:i]).startswith(label)
    )
    sign = _AFTER_LABEL.match(text, end)
    end = sign.end() if sign else end
    while end < len(text) and (text[end].isspace() or text[end] in "\u200f\u200e"):
        end += 1
    return end


def _starts(folded: str, starts: tuple[str, ...]) -> bool:
    return any(folded.startswith(start) and not folded[len(start) : len(start) + 1].isalpha() for start in starts)


def _contains(folded: str, parts: tuple[str, ...]) -> bool:
    return any(part in folded for part in parts)


def _are_all(folded: str, known: frozenset[str]) -> bool:
    tokens = [token for token in _TOKEN.findall(folded.strip(_DECORATION)) if not token.isdigit()]
    return bool(tokens) and (folded in known or all(token.strip("()") in known for token in tokens))


def _ends_with_credit(folded: str, words: FurnitureWords) -> bool:
    tail = folded[-60:]
    return any(credit in tail for credit in words.credits)


def _names_taker(folded: str, words: FurnitureWords) -> bool:
    taken = _TAKEN_BY.search(folded[-90:])
    return taken is not None and sum(_are_agencies(name, words) for name in taken.groups()) == 1


def _is_byline(text: str, folded: str, length: int, ended: bool, words: FurnitureWords) -> bool:
    if _starts(folded, words.starts["byline"]) and length <= 10 and not ended:
        return True
    labels = [label for label in words.labels["byline"] if " " in label and folded.lstrip("( ").startswith(label + " ")]
    if labels and (";" in text or not ended):
        return True
    if ended or length > 10:
        return False
    if _after_label(text, folded, words.labels["byline"], spaced=False) is not None:
        return True
    label = next((la for la in words.labels["byline"] if folded.startswith(la + " ")), None)
    if label and text[:1].isascii() and len(_PERSON_CASE.sub("", text[len(label) :].strip())) == 0:
        return True
    return "," in text and any(folded.endswith(office) for office in words.offices) and length <= 8


def _is_trail(folded: str, words: FurnitureWords) -> bool:
    """The way from the site's front page to this one: 'Home > World > Minister arrives in Muscat'."""
    segments = [s for s in _TRAIL.split(folded) if s]
    return len(segments) >= 2 and segments[0] in words.words["home"]


def _is_menu(text: str, folded: str, words: FurnitureWords) -> bool:
    """A run of section names, a trail of them (A > B > C), or one alone."""
    known = words.words["menu"]
    tokens = _TOKEN.findall(folded)
    hits = sum(token in known for token in tokens)
    if not hits:
        return False
    if len(tokens) >= 5 and hits >= 0.6 * len(tokens):
        return True
    segments = [s for s in _SEGMENTS.split(folded) if s]
    if len(segments) >= 3 and all(s.count(" ") <= 2 for s in segments):
        return True
    return len(tokens) <= 2 and hits == len(tokens)


def find_desk(title: str) -> int:
    """How many characters at the beginning of a title name the desk of the agency ('سياسي / …')."""
    match = _DESK.match(title)
    return match.end() if match and any(fold_line(match[1]) in w.words["desk"] for w in load_words().values()) else 0


def find_inline_marks(text: str) -> int:
    """How many characters at the end of a paragraph are none of its prose.

    That is an agency's mark in brackets ('… the talks. (Reuters)') or a pointer after the last sentence ('Read more').
    """
    if (
        (mark := _AGENCY.search(text[-60:]))
        and ends_sentence(text[: len(text) - len(mark.group())])
        and any(_are_agencies(fold_line(mark.group(1)), words) for words in load_words().values())
    ):
        return len(mark.group())
    if not ends_sentence(text) and (body := _LAST_SENTENCE.match(text[-400:])):
        tail = text[-400:][body.end() :]
        verdict = judge_line(tail) if count_words(tail) <= 12 else None
        if verdict and verdict.role in ("promotion", "share", "read also", "tweet", "link"):
            return len(tail) + len(body.group()) - len(body.group().rstrip())
    return 0
