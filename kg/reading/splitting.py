"""Turns a page into its articles: where each begins and ends, its title, its paragraphs, and what was left out and why.

A page is read from top to bottom. Lines that are furniture by themselves go out; some of them (source, tags, end mark,
list of related stories) close an article. A headline and prose after such a close are another article, which inherits
nothing from the first. Prose after a close without a headline goes on with the article before it, so that a misread
line costs no text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model import Block, LeftOut
from kg.reading.furniture import Verdict, find_desk, find_inline_marks, fold_line, judge_line, load_words
from kg.reading.limits import Limits
from kg.reading.paragraphs import Paragraph, count_words, cut_paragraphs, ends_sentence
from kg.reading.publication import DateLine, read_date_line, read_dateline, read_outlet, read_tweet_date

__all__ = ["Draft", "split_page"]

#: Longest headline, in words; the longest of the gold articles has 27.
_HEADLINE = 32
#: A paragraph of prose has at least so many words and ends as a sentence does.
_PROSE = 12
#: Longest name of a site, in characters.
_NAME = 60
#: One paragraph of so many words after a list of related stories is an article, a shorter one the summary of a story.
_ALONE = 40
#: Closes that need no second one beside them; a source line or a line of signs alone may stand in mid-article.
_STRONG = frozenset({"tags", "related", "end mark", "rights"})
_CLOSES = _STRONG | {"source", "separator"}
_LETTER = re.compile(r"[^\W\d_]")
_CLOSING_COLON = re.compile(r"[:،,؛;][\s\u200f]*$")
_SITE_SUFFIX = re.compile(r"\s*([|\-–—»ـ]+)\s*([^|\-–—»]{2,30})$")
_CUT = re.compile(r"\s*(?:\.{2,}|…)[\s\"'”»]*$")


@dataclass(slots=True)
class Draft:
    """An article as it is being read: title and body blocks, what was left out, and what its page tells of it."""

    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    published: str | None = None
    outlet: str | None = None

    @property
    def title(self) -> str | None:
        """The text of the title block, if the article has one."""
        return next((block.text for block in self.blocks if block.kind == "title"), None)


@dataclass(slots=True)
class _Item:
    """A line of the page with what was made of it: a reason means that it is left out."""

    paragraph: Paragraph
    verdict: Verdict | None = None
    date: DateLine | None = None
    reason: str | None = None
    words: int = 0

    @property
    def is_headline(self) -> bool:
        p = self.paragraph
        return self.words <= _HEADLINE and (p.bullet or p.heading or not _ends_story_sentence(p.text))

    @property
    def is_prose(self) -> bool:
        return not self.paragraph.bullet and self.words >= _PROSE and ends_sentence(self.paragraph.text)


def _ends_story_sentence(text: str) -> bool:
    """Whether a line ends with a full stop; a question mark or three points may end a headline."""
    return ends_sentence(text) and not re.search(r"(?:[?؟!…]|\.{2,})[\s\"'”»)]*$", text)


def split_page(text: str, *, marked_up: bool = False, limits: Limits = Limits()) -> list[Draft]:  # noqa: B008 (frozen)
    """The articles of a page in their order, those without prose left out.

    When nothing on the page is prose the list holds one draft without blocks, whose ``left_out`` says what was there.
    """
    items = [_judge(p, limits, not i) for i, p in enumerate(cut_paragraphs(text, marked_up=marked_up))]
    _drop_damaged(items)
    _drop_source_names(items)
    _drop_menus(items)
    _drop_site_names(items)
    _drop_names(items)
    _drop_repeats(items)
    kept: list[Draft] = []
    lost: list[LeftOut] = []
    for draft in (_finish(part, text) for part in _cut(items)):
        if any(_is_sentence(block.text) for block in draft.blocks):
            kept.append(draft)
        else:
            lost += draft.left_out + [LeftOut(b.start, b.end, "no sentence") for b in draft.blocks]
    kept = kept or [Draft()]
    kept[0].left_out.extend(lost)
    kept[0].left_out.sort(key=lambda out: out.start)
    return kept


def _is_sentence(text: str) -> bool:
    """Whether a text may say something: three words, and more letters than other signs."""
    letters = len(_LETTER.findall(text))
    return count_words(text) >= 3 and letters >= 0.5 * len(re.sub(r"\s", "", text))


def _judge(paragraph: Paragraph, limits: Limits, first: bool) -> _Item:
    if len(paragraph.text) > limits.line_chars:
        size = len(paragraph.text)
        return _Item(
            paragraph,
            reason=f"a line of {size:,} characters, more than the limit of {limits.line_chars:,} (line_chars)",
        )
    item = _Item(paragraph, words=count_words(paragraph.text))
    item.verdict = judge_line(paragraph.text)
    if first and item.verdict and item.verdict.role == "read also" and item.words > 3:
        item.verdict = None  # 'Watch: …' above an article is its own headline
    if item.verdict is None:
        item.date = read_date_line(paragraph.text)
    if item.verdict is not None:
        item.reason = item.verdict.reason
    elif item.date is not None:
        item.reason = "date line" if item.date.date else "time of day"
    elif not item.words and not _LETTER.search(paragraph.text):
        item.reason = "figures without words"
    return item


def _drop_damaged(items: Sequence[_Item]) -> None:
    for item in items:
        if item.reason is None and ("\ufffd" in item.paragraph.text or "\x00" in item.paragraph.text):
            item.reason = "damaged: has bytes that are no text"


def _drop_source_names(items: Sequence[_Item]) -> None:
    """A source label on a line of its own has its name on the next one."""
    for item, after in pairwise(items):
        verdict = item.verdict
        if not (verdict and verdict.role == "source" and verdict.rest is not None):
            continue
        if verdict.rest >= len(item.paragraph.text) and after.reason is None and after.words <= 4 and after.is_headline:
            after.verdict, after.reason = Verdict("source", verdict.reason, 0), verdict.reason


def _drop_menus(items: Sequence[_Item]) -> None:
    """Four and more short lines in a row, of which two and a third are known words of menus, are all a menu's."""
    run: list[_Item] = []
    for item in [*items, None]:
        role = item.verdict.role if item and item.verdict else None
        if item and item.words <= 4 and (role in ("menu", "share") or item.reason is None) and not _ends_line(item):
            run.append(item)
            continue
        known = sum(1 for one in run if one.verdict is not None)
        if len(run) >= 4 and known >= max(2, len(run) / 3):
            for one in run:
                one.reason = one.reason or "menu"
        run = []


