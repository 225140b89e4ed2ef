"""Which PLOVER contexts an event has: those of its phrase and those the words around it speak for."""

from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reading.names import lower_same_length
from communique.reference import codebook


@lru_cache(maxsize=1)
def _context_words() -> tuple[AhoCorasick, tuple[str, ...]]:
    pairs = {word: record.context for record in codebook.contexts().values() for word in record.words}
    return AhoCorasick(list(pairs), matchkind=MatchKind.LeftmostLongest), tuple(pairs.values())


@lru_cache(maxsize=4096)
def contexts_of(text: str) -> tuple[str, ...]:
    """PLOVER contexts a sentence's words speak for, in order of first word."""
    automaton, names = _context_words()
    lower = lower_same_length(text)
    found = []
    for index, start, end in automaton.find_matches_as_indexes(lower):
        before = start == 0 or not lower[start - 1].isalnum()
        after = end == len(lower) or not lower[end].isalnum() or lower[end : end + 2] in {"s ", "s,", "s."}
        if before and after:
            found.append(names[index])
    return tuple(dict.fromkeys(found))
