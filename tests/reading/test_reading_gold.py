"""Reading and sentence splitting on annotated articles: nothing that is annotated may be lost again."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("measure_reading", ROOT / "tools" / "measure_reading.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "exact", "outside"),
    [("dev-ar", 0.99, 0.001), ("train-ar", 0.99, 0.005), ("dev-en", 0.99, 0.001), ("train-en", 0.98, 0.004)],
)
def test_no_gold_sentence_is_lost_and_hardly_any_furniture_kept(shared, tool, name, exact, outside):
    total = tool.Measured()
    for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        total.add(tool.measure(json.loads(line), shared / "gold" / "articles"))
    assert total.lost == []
    assert total.exact >= exact * total.sentences
    assert total.placed >= exact * total.triggers
    assert sum(map(len, total.extra)) <= outside * total.prose
