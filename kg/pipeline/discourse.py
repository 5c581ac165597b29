"""What an article has said so far, and whom its collectives, documents and dropped subjects mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.languages.analysis import Entity, Mention
from kg.languages.pack import Pack
from kg.languages.syntax import Syntax
from kg.pipeline.scene import Candidate, Draft, Group, Scene, code_of

__all__ = ["Discourse", "find_pair", "find_two", "is_dual", "list_groups", "update_discourse"]


@dataclass(slots=True)
class Discourse:
    """What the article has said so far, as far as it tells whom a subject or a collective means."""

    subject: tuple[Entity, ...] = ()
    """The actors of the last event."""
    other: tuple[Entity, ...] = ()
    """The recipients of the last event."""
    speaker: tuple[Entity, ...] = ()
    """Who last said something."""
    parties: tuple[Entity, ...] = ()
    """The sides of the last act that had two."""
    topic: tuple[Entity, ...] = ()
    """The participants of the headline or first sentence."""
    home: tuple[Entity, ...] = ()
    """The outlet's state."""
    previous: tuple[Entity, ...] = ()
    """The first participant of the sentence before."""
    authors: tuple[Entity, ...] = ()
    """Who issued the statement that the article speaks of."""
    two: tuple[Entity, ...] = ()
    """The two who last acted together in what is surely an event."""
    counts: dict[str, int] = field(default_factory=dict)
    """How often each country was named so far."""
    pairs: dict[frozenset[str], int] = field(default_factory=dict)
    """How often two states were named together, or were the two sides of an act."""
    lists: list[tuple[str, ...]] = field(default_factory=list)
    """The codes of three states or more that were named together, each time that they were."""


def list_groups(
    scene: Scene,
    candidate: Candidate,
    discourse: Discourse,
    pack: Pack,
    before: Sequence[Draft] = (),
) -> list[Group]:
    """The groups of the scene, its collectives resolved, then those that only the article so far gives.

    ``before`` are the sentence's earlier events.
    """
    states = pack.states
    found: list[Group] = []
    for group in scene.groups:
        if any(m.resolved and m.members for m in group.mentions):
            found.append(group)
            continue
        mention = group.mentions[0]
        source, members = _resolve(mention, scene, discourse, pack)
        if members:
            found.append(_implied(group, members, source, mention))
    dual = find_two(scene, candidate, discourse, states, before) if is_dual(scene, candidate, pack.syntax) else ()
    for name, members in (
        ("dual", dual),
        ("subject", discourse.subject),
        ("speaker", discourse.speaker),
        ("parties", discourse.parties),
        ("other", discourse.other),
        ("topic", discourse.topic),
        ("previous", discourse.previous),
        ("home", discourse.home),
        ("authors", discourse.authors),
    ):
        if members and not any(g.source == name and g.mentions[0].members == members for g in found):
            found.append(Group(-1, -1, -1, (Mention(-1, -1, -1, members, "pronoun", name),), name))
    return found


def _resolve(mention: Mention, scene: Scene, discourse: Discourse, pack: Pack) -> tuple[str, tuple[Entity, ...]]:
    """Whom a mention that names nobody means: by its number, the sentence before it, then the article before."""
    states = pack.states
    options: tuple[tuple[str, tuple[Entity, ...]], ...] = ()
    if mention.form == "document":
        options = (("authors", discourse.authors), ("speaker", discourse.speaker), ("subject", discourse.subject))
    elif mention.form == "collective" and mention.number == 2:
        return find_pair(scene, mention.start, discourse, states)
    elif mention.form == "population":
        return _find_people(mention, scene, discourse, states)
    elif mention.form == "collective" and (listed := _find_list(mention, scene, discourse, pack)):
        return "list", listed
    elif mention.form == "collective":
        several = [("subject", discourse.subject), ("parties", discourse.parties), ("authors", discourse.authors)]
        options = tuple((name, members) for name, members in several if len({code_of(e) for e in members}) > 1)
        options = (*options, ("matter", _find_matter(scene, discourse, states)))
    elif mention.form == "speaker":
        quoted = scene.quoted[mention.start]
        options = (
            ("speaker", discourse.speaker if quoted else ()),
            ("authors", discourse.authors),
            ("home", discourse.home),
            ("speaker", discourse.speaker),
            ("subject", discourse.subject),
        )
    elif mention.form == "office" and scene.words[mention.head].key in pack.syntax.sources:
        options = (("speaker", discourse.speaker), ("authors", discourse.authors))
    elif mention.form in ("body", "office", "counterpart"):
        options = (("subject", discourse.subject), ("speaker", discourse.speaker))
    return next(((name, members) for name, members in options if members), ("", ()))


