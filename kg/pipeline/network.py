"""The network that reads a sentence: acts, roles, status, date, place, theme and topics, computed with NumPy.

`training.network` trains it and writes its weights as one file; `training.net` says how it is built. An article's
sentences are read together, so that what is said of an article hangs on nothing but the article.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.errors import LanguageError
from kg.model import STATUSES
from kg.pipeline.inputs import FAR, can_tell, class_distance, list_tokens
from kg.pipeline.scene import Candidate, Group, Scene

__all__ = ["Network", "Reading", "read_weights"]

Floats = NDArray[np.float32]

#: Facts about a word, in the order of `kg.pipeline.inputs.Token`.
_FACTS = ("word", "first", "last", "tag", "piece", "form", "verb")


@dataclass(slots=True)
class Reading:
    """What the network makes of a sentence: for each word what went in (``x``) and what came out (``h``)."""

    scene: Scene
    x: Floats
    h: Floats
    views: dict[tuple[int, str], Floats] = field(default_factory=dict)
    """For an event, told by the number of its word and its act: what each word is to it, and ``h``."""


class _Layer(NamedTuple):
    """One layer of the LSTM: the weights of both directions, forwards and backwards, in one array each.

    Of the four gates, the one that gives what is new comes last. sigmoid(z) is tanh(z / 2) / 2 + 1/2: those of the
    other three are halved, so that one tanh does for all.
    """

    enter: Floats
    recur: Floats
    bias: Floats

    @classmethod
    def join(cls, weights: Mapping[str, Floats], name: str, layer: int) -> _Layer:
        """A layer of PyTorch's weights, by its name and number; their gates are in, keep, new, show."""
        hidden = weights[f"{name}.weight_hh_l{layer}"].shape[1]
        order = np.concatenate([np.arange(hidden) + gate * hidden for gate in (0, 1, 3, 2)])
        half = np.repeat(np.array([0.5, 0.5, 0.5, 1.0], dtype=np.float32), hidden)
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        enter, recur, one, two = (
            np.stack([weights[f"{name}.{kind}_l{layer}{way}"][order].T for way in ("", "_reverse")]) for kind in kinds
        )
        return cls(enter * half, recur * half, (one + two) * half)

    def run(self, rows: Floats, lengths: NDArray[np.int64]) -> Floats:
        """What comes out for each word of sentences of falling length, whose words are the rows."""
        size = self.recur.shape[1]
        alive = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
        # Both directions at once, a word of each sentence that is not at its end at a time.
        sentence = np.concatenate([np.arange(n) for n in alive])
        step = np.repeat(np.arange(len(alive)), alive)
        first = np.cumsum(lengths) - lengths
        places = first[sentence] + step, (first + lengths - 1)[sentence] - step
        gates = np.stack([rows[own] for own in places]) @ self.enter
        gates += self.bias[:, None]
        out = np.empty((2, len(rows), size), dtype=np.float32)
        h, c = np.zeros((2, 2, len(lengths), size), dtype=np.float32)
        at, n = 0, -1
        for living in alive.tolist():
            if living != n:
                n = living
                h, c = h[:, :n].copy(), c[:, :n].copy()
                g, new = np.empty((2, n, 4 * size), dtype=np.float32), np.empty_like(c)
                opened = g[..., : 3 * size]
                let_in, keep, show, met = (g[..., k * size : (k + 1) * size] for k in range(4))
            np.matmul(h, self.recur, out=g)
            g += gates[:, at : at + n]
            np.tanh(g, out=g)
            opened += 1
            c *= keep
            c += np.multiply(let_in, met, out=new)
            c *= 0.5
            np.multiply(show, np.tanh(c, out=new), out=h)
            h *= 0.5
            out[:, at : at + n] = h
            at += n
        both = np.empty((len(rows), 2 * size), dtype=np.float32)
        for way, own in enumerate(places):
            both[own, way * size : (way + 1) * size] = out[way]
        return both


def read_weights(file: Traversable) -> tuple[dict[str, Floats], dict[str, list[str]]]:
    """What a `Network` is made of, from its file. Raises what NumPy does if that is missing or damaged."""
    weights: dict[str, Floats] = {}
    vocabulary: dict[str, list[str]] = {}
    with np.load(io.BytesIO(file.read_bytes())) as stored:
        for name in stored.files:
            if name.startswith("vocabulary:"):
                vocabulary[name.partition(":")[2]] = stored[name].tobytes().decode().split("\n")
            elif name.endswith(":q"):
                own = name[:-2]
                weights[own] = stored[name].astype(np.float32) * stored[f"{own}:s"].astype(np.float32)
            elif not name.endswith(":s"):
                weights[name] = stored[name].astype(np.float32)
    return weights, vocabulary


