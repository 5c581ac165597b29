"""``--lexicon``: words of the user's own on every command that extracts, and what a run rests on."""

import json
import shutil
from pathlib import Path

import pytest

from kg.corpus.crews import hire

PAGE = """لقاء حول حقوق الصيد

مسقط - تباحر وزير الخارجية العماني مع نظيره الكيني حول حقوق الصيد.
وأدانت رابطة الموانئ الشرقية الهجوم على ميناء مومباسا.
"""


@pytest.fixture
def page(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "talks.txt").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def lexicon(pytestconfig, tmp_path):
    """The example folder, to be changed at will."""
    return shutil.copytree(pytestconfig.rootpath / "examples" / "lexicon", tmp_path / "mine")


def test_extract_finds_what_only_the_user_knows(kg, page, lexicon):
    def run(*more):
        return [json.loads(line) for line in kg("extract", page, *more).stdout.splitlines()]

    with_words, without = run("--lexicon", lexicon), run()
    talks = next(event for event in with_words if event["act"] == "negotiate")
    assert talks["rule"] == "trigger:negotiate:تباحر"
    assert {actor["country"] for actor in talks["actors"]} == {"OMN", "KEN"}
    condemned = next(event for event in with_words if event["act"] == "condemn")
    assert condemned["actors"][0] | {"text": "رابطة الموانئ الشرقية", "name": "Eastern Harbour League", "kind": "igo",
                                     "id": "org-harbour-league"} == condemned["actors"][0]  # fmt: skip
    assert not [e for e in without for a in e["actors"] if a["id"] == "org-harbour-league"]


def test_build_extracts_again_when_a_word_changes_and_only_then(kg, page, lexicon):
    def build(*more):
        return kg("build", page, "--store", "graph", *more).stderr

    assert "1 article read" in build()
    assert "unchanged" not in build("--lexicon", lexicon)
    assert "1 unchanged" in build("--lexicon", lexicon)
    (lexicon / "en" / "triggers.toml").unlink()  # no article is English
    assert "1 unchanged" in build("--lexicon", lexicon)
    with (lexicon / "ar" / "people.tsv").open("a", encoding="utf-8") as file:
        file.write("person-badr-al-marsa\tبدر المرسى\tBadr Al-Marsa\tOMN\n")
    assert "unchanged" not in build("--lexicon", lexicon)
    assert "unchanged" not in build("--lexicon", lexicon, "--min-confidence", "0.7")
    assert "1 unchanged" in build("--lexicon", lexicon, "--min-confidence", "0.7")


def test_build_leaves_doubtful_events_out(kg, page):
    text = f"{PAGE}\nوالتقى وزير الخارجية الكيني نظيره النرويجي في نيروبي. ووقع الوزيران اتفاقا للصيد البحري.\n"
    (page / "talks.txt").write_text(text, encoding="utf-8")
    events = [json.loads(line) for line in kg("extract", page).stdout.splitlines()]
    bound = max(event["confidence"] for event in events)
    sure = sum(event["confidence"] >= bound for event in events)
    assert 0 < sure < len(events)
    kg("build", page, "--store", "graph", "--min-confidence", bound)
    answer = kg("query", "--store", "graph", "--format", "csv", "SELECT (COUNT(?r) AS ?n) { ?r a kg:Report }").stdout
    assert answer.split() == ["n", str(sure)]


@pytest.mark.parametrize("command", [("extract",), ("explain",), ("build", "--store", "graph")])
def test_a_wrong_entry_ends_a_command_in_one_line(command, kg, page, lexicon):
    file = lexicon / "ar" / "triggers.toml"
    file.write_text('[[trigger]]\nact = "negotiat"\nnoun = ["تباحر"]\n', encoding="utf-8")
    result = kg(*command, page, "--lexicon", lexicon)
    assert result.exit_code == 1
    told = "trigger 1 (تباحر): unknown act 'negotiat' (did you mean 'negotiate'?)"
    assert result.stderr.startswith(f"kg: {file}, {told}")
    assert len(result.stderr.splitlines()) == 1 and result.stdout == ""


def test_an_extractor_without_a_lexicon_says_so(kg, page, lexicon):
    result = kg("extract", page, "--extractor", "plain", "--lexicon", lexicon)
    assert result.exit_code == 1
    assert "extractor 'plain' takes no --lexicon" in result.stderr


def test_explain_and_evaluate_read_with_the_users_words(kg, page, lexicon, tmp_path):
    told = kg("explain", page, "--lexicon", lexicon).stdout
    assert "by trigger:negotiate:تباحر" in told
    assert "participant \u2068رابطة الموانئ الشرقية\u2069: Eastern Harbour League (igo), by name" in told
    sentence = "مسقط - تباحر وزير الخارجية العماني مع نظيره الكيني حول حقوق الصيد."
    event = {"trigger": "تباحر", "act": "negotiate", "type": "CONSULT", "status": "actual", "recipients": [],
             "actors": [{"text": "وزير الخارجية العماني", "name": "Foreign minister of Oman", "country": "OMN"},
                        {"text": "نظيره الكيني", "name": "Foreign minister of Kenya", "country": "KEN"}]}  # fmt: skip
    gold = tmp_path / "gold.jsonl"
    line = {"article": "talks.txt", "sentences": [{"text": sentence, "events": [event]}]}
    gold.write_text(json.dumps(line) + "\n", encoding="utf-8")
    run = ("evaluate", gold, "--articles", page, "--json")
    assert json.loads(kg(*run, "--lexicon", lexicon).stdout)["dyad"]["recall"] == 1
    assert json.loads(kg(*run, "--lexicon", lexicon, "--min-confidence", 1).stdout)["counts"]["found"] == 0


def test_several_processes_know_the_words_too(kg, page, lexicon, monkeypatch):
    """As many as are asked for extract, each by the user's words, and the graph is the same."""
    hired = []
    monkeypatch.setattr("kg.builder.hire", lambda jobs, scheduler: hired.append(jobs) or hire(jobs, scheduler))
    for jobs in (1, 2):
        told = kg("build", page, "--store", f"graph{jobs}", "--lexicon", lexicon, "--jobs", jobs)
        assert told.exit_code == 0, told.stderr
        assert kg("export", "--store", f"graph{jobs}", "-o", f"{jobs}.nq").exit_code == 0
    one, two = Path("1.nq").read_bytes(), Path("2.nq").read_bytes()
    assert hired == [2]
    assert one == two and b"org-harbour-league" in one
