"""Function words of Arabic noun phrases, folded, with their English: prepositions, pronouns, quantities, numbers."""

from __future__ import annotations

#: Usual English of prepositions; the glossary says where a noun has others.
PREPOSITIONS = {
    "في": "in", "من": "from", "الي": "to", "علي": "on", "عن": "about", "مع": "with", "ل": "for", "ب": "with", "ك": "as",
    "بين": "between", "ضد": "against",
}  # fmt: skip
RELATIVES = frozenset("الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي".split())
OWN = {"ه": "its", "ها": "its", "هما": "their", "هم": "their", "هن": "their", "نا": "our", "ي": "my", "كم": "your"}
OBJECT = {"ه": "it", "ها": "it", "هما": "them", "هم": "them", "هن": "them", "نا": "us", "ي": "me", "كم": "you"}
THIS = {"هذا": "this", "هذه": "this", "هذان": "this", "هذين": "this", "هاتين": "this", "هؤلاء": "this",
         "ذلك": "that", "تلك": "that"}  # fmt: skip
QUANTITIES = {
    "كل": "all", "جميع": "all", "كافه": "all", "بعض": "some", "معظم": "most", "عده": "several", "مختلف": "various",
    "شتي": "various", "اي": "any", "كلا": "both", "كلتا": "both", "نفس": "the same", "ابرز": "the most prominent",
    "اهم": "the most important", "اكبر": "the biggest", "افضل": "the best", "اخر": "the latest", "اعلي": "the highest",
    "اول": "the first", "اولي": "the first", "اخطر": "the most serious", "مجمل": "all", "سائر": "all",
}  # fmt: skip
QUANTITIES_OF = {
    "مزيد": "more", "عديد": "many", "كثير": "many", "عدد": "a number of", "مزيدا": "more", "عددا": "a number of",
    "كثيرا": "many", "كل": "", "بعض": "some", "اي": "any",
}  # fmt: skip
_DIGITS = (
    "احد احدي", "اثنان اثنين اثنتين", "ثلاث ثلاثه", "اربع اربعه", "خمس خمسه", "ست سته", "سبع سبعه",
    "ثماني ثمانيه ثمان", "تسع تسعه", "عشر عشره",
)  # fmt: skip
NUMBERS = {key: n for n, keys in enumerate(_DIGITS, 1) for key in keys.split()}
TENS = {"عشر": 20, "عشرون": 20, "عشرين": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "اربعون": 40, "خمسين": 50,
         "خمسون": 50, "ستين": 60, "سبعين": 70, "ثمانين": 80, "تسعين": 90}  # fmt: skip
ABOUT = frozenset("نحو حوالي قرابه زهاء".split())
MANY = {
    "مليون": "million", "ملايين": "million", "مليار": "billion", "مليارات": "billion", "الف": "thousand",
    "الاف": "thousand", "مئه": "hundred", "مائه": "hundred", "مليوني": "two million", "ملياري": "two billion",
}  # fmt: skip
_ROOTS = "ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()
ORDINALS = {"اول": 1, "اولي": 1, **{r + e: n for n, r in enumerate(_ROOTS, 2) for e in ("", "ه")}, "ثان": 2}
WORDS_OF_NUMBER = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LACK = ("عدم", "انعدام")

# English words of the glossary that behave like each other.
TIMES = frozenset("period year month week day time hour".split())
DIRECTIONS = frozenset("north south east west north-east north-west south-east south-west".split())
NUMBERED = frozenset("decision resolution law article chapter item room".split())
PLACES = frozenset("continent country region city capital area state town village province governorate".split())
#: Names that are shorter in running text.
SHORT_NAMES = {"United Nations": "UN", "European Union": "EU"}
