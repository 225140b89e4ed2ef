"""When two reports speak of one meeting: its parties, days, people, format, series and place.

A planned meeting and the one that took place are one, even some days apart. Two calls of the same ministers in one week,
two numbers of a series, and a call and a visit stay apart.
"""

from itertools import combinations

from communique.record.people import other_people
from communique.record.report import Apart, Points, Report, Span, Verdict, day_said, days_between
from communique.record.wording import overlap

KIND = "meeting"
NEEDED = 45
AHEAD = 45  # days ahead of a report in which an undated meeting it announces is looked for
BUCKET = 14
WIDEST = 5  # buckets of one report
FEW_PARTIES = 4
PAIR = 2  # parties of a meeting at which each is there by its own people
VAGUE = 31  # days
CLOSE = 10  # days within which people meet once, as far as is known
NEWS = 3  # days after a meeting in which a report that does not date it speaks of it as news
GREAT = frozenset({"summit", "conference", "strategic dialogue"})  # on whose margins others meet
CALLS = frozenset({"phone call", "video call"})
# Formats that reports give to meetings of any kind.
LOOSE = frozenset({"talks", "other", "ministerial", "dialogue", "visit", "trilateral", "minilateral", ""})
FITTING = frozenset(
    frozenset(pair)
    for pair in (
        ("foreign ministers", "courtesy call"), ("defence ministers", "courtesy call"), ("summit", "courtesy call"),
        ("conference", "summit"), ("conference", "foreign ministers"), ("conference", "defence ministers"),
        ("negotiations", "working level"), ("strategic dialogue", "working level"), ("summit", "signing ceremony"),
        ("foreign ministers", "signing ceremony"), ("phone call", "video call"),
        ("strategic dialogue", "foreign ministers"), ("negotiations", "foreign ministers"),
    )
)  # fmt: skip
FAR_LEVELS = frozenset({frozenset({"leaders", "working level"}), frozenset({"leaders", "senior officials"})})


def rank(report: Report) -> tuple[int, ...]:
    """How much a report says: those that say most lead, so that the vaguer ones find them."""
    span = report.span
    said = 4 * bool(span and span.exact) + 2 * bool(span and span.dated) + 3 * (len(report.sides) > 1)
    said += bool(report.names) + bool(report.extra.get("ordinal")) + bool(report.extra.get("series"))
    return (-said, report.status != "actual", not report.official)


