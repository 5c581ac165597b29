"""The actors' network: who is bound to whom, how often and when."""

import io

import networkx as nx
import pytest
from network_samples import BLINKEN, HAMAS, IRAN, QATAR, SOMEBODY, USA, tell

from kg.exports.network import build_network

Q, U, I = (f"http://www.wikidata.org/entity/{qid}" for qid in ("Q846", "Q30", "Q794"))  # noqa: E741
BASE = "https://w3id.org/diplomatic-kg/"


def edges(network):
    return {(a, key, b): data for a, b, key, data in network.edges(keys=True, data=True)}


def test_a_node_is_an_actor_with_its_names_kind_and_country(fill):
    network = build_network(fill([tell("condemn", [QATAR], [HAMAS])]))
    assert dict(network.nodes(data=True)) == {
        Q: {"label": "Qatar", "label_en": "Qatar", "label_ar": "قطر", "kind": "state", "country": "QAT", "events": 1},
        f"{BASE}hamas": {"label": "Hamas", "label_en": "Hamas", "label_ar": "حماس", "kind": "nonstate",
                         "country": "PSE", "events": 1},
    }  # fmt: skip


def test_an_edge_is_an_act_and_a_pair(fill):
    told = tell("condemn", [QATAR], [IRAN], date="2024-03-06")
    network = build_network(fill([told], [tell("condemn", [QATAR], [IRAN], date="2022-11")]))
    (data,) = edges(network).values()
    assert data == {
        "label": "Condemnation", "label_en": "Condemnation", "label_ar": "إدانة", "act": "condemn", "plover": "ACCUSE",
        "quad": 3, "status": "actual", "standing": "asserted", "mutual": False, "weight": 2, "reports": 2,
        "first": "2022-11-01", "last": "2024-03-06", "spells": "2022-11-01/2022-11-30 2024-03-06/2024-03-06",
    }  # fmt: skip


def test_what_is_done_together_binds_both_ways_and_the_rest_one_way(fill):
    network = build_network(fill([tell("sign", [QATAR, USA, IRAN])], [tell("mediate", [QATAR], [USA, IRAN])]))
    assert set(edges(network)) == {
        *((a, "sign", b) for a in (Q, U, I) for b in (Q, U, I) if a != b),
        (Q, "mediate", U),
        (Q, "mediate", I),
    }
    assert all(data["mutual"] == (data["act"] == "sign") for data in edges(network).values())
    assert network.nodes[Q]["events"] == 2


def test_parallel_acts_are_parallel_edges(fill):
    network = build_network(fill([tell("condemn", [QATAR], [IRAN])], [tell("praise", [QATAR], [IRAN])]))
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
def test_only_what_is_asserted_binds_unless_more_is_asked_for(fill, event, standing):
    store = fill([event])
    assert bool(edges(build_network(store))) == (standing == "asserted")
    (data,) = edges(build_network(store, standings=frozenset({standing}))).values()
    assert (data["status"], data["standing"]) == (event.status, standing)


def test_statuses_are_never_one_edge(fill):
    told = [tell("attack", [IRAN], [QATAR], status) for status in ("actual", "planned", "possible", "negated")]
    network = build_network(
        fill(*([event] for event in told)), standings=frozenset({"asserted", "claimed", "disputed", "not-done"})
    )
    assert len({(key, data["status"]) for (_, key, _), data in edges(network).items()}) == network.number_of_edges()
    assert {data["status"] for data in edges(network).values()} >= {"planned", "possible"}


def test_nobody_is_bound_to_himself_or_to_somebody_unknown(fill):
    network = build_network(fill([tell("meet", [QATAR, QATAR])], [tell("condemn", [QATAR], [SOMEBODY])]))
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
def test_spells_do_not_overlap_and_an_undated_event_may_be_at_any_time(fill, dates, spells):
    network = build_network(fill(*([tell("condemn", [QATAR], [IRAN], date=date)] for date in dates)))
    (data,) = edges(network).values()
    assert data.get("spells") == spells
    assert network.nodes[Q].get("spells") == spells


def test_open_dates(fill):
    network = build_network(fill([tell("condemn", [QATAR], [IRAN], date="2018/..")]))
    (data,) = edges(network).values()
    assert data["first"] == "2018-01-01" and data["spells"].startswith("2018-01-01/")


def test_labels_in_arabic(fill):
    network = build_network(fill([tell("condemn", [QATAR], [IRAN])]), lang="ar")
    assert network.nodes[Q]["label"] == "قطر"
    assert {data["label"] for data in edges(network).values()} == {"إدانة"}


def test_the_order_of_articles_makes_no_difference(fill):
    told = [[tell("sign", [QATAR, USA])], [tell("condemn", [IRAN], [QATAR])], [tell("praise", [USA], [QATAR])]]
    one = build_network(fill(*told))
    assert list(one) == sorted(one)
    assert list(one.edges(keys=True)) == sorted(one.edges(keys=True))


@pytest.mark.parametrize("write", [nx.write_graphml, nx.write_gml, nx.write_gexf], ids=lambda write: write.__name__)
def test_every_value_is_one_that_other_writers_take(fill, write):
    network = build_network(fill([tell("sign", [QATAR, USA], date="2024")], [tell("state", [BLINKEN], [IRAN])]))
    for _, _, data in network.edges(data=True):
        data.pop("spells", None)  # networkx writes lists of pairs here and knows no text
    for _, data in network.nodes(data=True):
        data.pop("spells", None)
    out = io.BytesIO()
    write(network, out)
    assert out.getvalue()


def test_members_of_one_delegation_are_not_bound_to_each_other(fill):
    network = build_network(fill([tell("discuss", [QATAR, USA, BLINKEN])]))
    blinken = f"{BASE}person-antony-blinken"
    assert set(network.edges()) == {(Q, U), (U, Q), (Q, blinken), (blinken, Q)}


def test_compatriots_among_themselves_are(fill):
    network = build_network(fill([tell("discuss", [USA, BLINKEN])]))
    assert network.number_of_edges() == 2
