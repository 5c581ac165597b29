"""What holds of headlines: a noun may tell the news without a verb, and the present tense what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.pack import Pack
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.scene import Candidate, Draft, Scene, code_of

__all__ = ["settle_headlines", "tell_headline"]

#: How far behind the noun 'between' may stand, in words.
_NEAR = 7


def tell_headline(scene: Scene, pack: Pack) -> None:
    """Makes an event of the noun with which a headline begins, where it names behind 'between' who acts together.

    اتفاقية تعاون بين كينيا والنرويج: of 18 annotated headlines of this form 16 are such an event. A deal of which no
    more is told is an agreement; that it was signed would have to be said.
    """
    first = next((c for c in scene.candidates if c.index == 0), None)
    if not scene.title or first is None:
        return
    acts = [act for act in first.acts if act in RECIPROCAL_ACTS]
    if not acts or scene.words[0].tag == "VERB" or not _names_both(scene, first, pack):
        return
    deal = not {"sign", "agree"}.isdisjoint(acts)
    first.act = "agree" if deal else max(acts, key=lambda act: (first.weighed.get(act, 0.0), act))
    first.score = max(first.weighed.values(), default=0.0)


def _names_both(scene: Scene, first: Candidate, pack: Pack) -> bool:
    """Whether two or more are named behind 'between', with no verb and no event before it."""
    words = scene.words
    near = range(first.end, min(len(words), first.end + _NEAR))
    at = next((k for k in near if words[k].key in pack.syntax.between or words[k].tag == "VERB"), None)
    if at is None or words[at].tag == "VERB" or any(c.act for c in scene.candidates if c.index < at):
        return False
    return any(group.start == at + 1 and len(group.countries) > 1 for group in scene.groups)


def settle_headlines(drafts: Sequence[Draft]) -> None:
    """Sets the status of what the headline tells in the present tense and the article as still to come.

    الوزير يزور نيروبي غدا. Of 13 annotated headlines of this form, whose act the article tells as planned wherever it
    tells it, 9 are planned. ``drafts`` are all of an article.
    """
    body = [draft for draft in drafts if not draft.scene.title]
    for draft in drafts:
        reading = draft.candidate.reading(draft.act)
        if not draft.scene.title or draft.status != "actual" or reading is None or reading.tense != "present":
            continue
        doers = {code_of(role.entity) for role in draft.actors}
        same = [d.status for d in body if d.act == draft.act and {code_of(r.entity) for r in d.actors} >= doers]
        if same and set(same) == {"planned"}:
            draft.status = "planned"
