"""The grammar of Arabic noun phrases that name participants.

An office (وزير الخارجية), a body (وزارة الخارجية، الجيش) or a collective (الجانبان) heads a phrase; a nisba adjective
(القطري), a genitive (قطر) or a prepositional phrase (للأمم المتحدة) tells whose it is; a name may follow. What a
phrase leaves out (which minister?) is filled in by the article's memory, or left open for the pipeline to resolve.
"""

from kg.languages.ar.participants.reading import find_mentions

__all__ = ["find_mentions"]
