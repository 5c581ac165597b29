"""Every entry of the English lexicon carries its proof; the forms of verbs; what is wrong in an entry is named."""

import pytest

from kg.errors import LanguageError
from kg.languages.en.inflect import inflect_noun, inflect_verb
from kg.languages.en.lexicon import Lexicon, load_lexicon
from kg.languages.pack import load_pack
from kg.model import ACT_TYPES
from kg.pipeline.acts import find_candidates
from kg.pipeline.scene import Scene

LEXICON = load_lexicon()


def find_acts(text):
    """The candidates of a sentence: offset of the first word -> its acts."""
    pack = load_pack("en")
    words = pack.read_words(text, 0)
    scene = Scene(0, len(text), words, 0, False, [False] * len(words))
    scene.inside = [-1] * len(words)
    find_candidates(scene, pack)
    return {words[c.index].start: dict(c.acts) for c in scene.candidates}


def test_all_acts_have_words():
    told = {entry.act for entry in LEXICON.entries} | {act for entry in LEXICON.entries for act in entry.acts}
    assert told - {""} == set(ACT_TYPES)


def test_every_example_finds_its_act():
    missed = []
    for entry in LEXICON.entries:
        for example in entry.examples:
            acts = find_acts(example.text)
            inside = [a for start, found in acts.items() if example.start <= start < example.end for a in found]
            if example.act not in inside:
                missed.append((entry.where, example.text, acts))
    assert not missed


def test_no_counter_example_finds_the_act():
    wrong = []
    for entry in LEXICON.entries:
        for text in entry.counter:
            full = [start for start, acts in find_acts(text).items() if acts.get(entry.act) in ("default", "noun")]
            if full:
                wrong.append((entry.where, text))
    assert not wrong


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("meet", {"meet", "meets", "met", "meeting"}),
        ("call for", {"call for", "calls for", "called for", "calling for"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
    ],
)
def test_verbs_are_inflected(verb, forms):
    assert {form.text for form in inflect_verb(verb)} == forms


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("summit", ("summit", "summits")),
        ("treaty", ("treaty", "treaties")),
        ("talks", ("talks",)),
        ("note of protest", ("note of protest", "notes of protest")),
        ("crisis", ("crisis", "crises")),
    ],
)
def test_nouns_have_plurals(noun, forms):
    assert inflect_noun(noun) == forms


def test_both_spellings_are_known():
    acts = find_acts("Ottawa criticized and Accra criticised the arrests.")
    assert [next(iter(found)) for found in acts.values()][:2] == ["criticise", "criticise"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[trigger]]\nact = "condem"\nverb = ["condemn"]', "unknown act 'condem'; did you mean 'condemn'"),
        ('[[triger]]\nact = "condemn"', "unknown table"),
        ('[[trigger]]\nact = "condemn"\nverbs = ["condemn"]', "unknown key 'verbs'; did you mean 'verb'"),
        ('[[trigger]]\nact = "condemn"', "lists no words"),
        ('[[trigger]]\nact = "condemn"\nverb = ["x"]\nframe = { subj = "doer" }', "roles are actor"),
        ('[[trigger]]\nact = "condemn"\nverb = ["x"]\nexamples = ["no mark"]', "mark its trigger once"),
        ("[[trigger", "no valid TOML"),
    ],
)
def test_what_is_wrong_in_an_entry_is_named(tmp_path, text, message):
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError, match=message.replace("[", r"\[")):
        load_lexicon(file)


def test_words_of_the_user_are_added(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text('[[trigger]]\nact = "protest"\nverb = ["picket"]\n', encoding="utf-8")
    assert isinstance(load_lexicon(file), Lexicon)
    assert load_lexicon(file).entries[-1].verb == ("picket",)
