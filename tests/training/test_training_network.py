"""The network's weights come back from their file, to go on from."""

import numpy as np
import pytest
import torch

from training.net import Net
from training.network import average, load_weights, pack_weights

KINDS = "word first last tag piece form verb act rule how source group".split()


def test_to_go_on_is_to_begin_with_all_weights_of_a_network(tmp_path):
    v = {kind: {"": 0, "one": 1, "two": 2} for kind in KINDS}
    net = Net(v, np.zeros((1, 4), dtype=np.float32))
    (tmp_path / "network.npz").write_bytes(pack_weights(net, v))
    vocabulary, vectors, state = load_weights(tmp_path / "network.npz")
    Net(vocabulary, vectors).load_state_dict(dict(state))  # strict: none is missing
    assert vocabulary == v
    assert all(torch.allclose(state[name], own, atol=0.02) for name, own in net.state_dict().items())


def test_the_mean_of_two_networks_lies_half_way(tmp_path):
    v = {kind: {"": 0, "one": 1, "two": 2} for kind in KINDS}
    files = tmp_path / "one.npz", tmp_path / "other.npz"
    for file, number in zip(files, (1.0, 3.0), strict=True):
        net = Net(v, np.zeros((1, 4), dtype=np.float32))
        net.load_state_dict({name: torch.full_like(own, number) for name, own in net.state_dict().items()})
        file.write_bytes(pack_weights(net, v))
    mean, vocabulary = average(*files)
    assert vocabulary == v
    assert all(torch.allclose(own, torch.tensor(2.0), atol=0.02) for own in mean.state_dict().values())


def test_networks_of_different_words_have_no_mean(tmp_path):
    files = tmp_path / "one.npz", tmp_path / "other.npz"
    for file, word in zip(files, ("one", "two"), strict=True):
        v = {kind: {"": 0, word: 1, "three": 2} for kind in KINDS}
        file.write_bytes(pack_weights(Net(v, np.zeros((1, 4), dtype=np.float32)), v))
    with pytest.raises(ValueError, match="no networks of one kind"):
        average(*files)
