"""The English and Arabic labels of the statuses of an event.

Generated from ontology/ by tools/generate_vocabulary.py: do not edit.
"""

from collections.abc import Mapping

STATUSES: Mapping[str, tuple[str, str]] = {
    "actual": ("Actual", "واقع"),
    "negated": ("Negated", "منفي"),
    "planned": ("Planned", "مقرر"),
    "possible": ("Possible", "محتمل"),
}
