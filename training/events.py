"""Trains the models that choose acts, roles and slots: ``python -m training.events`` (needs scikit-learn).

Learns from ``train-ar`` or ``train-en`` (the articles whose licence allows it) and from annotations of our own;
measures nothing: that is what `kg evaluate` on ``dev-ar`` and ``dev-en`` is for. ``--folds N`` prints cross-validated
figures over the training articles.
"""

from __future__ import annotations

import argparse
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.languages.analysis import Entity
from kg.languages.folding import fold
from kg.languages.pack import Pack, list_languages, load_pack
from kg.model import RECIPROCAL_ACTS, Article
from kg.pipeline.acts import (
    context_features,
    list_views,
    pair_features,
    second_features,
    tells_same,
    weigh_acts,
)
from kg.pipeline.compatriots import compatriot_features, list_compatriots
from kg.pipeline.deciding import taken_words
from kg.pipeline.discourse import Discourse, update_discourse
from kg.pipeline.extractor import RuleExtractor
from kg.pipeline.linear import LinearModel
from kg.pipeline.models import NAMES, NETWORK, Models, list_models, load_thresholds
from kg.pipeline.roles import (
    Parties,
    Unit,
    agree_on_collectives,
    cross_features,
    find_parties,
)
from kg.pipeline.roles import second_features as second_role_features
from kg.pipeline.scene import Candidate, Draft, Group, Role, Scene
from kg.pipeline.scene import code_of as code_of_entity
from kg.pipeline.slots import (
    date_features,
    end_features,
    list_ends,
    list_starts,
    place_features,
    start_features,
    status_features,
)
from kg.reading import read_articles
from kg.records import write_events
from training.alignment import (
    Aligned,
    AlignedArticle,
    AlignedScene,
    align,
    article_of,
    code_of,
    find_words,
    fold_name,
)
from training.gold import SHARED, read_annotations, read_gold, weigh_manner


@dataclass
class Examples:
    """Rows of features with their labels, weights and the number of the article that they are from."""

    features: list[array[int]] = field(default_factory=list)
    """The numbers of each row's features, as ``names`` has them."""
    labels: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)

    def add(self, features: Iterable[str], label: str, group: int, weight: float) -> None:
        """Add one row."""
        numbers = (self.names.setdefault(name, len(self.names)) for name in dict.fromkeys(features))
        self.features.append(array("i", numbers))
        self.labels.append(label)
        self.groups.append(group)
        self.weights.append(weight)

    def choose(self, keep: np.ndarray) -> Examples:
        """The rows where ``keep`` is true."""
        at = np.flatnonzero(keep)
        return Examples(
            [self.features[i] for i in at],
            [self.labels[i] for i in at],
            [self.groups[i] for i in at],
            [self.weights[i] for i in at],
            self.names,
        )


def fit(examples: Examples, classes: Sequence[str], *, c: float, least: int = 2, smallest: float = 0.01) -> LinearModel:
    """A log-linear model of the examples; features seen fewer than ``least`` times and tiny weights are left out.

    ``c`` is the inverse strength of the L2 penalty.
    """
    seen = np.concatenate([np.frombuffer(row, dtype=np.int32) for row in examples.features])
    counts = np.bincount(seen, minlength=len(examples.names))
    names = sorted(name for name, k in examples.names.items() if counts[k] >= least)
    places = np.full(len(examples.names), -1, dtype=np.int32)
    places[[examples.names[name] for name in names]] = np.arange(len(names))
    indices = places[seen]
    known = indices >= 0
    ends = np.cumsum([len(row) for row in examples.features])
    indptr = np.concatenate([[0], np.concatenate([[0], np.cumsum(known)])[ends]])
    indices = indices[known]
    matrix = csr_matrix(
        (np.ones(len(indices), dtype=np.float32), indices, indptr), shape=(len(examples.features), len(names))
    )
    numbers = {name: i for i, name in enumerate(classes)}
    labels = np.array([numbers[label] for label in examples.labels])
    solver = LogisticRegression(
        C=c, solver="liblinear" if len(classes) == 2 else "lbfgs", max_iter=400 if len(classes) == 2 else 200, tol=1e-3
    )
    solver.fit(matrix, labels, sample_weight=np.array(examples.weights))
    present = [int(k) for k in solver.classes_]
    if len(classes) == 2:
        weights, bias = solver.coef_.T, solver.intercept_
    else:
        weights = np.zeros((len(names), len(classes)))
        bias = np.full(len(classes), -10.0)
        shown = present if len(present) > 2 else present[1:]  # of two classes scikit-learn weighs the second alone
        bias[present] = 0.0
        for column, k in enumerate(shown):
            weights[:, k] = solver.coef_[column]
            bias[k] = solver.intercept_[column]
    keep = np.abs(weights).max(axis=1) >= smallest
    kept = [n for n, k in zip(names, keep, strict=True) if k]
    return LinearModel(classes, kept, weights[keep].astype(np.float32), np.asarray(bias, dtype=np.float32))


