"""What the network and the log-linear models decide together."""

from dataclasses import replace

import pytest

from kg.pipeline import judging
from kg.pipeline.discourse import Discourse
from kg.pipeline.judging import NetworkJudge
from kg.pipeline.linear import LinearModel
from kg.pipeline.models import load_models
from kg.pipeline.network import Reading
from kg.pipeline.scene import Draft


class Unmoved:
    """A network to which every act of the lexicon is equally likely."""

    def __init__(self, p):
        self.p = p

    def read(self, scenes):
        return [Reading(scene, None, None) for scene in scenes]

    def weigh_words(self, reading):
        return {c.index: [(self.p, act) for act in c.acts] for c in reading.scene.candidates}

    def look(self, events):
        pass


@pytest.mark.parametrize(("p", "added", "chosen"), [(0.05, False, True), (0.03, False, False), (0.03, True, True)])
def test_the_models_are_not_asked_of_what_the_network_takes_for_nothing(read, pack, p, added, chosen):
    scenes = read("أدانت النرويج الهجوم.")
    for candidate in scenes[0].candidates:
        candidate.readings = tuple(replace(r, added=added) for r in candidate.readings)
    sure = LinearModel.from_weights(("no", "yes"), {"^": [0.0]}, [30.0])
    NetworkJudge(Unmoved(p), replace(load_models("ar"), again=sure), pack).choose_acts(scenes)
    assert any(c.act for c in scenes[0].candidates) is chosen


@pytest.mark.parametrize(("p", "asked"), [(0.5, True), (0.019, False), (0.981, False)])
def test_the_models_are_asked_only_of_whom_the_network_has_doubts(read, pack, monkeypatch, p, asked):
    class Even(Unmoved):
        def weigh_units(self, reading, candidate, act, groups, units, hashed):
            return [[p] * 3 for _ in units]

    seen = []
    monkeypatch.setattr(judging, "weigh_roles", lambda *args: seen.append(args[-1]) or known(args))
    judge = NetworkJudge(Even(0.9), load_models("ar"), pack)
    scenes = read("أدانت النرويج الهجوم.")
    judge.choose_acts(scenes)
    draft = next(Draft(scenes[0], c) for c in scenes[0].candidates if c.act)
    judge.assign_roles(draft, [], Discourse())
    assert [len(told) for told in seen[0]] == [1 if asked else 3] * len(seen[0])


def known(args):
    """The roles of each unit as they were given, those that were asked for being even."""
    return [dict.fromkeys(("actor", "recipient", "said_by"), 0.5) | told for told in args[-1]]
