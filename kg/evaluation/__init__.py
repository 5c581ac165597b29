"""Scores extracted events against gold articles.

The figures are those of the annotation guidelines. An extracted event belongs to the gold sentence that its trigger
starts in; within a sentence, events of one type are paired, the likest pair first. Then, each as precision, recall and
F1 over all articles:

``detect``
    the sentence has an event of this type;
``dyad``
    detect, and the same countries on each side (a reciprocal act has one side, `receive` is a `visit` by the other);
``full``
    dyad, and the same act, status, source and date, and an overlapping theme where gold has one.

Over the detected pairs, how often each slot is right (``no date``: gold leaves it empty and so does the system); how
many sentences without an event stayed silent; how many events were found in page furniture.
"""

from __future__ import annotations

from kg.evaluation.gold import GoldArticle, GoldSentence, read_gold, read_texts
from kg.evaluation.scoring import Error, Measure, Score, score_events
from kg.evaluation.told import Told

__all__ = [
    "Error",
    "GoldArticle",
    "GoldSentence",
    "Measure",
    "Score",
    "Told",
    "read_gold",
    "read_texts",
    "score_events",
]