# -- what the models are shown -----------------------------------------------------------------------------------------


def gold_entity(participant: dict[str, Any], pack: Pack) -> Entity:
    """A participant of the gold as an entity."""
    code = participant.get("country")
    if participant.get("kind") == "state" and code in pack.states:
        return pack.states[code]
    name = participant.get("name") or (pack.states[code].name if code in pack.states else participant["text"])
    return Entity(f"gold-{code}-{name}", name, None, code, participant.get("kind") or "state")


def gold_draft(aligned: Aligned, scene: Scene, pack: Pack) -> Draft:
    """An annotated event as a draft: what the discourse and the slot models see of it."""
    assert aligned.candidate is not None
    event = aligned.event
    i, end = aligned.candidate.index, aligned.candidate.end

    def roles(key: str) -> list[Role]:
        found = []
        for p in event.get(key) or []:
            spot = find_words(scene, p["text"], i)
            found.append(Role(gold_entity(p, pack), *(spot or (i, end)), 1.0))
        return found

    return Draft(scene, aligned.candidate, roles("actors"), roles("recipients"), roles("said_by"), event["status"])


@dataclass
class Weighing:
    """One event's participants: what the second models of roles learn from."""

    first: int
    """Number of the first unit's row in the examples of each role."""
    units: list[Unit]
    groups: list[Group]
    act: str
    part: str


@dataclass
class Lessons:
    """The examples of every model."""

    acts: Examples = field(default_factory=Examples)
    again: Examples = field(default_factory=Examples)
    actor: Examples = field(default_factory=Examples)
    recipient: Examples = field(default_factory=Examples)
    said_by: Examples = field(default_factory=Examples)
    weighings: list[Weighing] = field(default_factory=list)
    compatriot: Examples = field(default_factory=Examples)
    status: Examples = field(default_factory=Examples)
    dates: Examples = field(default_factory=Examples)
    places: Examples = field(default_factory=Examples)
    starts: Examples = field(default_factory=Examples)
    ends: Examples = field(default_factory=Examples)


CLASSES = {
    "acts": ("no", "yes"),
    "again": ("no", "yes"),
    "actor": ("no", "yes"),
    "recipient": ("no", "yes"),
    "said_by": ("no", "yes"),
    "actor_again": ("no", "yes"),
    "recipient_again": ("no", "yes"),
    "said_by_again": ("no", "yes"),
    "compatriot": ("no", "yes"),
    "status": ("actual", "planned", "possible", "negated"),
    "dates": ("no", "yes"),
    "places": ("no", "yes"),
    "starts": ("none", "theme", "topic"),
    "ends": ("no", "yes"),
}
STRENGTHS = {
    "acts": 0.15,
    "again": 0.1,
    "actor": 0.02,
    "recipient": 0.05,
    "said_by": 0.04,
    "actor_again": 0.1,
    "recipient_again": 0.1,
    "said_by_again": 0.1,
    "compatriot": 0.03,
    "status": 0.3,
    "dates": 0.15,
    "places": 0.1,
    "starts": 0.1,
    "ends": 0.1,
}
"""Inverse strengths of the L2 penalty, chosen by cross-validation over ``train-ar``."""
LEAST = {"compatriot": 4}
"""Features that fewer examples have are left out; elsewhere it is two."""
OF_LANGUAGE = {"en": {"actor": 0.1, "recipient": 0.25, "said_by": 0.2, "starts": 0.3, "ends": 0.3}}
"""Those of a language that learns from fewer articles, by cross-validation over its own."""


def fit_as(name: str, examples: Examples) -> LinearModel:
    """The model of that name from its examples, with its classes and strength."""
    return fit(examples, CLASSES[name], c=STRENGTHS[name], least=LEAST.get(name, 2))


