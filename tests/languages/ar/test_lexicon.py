"""The trigger lexicon proves itself by its examples; its loader names what is wrong; its table reads sentences."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import LanguageError
from kg.languages.analysis import TriggerReading
from kg.languages.ar.lexicon import Lexicon, Light, Speech, load_lexicon, strip_clitics
from kg.languages.ar.segment import Segmenter
from kg.languages.ar.triggers import TriggerTable
from kg.languages.ar.words import read_words
from kg.languages.folding import fold
from kg.model import ACT_TYPES

ROOT = Path(__file__).parents[3]
#: How far after a word its complement is looked for, as kg.pipeline.acts does.
REACH = 7


class Reader:
    """Reads a sentence with the table of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.segmenter = Segmenter.load()
        self.table = TriggerTable(lexicon, lambda text: [word.key for word in read_words(text, 0, self.segmenter)])

    def read(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[TriggerReading, list[str]]]:
        """The readings of the words between two offsets, each with the keys of the words after it."""
        words = read_words(text, 0, self.segmenter)
        keys = [word.key for word in words]
        for i, word in enumerate(words):
            if word.end > start and word.start < (len(text) if end is None else end):
                for reading in self.table.find(words, keys, i):
                    yield reading, keys[i + reading.length : i + reading.length + REACH]

    def list_acts(self, text: str, start: int = 0, end: int | None = None) -> set[str]:
        """The acts that the words between two offsets may have: their own, and those by the nouns after them."""
        found: set[str] = set()
        for reading, after in self.read(text, start, end):
            found.add(reading.act)
            found.update(act for act, nouns in reading.acts.items() if any(key in nouns for key in after))
        return found - {""}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon)


# ------------------------------------------------------------------------------------------------ the lexicon itself


@pytest.mark.parametrize("kind", ["triggers", "speech", "content", "light"])
def test_every_example_is_found_in_its_sentence_with_its_act(kind: str, lexicon: Lexicon, reader: Reader) -> None:
    failed = []
    for entry in getattr(lexicon, kind):
        for text, start, end, act in entry.examples:
            known = any(
                reading.rule.endswith(f":{entry.name}")
                and (act == reading.act or any(key in reading.acts.get(act, ()) for key in after))
                for reading, after in reader.read(text, start, end)
            )
            if not known:
                failed.append(f"{entry.where}: {text[start:end]} is no {act} in: {text}")
    assert failed == []


def test_every_example_of_one_word_is_looked_up_without_a_segmenter(lexicon: Lexicon) -> None:
    failed = []
    for entry in lexicon.entries:
        for text, start, end, _ in entry.examples:
            word = text[start:end]
            single = not any(fold(word).endswith(fold(phrase)) for phrase in getattr(entry, "phrase", ()))
            if " " not in word and single and not any(found.reading.entry is entry for found in lexicon.look_up(word)):
                failed.append(f"{entry.where}: {word}")
    assert failed == []


def test_every_entry_has_an_example_and_every_act_a_trigger(lexicon: Lexicon) -> None:
    assert [entry.where for entry in lexicon.entries if not entry.examples] == []
    assert {entry.act for entry in (*lexicon.triggers, *lexicon.speech)} == set(ACT_TYPES)


def test_no_two_triggers_say_the_same(lexicon: Lexicon) -> None:
    seen = [(entry.act, *map(fold, entry.verb[:2])) for entry in lexicon.triggers if entry.verb]
    assert sorted({verb for verb in seen if seen.count(verb) > 1}) == []


@pytest.mark.parametrize(
    ("word", "act"),
    [
        ("وبحثا", "discuss"), ("سيوقعان", "sign"), ("للتوقيع", "sign"), ("فأدانت", "condemn"), ("ستستدعيه", "summon"),
        ("بانسحابها", "withdraw"), ("والمفاوضات", "negotiate"), ("كاستقالته", "resign"), ("بهجماتهم", "attack"),
        ("لاعتذاره", "apologise"), ("وسترفضان", "reject"), ("بالتزامها", "commit"), ("والمعتقلين", "arrest"),
        ("هددتها", "threaten"), ("واستؤنفت", "restore-relations"), ("اتهموهم", "accuse"), ("ينفوها", "deny"),
    ],
)  # fmt: skip
def test_clitics_come_off_and_verbs_are_inflected(word: str, act: str, lexicon: Lexicon) -> None:
    assert act in {found.reading.entry.act for found in lexicon.look_up(word)}


