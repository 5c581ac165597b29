"""The network's weights come back from their file, to go on from."""

import numpy as np
import torch

from training.net import Net
from training.network import load_weights, pack_weights

KINDS = "word first last tag piece form verb act rule how source group".split()


def test_to_go_on_is_to_begin_with_all_weights_of_a_network(tmp_path):
    v = {kind: {"": 0, "one": 1, "two": 2} for kind in KINDS}
    net = Net(v, np.zeros((1, 4), dtype=np.float32))
    (tmp_path / "network.npz").write_bytes(pack_weights(net, v))
    vocabulary, vectors, state = load_weights(tmp_path / "network.npz")
    Net(vocabulary, vectors).load_state_dict(dict(state))  # strict: none is missing
    assert vocabulary == v
    assert all(torch.allclose(state[name], own, atol=0.02) for name, own in net.state_dict().items())
