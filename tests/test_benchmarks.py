"""The benchmark runs, and measures every step of the walk."""

import importlib.util
import json
from types import SimpleNamespace


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


def test_what_the_network_computes_is_timed_once(monkeypatch, pytestconfig):
    walk = load(pytestconfig.rootpath)
    found, ticks = walk.Measured(), iter(range(10))
    monkeypatch.setattr(walk, "time", SimpleNamespace(process_time=lambda: next(ticks)))
    monkeypatch.setattr(walk.Network, "look", lambda self: None)
    monkeypatch.setattr(walk.Network, "weigh_status", lambda self: self.look())
    network = walk.Network.__new__(walk.Network)
    with walk.time_networks(found):
        network.weigh_status()  # `look` within it is not counted again
    network.weigh_status()
    assert found.neural == 1


def test_the_graph_is_measured_against_its_engine(monkeypatch, capsys, pytestconfig):
    monkeypatch.syspath_prepend(str(pytestconfig.rootpath / "benchmarks"))
    load(pytestconfig.rootpath, "graph").main(["--triples", "2000", "--articles", "5", "10", "--json"])
    told = json.loads(capsys.readouterr().out)
    memory, loading, questions, against, adding = told.values()
    assert questions.keys() == against.keys() and any(isinstance(x, float) for x in against.values())
    assert loading["× bulk_load"] > 0 and loading["rdflib × ours"] > 0
    assert "timeline" in questions and adding["× empty"] > 0
    assert list(memory) == ["5 articles", "10 articles", "ratio"]
