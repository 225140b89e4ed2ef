"""Which nouns name a meeting: the reference's, and an ordinal or `the next` that stands for one."""

from typing import TYPE_CHECKING

from communique.reading.clauses import lemma, prepositions
from communique.reading.ordinals import ordinal_number
from communique.reference.meeting_words import MeetingWord, meeting_words

if TYPE_CHECKING:
    from spacy.tokens import Token

BODIES = frozenset({"committee", "commission", "council", "panel", "group", "body"})
NOT_MEETINGS = frozenset("press news panel phone-in".split())
# What is exchanged in talk; an exchange of anything else is none.
VIEWS = frozenset("view opinion idea assessment perspective".split())
# Words that stand alone for the meeting of a series before or after the one told.
NEIGHBOURS = frozenset({"next", "previous", "last"})
# Verbs whose subject is held.
HELD = frozenset("hold convene schedule plan host organise organize".split())
# Verbs of keeping up, in which a dialogue is a state of things (`remain in dialogue`).
KEEPING = frozenset("remain stay keep be continue".split())
# Measures and prospects of a meeting (`three days of talks`, `the possibility of a summit`).
MEASURES = frozenset(
    "day hour week month series string set flurry possibility idea prospect option holding plan".split()
)
# Where a meeting is named only for the occasion it gives to another.
MARGINS = frozenset("sideline sidelines margin margins fringe fringes".split())


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
    if word is None and _stands_for_session(token):
        word = meeting_words("noun")["session"]
    if word is None or token.dep_ in {"compound", "amod", "nummod"} or is_occasion_only(token):
        return None
    if any(child.lower_ in NOT_MEETINGS and child.dep_ in {"compound", "amod"} for child in token.lefts):
        return None
    return None if _is_other_sense(token, word) or _inside_meeting(token) or _names_instrument(token) else word


def _names_instrument(token: "Token") -> bool:
    """`the Joint Statement on the Strategic Dialogue`: a dialogue in the name of a paper."""
    outer = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "on" else None
    papers = {"Statement", "Communique", "Communiqué", "Declaration"}
    return outer is not None and token.is_title and outer.text in papers


def _stands_for_session(token: "Token") -> bool:
    """`held their 3rd Joint Commission`: a body that is held stands for its session."""
    held = token.head if token.dep_ in {"dobj", "nsubjpass"} else None
    numbered = any(ordinal_number(child.text) is not None for child in token.lefts)
    return held is not None and numbered and token.lower_ in BODIES and lemma(held) in HELD


def is_occasion_only(token: "Token") -> bool:
    """`on the margins of the summit`: a meeting named for where and when another takes place."""
    if token.dep_ == "pobj" and token.head.lower_ == "at" and lemma(token) in {"conference", "forum"}:
        return lemma(token.head.head) == "meet"
    return token.dep_ == "pobj" and token.head.lower_ == "of" and lemma(token.head.head) in MARGINS


def measured(token: "Token") -> "Token":
    """What stands in the sentence for a meeting noun under a measure or prospect of it (`two days` of talks)."""
    while token.dep_ == "pobj" and token.head.lower_ == "of" and lemma(token.head.head) in MEASURES:
        token = token.head.head
    return token


def is_elliptic(token: "Token") -> bool:
    """`The seventh was held in Bern`, `the next will take place in May`: an ordinal that stands for a meeting."""
    if token.dep_ not in {"nsubj", "nsubjpass", "dobj"} or token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "NUM"}:
        return False
    if token.lower_ not in NEIGHBOURS and ordinal_number(token.text) is None:
        return False
    verb = token.head
    if token.dep_ == "dobj":
        return lemma(verb) in HELD and any(child.lower_ == "the" for child in token.lefts)
    takes_place = lemma(verb) == "take" and any(c.lower_ == "place" for c in verb.rights)
    return takes_place or (lemma(verb) in HELD and token.dep_ == "nsubjpass")


def _is_other_sense(token: "Token", word: MeetingWord) -> bool:
    """A contact kept, a call to do something, an exchange of fire or prisoners."""
    if word.word == "contact":
        kept = lemma(token.head.head) in {"remain", "stay", "keep", "be", "maintain"}
        return kept or any(child.dep_ == "poss" for child in token.lefts)
    if word.word == "dialogue" and token.dep_ == "pobj" and not any(c.dep_ in {"det", "amod"} for c in token.lefts):
        return token.head.lower_ == "in" and lemma(token.head.head) in KEEPING
    if word.word == "mediation":
        return any(child.dep_ == "poss" for child in token.lefts)
    if word.word == "call":
        wrong = {"for", "on", "to"}
        asks = any(p in wrong and obj.ent_type_ not in {"DATE", "TIME"} for p, obj in prepositions(token))
        return asks and not _is_telephone(token)
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
