"""The contract of extractors: how one is found, what its events must prove, what becomes of its failures."""

from dataclasses import replace

import pytest

from kg.errors import ExtractorError, LanguageError, RecordError
from kg.extraction import (
    check_event,
    explain_checked,
    extract_checked,
    list_extractors,
    load_extractor,
)
from kg.model import Article, Block, Event, Gloss, Participant, Sentence, Words

TEXT = "وسوم: قطر\nوقعت قطر وإيران اتفاقا.\n"
START = TEXT.index("وقعت")
ARTICLE = Article("a.txt", 0, TEXT, (Block(START, len(TEXT) - 1, TEXT[START:-1]),), language="ar")


def at(words, made=Words, **more):
    start = TEXT.index(words, START)
    return made(words, start, start + len(words), **more)


QATAR = at("قطر", Participant, name="Qatar", name_ar="قطر", country="QAT", kind="state", id="wd:Q846")
EVENT = Event(
    id="x", article="a.txt", part=0, trigger=at("وقعت"), act="sign", type="SUPPORT", actors=(QATAR,), recipients=(),
    theme=at("اتفاقا", Gloss, en="agreement"), topics=(), place=None, date="2024", status="actual", said_by=(),
    sentence=at("وقعت قطر وإيران اتفاقا.", Sentence), rule="r", confidence=0.5,
)  # fmt: skip


def test_a_true_event_passes():
    check_event(EVENT, ARTICLE)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"act": "singe"}, "unknown act 'singe'; did you mean 'sign'?"),
        ({"status": "done"}, "unknown status 'done'"),
        ({"type": "AGREE"}, "sign, actual, has the type SUPPORT, not 'AGREE'"),
        ({"status": "planned"}, "sign, planned, has the type AGREE, not 'SUPPORT'"),
        ({"part": 1}, "belongs to a.txt part 1, not a.txt part 0"),
        ({"article": "b.txt"}, "belongs to b.txt part 0"),
        ({"confidence": float("nan")}, "is not between 0 and 1"),
        ({"date": "yesterday"}, "date 'yesterday' is not EDTF"),
        ({"cameo": "999"}, "unknown CAMEO code '999'"),
        ({"trigger": Words("وقّعت", START, START + 4)}, "does not stand at"),
        ({"trigger": Words("قطر", 6, 9)}, "is no prose of the article"),
        ({"trigger": Words("", START, START)}, "lies outside the text"),
        ({"trigger": Words("x", -1, 0)}, "lies outside the text"),
        ({"sentence": at("اتفاقا.", Sentence)}, "stands outside its sentence"),
        ({"actors": (replace(QATAR, kind="land"),)}, "unknown kind 'land'"),
        ({"actors": (replace(QATAR, name=""),)}, "has no name"),
        ({"said_by": (replace(QATAR, resolved=False),)}, "is unresolved and yet has the country QAT"),
        ({"topics": (Gloss("نفط", 12, 15),)}, "topics ‘نفط’ does not stand at 12"),
    ],
)
def test_what_the_article_does_not_bear_out_is_refused(changes, message):
    with pytest.raises(RecordError) as error:
        check_event(replace(EVENT, **changes), ARTICLE)
    assert message in str(error.value)


def test_a_possible_event_of_the_past_keeps_its_type():
    check_event(replace(EVENT, status="possible"), ARTICLE)
    check_event(replace(EVENT, status="possible", type="AGREE"), ARTICLE)


class Fixed:
    """Claims what it is made with, or raises it."""

    name = "fixed"
    version = "1"

    def __init__(self, *claims):
        self.claims = claims

    def extract(self, article):
        for claim in self.claims:
            if isinstance(claim, Exception):
                raise claim
            yield claim

    explain = extract


def test_events_come_in_the_order_of_the_text_and_the_refused_apart():
    later = replace(EVENT, id="y", trigger=at("قطر"))
    told = extract_checked(Fixed(later, replace(EVENT, act="?"), EVENT), ARTICLE)
    assert [event.id for event in told.events] == ["x", "y"]
    assert [refused.event.act for refused in told.refused] == ["?"]


@pytest.mark.parametrize(
    "work", [extract_checked, lambda *given: list(explain_checked(*given))], ids=["extract", "explain"]
)
def test_failures_name_the_article_and_a_broken_language_pack_ends_it_all(work):
    with pytest.raises(ExtractorError, match=r"a\.txt, part 0: extractor 'fixed' failed: ValueError: no"):
        work(Fixed(ValueError("no")), ARTICLE)
    with pytest.raises(ExtractorError, match=r"^cannot read English$"):
        work(Fixed(ExtractorError("cannot read English")), ARTICLE)
    with pytest.raises(LanguageError, match=r"^triggers\.toml: broken$"):
        work(Fixed(LanguageError("triggers.toml: broken")), ARTICLE)


def test_extractors_are_found_by_their_entry_points(plugins):
    assert {"rules", "plain"} <= set(list_extractors())
    assert load_extractor("plain").name == "plain"
    assert load_extractor().name == "rules"


def test_what_lacks_the_contract_is_no_extractor(plugins, monkeypatch):
    import plain_extractor

    monkeypatch.setattr(plain_extractor, "PlainExtractor", type("Half", (), {"name": "half"}))
    with pytest.raises(ExtractorError, match="lacks version, extract, explain; an extractor has name, version"):
        load_extractor("plain")
