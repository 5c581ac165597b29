"""IRIs: flat, ASCII, stable, made from content, all under one configurable base.

``<base>article-…`` names an article and its graph, ``report-…`` one telling, ``event-…`` what reports tell of. States
and whatever else has a verified Wikidata id keep Wikidata's IRI. One flat namespace, because rdflib's Turtle writer is
superlinear in the number of namespaces.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kg.errors import StoreError
from kg.model import Participant, hash_id
from kg.vocabulary.namespaces import BASE, WD

__all__ = ["Minter", "slugify"]

_LOCAL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_QID = re.compile(r"wd:(Q[1-9][0-9]*)")
_BASE = re.compile(r"https?://[A-Za-z0-9._~:/-]+[/#]")

#: Longer slugs are cut and closed by a hash of the whole.
LONGEST_SLUG = 80

#: First words of the ids that the graph gives to its own parts; no entity may take one of them.
_RESERVED = frozenset(
    "article correction corrections report event events entities failure mention resource run runs sentence ties "
    "unresolved vocabulary".split()
)


def slugify(text: str) -> str:
    """A text as lower-case ASCII words joined by hyphens.

    What ASCII cannot hold (Arabic, say) is told apart by a short hash of the whole text, normalised to NFC.
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    if lost or not slug or len(slug) > LONGEST_SLUG:
        mark = hash_id(unicodedata.normalize("NFC", text), length=10)
        slug = f"{slug[:LONGEST_SLUG].strip('-')}-{mark}".strip("-")
    return slug


@dataclass(frozen=True, slots=True)
class Minter:
    """Makes the IRIs of one store. ``base`` must end in ``/`` or ``#``; raises `StoreError` when it cannot be one."""

    base: str = BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise StoreError(
                f"{self.base!r} cannot be a base of IRIs: give an http(s) address of ASCII characters ending in / or #"
            )

    @property
    def events(self) -> str:
        """The graph of merged events."""
        return self.base + "events"

    @property
    def entities(self) -> str:
        """The graph that describes entities: labels, classes, parties."""
        return self.base + "entities"

    @property
    def ties(self) -> str:
        """The graph of shortcuts between entities."""
        return self.base + "ties"

    @property
    def vocabulary(self) -> str:
        """The graph that names the acts, types and statuses in both languages."""
        return self.base + "vocabulary"

    @property
    def corrections(self) -> str:
        """The graph of corrections that people made."""
        return self.base + "corrections"

    @property
    def runs(self) -> str:
        """The graph of runs of the builder."""
        return self.base + "runs"

    def article(self, article_id: str) -> str:
        """An article, and the graph of what it tells."""
        return f"{self.base}article-{article_id}"

    def failure(self, path: str) -> str:
        """What could not be read or told in the graph, by its path."""
        return f"{self.base}failure-{hash_id(path)}"

    def run(self, run_id: str) -> str:
        """A run of the builder."""
        return f"{self.base}run-{slugify(run_id)}"

    def resource(self, name: str) -> str:
        """A program, or rules or weights, by name and version or hash."""
        return f"{self.base}resource-{slugify(name)}"

    def correction(self, fingerprint: str) -> str:
        """A correction, by the hash of what it says."""
        return f"{self.base}correction-{fingerprint}"

    def report(self, article_id: str, start: int, count: int = 0) -> str:
        """A telling: from the article and the trigger's offset, never from its slots.

        ``count`` tells apart events that share a trigger, in the extractor's order.
        """
        return f"{self.base}report-{article_id}-{start}" + (f"-{count}" if count else "")

    def event(self, report: str) -> str:
        """The event that has a report as its first."""
        return f"{self.base}event-{report.removeprefix(f'{self.base}report-')}"

    def sentence(self, article_id: str, start: int) -> str:
        """A sentence of an article."""
        return f"{self.base}sentence-{article_id}-{start}"

    def mention(self, article_id: str, start: int, end: int, entity: str) -> str:
        """Words of an article that name an entity."""
        return f"{self.base}mention-{article_id}-{start}-{end}-{hash_id(entity, length=8)}"

    def entity(self, local: str) -> str:
        """An entity by its id: ``wd:Q846``, or a flat id of ours."""
        qid = _QID.fullmatch(local)
        if qid:
            return WD + qid[1]
        slug = local if _LOCAL.fullmatch(local) and len(local) <= LONGEST_SLUG else slugify(local)
        return self.base + (f"entity-{slug}" if slug.split("-")[0] in _RESERVED else slug)

    def participant(self, participant: Participant, article_id: str) -> str:
        """A participant; one whose words leave open who is meant is told apart by where they stand."""
        if not participant.resolved:
            return f"{self.base}unresolved-{article_id}-{participant.start}-{participant.end}"
        if participant.id:
            return self.entity(participant.id)
        name = participant.name or participant.name_ar or participant.text
        return self.entity(slugify(" ".join(filter(None, (participant.kind, participant.country, name)))))

    def place(self, name: str, place_id: str | None) -> str:
        """A place by its id, else by its name."""
        return self.entity(place_id) if place_id else f"{self.base}place-{slugify(name)}"
