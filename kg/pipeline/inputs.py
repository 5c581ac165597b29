"""What the network sees of a scene: a few facts about each word, and numbers of hashed features."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from kg.pipeline.scene import Scene

__all__ = ["CLOSED", "FAR", "HASHED", "Token", "bucket", "can_tell", "class_distance", "hash_features", "list_tokens"]

#: Forms of mention that a trigger cannot stand inside of.
CLOSED = frozenset(["name", "office", "counterpart", "nisba"])
#: How many numbers hashed features have; 0 is kept for none.
HASHED = 1 << 15
#: The class of distance of whoever is not named in the sentence, and the longest length that is told apart.
FAR = 24
#: Names and adjectives of nationality are one word each: who it is must not matter to what is done.
_MASKED = frozenset(["name", "nisba"])


class Token(NamedTuple):
    """One word as the network sees it. ``acts`` and ``rules`` are what the lexicon says of it as a trigger."""

    word: str
    first: str
    last: str
    tag: str
    piece: str
    form: str
    verb: str
    acts: tuple[str, ...]
    rules: tuple[str, ...]
    quoted: bool
    dated: bool


def list_tokens(scene: Scene) -> list[Token]:
    """The words of a scene whose mentions, dates and candidates have been found."""
    dated = {k for start, end, _ in scene.dates for k in range(start, end)}
    found = []
    for k, word in enumerate(scene.words):
        number = scene.inside[k]
        mention = scene.mentions[number] if number >= 0 else None
        form, masked = "O", False
        if mention is not None:
            kind = mention.members[0].kind if mention.members else "?"
            form = f"{'B' if k == mention.start else 'I'}{mention.form}{kind}"
            masked = mention.form in _MASKED
        candidate = scene.at.get(k)
        verb = ""
        acts: tuple[str, ...] = ()
        rules: tuple[str, ...] = ()
        if candidate is not None:
            reading = next((r for r in candidate.readings if r.part == "verb"), None)
            if reading is not None:
                verb = f"V{reading.voice}{reading.tense}{reading.person}{reading.number}{reading.gender}"
            verb += "|" + "+".join(sorted({r.part + r.kind for r in candidate.readings}))
            acts = tuple(f"{act}|{how}" for act, how in sorted(candidate.acts.items()))
            rules = tuple(sorted({r.rule for r in candidate.readings}))
        name = f"<{mention.form}>" if mention is not None and masked else word.key
        edges = ("", "") if masked else (word.full[:2], word.full[-2:])
        found.append(
            Token(
                name, *edges, word.tag, f"{word.piece}{word.definite}", form, verb, acts, rules,
                scene.quoted[k], k in dated,
            )
        )  # fmt: skip
    return found


def can_tell(scene: Scene, k: int) -> bool:
    """Whether a word can be a trigger at all: a stem outside of names and offices."""
    number = scene.inside[k]
    return scene.words[k].piece == "stem" and not (number >= 0 and scene.mentions[number].form in CLOSED)


def hash_features(names: Iterable[str]) -> list[int]:
    """The numbers of named features, 1 up to `HASHED` - 1."""
    return list(map(_hash, names))


@lru_cache(maxsize=1 << 17)  # most features of an event hold of others, too
def _hash(name: str) -> int:
    return 1 + crc32(name.encode()) % (HASHED - 1)


def bucket(distance: int) -> int:
    """The class of a distance in words, 0 to 23: the first twelve to the right, the others to the left."""
    side, distance = (0, distance) if distance >= 0 else (12, -distance)
    if distance < 6:
        return side + distance
    return side + next((k for k, limit in enumerate((8, 11, 16, 24, 40), 6) if distance < limit), 11)


def class_distance(index: int, end: int, start: int, stop: int) -> int:
    """The class of the distance of the words ``start`` up to ``stop`` from the trigger ``index`` up to ``end``."""
    return bucket(start - end if start >= end else min(stop - 1 - index, -1))
