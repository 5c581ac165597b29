"""The walk from an article to its events, a step after the other; `kg.pipeline.components` has them as spaCy's.

============================  ============================================================
`begin_walk`                  sentences, words with their clitics apart, word classes
`find_who`                    who is named
`find_when`                   dates, resolved against the publication
`find_what`                   which words tell of an act
`assign_roles`                who did it, to whom, who says so; across the sentences
`fill_slots`                  whether, when, where, what about
`write_records`               the finished events, with their evidence
============================  ============================================================

spaCy is not imported here: of the second that it adds to a start (three where PyTorch is installed, which it imports)
and of its memory nothing would serve a language that is not parsed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kg.languages.pack import Pack
from kg.model import Article, Event
from kg.pipeline.acts import find_candidates
from kg.pipeline.answering import find_answered, find_appointees
from kg.pipeline.discourse import Discourse, update_discourse
from kg.pipeline.envoys import find_hosts
from kg.pipeline.finishing import finish_events
from kg.pipeline.headlines import settle_headlines
from kg.pipeline.judges import Judge
from kg.pipeline.obligations import find_obliged
from kg.pipeline.outlets import find_home
from kg.pipeline.scene import Draft, Scene, find_participants, read_scenes, read_times
from kg.pipeline.themes import find_themes
from kg.pipeline.timing import drop_negations, drop_threatened, settle_by_day, settle_by_words, settle_denied

__all__ = ["STEPS", "Step", "Walk", "begin_walk", "walk_article"]


@dataclass(slots=True)
class Walk:
    """An article with what has been found in it so far."""

    article: Article
    scenes: list[Scene]
    """The sentences as the models see them, in order."""
    memory: Any
    """The language pack's memory of names (`Pack.new_memory`)."""
    drafts: list[Draft] = field(default_factory=list)
    """Events as they are being made, in order of their triggers."""
    events: list[Event] = field(default_factory=list)


#: What is done to an article that was begun: with the words of its language, and by who decides there.
Step = Callable[[Walk, Pack, Judge], None]


def begin_walk(article: Article, pack: Pack) -> Walk:
    """The article's sentences; nothing is found in them yet."""
    return Walk(article, list(read_scenes(article, pack)), pack.new_memory(find_home(article)))


def walk_article(article: Article, pack: Pack, judge: Judge) -> Walk:
    """Everything that is found in an article."""
    walk = begin_walk(article, pack)
    with judge.at_work():
        for step in STEPS:
            step(walk, pack, judge)
    return walk


def find_who(walk: Walk, pack: Pack, judge: Judge) -> None:
    """Find who is named; the names are remembered from sentence to sentence."""
    find_participants(walk.scenes, pack, walk.memory)


def find_when(walk: Walk, pack: Pack, judge: Judge) -> None:
    """Find dates and resolve them against the publication date and the dates named before."""
    anchors: list[str] = []
    for scene in walk.scenes:
        read_times(scene, walk.article, pack, anchors)
        anchors += [date.edtf for _, _, date in scene.dates if date.edtf]


def find_what(walk: Walk, pack: Pack, judge: Judge) -> None:
    """Find the words that may tell of an act, and choose those that do."""
    for scene in walk.scenes:
        find_candidates(scene, pack)
    judge.choose_acts(walk.scenes)


def assign_roles(walk: Walk, pack: Pack, judge: Judge) -> None:
    """Give every event its actors, recipients and those who say so."""
    home = pack.states.get(find_home(walk.article) or "")
    discourse = Discourse(home=(home,) if home else ())
    for scene in walk.scenes:
        found = [Draft(scene, candidate) for candidate in scene.candidates if candidate.act]
        for k, draft in enumerate(found):
            judge.assign_roles(draft, found[:k], discourse)
        update_discourse(discourse, scene, found, pack)
        walk.drafts += found


def fill_slots(walk: Walk, pack: Pack, judge: Judge) -> None:
    """Give every event its status, date, place, theme and topics."""
    for draft in walk.drafts:
        judge.fill_slots(draft, walk.article.published)
        settle_by_words(draft, pack)
        settle_by_day(draft, walk.article.published, pack)
    settle_headlines(walk.drafts)
    settle_denied(walk.drafts, pack)
    walk.drafts = drop_threatened(drop_negations(walk.drafts, pack))
    find_answered(walk.drafts)
    find_appointees(walk.drafts, pack.states.keys())
    find_hosts(walk.drafts, pack)
    find_obliged(walk.drafts, pack)
    find_themes(walk.drafts, pack)


def write_records(walk: Walk, pack: Pack, judge: Judge) -> None:
    """Make the records of the events that are likely enough."""
    walk.events = finish_events(walk.article, walk.drafts, pack, judge.rate)


#: The steps after `begin_walk`, in order.
STEPS: tuple[Step, ...] = (find_who, find_when, find_what, assign_roles, fill_slots, write_records)
