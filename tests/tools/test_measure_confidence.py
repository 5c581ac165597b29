"""The reliability table: which events are right at which level, by their confidence."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "measure_confidence.py"

TEXT = "التقت عمان كينيا في مسقط. وأدانت عمان النرويج."


def load_tool():
    spec = importlib.util.spec_from_file_location("measure_confidence", TOOL)
    tool = sys.modules["measure_confidence"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def event(trigger, act, type_, actors, recipients, confidence=None):
    sides = [[{"text": code, "name": code, "country": code} for code in codes] for codes in (actors, recipients)]
    record = {"trigger": trigger, "act": act, "type": type_, "actors": sides[0], "recipients": sides[1],
              "status": "actual"}  # fmt: skip
    if confidence is None:
        return record
    start = TEXT.index(trigger)
    place = {"text": trigger, "start": start, "end": start + len(trigger)}
    return record | {"article": "one.txt", "trigger": place, "confidence": confidence}


@pytest.fixture
def gold(tmp_path):
    """Two sentences with an event each, and four events found: right, wrong sides, spurious, not full."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    meeting, condemning = "التقت عمان كينيا في مسقط.", "وأدانت عمان النرويج."
    events = [
        [event("التقت", "meet", "CONSULT", ["OMN", "KEN"], [])],
        [event("أدانت", "condemn", "ACCUSE", ["OMN"], ["NOR"])],
    ]
    sentences = [{"text": t, "events": e} for t, e in zip((meeting, condemning), events, strict=True)]
    (tmp_path / "gold.jsonl").write_text(
        json.dumps({"article": "one.txt", "sentences": sentences}) + "\n", encoding="utf-8"
    )
    return tmp_path / "gold.jsonl"


def run(gold, capsys, found):
    file = gold.parent / "found.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in found), encoding="utf-8")
    assert load_tool().main([str(gold), "--events", str(file)]) == 0
    return capsys.readouterr().out.splitlines()


def test_each_level_has_its_share(gold, capsys):
    lines = run(gold, capsys, [
        event("التقت", "meet", "CONSULT", ["OMN", "KEN"], [], 0.95),
        event("مسقط", "sign", "SUPPORT", ["OMN"], [], 0.12),
        event("أدانت", "condemn", "ACCUSE", ["OMN"], ["KEN"], 1.0),
    ])  # fmt: skip
    assert lines[0] == "| confidence | events | mean | detect | dyad | full |"
    assert "| 0.1 to 0.2 | 1 | 0.12 | 0.00 | 0.00 | 0.00 |" in lines
    assert "| 0.9 to 1.0 | 2 | 0.97 | 1.00 | 0.50 | 0.50 |" in lines
    assert "| all | 3 | 0.69 | 0.67 | 0.33 | 0.33 |" in lines
    assert lines[-1] == "Mean distance of confidence and share right: 0.06 (detect), 0.36 (dyad), 0.36 (full)."


def test_a_right_dyad_need_not_be_full(gold, capsys):
    lines = run(gold, capsys, [event("أدانت", "criticise", "ACCUSE", ["OMN"], ["NOR"], 0.3)])
    assert "| 0.3 to 0.4 | 1 | 0.30 | 1.00 | 1.00 | 0.00 |" in lines


def test_no_event_and_no_file(gold, capsys):
    assert run(gold, capsys, [])[-1].endswith("0.00 (detect), 0.00 (dyad), 0.00 (full).")
    assert load_tool().main([str(gold.parent / "none.jsonl")]) == 1
    assert "none.jsonl: no such gold file" in capsys.readouterr().err
