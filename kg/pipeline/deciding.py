"""From features to decisions: which candidates are events, who takes part in them, and what else is known of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.pack import Pack
from kg.model import RECIPROCAL_ACTS
from kg.pipeline.acts import context_features, list_views, second_features, tells_same, weigh_acts
from kg.pipeline.discourse import Discourse, list_groups
from kg.pipeline.linear import LinearModel
from kg.pipeline.models import Models
from kg.pipeline.roles import (
    Unit,
    agree_on_collectives,
    group_features,
    list_units,
    part_of,
    unit_features,
    weigh_units,
)
from kg.pipeline.roles import second_features as second_role_features
from kg.pipeline.scene import Candidate, Draft, Group, Role, Scene, code_of
from kg.pipeline.slots import (
    date_features,
    end_features,
    find_promise,
    list_ends,
    list_starts,
    place_features,
    status_features,
    weigh_starts,
)

__all__ = ["assign_roles", "choose_acts", "fill_slots", "score_candidates"]

#: A candidate is an event from this probability on; measured on cross-validated ``train-ar``.
EVENT = 0.3
#: A participant has a role from this probability on.
ROLES = {"actor": 0.48, "recipient": 0.45, "said_by": 0.45}
#: The best one is taken as actor down to this probability when no other is.
LEAST_ACTOR = 0.12
PHRASE = {"theme": 0.12, "topic": 0.08}
DATE, PLACE = 0.5, 0.5


def score_candidates(scene: Scene, model: LinearModel, pack: Pack) -> None:
    """The first model's view of every candidate: fills ``features`` and ``scores``."""
    for candidate in scene.candidates:
        candidate.features = context_features(scene, candidate, pack)
        candidate.scores = weigh_acts(scene, candidate, model)


def choose_acts(scene: Scene, models: Models) -> None:
    """Choose the candidates that are events, each with its likeliest act."""
    for candidate, view in zip(scene.candidates, list_views(scene), strict=True):
        candidate.act = None
        scored = {act: models.again.probability(second_features(candidate, act, view)) for act in candidate.acts}
        act = max(scored, key=lambda a: (scored[a], a))
        candidate.score = scored[act]
        if scored[act] >= models.thresholds.event:
            candidate.act = act
    _drop_echoes(scene)


def _drop_echoes(scene: Scene) -> None:
    """أجرى مباحثات، عقد اجتماعا، أعرب عن قلقه: verb and noun tell one act; the likelier of the two stands for it."""
    chosen = [c for c in scene.candidates if c.act]
    for k, first in enumerate(chosen):
        for second in chosen[k + 1 :]:
            if first.act and first.act == second.act and tells_same(first, second, first.act):
                (first if first.score < second.score else second).act = None


# -- roles -------------------------------------------------------------------------------------------------------------


def assign_roles(draft: Draft, before: Sequence[Draft], discourse: Discourse, models: Models, pack: Pack) -> None:
    """Fill the draft's actors, recipients and those who say so; ``before`` are the sentence's earlier events."""
    scene, candidate, act = draft.scene, draft.candidate, draft.act
    groups = list_groups(scene, draft.candidate, discourse, pack, before)
    units = list_units(groups)
    of_groups = [group_features(scene, candidate, act, group, groups, discourse, pack) for group in groups]
    rows = unit_features(scene, candidate, act, units, groups, of_groups, discourse, before, pack)
    views = weigh_units({role: getattr(models, role) for role in ROLES}, rows, candidate, act)
    agree_on_collectives(views, units, groups)
    weighed = []
    for k, unit in enumerate(units):
        again = second_role_features(k, views, units, groups, act, part_of(candidate))
        weighed.append((unit, {role: getattr(models, f"{role}_again").probability(again) for role in ROLES}))
    agree_on_collectives([p for _, p in weighed], units, groups)
    chosen = {role: [(p[role], unit) for unit, p in weighed if p[role] >= ROLES[role]] for role in ROLES}
    if not chosen["actor"] and weighed:
        best = max(weighed, key=lambda item: (item[1]["actor"], item[0].code))
        if best[1]["actor"] >= LEAST_ACTOR:
            chosen["actor"] = [(best[1]["actor"], best[0])]
    if scene.tree is not None:
        _keep_apart(chosen, groups)
    if act in RECIPROCAL_ACTS:
        chosen["actor"] = list({unit.code: (p, unit) for p, unit in chosen["recipient"] + chosen["actor"]}.values())
        chosen["recipient"] = []
    for role, attribute in (("actor", "actors"), ("recipient", "recipients"), ("said_by", "said_by")):
        model = getattr(models, role)
        found = [
            r
            for p, unit in sorted(chosen[role], key=lambda item: item[1].groups[0])
            for r in _pick_members(unit, p, groups, of_groups, model, candidate)
        ]
        setattr(draft, attribute, sorted(found, key=lambda r: r.start))
    draft.sureness["roles"] = min((p for found in chosen.values() for p, _ in found), default=0.0)


