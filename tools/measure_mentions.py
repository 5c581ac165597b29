"""How well the participants of a gold file are found as mentions: ``python -m tools.measure_mentions GOLD.jsonl``.

For every actor, recipient and speaker of the gold events whose words stand in the sentence: is there a mention that
overlaps them, and does it give the right country, name and kind? An article's sentences are read in order with one
memory, as the pipeline does. Participants whose words are a trigger of the sentence (dropped subjects) are left out.
Words that stand for several participants or refer back to them (الجانبان، البيان، بينهما) are for the pipeline to
resolve; they are counted apart, and the figure for them is whether an open mention, or a right one, stands there.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.languages.analysis import Mention, Word
from kg.languages.ar.memory import Memory
from kg.languages.ar.names import load_names, load_segmenter
from kg.languages.ar.participants import find_mentions
from kg.languages.ar.tagger import load_tagger
from kg.languages.ar.titles import load_titles
from kg.languages.ar.words import read_words
from kg.model import Article
from kg.pipeline.outlets import find_home
from training.gold import GoldArticle, GoldSentence, read_gold

ROLES = ("actors", "recipients", "said_by")
FIGURES = ("found", "country", "name", "kind")


class Reader:
    """All that finding mentions needs, loaded once."""

    def __init__(self, passes: int) -> None:
        self.segmenter = load_segmenter()
        self.tagger = load_tagger()
        self.names = load_names()
        self.titles = load_titles(lambda text: [w.key for w in read_words(text, 0, self.segmenter)])
        self.passes = passes

    def words(self, text: str) -> list[Word]:
        """The tagged words of a sentence."""
        words = read_words(text, 0, self.segmenter)
        self.tagger.tag(words)
        return words

    def read(self, article: GoldArticle) -> list[tuple[GoldSentence, list[Word], list[Mention]]]:
        """The sentences of an article with their words and mentions."""
        memory = Memory(outlet=find_home(Article(article.name, 0, article.text, (), outlet=article.outlet)))
        read = [(sentence, self.words(sentence.text)) for sentence in article.sentences]
        for _ in range(self.passes - 1):
            for _, words in read:
                find_mentions(words, self.names, self.titles, memory)
            memory.rewind()
        return [(s, words, find_mentions(words, self.names, self.titles, memory)) for s, words in read]


def fold_name(name: str | None) -> str:
    """A name as the scorer compares it: no case, accents or punctuation."""
    text = unicodedata.normalize("NFKD", name or "").lower()
    return " ".join(re.sub(r"[^\w\s]", " ", "".join(c for c in text if not unicodedata.combining(c))).split())


def find_all(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Every place where a part stands in a text."""
    at = text.find(part)
    while part and at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + 1)


def judge(gold: dict[str, Any], mention: Mention | None) -> dict[str, bool]:
    """Which figures a mention gets right, by the member that comes nearest."""
    if mention is None:
        return dict.fromkeys(FIGURES, False)
    best: dict[str, bool] = {"found": True, "country": False, "name": False, "kind": False}
    for member in mention.members:
        got = {
            "found": True,
            "country": (gold["country"] or fold_name(gold["name"])) == (member.country or fold_name(member.name)),
            "name": fold_name(gold["name"]) == fold_name(member.name),
            "kind": gold["kind"] == member.kind,
        }
        if sum(got.values()) > sum(best.values()):
            best = got
    return best


def show_mention(text: str, words: list[Word], mention: Mention | None) -> str:
    """A mention on one line."""
    if mention is None:
        return "nothing"
    members = "; ".join(f"{m.name} ({m.country}, {m.kind})" for m in mention.members) or "open"
    return f"{text[words[mention.start].start : words[mention.end - 1].end]} [{mention.form}] = {members}"


def list_implied(sentence: GoldSentence) -> set[str]:
    """The words of a sentence that stand for several participants of one event."""
    found: set[str] = set()
    for event in sentence.events:
        counts = Counter(gold["text"] for role in ROLES for gold in event[role])
        found |= {text for text, n in counts.items() if n > 1}
    return found


_NOUNS = "بيان لقاء مباحثات اجتماع قمة محادثات جلسة مشاورات عقوبات مذكرة مسودة توقيع خطوة تهديدات قرار حرب قصف"
_BACK = re.compile(
    rf"(?:هذ[اه] )?[وفبلك]?(?:ال|ل)?(?:{'|'.join(_NOUNS.split())})(?:ه|ها|هما|هم|نا|ات)?(?: \w+)?"
    r"|\w{0,4}(?:ه|ها|هما|هم|نا)"
)


