"""The folder of a store: its description, and the snapshots that readers see.

store.json      format, base of the IRIs
graph/          Oxigraph, opened by one writer at a time
snapshots/      consistent states for readers; the newest is the one that the last writer published
graph.new/      a graph in the making (`kg check --rebuild`); graph.ready/ a whole one that takes its place
records/        an article with its text and its events, a file each, named by its content
shards/         what the workers of a build have extracted and the graph does not have yet
lock            held by the writer
unpublished     there while the graph holds more than the newest snapshot
unmerged        there while the store is filled: its articles are there, their events are still to be merged
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreError
from kg.graph.failures import tell_failures
from kg.graph.identifiers import Minter
from kg.graph.locks import take_lease

__all__ = [
    "FORMAT", "find_snapshot", "finish_swap", "is_unmerged", "make_layout", "mark_unmerged", "publish_snapshot",
    "read_base", "renew_description",
]  # fmt: skip

#: Version of the layout on disk and of the shape of the graph. A store with a higher one is refused.
FORMAT = 4


def make_layout(folder: Path, base: str) -> None:
    """Makes the folder of a new store; does nothing where there is one.

    Raises `StoreError` when the folder is a file, holds something else, or cannot be made.
    """
    if (folder / "store.json").exists():
        return
    Minter(base)
    with tell_failures(folder, "made"):
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder}: is a file; a store needs a folder of its own")
        if folder.exists() and any(x.name not in ("lock", "records", "store.json.part") for x in folder.iterdir()):
            raise StoreError(f"{folder}: holds other files and no store; give a new or an empty folder")
        (folder / "records").mkdir(parents=True, exist_ok=True)
        renew_description(folder, base)


def renew_description(folder: Path, base: str) -> None:
    """Writes the description of a store of this version. Raises `OSError`."""
    scratch = folder / "store.json.part"
    scratch.write_text(json.dumps({"format": FORMAT, "base": base}) + "\n", encoding="utf-8")
    scratch.rename(folder / "store.json")


def finish_swap(folder: Path) -> None:
    """Lets a graph that was rebuilt take the place of the old one, however far that had come. Raises `OSError`.

    What is called ``graph.ready`` is whole; ``graph.new`` is what a rebuilding left that was killed.
    """
    ready = folder / "graph.ready"
    if ready.is_dir():
        if (folder / "graph").is_dir():
            shutil.rmtree(folder / "graph.old", ignore_errors=True)
            (folder / "graph").rename(folder / "graph.old")
        ready.rename(folder / "graph")
    for left in ("graph.old", "graph.new"):
        shutil.rmtree(folder / left, ignore_errors=True)


def read_base(folder: Path, *, any_older: bool = False) -> str:
    """The base of a store's IRIs, of an older version only with ``any_older``.

    Raises `StoreError` when there is no store, its description is damaged, or another version made it.
    """
    try:
        meta = json.loads((folder / "store.json").read_text(encoding="utf-8"))
        made, base = int(meta["format"]), str(meta["base"])
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{folder}: no store there; make one with `kg build PATH --store {folder}`") from None
    except OSError as error:
        raise StoreError(f"{folder}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError(
            f"{folder}: the store is damaged (store.json cannot be read); restore it from a copy, or build it again"
        ) from None
    if made > FORMAT:
        raise StoreError(
            f"{folder}: made by a newer version (format {made}, this one knows {FORMAT}); update diplomatic-kg"
        )
    if made < FORMAT and not any_older:
        raise StoreError(
            f"{folder}: made by an older version (format {made}, this one has {FORMAT}); "
            f"bring it up to date with `kg check --rebuild --store {folder}`"
        )
    return base


def is_unmerged(folder: Path) -> bool:
    """Whether the events of a store that was filled are still to be merged."""
    return (folder / "unmerged").exists()


def mark_unmerged(folder: Path, unmerged: bool) -> None:
    """Notes that they are, or that they have been. Raises `OSError`."""
    if unmerged:
        (folder / "unmerged").touch()
    else:
        (folder / "unmerged").unlink(missing_ok=True)


def find_snapshot(folder: Path) -> Path | None:
    """The newest published state, None when there is none yet."""
    try:
        names = sorted(x.name for x in (folder / "snapshots").iterdir() if x.name.isdigit())
    except FileNotFoundError:
        return None
    return folder / "snapshots" / names[-1] if names else None


def publish_snapshot(folder: Path, backup: Callable[[str], None]) -> None:
    """Makes a new snapshot, which ``backup`` writes into the folder it is given, and drops those nobody reads."""
    with tell_failures(folder, "written"):
        snapshots = folder / "snapshots"
        snapshots.mkdir(exist_ok=True)
        for scratch in snapshots.glob("*.part"):
            shutil.rmtree(scratch)
        old = [x for x in snapshots.iterdir() if x.name.isdigit()]
        number = max((int(x.name) for x in old), default=0) + 1
        scratch = snapshots / f"{number:08d}.part"
        backup(str(scratch))
        scratch.rename(snapshots / f"{number:08d}")
        (folder / "unpublished").unlink(missing_ok=True)
        for snapshot in old:
            lease = take_lease(snapshot, exclusive=True)
            if lease is not None:
                shutil.rmtree(snapshot, ignore_errors=True)
                lease.release()
                lease.forget()