#: A collective of three or more, or of so many; what else a plural means is not told by what was listed.
_THREE = 3


def _find_list(mention: Mention, scene: Scene, discourse: Discourse, pack: Pack) -> tuple[Entity, ...]:
    """The states that 'the three capitals' or 'these states' are: those that were last named together, three or more.

    Where a number is told (الدول الأربع) there were so many.
    """
    words = scene.words
    number = next((n for word in words[mention.start : mention.end + 1] if (n := pack.syntax.numbers.get(word.key))), 0)
    pointed = mention.start > 0 and words[mention.start - 1].key in pack.syntax.pointing
    if mention.number < _THREE or not (number or pointed):
        return ()
    here = (_list_states(g, pack.states) for g in scene.groups if g.end <= mention.start)
    for codes in reversed([*discourse.lists, *here]):
        if len(codes) == number or (not number and len(codes) >= _THREE):
            return tuple(pack.states[code] for code in codes)
    return ()


def _list_states(group: Group, states: Mapping[str, Entity]) -> tuple[str, ...]:
    """The codes of the states that a group names, in order; nothing where it names anybody else."""
    named = [code_of(member) for mention in group.mentions for member in mention.members]
    return tuple(dict.fromkeys(named)) if all(code in states for code in named) else ()


def _find_people(
    mention: Mention, scene: Scene, discourse: Discourse, states: Mapping[str, Entity]
) -> tuple[str, tuple[Entity, ...]]:
    """Whose people are that no word owns ('arrested two editors'): of the state named before them, else behind them."""
    named = [g for g in scene.groups if len(g.countries & states.keys()) == 1 and any(m.resolved for m in g.mentions)]
    before = [g for g in named if g.end <= mention.start]
    behind = [g for g in named if g.start >= mention.end]
    for group in (*before[-1:], *behind[:1]):
        return "state-here", tuple(states[c] for c in group.countries & states.keys())
    for entity in (*discourse.subject, *discourse.topic):
        if entity.country and entity.country in states:
            return "state-last", (states[entity.country],)
    return "", ()


