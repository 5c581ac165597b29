"""The graph for notebooks: an rdflib Dataset that also gives data frames, networks and answers that show well.

>>> graph = kg.open_graph("graph")                      # doctest: +SKIP
>>> graph.events(period="2024", what=["sign"])          # a pandas DataFrame  # doctest: +SKIP
>>> graph.network("ties", actors="folded")              # a networkx graph    # doctest: +SKIP
>>> graph.ask("agreements")                             # a question of the library, or SPARQL  # doctest: +SKIP
"""

from __future__ import annotations

import html
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import networkx as nx
import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.bidi import clean, is_right_to_left
from kg.errors import QueryError
from kg.exports import Actors, Language, Options
from kg.exports.graphs import collect
from kg.exports.reading import Reader
from kg.exports.selecting import select
from kg.exports.tables import build_table
from kg.exports.tables.files import make_frame
from kg.exports.views import build_view
from kg.graph.questions import fill_question, list_questions, load_question
from kg.graph.store import GraphStore

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from kg.plots import Picture

__all__ = ["Answer", "EventGraph", "open_graph"]

#: Rows that an answer shows.
_SHOWN = 50


def open_graph(path: str | os.PathLike[str]) -> EventGraph:
    """The graph of a store, for reading: an rdflib Dataset, its default graph the union of all graphs, and more.

    Only queries given as text reach Oxigraph; prepared ones fall back to rdflib's slow engine. Raises `StoreError`.
    """
    return EventGraph(GraphStore.open(path))


