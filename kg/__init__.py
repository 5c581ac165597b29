"""Builds a knowledge graph of diplomatic events, with their evidence, from Arabic and English news.

>>> import kg
>>> for event in kg.extract("page.txt"):        # doctest: +SKIP
...     print(kg.say(event, "en"))
>>> kg.build(["pages/"], store="graph")         # doctest: +SKIP
>>> kg.open_graph("graph").query("SELECT …")    # doctest: +SKIP

Every name below is loaded when it is first used, so that ``import kg`` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.builder import build, extract
    from kg.errors import KgError
    from kg.model import Article, Event, Participant
    from kg.notebook import open_graph
    from kg.reading import read_articles
    from kg.statements import say

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Event",
    "KgError",
    "Participant",
    "__version__",
    "build",
    "extract",
    "open_graph",
    "read_articles",
    "say",
]

_HOMES = {
    "Article": "kg.model",
    "Event": "kg.model",
    "KgError": "kg.errors",
    "Participant": "kg.model",
    "build": "kg.builder",
    "extract": "kg.builder",
    "open_graph": "kg.notebook",
    "read_articles": "kg.reading",
    "say": "kg.statements",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
