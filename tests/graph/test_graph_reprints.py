"""One text on many sites is one witness, whatever was cut, added or changed in it, and in whatever order it comes."""

from __future__ import annotations

from itertools import permutations

import pytest
from graph_stories import Story

from kg.exports.reading import Reader
from kg.exports.selecting import select
from kg.graph.checking import check_store
from kg.graph.questions import fill_question, load_question
from kg.graph.reprints import COPIED, compare_imprints, find_originals, make_imprint
from kg.graph.store import GraphStore
from kg.model import Article, Block

STORY = (
    "The Norwegian foreign minister arrived in Nairobi on Tuesday morning for talks on fishing rights. Officials from "
    "both ministries spent the day on quotas for tuna and on the inspection of trawlers. A joint commission is to meet "
    "twice a year and to publish what it finds. Fishermen of the coast had asked for such a body since last summer, "
    "when three boats were taken to harbour without any warrant. The talks go on in Mombasa on Thursday."
)
SENTENCES = STORY.split(". ")
OTHER = (
    "Kenya received a delegation from Oslo this week. Trade in flowers and solar panels stood on its list, a spokesman "
    "said, and nobody expected papers to be signed before spring. The guests left for Kampala in the evening, where a "
    "loan for two hospitals is prepared. Newspapers at home wrote little about the journey and much about its cost."
)


def imprint(text: str, title: str = "") -> str:
    blocks = [Block(0, len(title), title, "title")] if title else []
    return make_imprint(Article("a.txt", 0, text, (*blocks, Block(0, len(text), text))))


REPRINTS = {
    "the same": STORY,
    "other spaces and capitals": STORY.upper().replace(" ", "  "),
    "cut to half": ". ".join(SENTENCES[:3]),
    "another beginning": "Oslo hopes for more fish, our own reporter writes. " + ". ".join(SENTENCES[1:]),
    "a paragraph more": f"{STORY} {OTHER[:150]}",
    "some words changed": STORY.replace("Tuesday", "Wednesday").replace("trawlers", "vessels").replace("body", "board"),
}


@pytest.mark.parametrize("text", REPRINTS.values(), ids=REPRINTS)
def test_what_an_editor_does_to_a_text_leaves_it_the_same(text):
    assert compare_imprints(imprint(STORY), imprint(text)) >= COPIED


@pytest.mark.parametrize("text", [OTHER, f"{OTHER} {SENTENCES[2]}.", "Norway and Kenya met."], ids=range(3))
def test_what_somebody_else_wrote_is_no_copy(text):
    assert compare_imprints(imprint(STORY), imprint(text)) < COPIED


def test_headlines_tell_nothing_and_what_cannot_be_read_is_no_copy():
    assert imprint(STORY, "One") == imprint(STORY, "Another headline")
    assert imprint("Norway and Kenya met in Nairobi.") == ""
    older = imprint(STORY).replace("minhash-", "minhash-of-old-")
    for wrong in ("", older, "minhash-2:9", "minhash-2:x:AAAA", f"{imprint(STORY)}=", "minhash-2:0:" + "A" * 172):
        assert compare_imprints(imprint(STORY), wrong) == 0


def test_an_imprint_is_the_same_everywhere():
    """Stores hold it: another way of hashing must get another name (`SCHEME`)."""
    assert imprint(STORY).startswith("minhash-2:77:BtbCQabPMs2Iwozh9sxzLj/")


def test_a_copy_is_known_by_the_first_that_it_repeats():
    longer, cut = imprint(STORY), imprint(". ".join(SENTENCES[:3]))
    assert find_originals({"a": longer, "b": imprint(OTHER), "c": cut, "d": longer, "e": ""}) == {"c": "a", "d": "a"}


def tell(file: str, outlet: str, text: str, day: int = 6) -> Story:
    """An article that reports one meeting, in a text of its own or another's."""
    story = Story(file, f"2024-03-0{day}", "en", outlet).sentence(f"{outlet} reports").sentence(text)
    return story.sentence("Egypt met Iran in Muscat.").event(
        "meet", "met", {"EGY": "Egypt", "IRN": "Iran"}, date="2024-03-05", confidence=0.6
    )


#: The agency, two sites that print it, one of them in part, and somebody who was there.
WIRE, SITE, PART, OWN = (
    tell("wire.txt", "Agency", STORY),
    tell("site.txt", "Site", f"{STORY} {SENTENCES[0]}", 7),
    tell("part.txt", "Part", ". ".join(SENTENCES[:4]), 8),
    tell("own.txt", "Own", OTHER, 9),
)


def count(store: GraphStore) -> tuple[int, ...]:
    (row,) = store.query("SELECT * { ?e a kg:Event; kg:reports ?r; kg:articles ?a; kg:texts ?t; kg:confidence ?c }")
    return int(row["r"].value), int(row["a"].value), int(row["t"].value), round(100 * float(row["c"].value))


def name_copies(store: GraphStore) -> set[tuple[str, str]]:
    found = store.query("SELECT ?copy ?file { ?r kg:repeats/kg:file ?file; kg:inArticle/kg:file ?copy }")
    return {(row["copy"].value, row["file"].value) for row in found}


def test_reprints_are_publications_and_one_witness(build):
    store = build(WIRE, SITE, PART)
    assert count(store) == (3, 3, 1, 60)
    assert name_copies(store) == {("site.txt", "wire.txt"), ("part.txt", "wire.txt")}
    assert store.status()["reprints"] == 2
    store.add_article(OWN.article, OWN.events)
    assert count(store) == (4, 4, 2, 84)  # 1 - 0.4 * 0.4
    assert not list(check_store(store))


def test_outlets_that_print_another_s_text_do_not_corroborate(build):
    question = load_question("corroborated")
    assert not list(build(WIRE, SITE, PART).query(fill_question(question, {})))
    (row,) = build(WIRE, SITE, PART, OWN).query(fill_question(question, {}))
    assert row["told_by"].value == "Agency, Own"


def test_neither_order_nor_what_was_there_in_between_makes_a_difference(build, dump):
    wanted = dump(build(WIRE, SITE, PART, OWN))
    assert {dump(build(*order)) for order in permutations((WIRE, SITE, PART, OWN))} == {wanted}
    store = build(PART, OWN, WIRE, SITE)
    store.remove_article(WIRE.article.id)
    assert name_copies(store) == {("part.txt", "site.txt")}
    assert dump(store) == dump(build(SITE, PART, OWN))
    store.add_article(WIRE.article, WIRE.events)
    assert dump(store) == wanted


def test_a_text_that_is_rewritten_is_a_witness_again(build, dump):
    store = build(WIRE, SITE)
    rewritten = tell("site.txt", "Site", OTHER, 7)
    assert store.add_article(rewritten.article, rewritten.events) == "replaced"
    assert count(store) == (2, 2, 2, 84)
    assert dump(store) == dump(build(WIRE, rewritten))


def test_events_can_be_chosen_by_texts(build, tmp_path):
    with GraphStore.open(tmp_path / "graph", create=True) as store:
        for story in (WIRE, SITE):
            store.add_article(story.article, story.events)
    with GraphStore.open(tmp_path / "graph") as store:
        reader = Reader(store)
        assert [event.texts for event in reader.events(select(min_reports=2))] == [1]
        assert not list(reader.events(select(min_texts=2)))