def pair_labels(item: AlignedScene) -> Iterable[tuple[Candidate, str, str | None]]:
    """Every candidate of a scene with each of its acts: yes, no, or None where it is neither (part of a trigger)."""
    yes = {(id(a.candidate), a.event["act"]) for a in item.events if a.candidate}
    spans = [(a.start, a.start + len(a.event["trigger"]), a.event["act"]) for a in item.events]
    for candidate in item.scene.candidates:
        at = item.scene.words[candidate.index].start
        for act in candidate.acts:
            if (id(candidate), act) in yes:
                yield candidate, act, "yes"
            elif any(s <= at < e and act == other for s, e, other in spans) or _echoes(candidate, act, item):
                yield candidate, act, None
            else:
                yield candidate, act, "no"


def _echoes(candidate: Candidate, act: str, item: AlignedScene) -> bool:
    """Whether a candidate tells, with the trigger of an event, the event's act once more."""
    for aligned in item.events:
        if aligned.candidate and aligned.event["act"] == act:
            first, second = sorted((candidate, aligned.candidate), key=lambda c: c.index)
            if tells_same(first, second, act):
                return True
    return False


def learn_acts(articles: Sequence[AlignedArticle], pack: Pack, folds: int = 3) -> tuple[LinearModel, LinearModel]:
    """Both models of acts; the second learns from what the first says of articles that it has not seen."""
    examples = Examples()
    spots: list[tuple[Candidate, str]] = []
    for number, article in enumerate(articles):
        for item in article.scenes:
            for candidate in item.scene.candidates:
                candidate.features = context_features(item.scene, candidate, pack)
            for candidate, act, label in pair_labels(item):
                if label is not None:
                    examples.add(pair_features(item.scene, candidate, act), label, number, article.weight)
                    spots.append((candidate, act))
    groups = np.array(examples.groups)
    for part in range(folds):
        model = fit_as("acts", examples.choose(groups % folds != part))
        for number, article in enumerate(articles):
            if number % folds == part:
                for item in article.scenes:
                    for candidate in item.scene.candidates:
                        candidate.scores = weigh_acts(item.scene, candidate, model)
    again = Examples()
    for number, article in enumerate(articles):
        for item in article.scenes:
            views = dict(zip(map(id, item.scene.candidates), list_views(item.scene), strict=True))
            for candidate, act, label in pair_labels(item):
                if label is not None:
                    again.add(second_features(candidate, act, views[id(candidate)]), label, number, article.weight)
    return fit_as("acts", examples), fit_as("again", again)


def walk_events(
    articles: Sequence[AlignedArticle], pack: Pack
) -> Iterator[tuple[int, AlignedArticle, Aligned, Draft, Parties]]:
    """Every annotated event that has a candidate, in order: its article and the number of it, and who may take part."""
    for number, article in enumerate(articles):
        discourse = Discourse(home=article.discourse.home)
        for item in article.scenes:
            scene = item.scene
            for candidate in scene.candidates:
                candidate.act = None
            events = sorted((a for a in item.events if a.candidate), key=lambda a: a.candidate.index)
            for aligned in events:
                aligned.candidate.act = aligned.event["act"]
            drafts: list[Draft] = []
            for aligned in events:
                parties = find_parties(scene, aligned.candidate, aligned.event["act"], drafts, discourse, pack)
                drafts.append(gold_draft(aligned, scene, pack))
                yield number, article, aligned, drafts[-1], parties
            update_discourse(discourse, scene, drafts, pack)


def show_roles_and_slots(articles: Sequence[AlignedArticle], pack: Pack, lessons: Lessons) -> None:
    """The examples of all models but those of acts; the candidates' scores must be there."""
    reached: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for number, article, aligned, draft, parties in walk_events(articles, pack):
        candidate, act, units = draft.candidate, aligned.event["act"], parties.units
        lessons.weighings.append(Weighing(len(lessons.actor.labels), units, parties.groups, act, candidate.parts))
        for role, key in (("actor", "actors"), ("recipient", "recipients"), ("said_by", "said_by")):
            codes = {code_of(p) for p in aligned.event.get(key) or []}
            for unit, row in zip(units, parties.rows, strict=True):
                label = "yes" if unit.code in codes or fold_name(unit.code) in codes else "no"
                getattr(lessons, role).add(cross_features(role, row, candidate, act), label, number, article.weight)
            reached[role] += len(codes & {c for u in units for c in (u.code, fold_name(u.code))})
            wanted[role] += len(codes)
        show_slots(draft, aligned, article, pack, lessons, number)
        show_compatriots(draft, parties, lessons.compatriot, number, article.weight)
    print("participants among those weighed:", {role: f"{reached[role] / wanted[role]:.3f}" for role in wanted})


