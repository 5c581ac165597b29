"""Which state an outlet writes from."""

import pytest
from own_articles import make_article

from kg.gazetteer import load_countries, read_table
from kg.pipeline.outlets import find_home


@pytest.mark.parametrize(
    ("outlet", "url", "home"),
    [
        ("واس", None, "SAU"),
        ("وكالة الأنباء القطرية", None, "QAT"),
        ("QNA", None, "QAT"),
        ("  qna ", None, "QAT"),
        (None, "https://qna.org.qa/ar-QA/news/1", "QAT"),
        (None, "https://www.spa.gov.sa/123", "SAU"),
        (None, "http://WWW.KUNA.net.kw:8080/?q=spa.gov.sa", "KWT"),
        # the address goes before the name: the one is where the text stands, the other what somebody calls it
        ("واس", "https://qna.org.qa/1", "QAT"),
        ("واس", "https://example.org/1", "SAU"),
        # a host is no part of a longer name, and no path
        (None, "https://notqna.org.qa/1", None),
        (None, "https://qna.org.qa.example.org/1", None),
        (None, "https://example.org/qna.org.qa", None),
        (None, "qna", None),
        # outlets of the whole region are nobody's
        ("الجزيرة", "https://www.aljazeera.net/1", None),
        ("صحيفة لا يعرفها أحد", None, None),
        # a state's own body tells its state
        ("Ministry of Foreign Affairs of Norway", None, "NOR"),
        ("Ministry of External Affairs, India", None, "IND"),
        ("Government of the Netherlands", None, "NLD"),
        ("Office of the United Nations", None, None),
        ("Sun of Norway", None, None),
        ("", "", None),
        (None, None, None),
    ],
)
def test_the_home_of_an_outlet_is_known_by_name_and_host(outlet, url, home):
    assert find_home(make_article("نص", outlet=outlet, url=url)) == home


def test_no_two_outlets_share_a_name_or_host_and_all_states_are_known():
    from importlib import resources

    rows = list(
        read_table(resources.files("kg.gazetteer") / "outlets.tsv", ("name", "country", "names", "hosts"), key="name")
    )
    for words in (
        [name.casefold() for row in rows for name in (row["name"], *row.split("names"))],
        [host for row in rows for host in row.split("hosts")],
    ):
        assert sorted(set(words)) == sorted(words)
    assert {row["country"] for row in rows} <= load_countries().keys()
