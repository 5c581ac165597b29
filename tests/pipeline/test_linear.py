"""The log-linear models: what they compute, that a file gives back what was saved, and what a damaged one says."""

import io
import math
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.pipeline.linear import Crossing, LinearModel, cross

YES_NO = LinearModel.from_weights(("no", "yes"), {"a": [0.5], "b": [-2.0], "ج": [1.25]}, [0.25])
THREE = LinearModel.from_weights(
    ("none", "theme", "topic"), {"a": [1.0, 0.0, -1.0], "b": [0.0, 2.0, 0.5]}, [0.5, 0.0, -0.5]
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "events-acts.npz"


def test_two_classes_are_a_logistic_of_the_sum():
    sigmoid = 1 / (1 + math.exp(-(0.25 + 0.5 + 1.25)))
    assert YES_NO.probability(["a", "ج"]) == pytest.approx(sigmoid)
    assert YES_NO.probabilities(["a", "ج"]) == pytest.approx({"no": 1 - sigmoid, "yes": sigmoid})


def test_several_classes_are_a_softmax_of_the_sums():
    powers = [math.exp(1.5), math.exp(2.0), math.exp(-1.0)]
    expected = {name: power / sum(powers) for name, power in zip(THREE.classes, powers, strict=True)}
    assert THREE.probabilities(["a", "b"]) == pytest.approx(expected)
    assert THREE.probability(["a", "b"]) == pytest.approx(expected["topic"])


def test_a_feature_that_was_never_seen_weighs_nothing():
    assert YES_NO.probabilities(["a", "never seen"]) == YES_NO.probabilities(["a"])
    assert YES_NO.probability([]) == pytest.approx(1 / (1 + math.exp(-0.25)))


@given(st.lists(st.sampled_from(["a", "b", "ج", "z"]), max_size=40))
def test_probabilities_add_up_to_one(features):
    for model in (YES_NO, THREE):
        found = model.probabilities(features)
        assert tuple(found) == model.classes
        assert sum(found.values()) == pytest.approx(1)
        assert all(0 <= p <= 1 for p in found.values())


CROSSINGS = (Crossing(""), Crossing("act&", ("a", "b")), Crossing("rule&", but=("b",)))
CROSSED = ["a", "b", "ج", "act&a", "act&b", "rule&a", "rule&ج"]


def test_features_are_crossed_with_all_that_is_not_left_out():
    assert cross(["a", "b", "ج"], *CROSSINGS) == CROSSED


@pytest.mark.parametrize("columns", [1, 3])
def test_a_crossing_weighs_what_its_names_weigh(columns):
    classes = ("no", "yes") if columns == 1 else ("none", "theme", "topic")
    weights = {name: [0.5 * k + c for c in range(columns)] for k, name in enumerate(CROSSED)}
    model = LinearModel.from_weights(classes, weights, [0.25] * columns)
    for features in ([], ["a", "ج", "never seen"], ["b", "b"], ["a", "b", "ج"]):
        expected = model.weigh(cross(features, *CROSSINGS))
        assert model.weigh_crossed(features, CROSSINGS) == pytest.approx(expected)


def test_what_was_weighed_in_parts_decides_as_the_whole():
    for model in (YES_NO, THREE):
        parts = model.decide(model.weigh(["a"]), model.weigh([]), model.weigh(["b"]))
        assert parts == pytest.approx(model.probabilities(["a", "b"]))
        last = model.decide_last(model.weigh(["a"]), model.weigh(["b"]))
        assert last == pytest.approx(parts[model.classes[-1]])


@pytest.mark.parametrize("weight", [1e4, -1e4])
def test_great_weights_overflow_nothing(weight):
    with np.errstate(all="raise", under="ignore"):
        two = LinearModel.from_weights(("no", "yes"), {"a": [weight]}, [0.0]).probability(["a"])
        three = LinearModel.from_weights(("x", "y", "z"), {"a": [0.0, 0.0, weight]}, [0.0] * 3).probability(["a"])
    assert two == pytest.approx(float(weight > 0), abs=1e-9)
    assert three == pytest.approx(float(weight > 0), abs=1e-9)


@pytest.mark.parametrize("model", [YES_NO, THREE])
def test_a_saved_model_says_the_same_and_saves_as_the_same_bytes(model, file):
    file.write_bytes(model.to_bytes())
    again = LinearModel.load(file)
    assert again.to_bytes() == file.read_bytes()
    assert again.classes == model.classes
    assert len(again) == len(model)
    for features in ([], ["a"], ["a", "b"], ["ج", "z"]):
        assert again.probabilities(features) == pytest.approx(model.probabilities(features), abs=1e-3)


def test_the_order_of_features_changes_no_byte():
    weights = np.array([[0.5], [-2.0], [1.25]], dtype=np.float32)
    bias = np.array([0.25], dtype=np.float32)
    turned = LinearModel(("no", "yes"), ("ج", "b", "a"), weights[::-1], bias)
    assert turned.to_bytes() == LinearModel(("no", "yes"), ("a", "b", "ج"), weights, bias).to_bytes()


def _save(**arrays):
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def _flip_inside(data):
    """The bytes of a model whose compressed content no longer agrees with its checksum."""
    with zipfile.ZipFile(io.BytesIO(data)) as stored:
        info = stored.getinfo("weights.npy")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size - 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


GOOD = YES_NO.to_bytes()
DAMAGED = {
    "empty": b"",
    "cut off": GOOD[: len(GOOD) // 2],
    "text": "أوزان".encode(),
    "a pointer to a file that was not fetched": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
    "the beginning of a zip": b"PK\x03\x04" + b"\0" * 60,
    "changed inside": _flip_inside(GOOD),
    "without weights": _save(classes=np.frombuffer(b"no\nyes", dtype=np.uint8)),
    "names in no UTF-8": _save(
        classes=np.frombuffer(b"no\nyes", dtype=np.uint8), names=np.array([0xFF, 0xFE], dtype=np.uint8),
        weights=np.zeros((1, 1), dtype=np.float16), bias=np.zeros(1, dtype=np.float32),
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_named(damage, file):
    file.write_bytes(DAMAGED[damage])
    with pytest.raises(LanguageError, match=r"events-acts\.npz: not a model of ours .*run training/ again"):
        LinearModel.load(file)


def test_a_missing_file_is_named(file):
    with pytest.raises(LanguageError, match=r"events-acts\.npz"):
        LinearModel.load(file)
