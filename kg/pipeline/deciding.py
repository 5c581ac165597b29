"""From features to decisions: which candidates are events, who takes part in them, and what else is known of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any, TypeVar

from kg.languages.analysis import Word
from kg.languages.pack import Pack
from kg.languages.syntax import Syntax
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.acts import context_features, list_views, second_features, tells_same, weigh_acts
from kg.pipeline.discourse import Discourse
from kg.pipeline.linear import LinearModel
from kg.pipeline.marks import COMMAS
from kg.pipeline.models import Models
from kg.pipeline.roles import (
    Parties,
    Unit,
    agree_on_collectives,
    find_parties,
    list_crossings,
    weigh_units,
)
from kg.pipeline.roles import second_features as second_role_features
from kg.pipeline.scene import Candidate, Draft, Group, Role, Scene, code_of
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
    "EVENT", "LinearJudge", "choose_acts", "drop_echoes", "least_for", "pick_likeliest", "pick_phrases",
    "rank_groups", "score_candidates", "settle_roles", "settle_status", "taken_words",
]  # fmt: skip

T = TypeVar("T")

#: A candidate is an event from this probability on; measured on cross-validated ``train-ar``.
EVENT = 0.3
#: The same for a word of the user's own: the models, which have not learnt it, may no more than speak against it.
OWN = 0.03
#: A participant has a role from this probability on.
ROLES = {"actor": 0.48, "recipient": 0.45, "said_by": 0.45}
#: Acts that take two at least; a round of talks can be held, led or attended by one alone.
PAIRED = RECIPROCAL_ACTS - {"hold", "attend", "chair"}
#: Acts whose actors may be named apart: all that have one side only, and those done by people of several states.
_SEVERAL = RECIPROCAL_ACTS | {"exchange-prisoners", "accredit"}
#: More actors than these are a list, which titles and places break up.
_MANY = 3
#: The best one is taken as actor down to this probability when no other is.
LEAST_ACTOR = 0.12
PHRASE = {"theme": 0.12, "topic": 0.08}
DATE, PLACE = 0.5, 0.5


def score_candidates(scene: Scene, model: LinearModel, pack: Pack) -> None:
    """The first model's view of every candidate: fills ``features`` and ``scores``."""
    for candidate in scene.candidates:
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


def choose_acts(scene: Scene, models: Models) -> None:
    """Choose the candidates that are events, each with its likeliest act."""
    for candidate, scored in zip(scene.candidates, weigh_again(scene, models), strict=True):
        settle_act(candidate, scored, models.thresholds.event)
    drop_echoes(scene)


def settle_act(candidate: Candidate, weighed: Mapping[str, float], threshold: float) -> None:
    """Give a candidate the likeliest of its weighed acts, if that is likely enough."""
    candidate.weighed = weighed
    act = max(weighed, key=lambda a: (weighed[a], a))
    enough = [a for a in weighed if weighed[a] >= least_for(candidate, a, threshold)]
    if weighed[act] < threshold and enough:
        act = max(enough, key=lambda a: (weighed[a], a))
    candidate.act, candidate.score = (act if act in enough else None), weighed[act]


def least_for(candidate: Candidate, act: str, threshold: float) -> float:
    """From which probability on a candidate tells of an act: `OWN` for a word of the user's, which no model learnt."""
    own = candidate.acts.get(act) == "default" and any(r.added and r.act == act for r in candidate.readings)
    return min(OWN, threshold) if own else threshold


def drop_echoes(scene: Scene) -> None:
    """أجرى مباحثات، عقد اجتماعا، أعرب عن قلقه: verb and noun tell one act; the likelier of the two stands for it."""
    chosen = [c for c in scene.candidates if c.act]
    for k, first in enumerate(chosen):
        for second in chosen[k + 1 :]:
            if first.act and first.act == second.act and tells_same(first, second, first.act):
                (first if first.score < second.score else second).act = None


# -- roles -------------------------------------------------------------------------------------------------------------


