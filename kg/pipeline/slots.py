"""What else is known of an event: whether it happened, when and where, and what about. Features of the slot models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg import edtf
from kg.errors import RecordError
from kg.languages.analysis import Mention
from kg.languages.dates import DateMention
from kg.languages.pack import PARTICLES, Pack
from kg.model import ACT_TYPES
from kg.pipeline.linear import Crossing, LinearModel, cross
from kg.pipeline.marks import COMMAS, ENDS, PAUSES, STOPS
from kg.pipeline.scene import Candidate, Scene
from kg.pipeline.standing import governor

__all__ = [
    "date_features",
    "end_features",
    "find_promise",
    "list_ends",
    "list_starts",
    "place_features",
    "relate_dates",
    "start_features",
    "status_features",
    "weigh_starts",
]


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13-20" if n < 21 else "21+"


def _chosen(scene: Scene) -> list[Candidate]:
    return [c for c in scene.candidates if c.act]


def _part(candidate: Candidate) -> str:
    reading = candidate.reading()
    return reading.part if reading else "none"


# -- status ------------------------------------------------------------------------------------------------------------


def status_features(scene: Scene, candidate: Candidate, pack: Pack, published: str | None) -> list[str]:
    """What speaks for an act being done, planned, possible or denied."""
    words, i, end = scene.words, candidate.index, candidate.end
    act = candidate.act or ""
    plover = ACT_TYPES[act]
    reading = candidate.reading()
    part = _part(candidate)
    features = [
        "bias",
        f"act={act}",
        f"type={plover}",
        f"part={part}",
        f"key={words[i].key}",
        f"title={scene.title}",
        f"tag={words[i].tag}",
    ]
    if reading is not None:
        features += [f"tense={reading.tense}", f"voice={reading.voice}", f"negative={reading.negative}"]
    left, glued = i - 1, []
    while left >= 0 and words[left + 1].glued:
        glued.append(words[left].key)
        left -= 1
    features.append(f"clitics={'+'.join(glued)}|{part}")
    tense = reading.tense if reading else ""
    features += _hang_features(scene, scene.tree.head_of(i, end) if scene.tree else i, pack, part)
    for distance, k in enumerate(range(i - 1, max(-1, i - 14), -1), 1):
        word = words[k]
        if word.piece == "punct" and word.text in PAUSES:
            break
        for name in PARTICLES:
            if word.key in pack.particles[name]:
                features += [
                    f"{name}-{_bucket(distance)}",
                    f"{name}<={'3' if distance <= 3 else '9' if distance <= 9 else '13'}|{part}|{tense}",
                ]
        if distance <= 3:
            features += [
                f"w-{distance}={word.key}",
                f"w-{distance}={word.key}|{tense}",
                f"c-{distance}={pack.clusters.get(word.key, '')}",
            ]
        elif word.piece == "stem":
            features.append(f"back={word.key}")
    for k in range(end, min(len(words), end + 14)):
        word = words[k]
        if word.piece == "punct" and word.text in PAUSES:
            break
        for name in ("future", "perfect", "possible", "negation"):
            if word.key in pack.particles[name]:
                features.append(f"+{name}|{'3' if k - end < 3 else '14'}|{part}")
        if k < end + 2:
            features += [f"w+{k - end + 1}={word.key}", f"c+{k - end + 1}={pack.clusters.get(word.key, '')}"]
    before = [c for c in _chosen(scene) if c.index < i]
    if before:
        last = before[-1]
        gap = _bucket(i - last.end)
        features += [f"prev={last.act}|{part}", f"prev={last.act}|{gap}", f"prevk={words[last.index].key}|{part}|{gap}"]
        link = [words[k].key for k in range(last.end, i)]
        features.append(f"link={' '.join(link[:2]) if len(link) <= 3 else 'far'}|{last.act}")
        if any(k in pack.particles["that"] for k in link):
            features.append(f"that={last.act}|{tense}")
    else:
        features.append(f"prev=none|{part}")
    for relation in sorted({relate_dates(d, published) for _, _, d in scene.dates}):
        features += [f"date={relation}", f"date={relation}|{part}|{tense}", f"date={relation}|{plover}"]
    near = min(scene.dates, key=lambda item: abs(item[0] - i), default=None)
    if near is not None:
        features += [
            f"near={relate_dates(near[2], published)}|{part}|{tense}",
            f"near={relate_dates(near[2], published)}|{_bucket(abs(near[0] - i))}",
        ]
    return features + [
        f"{plover}&{f}"
        for f in features
        if f.startswith(("w-1", "future", "possible", "negation", "tense", "clitics", "prev=", "near", "part"))
    ]


def _hang_features(scene: Scene, i: int, pack: Pack, part: str) -> list[str]:
    """What hangs on a trigger and what it hangs on, where the sentence has a tree: helping verbs, the verb above."""
    tree, words = scene.tree, scene.words
    if tree is None:
        return []
    features = []
    for child in tree.children[i]:
        word = words[child]
        if word.relation.startswith(("aux", "mark", "cop", "advmod", "det")):
            features += [f"kid={word.key}", f"kid={word.key}|{part}"]
    for above in tree.climb(i)[:2]:
        lemma = pack.clusters.get(words[above].key, words[above].key)
        features += [f"above={lemma}|{words[i].relation}", f"above={lemma}"]
        features += [f"abovekid={words[c].key}" for c in tree.children[above] if words[c].relation.startswith("aux")]
    return features


def relate_dates(mention: DateMention, published: str | None) -> str:
    """Whether a date lies after (``ahead``) or before the publication (``past``, ``year`` where it is long past).

    ``same`` and ``during`` where it covers that day, ``unknown`` where either is not known.
    """
    if mention.edtf is None or not published:
        return "unknown"
    try:
        first, last = edtf.bounds(mention.edtf)
        day, end = edtf.bounds(published)
    except RecordError:
        return "unknown"
    if first > end:
        return "ahead"
    if last < day:
        return "year" if (day - last).days > 300 else "past"
    return "same" if first == last else "during"


def is_past(edtf_date: str | None, published: str | None) -> bool:
    """Whether a date lies wholly before the publication."""
    if not edtf_date or not published:
        return False
    return edtf.bounds(edtf_date)[1] < edtf.bounds(published)[0]


#: Acts whose complement is still to come: who commits to signing has not signed. Of 51 such complements in the
#: annotated articles 47 are planned, possible or denied.
_AHEAD_ACTS = frozenset(["commit", "intend", "agree", "offer", "request", "invite"])


def find_promise(scene: Scene, candidate: Candidate, pack: Pack) -> str | None:
    """The act that looks ahead and has a verbal noun as its direct complement: التزم الجانبان بتوقيع مذكرة.

    Between the two stand nothing but those who act and the preposition.
    """
    words, reading = scene.words, candidate.reading()
    if reading is None or reading.part == "verb" or not candidate.index or words[candidate.index - 1].piece != "prep":
        return None
    before = [c for c in _chosen(scene) if c.end <= candidate.index]
    if not before or before[-1].act not in _AHEAD_ACTS:
        return None
    between = range(before[-1].end, candidate.index)
    if any(
        words[k].text in PAUSES or words[k].text == ":" or (words[k].piece == "stem" and words[k].tag == "VERB")
        for k in between
    ):
        return None
    direct = all(
        scene.inside[k] >= 0 or words[k].piece != "stem" or words[k].key in pack.particles["together"] for k in between
    )
    return before[-1].act if direct else None


# -- date and place ----------------------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a phrase stands as seen from a trigger: its side, governor, whether another trigger is nearer …"""

    side: str
    gov: str
    nearer: bool
    first: bool
    features: list[str]


