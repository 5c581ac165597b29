"""Helpers of the reading tests: write a file, read it, and part what was read from what was skipped."""

from itertools import pairwise

import pytest

from kg.model import Article
from kg.reading import Skipped, read_articles


@pytest.fixture
def read(tmp_path):
    """``read(name, content, **options)`` writes a file and gives its articles and its skipped parts."""

    def read_file(name, content, **options):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return part(read_articles(path, root=tmp_path, **options))

    return read_file


@pytest.fixture
def read_folder(tmp_path):
    """``read_folder({name: content})`` writes files and reads the folder that they are in."""

    def read_files(files, **options):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return part(read_articles(tmp_path, **options))

    return read_files


def part(found):
    found = list(found)
    articles = [one for one in found if isinstance(one, Article)]
    for article in articles:
        check_offsets(article)
    return articles, [one for one in found if isinstance(one, Skipped)]


def check_offsets(article):
    """What holds for every article that was ever read."""
    text, spans = article.text, []
    for block in article.blocks:
        assert text[block.start : block.end] == block.text
        assert block.text == block.text.strip() != ""
        spans.append((block.start, block.end))
    assert spans == sorted(spans)
    spans += [(out.start, out.end) for out in article.left_out]
    spans.sort()
    assert all(end <= start for (_, end), (start, _) in pairwise(spans)), "spans overlap"
    assert all(out.reason and out.start < out.end for out in article.left_out)
