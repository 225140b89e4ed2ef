"""Verbs that say at which stage an agreement stands: it is their object, their subject or behind their preposition.

The parser's usual slips over long noun phrases are mended here: participles taken for main verbs, main verbs taken into
relative clauses, subjects taken for appositions.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from communique.reading.agreement_modality import StageMention, is_news, reached
from communique.reading.clauses import (
    agents,
    conjuncts,
    first_conjunct,
    is_passive,
    is_verbal,
    lemma,
    own_subjects,
    particle,
    patients,
    prepositions,
    subjects,
)
from communique.reading.sentences import Sentence
from communique.reference.stages import StageRole, StageWord, stage_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that say how an agreement fares only where they have no object (`the truce held`).
STANDING = frozenset({"follow", "hold", "exist", "lapse", "collapse", "unravel"})
THROUGH: tuple[StageRole, ...] = ("preposition", "object")
# Stages that nothing but an agreement comes to.
ENDURED = frozenset({"amended", "ratified", "terminated", "suspended"})
# Verbs of meeting somebody.
MEETING = frozenset("meet confer talk speak hold host receive visit consult negotiate".split())
# Prepositions inside the name of an agreement or before its parties.
ENDING = frozenset("with between among of on for".split())


def stages_by_verbs(sentence: Sentence, carriers: "list[Token]") -> Iterator[StageMention]:
    """The stages told by the verbs of a sentence that the agreement is subject or object of."""
    for verb in sentence.span:
        if not is_verbal(verb) or verb.dep_ in {"aux", "auxpass"} or (verb.dep_ == "amod" and _is_revised(verb.head)):
            continue
        brought = list(_before_legislature(verb, carriers))
        row, role = _verb_row(verb, carriers)
        if brought or row is None or row.stage is None:
            yield from brought
            continue
        stage, status = reached(verb, row)
        if stage == "agreed_in_principle" and any(lemma(carrier) in stage_words("partial") for carrier in carriers):
            stage = "negotiating"
        if stage in {"agreed_in_principle", "signed"} and any(_is_revised(carrier) for carrier in carriers):
            stage = "amended"
        if stage is not None and not (role == "subject" and _is_timeless(verb, row)):
            acting, told = _acting(verb, role, row, carriers), stage == row.stage
            if (
                row.by_parliament is not None
                and stage == row.stage
                and any(lemma(t) in stage_words("legislature") for t in acting)
            ):
                stage = row.by_parliament
            yield StageMention(
                stage,
                verb,
                status,
                is_news(verb, status) and (told or stage != "in_force"),
                acting,
                strong=row.instrument,
                bare=told,
                inferred=not told,
            )


def _is_revised(noun: "Token") -> bool:
    """A new version of an agreement there is (`a modernised version of their trade agreement`)."""
    made = {"modernised", "modernized", "updated", "upgraded", "revised", "amended", "expanded", "renegotiated"}
    return lemma(noun) == "version" and any(child.lower_ in made for child in noun.lefts)


def _before_legislature(verb: "Token", carriers: "list[Token]") -> Iterator[StageMention]:
    """What is brought before a legislature has been signed."""
    row = stage_words("before").get(lemma(verb))
    if row is None or row.stage is None:
        return
    brought = any(t in carriers for t in (*_patients(verb), *(subjects(verb) if not is_passive(verb) else ())))
    houses = [obj for prep, obj in prepositions(verb) if prep in {"to", "before", "in", "with"}]
    if brought and any(lemma(t) in stage_words("legislature") or _is_house(t) for t in houses):
        yield StageMention(row.stage, verb, "background", False, (), strong=True, inferred=True)


def _is_house(noun: "Token") -> bool:
    """A body of members by its name (`the National Assembly`)."""
    return any(child.lower_ in stage_words("legislature") for child in noun.lefts)


def _verb_row(verb: "Token", carriers: "list[Token]") -> tuple[StageWord | None, StageRole]:
    """The record of a verb in its relation to the agreement."""
    if lemma(verb) in first_words("object"):
        row = _longest("object", verb)
        undergone = any(patient in carriers for patient in (*_patients(verb), *_inverted(verb)))
        documents = row is not None and (row.instrument or row.stage == "agreed_in_principle")
        if row is not None and (
            undergone
            or ((documents or row.stage in ENDURED) and _is_relative_object(_first_of(verb), carriers))
            or (
                documents
                and (
                    _is_at_end(verb, carriers)
                    or _is_misread_active(verb, carriers)
                    or _is_behind(verb, carriers)
                    or (_first_of(verb) != verb and _is_at_end(_first_of(verb), carriers))
                )
            )
        ):
            return row, "object"
    if lemma(verb) in first_words("subject") and not is_passive(verb) and _is_subject(verb, carriers):
        row = _longest("subject", verb)
        if row is not None and not (row.word in STANDING and any(c.dep_ in {"dobj", "ccomp"} for c in verb.rights)):
            return row, "subject"
    if lemma(verb) in first_words("preposition"):
        for carrier in carriers:
            row = _through_preposition(verb, carrier)
            if row is not None:
                return row, "preposition"
    return None, "object"


def _is_subject(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether the agreement is the subject, also of a relative clause hung on the end of its noun phrase."""
    if any(subject in carriers for subject in subjects(verb)):
        return True
    relative = verb.dep_ == "relcl" and any(c.tag_ == "WDT" and c.dep_ == "nsubj" for c in verb.lefts)
    return relative and any(carrier.is_ancestor(verb.head) for carrier in carriers if not is_verbal(carrier))


