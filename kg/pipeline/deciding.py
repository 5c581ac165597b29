"""From features to decisions: which candidates are events, who takes part in them, and what else is known of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise
from typing import Any, TypeVar

from kg.languages.analysis import Word
from kg.languages.pack import Pack
from kg.model import ACT_TYPES
from kg.pipeline.acts import context_features, list_views, second_features, tells_same, weigh_acts
from kg.pipeline.casting import rank_groups, settle_roles
from kg.pipeline.compatriots import find_compatriots
from kg.pipeline.confidence import POSSIBLE, Confidence, Rate, multiply
from kg.pipeline.describing import tell_descriptions
from kg.pipeline.discourse import Discourse
from kg.pipeline.envoys import tell_recalls
from kg.pipeline.headlines import tell_headline, tell_statement
from kg.pipeline.linear import LinearModel
from kg.pipeline.models import Models
from kg.pipeline.obligations import tell_obligations
from kg.pipeline.roles import (
    Parties,
    agree_on_collectives,
    find_parties,
    weigh_units,
)
from kg.pipeline.roles import second_features as second_role_features
from kg.pipeline.scene import Candidate, Draft, Scene
from kg.pipeline.slots import (
    date_features,
    end_features,
    find_promise,
    list_ends,
    list_starts,
    place_features,
    status_features,
    weigh_starts,
)

__all__ = [
    "EVENT", "LinearJudge", "choose_acts", "complete_choice", "drop_echoes", "find_likeliest", "least_for",
    "pick_likeliest", "pick_phrases", "score_candidates", "settle_status", "taken_words",
]  # fmt: skip

T = TypeVar("T")

#: A candidate is an event from this probability on; measured on cross-validated ``train-ar``.
EVENT = 0.3
#: The same for a word of the user's own: the models, which have not learnt it, may no more than speak against it.
OWN = 0.03
#: A participant has a role from this probability on.
ROLES = {"actor": 0.48, "recipient": 0.45, "said_by": 0.45}
#: The best one is taken as actor down to this probability when no other is.
LEAST_ACTOR = 0.12
PHRASE = {"theme": 0.12, "topic": 0.08}
DATE, PLACE = 0.5, 0.5


def score_candidates(scene: Scene, model: LinearModel, pack: Pack, left_out: Container[int] = ()) -> None:
    """The first model's view of every candidate: fills ``features`` and ``scores``.

    ``left_out``: the words of candidates that are not weighed; they have no scores.
    """
    for candidate in scene.candidates:
        if candidate.index not in left_out:
            candidate.features = context_features(scene, candidate, pack)
            candidate.scores = weigh_acts(scene, candidate, model)


def weigh_again(scene: Scene, models: Models, left_out: Container[int] = ()) -> list[dict[str, float]]:
    """For each candidate (`score_candidates`) its acts with their probabilities, in view of the others.

    ``left_out``: the words of candidates that are not weighed; they have no acts.
    """
    return [
        {act: models.again.probability(second_features(candidate, act, view)) for act in candidate.acts}
        if candidate.index not in left_out
        else {}
        for candidate, view in zip(scene.candidates, list_views(scene), strict=True)
    ]


def choose_acts(scene: Scene, models: Models, pack: Pack, least: float = 1.0) -> None:
    """Choose the candidates that are events, each with its likeliest act; others are followed from ``least`` on."""
    for candidate, scored in zip(scene.candidates, weigh_again(scene, models), strict=True):
        settle_act(candidate, scored, models.thresholds.event)
    complete_choice(scene, models.thresholds.event, least, pack)


def complete_choice(scene: Scene, event: float, least: float, pack: Pack) -> None:
    """Correct the choice of events by what holds whatever is likely, and add those that are possible.

    ``event``: so likely must it be that a word is any event; ``least``: so likely, that it is followed to see.
    """
    left = [c for c in scene.candidates if c.act is None]
    tell_recalls(scene, pack, event)
    tell_descriptions(scene, pack, event)
    tell_headline(scene, pack)
    drop_echoes(scene, pack)
    if least < event:
        _add_possible(scene, left, least, pack)
    tell_statement(scene)
    tell_obligations(scene, pack)


def settle_act(candidate: Candidate, weighed: Mapping[str, float], threshold: float) -> None:
    """Give a candidate the likeliest of its weighed acts (`find_likeliest`), if its type is likely enough."""
    candidate.weighed = weighed
    act, p = find_likeliest(weighed)
    candidate.act, candidate.score = act, p
    if p < threshold:
        own = [a for a in weighed if weighed[a] >= least_for(candidate, a, threshold)]
        candidate.act = max(own, key=lambda a: (weighed[a], a), default=None)


def find_likeliest(weighed: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest act of the likeliest type, and how likely the type is.

    Whether a sentence criticises, accuses or complains is often open, that it is one of them is not.
    """
    types: dict[str, float] = {}
    for act, p in weighed.items():
        types[ACT_TYPES[act]] = types.get(ACT_TYPES[act], 0.0) + p
    best = max(types, key=lambda t: (types[t], t))
    return max((a for a in weighed if ACT_TYPES[a] == best), key=lambda a: (weighed[a], a)), min(types[best], 1.0)


