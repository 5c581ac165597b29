"""What is seen of the network as a file: GEXF for Gephi, CSV for tables, Turtle for the events behind it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx
import pyoxigraph as ox

from kg.exports.gexf import write_network
from kg.exports.views.tallies import merge_spans
from kg.graph.serialising import write_quads
from kg.graph.store import GraphStore
from kg.model import RECIPROCAL_ACTS
from kg.server.answers import Answer, Refusal
from kg.server.catalogue.reading import ACTOR_KINDS, Catalogue, Thing
from kg.statements import find_language
from kg.tongues import pick
from kg.vocabulary.acts import ACTS
from kg.vocabulary.plover import TYPES

__all__ = ["export_seen"]

#: A cell that a spreadsheet would take for a formula begins with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class _Tie:
    """All events of one act between two, in one direction, that pass the filters."""

    type: str
    status: str
    standing: str
    events: set[int] = field(default_factory=set)
    reports: int = 0
    days: list[tuple[str, str]] = field(default_factory=list)
    undated: bool = False


def export_seen(store: GraphStore, *, catalogue: str, form: str, query: tuple[tuple[str, str], ...]) -> Answer:
    """The network that passes the page's filters, in one of the forms gexf, csv and ttl."""
    known = Catalogue(catalogue)
    wanted = dict(query)
    lang = find_language(wanted.get("lang", ""))
    if form == "ttl":
        body, media_type = _write_turtle(store, known, wanted), "text/turtle; charset=utf-8"
    else:
        network = _build(known, wanted, lang)
        if form == "gexf":
            stream = io.BytesIO()
            write_network(network, stream)
            body, media_type = stream.getvalue(), "application/gexf+xml"
        else:
            body, media_type = _write_csv(network), "text/csv; charset=utf-8"
    headers = (("Content-Disposition", f'attachment; filename="network.{form}"'),)
    return Answer(body, media_type, headers=headers)