def show_compatriots(draft: Draft, parties: Parties, examples: Examples, number: int, weight: float) -> None:
    """The examples that one annotated event gives to the model of recipients of the actor's own state."""
    if draft.act in RECIPROCAL_ACTS:
        return
    codes = {code_of_entity(role.entity) for role in draft.actors}
    others = any(code_of_entity(role.entity) not in codes for role in draft.recipients)
    spans = [(role.start, role.end) for role in draft.actors]
    for k, actor in list_compatriots(draft.candidate, spans, codes, parties.groups):
        group = parties.groups[k]
        told = (r for r in draft.recipients if code_of_entity(r.entity) in codes & group.countries)
        label = "yes" if any(group.start < r.end and r.start < group.end for r in told) else "no"
        examples.add(compatriot_features(parties, k, actor, draft.act, others=others), label, number, weight)


def find_spans(event: dict[str, Any], scene: Scene, candidate: Candidate) -> dict[int, tuple[str, int]]:
    """Where the annotated phrases begin, without a preposition: ``theme`` or ``topic``, and the word after the last."""
    spans = {}
    theme = event.get("theme")
    for slot, texts in (
        ("theme", [theme["text"]] if theme else []),
        ("topic", [t["text"] for t in event.get("topics") or []]),
    ):
        for text in texts:
            spot = find_words(scene, text, candidate.end)
            if spot:
                start, end = spot
                while start < end - 1 and scene.words[start].piece in ("prep", "conj"):
                    start += 1
                spans[start] = (slot, end)
    return spans


def show_slots(
    draft: Draft, aligned: Aligned, article: AlignedArticle, pack: Pack, lessons: Lessons, number: int
) -> None:
    """The examples that one annotated event gives to the slot models."""
    scene, candidate, event, weight = draft.scene, draft.candidate, aligned.event, article.weight
    lessons.status.add(status_features(scene, candidate, pack, article.published), event["status"], number, weight)
    for date in scene.dates:
        mention = date[2]
        if mention.edtf:
            right = event.get("date") is not None and event["date"] in (mention.edtf, mention.ahead)
            lessons.dates.add(
                date_features(scene, candidate, date, pack, article.published),
                "yes" if right else "no",
                number,
                weight,
            )
    if "place" in event:
        for mention in scene.mentions:
            place = pack.find_place(mention)
            if place:
                right = fold(event["place"] or "") == fold(place[0])
                lessons.places.add(
                    place_features(scene, candidate, mention, pack), "yes" if right else "no", number, weight
                )
    taken = taken_words(draft)
    spans = find_spans(event, scene, candidate)
    for k in list_starts(scene, candidate):
        lessons.starts.add(
            start_features(scene, candidate, k, pack, taken),
            spans[k][0] if k in spans else "none",
            number,
            weight,
        )
        if k in spans:
            for end in list_ends(scene, candidate, k):
                if end > spans[k][1]:
                    break
                lessons.ends.add(
                    end_features(scene, candidate, k, end, pack, taken),
                    "yes" if end == spans[k][1] else "no",
                    number,
                    weight,
                )


ROLES = ("actor", "recipient", "said_by")


def learn_roles(lessons: Lessons, folds: int = 3) -> dict[str, LinearModel]:
    """Both models of each role; the second learns from what the first says of articles that it has not seen."""
    count = len(lessons.actor.labels)
    views: list[dict[str, float]] = [{} for _ in range(count)]
    made = {}
    for role in ROLES:
        examples: Examples = getattr(lessons, role)
        groups, names = np.array(examples.groups), list(examples.names)
        for part in range(folds):
            model = fit_as(role, examples.choose(groups % folds != part))
            for k in np.flatnonzero(groups % folds == part):
                views[k][role] = model.probability([names[n] for n in examples.features[k]])
        made[role] = fit_as(role, examples)
    again = {role: Examples() for role in ROLES}
    for w in lessons.weighings:
        own = views[w.first : w.first + len(w.units)]
        if own:
            agree_on_collectives(own, w.units, w.groups)
        for k in range(len(w.units)):
            features = second_role_features(k, own, w.units, w.groups, w.act, w.part)
            for role in ROLES:
                examples = getattr(lessons, role)
                n = w.first + k
                again[role].add(features, examples.labels[n], examples.groups[n], examples.weights[n])
    for role in ROLES:
        made[f"{role}_again"] = fit_as(f"{role}_again", again[role])
    return made


