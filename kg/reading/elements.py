"""What the elements of a web page tell of it that its text does not: headline, standfirst, date, and what is furniture.

Sites differ in their layouts and agree in their habits: a box says what it is in the names that it bears (its classes
and the like) or in its heading, what points to another page is a link, and what machines are told stands in the head.
The names are English, as all sites' are. Whatever holds the headline, or much of the page's prose, is never furniture.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kg.reading.furniture import fold_line, judge_line, load_words
from kg.reading.paragraphs import count_words, ends_sentence
from kg.reading.publication import clean_date, read_date_line

__all__ = [
    "Line",
    "clear_furniture",
    "find_headline",
    "find_published",
    "find_standfirst",
    "list_lines",
    "restore_headings",
]

#: Elements that stand in a line with others; all others begin a line.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code em font i img ins kbd label mark q s small span strong sub sup time tt u "
    "var wbr".split()
)
_UNSEEN = frozenset("head script style template svg noscript iframe object select textarea".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SPACE = re.compile(r"\s+")
#: Words of a name: 'mostRead', 'most-read' and 'most_read' are the same.
_NAME_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Where elements bear names.
_NAMED_IN = frozenset(("class", "id", "role", "itemprop", "rel", "aria-labelledby"))
#: Longest value of a data attribute that is a name.
_NAME = 40
#: What a name says of furniture, as words that follow each other in it.
_FURNITURE_NAMES = re.compile(
    r"\b(?:(?:fig)?captions?|credits?|copyrights?|by ?lines?|authors?|writer|reporter|shar(?:e|ing|ethis)|social"
    r"|comments?|related|recommend(?:ed|ations?)|newsletters?|promo(?:tion)?s?|bread ?crumbs?|tags?|trending|bio"
    r"|more ?(?:from|news|stories)|most ?(?:read|popular|viewed)|also ?read|read ?(?:also|more|next|time)"
    r"|reading time|see ?also|ads?|advert(?:s|isement|ising)?|sponsor(?:ed)?|outbrain|taboola"
    r"|cookies?|consent|side ?bar|skip|visually ?hidden"
    r"|sr only|screen ?reader|off ?screen|rating|ticker|nav(?:igation|bar)?|menu|pagination|tool ?bar|donate|subscribe"
    r"|sign ?up)\b"
)
_STANDFIRST_NAMES = re.compile(
    r"\b(?:sub ?(?:title|head(?:line|ing)?)|stand ?first|chapo|intro(?:duction)?|lead|lede|deck?|excerpt|summary"
    r"|teaser text|abstract|spot)\b"
)
_FURNITURE_ELEMENTS = frozenset("figcaption nav footer aside".split())
#: Headings of boxes that hold no prose of the article.
_BOX_ROLES = frozenset({"related", "read also", "comments", "promotion", "tags", "share", "advertisement"})
#: So many words make a paragraph of prose.
_PROSE = 12
#: What has more of the page's words of prose is no furniture, unless it holds as many headlines as paragraphs.
_SHARE = 0.25
#: Longest caption, in words.
_CAPTION = 40
#: Longest caption in a block of its own.
_BELOW_PICTURE = 15
_SEPARATORS = r"\s*[|\-–—»/·•]+\s*"
_BEGINS, _ENDS = re.compile(_SEPARATORS), re.compile(rf"{_SEPARATORS}$")
#: Longest title, in characters, and most lines of a page, that are compared; far more than any page of news has.
_TITLE, _MOST = 500, 20_000
_PUBLISHED = frozenset(
    "article:published_time og:published_time og:article:published_time datepublished date pubdate publishdate "
    "publish-date publication_date dc.date dc.date.issued dcterms.created sailthru.date parsely-pub-date".split()
)
_ARTICLE_TYPE = re.compile(r"Article|Posting|Report")
_META, _JSON, _TIMES = (
    etree.XPath("//meta[@content]"),
    etree.XPath("//script[@type='application/ld+json']"),
    etree.XPath("//time[@pubdate or @itemprop='datePublished'] | //*[@itemprop='datePublished' and @content]"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What a reader sees as a line: the block that it stands in, its text, and how much of that is a link."""

    block: Any
    text: str
    linked: float

    @property
    def is_prose(self) -> bool:
        """Whether it is a paragraph of sentences and no link."""
        return self.linked < 0.5 and count_words(self.text) >= _PROSE and ends_sentence(self.text)


