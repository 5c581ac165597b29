"""Who did it, to whom, and who says so: every group of participants is weighed for every event.

Where a participant stands (before or after the trigger, behind which preposition, whose genitive, across which clause
boundary), what the lexicon's frame expects there, and what the participant is decide together. Subjects that the verb
alone tells (أكدا، وأضاف) and collectives (الجانبان) come from what the article said before (`kg.pipeline.discourse`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.languages.pack import Pack
from kg.model import ACT_TYPES, RECIPROCAL_ACTS
from kg.pipeline.discourse import Discourse, list_groups
from kg.pipeline.linear import Crossing, LinearModel, cross
from kg.pipeline.marks import PAUSES
from kg.pipeline.saying import find_saying, find_sources, place_sources
from kg.pipeline.scene import Candidate, Draft, Group, Scene, code_of
from kg.pipeline.standing import bucket_gap, expect_role, group_features

__all__ = [
    "Parties",
    "Unit",
    "agree_on_collectives",
    "cross_features",
    "find_parties",
    "list_crossings",
    "list_units",
    "second_features",
    "unit_features",
    "weigh_units",
]

#: Features of several mentions of one participant are taken of so many of the nearest on each side.
_NEAREST = 2


@dataclass(slots=True)
class Unit:
    """A state (or somebody of none) as a possible participant: all groups of sentence and article that it is in."""

    code: str
    groups: list[int]
    """Numbers of the groups."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who may take part in an event, and what speaks for or against them."""

    groups: list[Group]
    units: list[Unit]
    of_groups: list[list[str]]
    """The `group_features` of each group."""
    rows: list[list[str]]
    """The `unit_features` of each unit."""


def find_parties(
    scene: Scene, candidate: Candidate, act: str, before: Sequence[Draft], discourse: Discourse, pack: Pack
) -> Parties:
    """All who may take part in an event; ``before`` are the sentence's earlier events."""
    groups = list_groups(scene, candidate, discourse, pack, before)
    units = list_units(groups)
    of_groups = [group_features(scene, candidate, act, group, groups, discourse, pack) for group in groups]
    rows = unit_features(scene, candidate, act, units, groups, of_groups, discourse, before, pack)
    return Parties(groups, units, of_groups, rows)


def list_units(groups: Sequence[Group]) -> list[Unit]:
    """The possible participants, in the order of their first mention."""
    found: dict[str, Unit] = {}
    for number, group in enumerate(groups):
        for code in sorted(group.countries):
            found.setdefault(code, Unit(code, [])).groups.append(number)
    return list(found.values())


