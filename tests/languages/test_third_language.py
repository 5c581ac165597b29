"""A third language comes in as a folder of its own: nothing of ours is touched, and French is read like the others."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline.linear import LinearModel
from kg.pipeline.models import NAMES

FOLDER = Path(__file__).parent / "french"
#: What stands in for a training: weights that say yes to sure words, to a name before the verb and to nothing else.
WEIGHTS = {
    "acts": ({"how=default": [6.0]}, [-3.0]),
    "again": ({"2own=19": [4.0], "2own=18": [4.0]}, [-2.0]),
    "actor": ({"kind|side=state|L": [6.0]}, [-3.0]),
    "actor_again": ({"actor=11": [6.0], "actor=10": [6.0]}, [-3.0]),
    "recipient": ({"kind|side=state|R": [6.0]}, [-3.0]),
    "recipient_again": ({"recipient=11": [6.0], "recipient=10": [6.0]}, [-3.0]),
    "dates": ({"known=True": [4.0]}, [-1.0]),
}
CLASSES = {"status": ("actual", "planned", "possible", "negated"), "starts": ("none", "theme", "topic")}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The French package with weights, as it would be installed."""
    home = tmp_path_factory.mktemp("site")
    shutil.copytree(FOLDER, home, dirs_exist_ok=True)
    models = home / "tiny_french" / "model"
    models.mkdir()
    for name in NAMES:
        classes = CLASSES.get(name, ("no", "yes"))
        weights, bias = WEIGHTS.get(name, ({"^": [0.0] * (len(classes) if len(classes) > 2 else 1)}, None))
        bias = bias or ([5.0] + [0.0] * (len(classes) - 1) if len(classes) > 2 else [-5.0])
        (models / f"events-{name}.npz").write_bytes(LinearModel.from_weights(classes, weights, bias).to_bytes())
    return home


def run(home, *arguments):
    """The command line in a process that sees the French package."""
    environment = os.environ | {"PYTHONPATH": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_french_is_read(home, tmp_path):
    article = tmp_path / "page.txt"
    text = (
        "La France et le Kenya ont signé un accord le 3 mai 2024. Le Kenya a condamné la Norvège, qui a ri de la chose."
    )
    article.write_text(text, encoding="utf-8")
    done = run(home, "extract", str(article))
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(e["act"], [p["name"] for p in e["actors"]], [p["name"] for p in e["recipients"]]) for e in events] == [
        ("sign", ["France", "Kenya"], []),
        ("condemn", ["Kenya"], ["Norway"]),
    ]
    assert events[0]["date"] == "2024-05-03"
    assert events[0]["actors"][0]["id"] == "wd:Q142"


def test_its_events_are_in_the_graph_with_those_of_other_languages(home, tmp_path):
    (tmp_path / "in").mkdir()
    french = "La France et le Kenya ont signé un accord le 3 mai 2024, et la chose est dans les journaux de la ville."
    (tmp_path / "in" / "fr.txt").write_text(french, encoding="utf-8")
    done = run(home, "build", str(tmp_path / "in"), "--store", str(tmp_path / "graph"))
    assert done.returncode == 0, done.stderr
    asked = run(home, "query", "--store", str(tmp_path / "graph"), "timeline", "--format", "csv")
    assert "France – signs" in asked.stdout, asked.stdout + asked.stderr


def test_without_the_package_the_language_is_not_known(tmp_path):
    article = tmp_path / "page.json"
    article.write_text(json.dumps({"text": "La France a signé un accord.", "language": "fr"}), encoding="utf-8")
    done = run(tmp_path, "extract", str(article))
    assert done.returncode != 0
    assert "cannot read the language 'fr'; known are ar, en" in done.stderr
