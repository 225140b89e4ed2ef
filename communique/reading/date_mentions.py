"""Which of the expressions found are dates, by the words around them, and what each is to what is said of it.

A mention is a candidate with the words that belong to it (`early May`, `10 p.m. Monday`), its role (`since January`
starts something, `by June` ends it, `the 2015 nuclear deal` is a name), and the other end where it is a range.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from communique.reading.date_grammar import Candidate, any_of, scan, spaced

Role = Literal["when", "since", "until", "other"]


@dataclass(frozen=True)
class Mention:
    """A candidate with the words that belong to it, its role, and the other end where it is a range."""

    candidate: Candidate
    start: int
    end: int
    role: Role
    weak: bool
    through: "Mention | None" = None


# How far before an expression its leading words are looked for.
LEAD = 64
DAY_KINDS = {
    "full", "numeric", "month_day", "weekday", "which_weekday", "week_weekday", "day_word", "nth", "bare_nth",
    "weekday_nth",
}  # fmt: skip
MONTH_KINDS = {"month_day", "bare_month", "month", "days"}
# Kinds that are no point one could count from.
STRETCHES = {"span", "open", "within", "in_units"}


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which case does not count and a space is any white space."""
    return re.compile(spaced(pattern), re.IGNORECASE)


# Words that belong to the expression: `early May`, `the end of the year`, `10 p.m. local time Monday`.
PART = _compiled(
    r"(?<!\w)(?:the )?(?:very )?"
    r"(?:end|beginning|start|middle|close|(?:first|last|early) days|(?:latter|early) part) of (?:the month of )?$|"
    r"(?<!\w)(?:very )?(?:early|mid|late|earlier|later)(?:-| )(?:(?:in|on) )?$"
)
CLOCK = _compiled(
    r"(?<![\w:])(?:at )?(?:\d{1,2}(?::\d\d)? ?(?:a\.?m\.?|p\.?m\.?)|\d{1,2}:\d\d|noon|midnight)"
    r"(?:,? (?:local time|(?-i:[A-Z][a-z]+ time|[A-Z]{2,4})))?,? (?:on )?$"
)
DAYTIME = _compiled(
    r" (?:morning|afternoon|evening|night|at (?:noon|midnight))(?!\w)(?: (?:local|(?-i:[A-Z][a-z]+)) time(?!\w))?"
    r"| (?:local|(?-i:[A-Z][a-z]+)) time(?!\w)"
)
FILL = r"(?: at least| about| around)?(?: the)? $"
SINCE = _compiled(
    r"(?<!\w)(?:since|from|(?:starting|beginning|effective)(?: as of| in| on| from)?|dat(?:ing|es|ed)(?: back)? to)"
    + FILL
)
AFTER = _compiled(rf"(?<!\w)after{FILL}")
UNTIL = _compiled(
    r"(?<!\w)(?:until|till|til|by|through|up to|(?:no|not) later than|before|prior to|expir(?:es|ing|e) (?:in|on))"
    + FILL
)
PAST = _compiled(r"(?<!\w)(?:since|earlier(?: on)?)(?: the)? $")
POSSESSIVE = re.compile(r"['’]s?\s")

