"""Who of those that may take part plays which role, and by which words he is named.

The models tell how likely each is (`kg.pipeline.deciding`, `kg.pipeline.judging`); here stands what holds whatever is
likely: who acts together is named together, behind 'between' and 'with' stand parties, nobody acts on himself.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache, partial
from types import MappingProxyType

from kg.languages.analysis import Entity
from kg.languages.pack import Pack
from kg.languages.syntax import Syntax
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.discourse import is_dual
from kg.pipeline.marks import COMMAS
from kg.pipeline.models import Models
from kg.pipeline.roles import Parties, Unit, list_crossings
from kg.pipeline.scene import Candidate, Draft, Group, Role, Scene, code_of
from kg.pipeline.together import (
    TWO,
    find_addressed,
    find_authors,
    find_between,
    find_collective,
    find_doer,
    find_origins,
    find_partners,
    find_places,
    find_subject,
    is_joint,
    is_voiced_passive,
    keep_two,
)

__all__ = ["rank_groups", "settle_roles"]

#: Acts that take two at least; a round of talks can be held, led or attended by one alone.
PAIRED = RECIPROCAL_ACTS - {"hold", "attend", "chair"}
#: Acts whose actors may be named apart: all that have one side only, and those done by people of several states.
_SEVERAL = RECIPROCAL_ACTS | {"exchange-prisoners", "accredit", "establish-relations", "restore-relations"}
#: More actors than these are a list, which titles and places break up.
_MANY = 3
#: From this probability on it is done to somebody else of the state that acts, where the sentence names somebody: so in
#: 183 of 236 annotated events of which the models say both (the president dismisses the minister).
OWN_STATE = 0.6


def rank_groups(
    models: Models, parties: Parties, scene: Scene, candidate: Candidate, act: str, pack: Pack
) -> Callable[[int, str], list[tuple[float, ...]]]:
    """How likely each group of a unit, told by its number, has a role: by which of them it is named.

    Who acts is not named in what he says: ونبه إلى أن إيران مستعدة is said by her minister, who spoke before.
    """

    @cache  # two who act together are asked for twice
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
    states: Mapping[str, Entity] = MappingProxyType({}),
) -> None:
    """Give the roles to those who are likely enough, or the actor's to the likeliest; reciprocal acts have one side.

    ``weighed``: for each unit the probability of each role. ``rank`` tells how likely each group of a unit, told by its
    number, is the one by which it is named in a role (`rank_groups`). ``apart``: who is named but once plays one role.
    ``second``: nobody meets or signs alone; from this probability on the likeliest other party joins a lone one.
    ``joining``: the words by which a language joins, where who acts with others must be named with them.
    ``states``: where nobody else is named of somebody's state, who likely acts on himself is acted on by his state.
    """
    units, groups = parties.units, parties.groups
    chosen = {role: [(p[role], k) for k, p in enumerate(weighed) if p[role] >= thresholds[role]] for role in thresholds}
    if not chosen["actor"] and weighed:
        best = max(range(len(units)), key=lambda k: (weighed[k]["actor"], units[k].code))
        if weighed[best]["actor"] >= least:
            chosen["actor"] = [(weighed[k]["actor"], k) for k in _list_listed_with(best, units, groups)]
    acted_on = _list_acted_on(chosen, units, groups) if states else []
    if apart:
        _keep_apart(chosen, units, groups)
    if joining is not None and (together := find_collective(draft, parties, joining)):
        chosen["actor"] = [(weighed[k]["actor"], k) for k in together]
        chosen["recipient"] = [item for item in chosen["recipient"] if item[1] not in together]
    elif joining is not None and (addressed := find_addressed(draft, parties, joining)):
        others = [(p["actor"], k) for k, p in enumerate(weighed) if k not in addressed]
        left = [item for item in chosen["actor"] if item[1] not in addressed]
        if left or (others and len(addressed) > 1):  # a people may be asked by a leader of its own
            chosen["recipient"] = [(weighed[k]["recipient"], k) for k in addressed]
            chosen["actor"] = left or [max(others)]
    elif joining is not None and (alone_can := find_doer(draft, parties, joining)):
        # Whom the speaker displaces is whom he speaks of; whom an issuer displaces is nobody in it.
        spoken_of = draft.act != "issue-statement"
        others = [(p, k) for p, k in chosen["actor"] if k not in alone_can and spoken_of]
        chosen["actor"] = [(weighed[k]["actor"], k) for k in alone_can]
        chosen["recipient"] = [item for item in chosen["recipient"] if item[1] not in alone_can] or others
    elif joining is not None and draft.act not in _SEVERAL:
        chosen["actor"] = _keep_together(draft, chosen["actor"], parties, joining)
        if len(chosen["actor"]) > 1 and (subject := find_subject(draft, parties)):
            chosen["actor"] = [item for item in chosen["actor"] if item[1] in subject] or chosen["actor"]
    if joining is not None and draft.act not in RECIPROCAL_ACTS and is_voiced_passive(draft, joining):
        places = find_places(draft, parties, joining)
        chosen["actor"] = [item for item in chosen["actor"] if item[1] not in places]
    if joining is not None and (origins := find_origins(draft, parties, joining)):
        chosen["recipient"] = [item for item in chosen["recipient"] if item[1] not in origins]
    if draft.act == "mediate" and joining is not None and (between := find_between(draft, parties, joining)):
        # Who stands there is mediated between: so in 150 of 154 annotated Arabic events.
        chosen["recipient"] = [(weighed[k]["recipient"], k) for k in between]
        chosen["actor"] = [item for item in chosen["actor"] if item[1] not in between]
    if draft.act in RECIPROCAL_ACTS:
        chosen["actor"] = list({k: (p, k) for p, k in chosen["recipient"] + chosen["actor"]}.values())
        chosen["recipient"] = []
        if joining is not None and (between := find_between(draft, parties, joining)):
            chosen["actor"] = [(max(weighed[k]["actor"], weighed[k]["recipient"]), k) for k in between]
        elif joining is not None:
            there = {k for _, k in chosen["actor"]}
            added = [k for k in find_partners(draft, parties, joining) if k not in there]
            chosen["actor"] += [(max(weighed[k]["actor"], weighed[k]["recipient"]), k) for k in added]
        if draft.act in PAIRED and len(chosen["actor"]) == 1:
            alone = chosen["actor"][0][1]
            others = [(max(p["actor"], p["recipient"]), k) for k, p in enumerate(weighed) if k != alone]
            if others and max(others)[0] >= second and not _may_meet_alone(parties, alone, rank):
                chosen["actor"].append(max(others))
    if joining is not None and len(chosen["actor"]) == 1 and is_joint(draft, joining):
        alone = chosen["actor"][0][1]
        chosen["actor"] += [(weighed[k]["actor"], k) for k in find_authors(parties, alone) if k != alone]
    if joining is not None and len(chosen["actor"]) > TWO and is_dual(draft.scene, draft.candidate, joining):
        chosen["actor"] = keep_two(chosen["actor"], parties)
    pair = [k for _, k in chosen["actor"]] if draft.act in RECIPROCAL_ACTS else []
    alike = _find_common_kind(pair, parties, rank) if len(pair) == 2 else None
    doers: set[Entity] = set()
    for role, attribute in (("actor", "actors"), ("recipient", "recipients"), ("said_by", "said_by")):
        found = [
            r
            for p, k in sorted(chosen[role], key=lambda item: units[item[1]].groups[0])
            for r in _pick_members(
                units[k], p, groups, partial(rank, k, role), draft.candidate, alike if role == "actor" else None,
                doers if role == "recipient" and p >= OWN_STATE else (),
            )
        ]  # fmt: skip
        setattr(draft, attribute, sorted(found, key=lambda r: r.start))
        doers = {r.entity for r in draft.actors}
    draft.recipients = [role for role in draft.recipients if role.entity not in doers]  # nobody does it to himself
    if draft.act not in RECIPROCAL_ACTS:
        for k in acted_on:
            _turn_to_state(draft, states.get(units[k].code))
    draft.sureness["roles"] = min((p for found in chosen.values() for p, _ in found), default=0.0)


def _list_listed_with(number: int, units: Sequence[Unit], groups: Sequence[Group]) -> list[int]:
    """A unit with all that are named but once, in the same list as it: نفذته أمريكا وفرنسا."""
    named = [[n for n in unit.groups if groups[n].start >= 0] for unit in units]
    return [k for k in range(len(units)) if k == number or (len(named[k]) == 1 and named[k] == named[number])]


def _may_meet_alone(parties: Parties, number: int, rank: Callable[[int, str], Sequence[tuple[float, ...]]]) -> bool:
    """Whether a unit acts by several who may meet and agree among themselves: an organisation's members, two rivals.

    The Security Council meets: of 57 annotated events of this form that would get a second party, since they take two,
    40 have but one, and 7 that second.
    """
    unit = parties.units[number]
    group = parties.groups[unit.groups[_find_best(rank(number, "actor"), range(len(unit.groups)))]]
    named = _list_members(unit, group)
    return any(m.kind == "igo" for m in named) or (group.start >= 0 and len(named) > 1)


def _list_acted_on(
    chosen: Mapping[str, Sequence[tuple[float, int]]], units: Sequence[Unit], groups: Sequence[Group]
) -> list[int]:
    """The units that are named but once, likely enough both who acts and who is acted on: the minister's dismissal."""
    actors = {k for _, k in chosen["actor"]}
    once = {k for k in actors if sum(groups[n].start >= 0 for n in units[k].groups) == 1}
    return [k for p, k in chosen["recipient"] if k in once and p >= OWN_STATE]


