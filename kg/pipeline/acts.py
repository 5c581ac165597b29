"""Which words are triggers, and of which act: candidates from the lexicon, weighed by a learned model.

The lexicon says what a word can mean; whether it means it here is a matter of its surroundings, and these are weighed
by a log-linear model over pairs of a candidate and an act. A second model looks again with the first one's view of
the sentence's other words: a verb of saying is no event of its own when what is said is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.languages.analysis import TriggerReading, Word
from kg.languages.pack import Pack
from kg.model import ACT_TYPES
from kg.pipeline.inputs import CLOSED
from kg.pipeline.linear import Crossing, LinearModel
from kg.pipeline.marks import PAUSES, STOPS
from kg.pipeline.scene import Candidate, Scene

__all__ = [
    "context_features",
    "find_candidates",
    "list_views",
    "pair_features",
    "second_features",
    "tells_same",
    "weigh_acts",
]

#: How far after a trigger what it needs may stand, in words; no further than the sentence goes.
_REACH = 16

#: How far after a verb its noun may stand that tells the same act.
ECHO = 8

#: How far after a noun the verb of its relative clause may stand that only carries it.
RELATIVE = 3


#: How a web address begins: a word before one tells readers where to look, and no act.
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)


def find_candidates(scene: Scene, pack: Pack) -> None:
    """Fill the scene's candidates: every word that the lexicon knows as a trigger of some act."""
    words = scene.words
    keys = [w.key for w in words]
    # What an office has of its own is no complement of the verb: 'noted the spokesman for …' (المتحدث باسم).
    outside = ["" if w.piece == "prep" and scene.inside[k] >= 0 else w.key for k, w in enumerate(words)]
    scene.candidates = []
    for i, word in enumerate(words):
        if word.piece != "stem" and word.key not in pack.particles["according"]:
            continue
        at = scene.inside[i]
        if at >= 0 and scene.mentions[at].form in CLOSED:
            continue
        readings = pack.find_readings(words, keys, i)
        acts: dict[str, str] = {}
        for reading in readings:
            for act, how in _acts_of(reading, outside, i):
                if act in ACT_TYPES and (act not in acts or how == "noun"):
                    acts[act] = how
        end = i + max((r.length for r in readings), default=1)
        if acts and not (end < len(words) and _ADDRESS.match(words[end].text)):  # visit www.example.org
            scene.candidates.append(Candidate(i, end, readings, acts))
    scene.at = {candidate.index: candidate for candidate in scene.candidates}


def _acts_of(reading: TriggerReading, keys: Sequence[str], i: int) -> Iterable[tuple[str, str]]:
    """The acts of a reading, by its complement first: عقد اجتماعا is a meeting, عقد صفقة a signature."""
    clause = keys[i + reading.length : i + reading.length + _REACH]
    stop = next((k for k, key in enumerate(clause) if key in STOPS), len(clause))
    clause = clause[:stop]
    after = clause[:7]
    near = after[:5]
    told = [(act, nouns) for act, nouns in reading.acts.items() if not nouns.isdisjoint(after)]
    by_noun = [act for act, nouns in told if not nouns.isdisjoint(near)]
    yield from ((act, "noun") for act in by_noun)
    if reading.act:
        if reading.needs and reading.needs.isdisjoint(clause):
            yield reading.act, "lacking"
        elif not reading.alone:
            yield reading.act, "content"
        else:
            yield reading.act, "second" if by_noun else "default"
    yield from ((act, "far") for act, _ in told if act not in by_noun)


def tells_same(first: Candidate, second: Candidate, act: str) -> bool:
    """Whether two words tell one act: a verb and its noun (أجرى مباحثات، أعرب عن قلقه), a noun and the verb of its
    relative clause (بيان مشترك صدر)."""
    if second.index < first.end:
        return True
    verb = any(r.kind in ("light", "speech") for r in first.readings) and first.acts.get(act) in ("noun", "far")
    noun = any(r.part != "verb" for r in second.readings)
    if verb and noun and second.index - first.end < ECHO:
        return True
    carried = any(r.kind == "light" and (r.act == act or act in r.acts) for r in second.readings)
    return carried and not any(r.part == "verb" for r in first.readings) and second.index - first.end < RELATIVE


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13+"


#: How far beyond the sentence's words on each side is asked.
_EDGE = 2


