"""Writes anew what PyTorch computes with the shipped weights, which a test compares: ``python -m training.sample``."""

from __future__ import annotations

import json
from pathlib import Path

from kg.languages.pack import load_pack
from kg.model import Article, Block
from kg.pipeline.acts import find_candidates
from kg.pipeline.inputs import list_tokens
from kg.pipeline.models import NETWORK
from kg.pipeline.scene import find_participants, read_scenes, read_times
from training.network import show_sample

FILE = Path(__file__).resolve().parents[1] / "tests" / "pipeline" / "network_sample.json"


def main() -> None:
    """Read the text of the sample, replace its numbers."""
    sample = json.loads(FILE.read_text(encoding="utf-8"))
    pack, text = load_pack("ar"), sample["text"]
    article = Article("own.txt", 0, text, (Block(0, len(text), text),), published="2024-05-15", language="ar")
    scenes = list(read_scenes(article, pack))
    find_participants(scenes, pack, pack.new_memory(None))
    for scene in scenes:
        read_times(scene, article, pack, [])
        find_candidates(scene, pack)
    events = [(n, c.index, c.end, min(c.acts)) for n, scene in enumerate(scenes) for c in scene.candidates]
    file = Path(str(pack.models)) / NETWORK
    sample["layers"], sample["views"] = show_sample(file, [list_tokens(scene) for scene in scenes], events)
    FILE.write_text(json.dumps(sample, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
