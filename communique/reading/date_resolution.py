"""What a date expression denotes: from its kind and parts, as `date_grammar` finds them, to a calendar value.

Each function resolves one kind, in a context: the report's day, the tense of the verb that governs the expression, and
the date last spoken of. What is imprecise in words stays the unit named: *early May* is 2023-05, *two years ago* is a
year, *two weeks ago* a week of seven days. What cannot be is not resolved: a Tuesday the 10th that was a Wednesday.
"""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from communique.reading.date_calendar import (
    CONTAINING,
    FROM_TODAY,
    ONE_DAY,
    Context,
    Resolved,
    Tense,
    Unresolvable,
    begins,
    choose,
    day,
    decade,
    ends,
    interval,
    month,
    months,
    open_from,
    open_to,
    season,
    shifted,
    step,
    whole_year,
)
from communique.reading.date_grammar import number_of, of_kind, values

Fields = Mapping[str, str]


def _month_of(f: Fields) -> int:
    return values("month")[f["month"].rstrip(".").lower()]


def _weekday_of(f: Fields) -> int:
    return values("weekday")[f["weekday"].rstrip(".").lower()]


def _day_of(f: Fields) -> int:
    return int(f["day"]) if f["day"].isdigit() else values("ordinal")[f["day"].lower()]


def _year_of(f: Fields, c: Context) -> int | None:
    """The year said, in figures or words; None where none is."""
    if "year" in f:
        return int(f["year"])
    if "year_word" not in f:
        return None
    word = f["year_word"].lower()
    if word == "the":
        return c.today.year
    count, base = step(word, c)
    return base.year + count


def full(f: Fields, c: Context) -> Resolved:
    """`2023-05-09`, and `09.05.2023`, where the stops say that the day comes first."""
    return day(dt.date(int(f["year"]), int(f["month_number"]), int(f["day"])))


def numeric(f: Fields, c: Context) -> Resolved:
    """`13/05/2023` or `05/13/2023`; `09/05/2023` is two days and stays unresolved."""
    first, second = int(f["first"]), int(f["second"])
    if first != second and max(first, second) <= 12:
        raise Unresolvable
    return day(dt.date(int(f["year"]), min(first, second), max(first, second)))


def month_day(f: Fields, c: Context) -> Resolved:
    """`May 9`, `Tuesday, 9 May 2023`: the year by the tense, and where a weekday is said, one it agrees with."""
    year, number, date = _year_of(f, c), _month_of(f), _day_of(f)
    years = [year] if year is not None else range(c.today.year - 8, c.today.year + 9)
    dates = [dt.date(y, number, date) for y in years if (number, date) != (2, 29) or calendar.isleap(y)]
    if "weekday" in f:
        dates = [d for d in dates if d.weekday() == _weekday_of(f)]
    if year is not None:
        if not dates:
            raise Unresolvable
        return day(dates[0])
    return choose(map(day, dates), c)


def days(f: Fields, c: Context) -> Resolved:
    """`May 3-5, 2023`, `from 3 to 5 May`."""
    first = month_day(f, c)
    return interval(first, day(begins(first).replace(day=_day_of({**f, "day": f["last"]}))))


def nth(f: Fields, c: Context) -> Resolved:
    """`the 20th of next month`."""
    word = f["month_word"].lower()
    count, base = (0, c.today) if word == "the" else step(word, c)
    return day(shifted(base.replace(day=1), "month", count).replace(day=_day_of(f)))


def bare_nth(f: Fields, c: Context) -> Resolved:
    """`on the 20th`: of the month the tense asks for; with a weekday, one it agrees with."""
    firsts = [shifted(c.today.replace(day=1), "month", n) for n in range(-12, 13)]
    date = _day_of(f)
    dates = [first.replace(day=date) for first in firsts if date <= calendar.monthrange(first.year, first.month)[1]]
    if "weekday" in f:
        dates = [d for d in dates if d.weekday() == _weekday_of(f)]
    return choose(map(day, dates), c)


def any_month(f: Fields, c: Context) -> Resolved:
    """`January`, `January last year`, `January 2022`."""
    year, number = _year_of(f, c), _month_of(f)
    if year is not None:
        return month(year, number)
    return choose((month(c.today.year + n, number) for n in (-1, 0, 1)), c)


