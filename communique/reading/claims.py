"""Whether the text claims that something happened: its status, the words that decide it, and whose claim it is.

The status of an event word is read from its own clause (auxiliaries, negation, adverbs) and from every clause above it
(`agreed to`, `denied that`, `if`). PLOVER's auxiliary information (historical, future, hypothetical, negated) is the
source of the values.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.clauses import (
    auxiliaries,
    clause_of,
    coordinate,
    is_negated,
    is_passive,
    is_verbal,
    lemma,
    own_subjects,
    particle,
    subjects,
)
from communique.reference.modality import modal_words
from communique.schema import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = frozenset(
    """say tell report claim allege state announce note add stress emphasize declare insist warn explain argue
    write confirm assert maintain recall reveal disclose acknowledge believe think describe indicate signal
    quote cite""".split()
)
WEAKER: dict[Status, int] = {"actual": 0, "background": 1, "planned": 2, "possible": 3, "denied": 4}


# Governing verbs whose infinitive tells what was done (`began to shell`, `was forced to resign`).
IMPLICATIVE = frozenset(
    """begin start continue cease manage proceed go come use force compel oblige help move dare bother vote choose
    elect turn happen remain say report know see find have be""".split()
)
# Governing verbs that weigh an act of one's own; an act only wanted of someone, or spoken of, is no event.
WEIGHING = frozenset(
    """look consider mull weigh contemplate explore study examine eye expect discuss likely possible able""".split()
)
# Adjectives of one who does what the infinitive says (`is pleased to announce`).
GLAD = frozenset("pleased proud delighted happy glad honored honoured privileged grateful sorry".split())
DEONTIC = frozenset({"should", "must", "ought"})
# Prepositions whose gerund tells a fact of its own (`thanked them for sending`, `accused it of shelling`).
FACTIVE = frozenset({"for", "of", "after", "before", "by", "since", "over"})
# Prepositions that make a gerund the topic of the noun before them (`talks on reopening the border`).
TOPICAL = frozenset({"on", "in", "about", "regarding", "concerning", "toward", "towards", "of"})


@dataclass(frozen=True)
class Claim:
    """Status of an event, the token that decided it (None for plain fact) and the subjects of reporting verbs.

    `wished` is set where the act is only what someone wants, asks for or speaks of.
    """

    status: Status
    cue: "Token | None" = None
    reporters: "tuple[Token, ...]" = ()

    @property
    def wished(self) -> bool:
        """Whether what decided is a word of wanting, asking or speaking, not one of doubt or condition."""
        cue = self.cue
        if self.status != "possible" or cue is None:
            return False
        if cue.lower_ in DEONTIC and cue.dep_ == "aux":
            return (
                not any(c.dep_ == "mark" and c.lower_ == "if" for c in cue.head.lefts) and cue.i > cue.head.left_edge.i
            )
        if cue.dep_ in {"aux", "mark", "advmod", "amod"} or any(c.lower_ == "into" for c in cue.children):
            return False
        return lemma(cue) not in WEIGHING and not is_negated(cue)


def claim_of(token: "Token") -> Claim:
    """The claim the text makes about the event a token names."""
    status, cue, reporters = _in_noun_phrase(token)
    verb = clause_of(token)
    below = token
    for _ in range(10):
        if not is_verbal(verb):
            break
        if verb != token and status != "denied":
            given, word = _governed(verb, below, token)
            status, cue = _combine(status, cue, given, word)
        own, word = (None, None) if _said_already(token, cue, verb) else _own(verb)
        status, cue = _combine(status, cue, own, word)
        if status != "denied" and (denial := _denied_behind(verb)) is not None:
            status, cue = "denied", denial
        if verb.dep_ in {"ccomp", "parataxis"} and is_verbal(verb.head) and lemma(verb.head) in SAYING:
            reporters = (*reporters, *subjects(verb.head))
        below, above = verb, _above(verb)
        if above is None:
            break
        noun_status, noun_word = _through_noun(above)
        status, cue = _combine(status, cue, noun_status, noun_word)
        verb = clause_of(above)
    return Claim(status, cue, tuple(dict.fromkeys((*reporters, *reporters_of(token)))))


def _denied_behind(verb: "Token") -> "Token | None":
    """The verb of `…, something the ministry denied`, `…, a claim Oslo rejected`, behind what is told."""
    places = [child for child in verb.subtree if child.dep_ == "appos" and child.i > verb.i]
    for noun in places:
        if noun.lower_ == "something" or lemma(noun) in REPORTS:
            for clause in noun.rights:
                if clause.dep_ == "relcl" and modal_words("governor").get(lemma(clause)) == "denied":
                    return clause
    return None


def _said_already(token: "Token", cue: "Token | None", verb: "Token") -> bool:
    """`No such meeting took place`: the `no` of the noun is the only negation of its verb."""
    return cue is not None and cue.lower_ == "no" and cue.head == token and token.head == verb


def _combine(
    status: Status, cue: "Token | None", other: Status | None, word: "Token | None"
) -> "tuple[Status, Token | None]":
    """The less factual of two; a denial of a denial is left open."""
    if other is None or other == "actual":
        return status, cue
    if other == "denied" and status == "denied":
        return "possible", word
    return (other, word) if WEAKER[other] > WEAKER[status] else (status, cue)


def _in_noun_phrase(token: "Token") -> "tuple[Status, Token | None, tuple[Token, ...]]":
    """Status said inside the event's own noun phrase (`planned visit`, `no meeting`)."""
    if is_verbal(token):
        return "actual", None, ()
    for child in token.lefts:
        if child.dep_ in {"det", "neg"} and child.lower_ == "no":
            return "denied", child, ()
        if child.dep_ in {"amod", "compound", "nmod"}:
            status = modal_words("modifier").get(child.lower_)
            if status is not None and not (
                status == "background" and any(c.lower_ == "the" for c in token.lefts) is False
            ):
                return status, child, ()
    return "actual", None, ()


