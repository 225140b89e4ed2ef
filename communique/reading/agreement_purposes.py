"""What an agreement is for, as token ranges of the text.

The purpose stands on the name (*to allow …*, *that would let …*, *lifting ties …*), in a clause the agreement is the
subject of (*the protocol fixes how much …*), or only in the topic of its name (*on shared supply flights*).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.clauses import clause_extent, extent, is_passive, is_verbal, lemma, own_subjects, prepositions
from communique.reference.stages import stage_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]
# Verbs that say no purpose of the agreement that is their subject.
_EMPTY = frozenset("be have remain come follow enter take go expire lapse collapse make face say replace mark include require need become".split())


def purpose_of(token: "Token", stage_verbs: "Sequence[Token]") -> Range | None:
    """A purpose said on the noun, or as an infinitive of the verb that makes the agreement."""
    hosts = [token, *(obj for prep, obj in prepositions(token) if prep in {"of", "on", "with", "between", "for"})]
    for host in hosts:
        for child in host.rights:
            if child.dep_ in {"acl", "relcl"} and child not in stage_verbs and _is_purpose(child):
                return _clause(child)
    for verb in stage_verbs:
        for child in verb.rights:
            if child.dep_ in {"advcl", "xcomp"} and child.i > token.i and _to(child) and verb.i < token.i:
                return _clause(child)
    return None


def _is_purpose(verb: "Token") -> bool:
    if _to(verb):
        return not is_passive(verb) and lemma(verb) not in stage_words("object")
    if verb.dep_ == "acl":
        return verb.tag_ == "VBG" and lemma(verb) not in stage_words("object") | {"follow": None, "accord": None, "include": None}
    subject = own_subjects(verb)
    return bool(subject) and subject[0].tag_ in {"WDT", "WP"} and not is_passive(verb) and lemma(verb) not in _EMPTY and lemma(verb) not in stage_words("object")


def _to(verb: "Token") -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.lefts)


def _clause(verb: "Token") -> Range:
    first, last = clause_extent(verb)
    doc = verb.doc
    while first < verb.i and doc[first].tag_ in {"WDT", "WP", "MD"}:
        first += 1
    return first, _before_comma(verb, last)


def _before_comma(verb: "Token", last: int) -> int:
    """The end of the clause without what a comma adds to it (`…, the ministry said`)."""
    for child in verb.rights:
        if child.dep_ in {"advcl", "ccomp", "parataxis"} and child.left_edge.i > verb.i and child.doc[child.left_edge.i - 1].text == ",":
            return min(last, child.left_edge.i - 2)
    return last


def subject_purpose(token: "Token", stage_verbs: "Sequence[Token]") -> Range | None:
    """A clause in which the agreement does what it is for: `the agreement will scrap tariffs`."""
    verb = token.head
    if token.dep_ != "nsubj" or not is_verbal(verb) or verb in stage_verbs or is_passive(verb) or lemma(verb) in _EMPTY:
        return None
    if lemma(verb) in {row.split()[0] for row in stage_words("subject")}:
        return None
    if not any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in verb.rights):
        return None
    _, last = clause_extent(verb)
    return verb.i, _before_comma(verb, last)


def topic_purpose(token: "Token", stage_verbs: "Sequence[Token]") -> Range | None:
    """What the name says the agreement is on."""
    for preposition, obj in prepositions(token):
        if preposition in {"on", "for", "concerning", "covering"} and obj.ent_type_ not in {"DATE", "TIME"} and not is_verbal(obj):
            return _topic(obj)
        if preposition == "of" and obj.lower_ in {"understanding", "cooperation", "co-operation", "intent"}:
            return topic_purpose(obj, stage_verbs)
    return None


def _topic(obj: "Token") -> Range:
    first, last = extent(obj)
    doc = obj.doc
    for i in range(obj.i + 1, last + 1):
        if doc[i].dep_ in {"relcl", "acl"} and doc[i].head.i <= obj.i or doc[i].text in {",", ";"} or doc[i].lower_ in {"with", "between"}:
            return first, max(obj.i, doc[i].left_edge.i - 1 if doc[i].dep_ in {"relcl", "acl"} else i - 1)
    return first, last
