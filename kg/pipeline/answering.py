"""To whom an act is done, where the models name nobody: whose act it answers, or whom it gives or takes an office.

Who did what is condemned, praised, rejected, or is to do what is asked for, is the recipient:
*Oman condemned the attacks of X on Y*: the condemnation is of X. Of the annotated events of these acts whose theme
tells what another did, or shall do, few have no recipient (a fifth of those that condemn and reject, a tenth or less of
the others), nearly all of the rest that other. The models often leave him out, since he stands beside another word.

*The king dismissed his minister of finance*: the recipient is the minister, who is of the same state as who dismisses
him. The models weigh states, each in one role; nearly all annotated dismissals have such a recipient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby

from kg.languages.analysis import Mention
from kg.pipeline.scene import Draft, Role, code_of

__all__ = ["find_answered", "find_appointees"]

#: Acts that answer what another has done, or ask it of him.
_ANSWERS = frozenset("condemn criticise praise reject accept accuse complain invite mediate request".split())


def find_answered(drafts: Iterable[Draft]) -> None:
    """Gives such events, where they have no recipient, the actors of the act that their theme names.

    ``drafts`` in order of their triggers, with their roles and themes.
    """
    for _, of_scene in groupby(drafts, key=lambda draft: id(draft.scene)):
        told = list(of_scene)
        for draft in told:
            if draft.act in _ANSWERS and not draft.recipients and draft.theme:
                _answer(draft, told)


def _answer(draft: Draft, told: Sequence[Draft]) -> None:
    start, end = draft.theme or (0, 0)
    for other in told:
        if other is not draft and start <= other.candidate.index < end and other.actors:
            judges = {code_of(role.entity) for role in draft.actors}
            if judges.isdisjoint(code_of(role.entity) for role in other.actors):
                draft.recipients = list(other.actors)
            return


#: How far behind the trigger, or behind who acts, the one whom it concerns may stand, in words.
_NEAR = 2


def find_appointees(drafts: Iterable[Draft], states: Set[str]) -> None:
    """Gives appointments and dismissals of a state's own people, where they have no recipient, whom they concern.

    ``states`` are the codes of states: whom an organisation appoints is its envoy, and no recipient.
    """
    for draft in drafts:
        if draft.act not in ("appoint", "dismiss") or draft.recipients:
            continue
        doers = {code_of(role.entity) for role in draft.actors}
        own = next(iter(doers)) if len(doers) == 1 and doers <= states else None
        for mention in _list_objects(draft):
            # Of whom no state is told, this one is: 'appointed a former UN official'.
            people = [replace(m, country=m.country or own) for m in mention.members if m.kind == "person"]
            found = [m for m in people if m.country in doers and m.country in states]
            if found:
                score = draft.sureness.get("roles", 0.0)
                draft.recipients = [Role(m, mention.start, mention.end, score, mention.resolved) for m in found]
                break


def _list_objects(draft: Draft) -> Iterator[Mention]:
    """Names and offices that may be the trigger's object, those of who acts left out."""
    scene, candidate = draft.scene, draft.candidate
    passive = any(r.voice == "passive" for r in candidate.readings)
    at = candidate.end
    for mention in scene.mentions:
        near = 0 <= mention.start - at <= _NEAR
        at = mention.end if near else at
        acts = any(role.start < mention.end and mention.start < role.end for role in draft.actors)
        if scene.tree is not None:
            head = scene.tree.head_of(mention.start, mention.end)
            way = scene.tree.trace(scene.tree.head_of(candidate.index, candidate.end), head)
            near = near or scene.tree.slot(way, passive=passive) == "obj"
        if near and not acts and mention.form in ("name", "office"):
            yield mention
