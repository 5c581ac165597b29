"""The jobs that workers do, by name. Each takes the open store, a folder for large answers, the limits, and arguments.

Modules are loaded when one of their jobs is first asked for, so that a worker for queries stays small.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.server.answers import Answer, Job, Limits
from kg.server.querying import answer_query

if TYPE_CHECKING:
    from kg.server.worker import OpenStore

__all__ = ["do_job"]

#: Jobs that make pages and data for them: a function ``(store, **arguments) -> Answer``.
_READERS = {
    "describe": "kg.server.description:describe_thing",
    "service": "kg.server.description:describe_service",
    "void": "kg.server.description:describe_dataset",
    "page": "kg.server.pages.making:make_page",
    "network": "kg.server.pages.network:tell_network",
    "file": "kg.server.pages.files:export_seen",
    "text": "kg.server.pages.texts:read_text",
}


def do_job(job: Job, opened: OpenStore, spool: Path, limits: Limits) -> Answer:
    """Does a job. Raises `Refusal`, or `KgError` for what the store or the query does not allow."""
    if job.name == "query":
        return answer_query(opened.fresh(), limits, spool, **job.arguments)
    if job.name == "update":
        from kg.server.updating import do_update

        return do_update(opened.folder, **job.arguments)
    if job.name == "catalogue":
        from kg.server.catalogue.building import build_catalogue

        path = build_catalogue(opened.fresh(), Path(job.arguments["path"]))
        return Answer(str(path).encode(), "text/plain")
    module, _, function = _READERS[job.name].partition(":")
    answer: Answer = getattr(import_module(module), function)(opened.fresh(), **job.arguments)
    return answer
