"""Sidecars, web pages, JSON, tables, folders: what they state goes before what a text tells."""

import json

import pytest

from kg.model import Article
from kg.reading import Facts, read_articles

BODY = (
    "وصل وزير الخارجية العماني إلى طهران يوم الاثنين في زيارة تستمر يومين يلتقي خلالها كبار المسؤولين.\n\n"
    "وقال الوزير في تصريح للصحفيين إن بلاده تسعى إلى تقريب وجهات النظر بين الأطراف كافة."
)
TEXT = f"عنوان من النص نفسه\n\nنشر في: 6 مارس 2024\n\n{BODY}\n\nالمصدر: بوابة الخليج\n"
SIDECAR = {
    "url": "https://news.example/ar/1",
    "published": "2020-01-02",
    "outlet": "صحيفة المرفأ",
    "language": "en",
    "title": "عنوان آخر",
}


def facts_of(article):
    return Facts(article.url, article.published, article.outlet, article.language, article.title)


TOLD = Facts(None, "2024-03-06", "بوابة الخليج", "ar", "عنوان من النص نفسه")


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "a"])
def test_a_text_without_a_sidecar_tells_of_itself(read_folder, name):
    (article,), skipped = read_folder({name: TEXT})
    assert (facts_of(article), skipped) == (TOLD, [])


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.TXT"])
@pytest.mark.parametrize("key", SIDECAR)
def test_what_a_sidecar_states_goes_before_what_the_text_tells(read_folder, name, key):
    (article,), skipped = read_folder({name: TEXT, "a.json": json.dumps({key: SIDECAR[key]})})
    expected = {field: getattr(TOLD, field) for field in SIDECAR} | {key: SIDECAR[key]}
    assert (facts_of(article), skipped) == (Facts(**expected), [])


def test_a_sidecar_is_never_an_article(read_folder, tmp_path):
    record = json.dumps(SIDECAR | {"text": BODY})
    articles, skipped = read_folder({"a.txt": TEXT, "a.json": record, "b.json": record})
    assert [article.file for article in articles] == ["a.txt", "b.json"]
    assert skipped == []
    (alone,) = read_articles(tmp_path / "a.json")
    assert str(alone) == "a.json: is no article but the sidecar of a.txt; read that"


def test_a_sidecar_s_facts_are_the_first_article_s_but_for_the_url(read_folder):
    page = f"{BODY}\n\nالوسوم: عمان\n\nقطر وتركيا توقعان ست مذكرات تفاهم\n\n{BODY}"
    (first, second), _ = read_folder({"a.txt": page, "a.json": json.dumps(SIDECAR)})
    assert facts_of(first) == Facts(**SIDECAR)
    assert facts_of(second) == Facts(SIDECAR["url"], None, None, "ar", "قطر وتركيا توقعان ست مذكرات تفاهم")
    assert first.id != second.id


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        ("{", "sidecar ignored: "),
        ("[]", "sidecar ignored: must be a JSON object"),
        ('{"url": "javascript:alert(1)"}', "url ignored: must be an http or https address"),
        ('{"url": "https://news.example/\\u202ea b"}', "url ignored: must be an http or https address"),
        ('{"published": "6.3.2024"}', "published ignored: must be an ISO date"),
        ('{"published": "2024-02-30"}', "published ignored: must be an ISO date"),
        ('{"published": 20240306}', "published ignored: must be text, not int"),
        ('{"language": "Arabic!"}', "language ignored: must be a language code"),
    ],
)
def test_a_wrong_sidecar_costs_its_wrong_values_and_not_the_article(read_folder, sidecar, reason):
    (article,), (skip,) = read_folder({"a.txt": TEXT, "a.json": sidecar})
    assert facts_of(article) == TOLD
    assert skip.path == "a.json"
    assert skip.reason.startswith(reason)


def test_controls_in_a_sidecar_never_reach_a_terminal(read_folder):
    (article,), _ = read_folder(
        {"a.txt": TEXT, "a.json": json.dumps({"outlet": "x\u001b[31m\ny", "title": "\ud800 z"})}
    )
    assert (article.outlet, article.title) == ("x [31m y", "z")


