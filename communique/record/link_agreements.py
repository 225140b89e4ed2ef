"""When two reports speak of one agreement: its parties, kind, names and the dates of its stages, over years.

An agreement and its amending protocol, a first and a second phase, and one signed before the other was talked about
stay apart.
"""

from itertools import combinations

from communique.record.report import Apart, Points, Report, Verdict, day_said
from communique.record.wording import overlap

KIND = "agreement"
NEEDED = 48
AHEAD = 0
FEW_PARTIES = 4
NAMED = 2  # telling words that make a name a name
# Kinds that say what an instrument is called and not what it is about (`broader` is `general` in the reference).
LOOSE = frozenset(
    {
        "action plan", "adoption", "agreement", "charter", "code of conduct", "concordat", "economic cooperation",
        "exchange of notes", "framework", "implementing arrangement", "interim", "joint declaration", "memorandum", "protocol",
        "roadmap", "treaty",
    }
)  # fmt: skip
BEFORE_SIGNING = frozenset({"proposed", "under_consideration", "negotiating", "agreed_in_principle", "initialled"})
FROM_SIGNING = frozenset({"signed", "adopted", "ratified", "provisionally_applied", "in_force"})
SLACK = 3  # days by which reports of one stage may differ
SLOW = 45  # days for which old news of talks may be told after a signing
YEARS_APART = 365 * 3


def rank(report: Report) -> tuple[int, ...]:
    """How much a report says: those that say most lead."""
    said = 3 * (len(report.sides) > 1) + 3 * (report.type not in LOOSE) + min(3, len(report.names))
    said += bool(report.extra.get("stages")) + bool(report.extra.get("days"))
    return (-said, not report.official)


def blocks(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """Where it may lead and where it looks: two parties and the kind; one of a loose kind looks among all of the two."""
    sides = sorted(report.sides)
    pairs = ["+".join(p) for p in combinations(sides, 2)] if len(sides) <= FEW_PARTIES else ["+".join(sides)[:100]]
    if len(sides) == 1:
        pairs = sides
    leads = {f"a|{pair}|{report.type}" for pair in pairs} | {f"a|{pair}|*" for pair in pairs}
    if report.type in LOOSE:
        follows = {f"a|{pair}|*" for pair in pairs}
        leads |= {f"a|{pair}|loose" for pair in pairs}
    else:
        follows = {f"a|{pair}|{report.type}" for pair in pairs} | {f"a|{pair}|loose" for pair in pairs}
    if report.extra.get("proper"):
        leads.add(f"a#{report.extra['proper'][:100]}")
        follows.add(f"a#{report.extra['proper'][:100]}")
    if len(report.names) >= NAMED:
        named = f"a#{'-'.join(sorted(report.names))[:100]}"
        leads.add(named)
        follows.add(named)
    return frozenset(leads), frozenset(follows)


def compare(leader: Report, report: Report) -> Verdict:
    """Whether both are one agreement."""
    points = Points(NEEDED)
    for judge in (_sides, _kinds, _names, _stages):
        reason = judge(leader, report, points)
        if reason:
            return Apart(reason)
    return points.verdict()


def _sides(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.sides, report.sides
    proper = leader.extra.get("proper")
    if proper and proper == report.extra.get("proper") and (proper[0] == "2" or mine & theirs):
        points.add(30, "the same proper name")
    elif mine == theirs and len(mine) > 1:
        points.add(30, f"same parties: {', '.join(sorted(mine))}")
    elif mine & theirs and (mine <= theirs or theirs <= mine):
        points.add(
            18 if len(mine & theirs) > 1 else 12,
            f"parties of one among the other's: {', '.join(sorted(mine & theirs))}",
        )
    elif not mine or not theirs:
        points.add(5, "parties not said by one")
    elif len(mine & theirs) > 2:
        points.add(12, "parties in common")
    else:
        return f"different parties: {', '.join(sorted(mine))}; {', '.join(sorted(theirs))}"
    return None


def _kinds(leader: Report, report: Report, points: Points) -> str | None:
    if bool(leader.extra.get("amending")) != bool(report.extra.get("amending")):
        return "one amends the other, or belongs to it as a protocol"
    one, other = leader.extra.get("numbers", []), report.extra.get("numbers", [])
    if one and other and one != other:
        return f"different numbers: {', '.join(one)}; {', '.join(other)}"
    if leader.type == report.type:
        points.add(8 if leader.type in LOOSE else 20, f"same kind: {leader.type}")
    elif leader.type in LOOSE or report.type in LOOSE:
        points.add(4, f"kinds that fit: {leader.type}, {report.type}")
    else:
        return f"different kinds: {leader.type}, {report.type}"
    return None


def _names(leader: Report, report: Report, points: Points) -> str | None:
    common = leader.names & report.names
    least = min(len(leader.names), len(report.names))
    if least and common:
        share = len(common) / least
        points.add(25 if share >= 0.6 else 10, f"names in common: {', '.join(sorted(common))}")
    elif least >= NAMED:
        points.add(-20, "other names")
    share = overlap(leader.words, report.words)
    if share >= 0.2:
        points.add(10 if share >= 0.35 else 5, f"words in common: {', '.join(sorted(leader.words & report.words)[:5])}")
    return None


def _stages(leader: Report, report: Report, points: Points) -> str | None:
    mine, theirs = leader.extra.get("days", {}), report.extra.get("days", {})
    for stage in sorted(mine.keys() & theirs.keys() & (FROM_SIGNING | {"terminated"})):
        days = abs(mine[stage] - theirs[stage])
        if days > SLACK and stage != "ratified":
            return f"{stage.replace('_', ' ')} on different days: {day_said(mine[stage])}, {day_said(theirs[stage])}"
        if days <= SLACK:
            points.add(18, f"{stage.replace('_', ' ')} on the same day: {day_said(mine[stage])}")
    if _overtaken(leader, report) or _overtaken(report, leader):
        return "one was signed before the other was still being talked about"
    if leader.published is not None and report.published is not None:
        apart = abs(leader.published - report.published)
        points.add(
            8 if apart <= 60 else -8 if apart > YEARS_APART else 0,
            "told near each other" if apart <= 60 else "told years apart",
        )
    return None


def _overtaken(signed: Report, talked: Report) -> bool:
    """Whether one was signed well before a report of the other's talks, and nothing later is told of that one."""
    days = [day for stage, day in signed.extra.get("days", {}).items() if stage in FROM_SIGNING]
    stages = set(talked.extra.get("stages", ()))
    only_talked = bool(stages) and stages <= BEFORE_SIGNING
    return bool(days) and only_talked and talked.published is not None and talked.published > min(days) + SLOW
