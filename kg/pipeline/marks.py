"""Punctuation that parts sentences and lists, of the scripts that we read."""

from __future__ import annotations

__all__ = ["COMMAS", "ENDS", "PAUSES", "STOPS"]

#: Between the members of a list.
COMMAS = frozenset("،,")
#: What ends a clause inside a sentence, and the full stop.
PAUSES = frozenset(".؛;")
#: What ends a sentence.
ENDS = frozenset(".؟?")
#: What ends a clause or a sentence.
STOPS = frozenset(".؛;؟?!")
