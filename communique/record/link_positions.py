"""When two reports speak of one position: the same holders, topic and stance, taken on the same occasion.

What the holders said of the topic on other occasions is another item of the same thread: the history of wordings.
"""

from communique.record.report import Apart, Points, Report, Span, Verdict, day_said
from communique.record.wording import overlap

KIND = "position"
NEEDED = 50
AHEAD = 14
BUCKET = 30
WIDEST = 3


def rank(report: Report) -> tuple[int, ...]:
    """How much a report says: those that say most lead."""
    span = report.span
    said = 4 * bool(span and span.exact) + 2 * bool(span and span.dated) + bool(report.extra.get("instrument"))
    return (-said, report.status != "actual", not report.official)


def blocks(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Holders and topic, by month."""
    span = report.span
    if span is None or not report.extra.get("thread"):
        return frozenset(), frozenset()
    first, last = (span.start - 2) // BUCKET, (span.end + 2) // BUCKET
    keys = frozenset(f"p|{when}|{report.extra['thread']}" for when in range(first, min(last, first + WIDEST) + 1))
    return keys, keys


def compare(leader: Report, report: Report) -> Verdict:
    """Whether both tell of one position taken once."""
    if leader.type != report.type:
        return Apart(f"different stances: {leader.type}, {report.type}")
    points = Points(NEEDED)
    points.add(25, "same holders and topic")
    reason = _days(leader.span, report.span, points)
    if reason:
        return Apart(reason)
    if leader.targets and report.targets and leader.targets != report.targets:
        points.add(-10, "about others")
    if leader.document == report.document and leader.words != report.words:
        points.add(-10, "two sentences of one document")
    if leader.extra.get("instrument") and leader.extra.get("instrument") == report.extra.get("instrument"):
        points.add(8, f"same instrument: {leader.extra['instrument']}")
    share = overlap(leader.words, report.words)
    if share >= 0.3:
        points.add(15 if share >= 0.5 else 8, f"words in common: {', '.join(sorted(leader.words & report.words)[:5])}")
    return points.verdict()


def _days(mine: Span | None, theirs: Span | None, points: Points) -> str | None:
    if mine is None or theirs is None:
        return "undated background"
    apart = mine.apart(theirs)
    if apart > (1 if mine.dated and theirs.dated else 0):
        return f"different days: {day_said(mine.start)}, {day_said(theirs.start)}"
    if mine.exact and theirs.exact and apart == 0:
        points.add(25, f"same day: {day_said(mine.start)}")
    else:
        points.add(15, "days that agree")
    return None