def test_defaults_are_asked_last(read_folder):
    defaults = Facts(outlet="x", published="1999", url="https://x.example/")
    (article,), _ = read_folder({"a.txt": TEXT}, defaults=defaults)
    assert (article.outlet, article.published, article.url) == ("بوابة الخليج", "2024-03-06", "https://x.example/")


HTML = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="CHARSET">
<title>عمان تسعى إلى تقريب وجهات النظر | بوابة الخليج</title>
<link rel="canonical" href="https://news.example/ar/2"><meta property="og:site_name" content="بوابة الخليج">
<meta property="og:title" content="عمان تسعى إلى تقريب وجهات النظر">
<meta property="article:published_time" content="2023-05-04T10:00:00+03:00"></head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav>
<article><h1>عمان تسعى إلى تقريب وجهات النظر</h1>
<p>وصل وزير الخارجية العماني إلى طهران يوم الاثنين في زيارة تستمر يومين يلتقي خلالها كبار المسؤولين.</p>
<p>وقال الوزير في تصريح للصحفيين إن بلاده تسعى إلى تقريب وجهات النظر بين الأطراف كافة &amp; التهدئة.</p>
<p>وأشاد نظيره الإيراني بدور السلطنة في المنطقة وبما تبذله من جهود في سبيل الحوار.</p></article>
<aside><h3>الأكثر قراءة</h3><ul><li><a href="/3">خبر آخر لا صلة له بهذا الموضوع</a></li></ul></aside>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("windows-1256", "cp1256"), ("utf-8", "cp1256")])
@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_a_web_page_is_read_with_its_metadata(read, name, charset, codec):
    (article,), skipped = read(name, HTML.replace("CHARSET", charset).encode(codec))
    assert skipped == []
    assert facts_of(article) == Facts(
        "https://news.example/ar/2", "2023-05-04", "بوابة الخليج", "ar", "عمان تسعى إلى تقريب وجهات النظر"
    )
    assert [block.kind for block in article.blocks] == ["title", "body", "body", "body"]
    assert article.blocks[2].text.endswith("كافة & التهدئة.")


def test_a_sidecar_goes_before_a_page_s_metadata(read_folder):
    (article,), _ = read_folder({"a.html": HTML, "a.json": '{"published": "2023-05-03"}'})
    assert (article.published, article.outlet) == ("2023-05-03", "بوابة الخليج")


RECORD = {
    "headline": "عمان تسعى إلى تقريب وجهات النظر",
    "body": BODY,
    "date": "2023-05-04T10:00:00Z",
    "source": {"name": "المرفأ"},
}
RECORD_FACTS = Facts(None, "2023-05-04", "المرفأ", "ar", "عمان تسعى إلى تقريب وجهات النظر")


@pytest.mark.parametrize(
    ("name", "content", "records"),
    [
        ("a.json", json.dumps(RECORD), [""]),
        ("a.json", "\ufeff" + json.dumps([RECORD, RECORD], ensure_ascii=False), ["#1", "#2"]),
        ("a.json", json.dumps({"status": "ok", "articles": [RECORD]}), ["#1"]),
        ("a.jsonl", json.dumps(RECORD) + "\n\n" + json.dumps(RECORD, ensure_ascii=False) + "\r\n", ["#1", "#3"]),
        ("a.ndjson", "\ufeff" + json.dumps(RECORD), ["#1"]),
    ],
)
def test_json_is_read_by_the_usual_names(read, name, content, records):
    articles, skipped = read(name, content)
    assert skipped == []
    assert [article.file for article in articles] == [name + record for record in records]
    for article in articles:
        assert facts_of(article) == RECORD_FACTS
        assert [block.kind for block in article.blocks] == ["title", "body", "body"]
    assert len({article.id for article in articles}) == len(records)


