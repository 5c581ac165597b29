"""Dependency trees: how words of a sentence hang together, for languages whose pack parses.

The relations are those of Universal Dependencies. A language without a parser has no trees, and nothing here is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.languages.analysis import Word

__all__ = ["Tree"]

#: Steps inside one name or list, which say nothing of its role.
_SAME = frozenset(["conj", "flat", "appos", "nmod:desc", "fixed", "list", "goeswith", "flat:name"])
#: Relations that name their preposition.
_OBLIQUE = frozenset(["obl", "nmod", "obl:agent", "obl:tmod", "obl:unmarked", "nmod:unmarked"])
#: Clauses whose subject is that of the clause above.
_SHARED = frozenset(["^conj", "^xcomp", "^advcl"])
#: How the owner or doer of a thing hangs on it.
_OWNED = frozenset(["nmod:poss", "compound", "amod", "nmod:of", "nmod:by"])
#: Phrases whose doer may be the subject of the verb above: 'X held talks', 'X met for talks'.
_OVER = frozenset(["^obj", "^obl", "^nmod", "^conj", "^xcomp", "^advcl", "^acl"])
#: Clauses that can be what somebody says.
_SAID = frozenset(["ccomp", "parataxis", "xcomp", "advcl", "acl", "dep"])
#: How the object of a verb or of a verbal noun hangs on it, and how its doer can hang within.
_OBJECTS = ("obj", "obl:for", "obl:of", "obl:by", "nmod:of", "nmod:for", "nmod:to")
_DOERS = frozenset(["nmod:by", "nmod:from", "nmod:between", "obl:by", "obl:agent", "obl:between"])
_FAR = 5


class Tree:
    """The tree of one sentence."""

    def __init__(self, words: Sequence[Word]) -> None:
        """The words must know their heads."""
        self.words = words
        n = len(words)
        self.heads = [w.head if 0 <= w.head < n else w.index for w in words]
        self.children: list[list[int]] = [[] for _ in words]
        for k, head in enumerate(self.heads):
            if head != k:
                self.children[head].append(k)
        self.left, self.right = list(range(n)), list(range(n))
        for k in range(n):
            for above in self.climb(k):
                self.left[above] = min(self.left[above], k)
                self.right[above] = max(self.right[above], k)

    def climb(self, k: int) -> list[int]:
        """The words above a word, from its head to the root."""
        found: list[int] = []
        while self.heads[k] != k and len(found) < len(self.words):
            k = self.heads[k]
            found.append(k)
        return found

    def head_of(self, start: int, end: int) -> int:
        """The word of a phrase that the others hang on."""
        inside = range(start, end)
        return next((k for k in inside if self.heads[k] not in inside or self.heads[k] == k), start)

    def step(self, k: int) -> str:
        """The relation of a word to its head, with its preposition."""
        relation = self.words[k].relation
        if relation in _OBLIQUE:
            case = next((self.words[c].key for c in self.children[k] if self.words[c].relation == "case"), "")
            return f"{relation.partition(':')[0]}:{case}"
        return relation

    def trace(self, start: int, target: int) -> str:
        """The way from one word to another: ``nsubj``, ``^conj>nsubj``, ``obj>nmod:of``; ``far`` where it is long."""
        up, down = [start, *self.climb(start)], [target, *self.climb(target)]
        above = set(up)
        meet = next((k for k in down if k in above), None)
        if meet is None:
            return "none"
        rising = ["^" + self.words[k].relation for k in up[: up.index(meet)]]
        falling = [self.step(k) for k in reversed(down[: down.index(meet)])]
        while len(falling) > 1 and falling[-1] in _SAME:
            falling.pop()
        if not rising and not falling:
            return "self"
        return ">".join([*rising, *falling]) if len(rising) + len(falling) <= _FAR else "far"

    def slot(self, path: str, *, passive: bool) -> str:
        """The place in a trigger's frame that a way from the trigger leads to; empty where it leads to none.

        ``over`` is the subject of a verb above, whose the trigger may be: 'X held talks', 'X condemned the attack';
        ``whose`` is the owner or doer of what is the object: 'praised X's role'; ``deep`` is the owner or doer of
        something within it: 'welcomed the truce announced by X'.
        """
        steps = path.split(">")
        if len(steps) > 1 and steps[-1] in ("nsubj", "nsubj:pass") and _OVER.issuperset(steps[:-1]):
            if not _SHARED.issuperset(steps[:-1]):
                return "over"
            steps = steps[-1:]
        if all(step in _OWNED for step in steps):
            steps = steps[-1:]
        if len(steps) == 2 and steps[0] in ("obj", "nmod:of", "nmod:for", "nmod:in", "obl:for", "obl:of"):
            if steps[1] in _OWNED:
                return "whose"
            if steps[1].startswith("nmod:"):
                steps = steps[1:]
        if len(steps) > 2 and steps[0].startswith(_OBJECTS) and (steps[-1] in _OWNED or steps[-1] in _DOERS):
            return "deep"
        if len(steps) != 1:
            return ""
        step = steps[0]
        if step == "nsubj":
            return "obj" if passive else "subj"
        if step in ("nsubj:pass", "obj", "iobj", "^acl", "^amod"):
            return "obj"
        if step in ("obl:by", "obl:agent", "nmod:by"):
            return "by"
        if step in ("nmod:poss", "compound", "amod"):
            return "poss"
        if step == "^acl:relcl":
            return "obj" if passive else "subj"
        return step.partition(":")[2] if step.startswith(("obl:", "nmod:")) else ""

    def governors(self, k: int) -> list[int]:
        """The words that may tell who says what a word tells: heads of its clause, and clauses that stand beside it."""
        found = []
        below = k
        for above in [k, *self.climb(k)]:
            if above != below and self.words[below].relation in _SAID:
                found.append(above)
            found += [c for c in self.children[above] if self.words[c].relation == "parataxis" and c != below]
            below = above
        return found

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, also of the verb that it is joined to."""
        for k in [verb, *([self.heads[verb]] if self.words[verb].relation == "conj" else [])]:
            for child in self.children[k]:
                if self.words[child].relation in ("nsubj", "nsubj:pass", "obl:agent"):
                    return child
        return None

    def tops(self, k: int) -> list[int]:
        """The words, from ``k`` upwards, whose phrase begins at ``k``."""
        found = [k] if self.left[k] == k else []
        for above in self.climb(k):
            if self.left[above] != k:
                break
            found.append(above)
        return found
