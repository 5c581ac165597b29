"""Actors, articles and events of our own."""

from kg.model import Article, Block, Event, Gloss, Participant, Sentence, Words, type_of

TEXT = "خبر"


def who(name, name_ar, country, kind="state", id_="", **more):
    return Participant(TEXT, 0, 3, name, name_ar, country, kind, id_ or f"wd:Q{sum(map(ord, name))}", **more)


QATAR = who("Qatar", "قطر", "QAT", id_="wd:Q846")
USA = who("United States", "الولايات المتحدة", "USA", id_="wd:Q30")
IRAN = who("Iran", "إيران", "IRN", id_="wd:Q794")
OMAN = who("Oman", "سلطنة عمان", "OMN", id_="wd:Q842")
HAMAS = who("Hamas", "حماس", "PSE", "nonstate", id_="hamas")
UN = who("United Nations", "الأمم المتحدة", "UN", "igo", id_="wd:Q1065")
BLINKEN = who("Antony Blinken", "أنتوني بلينكن", "USA", "person", id_="person-antony-blinken")
MINISTRY = who("Ministry of Foreign Affairs of Iran", "وزارة الخارجية الإيرانية", "IRN", "government", id_="gov-irn-x")
SOMEBODY = who("both sides", None, None, id_="nobody", resolved=False)


def make_article(number, text=TEXT, **facts):
    blocks = (Block(0, len(text), text),)
    return Article(f"{number}.txt", 0, text, blocks, path=f"{number}.txt", **{"language": "ar", **facts})


def gloss(text, en=None):
    return Gloss(TEXT, 0, 3, en) if text is None else Gloss(text, 0, len(text), en)


def tell(act, actors, recipients=(), status="actual", **slots):
    base = {"theme": None, "topics": (), "place": None, "date": None, "said_by": ()}
    return Event(
        id="x", article="a.txt", part=0, trigger=Words(TEXT, 0, 3), act=act, type=type_of(act, status),
        actors=tuple(actors), recipients=tuple(recipients), status=status, sentence=Sentence(TEXT, 0, 3), rule="r",
        confidence=slots.pop("confidence", 1.0), **(base | slots),
    )  # fmt: skip
