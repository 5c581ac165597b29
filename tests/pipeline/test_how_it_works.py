"""The worked example of docs/how-it-works.md is what the pipeline does."""

import json
import re

import pytest
from own_articles import make_article


@pytest.fixture(scope="module")
def told(pytestconfig):
    return (pytestconfig.rootpath / "docs" / "how-it-works.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def event(told, extractor):
    published, sentence = re.search(r"<!-- sentence, published (\S+);.*?-->\n> (.+)\n", told).groups()
    record = json.loads(re.search(r"```json\n(.*?)```", told, re.DOTALL).group(1))
    events = extractor.extract(make_article(sentence, published=published))
    (found,) = [event for event in events if event.trigger.text == record["trigger"]]
    return found, record


def test_the_record_is_the_one_that_is_told(event):
    found, record = event
    for slot in ("act", "type", "status", "date", "rule"):
        assert getattr(found, slot) == record[slot]
    for slot in ("actors", "recipients", "said_by"):
        assert sorted(p.name for p in getattr(found, slot)) == sorted(record[slot])


def test_the_participants_and_candidates_are_those_that_are_told(told, read):
    published, sentence = re.search(r"<!-- sentence, published (\S+);.*?-->\n> (.+)\n", told).groups()
    article = make_article(sentence, published=published)
    (scene,) = read(sentence, published=published)
    named = {article.text[slice(*scene.span(m.start, m.end))] for m in scene.mentions}
    table = told[told.index("### 2. Who") : told.index("### 3. When")]
    assert named == set(re.findall(r"^\| ([\u0600-\u06ff ]+?) \|", table, re.MULTILINE))
    triggers = {article.text[slice(*scene.span(c.index, c.end))] for c in scene.candidates}
    table = told[told.index("### 4. What can") : told.index("### 5. What has")]
    assert triggers == set(re.findall(r"^\| ([\u0600-\u06ff]+) '", table, re.MULTILINE))


def test_files_that_are_named_are_there(told, pytestconfig):
    root = pytestconfig.rootpath
    for name in re.findall(r"`((?:languages/|tests/|tools/|kg/)?[\w/-]+\.(?:py|toml))`", told):
        places = [root / name, root / "kg" / name, root / "kg" / "pipeline" / name, root / "kg/languages/ar" / name]
        assert any(place.exists() for place in places), name
    for link in re.findall(r"\]\(([^)]+)\)", told):
        assert (root / "docs" / link).exists(), link