def assign_roles(draft: Draft, before: Sequence[Draft], discourse: Discourse, models: Models, pack: Pack) -> None:
    """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""
    scene, candidate, act = draft.scene, draft.candidate, draft.act
    parties = find_parties(scene, candidate, act, before, discourse, pack)
    weighed = weigh_roles(models, parties, candidate, act)
    rank = rank_groups(models, parties, scene, candidate, act, pack)
    apart = scene.tree is not None
    settle_roles(draft, weighed, parties, ROLES, LEAST_ACTOR, rank, apart=apart, joining=pack.syntax)


def rank_groups(
    models: Models, parties: Parties, scene: Scene, candidate: Candidate, act: str, pack: Pack
) -> Callable[[int, str], list[tuple[float, ...]]]:
    """How likely each group of a unit, told by its number, has a role: by which of them it is named.

    Who acts is not named in what he says: ونبه إلى أن إيران مستعدة is said by her minister, who spoke before.
    """

    def rank(number: int, role: str) -> list[tuple[float, ...]]:
        groups = parties.units[number].groups
        inside = [role == "actor" and _stands_behind_that(scene, candidate, parties.groups[n], pack) for n in groups]
        crossings = list_crossings(role, candidate, act)
        weighed = (getattr(models, role).weigh_crossed(parties.of_groups[n], crossings) for n in groups)
        return [(not said, *weights) for said, weights in zip(inside, weighed, strict=True)]

    return rank


def _stands_behind_that(scene: Scene, candidate: Candidate, group: Group, pack: Pack) -> bool:
    """Whether a group stands in a clause with 'that' behind a trigger."""
    between = (w.key for w in scene.words[candidate.end : group.start])
    return group.start >= candidate.end and any(key in pack.particles["that"] for key in between)


def weigh_roles(models: Models, parties: Parties, candidate: Candidate, act: str) -> list[dict[str, float]]:
    """For each unit the probability of each role, in view of the others."""
    units, groups = parties.units, parties.groups
    views = weigh_units({role: getattr(models, role) for role in ROLES}, parties.rows, candidate, act)
    agree_on_collectives(views, units, groups)
    part = candidate.parts
    again = [second_role_features(k, views, units, groups, act, part) for k in range(len(units))]
    weighed = [{role: getattr(models, f"{role}_again").probability(f) for role in ROLES} for f in again]
    agree_on_collectives(weighed, units, groups)
    return weighed


def settle_roles(
    draft: Draft,
    weighed: Sequence[Mapping[str, float]],
    parties: Parties,
    thresholds: Mapping[str, float],
    least: float,
    rank: Callable[[int, str], Sequence[tuple[float, ...]]],
    *,
    apart: bool,
    second: float = 1.0,
    joining: Syntax | None = None,
) -> None:
    """Give the roles to those who are likely enough, or the actor's to the likeliest; reciprocal acts have one side.

    ``weighed``: for each unit the probability of each role. ``rank`` tells how likely each group of a unit, told by its
    number, is the one by which it is named in a role (`rank_groups`). ``apart``: who is named but once plays one role.
    ``second``: nobody meets or signs alone; from this probability on the likeliest other party joins a lone one.
    ``joining``: the words by which a language joins, where who acts with others must be named with them.
    """
    units, groups = parties.units, parties.groups
    chosen = {role: [(p[role], k) for k, p in enumerate(weighed) if p[role] >= thresholds[role]] for role in thresholds}
    if not chosen["actor"] and weighed:
        best = max(range(len(units)), key=lambda k: (weighed[k]["actor"], units[k].code))
        if weighed[best]["actor"] >= least:
            chosen["actor"] = [(weighed[best]["actor"], best)]
    if apart:
        _keep_apart(chosen, units, groups)
    if joining is not None and draft.act not in _SEVERAL:
        chosen["actor"] = _keep_together(draft, chosen["actor"], parties, joining)
    if draft.act in RECIPROCAL_ACTS:
        chosen["actor"] = list({k: (p, k) for p, k in chosen["recipient"] + chosen["actor"]}.values())
        chosen["recipient"] = []
        if joining is not None and (between := _find_between(draft, parties, joining)):
            chosen["actor"] = [(max(weighed[k]["actor"], weighed[k]["recipient"]), k) for k in between]
        elif joining is not None:
            there = {k for _, k in chosen["actor"]}
            added = [k for k in _find_partners(draft, parties, joining) if k not in there]
            chosen["actor"] += [(max(weighed[k]["actor"], weighed[k]["recipient"]), k) for k in added]
        if draft.act in PAIRED and len(chosen["actor"]) == 1:
            alone = chosen["actor"][0][1]
            others = [(max(p["actor"], p["recipient"]), k) for k, p in enumerate(weighed) if k != alone]
            if others and max(others)[0] >= second:
                chosen["actor"].append(max(others))
    pair = [k for _, k in chosen["actor"]] if draft.act in RECIPROCAL_ACTS else []
    alike = _find_common_kind(pair, parties, rank) if len(pair) == 2 else None
    for role, attribute in (("actor", "actors"), ("recipient", "recipients"), ("said_by", "said_by")):
        found = [
            r
            for p, k in sorted(chosen[role], key=lambda item: units[item[1]].groups[0])
            for r in _pick_members(
                units[k], p, groups, partial(rank, k, role), draft.candidate, alike if role == "actor" else None
            )
        ]
        setattr(draft, attribute, sorted(found, key=lambda r: r.start))
    doers = {role.entity for role in draft.actors}
    draft.recipients = [role for role in draft.recipients if role.entity not in doers]  # nobody does it to himself
    draft.sureness["roles"] = min((p for found in chosen.values() for p, _ in found), default=0.0)


def _find_between(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units that stand behind the trigger and 'between': all who act together there, and nobody else.

    Of the 522 annotated Arabic events of this form 514 are so.
    """
    words, end = draft.scene.words, draft.candidate.end
    found = _find_units_at(draft, parties, end + 1, syntax) if _has_key(words, end, syntax.between) else []
    return found if len(found) > 1 else []


