"""Arabic inflection as newspapers spell it: all forms of a verb, a noun or a participle from one or two of them.

Vowels are not written, so a form stands for every reading with its letters. Verbs are told apart by how their perfect
and imperfect are spelt: doubled (the perfect ends in shadda), hollow (أدان، يدين), defective (دعا، يدعو), with hamza
(بدأ، يبدأ), assimilated (وصل، يصل), else sound. The rules are those of Wright, A Grammar of the Arabic Language, and of
modern spelling; forms are to be compared after `kg.languages.folding.fold`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

__all__ = ["Form", "inflect_noun", "inflect_participle", "inflect_verb"]

Tense = Literal["past", "present"]
Voice = Literal["active", "passive", "either"]
Number = Literal["sing", "dual", "plur"]
Gender = Literal["masc", "fem", "both"]

_SHADDA = "\u0651"
_MARKS = str.maketrans("", "", "\u064b\u064c\u064d\u064e\u064f\u0650\u0652")


class Form(NamedTuple):
    """One spelt form of a verb and what it says of its subject.

    ``voice`` is ``either`` where the unwritten vowels alone tell active from passive. ``bound`` forms are found only
    before a suffix pronoun (التقا in التقاه, أدانو in أدانوها).
    """

    text: str
    tense: Tense
    voice: Voice
    person: Literal[1, 2, 3]
    number: Number
    gender: Gender
    bound: bool = False


#: Person, number, gender and ending of the perfect; the endings of ``_LONG`` keep a hollow verb's long vowel and a
#: doubled verb's one letter, those of ``_SHORT`` begin with a consonant.
_LONG: tuple[tuple[Literal[1, 2, 3], Number, Gender, str], ...] = (
    (3, "sing", "masc", ""),
    (3, "sing", "fem", "ت"),
    (3, "dual", "masc", "ا"),
    (3, "dual", "fem", "تا"),
    (3, "plur", "masc", "وا"),
)
_SHORT: tuple[tuple[Literal[1, 2, 3], Number, Gender, str], ...] = (
    (3, "plur", "fem", "ن"),
    (1, "sing", "both", "ت"),
    (1, "plur", "both", "نا"),
    (2, "sing", "both", "ت"),
    (2, "dual", "both", "تما"),
    (2, "plur", "masc", "تم"),
)
#: Person, number, gender, prefix and ending of the imperfect, with the ending of the subjunctive and jussive.
_PREFIXED: tuple[tuple[Literal[1, 2, 3], Number, Gender, str, tuple[str, ...]], ...] = (
    (3, "sing", "masc", "ي", ("",)),
    (3, "sing", "fem", "ت", ("",)),
    (3, "dual", "masc", "ي", ("ان", "ا")),
    (3, "dual", "fem", "ت", ("ان", "ا")),
    (3, "plur", "masc", "ي", ("ون", "وا")),
    (3, "plur", "fem", "ي", ("ن",)),
    (1, "sing", "both", "أ", ("",)),
    (1, "plur", "both", "ن", ("",)),
    (2, "plur", "masc", "ت", ("ون", "وا")),
    (2, "sing", "fem", "ت", ("ين", "ي")),
)


def inflect_verb(perfect: str, imperfect: str, *, passive: str | None = None) -> tuple[Form, ...]:
    """All forms of the verb whose 3rd person masculine singular is ``perfect`` and ``imperfect`` (أدان, يدين).

    A doubled verb's perfect is written with its shadda (ردّ). The passive is formed by rule where its spelling differs
    (أُدين, نوقش, دُعي); ``passive`` gives the perfect passive of a verb that the rules do not cover, and ``""`` says
    that the verb has none. Raises `ValueError` for an imperfect that does not begin with ي.
    """
    past, present = perfect.translate(_MARKS), imperfect.translate(_MARKS).replace(_SHADDA, "")
    if not present.startswith("ي") or len(present) < 3 or len(past) < 2:
        raise ValueError(f"{perfect}, {imperfect}: a verb is its perfect and its imperfect in the 3rd person masculine "
                         "singular (كتب, يكتب)")  # fmt: skip
    doubled = past.endswith(_SHADDA)
    past = past.replace(_SHADDA, "")
    own: list[Form] = [
        *_perfect_forms(past, present, doubled, "active"),
        *_imperfect_forms(past, present, doubled, "active"),
    ]
    other: list[Form] = []
    if passive != "":
        made = (
            _passive_perfect(past, present, doubled)
            if passive is None
            else passive.translate(_MARKS).replace(_SHADDA, "")
        )
        other += _perfect_forms(made, _passive_imperfect(past, present), doubled, "passive")
        other += _imperfect_forms(made, _passive_imperfect(past, present), doubled, "passive")
    return tuple(_merge_voices(own, other))


def _merge_voices(active: list[Form], passive: list[Form]) -> Iterator[Form]:
    """Each spelling and reading once: what both voices share is ``either``."""
    shared = {_without_voice(form) for form in passive}
    seen: set[tuple[object, ...]] = set()
    for form in active:
        rest = _without_voice(form)
        if rest not in seen:
            seen.add(rest)
            yield form._replace(voice="either") if rest in shared else form
    for form in passive:
        rest = _without_voice(form)
        if rest not in seen:
            seen.add(rest)
            yield form


def _without_voice(form: Form) -> tuple[object, ...]:
    return form[:2] + form[3:]


def _is_hollow(past: str, present: str, voice: Voice = "active") -> bool:
    """Whether the middle radical is weak: أدان، يدين and in the passive أدين، يدان (but not عيّن، شارك، دعا)."""
    if len(past) < 3 or past[-1] in "اىي" or past[-1] != present[-1]:
        return False
    if voice == "passive":
        return past[-2] == "ي" and present[-2] == "ا"
    return past[-2] == "ا" and present[-2] in "ويا"


def _perfect_forms(past: str, present: str, doubled: bool, voice: Voice) -> Iterator[Form]:
    if past[-1] in "اىي" and len(past) > 2:
        yield from _defective_perfect(past, present, voice)
        return
    hollow = not doubled and _is_hollow(past, present, voice)
    for person, number, gender, ending in _LONG:
        for text in _join(past, ending):
            yield Form(text, "past", voice, person, number, gender)
    yield Form(past + "و", "past", voice, 3, "plur", "masc", True)
    if past[-1] in "أءئ":
        for text in _join(past, ""):
            for seat in "ؤئء":
                yield Form(text[:-1] + seat, "past", voice, 3, "sing", "masc", True)
    if doubled:
        stems = [past + past[-1]]
    elif hollow:
        stems = [past[:-2] + past[-1]]
        if past[-1] == "ء":  # جاء، جئت; أساء، أسأت
            stems = [past[:-2] + "ئ", past[:-2] + "أ"]
    else:
        stems = [past]
    for stem in stems:
        for person, number, gender, ending in _SHORT:
            # A last radical that is the ending's own letter is written once: أدان + نا = أدنّا, بحث + ت = بحثت.
            text = stem + ending[1:] if stem[-1] == ending[0] and stem[-1] in "نت" else stem + ending
            yield Form(text, "past", voice, person, number, gender)


def _defective_perfect(past: str, present: str, voice: Voice) -> Iterator[Form]:
    stem = past[:-1]
    keeps = past[-1] == "ي"  # لقي، دُعي: the yaa stays in the feminine
    weak = "و" if past[-1] == "ا" and present[-1] == "و" else "ي"
    yield Form(past, "past", voice, 3, "sing", "masc")
    if not keeps:
        yield Form(stem + "ا", "past", voice, 3, "sing", "masc", True)
    yield Form(stem + ("يت" if keeps else "ت"), "past", voice, 3, "sing", "fem")
    yield Form(stem + weak + "ا", "past", voice, 3, "dual", "masc")
    yield Form(stem + ("يتا" if keeps else "تا"), "past", voice, 3, "dual", "fem")
    yield Form(stem + "وا", "past", voice, 3, "plur", "masc")
    yield Form(stem + "و", "past", voice, 3, "plur", "masc", True)
    for person, number, gender, ending in _SHORT:
        yield Form(stem + weak + ending, "past", voice, person, number, gender)


def _imperfect_forms(past: str, present: str, doubled: bool, voice: Voice) -> Iterator[Form]:
    defective = present[-1] in "ويى" and past[-1] in "اىي"
    hollow = not doubled and not defective and _is_hollow(past, present, voice)
    for person, number, gender, prefix, endings in _PREFIXED:
        whole = prefix + present[1:]
        if prefix == "أ" and present[1] in "أا":
            whole = "آ" + present[2:]
        for ending in endings:
            if defective:
                texts = list(_join_defective(whole, ending))
            elif ending == "ن" and doubled:
                texts = [whole + whole[-1] + ending]
            elif ending == "ن" and hollow:
                texts = [whole[:-2] + whole[-1] + ("" if whole[-1] == "ن" else ending)]
            else:
                texts = list(_join(whole, ending))
            for text in texts:
                yield Form(text, "present", voice, person, number, gender)
        if endings == ("",):
            if hollow:  # the jussive: لم يدن، لم يقل
                yield Form(whole[:-2] + whole[-1], "present", voice, person, number, gender)
            elif doubled and person == 3 and number == "sing":
                yield Form(whole + whole[-1], "present", voice, person, number, gender)
            elif defective:
                yield Form(whole[:-1], "present", voice, person, number, gender)
                if whole[-1] == "ى":
                    yield Form(whole[:-1] + "ا", "present", voice, person, number, gender, True)
            if whole[-1] in "أئؤء":
                for seat in "ؤئأء":
                    if seat != whole[-1]:
                        yield Form(whole[:-1] + seat, "present", voice, person, number, gender, True)
        if endings == ("ون", "وا"):
            stem = whole[:-1] if defective else whole
            yield Form(stem + "و", "present", voice, person, number, gender, True)


def _join(stem: str, ending: str) -> Iterator[str]:
    """A stem with an ending, in the spellings that a final hamza takes."""
    if not ending or stem[-1] not in "أءئؤ":
        yield stem + ending
        return
    if ending[0] == "ا":
        yield {"أ": stem[:-1] + "آ", "ئ": stem + "ا", "ؤ": stem + "ا", "ء": stem + "ا"}[stem[-1]] + ending[1:]
        if stem[-1] == "أ":
            yield stem + ending
        if stem[-1] == "ء" and len(stem) > 1 and stem[-2] in "يو":
            yield stem[:-1] + "ئ" + ending
    elif ending[0] == "و":
        yield stem + ending
        if stem[-1] in "أء":
            yield stem[:-1] + "ؤ" + ending
        if stem[-1] == "ء" and len(stem) > 1 and stem[-2] == "ي":
            yield stem[:-1] + "ئ" + ending
    elif (ending[0] == "ي" and stem[-1] in "أء") or stem.endswith("يء"):  # تبدئين، أسيئت
        yield stem + ending
        yield stem[:-1] + "ئ" + ending
    else:
        yield stem + ending


def _join_defective(whole: str, ending: str) -> Iterator[str]:
    stem, weak = whole[:-1], whole[-1]
    if not ending:
        yield whole
    elif ending[0] == "ا" or ending == "ن":
        yield stem + ("ي" if weak in "يى" else "و") + ending
    else:
        yield stem + ending


def _passive_perfect(past: str, present: str, doubled: bool) -> str:
    """The perfect passive as it is spelt: قيل، أدين، دعي، نوقش، تبودل، سئل، أنشئ; mostly the active's letters."""
    if doubled:
        return past
    if _is_hollow(past, present):
        return past[:-2] + "ي" + past[-1]
    changed = past
    if past[-1] in "اى":
        changed = past[:-1] + "ي"
    elif past[-1] == "أ":
        changed = past[:-1] + "ئ"
    if len(past) == 4 and past[1] == "ا":
        changed = changed[0] + "و" + changed[2:]
    elif len(past) == 5 and past[0] == "ت" and past[2] == "ا":
        changed = changed[:2] + "و" + changed[3:]
    elif len(past) == 3 and past[1] == "أ":
        changed = changed[0] + "ئ" + changed[2:]
    elif past.startswith("استأ"):
        changed = "استؤ" + changed[4:]
    if past[0] == "آ":
        changed = ("أو" if len(past) == 3 else "أ") + changed[1:]
    return changed


