"""What is known of an act, of a PLOVER type, and how an event is coded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Act", "Code", "PloverType", "code_act"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the scheme.

    A statement reads ``actor – verb – theme – party word – party``, or with the party first where `says_first` is
    ``party``: ``actor – verb – party – theme word – theme``. Party and theme words are empty where none is needed.
    `theme_tie` and `party_tie` are the local names of the shortcuts from an actor to the theme and to the other party.
    """

    name: str
    class_name: str
    family: str
    type: str
    mode: str | None
    cameo: str
    cameo_match: str
    """How near the CAMEO code is: exactMatch, closeMatch or broadMatch (SKOS)."""
    goldstein: float
    planned_cameo: str
    """The CAMEO code while the act is still to come, when it has the type of an intention."""
    planned_goldstein: float
    says_first: str
    theme_tie: str | None
    party_tie: str | None
    stage: str | None
    """Local name of the stage to which the act brings its theme (an agreement, a round) or, of an office, its doer."""
    label_en: str
    label_ar: str
    verb_en: str
    verb_ar: str
    party_en: str
    party_ar: str
    theme_en: str
    theme_ar: str


@dataclass(frozen=True, slots=True)
class PloverType:
    """One PLOVER type with its score from -10 to 10 and its modes.

    Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; None for STATE.
    """

    name: str
    class_name: str
    quad: int | None
    score: float
    label_en: str
    label_ar: str
    modes: tuple[str, ...]


class Code(NamedTuple):
    """How an event is coded: CAMEO code, Goldstein score, default PLOVER mode."""

    cameo: str
    goldstein: float
    mode: str | None


def code_act(act: str, type_: str) -> Code:
    """The codes of an act told under a PLOVER type.

    An act still to come has the type of an intention (AGREE, CONCEDE) and its code; the act's own mode then falls away.
    Raises `KeyError` for an unknown act.
    """
    from kg.vocabulary.acts import ACTS

    entry = ACTS[act]
    if type_ != entry.type:
        return Code(entry.planned_cameo, entry.planned_goldstein, None)
    return Code(entry.cameo, entry.goldstein, entry.mode)
