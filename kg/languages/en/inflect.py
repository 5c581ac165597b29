"""Forms of English verbs and nouns."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

__all__ = ["Form", "inflect_noun", "inflect_verb"]


class Form(NamedTuple):
    """A form of a verb with the Penn tags that it can have."""

    text: str
    tags: frozenset[str]


_IRREGULAR = {
    verb: (past, participle)
    for verb, past, participle in (
        line.split()
        for line in """
        be was been|become became become|begin began begun|bid bid bid|bind bound bound|break broke broken
        bring brought brought|build built built|buy bought bought|cast cast cast|catch caught caught
        choose chose chosen|come came come|cut cut cut|deal dealt dealt|do did done|draw drew drawn|drive drove driven
        fall fell fallen|feel felt felt|fight fought fought|find found found|flee fled fled|fly flew flown
        forbid forbade forbidden|forgive forgave forgiven|get got got|give gave given|go went gone|grow grew grown
        hear heard heard|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid
        lead led led|leave left left|lend lent lent|let let let|lose lost lost|make made made|mean meant meant
        meet met met|overthrow overthrew overthrown|partake partook partaken|pay paid paid|put put put
        read read read|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold
        send sent sent|set set set|shake shook shaken|shoot shot shot|shut shut shut|sit sat sat|speak spoke spoken
        spend spent spent|stand stood stood|steal stole stolen|strike struck struck|swear swore sworn|take took taken
        tell told told|think thought thought|throw threw thrown|undergo underwent undergone
        undertake undertook undertaken|uphold upheld upheld|win won won|withdraw withdrew withdrawn
        withhold withheld withheld|write wrote written|foresee foresaw foreseen|have had had
        freeze froze frozen|unfreeze unfroze unfrozen|ring rang rung|bear bore borne|beat beat beaten|blow blew blown
        overrun overran overrun|retake retook retaken|sink sank sunk|feed fed fed|dig dug dug|hang hung hung
        slay slew slain|teach taught taught|tear tore torn|oversee oversaw overseen|spread spread spread|rid rid rid
        """.replace("\n", "|").split("|")
        if line.strip()
    )
}
#: Verbs whose last consonant is doubled.
_DOUBLING = frozenset(
    """plan stop ban cap ship stab step drop grab slap bar rob admit commit permit submit omit regret refer confer defer
    deter rebut transfer prefer chat quit hit sit set cut get run begin put let rip wrap cancel signal travel expel
    compel repel dispel propel level patrol shun pin dub scrap spar bomb-plot abet kidnap ram strip drag jam snub beg
    label fuel overrun rid dig""".split()
)
#: Those that American English does not double.
_EITHER = frozenset("cancel travel signal level label fuel kidnap".split())


@cache
def inflect_verb(lemma: str) -> tuple[Form, ...]:
    """The forms of a verb; of one with a particle (call for) the first word is inflected."""
    first, *rest = lemma.split()
    tail = "".join(" " + word for word in rest)
    past, participle = _IRREGULAR.get(first, (None, None))
    if past is None or participle is None:
        past = participle = _add_ed(first)
    forms: dict[str, set[str]] = {}
    written = [
        (first, "VB VBP"), (_add_s(first), "VBZ"), (past, "VBD"), (participle, "VBN"), (_add_ing(first), "VBG"),
    ]  # fmt: skip
    if first in _EITHER:
        written += [(first + "ed", "VBD VBN"), (first + "ing", "VBG")]
    for text, tags in written:
        forms.setdefault(text + tail, set()).update(tags.split())
    if first == "be":
        forms |= {form + tail: {"VBP", "VBD", "VBZ"} for form in ("is", "are", "were", "am")}
    return tuple(Form(text, frozenset(tags)) for text, tags in forms.items())


@cache
def inflect_noun(noun: str) -> tuple[str, ...]:
    """A noun and its plural: of the word before *of*, else of the last; one that is a plural stays as it is."""
    head, of, rest = noun.partition(" of ")
    if of:
        return tuple(form + of + rest for form in inflect_noun(head))
    if noun.endswith("sis"):
        return noun, noun[:-2] + "es"
    if noun.endswith("s") and not noun.endswith(("ss", "us")):
        return (noun,)
    return noun, _add_s(noun)


def _add_s(word: str) -> str:
    if word in ("have", "do", "go", "be"):
        return {"have": "has", "do": "does", "go": "goes", "be": "is"}[word]
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _add_ed(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ied"
    return _double(word) + "ed"


def _add_ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "ye", "oe")) and word != "be":
        return word[:-1] + "ing"
    return _double(word) + "ing"


def _double(word: str) -> str:
    return word + word[-1] if word in _DOUBLING else word