def _passive_imperfect(past: str, present: str) -> str:
    """The imperfect passive as it is spelt: يقال، يدان، يدعى، يوصل، ينشأ; mostly the active's letters."""
    if len(past) == 3 and past[0] == "و" and present[1] != "و":
        return "يو" + present[1:]
    if _is_hollow(past, present):
        return present[:-2] + "ا" + present[-1]
    if present[-1] in "وي" and past[-1] in "اىي":
        return present[:-1] + "ى"
    if present[-1] == "ئ":
        return present[:-1] + "أ"
    return present


def inflect_noun(noun: str, plurals: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The spelt forms of a noun: bare, with ال, accusative, dual, sound feminine plural, and before suffix pronouns.

    ``plurals`` are broken plurals, inflected likewise. A final ة is ت before a suffix (زيارته), a final hamza takes
    the seat that its case asks for (لقاؤه، لقائه).
    """
    found: dict[str, None] = {}
    for base in (noun, *plurals):
        for text in _noun_forms(base.translate(_MARKS).replace(_SHADDA, "")):
            found[text] = None
            found[("ل" if text.startswith("ال") and base.startswith("ال") else "ال") + text] = None
    return tuple(found)


def _noun_forms(noun: str) -> Iterator[str]:
    yield noun
    if noun.endswith("ة"):
        stem = noun[:-1]
        yield from (stem + ending for ending in ("ت", "ات", "تان", "تين", "تا", "تي"))
        return
    if noun.endswith("ى"):
        stem = noun[:-1]
        yield from (stem + ending for ending in ("ا", "يات", "يان", "يين"))
        return
    if noun.endswith("اء"):
        stem = noun[:-1]
        yield from (stem + ending for ending in ("ئ", "ؤ", "ءات", "ءان", "ءين", "ءا", "ئين"))
        return
    if noun.endswith("ات"):
        return
    if noun.endswith("ء"):
        yield from (noun[:-1] + ending for ending in ("ئ", "ؤ", "ئا", "ءا", "وءا"))
        return
    yield from (noun + ending for ending in ("ا", "ات", "ان", "ين", "ي"))
    if noun.endswith("ي"):  # a defective noun: تبنٍّ، تخلٍّ
        yield noun[:-1]
    if noun.endswith("أ"):
        yield from (noun[:-1] + seat for seat in "ؤئ")


def inflect_participle(participle: str) -> tuple[str, ...]:
    """The spelt forms of a participle given in the masculine singular: genders, numbers, cases, with and without ال."""
    base = participle.translate(_MARKS).replace(_SHADDA, "")
    stem, endings = base, ["", "ا", "ة", "ت", "ان", "ين", "تان", "تين", "تا", "تي", "ون", "ات", "و", "ي"]
    forms: list[str] = []
    if base.endswith("ى"):  # ملغى، ملغاة
        stem = base[:-1]
        forms, endings = [base], ["ا", "اة", "يان", "يين", "ون", "ين", "يات", "اتان", "اتين"]
    elif base.endswith("ي"):  # داعٍ، الداعي
        forms, stem = [base[:-1], base[:-1] + "ون", base[:-1] + "ين"], base
        endings = ["", "ا", "ة", "ت", "ان", "ين", "تان", "تين", "ات"]
    elif base.endswith("يء"):  # مسيء، مسيئة
        forms, stem = [base], base[:-1] + "ئ"
    forms += [stem + ending for ending in endings]
    return tuple(dict.fromkeys([*forms, *("ال" + form for form in forms)]))