def _list_columns(words: Sequence[Word], pack: Pack) -> tuple[list[str], list[str], list[str]]:
    """The keys, clusters and classes of words, with what stands for the edges of the sentence around them."""
    get = pack.clusters.get
    keys = [*["^"] * _EDGE, *[w.key for w in words], *["$"] * _EDGE]
    clusters = [*[""] * _EDGE, *[str(get(w.key, get(w.full, ""))) for w in words], *[""] * _EDGE]
    return keys, clusters, [*["^"] * _EDGE, *[w.tag for w in words], *["^"] * _EDGE]


def context_features(scene: Scene, candidate: Candidate, pack: Pack) -> list[str]:
    """What the surroundings of a candidate say, whatever its act."""
    words, i, end = scene.words, candidate.index, candidate.end
    word = words[i]
    n = len(words)
    that, relative, negation = pack.particles["that"], pack.particles["relative"], pack.particles["negation"]
    if scene.columns is None:
        scene.columns = _list_columns(words, pack)
    keys, clusters, tags = scene.columns

    def key(k: int) -> str:
        return keys[k + _EDGE]

    def cluster(k: int) -> str:
        return clusters[k + _EDGE]

    def tag(k: int) -> str:
        return tags[k + _EDGE]

    features = ["bias"]
    kinds = sorted({r.kind for r in candidate.readings}) or ["none"]
    part = candidate.parts
    tense = "+".join(sorted({r.tense for r in candidate.readings if r.tense}))
    features += [
        f"part={part}",
        f"kind={'+'.join(kinds)}",
        f"tag={word.tag}",
        f"tag|part={word.tag}|{part}",
        f"tense={tense}",
        f"k={word.key}",
        f"k|part={word.key}|{word.tag}",
        f"c={cluster(i)}",
        f"def={word.definite}|{part}",
    ]
    suffix = end < n and words[end].piece == "pron"
    features.append(f"suffix={suffix}|{part}")
    if suffix:
        features.append(f"suffix={words[end].key}")
    left = i - 1
    glued = []
    while left >= 0 and words[left + 1].glued:
        glued.append(words[left].key)
        left -= 1
    features.append(f"clitics={'+'.join(glued)}|{part}")
    after = end + (1 if suffix else 0)
    for name, k in (("-1", left), ("-2", left - 1), ("+1", after), ("+2", after + 1)):
        features += [f"w{name}={key(k)}", f"c{name}={cluster(k)}", f"t{name}={tag(k)}"]
    features += [
        f"w-1k={key(left)}|{word.key}",
        f"w+1k={key(after)}|{word.key}",
        f"w-1w+1={key(left)}|{key(after)}",
        f"t-1t+1={tag(left)}|{tag(after)}",
        f"c-1c={cluster(left)}|{cluster(i)}",
        f"cc+1={cluster(i)}|{cluster(after)}",
    ]
    if pack.classes:
        features += _class_features(words, i, left, after, pack, part)
    for k in range(after, min(n, after + 6)):
        if words[k].piece == "stem":
            features += [f"near={words[k].key}", f"nearc={cluster(k)}"]
        if words[k].piece == "prep":
            features.append(f"prep={words[k].key}")
        if words[k].piece == "punct" and words[k].text in PAUSES:
            break
    for k in range(max(0, left - 4), left + 1):
        if words[k].piece == "stem":
            features.append(f"back={words[k].key}")
    negations = [words[k].key for k in range(max(0, left - 2), left + 1) if words[k].key in negation]
    if negations:
        features.append(f"neg={negations[-1]}")
    right = next((k for k in range(after, min(n, after + 6)) if scene.inside[k] >= 0), None)
    if right is not None:
        mention = scene.mentions[scene.inside[right]]
        features += [
            f"m+={mention.form}|{min(right - after, 4)}",
            f"m+kind={mention.members[0].kind if mention.members else '?'}|{part}",
        ]
    else:
        features.append("m+=no")
    back = next((k for k in range(left, max(-1, left - 6), -1) if scene.inside[k] >= 0), None)
    if back is not None:
        mention = scene.mentions[scene.inside[back]]
        features.append(f"m-={mention.form}|{min(left - back, 4)}")
    else:
        features.append("m-=no")
    count = len({m.members for m in scene.mentions if m.members})
    features += [
        f"mentions={min(count, 4)}",
        f"mentions|part={min(count, 4)}|{part}",
        f"title={scene.title}|{part}",
        f"quoted={scene.quoted[i]}|{part}",
        f"position={_bucket(i)}|{part}",
        f"first={scene.number == 0}",
    ]
    if scene.tree is not None:
        features += _tree_features(scene, scene.tree.head_of(i, end), pack, part)
    # The nearest candidate before: a verb of saying, and how it is linked to this one.
    previous = [c for c in scene.candidates if c.index < i]
    if previous:
        last = previous[-1]
        between = [words[k].key for k in range(last.end, i)]
        link = (
            "that"
            if any(b in that for b in between)
            else "rel"
            if any(b in relative for b in between)
            else (between[0] if len(between) == 1 else "adjacent" if not between else "other")
        )
        acts = next(iter(last.acts))
        features += [
            f"prev={acts}|{link}",
            f"prevk={words[last.index].key}|{link}",
            f"prevd={_bucket(len(between))}",
            f"prev|part={acts}|{part}",
        ]
        speech = next((c for c in reversed(previous) if any(r.kind == "speech" for r in c.readings)), None)
        if speech is not None:
            said = [words[k].key for k in range(speech.end, i)]
            features.append(
                f"speech={words[speech.index].key}|{'that' if any(b in that for b in said) else _bucket(len(said))}"
            )
    else:
        features.append("prev=none")
    following = [c for c in scene.candidates if c.index >= end]
    if following:
        nxt = following[0]
        between = [words[k].key for k in range(end, nxt.index)]
        link = "that" if any(b in that for b in between) else _bucket(len(between))
        features += [f"next={next(iter(nxt.acts))}|{link}", f"nextk={words[nxt.index].key}|{link}"]
        features.append(f"nexts={min(len(following), 4)}|{'+'.join(kinds)}")
    else:
        features.append(f"next=none|{'+'.join(kinds)}")
    return features


