"""What is installed, what is not, and what to do about it: the checks of ``kg doctor``.

Nothing but the standard library is imported before a check asks for it, so that they run where much is missing.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
import platform
import shutil
import sys
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution, entry_points
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kg import __version__

if TYPE_CHECKING:
    from packaging.requirements import Requirement

__all__ = ["EXTRAS", "PROGRAMS", "Finding", "examine"]

PACKAGE = "diplomatic-kg"
OLDEST_PYTHON = (3, 11)

State: TypeAlias = Literal["ok", "absent", "broken"]

#: What each extra gives.
EXTRAS = {
    "tables": "tables in Parquet and Stata, pandas data frames",
    "plots": "kg plot, pictures in notebooks",
    "cluster": "kg build --scheduler, on a Dask cluster",
    "docs": "the documentation as a site (make site)",
    "train": "learning weights of one's own (python -m training.events)",
    "dev": "the tests (make test)",
}

#: Programs that others have written for what kg writes, by their names on PATH, and what each is of use for.
PROGRAMS = {
    "R": (("Rscript",), "reads the tables that kg export writes"),
    "Gephi": (("gephi",), "opens the networks that kg export writes (.gexf)"),
    "Jupyter": (("jupyter",), "opens notebooks such as examples/events.ipynb"),
    "Oxigraph server": (("oxigraph", "oxigraph_server"), "a store to kg push to; kg serve needs none"),
    "Virtuoso": (("virtuoso-t",), "a store to kg push to; kg serve needs none"),
}

#: Plug-ins come in by these groups of entry points.
_GROUPS = ("kg.extractors", "kg.readers", "kg.exporters", "kg.folder_exporters", "kg.languages")

_REINSTALL = f"pip install --force-reinstall --no-deps {PACKAGE}, or from where it came"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``state`` is ok, absent (kg works without it) or broken (something will fail).

    ``advice`` says what to do, ``facts`` are versions and hashes in full.
    """

    section: str
    name: str
    state: State
    what: str
    advice: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """The finding as a JSON-ready mapping."""
        return {"section": self.section, "name": self.name, "state": self.state, "what": self.what,
                "advice": self.advice, "facts": dict(self.facts)}  # fmt: skip


def examine() -> Iterator[Finding]:
    """Looks at everything in turn: what kg needs, languages, plug-ins, extras, pictures, programs beside it."""
    for section, look in (
        ("needed", _look_at_python), ("needed", _look_at_package), ("needed", _look_at_libraries),
        ("needed", _look_at_files), ("needed", _look_at_store), ("languages", _look_at_languages),
        ("plug-ins", _look_at_plugins), ("extras", _look_at_extras), ("pictures", _look_at_fonts),
        ("beside kg", _look_at_programs),
    ):  # fmt: skip
        yield from _attempt(section, look)


