"""People of a meeting, by country: two meetings at which a country was there by different people are two."""

from collections.abc import Iterable

from communique.record.report import Report
from communique.record.wording import surname
from communique.schema import Attendee


def by_country(attendees: Iterable[Attendee]) -> dict[str, list[str]]:
    """The surnames of those whose country is known."""
    found: dict[str, set[str]] = {}
    for person in attendees:
        country = person.country or (person.office and person.office.country)
        if country:
            found.setdefault(country, set()).add(surname(person.name))
    return {country: sorted(names) for country, names in sorted(found.items())}


def other_occasion(leader: Report, report: Report) -> str | None:
    """Why two statements were made at different meetings: of other sides, on other days, or before other people."""
    mine, theirs = leader.extra.get("with"), report.extra.get("with")
    if not mine or not theirs:
        return None
    if not (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
        return f"said at meetings of others: {', '.join(mine)}; {', '.join(theirs)}"
    one, other = leader.extra.get("met"), report.extra.get("met")
    if one and other and one != other:
        return "said at meetings of different days"
    return other_people(leader, report, "heard")


def other_people(leader: Report, report: Report, who: str = "people") -> str | None:
    """The country that was there by other people, as a reason."""
    mine, theirs = leader.extra.get(who, {}), report.extra.get(who, {})
    for country in sorted(mine.keys() & theirs.keys()):
        if not set(mine[country]) & set(theirs[country]):
            return f"different people of {country}: {', '.join(mine[country][:3])}; {', '.join(theirs[country][:3])}"
    return None
