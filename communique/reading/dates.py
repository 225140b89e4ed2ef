"""Dates said in words, resolved against the report's day to EDTF level 1, each with its place in the text.

`find_dates` scans each paragraph once (`date_grammar`), keeps what the words around it let be a date (`date_mentions`),
asks the parse for the tense (`date_tense`) and resolves (`date_resolution`). Doubtful expressions are decided so:

- a weekday with a past verb or none is the latest up to the report's day, with a present or future verb the next from
  it; *last Tuesday* is the latest before it, *next Tuesday* the Tuesday of the next week (Monday to Sunday);
- a day or month without a year is, by tense, the latest up to the report's own, the next from it, or the nearest;
- *the following day* and *a week later* count from the date last said as the time of something; without one they are
  left out, as is everything relative where the report's day is not known;
- a date that belongs to a name (*the 2015 nuclear deal*, *Agenda 2030*, *the September 11 attacks*) has role `other`;
- a fiscal year follows the state named in its sentence, else in the document; with none it is the year of that number.
"""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from communique.reading.date_calendar import Context, FiscalYear, Resolved, Tense, Unresolvable, interval
from communique.reading.date_grammar import Candidate, of_kind
from communique.reading.date_mentions import (
    ALONE,
    PERSON_MONTHS,
    STRETCHES,
    Mention,
    Role,
    attributive,
    mentions,
    past_in_words,
)
from communique.reading.date_resolution import resolve_fields
from communique.reading.date_tense import tense_at
from communique.reading.sentences import Parsed, Sentence
from communique.schema import Date

__all__ = ["FoundDate", "Resolved", "Role", "Tense", "find_dates", "resolve"]

# Kinds whose date depends on the tense unless a year is said.
FREE = {"month_day", "bare_month", "weekday", "bare_season", "bare_part", "bare_nth", "weekday_nth", "days"}


@dataclass(frozen=True)
class FoundDate:
    """A date with its place: document offsets, the index of its sentence, and what it is to what is said of it."""

    date: Date
    start: int
    end: int
    sentence: int
    role: Role


def find_dates(parsed: Parsed, anchor: dt.date | None) -> tuple[FoundDate, ...]:
    """The dates of a document in the order of its text; with no anchor only those that need none."""
    found: list[FoundDate] = []
    reference: Resolved | None = None
    earlier: Resolved | None = None  # the last date of another year than the report's
    for _, group in groupby(parsed.sentences, key=lambda sentence: sentence.paragraph):
        sentences = tuple(group)
        offset = sentences[0].offset
        text = parsed.document.text[offset : sentences[-1].end]
        for mention in mentions(text):
            sentence = _sentence_of(sentences, offset + mention.start)
            if _is_person(sentence, mention):
                continue
            spoken_of = earlier if _is_that_year(mention) and earlier is not None else reference
            context = _context(parsed, text, sentence, mention, Context(anchor, None, spoken_of))
            for part, resolved in _resolved(mention, context):
                found.append(_found(parsed, part, resolved, offset, sentence))
                if part.role == "when":
                    reference = resolved
                    earlier = resolved if _of_another_year(resolved, anchor) else earlier
    return tuple(found)


def _is_that_year(mention: Mention) -> bool:
    """`that year`, which is never the year the report is of."""
    fields = mention.candidate.fields
    return (
        mention.candidate.kind == "unit"
        and fields.get("unit", "").lower() == "year"
        and fields["which"].lower() == "that"
    )


def _of_another_year(resolved: Resolved, anchor: dt.date | None) -> bool:
    return anchor is not None and resolved.start is not None and resolved.start.year != anchor.year


def resolve(expression: str, anchor: dt.date | None, tense: Tense | None = None) -> Resolved | None:
    """The date of one expression that is nothing else, prepositions before it aside; None where it has none."""
    text = expression.strip()
    for mention in mentions(text, alone=True):
        if ALONE.fullmatch(text, 0, mention.start) and mention.end == len(text):
            assumed = "future" if tense is None and mention.candidate.kind in STRETCHES else tense
            return next((resolved for _, resolved in _resolved(mention, Context(anchor, assumed), whole=True)), None)
    return None


