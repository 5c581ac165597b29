"""``kg explain``: sentence by sentence, what was found, by which rule, and why nothing was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import PARTLY, lang_option, pick_extractor, pick_lexicon, pick_model
from kg.cli.terminal import make_console, note

if TYPE_CHECKING:
    from rich.console import Console

    from kg.extraction import SentenceExplanation
    from kg.model import Article
    from kg.statements import StatementLanguage


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--sentence", type=click.IntRange(min=1), metavar="N", help="Only the N-th sentence.")
@lang_option
@pick_extractor
@pick_model
@pick_lexicon
@click.pass_context
def explain(
    ctx: click.Context,
    path: Path,
    sentence: int | None,
    lang: StatementLanguage,
    extractor: str,
    model: str | None,
    lexicon: Path | None,
) -> None:
    """Tell, sentence by sentence, what was found in PATH, by which rule, and why nothing was.

    Then whom and which dates the sentence names, as they were understood. Sentences are numbered through the file, over
    all articles in it.
    """
    from kg.builder import find_articles
    from kg.errors import InputError
    from kg.extraction import explain_checked, load_extractor
    from kg.reading import Skipped

    tool = load_extractor(extractor, model, lexicon)
    console = make_console()
    number, skipped, articles = 0, 0, 0
    for article in find_articles(path):
        if isinstance(article, Skipped):
            note(f"skipped {article}")
            skipped += 1
            continue
        articles += 1
        if sentence is None:
            _print_article(console, article)
        for told in explain_checked(tool, article):
            number += 1
            if sentence in (None, number):
                _print_sentence(console, number, told, lang)
    if not articles:
        ctx.exit(1)
    if sentence is not None and sentence > number:
        raise InputError(f"{path} has {number} sentences; there is no sentence {sentence}")
    ctx.exit(PARTLY if skipped else 0)


def _print_article(console: Console, article: Article) -> None:
    from kg.bidi import isolate

    facts = [
        f"{name} {isolate(value, right_to_left=False)}"
        for name, value in (
            ("title", article.title),
            ("published", article.published),
            ("outlet", article.outlet),
            ("language", article.language),
            ("url", article.url),
        )
        if value
    ]
    console.rule(f"{isolate(article.file, right_to_left=False)}, article {article.part + 1}")
    console.print("; ".join(facts) or "nothing is known about this article", soft_wrap=True)
    for left in article.left_out:
        words = article.text[left.start : left.end].strip()
        shown = isolate(words if len(words) <= 60 else words[:59] + "…", right_to_left=False)
        console.print(f"  not read, {left.start}–{left.end}: {left.reason}: {shown}", soft_wrap=True, style="dim")
    console.print()


#: A run of Arabic words in a line of English, with the marks between them.
_ARABIC = re.compile(r"[\u0600-\u06ff]+(?:[\s\u060c]+[\u0600-\u06ff]+)*")


def _isolate_words(message: str) -> str:
    """A message in English with the Arabic words in it set apart, so that they do not reorder what is around them."""
    from kg.bidi import clean, isolate

    return _ARABIC.sub(lambda run: isolate(run[0], right_to_left=False), clean(message))


def _print_sentence(console: Console, number: int, told: SentenceExplanation, lang: StatementLanguage) -> None:
    from kg.bidi import clean, isolate
    from kg.statements import say

    console.print(f"[{number}] {isolate(told.sentence.text, right_to_left=False)}", soft_wrap=True, style="bold")
    for event in told.events:
        console.print(f"    {say(event, lang)}", soft_wrap=True)
        found = isolate(event.trigger.text, right_to_left=False)
        console.print(
            f"      {event.type} {event.act}, {event.status}, at {found}, by {clean(event.rule)}, "
            f"confidence {event.confidence:.2f}",
            soft_wrap=True,
            style="dim",
        )
    for remark in told.notes:
        words = isolate(remark.words.text, right_to_left=False)
        console.print(f"    no event at {words}: {_isolate_words(remark.message)}", soft_wrap=True)
    if not told.events and not told.notes:
        console.print("    nothing here that could be an event: no word that any rule knows as an act", soft_wrap=True)
    for seen in told.seen:
        words = isolate(seen.words.text, right_to_left=False)
        console.print(f"    {seen.kind} {words}: {_isolate_words(seen.message)}", soft_wrap=True, style="dim")
    console.print()
