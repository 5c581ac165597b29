"""Articles of our own making with the events they report, for the tests of the graph: words are found, not counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Article, Block, Event, Gloss, Participant, Sentence, Words, type_of

#: Who takes part: English name, Arabic name, country, kind, id.
WHO = {
    "QAT": ("Qatar", "قطر", "QAT", "state", "wd:Q846"),
    "USA": ("United States", "الولايات المتحدة", "USA", "state", "wd:Q30"),
    "IRN": ("Iran", "إيران", "IRN", "state", "wd:Q794"),
    "ISR": ("Israel", "إسرائيل", "ISR", "state", "wd:Q801"),
    "EGY": ("Egypt", "مصر", "EGY", "state", "wd:Q79"),
    "OMN": ("Oman", "عُمان", "OMN", "state", "wd:Q842"),
    "SWE": ("Sweden", "السويد", "SWE", "state", "wd:Q34"),
    "hamas": ("Hamas", "حماس", "PSE", "nonstate", "org-hamas"),
    "un": ("United Nations", "الأمم المتحدة", "UN", "igo", "org-united-nations"),
    "blinken": ("Antony Blinken", "أنتوني بلينكن", "USA", "person", "person-antony-blinken"),
    "sullivan": ("Jake Sullivan", "جيك سوليفان", "USA", "person", "person-jake-sullivan"),
    "thani": ("Mohammed bin Abdulrahman Al Thani", "محمد بن عبد الرحمن آل ثاني", "QAT", "person", "person-al-thani"),
    "port": ("Port authority", None, "SWE", "government", "gov-port-authority"),
    "open": ("the two sides", None, None, "state", ""),
}  # fmt: skip


@dataclass
class Story:
    """An article in the making. `sentence` writes on; `event` tells of the last sentence."""

    file: str
    published: str | None = "2024-03-06"
    language: str | None = "ar"
    outlet: str | None = "صحيفة المثال"
    url: str | None = None
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def sentence(self, text: str) -> Story:
        start = len(self.text)
        self.text += text + "\n"
        self.blocks.append(Block(start, start + len(text), text, "body" if start else "title"))
        return self

    def find(self, words: str) -> tuple[str, int, int]:
        block = self.blocks[-1]
        start = block.start + block.text.index(words)
        return words, start, start + len(words)

    def who(self, key: str, words: str) -> Participant:
        name, name_ar, country, kind, local = WHO[key]
        return Participant(*self.find(words), name, name_ar, country, kind, local, resolved=key != "open")

    def event(
        self,
        act: str,
        trigger: str,
        actors: dict[str, str],
        recipients: dict[str, str] | None = None,
        *,
        theme: tuple[str, str | None] | None = None,
        topics: Sequence[tuple[str, str | None]] = (),
        status: str = "actual",
        date: str | None = None,
        place: str | None = None,
        said_by: dict[str, str] | None = None,
        confidence: float = 0.8,
        **more: object,
    ) -> Story:
        block = self.blocks[-1]
        self.events.append(
            Event(
                id=f"{self.file}-{len(self.events)}",
                article=self.file,
                part=0,
                trigger=Words(*self.find(trigger)),
                act=act,
                type=type_of(act, status),
                actors=tuple(self.who(k, w) for k, w in actors.items()),
                recipients=tuple(self.who(k, w) for k, w in (recipients or {}).items()),
                theme=Gloss(*self.find(theme[0]), theme[1]) if theme else None,
                topics=tuple(Gloss(*self.find(words), en) for words, en in topics),
                place=place,
                date=date,
                status=status,
                said_by=tuple(self.who(k, w) for k, w in (said_by or {}).items()),
                sentence=Sentence(block.text, block.start, block.end),
                rule="by hand",
                confidence=confidence,
                extractor="tests",
                version="1",
                **more,  # type: ignore[arg-type]
            )
        )
        return self

    @property
    def article(self) -> Article:
        return Article(
            file=self.file, part=0, text=self.text, blocks=tuple(self.blocks), path=self.file,
            title=self.blocks[0].text if self.blocks else None, published=self.published, outlet=self.outlet,
            language=self.language, url=self.url,
        )  # fmt: skip


PACT, PACT_EN = "اتفاقية التعاون الدفاعي", "defence cooperation agreement"


def dialogue() -> Story:
    """A round of a dialogue, an agreement amended and once signed, positions in common, a plan, a visit."""
    return (
        Story("dialogue.txt")
        .sentence("أدخلت قطر والولايات المتحدة تعديلات على اتفاقية التعاون الدفاعي التي وقّعها البلدان في التسعينيات.")
        .event("amend", "تعديلات", {"QAT": "قطر", "USA": "الولايات المتحدة"}, theme=(PACT, PACT_EN), date="2024-03-06")
        .event("sign", "وقّعها", {"QAT": "البلدان", "USA": "البلدان"}, theme=(PACT, PACT_EN), date="199X")
        .sentence("والتأمت في واشنطن يوم الثلاثاء الجولة الخامسة من الحوار الاستراتيجي بين قطر والولايات المتحدة.")
        .event("hold", "التأمت", {"QAT": "قطر", "USA": "الولايات المتحدة"}, date="2024-03-05", place="Washington",
               place_id="wd:Q61",
               theme=("الجولة الخامسة من الحوار الاستراتيجي", "fifth round of the strategic dialogue"))
        .sentence("وندّد الطرفان بخرق الهدنة، وأبديا قلقهما من أوضاع المدنيين.")
        .event("condemn", "ندّد", {"QAT": "الطرفان", "USA": "الطرفان"},
               theme=("خرق الهدنة", "breach of the truce"), date="2024-03-06")
        .event("express-concern", "قلقهما", {"QAT": "الطرفان", "USA": "الطرفان"},
               theme=("أوضاع المدنيين", "situation of civilians"))
        .sentence("وذكر بلينكن أن قطر تتوسط بين إسرائيل وحماس لإبرام صفقة أسرى.")
        .event("mediate", "تتوسط", {"QAT": "قطر"}, {"ISR": "إسرائيل", "hamas": "حماس"},
               topics=[("صفقة أسرى", "prisoner deal")], said_by={"blinken": "بلينكن"})
        .sentence("ويعتزم البلدان توقيع مذكرة تفاهم في الطاقة في أبريل، وقد يزور بلينكن الدوحة.")
        .event("sign", "توقيع", {"QAT": "البلدان", "USA": "البلدان"}, status="planned", date="2024-04",
               theme=("مذكرة تفاهم في الطاقة", "memorandum of understanding on energy"))
        .event("visit", "يزور", {"blinken": "بلينكن"}, {"QAT": "الدوحة"}, status="possible")
    )  # fmt: skip


def retold() -> Story:
    """Another outlet on the same amendment, in English, with a denial and a claim."""
    return (
        Story("retold.txt", published="2024-03-07", language="en", outlet="The Example Post")
        .sentence("Doha and Washington amended their defence cooperation agreement on Wednesday.")
        .event("amend", "amended", {"QAT": "Doha", "USA": "Washington"}, date="2024-03-06", confidence=0.6,
               theme=("defence cooperation agreement", "defence cooperation agreement"))
        .sentence("Iran says that Israel attacked a ship on Tuesday; Israel has denied nothing so far.")
        .event("attack", "attacked", {"ISR": "Israel"}, said_by={"IRN": "Iran"}, date="2024-03-05",
               theme=("a ship", "a ship"))
        .sentence("Oman mediates between Iran and Sweden over two detainees.")
        .event("mediate", "mediates", {"OMN": "Oman"}, {"IRN": "Iran", "SWE": "Sweden"},
               topics=[("two detainees", "two detainees")], date="2024-03")
    )  # fmt: skip


def meeting(
    file: str, published: str, status: str = "actual", date: str | None = "2024-05-02", said_by: str | None = None
) -> Story:
    """A meeting of Egypt and Iran, told under some status."""
    verb = {"actual": "اجتمعت", "planned": "ستجتمع", "possible": "قد تجتمع", "negated": "لم تجتمع"}[status]
    story = Story(file, published=published).sentence(f"{verb} مصر بإيران في مسقط، بحسب الولايات المتحدة.")
    by = {said_by: "الولايات المتحدة"} if said_by else None
    return story.event("meet", verb, {"EGY": "مصر", "IRN": "إيران"}, status=status, date=date, said_by=by)
