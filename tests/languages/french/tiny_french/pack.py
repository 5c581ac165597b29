"""A pack of a few words, to show what a language has to give: words, names, triggers, tables, weights."""

import re
from importlib import resources

from kg.gazetteer import load_countries
from kg.languages.analysis import Entity, Mention, TriggerReading, Word
from kg.languages.calendars import load_calendar
from kg.languages.pack import Pack, read_particles
from kg.languages.syntax import read_syntax

TOKEN = re.compile(r"\w+['’]|\w+|[^\w\s]")
STATES = {"france": "FRA", "kenya": "KEN", "norvège": "NOR"}
VERBS = {"signé": "sign", "condamné": "condemn", "rencontré": "meet"}
SMALL = {"le": "DET", "la": "DET", "un": "DET", "l'": "DET", "et": "CCONJ", "a": "AUX", "ont": "AUX", "avec": "ADP"}
PIECES = {"CCONJ": "conj", "ADP": "prep", "PUNCT": "punct"}


class Memory:
    """Remembers nothing."""

    def rewind(self):
        """Nothing to go back to."""


def read_words(text, start):
    """The words of a sentence."""
    words = []
    for k, found in enumerate(TOKEN.finditer(text)):
        key = found[0].lower().replace("’", "'")
        tag = SMALL.get(key) or ("VERB" if key in VERBS else "NOUN" if key[0].isalnum() else "PUNCT")
        begin = start + found.start()
        glued = bool(words) and words[-1].end == begin
        words.append(Word(k, found[0], begin, start + found.end(), key, key, PIECES.get(tag, "stem"), tag, glued=glued))
    return words


def make_pack(model=None, added=None):
    """French, as far as it goes."""
    states = {c.iso3: Entity(f"wd:{c.qid}", c.name_en, c.name_ar, c.iso3, "state") for c in load_countries().values()}

    def find_mentions(words, memory):
        return [
            Mention(k, k + 1, k, (states[STATES[word.key]],), "name", "state")
            for k, word in enumerate(words)
            if word.key in STATES
        ]

    def find_readings(words, keys, i):
        act = VERBS.get(keys[i])
        return (TriggerReading(act, "verb", "trigger", f"trigger:{act}:{keys[i]}", tense="past"),) if act else ()

    return Pack(
        language="fr",
        read_words=read_words,
        new_memory=lambda home: Memory(),
        find_mentions=find_mentions,
        find_readings=find_readings,
        find_place=lambda mention: None,
        gloss=lambda words: None,
        states=states,
        clusters={},
        particles=read_particles("fr", str.lower),
        syntax=read_syntax("fr", str.lower),
        calendar=load_calendar("fr"),
        models=resources.files("tiny_french") / "model",
    )