def _is_at_end(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether a participle hangs on the last word of the noun phrase (`the agreement with Cuba signed in 2018`)."""
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ != "VBN" or not is_passive(verb):
        return False
    token = first_conjunct(verb.head)
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.lower_ not in ENDING:
            return False
        token = token.head.head
        if token in carriers:
            return True
    return False


def _is_behind(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether a participle stands right behind the noun phrase, wherever the parser hung it (`the plan, adopted in May`)."""
    if verb.tag_ not in {"VBN", "VBD"} or any(
        c.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass", "dobj"} for c in verb.children
    ):
        return False
    end = verb.i - 1
    if end > verb.sent.start and verb.doc[end].text == ",":
        end -= 1
    return any(
        carrier.i <= end and all(carrier.is_ancestor(t) or t == carrier for t in verb.doc[carrier.i : end + 1])
        for carrier in carriers
    )


def _first_of(verb: "Token") -> "Token":
    """The first of coordinated participles (`which was signed in 2010 and renewed in 2021`)."""
    while verb.dep_ == "conj" and is_verbal(verb.head) and not own_subjects(verb):
        if any(c.dep_ == "dobj" for c in verb.rights):
            break
        verb = verb.head
    return verb


def _is_relative_object(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether a relative clause with an object hangs on the end of the noun phrase (`a pact on ports, which they signed`)."""
    opened = any(c.tag_ == "WDT" and c.dep_ in {"dobj", "nsubjpass"} for c in verb.lefts)
    while verb.dep_ == "xcomp" and is_verbal(verb.head):
        verb = verb.head  # `which they had hoped to sign`
        opened = opened or any(c.tag_ == "WDT" and c.dep_ in {"dobj", "nsubjpass"} for c in verb.lefts)
    return opened and verb.dep_ == "relcl" and any(c.is_ancestor(verb.head) and not is_verbal(c) for c in carriers)


def _is_misread_active(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether a participle was taken for a past tense: no agreement signs anything (`the treaty, signed in May, is long`)."""
    if verb.tag_ not in {"VBD", "VBN"} or any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in verb.rights):
        return False
    return any(subject in carriers for subject in own_subjects(verb))


def _patients(verb: "Token") -> "list[Token]":
    """What is acted on; verbs coordinated over one object share it (`agreed on and signed the treaty`)."""
    misread = misread_relative(verb)
    if misread is not None:
        return [misread.head]
    found = patients(verb)
    if found:
        return found
    if is_passive(verb):
        return _fronted(verb)
    above = verb.head
    if (
        verb.dep_ == "conj"
        and verb.tag_ in {"VBN", "VBD"}
        and is_verbal(above)
        and is_passive(above)
        and not own_subjects(verb)
    ):
        return _patients(above)  # `was initialled in May and signed in June`
    swallowed = next((child for child in verb.rights if child.dep_ == "ccomp" and _is_participle(child)), None)
    swallowed = swallowed or next((child for child in verb.rights if child.lower_ == "worth"), None)
    if swallowed is not None:
        return own_subjects(swallowed)  # `signed accords worth a million`
    shared = next((child for child in verb.rights if child.dep_ == "conj" and is_verbal(child)), None)
    return _patients(shared) if shared is not None else []


def _inverted(verb: "Token") -> "list[Token]":
    """The subject behind its verb (`also signed was a treaty`, `among the documents signed was a treaty`)."""
    if verb.tag_ != "VBN":
        return []
    helper = next((c for c in verb.rights if c.dep_ == "auxpass"), None)
    if helper is None and verb.dep_ in {"acl", "amod"}:
        helper = next((t for t in verb.ancestors if lemma(t) == "be" and t.i > verb.i), None)
    behind = [c for c in helper.rights if c.dep_ in {"attr", "nsubj"}] if helper is not None else []
    return [member for token in behind for member in conjuncts(token)]


def _is_participle(clause: "Token") -> bool:
    """A participle after an object that the parser made a clause of (`ratified the treaty signed in 2018`)."""
    row = stage_words("object").get(lemma(clause))
    plain = clause.tag_ == "VBD" and not any(child.dep_ in {"mark", "dobj", "aux"} for child in clause.children)
    return row is not None and row.instrument and plain


def misread_relative(verb: "Token") -> "Token | None":
    """The main verb the parser took into a relative clause of its subject (`a pact that they signed obliges …`)."""
    subject = verb.head
    main = subject.head
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or subject.dep_ != "nsubj" or main.dep_ != "relcl" or main.i < verb.i:
        return None
    opened = any(child.lower_ in {"that", "which"} and child.i < subject.i for child in main.lefts)
    return main if opened and not any(child.dep_ == "agent" for child in verb.children) else None


def _fronted(verb: "Token") -> "list[Token]":
    """The subject of a passive that the parser took for an apposition in what stands before it."""
    if own_subjects(verb) or verb.dep_ in {"acl", "relcl", "xcomp", "conj"}:
        return []
    before = [t for t in verb.doc[verb.left_edge.i : verb.i] if t.dep_ == "appos"]
    return [member for token in before[-1:] for member in conjuncts(token)]


@cache
def first_words(role: StageRole) -> dict[str, tuple[StageWord, ...]]:
    """The records of a role by their first word, the longest first."""
    found: dict[str, list[StageWord]] = {}
    for row in sorted(stage_words(role).values(), key=lambda row: -len(row.word)):
        found.setdefault(row.word.split()[0], []).append(row)
    return {word: tuple(rows) for word, rows in found.items()}


def _longest(role: StageRole, verb: "Token") -> StageWord | None:
    """The record whose further words follow the verb (`put … on hold`, `enter into force`)."""
    tail = f" {verb.doc[verb.i + 1 : verb.right_edge.i + 1].text.lower()} "
    tail += " ".join(f" {child.lower_} " for child in verb.children if child.dep_ == "advmod")
    for row in first_words(role)[lemma(verb)]:
        rest = row.word.partition(" ")[2]
        if not rest or f" {rest} " in tail.replace(",", " ").replace(".", " "):
            return row
    return None


def _through_preposition(verb: "Token", carrier: "Token") -> StageWord | None:
    """The record of the words from the verb to the preposition over the agreement."""
    if carrier.dep_ != "pobj" or carrier.i < verb.i:
        return None
    words = [
        verb,
        *(
            t
            for t in verb.doc[verb.i + 1 : carrier.head.i + 1]
            if t.pos_ not in {"DET", "PRON", "PUNCT", "AUX"}
            and not t.lower_.endswith("ly")
            and not _opens_time(t, carrier)
        ),
    ]
    if len(words) > 8 or not any(ancestor == verb for ancestor in carrier.ancestors):
        return None
    plain = [t for t in words if not t.ent_type_ or t in (verb, carrier.head)]
    bare = [t for t in plain if t.pos_ not in {"ADJ", "ADV"}]
    paths = [
        " ".join(t.lower_ if t.pos_ in {"ADP", "ADV", "SCONJ"} else lemma(t) for t in kept)
        for kept in (words, plain, bare)
    ]
    row = next((found for path in paths for role in THROUGH if (found := stage_words(role).get(path))), None)
    direct = carrier.head.head == verb and not any(child.dep_ == "dobj" for child in verb.rights)
    return row or (
        stage_words("preposition").get(f"{lemma(verb)} {carrier.head.lower_}")
        if direct and not particle(verb)
        else None
    )


def _opens_time(word: "Token", carrier: "Token") -> bool:
    """Whether a preposition only says when or where (`gave its approval on Monday to the treaty`)."""
    return word.pos_ == "ADP" and word != carrier.head and word.nbor().ent_type_ in {"DATE", "TIME", "GPE"}


def _acting(verb: "Token", role: StageRole, row: StageWord, carriers: "list[Token]") -> "tuple[Token, ...]":
    """Who brings the agreement to the stage: the subject, and whom they do it with."""
    if role == "subject":
        between = [t for t in verb.subtree if t.i > verb.i and t.dep_ == "pobj" and t.head.lower_ == "between"]
        return tuple(member for obj in between for member in conjuncts(obj))
    if misread_relative(verb) is not None:
        return tuple(conjuncts(verb.head))
    if verb.dep_ == "pcomp" and lemma(verb.head.head) in stage_words("factual"):
        addressed = [t for t in verb.head.head.rights if t.dep_ in {"dobj", "dative"} and t.i < verb.i]
        return tuple(member for token in addressed for member in conjuncts(token))
    found = list(agents(verb)) if role == "object" else list(subjects(verb))
    joining = {"with", "to"} if row.stage == "proposed" else {"with"}
    found += [member for prep, obj in prepositions(verb) if prep in joining for member in conjuncts(obj)]
    found = [t for t in found if t not in carriers]  # no agreement makes itself: a participle taken for a past tense
    if row.stage == "proposed":
        found += [
            member
            for child in verb.rights
            if child.dep_ == "dative" and child.pos_ != "ADP"
            for member in conjuncts(child)
        ]
        found += _met_above(verb)[1]
    elif found and all(_is_both(t) for t in found):
        hosts, met = _met_above(verb)
        found = [*hosts, *met] if hosts and met else found
    return tuple(found)


def _is_both(actor: "Token") -> bool:
    """Whether an actor is both of those who met just before (`met …, and the two signed`)."""
    return actor.lower_ in {"they", "two", "both", "pair"} or (
        actor.tag_ == "NNS" and any(c.lower_ in {"two", "both"} for c in actor.lefts)
    )


def _met_above(verb: "Token") -> "tuple[list[Token], list[Token]]":
    """Who meets whom in the clause before (`will confer with her counterpart and is expected to propose a treaty`)."""
    token = verb
    while token.dep_ in {"xcomp", "conj", "ccomp", "advcl"} and is_verbal(token.head):
        token = token.head
        if lemma(token) not in MEETING or token.i > verb.i:
            continue
        objects = [t for t in patients(token) if t.i < verb.i]
        met = [
            m
            for host in (token, *objects)
            for prep, obj in prepositions(host)
            if prep == "with" and obj.i < verb.i
            for m in conjuncts(obj)
        ]
        return list(subjects(token)), met or (objects if lemma(token) not in {"hold", "have"} else [])
    return [], []


def _is_timeless(verb: "Token", row: StageWord) -> bool:
    """A present tense that speaks of the future or of a rule (`takes effect after 60 days`); its date decides later."""
    return verb.tag_ in {"VB"} and not any(c.dep_ == "aux" for c in verb.children) and row.stage == "in_force"
