"""Gold files: articles whose events people have annotated, a JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluation.told import Told

__all__ = ["GoldArticle", "GoldSentence", "read_gold", "read_texts"]


@dataclass(frozen=True)
class GoldSentence:
    """A sentence of a gold article and the events that it reports, none perhaps."""

    text: str
    events: tuple[Told, ...]


@dataclass(frozen=True)
class GoldArticle:
    """A gold article: the name of its text file, and its sentences in the order of the text."""

    file: str
    sentences: tuple[GoldSentence, ...]

    def locate(self, text: str) -> list[tuple[int, int]]:
        """Where the sentences stand in the article's text, in code points. Raises `InputError` when one does not."""
        places, at = [], 0
        for sentence in self.sentences:
            start = text.find(sentence.text, at)
            if start < 0:
                start = text.find(sentence.text)
            if start < 0:
                raise InputError(f"{self.file}: the text lacks the gold sentence {sentence.text[:60]!r}")
            at = start + len(sentence.text)
            places.append((start, at))
        return places


def read_gold(path: Path) -> list[GoldArticle]:
    """The articles of a gold file (JSON Lines, one article a line). Raises `InputError` naming the line."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise InputError(f"{path}: no such gold file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    articles = [
        _read_article(line, f"{path.name}:{number}") for number, line in enumerate(text.split("\n"), 1) if line.strip()
    ]
    if not articles:
        raise InputError(
            f"{path}: no gold article in it; a gold file has one article a line, with its sentences and events"
        )
    return articles


def read_texts(gold: Iterable[GoldArticle], folder: Path) -> dict[str, str]:
    """Gold articles' texts by their file names, newlines untouched. Raises `InputError` naming the one missing."""
    texts = {}
    for article in gold:
        path = folder / article.file
        try:
            texts[article.file] = path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            raise InputError(f"{path}: no such article; name the folder of the texts with --articles") from None
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    return texts


def _read_article(line: str, where: str) -> GoldArticle:
    try:
        record = json.loads(line)
        sentences = [(str(sentence["text"]), list(sentence["events"])) for sentence in record["sentences"]]
        file = str(record["article"])
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    except (KeyError, TypeError) as error:
        raise InputError(
            f"{where}: no gold article: {error}; it needs article and sentences, each with text and events"
        ) from None
    read = tuple(
        GoldSentence(text, tuple(Told.from_record(event, where) for event in events)) for text, events in sentences
    )
    for told in (told for sentence in read for told in sentence.events):
        if told.act is None or told.type is None or told.status is None:
            raise InputError(f"{where}: the gold event {told.trigger!r} lacks act, type or status")
    return GoldArticle(file, read)
