"""Tables of events: read by pandas, pyarrow and R; the codebook; counts by month; and the way back."""

import csv
import io
import json
import shutil
import subprocess

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from network_samples import BLINKEN, HAMAS, IRAN, MINISTRY, QATAR, SOMEBODY, UN, USA, make_article, tell, who

from kg.errors import ExportError, InputError
from kg.exports import Options, find_exporter
from kg.exports.cells import guard
from kg.exports.selecting import select
from kg.exports.tables import TABLES, build_table
from kg.exports.tables.importing import Left, read_table
from kg.graph.store import GraphStore
from kg.model import Article, Block, Event, Gloss, Participant, Sentence, Words

WD = "http://www.wikidata.org/entity/"
EVENTS = [
    [
        tell("sign", [QATAR, USA], date="2024-03-06", theme=Gloss("خبر", 0, 3, "oil")),
        tell("condemn", [MINISTRY], [HAMAS]),
    ],
    [tell("condemn", [QATAR], [IRAN], date="2024-03", place="Doha")],
    [tell("aid", [UN], [SOMEBODY], date="199X"), tell("criticise", [BLINKEN], [IRAN], said_by=(BLINKEN,))],
]


def write(store, ending, table="events", actors="", **given):
    out = io.BytesIO()
    options = Options(table=table, actors=actors, selection=select(**given))
    find_exporter(type("P", (), {"suffix": ending})())(store, out, options)
    return out.getvalue()


@pytest.fixture
def store(fill):
    return fill(*EVENTS, outlet="وكالة", url="https://news.example/{}")


def rows(store, table="events", **given):
    text = write(store, ".csv", table, **given).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_event_is_a_row(store):
    row = next(row for row in rows(store) if row["act"] == "sign")
    expected = {
        "date": "2024-03-06", "date_from": "text", "date_edtf": "2024-03-06", "earliest": "2024-03-06", "act": "sign",
        "type": "SUPPORT", "cameo": "057", "goldstein": "8.0", "quad_class": "1", "status": "actual",
        "standing": "asserted",
        "actor": "Qatar; United States", "actor_ar": "قطر; الولايات المتحدة", "actor_id": f"{WD}Q846; {WD}Q30",
        "actor_kind": "state; state", "actor_iso3": "QAT; USA", "actor_iso2": "QA; US", "actor_cameo": "QAT; USA",
        "actor_cow": "694; 2", "actor_gw": "694; 2", "recipient": "", "reports": "1", "outlet": "وكالة",
        "published": "2024-03-01", "sentence": "خبر", "trigger": "خبر", "language": "ar", "file": "0.txt", "part": "0",
    }  # fmt: skip
    actors = sorted(zip(*(row[n].split("; ") for n in ("actor_id", "actor")), strict=True))
    assert [name for _, name in actors] == ["United States", "Qatar"]
    for name in [name for name in expected if name.startswith("actor")]:
        assert sorted(row[name].split("; ")) == sorted(expected.pop(name).split("; "))
    assert {name: row[name] for name in expected} == expected
    assert "Qatar" in row["statement_en"] and "قطر" in row["statement_ar"]


def test_codes_of_those_who_are_no_states(store):
    told = {row["act"]: row for row in rows(store)}
    assert (told["condemn"]["actor_cameo"], told["condemn"]["actor_kind"]) in {
        ("IRNGOV", "government"),
        ("QAT", "state"),
    }
    assert (told["aid"]["actor_cameo"], told["aid"]["actor_iso3"], told["aid"]["actor_cow"]) == ("IGO", "UN", "")
    assert (told["aid"]["recipient_kind"], told["aid"]["recipient_iso3"]) == ("unresolved", "")
    assert told["aid"]["date"] == "" and told["aid"]["earliest"] == "1990-01-01"
    assert told["criticise"]["date_from"] == "published" and told["criticise"]["date"] == "2024-03-03"
    assert told["criticise"]["said_by"] == "Antony Blinken"


def test_pairs_are_of_states_unless_asked_otherwise(store):
    pairs = {(row["actor_iso3"], row["recipient_iso3"], row["act"]) for row in rows(store, "dyads")}
    assert pairs == {
        ("QAT", "USA", "sign"), ("USA", "QAT", "sign"), ("IRN", "PSE", "condemn"), ("QAT", "IRN", "condemn"),
        ("USA", "IRN", "criticise"),
    }  # fmt: skip
    told = next(row for row in rows(store, "dyads") if row["act"] == "criticise")
    assert (told["actor"], told["actor_cow"], told["recipient_cow"]) == ("United States", "2", "630")
    named = {row["actor"] for row in rows(store, "dyads", actors="told")}
    assert "Antony Blinken" in named