def learn(articles: Sequence[AlignedArticle], pack: Pack, names: Sequence[str] = NAMES) -> Models:
    """The models of these names, from annotated articles; those of acts and roles are always learnt."""
    acts, again = learn_acts(articles, pack)
    lessons = Lessons()
    show_roles_and_slots(articles, pack, lessons)
    made = {
        name: fit_as(name, getattr(lessons, name))
        for name in names
        if name not in ("acts", "again") and not name.startswith(ROLES)
    }
    made |= learn_roles(lessons)
    return Models(acts=acts, again=again, **made, thresholds=load_thresholds(pack.language))


def learn_compatriot(articles: Sequence[AlignedArticle], pack: Pack) -> LinearModel:
    """The model of recipients of the actor's own state, by itself."""
    if not (pack.models / NETWORK).is_file():
        learn_acts(articles, pack)  # fills the candidates' scores, which are asked for where no network decides
    examples = Examples()
    for number, article, _, draft, parties in walk_events(articles, pack):
        show_compatriots(draft, parties, examples, number, article.weight)
    print(f"{len(examples.labels):,} mentions, {examples.labels.count('yes'):,} of them recipients")
    return fit_as("compatriot", examples)


def read_training(pack: Pack) -> list[AlignedArticle]:
    """The articles to learn from, laid over the pipeline's words."""
    folder = SHARED / "gold" / "articles"
    found = []
    for gold in read_gold(SHARED / "gold" / f"train-{pack.language}.jsonl", folder, for_weights=True):
        articles = [a for a in read_articles(folder / gold.name, root=folder) if isinstance(a, Article)]
        weight = weigh_manner(gold.manner, pack.language)
        found += [replace(a, weight=weight) for a in align(gold, articles, pack)]
    for gold in read_annotations(pack.language):
        weight = weigh_manner(gold.manner, pack.language)
        found += [replace(a, weight=weight) for a in align(gold, [article_of(gold)], pack)]
    return found


def main() -> None:
    """Train and write the weights; with ``--folds`` only print how often held-out decisions are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--folds", type=int, default=0, help="cross-validate and write the events found, instead of weights"
    )
    parser.add_argument("--only", type=int, help="cross-validate this fold alone")
    parser.add_argument("-o", "--output", type=Path, help="where --folds writes the events (JSON Lines)")
    parser.add_argument("--language", default="ar", choices=list_languages(), help="whose weights to make")
    parser.add_argument("--compatriot", action="store_true", help="learn the model of that name alone, from all events")
    args = parser.parse_args()
    pack = load_pack(args.language)
    STRENGTHS.update(OF_LANGUAGE.get(args.language, {}))
    articles = read_training(pack)
    if args.folds:
        cross_validate(articles, pack, args.folds, args.only, args.output)
        return
    if args.compatriot:
        made = {"compatriot": learn_compatriot(articles, pack)}
    else:
        names = list_models(pack)
        models = learn(articles, pack, names)
        made = {name: getattr(models, name) for name in names}
    folder = Path(str(pack.models))
    folder.mkdir(exist_ok=True)
    for name, model in made.items():
        data = model.to_bytes()
        (folder / f"events-{name}.npz").write_bytes(data)
        print(f"{name:8} {len(model):>8,} features {len(data):>10,} bytes")


def cross_validate(
    articles: Sequence[AlignedArticle], pack: Pack, folds: int, only: int | None, output: Path | None
) -> None:
    """Extract from each fold with what was learnt from the others, and write the events for the scorer."""
    names = sorted({a.name for a in articles if (SHARED / "gold" / "articles" / a.name).exists()})
    folder = SHARED / "gold" / "articles"
    events = []
    for part in range(folds) if only is None else [only]:
        held = {n for k, n in enumerate(names) if k % folds == part}
        models = learn([a for a in articles if a.name not in held], pack)
        extractor = RuleExtractor(models={pack.language: models})
        for name in sorted(held):
            if (folder / name).exists():
                for article in read_articles(folder / name, root=folder):
                    if isinstance(article, Article):
                        events += extractor.extract(article)
    if output:
        with output.open("w", encoding="utf-8") as stream:
            write_events(events, stream)


if __name__ == "__main__":
    main()
