"""A hundred news pages in the layouts of real sites, of which it is known what is article and what is furniture.

A page is a template (``templates/``, named in ``layouts.toml``) filled with invented articles (``articles_*.toml``).
Where a template sets text of the article itself (``a.…``) the text is put between two private characters; whatever
else can be read on the page is furniture. So truth comes from the making and no page is annotated by hand. The private
characters are taken out before anybody reads the page.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from lxml import html as lxml_html
from markupsafe import Markup, escape

__all__ = ["Page", "Story", "make_pages"]

HERE = Path(__file__).parent
#: Begin of a text of the article, of a text that may be taken for either, and the end of both.
ARTICLE, EITHER, END = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"([{ARTICLE}{EITHER}])(.*?){END}", re.DOTALL)
_SENTENCES = re.compile(r"(?<=[.!؟?])[»”\"']*\s+(?=\S)(?![»”\"])")
_SPACE = re.compile(r"\s+")
#: Elements that stand in a line with others; all others begin a line.
_INLINE = frozenset("a abbr b bdi cite code em font i img mark q s small span strong sub sup time u".split())
_UNSEEN = frozenset("script style head title template svg noscript iframe".split())
_MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_LEVANT = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول".split(",")
_DAYS = {
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_SIGNS = {"## ": "h2", "> ": "blockquote", "- ": "ul", "! ": "picture"}


@dataclass(frozen=True)
class Page:
    """A page as a file, and what is true of it: the units of its articles, its furniture, and what it states."""

    name: str
    layout: str
    language: str
    content: str
    stories: tuple[Story, ...]
    furniture: tuple[str, ...]
    """The lines, or parts of lines, that belong to no article, in their order and as often as they stand there."""
    either: tuple[str, ...]
    outlets: tuple[str, ...]
    states: frozenset[str]


@dataclass(frozen=True)
class Part:
    """A paragraph of an article: its text, in HTML and as a line, with or without marks."""

    kind: str
    text: str
    mark: str = ""

    @property
    def html(self) -> Markup:
        """The paragraph as an element without attributes."""
        if self.kind in ("ul", "ol"):
            items = "".join(f"<li>{self._set(item)}</li>" for item in self.text.split("\n"))
            return Markup(f"<{self.kind}>{items}</{self.kind}>")
        if self.kind == "blockquote":
            return Markup(f"<blockquote><p>{self._set(self.text)}</p></blockquote>")
        return Markup(f"<{self.tag}>{self._set(self.text)}</{self.tag}>")

    @property
    def inner(self) -> Markup:
        """What stands within the element: for templates that write elements of their own."""
        return Markup("<br>".join(self._set(line) for line in self.text.split("\n")))

    @property
    def tag(self) -> str:
        """The usual element."""
        return "h2" if self.kind == "h2" else "p"

    @property
    def lines(self) -> Markup:
        """The paragraph as plain text."""
        sign = {"ul": "- ", "ol": ""}.get(self.kind, "")
        at = (f"{number}. " for number in range(1, 99)) if self.kind == "ol" else iter(lambda: sign, None)
        return Markup("\n".join(next(at) + self._set(line) for line in self.text.split("\n")))

    def _set(self, text: str) -> Markup:
        return escape(f"{self.mark}{text}{END}" if self.mark else text)


@dataclass(frozen=True)
class Story:
    """An article. With ``mark`` its texts are marked as such (``a`` in templates), without they are furniture."""

    raw: dict[str, Any]
    language: str
    mark: str = ""

    def __getattr__(self, name: str) -> Any:
        value = self.raw[name]
        return f"{self.mark}{value}{END}" if self.mark and value and name in ("title", "lead") else value

    @property
    def body(self) -> list[Part]:
        """The paragraphs; items of a list are one."""
        parts: list[Part] = []
        for line in self.raw["body"].strip().split("\n"):
            sign = next((s for s in _SIGNS if line.startswith(s)), "")
            text, kind = line.removeprefix(sign), _SIGNS.get(sign, "p")
            if numbered := re.match(r"\d\. ", line):
                kind, text = "ol", line[numbered.end() :]
            if kind in ("ul", "ol") and parts and parts[-1].kind == kind:
                text = parts.pop().text + "\n" + text
            parts.append(Part(kind, text, self.mark))
        return parts

    @property
    def day(self) -> datetime.date:
        """The day of publication."""
        return datetime.date.fromisoformat(self.raw["published"])

    @property
    def weekday(self) -> str:
        """Its weekday, in the article's language."""
        return _DAYS[self.language][self.day.weekday()]

    @property
    def long(self) -> str:
        """The date in words: 6 مارس 2024, 6 March 2024."""
        return f"{self.day.day} {_MONTHS[self.language][self.day.month - 1]} {self.day.year}"

    @property
    def levant(self) -> str:
        """The date with the names of months of the Levant: 6 آذار 2024."""
        return f"{self.day.day} {_LEVANT[self.day.month - 1]} {self.day.year}"

    @property
    def us(self) -> str:
        """The date as Americans write it: March 6, 2024."""
        return f"{_MONTHS['en'][self.day.month - 1]} {self.day.day}, {self.day.year}"

    @property
    def slashed(self) -> str:
        """The date in figures, day first: 06/03/2024."""
        return f"{self.day:%d/%m/%Y}"

    @property
    def units(self) -> list[str]:
        """The sentences of the body and lead, sub-headings and items included."""
        texts = [self.raw["lead"], *(line for part in self.body for line in part.text.split("\n"))]
        return [unit for text in texts if text for unit in _SENTENCES.split(text)]