def test_pairs_by_month_with_the_articles_read(fill):
    store = GraphStore.open(None)
    for number, (day, outlet, told) in enumerate([
        ("2024-03-01", "a", [tell("condemn", [QATAR], [IRAN]), tell("praise", [MINISTRY], [QATAR])]),
        ("2024-03-02", "b", [tell("praise", [QATAR], [IRAN])]),
        ("2024-03-03", "a", []),
        ("2024-04-01", "a", [tell("attack", [IRAN], [USA]), tell("sign", [QATAR, USA], date="199X")]),
    ]):  # fmt: skip
        article = make_article(number, published=day, outlet=outlet)
        from dataclasses import replace

        store.add_article(article, [replace(event, article=article.file) for event in told])
    counted = {(r["month"], r["actor_iso3"], r["recipient_iso3"]): r for r in rows(store, "dyad-months")}
    assert set(counted) == {("2024-03", "QAT", "IRN"), ("2024-03", "IRN", "QAT"), ("2024-04", "IRN", "USA")}
    row = counted["2024-03", "QAT", "IRN"]
    assert (row["events"], row["verbal_cooperation"], row["verbal_conflict"], row["articles"]) == ("2", "1", "1", "3")
    assert float(row["goldstein"]) == pytest.approx((-2.0 + 3.4) / 2)
    by_outlet = {(r["outlet"], r["actor_iso3"], r["recipient_iso3"]): r for r in rows(store, "outlet-months")}
    assert by_outlet["a", "QAT", "IRN"]["articles"] == "2" and by_outlet["b", "QAT", "IRN"]["articles"] == "1"
    read = {(r["month"], r["outlet"]): r["articles"] for r in rows(store, "articles")}
    assert read == {("2024-03", "a"): "2", ("2024-03", "b"): "1", ("2024-04", "a"): "1"}
    store.close()


@pytest.mark.parametrize("table", list(TABLES))
def test_csv_parquet_and_stata_say_the_same(store, table, tmp_path):
    text = pd.read_csv(io.BytesIO(write(store, ".csv", table)), dtype=str, keep_default_na=False)
    columns = build_table(store, Options(table=table)).columns
    parquet = pd.read_parquet(io.BytesIO(write(store, ".parquet", table)))
    stata = pd.read_stata(io.BytesIO(write(store, ".dta", table)))
    assert list(text) == list(parquet) == list(stata) == [column.name for column in columns] and len(text)
    for column in columns:
        for frame in (parquet, stata):
            got = [show(value, column.kind) for value in frame[column.name]]
            assert got == [show(value, column.kind) for value in text[column.name]], (table, column.name)


def show(value, kind):
    if value in ("", None) or pd.isna(value):
        return ""
    return str(float(value)) if kind in ("integer", "number") else str(value)[:10] if kind == "date" else str(value)


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".dta"])
def test_an_empty_table(fill, ending):
    data = write(fill(), ending)
    read = {".csv": pd.read_csv, ".parquet": pd.read_parquet, ".dta": pd.read_stata}[ending](io.BytesIO(data))
    assert len(read) == 0 and "event" in read.columns


def test_r_reads_the_csv(store, tmp_path):
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed: it is in Debian's r-base-core")
    (tmp_path / "e.csv").write_bytes(write(store, ".csv"))
    script = (
        'd <- read.csv("e.csv", fileEncoding = "UTF-8-BOM", na.strings = "", colClasses = c(cameo = "character"));'
        'k <- d[d$act == "sign", ]; cat(nrow(d), names(d)[1], k$cameo, k$goldstein, k$date, k$outlet, '
        'is.na(k$recipient), class(d$reports), sep = "\\n")'
    )
    done = subprocess.run(["Rscript", "--vanilla", "-e", script], cwd=tmp_path, capture_output=True, encoding="utf-8",
                          timeout=120, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}, check=True)  # fmt: skip
    assert done.stdout.split("\n") == ["5", "event", "057", "8", "2024-03-06", "وكالة", "TRUE", "integer", ""]


def test_a_formula_is_no_formula(fill):
    evil = who("=cmd|' /C calc'!A0", "@قطر", "QAT", "person", id_="person-x")
    (row,) = rows(fill([tell("praise", [evil], [IRAN])], outlet="+1"))
    assert row["actor"].startswith("'=") and row["actor_ar"].startswith("'@") and row["outlet"] == "'+1"
    assert not any(cell.startswith(("=", "+", "@")) for cell in row.values())


def test_an_unknown_table(fill):
    with pytest.raises(ExportError, match="unknown table 'event'; did you mean 'events'"):
        build_table(fill(), Options(table="event"))


def test_the_codebook_tells_every_column_and_every_act(store):
    text = write(store, ".md").decode()
    for _, columns, _ in TABLES.values():
        assert all(f"| `{column.name}` |" in text for column in columns)
    assert "| `sign` | SUPPORT | 057 | 8.0 |" in text
    signed = next(line for line in text.splitlines() if line.startswith("| `sign` |"))
    assert signed.endswith("| 1 |") and "توقيع" in signed
    date = next(line for line in text.splitlines() if line.startswith("| `date_edtf` |"))
    assert "EDTF" in date and any("\u0600" <= sign <= "\u06ff" for sign in date)


