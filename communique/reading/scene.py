"""One document under reading: its sentences, cast, dates and places, and the questions every later stage asks of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.cast import Cast
from communique.reading.clauses import clause_extent, clause_of, conjuncts, extent, is_verbal, lemma, own_subjects
from communique.reading.dates import FoundDate
from communique.reading.places import PlaceFinder
from communique.reading.sentences import Parsed, Sentence
from communique.schema import Date, Evidence, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

# A quote longer than this many tokens is cut to the clause.
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Scene:
    """What the stages from relations on work with; `anchor` is the report's day."""

    parsed: Parsed
    cast: Cast
    dates: tuple[FoundDate, ...]
    places: PlaceFinder
    anchor: dt.date | None

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The document's sentences in order."""
        return self.parsed.sentences

    def token_at(self, sentence: Sentence, offset: int) -> "Token | None":
        """The sentence's token that covers a document offset."""
        span = sentence.span.doc.char_span(
            offset - sentence.offset, offset - sentence.offset + 1, alignment_mode="expand"
        )
        return span[0] if span is not None and len(span) else None

    # -- evidence ------------------------------------------------------------------------------------------------

    def cite_tokens(self, sentence: Sentence, first: int, last: int) -> Evidence:
        """The evidence for a token range [first, last] of the sentence's paragraph."""
        doc = sentence.span.doc
        return self.parsed.cite(sentence.offset + doc[first].idx, sentence.offset + doc[last].idx + len(doc[last]))

    def cite_clause(self, sentence: Sentence, token: "Token") -> Evidence:
        """The clause a token stands in; the whole sentence where that is short enough to read at a glance."""
        if len(sentence.span) <= LONGEST_QUOTE:
            return self.parsed.cite(sentence.start, sentence.end)
        first, last = clause_extent(clause_of(token))
        return self.cite_tokens(sentence, max(first, sentence.span.start), min(last, sentence.span.end - 1))

    def cite_phrase(self, sentence: Sentence, token: "Token") -> Evidence:
        """The token's whole subtree."""
        return self.cite_tokens(sentence, *extent(token))

    # -- dates ---------------------------------------------------------------------------------------------------

    def dates_in(self, sentence: Sentence) -> list[FoundDate]:
        """Dates found in the sentence."""
        return [found for found in self.dates if found.sentence == sentence.index]

    def date_of(
        self, sentence: Sentence, token: "Token", roles: frozenset[str] = frozenset({"when"}), spoken: bool = False
    ) -> Date | None:
        """The date said of the event a token names: the nearest one in the parse that its clause or a clause above holds.

        For a spoken act (`condemned the launch of 31 October`, `agreed to meet in May`) the dates of what is spoken of
        do not count.
        """
        best: tuple[int, int, Date] | None = None
        for found in self.dates_in(sentence):
            if found.role not in roles:
                continue
            word = self.token_at(sentence, found.start)
            distance = _distance(token, word) if word is not None else None
            if word is not None and (_of_another(token, word) or _is_of_report(token, word)):
                continue
            if spoken and word is not None and _is_content(token, word):
                continue
            if distance is not None and (best is None or _nearer((distance, found.start, found.date), best)):
                best = (distance, found.start, found.date)
        return best[2] if best else None

    # -- places --------------------------------------------------------------------------------------------------

    def place_of(self, sentence: Sentence, token: "Token") -> Place | None:
        """The place said with `in` or `at` of the event a token names: in its own phrase, else in its clause."""
        for top in dict.fromkeys(_place_hosts(token)):
            for child in top.children:
                place = self._place_at(sentence, top, child)
                if place is not None:
                    return place
        return None

    def _place_at(self, sentence: Sentence, top: "Token", child: "Token") -> Place | None:
        """The place a preposition or `here` under a word gives it."""
        word, dateline = child.lower_, self.parsed.document.dateline_place
        if word == "here" and child.dep_ == "advmod" and dateline:
            return self.places.of_dateline(dateline)
        if child.dep_ not in {"prep", "advmod"} or (word == "to" and lemma(top) not in TRAVEL):
            return None
        if word in {"in", "at", "to", "near", "outside"}:
            return self._place_in(sentence, child)
        return self._place_behind_party(sentence, child) if word in {"with", "between"} else None

    def _place_behind_party(self, sentence: Sentence, prep: "Token") -> Place | None:
        """`met with the Union in Brussels`: the place a parse hangs on the last party, which has no place of its own."""
        objects = [obj for obj in prep.children if obj.dep_ == "pobj"]
        objects += [
            o for c in prep.children if c.tag_ == "VBG" for o in c.rights if o.dep_ == "dobj"
        ]  # `with visiting …`
        for party in (member for obj in objects for member in conjuncts(obj)):
            entries = self.cast.entries.get((sentence.paragraph, party.i), ())
            if any(entry.kind in {"state", "organisation", "person"} for entry in entries):
                for child in party.rights:
                    place = self._place_in(sentence, child) if child.lower_ in {"in", "at"} else None
                    if place is not None:
                        return place
        return None

    def _place_in(self, sentence: Sentence, prep: "Token") -> Place | None:
        for child in prep.children:
            if child.dep_ == "pobj":
                return self.places.of_phrase(sentence, child)
        return None


