"""Views: who is bound to whom, how often and when, and what else the graph is seen as."""

import io

import networkx as nx
import pytest
from network_samples import BLINKEN, HAMAS, IRAN, MINISTRY, OMAN, QATAR, SOMEBODY, UN, USA, tell

from kg.errors import ExportError
from kg.exports import Options
from kg.exports.graphs import collect, observe
from kg.exports.selecting import select
from kg.exports.views import VIEWS, build_view
from kg.model import Gloss

WD = "http://www.wikidata.org/entity/"
Q, U, I, O = (WD + qid for qid in ("Q846", "Q30", "Q794", "Q842"))  # noqa: E741
BASE = "https://w3id.org/diplomatic-kg/"


def edges(network):
    return {(a, key, b): data for a, b, key, data in network.edges(keys=True, data=True)}


def test_a_node_is_an_actor_with_its_names_kind_and_country(fill, view):
    network = view(fill([tell("condemn", [QATAR], [HAMAS])]))
    assert dict(network.nodes(data=True)) == {
        Q: {"label": "Qatar", "label_en": "Qatar", "label_ar": "قطر", "label_latin": "qṭr", "kind": "state",
            "country": "QAT", "events": 1, "quad": 3, "first": "2024-03-01", "last": "2024-03-01",
            "spells": "2024-03-01/2024-03-01"},
        f"{BASE}hamas": {"label": "Hamas", "label_en": "Hamas", "label_ar": "حماس", "label_latin": "ḥmās",
                         "kind": "nonstate", "country": "PSE", "events": 1, "quad": 3, "first": "2024-03-01",
                         "last": "2024-03-01", "spells": "2024-03-01/2024-03-01"},
    }  # fmt: skip


def test_an_edge_is_an_act_and_a_pair(fill, view):
    condemned = [tell("condemn", [QATAR], [IRAN], date=day) for day in ("2024-03-06", "2022-11")]
    network = view(fill(*([event] for event in condemned), [tell("praise", [QATAR], [IRAN], date="2021")]))
    assert edges(network)[Q, "condemn", I] == {
        "label": "Condemnation", "label_en": "Condemnation", "label_ar": "إدانة", "act": "condemn", "plover": "ACCUSE",
        "quad": 3, "status": "actual", "standing": "asserted", "mutual": False, "weight": 2, "reports": 2,
        "goldstein": -0.2, "cooperation": 0.3333, "conflict": 0.6667,
        "first": "2022-11-01", "last": "2024-03-06", "spells": "2022-11-01/2022-11-30 2024-03-06/2024-03-06",
    }  # fmt: skip
    (whole,) = edges(view(fill(*([event] for event in condemned)), "pairs")).values()
    assert (whole["weight"], whole["conflict"], whole["quad"]) == (2, 1.0, 3)


def test_what_is_done_together_binds_both_ways_and_the_rest_one_way(fill, view):
    network = view(fill([tell("sign", [QATAR, USA, IRAN])], [tell("mediate", [QATAR], [USA, IRAN])]))
    assert set(edges(network)) == {
        *((a, "sign", b) for a in (Q, U, I) for b in (Q, U, I) if a != b),
        (Q, "mediate", U),
        (Q, "mediate", I),
    }
    assert all(data["mutual"] == (data["act"] == "sign") for data in edges(network).values())
    assert network.nodes[Q]["events"] == 2


def test_parallel_acts_are_parallel_edges(fill, view):
    network = view(fill([tell("condemn", [QATAR], [IRAN])], [tell("praise", [QATAR], [IRAN])]))
    assert network.number_of_edges(Q, I) == 2


@pytest.mark.parametrize(
    ("event", "standing"),
    [
        (tell("attack", [IRAN], [QATAR]), "asserted"),
        (tell("attack", [IRAN], [QATAR], said_by=(IRAN,)), "asserted"),
        (tell("attack", [IRAN], [QATAR], said_by=(BLINKEN,)), "claimed"),
        (tell("attack", [IRAN], [QATAR], "planned"), "not-done"),
        (tell("attack", [IRAN], [QATAR], "possible"), "not-done"),
        (tell("attack", [IRAN], [QATAR], "negated"), "not-done"),
    ],
)
def test_only_what_is_asserted_binds_unless_more_is_asked_for(fill, view, event, standing):
    store = fill([event])
    assert bool(edges(view(store))) == (standing == "asserted")
    (data,) = edges(view(store, standings=[standing])).values()
    assert (data["status"], data["standing"]) == (event.status, standing)


def test_statuses_are_never_one_edge(fill, view):
    told = [tell("attack", [IRAN], [QATAR], status) for status in ("actual", "planned", "possible", "negated")]
    network = view(fill(*([event] for event in told)), standings=["all"])
    assert len({(key, data["status"]) for (_, key, _), data in edges(network).items()}) == network.number_of_edges()
    assert {data["status"] for data in edges(network).values()} >= {"planned", "possible"}


def test_nobody_is_bound_to_himself_or_to_somebody_unknown(fill, view):
    network = view(fill([tell("meet", [QATAR, QATAR])], [tell("condemn", [QATAR], [SOMEBODY])]))
    assert network.number_of_nodes() == network.number_of_edges() == 0


