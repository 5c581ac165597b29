"""A noun phrase on its way from Arabic into English, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.languages.ar.glossary_table import Sense
from kg.languages.ar.glossary_words import PLACES
from kg.languages.en.wording import add_article, join_list, make_ordinal

__all__ = ["Phrase", "add_the", "coordinate", "join_words", "make_possessive"]

#: Names that English gives an article.
_THE = re.compile(
    r"(?:United |.*\b(?:Union|Nations|League|Council|Organi[sz]ation|Bank|Fund|Court|Agency|Commission|Committee|"
    r"Programme|Authority|Movement|Front|Party|Islands|Kingdom|Republic|Emirates|States|Netherlands|Philippines|Gambia|Bahamas|"
    r"Maldives|Comoros|Army|Forces|Assembly|Secretariat|Office|Parliament|Government|Ministry|Houthis|Taliban|Vatican|"
    r"EU|UN|IMF|IAEA|GCC|Kremlin|White House|Federation|Association|Group|Company|House|Institute|Conference|Forum)\b)"
)


@dataclass(slots=True)
class Phrase:
    """A noun phrase on its way into English; adjectives in Arabic order."""

    sense: Sense
    head: str
    article: bool = False
    definite: bool = False
    determiner: str = ""
    count: str = ""
    owner: str = ""
    adjectives: list[tuple[str, bool]] = field(default_factory=list)
    """Each with whether it is one of nationality; joined groups (political and economic) are one."""
    compound: str = ""
    governed: str = ""
    behind: list[str] = field(default_factory=list)
    idafa: bool = False
    key: str = ""
    subject: str = ""
    """The name that a verbal noun governs: who does it, or to whom it is done."""

    def describe(self) -> str:
        """Everything before the head, without article."""
        groups: list[str] = []
        before = False
        for text, nation in self.adjectives:
            if nation and before:
                groups[-1] += f"-{text}"  # Saudi-Lebanese
            else:
                groups.append(text)
            before = nation
        groups.reverse()
        groups.sort(key=lambda group: not _ORDINAL.fullmatch(group))
        return join_words(*groups, self.compound)

    def render(self, *, inside: bool) -> str:
        """The English; ``inside`` another phrase with its article."""
        core = join_words(self.describe(), self.head)
        determiner = self.determiner
        if not inside:
            determiner = determiner.removeprefix("the ")
        body = join_words(determiner, self.owner, self.count, core, self.governed, *self.behind)
        if not inside or determiner or self.owner:
            return body
        return self._add_article(body)

    def _add_article(self, body: str) -> str:
        entry = self.sense.entry
        if entry.kind == "name":
            takes = entry.english.startswith("the ") or bool(_THE.match(self.head))
            return f"the {body}" if takes else body
        if self.count:
            return f"the {body}" if self.article else body
        if self.sense.number == 3 or entry.kind == "plural":
            return f"the {body}" if self.definite and self.governed else body
        if entry.kind in ("mass", "masdar"):
            bound = self.governed.startswith("of ") or (self.governed and entry.kind == "mass")
            return f"the {body}" if self.definite and bound and entry.link != "direct" else body
        return f"the {body}" if self.definite else add_article(body)

    def attribute(self) -> str | None:
        """The phrase before another noun (defence cooperation), or None when it cannot stand there."""
        if self.determiner or self.owner or self.governed or self.count or self.sense.entry.kind == "name":
            return None
        entry = self.sense.entry
        if entry.kind == "count" and self.sense.number == 1 and (self.definite or entry.english in PLACES):
            return None  # oil sector, refugee crisis; but meeting of the committee
        if entry.english in PLACES:
            return None
        head = entry.attributive or (self.head if entry.kind in ("mass", "masdar", "plural") else entry.english)
        return None if re.search(r"\b(?:of|to|for)\b", head) else join_words(self.describe(), head)


_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|" + "|".join(make_ordinal(n) for n in range(1, 13)))


def join_words(*parts: str) -> str:
    """Parts with a space between them, empty ones left out."""
    return " ".join(part for part in parts if part)


def make_possessive(name: str) -> str:
    """*Egypt's*, *the United States'*."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def add_the(name: str) -> str:
    """A name with its article, if it has one: *the United States*."""
    return f"the {name}" if _THE.match(name) else name


def coordinate(group: Sequence[Phrase], glue: str, *, inside: bool) -> str:
    """Phrases in one list; *security of Lebanon* and *its stability* are *security and stability of Lebanon*."""
    first = group[0]
    kinds = {p.sense.entry.kind for p in group}
    alike = kinds == {"masdar"} or (first.subject and "masdar" not in kinds)
    plain = all(p.owner in ("its", "their") and not (p.governed or p.adjectives or p.behind) for p in group[1:])
    if len(group) > 1 and alike and plain and first.governed.startswith("of ") and not first.behind:
        merged = replace(first, head=join_list([first.head, *(p.head for p in group[1:])], glue))
        return merged.render(inside=inside)
    return join_list(list(dict.fromkeys(p.render(inside=inside) for p in group)), glue)
