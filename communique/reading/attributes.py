"""spaCy's attribute ruler by look-up: the same word classes and forms in a fraction of the time.

The ruler of the English model runs a matcher over every token, a fifth of the pipeline's time, though nearly all its patterns
are about one token's tag, form and dependency. What they give is remembered by these; a paragraph in which a pattern of
several tokens may match is left to the ruler itself.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

# What is remembered is bounded, as the forms of hostile texts are not.
MOST_REMEMBERED = 100_000
Key = tuple[int, int, int]


class RememberingRuler:
    """A pipeline component that stands for an attribute ruler."""

    def __init__(self, ruler: "AttributeRuler") -> None:
        self.ruler = ruler
        self._known: dict[Key, dict[Any, Any]] = {}
        self._forms, self._deps = _joining(ruler)

    def __call__(self, doc: "Doc") -> "Doc":
        """Sets the attributes of a parsed paragraph's tokens."""
        from spacy.attrs import DEP, LOWER, TAG
        from spacy.tokens._retokenize import set_token_attrs

        keys = [(tag, lower, dep) for tag, lower, dep in doc.to_array([TAG, LOWER, DEP]).tolist()]
        if any(lower in self._forms or dep in self._deps for _, lower, dep in keys):
            return self.ruler(doc)
        for token, key in zip(doc, keys, strict=True):
            attributes = self._known.get(key)
            if attributes is None:
                if len(self._known) >= MOST_REMEMBERED:
                    self._known.clear()
                attributes = self._known[key] = self._of(token)
            if attributes:
                set_token_attrs(token, attributes)
        return doc

    def _of(self, token: "Token") -> dict[Any, Any]:
        """What the ruler's patterns give a token by itself, later ones over earlier ones."""
        from spacy.tokens import Doc

        alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        attributes: dict[Any, Any] = {}
        for number, *_ in self.ruler.match(alone):
            attributes |= self.ruler.attrs[number]
        return attributes


def _joining(ruler: "AttributeRuler") -> tuple[frozenset[int], frozenset[int]]:
    """Forms and dependencies, by their numbers, one of which every pattern of several tokens needs."""
    forms: set[str] = set()
    deps: set[str] = set()
    rules: list[dict[str, Any]] = ruler.patterns
    for rule in rules:
        for pattern in rule["patterns"]:
            if len(pattern) < 2:
                continue
            form = next((p["LOWER"] for p in pattern if isinstance(p.get("LOWER"), str)), None)
            dep = next((p["DEP"] for p in pattern if isinstance(p.get("DEP"), str)), None)
            if form is not None:
                forms.add(form)
            elif dep is not None:
                deps.add(dep)
            else:
                raise ValueError(f"a pattern of the attribute ruler names no form and no dependency: {pattern}")
    number = ruler.vocab.strings.add
    return frozenset(map(number, forms)), frozenset(map(number, deps))
