"""What a headline tells in the present tense, and its article as still to come, is planned: الوزير يزور نيروبي غدا."""

from __future__ import annotations

from collections.abc import Sequence

from kg.pipeline.scene import Draft, code_of

__all__ = ["settle_headlines"]


def settle_headlines(drafts: Sequence[Draft]) -> None:
    """Sets the status of such events of the headline; ``drafts`` are all of an article.

    Of 13 annotated headlines of this form, whose act the article tells as planned wherever it tells it, 9 are planned.
    """
    body = [draft for draft in drafts if not draft.scene.title]
    for draft in drafts:
        reading = draft.candidate.reading(draft.act)
        if not draft.scene.title or draft.status != "actual" or reading is None or reading.tense != "present":
            continue
        doers = {code_of(role.entity) for role in draft.actors}
        same = [d.status for d in body if d.act == draft.act and {code_of(r.entity) for r in d.actors} == doers]
        if same and set(same) == {"planned"}:
            draft.status = "planned"