def _nearer(one: tuple[int, int, Date], other: tuple[int, int, Date]) -> bool:
    """Whether one date is said nearer to an event than another, or says the day of its year (`this year in … on Tuesday`)."""
    if "year" in {one[2].precision, other[2].precision} and one[2].precision != other[2].precision:
        day, year = (other, one) if one[2].precision == "year" else (one, other)
        if day[2].start and year[2].start and year[2].end and year[2].start <= day[2].start <= year[2].end:
            return day is one
    return one[:2] < other[:2]


# Nouns that say how or how often something is done, behind which its place stands (`for the first time in Suva`).
MANNERS = frozenset("time day format level setting round year".split())


def _place_hosts(token: "Token") -> "list[Token]":
    """The words whose prepositions may say where an event is: its own, its clause's and those between them."""
    hosts = [token]
    verb = clause_of(token)
    if verb != token and is_verbal(verb):
        hosts.append(verb)
    if token.dep_ == "pobj" and token.head.dep_ == "prep":
        hosts.append(token.head.head)
    hosts += [
        child
        for top in hosts[:2]
        for child in top.rights
        if child.dep_ in {"dobj", "acl", "relcl", "xcomp"} and not _tells_of_before(child)
    ]
    for top in hosts[:2]:
        for prep in (child for child in top.rights if child.dep_ == "prep" and child.lower_ in {"for", "in", "at"}):
            manners = [child for child in prep.children if child.dep_ == "pobj" and lemma(child) in MANNERS]
            hosts += [t.head for manner in manners for t in manner.subtree if t.dep_ == "prep" and t.lower_ == "in"]
    if not is_verbal(token):
        hosts += [t.head for t in token.subtree if t.dep_ == "prep" and t.lower_ in {"in", "at"} and t.i > token.i]
    return hosts


TRAVEL = frozenset("visit trip travel fly go come journey tour head return delegation mission team".split())


def _distance(event: "Token", date: "Token") -> int | None:
    """Steps in the parse from an event word up to the clause it shares with a date, and down to the date.

    None where the date stands in a clause of its own that the event is not part of.
    """
    above: dict[int, int] = {}
    token, steps = event, 0
    while True:
        above[token.i] = steps
        if token.head == token:
            break
        steps += 1
        token = token.head
    token, down = date, 0
    while token.i not in above:
        if down and is_verbal(token) and token.dep_ not in {"aux", "auxpass", "amod"} and not _shares_time(token):
            return None
        if token.head == token:
            return None
        down += 1
        token = token.head
    return above[token.i] * 2 + down


def _of_another(event: "Token", date: "Token") -> bool:
    """Whether a date belongs to another meeting named beside the event (`after one held in July`)."""
    above = {t.i for t in event.subtree} if not is_verbal(event) else set()
    token = date
    while token.head != token:
        token = token.head
        if token.lower_ == "one" and token != event and token.i not in above:
            return True
    return False


def _is_of_report(event: "Token", date: "Token") -> bool:
    """Whether a date is that of a report about the event (`on Thursday denied that they had met`), not of the event."""
    verb = clause_of(event)
    while verb.head != verb and verb.dep_ in {"xcomp", "conj", "aux"}:
        verb = verb.head
    earlier = is_verbal(verb) and verb.tag_ == "VBN" and any(c.lower_ in {"had", "having"} for c in verb.children)
    return earlier and verb.dep_ in {"acl", "ccomp", "relcl"} and not verb.is_ancestor(date)


def _is_content(act: "Token", date: "Token") -> bool:
    """Whether a date stands inside what a spoken act is about."""
    token, inside = date, False
    while token.head != token and token != act:
        if token.dep_ in {"xcomp", "ccomp", "acl", "relcl", "pcomp"} and token.head != act.head:
            inside = True
        if (
            token.dep_ in {"dobj", "pobj"}
            and token.i < date.i
            and sum(c.dep_ in {"prep", "agent"} for c in token.children) > 1
        ):
            inside = True
        token = token.head
    return inside and token == act


def _tells_of_before(verb: "Token") -> bool:
    """`the dialogue, which was last held in April`: an earlier one than the one spoken of."""
    return any(child.lower_ in {"last", "previously", "first"} and child.dep_ == "advmod" for child in verb.children)


# What is done at a meeting itself by the one a relative clause is about (`the minister, who will host him this evening`).
HOSTING = frozenset({"host", "receive", "meet", "welcome"})


def _shares_time(verb: "Token") -> bool:
    """A clause below whose date is the event's too: a reduced relative (`a meeting held on Tuesday`)."""
    if verb.dep_ == "xcomp":
        return True
    if _tells_of_before(verb):
        return False
    if verb.dep_ == "relcl" and any(t.tag_ == "WDT" for t in verb.lefts):
        return True
    if any(s.tag_ == "WP" for s in own_subjects(verb)) and lemma(verb) not in HOSTING:
        return False  # `the minister, who arrived on Tuesday, met …`: what somebody did is dated apart
    return verb.dep_ in {"acl", "relcl"} and all(s.tag_ == "WDT" for s in own_subjects(verb))