def unit_features(
    scene: Scene,
    candidate: Candidate,
    act: str,
    units: Sequence[Unit],
    groups: Sequence[Group],
    of_groups: Sequence[Sequence[str]],
    discourse: Discourse,
    before: Sequence[Draft],
    pack: Pack,
) -> list[list[str]]:
    """What speaks for or against each unit taking part in an event; ``before`` are the sentence's earlier events.

    ``of_groups`` are the `group_features` of each group.
    """
    part = candidate.parts
    frequent = sorted(discourse.counts, key=lambda c: (-discourse.counts[c], c))
    subject = {code_of(e) for e in discourse.subject}
    parties = {code_of(e) for e in discourse.parties}
    saying, speakers = find_saying(scene, candidate, groups, pack)
    sources = find_sources(scene, groups, pack)
    places = place_sources(scene, candidate, groups, pack)
    itself = any(r.kind == "speech" for r in candidate.readings)
    rows = []
    expected = [expect_role(scene, candidate, act, group) for group in groups]
    for unit in units:
        explicit = [n for n in unit.groups if groups[n].start >= 0]
        right = sorted((n for n in explicit if groups[n].start >= candidate.end), key=lambda n: groups[n].start)[
            :_NEAREST
        ]
        left = sorted((n for n in explicit if groups[n].start < candidate.end), key=lambda n: -groups[n].start)[
            :_NEAREST
        ]
        implied = [n for n in unit.groups if groups[n].start < 0]
        features = dict.fromkeys(f for n in (*right, *left, *implied) for f in of_groups[n])
        rank = frequent.index(unit.code) if unit.code in frequent else 9
        speaks = unit.code in speakers
        origin = "+".join(groups[n].source for n in implied) if saying == "nobody" else ""
        own = [
            f"mentions={min(len(explicit), 3)}",
            f"sides={len(right) > 0}{len(left) > 0}",
            f"rank={min(rank, 4)}",
            f"rank={min(rank, 4)}|{bool(explicit)}",
            f"nisbas={all(groups[n].form == 'nisba' for n in explicit)}|{bool(explicit)}",
            f"units={min(len(units), 6)}",
            f"was={unit.code in subject}{unit.code in parties}|{bool(explicit)}",
            f"explicit={bool(explicit)}|{part}",
            f"says={saying}|{speaks}",
            f"says={saying}|{speaks}|{itself}|{part}",
            f"says={saying}|{speaks}|{origin}",
            f"source={unit.code in sources}",
            f"source={unit.code in sources}|{bool(sources)}|{saying}|{speaks}",
            f"says={saying}|{speaks}|before={len(before) > 0}",
        ]
        if unit.code in places:
            own += [f"sourceat={places[unit.code]}", f"sourceat={places[unit.code]}|{saying}|{speaks}"]
        if scene.tree is not None:
            mine = "+".join(sorted({expected[n] for n in explicit if expected[n]})) or "none"
            rivals = {expected[n] for n, group in enumerate(groups) if n not in unit.groups}
            own += [
                f"expects={mine}",
                f"expects={mine}|actor={'actor' in rivals}",
                f"expects={mine}|{'actor' in rivals}|{'recipient' in rivals}|{bool(explicit)}",
                f"expects={mine}|{'actor' in rivals}|{origin}|{bool(implied)}",
                f"expects={mine}|{part}|{saying}|{speaks}",
            ]
        for k, draft in enumerate(reversed(before[-2:])):
            role = _role_in(unit.code, draft)
            gap = bucket_gap(candidate.index - draft.candidate.end)
            link = _link(scene, draft.candidate, candidate, pack)
            own += [
                f"prev{k}={role}",
                f"prev{k}={role}|{part}|{link}",
                f"prev{k}={role}|{draft.act}|{link}",
                f"prev{k}={role}|{bool(explicit)}|{gap}",
                f"prev{k}={role}|{saying}|{speaks}",
            ]
        if not before:
            own.append("prev=none")
        rows.append([*features, *dict.fromkeys(own)])
    return rows


#: Families of features that who says so hangs on together with the type of act.
_TYPE_CROSSED = ("says", "source", "prev", "gov=", "form", "imp", "explicit")
#: Families that are not crossed with the act: single words.
_UNCROSSED = ("between", "left2", "firstword")
#: Families that hang on the very entry of the lexicon.
_RULE_CROSSED = ("gov=", "frame=", "adjacent", "form=", "groups=")


def cross_features(role: str, row: Sequence[str], candidate: Candidate, act: str) -> list[str]:
    """The features of a unit for one role: who acts and who is acted on hangs on the act, who says so hardly does."""
    return cross(row, *list_crossings(role, candidate, act))


def list_crossings(role: str, candidate: Candidate, act: str) -> tuple[Crossing, ...]:
    """How the features of a unit or group are crossed: plain, by the act, and by the entry of the lexicon."""
    plain, reciprocal = Crossing(""), Crossing(f"rec={act in RECIPROCAL_ACTS}&")
    if role == "said_by":
        return plain, reciprocal, Crossing(f"{ACT_TYPES[act]}&", _TYPE_CROSSED)
    reading = candidate.reading(act)
    by_rule = (Crossing(f"{reading.rule}&", _RULE_CROSSED),) if reading is not None else ()
    return (plain, reciprocal, Crossing(f"{act}&", but=_UNCROSSED), *by_rule)


def weigh_units(
    models: Mapping[str, LinearModel], rows: Sequence[Sequence[str]], candidate: Candidate, act: str
) -> list[dict[str, float]]:
    """The probability of each role for each unit, by the `cross_features` of its row; a model for each role."""
    crossings = {role: list_crossings(role, candidate, act) for role in models}
    return [
        {role: model.decide_last(model.weigh_crossed(row, crossings[role])) for role, model in models.items()}
        for row in rows
    ]


