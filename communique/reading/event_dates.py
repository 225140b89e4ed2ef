"""When an event took place: the date said of its own clause, of the report of it, of its paragraph, or relative to another.

A spoken act (`condemned the launch of 31 October`, `agreed to meet in May`) is never dated by what it speaks of.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from communique.reading.clauses import clause_of, is_verbal, lemma, own_subjects
from communique.reading.dates import FoundDate
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.codebook import phrases_by_noun
from communique.schema import Date

if TYPE_CHECKING:
    from spacy.tokens import Token

DAYS = {"day": 1, "week": 7}
NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {
    "a": 1,
    "an": 1,
}
HEADER = re.compile(r"\s*(?:[-–—:]|--)\s")


def date_of(scene: Scene, sentence: Sentence, token: "Token", roles: frozenset[str], spoken: bool) -> Date | None:
    """The date of the event a token names, or None."""
    apart = _days_apart(token)
    if apart is not None:
        days, other = apart
        base = date_of(scene, sentence, other, roles, False)
        return _moved(base, days) if base is not None else None
    own = _of_its_head(scene, sentence, token)
    if own is None:
        own = _spoken(scene, sentence, token, roles) if spoken else scene.date_of(sentence, token, roles)
    if own is not None and _is_aside(scene, sentence, own):
        own = None
    return own or header_date(scene, sentence)


def _of_its_head(scene: Scene, sentence: Sentence, token: "Token") -> Date | None:
    """`since January, when Zelenskyy had asked`: the date a relative clause hangs on."""
    if token.dep_ not in {"relcl", "acl"} or not any(c.lower_ == "when" for c in token.lefts):
        return None
    at = sentence.offset + token.head.idx
    return next((f.date for f in scene.dates_in(sentence) if f.start <= at < f.end), None)


def _is_aside(scene: Scene, sentence: Sentence, date: Date) -> bool:
    """A date that only marks a thing (`last month's storm`) or a span planned for (`a plan for 2025-2027`)."""
    for found in scene.dates_in(sentence):
        if found.date is date:
            word = scene.token_at(sentence, found.start)
            end = scene.token_at(sentence, found.end - 1)
            if word is None or end is None:
                return False
            head = end if end.head.i < word.i or end.head.i > end.i else word
            if head.dep_ == "poss" or any(c.dep_ == "case" for c in end.children):
                return True
            return head.dep_ == "pobj" and head.head.lower_ == "for" and not is_verbal(head.head.head)
    return False


def header_date(scene: Scene, sentence: Sentence) -> Date | None:
    """The date a paragraph opens with as its heading (`May 2014 - Border guards …`)."""
    text = scene.parsed.document.text
    for found in scene.dates:
        if found.start > sentence.offset + 3:
            break
        if found.start >= sentence.offset and HEADER.match(text, found.end):
            return found.date
    return None


# -- spoken acts -------------------------------------------------------------------------------------------------


def _spoken(scene: Scene, sentence: Sentence, act: "Token", roles: frozenset[str]) -> Date | None:
    verb = clause_of(act)
    best: tuple[int, Date] | None = None
    for found in scene.dates_in(sentence):
        word = scene.token_at(sentence, found.start)
        if found.role not in roles or word is None:
            continue
        holder = _holder(word, sentence, found)
        if holder.dep_ == "xcomp" and holder.head == act and scene.anchor is not None and found.date.end is not None:
            holder = act if found.date.end < scene.anchor else holder
        steps = _steps(verb, act, holder)
        if holder == act and _dates_object(scene, act, word, found):
            steps = None
        if steps is not None and (best is None or steps < best[0]):
            best = (steps, found.date)
    return best[1] if best else None


def _holder(word: "Token", sentence: Sentence, found: FoundDate) -> "Token":
    """The verb or noun a date hangs on, past its own words and prepositions."""
    token, end = word, found.end - sentence.offset
    while token.head != token and (
        (token.idx < end and token.i >= word.i) or token.pos_ in {"ADP", "SCONJ"} or token == word
    ):
        token = token.head
    return token


def _steps(verb: "Token", act: "Token", holder: "Token") -> int | None:
    """How far above an act's verb the holder of a date stands; None where it is part of what the act is about."""
    if holder == act:
        return 0
    if not is_verbal(holder):
        inside = _is_event_noun(holder)
        holder = clause_of(holder)
        if inside or holder != verb:
            return None
    above, steps = verb, 1
    while above != holder:
        if above.head == above or (above.dep_ == "conj" and own_subjects(above)):
            return None
        above, steps = above.head, steps + 1
        if not is_verbal(above):
            above = clause_of(above)
    return steps


def _dates_object(scene: Scene, act: "Token", word: "Token", found: FoundDate) -> bool:
    """`condemned the launch by … of a missile on 31 October`: an old date behind the act spoken of is that act's."""
    if scene.anchor is None or found.date.end is None or (scene.anchor - found.date.end).days < 14:
        return False
    return any(c.dep_ == "dobj" and c.i < word.i and _is_event_noun(c) for c in act.rights)


def _is_event_noun(noun: "Token") -> bool:
    word = noun.lower_
    return (
        lemma(noun) in phrases_by_noun() or word.endswith(("tion", "tions", "ment", "ing", "sion")) or word in OCCASIONS
    )


OCCASIONS = frozenset(
    "launch attack visit meeting summit talks session strike killing killings flood floods referendum vote round call".split()
)


# -- relative to another event -----------------------------------------------------------------------------------


def _days_apart(token: "Token") -> "tuple[int, Token] | None":
    """`four days after gunmen killed …`: the days from the event of the clause above, and that clause's verb."""
    verb = clause_of(token)
    if verb.dep_ == "conj" and is_verbal(verb.head):
        verb = verb.head
    if verb.dep_ != "advcl" or not is_verbal(verb.head):
        return None
    marks = {c.lower_ for c in verb.lefts if c.dep_ in {"mark", "advmod", "prep"}}
    sign = -1 if "after" in marks else 1 if "before" in marks else 0
    for child in verb.lefts:
        if sign and child.dep_ == "npadvmod" and lemma(child) in DAYS:
            count = max((_number(c) for c in child.lefts), default=0)
            return (sign * DAYS[lemma(child)] * count, verb.head) if count else None
    return None


def _number(token: "Token") -> int:
    return int(token.text) if token.text.isdigit() else NUMBERS.get(token.lower_, 0)


def _moved(date: Date, days: int) -> Date | None:
    if date.precision != "day" or date.start is None:
        return None
    day = date.start + dt.timedelta(days=days)
    return date.model_copy(update={"edtf": day.isoformat(), "start": day, "end": day})
