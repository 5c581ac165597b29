"""Clusters of words that stand in like places: ``python -m training.clusters`` (needs gensim and scikit-learn).

Word vectors (word2vec, CBOW) are learnt on the SANAD corpus with clitics and article cut off, then grouped by k-means.
The groups are numbered along the leaves of a tree over their centres, so that neighbouring numbers are alike.
"""

from __future__ import annotations

import lzma
import os
import sys
import tempfile
from pathlib import Path

import numpy as np

from kg.languages.ar.segment import MODEL_FOLDER, Piece, Segmenter, tokenise
from kg.languages.folding import fold
from training.counts import read_texts

CLUSTERS = 800
VOCABULARY = 45_000
DIMENSIONS = 64
WINDOW = 3
EPOCHS = 3


def key_of_piece(piece: Piece) -> str:
    """The word of the cluster table that a piece stands for: folded, without the article."""
    full = fold(piece.norm)
    return full[2:] if piece.definite and full.startswith("ال") and len(full) > 3 else full


def write_corpus(path: Path) -> None:
    """The corpus as lines of keys, clitics apart; a line ends at a full stop."""
    segmenter = Segmenter.load()
    keys: dict[str, str] = {}
    with path.open("w", encoding="utf-8") as out:
        for text in read_texts():
            line: list[str] = []
            for token in tokenise(text):
                if token.shape == "word":
                    known = keys.get(token.text)
                    if known is None:
                        known = " ".join(filter(None, map(key_of_piece, segmenter.segment(token.text))))
                        keys[token.text] = known
                    line.append(known)
                elif token.shape == "digits":
                    line.append("0")
                elif token.text in ".؟!" and line:
                    out.write(" ".join(line) + "\n")
                    line = []
            if line:
                out.write(" ".join(line) + "\n")


def learn_vectors(corpus: Path, dimensions: int = DIMENSIONS) -> tuple[list[str], np.ndarray]:
    """The commonest words and their vectors, each of length one."""
    from gensim.models.word2vec import LineSentence, Word2Vec

    model = Word2Vec(
        vector_size=dimensions, window=WINDOW, min_count=8, workers=1, seed=1,
        sample=1e-4, negative=8, epochs=EPOCHS, sg=0, max_final_vocab=VOCABULARY,
    )  # fmt: skip
    sentences = LineSentence(str(corpus), max_sentence_length=400)
    model.build_vocab(sentences)
    model.train(sentences, total_examples=model.corpus_count, epochs=EPOCHS)
    vectors = model.wv.vectors / np.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
    return list(model.wv.index_to_key), vectors


def group(vectors: np.ndarray) -> np.ndarray:
    """The cluster of each vector, numbered so that neighbours are alike."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from sklearn.cluster import MiniBatchKMeans

    means = MiniBatchKMeans(CLUSTERS, random_state=1, batch_size=4096, n_init=1, max_iter=60).fit(vectors)
    leaves = leaves_list(linkage(means.cluster_centers_, "ward", optimal_ordering=True))
    number = np.empty(CLUSTERS, dtype=int)
    number[leaves] = np.arange(CLUSTERS)
    return number[means.labels_]


def main() -> None:
    """Learn the vectors, group them, write the table."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"  # gensim's first vectors hang on it
        os.execv(sys.executable, [sys.executable, "-m", "training.clusters"])
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "sanad.txt"
        write_corpus(corpus)
        words, vectors = learn_vectors(corpus)
    clusters = group(vectors)
    lines = sorted(zip(words, clusters.tolist(), strict=True))
    with lzma.open(MODEL_FOLDER / "clusters.tsv.xz", "wt", encoding="utf-8", newline="\n", preset=9) as out:
        out.writelines(f"{word}\t{cluster}\n" for word, cluster in lines)
    print(f"{len(words):,} words in {CLUSTERS} clusters, {(MODEL_FOLDER / 'clusters.tsv.xz').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
