"""Who is to do what, told by a preposition alone: على كينيا أن تنسحب is asked of Kenya by whoever says so."""

from __future__ import annotations

from collections.abc import Iterable

from kg.languages.analysis import Mention
from kg.languages.pack import Pack
from kg.pipeline.marks import PAUSES
from kg.pipeline.scene import Draft, Role, Scene, open_candidate

__all__ = ["OBLIGATION", "find_obliged", "tell_obligations"]

#: How an act is known that such a preposition tells, and the rule of its event.
OBLIGATION = "obligation"
#: What a clause may begin behind, besides the end of another.
_OPENING = frozenset('"«“:')
#: How sure such a request is.
_SURE = 0.7
#: How far behind who is obliged 'that' may stand, in words: على كينيا قبل أي حوار أن.
_INSERTED = 7
#: How far before the preposition the verb of saying may stand, in words.
_SAYING = 12


def tell_obligations(scene: Scene, pack: Pack) -> None:
    """Makes a request of such a preposition at the beginning of a clause, where nothing before it tells of one.

    Of 36 annotated places of this form 30 are requests. The trigger is the verb of saying, the preposition or the verb
    behind it: where one of them may be a request, it is. What is to be done is its theme, and no event.
    """
    for k, word in enumerate(scene.words):
        if word.key not in pack.syntax.obliging or k in scene.at or (found := _find_obliged(scene, k, pack)) is None:
            continue
        obliged, wanted = found
        near = range(k - _SAYING, obliged.end + _INSERTED)
        asking = [c for c in scene.candidates if c.act == "request" and c.index in near]
        for candidate in asking:
            candidate.score = max(candidate.score, _SURE)
        if not asking:
            open_candidate(scene, k, "request", how=OBLIGATION).choose("request", _SURE)
        if wanted in scene.at and scene.at[wanted] not in asking:
            scene.at[wanted].act = None


def find_obliged(drafts: Iterable[Draft], pack: Pack) -> None:
    """Gives requests of such a preposition to whom they are put for their recipients."""
    for draft in drafts:
        asks = draft.candidate.acts.get(draft.act) == OBLIGATION
        found = _find_obliged(draft.scene, draft.candidate.index, pack) if asks else None
        if found is None or not found[0].members:
            continue
        obliged, _ = found
        draft.actors = [role for role in draft.actors if role.entity not in obliged.members]
        score = draft.sureness.get("roles", 1.0)
        draft.recipients = [Role(m, obliged.start, obliged.end, score, obliged.resolved) for m in obliged.members]


def _find_obliged(scene: Scene, at: int, pack: Pack) -> tuple[Mention, int] | None:
    """Who is obliged by a preposition, behind it or, where a pronoun is written on it, right before; and the word with
    which begins what is to be done.
    """
    words = scene.words
    pronoun = at + 1 < len(words) and words[at + 1].glued and words[at + 1].piece == "pron"
    if pronoun:
        obliged = next((m for m in scene.mentions if m.end == at), None)
        end = at + 2
    else:
        begins = at == 0 or words[at - 1].piece == "conj" or words[at - 1].text in PAUSES | _OPENING
        begins = begins or words[at - 1].key in pack.particles["that"] or words[at - 1].glued
        obliged = next((m for m in scene.mentions if m.start == at + 1), None) if begins else None
        end = obliged.end if obliged else 0
    if obliged is None or obliged.form == "nisba":
        return None
    near = range(end, min(len(words) - 1, end + _INSERTED))
    that = next((k for k in near if words[k].key in pack.syntax.obliged), None)
    if that is None or any(w.tag == "VERB" or w.text in PAUSES for w in words[end:that]):
        return None
    return (obliged, that + 1) if words[that + 1].tag in ("VERB", "PART") else None
