"""Where the complement of a stance word stands in the parse: object, infinitive, clause, gerund or prepositional phrase."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.clauses import agents, is_verbal, own_subjects
from communique.reference.stances import stance_words

if TYPE_CHECKING:
    from spacy.tokens import Token

COPULAS = frozenset("be remain stand stay become feel seem grow keep continue".split())
# With these one says for or against what one is (`spoke in favour of the truce`).
SIDING = frozenset("speak come vote argue campaign declare".split())
# Verbs that say what somebody calls something.
NAMING = frozenset("call term describe label dub consider deem".split())
# Lemmas the model gets wrong.
MISTAKEN = {"hop": "hope"}
# Prepositions that go on with a topic even where the parse hangs them on the verb.
CONTINUING = frozenset("of on over in at against between across towards toward to into from for within among around regarding "
                       "concerning about near under through by without".split())  # fmt: skip


INFINITIVES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "conj"})


@dataclass(frozen=True)
class Complement:
    """What a stance is about: its kind, the heads of its members, and the word that governs it."""

    kind: str
    heads: "tuple[Token, ...]"
    head: "Token"

    def holds(self, token: "Token") -> bool:
        """Whether a token stands inside the complement."""
        return any(
            token.i in range(head.left_edge.i, head.right_edge.i + 1) and not _is_after(head, token)
            for head in self.heads
        )


def _is_after(head: "Token", token: "Token") -> bool:
    """Whether the token belongs to a finite verb wrongly coordinated with the head."""
    while token.i != head.i and token.head.i != token.i:
        if stray(token) or separate(token):
            return True
        token = token.head
    return False


def separate(token: "Token") -> bool:
    """A stance noun of its own that the parse coordinated with a topic (`the importance of A and | the need for B`)."""
    owned = any(child.dep_ in {"det", "poss"} for child in token.lefts)
    return (
        token.dep_ == "conj"
        and owned
        and token.lemma_ in stance_words("noun")
        and any(child.dep_ in {"prep", "acl"} for child in token.rights)
    )


def own_modal(verb: "Token") -> bool:
    """A coordinated verb with a modal of its own (`would free the crew but | would not return the ships`)."""
    return verb.dep_ == "conj" and is_verbal(verb) and any(child.tag_ == "MD" for child in verb.lefts)


def finite_clause(verb: "Token") -> bool:
    """A clause with a modal and a subject of its own (`Kenya would not join`)."""
    return any(child.tag_ == "MD" for child in verb.lefts) and bool(own_subjects(verb))


def stray(token: "Token") -> bool:
    """A finite verb hung as a coordinated member on a noun or an infinitive: it belongs to the main clause."""
    if token.dep_ == "conj" and token.tag_ == "NNS" and _goes_on_present(token):
        return True
    if token.dep_ != "conj" or not is_verbal(token):
        return False
    finite, head = token.tag_ in {"VBD", "VBZ", "VBP"}, token.head
    if token.tag_ in {"VBZ", "VBP"} and finite_clause(head):
        return False
    if (
        token.tag_ == "VBD"
        and head.tag_ in {"VBZ", "VBP"}
        and head.dep_ in {"relcl", "ccomp"}
        and not own_subjects(token)
    ):
        return any(above.tag_ == "VBD" and above.i < head.i for above in head.ancestors)
    if token.tag_ == "VBN":  # `efforts to mediate and voiced support`: a past the model took for a participle
        bare = not any(child.dep_ in {"aux", "auxpass"} for child in token.children)
        return bare and has_to(head) and not any(child.dep_ == "auxpass" for child in head.children)
    return finite and head.tag_ not in {"VBD", "VBZ", "VBP", "MD"} and head.tag_ != token.tag_


def complement(
    base: "Token", kinds: tuple[str, ...], target: "Token | None", outer: "Token | None" = None
) -> Complement | None:
    """The first kind of complement that is there; `outer` is a carrying verb on which the parse may have hung it."""
    for kind in kinds:
        found = _complement(base, kind, target) or (
            _complement_outside(base, kind, outer) if outer is not None else None
        )
        if found is not None:
            return found
    return None


def _complement(base: "Token", kind: str, target: "Token | None") -> Complement | None:
    if kind == "object":
        return _object(base)
    if kind == "infinitive":
        return infinitive_of(base) or (infinitive_of(target) if target is not None else None)
    if kind == "clause":
        return _clause(base)
    if kind == "gerund":
        heads = tuple(
            child for child in base.rights if child.dep_ in {"xcomp", "dobj", "ccomp"} and child.tag_ == "VBG"
        )
        return Complement("gerund", heads[:1], heads[0]) if heads else None
    heads = _listed(t for t in preposition_objects(base, {kind}) if t.i > base.i and not _empty(t))
    if not heads and target is not None:
        heads = tuple(t for t in preposition_objects(target, {kind}) if t.i > target.i)
    return _extended(base, Complement(kind, heads, heads[0])) if heads else _for_clause(base, kind)


def _listed(heads: "Iterator[Token]") -> "tuple[Token, ...]":
    """The first object and those joined to it by a comma or `and`; others only go on with it (`support for a bid for a seat`)."""
    found = list(heads)
    return tuple(
        head
        for number, head in enumerate(found)
        if number == 0 or any(t.dep_ == "cc" or t.text == "," for t in head.doc[found[number - 1].i : head.i])
    )


def _complement_outside(base: "Token", kind: str, outer: "Token") -> Complement | None:
    """The complement of a noun or adjective where the parse hung it on the verb that carries it."""
    if kind in {"object", "gerund"}:
        return None
    if kind in {"infinitive", "clause"}:
        found = infinitive_of(outer) if kind == "infinitive" else _clause(outer)
        return found if found is not None and found.head.i > base.i else None
    heads = tuple(t for t in preposition_objects(outer, {kind}) if t.i > base.i)
    return Complement(kind, heads, heads[0]) if heads else None


def _object(base: "Token") -> Complement | None:
    heads = [child for child in base.rights if child.dep_ == "dobj" and child.tag_ not in {"WDT", "WP"}]
    heads += [
        child
        for child in base.rights
        if child.dep_ == "conj" and child.pos_ == "NOUN" and heads and not separate(child)
    ]
    heads += [child for child in base.rights if child.dep_ == "ccomp" and child.pos_ == "NOUN" and not heads]
    heads = heads or [called for child in base.rights if (called := _called(child)) is not None]
    if heads and heads[0].pos_ == "PRON" and heads[0].lower_ not in {"those", "all", "what"}:
        return None
    listed = tuple(
        head
        for head in heads[1:]
        if head.dep_ in {"dobj", "conj"} and any(base.doc[i].text in {",", "and"} for i in range(heads[0].i, head.i))
    )
    return Complement("object", (heads[0], *listed), heads[0]) if heads else None


def _called(clause: "Token") -> "Token | None":
    """What something is called in the place of an object (`praised what it called | a brave step`)."""
    named = [child for child in clause.rights if child.dep_ in {"oprd", "dobj"} and child.pos_ in {"NOUN", "PROPN"}]
    free = clause.dep_ == "ccomp" and any(child.lower_ == "what" for child in clause.lefts)
    return named[0] if free and named and lemma(clause) in NAMING else None


def _empty(token: "Token") -> bool:
    """A pronoun that names nothing (`asked for it`)."""
    return (
        token.pos_ == "PRON"
        and token.lower_ not in {"those", "all", "what", "which"}
        and not any(True for _ in token.rights)
    )


def _extended(base: "Token", found: Complement) -> Complement:
    """Members of a list after a preposition that the parse took for objects of the verb (`called for an end, a truce`)."""
    if not is_verbal(base):
        return found
    last = found.heads[-1].right_edge.i
    stranded = tuple(
        child for child in base.rights if child.dep_ in {"dobj", "dep"} and child.pos_ == "NOUN" and child.i > last
    )
    return Complement(found.kind, (*found.heads, *stranded), found.head)


def _for_clause(base: "Token", kind: str) -> Complement | None:
    """`called for the dispute to be settled`."""
    if kind != "for":
        return None
    for child in base.rights:
        if child.dep_ in INFINITIVES - {"conj"} and _for_somebody(child):
            return Complement("clause", (child,), child)
    return None


def _clause(base: "Token") -> Complement | None:
    for child in base.rights:
        if child.dep_ in {"ccomp", "acl", "relcl"} and is_verbal(child) and not has_to(child) and child.tag_ != "VBG":
            marked = any(c.lower_ == "that" and c.dep_ in {"mark", "nsubj"} for c in child.lefts)
            if marked or (child.dep_ == "ccomp" and base.pos_ in {"VERB", "AUX"} and child.tag_ not in {"VB", "VBN"}):
                return Complement("clause", (child,), child)
            if marked or (
                child.dep_ == "ccomp"
                and is_verbal(base)
                and any(c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in child.lefts)
            ):
                return Complement("clause", (child,), child)
    return None


def infinitive_of(base: "Token") -> Complement | None:
    """The to-infinitive a word governs."""
    for child in base.rights:
        if child.dep_ in INFINITIVES and has_to(child) and not _in_order(child) and not _for_somebody(child):
            if child.dep_ == "conj" and is_verbal(base):
                continue
            return Complement("infinitive", (child,), child)
        if child.dep_ in {"prep", "amod"} and (
            inner := next((c for c in child.children if c.dep_ in {"xcomp", "pcomp"} and has_to(c)), None)
        ):
            return Complement("infinitive", (inner,), inner)
    return None


def _for_somebody(verb: "Token") -> bool:
    """`for the guards to be tried`: whose infinitive it is stands with `for`, wherever the parse has hung that."""
    if any(child.lower_ == "for" and child.dep_ == "mark" for child in verb.lefts):
        return True
    first = min((noun.left_edge.i for noun in own_subjects(verb)), default=0)
    return first > 0 and has_to(verb) and verb.doc[first - 1].lower_ == "for"


def _in_order(verb: "Token") -> bool:
    return any(child.lower_ in {"order", "so"} for child in verb.lefts)


def lemma(token: "Token") -> str:
    """The lemma in lower case, with the model's known mistakes put right."""
    word = token.lemma_.lower()
    return MISTAKEN.get(word, word)