@pytest.mark.parametrize(
    ("dates", "spells"),
    [
        (["2024-03-06"], "2024-03-06/2024-03-06"),
        (["199X"], "1990-01-01/1999-12-31"),
        (["2024-01/2024-06", "2024-03/2024-09"], "2024-01-01/2024-09-30"),
        (["2024-03-06", None], None),
        ([None], None),
    ],
)
def test_spells_do_not_overlap_and_what_is_left_undated_may_be_at_any_time(fill, view, dates, spells):
    network = view(fill(*([tell("condemn", [QATAR], [IRAN], date=date)] for date in dates)), undated="open")
    (data,) = edges(network).values()
    assert data.get("spells") == spells
    assert network.nodes[Q].get("spells") == spells


def test_what_no_text_dates_has_the_day_of_publication(fill, view):
    store = fill([tell("condemn", [QATAR], [IRAN])], [tell("praise", [QATAR], [USA])])
    days = {data["act"]: data["first"] for data in edges(view(store)).values()}
    assert days == {"condemn": "2024-03-01", "praise": "2024-03-02"}
    assert "first" not in edges(view(fill([tell("condemn", [QATAR], [IRAN])], published=""))).popitem()[1]


def test_many_days_are_kept_apart(fill, view):
    days = [f"{year}-{month:02}-01" for year in range(2000, 2012) for month in range(1, 13)]
    network = view(fill(*([tell("condemn", [QATAR], [IRAN], date=day)] for day in days)))
    (data,) = edges(network).values()
    assert data["spells"] == " ".join(f"{day}/{day}" for day in days) and data["weight"] == len(days)


def test_labels_in_arabic(fill, view):
    network = view(fill([tell("condemn", [QATAR], [IRAN])]), lang="ar")
    assert network.nodes[Q]["label"] == "قطر"
    assert {data["label"] for data in edges(network).values()} == {"إدانة"}


def test_members_of_one_delegation_are_not_bound_to_each_other(fill, view):
    network = view(fill([tell("discuss", [QATAR, USA, BLINKEN])]))
    blinken = f"{BASE}person-antony-blinken"
    assert set(network.edges()) == {(Q, U), (U, Q), (Q, blinken), (blinken, Q)}
    assert view(fill([tell("discuss", [USA, BLINKEN])])).number_of_edges() == 2


def test_people_and_bodies_fold_into_their_state(fill, view):
    store = fill(
        [tell("condemn", [MINISTRY], [HAMAS])], [tell("praise", [BLINKEN], [QATAR])], [tell("aid", [UN], [IRAN])]
    )
    assert set(edges(view(store, actors="folded"))) == {
        (I, "condemn", f"{BASE}hamas"), (U, "praise", Q), (WD + "Q1065", "aid", I),
    }  # fmt: skip
    assert set(edges(view(store, actors="states"))) == {(U, "praise", Q)}
    assert view(fill([tell("meet", [BLINKEN, USA])]), actors="folded").number_of_edges() == 0


SOME = [
    [tell("sign", [QATAR, USA], date="2024-03-06", confidence=0.9)],
    [tell("sign", [QATAR, USA], date="2024-03-06", confidence=0.9)],
    [tell("condemn", [QATAR], [IRAN], date="2022-11", confidence=0.4)],
    [tell("attack", [IRAN], [USA], date="2023")],
    [tell("aid", [QATAR], [HAMAS], date="2021-05-01")],
]


@pytest.mark.parametrize(
    ("given", "acts"),
    [
        ({}, "sign condemn attack aid"),
        ({"period": "2023/.."}, "sign attack"),
        ({"period": "2022-11-15"}, "condemn"),
        ({"period": "../2022"}, "condemn aid"),
        ({"what": ["sign", "AID"]}, "sign aid"),
        ({"what": ["assault"]}, "attack"),
        ({"quads": ["verbal-conflict", 4]}, "condemn attack"),
        ({"min_reports": 2}, "sign"),
        ({"min_confidence": 0.5}, "sign attack aid"),
        ({"statuses": ["planned"]}, ""),
    ],
)
def test_events_are_chosen(fill, view, given, acts):
    assert {data["act"] for data in edges(view(fill(*SOME), **given)).values()} == set(acts.split())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"what": ["sing"]}, "unknown act or PLOVER type 'sing'; did you mean 'sign'?"),
        ({"quads": ["verbal"]}, "unknown quad class 'verbal'"),
        ({"standings": ["claim"]}, "did you mean 'claimed'?"),
        ({"statuses": ["real"]}, "known are actual, planned, possible, negated"),
        ({"period": "March"}, "period: date 'March' is not EDTF"),
        ({"undated": "never"}, "'published' or 'open'"),
    ],
)
def test_what_cannot_be_chosen(given, message):
    with pytest.raises(ExportError) as error:
        select(**given)
    assert message in str(error.value)


