"""How many themes and topics of a gold file get an English gloss, and how like the gold's it is.

``python tools/measure_glosses.py GOLD.jsonl [--show N] [--missing N]``. Likeness is the F1 of the words that both have,
without articles and prepositions, plurals as singulars. ``--show`` prints pairs that are least alike; ``--missing`` the
words that keep phrases from a gloss.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.languages.ar.glossary import gloss_text
from kg.languages.ar.glossary_table import load_glossary, load_segmenter, tokenise_phrase
from kg.languages.ar.words import read_words
from training.gold import SET_ASIDE

_SMALL = frozenset("a an the of in on at to for from with by and or as its their his her this that these those".split())


def read_glosses(gold: Path) -> Iterator[tuple[str, str]]:
    """Each theme and topic of the gold with its English, articles that are set aside left out."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if article["article"] in SET_ASIDE:
            continue
        for sentence in article["sentences"]:
            for event in sentence["events"]:
                for found in (event["theme"], *event["topics"]):
                    if found:
                        yield found["text"], found["en"]


def list_words(english: str) -> set[str]:
    """The words that carry meaning, plurals as singulars."""
    words = re.findall(r"[a-z0-9%.]+", english.lower().replace("'s", ""))
    return {w[:-1] if w.endswith("s") and len(w) > 3 else w for w in words if w not in _SMALL}


def liken(ours: str, gold: str) -> float:
    """F1 of the words that both have."""
    a, b = list_words(ours), list_words(gold)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def list_missing(text: str) -> list[str]:
    """The words of a phrase that neither glossary nor gazetteer knows."""
    glossary = load_glossary()
    words = tokenise_phrase(read_words(text, 0, load_segmenter()))
    keys, fulls = [w.key for w in words], [w.full for w in words]
    missing: list[str] = []
    i = 0
    while i < len(words):
        end = max(glossary.senses.find(keys, i)[0], glossary.names.find(fulls, i)[0])
        if end == i:
            if words[i].piece == "stem":
                missing.append(f"{words[i].key}/{words[i].tag}" if words[i].tag != "X" else words[i].key)
            end = i + 1
        i = end
    return missing


def main() -> None:
    """Print coverage and likeness."""
    parser = argparse.ArgumentParser(description="Measure English glosses against a gold file.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--missing", type=int, default=0)
    options = parser.parse_args()
    rows = [(text, en, gloss_text(text)) for text, en in read_glosses(options.gold)]
    scored = [(liken(ours, en), text, en, ours) for text, en, ours in rows if ours]
    likeness = sum(score for score, *_ in scored) / max(len(scored), 1)
    print(f"{len(rows)} themes and topics, {len(scored)} with a gloss ({len(scored) / max(len(rows), 1):.1%}); "
          f"likeness of these {likeness:.3f}")  # fmt: skip
    different = {text: (en, ours) for text, en, ours in rows}
    print(f"{len(different)} different ones, {sum(ours is not None for _, ours in different.values())} with a gloss")
    short = [(t, o) for t, (_, o) in different.items() if len(t.split()) <= 4]
    print(f"of those of up to 4 words: {sum(o is not None for _, o in short)} of {len(short)}")
    for score, text, en, ours in sorted(set(scored))[: options.show]:
        print(f"{score:.2f}\t{text}\t{en}\t{ours}")
    if options.missing:
        lacking = Counter(word for text, (_, ours) in different.items() if not ours for word in set(list_missing(text)))
        print(" ".join(f"{word}:{count}" for word, count in lacking.most_common(options.missing)))


if __name__ == "__main__":
    main()
