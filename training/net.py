"""The network in PyTorch, as it is trained; `kg.pipeline.network` computes the same from its weights with NumPy.

A sentence's words go through three bidirectional LSTM layers, on which hangs which act a word tells of. For each event
two more read the sentence again, told where the event's word is and which act it tells of; on all hang who of those
named or meant plays which role; the status; which date and place are the event's; where theme and topics begin and
end. The last of the three, and of the two, adds to what those below it say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.model import STATUSES
from kg.pipeline.inputs import FAR, HASHED, Token, class_distance
from training.gold import MANNERS

__all__ = ["ENCODER", "Net", "collate", "make_vocabulary", "number_tokens"]

#: The parts that pretraining makes.
ENCODER = ("word", "first", "last", "tag", "piece", "form", "verb", "acts", "rules", "lstm", "third")
WIDE, SMALL, HIDDEN, DEEP, PHRASE = 48, 16, 160, 128, 96
#: The layers that read a sentence again for each of its events: what goes in of each word, and what comes out.
NEAR, FOCUS = 96, 96
#: What comes out of a unit beside the others with the roles that they seem to play.
BESIDE = 64
Vocabulary = dict[str, dict[str, int]]


class Manners(nn.Module):
    """What annotators of another manner than the gold's do otherwise at a layer, and at what comes out of it.

    The gold's own is nothing at all, so that whoever reads with the network needs none of it.
    """

    def __init__(self, width: int, out: int) -> None:
        super().__init__()
        self.shift, self.scale, self.out = (
            nn.Embedding.from_pretrained(torch.zeros(len(MANNERS), size), freeze=False, padding_idx=0)
            for size in (width, width, out)
        )

    def forward(self, z: Tensor, manner: Tensor) -> Tensor:
        """What comes out of a layer whose sums are ``z``."""
        told: Tensor = functional.relu(z + self.shift(manner)) * (1 + self.scale(manner))
        return told


def make_vocabulary(scenes: Iterable[Mapping[str, Any]], words: Sequence[str]) -> Vocabulary:
    """Numbers for all that the network tells apart; 0 is what it does not know, word 1 a word that is hidden."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for scene in scenes:
        for token in scene["tokens"]:
            for key in ("first", "last", "tag", "piece", "form", "verb"):
                counts[key][getattr(token, key)] += 1
            counts["rule"].update(token.rules)
            for act, how in (a.split("|") for a in token.acts):
                counts["act"][act] += 1
                counts["how"][how] += 1
        for event in scene["events"]:
            counts["act"][event["act"]] += 1
            counts["rule"][event["rule"]] += 1
            counts["source"].update(g[2] for g in event["groups"])
            counts["group"].update(g[3] for g in event["groups"])
    found: Vocabulary = {"word": {name: k for k, name in enumerate(["", "<hidden>", *words, "<name>", "<nisba>"])}}
    for key, counted in counts.items():
        least = 3 if key in ("first", "last", "verb", "rule") else 1
        names = sorted(name for name, n in counted.items() if n >= least and name)
        found[key] = {name: k for k, name in enumerate(["", *names])}
    return found


def number_tokens(tokens: Sequence[Token], v: Vocabulary) -> dict[str, Any]:
    """The words of a sentence as numbers: a row a word, then the lexicon's acts and rules of those that have any."""
    rows = np.array(
        [
            [
                v["word"].get(t.word, 0), v["first"].get(t.first, 0), v["last"].get(t.last, 0), v["tag"].get(t.tag, 0),
                v["piece"].get(t.piece, 0), v["form"].get(t.form, 0), v["verb"].get(t.verb, 0), t.quoted, t.dated,
            ]
            for t in tokens
        ],
        dtype=np.int64,
    ).reshape(-1, 9)  # fmt: skip
    acts = {
        k: [(v["act"].get(a, 0), v["how"].get(h, 0)) for a, h in (x.split("|") for x in t.acts)]
        for k, t in enumerate(tokens)
        if t.acts
    }
    rules = {k: [v["rule"].get(r, 0) for r in t.rules] for k, t in enumerate(tokens) if t.rules}
    return {"rows": rows, "acts": acts, "rules": rules}


