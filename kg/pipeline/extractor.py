"""Our extractor, ``rules``: the pipeline behind the contract of `kg.extraction.Extractor`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import kg
from kg.errors import ExtractorError
from kg.extraction import SentenceExplanation
from kg.languages.additions import Additions, read_additions
from kg.languages.loading import pause_collection
from kg.languages.pack import Pack, list_languages, load_pack
from kg.model import Article, Event
from kg.pipeline.explaining import explain_scene
from kg.pipeline.finishing import EXTRACTOR
from kg.pipeline.judges import Judge, make_judge
from kg.pipeline.materials import hash_materials
from kg.pipeline.models import Models
from kg.pipeline.network import Network
from kg.pipeline.steps import Walk, walk_article

__all__ = ["RuleExtractor"]


class RuleExtractor:
    """Finds events by a lexicon of triggers, a grammar of names, and small trained models that weigh both."""

    name = EXTRACTOR
    version = kg.__version__

    def __init__(self, models: Mapping[str, Models | Network] | None = None) -> None:
        """``models`` are weights to use in place of a language's own, by language."""
        self._models = dict(models or {})
        self._loaded: dict[str, tuple[Pack, Judge]] = {}
        self._model: str | None = None
        self._added: Mapping[str, Additions] = {}

    @property
    def materials(self) -> Mapping[str, str]:
        """The rules and weights by name, each with the SHA-256 of its files: what else its events depend on."""
        return hash_materials(self.languages, self._added)

    def use_model(self, model: str) -> None:
        """Parse with an installed spaCy pipeline of this name, in the languages that are parsed (English)."""
        self._model = model
        self._loaded.clear()

    def use_lexicon(self, folder: Path) -> None:
        """Read with a user's own words, too (`kg.languages.additions`). Raises `LanguageError` for a wrong entry."""
        self._added = read_additions(folder, self.languages)
        for language, added in self._added.items():  # all of them are checked, whatever will be read
            load_pack(language, self._model, added)
        self._loaded.clear()

    @cached_property
    def languages(self) -> list[str]:
        """The languages that it reads."""
        return list_languages()

    @pause_collection()  # what is made of an article serves to its end
    def extract(self, article: Article) -> list[Event]:
        """The events that the article reports, in order. Raises `ExtractorError` for another language."""
        return self._walk(article).events

    def explain(self, article: Article) -> Iterator[SentenceExplanation]:
        """Every sentence: its events, and each word that might have been one, with what kept it from being one."""
        walk = self._walk(article)
        pack, judge = self._loaded[article.language or ""]
        for scene in walk.scenes:
            drafts = [draft for draft in walk.drafts if draft.scene is scene]
            yield explain_scene(article, scene, walk.events, drafts, judge, pack)

    def _walk(self, article: Article) -> Walk:
        language = article.language or ""
        if language not in self.languages:
            raise ExtractorError(
                f"{article.file}: cannot read the language {language or 'unknown'!r}; "
                f"known are {', '.join(self.languages)}"
            )
        if language not in self._loaded:
            self._loaded[language] = self._load(language)
        return walk_article(article, *self._loaded[language])

    @pause_collection()
    def _load(self, language: str) -> tuple[Pack, Judge]:
        pack = load_pack(language, self._model, self._added.get(language))
        return pack, make_judge(pack, self._models.get(language))
