"""Words of the user's own: what they add and override, and what a wrong folder or entry says."""

import pytest

from kg.errors import LanguageError
from kg.languages.additions import read_additions
from kg.languages.pack import list_languages, load_pack

LANGUAGES = list_languages()
TRIGGER = '[[trigger]]\nact = "{act}"\n{words}\nexamples = ["{example}"]\n'


@pytest.fixture
def add(tmp_path):
    """Writes the files of a folder, and gives what is added by language."""

    def write(folder="ar", **files):
        home = tmp_path / folder
        home.mkdir(exist_ok=True)
        for name, text in files.items():
            (home / name.replace("_", ".")).write_text(text, encoding="utf-8")
        return read_additions(tmp_path, LANGUAGES)

    return write


def read(pack, text):
    words = pack.read_words(text, 0)
    return words, [word.key for word in words]


def find_acts(pack, text, kind=None):
    words, keys = read(pack, text)
    readings = [reading for i in range(len(words)) for reading in pack.find_readings(words, keys, i)]
    return {reading.act for reading in readings if kind in (None, reading.kind)}


def name_all(pack, text):
    memory = pack.new_memory(None)
    words, _ = read(pack, text)
    pack.find_mentions(words, memory)
    memory.rewind()
    return {member.name: member.country for m in pack.find_mentions(words, memory) for member in m.members}


def test_triggers_names_titles_and_glosses_are_added(add):
    added = add(
        triggers_toml=TRIGGER.format(act="negotiate", words='verb = ["تباحر", "يتباحر", ""]', example="[تباحرا] أمس."),
        organisations_tsv="id\tforms\tname_en\tkind\norg-harbour-league\tرابطة المراسي\tHarbour League\tigo\n",
        people_tsv="id\tforms\tname_en\tcountry\nperson-sahl-al-marsa\tسهل المرسى\tSahl Al-Marsa\tOMN\n",
        titles_toml='[[office]]\nen = "Harbour commissioner"\nar = ["ناظر الموانئ"]\n',
        glossary_tsv="arabic\tkind\tenglish\tlink\nمرسم رسو\tcount\tberthing protocol\tcompound\n",
    )["ar"]
    pack, plain = load_pack("ar", None, added), load_pack("ar")
    text = "تباحر سهل المرسى وناظر الموانئ الكيني مع رابطة المراسي."
    assert "negotiate" in find_acts(pack, text) - find_acts(plain, text)
    named = name_all(pack, text)
    assert named.items() >= {"Sahl Al-Marsa": "OMN", "Harbour League": None}.items()
    assert "Harbour commissioner of Kenya" in named
    assert not {"Sahl Al-Marsa", "Harbour League", "Harbour commissioner of Kenya"} & name_all(plain, text).keys()
    phrase = "مرسم رسو جديد"
    assert pack.gloss(read(pack, phrase)[0]) == "new berthing protocol"
    assert plain.gloss(read(plain, phrase)[0]) != "new berthing protocol"


def test_what_both_have_is_the_users(add):
    added = add(
        triggers_toml=TRIGGER.format(act="accuse", words='verb = ["شجب", "يشجب"]', example="[شجب] القرار."),
        organisations_tsv="id\tforms\tname_en\tkind\norg-harbour-league\tجامعة الدول العربية\tHarbour League\tigo\n",
        glossary_tsv="arabic\tkind\tenglish\nاتفاقية\tcount\tbargain\n",
        countries_tsv="iso3\tnames\nOMN\tديار المرسى\n",
    )["ar"]
    pack = load_pack("ar", None, added)
    assert find_acts(load_pack("ar"), "شجب", "trigger") == {"condemn"}
    assert find_acts(pack, "شجب", "trigger") == {"accuse"}
    assert "condemn" in find_acts(pack, "شجب", "content")  # the noun of a verb of saying is another table's
    assert name_all(pack, "أعلنت جامعة الدول العربية ذلك.") == {"Harbour League": None}
    assert name_all(pack, "وقعت ديار المرسى الاتفاق.") == {"Oman": "OMN"}
    assert pack.gloss(read(pack, "اتفاقية")[0]) == "bargain"
    assert load_pack("ar").gloss(read(pack, "اتفاقية")[0]) == "agreement"