def _place(scene: Scene, candidate: Candidate, start: int, end: int, pack: Pack) -> _Place:
    words, i = scene.words, candidate.index
    side = "R" if start >= candidate.end else "L" if end <= i else "in"
    low, high = (candidate.end, start) if side == "R" else (end, i)
    between = words[low:high] if low < high else []
    chosen = _chosen(scene)
    others = [c for c in chosen if low <= c.index < high]
    texts, keys = [w.text for w in between], [w.key for w in between]
    commas = len([text for text in texts if text in COMMAS])
    pause = ":" in texts or not PAUSES.isdisjoint(texts)
    that = not pack.particles["that"].isdisjoint(keys)
    relative = not pack.particles["relative"].isdisjoint(keys)
    verbs = [w.tag for w in between].count("VERB")
    part = _part(candidate)
    gov = governor(scene, start, pack)
    path = f"{side}{'T' if that else ''}{'R' if relative else ''}{'P' if pause else ''}{min(commas, 2)}"
    gap = _gap(candidate, start, end)
    nearer = any(_gap(c, start, end) < gap for c in chosen if c is not candidate)
    rank = len([c for c in chosen if c.index < i])
    first = not rank
    features = [
        f"side={side}",
        f"gap={side}{_bucket(len(between))}",
        f"gap={side}{_bucket(len(between))}|{part}",
        f"others={side}{min(len(others), 3)}",
        f"others={side}{min(len(others), 3)}|{path}",
        f"path={path}",
        f"path={path}|{part}",
        f"gov={gov}",
        f"gov={gov}|{side}",
        f"verbs={side}{min(verbs, 2)}",
        f"nearer={nearer}",
        f"nearer={nearer}|{side}",
        f"first={first}|{side}",
        f"rank={min(rank, 3)}|{side}|{nearer}",
        f"act={candidate.act}|{side}",
    ]
    return _Place(side, gov, nearer, first, features)


