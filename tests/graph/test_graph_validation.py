"""A sound graph has no findings, and every seeded fault is found and told plainly."""

import pyoxigraph as ox
import pytest
from graph_stories import dialogue, meeting, retold

from kg.graph.store import GraphStore
from kg.graph.terms import date_literal, decimal, integer, iri, literal
from kg.graph.validation import validate
from kg.vocabulary import classes as c
from kg.vocabulary import properties as p
from kg.vocabulary.namespaces import DCT, GAF, GEO, KG, RDF, RDFS, STATUS, WD

TYPE, LABEL, DENOTED_BY = RDF + "type", RDFS + "label", GAF + "denotedBy"


def find_one(store: GraphStore, of_class: str, *patterns: tuple[str, str]) -> str:
    """The first node of a class that has these properties."""
    for quad in sorted(store.find(None, TYPE, of_class), key=str):
        node = quad.subject.value
        if all(any(q.object.value == value for q in store.find(node, name)) for name, value in patterns):
            return node
    raise LookupError(of_class)


def change(store: GraphStore, node: str, predicate: str, *objects: ox.NamedNode | ox.Literal, graph: str = "") -> None:
    """Writes past all checks: what a node says by a property becomes these objects."""
    old = list(store.find(node, predicate))
    where = graph or (old[0].graph_name.value if old else next(iter(store.find(node))).graph_name.value)
    for quad in old:
        store._store.remove(quad)
    for value in objects:
        store._store.add(ox.Quad(iri(node), iri(predicate), value, iri(where)))


REPORT, EVENT, ARTICLE = c.REPORT, c.EVENT, c.ARTICLE


def test_a_sound_graph_has_no_findings(build):
    stories = [dialogue(), retold(), meeting("a.txt", "2024-05-01", "planned"), meeting("b.txt", "2024-05-03")]
    assert validate(build(*stories)) == []
    assert validate(GraphStore.open(None)) == []


@pytest.mark.parametrize(
    ("of_class", "predicate", "objects", "message"),
    [
        (REPORT, p.TRIGGER, [], "one trigger"),
        (REPORT, p.TRIGGER, [literal("a"), literal("b")], "one trigger"),
        (REPORT, p.STATUS, [iri(STATUS + "maybe")], "exactly one status"),
        (REPORT, p.STANDING, [], "exactly one standing"),
        (REPORT, p.ACT, [], "exactly one act"),
        (REPORT, p.ACT, [iri(KG + "Dance")], "not one of the scheme of acts"),
        (REPORT, p.PLOVER_TYPE, [iri(KG + "Sign")], "exactly one PLOVER type"),
        (REPORT, p.CAMEO, [literal("057")], "exactly one CAMEO code"),
        (REPORT, p.GOLDSTEIN, [decimal(11, 1)], "from -10 to 10"),
        (REPORT, p.CONFIDENCE, [decimal(1.5, 1)], "from 0 to 1"),
        (REPORT, p.DATE, [literal("06/03/2024")], "not EDTF"),
        (REPORT, p.DATE, [literal("2024-03-06"), literal("2024-03-07")], "more than one date"),
        (REPORT, p.START, [integer(10**6)], "lies before its end"),
        (REPORT, p.END, [literal("x")], "one end, a whole number"),
        (REPORT, p.IN_SENTENCE, [], "stand in one sentence"),
        (REPORT, p.IN_ARTICLE, [iri("https://example.org/elsewhere")], "belong to one article"),
        (REPORT, p.RULE, [], "say what found it"),
        (REPORT, p.ACTOR, [iri("https://example.org/nobody")], "an actor of it is not described"),
        (REPORT, p.ACTOR_MENTION, [iri("https://example.org/nothing")], "has no words in the article"),
        (EVENT, DENOTED_BY, [], "at least one report"),
        (EVENT, LABEL, [], "the event must have a label"),
        (EVENT, p.REPORTS, [integer(0)], "count its reports"),
        (EVENT, p.CONFLICT, [iri(KG + "Quarrel")], "unknown sort of conflict"),
        (EVENT, p.EARLIEST, [date_literal("2999-01-01")], "after its latest day"),
        (EVENT, p.TOLD_AS, [], "under which statuses"),
        (EVENT, DCT + "isReplacedBy", [iri("https://example.org/x")], "merged into another"),
        (ARTICLE, p.FILE, [], "name one source file"),
        (ARTICLE, p.PUBLISHED, [literal("yesterday")], "date of publication is not EDTF"),
        (ARTICLE, p.LANGUAGE, [literal("the language of Arabs")], "no language code"),
        (c.MENTION, p.REFERS_TO, [], "refer to one entity"),
        (c.MENTION, p.NAME, [], "the mention must name its entity"),
        (c.SENTENCE, p.TEXT, [], "one text"),
        (c.STATE, p.COUNTRY, [literal("USA"), literal("QAT")], "more than one code"),
        (c.STATE, p.COUNTRY, [literal("usa")], "neither an ISO 3166-1 alpha-3 code nor"),
        (c.STATE, LABEL, [], "the entity must have a label"),
        (c.PERSON, TYPE, [iri(c.ENTITY)], "say what it is"),
        (c.PERSON, p.OF_STATE, [iri("https://example.org/x")], "belongs to is not described"),
        (c.AGREEMENT, p.PARTY, [iri("https://example.org/x")], "a party of the agreement"),
        (c.STATE, GEO + "lat", [decimal(90.5, 1)], "one latitude at most"),
        (c.STATE, GEO + "long", [decimal(1, 1), decimal(2, 1)], "one longitude at most"),
        (c.ROUND, p.ROUND_NUMBER, [], "one number from 1"),
        (c.ROUND, p.ROUND_OF, [iri("https://example.org/x")], "belong to more than one dialogue"),
        (c.DIALOGUE, p.PARTY, [iri("https://example.org/x")], "a party of the dialogue"),
    ],
)  # fmt: skip
def test_a_seeded_fault_is_found(build, of_class, predicate, objects, message):
    store = build(dialogue())
    dated = [(p.DATE, "2024-03-06")] if predicate in (p.EARLIEST, p.DATE) else []
    node = find_one(store, of_class, *dated)
    change(store, node, predicate, *objects)
    found = [f for f in validate(store) if message in f.problem]
    assert found, [str(f) for f in validate(store)]
    assert any(node == f.node for f in found)
    for finding in found:
        assert "\n" not in str(finding)
        assert finding.remedy.endswith(".")