def _own(verb: "Token") -> "tuple[Status | None, Token | None]":
    """Status from the verb's own conjunction, negation, auxiliaries and adverbs."""
    for child in verb.children:
        if child.dep_ in {"mark", "advmod"} and child.lower_ in modal_words("mark") and verb.dep_ in {"advcl", "ccomp"}:
            return modal_words("mark")[child.lower_], child
    if is_negated(verb):
        return "denied", verb
    if (pending := _under_consideration(verb)) is not None:
        return "possible", pending
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in modal_words("adverb"):
            return "possible", child
        if (
            child.dep_ == "aux"
            and child.lower_ == "should"
            and child.i < min((s.i for s in own_subjects(verb)), default=0)
        ):
            return "possible", child
    return _tense(verb, auxiliaries(verb))


# What takes place or does not.
OCCASIONS = frozenset(
    "meeting summit visit trip talk conference session call round dialogue encounter gathering".split()
)


def _under_consideration(verb: "Token") -> "Token | None":
    """The preposition of `the visit is under consideration`, which leaves open whether its subject comes about."""
    meets = any(t.dep_ in {"nsubj", "nsubjpass"} and t.lemma_.lower() in OCCASIONS for t in verb.lefts)
    for child in verb.rights if meets and verb.lemma_ == "be" else ():
        if child.lower_ == "under" and any(c.lower_ in {"consideration", "discussion", "study"} for c in child.rights):
            return child
    return None


def _tense(verb: "Token", helpers: "list[Token]") -> "tuple[Status | None, Token | None]":
    for helper in helpers:
        status = modal_words("auxiliary").get(helper.lower_)
        if status is not None:
            return ("planned" if _reported_future(verb, helper) else status), helper
    words = {helper.lower_ for helper in helpers}
    if "had" in words and verb.tag_ in {"VBN", "VBD"} and not _is_told(verb):
        return "background", next(h for h in helpers if h.lower_ == "had")
    if "to" in words and verb.dep_ == "advcl" and verb.tag_ == "VB":
        return "planned", helpers[0]
    if "to" in words and verb.dep_ in {"relcl", "acl"} and verb.tag_ == "VB":
        return "possible", helpers[0]
    if verb.dep_ == "ROOT" and any(h.lower_ in {"is", "are", "was", "were"} for h in helpers) and "to" in words:
        return "planned", helpers[0]
    return None, None


def _is_told(verb: "Token") -> bool:
    """`said the army had shelled`: the past seen from a past report, which may be news."""
    first = _first_verb(verb)
    return first.dep_ == "ccomp" and is_verbal(first.head) and lemma(first.head) in SAYING


def _reported_future(verb: "Token", helper: "Token") -> bool:
    """`said it would send`: the future seen from a past report, not a condition."""
    if helper.lower_ not in {"would", "'d", "’d"} or any(
        c.dep_ == "advcl" and any(m.lower_ == "if" for m in c.lefts) for c in verb.children
    ):
        return False
    return (
        verb.dep_ in {"ccomp", "conj", "relcl"}
        and is_verbal(verb.head)
        and lemma(verb.head) in SAYING | {"pledge", "promise", "agree", "decide", "concur", "hope", "inform"}
    )


def _above(verb: "Token") -> "Token | None":
    """The token a clause hangs on, where that clause colours it; a main clause beside it does not."""
    if verb.head == verb:
        return None
    if verb.dep_ == "pcomp" and verb.head.lower_ in FACTIVE and is_verbal(verb.head.head):
        return None
    if verb.dep_ in {"xcomp", "ccomp", "pcomp", "acl", "advcl", "csubj", "dobj", "pobj"}:
        if verb.dep_ == "advcl" and not _to_infinitive(verb):
            return None
        if verb.dep_ == "ccomp" and is_verbal(verb.head) and lemma(verb.head) in SAYING and not is_negated(verb.head):
            return verb.head if verb.head.head != verb.head else None
        if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBG"} and not own_subjects(verb):
            return None
        return verb.head
    if verb.dep_ == "conj" and is_verbal(verb.head) and not own_subjects(verb):
        return _above(coordinate(verb))
    return None


