"""Packed files and archives read as if they were not packed, and what is wrong with one in a single line."""

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile

import pytest

from kg.model import Article
from kg.reading import Limits, Skipped, read_articles

TEXT = "The ministers of Norway and Kenya met in Nairobi on Sunday to talk about fishing.\n"
MORE = "A second meeting of both sides was held in Oslo on the following Monday morning.\n"


def pack_zst(data):
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd.compress(data)


PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": pack_zst}
LINES = b"".join(json.dumps({"url": f"https://example.org/{n}", "text": TEXT}).encode() + b"\n" for n in range(3))


def write_archive(path, members):
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    packer = PACKERS.get(path.suffix, bytes)
    path.write_bytes(packer(stream.getvalue()))


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_is_read_as_what_is_in_it(tmp_path, ending):
    plain, packed = tmp_path / "news.jsonl", tmp_path / f"news.jsonl{ending}"
    plain.write_bytes(LINES)
    packed.write_bytes(PACKERS[ending](LINES))
    first, second = list(read_articles(plain)), list(read_articles(packed))
    assert [(a.id, a.text) for a in first] == [(a.id, a.text) for a in second]
    assert second[0].path == f"news.jsonl{ending}#1"


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_that_is_cut_gives_what_was_before(tmp_path, ending):
    packed = tmp_path / f"news.jsonl{ending}"
    packed.write_bytes(PACKERS[ending](LINES)[:-12])
    *_, last = list(read_articles(packed))
    assert isinstance(last, Skipped)
    assert "is damaged: " in last.reason


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tar.gz", ".tar.xz", ".tar.zst"])
def test_an_archive_is_read_like_a_folder(tmp_path, ending):
    members = {
        "day/a.txt": (TEXT + MORE).encode(),
        "README.md": b"About this archive.",
        "../up.jsonl": LINES,
        ".hidden/b.txt": TEXT.encode(),
        "c.bin": b"\x00\x01",
        "day/a.json": json.dumps({"outlet": "The Example", "published": "2024-05-15"}).encode(),
    }
    path = tmp_path / f"pages{ending}"
    write_archive(path, members)
    found = list(read_articles(path))
    articles = {x.path: x for x in found if isinstance(x, Article)}
    name = path.name
    assert sorted(articles) == [f"{name}/../up.jsonl#{n}" for n in (1, 2, 3)] + [f"{name}/day/a.txt"]
    page = articles[f"{name}/day/a.txt"]
    assert (page.outlet, page.published) == ("The Example", "2024-05-15")
    (skipped,) = [x for x in found if isinstance(x, Skipped)]
    assert skipped.path == f"{name}/c.bin"
    assert "no reader for files ending in .bin" in skipped.reason
    assert sorted(x.name for x in tmp_path.iterdir()) == [name]


def test_limits_of_packed_files(tmp_path):
    bomb = tmp_path / "a.txt.gz"
    bomb.write_bytes(gzip.compress(bytes(20 * 2**20)))
    (told,) = read_articles(bomb)
    assert "unpacks to more than 200 times its size (limit expansion)" in told.reason
    (told,) = read_articles(bomb, limits=Limits(expansion=10**6, expanded_bytes=2**20))
    assert "unpacks to more than the limit of 1,048,576 bytes (expanded_bytes)" in told.reason
    many = tmp_path / "many.tar"
    write_archive(many, {f"{n}.txt": (TEXT + MORE).encode() for n in range(5)})
    assert "more than the limit of 3 files (members)" in list(read_articles(many, limits=Limits(members=3)))[-1].reason
    found = list(read_articles(many, limits=Limits(file_bytes=50)))
    assert len(found) == 5
    assert all("(file_bytes)" in skipped.reason for skipped in found)
    write_archive(tmp_path / "b.zip", {"inner.zip": b"PK", "x.txt": (TEXT * 40).encode()})
    inner, long = read_articles(tmp_path / "b.zip", limits=Limits(text_chars=100))
    assert "is packed within an archive" in inner.reason
    assert "(text_chars)" in long.reason
