"""The benchmark runs, and measures every step of the walk."""

import importlib.util
import json


def load(root, name="walk"):
    spec = importlib.util.spec_from_file_location(name, root / "benchmarks" / f"{name}.py")
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


def test_the_graph_is_measured_against_its_engine(monkeypatch, capsys, pytestconfig):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "benchmarks"))
    load(pytestconfig.rootpath, "graph").main(["--triples", "2000", "--articles", "5", "10", "--json"])
    told = json.loads(capsys.readouterr().out)
    memory, loading, questions, against, adding = told.values()
    assert questions.keys() == against.keys() and any(isinstance(x, float) for x in against.values())
    assert loading["× bulk_load"] > 0 and loading["rdflib × ours"] > 0
    assert "timeline" in questions and adding["× empty"] > 0
    assert list(memory) == ["5 articles", "10 articles", "ratio"]
