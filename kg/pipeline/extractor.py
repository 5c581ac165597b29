"""Our extractor, ``rules``: the pipeline behind the contract of `kg.extraction.Extractor`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.errors import ExtractorError
from kg.extraction import Note, SentenceExplanation
from kg.languages.pack import list_languages, load_pack
from kg.model import Article, Event, Sentence, Words
from kg.pipeline.components import make_doc, make_pipeline
from kg.pipeline.deciding import EVENT
from kg.pipeline.finishing import EXTRACTOR
from kg.pipeline.materials import hash_materials
from kg.pipeline.models import Models
from kg.pipeline.network import Network
from kg.pipeline.scene import Candidate, Scene

__all__ = ["RuleExtractor"]

#: Candidates less likely than this are not worth a note.
_WORTH_NOTING = 0.05


class RuleExtractor:
    """Finds events by a lexicon of triggers, a grammar of names, and small trained models that weigh both."""

    name = EXTRACTOR
    version = kg.__version__

    def __init__(self, models: Mapping[str, Models | Network] | None = None) -> None:
        """``models`` are weights to use in place of a language's own, by language."""
        self._models = dict(models or {})
        self._pipelines: dict[str, Language] = {}
        self._model: str | None = None

    @property
    def materials(self) -> Mapping[str, str]:
        """The rules and weights by name, each with the SHA-256 of its files: what else its events depend on."""
        return hash_materials(self.languages)

    def use_model(self, model: str) -> None:
        """Parse with an installed spaCy pipeline of this name, in the languages that are parsed (English)."""
        self._model = model
        self._pipelines.clear()

    @cached_property
    def languages(self) -> list[str]:
        """The languages that it reads."""
        return list_languages()

    def extract(self, article: Article) -> list[Event]:
        """The events that the article reports, in order. Raises `ExtractorError` for another language."""
        events: list[Event] = self.read(article)._.events
        return events

    def read(self, article: Article) -> Doc:
        """The article as a spaCy Doc with everything that was found in it (`kg.pipeline.extensions`)."""
        language = article.language or ""
        if language not in self.languages:
            raise ExtractorError(
                f"{article.file}: cannot read the language {language or 'unknown'!r}; "
                f"known are {', '.join(self.languages)}"
            )
        if language not in self._pipelines:
            self._pipelines[language] = make_pipeline(language, self._models.get(language), self._model)
        nlp = self._pipelines[language]
        return nlp(make_doc(nlp, article))

    def explain(self, article: Article) -> Iterator[SentenceExplanation]:
        """Every sentence: its events, and each word that might have been one, with what kept it from being one."""
        doc = self.read(article)
        events: list[Event] = doc._.events
        for scene in doc._.scenes:
            inside = tuple(e for e in events if scene.start <= e.trigger.start < scene.end)
            told = {e.trigger.start for e in inside}
            notes = tuple(note for c in scene.candidates if (note := _note(article, scene, c, told)))
            yield SentenceExplanation(
                Sentence(article.text[scene.start : scene.end], scene.start, scene.end), inside, notes
            )


def _note(article: Article, scene: Scene, candidate: Candidate, told: set[int]) -> Note | None:
    start, end = scene.span(candidate.index, candidate.end)
    if start in told:
        return None
    act = candidate.act or max(candidate.acts, key=lambda a: (candidate.scores.get(a, 0.0), a))
    words = Words(article.text[start:end], start, end)
    if candidate.act:
        return Note(words, f"read as {act} ({candidate.score:.2f}), but nobody was found who did it")
    if candidate.score < _WORTH_NOTING:
        return None
    if candidate.score >= EVENT:
        return Note(words, f"could be {act} ({candidate.score:.2f}), but a neighbouring word tells the same act")
    reading = candidate.reading(act)
    need = ""
    if reading is not None and candidate.acts[act] == "lacking":
        comma = load_pack(article.language or "").syntax.comma + " "
        need = f"; it lacks one of: {comma.join(sorted(reading.needs))}"
    return Note(
        words,
        f"could be {act}, but its surroundings make that unlikely "
        f"({candidate.score:.2f} of the {EVENT:.2f} needed){need}",
    )
