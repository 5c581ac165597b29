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
from kg.pipeline.marks import COMMAS, PAUSES
from kg.pipeline.saying import find_saying, find_sources, place_sources
from kg.pipeline.scene import Candidate, Draft, Group, Scene, code_of

__all__ = [
    "Parties",
    "Unit",
    "agree_on_collectives",
    "cross_features",
    "find_parties",
    "governor",
    "group_features",
    "list_units",
    "part_of",
    "second_features",
    "unit_features",
    "weigh_units",
]

#: Features of several mentions of one participant are taken of so many of the nearest on each side.
_NEAREST = 2


def _bucket(n: int) -> str:
    return str(n) if n < 3 else "3-4" if n < 5 else "5-8" if n < 9 else "9-15" if n < 16 else "16+"


def governor(scene: Scene, start: int, pack: Pack) -> str:
    """What stands before a phrase: its preposition, ``gen:noun`` for a genitive, ``verb``, ``,`` or ``^``."""
    words = scene.words
    k = start - 1
    skipped = pack.syntax.skipped
    while k >= 0 and (
        words[k].text in '"«“(' or words[k].key in skipped or (k and f"{words[k - 1].key} {words[k].key}" in skipped)
    ):
        k -= 1
    if k < 0:
        return "^"
    word = words[k]
    if word.piece == "prep":
        if word.key in pack.syntax.compounding and k and words[k - 1].piece == "stem" and not words[k - 1].definite:
            return f"{word.key}<{words[k - 1].key}" if words[k - 1].key in pack.particles["compound"] else word.key
        return word.key
    if word.piece == "conj":
        return pack.syntax.conjunction
    if word.piece == "punct":
        return "," if word.text in COMMAS else word.text if word.text in (":", ".") else "punct"
    if word.piece == "pron":
        return "pron"
    if k in scene.at:
        return "trigger"
    if word.key in pack.particles["that"]:
        return "that"
    if word.key in pack.particles["relative"]:
        return "rel"
    return "word"


