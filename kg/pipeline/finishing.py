"""From drafts to event records: offsets, identifiers, codes, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable

import kg
from kg.gazetteer import mint_id
from kg.languages.pack import Pack
from kg.languages.syntax import Syntax
from kg.model import Article, Event, Gloss, Participant, Sentence, Words, hash_id, type_of
from kg.pipeline.confidence import Rate, multiply
from kg.pipeline.headlines import HEADLINE
from kg.pipeline.obligations import OBLIGATION
from kg.pipeline.scene import Candidate, Draft, Role, Scene, code_of
from kg.pipeline.slots import is_past
from kg.vocabulary import code_act

__all__ = ["EXTRACTOR", "finish_events"]

EXTRACTOR = "rules"


def finish_events(article: Article, drafts: Iterable[Draft], pack: Pack, rate: Rate = multiply) -> list[Event]:
    """The events of drafts in order of their triggers; one that names neither who did it nor to whom is none.

    ``rate`` gives their confidence, and leaves the doubtful out.
    """
    events = []
    seen: dict[int, int] = {}
    told: dict[object, list[Draft]] = {}
    for draft in drafts:
        if not (draft.actors or draft.recipients):
            continue
        before = told.setdefault(_what(draft), [])
        if any(_is_repeated(draft, other, pack.syntax) for other in before):
            continue
        confidence, kept = rate(draft)
        if not kept:
            continue
        before.append(draft)
        start = draft.scene.words[draft.candidate.index].start
        number = seen.get(start, 0)
        seen[start] = number + 1
        events.append(_finish(article, draft, pack, hash_id(article.id, start, number), confidence))
    return events


def _what(draft: Draft) -> object:
    """What an event says, to tell what a sentence merely repeats: its act and sides."""
    sides = tuple(frozenset(code_of(r.entity) for r in roles) for roles in (draft.actors, draft.recipients))
    return draft.scene.number, draft.act, sides, draft.status


#: From so many words on between two that say the same of different things, both are events.
_APART = 8
#: How many words stand between two nouns that are joined, at the most: القصف الصاروخي والغارات.
_JOINED = 2


def _is_repeated(draft: Draft, before: Draft, syntax: Syntax) -> bool:
    """Whether a draft merely repeats one before that says the same (`_what`) by the same word, or is joined to it.

    *The minister called on Kenya to withdraw … and called on it to pay*: 66 of 96 such pairs of annotated articles are
    two events. *The shelling and the raids*: of 11 pairs of nouns joined by 'and' that say the same none is.
    """
    words, one, other = draft.scene.words, before.candidate, draft.candidate
    if words[one.index].key != words[other.index].key:
        joined = any(word.key == syntax.conjunction for word in words[one.end : other.index])
        nouns = words[one.index].tag != "VERB" and words[other.index].tag != "VERB"
        return nouns and joined and other.index - one.end <= _JOINED
    near = other.index - one.end < _APART
    return near or _theme(draft) == _theme(before)


def _theme(draft: Draft) -> list[str]:
    start, end = draft.theme or (0, 0)
    return [word.key for word in draft.scene.words[start:end]]


def _finish(article: Article, draft: Draft, pack: Pack, id_: str, confidence: float) -> Event:
    scene, candidate, act = draft.scene, draft.candidate, draft.act
    trigger = _words(article, *scene.span(candidate.index, _with_pronoun(scene, candidate.end)))
    reading = candidate.reading()
    status, when, date_text = draft.status, None, None
    if draft.date is not None:
        mention = draft.date[2]
        when = mention.ahead if status == "planned" and mention.ahead else mention.edtf
        date_text = mention.text
    # What a noun tells as possible is to come: so 53 of 54 annotated events of types that have an intention.
    verb = scene.words[candidate.index].tag in ("VERB", "AUX")
    past = verb and ((reading is not None and reading.tense == "past") or is_past(when, article.published))
    type_ = type_of(act, status, past=past and status == "possible")
    code = code_act(act, type_)
    place = pack.find_place(draft.place) if draft.place else None
    return Event(
        id=id_,
        article=article.file,
        part=article.part,
        trigger=trigger,
        act=act,
        type=type_,
        actors=tuple(_participant(article, scene, role) for role in draft.actors),
        recipients=tuple(_participant(article, scene, role) for role in draft.recipients),
        theme=_gloss(article, scene, draft.theme, pack) if draft.theme else None,
        topics=tuple(_gloss(article, scene, span, pack) for span in draft.topics),
        place=place[0] if place else None,
        date=when,
        status=status,
        said_by=tuple(_participant(article, scene, role) for role in draft.said_by),
        sentence=Sentence(article.text[scene.start : scene.end], scene.start, scene.end),
        rule=reading.rule if reading else _name_rule(candidate, act),
        confidence=round(confidence, 2),
        place_id=place[1] if place else None,
        date_text=date_text,
        mode=code.mode,
        cameo=code.cameo,
        goldstein=code.goldstein,
        extractor=EXTRACTOR,
        version=kg.__version__,
    )


def _name_rule(candidate: Candidate, act: str) -> str:
    """The rule of an event whose words the lexicon lacks: of headlines, of what is asked of whom, or the network."""
    how = candidate.acts.get(act)
    return how if how in (HEADLINE, OBLIGATION) else "network"


def _with_pronoun(scene: Scene, end: int) -> int:
    """A trigger is quoted with the pronoun that is written on it: إدانتهما, not إدانت."""
    return end + 1 if end < len(scene.words) and scene.words[end].glued and scene.words[end].piece == "pron" else end


def _words(article: Article, start: int, end: int) -> Words:
    return Words(article.text[start:end], start, end)


def _participant(article: Article, scene: Scene, role: Role) -> Participant:
    start, end = scene.span(role.start, role.end)
    entity = role.entity
    return Participant(
        article.text[start:end],
        start,
        end,
        entity.name,
        entity.name_ar,
        entity.country,
        entity.kind,
        entity.id or mint_id(entity.kind, entity.name),
        role.resolved,
    )


def _gloss(article: Article, scene: Scene, span: tuple[int, int], pack: Pack) -> Gloss:
    start, end = scene.span(*span)
    return Gloss(article.text[start:end], start, end, pack.gloss(scene.words[span[0] : span[1]]))
