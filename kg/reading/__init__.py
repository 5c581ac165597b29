"""Reads news pages: a file or folder goes in, articles without page furniture come out, with a reason for all the rest.

``read_articles`` is the door. Files are read by plug-ins (`Reader`, entry-point group ``kg.readers``) that give pages;
what follows is the same for all: the page is split into its articles, furniture is left out with its reason, date,
outlet and language are taken from where they stand. What a sidecar or record states goes before what the text tells,
and that before the ``defaults`` of the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from kg.errors import InputError
from kg.model import Article
from kg.reading.folder import find_files, find_reader, is_about
from kg.reading.language import detect_language
from kg.reading.limits import Limits
from kg.reading.mojibake import find_mojibake
from kg.reading.packed import is_archive, name_unpacked, walk_archive
from kg.reading.sidecar import find_text, name_text, parse_sidecar, read_sidecar
from kg.reading.sources import Facts, Page, Reader, Skipped, Source
from kg.reading.splitting import Draft, split_page

__all__ = ["Facts", "Limits", "Page", "Reader", "Skipped", "Source", "read_articles", "read_data", "read_file"]

_NO_LIMITS_CHANGED = Limits()
_NOTHING = Facts()


def read_articles(
    path: Path,
    *,
    root: Path | None = None,
    defaults: Facts = _NOTHING,
    limits: Limits = _NO_LIMITS_CHANGED,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Skipped]:
    """The articles of a file or folder in a fixed order, and a `Skipped` for each file or part that could not be read.

    A folder is read with all folders in it, sorted by path. ``root`` is what paths are given under (the folder itself,
    or a file's parent): the identity of an article without a URL. ``defaults`` are facts for articles that state none,
    ``columns`` the names of the columns of tables and JSON where the usual ones do not tell (``{"text": "corpo"}``).
    Nothing is raised for bad input: a missing path is a `Skipped` too.
    """
    path = Path(path)
    if not path.is_dir():
        yield from read_file(path, root=root, defaults=defaults, limits=limits, columns=columns)
        return
    for found in find_files(path):
        if isinstance(found, Skipped):
            yield found
        elif find_text(found) is None:
            file = found.relative_to(path).as_posix()
            yield from read_file(found, root=root or path, defaults=defaults, limits=limits, columns=columns, file=file)


def read_file(
    path: Path,
    *,
    root: Path | None = None,
    defaults: Facts = _NOTHING,
    limits: Limits = _NO_LIMITS_CHANGED,
    columns: Mapping[str, str] | None = None,
    file: str | None = None,
) -> Iterator[Article | Skipped]:
    """The articles of one file, as `read_articles` gives them. ``file`` is its name in events, by default its name."""
    path = Path(path)
    source = Source(path, _clean_name(file or path.name), _clean_name(_path_under(path, root)), limits, columns or {})
    try:
        if not path.exists():
            raise InputError("no such file or folder")
        if text := find_text(path):
            raise InputError(f"is no article but the sidecar of {_clean_name(text.name)}; read that")
        facts, problems = read_sidecar(path)
        sidecar = _clean_name(_path_under(path.with_suffix(".json"), root))
        yield from (Skipped(sidecar, problem) for problem in problems)
        if is_archive(path):
            yield from _read_archive(source, defaults)
        else:
            yield from _read_source(source, facts, defaults)
    except InputError as error:
        yield Skipped(source.path, str(error))
    except OSError as error:
        yield Skipped(source.path, f"cannot be read: {error.strerror or error}")


def read_data(
    data: bytes,
    name: str,
    *,
    defaults: Facts = _NOTHING,
    limits: Limits = _NO_LIMITS_CHANGED,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Skipped]:
    """The articles of a file that does not lie on the disk; its name tells what it is."""
    source = Source(Path(name), name, name, limits, columns or {}, data)
    try:
        yield from _read_source(source, _NOTHING, defaults)
    except InputError as error:
        yield Skipped(source.path, str(error))


def _read_source(source: Source, facts: Facts, defaults: Facts) -> Iterator[Article | Skipped]:
    for page in find_reader(source.location).read(source):
        if isinstance(page, Skipped):
            yield page
        else:
            yield from _read_page(page, source, facts, defaults)


def _read_archive(archive: Source, defaults: Facts) -> Iterator[Article | Skipped]:
    """The articles of the files in an archive, which are called as if it were a folder.

    It is gone through twice: a sidecar may lie behind its text.
    """
    names = {name for name, _ in walk_archive(archive.location, archive.limits)}
    texts = {name: text for name in names if (text := name_text(name, names))}
    sidecars = {
        texts[name]: parse_sidecar(data) if isinstance(data, bytes) else (_NOTHING, [f"sidecar ignored: {data}"])
        for name, data in (walk_archive(archive.location, archive.limits) if texts else ())
        if name in texts
    }
    for name, data in walk_archive(archive.location, archive.limits):
        if name in texts or is_about(PurePosixPath(name)):
            continue
        clean = _clean_name(name)
        source = Source(
            Path(name), f"{archive.file}/{clean}", f"{archive.path}/{clean}", archive.limits, archive.columns,
            data if isinstance(data, bytes) else None,
        )  # fmt: skip
        facts, problems = sidecars.get(name, (_NOTHING, []))
        yield from (Skipped(source.path, problem) for problem in problems)
        try:
            if isinstance(data, InputError):
                raise data
            if is_archive(source.location) or name_unpacked(source.location) != source.location:
                raise InputError("is packed within an archive; unpack it first")
            yield from _read_source(source, facts, defaults)
        except InputError as error:
            yield Skipped(source.path, str(error))


def _path_under(path: Path, root: Path | None) -> str:
    try:
        return path.relative_to(root or path.parent).as_posix()
    except ValueError:
        return path.as_posix()


def _clean_name(name: str) -> str:
    """A file's name as it can be written everywhere: bytes that are no UTF-8 and control characters become U+FFFD."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c < " " or "\x7f" <= c <= "\x9f" else c for c in name)


def _read_page(page: Page, source: Source, stated: Facts, defaults: Facts) -> Iterator[Article | Skipped]:
    """The articles on one page. What a sidecar has ``stated`` goes before the page's metadata, that before its text.

    Only a page's URL holds for all its articles; its title, date, outlet and language are those of the first.
    """
    rubbish = find_mojibake(page.text)
    if rubbish is not None:
        more = "save it anew from its source" if rubbish.whole else "the rest is read"
        yield Skipped(source.path + page.record, f"{'is' if rubbish.whole else 'holds'} {rubbish}; {more}")
        if rubbish.whole:
            return
    facts = stated.over(page.facts)
    drafts = split_page(page.text, marked_up=page.marked_up, limits=source.limits)
    if not any(draft.blocks for draft in drafts):
        yield Skipped(source.path + page.record, _say_why_empty(drafts))
        return
    for draft in drafts:
        for out in draft.left_out:
            if out.end - out.start > source.limits.line_chars:
                yield Skipped(source.path + page.record, f"left out {out.reason}; the rest is read")
    for part, draft in enumerate(drafts):
        size, most = sum(len(block.text) for block in draft.blocks), source.limits.text_chars
        if size > most:
            yield Skipped(source.path + page.record, f"a text of {size:,} characters, more than {most:,} (text_chars)")
            continue
        known = facts if part == 0 else Facts(url=facts.url)
        prose = "\n".join(block.text for block in draft.blocks)
        told = Facts(None, draft.published, draft.outlet, None, draft.title)
        found = known.over(told).over(defaults)
        yield Article(
            file=source.file + page.record,
            part=part,
            text=page.text,
            blocks=tuple(draft.blocks),
            left_out=tuple(draft.left_out),
            path=source.path + page.record,
            title=found.title,
            published=found.published,
            outlet=found.outlet,
            language=known.language or detect_language(prose) or defaults.language,
            url=found.url,
        )


def _say_why_empty(drafts: list[Draft]) -> str:
    reasons = sorted({out.reason for draft in drafts for out in draft.left_out})
    return "no sentence of prose found" + (f"; what is there: {', '.join(reasons[:5])}" if reasons else "")