def test_mediation(fill, view):
    store = fill([tell("mediate", [OMAN], [USA, IRAN], date="2024")], [tell("mediate", [QATAR], [IRAN])],
                 [tell("meet", [OMAN, IRAN])], [tell("mediate", [USA])])  # fmt: skip
    network = view(store, "mediation")
    assert set(network.edges()) == {(O, U), (O, I), (Q, I)}
    assert {who: data["role"] for who, data in network.nodes(data=True)} == {
        O: "mediator", Q: "mediator", U: "party", I: "party",
    }  # fmt: skip


def test_agreements_by_stage(fill, view):
    deal = Gloss("خبر", 0, 3, "defence agreement")
    store = fill([tell("sign", [QATAR, USA], theme=deal, date="1992")], [tell("amend", [QATAR, USA], theme=deal)],
                 [tell("condemn", [IRAN], [USA], theme=deal)])  # fmt: skip
    network = view(store, "agreements")
    told = {(a, data["stage"]) for a, _, data in network.edges(data=True)}
    assert told == {(Q, "signing"), (U, "signing"), (Q, "amendment"), (U, "amendment"), (I, "mention"), (U, "mention")}
    assert {network.nodes[b]["kind"] for _, b in network.edges()} == {"agreement"}
    ((signed, amended),) = {(b, c) for _, b, k in network.edges(keys=True) for _, c, m in network.edges(keys=True)
                            if (k, m) == ("sign", "amend")}  # fmt: skip
    assert signed == amended and network.nodes[signed]["events"] == 2


def test_ego(fill, view):
    store = fill([tell("meet", [QATAR, USA])], [tell("meet", [USA, IRAN])], [tell("meet", [IRAN, OMAN])])
    for name in ("QAT", "qat", "Qatar", "قطر", "wd:Q846", Q):
        assert set(view(store, "ego", around=name)) == {Q, U}
    assert set(view(store, "ego", around="QAT", steps=2)) == {Q, U, I}
    assert view(store, "ego", around="QAT").nodes[U]["events"] == 1
    with pytest.raises(ExportError, match=r"nobody in this graph is called 'Quatar'; did you mean 'Qatar'\?"):
        view(store, "ego", around="Quatar")
    with pytest.raises(ExportError, match="around whom"):
        view(store, "ego")


def test_topics_of_one_event_occur_together(fill, view):
    one, other, third = (Gloss("خبر", 0, 3, name) for name in ("oil", "gas", "water"))
    network = view(
        fill([tell("discuss", [QATAR, USA], theme=one, topics=(other, third))], [tell("state", [USA], theme=one)]),
        "cooccurrence",
    )
    assert not network.is_directed()
    assert network.number_of_edges() == len(network) * (len(network) - 1) / 2


def test_events_as_nodes(fill, view):
    issue = Gloss("خبر", 0, 3, "oil")
    event = tell("condemn", [QATAR], [IRAN], theme=issue, place="Doha", date="2024-03-06", said_by=(QATAR,))
    network = view(fill([event]), "events")
    classes = {data["class"]: (who, data) for who, data in network.nodes(data=True)}
    assert set(classes) == {"event", "actor", "thing", "place"}
    iri, data = classes["event"]
    assert data["kind"] == "condemn" and data["date"] == "2024-03-06" and "Qatar" in data["label"]
    told = {(network.nodes[a]["class"], key, network.nodes[b]["class"]) for a, b, key in network.edges(keys=True)}
    assert told == {
        ("actor", "actor", "event"), ("actor", "said-by", "event"), ("event", "recipient", "actor"),
        ("event", "theme", "thing"), ("event", "place", "place"),
    }  # fmt: skip
    assert network.degree(iri) == 5


def test_an_unknown_view(fill):
    with pytest.raises(ExportError, match="unknown view 'tie'; did you mean 'ties'"):
        build_view(fill(), Options(view="tie"))


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "ego"])
def test_the_same_events_give_the_same_network_whatever_their_order(fill, view, name):
    one, other = view(fill(*SOME), name), view(fill(*SOME), name)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    if name != "events":
        assert list(one) == sorted(one)


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gml], ids=lambda write: write.__name__)
def test_every_value_is_one_that_other_writers_take(fill, view, write):
    network = view(fill([tell("sign", [QATAR, USA], date="2024")], [tell("state", [BLINKEN], [IRAN])]))
    out = io.BytesIO()
    write(network, out)
    assert out.getvalue()


def test_a_network_of_networkx_goes_through_unchanged(fill, view):
    network = view(fill(*SOME))
    again = collect(observe(network))
    assert nx.utils.graphs_equal(network, again)
    strange = nx.Graph(name="x")
    strange.add_edge(1, 2, since=__import__("datetime").date(2024, 3, 6), names=["a", "b"], none=None, mixed=1)
    strange.add_edge(2, 3, mixed="one", share=1)
    strange.add_edge(3, 4, share=0.5)
    seen = observe(strange)
    assert not seen.directed
    assert seen.edge_attributes == {"since": "string", "names": "string", "mixed": "string", "share": "double"}
    assert next(seen.edges()).values == {"since": "2024-03-06", "names": "a; b", "mixed": "1"}
