"""Makes a folder of hostile files beside good ones: everything that somebody's folder may hold."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import tarfile
import zipfile

GOOD = 20
SENTENCE = "أدانت قطر إيران يوم 2024-03-{day:02} في بيان نشرته وزارة الخارجية مساء اليوم."


def make_good(day):
    return SENTENCE.format(day=day + 1) + f"\nوهذا هو الخبر رقم {day} من هذه السلسلة القصيرة.\n"


def make_hostile(number):
    """A name and the bytes of a bad file; what kind it is of goes round, each with other bytes."""
    kind, turn = divmod(number, 10)
    chance = random.Random(number)
    noise = chance.randbytes(2000 + turn)
    text = (make_good(turn) * 40).encode()
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", text)
    bomb = bytes(20 * 2**20)
    kinds = [
        ("binary.txt", b"\x00\x01\x02" + noise),
        ("program.html", b"\x7fELF" + noise),
        ("cut.jsonl.gz", gzip.compress(noise + text)[: 1000 + turn]),
        ("cut.txt.xz", lzma.compress(noise + text)[: 1000 + turn]),
        ("cut.txt.bz2", bz2.compress(noise + text)[: 1000 + turn]),
        ("cut.zip", zipped.getvalue()[: 100 + turn]),
        ("bomb.jsonl.gz", gzip.compress(bomb + noise[:9], 9) if turn < 2 else gzip.compress(b"")[: turn + 2]),
        ("bomb.txt.xz", lzma.compress(bomb) if turn < 2 else b"\xfd7zXZ\x00" + noise),
        ("deep.html", b"<html><body>" + b"<div>" * (3000 + turn) + text + b"</div>" * 3000),
        ("endless.txt", ("كلمة " * (50_000 + turn)).encode()),
        ("surrogate.json", b'{"text": "\\ud800\\udc' + b"\\ud834" * turn + b'"'),
        ("override.txt", "\u202e\u2066\u202d".encode() * (50 + turn)),
        ("script.html", b"<html><head><title><script>alert(1)</script></title></head></html>" + b" " * turn),
        ("charset.txt", "Ευρώπη και Ρωσία μίλησαν ".encode("iso8859-7") * (20 + turn)),
        ("deep.json", b"[" * (100_000 + turn)),
        ("table.csv", b'a,b\n1,"' + noise.replace(b'"', b"").replace(b"\x00", b"")),
        ("odd.tar", b"ustar" * (300 + turn)),
        ("nothing.txt", b" \n" * turn),
        ("strange.xyz", noise),
        ("list.json", json.dumps([turn] * 3).encode()),
    ]
    name, data = kinds[kind]
    return f"{kind:02}-{turn}-{name}", data


def make_folder(folder, hostile=200):
    """Fills a folder, and returns the names of the bad files."""
    folder.mkdir()
    for day in range(GOOD):
        (folder / f"good-{day:02}.txt").write_text(make_good(day), encoding="utf-8")
    names = []
    for number in range(hostile):
        name, data = make_hostile(number)
        (folder / name).write_bytes(data)
        names.append(name)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    os.mkfifo(folder / "pipe.txt")
    with tarfile.open(folder / "escape.tar", "w") as archive:
        member = tarfile.TarInfo("../../escaped.bin")
        member.size = 3
        archive.addfile(member, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return [*names, "loop", "gone.txt", "pipe.txt", "escape.tar/../../escaped.bin", "escape.tar/passwd.txt"]