def _find_matter(scene: Scene, discourse: Discourse, states: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """The state that an article is about, where the parties are of one: named most often, the outlet's own aside.

    Only where sentences are parsed: the weights of other languages have learnt without it.
    """
    if scene.tree is None:
        return ()
    own = {code_of(e) for e in (*discourse.home, *discourse.speaker)}
    others = [c for c in sorted(discourse.counts, key=lambda c: (-discourse.counts[c], c)) if c in states]
    return next(((states[c],) for c in others if c not in own), ())


def find_pair(
    scene: Scene, before: int, discourse: Discourse, states: Mapping[str, Entity]
) -> tuple[str, tuple[Entity, ...]]:
    """The two that 'the two sides' are: the two of the sentence before it, else the pair that the article is about."""
    named = [
        g
        for g in scene.groups
        if g.end <= before and any(m.resolved and m.members and m.members[0].kind != "company" for m in g.mentions)
    ]
    codes = list(dict.fromkeys(c for g in named for c in sorted(g.countries) if c in states))
    if len(codes) == 2:
        return "pair-here", tuple(states[c] for c in codes)
    for group in reversed(named):
        if len(group.countries) == 2 and group.countries <= states.keys():
            return "pair-here", tuple(states[c] for c in sorted(group.countries))
    sides = {code_of(e) for e in discourse.parties}
    last = frozenset(sides) if len(sides) == 2 and sides <= states.keys() else None
    best = max(discourse.pairs.items(), key=lambda item: (item[1], sorted(item[0])), default=None)
    if best is not None and (last is None or best[1] > 2 * discourse.pairs.get(last, 0)):
        return "pair-common", tuple(states[c] for c in sorted(best[0]))
    if last is not None:
        return "pair-last", tuple(states[c] for c in sorted(last))
    if len(sides) == 2:  # a state and an organisation, or an armed group
        return "pair-last", discourse.parties
    frequent = [c for c in sorted(discourse.counts, key=lambda c: (-discourse.counts[c], c)) if c in states][:2]
    if len(frequent) == 2:
        return "pair-frequent", tuple(states[c] for c in frequent)
    matter = _find_matter(scene, discourse, states)
    return ("matter", matter) if matter else ("", ())


def is_dual(scene: Scene, candidate: Candidate, syntax: Syntax) -> bool:
    """Whether the trigger itself says that two act: a dual verb (ناقشا) or a dual pronoun on a noun (إدانتهما)."""
    verbs = [r for r in candidate.readings if r.part == "verb"]
    after = scene.words[candidate.end] if candidate.end < len(scene.words) else None
    pronoun = after is not None and after.glued and after.key in syntax.dual
    return (bool(verbs) and all(r.number == 2 for r in verbs)) or (pronoun and not verbs)


def find_two(
    scene: Scene,
    candidate: Candidate,
    discourse: Discourse,
    states: Mapping[str, Entity],
    before: Sequence[Draft] = (),
) -> tuple[Entity, ...]:
    """The two that a dual verb or pronoun without a subject of its own means: the last two who acted together.

    ``before`` are the sentence's earlier events.
    """
    for draft in reversed(before):
        actors = tuple(role.entity for role in draft.actors)
        if len({code_of(e) for e in actors}) == 2:
            return actors
    if len({code_of(e) for e in discourse.subject}) == 2:
        return discourse.two or discourse.subject
    return find_pair(scene, candidate.index, discourse, states)[1]


def _implied(group: Group, members: tuple[Entity, ...], source: str, mention: Mention) -> Group:
    stand_in = Mention(
        mention.start, mention.end, mention.head, members, mention.form, mention.word, mention.number, mention.gender
    )
    return Group(group.start, group.end, group.head, (stand_in,), source)


#: A word is surely an event from this probability on; others are followed only to be weighed.
_SURELY = 0.4


def update_discourse(discourse: Discourse, scene: Scene, drafts: Sequence[Draft], pack: Pack) -> None:
    """What the article has said, after a sentence."""
    for draft in drafts:
        actors = tuple(r.entity for r in draft.actors)
        recipients = tuple(r.entity for r in draft.recipients)
        reading = draft.candidate.reading()
        if actors:
            discourse.subject = actors
        if len({code_of(e) for e in actors}) == 2 and draft.candidate.score >= _SURELY:
            discourse.two = actors
        discourse.other = recipients
        speaker = tuple(r.entity for r in draft.said_by)
        if speaker:
            discourse.speaker = speaker
        elif actors and reading is not None and (reading.kind == "speech" or draft.act in ("state", "issue-statement")):
            discourse.speaker = actors
        both = tuple(dict.fromkeys((*actors, *recipients)))
        codes = frozenset(code_of(e) for e in both)
        if len(codes) == 2:
            discourse.parties = both
            _count_pair(discourse, codes, pack)
        if draft.act == "issue-statement" and actors and not _is_ruling(draft, pack.syntax):
            discourse.authors = actors
    for group in scene.groups:
        _count_pair(discourse, group.countries, pack)
        if len(listed := _list_states(group, pack.states)) >= _THREE:
            discourse.lists.append(listed)
    for first, second in zip(scene.groups, scene.groups[1:], strict=False):
        if first.form == second.form == "nisba" and second.start - first.end < 2:
            _count_pair(discourse, first.countries | second.countries, pack)
    named = [m for m in scene.mentions if m.members and m.resolved]
    for mention in named:
        for member in mention.members:
            if member.country and member.country in pack.states:
                discourse.counts[member.country] = discourse.counts.get(member.country, 0) + 1
    if named:
        discourse.previous = named[0].members
        if not discourse.topic:
            discourse.topic = named[0].members


def _is_ruling(draft: Draft, syntax: Syntax) -> bool:
    """Whether what was issued is no statement that an article would go on to quote: القرار الصادر عن المجلس."""
    at, words = draft.candidate.index, draft.scene.words
    return any(word.key in syntax.rulings for word in words[max(0, at - 2) : at])


def _count_pair(discourse: Discourse, codes: frozenset[str], pack: Pack) -> None:
    if len(codes) == 2 and codes <= pack.states.keys():
        discourse.pairs[codes] = discourse.pairs.get(codes, 0) + 1