def _attempt(section: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """The findings of one check; that it could not be made is a finding, too."""
    try:
        yield from look()
    except Exception as error:  # whatever is broken in an installation may raise anything
        name = look.__name__.rpartition("_")[2]
        yield Finding(section, name, "broken", f"cannot be looked at: {_tell(error)}", f"pip install {PACKAGE}")


def _tell(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _look_at_python() -> Iterator[Finding]:
    told = f"{platform.python_version()}, {sys.executable}"
    wanted = ".".join(map(str, OLDEST_PYTHON))
    good = sys.version_info >= OLDEST_PYTHON
    advice = "" if good else f"install Python {wanted} or newer, and kg into it"
    facts = {"version": platform.python_version(), "executable": sys.executable, "system": platform.platform(),
             "cores": str(os.cpu_count() or 1)}  # fmt: skip
    yield Finding("needed", "Python", "ok" if good else "broken", told, advice, facts)


def _look_at_package() -> Iterator[Finding]:
    where = str(Path(__file__).parent)
    facts = {"version": __version__, "folder": where}
    try:
        installed = version_of(PACKAGE)
    except PackageNotFoundError:
        what = f"{__version__} in {where}, not installed: extractors, readers and exporters are not found"
        yield Finding("needed", "kg", "broken", what, "pip install . in its folder", facts)
        return
    if installed == __version__:
        yield Finding("needed", "kg", "ok", f"{__version__}, {where}", "", facts)
    else:
        what = f"{__version__} runs from {where}, but {installed} is installed"
        advice = "pip install . in its folder, or leave that folder"
        yield Finding("needed", "kg", "broken", what, advice, {**facts, "installed": installed})


def _look_at_libraries() -> Iterator[Finding]:
    faults, versions = _check_requirements("")
    what = f"{len(versions)} of {len(versions) + len(faults)} that kg needs" + _list_faults(faults)
    advice = f"pip install {' '.join(_quote(need) for need in faults)}" if faults else ""
    yield Finding("needed", "libraries", "broken" if faults else "ok", what, advice, versions)


def _look_at_files() -> Iterator[Finding]:
    """Compares the installed files with the hashes that were noted when they were installed."""
    package = distribution(PACKAGE)
    # RECORD itself: `files` leaves out those that are lost, once the backport of importlib.metadata is imported
    listed = csv.reader([] if _is_working_copy(package) else (package.read_text("RECORD") or "").splitlines())
    noted = [(row[0], *row[1].split("=", 1)) for row in listed if row and row[0].startswith("kg/") and "=" in row[1]]
    if not noted:
        yield Finding("needed", "files", "ok", "those of a working copy: nothing to compare them with")
        return
    wrong = [name for name, mode, value in noted if _hash_file(package.locate_file(name), mode) != value]
    if wrong:
        what = f"{len(wrong)} of {len(noted)} changed or lost since kg was installed: {', '.join(wrong[:3])}"
        yield Finding("needed", "files", "broken", what, _REINSTALL, dict.fromkeys(wrong, "changed or lost"))
    else:
        yield Finding("needed", "files", "ok", f"all {len(noted)} as they were installed")


def _is_working_copy(package: Distribution) -> bool:
    """Whether it was installed in editable mode (PEP 610)."""
    told = json.loads(package.read_text("direct_url.json") or "{}")
    return bool(told.get("dir_info", {}).get("editable"))


def _hash_file(path: Any, mode: str) -> str:
    """The hash of a file as wheels note it (PEP 376: base64 for URLs, without padding); empty where it is gone."""
    try:
        with Path(path).open("rb") as stream:
            digest = hashlib.file_digest(stream, mode).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _look_at_store() -> Iterator[Finding]:
    """Makes a small graph and asks it."""
    import tempfile

    from kg.graph.store import GraphStore

    with tempfile.TemporaryDirectory() as folder, GraphStore.open(Path(folder) / "graph", create=True) as graph:
        good = bool(graph.query("ASK { VALUES ?x { 1 } }"))
    what = "a graph was made and asked" if good else "a question that must be answered with yes was answered with no"
    advice = "" if good else "pip install --force-reinstall pyoxigraph"
    yield Finding("needed", "store", "ok" if good else "broken", what, advice)


def _look_at_languages() -> Iterator[Finding]:
    from kg.languages.folders import list_packages

    for language, package in list_packages().items():
        yield from _attempt_language(language, package)


def _attempt_language(language: str, package: str) -> Iterator[Finding]:
    """Loads a language's pack and weights, as reading would."""
    ours = package == f"kg.languages.{language}"
    try:
        from kg.languages.pack import load_pack
        from kg.pipeline.judges import make_judge
        from kg.pipeline.materials import hash_materials

        make_judge(load_pack(language))
        facts = {
            name.split()[0]: value for name, value in hash_materials([language]).items() if language in name.split()
        }
    except Exception as error:  # a stranger's pack may raise anything
        advice = _REINSTALL if ours else f"reinstall the distribution that brings {package}"
        yield Finding("languages", language, "broken", _tell(error), advice, {"package": package})
        return
    what = ", ".join(f"{name} {value[:12]}" for name, value in sorted(facts.items()))
    what += "" if ours else f", of {package}"
    yield Finding("languages", language, "ok", what, "", {"package": package, **facts})


def _look_at_plugins() -> Iterator[Finding]:
    """Loads every extractor, reader, exporter and language that another distribution brings."""
    for group in _GROUPS:
        for point in sorted(entry_points(group=group)):
            source = point.dist.name if point.dist else "unknown"
            if source == PACKAGE:
                continue
            name = f"{group.removeprefix('kg.').rstrip('s').replace('_', ' ')} {point.name}"
            facts = {"from": source, "object": point.value}
            try:
                point.load()
            except Exception as error:  # a stranger's module may raise anything
                advice = f"mend or remove it: pip uninstall {source}"
                yield Finding("plug-ins", name, "broken", f"of {source}: {_tell(error)}", advice, facts)
            else:
                yield Finding("plug-ins", name, "ok", f"of {source}", "", facts)


def _look_at_extras() -> Iterator[Finding]:
    known = distribution(PACKAGE).metadata.get_all("Provides-Extra") or []
    for extra in sorted(known, key=lambda name: (*EXTRAS, name).index(name)):
        faults, versions = _check_requirements(extra)
        gives = EXTRAS.get(extra, "")
        if not faults:
            yield Finding("extras", extra, "ok", gives, "", versions)
            continue
        advice = f"pip install '{PACKAGE}[{extra}]'"
        yield Finding("extras", extra, "absent", gives + _list_faults(faults), advice, {**versions, **faults})


def _check_requirements(extra: str) -> tuple[dict[str, str], dict[str, str]]:
    """What an extra needs, or with '' what kg itself needs: what is wrong by requirement, and versions by name."""
    faults: dict[str, str] = {}
    versions: dict[str, str] = {}
    for need in _list_requirements(distribution(PACKAGE), extra):
        try:
            found = version_of(need.name)
        except PackageNotFoundError:
            faults[f"{need.name}{need.specifier}"] = "not installed"
            continue
        if need.specifier.contains(found, prereleases=True):
            versions[need.name] = found
        else:
            faults[f"{need.name}{need.specifier}"] = f"{found} is installed"
    return faults, versions


def _list_requirements(package: Distribution, extra: str) -> Iterator[Requirement]:
    """The requirements of an extra that hold here; where one names other extras of ours, theirs."""
    from packaging.requirements import Requirement

    for line in package.requires or []:
        need = Requirement(line)
        if need.marker is None:
            wanted = not extra
        else:
            wanted = need.marker.evaluate({"extra": extra}) and not (extra and need.marker.evaluate({"extra": ""}))
        if not wanted:
            continue
        if need.name == PACKAGE:
            for other in sorted(need.extras):
                yield from _list_requirements(package, other)
        else:
            yield need


def _list_faults(faults: Mapping[str, str]) -> str:
    told = [f"{need} ({fault})" if fault != "not installed" else need for need, fault in faults.items()]
    rest = f" and {len(told) - 4} more" if len(told) > 4 else ""
    return f"; lacks {', '.join(told[:4])}{rest}" if told else ""


def _quote(need: str) -> str:
    return f"'{need}'"


def _look_at_fonts() -> Iterator[Finding]:
    """Whether pictures can show Arabic: a matplotlib that shapes it, and a font that has its letters."""
    from kg.errors import ExportError
    from kg.plots.style import FONT, styled

    needed = "pip install -U 'diplomatic-kg[plots]'"
    try:
        with styled():
            from matplotlib.font_manager import FontProperties, findfont, get_font

            path = findfont(FontProperties(family=FONT), fallback_to_default=False)
            letters = get_font(path).get_charmap()
    except ExportError as error:
        yield Finding("pictures", "Arabic", "absent", str(error).partition(";")[0], needed)
        return
    except ValueError as error:
        what = f"matplotlib does not find its font {FONT}: {error}"
        yield Finding("pictures", "Arabic", "broken", what, "pip install --force-reinstall matplotlib")
        return
    if ord("ع") in letters:
        what = f"letters of {FONT}, shaped and ordered by matplotlib {version_of('matplotlib')}"
        yield Finding("pictures", "Arabic", "ok", what, "", {"font": str(path)})
    else:
        what = f"the font that passes for {FONT} has no Arabic letters: {path}"
        yield Finding("pictures", "Arabic", "broken", what, "remove it, and the cache of matplotlib's fonts")


def _look_at_programs() -> Iterator[Finding]:
    try:
        browser = webbrowser.get()
        told = getattr(browser, "name", type(browser).__name__)
        yield Finding("beside kg", "browser", "ok", f"shows the explorer of kg serve ({told})")
    except webbrowser.Error:
        what = "shows the explorer of kg serve; this machine has none"
        yield Finding(
            "beside kg", "browser", "absent", what, "open the address that kg serve tells from another machine"
        )
    for name, (commands, use) in PROGRAMS.items():
        path = next(filter(None, map(shutil.which, commands)), None)
        yield Finding("beside kg", name, "ok" if path else "absent", use, "", {"path": path} if path else {})
