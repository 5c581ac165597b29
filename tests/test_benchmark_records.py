"""The benchmark of the way from text to records."""

import importlib.util
import json
import lzma


def test_the_way_to_the_records_is_measured_with_its_start_and_memory(plugins, capsys, pytestconfig, tmp_path):
    spec = importlib.util.spec_from_file_location("walk", pytestconfig.rootpath / "benchmarks" / "walk.py")
    walk = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(walk)
    text = "وقعت النرويج وكينيا في نيروبي اتفاقا للصيد البحري. ورحبت البرتغال بالاتفاق وأكدت دعمها للبلدين."
    line = json.dumps({"text": text, "date": "2024-05-15"}, ensure_ascii=False) + "\n"
    packed = tmp_path / "news.jsonl.xz"
    packed.write_bytes(lzma.compress((2 * line).encode()))
    given = [str(packed), "--times", "8", "--limit", "1", "--extractor", "plain", "--records"]
    walk.main([*given, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert list(told["seconds"]) == ["bare analysis", "read", "extract"]
    assert told["articles"] == 8 and told["failed"] == 0
    assert 0.1 < told["start"] < 60
    assert len(told["memory"]) == 4 and min(told["memory"]) > 10
    walk.main(given)
    out = capsys.readouterr().out
    assert "start-up" in out and "MiB after each quarter" in out
