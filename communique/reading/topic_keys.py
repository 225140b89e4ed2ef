"""The key that groups positions by topic over time: the known topic whose phrase is the longest in the words, else their head words."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from communique.reference.topics import topics

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_KEY = 5
_WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*")
_FOLDS = (("co operation", "cooperation"), ("co operate", "cooperate"))


class Phrase(NamedTuple):
    """A phrase as words, and the topic it names."""

    words: tuple[str, ...]
    key: str


def topic_key(text: str, tokens: "Sequence[Token]") -> str | None:
    """The key of a topic given its text and tokens; None where it has no content word."""
    return known_key(text) or _own_key(tokens)


@lru_cache(maxsize=4096)
def known_key(text: str) -> str | None:
    """The topic whose phrase in the text is the longest, or whose groups of words all occur with the longest sum."""
    words = _words(text)
    best: tuple[int, str] | None = None
    named: set[str] = set()
    for start in range(len(words)):
        for phrase in _by_first_word().get(words[start], ()):
            if words[start : start + len(phrase.words)] == phrase.words:
                named.add(phrase.key)
                best = _longer(best, sum(map(len, phrase.words)), phrase.key)
    for key, groups in _all_of():
        if key in named:
            continue
        sizes = [max((sum(map(len, p)) for p in group if _contains(words, p)), default=0) for group in groups]
        if all(sizes):
            best = _longer(best, sum(sizes), key)
    return best[1] if best else None


def _longer(best: tuple[int, str] | None, size: int, key: str) -> tuple[int, str]:
    return best if best is not None and best[0] >= size else (size, key)


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    joined = " ".join(word.removesuffix("'s") for word in _WORD.findall(plain.replace("-", " ")))
    for old, new in _FOLDS:
        joined = joined.replace(old, new)
    return tuple(joined.split())


def _contains(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[i : i + len(phrase)] == phrase for i in range(len(words) - len(phrase) + 1))


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[Phrase]]:
    index: dict[str, list[Phrase]] = {}
    for topic in topics():
        for text in topic.phrases:
            words = _words(text)
            if words:
                index.setdefault(words[0], []).append(Phrase(words, topic.key))
    return index


@lru_cache(maxsize=1)
def _all_of() -> tuple[tuple[str, tuple[tuple[tuple[str, ...], ...], ...]], ...]:
    return tuple(
        (topic.key, tuple(tuple(map(_words, group)) for group in topic.all_of)) for topic in topics() if topic.all_of
    )


def _own_key(tokens: "Sequence[Token]") -> str | None:
    content = [
        token
        for token in tokens
        if token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"} and token.is_alpha and not token.is_stop
    ]
    words = [
        unicodedata.normalize("NFKD", token.lemma_.lower()).encode("ascii", "ignore").decode()
        for token in content[:LONGEST_KEY]
    ]
    return "-".join(word for word in words if word) or None
