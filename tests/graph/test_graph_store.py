"""The store: adding, replacing, removing, reading back, the same bytes whatever the order, and the open graph."""

import dataclasses
import random
from io import BytesIO

import pyoxigraph as ox
import pytest
import rdflib
from graph_stories import Story, dialogue, meeting, retold
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import ExportError, QueryError, RecordError, StoreError
from kg.graph.store import GraphStore, RunInfo

STORIES = [
    dialogue(),
    retold(),
    meeting("planned.txt", "2024-05-01", "planned"),
    meeting("done.txt", "2024-05-03"),
    meeting("denied.txt", "2024-05-04", "negated", said_by="USA"),
]


def fill(path, *stories: Story, **options) -> None:
    with GraphStore.open(path, create=True, **options) as store:
        for story in stories:
            store.add_article(story.article, story.events)


def read_bytes(path, format: str = "nq") -> bytes:
    stream = BytesIO()
    with GraphStore.open(path) as store:
        store.write(stream, format)
    return stream.getvalue()


def test_everything_is_in_a_named_graph_stated_once_and_without_blank_nodes(build):
    store = build(*STORIES)
    quads = list(store.all_quads())
    assert not any(isinstance(q.graph_name, ox.DefaultGraph) for q in quads)
    assert not any(isinstance(x, ox.BlankNode) for q in quads for x in (q.subject, q.object))
    assert len({q.triple for q in quads}) == len(quads)
    own = {store.minter.article(story.article.id) for story in STORIES}
    shared = {store.minter.base + name for name in ("events", "entities", "ties", "vocabulary")}
    assert {q.graph_name.value for q in quads} == own | shared
    assert all(str(q).isascii() for q in quads for q in (q.subject, q.predicate, q.graph_name))


@pytest.mark.parametrize("format", ["nq", "ttl", "trig", "nt", "rdfxml", "jsonld"])
def test_two_builds_give_the_same_bytes_in_any_order(tmp_path, format):
    fill(tmp_path / "one", *STORIES)
    fill(tmp_path / "two", *reversed(STORIES[3:]))
    fill(tmp_path / "two", *reversed(STORIES[:3]))
    assert read_bytes(tmp_path / "one", format) == read_bytes(tmp_path / "two", format)


def test_adding_an_article_again_changes_nothing(build, dump):
    store = build(*STORIES)
    before = dump(store)
    assert {store.add_article(s.article, s.events) for s in STORIES} == {"unchanged"}
    assert dump(store) == before


def test_an_article_that_changed_replaces_its_earlier_self(build, dump):
    story = dialogue()
    shorter = dataclasses.replace(story, events=story.events[:2])
    store = build(retold(), story)
    assert store.add_article(shorter.article, shorter.events) == "replaced"
    assert dump(store) == dump(build(retold(), shorter))