def _find_partners(draft: Draft, parties: Parties, syntax: Syntax) -> list[int]:
    """The units that stand behind the trigger and 'with': with whom it was done.

    Of 2,500 annotated events of this form, calls and letters aside, all but some two in a hundred are so.
    """
    words, end = draft.scene.words, draft.candidate.end
    if end < len(words) and words[end].glued and words[end].piece == "pron":
        end += 1
    if _has_key(words, end - 1, syntax.with_whom):  # part of the trigger
        found = _find_units_at(draft, parties, end, syntax)
    else:
        found = _find_units_at(draft, parties, end + 1, syntax) if _has_key(words, end, syntax.with_whom) else []
    return [k for k in found if not _is_anybody(parties, k)]


def _is_anybody(parties: Parties, number: int) -> bool:
    """Whether a unit is persons of whom nothing is known: 'officials', whose state may stand apart."""
    unit = parties.units[number]
    members = (m for n in unit.groups for mention in parties.groups[n].mentions for m in mention.members)
    return all(m.country is None and m.kind == "person" for m in members if code_of(m) == unit.code)


def _has_key(words: Sequence[Word], at: int, keys: Container[str]) -> bool:
    return at < len(words) and words[at].key in keys


def _find_units_at(draft: Draft, parties: Parties, start: int, syntax: Syntax) -> list[int]:
    """The units that are named at a word, or behind words that say nothing of their place."""
    words, first, passed = draft.scene.words, start, syntax.skipped | syntax.joins
    while start < len(words) and words[start].key in passed:
        start += 1
    for number, group in enumerate(parties.groups):
        if group.start >= 0 and first <= group.start <= start < group.end:
            return [k for k, unit in enumerate(parties.units) if number in unit.groups]
    return []


def _keep_apart(chosen: dict[str, list[tuple[float, int]]], units: Sequence[Unit], groups: Sequence[Group]) -> None:
    """Nobody does it to himself: who is named but once and in both roles keeps the likelier."""
    once = {k for _, k in chosen["actor"] if sum(groups[n].start >= 0 for n in units[k].groups) < 2}
    actors = {k: p for p, k in chosen["actor"] if k in once}
    recipients = {k: p for p, k in chosen["recipient"]}
    for both in sorted(actors.keys() & recipients.keys()):
        role = "recipient" if actors[both] >= recipients[both] or len(chosen["actor"]) == 1 else "actor"
        chosen[role] = [item for item in chosen[role] if item[1] != both]


def _keep_together(
    draft: Draft, actors: list[tuple[float, int]], parties: Parties, syntax: Syntax
) -> list[tuple[float, int]]:
    """Those of the actors who act with the likeliest: who acts together is named together, or 'the two sides'.

    Of the annotated events of ``train-ar`` with several actors 97 in 100 are so. Where the trigger itself says that
    two act or more (a verb of several, a pronoun of two), their names may stand anywhere, and so those of many.
    """
    scene, candidate = draft.scene, draft.candidate
    after = scene.words[candidate.end] if candidate.end < len(scene.words) else None
    if not 2 <= len(actors) <= _MANY or any(r.part == "verb" and r.number > 1 for r in candidate.readings):
        return actors
    if after is not None and after.glued and after.key in syntax.dual:
        return actors
    left = sorted(actors, key=lambda item: (-item[0], item[1]))
    kept = [left.pop(0)]
    for item in kept:  # grows while it is gone through
        joined = [other for other in left if _are_joined(scene, item[1], other[1], parties, syntax.conjunction)]
        kept += joined
        left = [other for other in left if other not in joined]
    return [item for item in actors if item in kept]


