"""Which nouns name a meeting: the reference's, and an ordinal or `the next` that stands for one."""

from typing import TYPE_CHECKING

from communique.reading.clauses import lemma, prepositions
from communique.reading.ordinals import ordinal_number
from communique.reference.meeting_words import MeetingWord, meeting_words

if TYPE_CHECKING:
    from spacy.tokens import Token

NOT_MEETINGS = frozenset("press news panel phone-in".split())
# What is exchanged in talk; an exchange of anything else is none.
VIEWS = frozenset("view opinion idea assessment perspective".split())
# Words that stand alone for the meeting of a series before or after the one told.
NEIGHBOURS = frozenset({"next", "previous", "last"})
# Verbs whose subject is held.
HELD = frozenset("hold convene schedule plan host organise organize".split())


def meeting_noun(token: "Token") -> MeetingWord | None:
    """The record of a noun that names a meeting, or None."""
    if is_elliptic(token):
        return meeting_words("noun")["session"]
    if token.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return None
    word = meeting_words("noun").get(token.lower_) or meeting_words("noun").get(lemma(token))
    if token.lower_ == "one" and (
        any(child.lower_ in NEIGHBOURS for child in token.lefts)
        or any(lemma(child) == "hold" for child in token.rights)
    ):
        word = meeting_words("noun")["session"]
    if word is None or token.dep_ in {"compound", "amod", "nummod"}:
        return None
    if any(child.lower_ in NOT_MEETINGS and child.dep_ in {"compound", "amod"} for child in token.lefts):
        return None
    return None if _is_other_sense(token, word) or _inside_meeting(token) or _names_instrument(token) else word


def _names_instrument(token: "Token") -> bool:
    """`the Joint Statement on the Strategic Dialogue`: a dialogue in the name of a paper."""
    outer = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "on" else None
    papers = {"Statement", "Communique", "Communiqué", "Declaration"}
    return outer is not None and token.is_title and outer.text in papers


def is_elliptic(token: "Token") -> bool:
    """`The seventh was held in Bern`, `the next will take place in May`: an ordinal that stands for a meeting."""
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "NUM"}:
        return False
    if token.lower_ not in NEIGHBOURS and ordinal_number(token.text) is None:
        return False
    verb = token.head
    takes_place = lemma(verb) == "take" and any(c.lower_ == "place" for c in verb.rights)
    return takes_place or (lemma(verb) in HELD and token.dep_ == "nsubjpass")


def _is_other_sense(token: "Token", word: MeetingWord) -> bool:
    """A contact kept, a call to do something, an exchange of fire or prisoners."""
    if word.word == "contact":
        kept = lemma(token.head.head) in {"remain", "stay", "keep", "be", "maintain"}
        return kept or any(child.dep_ == "poss" for child in token.lefts)
    if word.word == "mediation":
        return any(child.dep_ == "poss" for child in token.lefts)
    if word.word == "call":
        return any(prep in {"for", "on", "to"} for prep, _ in prepositions(token)) and not _is_telephone(token)
    if word.word == "exchange":
        things = [obj for prep, obj in prepositions(token) if prep == "of"]
        return not any(lemma(thing) in VIEWS for thing in things)
    return False


def _is_telephone(token: "Token") -> bool:
    return any(child.lower_ in {"phone", "telephone", "video", "courtesy"} for child in token.lefts)


def _inside_meeting(token: "Token") -> bool:
    """`a round of talks`: the round is the meeting, the talks its content."""
    outer = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    return outer is not None and outer.lower_ in {"round", "rounds", "session", "meeting", "edition", "phase"}