def _ends_line(item: _Item) -> bool:
    return _ends_story_sentence(item.paragraph.text) or _CLOSING_COLON.search(item.paragraph.text) is not None


def _drop_site_names(items: Sequence[_Item]) -> None:
    """The site's own name above an article, known from its source line or its copyright notice."""
    notices = [
        fold_line(item.paragraph.text) for item in items if item.verdict and item.verdict.role in ("source", "rights")
    ]
    for item in items:
        if item.is_prose:
            return
        if item.reason is None and item.words <= 4 and len(item.paragraph.text) <= _NAME:
            name = re.compile(rf"(?<!\w){re.escape(fold_line(item.paragraph.text))}(?!\w)")
            if any(name.search(notice) for notice in notices):
                item.reason = "name of the site"


def _drop_names(items: Sequence[_Item]) -> None:
    """Who wrote an article, and in which section, on lines of their own beside its date and before its prose."""
    head = items[: next((i for i, item in enumerate(items) if item.is_prose), 0)]
    titles = [item for item in head if item.reason is None][:1]
    for before, after in pairwise(head):
        for item, other in ((before, after), (after, before)):
            dated = other.date is not None and item.date is None
            if dated and item.reason is None and item.words <= 4 and item not in titles and not _ends_line(item):
                item.reason = "name beside the date"


def _drop_repeats(items: Sequence[_Item]) -> None:
    """The headline told again, a third copy of any paragraph, and a beginning, cut off with points, of a whole one.

    A second copy stays: outlets that set their lead twice do so on purpose, and the gold annotations have both.
    """
    seen: Counter[str] = Counter()
    folded = [fold_line(item.paragraph.text) if item.reason is None else "" for item in items]
    known = sorted(set(folded))
    first = next((words for words in folded if words), "")
    for item, words in zip(items, folded, strict=True):
        if item.reason is not None or item.words < 4:
            continue
        if seen[words] >= (1 if words == first and item.is_headline else 2):
            item.reason = "repeated"
        elif _CUT.search(words) and item.words >= 6:
            stem = _CUT.sub("", words)
            at = bisect_left(known, stem)  # texts that begin with the stem follow each other from here
            if any(other.startswith(stem) and other != words for other in known[at : at + 2]):
                item.reason = "repeated lead"
        seen[words] += 1


@dataclass(slots=True)
class _Part:
    """The items of one article, in order; ``title`` is the headline that it began with after the close of another."""

    items: list[_Item] = field(default_factory=list)
    title: _Item | None = None
    title_from: int = 0


