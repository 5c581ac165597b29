"""Opens what is packed: single files in gzip, bzip2, xz and Zstandard, and the members of ZIP and tar archives.

Nothing is unpacked to the disk, so that no member's name can reach out of a folder. How much may come out of how little
is limited (`kg.reading.limits`); the names of members are nothing but names.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from kg.errors import InputError
from kg.reading.limits import Limits

__all__ = ["ARCHIVES", "PACKED", "is_archive", "name_unpacked", "open_packed", "walk_archive"]

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst", ".tzst")

#: As much may come out of anything; from there on the ratio counts.
_SMALL = 16 * 2**20


def _open_zst(file: BinaryIO) -> IO[bytes]:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return cast(IO[bytes], zstd.ZstdFile(file))


PACKED: dict[str, Callable[[BinaryIO], IO[bytes]]] = {
    ".gz": lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file)),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": _open_zst,
}


def is_archive(path: Path) -> bool:
    """Whether a file is an archive of several files, by its name."""
    return path.name.lower().endswith(ARCHIVES)


def name_unpacked(path: Path) -> Path:
    """What a packed file is called when unpacked (``news.jsonl`` of ``news.jsonl.xz``); others have their name."""
    return path.with_suffix("") if path.suffix.lower() in PACKED and not is_archive(path) else path


def open_packed(path: Path, limits: Limits) -> BinaryIO:
    """A file as it is when unpacked, open for reading. Raises `OSError`, while it is read `InputError`."""
    unpack = PACKED.get(path.suffix.lower())
    file = path.open("rb")
    if unpack is None:
        return file
    try:
        return cast(BinaryIO, io.BufferedReader(_Guarded(unpack(file), os.fstat(file.fileno()).st_size, limits, file)))
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        file.close()
        raise InputError(f"is damaged: {error}") from None


class _Guarded(io.RawIOBase):
    """A stream that ends with `InputError` where too much comes out of it, and where it is damaged."""

    def __init__(self, stream: IO[bytes], size: int, limits: Limits, *owned: IO[bytes]) -> None:
        self._stream, self._size, self._limits, self._owned = stream, size, limits, owned
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _tell_damage():
            data = self._stream.read(len(buffer))
        self._read += len(data)
        check_growth(self._read, self._size, self._limits)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            for stream in (self._stream, *self._owned):
                stream.close()
        super().close()


def check_growth(out: int, size: int, limits: Limits) -> None:
    """Raises `InputError` when more came out of so many bytes than the limits allow."""
    if out > _SMALL and out > limits.expansion * size:
        raise InputError(f"unpacks to more than {limits.expansion:,} times its size (limit expansion): a bomb?")
    if out > limits.expanded_bytes:
        raise InputError(f"unpacks to more than the limit of {limits.expanded_bytes:,} bytes (expanded_bytes)")


@contextmanager
def _tell_damage() -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except (EOFError, lzma.LZMAError, zlib.error, zipfile.BadZipFile, tarfile.TarError) as error:
        raise InputError(f"is damaged: {error}") from None
    except (RuntimeError, NotImplementedError, ValueError, OSError) as error:
        raise InputError(f"cannot be unpacked: {getattr(error, 'strerror', None) or error}") from None
    except Exception as error:
        if type(error).__name__ != "ZstdError":
            raise
        raise InputError(f"is damaged: {error}") from None


def walk_archive(path: Path, limits: Limits) -> Iterator[tuple[str, bytes | InputError]]:
    """The files of an archive by name and content, in the order that they lie there; hidden ones are left out.

    A sidecar (``a.json`` beside ``a.txt``) comes when it comes. Raises `InputError` when the archive itself is damaged.
    """
    budget = _Budget(path.stat().st_size, limits)
    walk = _walk_zip if path.name.lower().endswith(".zip") else _walk_tar
    seen = 0
    with _tell_damage():
        for name, data in walk(path, budget):
            seen += 1
            if seen > limits.members:
                raise InputError(f"holds more than the limit of {limits.members:,} files (members); the rest is left")
            yield name, data


class _Budget:
    """What may still come out of an archive."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.size, self.limits, self.out = size, limits, 0

    def read(self, stream: IO[bytes], size: int) -> bytes | InputError:
        """A member, or why it is not read."""
        most = self.limits.file_bytes
        if size > most:
            return InputError(f"is larger than the limit of {most:,} bytes (file_bytes); split it or raise the limit")
        parts: list[bytes] = []
        have = 0
        while part := stream.read(2**20):
            have += len(part)
            self.out += len(part)
            check_growth(self.out, self.size, self.limits)
            if have > most:
                return InputError(f"is larger than the limit of {most:,} bytes (file_bytes)")
            parts.append(part)
        return b"".join(parts)


def _walk_zip(path: Path, budget: _Budget) -> Iterator[tuple[str, bytes | InputError]]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir() or _is_hidden(info.filename):
                continue
            try:
                with archive.open(info) as stream:
                    yield info.filename, budget.read(stream, info.file_size)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                yield info.filename, InputError(f"cannot be unpacked: {error}")


def _walk_tar(path: Path, budget: _Budget) -> Iterator[tuple[str, bytes | InputError]]:
    name = path.name.lower()
    zst = name.endswith((".zst", ".tzst"))
    with path.open("rb") as file, _open_tar(file, zst) as tar:
        for member in tar:
            if _is_hidden(member.name) or member.isdir():
                continue
            stream = tar.extractfile(member) if member.isreg() else None
            if stream is None:
                yield member.name, InputError("is a link or a device in the archive, not a file")
            else:
                yield member.name, budget.read(stream, member.size)


def _open_tar(file: BinaryIO, zst: bool) -> tarfile.TarFile:
    return tarfile.open(fileobj=_open_zst(file), mode="r|") if zst else tarfile.open(fileobj=file, mode="r|*")


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in PurePosixPath(name).parts)
