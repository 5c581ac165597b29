"""The English tagger and parser: weights of ours for a spaCy pipeline, or any installed spaCy pipeline by name."""

from __future__ import annotations

import json
import lzma
from functools import cache
from importlib import resources

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from kg.errors import LanguageError

__all__ = ["MODEL", "load_parser", "pack_pipeline"]

MODEL = resources.files("kg.languages.en") / "model" / "parser.xz"


def pack_pipeline(nlp: Language) -> bytes:
    """A trained spaCy pipeline as the bytes of one file: its configuration, a line break, its parameters."""
    config = json.dumps(nlp.config, sort_keys=True).encode()
    return lzma.compress(config + b"\n" + nlp.to_bytes(exclude=["tokenizer", "vocab"]), preset=6)


@cache
def load_parser(name: str | None = None) -> Language:
    """Our own pipeline, or the installed spaCy pipeline of a name. Raises `LanguageError` if it cannot be loaded."""
    if name is not None:
        try:
            return _split_hyphens(spacy.load(name))
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            raise LanguageError(
                f"--model {name}: no spaCy pipeline of this name is installed ({reason}); "
                "leave --model out to use the parser that comes with this package"
            ) from None
    try:
        config, _, data = lzma.decompress(MODEL.read_bytes()).partition(b"\n")
        nlp = spacy.util.load_model_from_config(json.loads(config), auto_fill=True)
        nlp.from_bytes(data, exclude=["tokenizer", "vocab"])
        for labels in nlp.pipe_labels.values():
            for label in labels:
                nlp.vocab.strings.add(label)
        return _split_hyphens(nlp)
    except (OSError, EOFError, ValueError, KeyError, lzma.LZMAError) as error:
        raise LanguageError(f"{MODEL}: not a parser of ours ({error}); run training/ again or reinstall") from None


def _split_hyphens(nlp: Language) -> Language:
    """Cut ``U.S.-led`` as ``UN-led`` is cut."""
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[A-Za-z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp
