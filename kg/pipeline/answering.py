"""Whom an act answers: who did what is condemned, praised, rejected, or is to do what is asked for, is its recipient.

*Oman condemned the attacks of X on Y*: the condemnation is of X. Of the annotated events of these acts whose theme
tells what another did, or shall do, few have no recipient (a fifth of those that condemn and reject, a tenth or less of
the others), nearly all of the rest that other. The models often leave him out, since he stands beside another word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from kg.pipeline.scene import Draft, code_of

__all__ = ["find_answered"]

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
