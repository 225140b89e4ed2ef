"""Where a text names a date: one scan with a table of patterns, giving each expression's kind and parts.

Nothing is resolved here. A pattern that would also fit other words (a bare `March`, a bare `2015`, `the year`) gives a
weak candidate, which `dates` keeps only where the words before it ask for a date. The words themselves (months,
weekdays, numbers, what may not be read as a date) stand in `reference/date_words.jsonl`, the patterns in
`reference/date_forms.jsonl`, both with examples.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from communique.reference.loader import Entry, Example, load

WordKind = Literal[
    "month", "weekday", "season", "number", "ordinal", "fiscal_year", "named_day", "name_before", "name_after", "count",
    "year_name", "forward_verb", "forward_noun", "forward_word", "same_time_verb", "reporting_verb", "reaction_verb",
    "moved_verb",
]  # fmt: skip


class DateWord(Entry):
    """Words of one kind and what they count for: a month's number, a weekday's from Monday 0, a season's in EDTF."""

    kind: WordKind
    words: tuple[str, ...]
    value: int | None = None
    date: dt.date | None = None
    named_by: Literal["start", "end"] | None = None
    source: str | None = None
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def date_words() -> tuple[DateWord, ...]:
    """The reference file `date_words.jsonl`."""
    return load("date_words.jsonl", DateWord, key=lambda record: (record.kind, record.words[0]))


def of_kind(kind: WordKind) -> tuple[DateWord, ...]:
    """The records of one kind."""
    return tuple(record for record in date_words() if record.kind == kind)


@cache
def words(kind: WordKind) -> frozenset[str]:
    """All words of one kind, as written."""
    return frozenset(word for record in of_kind(kind) for word in record.words)


@cache
def values(kind: WordKind) -> Mapping[str, int]:
    """The value of each word of one kind, by the word in lower case."""
    return {word.lower(): record.value or 0 for record in of_kind(kind) for word in record.words}


def number_of(written: str) -> int:
    """The value of a numeral or number word; 0 for a vague one (`several`)."""
    return int(written) if written.isdigit() else values("number")[written.lower()]


def any_of(kind: WordKind) -> str:
    """A pattern for any word of one kind, the longest first."""
    return "(?:" + "|".join(spaced(re.escape(word)) for word in sorted(words(kind), key=len, reverse=True)) + ")"


def spaced(pattern: str) -> str:
    """A pattern in which a space stands for any white space, and a space with a question mark for any or none."""
    return pattern.replace("\\ ", " ").replace(" ?", r"\s*").replace(" ", r"\s+")


@dataclass(frozen=True)
class Candidate:
    """An expression found: its kind, its range in the text scanned, and the parts its pattern names."""

    kind: str
    start: int
    end: int
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """A kind of expression and the pattern of one of its forms."""

    kind: str
    pattern: re.Pattern[str]


def _months() -> str:
    """Months as written with a capital or in capitals: `may` and `march` are verbs; short forms may end in a stop."""
    forms = [(word, word == record.words[0]) for record in of_kind("month") for word in record.words]
    parts = [form if full else rf"{form}\b\.?" for word, full in forms for form in (word, word.upper())]
    return rf"(?-i:{'|'.join(parts)})(?!\w)"


def _weekdays(short: bool = False) -> str:
    return "|".join(word for record in of_kind("weekday") for word in record.words[short : None if short else 1])


# What the forms share. A name in braces stands for the fragment of that name, also within fragments.
FRAGMENTS: Mapping[str, str] = {
    "ANY_MONTH": _months(),
    "SEASON_WORD": any_of("season"),
    "NAMED_DAY": any_of("named_day"),
    "ORDINAL": any_of("ordinal"),
    "COUNTED": rf"(?! (?:{any_of('count')})(?!\w))(?! ?%)",
    "NOT_NAMED": rf"(?! (?-i:{any_of('name_after')})\b)",
    "MONTH": "(?P<month>{ANY_MONTH})",
    "WEEKDAY": rf"(?P<weekday>{_weekdays()})\b",
    "ANY_WEEKDAY": rf"(?P<weekday>{_weekdays()}|(?-i:{_weekdays(short=True)})\b\.?)",
    "DATED_WEEKDAY": "(?:{ANY_WEEKDAY}(?: (?:morning|afternoon|evening|night))?(?:,? the |,? ))?",
    "NUMERAL": r"(?:3[01]|[12]\d|0?[1-9])",
    "SUFFIX": "(?:st|nd|rd|th)",
    "AFTER_DAY": r"(?![\w%])(?![.,:]\d)(?!-(?-i:[a-z])){COUNTED}",
    "DAY": r"(?P<day>{NUMERAL}){SUFFIX}?(?!\w)(?![.:]\d)(?!,\d)",
    "ORDINAL_DAY": r"(?P<day>{NUMERAL}(?={SUFFIX})|{ORDINAL}){SUFFIX}?(?!\w)",
    "MORE_DAYS": "(?:, {NUMERAL}{SUFFIX}?){0,6},? and ",
    "YEAR_FORM": r"(?:1[5-9]|20)\d\d",
    "YEAR": r"(?P<year>{YEAR_FORM})(?!\w)(?![.,]\d){COUNTED}",
    "WHICH": "(?P<which>this past|this coming|the coming|this|last|next)",
    "WHICH_YEAR": "this|last|next|the current|the same|that same|that|the following|the previous|the preceding",
    "YEAR_WORD": "(?P<year_word>{WHICH_YEAR})",
    "IN_YEAR": r"(?:(?:,? |, ?| of ){YEAR}|(?: of)? (?P<year_word>(?:{WHICH_YEAR})(?= year\b)|the year before last\b)(?: year\b)?)",
    "THE_YEAR": r"(?:(?:the |calendar )?(?:year )?{YEAR}|(?P<year_word>{WHICH_YEAR}|the coming|the) year\b)",
    "LONG_UNITS": "(?P<unit>week|fortnight|month|quarter|year|decade)",
    "UNITS": "(?P<unit>day|week|fortnight|month|quarter|year|decade)",
    "TIMES": "(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)",
    "PERIODS": "(?:days|weeks|months|years|decades)",
    "NUMBER": rf"(?P<number>\d{{1,3}}|{any_of('number')})",
    "DASH": r"\s?[-–—]\s?",
    "NTH": "(?:the )?(?P<nth>first|second|third|fourth|last|final|latter|1st|2nd|3rd|4th)",
    "OF_NOTHING": r"(?! of\b)(?!-\w)",
}  # fmt: skip

