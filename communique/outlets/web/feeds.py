"""Following a question: an Atom feed, a calendar of planned meetings, a digest fit for e-mail."""

import datetime as dt
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import nh3

from communique.outlets.web.present import Names as Called
from communique.outlets.web.present import headline, item_day, item_url, value_words, words_of
from communique.record import Item

# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
TAGS = {"p", "ul", "li", "a", "b", "em", "br"}
SHOWN = {
    "meeting": ("date", "place", "level", "ordinal", "attendees", "status"), "agreement": ("kind", "stage", "date", "purpose"),
    "position": ("stance", "topic", "instrument", "date", "wordings"), "event": ("event_type", "date", "place", "status", "cameo"),
}  # fmt: skip


def atom(items: Sequence[Item], *, title: str, here: str, site: str, page: str, names: Called) -> str:
    """Items as an Atom feed (RFC 4287)."""
    newest = max((item.day for item in items if item.day), default="1970-01-01")
    head = [
        '<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom">', f"<title>{_text(title)}</title>",
        f"<id>{_text(here)}</id>", f'<link rel="self" href={quoteattr(here)}/>', f'<link rel="alternate" href={quoteattr(page)}/>',
        f"<updated>{newest}T00:00:00Z</updated>", "<author><name>Communique</name></author>",
    ]  # fmt: skip
    return "\n".join([*head, *(_entry(item, site, names) for item in items), "</feed>", ""])


def _entry(item: Item, site: str, names: Called) -> str:
    url = site + item_url(item)
    changed = max([str(review["at"])[:19] for review in item.reviews] + [f"{item.day or '1970-01-01'}T00:00:00"])
    return (
        f"<entry><id>{_text(url)}</id><title>{_text(headline(item, names))}</title><link href={quoteattr(url)}/>"
        f'<updated>{changed}Z</updated><category term="{item.kind}"/>'
        f'<content type="html">{_text(summary(item, names))}</content></entry>'
    )


def summary(item: Item, names: Called) -> str:
    """What is shown of an item, as a little HTML without anything active in it."""
    rows = [
        f"<li><b>{_text(words_of(field))}</b>: {_text(value_words(field, item[field], names))}</li>"
        for field in SHOWN[item.kind]
        if item[field] not in (None, [], "")
    ]
    return nh3.clean(f"<p>{_text(item_day(item))}</p><ul>{''.join(rows)}</ul>", tags=TAGS, attributes={"a": {"href"}})


def calendar(items: Sequence[Item], *, title: str, site: str, names: Called) -> str:
    """Meetings as whole days of a calendar (RFC 5545)."""
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Communique//Record//EN", f"X-WR-CALNAME:{_ical(title)}"]
    for item in items:
        if not item.day:
            continue
        last = dt.date.fromisoformat(min(str(item.until or item.day)[:10], "9999-12-30")) + dt.timedelta(days=1)
        place = value_words("place", item["place"], names) if item["place"] else ""
        about = f"{item_day(item)}\n{site}{item_url(item)}"
        lines += [
            "BEGIN:VEVENT", f"UID:{item.id}@communique", f"DTSTAMP:{now}", f"DTSTART;VALUE=DATE:{str(item.day)[:10].replace('-', '')}",
            f"DTEND;VALUE=DATE:{last:%Y%m%d}", f"SUMMARY:{_ical(headline(item, names))}", f"DESCRIPTION:{_ical(about)}",
            f"URL:{site}{item_url(item)}", *([f"LOCATION:{_ical(place)}"] if place else []),
            f"STATUS:{'CONFIRMED' if item.status == 'actual' else 'TENTATIVE'}", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _folded(line: str) -> list[str]:
    """A line cut into parts of at most 75 bytes; those that follow begin with a space."""
    found, part = [], ""
    for character in line:
        if len((part + character).encode("utf-8", "replace")) > 74:
            found.append(part)
            part = " "
        part += character
    return [*found, part]


def _ical(text: str) -> str:
    clean = _UNWRITABLE.sub("", text)
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def digest(items: Sequence[Item], *, title: str, site: str, names: Called) -> str:
    """Items as plain text for a letter."""
    lines = [title, "=" * len(title), ""]
    for item in items:
        lines += [
            headline(item, names),
            f"  {item_day(item)} · {len(item.documents)} report{'s' * (len(item.documents) != 1)}",
        ]
        said = [field for field in SHOWN[item.kind] if item[field] not in (None, [], "")]
        lines += [f"  {words_of(field)}: {value_words(field, item[field], names)[:300]}" for field in said]
        lines += [f"  {site}{item_url(item)}", ""]
    return "\n".join(lines if items else [*lines, "Nothing in the record answers this question."])


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text), {'"': "&quot;"})