def least_for(candidate: Candidate, act: str, threshold: float) -> float:
    """From which probability on a candidate tells of an act: `OWN` for a word of the user's, which no model learnt."""
    own = candidate.acts.get(act) == "default" and any(r.added and r.act == act for r in candidate.readings)
    return min(OWN, threshold) if own else threshold


def _add_possible(scene: Scene, left: Sequence[Candidate], least: float, pack: Pack) -> None:
    """Give the likeliest act to those candidates that are so likely and no echo of one that is chosen.

    ``left``: those that were not likely enough to be chosen.
    """
    for candidate in left:
        if candidate.act is not None or candidate.score < least:
            continue
        chosen = {id(c): c.act for c in scene.candidates if c.act}
        candidate.act = find_likeliest(candidate.weighed)[0]
        drop_echoes(scene, pack)
        if any(c.act is None for c in (candidate, *scene.candidates) if c is candidate or id(c) in chosen):
            for other in scene.candidates:
                other.act = chosen.get(id(other))


def drop_echoes(scene: Scene, pack: Pack) -> None:
    """أجرى مباحثات، عقد اجتماعا، أعرب عن قلقه: verb and noun tell one act; the likelier of the two stands for it.

    *Will continue to work with* is the act that goes on, and no pledge: of 34 annotated events behind such a verb none
    stands beside one of the verb's.
    """
    chosen = [c for c in scene.candidates if c.act]
    for first in chosen:
        for second in chosen:
            if first.act and second.act and _governs(scene, first, second, pack):
                (first if first.score < second.score else second).act = None
    for first, second in pairwise(chosen):
        if first.act and second.act and _leads_to(scene, first, second, pack):
            first.act = None
    for k, first in enumerate(chosen):
        if scene.words[first.index].key in pack.syntax.aspect and any(c.index == first.end for c in chosen[k + 1 :]):
            first.act = None
        for second in chosen[k + 1 :]:
            if not first.act or first.act != second.act:
                continue
            if tells_same(first, second, first.act) or _stand_together(scene, first, second):
                (first if first.score < second.score else second).act = None


#: How far from the verb or noun that it leads to a word may stand, in words.
_LED = 4


def _leads_to(scene: Scene, first: Candidate, second: Candidate, pack: Pack) -> bool:
    """Whether a word but leads to the act of the next: تعقد اللجنة اجتماعا, لن يحضر, تعتزم زيارة كينيا.

    A verb that leaves the meaning to its noun tells no act of its own beside it; of 25 words of negation right before a
    verb, both taken for events, one was annotated with it; what stands behind a verb of planning is the plan.
    """
    words, between = scene.words, scene.words[first.end : second.index]
    if len(between) > _LED or _are_parted(between):
        return False
    one, other = first.reading(first.act), second.reading(second.act)
    key = words[first.index].key
    if key in pack.particles["negation"]:
        return not between and words[second.index].tag == "VERB"
    if first.act == "intend" and key in pack.syntax.planning:
        return True
    light = one is not None and one.part == "verb" and one.kind == "light"
    return light and other is not None and other.part != "verb" and first.act != second.act


#: How far from its verb a noun may stand, in words, with who speaks between.
_SPEAKER = 16


def _governs(scene: Scene, first: Candidate, second: Candidate, pack: Pack) -> bool:
    """Whether a verb of saying has a noun as its complement, and but who speaks between: شدد الوزير على التزام بلاده.

    Both tell what he does by speaking; of 640 annotated pairs of which one is an event seven are two.
    """
    words, at = scene.words, second.index - 1
    if not first.end <= at < first.end + _SPEAKER or words[at].key not in pack.syntax.governing:
        return False
    between = (scene.inside[k] >= 0 or words[k].tag in ("ADV", "ADJ", "PART") for k in range(first.end, at))
    return any(r.kind == "speech" for r in first.readings) and all(between)


#: So many words stand between two that tell one act, at the most.
_TOGETHER = 6


def _stand_together(scene: Scene, first: Candidate, second: Candidate) -> bool:
    """Whether nothing that joins or parts stands between two: اتصال هاتفي, تناول اللقاء بحث الملف.

    Of 1,700 pairs of an Arabic verb and a noun that stand so, and may both tell the act that one of them does, 12 are
    annotated as two events; of other pairs two or three in a hundred.
    """
    between = scene.words[first.end : second.index]
    return len(between) <= _TOGETHER and not _are_parted(between)


