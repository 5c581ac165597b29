"""The readings of Arabic words as triggers, from the lexicon (triggers.toml)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from kg.languages.analysis import NameTable, TriggerReading, Word
from kg.languages.ar.lexicon import FRAME_SLOTS, Content, Entry, Found, Lexicon, Light, Reading, Speech, Trigger
from kg.languages.ar.plurals import list_noun_forms
from kg.languages.ar.segment import key_of, load_words
from kg.languages.folding import fold

__all__ = ["TriggerTable"]

_NUMBERS = {"sing": 1, "dual": 2, "plur": 3}
#: A word this common (bit length of its count) that is no trigger itself is some other word: وزير is not و+زير.
_RARE = 8
_KINDS = {Trigger: "trigger", Speech: "speech", Content: "content", Light: "light"}


class TriggerTable:
    """Answers for a word of a sentence what it may mean as a trigger."""

    def __init__(self, lexicon: Lexicon, read: Callable[[str], Sequence[str]], added: Collection[Entry] = ()) -> None:
        """``read`` gives the keys (article off) of a phrase's words, as `Word.key` has them; ``added`` the user's."""
        self._added = frozenset(id(entry) for entry in added)
        self._lexicon = lexicon
        self._segment = read
        self._keys: dict[str, frozenset[str]] = {}
        self._acts: dict[int, Mapping[str, frozenset[str]]] = {}
        self._phrases: NameTable[int] = NameTable()
        self._expressions = lexicon.expressions
        for number, (text, _) in enumerate(self._expressions):
            self._phrases.add(tuple(read(text)), number)
        self._converted: dict[tuple[int, int], TriggerReading] = {}
        self._known: dict[str, tuple[TriggerReading, ...]] = {}
        self._recuts: dict[str, tuple[TriggerReading, ...]] = {}

    def find(self, words: Sequence[Word], keys: Sequence[str], i: int) -> tuple[TriggerReading, ...]:
        """All readings of the word at ``i``, those of fixed expressions that start there first."""
        found = self._find_expression(words, keys, i)
        word = words[i]
        for form in dict.fromkeys((word.full, word.key)):
            article = word.definite and form == word.key
            found += [r for r in self._read(form) if r not in found and _fits(r, words, i, article)]
        if not found and word.piece == "stem":
            found += self._recut(words, i)
        return tuple(found)

    def _find_expression(self, words: Sequence[Word], keys: Sequence[str], i: int) -> list[TriggerReading]:
        """The readings of an expression that starts at ``i``, or at the prepositions before it (بأشد العبارات)."""
        start = i
        while True:
            end, numbers = self._phrases.find(keys, start)
            if end > i:
                found: list[TriggerReading] = []
                for number in numbers:
                    reading = self._convert_expression(number, end - i)
                    if reading not in found:
                        found.append(reading)
                return found
            if start == 0 or i - start == 2 or words[start - 1].piece != "prep":
                return []
            start -= 1

    def _convert_expression(self, number: int, length: int) -> TriggerReading:
        if (number, length) not in self._converted:
            self._converted[number, length] = self._convert(self._expressions[number][1], length)
        return self._converted[number, length]

    def _read(self, form: str) -> tuple[TriggerReading, ...]:
        if form not in self._known:
            self._known[form] = tuple(self._convert(r, 1) for r in self._lexicon.readings(form))
        return self._known[form]

    def _recut(self, words: Sequence[Word], i: int) -> tuple[TriggerReading, ...]:
        """The readings of a word that was cut too little (سننتقم) or too much (و+بخ, متوج+ها)."""
        start, end = i, i + 1
        while start > 0 and words[start].glued:
            start -= 1
        while end < len(words) and words[end].glued:
            end += 1
        text = "".join(word.text for word in words[start:end])
        if text not in self._recuts:
            found = self._lexicon.look_up(text) if _is_rare(key_of(text)) else ()
            self._recuts[text] = tuple(self._convert(f.reading, 1) for f in found if _is_likely(f, text))
        return self._recuts[text]

    def _convert(self, reading: Reading, length: int) -> TriggerReading:
        entry, part, form = reading
        kind = _KINDS[type(entry)]
        return TriggerReading(
            act=entry.act,
            part=part,
            kind=kind,
            rule=f"{kind}:{entry.act or 'light'}:{entry.name}",
            length=length,
            frame={slot if slot in FRAME_SLOTS else fold(slot): role for slot, role in entry.frame.items()},
            acts=self._list_acts(reading),
            needs=self._list_needs(getattr(entry, "needs", ())),
            alone=bool(getattr(entry, "alone", True)),
            negative=bool(getattr(entry, "negative", False)),
            added=id(entry) in self._added,
            voice=form.voice if form else "",
            tense=form.tense if form else "",
            person=form.person if form else 0,
            number=_NUMBERS[form.number] if form else 0,
            gender=(form.gender[0] if form.gender != "both" else "b") if form else "",
        )

    def _list_needs(self, needs: tuple[str, ...]) -> frozenset[str]:
        """The keys that words are compared with: of بالسجن and على عاتقه it is سجن and عاتق."""
        for word in needs:
            if word not in self._keys:
                self._keys[word] = frozenset((fold(word), max(self._segment(word), key=len)))
        return frozenset[str]().union(*(self._keys[word] for word in needs))

    def _list_acts(self, reading: Reading) -> Mapping[str, frozenset[str]]:
        """The acts by complement that an entry lists, then those of what is said (speech) or carried (light verbs)."""
        entry = reading.entry
        if id(entry) not in self._acts:
            acts = {act: _list_keys(nouns) | self._list_needs(nouns) for act, nouns in entry.acts.items()}
            more: Mapping[str, frozenset[str]] = {}
            if isinstance(entry, Speech):
                more = self._lexicon.said
            elif isinstance(entry, Light) and entry.carries:
                more = self._lexicon.carried
            own = frozenset[str]().union(*acts.values())
            for act, forms in more.items():
                if act != entry.act:
                    left = forms if own.isdisjoint(forms) else forms - own  # one set for most verbs
                    acts[act] = acts[act] | left if act in acts else left
            self._acts[id(entry)] = acts
        return self._acts[id(entry)]


def _is_rare(key: str) -> bool:
    words = load_words()
    count = words.get(key, 0)
    return count <= _RARE or (key[0] in "وف" and words.get(key[1:], 0) > count)


def _is_likely(found: Found, text: str) -> bool:
    """Whether clitics may come off like this: not ا, ك or ي, which are mostly letters of the word, nor ة for ه."""
    if found.pronoun in ("ك", "ي") or set(found.proclitics) & set("اك"):
        return False
    if found.pronoun and text.endswith("ة"):
        return False
    return len(found.stem) > 3 or found.proclitics + found.pronoun in ("", "و", "ف")


#: After these stands a verb in the imperfect and nothing else: لم توقع is 'did not sign', never 'expected'.
_BEFORE_IMPERFECT = frozenset(["لم", "لن", "سوف"])


def _fits(reading: TriggerReading, words: Sequence[Word], i: int, article: bool) -> bool:
    """Whether the clitics before a word allow the reading: no verb after ب or with ال, س only before a present."""
    if i and not words[i].glued and words[i - 1].key in _BEFORE_IMPERFECT:
        return reading.part == "phrase" or reading.tense == "present"
    if reading.part != "verb":
        return not (i and words[i].glued and words[i - 1].piece == "future")
    if article:
        return False
    if i and words[i].glued:
        before = words[i - 1]
        if before.piece == "future":
            return reading.tense == "present"
        if before.piece == "prep":
            return before.key == "ل" and reading.tense == "present"
    return True


@lru_cache(maxsize=65536)
def _list_keys(nouns: tuple[str, ...]) -> frozenset[str]:
    keys = {fold(form) for noun in nouns for form in list_noun_forms(noun)}
    return frozenset(keys | {k.removeprefix("ال") for k in keys if len(k) > 4})