def list_lines(tree: Any) -> list[Line]:
    """The lines of a page in their order."""
    lines: list[Line] = []
    pieces: list[tuple[str, bool]] = []
    blocks, links = [tree], 0

    def flush() -> None:
        text = _SPACE.sub(" ", "".join(piece for piece, _ in pieces)).strip()
        if text:
            letters = sum(len(piece.strip()) for piece, _ in pieces)
            linked = sum(len(piece.strip()) for piece, link in pieces if link)
            lines.append(Line(blocks[-1], text, linked / max(1, letters)))
        pieces.clear()

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            pieces.append((element.tail or "", links > 0))
            continue
        inline, link = element.tag in _INLINE, element.tag == "a"
        if event == "start":
            if not inline:
                flush()
                blocks.append(element)
            links += link
            if element.tag in _UNSEEN:
                walk.skip_subtree()
            else:
                pieces.append((element.text or "", links > 0))
        else:
            if not inline:
                flush()
                blocks.pop()
            links -= link
            pieces.append((element.tail or "", links > 0))
    flush()
    return lines


def find_headline(lines: Sequence[Line], title: str | None, site: str | None) -> str | None:
    """The title without the names of site and section: what of it stands on the page as a line."""
    if not title:
        return next((line.text for line in lines if line.block.tag == "h1" and count_words(line.text) >= 3), None)
    whole, best = fold_line(title), ""
    for line in lines[:_MOST] if len(title) <= _TITLE else ():
        if len(line.text) <= len(best) or len(line.text) > len(title):
            continue
        if count_words(line.text) < (2 if line.block.tag in _HEADINGS else 4):
            continue
        part = fold_line(line.text)
        behind, before = whole.removeprefix(part), whole.removesuffix(part)
        if whole == part or (behind != whole and _BEGINS.match(behind)) or (before != whole and _ENDS.search(before)):
            best = line.text
    if best:
        return best
    if (
        site
        and len(title) <= _TITLE
        and (end := re.search(rf"{_SEPARATORS}{re.escape(site)}\s*$", title, re.IGNORECASE))
    ):
        return title[: end.start()] or title
    return title


def find_standfirst(lines: Sequence[Line], headline: str | None) -> Line | None:
    """What sums an article up below its headline: an element that is named so, or a heading that follows at once."""
    at = next((i for i, line in enumerate(lines) if headline and line.text == headline), None)
    if at is None:
        return None
    for distance, line in enumerate(lines[at + 1 : at + 12]):
        words = count_words(line.text)
        if 4 <= words <= 60 and line.linked < 0.5 and line.text != headline and judge_line(line.text) is None:
            names = f"{_names_of(line.block)} {_names_of(line.block.getparent())}"
            named = _STANDFIRST_NAMES.search(names) and not _FURNITURE_NAMES.search(names)
            if named or (not distance and line.block.tag in _HEADINGS):
                return line
        if line.is_prose:
            return None
    return None


def find_published(tree: Any, lines: Sequence[Line], headline: str | None) -> str | None:
    """The ISO date of publication that the page tells machines, else that of the date line nearest its headline."""
    stated = [
        element.get("content")
        for element in _META(tree)
        if (element.get("property") or element.get("name") or element.get("itemprop") or "").lower() in _PUBLISHED
    ]
    stated += _list_json_dates(tree)
    stated += [element.get("datetime") or element.get("content") or "" for element in _TIMES(tree)]
    for value in stated:
        if date := clean_date(value.strip().replace(" ", "T", 1)):
            return date
    at = next((i for i, line in enumerate(lines) if headline and line.text == headline), None)
    if at is None:
        return None
    near = [*lines[at + 1 : at + 12], *reversed(lines[max(0, at - 5) : at])]
    dates = [found for line in near if line.linked < 0.5 and (found := read_date_line(line.text)) and found.date]
    return min(dates, key=lambda found: found.rank).date if dates else None


def restore_headings(body: str, lines: Sequence[Line]) -> str:
    """The extracted text with the sub-headings that were lost between two of its lines."""
    have = body.split("\n")
    known = set(have)
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.block.tag not in _HEADINGS or line.block.tag == "h1" or line.linked >= 0.5 or line.text in known:
            continue
        if before.text not in known or judge_line(line.text) is not None:
            continue
        at = next((i for i, text in enumerate(have) if text.removeprefix("- ") == after.text), 0)
        if at and have[at - 1] == before.text:
            have.insert(at, line.text)
            known.add(line.text)
    return "\n".join(have)


def _list_json_dates(tree: Any) -> Iterator[str]:
    """The dates of publication of articles that the page describes in JSON-LD."""
    for script in _JSON(tree):
        try:
            todo = deque([json.loads(script.text or "")])
        except (ValueError, RecursionError):
            continue
        while todo:
            value = todo.popleft()
            if isinstance(value, list):
                todo.extendleft(reversed(value))
            elif isinstance(value, dict):
                date = value.get("datePublished")
                if isinstance(date, str) and _ARTICLE_TYPE.search(str(value.get("@type"))):
                    yield date
                todo.extend(inner for inner in value.values() if isinstance(inner, (list, dict)))