def _select(wanted: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """The filters of the network's page as a condition on ``e``, as network.js has them."""
    parts = ["1"]
    values: dict[str, object] = {}
    if wanted.get("from") and wanted.get("to"):
        parts.append("substr(e.last, 1, 7) >= :from_month AND substr(e.day, 1, 7) <= :to_month")
        values |= {"from_month": wanted["from"][:7], "to_month": wanted["to"][:7]}
    elif wanted.get("dated"):
        parts.append("e.day IS NOT NULL")
    if "quads" in wanted:
        quads = [int(x) for x in wanted["quads"].split() if x in ("0", "1", "2", "3", "4")]
        parts.append(f"COALESCE(e.quad, 0) IN ({', '.join(map(str, quads)) or 'NULL'})")
    statuses = [x for x in wanted.get("statuses", "").split() if x in ("actual", "planned", "possible", "negated")]
    parts.append(f"e.status IN ({', '.join(repr(x) for x in statuses) or 'NULL'})")
    if not wanted.get("claimed"):
        parts.append("e.standing NOT IN ('Claimed', 'Disputed')")
    if wanted.get("act"):
        parts.append("e.act = :act")
        values["act"] = wanted["act"]
    parts.append("e.reports >= :reports")
    values["reports"] = _number(wanted.get("reports"))
    return " AND ".join(parts), values


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 1


def _read_ties(known: Catalogue, wanted: Mapping[str, str]) -> Iterator[tuple[int, int, int]]:
    """Event, source and target of every tie that is seen, those too light left out."""
    condition, values = _select(wanted)
    ends = ("a.state", "b.state") if wanted.get("fold") else ("a.id", "b.id")
    sql = f"""SELECT DISTINCT x.event, {ends[0]}, {ends[1]} FROM ties x JOIN events e ON e.id = x.event
        JOIN things a ON a.id = x.source JOIN things b ON b.id = x.target
        WHERE {condition} AND {ends[0]} != {ends[1]} AND a.kind IN {ACTOR_KINDS} AND b.kind IN {ACTOR_KINDS}
        ORDER BY 2, 3, 1"""
    rows = list(known.database.execute(sql, values))
    pairs: dict[tuple[int, int], set[int]] = {}
    for event, source, target in rows:
        pairs.setdefault((min(source, target), max(source, target)), set()).add(event)
    least = _number(wanted.get("weight"))
    for event, source, target in rows:
        if len(pairs[min(source, target), max(source, target)]) >= least:
            yield event, source, target


def _build(known: Catalogue, wanted: Mapping[str, str], lang: str) -> nx.MultiDiGraph:
    """The network as `kg.exports` builds its own: an edge for each act and pair, both ways where it is mutual."""
    ties: dict[tuple[int, int, str, str, str], _Tie] = {}
    busy: Counter[int] = Counter()
    counted: set[tuple[int, int]] = set()
    for event, source, target in _read_ties(known, wanted):
        line = known.get_line(event)
        ways = [(source, target), (target, source)] if line.act in RECIPROCAL_ACTS else [(source, target)]
        for one, other in ways:
            tie = ties.setdefault(
                (one, other, line.act, line.status, line.standing), _Tie(line.type, line.status, line.standing)
            )
            if event in tie.events:
                continue
            tie.events.add(event)
            tie.reports += line.reports
            if line.dated and line.day and line.last:
                tie.days.append((line.day, line.last))
            else:
                tie.undated = True
        for end in (source, target):
            if (event, end) not in counted:
                counted.add((event, end))
                busy[end] += 1
    network = nx.MultiDiGraph()
    numbers = {end for source, target, *_ in ties for end in (source, target)}
    things = {number: known.get(number) for number in numbers}
    for thing in sorted((x for x in things.values() if x is not None), key=lambda x: x.iri):
        network.add_node(thing.iri, **_drop_unknown(_describe(thing, lang, busy[thing.id])))
    for (source, target, act, status, standing), tie in sorted(ties.items()):
        doer, partner = things[source], things[target]
        if doer is None or partner is None:
            continue
        told = ACTS[act]
        values = {
            "label": pick(lang, en=told.label_en, ar=told.label_ar),
            "label_en": told.label_en,
            "label_ar": told.label_ar,
            "act": act,
            "plover": tie.type,
            "quad": TYPES[tie.type].quad,
            "status": status,
            "standing": _dashed(standing),
            "mutual": act in RECIPROCAL_ACTS,
            "weight": len(tie.events),
            "reports": tie.reports,
            "first": min((day for day, _ in tie.days), default=None),
            "last": max((day for _, day in tie.days), default=None),
            "spells": None if tie.undated else " ".join(f"{a}/{b}" for a, b in merge_spans(tie.days)) or None,
        }
        network.add_edge(doer.iri, partner.iri, key=f"{act} {status} {standing}", **_drop_unknown(values))
    return network


def _describe(thing: Thing, lang: str, events: int) -> dict[str, object]:
    return {
        "label": thing.name(lang), "label_en": thing.en, "label_ar": thing.ar, "kind": thing.kind,
        "country": thing.code, "events": events,
    }  # fmt: skip


def _write_csv(network: nx.MultiDiGraph) -> bytes:
    columns = ("act", "plover", "quad", "status", "standing", "weight", "reports", "first", "last")
    stream = io.StringIO()
    writer = csv.writer(stream)
    names = ("source", "target", "source_en", "source_ar", "target_en", "target_ar")
    writer.writerow((*names, *columns))
    for source, target, values in network.edges(data=True):
        ends = [network.nodes[end].get(f"label_{tongue}", "") for end in (source, target) for tongue in ("en", "ar")]
        writer.writerow([_safe(x) for x in (source, target, *ends, *(values.get(name, "") for name in columns))])
    return ("\ufeff" + stream.getvalue()).encode("utf-8", "replace")


def _safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_turtle(store: GraphStore, known: Catalogue, wanted: Mapping[str, str]) -> bytes:
    """What the graph says of the events that are seen, and how those who take part are called."""
    quads: set[ox.Quad] = set()
    events = {event for event, _, _ in _read_ties(known, wanted)}
    if len(events) > 50_000:
        raise Refusal(413, "more than 50,000 events are seen; filter them, or take all with `kg export`")
    for event in events:
        line = known.get_line(event)
        quads |= {_bare(q) for q in store.find(line.iri, None, None, store.minter.events)}
        for _, thing in known.parts(event):
            quads |= {_bare(q) for q in store.find(thing.iri, None, None, store.minter.entities)}
    stream = io.BytesIO()
    ordered = sorted(quads, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
    write_quads(ordered, stream, "ttl", store.prefixes)
    return stream.getvalue()


def _bare(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _dashed(standing: str) -> str:
    return "not-done" if standing == "NotDone" else standing.lower()


def _drop_unknown(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