def _are_joined(scene: Scene, one: int, other: int, parties: Parties, conjunction: str) -> bool:
    """Whether two units, told by their numbers, are named together: as one group, side by side, or by 'and'."""
    mine, theirs = parties.units[one].groups, parties.units[other].groups
    if set(mine) & set(theirs):
        return True
    for first, second in (
        sorted((parties.groups[a], parties.groups[b]), key=lambda g: g.start) for a in mine for b in theirs
    ):
        if first.start < 0:
            continue
        between = scene.words[first.end : second.start]
        keys = [w.key for w in between]
        near = not between or conjunction in keys[-4:] or between[-1].text in COMMAS
        if near and all(w.tag != "VERB" for w in between):
            return True
    return False


def _find_common_kind(
    pair: Sequence[int], parties: Parties, rank: Callable[[int, str], Sequence[tuple[float, ...]]]
) -> str | None:
    """The kind by which two are named who act together, where their likeliest mentions are a person and a state.

    Ministers meet ministers and states sign with states: of the two actors of such an event one is a person and the
    other a state in 5 of 100 annotated events.
    """
    best: list[dict[str, tuple[float, ...]]] = []
    for number in pair:
        unit, of_kind = parties.units[number], dict[str, tuple[float, ...]]()
        for n, score in zip(unit.groups, rank(number, "actor"), strict=True):
            for kind in _list_kinds(unit, parties.groups[n]):
                of_kind[kind] = max(of_kind.get(kind, score), score)
        best.append(of_kind)
    one, other = best
    if {max(one, key=one.__getitem__), max(other, key=other.__getitem__)} != {"person", "state"}:
        return None
    sums = {
        kind: tuple(map(sum, zip(one[kind], other[kind], strict=True)))
        for kind in ("person", "state")
        if kind in one and kind in other
    }
    return max(sums, key=sums.__getitem__, default=None)


def _list_kinds(unit: Unit, group: Group) -> set[str]:
    """The kinds of a group's members that a unit stands for."""
    return {m.kind for mention in group.mentions for m in mention.members if code_of(m) == unit.code}


def _pick_members(
    unit: Unit,
    p: float,
    groups: Sequence[Group],
    rank: Callable[[], Sequence[tuple[float, ...]]],
    candidate: Candidate,
    kind: str | None = None,
) -> list[Role]:
    """The mentions by which a unit takes part: of its likeliest group, or the trigger's words where it is not named.

    ``kind``: groups of members of this kind go before others.
    """
    best = 0
    if len(unit.groups) > 1:
        scores = rank()
        options = [k for k, n in enumerate(unit.groups) if kind is None or kind in _list_kinds(unit, groups[n])]
        best = max(options or range(len(scores)), key=lambda k: (scores[k], -k))
    group = groups[unit.groups[best]]
    roles = []
    for mention in group.mentions:
        start, end = (mention.start, mention.end) if group.start >= 0 else (candidate.index, candidate.end)
        roles += [Role(m, start, end, p, mention.resolved) for m in mention.members if code_of(m) == unit.code]
    return roles


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

    threshold = EVENT

    def __init__(self, models: Models, pack: Pack) -> None:
        self._models = models
        self._pack = pack

    def at_work(self) -> AbstractContextManager[Any]:
        """Nothing need hold while an article is decided on."""
        return nullcontext()

    def choose_acts(self, scenes: Sequence[Scene]) -> None:
        """Choose the candidates of an article's scenes that are events, each with its likeliest act."""
        for scene in scenes:
            score_candidates(scene, self._models.acts, self._pack)
            choose_acts(scene, self._models)

    def assign_roles(self, draft: Draft, before: Sequence[Draft], discourse: Discourse) -> None:
        """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""
        assign_roles(draft, before, discourse, self._models, self._pack)

    def fill_slots(self, draft: Draft, published: str | None) -> None:
        """Fill status, date, place, theme and topics."""
        fill_slots(draft, self._models, self._pack, published)