def _position(scene: Scene, candidate: Candidate, start: int, end: int, pack: Pack) -> list[str]:
    """Where a phrase stands as seen from a trigger, and what this is."""
    side, gov, nearer, first, features = _place(scene, candidate, start, end, pack)
    one = len(_chosen(scene)) == 1
    quoted = scene.quoted
    return [
        "bias",
        *features,
        f"act={candidate.act}",
        f"type={ACT_TYPES[candidate.act or 'state']}|{side}|{nearer}",
        f"type={ACT_TYPES[candidate.act or 'state']}|{gov}",
        f"quoted={quoted[candidate.index]}|{quoted[min(start, len(quoted) - 1)]}",
        f"start={start < 2}|{first}",
        f"title={scene.title}",
        f"one={one}",
        f"one={one}|{side}",
        f"act|gov={candidate.act}|{gov}|{side}",
    ]


def _gap(candidate: Candidate, start: int, end: int) -> int:
    return start - candidate.end if start >= candidate.end else candidate.index - end


def date_features(
    scene: Scene, candidate: Candidate, item: tuple[int, int, DateMention], pack: Pack, published: str | None
) -> list[str]:
    """What speaks for an event having a date of its sentence."""
    start, end, mention = item
    base = _position(scene, candidate, start, end, pack)
    kind = mention.kind
    extra = [
        f"kind={kind}",
        f"of={mention.of_what_follows}",
        f"dates={min(len(scene.dates), 3)}",
        f"known={mention.edtf is not None}",
        f"rel={relate_dates(mention, published)}",
        f"tense={getattr(candidate.reading(), 'tense', '')}",
    ]
    crossed = [
        f"{a}&{b}"
        for a in (f"kind={kind}", f"of={mention.of_what_follows}")
        for b in base
        if b.startswith(("path=", "nearer", "gov=", "rank", "gap="))
    ]
    rel = f"rel={relate_dates(mention, published)}&tense={getattr(candidate.reading(), 'tense', '')}"
    return [*base, *extra, *crossed, rel, f"{rel}&{base[1]}", f"{kind}&act={candidate.act}"]


def place_features(scene: Scene, candidate: Candidate, mention: Mention, pack: Pack) -> list[str]:
    """What speaks for an event having happened at a place that its sentence names."""
    base = _position(scene, candidate, mention.start, mention.end, pack)
    word = mention.word
    places = sum(1 for m in scene.mentions if pack.find_place(m))
    left = scene.words[mention.start - 2].key if mention.start >= 2 else "^"
    return [
        *base,
        f"word={word}",
        f"left2={left}",
        f"places={min(places, 3)}",
        *(f"word={word}&{b}" for b in base if b.startswith(("gov=", "path=", "act=", "nearer"))),
    ]


# -- theme and topics --------------------------------------------------------------------------------------------------


#: How far from its trigger a theme may begin, in words.
_BACK, _AHEAD, _LONGEST = 9, 40, 45


def list_starts(scene: Scene, candidate: Candidate) -> Iterator[int]:
    """The words at which a theme or topic of the event may begin."""
    words = scene.words
    for k in range(max(0, candidate.index - _BACK), min(len(words), candidate.end + _AHEAD)):
        word = words[k]
        if word.piece not in ("stem", "number") or candidate.index <= k < candidate.end:
            continue
        if k > candidate.end and any(w.text in ENDS for w in words[candidate.end : k]):
            return
        yield k


