"""Actors the reference does not know: organisations by their proper names, groups of people by the noun that names them.

They are found first and stay unresolved: an identifier made of their words, the kind their head noun speaks for, and no
country unless the phrase says one. Only events use them; a meeting or agreement has states and organisations as parties.
"""

import re
from typing import TYPE_CHECKING

from communique.reading.clauses import modifiers
from communique.reading.name_runs import slug
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.groups import GroupNoun, group_nouns
from communique.schema import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# The kind an unknown organisation's last words speak for.
_KINDS: tuple[tuple[str, ActorKind, str], ...] = (
    ("party|movement for democracy|coalition|alliance of|democrats|republicans|socialists", "party", "PTY"),
    ("army|navy|air force|forces|guard|battalion|brigade|regiment|corps", "military", "MIL"),
    ("front|brigades|militia|militants|mujahideen|resistance|insurgents|cartel", "armed_group", "REB"),
    ("ministry|department|agency|bureau|office|directorate|customs|inspectorate", "ministry", "GOV"),
    ("court|tribunal|prosecutors?|judiciary", "other", "JUD"),
    ("police|constabulary|gendarmerie", "other", "COP"),
    ("parliament|senate|assembly|congress|knesset|duma|bundestag|diet|majlis", "other", "LEG"),
    ("union|federation of workers|syndicate|trade unions?", "ngo", "LAB"),
    ("church|diocese|brotherhood|vatican|mosque", "ngo", "REL"),
    ("times|news|post|daily|gazette|tribune|broadcasting|radio|television|tv", "company", "JRN"),
    ("university|institute|college|school", "other", "EDU"),
    ("association|foundation|society|committee|watch|council|network|campaign|trust", "ngo", "SOC"),
)  # fmt: skip
KINDS = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), kind, sector) for words, kind, sector in _KINDS)
# Entities that name no actor (`the Nobel Prize`, `Article 5`, `the Constitution`).
NO_ACTORS = re.compile(
    r"\b(?:act|law|article|treaty|agreement|constitution|prize|award|cup|league|championship|olympics|games|stadium|airport|"
    r"street|square|bridge|hospital|building|programme|program|project|plan|bill|resolution|summit|conference|day|festival)\b",
    re.IGNORECASE,
)


class OtherActors:
    """Finds actors by their words alone, and registers each in the document's cast."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.cast = scene, scene.cast

    def who(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """The actor a noun phrase names that the cast does not know, or nothing."""
        return self._named(sentence, token) or self._group(sentence, token)

    def _named(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """An organisation the recogniser finds: `the Kerala Fishers' Union`."""
        if token.ent_type_ not in {"ORG", "PERSON"} or token.pos_ != "PROPN":
            return ()
        entity = next((e for e in sentence.span.ents if e.start <= token.i < e.end), None)
        if entity is None or not any(t.is_title or t.is_upper for t in entity) or NO_ACTORS.search(entity.text):
            return ()
        words = entity.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").removesuffix("’s").strip()
        if len(words) < 3:
            return ()
        person: tuple[ActorKind, str] = ("person", "UNK")
        kind, sector = person if token.ent_type_ == "PERSON" else kind_of(words)
        first = entity.end_char - len(entity.text) + entity.text.index(words)
        return self._registered(
            slug(words),
            GroupNoun(noun=words, sector=sector, kind=kind, examples=()),
            sentence.offset + first,
            len(words),
        )

    def _group(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """People by what they are: `gunmen`, `striking dockers`, `a court in Lyon`."""
        noun = group_nouns().get(token.lower_)
        if noun is None or token.pos_ not in {"NOUN", "PROPN"} or noun.sector == "GOV" or token.lower_ == "force":
            return ()
        return self._described(sentence, token, noun)

    def crowd(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Whoever protests, by the noun that names them, known or not."""
        noun = GroupNoun(noun=token.lower_, sector="CVL", kind="civilians", examples=())
        return self._described(sentence, token, group_nouns().get(token.lower_) or noun)

    def _described(self, sentence: Sentence, token: "Token", noun: GroupNoun) -> tuple[str, ...]:
        told = [m for m in modifiers(token) if m.dep_ in {"compound", "amod"} and m.is_alpha and m.i < token.i]
        first = min([token.i, *(m.i for m in told)])
        doc = sentence.span.doc
        start, end = doc[first].idx, token.idx + len(token)
        return self._registered(slug(doc.text[start:end]), noun, sentence.offset + start, end - start)

    def _registered(self, identifier: str, noun: GroupNoun, start: int, length: int) -> tuple[str, ...]:
        self.cast.kinds.setdefault(identifier, noun)
        spans = self.cast.groups.setdefault(identifier, [])
        if (start, start + length) not in spans:
            spans.append((start, start + length))
        return (identifier,)


def kind_of(words: str) -> tuple[ActorKind, str]:
    """The kind and the PLOVER sector an organisation's own words speak for."""
    return next(((kind, sector) for pattern, kind, sector in KINDS if pattern.search(words)), ("other", "UNK"))