def test_removing_an_article_leaves_no_trace(build, dump):
    store = build(*STORIES)
    for story in STORIES[:3]:
        assert store.remove_article(story.article.id)
    assert not store.remove_article(STORIES[0].article.id)
    assert dump(store) == dump(build(*STORIES[3:]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_any_adding_and_removing_ends_in_the_same_graph(dump, seed):
    chance = random.Random(seed)
    store = GraphStore.open(None)
    kept: dict[str, Story] = {}
    for _ in range(12):
        story = chance.choice(STORIES)
        if story.file in kept and chance.random() < 0.5:
            store.remove_article(story.article.id)
            del kept[story.file]
        else:
            story = dataclasses.replace(story, events=chance.sample(story.events, chance.randint(0, len(story.events))))
            store.add_article(story.article, story.events)
            kept[story.file] = story
    fresh = GraphStore.open(None)
    for story in kept.values():
        fresh.add_article(story.article, story.events)
    assert dump(store) == dump(fresh)


def test_an_event_that_the_article_does_not_bear_out_changes_nothing(build, dump):
    story = dialogue()
    store = build(retold())
    before = dump(store)
    for wrong in (
        {"date": "yesterday"}, {"cameo": "999"}, {"goldstein": float("nan")}, {"confidence": float("nan")},
        {"act": "dance"}, {"status": "maybe"}, {"type": "AID"}, {"article": "other.txt"},
        {"trigger": dataclasses.replace(story.events[0].trigger, text="بدّلت")},
    ):  # fmt: skip
        events = [*story.events[1:], dataclasses.replace(story.events[0], **wrong)]
        with pytest.raises(RecordError) as error:
            store.add_article(story.article, events)
        assert "\n" not in str(error.value)
    assert dump(store) == before


def test_an_article_comes_back_with_its_events(tmp_path):
    story = Story("هُنا \ud800.txt").sentence("Qatar met Iran \ud800 there.")
    story.event("meet", "met", {"QAT": "Qatar", "IRN": "Iran"}, topics=[("\ud800 there", None)])
    fill(tmp_path / "s", story)
    with GraphStore.open(tmp_path / "s") as store:
        (info,) = store.articles()
        article, events = store.read_article(info.id)
        assert (article, events) == (story.article, story.events)
        assert info.events == 1
        with pytest.raises(StoreError, match="no article nowhere"):
            store.read_article("nowhere")


def test_one_trigger_may_carry_two_reports(build):
    story = Story("two.txt").sentence("Qatar and Iran signed and met.")
    for act in ("sign", "meet"):
        story.event(act, "signed", {"QAT": "Qatar", "IRN": "Iran"})
    reports = [q.subject.value for q in build(story).find(None, None, "https://w3id.org/diplomatic-kg/ontology#Report")]
    start = story.events[0].trigger.start
    assert sorted(r.rsplit(story.article.id)[1] for r in reports) == [f"-{start}", f"-{start}-1"]


def test_a_reader_sees_what_was_published_and_not_more(tmp_path):
    fill(tmp_path / "s", dialogue())
    with GraphStore.open(tmp_path / "s", writable=True) as writer, GraphStore.open(tmp_path / "s") as reader:
        writer.add_article(retold().article, retold().events)
        assert reader.status()["articles"] == 1
        with GraphStore.open(tmp_path / "s") as another:
            assert another.status()["articles"] == 1
        writer.publish()
        with GraphStore.open(tmp_path / "s") as another:
            assert another.status()["articles"] == 2
        assert reader.status()["articles"] == 1
    snapshots = [x for x in (tmp_path / "s" / "snapshots").iterdir() if x.is_dir()]
    assert len(snapshots) <= 2


def test_a_reader_cannot_write(tmp_path):
    fill(tmp_path / "s", dialogue())
    with GraphStore.open(tmp_path / "s") as store:
        with pytest.raises(StoreError, match="for reading only"):
            store.add_article(retold().article, retold().events)
        with pytest.raises(StoreError, match="for reading only"):
            store.remove_article(dialogue().article.id)


def test_the_base_is_chosen_once(tmp_path):
    fill(tmp_path / "s", dialogue(), base="https://example.org/kg/")
    with pytest.raises(StoreError, match="never changes"):
        GraphStore.open(tmp_path / "s", base="https://example.com/")
    with GraphStore.open(tmp_path / "s") as store:
        subjects = {q.subject.value for q in store.all_quads() if "#" not in q.subject.value}
        assert all(s.startswith(("https://example.org/kg/", "http://www.wikidata.org/entity/Q")) for s in subjects)


def test_the_open_graph_is_an_ordinary_dataset(tmp_path):
    fill(tmp_path / "s", dialogue())
    graph = kg.open_graph(tmp_path / "s")
    assert isinstance(graph, rdflib.Dataset)
    rows = list(graph.query("SELECT ?what WHERE { wd:Q846 kg:amends ?what }"))
    assert [str(row.what) for row in rows] == ["https://w3id.org/diplomatic-kg/agreement-qat-usa-defence"]
    qatar = rdflib.URIRef("http://www.wikidata.org/entity/Q846")
    assert {str(label) for label in graph.objects(qatar, rdflib.RDFS.label)} == {"Qatar", "قطر"}
    with pytest.raises(RuntimeError, match="read-write"):
        graph.add((qatar, rdflib.RDFS.label, rdflib.Literal("x"), qatar))


def test_statistics_say_what_is_inside(build):
    status = build(*STORIES).status()
    assert (status["articles"], status["reports"], status["articles_without_events"]) == (5, 14, 0)
    assert status["events_told_more_than_once"] == 2
    assert status["articles_by_language"] == {"ar": 4, "en": 1}
    assert (status["from"], status["to"]) == ("1990-01-01", "2024-05-02")
    assert GraphStore.open(None).status()["from"] is None


def test_runs_are_kept_apart(tmp_path):
    with GraphStore.open(tmp_path / "s", create=True) as store:
        run = RunInfo("2024-03-06T12:00:00", started="2024-03-06", version="1", facts={"extractor": "rules"})
        store.add_article(dialogue().article, dialogue().events, run)
    plain = tmp_path / "plain"
    fill(plain, dialogue())
    assert read_bytes(tmp_path / "s") == read_bytes(plain)
    with GraphStore.open(tmp_path / "s") as store:
        assert store.query("ASK { ?article kg:addedBy ?run . ?run a kg:Run; kg:version '1' }")
        stream = BytesIO()
        store.write(stream, "nq", runs=True)
        assert b"addedBy" in stream.getvalue()


def test_a_dump_can_be_loaded_again(tmp_path, build, dump):
    data = dump(build(*STORIES))
    store = GraphStore.open(None)
    store.load(BytesIO(data))
    assert dump(store) == data
    with pytest.raises(StoreError, match="malformed"):
        store.load(BytesIO(b"<a> nonsense"))


@pytest.mark.parametrize("wrong", ["SELECT ?x WHERE {", "SELECT nonsense", "DROP ALL", "", "SELECT ?x { ?x ex:p ?y }"])
def test_a_wrong_query_gets_one_line(build, wrong):
    with pytest.raises(QueryError) as error:
        build(dialogue()).query(wrong)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<1)SERVICE<http://127.0.0.1/>{?s?p?o} }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { # it's\n SERVICE <http://127.0.0.1/> { ?s ?p ?o } # 's\n }",
        "SELECT * { ?s ?p 'it\\'s' . SERVICE <http://127.0.0.1/#'> { ?s ?p ?o } }",
    ],
)
def test_a_query_stays_at_home(build, sparql):
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        build().query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?service ?p 'SERVICE' FILTER(?p != <http://example.org/SERVICE>) } # SERVICE",
        'PREFIX service: <http://example.org/> ASK { ?s service:service ?o, """a " SERVICE""" }',
    ],
)
def test_the_word_service_is_allowed_elsewhere(build, sparql):
    assert not build().query(sparql)


