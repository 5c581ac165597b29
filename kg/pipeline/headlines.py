"""What holds of headlines: a noun, a place or a colon may tell the news without a verb, and the present tense what is
to come."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.analysis import Mention
from kg.languages.pack import Pack
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.marks import ENDS, PAUSES
from kg.pipeline.scene import Candidate, Draft, Group, Scene, code_of, open_candidate

__all__ = ["HEADLINE", "settle_headlines", "tell_headline", "tell_statement"]

#: How an act is known that a headline tells without a word for it, and the rule of its event.
HEADLINE = "headline"

#: How far behind the noun 'between' may stand, in words.
_NEAR = 7


def tell_headline(scene: Scene, pack: Pack) -> None:
    """Makes events of what a headline tells without a verb, and none of what a heading inside an article names."""
    if scene.title and scene.words:
        _tell_noun(scene, pack)
        _tell_visit(scene, pack)
    elif scene.number and _is_label(scene):
        scene.at[0].act = None


#: A heading inside an article has no more words than this.
_LABEL = 12


def _is_label(scene: Scene) -> bool:
    """Whether a line is but a noun that is known, with what belongs to it: المحادثات الكينية النرويجية.

    It names what is told below it. Of nine annotated headings without a verb one is an event, and that of an indefinite
    noun, which tells news (قمة كينية في أوسلو).
    """
    words = scene.words
    alone = len(words) <= _LABEL and words[-1].text not in ENDS
    return alone and 0 in scene.at and words[0].definite and all(word.tag not in ("VERB", "AUX") for word in words)


def _tell_noun(scene: Scene, pack: Pack) -> None:
    """Makes an event of the noun with which a headline begins, where it names behind 'between' who acts together.

    اتفاقية تعاون بين كينيا والنرويج: of 18 annotated headlines of this form 16 are such an event. A deal of which no
    more is told is an agreement; that it was signed would have to be said.
    """
    first = scene.at.get(0)
    if first is None:
        return
    acts = [act for act in first.acts if act in RECIPROCAL_ACTS]
    if not acts or scene.words[0].tag == "VERB" or not _names_both(scene, first, pack):
        return
    deal = not {"sign", "agree"}.isdisjoint(acts)
    first.act = "agree" if deal else max(acts, key=lambda act: (first.weighed.get(act, 0.0), act))
    first.score = max(_DEAL, *first.weighed.values())


#: How sure a deal of two is, a visit that a place alone tells, a statement that a colon tells: the annotated share.
_DEAL, _VISIT, _STATEMENT = 0.85, 0.8, 0.6
#: So many words at the least are a statement.
_SAID = 3


def _tell_visit(scene: Scene, pack: Pack) -> None:
    """Makes a visit of 'in' and a place behind somebody of another state, where no verb stands: الوزيرة في أوسلو.

    Of 43 annotated headlines that begin so 34 are a visit or, of two who come together, a meeting.
    """
    words = scene.words
    who = next((g for g in scene.groups if g.start == 0 or words[g.start - 1].text in PAUSES), None)
    if who is None or (at := _skip_names(scene, who.end, pack)) in scene.at:
        return
    place = next((m for m in scene.mentions if m.start == at + 1 and m.form in _PLACES), None)
    if place is None or words[at].key not in pack.syntax.inside or not _are_visitors(scene, who, place, pack):
        return
    goes_on = place.end < len(words) and words[place.end].tag == "VERB"
    if not goes_on and not any(c.act for c in scene.candidates if c.index < place.end):
        open_candidate(scene, at, "visit", place.end, how=HEADLINE).choose("visit", _VISIT)


#: Forms of a mention that may name where somebody is.
_PLACES = ("name", "body")


def _skip_names(scene: Scene, at: int, pack: Pack) -> int:
    """The word behind names that nobody knows, joined to what ends at a word."""
    words = scene.words
    while at + 1 < len(words) and words[at].key == pack.syntax.conjunction and words[at + 1].tag == "PROPN":
        at += 2
    return at


def _are_visitors(scene: Scene, who: Group, place: Mention, pack: Pack) -> bool:
    """Whether persons of one state come to a place of another; an envoy whose post is told serves there."""
    people = [member for mention in who.mentions for member in mention.members]
    posted = any(word.key in pack.syntax.envoys for word in scene.words[who.start : who.end])
    home = {person.country for person in people if person.kind == "person"}
    there = {member.country for member in place.members}
    return len(home) == 1 and not posted and None not in home | there and home.isdisjoint(there)


def tell_statement(scene: Scene) -> None:
    """Makes a statement of what somebody says behind a headline's colon, if it is nothing more: الوزير: علاقاتنا متينة.

    Of the five annotated headlines of this form in which the models find nothing three are one. A state's name there
    may only say where the news is from.
    """
    words = scene.words if scene.title else ()
    colon = next((k for k, word in enumerate(words) if word.text == ":"), None)
    if colon is None or any(c.act for c in scene.candidates) or len(words) - colon <= _SAID:
        return
    who = next((m for m in scene.mentions if m.end == colon), None)
    if who is None or who.start in scene.at or (who.start and words[who.start - 1].text not in PAUSES):
        return
    if any(member.kind in _SPEAKERS and member.country for member in who.members):
        open_candidate(scene, who.start, "state", colon + 1, how=HEADLINE).choose("state", _STATEMENT)


#: Kinds of those whose words are told behind a colon.
_SPEAKERS = ("person", "government", "igo", "nonstate")


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
