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


def other_people(leader: Report, report: Report) -> str | None:
    """The country that was there by other people, as a reason."""
    mine, theirs = leader.extra.get("people", {}), report.extra.get("people", {})
    for country in sorted(mine.keys() & theirs.keys()):
        if not set(mine[country]) & set(theirs[country]):
            return f"different people of {country}: {', '.join(mine[country][:3])}; {', '.join(theirs[country][:3])}"
    return None