def has_to(verb: "Token") -> bool:
    """Whether a verb is an infinitive with `to`."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)


def preposition_objects(token: "Token", names: Set[str], outer: "Token | None" = None) -> "Iterator[Token]":
    """Objects of a word's prepositions of these names, those coordinated with them (`to A and to B`) too."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt", "advmod"} and child.lower_ in names and child.i > token.i:
            yield from _objects(child)
    if outer is not None:
        yield from (found for found in preposition_objects(outer, names) if found.i > token.i)


def _objects(prep: "Token") -> "Iterator[Token]":
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"} and not _hyphened(child):
            yield child
            yield from _again(child, prep.lower_)
        elif child.dep_ in {"conj", "prep"} and child.lower_ == prep.lower_:
            yield from _objects(child)


def _hyphened(token: "Token") -> bool:
    """The beginning of a word the model took apart at its hyphen (`co-hosting`)."""
    part = token.text == "-" or (token.i + 1 < len(token.doc) and token.nbor(1).text == "-")
    return part and not token.whitespace_


def _again(noun: "Token", name: str) -> "Iterator[Token]":
    """Objects of the same preposition the parse coordinated with one inside the phrase (`for a truce in Gaza and | for aid`)."""
    for inner in noun.rights:
        for prep in inner.rights if inner.dep_ == "prep" and inner.lower_ != name else ():
            if prep.dep_ == "conj" and prep.lower_ == name and prep.pos_ == "ADP":
                yield from _objects(prep)


