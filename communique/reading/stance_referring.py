"""What the words around a subject say of whom it can mean: its number, its list, the speakers and clauses above it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.claims import SAYING
from communique.reading.clauses import clause_of, first_conjunct, is_verbal, lemma, own_subjects, subjects
from communique.reading.people import Person
from communique.reading.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLING = SAYING | frozenset(
    {
        "ask",
        "agree",
        "reaffirm",
        "reiterate",
        "stress",
        "underline",
        "underscore",
        "emphasise",
        "pledge",
        "record",
        "hope",
        "inform",
        "assure",
        "notify",
        "concur",
        "point",
        "promise",
        "repeat",
        "affirm",
        "reconfirm",
        "vow",
        "express",
        "voice",
    }
)
# Numbers that count the parties of a meeting.
COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LIST_LINE = re.compile(r"\s*(?:[-*•–—]|\(?[a-z0-9]{1,3}[.)])\s*")


def opens_quotation(sentence: Sentence) -> bool:
    """Whether a quotation begun in the paragraph is still open where the sentence ends."""
    before = sentence.span.doc[: sentence.span.end].text
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def closes_quotation(sentence: Sentence) -> bool:
    """Whether a quotation ends in the sentence."""
    return "”" in sentence.span.text or '"' in sentence.span.text


def is_list_line(sentence: Sentence) -> bool:
    """A line of a list by its mark (`-`, `(a)`, `3.`)."""
    return sentence.span.start == 0 and _LIST_LINE.match(sentence.span.text) is not None


def number_of(token: "Token") -> int | None:
    """How many a noun counts (`the four countries`)."""
    return next((COUNTS[child.lower_] for child in token.lefts if child.lower_ in COUNTS), None)


def in_opposition(person: Person) -> bool:
    """An opposition leader speaks for no state."""
    return person.title is not None and "opposition" in person.title.words.lower()


def is_bare_plural(token: "Token") -> bool:
    """`Leaders welcomed …`: the members of the body whose statement it is, as its own communiques name them."""
    return token.text[:1].isupper() and token.lower_.endswith("s") and not any(True for _ in token.lefts)


def is_collective(token: "Token") -> bool:
    """Whether a plural means parties known (`the ministers`, `both sides`)."""
    return any(
        c.lower_ in {"the", "both", "two", "three", "four", "all", "prime", "foreign", "defence", "defense"}
        for c in token.lefts
    )


def agrees(pronoun: "Token", group: "Sequence[Token]", candidate: "Token") -> bool:
    """Whether a subject above can be what a pronoun stands for, by number."""
    plural = pronoun.lower_ in {"they", "their"}
    return plural == (len(group) > 1 or candidate.tag_ in {"NNS", "NNPS"} or candidate.lower_ in {"they", "both"})


def coordinate_subject(pronoun: "Token") -> "Token | None":
    """The subject of the clause before in the sentence (`Malta is ready to talk, but it will not pay`)."""
    verb = clause_of(pronoun)
    if verb.dep_ != "conj" or not is_verbal(verb.head) or verb.head.i > verb.i:
        return None
    return next((t for t in own_subjects(verb.head) if t.tag_ in {"NNP", "NNPS"}), None)


def tellers(verb: "Token", agreed: bool = False) -> "list[Token]":
    """Who tells a clause by a verb that is none of plain saying (`made clear that …`, `informed his guest that …`).

    What is `agreed` that one will do is an event; what is agreed that others must do is a view.
    """
    telling = TELLING if agreed else TELLING - {"agree", "hope"}
    for _ in range(3):
        verb = first_conjunct(verb)
        head = verb.head
        if verb.dep_ not in {"ccomp", "advcl", "parataxis", "acl"} or head.i == verb.i:
            return []
        if head.lower_ in {"clear", "plain", "known"} and lemma(head.head) == "make":
            return subjects(head.head)
        if is_verbal(head) and (lemma(head) in telling or _makes_clear(head)):
            return subjects(head)
        verb = clause_of(head)
    return []


def _makes_clear(verb: "Token") -> bool:
    return lemma(verb) == "make" and any(child.lower_ in {"clear", "plain", "known"} for child in verb.rights)


def sayers_above(pronoun: "Token") -> "list[Token]":
    """Subjects of the verb of saying over the clause of a pronoun (`the ministry said it …`)."""
    verb = clause_of(pronoun)
    for _ in range(4):
        verb = first_conjunct(verb)
        if verb.head.i == verb.i:
            return []
        told = is_verbal(verb.head) and (lemma(verb.head) in TELLING or _makes_clear(verb.head))
        if verb.dep_ in {"ccomp", "advcl", "xcomp"} and told:
            return subjects(verb.head)
        verb = clause_of(verb.head)
    return []
