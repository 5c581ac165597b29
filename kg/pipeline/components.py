"""The spaCy pipeline: a Doc of an article's prose, and one component for each step that is taken over it.

========================  ==============================================================  =================
`make_doc`                sentences, words with their clitics apart, word classes          `Doc`
``kg_participants``       who is named                                                     ``doc.spans``
``kg_dates``              when                                                             ``doc.spans``
``kg_triggers``           which words tell of an act                                       ``doc.spans``
``kg_roles``              who did it, to whom, who says so; across the sentences           ``doc._.drafts``
``kg_slots``              whether, when, where, what about                                 ``doc._.drafts``
``kg_records``            the finished events, with their evidence                         ``doc._.events``
========================  ==============================================================  =================
"""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.languages.additions import Additions
from kg.languages.loading import pause_collection
from kg.languages.pack import Pack, load_pack
from kg.model import Article
from kg.pipeline.acts import find_candidates
from kg.pipeline.discourse import Discourse, update_discourse
from kg.pipeline.extensions import register_extensions
from kg.pipeline.finishing import finish_events
from kg.pipeline.judges import Judge, make_judge
from kg.pipeline.models import Models
from kg.pipeline.network import Network
from kg.pipeline.outlets import find_home
from kg.pipeline.scene import Draft, Scene, find_participants, read_scenes, read_times

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
    scenes = list(read_scenes(article, pack))
    words = [word for scene in scenes for word in scene.words]
    doc = Doc(
        nlp.vocab,
        words=[word.text for word in words],
        spaces=[not following.glued for following in words[1:]] + [False] * bool(words),
        pos=[word.tag for word in words],
        sent_starts=[k == 0 for scene in scenes for k in range(len(scene.words))],
    )
    for token, word in zip(doc, words, strict=True):
        token.norm_ = word.full
    doc._.article, doc._.scenes, doc._.words = article, scenes, words
    doc._.memory = pack.new_memory(find_home(article))
    return doc


class _Component:
    """A step over all scenes of a Doc."""

    pack: Pack
    judge: Judge

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        self.walk(doc)
        return doc

    def walk(self, doc: Doc) -> None:
        """Do the step."""
        raise NotImplementedError


class Participants(_Component):
    """Finds who is named; the names are remembered from sentence to sentence."""

    def walk(self, doc: Doc) -> None:
        find_participants(doc._.scenes, self.pack, doc._.memory)
        doc.spans["participants"] = [
            span
            for at, scene in _placed(doc)
            for span in (Span(doc, at + m.start, at + m.end, label=m.form) for m in scene.mentions)
        ]


class Dates(_Component):
    """Finds dates and resolves them against the publication date and the dates named before."""

    def walk(self, doc: Doc) -> None:
        anchors: list[str] = []
        for scene in doc._.scenes:
            read_times(scene, doc._.article, self.pack, anchors)
            anchors += [date.edtf for _, _, date in scene.dates if date.edtf]
        doc.spans["dates"] = [
            Span(doc, at + s, at + e, label=d.kind) for at, scene in _placed(doc) for s, e, d in scene.dates
        ]


class Triggers(_Component):
    """Finds the words that may tell of an act, and chooses those that do."""

    def walk(self, doc: Doc) -> None:
        for scene in doc._.scenes:
            find_candidates(scene, self.pack)
        self.judge.choose_acts(doc._.scenes)
        doc.spans["triggers"] = [
            Span(doc, at + c.index, at + c.end, label=c.act)
            for at, scene in _placed(doc)
            for c in scene.candidates
            if c.act
        ]


class Roles(_Component):
    """Gives every event its actors, recipients and those who say so."""

    def walk(self, doc: Doc) -> None:
        home = self.pack.states.get(find_home(doc._.article) or "")
        discourse = Discourse(home=(home,) if home else ())
        drafts: list[Draft] = []
        for scene in doc._.scenes:
            found = [Draft(scene, candidate) for candidate in scene.candidates if candidate.act]
            for k, draft in enumerate(found):
                self.judge.assign_roles(draft, found[:k], discourse)
            update_discourse(discourse, scene, found, self.pack)
            drafts += found
        doc._.drafts = drafts


class Slots(_Component):
    """Gives every event its status, date, place, theme and topics."""

    def walk(self, doc: Doc) -> None:
        for draft in doc._.drafts:
            self.judge.fill_slots(draft, doc._.article.published)


class Records(_Component):
    """Makes the records."""

    def walk(self, doc: Doc) -> None:
        doc._.events = finish_events(doc._.article, doc._.drafts, self.pack)


def _placed(doc: Doc) -> list[tuple[int, Scene]]:
    """Each scene with the number of its first token."""
    found, at = [], 0
    for scene in doc._.scenes:
        found.append((at, scene))
        at += len(scene.words)
    return found


def _register(name: str, component: type[_Component]) -> None:
    def make(nlp: Language, name: str) -> Any:
        return component(name)

    Language.factory(name, func=make)


for _name, _step in zip(COMPONENTS, (Participants, Dates, Triggers, Roles, Slots, Records), strict=True):
    _register(_name, _step)