@lru_cache(maxsize=1)
def _read_articles() -> dict[str, list[Story]]:
    return {
        language: [Story(raw, language) for raw in tomllib.loads(file.read_text(encoding="utf-8"))["articles"]]
        for language in ("ar", "en")
        if (file := HERE / f"articles_{language}.toml")
    }


def make_pages() -> Iterator[Page]:
    """The pages in a fixed order."""
    layouts = tomllib.loads((HERE / "layouts.toml").read_text(encoding="utf-8"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    turn = dict.fromkeys(("ar", "en"), 0)
    for layout, about in layouts.items():
        for n in range(about.get("pages", 3)):
            language = about["language"]
            stories = _read_articles()[language]
            at = turn[language]
            turn[language] += 1
            order = [stories[(at * 5 + at // len(stories) + k) % len(stories)] for k in range(len(stories))]
            yield _make_page(layout, n, about, order, environment)


def _make_page(layout: str, n: int, about: dict[str, Any], order: Sequence[Story], made: jinja2.Environment) -> Page:
    count = about.get("stories", 1)
    own = [Story(story.raw, story.language, ARTICLE) for story in order[:count]]
    form = about.get("format", "html")
    template = made.get_template(f"{layout}.{form}")
    marked = template.render(
        a=own[0], m=order[0], own=own, others=order[count:], n=n,
        either=lambda text: f"{EITHER}{text}{END}", article=lambda text: f"{ARTICLE}{text}{END}",
    )  # fmt: skip
    if form == "txt":
        marked = str(Markup(marked).unescape())
    furniture: list[str] = []
    either: list[str] = []
    said: list[str] = []
    for line in _lines_of(marked) if form == "html" else marked.split("\n"):
        said += [tidy(found.group(2)) for found in _MARKED.finditer(line) if found.group(1) == ARTICLE]
        either += [tidy(found.group(2)) for found in _MARKED.finditer(line) if found.group(1) == EITHER]
        pieces = (tidy(piece) for piece in _MARKED.sub("\n", line).split("\n"))
        furniture += [piece for piece in pieces if re.search(r"\w", piece)]
    stories = tuple(Story(_only_said(story.raw, said), story.language) for story in order[:count])
    if about.get("live"):
        stories[0].raw["body"] = "\n".join(text for text in said if text not in (stories[0].title, stories[0].lead))
    return Page(
        name=f"{layout}-{n + 1}.{form}",
        layout=layout,
        language=about["language"],
        content=re.sub(f"[{ARTICLE}{EITHER}{END}]", "", marked),
        stories=stories,
        furniture=tuple(furniture),
        either=tuple(either),
        outlets=tuple(about.get("outlet", [])),
        states=frozenset(about.get("states", ["title", "date", "outlet"] if "outlet" in about else ["title", "date"])),
    )


def _only_said(raw: dict[str, Any], said: Sequence[str]) -> dict[str, Any]:
    """An article without the lead, if the page does not set it."""
    return raw | {"lead": raw["lead"] if raw["lead"] in said else ""}


def tidy(text: str) -> str:
    """A text with single spaces."""
    return _SPACE.sub(" ", text).strip()


def _lines_of(page: str) -> Iterator[str]:
    """The lines that a reader of an HTML page sees; a text may be marked across elements within a line."""
    line: list[str] = []

    def walk(element: Any) -> Iterator[str]:
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            return
        inline = element.tag in _INLINE
        if not inline:
            yield from flush()
        line.append(element.text or "")
        for child in element:
            yield from walk(child)
            line.append(child.tail or "")
        if not inline:
            yield from flush()

    def flush() -> Iterator[str]:
        if text := tidy("".join(line)):
            yield text
        line.clear()

    yield from walk(lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")))
    yield from flush()