def _sentence_of(sentences: Sequence[Sentence], start: int) -> Sentence:
    return sentences[max(0, bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1)]


def _is_person(sentence: Sentence, mention: Mention) -> bool:
    """Whether what could be a month is a person's name to the model (`April Jones`)."""
    if mention.candidate.kind != "bare_month" or mention.candidate.fields["month"].lower() not in PERSON_MONTHS:
        return False
    span = sentence.span.doc.char_span(mention.candidate.start, mention.candidate.end, alignment_mode="expand")
    return span is not None and span.root.ent_type_ == "PERSON"


def _found(parsed: Parsed, mention: Mention, resolved: Resolved, offset: int, sentence: Sentence) -> FoundDate:
    said = parsed.cite(offset + mention.start, offset + mention.end)
    date = Date(edtf=resolved.edtf, start=resolved.start, end=resolved.end, said=said, precision=resolved.precision)
    return FoundDate(date, said.start, said.end, sentence.index, mention.role)


def _context(parsed: Parsed, text: str, sentence: Sentence, mention: Mention, context: Context) -> Context:
    """The context with what the sentence adds: the tense at the mention, and for a fiscal year the state's."""
    fiscal = None
    if "fiscal" in mention.candidate.kind:
        place = mention.start - sentence.span.start_char
        fiscal = _fiscal_year(sentence.span.text, place) or _fiscal_year(parsed.document.text, 0)
    return replace(context, tense=_tense(text, sentence, mention), fiscal=fiscal)


def _tense(text: str, sentence: Sentence, mention: Mention) -> Tense | None:
    """The tense of the verb, but where the words at the mention overrule it."""
    if past_in_words(text, mention):
        return "past"
    span = sentence.span.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    tense = tense_at(span.root) if span is not None else None
    apart = tense != "past" and mention.candidate.kind in ("month_day", "bare_month") and attributive(text, mention)
    return None if apart else tense


def _fiscal_year(text: str, place: int) -> FiscalYear | None:
    """The fiscal year of the state whose words stand last before a place in a text, else first after it."""
    hits = [(hit.start() - place, fiscal) for pattern, fiscal in _fiscal_years() for hit in pattern.finditer(text)]
    return min(hits, key=lambda hit: (hit[0] > 0, abs(hit[0])), default=(0, None))[1]


@lru_cache(maxsize=1)
def _fiscal_years() -> tuple[tuple[re.Pattern[str], FiscalYear], ...]:
    return tuple(
        (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, record.words))})(?!\w)"),
            FiscalYear(record.value, record.named_by),
        )
        for record in of_kind("fiscal_year")
        if record.value is not None and record.named_by is not None
    )


def _resolved(mention: Mention, context: Context, whole: bool = False) -> Iterator[tuple[Mention, Resolved]]:
    """A mention with its date; the two ends of what proves to be no range each by itself, unless it must be whole."""
    if mention.through is None:
        resolved = resolve_fields(mention.candidate.kind, mention.candidate.fields, context)
        if resolved is not None:
            yield mention, resolved
        return
    both = _resolved_range(mention.candidate, mention.through.candidate, context)
    if both is not None:
        yield mention, both
    elif not whole:
        yield from _resolved(
            replace(mention, start=mention.candidate.start, end=mention.candidate.end, through=None), context
        )
        yield from _resolved(mention.through, context)


def _resolved_range(first: Candidate, last: Candidate, c: Context) -> Resolved | None:
    """The interval; the end whose year or week is left to the tense is counted from the other."""
    if _free(first) and (not _free(last) or c.tense != "future"):
        until = resolve_fields(last.kind, last.fields, c)
        since = until and resolve_fields(first.kind, first.fields, replace(c, anchor=until.start, tense="past"))
    else:
        since = resolve_fields(first.kind, first.fields, c)
        onward = replace(c, anchor=since.start, tense="future") if since and _free(last) else c
        until = resolve_fields(last.kind, last.fields, onward)
    try:
        return interval(since, until) if since and until else None
    except Unresolvable:
        return None


def _free(candidate: Candidate) -> bool:
    return candidate.kind in FREE and not {"year", "year_word"} & candidate.fields.keys()