def group_features(
    scene: Scene, candidate: Candidate, act: str, group: Group, order: Sequence[Group], discourse: Discourse, pack: Pack
) -> list[str]:
    """What speaks for or against a group in a role of an event, whatever the act."""
    words = scene.words
    i, end = candidate.index, candidate.end
    part = part_of(candidate)
    voice = "+".join(sorted({r.voice for r in candidate.readings if r.voice}))
    reading = next(
        (r for r in candidate.readings if r.act == act), candidate.readings[0] if candidate.readings else None
    )
    mention = group.mentions[0]
    kind = mention.members[0].kind if mention.members else "?"
    number = len(group.countries)
    base: list[str] = [
        "bias",
        f"form={mention.form}",
        f"kind={kind}",
        f"source={group.source}",
        f"n={min(number, 3)}",
        f"word={mention.word}",
    ]
    suffix = end < len(words) and words[end].piece == "pron"
    verb = next((r for r in candidate.readings if r.part == "verb"), None)
    if group.start < 0:
        explicit_before = [g for g in order if 0 <= g.start < i and g.form != "nisba"]
        explicit_after = [g for g in order if g.start >= end and g.start - end < 3 and g.form != "nisba"]
        base += [
            f"imp={group.source}|{part}",
            f"imp={group.source}|suffix={suffix}|{part}",
            f"imp={group.source}|before={min(len(explicit_before), 2)}|after={min(len(explicit_after), 2)}|{part[:4]}",
            f"imp={group.source}|title={scene.title}|first={scene.number == 0}",
        ]
        nxt = scene.inside[end] if end < len(words) else -1
        at = words[end].piece if end < len(words) else "$"
        following = scene.mentions[nxt].form if nxt >= 0 else at
        base.append(f"imp={group.source}|next={following}|{part[:4]}")
        if verb is not None:
            base += [
                f"imp={group.source}|person={verb.person}{verb.number}",
                f"imp={group.source}|agree={_agrees(verb.number, group)}",
            ]
        if suffix:
            base.append(f"imp={group.source}|pron={words[end].key}|{min(number, 2)}")
        covered = any(group.countries <= g.countries for g in order if g.start >= 0)
        base.append(f"imp={group.source}|covered={covered}")
    else:
        gov = governor(scene, group.start, pack)
        side = "R" if group.start >= end else "L" if group.end <= i else "in"
        low, high = (end, group.start) if side == "R" else (group.end, i)
        between = [words[k] for k in range(max(low, 0), max(high, 0))]
        keys = [w.key for w in between]
        distance = len(between)
        triggers = sum(1 for c in scene.candidates if low <= c.index < high)
        strong = sum(1 for c in scene.candidates if low <= c.index < high and max(c.scores.values(), default=0) > 0.3)
        groups = sum(
            1 for g in order if g.start >= 0 and g is not group and g.form != "nisba" and low <= g.start < high
        )
        that = not pack.particles["that"].isdisjoint(keys)
        rel = not pack.particles["relative"].isdisjoint(keys)
        comma = sum(w.text in COMMAS for w in between)
        pause = any(w.text in PAUSES or w.text == ":" for w in between)
        quote = any(w.text in '"«»“”' for w in between)
        verbs = sum(1 for w in between if w.tag == "VERB")
        path = f"{side}|{'T' if that else ''}{'R' if rel else ''}{'P' if pause else ''}{min(comma, 2)}"
        base += [
            f"gov={gov}|{side}",
            f"d={side}{_bucket(distance)}",
            f"path={path}",
            f"path|gov={path}|{gov}",
            f"triggers={side}{min(triggers, 3)}",
            f"strong={side}{min(strong, 2)}",
            f"groups={side}{min(groups, 3)}",
            f"gov|groups={gov}|{side}{min(groups, 2)}",
            f"quote={quote}|{side}",
            f"verbs={side}{min(verbs, 2)}",
            f"gs={side}{min(groups, 2)}{min(strong, 2)}|{gov}",
            f"form|gov={mention.form}|{gov}|{side}",
            f"kind|side={kind}|{side}",
        ]
        if scene.tree is not None:
            way = scene.tree.trace(scene.tree.head_of(i, end), scene.tree.head_of(group.start, group.mentions[0].end))
            base += [
                f"way={way}",
                f"way={way}|{voice}|{part}",
                f"way={way}|{mention.form}",
                f"way={way}|{side}{min(groups, 2)}",
                *([f"wayb={way}|{pack.classes.get(words[i].key, '')}"] if pack.classes else ()),
                f"frameslot={scene.tree.slot(way, passive='passive' in voice)}|{part}",
            ]
            base.append(f"expect={expect_role(scene, candidate, act, group)}")
        if gov == "word":
            noun = words[group.start - 1]
            base += [
                f"gen={noun.key}|{side}",
                f"genc={pack.clusters.get(noun.key, '')}|{side}",
                f"gent={noun.tag}|{side}",
            ]
        if distance == 0:
            base.append(f"adjacent={side}|{part}")
        if 0 < distance <= 3:
            base.append(f"between={' '.join(keys)}|{side}")
        if distance:
            base.append(f"firstword={between[0].key if side == 'R' else between[-1].key}|{side}")
        base += [
            f"gov|part={gov}|{side}|{part}",
            f"groups|part={side}{min(groups, 2)}|{part}",
            f"first={group.start == _first(order)}|{side}",
        ]
        if reading is not None:
            slot: str | None = gov if gov in reading.frame else None
            if scene.tree is not None:
                slot = scene.tree.slot(way, passive="passive" in voice)
            elif slot is None and side == "R" and groups == 0 and gov in ("word", "trigger"):
                slot = "subj" if verb else "idafa"
            if scene.tree is None and slot is None and side == "R" and groups == 1 and gov in ("word", "^", "pron"):
                slot = "obj"
            role = reading.frame.get(slot, "none") if slot else "none"
            base += [f"frame={role}|{side}", f"frame={role}|{side}{min(groups, 2)}|{_bucket(distance)}"]
            if mention.form == "nisba":
                base.append(f"nisba|d={_bucket(distance)}|{side}|{part}")
        if verb is not None:
            base += [
                f"agree={_agrees(verb.number, group)}|{side}",
                f"voice={voice}|{side}|{min(groups, 1)}",
                f"gender={verb.gender}{mention.gender}|{side}|{min(groups, 1)}",
            ]
        if suffix:
            base.append(f"suffix={words[end].key}|{side}|{min(groups, 1)}")
        # The nearest verb of saying before the trigger, and whether this group is its subject.
        speech = [c for c in scene.candidates if c.index < i and any(r.kind == "speech" for r in c.readings)]
        if speech:
            last = speech[-1]
            base.append(
                f"speaker={'after' if last.end <= group.start < i and group.start - last.end < 3 else 'no'}|{path}"
            )
            first = speech[0]
            base.append(
                f"speaker0={'after' if first.end <= group.start < i and group.start - first.end < 3 else 'no'}|{that}"
            )
        base.append(f"quoted={scene.quoted[i]}|{scene.quoted[group.start] if group.start < len(words) else ''}|{side}")
        base.append(f"title={scene.title}|{side}|{gov}")
        left = words[group.start - 2].key if group.start >= 2 else "^"
        base.append(f"left2={left}|{gov}")
    subject = bool(discourse.subject) and group.countries == frozenset(code_of(e) for e in discourse.subject)
    speaker = bool(discourse.speaker) and group.countries == frozenset(code_of(e) for e in discourse.speaker)
    base += [f"issubject={subject}", f"isspeaker={speaker}", f"issubject={subject}|{group.start < 0}|{part[:4]}"]
    return base


