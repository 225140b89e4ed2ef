"""When two reports speak of one event: its type, who did it to whom, the day, the place and the words."""

from itertools import combinations

from communique.record.people import other_occasion, other_people
from communique.record.report import Apart, Points, Report, Span, Verdict, day_said, days_between
from communique.record.wording import overlap, specific

KIND = "event"
NEEDED = 50
AHEAD = 3
BUCKET = 4
WIDEST = 12
MOST_PAIRS = 6
PAIR = 2
# Types whose two sides may be told either way round.
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Types that are done by saying so; the same may be said again any day, to anybody.
SAID = frozenset({"SUPPORT", "AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
FACE_TO_FACE = frozenset({"visit", "meeting", "multilateral"})


def rank(report: Report) -> tuple[int, ...]:
    """How much a report says: those that say most lead."""
    span = report.span
    said = (
        4 * bool(span and span.exact)
        + 2 * bool(span and span.dated)
        + 2 * bool(report.targets or len(report.sides) > 1)
    )
    said += bool(report.mode) + bool(report.place)
    return (-said, report.status != "actual", not report.official)


def blocks(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Where it may lead and where it looks for a leader: type and two sides, by days; one side alone looks among those."""
    leads: set[str] = set()
    follows: set[str] = set()
    for when in _buckets(report.span):
        for pair in _pairs(report):
            leads.add(f"e|{when}|{report.type}|{pair}")
            follows.add(f"e|{when}|{report.type}|{pair}")
        for side in sorted(report.sides)[:3]:
            alone = f"e|{when}|{report.type}|{side}"
            leads.add(alone)
            if not report.targets and len(report.sides) == 1:
                follows.add(alone)
    return frozenset(leads), frozenset(follows)


def _pairs(report: Report) -> list[str]:
    if report.targets:
        found = {"+".join(sorted((one, other))) for one in report.sides for other in report.targets if one != other}
    else:
        found = {"+".join(pair) for pair in combinations(sorted(report.sides), 2)}
    return sorted(found)[:MOST_PAIRS]


def _buckets(span: Span | None) -> list[int | str]:
    if span is None:
        return []
    slack = 1 if span.exact else 0
    first, last = (span.start - slack) // BUCKET, (span.end + slack) // BUCKET
    if last - first > WIDEST:
        return [f"{span.start}-{span.end}"]
    return list(range(first, last + 1))


def compare(leader: Report, report: Report) -> Verdict:
    """Whether both are one event."""
    if leader.type != report.type:
        return Apart(f"different types: {leader.type}, {report.type}")
    points = Points(NEEDED)
    for judge in (_sides, _people, _days, _modes, _words):
        reason = judge(leader, report, points)
        if reason:
            return Apart(reason)
    _places(leader, report, points)
    return points.verdict()


def _sides(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.sides | leader.targets, report.sides | report.targets
    both = f"{', '.join(sorted(leader.sides))} → {', '.join(sorted(leader.targets))}".removesuffix(" → ")
    if leader.type in MUTUAL and mine == theirs and len(mine) > 1:
        points.add(30, f"same sides: {', '.join(sorted(mine))}")
    elif leader.sides == report.sides and leader.targets == report.targets:
        points.add(30 if len(mine) > 1 else 20, f"same actors and recipients: {both}")
    elif leader.type in SAID and not _same_day(leader, report) and leader.type not in MUTUAL:
        return f"statements to others: {_said(leader)}; {_said(report)}"
    elif leader.sides == report.sides and (not leader.targets or not report.targets):
        points.add(20, f"same actors: {', '.join(sorted(leader.sides))}")
    elif _of_two(leader, report):
        return f"one is between two: {_said(leader)}; {_said(report)}"
    elif leader.sides == report.sides and leader.targets & report.targets:
        points.add(18, "same actors, recipients in common")
    elif leader.targets == report.targets and leader.sides & report.sides:
        points.add(18, "same recipients, actors in common")
    elif leader.type in MUTUAL and len(mine & theirs) > 1 and (mine <= theirs or theirs <= mine):
        points.add(18, f"sides of one among the other's: {', '.join(sorted(mine & theirs))}")
    else:
        return f"different actors or recipients: {_said(leader)}; {_said(report)}"
    return None


def _of_two(leader: Report, report: Report) -> bool:
    """Whether people of both sides say of one that it was between two, and the other was among more."""
    fewer, more = sorted((leader, report), key=lambda one: len(one.sides | one.targets))
    two = fewer.sides | fewer.targets
    return len(two) == PAIR < len(more.sides | more.targets) and two <= set(fewer.extra.get("people", ()))


def _said(report: Report) -> str:
    targets = f" → {', '.join(sorted(report.targets))}" if report.targets else ""
    return f"{', '.join(sorted(report.sides)) or 'nobody'}{targets}"


def _days(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.span, report.span
    if mine is None or theirs is None:
        return "undated background"
    apart = mine.apart(theirs)
    if apart > (1 if mine.dated and theirs.dated else 0):
        return f"different days: {day_said(mine.start)}, {day_said(theirs.start)}"
    if mine.exact and theirs.exact:
        points.add(25 if apart == 0 else 8, f"same day: {day_said(mine.start)}" if apart == 0 else "1 day apart")
    elif mine.dated and theirs.dated:
        points.add(14 if (mine.start, mine.end) != (theirs.start, theirs.end) else 20, "dates that agree")
    elif mine.exact or theirs.exact:
        points.add(12, "within the days of the report")
    else:
        near = (
            leader.published is not None
            and report.published is not None
            and abs(leader.published - report.published) <= 1
        )
        points.add(10 if near else 6, "told as news of the same days")
    return None


def _modes(leader: Report, report: Report, points: Points) -> str | None:
    one, other = leader.mode, report.mode
    if one and one == other:
        points.add(6, f"same mode: {one}")
    elif one and other:
        if leader.type == "CONSULT" and ({"phone", "online"} & {one, other}):
            return f"different modes: {one}, {other}"
        points.add(-8, f"different modes: {one}, {other}")
    elif {one, other} & {"phone", "online"}:
        points.add(-20, f"one is told as {one or other}")
    mine, theirs = str(leader.extra.get("cameo") or ""), str(report.extra.get("cameo") or "")
    if mine and mine == theirs:
        points.add(6, f"same CAMEO code: {mine}")
    elif mine[:2] and mine[:2] == theirs[:2]:
        points.add(2, f"same CAMEO root: {mine[:2]}")
    if (leader.status == "actual") != (report.status == "actual"):
        points.add(-6, f"{leader.status} and {report.status}")
    return None


def _places(leader: Report, report: Report, points: Points) -> None:
    if leader.place and leader.place == report.place:
        points.add(8, f"same place: {leader.place}")
    elif leader.country and report.country and leader.country != report.country:
        points.add(-15, f"places in different countries: {leader.country}, {report.country}")


def _words(leader: Report, report: Report, points: Points) -> str | None:
    """Words in common; news that is not dated by both, or not of the same sides, needs more of them."""
    mine, theirs = specific(leader.words), specific(report.words)
    share, shared = overlap(mine, theirs), sorted(mine & theirs)
    common = f"words in common: {', '.join(shared[:5])}"
    people = sorted(leader.names & report.names)
    met = bool(people) and (len(people) > 1 or _same_day(leader, report) or len(shared) > 2)
    if leader.type in SAID and leader.sides != report.sides and min(len(leader.sides), len(report.sides)) > 1:
        return f"said by others: {_said(leader)}; {_said(report)}"
    if leader.type in SAID and leader.document != report.document and (other := other_occasion(leader, report)):
        return other
    if leader.type in SAID and not met and _said_apart(leader, report, share, len(shared)):
        return f"statements of different days or to others; {common}"
    if not met and not _enough(leader, report, share, len(shared)):
        return (
            f"too little speaks for it: {common}"
            if shared
            else "too little speaks for it: no word of their own in common"
        )
    if met:
        points.add(15, f"same people: {', '.join(people)}")
    if share >= 0.15 and len(shared) > 1:
        points.add(25 if share >= 0.5 else 15 if share >= 0.3 else 6, common)
    elif share >= 0.15:
        points.add(3, common)
    elif leader.type != "CONSULT" and min(len(mine), len(theirs)) >= 4:
        points.add(-15, "other words")
    return None


def _said_apart(leader: Report, report: Report, share: float, shared: int) -> bool:
    """Whether two statements are of occasions of their own: not of one day, unless they are the same words."""
    if _same_day(leader, report) or (share >= 0.7 and shared >= 5):
        return False
    apart = days_between(leader, report)
    same = leader.sides == report.sides and leader.targets == report.targets
    return apart is None or apart > (1 if same else 0)


def _same_day(leader: Report, report: Report) -> bool:
    mine, theirs = leader.span, report.span
    return bool(mine and theirs and mine.exact and theirs.exact and mine.start == theirs.start)


def _enough(leader: Report, report: Report, share: float, shared: int) -> bool:
    """Whether the words are enough for what else is known."""
    if _same_day(leader, report):
        least = (0.5, 3) if leader.type == "AGREE" else (0.3, 2) if leader.type in SAID else (0.0, 0)
    elif not _told_together(leader, report):
        least = (0.5, 5)
    elif len(leader.sides | leader.targets) < 2 or leader.sides != report.sides or leader.targets != report.targets:
        least = (0.6, 5)
    elif leader.type in MUTUAL:
        least = (0.5, 4)
    else:
        together = leader.published == report.published or bool(leader.span and leader.span.exact)
        least = (
            (0.5, 4) if not together else (0.5, 3) if leader.type in SAID else (0.5, 2) if share >= 0.5 else (0.3, 3)
        )
    return share >= least[0] and shared >= least[1]


def _told_together(leader: Report, report: Report) -> bool:
    """Whether two reports are of one day or the next; one that gives its day says itself when it was."""
    if leader.span and report.span and (leader.span.exact or report.span.exact):
        return True
    apart = days_between(leader, report)
    return apart is not None and apart <= 1


def _people(leader: Report, report: Report, points: Points) -> str | None:  # noqa: ARG001 — judges share one signature
    return other_people(leader, report)