def test_a_finding_says_where(build):
    store = build(dialogue())
    node = find_one(store, REPORT, (p.TRIGGER, "تعديلات"))
    change(store, node, p.STATUS)
    (finding,) = [f for f in validate(store) if "status" in f.problem]
    assert finding.article == "dialogue.txt"
    assert finding.sentence == dialogue().blocks[0].text
    assert (finding.kind, finding.words) == ("report", "تعديلات")
    assert str(finding).startswith("dialogue.txt, sentence ‘أدخلت")


def test_words_that_do_not_stand_in_the_text_are_found(build):
    store = build(dialogue())
    change(store, find_one(store, REPORT, (p.TRIGGER, "تعديلات")), p.TRIGGER, literal("تغييرات", "ar"))
    (finding,) = validate(store)
    assert "‘تغييرات’ do not stand at 28–35" in finding.problem
    assert "‘تعديلات’" in finding.problem


def test_a_lost_text_is_found(tmp_path):
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.add_article(dialogue().article, dialogue().events)
    (record,) = (tmp_path / "s" / "records").glob("*/*")
    record.unlink()
    with GraphStore.open(tmp_path / "s") as store:
        (finding,) = validate(store)
    assert "its text cannot be checked" in finding.problem


def test_a_triple_stated_twice_is_found(build):
    store = build(dialogue())
    node = find_one(store, c.STATE)
    store._store.add(ox.Quad(iri(node), iri(TYPE), iri(c.STATE), iri(store.minter.ties)))
    assert any(f.node == node and "its type is stated in two graphs" in f.problem for f in validate(store))


def test_blank_nodes_unnamed_graph_and_unknown_properties_are_found(build):
    store = build(dialogue())
    store._store.add(ox.Quad(iri(WD + "Q846"), iri(KG + "madeUp"), ox.BlankNode()))
    problems = " ".join(f.problem for f in validate(store))
    for expected in ("outside of any named graph", "blank node", "kg:madeUp, which the ontology does not know"):
        assert expected in problems


def test_a_tie_without_an_event_is_found(build):
    planned = meeting("a.txt", "2024-05-01", "planned")
    store = build(planned)
    store._store.add(ox.Quad(iri(WD + "Q79"), iri(p.MEETS_WITH), iri(WD + "Q794"), iri(store.minter.ties)))
    (finding,) = validate(store)
    assert "rests on no event that is actual" in finding.problem
    assert finding.words == "Egypt"


def test_a_missing_tie_is_found(build):
    store = build(meeting("a.txt", "2024-05-02"))
    store._store.remove(ox.Quad(iri(WD + "Q79"), iri(p.MEETS_WITH), iri(WD + "Q794"), iri(store.minter.ties)))
    (finding,) = validate(store)
    assert finding.problem.endswith("is missing")