@pytest.mark.parametrize(("word", "act"), [("بالبحثت", "discuss"), ("سبحث", "discuss"), ("بيبحث", "discuss")])
def test_clitics_that_a_form_cannot_have_give_nothing(word: str, act: str, lexicon: Lexicon) -> None:
    found = [f for f in lexicon.look_up(word) if f.reading.entry.act == act and f.reading.form is not None]
    assert found == []


def test_the_least_divided_word_comes_first() -> None:
    ways = strip_clitics(fold("وللقائهم"))
    assert ways[0] == ("", "وللقائهم", "")
    assert ("ول", "القائ", "هم") in ways
    assert [len(head) + len(pronoun) for head, _, pronoun in ways] == sorted(len(h) + len(p) for h, _, p in ways)


# ------------------------------------------------------------------------------------------------ words in sentences


@pytest.mark.parametrize(
    ("text", "word", "act"),
    [
        ("أعربت الوكالة عن قلقها من الوضع.", "أعربت", "express-concern"),
        ("شدد الوزيران على ضرورة وقف القتال.", "شدد", "request"),
        ("أكد الأمير أهمية الحوار.", "أكد", "support"),
        ("أكدت اليابان التزامها بالمعاهدة.", "أكدت", "commit"),
        ("أبدت النرويج استعدادها لاستضافة الطرفين.", "أبدت", "intend"),
        ("شن الجيش هجوما على الميناء.", "شن", "attack"),
        ("وجهت المحكمة اتهامات إلى القائد.", "وجهت", "accuse"),
        ("وجه الرئيس دعوة إلى نظيره.", "وجه", "invite"),
        ("قدمت الحكومة استقالتها.", "قدمت", "resign"),
        ("قدم الوفد احتجاجا لدى السفارة.", "قدم", "complain"),
        ("عقد الوزراء لقاء في الدوحة.", "عقد", "meet"),
        ("تم الإفراج عن البحارة.", "تم", "release"),
        ("استدعت بلغراد سفيرها للتشاور.", "استدعت", "recall"),
        ("استدعت بلغراد السفير احتجاجا.", "استدعت", "summon"),
        ("سننتقم لكل من سقط.", "سننتقم", "threaten"),  # the segmenter leaves it whole
        ("ووبخ الوزير معاونيه.", "ووبخ", "criticise"),  # the segmenter cuts it too often
        ("استنكر المجلس الهجوم بأشد العبارات.", "بأشد العبارات", "condemn"),  # a preposition begins it
        ("وقال إن هذا السلوك غير مقبول.", "غير مقبول", "criticise"),
        ("ستظل القوات في مواقعها.", "ستظل", "commit"),
        ("لن نسمح بأي خرق.", "لن نسمح", "reject"),
        ("عقد الرئيسان مؤتمرا صحفيا.", "مؤتمرا صحفيا", "state"),
    ],
)
def test_a_word_is_read_by_what_stands_around_it(text: str, word: str, act: str, reader: Reader) -> None:
    start = text.index(word)
    assert act in reader.list_acts(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("وصل وزير جديد.", "وزير"),  # not و + زير, the passive of زار
        ("الأمن مستتب.", "الأمن"),
        ("قرأ صفحة من الكتاب.", "صفحة"),  # not صفح + ه
        ("هذا الكتاب لأمي.", "الكتاب"),
        ("في العاصمة حديقة.", "العاصمة"),
    ],
)
def test_common_words_are_not_cut_into_triggers(text: str, word: str, reader: Reader) -> None:
    start = text.index(word)
    assert reader.list_acts(text, start, start + len(word)) == set()


