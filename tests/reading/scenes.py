"""Scenes of short texts, for tests of who their words stand for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from communique.reading.reader import set_scene
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence, parse_many
from communique.schema import Document

if TYPE_CHECKING:
    from spacy.tokens import Token


def scenes_of(texts: Iterable[str]) -> dict[str, Scene]:
    """The scene of each text, by the text."""
    documents = (Document(id="d", source="text", text=text) for text in dict.fromkeys(texts))
    return {parsed.document.text: set_scene(parsed) for parsed in parse_many(documents)}


def last_of(scene: Scene, word: str) -> "tuple[Sentence, Token]":
    """The last token of that spelling, with its sentence."""
    return [(sentence, token) for sentence in scene.sentences for token in sentence if token.text == word][-1]
