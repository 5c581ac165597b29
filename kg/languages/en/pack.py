"""The English pack: its words, names, triggers and weights put together."""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from kg.gazetteer import load_countries
from kg.languages.additions import Additions, list_addable
from kg.languages.analysis import Mention, Word
from kg.languages.calendars import load_calendar
from kg.languages.en.lexicon import Lexicon, load_lexicon
from kg.languages.en.memory import Memory
from kg.languages.en.names import Names, load_states
from kg.languages.en.parser import load_parser
from kg.languages.en.participants import find_mentions
from kg.languages.en.titles import load_titles
from kg.languages.en.triggers import TriggerTable
from kg.languages.en.words import key_of, make_keys, read_words
from kg.languages.pack import Pack, read_particles
from kg.languages.proving import prove_examples
from kg.languages.syntax import read_syntax

__all__ = ["make_pack"]


def make_pack(model: str | None = None, added: Additions | None = None) -> Pack:
    """Everything of English, loaded, with what a user adds; ``model`` names a spaCy pipeline to parse with, not ours.

    Raises `LanguageError` for a wrong entry in one of its tables, or a pipeline that is not there.
    """
    nlp = load_parser(model)
    countries = load_countries()

    def keys_of(text: str) -> list[str]:
        return make_keys(nlp, text)

    files = {name: added.find(name) if added else None for name in list_addable("en")}
    names, titles = Names(keys_of, files["names.toml"]), load_titles(keys_of, files["titles.toml"])
    own = files["triggers.toml"]
    lexicon = load_lexicon(own) if own else load_lexicon()
    mine = [entry for entry in lexicon.entries if own and entry.where.startswith(f"{own}: ")]
    triggers = TriggerTable(lexicon, keys_of, mine)

    def mentions(words: Sequence[Word], memory: Memory) -> list[Mention]:
        return find_mentions(words, names, titles, memory)

    def place(mention: Mention) -> tuple[str, str] | None:
        if mention.form != "name" or len(mention.members) != 1:
            return None
        entity = mention.members[0]
        if mention.place is not None:
            return mention.place.name, mention.place.id
        if mention.word == "capital":
            country = countries.get(entity.country or "")
            return (country.capital_en, f"wd:{country.capital_qid}") if country and country.capital_qid else None
        return (entity.name, entity.id) if entity.kind in ("state", "place") else None

    pack = Pack(
        language="en",
        read_words=lambda text, start: read_words(text, start, nlp),
        new_memory=lambda home: Memory(home=home),
        find_mentions=mentions,
        find_readings=triggers.find,
        find_place=place,
        gloss=spell_phrase,
        states=load_states(),
        clusters=load_lemmas(lexicon),
        particles=read_particles("en", key_of),
        syntax=read_syntax("en", key_of),
        calendar=load_calendar("en"),
        models=resources.files("kg.languages.en") / "model",
        classes=load_classes(),
    )
    prove_examples(pack, mine)
    return pack


def spell_phrase(words: Sequence[Word]) -> str | None:
    """An English phrase is its own gloss, from its first word that carries meaning."""
    first = next((k for k, word in enumerate(words) if word.key not in ("the", "a", "an", ",")), len(words))
    text = ""
    for word in words[first:]:
        text += ("" if not text or word.glued else " ") + word.text
    return text or None


@cache
def load_classes() -> Mapping[str, str]:
    """The class of each of the commonest words by the company it keeps (Brown clusters; `training.classes`)."""
    file = resources.files("kg.languages.en") / "model" / "classes.tsv.xz"
    found: dict[str, str] = {}
    for line in lzma.decompress(file.read_bytes()).decode().splitlines():
        name, _, words = line.partition("\t")
        found |= dict.fromkeys(words.split(" "), name)
    return found


def load_lemmas(lexicon: Lexicon) -> Mapping[str, str]:
    """The base form of each inflected word: of the lexicon's words, and of the treebank that our parser learnt from."""
    file = resources.files("kg.languages.en") / "model" / "lemmas.tsv.xz"
    lines = lzma.decompress(file.read_bytes()).decode().splitlines()
    found = dict(line.split("\t", 1) for line in lines)
    for entry in lexicon.entries:
        for word, phrase in entry.forms():
            if " " not in phrase.text:
                found[phrase.text] = word
    return found
