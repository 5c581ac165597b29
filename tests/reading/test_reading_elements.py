"""What the elements of a web page tell: its headline, standfirst and date, and which boxes are no prose."""

import pytest

PROSE = [
    "Norway and Kenya signed an agreement on sea fishing in Nairobi on Sunday after a year of talks.",
    "Research ships will survey the coast from October on, and no commercial vessels will be allowed in.",
    "The two countries will share what they learn about the stocks of fish every six months, ministers said.",
    "Fishermen in Lamu were not convinced and asked to see the papers of the ships before they come.",
]
TITLE = "Norway and Kenya sign fishing accord"
BOX = "<h3>Chile summons ambassador over remarks</h3>"


def page(body, head="", title=TITLE):
    return f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def article(*extra, at=2, above=f"<h1>{TITLE}</h1>"):
    lines = [f"<p>{text}</p>" for text in PROSE]
    lines[at:at] = extra
    return f"<article>{above}<div>{''.join(lines)}</div></article>"


def texts(read, html):
    (one,), _ = read("a.html", html)
    return one, [block.text for block in one.blocks]


@pytest.mark.parametrize(
    "box",
    [
        '<ul><li><a href="/1">Chile summons ambassador over remarks</a></li></ul>',
        f'<div class="story-related">{BOX}</div>',
        f'<div data-component="mostRead">{BOX}</div>',
        f"<section><h2>Related stories</h2>{BOX}</section>",
        f"<div><h4>More from Africa</h4>{BOX}</div>",
        '<figure><img src="a.jpg"><figcaption>Boats at the old port</figcaption></figure>',
        '<div><img src="a.jpg"><span>Boats at the old port of Mombasa</span></div>',
        '<p><img src="a.jpg"></p><p>Boats at the old port of Mombasa</p>',
        '<div><span class="sr-only">list of 2 items</span></div>',
    ],
)
def test_boxes_in_the_text_are_left_out(read, box):
    _, kept = texts(read, page(article(box)))
    assert kept == [TITLE, *PROSE]


@pytest.mark.parametrize(
    "part",
    [
        "<h2>What happens next?</h2>",
        "<p>It was close.</p>",
        '<p><a href="/full">The agreement was published in full on Sunday night.</a></p>',
        "<blockquote><p>We want to see the papers of these ships.</p></blockquote>",
    ],
)
def test_what_belongs_to_the_article_is_kept(read, part):
    _, kept = texts(read, page(article(part)))
    assert len(kept) == len(PROSE) + 2


def test_an_article_whose_element_is_named_like_furniture_is_kept(read):
    _, kept = texts(read, page(f'<div class="social-author-related">{article()}</div>'))
    assert kept == [TITLE, *PROSE]


def test_what_stands_above_the_headline_is_left_out(read):
    _, kept = texts(read, page("<ul><li>Consular matters</li><li>Ministry</li></ul>" + article()))
    assert kept == [TITLE, *PROSE]


@pytest.mark.parametrize("title", [f"{TITLE} - Harbour Gazette", f"{TITLE} | World | Gazette", f"World / {TITLE}"])
def test_the_title_is_the_headline_of_the_page(read, title):
    one, kept = texts(read, page(article(), title=title))
    assert one.title == kept[0] == TITLE


@pytest.mark.parametrize("tag", ['<p class="stand-first">{}</p>', "<h2>{}</h2>", '<div id="sub_title">{}</div>'])
def test_a_standfirst_beside_the_body_is_kept(read, tag):
    lead = "Ships will survey the coast from October"
    html = page(f"<header><h1>{TITLE}</h1>{tag.format(lead)}</header>" + article(above=""))
    _, kept = texts(read, html)
    assert kept == [TITLE, lead, *PROSE]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('<meta property="article:published_time" content="2024-05-19T05:00:12.000Z">', ""),
        ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"},'
         '{"@type": "NewsArticle", "datePublished": "2024-05-19T10:00:00Z"}]}</script>', ""),
        ("", "<div>Published: 19 May 2024 09:10 GMT</div>"),
        ("", "<div>نشر : الأحد, 19 مايو 2024 15:03</div>"),
    ],
)  # fmt: skip
def test_the_date_is_the_page_s_and_not_that_of_another_story(read, head, line):
    other = '<aside><a href="/1">Other news of the day</a><time datetime="2022-11-23">23 November 2022</time></aside>'
    one, _ = texts(read, page(article(above=f"<h1>{TITLE}</h1>{line}") + other, head))
    assert one.published == "2024-05-19"


def test_a_page_of_hostile_size_comes_to_an_end(read):
    articles, skipped = read("a.html", page("<div>" * 300 + "<p>x</p>" * 20_000 + article() + "</div>" * 300))
    assert len(articles) + len(skipped) == 1
