"""The tables of people and places: that a name names one of them, and no state, body or ordinary word."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kg.gazetteer import load_countries, load_people, load_places, mint_id, read_table
from kg.languages.ar.nisba import inflect_nisba
from kg.languages.ar.pack import make_pack
from kg.languages.ar.segment import load_words
from kg.languages.folding import fold
from kg.languages.pack import Pack

ARABIC = resources.files("kg.languages.ar")
CLASSES = set("city region sea strait river island camp crossing base mountain continent".split())

#: Cities that are nobody's alone: disputed, or on the line between two states.
STATELESS_CITIES = {"place-jerusalem", "place-badme", "place-panmunjom"}

#: Places whose Arabic name countries.tsv has as a seat of government beside the capital.
SEATS = {f"place-{name}" for name in "abidjan dar-es-salaam la-paz port-sudan tel-aviv the-hague yangon".split()}

#: Names that are also an adjective of nationality (ar/countries.tsv lists that one as ambiguous), or a capital.
HOMONYMS = {
    "السليمانية": "Sulaymaniyah beside the adjective of the Solomon Islands",
    "طرابلس": "Tripoli in Lebanon beside the capital of Libya: the article decides, by which state it names more",
}

#: Single names that news use so often that they look like ordinary words (SANAD, words.tsv.xz), and are none.
OFTEN = set(
    """أوباما نتنياهو ترامب ميركل بوتين السيسي أردوغان هنية ليفني لافروف قرقاش عريقات ساركوزي بوتفليقة أولمرت
    القذافي""".split()
)

#: What names of people and places mean besides, as folding leaves them: they need a word more (مدينة صور).
ORDINARY = """البرهان صدام سلمان الأسد مبارك مرسي عباس صالح هادي الأحمر البشير الصدر المعلم الشرع القربي الترابي الشاهد
    الفيصل بوش باول رايس كارتر بنس شارون باراك بيريز هولاند كوشنير ماتيس بولتون أوستن زوجة دقلو
    القائم الضالع البيضاء جنين صور إب حجة العديد الخبر ينبع العين عمران المهرة الكفرة سرت مروي لفيف بالي المتوسط مقلي
    البندقية الهادئ الساحل بخارى بعقوبة وجدة حوارة زوارة سوسة العيون الداخلة الزاوية كان نيس ليون قم مشهد""".split()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return make_pack()


def read_forms(table: str) -> dict[str, tuple[str, ...]]:
    return {row["id"]: row.split("forms") for row in read_table(ARABIC / f"{table}.tsv", ("id", "forms"), key="id")}


def join(form: str) -> str:
    """A form as names are compared: folded, عبد and أبو written together with what follows."""
    return re.sub(r"(?<!\S)(عبد|ابو) ", r"\1", fold(form))


def list_owners() -> Mapping[str, list[str]]:
    owners: dict[str, list[str]] = defaultdict(list)
    for table in ("people", "places"):
        for id_, forms in read_forms(table).items():
            for form in forms:
                owners[join(form)].append(id_)
    return owners


def read_rows(file: str) -> Iterator[dict[str, str]]:
    text = (ARABIC / file).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


@pytest.mark.parametrize(("table", "load", "least"), [("people", load_people, 700), ("places", load_places, 500)])
def test_both_tables_tell_of_the_same_ones(table: str, load: Callable[[], Mapping[str, Any]], least: int) -> None:
    forms = read_forms(table)
    assert list(forms) == list(load())
    assert len(forms) >= least
    wrong = [e.id for e in load().values() if e.name_ar not in forms[e.id]]
    assert not wrong, "the usual Arabic name is one of the forms"


def test_identifiers_follow_from_names() -> None:
    wrong = [e.id for e in load_people().values() if e.id != mint_id("person", e.name_en)]
    wrong += [e.id for e in load_places().values() if e.id != mint_id("place", e.name_en)]
    assert not wrong


def test_no_form_names_two() -> None:
    assert not {form: ids for form, ids in list_owners().items() if len(ids) > 1}


def test_forms_are_arabic_words_with_single_spaces() -> None:
    shape = re.compile(r"[ء-غف-يٱپچژڤگ0-9.-]+( [ء-غف-يٱپچژڤگ0-9.-]+)*")
    assert not [f for table in ("people", "places") for forms in read_forms(table).values() for f in forms
                if not shape.fullmatch(f)]  # fmt: skip


def test_no_form_is_a_state_a_capital_or_an_adjective_of_nationality() -> None:
    taken: dict[str, str] = {}
    for row in read_rows("countries.tsv"):
        words = [f for column in ("names", "capitals", "plurals") for f in (row[column] or "").split("|") if f]
        words += [f for stem in (row["nisba"] or "").split("|") if stem for f in inflect_nisba(stem)]
        taken |= {join(word): row["iso3"] for word in words}
    for form in HOMONYMS:
        del taken[join(form)]
    clashes = {form: (ids, taken[form]) for form, ids in list_owners().items() if form in taken}
    assert {id_ for ids, _ in clashes.values() for id_ in ids} <= SEATS, clashes
    capitals = {c.capital_en for c in load_countries().values()}
    assert not [id_ for id_ in SEATS if load_places()[id_].name_en in capitals]


def test_no_form_is_an_organisation() -> None:
    bodies = {join(form): row["id"] for row in read_rows("organisations.tsv") for form in row["forms"].split("|")}
    assert not {form: (ids, bodies[form]) for form, ids in list_owners().items() if form in bodies}


def test_no_form_is_an_ordinary_word() -> None:
    owners = list_owners()
    assert not {word: owners[join(word)] for word in ORDINARY if join(word) in owners}


def test_a_single_name_of_a_person_is_rare_or_known_to_be_no_word() -> None:
    counts: Counter[str] = Counter()
    for word, bits in load_words().items():
        counts[fold(word)] = max(counts[fold(word)], bits)
    often = {f for forms in read_forms("people").values() for f in forms if " " not in f and counts[fold(f)] > 6}
    assert often == OFTEN


def test_places_have_a_class_and_cities_a_state() -> None:
    places = load_places().values()
    assert {p.place_class for p in places} == CLASSES
    assert {p.id for p in places if p.place_class == "city" and not p.country} == STATELESS_CITIES


def test_a_place_has_its_coordinates_with_its_qid_and_no_qid_twice() -> None:
    places = load_places().values()
    assert not [p.id for p in places if bool(p.qid) != (p.lat is not None)]
    assert max(Counter(p.qid for p in places if p.qid).values()) == 1
    assert {p.place_class for p in places if p.qid} == {"city"}, "Natural Earth has towns only"


@pytest.mark.shared
def test_qids_and_coordinates_are_those_of_natural_earth(shared: Path) -> None:
    text = (shared / "gazetteer" / "places.tsv").read_text(encoding="utf-8")
    known: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        known[row["qid"]].add((float(row["latitude"]), float(row["longitude"])))
    assert not [p.id for p in load_places().values() if p.qid and (p.lat, p.lon) not in known[p.qid]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("قال لافروف إن اللقاء سيعقد في جنيف", {"Sergey Lavrov", "Geneva"}),
        ("اجتمع أحمد أبوالغيط مع عبدالله بن زايد", {"Ahmed Aboul Gheit", "Abdullah bin Zayed"}),
        ("زار كوفي أنان مدينة صور", {"Kofi Annan", "Tyre"}),
        ("عثر المفتشون على صور جديدة", set()),
        ("استقبل القائم بالأعمال وفدا عند معبر القائم", {"Al-Qaim crossing"}),
        ("نزل الوفد في قاعدة العديد بعد العديد من الرحلات", {"Al Udeid"}),
        ("تحدث محمد السنوار ثم تحدث السنوار", {"Mohammed Sinwar", "Yahya Sinwar"}),
        ("افتتحت المحادثات في سوتشي", {"Sochi"}),
    ],
)
def test_people_and_places_are_found_in_text(pack: Pack, sentence: str, expected: set[str]) -> None:
    mentions = pack.find_mentions(pack.read_words(sentence, 0), pack.new_memory(None))
    named = {entity.name for mention in mentions for entity in mention.members}
    known = {e.name_en for e in load_people().values()} | {e.name_en for e in load_places().values()}
    assert named & known == expected