# What is weak by itself is a date behind these.
PREPOSITION = (
    r"in|since|until|till|til|by|from|before|after|during|through|throughout|between|for|as of|back to|later than|"
    r"earlier than|beyond|around|circa|dated|prior to|up to|into|within"
)
LEADS = {
    "bare_month": _compiled(rf"(?<!\w)(?:{PREPOSITION}|of|the month of) $"),
    "bare_season": _compiled(rf"(?<!\w)(?:{PREPOSITION}|over|of) $"),
    "bare_part": _compiled(rf"(?<!\w)(?:{PREPOSITION}|over) $"),
    "bare_nth": _compiled(r"(?<!\w)(?:on|until|by|since|from|of) $"),
    "year": _compiled(rf"(?<!\w)(?:{PREPOSITION}|of|year|end) $"),
    "bare_unit": _compiled(r"(?<!\w)of $"),
}
OLD_YEAR = _compiled(r"(?<!\w)(?:in|since|until|between) $")
ATTRIBUTE = _compiled(r"(?<!\w)(?:the|a|an|its|their|his|her|our|this|that) $|(?:pre|post)-$|['’]s? $")
NOUN_NEXT = _compiled(
    r" (?!(?:and|or|to|in|on|at|by|for|of|with|when|as|that|which|who|is|was|has|had|will|are|were)(?!\w))[a-z0-9]"
)
NAMING = _compiled(rf"(?<!\w)(?-i:{any_of('year_name')}) $")
VETO = _compiled(rf"(?<!\w)(?:every|each|(?-i:{any_of('name_before')})) $")
NEWSPAPER = re.compile(r"[A-Z][a-z]+\s+$")
COMPARED = _compiled(r"(?<!\w)(?:first|last|only|\w+est|most|least|times?|once|twice)(?!\w)[^.;]*$")
MOVED = _compiled(rf"(?<!\w){any_of('moved_verb')}(?!\w)[^.;]*$")
RANGE = _compiled(r"\s*[-–—]\s*| (?:to|until|till|through) (?:the )?")
BETWEEN = _compiled(r" and ")
LIST = _compiled(r",? (?:and|or) (?:(?:in|on|by) )?")
COMMA = re.compile(r",\s+")
# Months that are given names or surnames too.
PERSON_MONTHS = frozenset({"april", "may", "june", "august", "jan"})
OPENER = _compiled(r"(?<!\w)(?P<word>from|between)(?: the)? $")


# What may stand before an expression that is given by itself.
ALONE = _compiled(rf"(?:(?:{PREPOSITION}|of|on|at|over|starting|beginning|effective|no|not|the month of|the) )*")


def attributive(text: str, mention: Mention) -> bool:
    """Whether a mention stands before a noun: `the July 13 meeting`."""
    before = text[max(0, mention.candidate.start - LEAD) : mention.candidate.start]
    return bool(ATTRIBUTE.search(before) and NOUN_NEXT.match(text, mention.end))


def past_in_words(text: str, mention: Mention) -> bool:
    """Whether the words before a mention say that it is past: `since May`, `earlier on Monday`."""
    return bool(PAST.search(text[max(0, mention.candidate.start - LEAD) : mention.candidate.start]))


def mentions(text: str, alone: bool = False) -> list[Mention]:
    """What of a text may be a date, in order, ranges joined; `alone` keeps the weak, for an expression by itself."""
    qualified = [mention for candidate in scan(text) if (mention := _qualified(text, candidate)) is not None]
    kept = [mention for position, mention in enumerate(qualified) if alone or _supported(text, qualified, position)]
    return list(_joined(text, _dated(text, kept)))


def _qualified(text: str, candidate: Candidate) -> Mention | None:
    """The candidate with the words that belong to it and its role; None where the words before it forbid a date."""
    before = text[max(0, candidate.start - LEAD) : candidate.start]
    if _forbidden(text, before, candidate):
        return None
    part = PART.search(before) or (CLOCK.search(before) if candidate.kind in DAY_KINDS else None)
    start = candidate.start - len(part.group()) if part else candidate.start
    lead = before[: part.start()] if part else before
    daytime = DAYTIME.match(text, candidate.end) if candidate.kind in DAY_KINDS else None
    role = _role(text, lead, candidate)
    weak = role != "other" and _weak(text, before, candidate, bool(part))
    return Mention(candidate, start, daytime.end() if daytime else candidate.end, role, weak)


def _forbidden(text: str, before: str, candidate: Candidate) -> bool:
    if candidate.kind == "in_units" and candidate.fields["unit"].lower() in ("month", "year", "decade"):
        return bool(COMPARED.search(before))
    if text.startswith("Today", candidate.start):
        return bool(NEWSPAPER.search(before))
    return bool(VETO.search(before))


def _weak(text: str, before: str, candidate: Candidate, part: bool) -> bool:
    """Whether the words before an expression that may not be a date fail to ask for one."""
    lead = LEADS.get(candidate.kind)
    if lead is None or (part and candidate.kind != "bare_unit"):
        return False
    if candidate.kind == "bare_unit":
        return not (part and lead.search(before))
    if candidate.kind in {"bare_month", "bare_season", "year"} and before.endswith("to ") and MOVED.search(before):
        return False  # `postponed to September`
    if candidate.kind == "bare_month" and _belongs(text, before, candidate):
        return False
    if candidate.kind == "year" and int(candidate.fields["year"]) < 1800:
        lead = OLD_YEAR
    return not lead.search(before)


