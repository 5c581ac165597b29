"""What an event is about as a thing: an agreement with a life, a dialogue and its rounds, or an issue.

An agreement's id comes from its parties and the words that say its kind, so that the agreement that was signed in the
1990s and the one that is amended today meet, in Arabic and in English. The words stand in ``things.tsv``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from kg.gazetteer import load_countries, load_places
from kg.graph.identifiers import slugify
from kg.model import hash_id

__all__ = ["PARTY_ACTS", "Thing", "content_words", "read_thing", "settle_things"]

#: Acts whose doers are the parties of the agreement or dialogue that is their theme. Who praises, discusses or hosts
#: one is no party of it.
PARTY_ACTS = frozenset("sign amend renew agree negotiate hold chair".split())

#: An agreement of more parties than this is named by its kind alone, as great conventions are.
MOST_PARTIES = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """A theme or topic as a thing. ``kind`` is the class: Agreement, Dialogue, Round or Issue.

    ``key`` holds the words that say which sort of agreement or dialogue it is (``defence``), ``name`` its other words
    (``taif``); both are empty where the text does not say. ``proper`` says that they are a proper name. ``codes`` are
    those of the parties, ``number`` a round's.
    """

    kind: str
    key: str
    name: str
    codes: tuple[str, ...]
    label_en: str | None
    label_ar: str | None
    number: int | None = None
    article: str = ""
    proper: bool = False

    @property
    def local(self) -> str:
        """The flat id of the thing. One with neither parties nor a proper name is known within its article only."""
        if self.kind == "Issue":
            return f"issue-{self.key}"
        stem = "agreement" if self.kind == "Agreement" else "dialogue"
        parties = "-".join(c.lower().replace("_", "-") for c in self.codes)
        if len(self.codes) > 1 and (self.key or self.name):
            parts = [stem, parties, self.key or self.name]
        else:
            parts = [stem, self.key, self.name, "" if self.proper else f"of-{self.article}"]
        local = "-".join(filter(None, parts))
        return f"{local}-round-{self.number}" if self.kind == "Round" else local

    @property
    def dialogue(self) -> Thing | None:
        """The dialogue of a round."""
        if self.kind != "Round" or not (self.key or self.name):
            return None
        label_en, label_ar = _tail(self.label_en), _tail(self.label_ar)
        if not label_en and not label_ar:
            label_en = f"{self.key.replace('-', ' ')} dialogue" if self.key else None
        return replace(self, kind="Dialogue", number=None, label_en=label_en, label_ar=label_ar)


def read_thing(text: str, english: str | None, codes: Iterable[str], article_id: str) -> Thing:
    """The thing that a theme or topic names. ``text`` are the article's words, ``english`` their gloss.

    ``codes`` are the country codes of those whose act makes them its parties (`PARTY_ACTS`).
    """
    arabic = _is_arabic(text)
    label_en = _tidy(english) if english else (None if arabic else _tidy(text))
    label_ar = _tidy(text) if arabic else None
    roles = _read_roles(label_en or text)
    head = _find_head(roles, arabic=not label_en)
    if label_en and label_ar and not head[0]:
        by_arabic = _read_roles(label_ar)
        head = _find_head(by_arabic, arabic=True)
        roles = by_arabic if head[0] else roles
    key, name = _read_key(roles)
    proper = bool(name) and _holds_name(label_en or "", {word for word, role, _ in roles if not role})
    parties = tuple(sorted(set(codes)))
    if len(parties) > MOST_PARTIES:
        parties, name, proper = (), name or "of-many", True
    number = next((int(slug) for _, role, slug in roles if role == "ordinal"), None)
    dialogue = any(role == "dialogue" for _, role, _ in roles)
    kind = ""
    if head[0] == "agreement":
        kind, number = "Agreement", None
        key = f"{key}-{head[1]}" if key and head[1] != "agreement" else key
    elif head[0] == "round" and number and (dialogue or head[1] == "round"):
        kind = "Round"
    elif head[0] == "dialogue" and (key or name):
        kind, number = "Dialogue", None
    if kind:
        return Thing(kind, key, name, parties, label_en, label_ar, number, article_id, proper)
    issue = slugify(label_en.casefold()) if label_en else hash_id(*_words(text), length=12)
    return Thing("Issue", issue, "", (), label_en, label_ar)


def settle_things(things: Sequence[Thing]) -> list[Thing]:
    """The things of one article, each told as fully as the article tells it; in the order given.

    An agreement or dialogue named without its kind ('the agreement'), or with fewer parties, is the one of the same
    article that it fits, when there is only one.
    """
    known = [t for t in dict.fromkeys(things) if t.kind != "Issue" and (t.key or t.name)]
    out = []
    for thing in things:
        fuller = {(t.key, t.codes, t.name, t.proper) for t in known if thing.kind != "Issue" and _fits(thing, t)}
        fullest = {f for f in fuller if not any(f != g and _covers(f, g) for g in fuller)}
        if len({f[:2] for f in fullest}) == 1:
            key, codes, name, proper = min(fullest)
            thing = replace(thing, key=key, codes=codes, name=name, proper=proper)  # noqa: PLW2901
        out.append(thing)
    return out


def _fits(thing: Thing, fuller: Thing) -> bool:
    """Whether a thing may be one that the article tells more fully elsewhere."""
    same_kind = (thing.kind == "Agreement") == (fuller.kind == "Agreement")
    same_words = _words_of(thing.key) <= _words_of(fuller.key) if thing.key else thing.name in ("", fuller.name)
    return same_kind and same_words and set(thing.codes) <= set(fuller.codes)


def _covers(less: tuple[str, tuple[str, ...], str, bool], more: tuple[str, tuple[str, ...], str, bool]) -> bool:
    """Whether a key and parties say all that another key and parties say, and more."""
    within = _words_of(less[0]) <= _words_of(more[0]) and set(less[1]) <= set(more[1])
    return within and less[:2] != more[:2]


def _words_of(key: str) -> set[str]:
    return set(filter(None, key.split("-")))


def content_words(*texts: str | None) -> frozenset[str]:
    """The words of phrases that carry meaning, folded so that spelling variants meet; known ones by their slug."""
    out = set()
    for text in texts:
        for word in _words(text or ""):
            role, slug = _lexicon().get(word, ("", word))
            if role not in ("stop", "preposition", "end"):
                out.add(slug if role != "ordinal" else f"#{slug}")
    return frozenset(out)


def _read_roles(phrase: str) -> list[tuple[str, str, str]]:
    """The words of a phrase, each with its role and slug; both are empty for words that the lexicon lacks."""
    return [(word, *_lexicon().get(word, ("", ""))) for word in _words(phrase)]


def _holds_name(phrase: str, words: set[str]) -> bool:
    """Whether one of the words is a proper name: a place, or written with a capital within an English phrase."""
    capitals = [(m.start(), m[0]) for m in re.finditer(r"\b[A-Z]\w+", phrase)]
    return any(w.casefold() in words and (start or w in _place_names()) for start, w in capitals)


@cache
def _place_names() -> frozenset[str]:
    countries = load_countries().values()
    places = {place.name_en for place in load_places().values()}
    return frozenset(places | {x for c in countries for x in (c.name_en, c.capital_en)})


def _find_head(roles: list[tuple[str, str, str]], *, arabic: bool) -> tuple[str, str]:
    """The role and slug of a phrase's head when that is an agreement, a dialogue or a round; else empty.

    The head of an Arabic phrase is its first noun, that of an English one the last word before a preposition.
    """
    cut = next((i for i, (_, role, _) in enumerate(roles) if role in ("preposition", "end")), len(roles))
    nouns = [(role, slug) for _, role, slug in roles[:cut] if role not in ("stop", "ordinal")]
    if not nouns:
        return "", ""
    head = nouns[0] if arabic else nouns[-1]
    return head if head[0] in ("agreement", "dialogue", "round") else ("", "")


def _read_key(roles: list[tuple[str, str, str]]) -> tuple[str, str]:
    """The words that say the sort of a thing, the same in both languages, and those that name it.

    What follows 'between', 'signed', 'that' says no more what sort of thing it is.
    """
    cut = next((i for i, (_, role, _) in enumerate(roles) if role == "end"), len(roles))
    roles = roles[:cut]
    strong = {slug for _, role, slug in roles if role == "word"}
    strong |= {word for word, _, _ in roles if re.fullmatch(r"\d{4}", word)}
    other = sorted({word for word, role, _ in roles if not role} - strong)
    weak = {slug for _, role, slug in roles if role == "weak" and slug == "cooperation"}
    name = ""
    if other:
        name = slugify("-".join(other)) if all(w.isascii() for w in other) else hash_id(*other, length=12)
    return "-".join(sorted(strong or (set() if other else weak))), name


def _tail(label: str | None) -> str | None:
    """The dialogue's own name in that of its round: what follows 'round of the', من."""
    if label is None:
        return None
    match = re.search(
        r"\b(?:round|session|meeting) of (?:the )?(.+)$|(?:^|\s)(?:من|لل)\s*(.+)$", label, re.IGNORECASE | re.DOTALL
    )
    return (match[1] or match[2]) if match else None


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _is_arabic(text: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in text)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c) and c != "\u0640")
    plain = plain.translate(str.maketrans("أإآٱىة", "اااايه"))
    words = [_stem(w) for w in re.findall(r"[^\W_]+", plain)]
    joined: list[str] = []
    for word in words:
        pair = f"{joined[-1]} {word}" if joined else ""
        if pair in _lexicon():
            joined[-1] = pair
        else:
            joined.append(word)
    return joined


def _stem(word: str) -> str:
    """An Arabic word without its article and the clitics before it."""
    if not _is_arabic(word):
        return word
    match = re.fullmatch(r"(?:[وف])?(?:[بك]?ال|لل)(?P<rest>\w{2,})", word)
    return match["rest"] if match else word


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    """Each form with its role and slug."""
    out: dict[str, tuple[str, str]] = {}
    with files("kg.graph").joinpath("things.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for form in (*row["en"].split(";"), *row["ar"].split(";")):
                out[form] = (row["role"], row["slug"])
    return out