def _are_parted(between: Sequence[Word]) -> bool:
    """Whether words part what stands on both sides of them: a conjunction, a comma, a quotation mark."""
    return any(word.piece == "conj" or word.tag in ("PUNCT", "CCONJ") for word in between)


# -- roles -------------------------------------------------------------------------------------------------------------


def assign_roles(draft: Draft, before: Sequence[Draft], discourse: Discourse, models: Models, pack: Pack) -> None:
    """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""
    scene, candidate, act = draft.scene, draft.candidate, draft.act
    parties = find_parties(scene, candidate, act, before, discourse, pack)
    weighed = weigh_roles(models, parties, candidate, act)
    rank = rank_groups(models, parties, scene, candidate, act, pack)
    apart = scene.tree is not None
    settle_roles(draft, weighed, parties, ROLES, LEAST_ACTOR, rank, apart=apart, joining=pack.syntax)
    find_compatriots(draft, parties, models.compatriot)


def weigh_roles(
    models: Models,
    parties: Parties,
    candidate: Candidate,
    act: str,
    known: Sequence[Mapping[str, float]] = (),
) -> list[dict[str, float]]:
    """For each unit the probability of each role, in view of the others.

    ``known`` gives for each unit the roles that the models are not asked of, with their probabilities.
    """
    units, groups, part = parties.units, parties.groups, candidate.parts
    known = known or [{}] * len(units)
    roles = [role for role in ROLES if any(role not in told for told in known)]
    asked = [k for k, told in enumerate(known) if any(role not in told for role in roles)]
    views = [dict(told) for told in known]
    first = {role: getattr(models, role) for role in roles}
    for k, view in zip(asked, weigh_units(first, [parties.rows[k] for k in asked], candidate, act), strict=True):
        views[k] = {**view, **known[k]}
    agree_on_collectives(views, units, groups)
    weighed = [dict(told) for told in known]
    for k in asked:
        again = second_role_features(k, views, units, groups, act, part)
        weighed[k] = {role: getattr(models, f"{role}_again").probability(again) for role in roles}
        weighed[k] |= known[k]
    agree_on_collectives(weighed, units, groups)
    return weighed


# -- slots -------------------------------------------------------------------------------------------------------------


def fill_slots(draft: Draft, models: Models, pack: Pack, published: str | None) -> None:
    """Fill status, date, place, theme and topics."""
    scene, candidate = draft.scene, draft.candidate
    p = models.status.probabilities(status_features(scene, candidate, pack, published))
    settle_status(draft, p, pack)
    dates = [d for d in scene.dates if d[2].edtf]
    told = (models.dates.probability(date_features(scene, candidate, d, pack, published)) for d in dates)
    draft.date = pick_likeliest(dates, told, DATE)
    places = [m for m in scene.mentions if pack.find_place(m)]
    told = (models.places.probability(place_features(scene, candidate, m, pack)) for m in places)
    draft.place = pick_likeliest(places, told, PLACE)
    find_phrases(draft, models, pack)


def pick_likeliest(options: Sequence[T], weighed: Iterable[float], least: float) -> T | None:
    """The likeliest of some options, the first of equals, if it is at least so likely."""
    p, option = max(zip(weighed, options, strict=True), key=lambda pair: pair[0], default=(0.0, None))
    return option if p >= least else None


def settle_status(draft: Draft, p: dict[str, float], pack: Pack) -> None:
    """Give the likeliest status; what is promised, agreed or asked for is never told as done."""
    promise = find_promise(draft.scene, draft.candidate, pack)
    if promise:
        p["actual"] = 0.0
    if promise in ("agree", "commit"):  # of 29 such complements in the annotated articles 27 are planned
        p["possible"] = 0.0
    draft.status = max(p, key=lambda s: (p[s], s))
    draft.sureness["status"] = p[draft.status]


def taken_words(draft: Draft) -> list[int]:
    """For each word of the scene whether it names a participant of the event (1), somebody else (2) or nobody (0)."""
    own = {(r.start, r.end) for r in (*draft.actors, *draft.recipients, *draft.said_by)}
    taken = [0] * len(draft.scene.words)
    for mention in draft.scene.mentions:
        mark = 1 if (mention.start, mention.end) in own else 2
        for k in range(mention.start, mention.end):
            taken[k] = mark
    return taken


def find_phrases(draft: Draft, models: Models, pack: Pack) -> None:
    """Fill theme and topics."""
    scene, candidate = draft.scene, draft.candidate
    taken = taken_words(draft)
    starts = list(list_starts(scene, candidate))
    weighed = list(zip(weigh_starts(models.starts, scene, candidate, starts, pack, taken), starts, strict=True))
    pick_phrases(draft, weighed, PHRASE, lambda k: find_end(draft, k, models, pack, taken))


def pick_phrases(
    draft: Draft,
    weighed: Sequence[tuple[Mapping[str, float], int]],
    thresholds: Mapping[str, float],
    find_end: Callable[[int], int],
) -> None:
    """Take the likeliest theme, then the topics, none over another; ``weighed``: how likely one begins at a word.

    What is likelier a topic than the theme is no theme.
    """
    scene = draft.scene
    covered: list[tuple[int, int]] = []
    themes = sorted(((p["theme"], -k, p["topic"]) for p, k in weighed), reverse=True)
    if themes and themes[0][0] >= max(thresholds["theme"], themes[0][2]):
        k = -themes[0][1]
        draft.theme = (k, cut_adjuncts(draft, k, find_end(k)))
        covered.append(draft.theme)
    for p, k in sorted(weighed, key=lambda item: (-item[0]["topic"], item[1])):
        if p["topic"] < thresholds["topic"]:
            break
        if any(s <= k < e for s, e in covered):
            continue
        end = trim_end(scene, k, min([find_end(k), *(s for s, _ in covered if s > k)]))
        if not _names_something(scene, k, end):
            continue
        rest = next((topic for topic in draft.topics if topic[0] == end), None)
        if rest:  # its own complement, which was likelier: تحقيق | وقف إطلاق النار
            draft.topics.remove(rest)
            end = rest[1]
        draft.topics.append((k, end))
        covered.append((k, end))
    draft.topics.sort()


def _names_something(scene: Scene, start: int, end: int) -> bool:
    """Whether words can be what was talked about: no verb that is an event itself, no lone adjective or pronoun."""
    first = scene.words[start]
    if first.tag == "VERB" and start in scene.at and scene.at[start].act:
        return False
    return any(word.tag in ("NOUN", "PROPN", "NUM") for word in scene.words[start:end] if word.piece != "pron")


def trim_end(scene: Scene, start: int, end: int) -> int:
    """The end of a phrase without the conjunction, preposition or mark that it would end in."""
    while end > start + 1 and scene.words[end - 1].piece in ("conj", "prep", "punct"):
        end -= 1
    return end


def cut_adjuncts(draft: Draft, start: int, end: int) -> int:
    """The end of a theme without the event's own date and place behind it: 'a treaty [in Nairobi on Thursday]'.

    Only where a tree tells what hangs on the trigger; else the model of ends has the last word.
    """
    if draft.scene.tree is None:
        return end
    spans = [(s, e) for s, e, _ in draft.scene.dates]
    spans += [(draft.place.start, draft.place.end)] if draft.place is not None else []
    while (last := next((s for s, e in spans if e == end and s > start + 1), None)) is not None:
        end = trim_end(draft.scene, start, last)
    return end


def find_end(draft: Draft, start: int, models: Models, pack: Pack, taken: Sequence[int]) -> int:
    """The likeliest end of a phrase: the first boundary that the model takes for one, going from word to word."""
    left, best, chosen = 1.0, -1.0, start + 1
    for end in list_ends(draft.scene, draft.candidate, start):
        p = models.ends.probability(end_features(draft.scene, draft.candidate, start, end, pack, taken))
        if left * p > best:
            best, chosen = left * p, end
        left *= 1 - p
        if left < best:
            break
    return chosen


class LinearJudge:
    """Decides by the log-linear models of a language."""

    def __init__(self, models: Models, pack: Pack, confidence: Confidence | None = None) -> None:
        self.threshold = POSSIBLE if confidence else models.thresholds.event
        self.rate: Rate = confidence.rate if confidence else multiply
        self._models = models
        self._pack = pack

    def at_work(self) -> AbstractContextManager[Any]:
        """Nothing need hold while an article is decided on."""
        return nullcontext()

    def choose_acts(self, scenes: Sequence[Scene]) -> None:
        """Choose the candidates of an article's scenes that are events, each with its likeliest act."""
        for scene in scenes:
            score_candidates(scene, self._models.acts, self._pack)
            choose_acts(scene, self._models, self._pack, self.threshold)

    def assign_roles(self, draft: Draft, before: Sequence[Draft], discourse: Discourse) -> None:
        """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""
        assign_roles(draft, before, discourse, self._models, self._pack)

    def fill_slots(self, draft: Draft, published: str | None) -> None:
        """Fill status, date, place, theme and topics."""
        fill_slots(draft, self._models, self._pack, published)