#: Who stands where around a trigger whose frame does not say otherwise.
_USUAL = {"subj": "actor", "by": "actor", "poss": "actor", "between": "party", "with": "party"}


def expect_role(scene: Scene, candidate: Candidate, act: str, group: Group) -> str:
    """The role that the frame of a trigger gives to where a group stands in the sentence's tree; empty for none."""
    tree, reading = scene.tree, candidate.reading(act)
    if tree is None or reading is None or group.start < 0:
        return ""
    head = tree.head_of(candidate.index, candidate.end)
    way = tree.trace(head, tree.head_of(group.start, group.mentions[0].end))
    slot = tree.slot(way, passive=reading.voice == "passive" and reading.part != "adjective")
    if way == "nsubj:pass" and reading.part == "adjective":
        slot = "subj"
    if slot == "over":
        above = scene.at.get(tree.heads[head])
        light = above is not None and any(r.kind in ("light", "speech") for r in above.readings)
        return "actor" if light else "over"
    if slot == "by" and reading.voice == "passive":
        return "actor"
    role = reading.frame.get(slot) or _USUAL.get(slot, "")
    return "actor" if role == "party" and act in RECIPROCAL_ACTS else role


def _first(order: Sequence[Group]) -> int:
    return min((g.start for g in order if g.start >= 0 and g.form != "nisba"), default=-1)


def _agrees(number: int, group: Group) -> str:
    have = max(len(group.countries), max((m.number for m in group.mentions), default=1))
    return f"{number}{min(have, 3)}"


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
    part = part_of(candidate)
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
            gap = _bucket(candidate.index - draft.candidate.end)
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
    return cross(row, *_list_crossings(role, candidate, act))


def _list_crossings(role: str, candidate: Candidate, act: str) -> tuple[Crossing, ...]:
    """How the features of a unit are crossed: plain, by the act, and by the entry of the lexicon."""
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
    crossings = {role: _list_crossings(role, candidate, act) for role in models}
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


def part_of(candidate: Candidate) -> str:
    """The parts of speech of a candidate's readings: verb, masdar, noun …"""
    return candidate.parts


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
