"""How fast networks and tables are written, against what others take: ``python benchmarks/exports.py``.

GEXF: a network of so many events, their actors and themes (`--events`), by our writer and by networkx's, each in a
process of its own; and our writer reading a stream, for ever more events, to see that its memory stays flat.
Table: the events of a store (`--table-events`) as rows, against the same columns asked in SPARQL through rdflib.
Times are of the processor, so that a busy machine tells the same.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
from made_articles import make_articles

from kg.exports import Options
from kg.exports.gexf import write_network
from kg.exports.graphs import Edge, Network, Node
from kg.exports.tables.files import write_csv
from kg.graph.store import GraphStore

SEED = 20240306
ACTORS = 400


class Sink(io.RawIOBase):
    """Counts what is written and lets it go."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        return len(data)


def make_nodes(events: int) -> Iterator[Node]:
    draw = random.Random(SEED)
    for number in range(events):
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        yield Node(f"https://w3id.org/diplomatic-kg/event-{number:016x}", {
            "label": f"Qatar – signs – defence cooperation agreement {number}", "label_en": f"Qatar signs {number}",
            "label_ar": f"قطر – توقّع – اتفاقية التعاون الدفاعي {number}", "kind": "sign", "events": 1,
            "quad": draw.randint(1, 4), "first": day, "last": day, "goldstein": 8.0, "confidence": 0.5,
            "spells": f"{day}/{day}",
        })  # fmt: skip
    for number in range(ACTORS):
        yield Node(
            f"http://www.wikidata.org/entity/Q{number}", {"label": f"State {number}", "label_ar": f"دولة {number}"}
        )


def make_edges(events: int) -> Iterator[Edge]:
    draw = random.Random(SEED)
    for number in range(events):
        event = f"https://w3id.org/diplomatic-kg/event-{number:016x}"
        day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        values: dict[str, Any] = {"label": "actor", "quad": 1, "weight": 1, "spells": f"{day}/{day}"}
        yield Edge(f"http://www.wikidata.org/entity/Q{draw.randrange(ACTORS)}", event, "actor", values)
        yield Edge(event, f"http://www.wikidata.org/entity/Q{draw.randrange(ACTORS)}", "recipient", values)


NODE_TYPES = {
    "label_en": "string", "label_ar": "string", "kind": "string", "events": "integer", "quad": "integer",
    "first": "string", "last": "string", "goldstein": "double", "confidence": "double",
}  # fmt: skip


def make_network(events: int) -> Network:
    return Network(
        "events", "made-up events", lambda: make_nodes(events), lambda: make_edges(events), NODE_TYPES,
        {"quad": "integer"},         ("2010-01-01", "2024-12-28"),
    )  # fmt: skip


def make_graph(events: int) -> nx.MultiDiGraph:
    """The same in networkx, without the times, which its writer takes in a form of its own."""
    graph = nx.MultiDiGraph()
    for node in make_nodes(events):
        graph.add_node(node.id, **{name: value for name, value in node.values.items() if name != "spells"})
    for edge in make_edges(events):
        values = {name: value for name, value in edge.values.items() if name != "spells"}
        graph.add_edge(edge.source, edge.target, key=edge.key, **values)
    return graph


def clock(work: Callable[[], object]) -> tuple[float, int]:
    """Seconds of the processor, and by how many KiB the process's greatest size grew."""
    size, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    work()
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - size


def measure(what: str, events: int, store: Path | None) -> tuple[float, int]:
    if what == "ours":
        graph = make_graph(events)
        return clock(lambda: write_network(graph, Sink()))
    if what == "networkx":
        graph = make_graph(events)
        return clock(lambda: nx.write_gexf(graph, Sink(), version="1.2draft"))
    if what == "stream":
        write_network(make_network(100), Sink())
        network = make_network(events)
        return clock(lambda: write_network(network, Sink()))
    with GraphStore.open(store) as graph_store:
        if what == "table":
            return clock(lambda: write_csv(graph_store, Sink(), Options()))
        return clock(lambda: list(graph_store.dataset().query(SPARQL)))