def test_english_has_triggers_titles_and_names(add):
    added = add(
        "en",
        triggers_toml=TRIGGER.format(act="negotiate", words='verb = ["huddle"]', example="They [huddled] in Rome."),
        titles_toml='[[office]]\nen = "Harbour commissioner"\nwords = ["harbour commissioner"]\n',
        names_toml='[states]\nOMN = ["the Incense Coast"]\n',
    )["en"]
    pack = load_pack("en", None, added)
    text = "The Incense Coast huddled with the harbour commissioner of Kenya."
    assert "negotiate" in find_acts(pack, text) - find_acts(load_pack("en"), text)
    assert {"Oman": "OMN", "Harbour commissioner of Kenya": "KEN"}.items() <= name_all(pack, text).items()


def test_a_changed_file_is_another_lexicon(add):
    glossary = "arabic\tkind\tenglish\nمرسم\tcount\t{}\n"
    first, second = add(glossary_tsv=glossary.format("writ"))["ar"], add(glossary_tsv=glossary.format("deed"))["ar"]
    assert first.sha256 != second.sha256
    packs = [load_pack("ar", None, added) for added in (second, first, second)]
    assert packs[0] is packs[2] and packs[0] is not packs[1]


def test_files_without_a_folder_of_a_language_are_arabic_or_of_the_folders_name(tmp_path):
    for folder, language in (("mine", "ar"), ("en", "en")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "titles.toml").write_text("", encoding="utf-8")
        assert list(read_additions(tmp_path / folder, LANGUAGES)) == [language]


def test_notes_and_hidden_files_may_lie_there(add, tmp_path):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    added = add(titles_toml="")
    assert [file.path.name for file in added["ar"].files] == ["titles.toml"]


WRONG = [
    ({"triggrs_toml": ""}, ["triggrs.toml", "did you mean 'triggers.toml'?", "known are"]),
    ({"triggers_toml": '[[trigger]]\nact = "negotiat"\nnoun = ["مرسم"]\n'},
     ["triggers.toml, trigger 1", "'negotiate'?"]),
    ({"triggers_toml": TRIGGER.format(act="meet", words='noun = ["مرسم"]', example="[قلم] هنا.")},
     ["triggers.toml, trigger 1 (مرسم)", "the example does not show meet", "قلم"]),
    ({"titles_toml": '[[ofice]]\nen = "X"\n'}, ["titles.toml", "did you mean 'office'?"]),
    ({"organisations_tsv": "id\tforms\norg-united-nation\tالأمم\n"},
     ["organisations.tsv, line 2", "did you mean 'org-united-nations'?", "needs the column name_en"]),
    ({"organisations_tsv": "id\tforms\tname_en\norg-harbour\tالمراسي\tHarbour\n"}, ["line 2", "needs a kind", "igo"]),
    ({"organisations_tsv": "id\tforms\tname_en\tkind\nharbour\tالمراسي\tHarbour\tigo\n"},
     ["begin with org-", "org-harbour"]),
    ({"people_tsv": "id\tforms\tname_en\tcountry\nperson-x-y\tسهل\tX Y\tQTR\n"},
     ["people.tsv, line 2", "country 'QTR'", "did you mean"]),
    ({"people_tsv": "id\tform\nperson-x\tسهل\n"}, ["people.tsv, line 1", "forms"]),
    ({"countries_tsv": "iso3\tnames\nQTR\tسهل\n"}, ["countries.tsv, line 2", "did you mean"]),
    ({"glossary_tsv": "arabic\tkind\tenglish\nمرسم\tcounts\twrit\n"},
     ["glossary.tsv, line 2", "did you mean 'count'?"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "told"), WRONG)
def test_what_is_wrong_is_told_with_file_entry_and_the_nearest_word(files, told, add, tmp_path):
    with pytest.raises(LanguageError) as raised:
        load_pack("ar", None, add(**files)["ar"])
    message = str(raised.value)
    assert str(tmp_path) in message and "\n" not in message
    assert [part for part in told if part not in message] == []


@pytest.mark.parametrize(("make", "told"), [
    (lambda path: None, "no such folder"),
    (lambda path: path.write_text(""), "is no folder"),
    (lambda path: path.mkdir(), "holds no words"),
])  # fmt: skip
def test_a_folder_that_is_none(make, told, tmp_path):
    make(tmp_path / "mine")
    with pytest.raises(LanguageError, match=told):
        read_additions(tmp_path / "mine", LANGUAGES)


def test_a_file_beside_the_folders_of_languages_is_told(add, tmp_path):
    (tmp_path / "people.tsv").write_text("id\tforms\n", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"people\.tsv: lies beside folders of languages \(ar\)"):
        add(titles_toml="")