def _class_features(words: Sequence[Word], i: int, left: int, after: int, pack: Pack, part: str) -> list[str]:
    """The classes of a candidate, its neighbours and the nouns behind it."""

    def name(k: int) -> str:
        return pack.classes.get(words[k].key, "") if 0 <= k < len(words) else ""

    own, before, behind = name(i), name(left), name(after)
    features = [f"b={own}", f"b={own}|{part}", f"b-1={before}", f"b+1={behind}", f"b-1b={before}|{own}"]
    features.append(f"bb+1={own}|{behind}")
    features += [f"nearb={name(k)}" for k in range(after, min(len(words), after + 5)) if words[k].tag == "NOUN"]
    return features


def _tree_features(scene: Scene, i: int, pack: Pack, part: str) -> list[str]:
    """What a candidate hangs on and what hangs on it."""
    tree, words, lemmas = scene.tree, scene.words, pack.clusters
    if tree is None:
        return []
    above = tree.heads[i]
    relation, head = words[i].relation, lemmas.get(words[above].key, words[above].key)
    features = [f"rel={relation}|{part}", f"head={head}|{relation}", f"head={head}"]
    if pack.classes:
        features.append(f"headb={pack.classes.get(words[above].key, '')}|{relation}")
    for child in tree.children[i]:
        step = tree.step(child)
        if pack.classes and step.startswith(("nsubj", "obj", "compound")):
            features.append(f"kidb={step}:{pack.classes.get(words[child].key, '')}")
        lemma = lemmas.get(words[child].key, words[child].key)
        features += [f"kid={step}", f"kid={step}|{part}", f"kid={step}:{lemma}"]
    return features


#: Families of context features that are also crossed with the act itself, not only with its type.
_ACT_CROSSED = (
    "k=",
    "part=",
    "tag|part=",
    "w+1=",
    "w-1=",
    "near=",
    "prep=",
    "c=",
    "prev=",
    "clitics=",
    "suffix=",
    "m+kind",
    "nextk",
    "c+1=",
    "kind=",
    "speech=",
    "bias",
    "rel=",
    "head=",
    "kid=",
    "b=",
    "nearb",
)


def pair_features(scene: Scene, candidate: Candidate, act: str) -> list[str]:
    """The features of a candidate read as one act; its context features must be there."""
    features = own_features(scene, candidate, act)
    for f in candidate.features:
        features.append(f)
        if f.startswith(_ACT_CROSSED):
            features.append(f"{act}&{f}")
    return features


