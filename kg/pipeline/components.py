"""The walk as a spaCy pipeline: a Doc of an article's prose, and one component for each step that is taken over it.

========================  ==============================================================  =================
`make_doc`                sentences, words with their clitics apart, word classes          `Doc`
``kg_participants``       who is named                                                     ``doc.spans``
``kg_dates``              when                                                             ``doc.spans``
``kg_triggers``           which words tell of an act                                       ``doc.spans``
``kg_roles``              who did it, to whom, who says so; across the sentences           ``doc._.drafts``
``kg_slots``              whether, when, where, what about                                 ``doc._.drafts``
``kg_records``            the finished events, with their evidence                         ``doc._.events``
========================  ==============================================================  =================

The steps themselves are in `kg.pipeline.steps`, by which extraction takes them without spaCy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.languages.additions import Additions
from kg.languages.loading import pause_collection
from kg.languages.pack import Pack, load_pack
from kg.model import Article
from kg.pipeline.extensions import register_extensions
from kg.pipeline.judges import Judge, make_judge
from kg.pipeline.models import Models
from kg.pipeline.network import Network
from kg.pipeline.scene import Scene
from kg.pipeline.steps import STEPS, Step, begin_walk

__all__ = ["COMPONENTS", "make_doc", "make_pipeline"]

COMPONENTS = ("kg_participants", "kg_dates", "kg_triggers", "kg_roles", "kg_slots", "kg_records")


@pause_collection()
def make_pipeline(
    language: str,
    models: Models | Network | None = None,
    model: str | None = None,
    added: Additions | None = None,
) -> Language:
    """A spaCy pipeline of a language; it takes the Docs of `make_doc`.

    ``models`` are the trained weights, by default those of the language's pack; ``model`` names an installed spaCy
    pipeline that sentences are parsed with in place of the language's own; ``added`` are the user's own words. Raises
    `LanguageError`.
    """
    register_extensions()
    pack = load_pack(language, model, added)
    try:
        nlp = spacy.blank(language)
    except ImportError:  # spaCy has no such language; ours needs none of its rules
        nlp = spacy.blank("xx")
    judge = make_judge(pack, models)
    for name in COMPONENTS:
        nlp.add_pipe(name)
        component = nlp.get_pipe(name)
        component.pack, component.judge = pack, judge  # type: ignore[attr-defined]
    return nlp


def make_doc(nlp: Language, article: Article) -> Doc:
    """The article's prose as a Doc, with its sentences and the words' classes."""
    pack: Pack = nlp.get_pipe(COMPONENTS[0]).pack  # type: ignore[attr-defined]
    walk = begin_walk(article, pack)
    words = [word for scene in walk.scenes for word in scene.words]
    doc = Doc(
        nlp.vocab,
        words=[word.text for word in words],
        spaces=[not following.glued for following in words[1:]] + [False] * bool(words),
        pos=[word.tag for word in words],
        sent_starts=[k == 0 for scene in walk.scenes for k in range(len(scene.words))],
    )
    for token, word in zip(doc, words, strict=True):
        token.norm_ = word.full
    doc._.walk, doc._.words = walk, words
    return doc


class _Component:
    """A step over a Doc of `make_doc`, and the spans that stand for what it found."""

    pack: Pack
    judge: Judge

    def __init__(self, name: str, step: Step) -> None:
        self.name = name
        self._step = step

    def __call__(self, doc: Doc) -> Doc:
        with self.judge.at_work():
            self._step(doc._.walk, self.pack, self.judge)
        if self.name in _SPANS:
            key, find = _SPANS[self.name]
            doc.spans[key] = [
                Span(doc, at + start, at + end, label=label)
                for at, scene in _placed(doc)
                for start, end, label in find(scene)
            ]
        return doc


#: The spans of a component: under which key of ``doc.spans``, and first word, word after the last and label of each.
_SPANS: dict[str, tuple[str, Callable[[Scene], list[tuple[int, int, str]]]]] = {
    "kg_participants": ("participants", lambda scene: [(m.start, m.end, m.form) for m in scene.mentions]),
    "kg_dates": ("dates", lambda scene: [(start, end, date.kind) for start, end, date in scene.dates]),
    "kg_triggers": ("triggers", lambda scene: [(c.index, c.end, c.act) for c in scene.candidates if c.act]),
}


def _placed(doc: Doc) -> list[tuple[int, Scene]]:
    """Each scene with the number of its first token."""
    found, at = [], 0
    for scene in doc._.scenes:
        found.append((at, scene))
        at += len(scene.words)
    return found


def _register(name: str, step: Step) -> None:
    def make(nlp: Language, name: str) -> Any:
        return _Component(name, step)

    Language.factory(name, func=make)


for _name, _step in zip(COMPONENTS, STEPS, strict=True):
    _register(_name, _step)