class Network:
    """The trained network. Its methods give probabilities, 0 to 1."""

    def __init__(self, weights: Mapping[str, Floats], vocabulary: Mapping[str, Sequence[str]]) -> None:
        """``weights`` by the names of `training.net`; ``vocabulary``: what is told apart, by kind, in order."""
        self._w = dict(weights)
        self._v = {kind: {name: k for k, name in enumerate(names)} for kind, names in vocabulary.items()}
        self._acts = list(vocabulary["act"])
        self._lstm = [_Layer.join(self._w, name, layer) for name, layer in (("lstm", 0), ("lstm", 1), ("third", 0))]
        self._focus = [_Layer.join(self._w, name, 0) for name in ("focus", "refocus")]
        self._threads = ThreadpoolController().select(user_api="blas")

    @classmethod
    def load(cls, file: Traversable) -> Network:
        """Read a file of weights. Raises `LanguageError` if it is missing or damaged."""
        try:
            return cls(*read_weights(file))
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise LanguageError(f"{file}: no network of ours ({error}); run training/ again or reinstall") from None

    def keep_to_one_thread(self) -> AbstractContextManager[Any]:
        """While it is open, NumPy's products run in one thread: others cost more than they gain on such small ones."""
        if all(library.num_threads == 1 for library in self._threads.lib_controllers):
            return nullcontext()  # as in kg's own processes (`kg.threads`): asking is quicker than setting
        limit: AbstractContextManager[Any] = self._threads.limit(limits=1)
        return limit

    # -- reading -------------------------------------------------------------------------------------------------------

    def read(self, scenes: Sequence[Scene]) -> list[Reading]:
        """Read an article's sentences; their mentions, dates and candidates must have been found."""
        inputs = [self._embed(scene) for scene in scenes]
        read = self._run(inputs, self._lstm)
        return [Reading(scene, x, h) for scene, x, h in zip(scenes, inputs, read, strict=True)]

    def look(self, events: Sequence[tuple[Reading, Candidate, str]]) -> None:
        """Read the sentences again for events, each told by its word and act: fills the readings' ``views``."""
        w = self._w
        inputs = []
        # What the words of a sentence are is the same for all its events.
        readings = {id(reading): reading for reading, _, _ in events}
        nears = {key: _rise(self._line("near", reading.h)) for key, reading in readings.items()}
        for reading, candidate, act in events:
            near = nears[id(reading)]
            span = range(candidate.index, candidate.end)
            away = [
                FAR if k in span else class_distance(candidate.index, candidate.end, k, k + 1) for k in range(len(near))
            ]
            told = np.broadcast_to(w["act.weight"][self._v["act"].get(act, 0)], (len(near), w["act.weight"].shape[1]))
            inputs.append(np.concatenate([near, w["away.weight"][away], told], axis=1))
        seen_by = self._run(inputs, self._focus, again=w["near.bias"].shape[0])
        for (reading, candidate, act), seen in zip(events, seen_by, strict=True):
            reading.views[candidate.index, act] = np.concatenate([reading.h, seen], axis=1)

    def _view(self, reading: Reading, candidate: Candidate, act: str) -> Floats:
        key = candidate.index, act
        if key not in reading.views:
            self.look([(reading, candidate, act)])
        return reading.views[key]

    @staticmethod
    def _run(inputs: Sequence[Floats], layers: Sequence[_Layer], again: int | None = None) -> list[Floats]:
        """What layers say of each word of some sentences, each given as words by numbers.

        The last one adds to what those below it say; it is given the numbers from ``again`` on once more.
        """
        read: list[Floats] = [np.zeros((0, 2 * layers[-1].recur.shape[1]), dtype=np.float32)] * len(inputs)
        order = sorted((k for k, x in enumerate(inputs) if len(x)), key=lambda k: -len(inputs[k]))
        if not order:
            return read
        lengths = np.array([len(inputs[k]) for k in order])
        given = rows = np.concatenate([inputs[k] for k in order])
        for layer in layers[:-1]:
            rows = layer.run(rows, lengths)
        below = rows if again is None else np.concatenate([rows, given[:, again:]], axis=1)
        rows = rows + layers[-1].run(below, lengths)
        for k, own in zip(order, np.split(rows, np.cumsum(lengths)[:-1]), strict=True):
            read[k] = own
        return read

    def _embed(self, scene: Scene) -> Floats:
        tokens = list_tokens(scene)
        w, v = self._w, self._v
        parts = [w[f"{fact}.weight"][[v[fact].get(getattr(t, fact), 0) for t in tokens]] for fact in _FACTS]
        acts = np.zeros((len(tokens), w["acts.weight"].shape[1]), dtype=np.float32)
        rules = np.zeros((len(tokens), w["rules.weight"].shape[1]), dtype=np.float32)
        for k, token in enumerate(tokens):
            if token.acts:
                known = [n for n in (v["act"].get(a.partition("|")[0], 0) for a in token.acts) if n]
                if known:
                    acts[k] = w["acts.weight"][known].mean(axis=0)
                rules[k] = self._add_up("rules", [v["rule"].get(r, 0) for r in token.rules])
        flags = np.array([[t.quoted, t.dated] for t in tokens], dtype=np.float32).reshape(-1, 2)
        return np.concatenate([*parts, acts, rules, flags], axis=1)

    # -- deciding ------------------------------------------------------------------------------------------------------

    def weigh_words(self, reading: Reading) -> dict[int, list[tuple[float, str]]]:
        """For each word that may tell of an event its acts with their probabilities, the likeliest first."""
        scene = reading.scene
        at = [k for k in range(len(scene.words)) if can_tell(scene, k)]
        if not at:
            return {}
        z = self._line("act_out", _rise(self._line("act_in", np.concatenate([reading.h[at], reading.x[at]], axis=1))))
        rows = {k: row for row, k in enumerate(at)}
        for k, candidate in scene.at.items():
            if k in rows:
                for act, how in candidate.acts.items():
                    if act in self._v["act"]:
                        z[rows[k], self._v["act"][act]] += self._w["how.weight"][self._v["how"].get(how, 0), 0]
        z[:, 0] = 0.0
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        best = np.argsort(-p[:, 1:], axis=1, kind="stable")[:, :3] + 1
        likeliest = np.take_along_axis(p, best, axis=1)
        return {
            k: [(share, self._acts[n]) for share, n in zip(shares, numbers, strict=True)]
            for k, shares, numbers in zip(at, likeliest.tolist(), best.tolist(), strict=True)
        }

    def weigh_units(
        self,
        reading: Reading,
        candidate: Candidate,
        act: str,
        groups: Sequence[Group],
        units: Sequence[Sequence[int]],
        features: Sequence[Sequence[int]],
    ) -> Floats:
        """For each unit (the numbers of its groups) of an event: actor, recipient, who says so."""
        w, v, h = self._w, self._v, self._view(reading, candidate, act)
        code = v["act"].get(act, 0)
        told = w["act.weight"][code]
        event = self._line("event", np.concatenate([h[candidate.index], told, self._rule_of(candidate, act)]))
        named = np.array([g.start >= 0 for g in groups])
        first = [max(g.start, 0) for g in groups]
        last = [max(g.end - 1, 0) for g in groups]
        source = w["source.weight"][[v["source"].get(g.source, 0) for g in groups]]
        own = self._line("group", np.concatenate([h[first], h[last]], axis=1)) + np.float32(0.3) * source
        own = np.where(named[:, None], own, source)
        far = [class_distance(candidate.index, candidate.end, g.start, g.end) if g.start >= 0 else FAR for g in groups]
        where = self._line(
            "place_of",
            np.concatenate(
                [
                    w["kind.weight"][[v["group"].get(g.form, 0) for g in groups]],
                    w["distance.weight"][far],
                    w["number.weight"][[min(len(g.countries), 3) for g in groups]],
                ],
                axis=1,
            ),
        )
        met = _rise(event + own + np.float32(0.3) * self._line("both", event * own) + where)
        pooled = np.stack([met[list(members)].max(axis=0) for members in units])
        wide = np.stack([self._add_up("wide", f) for f in features])
        n = len(units)
        z = np.concatenate(
            [
                pooled,
                wide,
                np.broadcast_to(wide.mean(axis=0), wide.shape),
                np.broadcast_to(pooled.max(axis=0), pooled.shape),
            ],
            axis=1,
        )
        z = _rise(self._line("unit", z))
        alone = self._line("role", np.concatenate([z, np.broadcast_to(told, (n, len(told)))], axis=1))
        alone = alone + w["usual.weight"][code]
        # Each beside the others, with the roles that these seem to play.
        playing = _squash(alone)[:, :, None] * z[:, None, :]
        others = (playing.sum(axis=0) - playing).reshape(n, -1)
        change = self._line("change", _rise(self._line("beside", np.concatenate([z, others], axis=1))))
        return _squash(alone + change)

    def weigh_status(
        self, reading: Reading, candidate: Candidate, act: str, features: Sequence[int]
    ) -> dict[str, float]:
        """The probability of each status."""
        w, v = self._w, self._v
        rules = self._add_up("rules", [v["rule"].get(r, 0) for r in sorted({r.rule for r in candidate.readings})])
        told = w["act.weight"][v["act"].get(act, 0)]
        own = self._view(reading, candidate, act)[candidate.index]
        z = np.concatenate([own, told, rules, self._add_up("small", features)])
        z = self._line("status_out", _rise(self._line("status_in", z)))
        p = np.exp(z - z.max())
        return dict(zip(STATUSES, (p / p.sum()).tolist(), strict=True))

    def weigh_spots(
        self,
        name: str,
        reading: Reading,
        candidate: Candidate,
        act: str,
        spans: Sequence[tuple[int, int]],
        features: Sequence[Sequence[int]],
    ) -> list[float]:
        """For each ``date`` or place (``spot``), told by its words, whether it is the event's."""
        if not spans:
            return []
        told = self._w["act.weight"][self._v["act"].get(act, 0)]
        h = self._view(reading, candidate, act)
        event = self._line(f"{name}_event", np.concatenate([h[candidate.index], told]))
        wide = np.stack([self._add_up("small", f) for f in features])
        words = self._line(f"{name}_word", np.concatenate([h[[s for s, _ in spans]], wide], axis=1))
        far = self._w[f"{name}_far.weight"][[class_distance(candidate.index, candidate.end, s, e) for s, e in spans]]
        z = self._line(f"{name}_out", _rise(event + words + far))
        return [float(p) for p in _squash(z)[:, 0]]

    def weigh_starts(
        self, reading: Reading, candidate: Candidate, act: str, starts: Sequence[int], taken: Sequence[int]
    ) -> list[tuple[float, float]]:
        """For each word whether the theme, or a topic, begins with it."""
        if not starts:
            return []
        w, h, code = self._w, self._view(reading, candidate, act), self._v["act"].get(act, 0)
        event = np.concatenate([h[candidate.index], w["act.weight"][code], self._rule_of(candidate, act)])
        z = self._line("start_event", event) + self._line("start_word", h[list(starts)])
        z = z + self._line("start_before", h[[max(k - 1, 0) for k in starts]])
        z = z + w["start_far.weight"][[class_distance(candidate.index, candidate.end, k, k + 1) for k in starts]]
        z = _rise(z + w["start_taken.weight"][[taken[k] for k in starts]])
        p = _squash(self._line("start_out", z) + w["start_usual.weight"][code])
        return [(float(a), float(b)) for a, b in p]

    def weigh_ends(
        self,
        reading: Reading,
        candidate: Candidate,
        act: str,
        start: int,
        ends: Sequence[int],
        taken: Sequence[int],
    ) -> Floats:
        """For each of the places where a phrase may end, its probability among them."""
        w, h, n = self._w, self._view(reading, candidate, act), len(reading.h)
        follow = np.stack([h[e] if e < n else np.zeros(h.shape[1], dtype=np.float32) for e in ends])
        z = self._line("end_start", h[start]) + self._line("end_last", h[[e - 1 for e in ends]])
        z = z + self._line("end_next", follow) + w["end_length.weight"][[min(e - start, FAR) for e in ends]]
        z = z + w["end_taken.weight"][[taken[e] if e < n else 3 for e in ends]]
        z = self._line("end_out", _rise(z + self._line("end_act", w["act.weight"][self._v["act"].get(act, 0)])))[:, 0]
        p = np.exp(z - z.max())
        shares: Floats = p / p.sum()
        return shares

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _line(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self._w[f"{name}.weight"].T
        bias = self._w.get(f"{name}.bias")
        return out if bias is None else out + bias

    def _add_up(self, name: str, numbers: Sequence[int]) -> Floats:
        table = self._w[f"{name}.weight"]
        rows = [n for n in numbers if n]
        total: Floats = table[rows].sum(axis=0) if rows else np.zeros(table.shape[1], dtype=np.float32)
        return total

    def _rule_of(self, candidate: Candidate, act: str) -> Floats:
        reading = candidate.reading(act)
        rule: Floats = self._w["rule.weight"][self._v["rule"].get(reading.rule if reading else "", 0)]
        return rule


def _rise(x: Floats) -> Floats:
    out: Floats = np.maximum(x, 0)
    return out


def _squash(x: Floats) -> Floats:
    out: Floats = (1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return out
