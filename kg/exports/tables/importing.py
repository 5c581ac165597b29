"""Tables of events read back: ours, edited or filtered, and others' that have the same columns.

Of each article that the rows name, what they hold of it is made an article again: its sentences, in the order of the
rows. So every event has its evidence, and whatever checks a record of `kg extract` checks it.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from kg.edtf import is_valid
from kg.errors import InputError, RecordError
from kg.exports.cells import unguard
from kg.exports.tables.coding import SEPARATOR
from kg.extraction import check_event
from kg.gazetteer import load_countries
from kg.model import (
    ACT_TYPES,
    KINDS,
    STATUSES,
    Article,
    Block,
    Event,
    Gloss,
    Participant,
    Sentence,
    Words,
    hash_id,
    type_of,
)
from kg.vocabulary.acts import ACTS
from kg.vocabulary.namespaces import BASE, WD

__all__ = ["Left", "read_table"]

Row: TypeAlias = Mapping[str, str]

#: What a table must have: who and what. All other columns may be missing.
_NEEDED = ("actor",)

#: How an act and a code match (SKOS), the best first.
_MATCHES = ("exactMatch", "closeMatch", "broadMatch")


@dataclass(frozen=True, slots=True)
class Left:
    """A row that could not be taken, with the reason in one line."""

    line: int
    reason: str


def read_table(path: Path, base: str = BASE) -> Iterator[tuple[Article, list[Event]] | Left]:
    """The articles of a table ``events`` or ``reports`` with their events, by article; bad rows with their reason.

    ``path`` is .csv, .parquet or .dta. Needed are ``actor`` and ``act`` (else ``cameo``, whose nearest act is taken).
    Identifiers that begin with ``base`` are ours. Raises `InputError` when the file cannot be read or lacks a column.
    """
    # Rows are put in order on disk: those of one article need not stand together.
    with closing(sqlite3.connect("")) as rows:
        rows.execute("CREATE TABLE rows (article TEXT, line INTEGER, cells TEXT)")
        rows.executemany("INSERT INTO rows VALUES (?, ?, ?)", _list_rows(path))
        found = rows.execute("SELECT article, line, cells FROM rows ORDER BY article, line")
        for _, group in groupby(found, key=lambda row: row[0]):
            yield from _make_article([(line, json.loads(cells)) for _, line, cells in group], path.name, base)


def _list_rows(path: Path) -> Iterator[tuple[str, int, str]]:
    for line, row in enumerate(_read_rows(path), 2):
        if line == 2:
            missing = [name for name in _NEEDED if name not in row]
            if missing or not ("act" in row or "cameo" in row):
                lacks = missing[0] if missing else "act (or cameo)"
                raise InputError(f"{path}: lacks the column {lacks}; `kg export -o codebook.md` lists all columns")
        article = row.get("url") or "\0".join((row.get("file", ""), row.get("part", "")))
        yield article, line, json.dumps(row)


def _read_rows(path: Path) -> Iterator[Row]:
    ending = path.suffix.lower()
    try:
        if ending == ".csv":
            csv.field_size_limit(1 << 24)
            with path.open(encoding="utf-8-sig", newline="") as file:
                for cells in csv.DictReader(file):
                    yield {name: unguard(cell or "") for name, cell in cells.items() if isinstance(name, str)}
        elif ending == ".parquet":
            import pyarrow.parquet as pq

            for batch in pq.ParquetFile(path).iter_batches(batch_size=5000):
                yield from map(_flatten, batch.to_pylist())
        elif ending == ".dta":
            import pandas as pd

            with pd.read_stata(path, chunksize=5000) as chunks:
                for chunk in chunks:
                    yield from (_flatten({str(k): v for k, v in row.items()}) for row in chunk.to_dict("records"))
        else:
            raise InputError(f"{path}: tables that are read end in .csv, .parquet or .dta")
    except ImportError as error:
        raise InputError(
            f"{path}: {error.name} is not installed; get it with: pip install 'diplomatic-kg[tables]'"
        ) from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (UnicodeDecodeError, csv.Error, ValueError) as error:
        raise InputError(f"{path}: cannot be read as a table: {' '.join(str(error).split())[:200]}") from None


def _flatten(row: Mapping[str, object]) -> Row:
    out = {}
    for name, value in row.items():
        empty = value is None or value != value or str(value) == "NaT"  # noqa: PLR0124 - NaN differs from itself
        whole = isinstance(value, float) and not empty and value.is_integer()
        text = str(int(value)) if whole and isinstance(value, float) else str(value)
        out[str(name)] = "" if empty else text.removesuffix(" 00:00:00")
    return out


def _make_article(rows: list[tuple[int, Row]], table: str, base: str) -> Iterator[tuple[Article, list[Event]] | Left]:
    """An article of the sentences that its rows hold, each once, with their events."""
    places: dict[str, int] = {}
    length = 0
    for _, row in rows:
        sentence = _find_sentence(row)
        if sentence and sentence not in places:
            places[sentence] = length
            length += len(sentence) + 1
    first = rows[0][1]
    name = first.get("file") or table
    part = int(first["part"]) if first.get("part", "").isdigit() else 0
    published = first.get("published") or None
    article = Article(
        file=name, part=part, text="".join(f"{sentence}\n" for sentence in places), path=name,
        blocks=tuple(Block(start, start + len(sentence), sentence) for sentence, start in places.items()),
        published=published if published and is_valid(published) else None, outlet=first.get("outlet") or None,
        language=first.get("language") or None, url=first.get("url") or None,
    )  # fmt: skip
    events = []
    for line, row in rows:
        try:
            event = _make_event(row, article, places, base)
            check_event(event, article)
            events.append(event)
        except RecordError as error:
            yield Left(line, f"line {line}: {error}")
    yield article, events


def _find_sentence(row: Row) -> str:
    """The sentence of a row, else the best that the row has in its place."""
    for name in ("sentence", "statement_ar", "statement_en"):
        if text := " ".join(row.get(name, "").split()):
            return text
    return " ".join(filter(None, (row.get("actor"), row.get("act") or row.get("cameo"), row.get("recipient"))))


def _make_event(row: Row, article: Article, places: Mapping[str, int], base: str) -> Event:
    text = _find_sentence(row)
    if not text:
        raise RecordError("the row is empty")
    start = places[text]
    sentence = Sentence(text, start, start + len(text))
    act, status = _find_act(row), row.get("status") or "actual"
    if status not in STATUSES:
        raise RecordError(f"unknown status {status!r}; known are {', '.join(STATUSES)}")
    types = (type_of(act, status), type_of(act, status, past=True))
    edtf = row.get("date_edtf") or (row.get("date", "") if row.get("date_from") != "published" else "")
    themes = _list_glosses(row, "theme", sentence)
    return Event(
        id=hash_id(article.id, text, act, *(row.get(name, "") for name in ("trigger", "actor", "recipient"))),
        article=article.file, part=article.part, trigger=_find_words(sentence, row.get("trigger", "")), act=act,
        type=row["type"] if row.get("type") in types else types[0],
        actors=_list_people(row, "actor", sentence, base), recipients=_list_people(row, "recipient", sentence, base),
        said_by=_list_people(row, "said_by", sentence, base), theme=themes[0] if themes else None,
        topics=(*themes[1:], *_list_glosses(row, "topics", sentence)), place=row.get("place") or None,
        date=edtf or None, status=status, sentence=sentence, rule=row.get("rule") or "table",
        context=row.get("context") or None,
        confidence=_read_number(row.get("confidence", ""), 1.0), mode=row.get("mode") or None,
        cameo=row.get("cameo") or None,
        goldstein=_read_number(row["goldstein"], 0.0) if row.get("goldstein") else None, extractor="table",
    )  # fmt: skip


def _find_act(row: Row) -> str:
    act = row.get("act", "").strip().lower()
    if act in ACT_TYPES:
        return act
    if act:
        raise RecordError(f"unknown act {act!r}; known are {', '.join(ACTS)}")
    cameo = row.get("cameo", "").strip()
    # The act of the code itself, else of the nearest code above it.
    while len(cameo) >= 2:
        if found := [name for name, known in ACTS.items() if known.cameo == cameo]:
            return min(found, key=_tell_distance)
        cameo = cameo[:-1]
    raise RecordError(f"no act for the CAMEO code {row.get('cameo', '')!r}; give the column act")


def _tell_distance(name: str) -> tuple[int, bool, bool]:
    """How far an act is from its CAMEO code: by the kind of match, then plain acts before special ones."""
    act = ACTS[name]
    return _MATCHES.index(act.cameo_match), act.family != name, act.stage is not None


def _find_words(sentence: Sentence, *wanted: str) -> Words:
    """The first of some words that stand in a sentence, else the whole sentence."""
    for words in filter(None, wanted):
        place = sentence.text.find(words)
        if place >= 0:
            return Words(words, sentence.start + place, sentence.start + place + len(words))
    return Words(sentence.text, sentence.start, sentence.end)


def _split(row: Row, name: str) -> list[str]:
    return row[name].split(SEPARATOR) if row.get(name) else []


def _list_people(row: Row, side: str, sentence: Sentence, base: str) -> tuple[Participant, ...]:
    names = _split(row, side)
    columns = {part: _split(row, f"{side}_{part}") for part in ("ar", "id", "kind", "iso3")}
    found = []
    for number, name in enumerate(names):
        own = {part: cells[number] if len(cells) == len(names) else "" for part, cells in columns.items()}
        country = load_countries().get(own["iso3"])
        kind = own["kind"] or (
            "state" if country and name in (country.name_en, country.iso3) else "government" if country else "nonstate"
        )
        if kind not in (*KINDS, "unresolved"):
            raise RecordError(f"unknown {side}_kind {kind!r}; known are {', '.join((*KINDS, 'unresolved'))}")
        ident = own["id"]
        if ident.startswith(WD):
            ident = f"wd:{ident.removeprefix(WD)}"
        elif not ident and kind == "state" and country:
            ident = f"wd:{country.qid}"
        words = _find_words(sentence, own["ar"], name)
        resolved = kind != "unresolved"
        found.append(
            Participant(
                words.text, words.start, words.end, name, own["ar"] or None, own["iso3"] or None if resolved else None,
                kind if resolved else "person", ident.removeprefix(base), resolved,
            )
        )  # fmt: skip
    # A table lists names by the alphabet; the text tells who came first.
    return tuple(sorted(found, key=lambda person: person.start))


def _list_glosses(row: Row, name: str, sentence: Sentence) -> tuple[Gloss, ...]:
    """Themes or topics; one whose words do not stand in the sentence has the whole sentence as its words."""
    english, arabic = _split(row, name), _split(row, f"{name}_ar")
    found: list[Gloss] = []
    for number, text in enumerate(english):
        other = arabic[number] if len(arabic) == len(english) else ""
        words = _find_words(sentence, other, text)
        found.append(Gloss(words.text, words.start, words.end, text if text != other else None))
    return tuple(found)


def _read_number(text: str, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        raise RecordError(f"{text!r} is no number") from None
