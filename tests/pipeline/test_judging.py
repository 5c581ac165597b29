"""What the network and the log-linear models decide together."""

from dataclasses import replace

import pytest

from kg.pipeline.judging import NetworkJudge
from kg.pipeline.linear import LinearModel
from kg.pipeline.models import load_models
from kg.pipeline.network import Reading


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


@pytest.mark.parametrize(("p", "added", "chosen"), [(0.02, False, True), (0.004, False, False), (0.004, True, True)])
def test_the_models_are_not_asked_of_what_the_network_takes_for_nothing(read, pack, p, added, chosen):
    scenes = read("أدانت النرويج الهجوم.")
    for candidate in scenes[0].candidates:
        candidate.readings = tuple(replace(r, added=added) for r in candidate.readings)
    sure = LinearModel.from_weights(("no", "yes"), {"^": [0.0]}, [30.0])
    NetworkJudge(Unmoved(p), replace(load_models("ar"), again=sure), pack).choose_acts(scenes)
    assert any(c.act for c in scenes[0].candidates) is chosen