# -- the way back ------------------------------------------------------------------------------------------------------

SENTENCE = "وقعت قطر وإيران اتفاقية الغاز في الدوحة."


def make_source():
    def words(text, make=Words, **more):
        start = SENTENCE.index(text)
        return make(text, start, start + len(text), **more)

    article = Article(
        "a.txt", 0, SENTENCE, (Block(0, len(SENTENCE), SENTENCE),), path="a.txt", published="2024-05-01",
        outlet="وكالة",         language="ar", url="https://news.example/a",
    )  # fmt: skip
    qatar = words("قطر", Participant, name="Qatar", name_ar="قطر", country="QAT", kind="state", id="wd:Q846")
    iran = words("إيران", Participant, name="Iran", name_ar="إيران", country="IRN", kind="state", id="wd:Q794")
    event = Event(
        id="x", article="a.txt", part=0, trigger=words("وقعت"), act="sign", type="SUPPORT", actors=(qatar, iran),
        recipients=(), theme=words("اتفاقية الغاز", Gloss, en="gas agreement"), topics=(), place="Doha",
        date="2024-04-30",         status="actual", said_by=(), sentence=Sentence(SENTENCE, 0, len(SENTENCE)),
        rule="trigger:sign:وقع", confidence=0.8,
    )  # fmt: skip
    return article, event


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".dta"])
def test_a_table_of_ours_makes_the_same_table_again(ending, tmp_path):
    store, again = GraphStore.open(None), GraphStore.open(None)
    article, event = make_source()
    store.add_article(article, [event])
    (tmp_path / f"e{ending}").write_bytes(write(store, ending))
    for made, events in read_table(tmp_path / f"e{ending}"):
        assert (made.url, made.published, made.outlet) == (article.url, article.published, article.outlet)
        again.add_article(made, events)
    assert rows(again) == rows(store)
    store.close()
    again.close()


def test_others_tables_need_only_who_and_what(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "date,actor,actor_iso3,recipient,recipient_iso3,cameo\n2024-01-02,Qatar,QAT,Iran,IRN,057\n", "utf-8"
    )
    ((article, (event,)),) = read_table(path)
    assert (event.act, event.date, event.actors[0].id, event.recipients[0].country) == (
        "sign",
        "2024-01-02",
        "wd:Q846",
        "IRN",
    )
    assert article.text == "Qatar 057 Iran\n"


def test_bad_rows_are_told_and_the_rest_is_taken(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        "actor,act,date_edtf,status,confidence\nQatar,sign,2024,,\nIran,sing,,,\n"
        "Oman,meet,soon,,\nOman,meet,,done,\nOman,meet,,,x\n",
        "utf-8",
    )
    found = list(read_table(path))
    reasons = [item.reason for item in found if isinstance(item, Left)]
    assert len(reasons) == 4 and "line 3: unknown act 'sing'" in reasons[0] and "line 4" in reasons[1]
    assert "line 5: unknown status 'done'" in reasons[2] and "line 6: 'x' is no number" in reasons[3]
    assert sum(len(item[1]) for item in found if not isinstance(item, Left)) == 1


@pytest.mark.parametrize(
    ("code", "act"), [("057", "sign"), ("010", "state"), ("051", "praise"), ("0841", "release"), ("1121", "accuse")]
)
def test_of_the_acts_of_a_code_the_nearest_is_taken(code, act, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(f"actor,cameo\nQatar,{code}\n", "utf-8")
    ((_, (event,)),) = read_table(path)
    assert event.act == act


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.csv", "act\nsign\n", "lacks the column actor"), ("t.csv", "actor\nx\n", "lacks the column act"),
        ("t.xls", "", "end in .csv, .parquet or .dta"), ("t.parquet", "no", "cannot be read as a table"),
    ],
)  # fmt: skip
def test_no_table_of_events(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        list(read_table(tmp_path / name))
    with pytest.raises(InputError, match="no such file"):
        list(read_table(tmp_path / "none.csv"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=20).filter(str.strip), outlet=st.text(max_size=20))
def test_hostile_strings_come_back_from_csv_and_parquet_alike(name, outlet, fill, tmp_path):
    store = fill([tell("praise", [who(name, None, "QAT", "person", id_="person-x")], [IRAN])], outlet=outlet)
    (row,) = rows(store)
    (other,) = pd.read_parquet(io.BytesIO(write(store, ".parquet"))).to_dict("records")
    assert row["actor"] == guard(other["actor"]) and row["outlet"] == guard(
        "" if pd.isna(other["outlet"]) else other["outlet"]
    )
    json.dumps(row)