def test_an_unknown_format_names_those_there_are(build):
    with pytest.raises(ExportError, match="known are ttl"):
        build(dialogue()).write(BytesIO(), "docx")


@pytest.mark.parametrize(("held", "opened"), [(False, 2), (True, 0)])
def test_the_engine_is_opened_anew_unless_somebody_holds_it(tmp_path, monkeypatch, held, opened):
    stories, times, hold = [dialogue(), retold()], [], GraphStore._hold
    with GraphStore.open(tmp_path / "s", create=True) as store, GraphStore.open(None) as memory:
        monkeypatch.setattr("kg.graph.store.RENEWED_AFTER", 1)
        monkeypatch.setattr(GraphStore, "_hold", lambda self, *given: (times.append(1), hold(self, *given)))
        engine = store.engine if held else None
        for story in stories:
            store.add_article(story.article, story.events)
            memory.add_article(story.article, story.events)
        assert len(times) == opened
        assert not held or store.engine is engine
        assert set(store.engine) == set(memory.engine)


def test_an_engine_that_cannot_be_opened_anew_loses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.graph.store.RENEWED_AFTER", 1)
    monkeypatch.setattr("kg.graph.store._TRIES", 2)
    first, second = dialogue(), retold()
    with GraphStore.open(tmp_path / "s", create=True) as store:
        reading = iter(store.engine)  # an answer that is read while articles are added
        next(reading)
        with pytest.raises(StoreError, match="run the same command again"):
            store.add_article(first.article, first.events)
    del reading
    with GraphStore.open(tmp_path / "s", writable=True) as store:
        assert store.find_article(first.article.id) is not None
        assert store.add_article(second.article, second.events) == "added"
