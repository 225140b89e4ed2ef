"""What an agreement is for, as token ranges of the text.

The purpose stands on the name (*to allow …*, *that would let …*, *lifting ties …*), in a clause the agreement is the
subject of (*the protocol fixes how much …*), or only in the topic of its name (*on shared supply flights*).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.agreement_phrases import last_of_name
from communique.reading.agreement_verbs import misread_relative
from communique.reading.clauses import (
    auxiliaries,
    clause_extent,
    is_passive,
    is_verbal,
    lemma,
    own_subjects,
    prepositions,
)
from communique.reference.stages import stage_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Range = tuple[int, int]
# Verbs that say no purpose of the agreement that is their subject.
_EMPTY = frozenset(
    "be have remain come follow enter take go expire lapse collapse make face say replace mark include require need become".split()
)


def purpose_of(token: "Token", stage_verbs: "Sequence[Token]") -> Range | None:
    """A purpose said on the noun, or as an infinitive of the verb that makes the agreement."""
    name = token.doc[token.i : last_of_name(token) + 1]
    hosts = [*name, *(obj for prep, obj in prepositions(token) if prep in {"with", "between"})]
    for host in hosts:
        for child in host.rights:
            if (
                child.dep_ in {"acl", "relcl"}
                and child not in stage_verbs
                and (_is_purpose(child) or _is_main(child, stage_verbs))
            ):
                return _clause(child)
    for verb in stage_verbs:
        for child in verb.rights:
            if child.dep_ in {"advcl", "xcomp"} and child.i > token.i and _to(child) and verb.i < token.i:
                return _clause(child)
    return None


def _is_purpose(verb: "Token") -> bool:
    if _to(verb):
        return not is_passive(verb) and (
            lemma(verb) not in stage_words("object") or any(c.dep_ == "dobj" for c in verb.rights)
        )
    if is_passive(verb) or lemma(verb) in _EMPTY or lemma(verb) in stage_words("object"):
        return False
    if verb.dep_ == "acl":
        return verb.tag_ == "VBG"
    subject = own_subjects(verb)
    told = verb.tag_ == "VBD" or any(lemma(helper) == "have" for helper in auxiliaries(verb))
    return bool(subject) and subject[0].tag_ in {"WDT", "WP"} and not told


def _is_main(verb: "Token", stage_verbs: "Sequence[Token]") -> bool:
    """A main verb that the parser took into a relative clause."""
    return any(misread_relative(word) == verb for word in stage_verbs)


def _to(verb: "Token") -> bool:
    return verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.lefts)


def _clause(verb: "Token") -> Range:
    first, last = clause_extent(verb)
    doc = verb.doc
    first = verb.i if any(misread_relative(child) == verb for t in own_subjects(verb) for child in t.rights) else first
    while first < verb.i and doc[first].tag_ in {"WDT", "WP", "MD"}:
        first += 1
    return first, _before_comma(verb, last)


def _before_comma(verb: "Token", last: int) -> int:
    """The end of the clause without what a comma adds to it (`…, the ministry said`)."""
    for child in verb.rights:
        if (
            child.dep_ in {"advcl", "ccomp", "parataxis"}
            and child.left_edge.i > verb.i
            and child.doc[child.left_edge.i - 1].text == ","
        ):
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


def topic_purpose(token: "Token", _stage_verbs: "Sequence[Token]") -> Range | None:
    """What the name says the agreement is on."""
    last = last_of_name(token)
    doc = token.doc
    opened = next((t.i for t in doc[token.i + 1 : last] if t.lower_ in {"on", "for", "concerning", "covering"}), None)
    if opened is None or doc[opened + 1].ent_type_ in {"DATE", "TIME"}:
        return None
    return opened + 1 + (doc[opened + 1].dep_ == "det"), last