class EventGraph(rdflib.Dataset):
    """A graph of events. It holds its store open until `close`, or for the time of a ``with`` block."""

    def __init__(self, store: GraphStore) -> None:
        self._graph_store = store
        inner = store.dataset().store
        assert isinstance(inner, OxigraphStore)
        super().__init__(store=inner, default_union=True)
        for prefix, namespace in store.prefixes.items():
            self.bind(prefix, namespace, override=True, replace=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Lets the store go."""
        self._graph_store.close()

    def events(self, table: str = "events", *, actors: Actors = "", **chosen: Any) -> pd.DataFrame:
        """A table as a pandas DataFrame: one of `kg.exports.tables.TABLES`.

        ``chosen`` says which events, as `kg.exports.selecting.select` has it: ``period="2024"``,
        ``what=["sign", "AID"]``, ``standings=["all"]`` … Columns are those of the codebook.
        Raises `ExportError` for an unknown name, or where pandas is not installed.
        """
        options = Options(table=table, actors=actors, selection=select(**chosen))
        return make_frame(build_table(self._graph_store, options))

    def events_polars(self, table: str = "events", *, actors: Actors = "", **chosen: Any) -> pl.DataFrame:
        """The same as a polars DataFrame; polars must be installed. Raises `ExportError`."""
        try:
            import polars as pl
        except ImportError:
            from kg.errors import ExportError

            raise ExportError("polars is not installed; get it with: pip install polars") from None
        options = Options(table=table, actors=actors, selection=select(**chosen))
        made = build_table(self._graph_store, options)
        types = {"text": pl.String, "date": pl.String, "integer": pl.Int64, "number": pl.Float64}
        frame = pl.DataFrame(list(made.rows()), {c.name: types[c.kind] for c in made.columns}, orient="row")
        days = [column.name for column in made.columns if column.kind == "date"]
        return frame.with_columns(pl.col(day).str.to_date(strict=False) for day in days)

    def network(
        self,
        view: str = "ties",
        *,
        lang: Language = "en",
        actors: Actors = "",
        around: str = "",
        steps: int = 1,
        **chosen: Any,
    ) -> nx.MultiDiGraph | nx.MultiGraph:
        """A view as a networkx graph: one of `kg.exports.views.VIEWS`.

        Raises `ExportError` for an unknown name.
        """
        options = Options(
            view=view,
            lang=lang,
            actors=actors,
            around=around,
            steps=steps,
            selection=select(**chosen),
        )
        return collect(build_view(self._graph_store, options))

    def ask(self, question: str, **parameters: str) -> Answer:
        """The answer to a question of the library (``"agreements"``, ``"ties", country="QAT"``) or to a SPARQL query.

        Raises `QueryError` for an unknown question or parameter, and for a syntax error.
        """
        if question.replace("-", "").replace("_", "").isalnum():
            question = fill_question(load_question(question), parameters)
        elif parameters:
            raise QueryError("only questions of the library have parameters; write the value into the query")
        return Answer.read(self._graph_store.query(question), self._graph_store.prefixes)

    def questions(self) -> Answer:
        """The questions that `ask` knows."""
        rows = [(q.name, q.title_en, q.title_ar, ", ".join(q.parameters)) for q in list_questions()]
        return Answer(("name", "question", "السؤال", "parameters"), rows)

    def plot(self, kind: str = "network", *, view: str = "pairs", lang: Language = "en", most: int = 0, title: str = "",
             actors: Actors = "", around: str = "", **chosen: Any) -> Picture:  # fmt: skip
        """A picture: ``network``, ``timeline`` or ``heatmap``. Raises `ExportError`."""
        from kg.errors import ExportError
        from kg.plots import Picture, draw_heatmap, draw_network, draw_timeline

        selection = select(**chosen)
        options = Options(
            view=view,
            lang=lang,
            actors=actors,
            around=around,
            selection=selection,
            table="dyad-months",
        )
        if kind == "network":
            return Picture(
                draw_network(build_view(self._graph_store, options), lang=lang, most=most or 60, title=title)
            )
        if kind == "timeline":
            events = Reader(self._graph_store).events(selection)
            return Picture(draw_timeline(events, lang=lang, most=most or 30, title=title))
        if kind == "heatmap":
            return Picture(
                draw_heatmap(build_table(self._graph_store, options), lang=lang, most=most or 25, title=title)
            )
        raise ExportError(f"no picture is called {kind!r}; known are network, timeline, heatmap")

    def _repr_html_(self) -> str:
        status = self._graph_store.status()
        rows = [(name, f"{status[name]:,}") for name in ("articles", "reports", "events", "entities", "triples")]
        rows.append(("from", f"{status['from'] or '?'} to {status['to'] or '?'}"))
        return Answer(("graph", str(self._graph_store.path or "in memory")), rows)._repr_html_()


class Answer(Sequence[tuple[Any, ...]]):
    """The rows of an answer. It shows as a table in Jupyter; `to_frame` makes a pandas DataFrame of it."""

    def __init__(self, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self.columns = tuple(columns)
        self._rows = list(rows)

    @classmethod
    def read(cls, answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, prefixes: Mapping[str, str]) -> Answer:
        """An answer of Oxigraph: numbers and truth values as such, IRIs with their prefix, all else as text."""
        if isinstance(answer, ox.QueryBoolean):
            return cls(("answer",), [(bool(answer),)])
        if isinstance(answer, ox.QueryTriples):
            triples = [tuple(_tell(term, prefixes) for term in (t.subject, t.predicate, t.object)) for t in answer]
            return cls(("subject", "predicate", "object"), sorted(triples, key=lambda row: tuple(map(str, row))))
        names = [variable.value for variable in answer.variables]
        return cls(names, [tuple(_tell(term, prefixes) for term in row) for row in answer])

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<Answer: {len(self):,} rows of {', '.join(self.columns)}>"

    def to_frame(self) -> pd.DataFrame:
        """The answer as a pandas DataFrame."""
        import pandas as pd

        return pd.DataFrame(self._rows, columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{_escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(map(_show, row))}</tr>" for row in self._rows[:_SHOWN])
        more = f"<caption>… and {len(self) - _SHOWN:,} more rows</caption>" if len(self) > _SHOWN else ""
        return f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _tell(term: Any, prefixes: Mapping[str, str]) -> Any:
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in prefixes.items():
            local = term.value.removeprefix(namespace)
            if local != term.value and "/" not in local and "#" not in local:
                return f"{prefix}:{local}"
        return term.value
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    kind = term.datatype.value.rsplit("#", 1)[-1]
    try:
        if kind in ("integer", "int", "long"):
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if kind == "boolean" else term.value


def _show(value: Any) -> str:
    text = "" if value is None else str(value)
    way = ' dir="rtl"' if is_right_to_left(text) else ""
    return f'<td{way} style="text-align: {"right" if way else "left"}">{_escape(text)}</td>'


def _escape(text: str) -> str:
    return html.escape(clean(text))