def _keep_apart(chosen: dict[str, list[tuple[float, Unit]]], groups: Sequence[Group]) -> None:
    """Nobody does it to himself: who is named but once and in both roles keeps the likelier."""
    once = {u.code for _, u in chosen["actor"] if sum(groups[n].start >= 0 for n in u.groups) < 2}
    actors = {unit.code: p for p, unit in chosen["actor"] if unit.code in once}
    recipients = {unit.code: p for p, unit in chosen["recipient"]}
    for code in actors.keys() & recipients.keys():
        role = "recipient" if actors[code] >= recipients[code] or len(chosen["actor"]) == 1 else "actor"
        chosen[role] = [item for item in chosen[role] if item[1].code != code]


def _pick_members(
    unit: Unit,
    p: float,
    groups: Sequence[Group],
    of_groups: Sequence[Sequence[str]],
    model: LinearModel,
    candidate: Candidate,
) -> list[Role]:
    """The mentions by which a unit takes part: of its likeliest group, or the trigger's words where it is not named."""
    scored = [(model.weigh(of_groups[n]), -k, n) for k, n in enumerate(unit.groups)]
    group = groups[max(scored)[2]]
    roles = []
    for mention in group.mentions:
        start, end = (mention.start, mention.end) if group.start >= 0 else (candidate.index, candidate.end)
        roles += [Role(m, start, end, p, mention.resolved) for m in mention.members if code_of(m) == unit.code]
    return roles


# -- slots -------------------------------------------------------------------------------------------------------------


def fill_slots(draft: Draft, models: Models, pack: Pack, published: str | None) -> None:
    """Fill status, date, place, theme and topics."""
    scene, candidate = draft.scene, draft.candidate
    p = models.status.probabilities(status_features(scene, candidate, pack, published))
    promise = find_promise(scene, candidate, pack)
    if promise:
        p["actual"] = 0.0
    if promise in ("agree", "commit"):  # of 29 such complements in the annotated articles 27 are planned
        p["possible"] = 0.0
    draft.status = max(p, key=lambda s: (p[s], s))
    draft.sureness["status"] = p[draft.status]
    dated = [
        (models.dates.probability(date_features(scene, candidate, d, pack, published)), k, d)
        for k, d in enumerate(scene.dates)
        if d[2].edtf
    ]
    if dated and (best := max(dated, key=lambda item: (item[0], -item[1])))[0] >= DATE:
        draft.date = best[2]
    places = [
        (models.places.probability(place_features(scene, candidate, m, pack)), -k, m)
        for k, m in enumerate(scene.mentions)
        if pack.find_place(m)
    ]
    if places and (found := max(places, key=lambda item: item[:2]))[0] >= PLACE:
        draft.place = found[2]
    find_phrases(draft, models, pack)


def taken_words(draft: Draft) -> list[int]:
    """For each word of the scene whether it names a participant of the event (1), somebody else (2) or nobody (0)."""
    own = {(r.start, r.end) for r in (*draft.actors, *draft.recipients, *draft.said_by)}
    taken = [0] * len(draft.scene.words)
    for mention in draft.scene.mentions:
        mark = 1 if (mention.start, mention.end) in own else 2
        for k in range(mention.start, mention.end):
            taken[k] = mark
    return taken


def find_phrases(draft: Draft, models: Models, pack: Pack) -> None:
    """Fill theme and topics."""
    scene, candidate = draft.scene, draft.candidate
    taken = taken_words(draft)
    starts = list(list_starts(scene, candidate))
    weighed = list(zip(weigh_starts(models.starts, scene, candidate, starts, pack, taken), starts, strict=True))
    covered: list[tuple[int, int]] = []
    themes = sorted(((p["theme"], -k) for p, k in weighed), reverse=True)
    if themes and themes[0][0] >= PHRASE["theme"]:
        k = -themes[0][1]
        draft.theme = (k, find_end(draft, k, models, pack, taken))
        covered.append(draft.theme)
    for p, k in sorted(weighed, key=lambda item: (-item[0]["topic"], item[1])):
        if p["topic"] < PHRASE["topic"]:
            break
        if any(s <= k < e for s, e in covered):
            continue
        end = find_end(draft, k, models, pack, taken)
        end = trim_end(scene, k, min([end, *(s for s, _ in covered if s > k)]))
        if not _names_something(scene, k, end):
            continue
        draft.topics.append((k, end))
        covered.append((k, end))
    draft.topics.sort()


def _names_something(scene: Scene, start: int, end: int) -> bool:
    """Whether words can be what was talked about: no verb that is an event itself, no lone adjective or pronoun."""
    first = scene.words[start]
    if first.tag == "VERB" and start in scene.at and scene.at[start].act:
        return False
    return any(word.tag in ("NOUN", "PROPN", "NUM") for word in scene.words[start:end] if word.piece != "pron")


def trim_end(scene: Scene, start: int, end: int) -> int:
    """The end of a phrase without the conjunction, preposition or mark that it would end in."""
    while end > start + 1 and scene.words[end - 1].piece in ("conj", "prep", "punct"):
        end -= 1
    return end


def find_end(draft: Draft, start: int, models: Models, pack: Pack, taken: Sequence[int]) -> int:
    """The likeliest end of a phrase: the first boundary that the model takes for one, going from word to word."""
    left, best, chosen = 1.0, -1.0, start + 1
    for end in list_ends(draft.scene, draft.candidate, start):
        p = models.ends.probability(end_features(draft.scene, draft.candidate, start, end, pack, taken))
        if left * p > best:
            best, chosen = left * p, end
        left *= 1 - p
        if left < best:
            break
    return chosen
