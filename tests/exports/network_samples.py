"""Actors and events of our own."""

from kg.model import Event, Participant, Sentence, Words, type_of

TEXT = "خبر"


def who(name, name_ar, country, kind="state", id_="", **more):
    return Participant(TEXT, 0, 3, name, name_ar, country, kind, id_ or f"wd:Q{sum(map(ord, name))}", **more)


QATAR = who("Qatar", "قطر", "QAT", id_="wd:Q846")
USA = who("United States", "الولايات المتحدة", "USA", id_="wd:Q30")
IRAN = who("Iran", "إيران", "IRN", id_="wd:Q794")
HAMAS = who("Hamas", "حماس", "PSE", "nonstate", id_="hamas")
BLINKEN = who("Antony Blinken", "أنتوني بلينكن", "USA", "person", id_="person-antony-blinken")
SOMEBODY = who("both sides", None, None, id_="nobody", resolved=False)


def tell(act, actors, recipients=(), status="actual", **slots):
    base = {"theme": None, "topics": (), "place": None, "date": None, "said_by": ()}
    return Event(
        id="x", article="a.txt", part=0, trigger=Words(TEXT, 0, 3), act=act, type=type_of(act, status),
        actors=tuple(actors), recipients=tuple(recipients), status=status, sentence=Sentence(TEXT, 0, 3), rule="r",
        confidence=1.0, **(base | slots),
    )  # fmt: skip