class Net(nn.Module):
    """The network. ``vectors`` are those of the vocabulary's words, in their order."""

    def __init__(self, v: Vocabulary, vectors: np.ndarray, *, dropout: float = 0.3) -> None:
        super().__init__()
        size = vectors.shape[1]
        self.word = nn.Embedding(len(v["word"]), size)
        with torch.no_grad():
            self.word.weight.normal_(0, 0.1)
            self.word.weight[2 : 2 + len(vectors)] = torch.from_numpy(vectors * 3)
        for name, width in (("first", 12), ("last", 16), ("tag", 16), ("piece", 12), ("form", 24), ("verb", 24)):
            setattr(self, name, nn.Embedding(len(v[name]), width))
        self.acts = nn.EmbeddingBag(len(v["act"]), 24, mode="mean", padding_idx=0)
        self.rules = nn.EmbeddingBag(len(v["rule"]), WIDE, mode="sum", padding_idx=0)
        nn.init.normal_(self.rules.weight, 0, 0.1)
        size += 12 + 16 + 16 + 12 + 24 + 24 + 24 + WIDE + 2
        self.lstm = nn.LSTM(size, HIDDEN, num_layers=2, bidirectional=True, batch_first=True)
        self.third = nn.LSTM(2 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
        self.drop = nn.Dropout(dropout)
        self.hide, self.forget = 0.1, 0.15
        seen = 2 * HIDDEN
        # which event is looked at
        self.near = nn.Linear(seen, NEAR)
        self.away = nn.Embedding(FAR + 1, 16)
        self.focus = nn.LSTM(NEAR + 16 + 32, FOCUS, bidirectional=True, batch_first=True)
        self.refocus = nn.LSTM(2 * FOCUS + 16 + 32, FOCUS, bidirectional=True, batch_first=True)
        viewed = seen + 2 * FOCUS
        # which act
        self.act_in = nn.Linear(seen + size, DEEP)
        self.act_out = nn.Linear(DEEP, len(v["act"]))
        self.act_manner = Manners(DEEP, len(v["act"]))
        self.how = nn.Embedding(len(v["how"]), 1)
        nn.init.zeros_(self.how.weight)
        # who
        self.act = nn.Embedding(len(v["act"]), 32)
        self.rule = nn.Embedding(len(v["rule"]), 16)
        self.wide = nn.EmbeddingBag(HASHED, WIDE, mode="sum", padding_idx=0)
        nn.init.normal_(self.wide.weight, 0, 0.05)
        self.event = nn.Linear(viewed + 48, DEEP)
        self.group = nn.Linear(2 * viewed, DEEP)
        self.source = nn.Embedding(len(v["source"]), DEEP)
        self.kind = nn.Embedding(len(v["group"]), 16)
        self.distance = nn.Embedding(FAR + 1, 16)
        self.number = nn.Embedding(4, 4)
        self.place_of = nn.Linear(36, DEEP, bias=False)
        self.both = nn.Linear(DEEP, DEEP)
        self.unit = nn.Linear(2 * DEEP + 2 * WIDE, DEEP)
        self.role = nn.Linear(DEEP + 32, 3)
        self.usual = nn.Embedding(len(v["act"]), 3)
        nn.init.zeros_(self.usual.weight)
        self.beside = nn.Linear(4 * DEEP, BESIDE)
        self.change = nn.Linear(BESIDE, 3)
        nn.init.zeros_(self.change.weight)
        nn.init.zeros_(self.change.bias)
        self.unit_manner, self.beside_manner = Manners(DEEP, 3 * len(v["act"])), Manners(BESIDE, 3)
        # whether, when, where
        self.small = nn.EmbeddingBag(HASHED, SMALL, mode="sum", padding_idx=0)
        nn.init.normal_(self.small.weight, 0, 0.05)
        self.status_in = nn.Linear(viewed + 32 + WIDE + SMALL, 64)
        self.status_out = nn.Linear(64, len(STATUSES))
        self.status_manner = Manners(64, len(STATUSES))
        for name in ("date", "spot"):
            setattr(self, f"{name}_event", nn.Linear(viewed + 32, 64))
            setattr(self, f"{name}_word", nn.Linear(viewed + SMALL, 64))
            setattr(self, f"{name}_far", nn.Embedding(FAR + 1, 64))
            setattr(self, f"{name}_out", nn.Linear(64, 1))
            setattr(self, f"{name}_manner", Manners(64, 1))
        # what about
        self.start_event = nn.Linear(viewed + 48, PHRASE)
        self.start_word = nn.Linear(viewed, PHRASE)
        self.start_before = nn.Linear(viewed, PHRASE, bias=False)
        self.start_far = nn.Embedding(FAR + 1, PHRASE)
        self.start_taken = nn.Embedding(4, PHRASE)
        self.start_out = nn.Linear(PHRASE, 2)
        self.start_usual = nn.Embedding(len(v["act"]), 2)
        nn.init.zeros_(self.start_usual.weight)
        self.start_manner = Manners(PHRASE, 2)
        self.end_start = nn.Linear(viewed, PHRASE)
        self.end_last = nn.Linear(viewed, PHRASE, bias=False)
        self.end_next = nn.Linear(viewed, PHRASE, bias=False)
        self.end_length = nn.Embedding(FAR + 1, PHRASE)
        self.end_taken = nn.Embedding(4, PHRASE)
        self.end_act = nn.Linear(32, PHRASE, bias=False)
        self.end_out = nn.Linear(PHRASE, 1)

    def read(self, b: Mapping[str, Any]) -> tuple[Tensor, Tensor]:
        """What the layers say of each word, and what was put in, padded: sentences by words by numbers."""
        rows = b["rows"]
        words = rows[:, :, 0]
        if self.training:
            words = torch.where(torch.rand(words.shape) < self.hide, torch.ones_like(words), words)
        n, length = words.shape
        parts = [self.word(words)]
        parts += [getattr(self, name)(rows[:, :, k]) for k, name in enumerate(ENCODER[1:7], 1)]
        parts += [self.acts(b["acts"].view(n * length, -1)).view(n, length, -1)]
        parts += [self.rules(b["rules"].view(n * length, -1)).view(n, length, -1), rows[:, :, 7:9].float()]
        x = self.drop(torch.cat(parts, -1))
        back = turn_round(b["length"], length)
        h = read_both_ways(self.lstm, 1, self.drop(read_both_ways(self.lstm, 0, x, back)), back)
        h = h + read_both_ways(self.third, 0, self.drop(h), back)
        return self.drop(h), x

    def look(self, h: Tensor, b: Mapping[str, Any]) -> Tensor:
        """What is said of each word (`read`) and what it is to each event: events by words by numbers."""
        own = h[b["e_s"]]
        n, length = own.shape[:2]
        act = self.act(b["e_act"]).unsqueeze(1).expand(-1, length, -1)
        event = torch.cat([self.away(b["e_away"].view(n, length)), act], -1)
        back = turn_round(b["length"][b["e_s"]], length)
        z = read_both_ways(self.focus, 0, torch.cat([self.drop(functional.relu(self.near(own))), event], -1), back)
        z = z + read_both_ways(self.refocus, 0, torch.cat([self.drop(z), event], -1), back)
        return torch.cat([own, self.drop(z)], -1)

    def _lose(self, ids: Tensor) -> Tensor:
        """Hashed features, in training some of them forgotten."""
        return torch.where(torch.rand(ids.shape) < self.forget, torch.zeros_like(ids), ids) if self.training else ids

    def _decide(self, name: str, sums: Tensor, manner: Tensor) -> Tensor:
        """What a layer's sums come to, with what each one's manner does otherwise."""
        reader = self.change if name == "beside" else getattr(self, f"{name}_out")
        manners = getattr(self, f"{name}_manner")
        decided: Tensor = reader(self.drop(manners(sums, manner))) + manners.out(manner)
        return decided

    def weigh_words(self, h: Tensor, x: Tensor, b: Mapping[str, Any]) -> Tensor:
        """For each word that can be a trigger a number an act; the first, of no act, is 0."""
        at = (b["w_s"], b["w_i"])
        out = self._decide("act", self.act_in(torch.cat([h[at], x[at]], -1)), b["manner"][b["w_s"]])
        out = out.index_put((b["h_w"], b["h_a"]), self.how(b["h_h"]).squeeze(-1), accumulate=True)
        return torch.cat([torch.zeros(len(out), 1), out[:, 1:]], 1)

    # What follows is about events: ``h`` is what `look` gives.

    def weigh_units(self, h: Tensor, b: Mapping[str, Any]) -> Tensor:
        """For each unit of each event three numbers: actor, recipient, who says so."""
        act = self.act(b["e_act"])
        events = self.event(torch.cat([h[b["e_n"], b["e_i"]], act, self.rule(b["e_rule"])], -1))
        groups = self.group(torch.cat([h[b["g_e"], b["g_a"]], h[b["g_e"], b["g_z"]]], -1))
        source = self.source(b["g_source"])
        groups = torch.where(b["g_implied"].unsqueeze(-1), source, groups + 0.3 * source)
        event = events[b["g_e"]]
        where = self.place_of(torch.cat([self.kind(b["g_kind"]), self.distance(b["g_far"]), self.number(b["g_n"])], -1))
        g = functional.relu(event + groups + 0.3 * self.both(event * groups) + where)
        count, events_count = len(b["u_e"]), len(act)
        index = b["m_u"].unsqueeze(-1).expand(-1, DEEP)
        units = torch.zeros((count, DEEP)).scatter_reduce(0, index, g[b["m_g"]], "amax", include_self=True)
        index = b["u_e"].unsqueeze(-1)
        rivals = torch.zeros((events_count, DEEP)).scatter_reduce(0, index.expand(-1, DEEP), units, "amax")
        wide = self.drop(self.wide(self._lose(b["u_f"])))
        mean = torch.zeros((events_count, WIDE)).scatter_reduce(
            0, index.expand(-1, WIDE), wide, "mean", include_self=False
        )
        z = torch.cat([units, wide, mean[b["u_e"]], rivals[b["u_e"]]], -1)
        manner = b["e_manner"][b["u_e"]]
        z = self.drop(self.unit_manner(self.unit(self.drop(z)), manner))
        alone = self.role(torch.cat([z, act[b["u_e"]]], -1)) + self.usual(b["e_act"])[b["u_e"]]
        otherwise = self.unit_manner.out(manner).view(count, 3, -1)
        alone = alone + otherwise.gather(2, b["e_act"][b["u_e"]].view(-1, 1, 1).expand(-1, 3, 1)).squeeze(-1)
        playing = torch.sigmoid(alone).unsqueeze(-1) * z.unsqueeze(1)
        others = torch.zeros((events_count, 3, DEEP)).index_add(0, b["u_e"], playing)[b["u_e"]] - playing
        return alone + self._decide("beside", self.beside(torch.cat([z, others.flatten(1)], -1)), manner)

    def weigh_status(self, h: Tensor, b: Mapping[str, Any]) -> Tensor:
        """For each event four numbers."""
        rules = self.rules(b["rules"][b["e_s"], b["e_i"]])
        wide = self.small(self._lose(b["e_f"]))
        z = torch.cat([h[b["e_n"], b["e_i"]], self.act(b["e_act"]), rules, wide], -1)
        return self._decide("status", self.status_in(z), b["e_manner"])

    def weigh_spots(self, name: str, h: Tensor, b: Mapping[str, Any]) -> Tensor:
        """For each event and each ``date`` or place (``spot``) a number."""
        k = name[0]
        events = getattr(self, f"{name}_event")(torch.cat([h[b["e_n"], b["e_i"]], self.act(b["e_act"])], -1))
        wide = self.small(self._lose(b[f"{k}_f"]))
        words = getattr(self, f"{name}_word")(torch.cat([h[b[f"{k}_e"], b[f"{k}_k"]], wide], -1))
        z = events[b[f"{k}_e"]] + words + getattr(self, f"{name}_far")(b[f"{k}_far"])
        return self._decide(name, z, b["e_manner"][b[f"{k}_e"]]).squeeze(-1)

    def weigh_starts(self, h: Tensor, b: Mapping[str, Any]) -> Tensor:
        """For each event and each word that a phrase may begin with two numbers: theme, topic."""
        events = self.start_event(torch.cat([h[b["e_n"], b["e_i"]], self.act(b["e_act"]), self.rule(b["e_rule"])], -1))
        z = events[b["t_e"]] + self.start_word(h[b["t_e"], b["t_k"]])
        z = z + self.start_before(h[b["t_e"], (b["t_k"] - 1).clamp(min=0)])
        z = z + self.start_far(b["t_far"]) + self.start_taken(b["t_taken"])
        return self._decide("start", z, b["e_manner"][b["t_e"]]) + self.start_usual(b["e_act"])[b["t_e"]]

    def weigh_ends(self, h: Tensor, b: Mapping[str, Any]) -> Tensor:
        """For each place where a phrase may end a number."""
        follow = torch.where(b["x_in"].unsqueeze(-1), h[b["x_e"], b["x_n"]], torch.zeros(1))
        z = self.end_start(h[b["x_e"], b["x_k"]]) + self.end_last(h[b["x_e"], b["x_end"] - 1]) + self.end_next(follow)
        z = z + self.end_length(b["x_length"]) + self.end_taken(b["x_taken"]) + self.end_act(self.act(b["x_act"]))
        return self.end_out(self.drop(functional.relu(z))).squeeze(-1)


def turn_round(lengths: Tensor, length: int) -> Tensor:
    """For each place of padded sentences the one that has its word when they are read from their ends."""
    places = torch.arange(length).expand(len(lengths), -1)
    ends = lengths.unsqueeze(1)
    return torch.where(places < ends, ends - 1 - places, places)


def read_both_ways(lstm: nn.LSTM, layer: int, x: Tensor, back: Tensor) -> Tensor:
    """What a bidirectional layer says of padded sentences; ``back``: `turn_round`.

    PyTorch does so with packed sentences, on a CPU in twice the time.
    """
    found = []
    for way in ("", "_reverse"):
        weights = [getattr(lstm, f"{kind}_l{layer}{way}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        rows = back.unsqueeze(-1)
        given = torch.gather(x, 1, rows.expand(-1, -1, x.shape[-1])) if way else x
        nothing = torch.zeros((1, len(x), lstm.hidden_size))
        out = torch._VF.lstm(given, (nothing, nothing), weights, True, 1, 0.0, lstm.training, False, True)[0]
        found.append(torch.gather(out, 1, rows.expand(-1, -1, out.shape[-1])) if way else out)
    return torch.cat(found, -1)


def pad(rows: Sequence[Sequence[int]]) -> Tensor:
    """Lists of numbers as a matrix, filled up with 0."""
    width = max([len(row) for row in rows] + [1])
    out = np.zeros((len(rows), width), dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return torch.from_numpy(out)


def collate_tokens(numbered: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Sentences (`number_tokens`), the longest first, as one batch."""
    n, length = len(numbered), len(numbered[0]["rows"])
    rows = np.zeros((n, length, 9), dtype=np.int64)
    acts = np.zeros((n, length, max([len(x) for s in numbered for x in s["acts"].values()] + [1])), dtype=np.int64)
    rules = np.zeros((n, length, max([len(x) for s in numbered for x in s["rules"].values()] + [1])), dtype=np.int64)
    for k, scene in enumerate(numbered):
        rows[k, : len(scene["rows"])] = scene["rows"]
        for i, pairs in scene["acts"].items():
            acts[k, i, : len(pairs)] = [a for a, _ in pairs]
        for i, values in scene["rules"].items():
            rules[k, i, : len(values)] = values
    return {
        "rows": torch.from_numpy(rows),
        "acts": torch.from_numpy(acts),
        "rules": torch.from_numpy(rules),
        "length": torch.tensor([len(s["rows"]) for s in numbered]),
    }


def collate(scenes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Sentences (`training.network.number_scenes`) with their events as one batch."""
    scenes = sorted(scenes, key=lambda s: -len(s["rows"]))
    b = collate_tokens(scenes)
    c: dict[str, list[Any]] = defaultdict(list)
    length = len(scenes[0]["rows"])
    phrases = 0
    for k, scene in enumerate(scenes):
        at = {}
        for i, act in scene["words"]:
            at[i] = len(c["w_i"])
            for key, value in (("w_s", k), ("w_i", i), ("w_y", act)):
                c[key].append(value)
        for i, pairs in scene["acts"].items():
            if i in at:
                for act, how in pairs:
                    for key, value in (("h_w", at[i]), ("h_a", act), ("h_h", how)):
                        c[key].append(value)
        for event in scene["events"]:
            e, first = len(c["e_i"]), len(c["g_a"])

            far = partial(class_distance, event["i"], event["end"])
            for key in ("i", "act", "rule", "status", "f"):
                c[f"e_{key}"].append(event[key])
            c["e_s"].append(k)
            c["e_n"].append(e)
            c["e_away"] += [FAR if event["i"] <= w < event["end"] else far(w, w + 1) for w in range(length)]
            for start, stop, source, kind, n in event["groups"]:
                implied = start < 0
                distance = FAR if implied else far(start, stop)
                values = (max(start, 0), max(stop - 1, 0), implied, source, kind, n, e, distance)
                names = ("a", "z", "implied", "source", "kind", "n", "e", "far")
                for key, value in zip(names, values, strict=True):
                    c[f"g_{key}"].append(value)
            for members, features, labels in event["units"]:
                for number in members:
                    c["m_g"].append(first + number)
                    c["m_u"].append(len(c["u_e"]))
                c["u_e"].append(e)
                c["u_f"].append(features)
                c["u_y"].append(labels)
            for name in ("d", "s"):
                for start, stop, label, features in event["dates" if name == "d" else "places"]:
                    values = (start, e, label, features, far(start, stop))
                    for key, value in zip(("k", "e", "y", "f", "far"), values, strict=True):
                        c[f"{name}_{key}"].append(value)
            for start, label, taken in event["starts"]:
                values = (start, e, label, taken, far(start, start + 1))
                for key, value in zip(("k", "e", "y", "taken", "far"), values, strict=True):
                    c[f"t_{key}"].append(value)
            for start, stops, right in event["ends"]:
                for j, stop in enumerate(stops):
                    inside = stop < len(scene["rows"])
                    values = (
                        e, start, stop, inside, stop if inside else 0, min(stop - start, FAR),
                        event["taken"][stop] if inside else 3, event["act"], phrases, int(j == right),
                    )  # fmt: skip
                    names = ("e", "k", "end", "in", "n", "length", "taken", "act", "g", "y")
                    for key, value in zip(names, values, strict=True):
                        c[f"x_{key}"].append(value)
                phrases += 1
    for key in _LONG:
        b[key] = torch.tensor(c[key], dtype=torch.long)
    for key in ("g_implied", "x_in"):
        b[key] = torch.tensor(c[key], dtype=torch.bool)
    for key in ("u_f", "e_f", "d_f", "s_f"):
        b[key] = pad(c[key])
    b["u_y"] = torch.tensor(c["u_y"], dtype=torch.float).view(-1, 3)
    b["phrases"], b["scenes"] = phrases, scenes
    b["manner"] = torch.tensor([s["manner"] for s in scenes])
    b["e_manner"] = b["manner"][b["e_s"]]
    return b


_LONG = [
    *("w_s", "w_i", "w_y", "h_w", "h_a", "h_h", "m_g", "m_u", "u_e"),
    *(f"e_{key}" for key in ("s", "n", "i", "act", "rule", "status", "away")),
    *(f"g_{key}" for key in ("a", "z", "source", "kind", "n", "e", "far")),
    *(f"{name}_{key}" for name in "dst" for key in ("k", "e", "y", "far")),
    "t_taken",
    *(f"x_{key}" for key in ("e", "k", "end", "n", "length", "taken", "act", "g", "y")),
]
