"""Learns how likely an event is right from how sure its decisions were: ``python -m training.confidence``.

Reads our own annotated articles that no weights learnt from, in the manner of their annotators, follows every possible
event of theirs, and fits the two models of `kg.pipeline.confidence` to what is right of them as `kg evaluate` counts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from kg.cli.terminal import show_progress
from kg.evaluation import Told
from kg.evaluation.comparing import have_same_sides, pair_events
from kg.languages.pack import Pack, load_pack
from kg.pipeline.confidence import FILE, Confidence, Rating, list_traits
from kg.pipeline.deciding import LinearJudge
from kg.pipeline.finishing import finish_events
from kg.pipeline.judges import Judge
from kg.pipeline.judging import NetworkJudge
from kg.pipeline.models import load_models
from kg.pipeline.scene import Draft
from kg.pipeline.steps import walk_article
from training.alignment import article_of, tell_event
from training.gold import HELD, OWN, GoldArticle, read_unlearnt
from training.manners import load_manner

#: How strongly weights are held back (scikit-learn's C); between 0.3 and 3 nothing changes.
STRENGTH = 1.0
#: From which mean of both probabilities on an event is kept: of 0.31 to 0.43, which differ by half a point, one that is
#: good on the gold, on real articles and on held ones.
LEAST = 0.39
#: Annotated articles that no other weights learnt from, by language.
UNLEARNT = {"ar": HELD, "en": OWN["en"][0]}


@dataclass(frozen=True, slots=True)
class Rated:
    """An event that was found: its traits, and whether it is there and has the right sides."""

    traits: Mapping[str, float]
    there: bool
    sides: bool


def follow_events(article: GoldArticle, pack: Pack, judge: Judge) -> Iterator[Rated]:
    """All possible events of an annotated article."""
    traits: list[Mapping[str, float]] = []

    def keep(draft: Draft) -> Rating:
        traits.append(list_traits(draft))
        return Rating(1.0)

    read = article_of(article)
    walk = walk_article(read, pack, judge)
    found = [Told.from_record(event.to_record()) for event in finish_events(read, walk.drafts, pack, keep)]
    rated = list(zip(found, traits, strict=True))
    for sentence in article.sentences:
        wanted = list(map(tell_event, sentence.events))
        here = [(told, trait) for told, trait in rated if sentence.start <= told.start < sentence.end]
        right = {j: wanted[i] for i, j in pair_events(wanted, [told for told, _ in here])}
        for j, (told, trait) in enumerate(here):
            yield Rated(trait, j in right, j in right and have_same_sides(right[j], told))


def fit(rated: Sequence[Rated]) -> Confidence:
    """The two models."""
    names = sorted({name for event in rated for name in event.traits} - {"bias"})
    table = np.array([[event.traits.get(name, 0.0) for name in names] for event in rated])
    weights = []
    for wanted in ([event.there for event in rated], [event.sides for event in rated]):
        model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(table, wanted)
        told = {"bias": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}
        weights.append({name: round(float(weight), 3) for name, weight in told.items()})
    return Confidence(*weights, least=LEAST)


def main() -> None:
    """Fit and write the models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="ar", choices=UNLEARNT)
    parser.add_argument("-o", "--output", type=Path, help=f"default: {FILE} in the model folder of the language")
    args = parser.parse_args()
    pack, models = load_pack(args.language), load_models(args.language)
    articles = list(read_unlearnt(UNLEARNT[args.language]))
    every, network = Confidence({}, {}, 0.0), load_manner(pack, articles[0].manner)
    judge = LinearJudge(models, pack, every) if network is None else NetworkJudge(network, models, pack, every)
    rated: list[Rated] = []
    with show_progress("articles", len(articles)) as advance:
        for article in articles:
            rated += follow_events(article, pack, judge)
            advance(article.name)
    made = fit(rated)
    file = args.output or Path(str(pack.models)) / FILE
    text = json.dumps({"there": made.there, "sides": made.sides, "least": made.least}, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    there, sides = sum(event.there for event in rated), sum(event.sides for event in rated)
    print(f"{file}: {len(rated)} events, {there} there, {sides} with the right sides")


if __name__ == "__main__":
    main()