def _cut(items: Sequence[_Item]) -> list[_Part]:
    """Deals the page's items out to its articles."""
    parts = [_Part()]
    closes: set[str] = set()
    region: str | None = None
    pending: list[_Item] = []
    """Headlines since the close: of other stories, or the next article's."""
    dated = False
    """Whether a date line stands among the pending headlines."""

    def flush(reason: str | None) -> None:
        for held in pending:
            held.reason = held.reason or reason
        pending.clear()

    told = False
    """Whether the part has a sentence already: before that, nothing closes it."""

    for at, item in enumerate(items):
        part = parts[-1]
        role = item.verdict.role if item.verdict else None
        part.items.append(item)
        if role in _CLOSES:
            assert role is not None
            if role in ("tags", "related") and pending:
                flush(f"headline beside {region or 'the end of an article'}")
            if told:
                closes.add(role)
                region = role if role in ("tags", "related") else region
            continue
        if role == "read also":
            assert item.verdict is not None
            rest = item.verdict.rest
            if rest is None or rest >= len(item.paragraph.text):
                region = "read also"
            elif closes:
                region = "read also"
                pending.append(item)
            continue
        if role == "headline" and part.title is None and not told and item.verdict:
            part.title, part.title_from = item, item.verdict.rest or 0
            continue
        if item.reason is not None:
            dated = dated or (bool(pending) and item.date is not None and item.date.date is not None)
            continue
        if region is None and not closes:
            told = told or ends_sentence(item.paragraph.text)
            continue
        if item.is_headline and not item.is_prose and not _announces(items, at):
            pending.append(item)
            continue
        # Prose after a close: another article, the summary of a related story, or the same article going on.
        strong = bool(closes & _STRONG) or len(closes) >= 2 or (bool(closes) and dated)
        dated = dated or (bool(pending) and read_dateline(item.paragraph.text) is not None)
        if strong and pending and _weigh(items, at) >= (_ALONE if region == "related" else _PROSE):
            title = _choose_title(pending)
            flush("headline of another story")
            begin = len(part.items) - 1
            while part.items[begin] is not title:
                begin -= 1
            new = _Part(part.items[begin:], title, _title_start(title))
            del part.items[begin:]
            parts.append(new)
            closes, region, dated = set(), None, False
        elif strong and region == "related":
            item.reason = "summary of a related story"
        else:
            flush("headline of another story" if region else None)
            closes, region, dated = set(), None, False
    flush("headline of another story" if region or closes & _STRONG else None)
    return parts


def _announces(items: Sequence[_Item], at: int) -> bool:
    """Whether a line of some words with a colon begins a list: no headline, but an article that goes on."""
    text = items[at].paragraph.text
    after = next((item.paragraph for item in items[at + 1 :] if item.reason is None), None)
    return items[at].words >= 4 and text.rstrip("\u200f ").endswith(":") and after is not None and after.bullet


def _choose_title(pending: list[_Item]) -> _Item:
    """The last headline, or the one before it when the two stand in one group of lines: then the last is its lead.

    The title, and its lead, are no longer pending.
    """
    last = pending.pop()
    if pending and not last.paragraph.gap and pending[-1].paragraph.gap and not last.paragraph.bullet:
        return pending.pop()
    return last


def _title_start(item: _Item) -> int:
    return item.verdict.rest or 0 if item.verdict else 0


def _weigh(items: Sequence[_Item], at: int) -> int:
    """The words of prose from an item to the next close; two paragraphs weigh as much as an article."""
    words = paragraphs = 0
    for item in (items[i] for i in range(at, len(items))):
        if words >= _ALONE or (item.verdict and item.verdict.role in _CLOSES):
            break
        if item.reason is None and item.is_prose:
            words, paragraphs = words + item.words, paragraphs + 1
            if paragraphs == 2:
                return max(words, _ALONE)
    return words


def _finish(part: _Part, text: str) -> Draft:
    """The article of a part: title found, teasers dropped, blocks made, date and outlet read."""
    kept = [item for item in part.items if item.reason is None]
    _drop_teasers(kept)
    _drop_cut_leads(kept)
    kept = [item for item in kept if item.reason is None]
    title = part.title or _find_title(kept)
    draft = Draft()
    for item in part.items:
        p = item.paragraph
        start, end = p.start, p.end
        if item is title:
            start += part.title_from
            desk = find_desk(text[start:end])
            if desk:
                draft.left_out.append(LeftOut(start, start + desk, "desk of an agency"))
            start += desk
            end -= _site_suffix(text[start:end])
            draft.blocks.append(Block(start, end, text[start:end], "title"))
        elif item.reason is None:
            end -= find_inline_marks(p.text)
            draft.blocks.append(Block(start, end, text[start:end]))
        if item is not title and item.reason is not None:
            draft.left_out.append(LeftOut(start, end, item.reason))
            continue
        if item is title and part.title_from and item.verdict:
            draft.left_out.append(LeftOut(p.start, p.start + part.title_from, item.verdict.reason))
        if end < p.end:
            draft.left_out.append(LeftOut(end, p.end, "name of the site" if item is title else "mark of an agency"))
    draft.published = _find_date(part.items)
    draft.outlet = next((name for item in part.items if (name := _outlet_of(item))), None)
    return draft