def which_month(f: Fields, c: Context) -> Resolved:
    """`last January`: the latest before this month; `this January`: the nearest."""
    count, number = FROM_TODAY[f["which"].lower()], _month_of(f)
    this = c.today.month
    if count == 0:
        return any_month({"month": f["month"]}, c)
    if count < 0:
        return month(c.today.year - (number >= this), number)
    return month(c.today.year + (number <= this), number)


ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
PARTS = {"half": 6, "h": 6, "quarter": 3, "q": 3, "trimester": 4}


def part(f: Fields, c: Context) -> Resolved:
    """`the first half of next year`, `Q2 2024`, `the first three months of 2024`; `last` counts from the year's end."""
    year = _year_of(f, c) or c.today.year
    size = number_of(f["number"]) if "number" in f else PARTS[f["part"].lower()]
    if not 1 <= size <= 12:
        raise Unresolvable
    position = int(f["nth"]) if f["nth"].isdigit() else ORDER.get(f["nth"].lower(), 12 // size)
    return months(dt.date(year, (position - 1) * size + 1, 1), size)


def bare_part(f: Fields, c: Context) -> Resolved:
    """`the second quarter`: of the year the tense asks for."""
    options = (part({**f, "year": str(c.today.year + n)}, c) for n in (-1, 0, 1))
    return choose(options, c)


def part_of_month(f: Fields, c: Context) -> Resolved:
    """`the first half of May`: to the 15th, and from the 16th."""
    whole = any_month(f, c)
    middle = begins(whole).replace(day=15)
    if ORDER.get(f["nth"].lower(), 2) == 1:
        return interval(day(begins(whole)), day(middle))
    return interval(day(middle + ONE_DAY), day(ends(whole)))


def any_season(f: Fields, c: Context) -> Resolved:
    """`spring 2024`, `in the spring`."""
    year, number = _year_of(f, c), values("season")[f["season"].lower()]
    if year is not None:
        return season(year, number)
    return choose((season(c.today.year + n, number) for n in (-2, -1, 0, 1)), c)


def which_season(f: Fields, c: Context) -> Resolved:
    """`last spring`: the latest over before today; `next spring`: the first not yet begun."""
    count, number = FROM_TODAY[f["which"].lower()], values("season")[f["season"].lower()]
    options = [season(c.today.year + n, number) for n in (-2, -1, 0, 1)]
    if count < 0:
        return [option for option in options if ends(option) < c.today][-1]
    if count > 0:
        return next(option for option in options if begins(option) > c.today)
    return any_season({"season": f["season"]}, replace(c, tense=None))


def weekday(f: Fields, c: Context) -> Resolved:
    """`Tuesday`: the latest up to today, or with a verb of the present or future the next from today on."""
    ahead = (_weekday_of(f) - c.today.weekday()) % 7
    behind = 0 if c.tense in ("present", "future") or not ahead else 7
    return day(c.today + (ahead - behind) * ONE_DAY)


def which_weekday(f: Fields, c: Context) -> Resolved:
    """`last Tuesday`: the latest before today; `next Tuesday`: that of next week; `this Tuesday`: by tense."""
    which, number = f["which"].lower(), _weekday_of(f)
    if which == "this":
        return weekday(f, c) if c.tense else day(_of_week(c.today, 0, number))
    if which == "next":
        return day(_of_week(c.today, 1, number))
    forward = which in ("coming", "the coming", "this coming", "the following", "the next")
    base = c.today if which in FROM_TODAY else c.spoken_of
    away = (number - base.weekday()) % 7 if forward else (base.weekday() - number) % 7
    return day(base + (away or 7) * (ONE_DAY if forward else -ONE_DAY))


def _of_week(base: dt.date, weeks: int, number: int) -> dt.date:
    return base + dt.timedelta(days=7 * weeks - base.weekday() + number)


def week_weekday(f: Fields, c: Context) -> Resolved:
    """`Tuesday next week`, `Monday of last week`."""
    weeks, base = step(f["which"], c)
    return day(_of_week(base, weeks, _weekday_of(f)))


def week_from(f: Fields, c: Context) -> Resolved:
    """`a week from Tuesday`, `a week ago Tuesday`."""
    forward = f["way"].lower() == "from"
    near = begins(weekday(f, replace(c, tense="future" if forward else "past")))
    return day(near + (7 if forward else -7) * ONE_DAY)


def weekend(f: Fields, c: Context) -> Resolved:
    """`over the weekend`: the latest begun, or the next not over, by tense; `last weekend`: that of last week."""
    which = f["which"].lower()
    if which in ("the", "the past", "this past"):
        tense: Tense = "future" if c.tense in ("present", "future") and which == "the" else "past"
        return choose((CONTAINING["weekend"](shifted(c.today, "week", n)) for n in (-1, 0, 1)), replace(c, tense=tense))
    return CONTAINING["weekend"](shifted(c.today, "week", 0 if "this" in which else FROM_TODAY[which]))


DAY_WORDS = {
    "day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "day after tomorrow": 2,
}  # fmt: skip


def day_word(f: Fields, c: Context) -> Resolved:
    """`today`, `yesterday`, `tonight`, `this morning`."""
    return day(c.today + DAY_WORDS.get(f["word"].lower(), 0) * ONE_DAY)


def _away(f: Fields, base: dt.date, sign: int) -> Resolved:
    """The unit so many units from a day; a vague number leaves the far end open."""
    count, unit = number_of(f["number"]), f["unit"].lower()
    if not count:
        return open_from(base) if sign > 0 else open_to(base)
    if "exact" in f:
        return day(shifted(base, unit, sign * count))
    return CONTAINING["day" if unit == "hour" else "year" if unit == "decade" else unit](
        shifted(base, unit, sign * count)
    )


def ago(f: Fields, c: Context) -> Resolved:
    """`two weeks ago`; hours are left out, as too fine to be a day with certainty."""
    if f["unit"].lower() == "hour":
        raise Unresolvable
    return _away(f, c.today, -1)


def from_now(f: Fields, c: Context) -> Resolved:
    """`three days from now`, `in two weeks' time`."""
    return _away(f, c.today, 1)


def in_units(f: Fields, c: Context) -> Resolved:
    """`in two weeks`: a date only of what is to come; `it was built in two weeks` is a duration."""
    if c.tense in ("past", None) or f["unit"].lower() == "hour":
        raise Unresolvable
    return _away(f, c.today, 1)


def within(f: Fields, c: Context) -> Resolved:
    """`within 30 days`: from today to then; a duration where the verb is past."""
    if c.tense == "past":
        raise Unresolvable
    return span({**f, "which": "next"}, c)


def span(f: Fields, c: Context) -> Resolved:
    """`the past two years`, `the next 30 days`, `the last year`: between today and then."""
    count = number_of(f["number"]) if "number" in f else 1
    forward = FROM_TODAY.get(f["which"].lower(), 1) > 0
    if not count:
        return open_from(c.today) if forward else open_to(c.today)
    far = day(shifted(c.today, f["unit"].lower(), count if forward else -count))
    return interval(day(c.today), far) if forward else interval(far, day(c.today))


def open_span(f: Fields, c: Context) -> Resolved:
    """`the coming weeks`, `recent months`, `the years ahead`."""
    return open_to(c.today) if f["which"].lower() in ("recent", "past", "last") else open_from(c.today)


def later(f: Fields, c: Context) -> Resolved:
    """`two days later`, `a year earlier`: from the date last spoken of, days only from a day."""
    base = c.day_spoken_of if f["unit"].lower() == "day" else c.spoken_of
    if not number_of(f["number"]):
        raise Unresolvable
    return _away(f, base, 1 if f["which"].lower() in ("later", "afterward", "afterwards") else -1)


def unit(f: Fields, c: Context) -> Resolved:
    """`last week`, `this year`, `that day`, `the following month`."""
    name = f["unit"].lower()
    if name in ("afternoon", "evening"):
        return day(c.day_spoken_of)
    if "way" in f:
        return day(c.day_spoken_of + (ONE_DAY if f["way"].lower() == "after" else -ONE_DAY))
    count, base = step(f["which"], c)
    base = c.day_spoken_of if name == "day" else base
    return CONTAINING[name](shifted(base, name, count))


def bare_unit(f: Fields, c: Context) -> Resolved:
    """`the year`, behind `the end of`: the one today falls in."""
    return CONTAINING[f["unit"].lower()](c.today)


def edge(f: Fields, c: Context) -> Resolved:
    """`earlier this month` is the month; only a week, which EDTF cannot name, is cut at today."""
    whole = bare_unit(f, c)
    if f["unit"].lower() != "week":
        return whole
    if f["edge"].lower() == "earlier":
        return interval(day(begins(whole)), day(c.today))
    return interval(day(c.today), day(ends(whole)))


def rest(f: Fields, c: Context) -> Resolved:
    """`the rest of the year`: from today to its end."""
    return interval(day(c.today), day(ends(bare_unit(f, c))))


def year(f: Fields, c: Context) -> Resolved:
    """`2015`."""
    return whole_year(int(f["year"]))


def years(f: Fields, c: Context) -> Resolved:
    """`2015-2018`, `2015-18`; two figures no later than the year's own can only be a month (`2023-05`)."""
    first, last = int(f["year"]), f["last"]
    if len(last) == 4:
        return interval(whole_year(first), whole_year(int(last)))
    if int(last) > first % 100:
        return interval(whole_year(first), whole_year(first - first % 100 + int(last)))
    return month(first, int(last))


def any_decade(f: Fields, c: Context) -> Resolved:
    """`the 1990s`, `the '90s`: in two figures, of the last century."""
    return decade(int(f["decade"] + "0") if "decade" in f else 1900 + 10 * int(f["short_decade"]))


def fiscal(f: Fields, c: Context) -> Resolved:
    """`fiscal 2024`: by the fiscal year of the state the sentence is about, else the calendar year of that number."""
    return _fiscal(int(f["year"]) if "year" in f else 2000 + int(f["short_year"]), c)


def _fiscal(number: int, c: Context) -> Resolved:
    if c.fiscal is None:
        return whole_year(number)
    return months(dt.date(number - (c.fiscal.named_by == "end"), c.fiscal.first_month, 1), 12)


def which_fiscal(f: Fields, c: Context) -> Resolved:
    """`the current fiscal year`, `next fiscal year`."""
    count = FROM_TODAY[f["which"].lower()]
    options = (_fiscal(c.today.year + n, c) for n in (-1, 0, 1))
    current = next(number for number, option in enumerate(options) if begins(option) <= c.today <= ends(option))
    return _fiscal(c.today.year - 1 + current + count, c)


@lru_cache(maxsize=1)
def _named_days() -> Mapping[str, dt.date]:
    return {name.lower(): record.date for record in of_kind("named_day") for name in record.words if record.date}


def named_day(f: Fields, c: Context) -> Resolved:
    """`9/11`, `the September 11 attacks`."""
    return day(_named_days()[f["name"].lower()])


RESOLVERS: Mapping[str, Callable[[Fields, Context], Resolved]] = {
    "full": full, "numeric": numeric, "month_day": month_day, "days": days, "nth": nth, "bare_nth": bare_nth,
    "weekday_nth": bare_nth, "month": any_month, "bare_month": any_month, "which_month": which_month,
    "part": part, "bare_part": bare_part, "part_of_month": part_of_month, "season": any_season,
    "bare_season": any_season, "which_season": which_season, "weekday": weekday, "which_weekday": which_weekday,
    "week_weekday": week_weekday, "week_from": week_from, "weekend": weekend, "day_word": day_word, "ago": ago,
    "from_now": from_now, "in_units": in_units, "within": within, "span": span, "open": open_span, "later": later,
    "unit": unit, "bare_unit": bare_unit, "edge": edge, "rest": rest, "year_end": bare_unit, "year": year,
    "the_year": year,
    "years": years, "decade": any_decade, "fiscal": fiscal, "which_fiscal": which_fiscal, "named_day": named_day,
}  # fmt: skip


def resolve_fields(kind: str, fields: Fields, context: Context) -> Resolved | None:
    """The date of one expression in its context, or None where it has none."""
    try:
        return RESOLVERS[kind](fields, context)
    except (Unresolvable, ValueError, OverflowError):
        return None
