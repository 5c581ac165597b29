"""What a ``.json`` beside a text states about it: ``url``, ``published``, ``outlet``, ``language``, ``title``."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.reading.publication import clean_date
from kg.reading.sources import Facts

__all__ = ["facts_of", "find_text", "name_text", "parse_sidecar", "read_sidecar"]

#: Files that may have a sidecar: those that hold one page each.
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")
_LARGEST = 2**20
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_]\w+)*$")
#: What may not stand in an IRI, controls and directional overrides among them.
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]")


def find_text(path: Path) -> Path | None:
    """The text that a ``.json`` file stands beside, with the same stem: then it is its sidecar and no article."""
    if path.suffix.lower() != ".json":
        return None
    beside = (path.with_suffix(written) for suffix in _TEXT_SUFFIXES for written in (suffix, suffix.upper()))
    return next((text for text in beside if text.is_file()), None)


def read_sidecar(path: Path) -> tuple[Facts, list[str]]:
    """The facts of the sidecar of a text, none when it has no sidecar, and what is wrong with it, if anything.

    A wrong sidecar costs its wrong values, never the article.
    """
    sidecar = path.with_suffix(".json")
    if path.suffix.lower() not in _TEXT_SUFFIXES or not sidecar.is_file():
        return Facts(), []
    try:
        if sidecar.stat().st_size > _LARGEST:
            return Facts(), [f"sidecar ignored: has more than {_LARGEST:,} bytes"]
        data = sidecar.read_bytes()
    except OSError as error:
        return Facts(), [f"sidecar ignored: {error.strerror or error}"]
    return parse_sidecar(data)


def name_text(sidecar: str, names: Container[str]) -> str | None:
    """Which of some names is the text that a ``.json`` stands beside, None when it is no sidecar."""
    stem, ending = sidecar[:-5], sidecar[-5:]
    if ending.lower() != ".json":
        return None
    return next((stem + x for suffix in _TEXT_SUFFIXES for x in (suffix, suffix.upper()) if stem + x in names), None)


def parse_sidecar(data: bytes) -> tuple[Facts, list[str]]:
    """The facts of a sidecar, and what is wrong with it, if anything."""
    try:
        return facts_of(json.loads(data))
    except (ValueError, RecursionError) as error:
        return Facts(), [f"sidecar ignored: {str(error) or 'too deeply nested'}"]
    except InputError as error:
        return Facts(), [f"sidecar ignored: {error}"]


def facts_of(stated: Any) -> tuple[Facts, list[str]]:
    """The facts that a JSON object states, and a line for each value that is none. Raises `InputError` else."""
    if not isinstance(stated, Mapping):
        raise InputError(
            f"must be a JSON object with url, published, outlet, language, title, not {type(stated).__name__}"
        )
    problems: list[str] = []
    values: dict[str, str | None] = {}
    for name in ("url", "published", "outlet", "language", "title"):
        value = stated.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            problems.append(f"{name} ignored: must be text, not {type(value).__name__}")
            continue
        cleaned = _CLEANERS[name](value)
        if cleaned is None:
            problems.append(f"{name} ignored: {_EXPECTED[name]}, not {value[:60]!r}")
        else:
            values[name] = cleaned
    return Facts(**values), problems


def _clean_line(value: str) -> str | None:
    """One line without controls: what is shown on terminals and in tables."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", value).split())
    return line or None


def _clean_url(value: str) -> str | None:
    value = value.strip()
    return value if re.match(r"https?://[^/]", value, re.IGNORECASE) and not _NO_IRI.search(value) else None


def _clean_language(value: str) -> str | None:
    code = value.strip().casefold()
    return re.split(r"[-_]", code)[0] if _LANGUAGE.match(code) else _name_languages().get(code)


@cache
def _name_languages() -> Mapping[str, str]:
    """The code of each language by its English name in small letters, as CLDR has them; GDELT writes ``Arabic``."""
    from babel import Locale

    english = Locale.parse("en_GB").languages
    return {name.casefold(): code for code, name in english.items() if _LANGUAGE.fullmatch(code)}


_CLEANERS = {
    "url": _clean_url,
    "published": clean_date,
    "outlet": _clean_line,
    "language": _clean_language,
    "title": _clean_line,
}
_EXPECTED = {
    "url": "must be an http or https address",
    "published": "must be an ISO date (YYYY-MM-DD, YYYY-MM or YYYY)",
    "outlet": "must be a name",
    "language": "must be a language code such as ar or en",
    "title": "must be text",
}
