"""Our extractor, ``rules``: the pipeline behind the contract of `kg.extraction.Extractor`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.errors import ExtractorError
from kg.extraction import SentenceExplanation
from kg.languages.additions import Additions, read_additions
from kg.languages.pack import list_languages, load_pack
from kg.model import Article, Event
from kg.pipeline.components import COMPONENTS, make_doc, make_pipeline
from kg.pipeline.explaining import explain_scene
from kg.pipeline.finishing import EXTRACTOR
from kg.pipeline.materials import hash_materials
from kg.pipeline.models import Models
from kg.pipeline.network import Network

__all__ = ["RuleExtractor"]


class RuleExtractor:
    """Finds events by a lexicon of triggers, a grammar of names, and small trained models that weigh both."""

    name = EXTRACTOR
    version = kg.__version__

    def __init__(self, models: Mapping[str, Models | Network] | None = None) -> None:
        """``models`` are weights to use in place of a language's own, by language."""
        self._models = dict(models or {})
        self._pipelines: dict[str, Language] = {}
        self._model: str | None = None
        self._added: Mapping[str, Additions] = {}

    @property
    def materials(self) -> Mapping[str, str]:
        """The rules and weights by name, each with the SHA-256 of its files: what else its events depend on."""
        return hash_materials(self.languages, self._added)

    def use_model(self, model: str) -> None:
        """Parse with an installed spaCy pipeline of this name, in the languages that are parsed (English)."""
        self._model = model
        self._pipelines.clear()

    def use_lexicon(self, folder: Path) -> None:
        """Read with a user's own words, too (`kg.languages.additions`). Raises `LanguageError` for a wrong entry."""
        self._added = read_additions(folder, self.languages)
        for language, added in self._added.items():  # all of them are checked, whatever will be read
            load_pack(language, self._model, added)
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
            self._pipelines[language] = make_pipeline(
                language, self._models.get(language), self._model, self._added.get(language)
            )
        nlp = self._pipelines[language]
        return nlp(make_doc(nlp, article))

    def explain(self, article: Article) -> Iterator[SentenceExplanation]:
        """Every sentence: its events, and each word that might have been one, with what kept it from being one."""
        doc = self.read(article)
        first = self._pipelines[article.language or ""].get_pipe(COMPONENTS[0])
        pack, threshold = first.pack, first.judge.threshold  # type: ignore[attr-defined]
        for scene in doc._.scenes:
            drafts = [draft for draft in doc._.drafts if draft.scene is scene]
            yield explain_scene(article, scene, doc._.events, drafts, threshold, pack)