def start_features(scene: Scene, candidate: Candidate, k: int, pack: Pack, taken: Sequence[int]) -> list[str]:
    """What speaks for a theme or a topic of the event beginning at a word.

    ``taken`` says for each word whether it names a participant of the event (1), of another (2) or none (0).
    """
    first, rest, ruled = _read_start(scene, candidate, k, pack, taken)
    by_act, by_type, by_part = _list_crossings(candidate)
    return [*first, *rest, *cross(first, by_act), *cross([*first, *rest], by_type), *cross(first, by_part), *ruled]


def weigh_starts(
    model: LinearModel, scene: Scene, candidate: Candidate, starts: Iterable[int], pack: Pack, taken: Sequence[int]
) -> list[dict[str, float]]:
    """The probability of none, theme and topic at each of these words, by their `start_features`."""
    plain, (by_act, by_type, by_part) = Crossing(""), _list_crossings(candidate)
    crossed, crossed_less = (plain, by_act, by_type, by_part), (plain, by_type)
    views = []
    for k in starts:
        first, rest, ruled = _read_start(scene, candidate, k, pack, taken)
        weights = model.weigh_crossed(first, crossed), model.weigh_crossed(rest, crossed_less), model.weigh(ruled)
        views.append(model.decide(*weights))
    return views


def _list_crossings(candidate: Candidate) -> tuple[Crossing, Crossing, Crossing]:
    act = candidate.act or "state"
    return (
        Crossing(f"{act}&"),
        Crossing(f"{ACT_TYPES[act]}&"),
        Crossing(f"{'V' if _part(candidate) == 'verb' else 'N'}&"),
    )


def _read_start(
    scene: Scene, candidate: Candidate, k: int, pack: Pack, taken: Sequence[int]
) -> tuple[list[str], list[str], list[str]]:
    """The features of a start: to be crossed with act, type and part of speech, with the type alone, and not at all."""
    words, i, end = scene.words, candidate.index, candidate.end
    word = words[k]
    reading = candidate.reading()
    part = reading.part if reading else "none"
    _, gov, _, _, base = _place(scene, candidate, k, k + 1, pack)
    side = "R" if k >= end else "L"
    low, high = (end, k) if side == "R" else (k + 1, i)
    between = [words[j] for j in range(low, high)]
    content = [w for w in between if w.piece == "stem"]
    free = [w for j, w in zip(range(low, high), between, strict=True) if w.piece == "stem" and not taken[j]]
    preps = [w.key for w in between if w.piece == "prep"]
    previous = words[k - 1] if k else None
    slot = gov if reading is not None and gov in reading.frame else None
    role = reading.frame.get(slot, "none") if reading is not None and slot else "none"
    features = [
        f"gov={gov}",
        f"gov={gov}|{part}",
        f"tag={word.tag}|{word.definite}",
        f"key={word.key}",
        f"c={pack.clusters.get(word.key, '')}",
        f"prev={previous.key if previous else '^'}",
        f"prevtag={previous.tag if previous else '^'}|{word.tag}",
        f"free={side}{min(len(free), 3)}",
        f"content={side}{min(len(content), 5)}",
        f"preps={side}{min(len(preps), 3)}|{preps[-1] if preps else ''}",
        f"taken={taken[k]}",
        f"takenprev={taken[k - 1] if k else 0}|{free == []}",
        f"role={role}|{side}|{min(len(free), 2)}",
        f"quoted={scene.quoted[k]}|{scene.quoted[i]}",
        f"openquote={previous is not None and previous.text in '«“' + chr(34)}|{side}",
        f"trigger={k in scene.at}|{bool(k in scene.at and scene.at[k].act)}",
        f"adjacent={k == end}",
        f"free0={not free}|{gov}|{part}",
        f"mention={scene.inside[k] >= 0 and scene.mentions[scene.inside[k]].start == k}",
        *base,
    ]
    if scene.tree is not None:
        tops = scene.tree.tops(k)
        top = next((t for t in tops if i <= scene.tree.heads[t] < end), tops[-1] if tops else k)
        way = scene.tree.trace(scene.tree.head_of(i, end), top)
        slot = scene.tree.slot(way, passive=reading is not None and reading.voice == "passive")
        role = reading.frame.get(slot, "none") if reading is not None else "none"
        in_tree = [f"way={way}", f"edge={bool(tops)}|{way}", f"slot={slot}|{role}", f"way={way}|{min(len(free), 1)}"]
        features = [*in_tree, *features]
    ruled: list[str] = []
    if reading is not None:
        ruled = [f"{reading.rule}&gov={gov}|{min(len(free), 1)}", f"{reading.rule}&free={side}{min(len(free), 1)}"]
    return features[:20], features[20:], ruled


