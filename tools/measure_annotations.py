"""How right events are on annotated articles that no weights learnt from: ``python -m tools.measure_annotations``.

``held-own`` are articles that we wrote and no weights learnt from, ``ar-ant`` real ones of the corpus of that name
(`training.gold`). Figures are those of `kg evaluate`: detect, dyad and full as F1.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from kg.cli.terminal import show_progress
from kg.evaluation import GoldArticle, GoldSentence, score_events
from kg.extraction import DEFAULT_EXTRACTOR, extract_checked, load_extractor
from training import gold
from training.alignment import article_of, tell_event

FILES = {"held-own": gold.HELD, "ar-ant": gold.ANT}


def read_articles(name: str, first: int) -> Iterator[gold.GoldArticle]:
    """The annotated articles of one of `FILES`, from the ``first`` on."""
    return islice(gold.read_unlearnt(FILES[name]), first, None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=FILES)
    parser.add_argument("--first", type=int, default=0, help="leave out so many articles at the beginning")
    args = parser.parse_args(arguments)
    tool = load_extractor(DEFAULT_EXTRACTOR)
    wanted: list[GoldArticle] = []
    found: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    articles = list(read_articles(args.name, args.first))
    with show_progress("articles", len(articles)) as advance:
        for article in articles:
            sentences = tuple(GoldSentence(s.text, tuple(map(tell_event, s.events))) for s in article.sentences)
            wanted.append(GoldArticle(article.name, sentences))
            texts[article.name] = article.text
            events = extract_checked(tool, article_of(article)).events
            found += [{**event.to_record(), "article": article.name} for event in events]
            advance(article.name)
    score = score_events(wanted, found, texts)
    print(f"{len(articles)} articles, {score.detect.gold} events")
    for label in ("detect", "dyad", "full"):
        measure = getattr(score, label)
        print(f"{label}: F1 {measure.f1:.3f}, precision {measure.precision:.3f}, recall {measure.recall:.3f}")


if __name__ == "__main__":
    main()