def weigh_acts(scene: Scene, candidate: Candidate, model: LinearModel) -> dict[str, float]:
    """The probability of each act of a candidate by its `pair_features`, without making all of them anew for each."""
    context = model.weigh(candidate.features)
    return {
        act: model.decide_last(
            context,
            model.weigh(own_features(scene, candidate, act)),
            model.weigh_crossed(candidate.features, (Crossing(f"{act}&", _ACT_CROSSED),)),
        )
        for act in candidate.acts
    }


def own_features(scene: Scene, candidate: Candidate, act: str) -> list[str]:
    """The features of a candidate read as one act, its context features aside."""
    how = candidate.acts[act]
    others = len(candidate.acts)
    part = candidate.parts
    features = [
        f"how={how}",
        f"how|act={how}|{act}",
        f"how|part={how}|{part}",
        f"how|n={how}|{min(others, 3)}",
        f"act|part={act}|{part}",
    ]
    for other in scene.candidates:
        if other is candidate or act not in other.acts or abs(other.index - candidate.index) > ECHO + 3:
            continue
        first, second = (other, candidate) if other.index < candidate.index else (candidate, other)
        if tells_same(first, second, act):
            suffix = candidate.end < len(scene.words) and scene.words[candidate.end].piece == "pron"
            side = "before" if first is other else "after"
            features += [
                f"echo={side}",
                f"echo={side}|{part}|{suffix}",
                f"echo={side}|{scene.words[other.index].key}",
                f"echo={side}|{act}",
            ]
    if len(candidate.acts) > 1:
        features.append("rivals=" + "|".join(sorted(candidate.acts)) + ">" + act)
    for reading in candidate.readings:
        if reading.act == act or act in reading.acts:
            features.append(f"rule={reading.rule}>{act}")
    return features


class View(NamedTuple):
    """What the first model made of a sentence's other candidates, as seen from one of them."""

    best: tuple[tuple[float, str], ...]
    """The likeliest act of the two before, the two after, all before and all after, each with its probability."""
    same: Mapping[str, float]
    """The highest probability of each type of act among all others."""
    said: float
    """The highest probability after it of an act that is more than a statement."""


def list_views(scene: Scene) -> list[View]:
    """The view that each candidate of a scene has of the others. All ``scores`` must be there."""
    nothing = (0.0, "none")
    best = [max(((p, act) for act, p in c.scores.items()), default=nothing) for c in scene.candidates]
    types: list[dict[str, float]] = []
    for candidate in scene.candidates:
        found: dict[str, float] = {}
        for act, p in candidate.scores.items():
            plover = ACT_TYPES[act]
            found[plover] = max(p, found.get(plover, 0.0))
        types.append(found)
    more = [max((p for plover, p in found.items() if plover != "STATE"), default=0.0) for found in types]
    views = []
    for k, candidate in enumerate(scene.candidates):
        before, after = best[:k], best[k + 1 :]
        windows = (before[-2:], after[:2], before, after)
        same = {
            plover: max((found.get(plover, 0.0) for n, found in enumerate(types) if n != k), default=0.0)
            for plover in {ACT_TYPES[act] for act in candidate.acts}
        }
        views.append(View(tuple(max(w, default=nothing) for w in windows), same, max(more[k + 1 :], default=0.0)))
    return views


def _level(p: float) -> str:
    return str(int(min(p, 0.999) * 5))


def second_features(candidate: Candidate, act: str, view: View) -> list[str]:
    """How the first model's view of the other candidates bears on this one. ``scores`` must be there."""
    own = candidate.scores[act]
    rivals = max((s for a, s in candidate.scores.items() if a != act), default=0.0)
    level = _level(own)
    plover = ACT_TYPES[act]
    features = [f"2own={int(min(own, 0.999) * 20)}", f"2rival={_level(rivals)}|{level}", f"2own|type={level}|{plover}"]
    for name, (p, a) in zip("baBA", view.best, strict=True):
        near = _level(p)
        features += [f"2{name}={near}|{plover}", f"2{name}={near}", f"2{name}={near}|{ACT_TYPES.get(a, a)}|{plover}"]
    features.append(f"2same={_level(view.same[plover])}|{plover}")
    if plover == "STATE":
        features += [f"2said={_level(view.said)}", f"2said={_level(view.said)}|{level}"]
    features += [f"2{f}|{level}" for f in candidate.features if f.startswith(("part=", "kind=", "title=", "next="))]
    return features
