"""Where a participant stands to a trigger: on which side, behind which preposition, whose genitive, in which clause."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.pack import Pack
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.discourse import Discourse
from kg.pipeline.marks import COMMAS, PAUSES
from kg.pipeline.scene import Candidate, Group, Scene, code_of

__all__ = ["bucket_gap", "expect_role", "governor", "group_features"]


def bucket_gap(n: int) -> str:
    """The class of a number of words between two places."""
    return str(n) if n < 3 else "3-4" if n < 5 else "5-8" if n < 9 else "9-15" if n < 16 else "16+"


def governor(scene: Scene, start: int, pack: Pack) -> str:
    """What stands before a phrase: its preposition or conjunction, a mark, or what sort of word (``trigger``, ``that``,
    ``rel``, ``pron``, ``word`` …); ``^`` where it begins the sentence.
    """
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
    part = candidate.parts
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
            f"d={side}{bucket_gap(distance)}",
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
            base += [f"frame={role}|{side}", f"frame={role}|{side}{min(groups, 2)}|{bucket_gap(distance)}"]
            if mention.form == "nisba":
                base.append(f"nisba|d={bucket_gap(distance)}|{side}|{part}")
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
