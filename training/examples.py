"""Annotated articles as the network is to learn them: ``python -m training.examples -o FILE``.

Each sentence is read by the pipeline itself (words, participants, dates, candidates); the annotated events are laid
over it. ``train-ar`` (the articles whose licence allows it) and our own annotations are for learning, ``dev-ar`` to
measure on.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.languages.folding import fold
from kg.languages.pack import Pack, load_pack
from kg.model import Article
from kg.pipeline.deciding import taken_words
from kg.pipeline.discourse import Discourse, update_discourse
from kg.pipeline.inputs import can_tell, hash_features, list_tokens
from kg.pipeline.roles import find_parties
from kg.pipeline.scene import Draft, Scene, open_candidate
from kg.pipeline.slots import date_features, list_ends, list_starts, place_features, status_features
from kg.reading import read_articles
from training.alignment import Aligned, AlignedArticle, AlignedScene, align, article_of, code_of, fold_name
from training.events import find_spans, gold_draft, pair_labels
from training.gold import SHARED, read_annotations, read_gold

#: The numbers of the phrases that a word may begin; 0 is none.
_SLOTS = {"theme": 1, "topic": 2}
#: The number of a word of which is known but that it begins no theme.
UNTOLD = 3
_KEYS = ("actors", "recipients", "said_by")


def list_examples(article: AlignedArticle, pack: Pack, *, topics: bool = True) -> list[dict[str, Any]]:
    """An article's sentences: ``tokens``, ``words`` that can be triggers (each with its act or nothing), ``events``.

    ``topics``: whether those of the events are told.
    """
    discourse = Discourse(home=article.discourse.home)
    found = []
    for item in article.scenes:
        scene = item.scene
        for candidate in scene.candidates:
            candidate.act = None
        skipped = {c.index for c, _, label in pair_labels(item) if label is None}
        tokens = list_tokens(scene)
        lost = _open_candidates(item)
        acts: dict[int, str] = {}
        for event in item.events:
            if event.candidate:
                acts.setdefault(event.candidate.index, event.event["act"])
            end = event.start + len(event.event["trigger"])
            skipped |= {k for k, word in enumerate(scene.words) if event.start <= word.start < end}
        words = [
            (k, acts.get(k, ""))
            for k in range(len(scene.words))
            if k in acts or (k not in skipped and can_tell(scene, k))
        ]
        aligned = sorted((e for e in item.events if e.candidate), key=lambda e: e.candidate.index)
        for event in aligned:
            event.candidate.act = event.event["act"]
        drafts: list[Draft] = []
        events = []
        for event in aligned:
            draft = gold_draft(event, scene, pack)
            events.append(
                {
                    **_show_roles(event, scene, discourse, drafts, pack),
                    **_show_slots(event, draft, article, pack, topics=topics),
                }
            )
            drafts.append(draft)
        update_discourse(discourse, scene, drafts, pack)
        found.append({"tokens": tokens, "words": words, "events": events, "lost": lost})
    return found


def _open_candidates(item: AlignedScene) -> int:
    """Give each event without a candidate the first fitting word of its trigger as one; how many find none."""
    scene, lost = item.scene, 0
    taken = {e.candidate.index for e in item.events if e.candidate}
    for event in item.events:
        if event.candidate:
            continue
        end = event.start + len(event.event["trigger"])
        inside = [
            k
            for k, word in enumerate(scene.words)
            if event.start <= word.start < end and can_tell(scene, k) and k not in taken
        ]
        told = [k for k in inside if scene.words[k].tag in ("VERB", "NOUN", "ADJ", "PROPN", "X")] or inside
        if not told:
            lost += 1
            continue
        taken.add(told[0])
        event.candidate = scene.at.get(told[0]) or open_candidate(scene, told[0], event.event["act"])
    return lost


def _show_roles(event: Aligned, scene: Scene, discourse: Discourse, before: list[Draft], pack: Pack) -> dict[str, Any]:
    candidate, act = event.candidate, event.event["act"]
    assert candidate is not None
    parties = find_parties(scene, candidate, act, before, discourse, pack)
    wanted = [sorted({code_of(p) for p in event.event.get(key) or []}) for key in _KEYS]
    reading = candidate.reading(act)
    return {
        "i": candidate.index,
        "end": candidate.end,
        "act": act,
        "rule": reading.rule if reading else "",
        "groups": [(g.start, g.end, g.source, g.form, len(g.countries)) for g in parties.groups],
        "units": [
            (tuple(u.groups), hash_features(row), [int(u.code in w or fold_name(u.code) in w) for w in wanted])
            for u, row in zip(parties.units, parties.rows, strict=True)
        ],
        "codes": [u.code for u in parties.units],
        "wanted": wanted,
    }


def _show_slots(event: Aligned, draft: Draft, article: AlignedArticle, pack: Pack, *, topics: bool) -> dict[str, Any]:
    scene, candidate, told = draft.scene, draft.candidate, event.event
    taken = taken_words(draft)
    spans = find_spans(told, scene, candidate)
    nothing = 0 if topics else UNTOLD
    starts = [(k, _SLOTS[spans[k][0]] if k in spans else nothing, taken[k]) for k in list_starts(scene, candidate)]
    ends = []
    for k, _, _ in starts:
        stops = list(list_ends(scene, candidate, k)) if k in spans else []
        if k in spans and spans[k][1] in stops:
            ends.append((k, stops, stops.index(spans[k][1])))
    dates = [
        (
            date[0],
            date[1],
            int(told.get("date") is not None and told["date"] in (date[2].edtf, date[2].ahead)),
            hash_features(f"date {f}" for f in date_features(scene, candidate, date, pack, article.published)),
        )
        for date in scene.dates
        if date[2].edtf
    ]
    places = []
    for mention in scene.mentions if "place" in told else []:
        place = pack.find_place(mention)
        if place:
            features = hash_features(f"place {f}" for f in place_features(scene, candidate, mention, pack))
            places.append((mention.start, mention.end, int(fold(told["place"] or "") == fold(place[0])), features))
    return {
        "status": told["status"],
        "features": hash_features(f"status {f}" for f in status_features(scene, candidate, pack, article.published)),
        "taken": taken,
        "starts": starts,
        "ends": ends,
        "dates": dates,
        "places": places,
    }


def read_examples(pack: Pack) -> Iterator[dict[str, Any]]:
    """All articles: ``name``, whether for learning (``part``: train, dev), ``manner`` of annotating, ``scenes``."""
    folder = SHARED / "gold" / "articles"
    for part in ("train", "dev"):
        file = SHARED / "gold" / f"{part}-{pack.language}.jsonl"
        for gold in read_gold(file, folder, for_weights=part == "train"):
            articles = [a for a in read_articles(folder / gold.name, root=folder) if isinstance(a, Article)]
            for aligned in align(gold, articles, pack):
                yield {
                    "part": part, "manner": gold.manner, "name": gold.name, "scenes": list_examples(aligned, pack)
                }  # fmt: skip
    for gold in read_annotations(pack.language):
        for aligned in align(gold, [article_of(gold)], pack):
            scenes = list_examples(aligned, pack, topics=gold.topics)
            yield {"part": "train", "manner": gold.manner, "name": gold.name, "scenes": scenes}


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="ar")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    examples = list(read_examples(load_pack(args.language)))
    with args.output.open("wb") as file:
        pickle.dump(examples, file, protocol=4)
    events = sum(len(s["events"]) for a in examples for s in a["scenes"])
    print(f"{args.output}: {len(examples)} articles, {events} events")


if __name__ == "__main__":
    main()
