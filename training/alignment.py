"""Annotated events laid over the pipeline's own words, groups and dates: what the models are to learn to say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.evaluation import Told
from kg.languages.folding import fold
from kg.languages.pack import Pack
from kg.model import Article, Block, type_of
from kg.pipeline.acts import find_candidates
from kg.pipeline.discourse import Discourse
from kg.pipeline.outlets import find_home
from kg.pipeline.scene import Candidate, Scene, find_participants, read_scenes, read_times
from training.gold import GoldArticle


@dataclass
class Aligned:
    """One annotated event with the candidate that stands for it (None where the lexicon knows none)."""

    event: dict[str, Any]
    candidate: Candidate | None
    start: int
    """Offset of the trigger in the source."""


@dataclass
class AlignedScene:
    """A sentence with its events."""

    scene: Scene
    events: list[Aligned]


@dataclass
class AlignedArticle:
    """An article's sentences in order."""

    name: str
    published: str | None
    scenes: list[AlignedScene]
    discourse: Discourse = field(default_factory=Discourse)
    weight: float = 1.0
    """How much it counts in learning."""


def align(gold: GoldArticle, articles: Iterable[Article], pack: Pack) -> list[AlignedArticle]:
    """Each article of a file as the pipeline reads it, with the gold's events."""
    aligned = []
    for article in articles:
        memory = pack.new_memory(find_home(article))
        scenes = []
        anchors: list[str] = []
        read = list(read_scenes(article, pack))
        find_participants(read, pack, memory)
        for scene in read:
            read_times(scene, article, pack, anchors)
            anchors += [d.edtf for _, _, d in scene.dates if d.edtf]
            find_candidates(scene, pack)
            events = []
            for sentence in gold.sentences:
                if sentence.end <= scene.start or sentence.start >= scene.end:
                    continue
                used: set[int] = set()
                for event in sentence.events:
                    start = event.get("at")
                    if start is None:
                        start = find_trigger(sentence.text, event["trigger"], sentence.start, scene, used, event["act"])
                    if start is None or not scene.start <= start < scene.end:
                        continue
                    trigger = event["trigger"]
                    candidate = choose_candidate(scene, start, start + len(trigger), event["act"], used)
                    if candidate:
                        used.add(candidate.index)
                    events.append(Aligned(event, candidate, start))
            scenes.append(AlignedScene(scene, events))
        home = pack.states.get(find_home(article) or "")
        aligned.append(AlignedArticle(gold.name, article.published, scenes, Discourse(home=(home,) if home else ())))
    return aligned


def find_trigger(text: str, trigger: str, at: int, scene: Scene, used: set[int], act: str) -> int | None:
    """Where a trigger stands: of several places the first whose candidate gives the act and is not taken."""
    places, k = [], text.find(trigger)
    while k >= 0:
        whole = (k == 0 or not text[k - 1].isalnum()) and (
            k + len(trigger) == len(text) or not text[k + len(trigger)].isalnum()
        )
        places.append((not whole, k))
        k = text.find(trigger, k + 1)
    if not places:
        return None
    ordered = [k for bad, k in sorted(places)]
    for k in ordered:
        found = choose_candidate(scene, at + k, at + k + len(trigger), act, used)
        if found is not None:
            return at + k
    return at + ordered[0]


def choose_candidate(scene: Scene, start: int, end: int, act: str, used: set[int]) -> Candidate | None:
    """The candidate among a trigger's words that gives the act: a noun before the light verb that carries it."""
    inside = [
        c
        for c in scene.candidates
        if start <= scene.words[c.index].start < end and act in c.acts and c.index not in used
    ]
    return max(inside, key=lambda c: (c.acts[act] not in ("far", "lacking"), -c.index), default=None)


def code_of(participant: dict[str, Any]) -> str:
    """What stands for a participant in comparisons: its code, else its name as `fold_name` gives it."""
    return participant.get("country") or fold_name(participant.get("name") or participant["text"])


def fold_name(name: str) -> str:
    """A name without regard to case, as `score.py` compares names: annotators write 'other countries', we 'Other …'."""
    return fold(name).lower()


def tell_event(event: dict[str, Any]) -> Told:
    """An annotated event of our own as the scorer reads it."""
    return Told.from_record({**event, "type": type_of(event["act"], event["status"]), "place": None})


def article_of(gold: GoldArticle) -> Article:
    """An annotated text without a page around it as an article: its sentences are its prose."""
    blocks = tuple(Block(s.start, s.end, s.text) for s in gold.sentences)
    return Article(
        gold.name, 0, gold.text, blocks, published=gold.published, outlet=gold.outlet, language=gold.language
    )


def find_words(scene: Scene, text: str, near: int) -> tuple[int, int] | None:
    """The words of a text in a scene, of several places the nearest to a word."""
    surface, starts = "", []
    for k, word in enumerate(scene.words):
        if k:
            surface += " " * (word.start - scene.words[k - 1].end)
        starts.append(len(surface))
        surface += word.text
    places, at = [], surface.find(text)
    while at >= 0:
        first = bisect_right(starts, at) - 1
        last = bisect_left(starts, at + len(text))
        places.append((abs(first - near), first, last))
        at = surface.find(text, at + 1)
    return min(places)[1:] if places else None
