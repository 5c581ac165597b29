"""``kg explain``: every sentence, its events with their rules, and why there is none."""


def test_every_sentence_is_told(kg, pages):
    result = kg("explain", pages / "one.txt", "--extractor", "plain")
    assert result.exit_code == 0
    told = result.stdout
    assert "one.txt, article 1" in told and "[1] " in told
    assert "Qatar – amends – defence cooperation agreement" in told
    assert "SUPPORT amend, actual, at \u2068عدلت\u2069, by plain:amend, confidence 0.90" in told
    assert "no verb that I know" in told


def test_one_sentence(kg, pages):
    told = kg("explain", pages / "one.txt", "--extractor", "plain", "--sentence", "2", "--lang", "ar").stdout
    assert told.startswith("[2] ") and "[3] " not in told
    assert "تعدّل" in told


def test_a_sentence_that_is_not_there(kg, pages):
    result = kg("explain", pages / "one.txt", "--extractor", "plain", "--sentence", "99")
    assert result.exit_code == 1
    assert "there is no sentence 99" in result.stderr


def test_what_is_refused_is_told_at_its_place(kg, pages):
    told = kg("explain", pages / "one.txt", "--extractor", "plain").stdout
    assert "refused" not in told


def test_a_missing_file_and_a_failing_extractor(kg, pages, tmp_path):
    result = kg("explain", tmp_path / "nowhere.txt", "--extractor", "plain")
    assert result.exit_code == 1 and "nowhere.txt: no such file or folder" in result.stderr
    result = kg("explain", pages / "one.txt", "--extractor", "failing")
    assert result.exit_code == 1
    assert result.stderr.startswith("kg: one.txt, part 0: extractor 'failing' failed: ValueError")


def test_what_was_seen_is_told_and_arabic_in_english_is_set_apart(kg, tmp_path):
    page = "قمة في مسقط\n\nبحث الوزير العماني صفقة في نيروبي يوم 5 مايو 2024.\n"
    (tmp_path / "own.txt").write_text(page, encoding="utf-8")
    result = kg("explain", "own.txt")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert "participant \u2068نيروبي\u2069: Kenya (KEN), by name; as a place Nairobi" in lines
    assert "date \u2068يوم 5 مايو 2024\u2069: 2024-05-05" in lines
    (lacking,) = [line for line in lines if line.startswith("no event at \u2068صفقة\u2069")]
    assert "it lacks one of: \u2068" in lacking
    for line in result.stdout.splitlines():
        assert line.count("\u2068") == line.count("\u2069")
