"""The grammar of English noun phrases that name participants.

An office (*foreign minister*), a body (*government*) or a collective (*the two sides*) heads a phrase; an adjective of
nationality, a possessive or a phrase behind *of* tells whose it is; a name stands before or behind.
"""

from kg.languages.en.participants.reading import find_mentions

__all__ = ["find_mentions"]
