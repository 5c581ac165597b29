"""What was made of a sentence, for whoever wants to know why an event was found in it or was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction import Note, Seen, SentenceExplanation
from kg.languages.analysis import Mention
from kg.languages.pack import Pack
from kg.model import Article, Event, Sentence, Words
from kg.pipeline.deciding import find_likeliest, least_for
from kg.pipeline.judges import Judge
from kg.pipeline.scene import Candidate, Draft, Scene

__all__ = ["explain_scene"]

#: Further acts of a word are told from this probability on.
_WORTH_TELLING = 0.05

#: What a reading by the lexicon lacks, by how it is known (`kg.pipeline.acts`); ``lacking`` tells its words itself.
_DOUBTS = {
    "content": "the word tells of it behind a verb of saying",
    "far": "the noun that would make it that stands far off",
    "open": "no entry of the lexicon has the word",
}


def explain_scene(
    article: Article, scene: Scene, events: Sequence[Event], drafts: Sequence[Draft], judge: Judge, pack: Pack
) -> SentenceExplanation:
    """A sentence with its events, whom and which dates it names, and each other word that might have told an event.

    ``drafts`` are the events of the sentence as they were before those were left out that nobody did, that repeat
    another or that are too doubtful; ``judge`` is who decided.
    """
    inside = tuple(event for event in events if scene.start <= event.trigger.start < scene.end)
    told = {event.trigger.start for event in inside}
    by_candidate = {id(draft.candidate): draft for draft in drafts}
    notes = []
    for candidate in scene.candidates:
        start, end = scene.span(candidate.index, candidate.end)
        if start not in told:
            reason = _say_why(scene, candidate, by_candidate.get(id(candidate)), judge, pack)
            notes.append(Note(Words(article.text[start:end], start, end), reason))
    sentence = Sentence(article.text[scene.start : scene.end], scene.start, scene.end)
    return SentenceExplanation(sentence, inside, tuple(notes), tuple(_list_seen(article, scene, pack)))


def _list_seen(article: Article, scene: Scene, pack: Pack) -> Iterator[Seen]:
    for mention in scene.mentions:
        start, end = scene.span(mention.start, mention.end)
        place = pack.find_place(mention)
        where = f"; as a place {place[0]}" if place else ""
        yield Seen(Words(article.text[start:end], start, end), "participant", _say_who(mention) + where)
    for first, last, date in scene.dates:
        start, end = scene.span(first, last)
        if date.edtf is None:
            known = "" if article.published else ": the day of publication is not known"
            meant = f"a date without a value{known}"
        else:
            meant = date.edtf + (f", or {date.ahead} if still to come" if date.ahead else "")
        yield Seen(Words(article.text[start:end], start, end), "date", meant)


def _say_who(mention: Mention) -> str:
    """Whom a mention names, with codes, and how: 'Foreign minister of Oman (OMN), by office'."""
    if not mention.members:
        return f"left open who is meant, by {mention.form}"
    names = [f"{m.name} ({m.country})" if m.country else f"{m.name} ({m.kind})" for m in mention.members]
    doubt = "" if mention.resolved else ", not certain"
    return f"{', '.join(names)}, by {mention.form}{doubt}"


def _say_why(scene: Scene, candidate: Candidate, draft: Draft | None, judge: Judge, pack: Pack) -> str:
    """Why a word is no event of its own."""
    if candidate.act:
        read = f"read as {candidate.act} ({candidate.score:.2f})"
        if draft is not None and (draft.actors or draft.recipients) and not (rating := judge.rate(draft)).kept:
            return f"{read}, but with those who take part too doubtful ({rating.confidence:.2f})"
        if draft is not None and draft.actors:
            return f"{read}, but the sentence tells the same event already"
        return f"{read}, but nobody was found who did it"
    weighed = sorted(candidate.weighed.items(), key=lambda item: (-item[1], item[0]))
    act, p = find_likeliest(candidate.weighed) if weighed else (next(iter(candidate.acts)), candidate.score)
    threshold = least_for(candidate, act, judge.threshold)
    if p >= threshold:
        other = _find_twin(scene, candidate, act)
        by = f" at ‘{scene.words[other.index].text}’" if other else ""
        return f"could be {act} ({p:.2f}), but a neighbouring word{by} tells the same act"
    reason = f"could be {act}, but its surroundings make that unlikely ({p:.2f} of the {threshold:.2f} needed)"
    how, reading = candidate.acts.get(act, ""), candidate.reading(act)
    if how == "lacking" and reading is not None:
        comma = pack.syntax.comma + " "
        reason += f"; it lacks one of: {comma.join(sorted(reading.needs))}"
    elif how in _DOUBTS:
        reason += f"; {_DOUBTS[how]}"
    more = [f"{other} ({q:.2f})" for other, q in weighed if other != act and q >= _WORTH_TELLING]
    return reason + (f"; less likely {', '.join(more)}" if more else "")


def _find_twin(scene: Scene, candidate: Candidate, act: str) -> Candidate | None:
    """The chosen word of the same act that stands nearest."""
    same = [c for c in scene.candidates if c.act == act]
    return min(same, key=lambda c: (abs(c.index - candidate.index), c.index), default=None)
