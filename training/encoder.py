"""The encoder below the network, made from plain text: ``python -m training.encoder -o FILE`` (needs PyTorch, gensim).

Word vectors (word2vec, CBOW) come from all of SANAD, clitics cut off. Then the three LSTM layers learn on its political
and economic articles to guess words that are hidden from them, one in six, among the 12,000 commonest. ``--tokens
FILE`` keeps what the pipeline makes of the articles.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import pickle
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from kg.languages.pack import Pack, load_pack
from kg.model import Article, Block
from kg.pipeline.acts import find_candidates
from kg.pipeline.inputs import Token, list_tokens
from kg.pipeline.scene import find_participants, read_scenes
from training import clusters
from training.counts import SANAD
from training.gold import SHARED
from training.net import ENCODER, Net, collate_tokens, make_vocabulary, number_tokens
from training.network import list_batches

DIMENSIONS = 96
CATEGORIES = ("Politics", "Finance")
EPOCHS, BATCH, RATE, HIDDEN_SHARE, GUESSED = 3, 32, 2e-3, 0.16, 12_000
LENGTHS = range(4, 91)


def read_sentences(pack: Pack) -> Iterator[list[Token]]:
    """The sentences of SANAD's articles of `CATEGORIES` as the network sees them; not those that the gold has too."""
    gold = ["".join(path.read_text(encoding="utf-8").split()) for path in (SHARED / "gold" / "articles").glob("*.txt")]
    with lzma.open(SANAD, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            text = record["text"]
            if record["category"] not in CATEGORIES or any("".join(text.split())[60:140] in other for other in gold):
                continue
            article = Article(str(number), 0, text, (Block(0, len(text), text),), language=pack.language)
            scenes = list(read_scenes(article, pack))
            find_participants(scenes, pack, pack.new_memory("ARE"))
            for scene in scenes:
                if len(scene.words) in LENGTHS:
                    find_candidates(scene, pack)
                    yield list_tokens(scene)


def learn_vectors() -> tuple[list[str], np.ndarray]:
    """The commonest words of SANAD and their vectors, each of length one."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "sanad.txt"
        clusters.write_corpus(corpus)
        return clusters.learn_vectors(corpus, DIMENSIONS)


def pretrain(sentences: list[dict[str, Any]], net: Net, vocabulary: dict[str, dict[str, int]]) -> None:
    """Teach the encoder to guess hidden words."""
    torch.manual_seed(1)
    rng, chance = random.Random(1), np.random.default_rng(1)
    counts: Counter[int] = Counter()
    for sentence in sentences:
        counts.update(sentence["rows"][:, 0].tolist())
    special = {0, 1, vocabulary["word"]["<name>"], vocabulary["word"]["<nisba>"]}
    common = [word for word, _ in counts.most_common(GUESSED) if word not in special]
    number = np.full(len(vocabulary["word"]), -1)
    number[common] = np.arange(len(common))
    rows = torch.tensor(common)
    guess = nn.Sequential(nn.Linear(net.lstm.hidden_size * 2, 128), nn.ReLU(), nn.Linear(128, DIMENSIONS))
    bias = nn.Parameter(torch.zeros(len(common)))
    learnt = [p for name, p in net.named_parameters() if name.split(".")[0] in ENCODER]
    parameters = [*learnt, *guess.parameters(), bias]
    optimiser = torch.optim.Adam(parameters, lr=RATE)
    net.hide, net.drop.p = 0.0, 0.2
    steps, step, began = EPOCHS * math.ceil(len(sentences) / BATCH), 0, time.time()
    hits = seen = 0
    for _ in range(EPOCHS):
        for batch in list_batches(sentences, rng, BATCH):
            b = collate_tokens(sorted(batch, key=lambda s: -len(s["rows"])))
            facts = b["rows"].numpy()
            wanted = number[facts[:, :, 0]]
            hidden = (chance.random(wanted.shape) < HIDDEN_SHARE) & (wanted >= 0)
            if not hidden.any():
                continue
            target = torch.from_numpy(wanted[hidden])
            facts[:, :, 0][hidden] = 1
            for column in (1, 2, 6):
                facts[:, :, column][hidden] = 0
            half = hidden & (chance.random(wanted.shape) < 0.5)
            facts[:, :, 3][half] = facts[:, :, 4][half] = 0
            places = torch.from_numpy(hidden)
            b["acts"][places] = 0
            b["rules"][places] = 0
            h, _ = net.read(b)
            said = guess(h[places]) @ net.word.weight[rows].T + bias
            loss = functional.cross_entropy(said, target)
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 200) * max(1 - step / steps, 0.01)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 5.0)
            optimiser.step()
            step += 1
            hits += int((said.argmax(-1) == target).sum())
            seen += len(target)
            if step % 500 == 0:
                print(f"{step} of {steps}: {hits / seen:.3f} guessed right, {time.time() - began:.0f} s", flush=True)
                hits = seen = 0


def main() -> None:
    """Make the encoder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=Path, required=True, help="what training.examples wrote")
    parser.add_argument("--tokens", type=Path, help="where what the pipeline makes of the articles is kept")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    words, vectors = learn_vectors()
    with args.examples.open("rb") as file:
        examples = pickle.load(file)
    vocabulary = make_vocabulary((s for a in examples if a["part"] == "train" for s in a["scenes"]), words)
    if args.tokens and args.tokens.exists():
        with args.tokens.open("rb") as file:
            told = pickle.load(file)
    else:
        told = list(read_sentences(load_pack("ar")))
        if args.tokens:
            with args.tokens.open("wb") as file:
                pickle.dump(told, file, protocol=4)
    torch.manual_seed(1)
    net = Net(vocabulary, vectors)
    pretrain([number_tokens(tokens, vocabulary) for tokens in told], net, vocabulary)
    state = {name: value for name, value in net.state_dict().items() if name.split(".")[0] in ENCODER}
    with args.output.open("wb") as file:
        pickle.dump({"vocabulary": vocabulary, "vectors": vectors, "state": state}, file, protocol=4)
    print(f"{args.output}: {args.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