# No expression begins inside a word or number, behind a sum's sign, or behind a decimal point.
BOUNDARY = r"(?<![\w$€£¥#/])(?<!\d[.,:])"

# The words that begin an expression, beside the reference file's, and those that do so behind `the` or `in`.
OPENERS = frozenset({
    "this", "that", "these", "last", "next", "past", "coming", "upcoming", "recent", "earlier", "later", "early",
    "late", "today", "yesterday", "tomorrow", "tonight", "days", "weeks", "months", "year", "years", "decades",
    "fiscal", "financial", "within", "final", "latter", "fy",
})  # fmt: skip
FOLLOWERS = frozenset({
    "day", "week", "weekend", "fortnight", "month", "quarter", "decade", "hour", "rest", "remainder", "balance", "same",
    "very", "following", "previous", "preceding", "current", "calendar", "couple", "number", "hundred", "afternoon", "evening",
})  # fmt: skip


class DateForm(Entry):
    """One form of one kind of expression: a pattern in which a space is any white space."""

    kind: str
    form: str
    examples: tuple[Example, ...]


@lru_cache(maxsize=1)
def date_forms() -> tuple[DateForm, ...]:
    """The reference file `date_forms.jsonl`, in order: at one place in a text the first form that fits is taken."""
    return load("date_forms.jsonl", DateForm, key=lambda record: record.form)


def _expanded(form: str) -> str:
    while (expanded := re.sub(r"\{([A-Z_]+)\}", lambda name: FRAGMENTS[name[1]], form)) != form:
        form = expanded
    return spaced(form)


def _opening() -> str:
    """What every expression begins with, in either case: a look ahead that spares other words the whole table."""
    reference: tuple[WordKind, ...] = ("number", "ordinal", "season", "month", "weekday", "named_day")
    first = {word.split()[0].split("-")[0].lower() for kind in reference for word in words(kind)} - {"a", "an"}
    plain, behind = _either_case({*first, *OPENERS}), _either_case({*first, *OPENERS, *FOLLOWERS})
    leading = _either_case({"the", "a", "an", "in", "on", "from", "between"})
    second = rf"(?:{leading})\s+(?:[Tt]he\s+|[Aa]n?\s+)?(?:['’]?\d|(?:{behind})(?![a-z]))"
    return rf"(?=\d|[QHqh][1-4]|(?:{plain})(?![a-z])|{second})"


def _either_case(listed: Iterable[str]) -> str:
    return "|".join(f"[{word[0]}{word[0].upper()}](?:{word[1:]}|{word[1:].upper()})" for word in sorted(listed))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Each form compiled by itself, with its parts named."""
    return tuple(Rule(r.kind, re.compile(BOUNDARY + _expanded(r.form), re.IGNORECASE)) for r in date_forms())


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    """All forms in one pattern, whose only groups say which form was found."""
    bare = (re.sub(r"\(\?P<[a-z_]+>", "(?:", _expanded(record.form)) for record in date_forms())
    parts = (f"(?P<f{number}>{form})" for number, form in enumerate(bare))
    return re.compile(BOUNDARY + _opening() + "(?i:" + "|".join(parts) + ")")


def scan(text: str) -> Iterator[Candidate]:
    """The expressions of a text in order, none overlapping."""
    for hit in _scanner().finditer(text):
        rule = rules()[int((hit.lastgroup or "f0")[1:])]
        match = rule.pattern.match(text, hit.start())
        if match is not None:
            fields = {name: re.sub(r"\s+", " ", part) for name, part in match.groupdict().items() if part is not None}
            yield from _split(Candidate(rule.kind, match.start(), match.end(), fields), match)


_JOINING = re.compile(r"[-–—/]|to|through|until")


def _split(candidate: Candidate, match: re.Match[str]) -> Iterator[Candidate]:
    """Days of one month in a list that is no run of days (`May 9 and 15`): each a candidate of its own."""
    fields = candidate.fields
    if candidate.kind != "days" or _JOINING.search(fields["joint"]) or int(fields["last"]) == int(fields["day"]) + 1:
        yield candidate
        return
    listed = re.compile(r"\d+").finditer(match.string, match.start("day"), match.end("last"))
    spans = [number.span() for number in listed]
    month = match.span("month")
    for start, end in spans:
        first = min(start, month[0]) if (start, end) == spans[0] else start
        last = candidate.end if (start, end) == spans[-1] else end
        yield Candidate("month_day", first, last, {**fields, "day": match.string[start:end]})
