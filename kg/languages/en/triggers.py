"""The readings of English words as triggers, from the lexicon (triggers.toml), as tags and dependencies allow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.languages.analysis import NameTable, TriggerReading, Word
from kg.languages.en.inflect import inflect_noun
from kg.languages.en.lexicon import Entry, Lexicon, Phrase

__all__ = ["TriggerTable"]


class _Form(NamedTuple):
    reading: TriggerReading
    tags: frozenset[str]


class TriggerTable:
    """Answers for a word of a sentence what it may mean as a trigger."""

    def __init__(self, lexicon: Lexicon, read: Callable[[str], Sequence[str]], added: Collection[Entry] = ()) -> None:
        """``read`` gives the keys of a phrase's words, as `Word.key` has them; ``added`` are the user's entries."""
        mine = frozenset(id(entry) for entry in added)
        self._forms: NameTable[_Form] = NameTable()
        said, carried = lexicon.gather("content"), lexicon.gather("trigger")
        for entry in lexicon.entries:
            acts = _list_acts(entry, said if entry.kind == "speech" else carried if _carries(entry) else {})
            for word, phrase in entry.forms():
                keys = tuple(read(phrase.text))
                reading = _make_reading(entry, word, phrase, acts, len(keys))
                self._forms.add(keys, _Form(replace(reading, added=id(entry) in mine), phrase.tags))

    def find(self, words: Sequence[Word], keys: Sequence[str], i: int) -> tuple[TriggerReading, ...]:
        """All readings of the words that start at ``i``: those of the longest form, and of the word alone."""
        end, forms = self._forms.find(keys, i)
        if end - i > 1:
            _, single = self._forms.find(keys[: i + 1], i)
            forms = [*forms, *single]
        if not forms:
            return ()
        fitting = [form for form in forms if _fits(form, words[i])] or forms  # the tagger errs
        found: list[TriggerReading] = []
        for form in fitting:
            reading = _place(form.reading, words, i)
            if reading not in found:
                found.append(reading)
        return tuple(found)


def _carries(entry: Entry) -> bool:
    return entry.kind == "light" and entry.carries


def _list_acts(entry: Entry, more: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    acts = {
        act: frozenset(f for noun in nouns for f in (noun, *inflect_noun(noun))) for act, nouns in entry.acts.items()
    }
    own = frozenset[str]().union(*acts.values())
    for act, nouns in more.items():
        if act != entry.act:
            acts[act] = acts.get(act, frozenset()) | (nouns - own)
    return acts


def _make_reading(
    entry: Entry, word: str, phrase: Phrase, acts: Mapping[str, frozenset[str]], length: int
) -> TriggerReading:
    first = next(words[0] for words in (entry.verb, entry.noun, entry.adjective, entry.phrase) if words)
    return TriggerReading(
        act=entry.act, part=phrase.part, kind=entry.kind,
        rule=f"{entry.kind}:{entry.act or 'light'}:{first}", length=length, frame=entry.frame, acts=acts,
        needs=frozenset(entry.needs), alone=entry.alone, negative=entry.negative,
    )  # fmt: skip


def _fits(form: _Form, word: Word) -> bool:
    """Whether the word's tag allows the reading; a gerund and a participle may stand for noun and adjective."""
    part = form.reading.part
    if part == "verb":
        if word.form in form.tags or (word.form == "VBN" and "VBD" in form.tags):
            return True
        return word.tag == "VERB" and not word.form.startswith("VB")
    if part == "noun":
        return (
            word.tag in ("NOUN", "PROPN") or word.form in ("VBG", "NN", "NNS", "NNP", "NNPS") or form.reading.length > 1
        )
    if part == "adjective":
        return word.tag == "ADJ" or word.form in ("VBN", "VBG")
    return True


def _place(reading: TriggerReading, words: Sequence[Word], i: int) -> TriggerReading:
    """The reading with the tense and voice that the words around it give."""
    if reading.part != "verb":
        return reading
    tense, voice = find_tense(words, i), find_voice(words, i)
    return replace(reading, tense=tense, voice=voice, number=0)


def find_helpers(words: Sequence[Word], i: int) -> list[Word]:
    """The auxiliaries and marks of a verb: its dependents, else the words just before it."""
    if words[i].head >= 0:
        return [w for w in words if w.head == i and w.index != i and w.relation in ("aux", "aux:pass", "mark", "cop")]
    return [w for w in words[max(0, i - 4) : i] if w.tag == "AUX" or w.form in ("MD", "TO")]


def find_tense(words: Sequence[Word], i: int) -> str:
    """past, present, perfect, future, modal, infinitive, participle or gerund."""
    keys = {w.key for w in find_helpers(words, i)}
    if keys & {"will", "shall", "'ll"}:
        return "future"
    if keys & {"would", "could", "may", "might", "should", "must", "can"}:
        return "modal"
    form = words[i].form
    if keys & {"have", "has", "had"} and form in ("VBN", "VBD"):
        return "perfect"
    if "to" in keys:
        return "infinitive"
    return {"VBD": "past", "VBN": "participle", "VBG": "gerund"}.get(form, "present")


def find_voice(words: Sequence[Word], i: int) -> str:
    """passive or active: a participle is passive behind a form of *be*, and on its own beside a noun."""
    word = words[i]
    if word.form != "VBN":
        return "active"
    helpers = find_helpers(words, i)
    own = {w.relation for w in words if w.head == i and w.index != i}
    if "nsubj" in own and "nsubj:pass" not in own:
        return "active"
    if any(w.relation == "aux:pass" or (w.key in ("is", "are", "was", "were", "be", "been", "being")) for w in helpers):
        return "passive"
    if any(w.key in ("have", "has", "had") for w in helpers):
        return "active"
    return "passive"