def run(what: str, events: int, store: Path | None = None) -> tuple[float, int]:
    """One measurement in a process of its own."""
    command = [
        sys.executable,
        __file__,
        "--only",
        what,
        "--events",
        str(events),
        *(["--store", str(store)] if store else []),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    seconds, size = json.loads(done.stdout)
    return seconds, size


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--table-events", type=int, default=10_000)
    parser.add_argument("--store", type=Path, help="store to ask, in place of a new one")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.only:
        print(json.dumps(measure(given.only, given.events, given.store)))
        return
    print(f"GEXF of {given.events:,} events")
    ours, theirs = run("ours", given.events), run("networkx", given.events)
    for name, (seconds, size) in (("ours", ours), ("networkx", theirs)):
        print(f"  {name:10} {seconds:8.1f} s  {size / 1024:8.0f} MiB more than the graph")
    print(f"  {theirs[0] / ours[0]:.1f} times as fast")
    for events in (given.events // 10, given.events):
        seconds, size = run("stream", events)
        print(f"  streamed, {events:,} events: {seconds:.1f} s, {size / 1024:.0f} MiB")
    with tempfile.TemporaryDirectory() as folder:
        store = given.store
        if store is None:
            store = Path(folder) / "graph"
            with GraphStore.open(store, create=True) as made:
                for article, events in make_articles(given.table_events // 5):
                    made.add_article(article, events)
        table, sparql = run("table", 0, store), run("sparql", 0, store)
    print(f"table of events: ours {table[0]:.1f} s, {table[1] / 1024:.0f} MiB; "
          f"SPARQL through rdflib {sparql[0]:.1f} s, {sparql[1] / 1024:.0f} MiB; "
          f"{sparql[0] / table[0]:.1f} times as fast")  # fmt: skip


#: The columns of the table, its codes of states aside, with several values in one cell as there.
SPARQL = """
SELECT ?event ?date ?earliest ?latest ?act ?type ?mode ?context ?cameo ?goldstein ?status ?standing ?reports ?articles
       ?confidence ?en ?ar ?report ?url ?outlet ?published ?language ?file ?sentence ?trigger ?rule
       (GROUP_CONCAT(DISTINCT ?actor_name; SEPARATOR="; ") AS ?actors)
       (GROUP_CONCAT(DISTINCT ?a_country; SEPARATOR="; ") AS ?ac)
       (GROUP_CONCAT(DISTINCT ?recipient_name; SEPARATOR="; ") AS ?recipients)
       (GROUP_CONCAT(DISTINCT ?r_country; SEPARATOR="; ") AS ?rc)
       (GROUP_CONCAT(DISTINCT ?theme_name; SEPARATOR="; ") AS ?themes)
WHERE {
  ?event a kg:Event ; kg:act ?act ; kg:ploverType ?type ; kg:cameo ?cameo ; kg:goldstein ?goldstein ;
         kg:status ?status ; kg:standing ?standing ; kg:reports ?reports ; kg:articles ?articles ;
         kg:confidence ?confidence ;
         gaf:denotedBy ?report .
  FILTER(?standing = kg:Asserted)
  ?report kg:inArticle ?article ; kg:inSentence ?place ; kg:trigger ?trigger ; kg:rule ?rule .
  ?place kg:text ?sentence .
  OPTIONAL { ?article kg:outlet ?outlet } OPTIONAL { ?article kg:published ?published }
  OPTIONAL { ?article kg:language ?language } OPTIONAL { ?article kg:file ?file }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?event kg:date ?date ; kg:earliest ?earliest ; kg:latest ?latest }
  OPTIONAL { ?event kg:mode ?mode } OPTIONAL { ?event kg:context ?context }
  OPTIONAL { ?event rdfs:label ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?event rdfs:label ?ar FILTER(LANG(?ar) = "ar") }
  OPTIONAL { ?event kg:actor ?actor . ?actor rdfs:label ?actor_name FILTER(LANG(?actor_name) = "en")
             OPTIONAL { ?actor kg:country ?a_country } }
  OPTIONAL { ?event kg:recipient ?recipient .
             ?recipient rdfs:label ?recipient_name FILTER(LANG(?recipient_name) = "en")
             OPTIONAL { ?recipient kg:country ?r_country } }
  OPTIONAL { ?event kg:theme ?theme . ?theme rdfs:label ?theme_name FILTER(LANG(?theme_name) = "en") }
}
GROUP BY ?event ?date ?earliest ?latest ?act ?type ?mode ?context ?cameo ?goldstein ?status ?standing ?reports ?articles
         ?confidence ?en ?ar ?report ?url ?outlet ?published ?language ?file ?sentence ?trigger ?rule
ORDER BY ?event
"""


if __name__ == "__main__":
    main()
