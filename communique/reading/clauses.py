"""Questions a reader asks of a parse: who is the subject, what is the object, does the clause say it happened.

All functions take spaCy tokens and answer with tokens; none knows actors or documents. Dependency labels are those of
spaCy's English models (ClearNLP style).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_FUNCTION = frozenset({"det", "punct", "cc", "case", "mark", "aux", "auxpass", "neg", "preconj"})


def conjuncts(token: "Token") -> "Iterator[Token]":
    """The token and the members coordinated after it."""
    yield token
    for child in token.rights:
        if child.dep_ == "conj" or (child.dep_ == "appos" and _listed(token, child)):
            yield from conjuncts(child)


def _listed(token: "Token", child: "Token") -> bool:
    """An apposition that is really a member of a list (`France, Germany and Italy`): it is coordinated further on."""
    return child.pos_ == "PROPN" and token.pos_ == "PROPN" and any(c.dep_ in {"cc", "conj"} for c in child.rights)


def first_conjunct(token: "Token") -> "Token":
    """The first member of the coordination the token belongs to."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def is_verbal(token: "Token") -> bool:
    """A verb or auxiliary; a noun that has a subject and an object is a verb the tagger took for one (`Peru thanks Chile`)."""
    pos = token.pos_
    return pos in {"VERB", "AUX"} or (pos == "NOUN" and token.dep_ == "ROOT" and _takes_object(token))


def _takes_object(token: "Token") -> bool:
    found = {child.dep_ for child in token.children}
    return "nsubj" in found and "dobj" in found


def lemma(token: "Token") -> str:
    """The lemma in lower case."""
    return token.lemma_.lower()


def clause_of(token: "Token") -> "Token":
    """The verb whose clause the token stands in; the token itself when it is a verb, the root when there is none."""
    while not is_verbal(token) or token.dep_ in {"aux", "auxpass", "amod", "compound"}:
        if token.head == token:
            return token
        token = token.head
    return token


def coordinate(verb: "Token") -> "Token":
    """The word a verb hangs on; a finite verb coordinated with an infinitive hangs on the finite verb above it.

    In `called on both sides to settle it and offered to mediate` the parser puts `offered` beside `settle`.
    """
    head = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in FINITE or head.tag_ != "VB" or auxiliaries_of(verb):
        return head
    while head.tag_ == "VB" and is_verbal(head.head) and head.head != head:
        head = head.head
    return head if head.tag_ in FINITE else verb.head


def auxiliaries_of(verb: "Token") -> "list[Token]":
    """The auxiliaries attached to this very verb."""
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def own_subjects(verb: "Token") -> "list[Token]":
    """Subjects attached to this very verb."""
    return [child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}] + [
        child for child in verb.rights if child.dep_ in {"nsubj", "nsubjpass"}
    ]


def is_passive(verb: "Token") -> bool:
    """Whether the verb's grammatical subject undergoes the action."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not own_subjects(verb) and is_verbal(verb.head):
        return is_passive(verb.head) and not any(child.dep_ == "aux" for child in verb.children)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":  # `Signed in Dubai, the pact …`
        return not own_subjects(verb) and not any(child.dep_ in {"aux", "mark"} for child in verb.children)
    told = own_subjects(verb) or any(child.dep_ == "aux" for child in verb.children)  # `reports that he had met`
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not told


def subjects(verb: "Token", depth: int = 0) -> "list[Token]":
    """The NP heads in subject position of the verb, found through control, coordination and relative clauses."""
    own = [token for token in own_subjects(verb) if token.tag_ not in {"WDT", "WP"}]
    if own:
        return [member for token in own for member in conjuncts(token)]
    if depth > 12:
        return []
    head, dep = coordinate(verb), verb.dep_
    if dep == "relcl" or (dep == "acl" and verb.tag_ in {"VBG", "VBN", "VBD"}):
        return list(conjuncts(head)) if not is_verbal(head) else subjects(head, depth + 1)
    if dep == "acl":
        return _noun_controller(head, depth)
    if head == verb or own_subjects(verb):
        return []
    if is_verbal(head) and dep in {"conj", "xcomp", "advcl", "ccomp", "dep", "pcomp"}:
        return _controller(verb, head, dep, depth)
    if head.pos_ == "ADJ" and dep in {"xcomp", "ccomp"}:
        return subjects(head.head, depth + 1) if is_verbal(head.head) else []
    if dep == "pcomp":
        anchor = head.head
        return subjects(anchor, depth + 1) if is_verbal(anchor) else _noun_controller(anchor, depth)
    return []


def _noun_controller(noun: "Token", depth: int) -> "list[Token]":
    """Who does the infinitive of a noun (`a decision by France to send`, `their plan to meet`)."""
    owners = possessors(noun) + [obj for prep, obj in prepositions(noun) if prep == "by"]
    if owners:
        return owners
    verb = clause_of(noun)
    return subjects(verb, depth + 1) if is_verbal(verb) else []


def _controller(verb: "Token", head: "Token", dep: str, depth: int) -> "list[Token]":
    if dep == "xcomp":
        controllers = [t for t in head.rights if t.dep_ in {"dobj", "dative"} and t.i < verb.i]
        if controllers:
            return [member for token in controllers for member in conjuncts(token)]
        addressed = [obj for prep, obj in prepositions(head) if prep in {"on", "to"} and obj.i < verb.i]
        if addressed and lemma(head) in {"call", "appeal"}:
            return [member for token in addressed for member in conjuncts(token)]
    return subjects(head, depth + 1)


def agents(verb: "Token") -> "list[Token]":
    """Who acts: the subject of an active verb, the by-phrase of a passive one."""
    if not is_passive(verb):
        return subjects(verb)
    return [member for prep, obj in prepositions(verb) if prep == "by" for member in conjuncts(obj)]


def patients(verb: "Token") -> "list[Token]":
    """What is acted on: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return subjects(verb)
    objects = (token for token in verb.rights if token.dep_ in OBJECTS and token.pos_ != "ADP")
    found = [member for token in objects for member in conjuncts(token)]
    return found if found or not _relativised(verb) else [verb.head]


