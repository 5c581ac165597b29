"""What a worker does: the events of the articles of one shard, as bytes that can be kept in a file or sent.

A shard is JSON Lines. The first line tells by which rules and weights it was made, then comes a line an article, in the
order they were given: its record (`kg.model`), or why there is none. The same articles and rules give the same bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from kg.corpus.timing import OutOfTime, limit_time
from kg.errors import ExtractorError, KgError
from kg.extraction import Extracted, Extractor, Refused, extract_checked, load_extractor
from kg.model import Article, Event
from kg.reading import Skipped

__all__ = ["Recipe", "Step", "extract_step", "name_rules", "read_shard", "work_shard", "write_atomically"]

Step: TypeAlias = Extracted | Skipped

#: An extractor need not be fit for several threads, and a worker of Dask may have such.
_ONE_AT_A_TIME = threading.Lock()


def extract_step(extractor: Extractor, article: Article, seconds: float) -> Step:
    """An article with its checked events; `Skipped` with the reason when the extractor fails or needs too long."""
    path = article.path or article.file
    try:
        with limit_time(seconds):
            return extract_checked(extractor, article)
    except ExtractorError as error:
        return Skipped(path, str(error).removeprefix(article.file).lstrip(",: "))
    except OutOfTime:
        return Skipped(path, f"takes longer than the limit of {seconds:g} seconds (article_seconds)")
    except (MemoryError, RecursionError) as error:
        return Skipped(path, f"cannot be extracted: {type(error).__name__}")


def name_rules(extractor: Extractor) -> dict[str, Any]:
    """By which rules and weights an extractor works: what the first line of its shards tells."""
    materials: Mapping[str, str] = getattr(extractor, "materials", {})
    return {"extractor": extractor.name, "version": extractor.version, "materials": dict(sorted(materials.items()))}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker makes its extractor: the name, and the folder of the user's own words, if there are such."""

    extractor: str
    lexicon: str | None = None


def work_shard(articles: Sequence[Article], recipe: Recipe, seconds: float, target: str | None = None) -> bytes:
    """The shard of some articles; written to ``target``, if given, so that it outlasts whoever asked for it."""
    with _ONE_AT_A_TIME:
        tool = _load(recipe)
        lines = [name_rules(tool), *(_tell(extract_step(tool, article, seconds)) for article in articles)]
    data = b"".join(json.dumps(line, sort_keys=True).encode() + b"\n" for line in lines)
    if target is not None:
        write_atomically(Path(target), data)
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Writes a file that is there wholly or not at all. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, scratch = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def read_shard(data: bytes, articles: Sequence[Article], rules: Mapping[str, Any]) -> list[Step]:
    """What a shard tells of the articles it was made of. Raises `ValueError` when it is damaged or of other rules."""
    try:
        head, *lines = [json.loads(line) for line in data.splitlines()]
        if head != rules:
            raise ValueError(f"made by {head.get('extractor')} {head.get('version')} with other rules or weights")
        return [_read(line, article) for line, article in zip(lines, articles, strict=True)]
    except (AttributeError, KeyError, TypeError, KgError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None


@lru_cache(maxsize=1)
def _load(recipe: Recipe) -> Extractor:
    return load_extractor(recipe.extractor, lexicon=recipe.lexicon)


def _tell(step: Step) -> dict[str, Any]:
    if isinstance(step, Skipped):
        return asdict(step)
    refused = [{"event": refused.event.to_record(), "reason": refused.reason} for refused in step.refused]
    return {"article": step.article.id, "events": [event.to_record() for event in step.events], "refused": refused}


def _read(line: Mapping[str, Any], article: Article) -> Step:
    if "reason" in line:
        return Skipped(line["path"], line["reason"])
    if line["article"] != article.id:
        raise ValueError(f"holds article {line['article']} where {article.id} is expected")
    refused = (Refused(Event.from_record(x["event"]), x["reason"]) for x in line["refused"])
    return Extracted(article, tuple(map(Event.from_record, line["events"])), tuple(refused))
