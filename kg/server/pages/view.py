"""What every page has at hand: the store, the catalogue, the reader's language, and the templates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.bidi import clean, is_right_to_left
from kg.graph.store import GraphStore
from kg.server.answers import Answer
from kg.server.catalogue.reading import Catalogue, Line, Thing
from kg.server.pages.dates import say_date
from kg.tongues import pick
from kg.vocabulary.acts import ACTS
from kg.vocabulary.labels import LABELS
from kg.vocabulary.namespaces import KG, STATUS, WD
from kg.vocabulary.plover import TYPES

__all__ = ["LANGUAGES", "View", "address_of", "say"]

LANGUAGES = ("en", "ar")

#: Classes of the ontology that name the kinds of things.
_KIND_CLASSES = {
    "state": "State", "government": "Government", "person": "Person", "igo": "InternationalOrganisation",
    "nonstate": "NonStateActor", "ngo": "NonGovernmentalOrganisation", "company": "Company",
    "population": "Population", "place": "Place", "agreement": "Agreement", "dialogue": "Dialogue", "round": "Round",
    "issue": "Issue", "unresolved": "UnresolvedParticipant", "office": "Office", "thing": "Entity",
}  # fmt: skip


@cache
def _read_texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("kg.server").joinpath("texts.toml").read_text(encoding="utf-8"))


def say(key: str, lang: str, **values: object) -> str:
    """A text of the interface, with its values set in, in the form that its number ``n`` takes (CLDR)."""
    text = _read_texts()[key]
    number = values.get("n")
    form = Locale(lang).plural_form(number) if isinstance(number, int) else "other"
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return text.get(f"{lang}_{form}", text[lang]).format(**shown)


def address_of(iri: str, base: str) -> str:
    """The address of this server at which an IRI has its page."""
    if iri.startswith(base):
        return f"/id/{quote(iri.removeprefix(base), safe='-._~')}"
    if iri.startswith(WD):
        return f"/wd/{quote(iri.removeprefix(WD), safe='')}"
    return "/iri?" + urlencode({"iri": iri})


@dataclass(slots=True)
class View:
    """One page in the making."""

    store: GraphStore
    catalogue: Catalogue
    lang: str = "en"
    theme: str = ""
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """A text of the interface in the reader's language."""
        return say(key, self.lang, **values)

    def link(self, target: Thing | Line | str) -> str:
        """The address of a thing, an event or an IRI."""
        return address_of(target if isinstance(target, str) else target.iri, self.store.minter.base)

    def pair(self, one: Thing, other: Thing, **more: str) -> str:
        """The address of the page of two."""
        return "/pair?" + urlencode({"a": one.iri, "b": other.iri, **more})

    def here(self, **changes: str) -> str:
        """The address of this page with some of its parameters changed; an empty one falls away."""
        values = {k: v for k, v in {**self.query, **changes}.items() if v != ""}
        return self.path + (f"?{urlencode(values)}" if values else "")

    def date(self, edtf: str | None) -> str:
        """A date in words."""
        return say_date(edtf, self.lang) if edtf else ""

    def act(self, name: str) -> str:
        """What an act is called."""
        return pick(self.lang, en=ACTS[name].label_en, ar=ACTS[name].label_ar)

    def type(self, name: str) -> str:
        """What a PLOVER type is called."""
        return pick(self.lang, en=TYPES[name].label_en, ar=TYPES[name].label_ar)

    def kind(self, name: str) -> str:
        """What a kind of things is called."""
        return self._label(KG + _KIND_CLASSES[name])

    def status(self, name: str) -> str:
        """What a status is called."""
        return self._label(STATUS + name)

    def standing(self, name: str) -> str:
        """What a standing is called."""
        return self._label(KG + name)

    def _label(self, iri: str) -> str:
        english, arabic = LABELS[iri]
        return pick(self.lang, en=english, ar=arabic)

    def plain(self, text: str) -> str:
        """Words of the graph where no markup can stand, without control characters and marks that turn the line."""
        return clean(text)

    def statement(self, line: Line, lang: str = "") -> Markup:
        """An event as a sentence: who is set off, the verb stands out, the rest follows."""
        return self.sentence(line.statement(lang or self.lang))

    def sentence(self, text: str) -> Markup:
        """A statement of `kg.statements`, set as `statement` sets an event's."""
        text = clean(text).strip()
        lang, direction = ("ar", "rtl") if is_right_to_left(text) else ("en", "ltr")
        head, *rest = _without_frame(text).split(" – ")
        html = Markup('<b class="who">{}</b>').format(_shown(head))
        for index, part in enumerate(rest):
            html += Markup(' <span class="{}">{}</span>').format("verb" if index == 0 else "rest", _shown(part))
        return Markup('<span class="statement" lang="{}" dir="{}">{}</span>').format(lang, direction, html)

    def lines(self, text: str) -> str:
        """Words of several lines without control characters and marks that turn them."""
        return "\n".join(map(clean, text.split("\n")))

    def words(self, text: str | None, lang: str | None = None) -> Markup:
        """Words of the graph in their own direction, without marks that would turn what stands around them."""
        text = clean(text or "")
        lang = lang or ("ar" if is_right_to_left(text) else "en")
        return Markup('<bdi lang="{}">{}</bdi>').format(lang, text)

    def render(self, template: str, **values: Any) -> Answer:
        """A page of a template."""
        html = _environment().get_template(template).render(v=self, t=self.say, lang=self.lang, **values)
        return Answer(
            html.encode("utf-8", "replace"), "text/html; charset=utf-8", headers=(("Vary", "Accept, Cookie"),)
        )


def _shown(text: str) -> Markup:
    return escape(clean(text))


def _without_frame(text: str) -> str:
    """A statement without its status before and its time, place and source behind: lists show these beside it."""
    for mark in ("planned: ", "possible: ", "did not happen: ", "مقرَّر: ", "محتمَل: ", "لم يحدث: "):
        text = text.removeprefix(mark)
    while text.endswith(")") and " (" in text:
        text = text[: text.rindex(" (")]
    return text


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kg.server", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
