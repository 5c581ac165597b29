"""``kg remove``: takes articles out of the graph, and all that only they told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import PARTLY, store_option
from kg.cli.terminal import count, note

if TYPE_CHECKING:
    from kg.graph.store import GraphStore
    from kg.graph.stored import ArticleInfo

#: So many articles of one name are told.
MOST_TOLD = 5


@click.command()
@click.argument("names", metavar="ARTICLE…", nargs=-1, required=True)
@store_option(must_exist=True)
@click.option("--all", "every", is_flag=True, help="Where several articles have the same name, remove all of them.")
@click.pass_context
def remove(ctx: click.Context, names: tuple[str, ...], store: Path, every: bool) -> None:
    """Take articles out of the graph, with all that only they told.

    ARTICLE is an article's id, its URL, its path under the folder it was built from, or its file's name, as
    `kg status --articles` lists them. What other articles tell, too, stays; events are merged anew without it. The path
    of something that failed makes the graph forget the failure.
    """
    from kg.graph.store import GraphStore

    removed = failed = 0
    with GraphStore.open(store, writable=True) as graph:
        for name in names:
            found = graph.find_articles(name)
            if len(found) > 1 and not every:
                note(_say_several(name, found))
                failed += 1
                continue
            for info in found:
                removed += graph.remove_article(info.id)
            forgotten = [graph.note_failure(path, None) for path in {name, *(info.path for info in found)}]
            if not found and not any(forgotten):
                note(_say_unknown(name, graph))
                failed += 1
    if not failed or removed:
        note(f"{count(removed, 'article')} removed")
    ctx.exit((PARTLY if removed else 1) if failed else 0)


def _say_several(name: str, found: list[ArticleInfo]) -> str:
    told = ", ".join(f"{info.id} ({info.title or info.file})" for info in found[:MOST_TOLD])
    more = " …" if len(found) > MOST_TOLD else ""
    return f"{len(found)} articles are called {name}: {told}{more}; give an id, or --all for all of them"


def _say_unknown(name: str, graph: GraphStore) -> str:
    """That there is no such article, with the nearest name there is."""
    from kg.graph.overview import find_near_name

    names = (known for info in graph.articles() for known in (info.path, info.file, info.url) if known)
    near = find_near_name(name, names)
    hint = f"did you mean {near}?" if near else "list them with `kg status --articles`"
    return f"no article {name!r} in the graph; {hint}"
