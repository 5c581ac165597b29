"""The Arabic pack: its words, names, triggers and weights put together."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from kg.gazetteer import load_countries
from kg.languages.additions import Additions
from kg.languages.analysis import Mention, Word
from kg.languages.ar.glossary import gloss
from kg.languages.ar.glossary_table import list_lines, load_glossary
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import SEATS, load_names, load_segmenter, load_states, load_verbs
from kg.languages.ar.participants import find_mentions
from kg.languages.ar.tagger import load_clusters, load_tagger
from kg.languages.ar.titles import load_titles
from kg.languages.ar.triggers import TriggerTable
from kg.languages.ar.words import read_words
from kg.languages.calendars import load_calendar
from kg.languages.folding import fold
from kg.languages.pack import Pack, read_particles
from kg.languages.polarity import read_polarity
from kg.languages.proving import prove_examples
from kg.languages.syntax import read_syntax

__all__ = ["make_pack"]


def make_pack(model: str | None = None, added: Additions | None = None) -> Pack:
    """Everything of Arabic, loaded, with what a user adds; it has no parser, so that ``model`` changes nothing.

    Raises `LanguageError` for a wrong entry in one of its tables.
    """
    segmenter = load_segmenter(added)
    tagger = load_tagger()
    countries = load_countries()
    names = load_names(added)
    lexicon = load_verbs(added)

    def keys_of(text: str) -> list[str]:
        return [word.key for word in read_words(text, 0, segmenter)]

    titles = load_titles(keys_of, added.find("titles.toml") if added else None)
    own = added.find("triggers.toml") if added else None
    mine = [entry for entry in lexicon.entries if own and entry.where.startswith(f"{own}, ")]
    triggers = TriggerTable(lexicon, keys_of, mine)
    if added is not None and (file := added.find("glossary.tsv")):
        list_lines(file)  # a wrong line is told now, not when a text first needs a gloss

    def read(text: str, start: int) -> list[Word]:
        words = read_words(text, start, segmenter)
        tagger.tag(words)
        return words

    def mentions(words: Sequence[Word], memory: Memory) -> list[Mention]:
        return find_mentions(words, names, titles, memory)

    def place(mention: Mention) -> tuple[str, str] | None:
        if mention.form != "name" or len(mention.members) != 1:
            return None
        entity = mention.members[0]
        if mention.place is not None:
            return mention.place.name, mention.place.id
        if mention.word == "capital":
            seat = next((code for code, id_ in SEATS.items() if id_ == entity.id), None)
            country = countries.get(seat or entity.country or "")
            return (country.capital_en, f"wd:{country.capital_qid}") if country and country.capital_qid else None
        return (entity.name, entity.id) if entity.kind in ("state", "place") else None

    pack = Pack(
        language="ar",
        read_words=read,
        new_memory=lambda home: Memory(outlet=home),
        find_mentions=mentions,
        find_readings=triggers.find,
        find_place=place,
        gloss=lambda words: gloss(words, glossary=load_glossary(added)),
        states=load_states(),
        clusters=load_clusters(),
        particles=read_particles("ar", fold),
        syntax=read_syntax("ar", fold),
        polarity=read_polarity("ar", fold, lambda word: (word, f"{word}ة", f"{word}ا")),
        calendar=load_calendar("ar"),
        models=resources.files("kg.languages.ar") / "model",
    )
    prove_examples(pack, mine)
    return pack
