"""Bad input as a table: one clear line, a fitting exit status, no traceback, and whatever was good is kept."""

import pytest

GOOD = "الدوحة - عدلت قطر والولايات المتحدة يوم 2024-03-06 اتفاقية التعاون الدفاعي بين البلدين في مراسم رسمية.\n"
FURNITURE = "الرئيسية\nاتصل بنا\nشارك\nوسوم: قطر، أمريكا\nاقرأ أيضا\n"


def write(folder, name, data):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


CASES = [
    ("missing path", None, "no such file or folder"),
    ("empty file", b"", "is empty"),
    ("blank file", b" \n\t\n", "is empty"),
    ("binary file", bytes(range(256)) * 40, "is a binary file"),
    ("a PDF", b"%PDF-1.7\n" + bytes(100), "is a PDF, not text"),
    ("bad UTF-8", b"\xd9\x82\xff\xfe\xff\xd8" * 50, "is not valid UTF-8"),
    ("no sentence of prose", FURNITURE, "no sentence of prose found"),
    ("a line of 50 MB", "قطر " * (50 * 2**20 // 7), "characters, more than the limit of"),
]


@pytest.mark.parametrize("command", ["extract", "build", "explain"])
@pytest.mark.parametrize(("what", "data", "message"), CASES, ids=[case[0] for case in CASES])
def test_alone_it_is_the_only_thing_told(kg, tmp_path, command, what, data, message):
    path = tmp_path / "bad.txt" if data is None else write(tmp_path, "bad.txt", data)
    options = ["--store", tmp_path / "g"] if command == "build" else []
    result = kg(command, path, *options, "--extractor", "plain")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "bad.txt" in result.stderr and message in result.stderr
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(("what", "data", "message"), CASES[1:], ids=[case[0] for case in CASES[1:]])
def test_beside_good_input_it_costs_only_itself(kg, tmp_path, what, data, message):
    folder = tmp_path / "pages"
    folder.mkdir()
    write(folder, "bad.txt", data)
    write(folder, "good.txt", GOOD)
    result = kg("extract", folder, "--extractor", "plain")
    assert result.exit_code == 3
    assert '"act": "amend"' in result.stdout and len(result.stdout.splitlines()) == 1
    reason, summary = result.stderr.splitlines()
    assert message in reason and summary == "kg: 1 article read, 1 event found, 1 skipped"
    result = kg("build", folder, "--store", tmp_path / "g", "--extractor", "plain")
    assert result.exit_code == 3
    assert kg("query", "--store", tmp_path / "g", "ASK { ?x kg:act kg:Amend }").stdout == "yes\n"


def test_an_empty_folder(kg, tmp_path):
    (tmp_path / "nothing").mkdir()
    result = kg("extract", tmp_path / "nothing", "--extractor", "plain")
    assert result.exit_code == 1
    assert result.stderr == "kg: there is nothing to read: no article, and no event record\n"


def test_many_bad_files_are_counted_not_listed(kg, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(50):
        write(folder, f"{number:02}.txt", b"")
    result = kg("extract", folder, "--extractor", "plain")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 21 and lines[-1] == "kg: … and 30 more"


def test_names_cannot_steer_the_terminal(kg, tmp_path):
    path = write(tmp_path, "a\x1b[31m\u202eb\n.txt", b"")
    result = kg("extract", path, "--extractor", "plain")
    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr and "\u202e" not in result.stderr


STORES = [
    ("nowhere", "no store there; make one with `kg build PATH --store"),
    ("newer", "made by a newer version"),
    ("damaged", "the store is damaged"),
    ("other", "holds other files and no store"),
    ("file", ""),
]


@pytest.fixture
def bad_store(tmp_path, store):
    def make(kind):
        folder = tmp_path / kind
        if kind == "file":
            folder.write_text("x")
        elif kind == "other":
            folder.mkdir()
            (folder / "letter.txt").write_text("x")
        elif kind in ("newer", "damaged"):
            store.rename(folder)
            meta = folder / "store.json"
            meta.write_text(meta.read_text().replace('"format": ', '"format": 9') if kind == "newer" else "{")
        return folder

    return make


@pytest.mark.parametrize(("kind", "message"), STORES, ids=[kind for kind, _ in STORES])
def test_stores_that_cannot_be_used(kg, pages, tmp_path, bad_store, kind, message):
    folder = bad_store(kind)
    before = sorted(path.name for path in folder.rglob("*")) if folder.is_dir() else []
    attempts = [
        ("query", "--store", folder, "ASK { ?x ?y ?z }"),
        ("export", "--store", folder, "-o", tmp_path / "x.ttl"),
        ("validate", "--store", folder),
    ]
    if kind != "nowhere":
        attempts.append(("build", pages, "--store", folder, "--extractor", "plain"))
    for arguments in attempts:
        result = kg(*arguments)
        assert (result.exit_code, result.stdout) == (1, ""), arguments
        assert len(result.stderr.splitlines()) == 1 and str(folder) in result.stderr
        if kind != "other" or arguments[0] == "build":
            assert message in result.stderr
    assert not (tmp_path / "x.ttl").exists()
    assert (sorted(path.name for path in folder.rglob("*")) if folder.is_dir() else []) == before


def test_the_process_ends_without_a_traceback(run_kg, tmp_path):
    write(tmp_path, "bad.txt", b"\x00\x01\x02" * 100)
    for arguments in (
        ("extract", "bad.txt", "--extractor", "plain"),
        ("extract", "nowhere"),
        ("query", "--store", "nowhere", "ASK {}"),
        ("evaluate", "nowhere.jsonl"),
        ("export", "--store", "nowhere", "-o", "x.ttl"),
    ):
        result = run_kg(*arguments)
        assert result.returncode == 1 and result.stdout == ""
        assert result.stderr.startswith("kg: ") and len(result.stderr.splitlines()) == 1
