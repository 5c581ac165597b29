"""Decisions by the network (`kg.pipeline.network`): which words are events, who takes part, and what else is known.

The counterpart of `kg.pipeline.deciding`, for languages that have a network in their model folder. On acts and roles
the log-linear models of the language are heard as well: two that err in other places err less together. How much each
counts was measured on held-out articles of ``train-ar``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from kg.languages.pack import Pack
from kg.pipeline.casting import rank_groups, settle_roles
from kg.pipeline.compatriots import find_compatriots
from kg.pipeline.confidence import POSSIBLE, Confidence, Rate, multiply
from kg.pipeline.deciding import (
    complete_choice,
    pick_likeliest,
    pick_phrases,
    score_candidates,
    settle_act,
    settle_status,
    taken_words,
    weigh_again,
    weigh_roles,
)
from kg.pipeline.discourse import Discourse
from kg.pipeline.inputs import hash_features
from kg.pipeline.models import Models
from kg.pipeline.network import Network, Reading
from kg.pipeline.roles import agree_on_collectives, find_parties
from kg.pipeline.scene import Draft, Scene, open_candidate
from kg.pipeline.slots import date_features, list_ends, list_starts, place_features, status_features

__all__ = ["NetworkJudge"]

#: A word is an event from this probability of its likeliest type on: of .36 to .42, which differ by half a point of
#: detect and of dyads on the gold, on our own held articles and on real ones, one between.
EVENT = 0.38
#: The same for a word that the lexicon does not know as a trigger.
OPEN = 0.5
#: An act that the lexicon does not give to a word it knows is weighed from this probability on.
OTHER = 0.1
#: A participant has a role from this probability on.
ROLES = {"actor": 0.55, "recipient": 0.48, "said_by": 0.5}
#: The likeliest is the actor from here on where none reaches the bound (``train-ar``: 9 events right by it, 2 wrong).
LEAST_ACTOR = 0.3
#: The other party of an act that takes two, where only one reaches the bound.
SECOND = 0.1
PHRASE = {"theme": 0.1, "topic": 0.05}
DATE, PLACE = 0.5, 0.5
#: How much the log-linear models count beside the network, 0 to 1.
SHARE_ACTS = 0.3
#: Who says so the network knows better alone, and who is acted on nearly so: where the models count for a quarter
#: there, 0.510 of the dyads of our own held articles are right, for a tenth 0.509, and on the gold 0.596 and 0.591.
SHARE_ROLES = {"actor": 0.35, "recipient": 0.2}
#: Below this the log-linear models are not asked: they would have to be surer than 0.995 to make an event of the word.
#: It is half of all candidates; on 822 events of the gold that were never learnt from nothing is lost by it.
#: Words of the user's own are asked of all the same: the network has not learnt them, and `deciding.OWN` is low.
NEGLIGIBLE = 0.04
#: Of whom the network has no doubt in any role, from this and to this on, the log-linear models are not asked: half of
#: all. So 0.501 of the dyads of our own held articles are right (0.500 if they are asked), on the gold as many.
LEAST_SURE, SURE = 0.02, 0.98
#: What an act has that is not among the network's likeliest.
_REST = 0.002


class NetworkJudge:
    """Decides by the network of a language, and by its log-linear models with it."""

    def __init__(self, network: Network, models: Models, pack: Pack, confidence: Confidence | None = None) -> None:
        self.threshold = POSSIBLE if confidence else EVENT
        self.rate: Rate = confidence.rate if confidence else multiply
        self._network = network
        self._models = models
        self._pack = pack
        self._readings: dict[int, Reading] = {}

    def at_work(self) -> AbstractContextManager[Any]:
        """While it is open, NumPy's products run in one thread: others cost more than they gain on such small ones."""
        return self._network.keep_to_one_thread()

    def choose_acts(self, scenes: Sequence[Scene]) -> None:
        """Choose the words of an article's scenes that are events, each with its likeliest act.

        A word that the lexicon does not know as a trigger becomes a candidate when the network takes it for one.
        """
        self._readings = {id(reading.scene): reading for reading in self._network.read(scenes)}
        for scene in scenes:
            weighed = self._network.weigh_words(self._readings[id(scene)])
            told = {c.index: {act: p for p, act in weighed.get(c.index, ())} for c in scene.candidates}
            own_words = {c.index for c in scene.candidates if any(r.added for r in c.readings)}
            negligible = {
                c.index
                for c in scene.candidates
                if max(told[c.index].values(), default=0.0) < NEGLIGIBLE and c.index not in own_words
            }
            score_candidates(scene, self._models.acts, self._pack, negligible)
            others = weigh_again(scene, self._models, negligible)
            for candidate, other in zip(scene.candidates, others, strict=True):
                own = told[candidate.index]
                if candidate.index in negligible:
                    both = {act: own.get(act, _REST) for act in candidate.acts}
                else:
                    both = {act: mix(own.get(act, _REST), p, SHARE_ACTS) for act, p in other.items()}
                if candidate.index not in own_words:  # what a word of the user's own tells, he knows
                    both |= {act: p for act, p in own.items() if act not in both and p >= OTHER}
                settle_act(candidate, both, EVENT)
                candidate.scores = {}  # the network learnt without the models' view of the other candidates
            for k, acts in weighed.items():
                p, act = acts[0]
                if p >= OPEN and k not in scene.at:
                    open_candidate(scene, k, act).choose(act, p)
            complete_choice(scene, EVENT, self.threshold, self._pack)
        self._network.look(
            [(self._readings[id(s)], c, c.act) for s in scenes for c in s.candidates if c.act is not None]
        )

    def assign_roles(self, draft: Draft, before: Sequence[Draft], discourse: Discourse) -> None:
        """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""
        scene, candidate, act, pack = draft.scene, draft.candidate, draft.act, self._pack
        parties = find_parties(scene, candidate, act, before, discourse, pack)
        units, groups = parties.units, parties.groups
        if not units:
            return
        hashed = [hash_features(row) for row in parties.rows]
        reading = self._readings[id(scene)]
        p = self._network.weigh_units(reading, candidate, act, groups, [u.groups for u in units], hashed)
        views = [dict(zip(ROLES, map(float, row), strict=True)) for row in p]
        agree_on_collectives(views, units, groups)
        known = [view if _is_sure(view) else {"said_by": view["said_by"]} for view in views]
        others = weigh_roles(self._models, parties, candidate, act, known)
        views = [
            {role: mix(view[role], other[role], SHARE_ROLES.get(role, 0.0)) for role in ROLES}
            for view, other in zip(views, others, strict=True)
        ]
        rank = rank_groups(self._models, parties, scene, candidate, act, pack)
        settle_roles(
            draft, views, parties, ROLES, LEAST_ACTOR, rank,
            apart=True, second=SECOND, joining=pack.syntax, states=pack.states,
        )  # fmt: skip
        find_compatriots(draft, parties, self._models.compatriot)

    def fill_slots(self, draft: Draft, published: str | None) -> None:
        """Fill status, date, place, theme and topics."""
        scene, candidate, act, pack = draft.scene, draft.candidate, draft.act, self._pack
        reading, network = self._readings[id(scene)], self._network
        features = hash_features(f"status {f}" for f in status_features(scene, candidate, pack, published))
        settle_status(draft, network.weigh_status(reading, candidate, act, features), pack)
        dates = [d for d in scene.dates if d[2].edtf]
        told = [hash_features(f"date {f}" for f in date_features(scene, candidate, d, pack, published)) for d in dates]
        weighed = network.weigh_spots("date", reading, candidate, act, [(d[0], d[1]) for d in dates], told)
        draft.date = pick_likeliest(dates, weighed, DATE)
        places = [m for m in scene.mentions if pack.find_place(m)]
        told = [hash_features(f"place {f}" for f in place_features(scene, candidate, m, pack)) for m in places]
        weighed = network.weigh_spots("spot", reading, candidate, act, [(m.start, m.end) for m in places], told)
        draft.place = pick_likeliest(places, weighed, PLACE)
        self._find_phrases(draft, reading)

    def _find_phrases(self, draft: Draft, reading: Reading) -> None:
        scene, candidate, act = draft.scene, draft.candidate, draft.act
        taken = taken_words(draft)
        starts = list(list_starts(scene, candidate))
        weighed = self._network.weigh_starts(reading, candidate, act, starts, taken)

        def find_end(start: int) -> int:
            ends = list(list_ends(scene, candidate, start))
            if not ends:
                return start + 1
            p = self._network.weigh_ends(reading, candidate, act, start, ends, taken)
            return ends[int(p.argmax())]

        found = [({"theme": theme, "topic": topic}, k) for (theme, topic), k in zip(weighed, starts, strict=True)]
        pick_phrases(draft, found, PHRASE, find_end)


def _is_sure(view: Mapping[str, float]) -> bool:
    """Whether there is no doubt of somebody in any role."""
    return all(not LEAST_SURE < p < SURE for p in view.values())


def mix(p: float, other: float, share: float) -> float:
    """Two probabilities as one: the mean of their logits, the other's counting for ``share``."""
    z = (1 - share) * _logit(p) + share * _logit(other)
    return 1.0 / (1.0 + math.exp(-z))


def _logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