def verb_as_noun(token: "Token") -> bool:
    """A present the model took for a plural: between two names, or a name and its object (`Malaysia, for its part, | thanks Chile`)."""
    if token.tag_ != "NNS" or token.dep_ not in {"ROOT", "ccomp", "conj"}:
        return False
    if _goes_on_present(token):
        return True
    return bool(_name_before(token)) and any(
        child.dep_ in {"npadvmod", "dobj", "dative", "appos"} and child.pos_ in {"PROPN", "NOUN"}
        for child in token.rights
    )


def _goes_on_present(token: "Token") -> bool:
    """`regrets the decision and | hopes that …`: coordinated with an object, but with a clause of its own behind `that` or `to`."""
    if token.dep_ != "conj" or any(True for _ in token.lefts) or token.i + 1 >= len(token.doc):
        return False
    above = token.head
    while above.dep_ == "conj":
        above = above.head
    over = above.head
    told = is_verbal(over) and over.tag_ == "VBZ" and above.dep_ in {"dobj", "pobj"}
    return told and token.nbor(1).lower_ == "that" and token.nbor(1).dep_ == "mark" and token.nbor(-1).lower_ == "and"


def present_above(token: "Token") -> "Token | None":
    """The verb beside which a present taken for a plural stands."""
    if token.tag_ != "NNS" or not _goes_on_present(token):
        return None
    above = token.head
    while not (is_verbal(above) and above.tag_ == "VBZ"):
        above = above.head
    return above