def _turn_to_state(draft: Draft, state: Entity | None) -> None:
    """Make the only actor, where he is no state, who is acted on by his state, which the trigger alone tells of.

    So in 37 of 73 annotated events of this form of our own held articles, in 18 nobody acts, in ten he does.
    """
    if state is None or len(draft.actors) != 1 or draft.recipients:
        return
    doer = draft.actors[0]
    if code_of(doer.entity) == state.country and doer.entity.kind not in ("state", "place"):
        draft.recipients = [doer]
        draft.actors = [Role(state, draft.candidate.index, draft.candidate.end, doer.score)]


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


def _list_members(unit: Unit, group: Group) -> set[Entity]:
    """A group's members that a unit stands for."""
    return {m for mention in group.mentions for m in mention.members if code_of(m) == unit.code}


def _list_kinds(unit: Unit, group: Group) -> set[str]:
    """The kinds of a group's members that a unit stands for."""
    return {m.kind for m in _list_members(unit, group)}


def _find_best(scores: Sequence[tuple[float, ...]], options: Sequence[int]) -> int:
    """Which of a unit's groups, told by their places in it, is the likeliest: the first of equals."""
    return max(options, key=lambda k: (scores[k], -k))


def _names_other(unit: Unit, group: Group, doers: Container[Entity]) -> bool:
    """Whether a group names somebody of a unit who does not act."""
    return any(m not in doers for m in _list_members(unit, group))


def _pick_members(
    unit: Unit,
    p: float,
    groups: Sequence[Group],
    rank: Callable[[], Sequence[tuple[float, ...]]],
    candidate: Candidate,
    kind: str | None = None,
    doers: Container[Entity] = (),
) -> list[Role]:
    """The mentions by which a unit takes part: of its likeliest group, or the trigger's words where it is not named.

    ``kind``: groups of members of this kind go before others. ``doers``: so do those that name somebody else.
    """
    best = 0
    if len(unit.groups) > 1:
        scores = rank()
        options = [
            k
            for k, n in enumerate(unit.groups)
            if (kind is None or kind in _list_kinds(unit, groups[n]))
            and (not doers or (groups[n].start >= 0 and _names_other(unit, groups[n], doers)))
        ]
        best = _find_best(scores, options or range(len(scores)))
    group = groups[unit.groups[best]]
    roles = []
    for mention in group.mentions:
        start, end = (mention.start, mention.end) if group.start >= 0 else (candidate.index, candidate.end)
        roles += [Role(m, start, end, p, mention.resolved) for m in mention.members if code_of(m) == unit.code]
    return roles
