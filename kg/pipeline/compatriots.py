"""To whom of his own state somebody does something: the police arrested protesters, the king dismissed his minister.

Participants are weighed by states (`kg.pipeline.roles`), and what speaks for a state as who acts speaks against it as
who is acted on. So for acts within one state each further mention of the actor's state is weighed by itself: by where
it stands to the trigger (`group_features`) and to the actor. One annotated Arabic event in fifteen is of this kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.model import RECIPROCAL_ACTS
from kg.pipeline.linear import Crossing, LinearModel, cross
from kg.pipeline.roles import Parties
from kg.pipeline.scene import Candidate, Draft, Group, Role, code_of

__all__ = ["compatriot_features", "find_compatriots", "list_compatriots"]

#: From this probability on; of 1,066 such mentions of texts that were not learnt from it finds 493, and 46 others.
COMPATRIOT = 0.6
#: Below this for each mention of a state it is not on both sides, however likely the state is.
DOUBTFUL = 0.05
#: Words between who acts and to whom, told apart up to this number.
_FAR = 4
#: Features that say enough by themselves, whatever the act: words, and what stands between.
_PLAIN = ("left2", "between", "gen=", "genc", "speaker")


def find_compatriots(draft: Draft, parties: Parties, model: LinearModel) -> None:
    """Give an event the recipients that are of its actors' own states, and take from it those that are not.

    The draft has its roles; acts with one side are left alone.
    """
    if draft.act in RECIPROCAL_ACTS or not len(model):
        return
    doers = {role.entity for role in draft.actors}
    codes = {code_of(doer) for doer in doers}
    others = [role for role in draft.recipients if code_of(role.entity) not in codes]
    told = [role for role in draft.recipients if code_of(role.entity) in codes]
    own: list[Role] = []
    weighed: list[float] = []
    spans, crossings = [(role.start, role.end) for role in draft.actors], _cross_by(draft.act)
    for number, actor in list_compatriots(draft.candidate, spans, codes, parties.groups):
        row = _describe(parties, number, actor, others=bool(others))
        weighed.append(model.decide_last(model.weigh_crossed(row, crossings)))
        if weighed[-1] >= COMPATRIOT:
            for mention in parties.groups[number].mentions:
                members = (m for m in mention.members if code_of(m) in codes and m not in doers)
                own += [Role(m, mention.start, mention.end, weighed[-1], mention.resolved) for m in members]
    if not own and max(weighed, default=1.0) >= DOUBTFUL:
        own = told
    draft.recipients = sorted([*others, *own], key=lambda role: role.start)


def list_compatriots(
    candidate: Candidate, actors: Sequence[tuple[int, int]], codes: Collection[str], groups: Sequence[Group]
) -> Iterator[tuple[int, Group | None]]:
    """The numbers of the groups of a sentence that name one of the states who act, and are not who acts.

    ``actors`` are the words by which those are named, ``codes`` what stands for them. With each comes the group of the
    first of them, None where the sentence does not name them.
    """
    acting = next((g for g in groups if g.start >= 0 and _overlaps(g, actors)), None)
    for number, group in enumerate(groups):
        inside = group.start <= candidate.index < group.end
        if (
            group.start >= 0
            and group.source == "here"
            and not inside
            and not _overlaps(group, actors)
            and not group.countries.isdisjoint(codes)
        ):
            yield number, acting


def compatriot_features(parties: Parties, number: int, actor: Group | None, act: str, *, others: bool) -> list[str]:
    """What speaks for or against a group, told by its number; ``others``: whether the event has other recipients."""
    return cross(_describe(parties, number, actor, others=others), *_cross_by(act))


def _describe(parties: Parties, number: int, actor: Group | None, *, others: bool) -> list[str]:
    group = parties.groups[number]
    near = "none"
    if actor is not None:
        gap = group.start - actor.end if group.start >= actor.end else actor.start - group.end
        near = f"{'after' if group.start >= actor.end else 'before'}{min(gap, _FAR)}|{actor.form}|{group.form}"
    return [*parties.of_groups[number], f"actor={near.partition('|')[0]}", f"actors={near}", f"others={others}"]


def _cross_by(act: str) -> tuple[Crossing, ...]:
    return Crossing(""), Crossing(f"{act}&", but=_PLAIN)


def _overlaps(group: Group, spans: Sequence[tuple[int, int]]) -> bool:
    return any(group.start < end and start < group.end for start, end in spans)