def test_a_verb_does_not_follow_an_article_or_a_preposition(reader: Reader) -> None:
    parts = {reading.part for reading, _ in reader.read("بالبحث في الملف.", 0, 6)}
    assert parts == {"masdar", "noun"}
    assert not [r for r, _ in reader.read("سيبحث الملف.", 0, 5) if r.part == "verb" and r.tense != "present"]


def test_needs_are_compared_without_clitics(reader: Reader) -> None:
    readings = [reading for reading, _ in reader.read("حكمت المحكمة عليه بالسجن.", 0, 4) if reading.act == "sentence"]
    assert readings
    assert all("سجن" in reading.needs for reading in readings)


def test_speech_has_the_acts_of_content_and_light_verbs_those_of_nouns(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        '[[speech]]\nverb = ["همس", "يهمس"]\nexamples = ["[همس] الوزير."]\n'
        '[[light]]\nverb = ["كال", "يكيل"]\nexamples = ["[كال] له."]\n'
        '[[light]]\nact = "meet"\nverb = ["حاك", "يحوك"]\ncarries = false\nacts = { accuse = "مؤامرة" }\n'
        'examples = ["[حاك] خيوطها."]\n',
        encoding="utf-8",
    )
    reader = Reader(load_lexicon(file))
    assert reader.list_acts("همس الوزير بقلقه من القرار.", 0, 3) >= {"state", "express-concern"}
    assert "accuse" in reader.list_acts("كال له الاتهامات.", 0, 3)
    assert reader.list_acts("حاك خيوط المؤامرة والهجمات.", 0, 3) == {"meet", "accuse"}


# ------------------------------------------------------------------------------------------------ the loader

GOOD = 'verb = ["همس", "يهمس"]\nexamples = ["[همس] الوزير."]\n'


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[[triger]]\n", ["unknown table [[triger]]", "did you mean 'trigger'?"]),
        ("[trigger]\n", ["trigger must be a list of tables", "[[trigger]]"]),
        ("trigger = [1]\n", ["trigger 1", "must be a table"]),
        ("[[trigger]\n", ["not valid TOML"]),
        ("[[trigger]]\nact = 'meet'\n", ["trigger 1", "has no words"]),
        (f"[[trigger]]\n{GOOD}", ["trigger 1 (همس)", "lacks its act"]),
        (f"[[trigger]]\nact = 'discus'\n{GOOD}", ["unknown act 'discus'", "did you mean 'discuss'?"]),
        (f"[[trigger]]\nact = 'meet'\nmasdars = ['همس']\n{GOOD}", ["unknown key 'masdars'", "did you mean 'masdar'?"]),
        (f"[[speech]]\nphrase = ['همس']\n{GOOD}", ["speech 1", "unknown key 'phrase'", "known are"]),
        ("[[trigger]]\nact = 'meet'\nverb = ['همس']\n", ["trigger 1 (همس)", "perfect and imperfect"]),
        ("[[trigger]]\nact = 'meet'\nverb = ['همس', 'همس']\n", ["trigger 1 (همس)", "3rd person"]),
        ("[[trigger]]\nact = 'meet'\nmasdar = 'همس'\n", ["trigger 1: masdar", "list of words in quotes"]),
        (f"[[trigger]]\nact = 'meet'\nframe = {{ subject = 'actor' }}\n{GOOD}", ["'subject'", "did you mean 'subj'?"]),
        (f"[[trigger]]\nact = 'meet'\nframe = {{ subj = 'acter' }}\n{GOOD}", ["role 'acter'", "did you mean 'actor'?"]),
        (f"[[trigger]]\nact = 'meet'\nframe = {{ subj = 1 }}\n{GOOD}", ["the role of 'subj'"]),
        (f"[[trigger]]\nact = 'meet'\nframe = 'subj'\n{GOOD}", ["frame must be a table"]),
        (f"[[trigger]]\nact = 'meet'\nacts = {{ singn = 'عقد' }}\n{GOOD}", ["act 'singn'", "did you mean 'sign'?"]),
        (f"[[trigger]]\nact = 'meet'\nacts = {{ sign = ['عقد'] }}\n{GOOD}", ["acts must be a table of acts"]),
        (f"[[speech]]\npreposition = 'الى'\n{GOOD}", ["preposition 'الى'", "did you mean 'إلى'?"]),
        (f"[[content]]\nact = 'meet'\nalone = 'yes'\n{GOOD}", ["alone must be true or false"]),
        ("[[trigger]]\nact = 'meet'\nnoun = ['همس']\nexamples = ['همس الوزير.']\n", ["mark its trigger once, in [ ]"]),
        ("[[trigger]]\nact = 'meet'\nnoun = ['همس']\nexamples = ['[همس] ثم [همس].']\n", ["mark its trigger once"]),
        ("[[trigger]]\nact = 'meet'\nnoun = ['همس']\nexamples = ['[همس:meat] هنا.']\n", ["'meat'", "mean 'meet'?"]),
        (f"[[trigger]]\nact = 'meet'\ncounter = ['[همس] الريح.']\n{GOOD}", ["a counter-example marks nothing"]),
    ],
)  # fmt: skip
def test_the_loader_says_where_and_what_is_wrong(text: str, parts: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LanguageError) as raised:
        load_lexicon(file)
    message = str(raised.value)
    assert message.startswith(str(file))
    assert "\n" not in message
    assert [part for part in parts if part not in message] == []


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_told(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(LanguageError, match="cannot be read as UTF-8 text"):
        load_lexicon(file)


def test_words_of_the_user_go_before_ours_and_ours_stay(tmp_path: Path, lexicon: Lexicon) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        '[[trigger]]\nact = "protest"\nverb = ["هتف", "يهتف", ""]\nexamples = ["[هتف] الجمع."]\n'
        '[[trigger]]\nact = "condemn"\nverb = ["شجب", "يشجب"]\nmasdar = ["شجب"]\nexamples = ["[شجب] القرار."]\n',
        encoding="utf-8",
    )
    own = load_lexicon(file)
    entries = [entry for entry in own.triggers if entry.verb[:2] == ("شجب", "يشجب")]
    assert [entry.where for entry in entries] == [f"{file}, trigger 2 (شجب)"]
    assert {reading.entry.act for reading in own.readings("هتفوا")} == {"protest"}
    assert own.readings("استقال")
    assert len(own.entries) <= len(lexicon.entries) + 2


