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
from functools import lru_cache
from importlib.resources import files

from kg.graph.identifiers import slugify
from kg.model import hash_id

__all__ = ["Thing", "content_words", "read_thing", "settle_things"]

#: An agreement of more parties than this is named by its kind alone, as great conventions are.
MOST_PARTIES = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """A theme or topic as a thing. ``kind`` is the class: Agreement, Dialogue, Round or Issue.

    ``key`` holds the words that say which agreement or dialogue it is (empty: the text does not say), ``codes`` the
    codes of the parties, ``number`` a round's ordinal.
    """

    kind: str
    key: str
    codes: tuple[str, ...]
    label_en: str | None
    label_ar: str | None
    number: int | None = None
    article: str = ""

    @property
    def local(self) -> str:
        """The flat id of the thing."""
        if self.kind == "Issue":
            return f"issue-{self.key}"
        stem = "agreement" if self.kind == "Agreement" else "dialogue"
        parties = "-".join(c.lower().replace("_", "-") for c in self.codes) if len(self.codes) > 1 else ""
        key = self.key or f"of-{self.article}"
        local = "-".join(filter(None, (stem, parties, key)))
        return f"{local}-round-{self.number}" if self.kind == "Round" else local

    @property
    def dialogue(self) -> Thing | None:
        """The dialogue of a round."""
        if self.kind != "Round":
            return None
        return replace(self, kind="Dialogue", number=None, label_en=_tail(self.label_en), label_ar=_tail(self.label_ar))


def read_thing(text: str, english: str | None, codes: Iterable[str], article_id: str) -> Thing:
    """The thing that a theme or topic names. ``text`` are the article's words, ``english`` their gloss.

    ``codes`` are the country codes of the event's parties, of which an agreement or a dialogue takes its parties.
    """
    arabic = _is_arabic(text)
    label_en = _tidy(english) if english else (None if arabic else _tidy(text))
    label_ar = _tidy(text) if arabic else None
    phrase = label_en or text
    roles = [(word, *_lexicon().get(word, ("", ""))) for word in _words(phrase)]
    if label_en and label_ar and not any(role in ("agreement", "dialogue", "round") for _, role, _ in roles):
        roles = [(word, *_lexicon().get(word, ("", ""))) for word in _words(label_ar)] or roles
    parties = tuple(sorted(set(codes)))
    if len(parties) > MOST_PARTIES:
        parties = ()
    heads = {role for _, role, _ in roles}
    number = next((int(slug) for _, role, slug in roles if role == "ordinal"), None)
    if "plural" not in heads and "agreement" in heads and roles and not {"dialogue", "round"} & _first_head(roles):
        head = next(slug for _, role, slug in roles if role == "agreement")
        key = _key(roles)
        if key and head != "agreement":
            key = f"{key}-{head}"
        return Thing("Agreement", key, parties, label_en, label_ar, article=article_id)
    if "plural" not in heads and "round" in heads and number and "dialogue" in heads:
        return Thing("Round", _key(roles), parties, label_en, label_ar, number, article_id)
    if "plural" not in heads and heads & {"dialogue"} and _key(roles):
        return Thing("Dialogue", _key(roles), parties, label_en, label_ar, article=article_id)
    key = slugify(label_en.casefold()) if label_en else hash_id(*_words(text), length=12)
    return Thing("Issue", key, (), label_en, label_ar)


def settle_things(things: Sequence[Thing]) -> list[Thing]:
    """The things of one article, each told as fully as the article tells it; in the order given.

    An agreement or dialogue named without its kind ('the agreement'), or with fewer parties, is the one of the same
    article that it fits, when there is only one.
    """
    known = [t for t in dict.fromkeys(things) if t.kind != "Issue"]
    out = []
    for thing in things:
        if thing.kind == "Issue":
            out.append(thing)
            continue
        fuller = {
            (other.key, other.codes)
            for other in known
            if (other.kind == "Agreement") == (thing.kind == "Agreement")
            and other.key
            and (thing.key in ("", other.key))
            and set(thing.codes) <= set(other.codes)
        }
        fullest = {f for f in fuller if not any(set(f[1]) < set(g[1]) and f[0] == g[0] for g in fuller)}
        if len(fullest) == 1:
            key, codes = fullest.pop()
            out.append(replace(thing, key=key, codes=codes))
        else:
            out.append(thing)
    return out


def content_words(*texts: str | None) -> frozenset[str]:
    """The words of phrases that carry meaning, folded so that spelling variants meet; known ones by their slug."""
    out = set()
    for text in texts:
        for word in _words(text or ""):
            role, slug = _lexicon().get(word, ("", word))
            if role != "stop":
                out.add(slug if role != "ordinal" else f"#{slug}")
    return frozenset(out)


def _key(roles: list[tuple[str, str, str]]) -> str:
    strong = sorted(
        {slug for _, role, slug in roles if role == "word"} | {w for w, _, _ in roles if re.fullmatch(r"\d{4}", w)}
    )
    if strong:
        return "-".join(strong)
    other = sorted({w for w, role, _ in roles if not role})
    if other:
        return slugify("-".join(other)) if all(w.isascii() for w in other) else hash_id(*other, length=12)
    return "-".join(sorted({slug for _, role, slug in roles if role == "weak" and slug == "cooperation"}))


def _first_head(roles: list[tuple[str, str, str]]) -> set[str]:
    return {next((role for _, role, _ in roles if role in ("agreement", "dialogue", "round")), "")}


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


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, str]]:
    """Each form with its role and slug."""
    out: dict[str, tuple[str, str]] = {}
    with files("kg.graph").joinpath("things.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for form in (*row["en"].split(";"), *row["ar"].split(";")):
                out[form] = (row["role"], row["slug"])
    return out
