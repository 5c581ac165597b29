"""Extractors from outside, as a stranger would write them.

`PlainExtractor` knows a handful of Arabic verbs and countries: enough to send every kind of record through the walk.
"""

import os
import re
from dataclasses import replace

from kg.extraction import Note, SentenceExplanation
from kg.model import Event, Gloss, Participant, Sentence, Words, hash_id, type_of

COUNTRIES = {
    "قطر": ("Qatar", "QAT", "wd:Q846"),
    "الولايات المتحدة": ("United States", "USA", "wd:Q30"),
    "إيران": ("Iran", "IRN", "wd:Q794"),
    "عمان": ("Oman", "OMN", "wd:Q842"),
}
#: trigger: act, status
VERBS = {
    "عدلت": ("amend", "actual"),
    "وقعت": ("sign", "actual"),
    "ستوقع": ("sign", "planned"),
    "أدانت": ("condemn", "actual"),
    "لم تهاجم": ("attack", "negated"),
    "تتوسط": ("mediate", "actual"),
}
THEMES = {"اتفاقية التعاون الدفاعي": "defence cooperation agreement"}
#: acts whose first participant alone acts
ONE_SIDED = {"condemn", "attack", "mediate"}


class PlainExtractor:
    name = "plain"
    version = "1"

    def extract(self, article):
        for told in self.explain(article):
            yield from told.events

    def explain(self, article):
        for block in article.blocks:
            for match in re.finditer(r"[^.\n]*[^.\s][^.\n]*\.?", article.text[block.start : block.end]):
                start = block.start + match.start() + len(match[0]) - len(match[0].lstrip())
                words = match[0].strip()
                sentence = Sentence(words, start, start + len(words))
                events = tuple(self._find(article, sentence))
                notes = () if events else (Note(Words(words[:4], start, start + 4), "no verb that I know"),)
                yield SentenceExplanation(sentence, events, notes)

    def _find(self, article, sentence):
        people = sorted(
            (
                Participant(name_ar, at, at + len(name_ar), name, name_ar, code, "state", id_)
                for name_ar, (name, code, id_) in COUNTRIES.items()
                for at in find_all(article.text, name_ar, sentence)
            ),
            key=lambda person: person.start,
        )
        for verb, (act, status) in VERBS.items():
            for at in find_all(article.text, verb, sentence):
                actors, recipients = (people[:1], people[1:]) if act in ONE_SIDED else (people, [])
                theme = next(
                    (
                        Gloss(words, there, there + len(words), en)
                        for words, en in THEMES.items()
                        for there in find_all(article.text, words, sentence)
                    ),
                    None,
                )
                date = re.search(r"\d{4}-\d\d-\d\d", sentence.text)
                yield Event(
                    id=hash_id(article.id, at, act),
                    article=article.file,
                    part=article.part,
                    trigger=Words(verb, at, at + len(verb)),
                    act=act,
                    type=type_of(act, status),
                    actors=tuple(actors),
                    recipients=tuple(recipients),
                    theme=theme,
                    topics=(),
                    place=None,
                    date=date[0] if date else None,
                    status=status,
                    said_by=(),
                    sentence=sentence,
                    rule=f"plain:{act}",
                    confidence=0.9,
                    extractor=self.name,
                    version=self.version,
                )


class FailingExtractor(PlainExtractor):
    """Fails on every article."""

    name = "failing"

    def extract(self, article):
        raise ValueError("I do not feel like it")

    explain = extract


class HalfExtractor(PlainExtractor):
    """Fails on articles whose file is called bad.txt."""

    name = "half"

    def extract(self, article):
        if article.file == "bad.txt":
            raise ValueError("I do not feel like it")
        return super().extract(article)


class DyingExtractor(PlainExtractor):
    """Takes its process along on articles whose file is called bad.txt, as broken native code does."""

    name = "dying"

    def extract(self, article):
        if article.file == "bad.txt":
            os._exit(139)
        return super().extract(article)


class LyingExtractor(PlainExtractor):
    """Gives each event once as it is and once with a trigger that does not stand there."""

    name = "lying"

    def extract(self, article):
        for event in super().extract(article):
            yield event
            yield replace(event, trigger=replace(event.trigger, text="كذب"))


def find_all(text, words, sentence):
    at = text.find(words, sentence.start, sentence.end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, sentence.end)