def clear_furniture(lines: Sequence[Line], headline: str | None, kept: Line | None) -> None:
    """Takes furniture out of the tree that the lines are of; ``kept`` is a line that stays whatever it is called."""
    if len(lines) > _MOST:
        return
    page = _Census(lines, headline, kept)
    going = {element for element in page.first if _is_furniture(element) and page.may_go(element)}
    begin = page.find_begin()
    for at, line in enumerate(lines):
        alone = page.count[line.block] == 1 and line.block not in page.sacred
        linked = line.linked > 0.85 and count_words(line.text) > 2 and not ends_sentence(line.text)
        if alone and not line.is_prose and (at < begin or linked or _is_caption(line) or _follows_picture(line)):
            going.add(line.block)
        if _heads_box(line) and (box := page.find_box(line)) is not None:
            going.add(box)
    tops = [element for element in page.first if element.getparent() is None or element.getparent().tag == "body"]
    inline = (element for top in tops for element in top.iter(*_INLINE) if _is_furniture(element))
    for element in [*going, *list(inline)]:
        _drop(element)


class _Census:
    """What the lines of a page say of the elements that they stand in."""

    def __init__(self, lines: Sequence[Line], headline: str | None, kept: Line | None) -> None:
        self.lines, self.headline = lines, headline
        self.words, self.paragraphs, self.pointers, self.count = (Counter[Any]() for _ in range(4))
        self.first: dict[Any, Line] = {}
        self.sacred: set[Any] = set()
        for line in lines:
            words = count_words(line.text) if line.is_prose else 0
            points = not words and (line.linked > 0.5 or line.block.tag in _HEADINGS)
            for element in _path(line.block):
                self.first.setdefault(element, line)
                self.count[element] += 1
                self.words[element] += words
                self.paragraphs[element] += words > 0
                self.pointers[element] += points
                if line is kept or line.text == headline:
                    self.sacred.add(element)
        self.most = max(1, sum(count_words(line.text) for line in lines if line.is_prose))

    def may_go(self, element: Any) -> bool:
        """Whether an element holds little of the page's prose, or a headline to each paragraph."""
        if element in self.sacred:
            return False
        return self.words[element] <= _SHARE * self.most or self.pointers[element] >= self.paragraphs[element]

    def find_box(self, line: Line) -> Any | None:
        """The largest element that begins with a line and may go."""
        box = None
        for element in _path(line.block):
            if self.first[element] is not line or element in self.sacred:
                break
            if self.may_go(element):
                box = element
        return box

    def find_begin(self) -> int:
        """Which line is the headline above the prose; 0 when none is."""
        prose = next((i for i, line in enumerate(self.lines) if line.is_prose), 0)
        heads = [i for i, line in enumerate(self.lines[:prose]) if line.text == self.headline]
        headings = [i for i in heads if self.lines[i].block.tag in _HEADINGS]
        return (headings or heads or [0])[0]


def _heads_box(line: Line) -> bool:
    """Whether a line is the heading of a box that holds no prose of the article."""
    if count_words(line.text) > 12:
        return False
    folded = fold_line(line.text)
    if count_words(line.text) <= 6 and any(folded.startswith(w.starts["related"]) for w in load_words().values()):
        return not ends_sentence(line.text)
    verdict = judge_line(line.text)
    return (
        verdict is not None and verdict.role in _BOX_ROLES and (verdict.rest is None or verdict.rest >= len(line.text))
    )


def _is_caption(line: Line) -> bool:
    """Whether a line stands in one block with a picture, and with nothing else."""
    return count_words(line.text) <= _CAPTION and next(line.block.iter("img", "amp-img", "picture"), None) is not None


def _follows_picture(line: Line) -> bool:
    """Whether a few words that are no sentence stand in the block below a picture that stands alone in its own."""
    above = line.block.getprevious()
    return (
        above is not None
        and line.block.tag not in _HEADINGS
        and count_words(line.text) <= _BELOW_PICTURE
        and not ends_sentence(line.text)
        and next(above.iter("img", "amp-img", "picture"), None) is not None
        and not "".join(above.itertext()).strip()
    )


def _is_furniture(element: Any) -> bool:
    """Whether an element says of itself that it is no prose."""
    return element.tag in _FURNITURE_ELEMENTS or _FURNITURE_NAMES.search(_names_of(element)) is not None


def _path(element: Any) -> Iterator[Any]:
    """An element and all that it stands in but the page itself."""
    while element is not None and element.tag not in ("body", "html"):
        yield element
        element = element.getparent()


def _names_of(element: Any) -> str:
    """The names that an element bears, as words in small letters."""
    if element is None:
        return ""
    names = [
        value
        for attribute, value in element.items()
        if attribute in _NAMED_IN or (attribute.startswith("data-") and len(value) <= _NAME)
    ]
    return " ".join(word.lower() for name in names for word in [*_NAME_WORDS.findall(name), "."])


def _drop(element: Any) -> None:
    """Takes an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