def test_an_entry_chooses_its_act_by_its_noun(lexicon: Lexicon) -> None:
    light = next(entry for entry in lexicon.light if entry.verb[0] == "شن")
    assert isinstance(light, Light)
    assert light.choose_act("اعتقالات") == "arrest"
    assert light.choose_act("الهجمات") == "attack"
    assert light.choose_act("كتاب") is None


def test_an_empty_lexicon_reads_nothing() -> None:
    assert Lexicon([]).look_up("وبحثا") == ()
    assert Reader(Lexicon([])).list_acts("بحث الوزير الملف.") == set()


def test_speech_is_state_unless_it_says_otherwise(lexicon: Lexicon) -> None:
    acts = {entry.verb[0]: entry.act for entry in lexicon.speech if entry.verb}
    assert acts["قال"] == "state"
    assert acts["شكك"] == "criticise"
    assert all(isinstance(entry, Speech) for entry in lexicon.speech)


# ------------------------------------------------------------------------------------------------ against the gold


@pytest.mark.shared
@pytest.mark.parametrize(("gold", "least"), [("train-ar.jsonl", 0.93), ("dev-ar.jsonl", 0.85)])
def test_the_words_of_annotated_events_are_known_with_their_acts(
    gold: str, least: float, shared: Path, lexicon: Lexicon
) -> None:
    spec = importlib.util.spec_from_file_location("measure_lexicon", ROOT / "tools" / "measure_lexicon.py")
    assert spec is not None and spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    reader = Reader(lexicon)
    cases = list(measure.read_cases(shared / "gold" / gold))
    known = sum(measure.is_known(case, reader.table, reader.segmenter) for case in cases)
    assert known / len(cases) >= least