def _name_before(token: "Token") -> "tuple[Token, ...]":
    return tuple(
        child for child in token.lefts if child.pos_ == "PROPN" and child.dep_ in {"advmod", "npadvmod", "nsubj"}
    )


def holding(verb: "Token") -> "tuple[Token, ...]":
    """Who acts in a clause; a finite verb the parse coordinated with an infinitive has the subject of the main clause."""
    if (above := present_above(verb)) is not None:
        return tuple(agents(above))
    if verb.dep_ == "conj" and verb_as_noun(verb.head) and not own_subjects(verb):
        return _name_before(verb.head)
    if not stray(verb) or own_subjects(verb):
        return tuple(agents(verb)) or _listed_before(verb) or _name_before(verb) or _told_of(verb)
    return tuple(agents(main_of(verb)))


def _told_of(verb: "Token") -> "tuple[Token, ...]":
    """A subject's name that the model took for a verb, under its relative clause (`said Skjold, who demanded …`)."""
    named = verb.dep_ == "relcl" and verb.head.dep_ in {"nsubj", "nsubjpass"} and verb.head.text.istitle()
    return (verb.head,) if named and is_verbal(verb.head) else ()


def _listed_before(verb: "Token") -> "tuple[Token, ...]":
    """The subject of the first of several verbs that the parse hung under a later one (`opposes A, | expresses …`)."""
    while verb.dep_ == "conj" and is_verbal(verb.head) and not own_subjects(verb):
        verb = verb.head
    for child in verb.lefts:
        finite = child.dep_ in {"ccomp", "advcl"} and child.tag_ == verb.tag_ and child.tag_ in {"VBD", "VBZ", "VBP"}
        if finite and not any(c.dep_ == "mark" for c in child.lefts) and not own_subjects(verb):
            return tuple(agents(child))
    return ()


def main_of(verb: "Token") -> "Token":
    """The finite verb with a subject above a stray one, of its tense where that is the past."""
    tenses = {"VBD"} if verb.tag_ in {"VBD", "VBN"} else {"VBD", "VBZ", "VBP"}
    above = verb.head
    while above.head.i != above.i and not (above.tag_ in tenses and own_subjects(above)):
        above = above.head
    return above


def copula(token: "Token") -> "Token | None":
    """The verb that says an adjective of its subject; the word itself in a passive or a free adjunct."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ == "in" and lemma(head.head) in COPULAS | SIDING:
        return head.head
    if token.dep_ in {"acomp", "attr", "oprd", "xcomp", "prep"} and lemma(head) in COPULAS:
        if token.dep_ == "prep":
            alone = head.lemma_ in {"be", "remain"} and not any(c.dep_ in {"acomp", "attr"} for c in head.rights)
            return head if alone else None
        return head
    if any(child.dep_ == "auxpass" for child in token.children):
        return token
    if token.dep_ == "ROOT" and token.doc[token.sent.start].i >= token.left_edge.i and not own_subjects(token):
        return token  # a recital: `deeply concerned by …,`
    if token.dep_ == "conj" and head.pos_ in {"ADJ", "VERB"} and head.i < token.i:
        return copula(head)
    if (
        token.dep_ == "advcl"
        and head.i != token.i
        and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children)
    ):
        return token
    return None