def refers_back(text: str, words: list[Word]) -> bool:
    """Whether words name nobody: a pronoun, a verb or participle, a document or meeting that stands for its parties."""
    own = [w for w in words if w.text in text and w.piece == "stem"]
    if any(w.tag == "PROPN" for w in own):
        return False
    verb = len(text.split()) == 1 and (
        text.endswith(("اً", "ًا")) or any(w.tag == "VERB" and w.text in text for w in own)
    )
    return verb or bool(_BACK.fullmatch(text))


@dataclass
class Measured:
    """What was counted: rows of figures, errors by group, mentions that no gold participant has."""

    rows: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unused: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    found: int = 0
    used: int = 0

    def share(self, row: str, figure: str) -> float:
        """A figure of a row, from 0 to 1."""
        return self.rows[row][figure] / self.rows[row]["n"]


def measure(gold: Path, passes: int = 2) -> Measured:
    """The figures of a gold file whose articles lie beside it; of several mentions that overlap, the better counts."""
    reader, measured = Reader(passes), Measured()
    for article in read_gold(gold, gold.parent / "articles"):
        for sentence, words, mentions in reader.read(article):
            _measure_sentence(sentence, words, mentions, measured)
    return measured


def _measure_sentence(sentence: GoldSentence, words: list[Word], mentions: list[Mention], measured: Measured) -> None:
    text, rows = sentence.text, measured.rows
    spans = [(words[m.start].start, words[m.end - 1].end) for m in mentions]
    triggers = {event["trigger"] for event in sentence.events}
    implied = list_implied(sentence)
    used: set[int] = set()
    for gold in (gold for event in sentence.events for role in ROLES for gold in event[role]):
        places = list(find_all(text, gold["text"]))
        if not places or gold["text"] in triggers:
            measured.dropped += 1
            continue
        near = [(min(end, b) - max(start, a), n) for start, end in places
                for n, (a, b) in enumerate(spans) if min(end, b) > max(start, a)]  # fmt: skip
        used |= {n for _, n in near}
        top = max(near)[0] if near else 0
        options: list[Mention | None] = [mentions[n] for size, n in near if size * 2 >= top] or [None]
        mention, got = max(((m, judge(gold, m)) for m in options), key=lambda p: sum(p[1].values()))
        back = gold["text"] in implied or refers_back(gold["text"], words)
        is_open = back and mention is not None and not mention.members
        form = f"form {mention.form}" if mention else "no mention"
        for row in ("referring back",) if back else (gold["kind"], "all", form):
            rows[row]["n"] += 1
            for figure in FIGURES:
                rows[row][figure] += got[figure] or is_open
        wrong = next((figure for figure in FIGURES if not got[figure]), None)
        if wrong and not back:
            wanted = f"{gold['text']} = {gold['name']} ({gold['country']}, {gold['kind']})"
            measured.errors[f"{wrong} wrong, {gold['kind']}"][f"{wanted} | {show_mention(text, words, mention)}"] += 1
    measured.found += len(mentions)
    measured.used += len(used)
    if sentence.events:
        for n, mention in enumerate(mentions):
            if n not in used:
                measured.unused[f"{mention.form:12} {show_mention(text, words, mention)}"] += 1


def main() -> None:
    """Print the figures of a gold file, and the errors in groups."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--passes", type=int, default=2, help="how often an article is read; the pipeline does so twice"
    )
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N most frequent errors of a group")
    parser.add_argument("--unused", type=int, default=0, metavar="N", help="show N mentions that no participant has")
    args = parser.parse_args()
    measured = measure(args.gold, args.passes)
    print(f"{measured.dropped} participants without words of their own left out")
    print(f"{measured.found} mentions, {measured.used} of participants")
    print(f"{'':20}{'n':>6}" + "".join(f"{f:>9}" for f in FIGURES))
    for row in sorted(
        measured.rows, key=lambda r: (r.startswith(("form", "no ", "referring")), -measured.rows[r]["n"])
    ):
        shares = "".join(f"{measured.share(row, figure):>9.3f}" for figure in FIGURES)
        print(f"{row:20}{measured.rows[row]['n']:>6}{shares}")
    if args.errors:
        for group in sorted(measured.errors, key=lambda g: -measured.errors[g].total()):
            print(f"\n== {group}: {measured.errors[group].total()}")
            for told, n in measured.errors[group].most_common(args.errors):
                print(f"{n:4} {told}")
    if args.unused:
        print("\n== mentions that no gold participant has")
        for told, n in measured.unused.most_common(args.unused):
            print(f"{n:4} {told}")


if __name__ == "__main__":
    main()
