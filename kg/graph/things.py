"""What an event is about as a thing: an agreement with a life, a dialogue and its rounds, or an issue.

An agreement's id comes from its parties and the words that say its kind, so that the agreement that was signed in the
1990s and the one that is amended today meet, in Arabic and in English. The words stand in ``things.tsv``. Within an
article two names are one thing only when nothing in their words speaks against it: 'the current agreement' may be the
one named before, an agreement on another subject, of other parties, or a new one is not.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from kg.gazetteer import load_countries, load_organisations, load_places
from kg.graph.identifiers import slugify
from kg.graph.parties import find_party
from kg.model import hash_id
from kg.phrases import cut_at_open_quote, is_arabic, tidy_phrase
from kg.statements import join_names
from kg.tongues import pick

__all__ = ["PARTY_ACTS", "Thing", "content_words", "fold_words", "measure_name", "read_thing", "settle_things"]

#: Acts whose doers are the parties of the agreement or dialogue that is their theme. Who praises, discusses or hosts
#: one is no party of it.
PARTY_ACTS = frozenset("sign amend renew agree negotiate hold chair".split())

#: An agreement of more parties than this is named by its kind alone, as great conventions are.
MOST_PARTIES = 6

#: A word of a phrase, its role and slug; both are empty for words that the lexicon lacks.
Role = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A theme or topic as a thing. ``kind`` is the class: Agreement, Dialogue, Round or Issue.

    ``key`` holds the words that say which sort of agreement or dialogue it is (``defence``), ``name`` its other words
    (``taif``); both are empty where the text does not say. ``proper`` says that they are a proper name. ``codes`` are
    those of the parties, ``number`` a round's. ``head`` is the slug of the head noun, ``said`` all that the phrase
    says of the thing. ``fresh`` says that the phrase brings up a thing not spoken of before (اتفاقا), ``own`` numbers
    those of an article that nothing else tells apart. One that is ``open`` is an Issue unless the article tells more.
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
    head: str = ""
    said: frozenset[str] = frozenset()
    fresh: bool = False
    own: int = 0
    open: bool = False

    @property
    def local(self) -> str:
        """The flat id of the thing. One with neither parties nor a proper name is known within its article only."""
        if self.kind == "Issue":
            return f"issue-{self.key}"
        stem = "agreement" if self.kind == "Agreement" else "dialogue"
        parties = "-".join(c.lower().replace("_", "-") for c in self.codes) if len(self.codes) > 1 else ""
        if parties and (self.key or self.name):
            parts = [stem, parties, self.key or self.name]
        else:
            here = "" if self.proper else f"of-{self.article}" + (f"-{self.own}" if self.own else "")
            parts = [stem, parties, self.key, self.name, here]
        local = "-".join(filter(None, parts))
        return f"{local}-round-{self.number}" if self.kind == "Round" else local

    @property
    def dialogue(self) -> Thing | None:
        """The dialogue of a round."""
        if self.kind != "Round" or not (self.key or self.name or len(self.codes) > 1):
            return None
        english = _name_dialogue(self.label_en, self.codes, "en")
        arabic = _name_dialogue(self.label_ar, self.codes, "ar")
        if not english and not arabic:
            english = " ".join(filter(None, [self.key.replace("-", " "), "dialogue"]))
        return replace(self, kind="Dialogue", number=None, label_en=english, label_ar=arabic)


def read_thing(text: str, english: str | None, codes: Iterable[str], article_id: str) -> Thing:
    """The thing that a theme or topic names. ``text`` are the article's words, ``english`` their gloss.

    ``codes`` are the country codes of those whose act makes them its parties (`PARTY_ACTS`); they are not, where the
    words name other parties: who negotiates an agreement between two others mediates.
    """
    arabic = is_arabic(text)
    label_en = tidy_phrase(english) if english else (None if arabic else tidy_phrase(text))
    label_ar = tidy_phrase(text) if arabic else None
    roles = _read_roles(label_en or text)
    head = _find_head(roles, arabic=not label_en)
    if label_en and label_ar and not head[0]:
        by_arabic = _read_roles(label_ar)
        head = _find_head(by_arabic, arabic=True)
        roles = by_arabic if head[0] else roles
    cut, cut_ar = (cut_at_open_quote(x) for x in (english or text, text))
    number = next((int(slug) for _, role, slug in roles if role == "ordinal"), None)
    kind = _tell_kind(head, number, any(role == "dialogue" for _, role, _ in roles))
    if head[1] == "memorandum" and any(role == "note" for _, role, _ in (*roles, *_read_roles(text))):
        kind = ""  # a note of protest, a warrant
    if not kind:
        issue = slugify(label_en.casefold()) if label_en else hash_id(*fold_words(text), length=12)
        return Thing("Issue", issue, "", (), label_en, label_ar)
    if label_ar and cut_ar != text:
        # The quotation says something of the thing; its name stands before.
        return read_thing(cut_ar, None if cut == english else english, codes, article_id)
    named = _find_parties(roles)
    key, name = _read_key(roles)
    proper = bool(name) and _holds_name(label_en or "", {word for word, role, _ in roles if not role})
    parties = tuple(sorted(set(named) if len(named) > 1 else {*named, *codes}))
    if len(parties) > MOST_PARTIES:
        parties, name, proper = (), name or "of-many", True
    if kind == "Agreement":
        key = f"{key}-{head[1]}" if key and head[1] != "agreement" else key
    elif not key and not name and len(named) > 1:
        key = head[1] if head[0] == "dialogue" else "dialogue"
    return Thing(
        kind=kind,
        key=key,
        name=name,
        codes=parties,
        label_en=label_en,
        label_ar=label_ar,
        number=number if kind == "Round" else None,
        article=article_id,
        proper=proper,
        head=head[1],
        said=_describe(_read_roles(text)),
        fresh=_is_fresh(text),
        open=(kind == "Dialogue" and not (key or name)) or (head[1] in _OTHER_ROUNDS and not (key or name)),
    )


#: Heads of rounds that things other than dialogues have, too.
_OTHER_ROUNDS = frozenset({"session", "meeting"})


def _tell_kind(head: tuple[str, str], number: int | None, dialogue: bool) -> str:
    """The class of a thing by its head; empty for an issue."""
    if head[0] == "agreement":
        return "Agreement"
    if head[0] == "round" and number:
        return "Round"
    if head[0] == "dialogue":
        return "Round" if number and head[1] in ("dialogue", "talks") else "Dialogue"
    return ""


def settle_things(things: Sequence[Thing]) -> list[Thing]:
    """The things of one article, each told as fully as the article tells it; given and returned in the text's order.

    An agreement or dialogue named without its kind ('the agreement'), or with fewer parties, is the one of the same
    article that it fits, when there is only one.
    """
    things = _number_fresh(things)
    known = [(at, t) for at, t in enumerate(things) if t.kind != "Issue"]
    out = []
    for at, thing in enumerate(things):
        if thing.kind == "Issue" or thing.own:
            out.append(thing)
            continue
        fuller = {_identify(t): t for place, t in known if not (thing.fresh and place < at) and _fits(thing, t)}
        rounds = {f: t for f, t in fuller.items() if t.kind == "Round"}
        if thing.kind == "Round" and any(_covers(_identify(thing), f) for f in rounds):
            fuller = rounds  # the other rounds tell best whose round it is
        fullest = [t for f, t in fuller.items() if not any(f != g and _covers(f, g) for g in fuller)]
        if len({(t.key, t.codes, t.own) for t in fullest}) == 1:
            chosen = min(fullest, key=_identify)
            open_still = thing.open and not (chosen.key or chosen.name or len(chosen.codes) > 1)
            thing = replace(  # noqa: PLW2901
                thing, key=chosen.key, codes=chosen.codes, name=chosen.name, proper=chosen.proper, own=chosen.own,
                open=open_still,
            )  # fmt: skip
        out.append(_close(thing) if thing.open else thing)
    return out


def _number_fresh(things: Sequence[Thing]) -> list[Thing]:
    """The things of an article, those numbered that are brought up as new and that nothing tells more of afterwards."""
    count = 0
    out = []
    for at, thing in enumerate(things):
        named = thing.kind == "Issue" or thing.open or thing.key or thing.name
        if thing.fresh and not named and not any(_fits(thing, t) and (t.key or t.name) for t in things[at + 1 :]):
            count += 1
            thing = replace(thing, own=count)  # noqa: PLW2901
        out.append(thing)
    return out


def _close(thing: Thing) -> Thing:
    """A dialogue or session that the article does not tell more of, as an issue."""
    label = thing.label_en
    key = slugify(label.casefold()) if label else hash_id(*fold_words(thing.label_ar or ""), length=12)
    return Thing("Issue", key, "", (), label, thing.label_ar)


_Identity = tuple[str, tuple[str, ...], str, bool, int]


def _identify(thing: Thing) -> _Identity:
    return thing.key, thing.codes, thing.name, thing.proper, thing.own


def _fits(thing: Thing, fuller: Thing) -> bool:
    """Whether a thing may be one that the article tells as fully or more fully elsewhere."""
    if (thing.kind == "Agreement") != (fuller.kind == "Agreement"):
        return False
    if thing.open and not thing.codes and thing.number is None:
        return False  # 'dialogue' in general
    if thing.open and thing.head in _OTHER_ROUNDS and thing.number != fuller.number:
        return False
    if thing.kind == "Agreement" and thing.head not in ("agreement", fuller.head):
        return False
    same_words = _words_of(thing.key) <= _words_of(fuller.key) if thing.key else thing.name in ("", fuller.name)
    return same_words and thing.said <= fuller.said and set(thing.codes) <= set(fuller.codes)


def _covers(less: _Identity, more: _Identity) -> bool:
    """Whether a key and parties say all that another key and parties say, and more."""
    within = _words_of(less[0]) <= _words_of(more[0]) and set(less[1]) <= set(more[1])
    named = not less[2] or less[2] == more[2] or bool(less[0])
    same_one = less[4] in (0, more[4])
    differ = less[:2] != more[:2] or less[4] != more[4] or (not less[2] and more[2] != "")
    return within and named and same_one and differ


def _words_of(key: str) -> set[str]:
    return set(filter(None, key.split("-")))


def _describe(roles: Sequence[Role]) -> frozenset[str]:
    """All that a phrase says of its thing beside its head and parties, up to a clause; 'new' counts, 'joint' does not.

    A place ('in Cairo') says where something was done with it.
    """
    said = set()
    place = False
    for word, role, slug in roles:
        if role == "end" and slug == "that":
            break
        if role in ("preposition", "end"):
            place = slug == "in"
        elif role == "word" or slug == "new":
            said.add(slug)
        elif not role and not place:
            said.add(word)
    return frozenset(said)


def _is_fresh(text: str) -> bool:
    """Whether an Arabic phrase is a bare noun without the article, or one joined by 'between' or 'on': 'an agreement'.

    An English phrase is fresh when it begins with 'a'; glosses leave articles out.
    """
    first, *rest = text.split() or [""]
    if not is_arabic(text):
        return first.casefold() in ("a", "an")
    if first.startswith(("ال", "لل", "وال", "بال")) or re.search(r"(?:هما|هم|ها|نا|ته)$", first):
        return False
    following = _read_roles(rest[0]) if rest else []
    return not rest or (bool(following) and following[0][1] in ("end", "preposition"))


def _find_parties(roles: Sequence[Role]) -> set[str]:
    """The codes of the parties that a phrase names: not of those that the thing is about, or that a clause names."""
    found = set()
    about = False
    for _, role, slug in roles:
        if role == "end" and slug == "that":
            break
        if role in ("preposition", "end"):
            about = slug in ("about", "in")
        elif role == "party" and not about:
            found.add(slug)
    return found


def measure_name(name: str) -> tuple[bool, int, bool, int]:
    """How fully and how plainly a name names an agreement or dialogue: the greatest of several is its label.

    First whether it says that it is one, then its sort and parties, then whether it is without a clause, then how short
    it is.
    """
    roles = _read_roles(name)
    clause = next((i for i, (_, role, slug) in enumerate(roles) if role == "end" and slug == "that"), len(roles))
    telling = {slug for _, role, slug in roles[:clause] if role in ("word", "party")}
    told = any(role in ("agreement", "dialogue", "round") for _, role, _ in roles)
    return told, min(len(telling), 3), clause == len(roles), -len(name)


def content_words(*texts: str | None) -> frozenset[str]:
    """The words of phrases that carry meaning, folded so that spelling variants meet; known ones by their slug."""
    out = set()
    for text in texts:
        for word in fold_words(text or ""):
            role, slug = _lexicon().get(word, ("", word))
            if role not in ("stop", "preposition", "end"):
                out.add(slug if role != "ordinal" else f"#{slug}")
    return frozenset(out)


def _read_roles(phrase: str) -> list[Role]:
    """The words of a phrase with their roles; names of states and organisations are parties, slug their code."""
    words = fold_words(phrase)
    out: list[Role] = []
    at = 0
    while at < len(words):
        known = _lexicon().get(words[at])
        party = find_party(words, at, fold_words) if known is None else None
        if party:
            length, code = party
            out.append((" ".join(words[at : at + length]), "party", code))
        else:
            length = 1
            out.append((words[at], *(known or ("", ""))))
        at += length
    return out


def _holds_name(phrase: str, words: set[str]) -> bool:
    """Whether one of the words is a proper name: a place, or written with a capital within an English phrase."""
    capitals = [(m.start(), m[0]) for m in re.finditer(r"\b[A-Z]\w+", phrase)]
    return any(w.casefold() in words and (start or w in _place_names()) for start, w in capitals)


@cache
def _place_names() -> frozenset[str]:
    countries = load_countries().values()
    places = {place.name_en for place in load_places().values()}
    return frozenset(places | {x for c in countries for x in (c.name_en, c.capital_en)})


def _find_head(roles: Sequence[Role], *, arabic: bool) -> tuple[str, str]:
    """The role and slug of a phrase's head when that is an agreement, a dialogue or a round; else empty.

    The head of an Arabic phrase is its first noun, that of an English one the last word before a preposition.
    """
    cut = next((i for i, (_, role, _) in enumerate(roles) if role in ("preposition", "end")), len(roles))
    nouns = [(role, slug) for _, role, slug in roles[:cut] if role not in ("stop", "ordinal")]
    gerund = [word for word, _, _ in roles[:2]]
    if not nouns or (not arabic and gerund[0].endswith("ing") and gerund[1:] in (["a"], ["an"], ["the"])):
        return "", ""  # 'signing an agreement' is an act
    head = nouns[0] if arabic else nouns[-1]
    return head if head[0] in ("agreement", "dialogue", "round") else ("", "")


def _read_key(roles: Sequence[Role]) -> tuple[str, str]:
    """The words that say the sort of a thing, the same in both languages, and those that name it.

    What follows 'between', 'signed', 'that' says no more what sort of thing it is, unless nothing before does: then
    'for achieving a ceasefire' does. Where something was done ('in Cairo') never names it.
    """
    cut = next((i for i, (_, role, _) in enumerate(roles) if role == "end"), len(roles))
    key, name = _key_of(roles[:cut])
    if key == "cooperation" or not (key or name):
        after = list(roles[cut:])
        clause = next((i for i, (_, role, slug) in enumerate(after) if role == "end" and slug == "that"), len(after))
        about = next((i for i, (_, role, slug) in enumerate(after) if slug == "about"), None)
        subject = after[about:clause] if about is not None else []
        strong = sorted({slug for _, role, slug in after[:clause] if role == "word"})
        other = _key_of(subject)
        key, name = ("-".join(strong), "") if strong else (key or other[0], "" if key else other[1])
    return key, name


def _key_of(roles: Sequence[Role]) -> tuple[str, str]:
    strong = {slug for _, role, slug in roles if role == "word"}
    strong |= {word for word, _, _ in roles if re.fullmatch(r"\d{4}", word)}
    place = False
    other = set()
    for word, role, slug in roles:
        if role == "preposition":
            place = slug == "in"
        elif not role and not place:
            other.add(word)
    named = sorted(other - strong)
    weak = {slug for _, role, slug in roles if role == "weak" and slug == "cooperation"}
    name = ""
    if named:
        name = slugify("-".join(named)) if all(w.isascii() for w in named) else hash_id(*named, length=12)
    return "-".join(sorted(strong or (set() if named else weak))), name


_DIALOGUE_BETWEEN = {"en": "dialogue between ", "ar": "الحوار بين "}


def _name_dialogue(label: str | None, codes: Sequence[str], language: str) -> str | None:
    """A dialogue's name by that of its round: without 'round of the' and number, or by its parties where none stands.

    None when the round has no name in this language.
    """
    if label is None:
        return None
    match = re.search(
        r"\b(?:round|session|meeting) of (?:the )?(.+)$|(?:^|\s)(?:من|لل)\s*(.+)$", label, re.IGNORECASE | re.DOTALL
    )
    tail = _without_ordinals((match[1] or match[2]) if match else label)
    roles = _read_roles(tail)
    dialogue = any(role == "dialogue" for _, role, _ in roles)
    if (dialogue and any(_read_key(roles))) or len(_find_parties(roles)) > 1:
        return tidy_phrase(tail)
    parties = [_name_party(code, language) for code in codes]
    if len(parties) < 2:
        return tidy_phrase(tail) if dialogue else None
    return _DIALOGUE_BETWEEN[language] + join_names(parties, language)


def _name_party(code: str, language: str) -> str:
    """The name of a party by its code or identifier, which stands for itself when no table has it."""
    organisations = load_organisations()
    known = load_countries().get(code) or organisations.get(code)
    known = known or next((o for o in organisations.values() if o.code == code), None)
    return code if known is None else pick(language, en=known.name_en, ar=known.name_ar)


def _without_ordinals(label: str) -> str:
    """A label without its ordinal numbers: ``sixth Qatari-US dialogue``, الحادية عشرة."""
    words = label.split()
    kept: list[str] = []
    at = 0
    while at < len(words):
        for length in (2, 1):
            if [role for _, role, _ in _read_roles(" ".join(words[at : at + length]))] == ["ordinal"]:
                break
        else:
            length = 1
            kept.append(words[at])
        at += length
    return " ".join(kept)


def fold_words(text: str) -> list[str]:
    """The words of a text in their order, without clitics and folded so that spelling variants meet."""
    words = [_stem(w) for w in re.findall(r"[^\W_]+", _fold(text))]
    joined: list[str] = []
    for word in words:
        pair = f"{joined[-1]} {word}" if joined else ""
        if pair in _lexicon():
            joined[-1] = pair
        else:
            joined.append(word)
    return joined


class _Plain(dict[int, str]):
    """What becomes of each character when words are folded, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = "" if unicodedata.combining(chr(code)) else chr(code)
        return self[code]


_PLAIN = _Plain(str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "\u0640": ""}))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)


@lru_cache(65_536)
def _stem(word: str) -> str:
    """An Arabic word without its article and the clitics before it, a known one without its possessive, too."""
    if not is_arabic(word):
        return word
    match = re.fullmatch(r"(?:[وف])?(?:[بك]?ال|لل)(?P<rest>\w{2,})", word)
    if match:
        return match["rest"]
    if word.endswith("ا") and word[:-1] in _lexicon():  # the indefinite accusative
        return word[:-1]
    owned = re.fullmatch(r"(?P<rest>\w{3,}?)(?P<feminine>ت?)(?:هما|هم|ها|نا|ه)", word)
    if owned:
        for rest in (owned["rest"] + ("ه" if owned["feminine"] else ""), owned["rest"] + owned["feminine"]):
            if rest in _lexicon():
                return rest
    return word


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    """Each form with its role and slug."""
    out: dict[str, tuple[str, str]] = {}
    with files("kg.graph").joinpath("things.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            for form in (*row["en"].split(";"), *row["ar"].split(";")):
                out[_fold(form)] = (row["role"], row["slug"])
    return out
