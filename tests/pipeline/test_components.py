"""The spaCy side: a Doc that covers the prose, components under their names, spans that stand for what was found."""

import subprocess
import sys
from dataclasses import fields

import pytest
import spacy
from own_articles import make_article
from spacy.tokens import Doc, Token

from kg.errors import LanguageError
from kg.languages.pack import load_pack
from kg.model import Article
from kg.pipeline.components import COMPONENTS, make_doc, make_pipeline
from kg.pipeline.confidence import load_confidence
from kg.pipeline.extensions import register_extensions
from kg.pipeline.linear import LinearModel
from kg.pipeline.models import Models, load_models
from kg.pipeline.steps import walk_article

ARTICLE = make_article(
    "وقّعت النرويج وكينيا، الأحد، اتفاقية للصيد في أوسلو. وأكد الجانبان أن «التعاون سيستمر»…",
    "ودعا وزير الخارجية النرويجي سامي كرونبرغ إلى وقف القتال في السودان!",
    title="أوسلو ونيروبي توقعان اتفاقية",
)


@pytest.fixture(scope="module")
def nlp():
    return make_pipeline("ar")


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(make_doc(nlp, ARTICLE))


def test_components_run_under_their_names_in_walking_order(nlp):
    assert tuple(nlp.pipe_names) == COMPONENTS
    assert all(spacy.Language.has_factory(name) for name in COMPONENTS)


def test_the_pipeline_says_its_language(nlp):
    assert nlp.lang == "ar"


def test_a_pipeline_can_be_made_twice_and_gives_the_same(nlp, doc):
    second = make_pipeline("ar")
    assert second is not nlp
    again = second(make_doc(second, ARTICLE))
    assert again._.events == doc._.events
    assert again.text == doc.text


def test_extensions_can_be_registered_again():
    register_extensions()
    register_extensions()
    assert all(Doc.has_extension(name) for name in ("article", "memory", "scenes", "drafts", "events"))
    assert Token.has_extension("offset")


def test_tokens_stand_at_their_offsets_and_cover_the_prose(doc):
    covered = set()
    for token in doc:
        start = token._.offset
        assert ARTICLE.text[start : start + len(token.text)] == token.text
        assert covered.isdisjoint(range(start, start + len(token.text)))
        covered.update(range(start, start + len(token.text)))
    prose = {k for block in ARTICLE.blocks for k in range(block.start, block.end) if not ARTICLE.text[k].isspace()}
    assert covered == prose


def test_sentences_are_those_of_the_scenes(doc):
    assert [sent[0]._.offset for sent in doc.sents] == [scene.start for scene in doc._.scenes]
    assert [len(sent) for sent in doc.sents] == [len(scene.words) for scene in doc._.scenes]
    assert len(list(doc.sents)) == 4


def test_the_text_of_the_doc_is_the_prose_with_its_words_apart(doc):
    assert "وقّعت النرويج وكينيا" in doc.text
    assert all(token.pos_ for token in doc)
    assert all(token.norm_ for token in doc)


def test_spans_stand_for_what_was_found(doc):
    assert {name for name in ("participants", "dates", "triggers") if name in doc.spans} == {
        "participants",
        "dates",
        "triggers",
    }
    participants = {(span.text, span.label_) for span in doc.spans["participants"]}
    assert {("النرويج", "name"), ("كينيا", "name"), ("الجانبان", "collective"), ("السودان", "name")} <= participants
    assert [span.text for span in doc.spans["dates"]] == ["الأحد"]
    triggers = {(span[0]._.offset, span.label_) for span in doc.spans["triggers"]}
    assert {(event.trigger.start, event.act) for event in doc._.events} <= triggers


def test_every_event_comes_from_a_draft(doc):
    assert doc._.article is ARTICLE
    drafts = {draft.scene.words[draft.candidate.index].start: draft for draft in doc._.drafts}
    told = [draft for draft in drafts.values() if draft.actors and load_confidence("ar").rate(draft).kept]
    assert len(doc._.events) == len(told) == 6
    assert all(drafts[event.trigger.start].act == event.act for event in doc._.events)


def test_an_article_without_prose_is_an_empty_doc(nlp):
    empty = nlp(make_doc(nlp, Article("own.txt", 0, "صور", (), language="ar")))
    assert len(empty) == 0
    assert empty._.events == []


def test_other_weights_can_be_put_in(doc):
    """Weights that know no feature decide nothing: no event is likelier than another, and none is likely."""
    trained = load_models("en")
    blind = {}
    for field in fields(trained):
        if field.name == "thresholds":
            continue
        classes = getattr(trained, field.name).classes
        bias = [-9.0] if len(classes) == 2 else [0.0] * len(classes)
        blind[field.name] = LinearModel.from_weights(classes, {"?": [0.0] * len(bias)}, bias)
    nlp = make_pipeline("ar", Models(**blind))
    assert nlp(make_doc(nlp, ARTICLE))._.events == []
    assert doc._.events != []


@pytest.mark.parametrize("language", ["xx", "", "arabic"])
def test_a_language_without_a_pack_is_named(language):
    with pytest.raises(LanguageError, match=r"no language pack .*known are ar"):
        make_pipeline(language)


def test_extraction_takes_the_same_steps(doc):
    pack, first = load_pack("ar"), make_pipeline("ar").get_pipe(COMPONENTS[0])
    walk = walk_article(ARTICLE, pack, first.judge)
    assert walk.events == doc._.events != []
    assert [d.candidate.index for d in walk.drafts] == [d.candidate.index for d in doc._.drafts]


def test_extraction_starts_without_what_it_does_not_need(pytestconfig):
    """spaCy alone would double the time to the first event and half of the memory."""
    code = (
        "import sys\nfrom kg.extraction import load_extractor\nfrom kg.model import Article, Block\n"
        f"text = {ARTICLE.text!r}\n"
        "article = Article('a.txt', 0, text, (Block(0, len(text), text),), published='2024-05-15', language='ar')\n"
        "assert load_extractor('rules').extract(article)\n"
        "heavy = {'spacy', 'thinc', 'torch', 'rdflib', 'pyoxigraph', 'networkx', 'pandas', 'lxml', 'trafilatura'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=pytestconfig.rootpath
    )
    assert done.stdout.split() == []
