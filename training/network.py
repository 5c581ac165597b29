"""Trains the network that decides on acts, roles and slots: ``python -m training.network`` (needs PyTorch).

Learns from annotated articles (`training.examples`) on top of an encoder that `training.encoder` made from plain text.
``--go-on FILE`` starts from a network's weights instead: what was annotated since is learnt in few passes.
``--mean ONE OTHER`` learns nothing, and writes the mean of two networks that went on from the same weights.
``--leave-out FILE`` keeps the articles of a gold file out and measures on them, each decision for itself; how good the
events are, `kg evaluate` says.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.model import STATUSES
from kg.pipeline.inputs import Token
from kg.pipeline.network import read_weights
from training.examples import UNTOLD
from training.gold import MANNERS, weigh_manner
from training.net import Net, Vocabulary, collate, number_tokens

EPOCHS, BATCH, RATE, WARM = 6, 24, 2.5e-3, 150
"""Passes, sentences a step and process, the highest rate of learning, and the steps until it is reached."""
WORKERS = 2
PHRASES, SLOTS = 0.5, 0.5
"""The weight of themes and topics, and of the other slots, in the loss."""


def number_scenes(scenes: Sequence[Mapping[str, Any]], v: Vocabulary, manner: str = MANNERS[0]) -> list[dict[str, Any]]:
    """Scenes (`training.examples.list_examples`), annotated in a manner of `MANNERS`, as numbers."""
    found = []
    for scene in scenes:
        if not scene["tokens"]:
            continue
        events = [
            {
                "i": e["i"],
                "end": e["end"],
                "act": v["act"].get(e["act"], 0),
                "rule": v["rule"].get(e["rule"], 0),
                "status": STATUSES.index(e["status"]),
                "f": e["features"],
                "groups": [
                    (start, stop, v["source"].get(source, 0), v["group"].get(form, 0), min(n, 3))
                    for start, stop, source, form, n in e["groups"]
                ],
                **{key: e[key] for key in ("units", "dates", "places", "starts", "ends", "taken")},
                "told": e,
            }
            for e in scene["events"]
        ]
        words = [(k, v["act"].get(act, 0)) for k, act in scene["words"]]
        told = {"words": words, "events": events, "lost": scene["lost"], "manner": MANNERS.index(manner)}
        found.append({**number_tokens(scene["tokens"], v), **told})
    return found


def list_batches(scenes: Sequence[Any], rng: random.Random, size: int = BATCH) -> Iterator[list[Any]]:
    """The scenes in a new order, those of like length together."""
    order = list(range(len(scenes)))
    rng.shuffle(order)
    chunks = [
        sorted(order[k : k + size * 12], key=lambda n: len(scenes[n]["rows"])) for k in range(0, len(order), size * 12)
    ]
    batches = [chunk[k : k + size] for chunk in chunks for k in range(0, len(chunk), size)]
    rng.shuffle(batches)
    for batch in batches:
        yield [scenes[n] for n in batch]


def count_loss(net: Net, b: Mapping[str, Any]) -> dict[str, Tensor]:
    """How wrong the network is about a batch, by what it says."""
    h, x = net.read(b)
    loss: dict[str, Tensor] = {}
    if len(b["w_i"]):
        loss["acts"] = functional.cross_entropy(net.weigh_words(h, x, b), b["w_y"], reduction="sum")
    if len(b["e_i"]):
        h = net.look(h, b)
    if len(b["u_e"]):
        loss["roles"] = functional.binary_cross_entropy_with_logits(net.weigh_units(h, b), b["u_y"], reduction="sum")
    if len(b["e_i"]):
        loss["status"] = SLOTS * functional.cross_entropy(net.weigh_status(h, b), b["e_status"], reduction="sum")
    for name in ("date", "spot"):
        wanted = b[f"{name[0]}_y"].float()
        if len(wanted):
            weighed = net.weigh_spots(name, h, b)
            loss[name] = SLOTS * functional.binary_cross_entropy_with_logits(weighed, wanted, reduction="sum")
    if len(b["t_k"]):
        wanted = torch.stack([b["t_y"] == 1, b["t_y"] == 2], -1).float()
        known = torch.stack([torch.ones_like(b["t_y"]), b["t_y"] != UNTOLD], -1).float()
        weighed = net.weigh_starts(h, b)
        loss["starts"] = PHRASES * functional.binary_cross_entropy_with_logits(weighed, wanted, known, reduction="sum")
    if b["phrases"]:
        z, group = net.weigh_ends(h, b), b["x_g"]
        top = torch.full((b["phrases"],), -1e9).scatter_reduce(0, group, z, "amax")
        total = torch.log(torch.zeros(b["phrases"]).index_add(0, group, torch.exp(z - top[group]))) + top
        right = torch.zeros(b["phrases"]).index_add(0, group, z * b["x_y"])
        loss["ends"] = PHRASES * (total - right).sum()
    return loss


def train(
    scenes: Sequence[Any],
    v: Vocabulary,
    vectors: np.ndarray,
    start: Mapping[str, Tensor],
    *,
    epochs: int = EPOCHS,
    rate: float = RATE,
    seed: int = 1,
    held: Mapping[str, Sequence[Any]] | None = None,
) -> Net:
    """A network trained on scenes (`number_scenes`); prints the losses, and figures over ``held`` scenes.

    It starts from the weights ``start``; those that are missing there from chance. `WORKERS` processes have a batch
    each and go the mean of their ways, so that the weights are the same on a machine of any number of cores.
    """
    torch.manual_seed(seed)
    net = Net(v, vectors)
    net.load_state_dict(dict(start), strict=False)
    plan = Plan(epochs, rate, seed, math.ceil(len(scenes) / (BATCH * WORKERS)))
    context = torch.multiprocessing.get_context("fork")
    size = sum(p.numel() for p in net.parameters())
    ways = torch.zeros((2, WORKERS, size)).share_memory_()
    barrier = context.Barrier(WORKERS)
    others = [
        context.Process(target=_walk, args=(net, scenes, plan, ways, barrier, worker, {}), daemon=True)
        for worker in range(1, WORKERS)
    ]
    for process in others:
        process.start()
    _walk(net, scenes, plan, ways, barrier, 0, held or {})
    for process in others:
        process.join()
    return net


@dataclass(frozen=True)
class Plan:
    """How often all scenes are read, the first rate of learning, the seed, and the steps of a pass."""

    epochs: int
    rate: float
    seed: int
    steps: int


def _walk(
    net: Net,
    scenes: Sequence[Any],
    plan: Plan,
    ways: Tensor,
    barrier: Barrier,
    worker: int,
    held: Mapping[str, Sequence[Any]],
) -> None:
    """What one process does: its share of the batches, all of the steps."""
    torch.set_num_threads(1)  # the order of sums, and so the weights, must not hang on the machine
    torch.manual_seed(plan.seed + worker)
    rng = random.Random(plan.seed)
    parameters = list(net.parameters())
    named = [(name.split(".")[0] in ("wide", "small", "rules", "acts"), p) for name, p in net.named_parameters()]
    groups = [
        {"params": [p for bag, p in named if bag], "weight_decay": 1e-4},
        {"params": [p for bag, p in named if not bag], "weight_decay": 1e-5},
    ]
    optimiser = torch.optim.Adam(groups, lr=plan.rate, fused=True)
    flat = torch.zeros(ways.shape[2])
    for p, part in zip(parameters, flat.split([p.numel() for p in parameters]), strict=True):
        p.grad = part.view(p.shape)
    step, total = 0, plan.epochs * plan.steps
    for epoch in range(plan.epochs):
        began, told = time.time(), Counter[str]()
        net.train()
        for batch in list_batches(scenes, rng, BATCH * WORKERS):
            for group in optimiser.param_groups:
                group["lr"] = plan.rate * min(1, (step + 1) / WARM) * (1 - step / total) + 1e-5
            mine = batch[worker::WORKERS]  # of like length, so that none waits long for another
            loss = count_loss(net, collate(mine)) if mine else {}
            told.update({name: value.item() for name, value in loss.items()})
            flat.zero_()
            if loss:
                (sum(loss.values(), torch.zeros(())) / BATCH).backward()
            way = ways[step % 2]  # the other half may still be read by a slower process
            way[worker] = flat
            barrier.wait()
            torch.mean(way, 0, out=flat)
            nn.utils.clip_grad_norm_(parameters, 5.0)
            optimiser.step()
            step += 1
        if worker:
            continue
        share = {name: round(WORKERS * loss / len(scenes), 3) for name, loss in told.items()}
        print(epoch, share, f"{time.time() - began:.0f} s", flush=True)
        if held and (epoch % 2 == 1 or epoch == plan.epochs - 1):
            for name, some in held.items():
                print("   ", name, measure(net, some), flush=True)


def measure(net: Net, scenes: Sequence[Any]) -> dict[str, float]:
    """On held-out scenes: F1 of words with their acts at the best threshold, the rest given the annotated event."""
    from kg.model import RECIPROCAL_ACTS
    from training.alignment import fold_name

    net.eval()
    c: Counter[str] = Counter()
    best: list[tuple[float, bool]] = []
    wanted = sum(len(s["events"]) + s["lost"] for s in scenes)
    ranked: dict[str, list[tuple[float, bool]]] = {k: [] for k in ("theme", "topic", "date", "place")}
    with torch.no_grad():
        for k in range(0, len(scenes), 32):
            b = collate(scenes[k : k + 32])
            h, x = net.read(b)
            if len(b["w_i"]):
                p = torch.softmax(net.weigh_words(h, x, b), -1)
                p[:, 0] = 0
                top, which = p.max(-1)
                best += list(zip(top.tolist(), (which == b["w_y"]).tolist(), strict=True))
            if not len(b["e_i"]):
                continue
            h = net.look(h, b)
            c["status"] += int((net.weigh_status(h, b).argmax(-1) == b["e_status"]).sum())
            roles = torch.sigmoid(net.weigh_units(h, b)).numpy() if len(b["u_e"]) else np.zeros((0, 3))
            if len(b["t_k"]):
                for (theme, topic), y in zip(
                    torch.sigmoid(net.weigh_starts(h, b)).tolist(), b["t_y"].tolist(), strict=True
                ):
                    ranked["theme"].append((theme, y == 1))
                    ranked["topic"].append((topic, y == 2))
            for name, key in (("date", "d"), ("spot", "s")):
                if len(b[f"{key}_k"]):
                    told = torch.sigmoid(net.weigh_spots(name, h, b)).tolist()
                    ranked["place" if key == "s" else name] += zip(told, (b[f"{key}_y"] == 1).tolist(), strict=True)
            if b["phrases"]:
                z = net.weigh_ends(h, b).numpy()
                for g in range(b["phrases"]):
                    mine = (b["x_g"] == g).numpy()
                    c["ends"] += 1
                    c["end"] += int(b["x_y"].numpy()[mine][z[mine].argmax()])
            at = 0
            for scene in b["scenes"]:
                for event in scene["events"]:
                    told = event["told"]
                    mine = roles[at : at + len(told["codes"])]
                    at += len(mine)
                    meant = set(told["wanted"][0]) | set(told["wanted"][1]) | set(told["wanted"][2])
                    codes = [code if code in meant else fold_name(code) for code in told["codes"]]
                    sides = [{q for q, row in zip(codes, mine, strict=True) if row[j] >= 0.5} for j in range(3)]
                    if not sides[0] and len(mine) and mine[:, 0].max() >= 0.12:
                        sides[0] = {codes[int(mine[:, 0].argmax())]}
                    actors, recipients, sources = (set(w) for w in told["wanted"])
                    if told["act"] in RECIPROCAL_ACTS:
                        right = sides[0] | sides[1] == actors | recipients
                    else:
                        right = sides[0] == actors and sides[1] == recipients
                    c["events"] += 1
                    c["sides"] += right
                    c["said_by"] += sides[2] == sources
    f1 = max(
        (2 * sum(y for p, y in best if p >= t) / (sum(p >= t for p, _ in best) + wanted), t)
        for t in np.arange(0.2, 0.65, 0.025).tolist()
    )
    figures = {"acts": f1[0], "at": f1[1], "ends": c["end"] / max(c["ends"], 1)}
    figures |= {name: c[name] / max(c["events"], 1) for name in ("sides", "said_by", "status")}
    figures |= {name: average_precision(pairs) for name, pairs in ranked.items()}
    return {name: round(value, 3) for name, value in figures.items()}


def average_precision(pairs: Sequence[tuple[float, bool]]) -> float:
    """Area under precision over recall."""
    hits, total = 0, 0.0
    for n, (_, right) in enumerate(sorted(pairs, key=lambda pair: -pair[0]), 1):
        if right:
            hits += 1
            total += hits / n
    return total / max(hits, 1)


def pack_weights(net: Net, v: Vocabulary) -> bytes:
    """The file that `kg.pipeline.network` reads: tables as whole numbers with a scale a row, the rest halved."""
    arrays: dict[str, np.ndarray] = {}
    for name, value in net.state_dict().items():
        array = value.numpy().astype(np.float32)
        if name in ("word.weight", "wide.weight", "small.weight"):
            scale = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-8) / 127
            arrays[f"{name}:q"] = np.round(array / scale).astype(np.int8)
            arrays[f"{name}:s"] = scale.astype(np.float16)
        else:
            arrays[name] = array.astype(np.float16)
    for key, numbers in v.items():
        names = sorted(numbers, key=numbers.__getitem__)
        arrays[f"vocabulary:{key}"] = np.frombuffer("\n".join(names).encode(), dtype=np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **dict(sorted(arrays.items())))
    return buffer.getvalue()


def load_state(file: Path) -> tuple[Vocabulary, dict[str, Tensor]]:
    """The vocabulary and the weights in a file (`pack_weights`)."""
    weights, names = read_weights(file)
    vocabulary = {kind: {name: k for k, name in enumerate(own)} for kind, own in names.items()}
    return vocabulary, {name: torch.from_numpy(value) for name, value in weights.items()}


def load_net(file: Path) -> tuple[Net, Vocabulary]:
    """A network from its file (`pack_weights`)."""
    vocabulary, state = load_state(file)
    return _make_net(vocabulary, state), vocabulary


def _make_net(v: Vocabulary, state: Mapping[str, Tensor]) -> Net:
    net = Net(v, np.zeros((1, state["word.weight"].shape[1]), dtype=np.float32))
    net.load_state_dict(dict(state))
    return net.eval()


Start = tuple[Vocabulary, np.ndarray, Mapping[str, Tensor]]
"""What training begins with: vocabulary, word vectors, and the weights that there are."""


def load_encoder(file: Path) -> Start:
    """The start from an encoder (`training.encoder`)."""
    with file.open("rb") as stream:
        made = pickle.load(stream)
    return made["vocabulary"], made["vectors"], made["state"]


def load_weights(file: Path) -> Start:
    """The start from all weights of a network, which may have fewer layers: those that it lacks begin from chance."""
    v, state = load_state(file)
    return v, np.zeros((1, state["word.weight"].shape[1]), dtype=np.float32), state


def average(one: Path, other: Path, share: float = 0.5) -> tuple[Net, Vocabulary]:
    """The mean of the weights of two networks, of which the first counts for ``share``.

    What only one of them knows of manners of annotating is its own. Raises `ValueError` if they are of different kinds.
    """
    vocabulary, first = load_state(one)
    known, second = load_state(other)
    if known != vocabulary or any("_manner." not in name for name in first.keys() ^ second.keys()):
        raise ValueError(f"{one} and {other} are no networks of one kind: their words or layers differ")
    both = {name: share * first[name] + (1 - share) * second[name] for name in first.keys() & second.keys()}
    return _make_net(vocabulary, {**first, **second, **both}), vocabulary


def show_sample(
    file: Path, sentences: Sequence[Sequence[Token]], events: Sequence[tuple[int, int, int, str]]
) -> tuple[list[list[list[float]]], list[list[list[float]]]]:
    """What PyTorch computes with a file's weights.

    For each sentence and word the first four numbers of its layers; for each event (the number of its sentence, the
    first word of its trigger, the word after it, the act) and word of its sentence the last four of the events' layer.
    """
    net, vocabulary = load_net(file)
    nothing: dict[str, list[Any]] = {
        key: [] for key in ("features", "groups", "units", "dates", "places", "starts", "ends", "taken")
    }
    layers, views = [], []
    for number, tokens in enumerate(sentences):
        own = [
            {"i": index, "end": end, "act": act, "rule": "", "status": "actual", **nothing}
            for home, index, end, act in events
            if home == number
        ]
        scene = {"tokens": tokens, "words": [], "events": own, "lost": 0}
        with torch.no_grad():
            b = collate(number_scenes([scene], vocabulary))
            h, _ = net.read(b)
            layers.append([[round(float(x), 4) for x in row[:4]] for row in h[0]])
            if own:
                views += [[[round(float(x), 4) for x in row[-4:]] for row in view] for view in net.look(h, b)]
    return layers, views


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--encoder", type=Path, help="what training.encoder wrote")
    start.add_argument("--go-on", type=Path, help="a network's weights")
    start.add_argument("--mean", type=Path, nargs=2, metavar=("ONE", "OTHER"), help="two networks to take the mean of")
    parser.add_argument("--share", type=float, default=0.5, help="what the first of --mean counts for, 0 to 1")
    parser.add_argument("--examples", type=Path, help="what training.examples wrote")
    parser.add_argument("--leave-out", type=Path, action="append", default=[], help="gold to keep out and measure on")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=RATE, help="the highest rate of learning")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    if args.mean:
        args.output.write_bytes(pack_weights(*average(*args.mean, args.share)))
        return
    if not args.examples:
        parser.error("--encoder and --go-on learn from --examples FILE")
    v, vectors, state = load_encoder(args.encoder) if args.encoder else load_weights(args.go_on)
    with args.examples.open("rb") as file:
        examples = pickle.load(file)
    held: dict[str, list[Any]] = {}
    out: set[str] = set()
    for path in args.leave_out:
        names = {json.loads(line)["article"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
        held[path.stem] = number_scenes([s for a in examples if a["name"] in names for s in a["scenes"]], v)
        out |= names
    learnt = [a for a in examples if a["part"] == "train" and a["name"] not in out]
    unknown = {e["act"] for a in learnt for s in a["scenes"] for e in s["events"]} - v["act"].keys()
    if unknown:
        parser.error(f"the weights know nothing of {', '.join(sorted(unknown))}: begin with --encoder")
    scenes: list[dict[str, Any]] = []
    for a in learnt:
        scenes += number_scenes(a["scenes"], v, a["manner"]) * weigh_manner(a["manner"])
    print(len(scenes), "sentences,", sum(len(s["events"]) for s in scenes), "events", flush=True)
    net = train(scenes, v, vectors, state, epochs=args.epochs, rate=args.rate, seed=args.seed, held=held)
    args.output.write_bytes(pack_weights(net, v))
    print(f"{args.output}: {args.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
