"""Ambassadors: who is called home and who is sent back, and to which state.

The guidelines of the gold: arriving home for consultations is a recall, and the state where an envoy serves is the
recipient of what is done with him.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.languages.analysis import Mention
from kg.languages.pack import Pack
from kg.languages.syntax import Syntax
from kg.pipeline.scene import Candidate, Draft, Role, Scene, code_of

__all__ = ["find_hosts", "tell_recalls"]

#: Acts for which coming home for consultations, or being asked to, is mistaken.
_COMINGS = frozenset("visit request summon appoint restore-relations meet".split())
#: Acts for which it is mistaken that an envoy is sent back to where he serves.
_SENDINGS = frozenset(["recall", "open-mission", "visit", "appoint"])
#: Acts with an envoy or a mission whose recipient is the state where they are.
_POSTINGS = frozenset("recall restore-relations accredit appoint open-mission".split())
#: How far behind a trigger the reason may stand, and how near the envoy, in words.
_FAR, _NEAR = 16, 4


def tell_recalls(scene: Scene, pack: Pack, least: float) -> None:
    """Sets the act of what is done with an envoy: who calls in his own recalls him, and does not summon him.

    Who comes home, or is asked to, for consultations is recalled; who is sent back to where he serves is not.
    ``least``: so likely must it be that a word is any event.
    """
    syntax = pack.syntax
    if not _names_envoy(scene, len(scene.words), syntax):
        return
    for candidate in scene.candidates:
        likely = candidate.act in _SENDINGS or (candidate.act is None and sum(candidate.weighed.values()) >= least)
        if likely and _is_sent_back(scene, candidate, syntax):
            candidate.act = "restore-relations"
    chosen = [c for c in scene.candidates if c.act]
    for at, end in _find_consultations(scene, syntax):
        near = [c for c in chosen if at - _FAR <= c.index < at]
        with_somebody = end < len(scene.words) and scene.words[end].key in syntax.with_whom
        if near and near[-1].act in _COMINGS and not with_somebody and _names_envoy(scene, at, syntax):
            near[-1].act = "recall"
    for candidate in chosen:
        if candidate.act == "summon" and _means_own_envoy(scene, candidate, syntax):
            candidate.act = "recall"


def _means_own_envoy(scene: Scene, candidate: Candidate, syntax: Syntax) -> bool:
    """Whether a pronoun behind a trigger means one's own envoy: عاد سفيرها بعد استدعائه; of 9 such 8 are recalled."""
    words = scene.words
    after = words[candidate.end] if candidate.end < len(words) else None
    if after is None or after.piece != "pron" or not after.glued:
        return False
    before = pairwise(words[: candidate.index])
    return any(one.key in syntax.envoys and two.piece == "pron" and two.glued for one, two in before)


def _find_consultations(scene: Scene, syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Where 'for consultations' begins and ends."""
    keys = [word.key for word in scene.words]
    for at in range(len(keys)):
        for length in (2, 3):
            if " ".join(keys[at : at + length]) in syntax.consulting:
                yield at, at + length


def _names_envoy(scene: Scene, before: int, syntax: Syntax) -> bool:
    return any(word.key in syntax.envoys for word in scene.words[:before])


def _is_sent_back(scene: Scene, candidate: Candidate, syntax: Syntax) -> bool:
    """Whether an envoy goes from here to another state: عودة سفيرها إلى القاهرة, and not for consultations."""
    words, at = scene.words, candidate.index
    if words[at].key not in syntax.returning or any(at < start for start, _ in _find_consultations(scene, syntax)):
        return False
    envoy = _find_envoy(scene, candidate, syntax)
    host = None if envoy is None else next(_list_hosts(scene, max(envoy, at) + 1, syntax), None)
    if envoy is None or host is None:
        return False
    # Who returns to the state that his title names goes home: السفير النرويجي إلى أوسلو.
    return not any(m.countries & host.countries and envoy <= m.start <= envoy + 2 for m in scene.mentions)


def _find_envoy(scene: Scene, candidate: Candidate, syntax: Syntax) -> int | None:
    """The envoy whom a word of returning is about: named near behind it, or right before with his name."""
    words, at = scene.words, candidate.index
    for k in range(candidate.end - 1, min(len(words), at + _NEAR)):
        if words[k].key in syntax.envoys:
            return k
        if k > at and k in scene.at:  # إعادة تعيين سفير is done with another
            return None
    for mention in reversed([m for m in scene.mentions if at - _NEAR <= m.end <= at]):
        found = [k for k in range(mention.start, mention.end) if words[k].key in syntax.envoys]
        if found:
            return found[0]
    return None


def _list_hosts(scene: Scene, start: int, syntax: Syntax) -> Iterator[Mention]:
    """The states named behind a preposition of place near a word."""
    for mention in scene.mentions:
        near = start <= mention.start <= start + 2 * _NEAR
        if near and scene.words[mention.start - 1].key in syntax.posted and len(mention.members) == 1:
            yield mention


def find_hosts(drafts: Iterable[Draft], pack: Pack) -> None:
    """Makes the state where an envoy or a mission is the recipient of what is done with him, where none is known.

    It is none of those who do it, where others do: of who sends his ambassador back to another state.
    """
    for draft in drafts:
        if draft.act not in _POSTINGS or draft.recipients:
            continue
        scene, at = draft.scene, draft.candidate.index
        near = [k for k, word in enumerate(scene.words) if word.key in pack.syntax.envoys and abs(k - at) <= _FAR]
        doers = {code_of(role.entity) for role in draft.actors}
        for host in (mention for envoy in near for mention in _list_hosts(scene, envoy + 1, pack.syntax)):
            code = code_of(host.members[0])
            if code in pack.states and doers - {code}:
                draft.actors = [role for role in draft.actors if code_of(role.entity) != code]
                score = draft.sureness.get("roles", 0.0)
                draft.recipients = [Role(host.members[0], host.start, host.end, score, host.resolved)]
                break