def _outlet_of(item: _Item) -> str | None:
    if item.verdict and item.verdict.role == "source" and item.verdict.rest is not None:
        return read_outlet(item.paragraph.text[item.verdict.rest :])
    return None


def _find_date(items: Sequence[_Item]) -> str | None:
    """The publication date: of a date line, else a dateline, else of an update, else the latest embedded tweet's."""
    lines = [item.date for item in items if item.date and item.date.date]
    if stated := [line.date for line in lines if line.rank == 0]:
        return stated[0]
    first = [item for item in items if item.reason is None and item.is_prose][:2]
    for item in first:
        if dated := read_dateline(item.paragraph.text):
            return dated
    if updated := [line.date for line in lines]:
        return updated[0]
    tweets = [read_tweet_date(i.paragraph.text) for i in items if i.verdict and i.verdict.role == "tweet"]
    return max((date for date in tweets if date), default=None)


def _find_title(kept: Sequence[_Item]) -> _Item | None:
    """The first line, if it is a headline and not the beginning of the text."""
    if not kept:
        return None
    if len(kept) > 2 and kept[0].words == 1 and kept[1].is_headline and kept[1].words >= 4:
        kept[0].reason = "name of a section"
        kept = kept[1:]
    first = kept[0]
    if not first.is_headline or first.words < 2 or _CLOSING_COLON.search(first.paragraph.text):
        return None
    if len(kept) == 1:
        return first if first.paragraph.heading else None
    return first


def _site_suffix(title: str) -> int:
    """How many characters at a title's end name the site ('… | News of Doha')."""
    match = _SITE_SUFFIX.search(title, max(0, len(title) - 60))
    if not match:
        return 0
    names = fold_line(match.group(2)).split()
    known = any(name in words.site_words for words in load_words().values() for name in (names[0], names[-1]))
    sure = known and len(names) <= 4 and (len(names) >= 2 or "|" in match.group(1))
    return len(match.group()) if sure and count_words(title[: match.start()]) >= 3 else 0


def _drop_teasers(kept: Sequence[_Item]) -> None:
    """Two and more headlines in a row amid paragraphs that all end with a full stop point to other stories.

    One alone may be a sub-heading, and a list that a colon announces belongs to the text: both are kept.
    """
    prose = [item for item in kept if item.words >= 8 and not item.paragraph.bullet]
    ended = [item for item in prose if _ends_story_sentence(item.paragraph.text)]
    begin = next((i for i, item in enumerate(kept) if item.is_prose), None)
    if begin is None or len(ended) < 4 or len(ended) < 0.6 * len(prose):
        return
    run: list[_Item] = []
    announced = False
    for before, item in zip(kept[begin:], [*kept[begin + 1 :], None], strict=True):
        announced = not run and (_CLOSING_COLON.search(before.paragraph.text) is not None or announced)
        if announced:
            announced = item is not None and _is_teaser(item)
            continue
        if item is not None and _is_teaser(item):
            run.append(item)
            continue
        if len(run) >= 2:
            for teaser in run:
                teaser.reason = "headline of another story"
        run = []


def _is_teaser(item: _Item) -> bool:
    p = item.paragraph
    return (
        not p.bullet and not p.heading and 4 <= item.words <= 18 and item.is_headline
        and not _CLOSING_COLON.search(p.text) and p.text[-1] not in "\"”»'"
    )  # fmt: skip


def _drop_cut_leads(kept: Sequence[_Item]) -> None:
    """Leads of other stories below an article, cut off at one length: a site's list of teasers without its headline.

    Known by at least two of them that break off without a full stop at lengths within three characters; from there
    upwards the complete ones go too, up to the first paragraph that goes on with a story.
    """
    tail = list(kept[1:])
    cut = [
        i for i, item in enumerate(tail) if len(item.paragraph.text) >= 120 and not ends_sentence(item.paragraph.text)
    ]
    lengths = [len(tail[i].paragraph.text) for i in cut]
    longest = max(lengths, default=0)
    alike = [i for i, length in zip(cut, lengths, strict=True) if longest - length <= 3]
    if len(alike) < 2 or alike[-1] != len(tail) - 1:
        return
    for item in reversed(tail):
        text = item.paragraph.text
        if len(text) > longest + 3 or _goes_on(text):
            return
        item.reason = "lead of another story"


def _goes_on(text: str) -> bool:
    """Whether a paragraph begins as one in mid-story does: with 'and', 'but', 'for his part' …"""
    folded = fold_line(text)
    if folded[:1] in ("و", "ف"):
        return True
    return any(
        folded.startswith(c + " ") or folded.startswith(c + "،")
        for words in load_words().values()
        for c in words.connectives
    )