def agree_on_collectives(views: Sequence[dict[str, float]], units: Sequence[Unit], groups: Sequence[Group]) -> None:
    """Those who are named together act together: members of 'the two sides' or 'the statement', coordinated names, two
    that a dual means; who stands in the sentence only so plays what the others play.

    ``views`` gives for each unit the probability of each role, and is changed.
    """
    named = [[n for n in unit.groups if groups[n].start >= 0] for unit in units]
    number = {unit.code: k for k, unit in enumerate(units)}
    only = {
        unit.code
        for k, unit in enumerate(units)
        if named[k]
        and all(groups[n].form in ("collective", "document") and groups[n].source != "here" for n in named[k])
    }
    for members in {group.countries for group in groups if group.start >= 0}:
        if len(members) > 1 and members <= only:
            _level(views, [number[code] for code in members], max)
    for n, group in enumerate(groups):
        listed = [number[code] for code in group.countries if named[number[code]] == [n]]
        if group.source == "here" and group.start >= 0 and len(listed) > 1:
            _level(views, listed, lambda values: sum(values) / len(values))
        if group.form == "document" and group.source != "here":
            _level(views, [number[code] for code in group.countries], max, ("said_by",))
        if group.source == "dual":
            _level(views, [number[code] for code in group.countries], max, ("actor",))


def _level(
    views: Sequence[dict[str, float]],
    which: Sequence[int],
    mean: Callable[[list[float]], float],
    roles: Sequence[str] = (),
) -> None:
    for role in roles or list(views[which[0]]):
        value = mean([views[k][role] for k in which])
        for k in which:
            views[k][role] = value


def second_features(
    number: int,
    views: Sequence[Mapping[str, float]],
    units: Sequence[Unit],
    groups: Sequence[Group],
    act: str,
    part: str,
) -> list[str]:
    """How the first models' views of all units bear on one of them: whether another is likelier for its role.

    ``views`` gives for each unit the probability of each role.
    """
    own = views[number]
    others = [view for k, view in enumerate(views) if k != number]
    explicit = any(groups[n].start >= 0 for n in units[number].groups)
    plover = ACT_TYPES[act]
    members = [m for n in units[number].groups for mention in groups[n].mentions for m in mention.members]
    kinds = sorted({m.kind for m in members})[:3]
    features = ["bias"]
    for role, p in own.items():
        rank = sum(view[role] > p for view in others)
        best = max((view[role] for view in others), default=0.0)
        features += [
            f"{role}={int(p * 12)}",
            f"{role}={int(p * 6)}|{rank}",
            f"{role}={int(p * 6)}|{rank}|{explicit}",
            f"{role}={int(p * 6)}|{plover}",
            f"{role}={int(p * 6)}|best={int(best * 6)}",
            f"{role}={int(p * 6)}|{act}",
            f"{role}rank={min(rank, 3)}|{plover}",
            f"{role}rank={min(rank, 3)}|{act}",
            f"{role}={int(p * 6)}|{part}",
            f"{role}sum={min(int(sum(view[role] for view in views) * 2), 8)}|{int(p * 6)}",
        ]
    features.append("all=" + "".join(str(int(p * 4)) for p in own.values()))
    features.append("all=" + "".join(str(int(p * 4)) for p in own.values()) + f"|{act in RECIPROCAL_ACTS}|{explicit}")
    features.append(f"kinds={kinds}|{plover}")
    return features


def _role_in(code: str, draft: Draft) -> str:
    """The roles of a participant in an earlier event of the sentence."""
    found = [
        name
        for name, roles in (("a", draft.actors), ("r", draft.recipients), ("s", draft.said_by))
        if any(code_of(r.entity) == code for r in roles)
    ]
    return "".join(found) or "-"


def _link(scene: Scene, first: Candidate, second: Candidate, pack: Pack) -> str:
    """How a later trigger hangs on an earlier one: behind 'that', in a relative clause, by 'and', or otherwise."""
    between = [w.key for w in scene.words[first.end : second.index]]
    if any(k in pack.particles["that"] for k in between):
        return "that"
    if any(k in pack.particles["relative"] for k in between):
        return "relative"
    if any(t in PAUSES for t in between):
        return "stop"
    return between[-1] if between and (len(between) < 3 or between[-1] == pack.syntax.conjunction) else "other"
