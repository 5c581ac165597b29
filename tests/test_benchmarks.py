"""The benchmark runs, and measures every step of the walk."""

import importlib.util
import json


def load(root):
    spec = importlib.util.spec_from_file_location("walk", root / "benchmarks" / "walk.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_walk_is_measured_step_by_step(plugins, capsys, pytestconfig):
    walk = load(pytestconfig.rootpath)
    walk.main(["--times", "2", "--extractor", "plain", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["articles"] == 4 and told["words"] > 500
    assert list(told["seconds"]) == [
        "bare analysis", "read", "extract", "add to the graph", "publish", "export .ttl", "export .gexf",
    ]  # fmt: skip
    walk.main(["--times", "1", "--extractor", "plain"])
    assert "the whole walk" in capsys.readouterr().out
