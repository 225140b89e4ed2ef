"""Plain text to a document: the page's lists, its furniture and the head taken out, the report left as it stands.

HTML and Markdown come through here too, once they are lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from communique.errors import InputTooLarge, UnreadableInput
from communique.intake.dateline import AGENCIES, Dateline, dateline
from communique.intake.day_apart import day_apart
from communique.intake.furniture import breadcrumb, furniture_lines
from communique.intake.head import Head, byline, read_head
from communique.intake.identity import document_id
from communique.intake.language import language_of
from communique.intake.letters import letter_day
from communique.intake.lines import clean, join, next_filled, without
from communique.intake.page_lists import page_lists
from communique.intake.when import TimeLine, iso_moment, time_line
from communique.schema import Document, PageList
from communique.settings import settings

Published = str | date | None


@dataclass(frozen=True)
class Given:
    """What is known of a document beside its text: said by the caller or by the page's markup."""

    source: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    outlet: str | None = None
    section: str | None = None
    page_lists: tuple[PageList, ...] = ()


@dataclass(frozen=True)
class Report:
    """What the lines of a page hold."""

    text: str
    head: Head
    dateline: Dateline | None
    page_lists: tuple[PageList, ...]
    section: str | None
    stamp: TimeLine
    byline: str | None


def from_text(
    text: str, *, title: str | None = None, url: str | None = None, published: Published = None, source: str = "text"
) -> Document:
    """The document of a plain text; raises InputError where there is nothing to read."""
    return build(text, Given(source, title, url, moment(published, source)))


def moment(published: object, source: str) -> str | None:
    """ISO 8601 of a publication date the caller gives; raises UnreadableInput where it is none."""
    if published is None or (isinstance(published, str) and not published.strip()):
        return None
    said = iso_moment(published)
    if said is None:
        raise UnreadableInput(
            source,
            f"published {str(published)[:40]!r} is not a date: write it like 2023-05-11 or 2023-05-11T10:51+09:00",
        )
    return said


def build(text: str, given: Given, links: Mapping[str, str] | None = None) -> Document:
    """The document of lines without markup and what is known beside them."""
    text = clean(text)
    check_length(text, given.source)
    if not text.strip():
        raise UnreadableInput(given.source, "is empty: there is nothing to read")
    title = clean(given.title).strip() if given.title else None
    return _document(parse(text, given.source, title or None, links), given)


def check_length(text: str, source: str) -> None:
    """Raises InputTooLarge for a text over the limit."""
    limit = settings().max_characters
    if len(text) > limit:
        raise InputTooLarge(
            source,
            f"has {len(text):,} characters, over the limit of {limit:,}: split it or raise COMMUNIQUE_MAX_CHARACTERS",
        )


def parse(text: str, source: str, title: str | None = None, links: Mapping[str, str] | None = None) -> Report:
    """The report in a text, with what its head and its page say."""
    lines = text.split("\n")
    found = page_lists(lines, links)
    rest = without(lines, set().union(*(here.lines for here in found)))
    head = read_head(rest, title)
    furniture = set(furniture_lines(rest)) - head.lines
    sign_off = _sign_off(rest, furniture | head.lines)
    body = without(rest, furniture | head.lines | sign_off.keys())
    lists = tuple(here.list for here in found)
    if not join(body):
        if lists:
            raise UnreadableInput(source, "holds lists of a page but no report: give the report's own text or address")
        body, head = lines, Head(title, published=head.published, updated=head.updated)
    section = head.section or next((here.section for here in found if here.section), None)
    return Report(
        text=join(body),
        head=head,
        dateline=_dateline(body),
        page_lists=lists,
        section=section or _crumbs([rest[number] for number in sorted(furniture)]),
        stamp=_stamp([rest[number] for number in sorted(furniture)]),
        byline=head.byline or next(iter(sign_off.values()), None),
    )


def _sign_off(lines: list[str], taken: set[int] | frozenset[int]) -> dict[int, str]:
    """A byline that stands last instead of first."""
    last = next(
        (number for number in reversed(range(len(lines))) if lines[number].strip() and number not in taken), None
    )
    name = byline(lines[last]) if last else None
    return {} if last is None or name is None else {last: name}


def _dateline(body: list[str]) -> Dateline | None:
    """The dateline of the first paragraph, or of one of the next two where it names an agency."""
    number = next_filled(body, -1)
    first = number
    for _ in range(3):
        if number is None:
            return None
        found = dateline(body[number])
        if found and (found.agency or number == first):
            return found
        number = next_filled(body, number)
    return None


def _stamp(lines: list[str]) -> TimeLine:
    said = [stamp for stamp in map(time_line, lines) if stamp]
    published = next((stamp.published for stamp in said if stamp.published), None)
    return TimeLine(published, next((stamp.updated for stamp in said if stamp.updated), None))


def _crumbs(lines: list[str]) -> str | None:
    return next((steps[0] for steps in map(breadcrumb, lines) if steps), None)


def _document(report: Report, given: Given) -> Document:
    head, opening = report.head, report.dateline
    name = given.byline or report.byline or head.issuer
    published = head.published or report.stamp.published
    updated = head.updated or report.stamp.updated
    day = opening.day.isoformat() if opening and opening.day else None
    letter = None if given.published or published or day else letter_day([head.title or "", *report.text.split("\n")])
    day = letter[1].iso() if letter else day
    if not (given.published or published or day):
        apart = day_apart(opening, updated, report.text.split("\n"), name is not None)
        day = apart.iso() if apart else None
    return Document(
        id=document_id(given.url, head.title, report.text),
        source=given.url or given.source,
        title=head.title,
        outlet=given.outlet or head.letterhead,
        agency=(opening.agency if opening else None) or head.agency or _agency(name),
        byline=name,
        published=given.published or (published.iso() if published else None) or day,
        updated=given.updated or (updated.iso() if updated else None),
        dateline_place=(opening.place if opening else None) or head.place or (letter[0] if letter else None),
        language=language_of(report.text),
        section=given.section or report.section,
        text=report.text,
        page_lists=[*given.page_lists, *report.page_lists],
    )


def _agency(name: str | None) -> str | None:
    """The agency a byline names after the writer: `Jane Doe, Associated Press`."""
    last = (name or "").replace("/", ",").split(",")[-1].strip()
    return last if last.casefold() in AGENCIES else None
