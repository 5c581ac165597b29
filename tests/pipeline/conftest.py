"""Articles of our own making, and how far the pipeline reads them before anything is weighed."""

import pytest
from own_articles import make_article

from kg.languages.pack import load_pack
from kg.pipeline.acts import find_candidates
from kg.pipeline.extractor import RuleExtractor
from kg.pipeline.scene import find_participants, read_scenes, read_times


@pytest.fixture(scope="session")
def pack():
    return load_pack("ar")


@pytest.fixture(scope="session")
def extractor():
    return RuleExtractor()


@pytest.fixture(scope="session")
def read(pack):
    """Reads an article up to its candidates: ``read(paragraph, …)`` gives its scenes."""

    def run(*paragraphs, **more):
        article = make_article(*paragraphs, **more)
        scenes = list(read_scenes(article, pack))
        find_participants(scenes, pack, pack.new_memory(None))
        anchors = []
        for scene in scenes:
            read_times(scene, article, pack, anchors)
            anchors += [date.edtf for _, _, date in scene.dates if date.edtf]
            find_candidates(scene, pack)
        return scenes

    return run
