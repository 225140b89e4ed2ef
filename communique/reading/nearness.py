"""Who stands nearest to a verb in the line of words, where the parse has lost subject or object."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.reading.clauses import is_verbal
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many words behind a verb its other side may stand.
REACH = 24
# Words that may stand between a name and its verb (`A, B and C, today also received`).
BETWEEN = frozenset(", today yesterday also later then earlier has have had will would is was were been -".split())


def person_before(scene: Scene, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """The person whose name or apposed title ends right before a verb."""
    doc = verb.doc
    at = verb.i - 1
    while at > sentence.span.start and (doc[at].lower_ in BETWEEN or _is_of_title(scene, sentence, doc[at])):
        at -= 1
    found = _person_at(scene, sentence, doc[at]) if at >= sentence.span.start else ()
    return found or _only_person_before(scene, sentence, verb)


def _is_of_title(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    """`of the Republic of Chile` behind a title in apposition."""
    entries = scene.cast.entries.get((sentence.paragraph, token.i), ())
    named = any(entry.kind in {"state", "organisation"} for entry in entries)
    return named or (token.lower_ in {"of", "the", "republic", "kingdom"} and token.nbor().lower_ not in BETWEEN)


def _only_person_before(scene: Scene, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """The one person a sentence names before a main verb (`A, deputy minister for roads, received …`)."""
    if verb.dep_ != "ROOT":
        return ()
    before = [_person_at(scene, sentence, token) for token in verb.doc[sentence.span.start : verb.i]]
    named = list(dict.fromkeys(ids for ids in before if ids))
    return named[0] if len(named) == 1 else ()


def person_after(scene: Scene, sentence: Sentence, verb: "Token", passive: bool = False) -> tuple[str, ...]:
    """The first person named behind a verb before the next one; behind `by` for a passive verb."""
    started = not passive
    for token in _behind(sentence, verb):
        started = started or token.lower_ == "by"
        found = _person_at(scene, sentence, token) if started else ()
        if found:
            return found
    return ()


def _behind(sentence: Sentence, verb: "Token") -> "Iterator[Token]":
    for token in verb.doc[verb.i + 1 : min(sentence.span.end, verb.i + 1 + REACH)]:
        if (is_verbal(token) and token.tag_ != "VBG" and token.dep_ != "amod") or token.text in {";", ":"}:
            return
        yield token


def _person_at(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    entries = scene.cast.entries.get((sentence.paragraph, token.i), ())
    return next((entry.ids for entry in entries if entry.kind == "person"), ())
