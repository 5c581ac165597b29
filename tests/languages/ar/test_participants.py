"""Who is named by Arabic noun phrases: sentences of our own, with the words, names, codes and kinds they must give."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from kg.languages.analysis import Mention, Word
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import load_names, load_segmenter
from kg.languages.ar.participants import find_mentions
from kg.languages.ar.tagger import load_tagger
from kg.languages.ar.titles import load_titles
from kg.languages.ar.words import read_words

Finder = Callable[[str, Memory], tuple[list[Word], list[Mention]]]


@pytest.fixture(scope="module")
def find() -> Finder:
    segmenter = load_segmenter()
    tagger = load_tagger()
    names = load_names()
    titles = load_titles(lambda text: [w.key for w in read_words(text, 0, segmenter)])

    def run(text: str, memory: Memory) -> tuple[list[Word], list[Mention]]:
        words = read_words(text, 0, segmenter)
        tagger.tag(words)
        return words, find_mentions(words, names, titles, memory)

    return run


def tell(text: str, find: Finder, memory: Memory) -> list[str]:
    """The mentions of a sentence as 'words = name/code/kind + name/code/kind'."""
    words, mentions = find(text, memory)
    told = []
    for m in mentions:
        members = " + ".join(f"{e.name}/{e.country}/{e.kind}" for e in m.members) or "open"
        told.append(f"{text[words[m.start].start : words[m.end - 1].end]} = {members}")
    return told


ONE = [
    # states: names, capitals, adjectives, nouns that stand for the state
    ("أعلنت النرويج موقفها", "النرويج = Norway/NOR/state"),
    ("أعلنت أوسلو موقفها", "أوسلو = Norway/NOR/state"),
    ("رحب الجانب النرويجي بالقرار", "الجانب النرويجي = Norway/NOR/state"),
    ("وصل إلى جمهورية البرتغال", "جمهورية البرتغال = Portugal/PRT/state"),
    ("زار سلطنة عمان أمس", "سلطنة عمان = Oman/OMN/state"),
    ("احتجت الكوريتان معا", "الكوريتان = North Korea/PRK/state + South Korea/KOR/state"),
    ("طردت كينيا دبلوماسيين روسا", "دبلوماسيين روسا = Russian diplomats/RUS/person"),
    ("احتجزت تركيا الكاتب الكيني سامي كرونبرغ", "سامي كرونبرغ = Sami Kronberg/KEN/person"),
    # some members of an organisation, not the organisation
    ("قررت 12 دولة عضوا في حلف الناتو", "دولة عضوا في حلف الناتو = 12 NATO member states/None/state"),
    ("وافق عدد من دول الاتحاد الأوروبي", "دول الاتحاد الأوروبي = European Union member states/None/state"),
    ("وافقت دول الاتحاد الأوروبي", "دول الاتحاد الأوروبي = European Union/EU/igo"),
    # an official of the Gulf is of one of its states, not of their council
    ("قال مصدر خليجي ذلك", "مصدر خليجي = Gulf source/None/person"),
    ("اجتمع بمسؤولين في دول الخليج", "مسؤولين في دول الخليج = Officials of Gulf states/None/person"),
    ("قال أمين عام مجلس التعاون الخليجي ذلك",
     "أمين عام مجلس التعاون الخليجي = Secretary-General of the Gulf Cooperation Council/GCC/person"),
    # a national council is not that of the United Nations
    ("قال المتحدث باسم مجلس الأمن القومي الكيني ذلك",
     "المتحدث باسم مجلس الأمن القومي الكيني = Spokesperson of the National Security Council of Kenya/KEN/person"),
    # what an office is for may be several things, told with whose it is
    ("وصل المدير العام لإدارة الطوارئ والأزمات في كينيا سامي كرونبرغ",
     "المدير العام لإدارة الطوارئ والأزمات في كينيا سامي كرونبرغ = Sami Kronberg/KEN/person"),
    # an adverb ends a title
    ("تحدث أمير قطر هاتفيا مع الوفد", "أمير قطر = Emir of Qatar/QAT/person"),
    # adjectives that once meant other things
    ("رحب الرئيس الروماني بالقرار", "الرئيس الروماني = President of Romania/ROU/person"),
    ("دعت الحكومة الكوبية إلى ذلك", "الحكومة الكوبية = Government of Cuba/CUB/government"),
    ("قال الوزير الفيجي ذلك", "الوزير الفيجي = Minister of Fiji/FJI/person"),
    # two leaders are no part of the king's name
    ("قلد الملك الزعيمين الكيني والنرويجي وساما", "الزعيمين الكيني والنرويجي = Kenya/KEN/state + Norway/NOR/state"),
    # the islands of a list
    ("زار كينيا وجزر القمر", "جزر القمر = Comoros/COM/state"),
    # an adjective of another case is of somebody else
    ("طالب الجانبان الساسة الكينيين بالحوار", "الجانبان = open"),
    ("اتفق الجانبان الكيني والنرويجي", "الجانبان الكيني والنرويجي = Kenya/KEN/state + Norway/NOR/state"),
    # what has the article takes no genitive
    ("تتهم المعارضة كينيا بذلك", "كينيا = Kenya/KEN/state"),
    # 'the latter'
    ("زار الوزير هانسن أوسلو فيما رحبت الأخيرة", "الأخيرة = Norway/NOR/state"),
    # offices: nisba, genitive, portfolio, no name
    ("صرح وزير الخارجية النرويجي", "وزير الخارجية النرويجي = Foreign minister of Norway/NOR/person"),
    ("صرح وزير خارجية النرويج", "وزير خارجية النرويج = Foreign minister of Norway/NOR/person"),
    ("قالت وزيرة الدفاع البرتغالية", "وزيرة الدفاع البرتغالية = Defence minister of Portugal/PRT/person"),
    ("اجتمع وزير الزراعة والري الكيني", "وزير الزراعة والري الكيني = Agriculture minister of Kenya/KEN/person"),
    ("صرح وزير الخارجية الأميركي", "وزير الخارجية الأميركي = Secretary of State of the United States/USA/person"),
    ("قال رئيس الدبلوماسية البرتغالية", "رئيس الدبلوماسية البرتغالية = Foreign minister of Portugal/PRT/person"),
    ("وصل المبعوث الأممي أمس", "المبعوث الأممي = Envoy of the United Nations/UN/person"),
    ("قال المتحدث باسم الخارجية البرتغالية",
     "المتحدث باسم الخارجية البرتغالية = Spokesperson of the Ministry of Foreign Affairs of Portugal/PRT/person"),
    ("شكر الوزيران النرويج على وساطتها", "الوزيران = open"),  # no genitive stands behind an article
    ("شكر الوزيران النرويج على وساطتها", "النرويج = Norway/NOR/state"),
    ("وزيرا دفاع كينيا والنرويج يوقعان اتفاقا",
     "وزيرا دفاع كينيا والنرويج = Defence minister of Kenya/KEN/person + Defence minister of Norway/NOR/person"),
    ("اتفق وزيرا خارجية النرويج والبرتغال",
     "وزيرا خارجية النرويج والبرتغال = Foreign minister of Norway/NOR/person"
     " + Foreign minister of Portugal/PRT/person"),
    ("اجتمع وزراء خارجية الاتحاد الأوروبي",
     "وزراء خارجية الاتحاد الأوروبي = Foreign ministers of the European Union/EU/person"),
    # offices with names
    ("التقى وزير الخارجية النرويجي سامي كرونبرغ وفدا",
     "وزير الخارجية النرويجي سامي كرونبرغ = Sami Kronberg/NOR/person"),
    ("أكد وزير الاقتصاد البرتغالي، ماركو داسيلفا، ذلك",
     "وزير الاقتصاد البرتغالي، ماركو داسيلفا = Marco Dasilfa/PRT/person"),
    ("قال السيد سامي كرونبرغ", "السيد سامي كرونبرغ = Sami Kronberg/None/person"),
    ("استقبل سمو الشيخ تميم بن حمد آل ثاني ضيفه",
     "سمو الشيخ تميم بن حمد آل ثاني = Tamim bin Hamad Al Thani/QAT/person"),
    ("التقى نظيره الشمالي كيم جونغ أون صباح اليوم", "نظيره الشمالي كيم جونغ أون = Kim Jong-un/PRK/person"),
    ("دعت الحكومة المتظاهرين النرويجيين إلى الهدوء", "المتظاهرين النرويجيين = Norwegian protesters/NOR/population"),
    ("قال سيرغي لافروف، وزير الخارجية الروسي، إن", "سيرغي لافروف، وزير الخارجية الروسي = Sergey Lavrov/RUS/person"),
    # a crowned title and one name
    ("أجرى الملك سلمان اتصالا", "الملك سلمان = Salman bin Abdulaziz/SAU/person"),
    ("تحدث البابا فرنسيس إلى الحشد", "البابا فرنسيس = Pope Francis/VAT/person"),
    ("وصل الأمير تميم إلى نيروبي", "الأمير تميم = Tamim bin Hamad Al Thani/QAT/person"),
    ("استقبل الشيخ تميم ضيفه", "الشيخ تميم = Tamim bin Hamad Al Thani/QAT/person"),
    ("استقبل السلطان هيثم ضيفه", "السلطان هيثم = Haitham bin Tariq/OMN/person"),
    ("قال الملك محمد السادس إن", "الملك محمد السادس = Mohammed VI/MAR/person"),
    ("قال الملك كرونبرغ إن", "الملك كرونبرغ = King Kronberg/None/person"),
    # bodies
    ("استدعت الخارجية النرويجية السفير", "الخارجية النرويجية = Ministry of Foreign Affairs of Norway/NOR/government"),
    ("نفت وزارة الداخلية الكينية الخبر", "وزارة الداخلية الكينية = Ministry of Interior of Kenya/KEN/government"),
    ("قصف الجيش الكيني مواقع", "الجيش الكيني = Kenyan Army/KEN/government"),
    ("وصل وفد من البرتغال", "وفد من البرتغال = Delegation of Portugal/PRT/government"),
    ("رفضت السلطات الكينية الطلب", "السلطات الكينية = Government of Kenya/KEN/government"),
    ("قالت السلطات المحلية النرويجية", "السلطات المحلية النرويجية = Norwegian authorities/NOR/government"),
    ("نفى مكتب ميركل النبأ", "مكتب ميركل = Office of Angela Merkel/DEU/government"),
    ("انتقدت إدارة ترمب الاتفاق", "إدارة ترمب = Trump administration/USA/government"),
    ("نفت الرئاسة الفرنسية الخبر", "الرئاسة الفرنسية = Presidency of France/FRA/government"),
    ("زار وفد عسكري كيني أوسلو", "وفد عسكري كيني = Kenyan military delegation/KEN/government"),
    ("انتقدت دول أوروبية القرار", "دول أوروبية = European states/None/state"),
    ("قال وزير الصحة بجمهورية كينيا سامي كرونبرغ",
     "وزير الصحة بجمهورية كينيا سامي كرونبرغ = Sami Kronberg/KEN/person"),
    ("قال وزير الدولة الكيني للشؤون الخارجية سامي كرونبرغ",
     "وزير الدولة الكيني للشؤون الخارجية سامي كرونبرغ = Sami Kronberg/KEN/person"),
    ("ودعا بان كي مون إلى الهدنة", "بان كي مون = Ban Ki-moon/UN/person"),
    ("قال رئيس الوزراء الصيني لي كه تشيانغ", "رئيس الوزراء الصيني لي كه تشيانغ = Li Keqiang/CHN/person"),
    ("ردت «الخارجية النرويجية» على ذلك", "الخارجية النرويجية = Ministry of Foreign Affairs of Norway/NOR/government"),
    ("ردت «الخارجية» النرويجية على ذلك",
     "الخارجية» النرويجية = Ministry of Foreign Affairs of Norway/NOR/government"),
    ("ردت وزارة «الخارجية النرويجية»",
     "وزارة «الخارجية النرويجية» = Ministry of Foreign Affairs of Norway/NOR/government"),
    # groups of people
    ("التقى مسؤولين نرويجيين", "مسؤولين نرويجيين = Norwegian officials/NOR/person"),
    ("قال مسؤولون أميركيون كبار", "مسؤولون أميركيون كبار = Senior US officials/USA/person"),
    ("نقلت مصادر دبلوماسية برتغالية", "مصادر دبلوماسية برتغالية = Portuguese diplomatic sources/PRT/person"),
    ("نقلت مصادر في الاتحاد الأوروبي", "مصادر في الاتحاد الأوروبي = European Union sources/EU/igo"),
    ("نقلت مصادر أوروبية", "مصادر أوروبية = European sources/EU/person"),
    ("اجتمعت مجموعة الدول الكبرى (5+1)", "مجموعة الدول الكبرى (5+1) = P5+1/None/igo"),
    ("ساعد أهالي بنغازي", "أهالي بنغازي = People of Benghazi/LBY/population"),
    ("ساعد السكان في بنغازي", "السكان في بنغازي = People of Benghazi/LBY/population"),
    ("هنأ الشعب الكيني", "الشعب الكيني = Kenyan people/KEN/population"),
    ("دعت الدول العربية إلى الحوار", "الدول العربية = Arab states/None/state"),
    ("سحبت 19 دولة أوروبية سفراءها", "دولة أوروبية = European states/None/state"),
    ("أيدت أكثر من أربعين دولة المقترح", "دولة = More than forty countries/None/state"),
    ("وافقت خمس وعشرون دولة على النص", "دولة = Many countries/None/state"),
    ("حذرت القوى الكبرى من الانهيار", "القوى الكبرى = World powers/None/state"),
    ("تفاوضت أربع قوى كبرى هناك", "قوى كبرى = Four world powers/None/state"),
    ("ساهمت دول أخرى في التمويل", "دول أخرى = Other countries/None/state"),
    ("ناشد الدول المانحة دعم الميناء", "الدول المانحة = Donor states/None/state"),
    ("اعترضت بعض الدول على البند", "الدول = Some states/None/state"),
    ("تحفظ عدد من الدول على البند", "الدول = Several states/None/state"),
    # organisations
    ("هاجم المتمردون الحوثيون السفينة", "المتمردون الحوثيون = Houthis/YEM/nonstate"),
    ("ذكرت وكالة رويترز", "وكالة رويترز = Reuters/GBR/company"),
    ("ذكرت صحيفة «المرفأ» الكينية", "صحيفة «المرفأ» الكينية = al-Marfa/KEN/company"),
    # open: what the pipeline resolves
    ("شدد الجانبان على ذلك", "الجانبان = open"),
    ("دعا الجانبان الصومال إلى الحوار", "الصومال = Somalia/SOM/state"),
    ("وجاء في البيان المشترك", "البيان المشترك = open"),
    ("وجاء في بيان مشترك", "بيان مشترك = open"),
    ("وجاء في البيان الختامي للحوار", "البيان الختامي للحوار = open"),
    ("قال مسؤولو البلدين", "مسؤولو البلدين = open"),
    ("التقى وزيرا خارجية البلدين", "وزيرا خارجية البلدين = open"),
    ("التقى وزيرا خارجية البلدين سامي كرونبرغ وكريم الشاذلي", "سامي كرونبرغ = Sami Kronberg/None/person"),
    ("اتفقت حكومتا البلدين", "حكومتا البلدين = open"),
    # … and what is told beside them
    ("قال بيان للخارجية النرويجية",
     "بيان للخارجية النرويجية = Ministry of Foreign Affairs of Norway/NOR/government"),
    ("صدر بيان نرويجي كيني مشترك", "بيان نرويجي كيني مشترك = Norway/NOR/state + Kenya/KEN/state"),
    ("قال المسؤولون النرويجيون والكينيون",
     "المسؤولون النرويجيون والكينيون = Norwegian officials/NOR/person + Kenyan officials/KEN/person"),
    ("شدد الجانبان النرويجي والكيني", "الجانبان النرويجي والكيني = Norway/NOR/state + Kenya/KEN/state"),
    ("قال سفراء الدول الإسلامية", "سفراء الدول الإسلامية = Ambassadors of Islamic states/None/person"),
    ("قال قادة الدول الأعضاء في الاتحاد الأوروبي",
     "قادة الدول الأعضاء في الاتحاد الأوروبي = Leaders of the European Union/EU/person"),
    ("اتفق البلدان الصديقان", "البلدان = open"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), ONE, ids=[told for _, told in ONE])
def test_a_phrase_is_read(text: str, told: str, find: Finder) -> None:
    assert told in tell(text, find, Memory())


@pytest.mark.parametrize(
    "text",
    [
        "السياسة الخارجية النرويجية متزنة",  # a policy, no ministry
        "بلغت المساعدات حدها",  # the feminine plural of مساعد is no deputy
        "عاد رئيس إلى بيته",
        "عين سفيرا جديدا",
    ],
)
def test_no_office_where_none_is_meant(text: str, find: Finder) -> None:
    _, mentions = find(text, Memory())
    assert [m for m in mentions if m.form in ("office", "body", "collective")] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("قال مسؤولو البلدين", 2), ("التقى وزراء خارجية الدول الثلاث", 3), ("التقى وزراء البلدين", 2),
     ("قال كبار المسؤولين في البلدين", 2)],
)  # fmt: skip
def test_a_collective_of_offices_tells_how_many_it_means(text: str, number: int, find: Finder) -> None:
    _, mentions = find(text, Memory())
    assert [(m.form, m.number, m.resolved) for m in mentions] == [("collective", number, False)]


@pytest.mark.parametrize(
    "text", ["وقعا اتفاقية التعاون الدفاعي الثنائية", "تناولا العلاقات الثنائية المشتركة", "تعهدا بالاحترام المتبادل"]
)
def test_mutual_is_nobody(text: str, find: Finder) -> None:
    memory = Memory()
    tell("استقبل الشيخ جاسم بن ناصر آل ثاني وزير الخارجية الكيني سامي الثنائي", find, memory)
    assert tell(text, find, memory) == []


def test_and_joins_the_offices_of_two_states_to_nobody(find: Finder) -> None:
    told = tell("أكد أمير قطر ورئيس الوزراء النرويجي ضرورة الحوار", find, Memory())
    assert told == [
        "أمير قطر = Emir of Qatar/QAT/person",
        "رئيس الوزراء النرويجي = Prime minister of Norway/NOR/person",
    ]
    one = tell("قال نائب رئيس الوزراء النرويجي ووزير الخارجية سامي كرونبرغ", find, Memory())
    assert one[-1].endswith("سامي كرونبرغ = Sami Kronberg/NOR/person")


def test_the_office_of_nobody_known_is_none(find: Finder) -> None:
    assert tell("افتتح مكتب جديد", find, Memory()) == []


def test_envoys_tell_who_sends_them_and_where_they_serve(find: Finder) -> None:
    text = "طردت كينيا السفير البرتغالي لدى النرويج"
    _, mentions = find(text, Memory())
    office = next(m for m in mentions if m.form == "office")
    assert office.members[0].name == "Ambassador of Portugal to Norway"
    assert office.host == "NOR"
    assert tell(text, find, Memory()) == [
        "كينيا = Kenya/KEN/state",
        "البرتغالي = Portugal/PRT/state",
        "السفير البرتغالي لدى النرويج = Ambassador of Portugal to Norway/PRT/person",
        "النرويج = Norway/NOR/state",
    ]


STORIES = [
    # several of whom no name is told are meant by their kind alone
    (["قال مسؤولان كبيران في الحكومة الكينية ذلك", "وأكد المسؤولان الأمر"],
     ["مسؤولان كبيران في الحكومة الكينية = Officials of the Government of Kenya/KEN/person",
      "المسؤولان = Officials of the Government of Kenya/KEN/person"]),
    (["قالت مصادر نرويجية ذلك", "بحسب المصادر"],
     ["مصادر نرويجية = Norwegian sources/NOR/person", "المصادر = Norwegian sources/NOR/person"]),
    (["قال مسؤولون كينيون ذلك", "وصل والتقى هناك كبار المسؤولين"],
     ["مسؤولون كينيون = Kenyan officials/KEN/person", "كبار المسؤولين = senior officials/None/person"]),
    # a name ends where that of somebody else begins
    (["وصل الرئيس الكيني سامي كرونبرغ", "هنأ الرئيس التركي رجب طيب أردوغان كرونبرغ"],
     ["الرئيس التركي رجب طيب أردوغان = Recep Tayyip Erdogan/TUR/person", "كرونبرغ = Sami Kronberg/KEN/person"]),
    (["هنأ الرئيس التركي رجب طيب أردوغان محمود عباس"],
     ["الرئيس التركي رجب طيب أردوغان = Recep Tayyip Erdogan/TUR/person", "محمود عباس = Mahmoud Abbas/PSE/person"]),
    # who holds the same office elsewhere is told without it
    (["التقى وزير الخارجية الكيني سامي كرونبرغ، والنرويجي كريم الشاذلي الوفد"],
     ["وزير الخارجية الكيني سامي كرونبرغ = Sami Kronberg/KEN/person",
      "النرويجي كريم الشاذلي = Karim al-Shadhli/NOR/person"]),
    # a president and two ministers are no one man
    (["أبلغ الرئيس وزيري الخارجية الكيني سامي كرونبرغ والنرويجي كريم الشاذلي ذلك"],
     ["وزيري الخارجية الكيني سامي كرونبرغ = Sami Kronberg/KEN/person",
      "النرويجي كريم الشاذلي = Karim al-Shadhli/NOR/person"]),
    # guest and host, the neighbour
    (["استقبل الرئيس الكيني سامي كرونبرغ الرئيس النرويجي كريم الشاذلي", "وشكر كرونبرغ ضيفه"],
     ["ضيفه = Karim al-Shadhli/NOR/person"]),
    (["استقبل الرئيس الكيني سامي كرونبرغ الرئيس النرويجي كريم الشاذلي", "وشكر الشاذلي مضيفه"],
     ["مضيفه = Sami Kronberg/KEN/person"]),
    (["اتهمت كينيا الصومال", "وأغلقت كينيا الحدود مع جارتها"], ["جارتها = Somalia/SOM/state"]),
    # … of whom stands right before them
    (["استقبل الرئيس الكيني سامي كرونبرغ الرئيس النرويجي كريم الشاذلي",
      "وقال كرونبرغ إنه سعيد، فيما دعا الرئيس النرويجي كريم الشاذلي مضيفه"],
     ["مضيفه = Sami Kronberg/KEN/person"]),
    (["التقى الوزير الكيني نظيره الصومالي", "وقال إن الجهتين اتفقتا على أن تمد مقديشو جارتها"],
     ["جارتها = Kenya/KEN/state"]),
    # a short name that looks like a verb, a first name alone
    (["حذر وزير البيئة الكيني رودريغو تابيا", "وكشف تابيا عن ذلك"], ["تابيا = Rodrigo Tabia/KEN/person"]),
    (["وصل رئيس الوزراء الماليزي أنور إبراهيم", "ووصف أنور اللقاء"], ["أنور = Anwar Ibrahim/MYS/person"]),
    # a rare name behind a common word that is one too
    (["وصل وزير خارجية كينيا روي فيغيريدو سواريس"],
     ["وزير خارجية كينيا روي فيغيريدو سواريس = Roy Vigirido Swaris/KEN/person"]),
    # the latter behind a noun that has no article
    (["دعا الرئيس الكيني الرئيس النرويجي", "ورحب بمشاركة الأخير"], ["الأخير = President of Norway/NOR/person"]),
    # what is a man's is of whom the sentence names first; the two Koreas by where they lie
    (["أبلغ الرئيس الكيني سامي كرونبرغ وفد النرويج بأن نائبه سيصل"], ["نائبه = Deputy of Kenya/KEN/person"]),
    (["تتابع النرويج أزمة كوريا الشمالية وكوريا الجنوبية", "وأطلق الشمال صاروخا"], ["الشمال = North Korea/PRK/state"]),
    (["تتابع النرويج وضع كينيا", "وينتشر الجيش في الشمال"], ["النرويج = Norway/NOR/state"]),
    # of Mali, or of money
    (["زار الوفد باماكو", "ودعت السلطات المالية إلى الهدوء وسط الأزمة المالية"],
     ["السلطات المالية = Government of Mali/MLI/government"]),
    # whoever receives an envoy is another, and of the state where he serves
    (["استقبل وزير الخارجية الكيني سفير النرويج لدى كينيا كريم الشاذلي"],
     ["وزير الخارجية الكيني = Foreign minister of Kenya/KEN/person",
      "سفير النرويج لدى كينيا كريم الشاذلي = Karim al-Shadhli/NOR/person", "كينيا = Kenya/KEN/state"]),
    (["استقبل وزير الخارجية سفير النرويج لدى كينيا كريم الشاذلي"],
     ["وزير الخارجية = Foreign minister of Kenya/KEN/person",
      "سفير النرويج لدى كينيا كريم الشاذلي = Karim al-Shadhli/NOR/person", "كينيا = Kenya/KEN/state"]),
    # a surname that an organisation has for its short name; money
    (["استقبل الرئيس الكيني رئيس جنوب السودان سلفا كير", "ثم غادر كير"], ["كير = Salva Kiir/SSD/person"]),
    (["قدمت كينيا مليون دولار أميركي"], ["كينيا = Kenya/KEN/state"]),
    # an organisation by what it is
    (["دعت إيكواس إلى ذلك", "وأعلنت المنظمة عقد قمة"], ["المنظمة = ECOWAS/ECOWAS/igo"]),
    (["زار وفد الاتحاد الأوروبي كينيا", "ورحب الاتحاد بذلك"], ["الاتحاد = European Union/EU/igo"]),
    # the police of whom the article speaks
    (["تتابع النرويج وضع كينيا، وزار وفد كينيا", "واعتقلت الشرطة ثلاثة"], ["الشرطة = Kenyan police/KEN/government"]),
    # as many states as were told to be members of an organisation are these
    (["وافقت 12 دولة أوروبية", "وقررت 12 دولة عضوا في حلف الناتو ذلك"],
     ["دولة عضوا في حلف الناتو = 12 NATO member states/None/state"]),
    # the town of a treaty is no party, and his country is not its
    (["قال الرئيس الكيني إن اتفاقية جنيف تلزم بلاده"], ["بلاده = Kenya/KEN/state"]),
    # in whose capital a sentence begins, his offices are
    (["التقى وفد كينيا وفد النرويج", "وفي نيروبي، قال وزير الداخلية سالم الحكيم إن النرويج وافقت"],
     ["وزير الداخلية سالم الحكيم = Salem al-Hakim/KEN/person", "النرويج = Norway/NOR/state"]),
    # who is called by an honorific alone; his joy is nobody
    (["استقبل معالي وزير الخارجية الكيني سامي كرونبرغ الوفد", "وأكد معاليه ذلك", "وعبر عن سعادته بذلك"],
     ["معاليه = Sami Kronberg/KEN/person"]),
    (["استقبل صاحب السمو أمير قطر الشيخ تميم بن حمد آل ثاني الوفد", "وأعرب سموه عن شكره"],
     ["سموه = Tamim bin Hamad Al Thani/QAT/person"]),
    # his country is that of who speaks, not of whom he speaks
    (["قال وزير الخارجية الكيني سامي كرونبرغ في النرويج إن بلاده ترحب"], ["بلاده = Kenya/KEN/state"]),
    (["انتقد الرئيس الكيني سامي كرونبرغ قرار النرويج وقال إن حكومته سترد"],
     ["حكومته = Government of Kenya/KEN/government"]),
    (["وصل الرئيس الكيني سامي كرونبرغ إلى النرويج", "وقال إن بلاده ترحب"], ["بلاده = Kenya/KEN/state"]),
    # the occupier, a town of two states, a state that is pointed at
    (["أدان الرئيس الفلسطيني ذلك", "واعتقل الاحتلال ثلاثة"], ["الاحتلال = Israel/ISR/state"]),
    (["أعلنت ليبيا ذلك", "وأكدت طرابلس الأمر"], ["طرابلس = Libya/LBY/state"]),
    (["أعلن لبنان ذلك", "وصل الوفد إلى طرابلس"], ["طرابلس = Tripoli, Lebanon/LBN/place"]),
    (["زار كينيا أمس", "ويدعم هذا البلد الحوار"], ["البلد = Kenya/KEN/state"]),
    # a state by its region, the country spoken of
    (["زار قطر ثم كينيا", "رحبت الدولة الخليجية", "رحب البلد الأفريقي"],
     ["قطر = Qatar/QAT/state", "كينيا = Kenya/KEN/state",
      "الدولة الخليجية = Qatar/QAT/state", "البلد الأفريقي = Kenya/KEN/state"]),
    (["تتابع النرويج وضع كينيا", "دعا قادة البلاد إلى ذلك"],
     ["النرويج = Norway/NOR/state", "كينيا = Kenya/KEN/state", "قادة البلاد = Leaders of Kenya/KEN/person"]),
    (["وصل عاهل الأردن", "أكدت المملكة ذلك"],
     ["عاهل الأردن = King of Jordan/JOR/person", "المملكة = Jordan/JOR/state"]),
    # a short form, a bare title and the minister's office are the person who was named
    (
        ["وصل وزير الخارجية الكيني سامي كرونبرغ أمس", "وقال كرونبرغ إن الزيارة مهمة", "وأضاف الوزير الكيني ذلك",
         "والتقى وزير الخارجية الكيني ضيفه"],
        ["وزير الخارجية الكيني سامي كرونبرغ = Sami Kronberg/KEN/person", "كرونبرغ = Sami Kronberg/KEN/person",
         "الوزير الكيني = Sami Kronberg/KEN/person", "وزير الخارجية الكيني = Sami Kronberg/KEN/person"],
    ),
    # a name in عبد is the same joined and apart
    (
        ["وصل وزير الخارجية الكيني سامي عبدالمرسال أمس", "وقال السفير عبد المرسال إن الزيارة مهمة"],
        ["السفير عبد المرسال = Sami Abdulmrsal/KEN/person"],
    ),
    (
        ["وصل وزير الخارجية الكيني سامي عبد المرسال أمس", "وقال عبدالمرسال إن الزيارة مهمة"],
        ["عبدالمرسال = Sami Abdulmrsal/KEN/person"],
    ),
    # a counterpart has the office that was named last
    (
        ["التقى وزير الدفاع الكيني نظيره البرتغالي"],
        ["نظيره البرتغالي = Defence minister of Portugal/PRT/person"],
    ),
    # two ministers
    (
        ["التقى وزير الخارجية الكيني سامي كرونبرغ نظيره النرويجي كريم الشاذلي", "وأكد الوزيران ذلك"],
        ["الوزيران = Sami Kronberg/KEN/person + Karim al-Shadhli/NOR/person"],
    ),
    # a king is not the prince who has his name as a father's
    (
        ["استقبل ولي العهد السعودي الأمير محمد بن سلمان ضيفه", "ثم التقى الملك سلمان الضيف"],
        ["الملك سلمان = Salman bin Abdulaziz/SAU/person"],
    ),
    # of two kings of a name the one whose state is spoken of
    (
        ["وصل الوفد إلى الأردن", "واستقبل الملك عبد الله الوفد"],
        ["الملك عبد الله = Abdullah II/JOR/person"],
    ),
    # the ministry, the organisation, the paper by their heads
    (
        ["أعلنت وزارة الخارجية الكينية موقفها", "وقالت الوزارة إن ذلك مهم"],
        ["الوزارة = Ministry of Foreign Affairs of Kenya/KEN/government"],
    ),
    (
        ["عقدت منظمة التعاون الإسلامي قمة", "وأدانت المنظمة الهجوم"],
        ["المنظمة = Organisation of Islamic Cooperation/OIC/igo"],
    ),
    # a bare ministry is that of the headline, whatever states stand beside it
    (
        ["الخارجية الكينية تطالب بتوضيح", "قالت وزارة الخارجية الكينية إن النرويج نقضت ما وعدت به",
         "وأضافت الخارجية البرتغالية أنها تتابع الأمر", "وأكدت وزارة الخارجية، أن أوسلو والنرويج لم تردا"],
        ["وزارة الخارجية = Ministry of Foreign Affairs of Kenya/KEN/government"],
    ),
    # … by its portfolio alone, in quotation marks, after who speaks for it
    (
        ["طالبت وزارة الخارجية الكينية بتوضيح", "ورفضت النرويج ذلك", "وأكدت الخارجية أن النرويج أخطأت"],
        ["الخارجية = Ministry of Foreign Affairs of Kenya/KEN/government"],
    ),
    (
        ["وصل وزير الخارجية الكيني إلى أوسلو", "وأكدت وزارة الخارجية أن النرويج أخطأت"],
        ["وزارة الخارجية = Ministry of Foreign Affairs of Kenya/KEN/government"],
    ),
    # … the one named last where the beginning names none
    (
        ["بدأت الأزمة في الصيف", "ثم اشتدت بعد شهر", "فأدانت الحكومة البرتغالية القرار", "وردت الحكومة الكينية عليها",
         "وأعلنت الحكومة أن النرويج ستعود"],
        ["الحكومة = Government of Kenya/KEN/government"],
    ),
    # an organisation by a head inside its name, or that of its full name
    (
        ["وصل وفد قوات التحالف العربي", "وأعلن التحالف أنه باق"],
        ["التحالف = Saudi-led coalition/SAU/igo"],
    ),
    (
        ["حذرت اليونسكو من ذلك", "وقالت المنظمة إنها تنتظر"],
        ["المنظمة = UNESCO/UNESCO/igo"],
    ),
    # civilians are those of the state that is spoken of
    (
        ["تواصلت المعارك في كينيا", "وقتل عدد من المدنيين"],
        ["المدنيين = Kenyan civilians/KEN/population"],
    ),
    # whoever served once is not the holder of the office
    (
        ["قال وزير الخارجية الكيني السابق سامي كرونبرغ ذلك", "ورد وزير الخارجية الكيني عليه"],
        ["وزير الخارجية الكيني = Foreign minister of Kenya/KEN/person"],
    ),
    # his country
    (
        ["قال وزير الخارجية الكيني إن بلاده ترفض ذلك"],
        ["بلاده = Kenya/KEN/state"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentences", "told"), STORIES, ids=[told[-1] for _, told in STORIES])
def test_an_article_remembers(sentences: list[str], told: list[str], find: Finder) -> None:
    memory = Memory()
    found = [line for sentence in sentences for line in tell(sentence, find, memory)]
    missing = [line for line in told if line not in found]
    assert missing == [], found


def test_of_two_who_bear_a_first_name_nobody_is_called_by_it_alone(find: Finder) -> None:
    memory = Memory()
    tell("التقى أنور إبراهيم الوفد، ثم غادر أنور قرقاش", find, memory)
    assert tell("ووصف أنور لقاء النرويج", find, memory) == ["النرويج = Norway/NOR/state"]


def test_the_outlets_minister_is_meant_by_his_bare_title(find: Finder) -> None:
    assert tell("استقبل وزير الخارجية ضيوفه", find, Memory(outlet="KWT")) == [
        "وزير الخارجية = Foreign minister of Kuwait/KWT/person"
    ]


def test_the_outlets_minister_is_meant_before_another_is_named(find: Finder) -> None:
    sentences = ["استقبل وزير الخارجية نظيره الكيني", "وقال وزير الخارجية إن وزير خارجية كينيا سامي كرونبرغ وافق"]
    memory = Memory(outlet="KWT")
    for sentence in sentences:
        tell(sentence, find, memory)
    memory.rewind()
    told = [line for sentence in sentences for line in tell(sentence, find, memory)]
    assert [line for line in told if line.startswith("وزير الخارجية =")] == [
        "وزير الخارجية = Foreign minister of Kuwait/KWT/person"
    ] * 2
    assert "نظيره الكيني = Sami Kronberg/KEN/person" in told


def test_brussels_is_the_european_union_unless_belgium_is_spoken_of(find: Finder) -> None:
    assert tell("أعلنت بروكسل موقفها", find, Memory()) == ["بروكسل = European Union/EU/igo"]
    memory = Memory()
    tell("وصل رئيس الوزراء البلجيكي", find, memory)
    assert tell("أعلنت بروكسل موقفها", find, memory) == ["بروكسل = Belgium/BEL/state"]


def test_another_minister_is_meant_once_he_is_named(find: Finder) -> None:
    memory = Memory(outlet="KWT")
    tell("وصل وزير الخارجية الكيني سامي كرونبرغ", find, memory)
    assert tell("وقال وزير الخارجية ذلك", find, memory) == ["وزير الخارجية = Sami Kronberg/KEN/person"]


def test_a_second_reading_knows_names_that_come_later(find: Finder) -> None:
    memory = Memory()
    sentences = ["استقبل وزير الخارجية الكيني ضيوفه", "وقال وزير الخارجية الكيني سامي كرونبرغ ذلك"]
    first = [line for s in sentences for line in tell(s, find, memory)]
    memory.rewind()
    again = [line for s in sentences for line in tell(s, find, memory)]
    assert first[0] == "وزير الخارجية الكيني = Foreign minister of Kenya/KEN/person"
    assert again[0] == "وزير الخارجية الكيني = Sami Kronberg/KEN/person"


def test_every_member_has_an_identifier(find: Finder) -> None:
    for text, _ in ONE:
        for mention in find(text, Memory())[1]:
            assert all(m.id.isascii() and m.id for m in mention.members), text


@pytest.mark.shared
def test_participants_of_the_gold_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[3]
    monkeypatch.syspath_prepend(str(root))
    measured = import_module("tools.measure_mentions").measure(root.parent / "shared" / "gold" / "train-ar.jsonl")
    assert measured.share("all", "country") > 0.91
    assert measured.share("all", "kind") > 0.90
    assert measured.share("all", "name") > 0.80


def test_verbal_nouns_are_no_names(find: Finder) -> None:
    memory = Memory()
    assert tell("حقق القضاء في تسميم سامي كرونبرغ", find, memory)[-1].startswith("سامي كرونبرغ = ")
    assert tell("وبعد تسميم الرجل غادر", find, memory) == []


def test_half_of_a_name_in_abd_names_nobody(find: Finder) -> None:
    memory = Memory()
    tell("وصل وزير الخارجية الكيني سامي عبدالسلام أمس", find, memory)
    assert not memory.knows("سلام")
    assert not any("Sami" in line for line in tell("وقال مبعوث السلام إن الزيارة مهمة", find, memory))


def test_numbers_and_dates_are_no_short_names(find: Finder) -> None:
    memory = Memory()
    tell("استقبل الشيخ جاسم بن ناصر آل ثاني ضيفه", find, memory)
    tell("وصل الوزير رجب كرونبرغ إلى نيروبي", find, memory)
    assert tell("وذلك في 12 تشرين الثاني الماضي", find, memory) == []
    assert tell("دخلت الهدنة عامها الثاني والجولة الثانية", find, memory) == []
    assert tell("بدأ ذلك في 3 رجب وانتهى في شهر شعبان", find, memory) == []


def test_the_latter_is_no_adjective(find: Finder) -> None:
    assert tell("زارت النرويج كينيا في الفترة الأخيرة", find, Memory()) == [
        "النرويج = Norway/NOR/state", "كينيا = Kenya/KEN/state",
    ]  # fmt: skip
    assert "الأخير = Hansen/KEN/person" in tell(
        "رافق وزير الخارجية الكيني هانسن وفدا وقال الأخير إن الاتفاق قريب", find, Memory()
    )


@pytest.mark.parametrize(
    ("sentences", "code"),
    [
        (["اجتمع مجلس الوزراء أمس", "تناول الوضع في كينيا"], "NOR"),
        (["اجتمع مجلس الوزراء أمس", "وصل الرئيس الكيني إلى نيروبي، وأعلنت كينيا ذلك"], "KEN"),
        (["اجتمع مجلس الوزراء أمس", "وصل الرئيس الكيني إلى نيروبي، وأعلنت كينيا والنرويج ذلك"], "NOR"),
    ],
)
def test_an_article_about_others_means_their_bodies(sentences: list[str], code: str, find: Finder) -> None:
    memory = Memory(outlet="NOR")
    for sentence in sentences:
        find(sentence, memory)
    memory.rewind()
    assert f"مجلس الوزراء = Government of {'Kenya' if code == 'KEN' else 'Norway'}" in " ".join(
        tell(sentences[0], find, memory)
    )


def test_whom_an_agency_honours_is_its_own(find: Finder) -> None:
    memory = Memory(outlet="NOR")
    sentences = ["استقبل معالي وزير الخارجية الوفد", "وصل الرئيس الكيني إلى نيروبي، وأعلنت كينيا ذلك"]
    for sentence in sentences:
        find(sentence, memory)
    memory.rewind()
    assert tell(sentences[0], find, memory)[0] == "معالي وزير الخارجية = Foreign minister of Norway/NOR/person"
