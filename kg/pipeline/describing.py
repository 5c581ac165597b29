"""What a description says of who describes: whether he praises or blames.

Of 77 annotated descriptions in words of praise (وصف الزيارة بالناجحة) that are events 7 blame, of 217 in words of blame
none praises; the models, which know a word only if they have learnt it, often mistake the one for the other.
"""

from __future__ import annotations

from typing import Literal

from kg.languages.pack import Pack
from kg.model import ACT_TYPES
from kg.pipeline.scene import Candidate, Scene

__all__ = ["tell_descriptions"]

#: How far behind a verb its complement may begin, and how far that may go before the word that tells, in words.
_FAR, _DEEP = 22, 6


def tell_descriptions(scene: Scene, pack: Pack, least: float) -> None:
    """Sets the act of verbs that describe, where what something is called praises or blames it.

    ``least``: so likely must it be that a word is any event.
    """
    for candidate in scene.candidates:
        if scene.words[candidate.index].key not in pack.polarity.describing:
            continue
        if candidate.act is None and sum(candidate.weighed.values()) < least:
            continue
        polarity = _find_polarity(scene, candidate, pack)
        told = ACT_TYPES[candidate.act] if candidate.act else None
        if polarity == "praise" and told != "SUPPORT":
            candidate.act = "praise"
        elif polarity == "blame" and told in (None, "SUPPORT", "STATE"):
            candidate.act = "criticise"


def _find_polarity(scene: Scene, candidate: Candidate, pack: Pack) -> Literal["praise", "blame"] | None:
    """Whether the first word of a complement that does either praises or blames; what a clause calls so is no event."""
    words, polarity = scene.words, pack.polarity
    if candidate.index and words[candidate.index - 1].key in pack.particles["relative"]:
        return None
    behind = range(candidate.end, min(len(words), candidate.end + _FAR))
    start = next((k + 1 for k in behind if words[k].key in polarity.complement), None)
    if start is None:
        return None
    for word in words[start : start + _DEEP]:
        if word.key in pack.particles["negation"] and word.key not in polarity.blame:
            return None
        if word.key in polarity.blame or word.key in polarity.praise:
            return "blame" if word.key in polarity.blame else "praise"
    return None
