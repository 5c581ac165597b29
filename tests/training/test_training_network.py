"""The network's weights come back from their file, to go on from."""

import numpy as np
import pytest
import torch

from kg.pipeline.inputs import Token
from training.gold import MANNERS
from training.manners import fold_manner
from training.net import Net, collate
from training.network import average, load_weights, number_scenes, pack_weights

KINDS = "word first last tag piece form verb act rule how source group".split()
VOCABULARY = {kind: {"": 0, "one": 1, "two": 2} for kind in KINDS}
WORD = Token("one", "one", "one", "one", "one", "one", "one", (), (), quoted=False, dated=False)


def make_net():
    return Net(VOCABULARY, np.zeros((1, 4), dtype=np.float32)).eval()


def test_to_go_on_is_to_begin_with_all_weights_of_a_network(tmp_path):
    net = make_net()
    (tmp_path / "network.npz").write_bytes(pack_weights(net, VOCABULARY))
    vocabulary, vectors, state = load_weights(tmp_path / "network.npz")
    Net(vocabulary, vectors).load_state_dict(dict(state))  # strict: none is missing
    assert vocabulary == VOCABULARY
    assert all(torch.allclose(state[name], own, atol=0.02) for name, own in net.state_dict().items())


def test_the_mean_of_two_networks_lies_half_way(tmp_path):
    files = tmp_path / "one.npz", tmp_path / "other.npz"
    for file, number in zip(files, (1.0, 3.0), strict=True):
        net = make_net()
        net.load_state_dict({name: torch.full_like(own, number) for name, own in net.state_dict().items()})
        file.write_bytes(pack_weights(net, VOCABULARY))
    mean, vocabulary = average(*files)
    assert vocabulary == VOCABULARY
    assert all(torch.allclose(own, torch.tensor(2.0), atol=0.02) for own in mean.state_dict().values())
    mean, _ = average(*files, 0.25)
    assert all(torch.allclose(own, torch.tensor(2.5), atol=0.02) for own in mean.state_dict().values())


def test_a_network_without_manners_and_one_with_have_a_mean(tmp_path):
    """The weights that were made before manners were told apart."""
    net = make_net()
    (tmp_path / "with.npz").write_bytes(pack_weights(net, VOCABULARY))
    with np.load(tmp_path / "with.npz") as stored:
        older = {name: stored[name] for name in stored.files if "_manner." not in name}
    np.savez(tmp_path / "without.npz", **older)
    mean, _ = average(tmp_path / "without.npz", tmp_path / "with.npz")
    assert all(torch.allclose(own, net.state_dict()[name], atol=0.02) for name, own in mean.state_dict().items())


def test_networks_of_different_words_have_no_mean(tmp_path):
    files = tmp_path / "one.npz", tmp_path / "other.npz"
    for file, word in zip(files, ("one", "two"), strict=True):
        v = {kind: {"": 0, word: 1, "three": 2} for kind in KINDS}
        file.write_bytes(pack_weights(Net(v, np.zeros((1, 4), dtype=np.float32)), v))
    with pytest.raises(ValueError, match="no networks of one kind"):
        average(*files)


def test_a_manner_of_annotating_changes_only_what_is_learnt_from_it():
    """Whoever reads with the network reads in the gold's manner, whatever the others taught."""
    net = make_net()
    scene = {"tokens": [WORD, WORD], "words": [(0, "one"), (1, "")], "events": [], "lost": 0}

    def weigh(manner):
        batch = collate(number_scenes([scene], VOCABULARY, manner))
        with torch.no_grad():
            return net.weigh_words(*net.read(batch), batch)

    before = weigh("gold")
    assert all(torch.equal(weigh(manner), before) for manner in MANNERS)  # nothing is known of them yet
    with torch.no_grad():
        net.act_manner.shift.weight[1:] = 1.0
        net.act_manner.out.weight[1:] = 1.0
    assert torch.equal(weigh("gold"), before)
    assert not any(torch.allclose(weigh(manner), before) for manner in MANNERS[1:])


def test_the_gold_s_own_manner_is_never_learnt():
    net = make_net()
    scene = {"tokens": [WORD], "words": [(0, "one")], "events": [], "lost": 0}
    scenes = [number_scenes([scene], VOCABULARY, manner)[0] for manner in ("gold", "own")]
    batch = collate(scenes)
    net.weigh_words(*net.read(batch), batch).sum().backward()
    own = MANNERS.index("own")
    assert (net.act_manner.out.weight.grad[own] != 0).any()
    assert not net.act_manner.out.weight.grad[0].any()


def test_a_network_with_a_manner_folded_in_reads_as_in_that_manner():
    torch.manual_seed(1)
    net = make_net()
    for name, value in net.named_parameters():
        if "_manner." in name:
            value.data[1:] = torch.randn_like(value.data[1:])
    event = {
        "i": 0, "end": 1, "act": "two", "rule": "one", "status": "actual", "features": [3, 5], "taken": [0, 1, 2],
        "groups": [(1, 2, "one", "two", 1), (2, 3, "two", "one", 1)],
        "units": [((0,), [7], [1, 0, 0]), ((1,), [9], [0, 1, 0])],
        "starts": [(1, 1, 0), (2, 0, 0)], "ends": [], "dates": [(1, 2, 1, [4])], "places": [(2, 3, 0, [6])],
    }  # fmt: skip
    scene = {"tokens": [WORD] * 3, "words": [(0, "two"), (1, "")], "events": [event], "lost": 0}

    def weigh(net, manner):
        b = collate(number_scenes([scene], VOCABULARY, manner))
        with torch.no_grad():
            h, x = net.read(b)
            seen = net.look(h, b)
            spots = [net.weigh_spots(name, seen, b) for name in ("date", "spot")]
            return [
                net.weigh_words(h, x, b),
                net.weigh_units(seen, b),
                net.weigh_status(seen, b),
                *spots,
                net.weigh_starts(seen, b),
            ]

    weights = {name: value.numpy() for name, value in net.state_dict().items()}
    for manner in MANNERS:
        folded = make_net()
        folded.load_state_dict({name: torch.from_numpy(value) for name, value in fold_manner(weights, manner).items()})
        for own, wanted in zip(weigh(folded, "gold"), weigh(net, manner), strict=True):
            assert torch.allclose(own, wanted, atol=1e-4), manner
    assert not torch.allclose(weigh(net, "own")[1], weigh(net, "gold")[1], atol=1e-2)
