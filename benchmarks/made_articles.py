"""Articles of a made-up world with the events that they report: as many as wanted, each as `kg build` would hand it on.

Who meets, condemns or visits whom is drawn with a fixed seed, a few states far more often than the many, so that merge
keys are as crowded as in real news; one event in ten is one that an earlier article has told. The same number gives
the same articles. The graph of one event has about a hundred triples.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.gazetteer import load_countries
from kg.model import RECIPROCAL_ACTS, Article, Block, Event, Gloss, Participant, Sentence, Words, type_of
from kg.vocabulary.acts import ACTS

__all__ = ["make_articles"]

SEED = 20240306
FIRST_DAY, DAYS = date(2015, 1, 1), 3650

#: So many events are remembered, to be told again.
REMEMBERED = 200

SUBJECTS = [
    ("الملف النووي", "nuclear file"), ("وقف إطلاق النار", "ceasefire"), ("التعاون الدفاعي", "defence cooperation"),
    ("أمن الملاحة", "maritime security"), ("تبادل الأسرى", "prisoner exchange"), ("إمدادات الغاز", "gas supplies"),
    ("المناطق الحدودية", "border areas"), ("اللاجئين", "refugees"), ("العقوبات", "sanctions"), ("المياه", "water"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    act: str
    one: Participant
    other: Participant
    subject: int
    number: int
    day: date


def make_articles(number: int, events_each: int = 5) -> Iterator[tuple[Article, list[Event]]]:
    """That many articles with their events."""
    draw = random.Random(SEED)
    actors = [
        Participant("", 0, 0, s.name_en, s.name_ar, s.iso3, "state", f"wd:{s.qid}")
        for s in load_countries().values()
        if s.qid and s.cow
    ]
    draw.shuffle(actors)
    weights = [1 / (rank + 1) for rank in range(len(actors))]
    acts = sorted(set(ACTS) - {"state"})
    earlier: deque[_Told] = deque(maxlen=REMEMBERED)
    for article in range(number):
        published = FIRST_DAY + timedelta(days=article * DAYS // number)
        told = []
        for _ in range(events_each):
            if earlier and draw.random() < 0.1:
                told.append(draw.choice(earlier))
                continue
            one, other = _draw_two(draw, actors, weights)
            day = published - timedelta(days=draw.randrange(3))
            fresh = _Told(draw.choice(acts), one, other, draw.randrange(len(SUBJECTS)), draw.randrange(1000), day)
            earlier.append(fresh)
            told.append(fresh)
        yield _write(f"{article:07d}.txt", published, told, draw)


def _draw_two(draw: random.Random, actors: list[Participant], weights: list[float]) -> tuple[Participant, Participant]:
    while True:
        one, other = draw.choices(actors, weights, k=2)
        if one is not other:
            return one, other


def _write(file: str, published: date, told: list[_Told], draw: random.Random) -> tuple[Article, list[Event]]:
    text = ""
    blocks, events = [], []
    for number, event in enumerate(told):
        start = len(text)
        ar, en = SUBJECTS[event.subject]
        parts = {"verb": ACTS[event.act].verb_ar, "one": event.one.name_ar or "", "other": event.other.name_ar or ""}
        theme = f"{ar} رقم {event.number}"
        at, sentence = {}, ""
        for name, words in (*parts.items(), ("theme", theme)):
            at[name] = start + len(sentence)
            sentence += f"{words} "
        sentence += "."
        one, other = (
            Participant(parts[k], at[k], at[k] + len(parts[k]), p.name, p.name_ar, p.country, p.kind, p.id)
            for k, p in (("one", event.one), ("other", event.other))
        )
        together = event.act in RECIPROCAL_ACTS
        text += sentence + "\n"
        blocks.append(Block(start, start + len(sentence), sentence, "body" if start else "title"))
        events.append(
            Event(
                id=f"{file}-{number}", article=file, part=0,
                trigger=Words(parts["verb"], start, start + len(parts["verb"])),
                act=event.act, type=type_of(event.act, "actual"),
                actors=(one, other) if together else (one,), recipients=() if together else (other,),
                theme=Gloss(theme, at["theme"], at["theme"] + len(theme), f"{en} number {event.number}"), topics=(),
                place=None, date=event.day.isoformat() if draw.random() < 0.6 else None, status="actual", said_by=(),
                sentence=Sentence(sentence, start, start + len(sentence)), rule=f"trigger:{event.act}:x",
                confidence=round(draw.uniform(0.3, 1), 2), extractor="made", version="1",
            )
        )  # fmt: skip
    article = Article(
        file=file, part=0, text=text, blocks=tuple(blocks), path=file, title=blocks[0].text,
        published=published.isoformat(), outlet=f"outlet {draw.randrange(12)}", language="ar",
    )  # fmt: skip
    return article, events
