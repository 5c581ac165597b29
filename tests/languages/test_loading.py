"""The garbage collector rests while tables are built, and is left as it was found."""

import gc

import pytest

from kg.languages.loading import pause_collection


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(running: bool) -> None:
    before = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        with pytest.raises(KeyError), pause_collection():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()


def test_it_serves_as_a_decorator_more_than_once() -> None:
    @pause_collection()
    def build() -> bool:
        return gc.isenabled()

    assert (build(), build()) == (False, False)
    assert gc.isenabled()
