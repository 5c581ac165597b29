"""Trains the English tagger and parser on UD English-EWT: ``python -m training.english``.

One spaCy pipeline of a hashed-embedding CNN, a tagger (labels ``UPOS|XPOS``) and a transition parser with Universal
Dependencies; its parameters are rounded to half precision before they are measured and written, so what is measured
is what is shipped. Sentences are given as the treebank cuts them, one a document, as the pipeline gives its own.
"""

from __future__ import annotations

import argparse
import lzma
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compounding, fix_random_seed, minibatch
from thinc.api import Config

from kg.languages.en.parser import MODEL, pack_pipeline
from training.treebank import SHARED, read_trees

TREEBANK = SHARED / "treebanks"
EPOCHS = 12
SEED = 7

_TOK2VEC = """
[model]
@architectures = "spacy.Tok2Vec.v2"
[model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [4000, 1000, 2000, 1000]
include_static_vectors = false
[model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3
"""
_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def make_pipeline() -> Language:
    """The untrained pipeline."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config=Config().from_str(_TOK2VEC))
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _LISTENER}})
    nlp.add_pipe(
        "parser",
        config={
            "min_action_freq": 20,
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "parser",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "nO": None,
                "tok2vec": _LISTENER,
            },
        },
    )
    return nlp


def read_examples(nlp: Language, path: Path) -> Iterator[Example]:
    """The sentences of a treebank file, each a document."""
    for tree in read_trees(path):
        nodes = tree.nodes
        words, spaces = [n.form for n in nodes], [n.space_after for n in nodes]
        heads = [n.head - 1 if n.head else k for k, n in enumerate(nodes)]
        deps = ["ROOT" if n.head == 0 else n.relation for n in nodes]
        gold = Doc(
            nlp.vocab, words, spaces, tags=[f"{n.upos}|{n.xpos}" for n in nodes], heads=heads, deps=deps,
            sent_starts=[k == 0 for k in range(len(nodes))],
        )  # fmt: skip
        yield Example(Doc(nlp.vocab, words, spaces), gold)


def measure(nlp: Language, examples: Sequence[Example]) -> dict[str, float]:
    """Shares of words with the right universal tag, head, head and relation (with and without its subtype)."""
    total = tag = head = exact = plain = 0
    texts = [example.reference for example in examples]
    docs = nlp.pipe([Doc(nlp.vocab, [t.text for t in d], [bool(t.whitespace_) for t in d]) for d in texts])
    for gold, found in zip(texts, docs, strict=True):
        for g, f in zip(gold, found, strict=True):
            total += 1
            tag += g.tag_.partition("|")[0] == f.tag_.partition("|")[0]
            if g.head.i == f.head.i:
                head += 1
                exact += g.dep_ == f.dep_
                plain += g.dep_.partition(":")[0] == f.dep_.partition(":")[0]
    return {name: round(100 * n / total, 2)
            for name, n in (("UPOS", tag), ("UAS", head), ("LAS", plain), ("LAS with subtypes", exact))}  # fmt: skip


def list_lemmas(path: Path) -> dict[str, str]:
    """The base form of every word that the treebank has in another form; of several the commonest."""
    counts: Counter[tuple[str, str]] = Counter()
    for tree in read_trees(path):
        for node in tree.nodes:
            form, lemma = node.form.lower(), node.lemma.lower()
            if node.upos in ("NOUN", "VERB", "ADJ", "AUX") and form != lemma and form.isalpha():
                counts[form, lemma] += 1
    best: dict[str, tuple[int, str]] = {}
    for (form, lemma), n in sorted(counts.items()):
        if n > best.get(form, (0, ""))[0]:
            best[form] = (n, lemma)
    return {form: lemma for form, (_, lemma) in sorted(best.items())}


def round_weights(nlp: Language) -> None:
    """Round all parameters to half precision."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():  # type: ignore[attr-defined]
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype(np.float16).astype(np.float32))


def train(epochs: int = EPOCHS) -> Language:
    """The pipeline, trained; the parameters are the running mean of the steps."""
    fix_random_seed(SEED)
    nlp = make_pipeline()
    examples = list(read_examples(nlp, TREEBANK / "en_ewt-ud-train.conllu"))
    held = list(read_examples(nlp, TREEBANK / "en_ewt-ud-dev.conllu"))
    optimizer = nlp.initialize(lambda: examples)
    rng = random.Random(SEED)
    sizes = compounding(16.0, 96.0, 1.001)
    for epoch in range(epochs):
        rng.shuffle(examples)
        started, losses = time.process_time(), {}
        optimizer.learn_rate = 0.001 * (1 - epoch / epochs) + 0.0001
        for batch in minibatch(examples, sizes):
            nlp.update(batch, drop=0.2, sgd=optimizer, losses=losses)
        with nlp.use_params(optimizer.averages):
            print(epoch, measure(nlp, held[:600]), f"{time.process_time() - started:.0f} s", flush=True)
    with nlp.use_params(optimizer.averages):
        data = nlp.to_bytes()
    nlp.from_bytes(data)
    return nlp


def main() -> None:
    """Train, write the weights and the lemmas, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    args = parser.parse_args()
    nlp = train(args.epochs)
    round_weights(nlp)
    lemmas = list_lemmas(TREEBANK / "en_ewt-ud-train.conllu")
    lines = "\n".join(f"{form}\t{lemma}" for form, lemma in lemmas.items())
    MODEL.with_name("lemmas.tsv.xz").write_bytes(lzma.compress(lines.encode()))
    packed = pack_pipeline(nlp)
    MODEL.write_bytes(packed)
    print(f"{len(packed):,} bytes")
    for part in ("dev", "test"):
        print(part, measure(nlp, list(read_examples(nlp, TREEBANK / f"en_ewt-ud-{part}.conllu"))))


if __name__ == "__main__":
    main()
