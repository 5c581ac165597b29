"""``kg validate``: nothing to say of a sound graph, a sentence for each fault of one that is not."""

from kg.graph.store import GraphStore


def test_a_graph_that_we_built_is_sound(kg, store):
    result = kg("validate", "--store", store)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"kg: nothing is wrong with {store}\n"


def test_a_fault_is_told_in_a_sentence(kg, store, tmp_path):
    target = tmp_path / "g.nq"
    kg("export", "--store", store, "-o", target)
    lines = [line for line in target.read_text(encoding="utf-8").splitlines() if "ontology#trigger>" not in line]
    with GraphStore.open(tmp_path / "bad", create=True) as bad:
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with target.open("rb") as stream:
            bad.load(stream, "nq")
    result = kg("validate", "--store", tmp_path / "bad")
    assert result.exit_code == 1
    assert "trigger" in result.stdout
    found = len(result.stdout.splitlines())
    assert found >= 5 and result.stderr == f"kg: {found} findings in {tmp_path / 'bad'}\n"
