"""The network: the same for a sentence whatever stands beside it, true to its training, clear about damage."""

import io
import json

import numpy as np
import pytest

from kg.errors import LanguageError
from kg.languages.pack import load_pack
from kg.model import Article, Block
from kg.pipeline.acts import find_candidates
from kg.pipeline.inputs import HASHED, bucket, hash_features, list_tokens
from kg.pipeline.models import NETWORK
from kg.pipeline.network import STATUSES, Network
from kg.pipeline.scene import find_participants, read_scenes, read_times

TEXT = (
    "استقبل وزير الخارجية الكيني نظيره النرويجي في نيروبي يوم الأحد. "
    "ووقع الجانبان اتفاقا للصيد البحري. "
    "وندد الوزير بالهجوم على السفارة."
)


@pytest.fixture(scope="module")
def pack():
    return load_pack("ar")


@pytest.fixture(scope="module")
def network(pack):
    return Network.load(pack.models / NETWORK)


def read(pack, text=TEXT):
    article = Article("own.txt", 0, text, (Block(0, len(text), text),), published="2024-05-15", language="ar")
    scenes = list(read_scenes(article, pack))
    find_participants(scenes, pack, pack.new_memory(None))
    for scene in scenes:
        read_times(scene, article, pack, [])
        find_candidates(scene, pack)
    return scenes


def test_a_sentence_is_read_the_same_alone_and_among_others(pack, network):
    scenes = read(pack)
    together = network.read(scenes)
    for scene, reading in zip(scenes, together, strict=True):
        (alone,) = network.read([scene])
        assert np.allclose(alone.h, reading.h, atol=1e-5)
        assert len(reading.h) == len(scene.words)


def test_it_gives_probabilities(pack, network):
    (reading, *_) = network.read(read(pack))
    for acts in network.weigh_words(reading).values():
        assert 0 <= sum(p for p, _ in acts) <= 1 + 1e-6
        assert [p for p, _ in acts] == sorted((p for p, _ in acts), reverse=True)
    candidate = next(iter(reading.scene.at.values()))
    status = network.weigh_status(reading, candidate, "receive", [])
    assert list(status) == list(STATUSES)
    assert sum(status.values()) == pytest.approx(1)
    ends = network.weigh_ends(reading, candidate, "receive", 1, [2, 3, len(reading.h)], [0] * len(reading.h))
    assert ends.sum() == pytest.approx(1, abs=1e-5)


def test_nothing_to_read_is_no_error(pack, network):
    assert network.read([]) == []


def test_names_are_masked_so_that_it_does_not_matter_who_it_is(pack):
    tokens = [[t.word for t in list_tokens(scene)] for scene in read(pack, "أدانت كينيا الهجوم. أدانت النرويج الهجوم.")]
    assert tokens[0][:3] == tokens[1][:3] == ["ادانت", "<name>", "هجوم"]


def test_features_have_the_same_numbers_everywhere():
    assert hash_features(["d=R0", "form=name"]) == [30401, 12830]
    assert all(0 < n < HASHED for n in hash_features(map(str, range(1000))))


def test_distances_fall_into_classes_by_side():
    assert [bucket(n) for n in (0, 5, 7, 10, 15, 23, 39, 500)] == [0, 5, 6, 7, 8, 9, 10, 11]
    assert [bucket(-n) for n in (1, 5, 7, 500)] == [13, 17, 18, 23]


@pytest.mark.parametrize("data", [b"", b"no zip file", b"PK\x03\x04"])
def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path, data):
    file = tmp_path / NETWORK
    file.write_bytes(data)
    with pytest.raises(LanguageError, match=r"network\.npz: no network of ours .*reinstall"):
        Network.load(file)


def test_a_file_without_its_tables_is_an_error(tmp_path):
    buffer = io.BytesIO()
    np.savez(buffer, **{"act.weight": np.zeros((1, 1))})
    file = tmp_path / NETWORK
    file.write_bytes(buffer.getvalue())
    with pytest.raises(LanguageError, match="no network of ours"):
        Network.load(file)


def test_numpy_computes_what_pytorch_does(pack, network, pytestconfig):
    """The sample is what PyTorch computes with the weights that are shipped (`training.sample`)."""
    file = pytestconfig.rootpath / "tests" / "pipeline" / "network_sample.json"
    sample = json.loads(file.read_text(encoding="utf-8"))
    readings = network.read(read(pack, sample["text"]))
    assert [len(reading.h) for reading in readings] == [len(rows) for rows in sample["layers"]]
    for reading, rows in zip(readings, sample["layers"], strict=True):
        assert np.allclose(reading.h[:, :4], rows, atol=1e-3)
    events = [(reading, c, min(c.acts)) for reading in readings for c in reading.scene.candidates]
    assert len(events) == len(sample["views"])
    network.look(events)
    for (reading, candidate, act), rows in zip(events, sample["views"], strict=True):
        assert np.allclose(reading.views[candidate.index, act][:, -4:], rows, atol=1e-3)


def test_a_sentence_is_seen_otherwise_for_each_of_its_events(pack, network):
    (reading,) = network.read(read(pack, "استقبل الوزير الكيني نظيره النرويجي وبحث معه التعاون."))
    events = [(reading, c, min(c.acts)) for c in reading.scene.candidates]
    network.look(events)
    first, second = list(reading.views.values())[:2]
    assert first.shape == second.shape
    assert not np.allclose(first, second, atol=1e-2)