def test_a_bad_line_of_json_costs_only_itself(read):
    good = json.dumps(RECORD)
    articles, skipped = read("a.jsonl", f'{good}\n{{\n[]\n{{"body": null}}\n{good}\n'.encode() + b'{"body": "\xff"}\n')
    assert [article.file for article in articles] == ["a.jsonl#1", "a.jsonl#5"]
    assert [skip.path for skip in skipped] == ["a.jsonl#2", "a.jsonl#3", "a.jsonl#4", "a.jsonl#6"]
    for skip, reason in zip(
        skipped, ["not valid JSON", "must be a JSON object", "'body' is empty", "not valid UTF-8"], strict=True
    ):
        assert reason in skip.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tables_are_read_by_the_usual_names(read, delimiter, newline):
    rows = [
        ["العنوان", "النص", "التاريخ", "المصدر"],
        ["عمان تسعى إلى الحوار", f'"{BODY}"', "6 مارس 2024", "المرفأ"],
        [],
        ["x"],
    ]
    articles, skipped = read("a.csv", newline.join(delimiter.join(row) for row in rows))
    (article,) = articles
    assert (article.file, article.title, article.published, article.outlet) == (
        "a.csv#1", "عمان تسعى إلى الحوار", "2024-03-06", "المرفأ",
    )  # fmt: skip
    assert len(article.blocks) == 3
    assert [str(skip) for skip in skipped] == ["a.csv#3: its 'النص' is empty"]


def test_columns_can_be_named(read):
    table = f'id,corpo\n1,"{BODY}"\n'
    assert read("a.csv", table)[0] == []
    (article,), _ = read("a.csv", table, columns={"text": "corpo"})
    assert len(article.blocks) == 2
    _, (skip,) = read("a.csv", table, columns={"text": "corps"})
    assert "has no column 'corps' for text; its columns are 'id', 'corpo'" in skip.reason


def test_markdown_signs_are_no_prose(read):
    (article,), _ = read("a.md", f"# عمان تسعى إلى الحوار\n\n> {BODY}\n\n**المصدر: بوابة الخليج**\n")
    assert [block.text for block in article.blocks] == ["عمان تسعى إلى الحوار", *BODY.split("\n\n")]
    assert article.outlet == "بوابة الخليج"


def test_a_folder_is_read_in_the_order_of_its_paths_with_names_under_the_root(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden/x.txt", "README.md", "a/.x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BODY, encoding="utf-8")
    assert [one.file for one in read_articles(tmp_path)] == ["a/b/c.txt", "a/z.txt", "b.txt"]
    assert [(one.file, one.path) for one in read_articles(tmp_path / "a", root=tmp_path)] == [
        ("b/c.txt", "a/b/c.txt"),
        ("z.txt", "a/z.txt"),
    ]


def test_an_article_keeps_its_identity_when_its_folder_moves(tmp_path):
    ids = []
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(BODY, encoding="utf-8")
        ids += [one.id for one in read_articles(tmp_path / name) if isinstance(one, Article)]
    assert ids[0] == ids[1]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_offsets_count_the_file_as_it_is(read, newline):
    page = TEXT.replace("\n", newline)
    (article,), _ = read("a.txt", page)
    assert article.text == page
    assert len(article.blocks) == 3


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "ar"),
        ("The two ministers met in Muscat on Monday and discussed trade with the delegation that had arrived.", "en"),
        (
            "وزیر امور خارجه ایران در تهران با همتای عمانی خود دیدار کرد و گپ زد و چند پیمان درباره گفتگوهای پیش نوشت.",
            None,
        ),
        (
            "Le ministre des affaires étrangères a reçu son homologue à Mascate, où on a évoqué les échanges.\n\n"
            "Ils ont aussi parlé de la paix dans la région.",
            None,
        ),
        ("Министр иностранных дел прибыл в Маскат и обсудил торговлю с коллегой из соседней страны.", None),
    ],
)
def test_languages_are_told_apart(read, text, language):
    (article,), _ = read("a.txt", text)
    assert article.language == language
