"""The pages, by name: a function each, from a `View` to an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg.graph.questions import list_questions
from kg.graph.store import GraphStore
from kg.graph.terms import language_of, value_of
from kg.server.answers import Answer, Refusal
from kg.server.catalogue.reading import (
    ACTOR_KINDS,
    Catalogue,
    Filter,
    Line,
    Thing,
    events_beside,
    events_between,
    events_of,
)  # fmt: skip
from kg.server.catalogue.searching import search_things
from kg.server.pages.articles import show_article
from kg.server.pages.charts import draw_time
from kg.server.pages.evidence import read_reports
from kg.server.pages.places import show_map
from kg.server.pages.resources import show_resource
from kg.server.pages.view import View
from kg.vocabulary import properties as p
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import SKOS
from kg.vocabulary.plover import TYPES

__all__ = ["make_page"]

PER_PAGE = 40


def make_page(
    store: GraphStore,
    *,
    catalogue: str,
    page: str,
    lang: str,
    theme: str,
    path: str,
    query: tuple[tuple[str, str], ...],
) -> Answer:
    """Makes a page. Raises `Refusal` (404) when what it is of is not in the graph."""
    view = View(store, Catalogue(catalogue), lang, theme, path, dict(query))
    return _PAGES[page](view)


def _show_home(view: View) -> Answer:
    counts = view.catalogue.counts()
    return view.render(
        "home.html",
        counts=counts,
        states=view.catalogue.top(("state",), 18),
        people=view.catalogue.top(("person",), 8),
        agreements=view.catalogue.top(("agreement", "dialogue"), 6),
        latest=view.catalogue.latest(8),
        chart=draw_time(view.catalogue.months("1", {})),
        questions=list_questions(),
    )


def _show_search(view: View) -> Answer:
    text = view.query.get("q", "").strip()[:200]
    wanted = view.query.get("kind", "")
    kinds = {"actors": ACTOR_KINDS, "agreements": ("agreement", "dialogue", "round"), "issues": ("issue",),
             "places": ("place",)}.get(wanted, ())  # fmt: skip
    hits = search_things(view.catalogue.database, text, kinds=kinds) if text else []
    found = [(thing, hit.name) for hit in hits if (thing := view.catalogue.get(hit.thing)) is not None]
    return view.render("search.html", text=text, wanted=wanted, found=found)


def _read_filter(view: View) -> Filter:
    query = view.query
    year = query.get("year", "")
    return Filter(
        year if year.isdigit() and len(year) == 4 else "",
        query.get("side", "") if query.get("side") in ("cooperation", "conflict") else "",
        query.get("status", ""),
        query.get("act", "") if query.get("act") in ACTS else "",
    )


def _list_events(view: View, where: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the list of events of a page needs: its lines, its filters with what they would leave, its pages."""
    wanted = _read_filter(view)
    total = view.catalogue.count(where, values, wanted)
    number = view.query.get("page", "1")
    page = min(max(int(number) if number.isdigit() and len(number) < 9 else 1, 1), max(1, -(-total // PER_PAGE)))
    dated = f"({where}) AND e.day IS NOT NULL"
    return {
        "lines": view.catalogue.lines(where, values, wanted, (page - 1) * PER_PAGE, PER_PAGE),
        "total": total,
        "page": page,
        "pages": max(1, -(-total // PER_PAGE)),
        "wanted": wanted,
        "years": sorted(view.catalogue.tally("substr(e.day, 1, 4)", dated, values), reverse=True),
        "acts": view.catalogue.tally("e.act", where, values),
        "statuses": view.catalogue.tally("e.status", where, values),
    }


def _show_thing(view: View) -> Answer:
    thing = view.catalogue.find(view.query["iri"])
    if thing is None:
        return show_resource(view, view.query["iri"])
    view.query = {k: v for k, v in view.query.items() if k != "iri" or view.path == "/iri"}
    where, values = events_of(thing), {"id": thing.id}
    actor = thing.kind in ACTOR_KINDS
    state = view.catalogue.get(thing.state) if thing.state != thing.id else None
    months = view.catalogue.months(where, values)
    partners = view.catalogue.partners(thing, 16) if actor else []
    members = view.catalogue.members(thing, 14) if thing.kind == "state" else []
    years = sorted({year for *_, by_year in partners for year in by_year})[-8:]
    return view.render(
        "actor.html" if actor else "thing.html",
        thing=thing,
        state=state,
        names=_read_names(view, thing),
        chart=draw_time(months),
        partners=partners,
        partner_years=years,
        roles=view.catalogue.roles(thing),
        members=members,
        parties=_read_ends(view, thing, p.PARTY),
        offices=_read_ends(view, thing, p.HELD_OFFICE),
        holders=_read_holders(view, thing),
        held={x.iri: _read_ends(view, x, p.HELD_OFFICE) for x in members},
        **_list_events(view, where, values),
    )


def _read_names(view: View, thing: Thing) -> list[tuple[str, str]]:
    """Other names of a thing, with their languages."""
    found = {(value_of(q.object), language_of(q.object)) for q in view.store.find(thing.iri, SKOS + "altLabel")}
    return sorted(found, key=lambda x: (x[1] != view.lang, -len(x[0]), x))[:8]


def _read_ends(view: View, thing: Thing, link: str) -> list[Thing]:
    """The things that a property leads to from a thing."""
    found = (view.catalogue.find(value_of(q.object)) for q in view.store.find(thing.iri, link))
    return sorted((x for x in found if x is not None), key=lambda x: x.name(view.lang))


def _read_holders(view: View, office: Thing) -> list[Thing]:
    found = (view.catalogue.find(value_of(q.subject)) for q in view.store.find(None, p.HELD_OFFICE, office.iri))
    return sorted((x for x in found if x is not None), key=lambda x: x.name(view.lang))


def _show_pair(view: View) -> Answer:
    one, other = (view.catalogue.find(view.query.get(side, "")) for side in ("a", "b"))
    if one is None or other is None:
        raise Refusal(404, view.say("no_pair"))
    values = {"a": one.id, "b": other.id}
    where = events_between(one, other)
    beside = events_beside(one, other)
    return view.render(
        "pair.html",
        one=one,
        other=other,
        chart=draw_time(view.catalogue.months(where, values)),
        beside=view.catalogue.lines(beside, values, Filter(), 0, 12),
        beside_total=view.catalogue.count(beside, values, Filter()),
        sides=_count_sides(view, where, values),
        **_list_events(view, where, values),
    )


def _count_sides(view: View, where: str, values: Mapping[str, Any]) -> dict[str, int]:
    done = f"({where}) AND e.status = 'actual'"
    sides = dict(view.catalogue.tally("CASE WHEN e.quad IN (1, 2) THEN 'cooperation' WHEN e.quad IN (3, 4) "
                                      "THEN 'conflict' ELSE 'neither' END", done, values))  # fmt: skip
    return {side: sides.get(side, 0) for side in ("cooperation", "conflict", "neither")}


def show_event(view: View, line: Line) -> Answer:
    """An event's page: the statement, its participants, its codes, and every report with its sentence."""
    parts: dict[str, list[Thing]] = {}
    for role, thing in view.catalogue.parts(line.id):
        parts.setdefault(role, []).append(thing)
    things = {thing.iri: thing for group in parts.values() for thing in group}
    reports = read_reports(view.store, line.iri)
    speakers = {iri: things.get(iri) or view.catalogue.find(iri) for report in reports for iri in report.speakers}
    return view.render(
        "event.html",
        line=line,
        parts=parts,
        reports=reports,
        speakers=speakers,
        plover=TYPES[line.type],
        facts=_read_codes(view, line),
    )


def _read_codes(view: View, line: Line) -> dict[str, str]:
    found = {q.predicate.value: value_of(q.object) for q in view.store.find(line.iri)}
    return {
        "cameo": found.get(p.CAMEO, "").rpartition("#")[2],
        "goldstein": found.get(p.GOLDSTEIN, "").replace("-", "−"),
    }


def _show_iri(view: View) -> Answer:
    iri = view.query["iri"]
    line = view.catalogue.find_line(iri)
    if line is not None:
        return show_event(view, line)
    if iri.startswith(view.store.minter.article("")):
        return show_article(view, iri)
    return _show_thing(view)


def _show_network(view: View) -> Answer:
    counts = view.catalogue.counts()
    acts = sorted((name for name, _ in view.catalogue.tally("e.act", "1", {})), key=view.act)
    return view.render("network.html", counts=counts, acts=acts)


def _show_ask(view: View) -> Answer:
    example = "SELECT ?event ?label WHERE {\n  ?event a kg:Event ; rdfs:label ?label .\n} LIMIT 20"
    named = {question.name: _tidy(question.sparql) for question in list_questions()}
    query = view.query.get("query") or named.get(view.query.get("question", ""), example)
    return view.render("ask.html", questions=list_questions(), named=named, query=query)


def _tidy(sparql: str) -> str:
    """A question without those of its first lines that are for tests and for the other language."""
    lines = sparql.splitlines()
    return "\n".join(x for x in lines if not x.startswith(("# title-ar:", "# example:", "# answer:")))


def _show_text(view: View) -> Answer:
    return view.render("text.html", text="", published="", asked=False)


def _show_error(view: View) -> Answer:
    message = view.query["message"]
    view.query = {k: v for k, v in view.query.items() if k != "message"}
    return view.render("error.html", message=message or view.say("error_404"))


_PAGES: Mapping[str, Callable[[View], Answer]] = {
    "home": _show_home,
    "search": _show_search,
    "iri": _show_iri,
    "pair": _show_pair,
    "network": _show_network,
    "map": show_map,
    "ask": _show_ask,
    "text": _show_text,
    "error": _show_error,
}