def list_ends(scene: Scene, candidate: Candidate, start: int) -> Iterator[int]:
    """Where a phrase that begins at a word may end: before each word that can begin something else."""
    words = scene.words
    limit = candidate.index if start < candidate.index else len(words)
    for end in range(start + 1, min(limit, start + _LONGEST) + 1):
        if end < len(words) and words[end].glued and words[end].piece == "pron":
            continue
        if words[end - 1].piece in ("conj", "prep", "punct") and words[end - 1].text not in "»”" + '"':
            continue
        yield end
        if end < len(words) and words[end].text in STOPS:
            return


def end_features(
    scene: Scene, candidate: Candidate, start: int, end: int, pack: Pack, taken: Sequence[int]
) -> list[str]:
    """What speaks for a phrase ending before the word ``end``."""
    words = scene.words
    last = words[end - 1]
    follow = words[end] if end < len(words) else None
    after = words[end + 1] if end + 1 < len(words) else None
    key = follow.key if follow else "$"
    tag = follow.tag if follow else "$"
    piece = follow.piece if follow else "$"
    next_tag = after.tag if after else "$"
    next_key = after.key if after else "$"
    inside = words[start:end]
    open_quote = sum(w.text in "«“" for w in inside) - sum(w.text in "»”" for w in inside)
    trigger = end < len(words) and (
        bool(end in scene.at and scene.at[end].act) or bool(end + 1 in scene.at and scene.at[end + 1].act)
    )
    date_next = any(s in (end, end + 1) for s, _, _ in scene.dates)
    length = _bucket(end - start)
    crossing = any(c.act for c in scene.candidates if start < c.index < end)
    commas = sum(w.text in COMMAS for w in inside)
    preps = sum(w.piece == "prep" for w in inside)
    gov = governor(scene, start, pack)
    kind = "word" if piece == "stem" else piece
    closes = scene.quoted[start] and follow is not None and follow.text in "»”" + '"'
    conjunction = pack.syntax.conjunction
    state = f"{kind}|{key if piece in ('prep', 'conj', 'punct') else tag}"
    features = [
        f"next={key}",
        f"nexttag={tag}|{last.tag}",
        f"nextnext={piece}|{next_tag}",
        f"nn={key}|{next_key}",
        f"last={last.key}",
        f"lasttag={last.tag}|{last.definite}",
        f"length={length}",
        f"length={length}|{state}",
        f"quote={open_quote}|{closes}",
        f"trigger={trigger}|{state}",
        f"date={date_next}",
        f"crossing={crossing}",
        f"commas={min(commas, 3)}|{key if piece == 'punct' else kind}",
        f"preps={min(preps, 3)}|{kind}",
        f"agree={last.definite}{follow.definite if follow else ''}|{last.tag}|{tag}",
        f"taken={taken[end] if end < len(words) else '$'}{taken[end - 1]}",
        f"state={state}",
        f"c={pack.clusters.get(key, '')}",
        f"relative={key in pack.particles['relative']}",
        f"one={end - start == 1}|{tag}|{key if piece != 'stem' else ''}",
        f"gov={gov}|{kind}",
        f"side={start < candidate.index}|{end == candidate.index}",
        f"conj={key == conjunction}|{next_tag}|{last.tag}|{words[end + 1].definite if after else ''}{last.definite}",
        f"conjtrigger={key == conjunction and end + 1 in scene.at}",
    ]
    if scene.tree is not None:
        rights = [scene.tree.right[t] + 1 for t in scene.tree.tops(start)]
        top = rights[-1] if rights else -1
        features += [
            f"edge={end in rights}|{end == top}",
            f"edge={end in rights}|{end == top}|{kind}",
            f"edge={end < top}|{end > top}|{end in rights}|{state}",
            f"hang={follow.relation if follow else '$'}|{last.relation}",
        ]
    plover = ACT_TYPES[candidate.act or "state"]
    return features + [
        f"{plover}&{f}" for f in features if f.startswith(("next=", "length", "preps", "commas", "state", "crossing"))
    ]
