"""Articles of our own making."""

from kg.model import Article, Block


def make_article(*paragraphs, title=None, published="2024-05-15", **more):
    """An Arabic article of these paragraphs, after furniture that is no prose."""
    text, blocks = "الرئيسية | سياسة\r\n\r\n", []
    for kind, paragraph in [("title", title)] * bool(title) + [("body", p) for p in paragraphs]:
        blocks.append(Block(len(text), len(text) + len(paragraph), paragraph, kind))
        text += paragraph + "\r\n\r\n"
    return Article("own.txt", 0, text, tuple(blocks), published=published, language="ar", **more)
