"""An article's page: what it is, and the sentences in which something was found. Its whole text is not shown."""

from __future__ import annotations

from kg.graph.store import GraphStore
from kg.graph.terms import value_of
from kg.server.answers import Answer, Refusal
from kg.server.catalogue.reading import Line
from kg.server.pages.evidence import Report, read_report, read_source
from kg.server.pages.view import View
from kg.vocabulary import classes as c
from kg.vocabulary.namespaces import GAF, RDF

__all__ = ["show_article"]


def show_article(view: View, article: str) -> Answer:
    """The page of an article. Raises `Refusal` (404) when it is not in the graph."""
    reports = _read_reports(view.store, article)
    source = read_source(view.store, article)
    if not source.file:
        raise Refusal(404, view.say("unknown_iri", iri=article))
    events = {report.iri: _find_event(view, report.iri) for report in reports}
    return view.render("article.html", source=source, reports=reports, events=events)


def _read_reports(store: GraphStore, article: str) -> list[Report]:
    found = [value_of(q.subject) for q in store.find(None, RDF + "type", c.REPORT, article)]
    return sorted((read_report(store, report) for report in found), key=lambda x: (x.start, x.iri))


def _find_event(view: View, report: str) -> Line | None:
    for quad in view.store.find(None, GAF + "denotedBy", report):
        return view.catalogue.find_line(value_of(quad.subject))
    return None