def _to_infinitive(verb: "Token") -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.lefts)


def _governed(verb: "Token", below: "Token", event: "Token") -> "tuple[Status | None, Token | None]":
    """Status the governing verb gives to what stands under it."""
    word = lemma(verb)
    if particle(verb):
        word = f"{word} {particle(verb)}"
    below = _first_verb(below)
    complement = below.dep_ in {"xcomp", "ccomp", "pcomp", "acl", "advcl"} and is_verbal(below)
    status = modal_words("governor").get(word)
    if status is None and verb.lemma_ == "be":
        status = _predicate_adjective(verb) or ("planned" if _to_infinitive(below) else None)
    if below.dep_ == "advcl":
        return None, None
    if status is None:
        wanted = below.dep_ == "xcomp" and _to_infinitive(below) and word not in IMPLICATIVE and is_verbal(verb)
        return ("possible", verb) if wanted else (None, None)
    if complement:
        return status, verb
    if status == "denied" and _is_reported(verb, event):
        return status, verb
    return (status, verb) if _is_theme(verb, event) and word in OBJECT_GOVERNORS else (None, None)


# Nouns that tell what somebody says happened (`denied reports that troops had crossed`).
REPORTS = frozenset(
    """report claim allegation suggestion rumour rumor speculation account accusation story notion idea assertion
    charge news""".split()
)


def _is_reported(verb: "Token", event: "Token") -> bool:
    """Whether an event stands under a noun of report that is the object of the verb (`denied reports of a meeting`)."""
    token = event
    while token.head not in {token, verb}:
        token = token.head
    return token.dep_ in {"dobj", "nsubjpass"} and lemma(token) in REPORTS and token != event


def _first_verb(verb: "Token") -> "Token":
    """The first of coordinated verbs, which hangs on what governs them all."""
    while verb.dep_ == "conj" and is_verbal(verb) and is_verbal(verb.head):
        verb = coordinate(verb)
    return verb


# Governing verbs whose object is the event they speak of (`postponed the visit`, `proposed talks`).
OBJECT_GOVERNORS = frozenset(
    """plan schedule cancel postpone propose suggest deny rule_out call_off scrap arrange expect prepare request
    demand seek consider mull reject refuse avoid skip boycott delay defer reschedule shelve slate refute
    dismiss decline announce call urge discuss offer""".replace("_", " ").split()
) | {"rule out", "call off", "put off", "push back"}


def _is_theme(verb: "Token", event: "Token") -> bool:
    """Whether the event noun is the governing verb's object, or the subject of its passive."""
    noun = event
    while noun.head is not noun and noun.head != verb and noun.dep_ in {"pobj", "prep", "conj", "compound"}:
        noun = noun.head
        if noun.dep_ == "prep" and noun.lower_ not in {"for", "of", "about"}:
            return False
    if (
        noun.dep_ == "dobj"
        or (noun.dep_ == "pobj" and noun.head.lower_ == "for")
        or (noun.dep_ == "prep" and noun.lower_ == "for")
    ):
        return True
    return noun.dep_ == "nsubjpass" and is_passive(verb)


def _predicate_adjective(verb: "Token") -> Status | None:
    for child in verb.rights:
        if child.dep_ in {"acomp", "attr"}:
            if child.lower_ in GLAD:
                return "actual"
            return modal_words("governor").get(child.lower_)
    return None


def _through_noun(above: "Token") -> "tuple[Status | None, Token | None]":
    """Status a noun gives to its complement (`a plan to meet`, `refusal to sign`)."""
    if is_verbal(above):
        return None, None
    noun = above
    if noun.pos_ == "ADP":
        noun = noun.head
        if noun.pos_ in {"NOUN", "PROPN"} and above.lower_ in TOPICAL and lemma(noun) not in modal_words("noun"):
            return "possible", noun
    if noun.pos_ == "ADJ" and noun.lower_ in GLAD:
        return "actual", noun
    if noun.pos_ == "ADJ":
        return modal_words("governor").get(noun.lower_), noun
    return modal_words("noun").get(lemma(noun)), noun


def reporters_of(token: "Token") -> "tuple[Token, ...]":
    """Subjects of reporting verbs the main clause hangs on (`…, the ministry said`, `according to`)."""
    verb = clause_of(token)
    found: list[Token] = []
    seen = 0
    while verb.head != verb and seen < 8:
        seen += 1
        if verb.dep_ in {"ccomp", "parataxis"} and lemma(verb.head) in SAYING:
            found += subjects(verb.head)
        verb = clause_of(verb.head)
    return tuple(found)
