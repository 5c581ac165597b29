"""A small made-up graph that the named questions are asked in: every question has an answer in it."""

from __future__ import annotations

from graph_stories import PACT, PACT_EN, WHO, Story, dialogue, meeting, retold

WHO |= {
    "NOR": ("Norway", "النرويج", "NOR", "state", "wd:Q20"),
    "KEN": ("Kenya", "كينيا", "KEN", "state", "wd:Q114"),
    "vik": ("Ingrid Vik", "إنغريد فيك", "NOR", "person", "person-ingrid-vik"),
    "lund": ("Per Lund", "بير لوند", "NOR", "person", "person-per-lund"),
    "otieno": ("Grace Otieno", "غريس أوتينو", "KEN", "person", "person-grace-otieno"),
    "ministry": ("Ministry of Foreign Affairs of Norway", "وزارة الخارجية النرويجية", "NOR", "government",
                 "gov-ministry-of-foreign-affairs-of-norway"),
}  # fmt: skip

FISH, FISH_EN = "اتفاقية الصيد البحري", "sea fishing agreement"


def fishing() -> Story:
    """An agreement from its negotiation to its signature, with ministers by office, a visit and a guest's reception."""
    return (
        Story("fishing.txt", published="2022-06-10")
        .sentence("تفاوضت النرويج وكينيا في مايو على اتفاقية الصيد البحري.")
        .event("negotiate", "تفاوضت", {"NOR": "النرويج", "KEN": "كينيا"}, theme=(FISH, FISH_EN), date="2022-05")
        .sentence("ووصلت وزيرة الخارجية النرويجية إنغريد فيك إلى نيروبي يوم الأربعاء.")
        .event("visit", "وصلت", {"vik": "وزيرة الخارجية النرويجية إنغريد فيك"}, {"KEN": "نيروبي"}, date="2022-06-08",
               place="Nairobi", place_id="wd:Q3870")
        .sentence("واستقبلتها وزيرة الخارجية الكينية غريس أوتينو.")
        .event("receive", "استقبلت", {"otieno": "وزيرة الخارجية الكينية غريس أوتينو"}, {"vik": "ها"},
               date="2022-06-08", place="Nairobi", place_id="wd:Q3870")
        .sentence("ووقعت النرويج وكينيا يوم الخميس اتفاقية الصيد البحري.")
        .event("sign", "وقعت", {"NOR": "النرويج", "KEN": "كينيا"}, theme=(FISH, FISH_EN), date="2022-06-09",
               place="Nairobi", place_id="wd:Q3870")
    )  # fmt: skip


def ratified() -> Story:
    """The same agreement ratified, another suspended, an office that changes hands, a plan that has been kept."""
    return (
        Story("ratified.txt", published="2023-02-02", language="en", outlet="The Example Post")
        .sentence("Norway ratified the sea fishing agreement between Norway and Kenya on Tuesday.")
        .event("ratify", "ratified", {"NOR": "Norway"}, date="2023-01-31",
               theme=("sea fishing agreement between Norway and Kenya",) * 2)
        .sentence("Norway appointed Per Lund foreign minister on Wednesday after Norwegian Foreign Minister Ingrid Vik "
                  "had resigned on Monday.")
        .event("appoint", "appointed", {"NOR": "Norway"}, {"lund": "Per Lund"}, date="2023-02-01",
               theme=("foreign minister", "foreign minister"))
        .event("resign", "resigned", {"vik": "Norwegian Foreign Minister Ingrid Vik"}, date="2023-01-30")
        .sentence("Norwegian Foreign Minister Per Lund warned Iran against seizing ships.")
        .event("warn", "warned", {"lund": "Norwegian Foreign Minister Per Lund"}, {"IRN": "Iran"},
               theme=("seizing ships", "seizing ships"))
        .sentence("Norway imposed sanctions on Iran and gave Kenya food aid.")
        .event("sanction", "imposed sanctions", {"NOR": "Norway"}, {"IRN": "Iran"}, date="2023-02-01")
        .event("aid", "gave", {"NOR": "Norway"}, {"KEN": "Kenya"}, theme=("food aid", "food aid"), date="2023-02-01")
        .sentence("Oman mediated between Norway and Iran over the seized ships.")
        .event("mediate", "mediated", {"OMN": "Oman"}, {"NOR": "Norway", "IRN": "Iran"},
               topics=[("the seized ships", "seized ships")], date="2023-01")
    )  # fmt: skip


def announced() -> Story:
    """A meeting while it was still to come, a suspension, a demand, a condemnation, somebody whom nobody names."""
    return (
        Story("announced.txt", published="2024-04-20")
        .sentence("ستجتمع مصر بإيران في مسقط مطلع مايو، وفق وزارة الخارجية النرويجية.")
        .event("meet", "ستجتمع", {"EGY": "مصر", "IRN": "إيران"}, status="planned", date="2024-05-02", place="Muscat",
               said_by={"ministry": "وزارة الخارجية النرويجية"})
        .sentence("وعلقت كينيا اتفاقية الصيد البحري بين النرويج وكينيا، وطالبت النرويج كينيا بالعدول عن ذلك.")
        .event("suspend", "علقت", {"KEN": "كينيا"}, date="2024-04-18",
               theme=(f"{FISH} بين النرويج وكينيا", f"{FISH_EN} between Norway and Kenya"))
        .event("request", "طالبت", {"NOR": "النرويج"}, {"KEN": "كينيا"}, theme=("العدول عن ذلك", "reversal"),
               date="2024-04-19", confidence=0.3)
        .sentence("وأدانت قطر إسرائيل، ونفت إسرائيل أنها قصفت سفينة.")
        .event("condemn", "أدانت", {"QAT": "قطر"}, {"ISR": "إسرائيل"}, date="2024-04-20")
        .event("attack", "قصفت", {"ISR": "إسرائيل"}, status="negated", theme=("سفينة", "a ship"),
               said_by={"ISR": "إسرائيل"})
        .sentence("ورحب الجانبان باتفاقية التعاون الدفاعي.")
        .event("welcome", "رحب", {"open": "الجانبان"}, theme=(PACT, PACT_EN))
    )  # fmt: skip


def sample() -> list[Story]:
    """All articles of the graph."""
    return [
        dialogue(), retold(), fishing(), ratified(), announced(),
        meeting("told.txt", "2024-05-02"), meeting("denied.txt", "2024-05-03", "negated", said_by="USA"),
    ]  # fmt: skip