def _belongs(text: str, before: str, candidate: Candidate) -> bool:
    """Whether a month is said of a thing: `the September elections`, `January's vote` (but not `May's vote`)."""
    if POSSESSIVE.match(text, candidate.end):
        return candidate.fields["month"].lower() not in PERSON_MONTHS
    return bool(ATTRIBUTE.search(before) and NOUN_NEXT.match(text, candidate.end))


def _role(text: str, lead: str, candidate: Candidate) -> Role:
    if candidate.kind == "named_day" or (candidate.kind == "year" and _in_name(text, lead, candidate)):
        return "other"
    if POSSESSIVE.match(text, candidate.end) or (ATTRIBUTE.search(lead) and NOUN_NEXT.match(text, candidate.end)):
        return "when"
    if UNTIL.search(lead):
        return "until"
    if candidate.kind in STRETCHES or MOVED.search(lead):
        return "when"
    after = candidate.kind in ("year", "month", "bare_month", "decade") and AFTER.search(lead)
    return "since" if SINCE.search(lead) or after else "when"


def _in_name(text: str, lead: str, candidate: Candidate) -> bool:
    """Whether a year is part of a name: `the 1951 convention`, `Agenda 2030`, `Resolution 2334 (2016)`."""
    if NAMING.search(lead) or (lead.endswith("(") and text.startswith(")", candidate.end)):
        return True
    return bool(ATTRIBUTE.search(lead) and NOUN_NEXT.match(text, candidate.end))


def _supported(text: str, mentions: Sequence[Mention], position: int) -> bool:
    """Whether a mention stands by itself or is linked to one that does: `in March and April`, `April and May 2023`."""
    mention = mentions[position]
    if not mention.weak:
        return True
    following = mentions[position + 1] if position + 1 < len(mentions) else mention
    if (mention.candidate.kind, following.candidate.kind) == ("bare_month", "month") and _linked(
        text, mention, following
    ):
        return True
    return position > 0 and _linked(text, mentions[position - 1], mention) and _supported(text, mentions, position - 1)


def _linked(text: str, first: Mention, last: Mention) -> bool:
    patterns = [RANGE, LIST, BETWEEN] + [COMMA] * (first.candidate.kind == last.candidate.kind)
    return any(pattern.fullmatch(text, first.end, last.start) for pattern in patterns)


def _dated(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Days and months that share the year of the next in their list given it: `January 5 and February 7, 2022`."""
    dated: list[Mention] = []
    for mention in reversed(mentions):
        year = _shared_year(text, mention, dated[-1]) if dated else None
        if year is not None:
            fields = {**mention.candidate.fields, "year": year}
            mention = replace(mention, candidate=replace(mention.candidate, fields=fields))
        dated.append(mention)
    return dated[::-1]


def _shared_year(text: str, mention: Mention, following: Mention) -> str | None:
    own, other = mention.candidate, following.candidate
    if not {own.kind, other.kind} <= MONTH_KINDS or not LIST.fullmatch(text, mention.end, following.start):
        return None
    return None if {"year", "year_word"} & own.fields.keys() else other.fields.get("year")


def _joined(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions with the two ends of each range made one."""
    position = 0
    while position < len(mentions):
        first = mentions[position]
        last = mentions[position + 1] if position + 1 < len(mentions) else None
        joined = _range(text, first, last) if last is not None else None
        yield joined or first
        position += 2 if joined else 1


def _range(text: str, first: Mention, last: Mention) -> Mention | None:
    """One mention for `from Monday to Friday`, `between May and July`, `April 28 - May 2`; not for `moved from`."""
    before = text[max(0, first.start - LEAD) : first.start]
    opener = OPENER.search(before)
    word = opener["word"].lower() if opener else ""
    joint = BETWEEN if word == "between" else RANGE
    if not joint.fullmatch(text, first.end, last.start) or MOVED.search(before) or "other" in (first.role, last.role):
        return None
    start = first.start - len(before) + opener.start() if opener else first.start
    role: Role = "when" if opener else first.role
    return replace(first, start=start, end=last.end, role=role, through=last)