def blocks(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Where it may lead and where it looks for a leader: its parties two by two, its series, its place, by fortnight."""
    keys: set[str] = set()
    sides = sorted(report.sides)
    for when in _buckets(report.span):
        if 1 < len(sides) <= FEW_PARTIES:
            keys |= {f"m|{when}|{one}+{other}" for one, other in combinations(sides, 2)}
        elif sides:
            keys.add(f"m|{when}|{'+'.join(sides)[:100]}")
        if report.extra.get("series"):
            keys.add(f"m#{when}|{report.extra['series'][:80]}")
        if report.place and len(sides) > 2:
            keys.add(f"m@{when}|{report.place[:80]}")
    if report.extra.get("series") and report.extra.get("ordinal"):
        keys.add(f"m#{report.extra['series'][:80]}|no{report.extra['ordinal']}")
    return frozenset(keys), frozenset(keys)


def _buckets(span: Span | None) -> tuple[int, ...]:
    if span is None:
        return ()
    slack = 3 if span.dated else 1
    first, last = (span.start - slack) // BUCKET, (span.end + slack) // BUCKET
    return tuple(range(first, min(last, first + WIDEST) + 1))


def compare(leader: Report, report: Report) -> Verdict:
    """Whether both are one meeting."""
    points = Points(NEEDED)
    for judge in (_series, _sides, _formats, _days, _people, _places):
        reason = judge(leader, report, points)
        if reason:
            return Apart(reason)
    _words(leader, report, points)
    if not _firm(leader, report):
        return Apart("too little speaks for it: not the same day, people, place, number or words")
    return points.verdict()


def _firm(leader: Report, report: Report) -> bool:
    """Whether something tells the two from any other meeting of the same parties in those days."""
    mine, theirs = leader.span, report.span
    one, other = leader.extra, report.extra
    return bool(
        (mine and theirs and mine.exact and theirs.exact)
        or (leader.names & report.names and _near(leader, report) and _told_fully(leader, report))
        or (
            leader.place
            and leader.place == report.place
            and (leader.names & report.names or _both_dated(leader, report))
        )
        or (one.get("ordinal") and one.get("ordinal") == other.get("ordinal"))
        or (one.get("series") and one.get("series") == other.get("series"))
        or (overlap(leader.words, report.words) >= 0.3 and len(leader.words & report.words) > 1)
    )


def _told_fully(leader: Report, report: Report) -> bool:
    """Whether more is known to be the same than one person, who meets many: a second one, the country or dates of both."""
    same_country = leader.country and leader.country == report.country
    return bool(len(leader.names & report.names) > 1 or same_country or _both_dated(leader, report))


def _both_dated(leader: Report, report: Report) -> bool:
    return bool(leader.span and report.span and leader.span.dated and report.span.dated)


def _near(leader: Report, report: Report) -> bool:
    """Whether one that only names people tells of a meeting of its own days: who met may have met before."""
    mine, theirs = leader.span, report.span
    if mine and theirs and mine.dated and theirs.dated:
        return max(mine.end - mine.start, theirs.end - theirs.start) <= CLOSE
    if {leader.status, report.status} & {"planned", "possible"}:
        return True
    apart = days_between(leader, report)
    return apart is not None and apart <= NEWS


def _series(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.extra.get("series"), report.extra.get("series")
    if mine and theirs:
        if mine != theirs:
            return f"different series: {mine}, {theirs}"
        points.add(12, f"same series: {mine}")
    one, other = leader.extra.get("ordinal"), report.extra.get("ordinal")
    if one and other and (leader.type == report.type or (mine and mine == theirs)):
        if one != other:
            return f"different numbers of the series: {one} and {other}"
        if mine == theirs:
            points.add(12, f"same number: {one}")
    return None


def _sides(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.sides, report.sides
    common = mine & theirs
    same_series = bool(leader.extra.get("series")) and leader.extra.get("series") == report.extra.get("series")
    if mine == theirs and len(mine) > 1:
        points.add(30, f"same parties: {', '.join(sorted(mine))}")
    elif same_series and (common or not mine or not theirs):
        points.add(25, "parties of one series")
    elif common and (mine <= theirs or theirs <= mine):
        points.add(18 if len(common) > 1 else 12, f"parties of one among the other's: {', '.join(sorted(common))}")
    elif len(common) > 2 and 2 * len(common) > len(mine | theirs):
        points.add(15, f"most parties in common: {', '.join(sorted(common))}")
    else:
        return f"different parties: {', '.join(sorted(mine)) or 'none'}; {', '.join(sorted(theirs)) or 'none'}"
    return None


def _formats(leader: Report, report: Report, points: Points) -> str | None:
    one, other = leader.type, report.type
    if {leader.mode, report.mode} in ({"phone", "in_person"}, {"online", "in_person"}):
        return f"one is {_spoken(leader.mode)}, the other {_spoken(report.mode)}"
    for beside, great in ((leader, report), (report, leader)):
        if (
            beside.extra.get("beside")
            and not great.extra.get("beside")
            and great.extra.get("series")
            and great.type in GREAT
        ):
            return f"one is on the margins, the other is {great.extra['series']}"
    if one == other:
        points.add(5 if one in LOOSE else 12, f"both: {one}")
        return None
    if {one, other} == {"summit", "ministerial"}:
        return f"different formats: {one}, {other}"
    if (one in CALLS and other == "visit") or (other in CALLS and one == "visit"):
        return f"different formats: {one}, {other}"
    if one not in LOOSE and other not in LOOSE and frozenset({one, other}) not in FITTING:
        return f"different formats: {one}, {other}"
    if frozenset({leader.extra.get("level"), report.extra.get("level")}) in FAR_LEVELS:
        points.add(-10, f"ranks far apart: {leader.extra['level']}, {report.extra['level']}")
    return None


def _spoken(mode: str | None) -> str:
    return (mode or "").replace("_", " ")


def _days(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.span, report.span
    if mine is None or theirs is None:
        return None
    apart = mine.apart(theirs)
    planned = "actual" in {leader.status, report.status} and {leader.status, report.status} & {
        "planned",
        "possible",
        "denied",
    }
    slack = 3 if planned or not (mine.exact and theirs.exact) else 1
    if apart > slack:
        return f"different days: {_said(mine)}, {_said(theirs)}"
    if mine.exact and theirs.exact:
        return _exact_days(leader, report, points, apart)
    if mine.dated and theirs.dated:
        points.add(12, "dates that agree")
    elif mine.exact or theirs.exact:
        points.add(8, "within the days of the report")
    else:
        points.add(1, "reports of the same days")
    numbered = leader.extra.get("ordinal") and leader.extra.get("ordinal") == report.extra.get("ordinal")
    if max(mine.end - mine.start, theirs.end - theirs.start) > VAGUE and mine.dated and theirs.dated and not numbered:
        points.add(-30, "days too vague to tell one meeting from the next")
    return None


def _exact_days(leader: Report, report: Report, points: Points, apart: int) -> str | None:
    if apart == 0:
        points.add(25, f"same day: {day_said(leader.span.start)}")  # type: ignore[union-attr]
        return None
    if leader.type in CALLS and report.type in CALLS and overlap(leader.words, report.words) < 0.2:
        return f"calls on different days: {_said(leader.span)}, {_said(report.span)}"
    told = leader.status == report.status  # what took place is told with its day; a plan may slip
    points.add(-6 if told else 8 if apart == 1 else 4, f"{apart} {'day' if apart == 1 else 'days'} apart")
    return None


def _said(span: Span | None) -> str:
    if span is None:
        return "no date"
    return day_said(span.start) if span.start == span.end else f"{day_said(span.start)}/{day_said(span.end)}"


def _people(leader: Report, report: Report, points: Points) -> str | None:
    shared = leader.names & report.names
    if shared:
        points.add(min(24, 12 * len(shared)), f"same people: {', '.join(sorted(shared))}")
    if "conference" not in {leader.type, report.type} and max(len(leader.sides), len(report.sides)) == PAIR:
        reason = other_people(leader, report)
        if reason:
            return reason
    mine, theirs = leader.extra.get("offices", {}), report.extra.get("offices", {})
    for office in sorted(mine.keys() & theirs.keys()):
        if not set(mine[office]) & set(theirs[office]) and leader.type not in {"conference", "visit"}:
            return f"different people as {office.split(':')[1].replace('_', ' ')} of {office.split(':')[0]}"
    if leader.names and report.names and not shared:
        if max(len(leader.sides), len(report.sides)) <= PAIR and not _one_day(leader, report):
            return "other people, and no day that both give"
        ranks = {leader.extra.get("level"), report.extra.get("level")} - {None}
        if len(ranks) > 1 and leader.type != "conference":
            return f"other people of other rank: {', '.join(sorted(map(str, ranks)))}"
        points.add(-10, "other people")
    return None


def _one_day(leader: Report, report: Report) -> bool:
    mine, theirs = leader.span, report.span
    return bool(mine and theirs and mine.exact and theirs.exact and mine.start == theirs.start)


def _places(leader: Report, report: Report, points: Points) -> str | None:
    if leader.type in CALLS or report.type in CALLS:
        return None
    if leader.place and leader.place == report.place:
        points.add(8, f"same place: {leader.place}")
    elif leader.country and report.country and leader.country != report.country:
        points.add(-15, f"places in different countries: {leader.country}, {report.country}")
    elif leader.country and leader.country == report.country:
        points.add(3, f"same country: {leader.country}")
    return None


def _words(leader: Report, report: Report, points: Points) -> None:
    share = overlap(leader.words, report.words)
    if share >= 0.15:
        words = sorted(leader.words & report.words)[:5]
        points.add(10 if share >= 0.3 else 5, f"words in common: {', '.join(words)}")