def _relativised(verb: "Token") -> bool:
    """Whether the noun a relative clause hangs on is its object (`the firefighters it sent`)."""
    if verb.dep_ != "relcl" or verb.head.ent_type_ in {"DATE", "TIME"}:
        return False
    own = own_subjects(verb)
    return bool(own) and all(t.tag_ not in {"WDT", "WP"} for t in own) and not any(c.tag_ == "WRB" for c in verb.lefts)


def prepositions(token: "Token") -> "Iterator[tuple[str, Token]]":
    """The prepositional phrases of a token as (preposition, head of its object), through stacked prepositions."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB", "ADV", "PART"}:
            yield from _prepositional(child, child.lower_)


def _prepositional(prep: "Token", name: str) -> "Iterator[tuple[str, Token]]":
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield name, child
        elif child.dep_ == "prep" or (child.dep_ == "conj" and child.pos_ == "ADP"):
            yield from _prepositional(child, child.lower_)


def possessors(noun: "Token") -> "list[Token]":
    """The possessors of a noun (`France's visit`, `its ties`)."""
    return [member for child in noun.lefts if child.dep_ == "poss" for member in conjuncts(child)]


def modifiers(noun: "Token") -> "list[Token]":
    """Adjectives and nouns before a noun, with their coordinated members (`the Japanese and French governments`)."""
    found: list[Token] = []
    for child in noun.lefts:
        if child.dep_ in {"amod", "compound", "nmod", "poss", "nummod", "npadvmod", "advmod", "det"}:
            found += list(conjuncts(child))
            for grandchild in child.subtree:
                if grandchild.i != child.i and grandchild.dep_ in {"compound", "amod", "nmod", "npadvmod"}:
                    found.append(grandchild)
    return list(dict.fromkeys(found))


def is_negated(verb: "Token") -> bool:
    """Whether the verb itself is negated (`did not`, `never`, `no longer`) or its subject or object is `no …`."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "neither", "nor"}:
            return True
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.lefts):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and _is_none(child):
            return True
    return verb.dep_ == "conj" and any(
        c.lower_ == "neither" for c in verb.head.children
    )  # `neither arranged nor hosted`


def _is_none(noun: "Token") -> bool:
    return noun.lower_ in {"nobody", "none", "nothing"} or any(
        child.dep_ in {"det", "neg"} and child.lower_ in {"no", "neither"} for child in noun.lefts
    )


def auxiliaries(verb: "Token") -> "list[Token]":
    """Auxiliaries of the verb; a coordinated verb without any shares those of the first."""
    own = auxiliaries_of(verb)
    if not own and verb.dep_ == "conj" and is_verbal(verb.head) and not own_subjects(verb):
        return auxiliaries(verb.head) if verb.tag_ == verb.head.tag_ else []
    return own


def particle(verb: "Token") -> str | None:
    """The verb's particle (`call off`), lower case."""
    return next((child.lower_ for child in verb.children if child.dep_ == "prt"), None)


def complements(verb: "Token") -> "Iterator[Token]":
    """Clausal complements: infinitives, gerunds and that-clauses."""
    return (child for child in verb.rights if child.dep_ in {"xcomp", "ccomp"})


def extent(token: "Token") -> tuple[int, int]:
    """Token range [first, last] of the token's subtree without leading and trailing punctuation."""
    first, last = token.left_edge.i, token.right_edge.i
    doc = token.doc
    while first < last and doc[first].dep_ in {"punct", "cc"}:
        first += 1
    while last > first and doc[last].is_punct and doc[last].text not in {")", "”", '"'}:
        last -= 1
    return first, last


def clause_extent(verb: "Token") -> tuple[int, int]:
    """Token range [first, last] of a clause without the clauses coordinated to it that have subjects of their own."""
    first, last = extent(verb)
    for child in verb.rights:
        if child.dep_ == "conj" and own_subjects(child):
            last = min(last, child.left_edge.i - 1)
    doc = verb.doc
    while last > verb.i and (doc[last].is_punct or doc[last].dep_ == "cc"):
        last -= 1
    return first, last
