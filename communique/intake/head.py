"""The head of a report: title, section, byline and time lines, down to the first paragraph.

The head is read line by line from the top and ends at the first line that is none of these. A first line is a title
only when it looks like one and something that looks like a report follows; a text of one plain paragraph has none.
"""

import re
from dataclasses import dataclass, field

from communique.intake.dateline import Dateline, dateline, is_city, place_and_date, spelled
from communique.intake.furniture import breadcrumb, is_furniture
from communique.intake.head_parts import BARS, head_parts
from communique.intake.lines import ends_sentence, goes_on, next_filled, same_words, words
from communique.intake.mastheads import is_letterhead, is_masthead
from communique.intake.when import MONTHS, TimeLine, When, time_line

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_NAMES = rf"{_NAME}(?:\s+(?:{_NAME}|de|da|del|der|den|van|von|bin|al|el|la|le|the|of)){{0,6}}"
_BYLINE = re.compile(
    rf"(?:by|written\s+by|story\s+by)\s*:?\s+(?P<who>(?:the\s+)?(?-i:{_NAMES})(?:\s*(?:,|&|/|\band\b)\s*(?-i:{_NAMES})){{0,8}}"
    r"(?:\s*[,/]\s*[^.,]{2,50})?)",
    re.IGNORECASE,
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_NOT_NAMES = frozenset([*MONTHS, *_DAYS.split(), "contrast", "order", "virtue", "comparison"])
_RELEASE = re.compile(
    r"(?:for\s+immediate\s+release|(?:press|media|news)\s+(?:release|note|statement|advisory)s?|office\s+of\s+the\s+(?:department\s+)?spokes(?:person|man|woman)"
    r"|(?:press|media)\s+(?:and\s+\w+\s+)?office|briefing\s+room|statements?\s+(?:and|&)\s+releases|embargoed\s+until\b.{0,60}"
    r"|readout|news\s+story|communication\s+to\s+the\s+press|information\s+department|(?:media|press)\s+cent(?:er|re)(?:\s*[-–|]\s*(?:press|media)\s+releases?)?"
    r"|(?:information\s+for\s+the\s+press|(?:press|media|news)\s+(?:release|note|statement|communiqué))\s+(?:no\.?|number|nr\.?)\s*:?\s*[\w/-]{1,20}"
    r"|(?:release|reference|statement)\s+(?:no\.?|number|nr\.?)\s*:?\s*[\w/-]{1,20})",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"source\s*:\s*(?P<who>[\w .&'-]{2,40})", re.IGNORECASE)
_DATED_RELEASE = re.compile(r"(?P<lead>.{3,50}?)\s*(?:[,|:–—-]|\s(?=\d))\s*(?P<rest>\S.*\d{4}.*)")
_SPOKESPERSON = re.compile(r"office\s+of\s+the\s+(?:department\s+)?spokes\w+", re.IGNORECASE)
_SECTION_LABEL = re.compile(
    r"(?:section|category|topic|filed\s+under|posted\s+in)\s*:\s*(?P<name>[\w&,' -]{3,40})", re.IGNORECASE
)
_SECTIONS = frozenset(
    """world politics business economy international national asia europe africa americas americas middle east
    diplomacy defence defense security foreign affairs opinion news top news asia pacific asia-pacific world news us news
    government & politics foreign policy global affairs nation science sports culture society latin america north america""".split()
) | {"middle east", "foreign affairs", "world news", "top news", "asia pacific", "us news", "foreign policy"}
_NOT_TITLE = re.compile(
    r"[-–—*•·●(\[#>]|\d{1,3}[.)]\s|[ivx]{1,4}[.)]\s|dear\s|excellenc|ladies\s+and\s+gentlemen|(?:good\s+(?:morning|afternoon|evening|day)|thank\s+you|hello|distinguished)\b"
    r"|(?:begin|end)\s+text|the\s+(?:following|below)\s+is\s+attributable",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r".{3,50},\s+(?-i:(?=[A-Z]))(?:(?:acting|deputy|assistant|under|principal|department|u\.s\.)\s+)*(?:secretary|minister|president|prime|ambassador|spokes|chancellor|high\s+representative).*",
    re.IGNORECASE,
)
_STYLED_NAME = re.compile(
    rf"(?:The\s+)?(?:(?:Rt\.?|Right|Hon(?:ou?rable|\.)?|H\.E\.|Senator|Sen\.|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Sir|Dame)\s+)+{_NAMES}"
)
_OFFICE_LINE = re.compile(
    rf"(?:(?:Acting|Deputy|Vice|Assistant|Federal|Cabinet)\s+)*(?:{_NAME}\s+){{0,2}}(?:Prime\s+Minister|Minister|Secretary|President|Premier|Chancellor|Speaker)"
    rf"(?:\s+(?:for|of|and)\b.{{2,90}})?"
)
_SENTENCE_BREAK = re.compile(r"[a-z]{4,}[.!]\s+[A-Z]")
_CLOSING = "\"'”’»)]"
LONGEST_TITLE = 250
LONGEST_STANDFIRST = 300
LONGEST_TOWN = 30
MOST_HEAD_LINES = 16
PROSE = 110


@dataclass(frozen=True)
class Head:
    """What the head says, and the numbers of its lines that are not report."""

    title: str | None = None
    byline: str | None = None
    section: str | None = None
    place: str | None = None
    agency: str | None = None
    published: When | None = None
    updated: When | None = None
    issuer: str | None = None
    letterhead: str | None = None
    lines: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class _Mark:
    """What one line of a head says."""

    byline: str | None = None
    section: str | None = None
    issuer: str | None = None
    letterhead: str | None = None
    time: TimeLine | None = None
    place: Dateline | None = None


def read_head(lines: list[str], title: str | None = None) -> Head:
    """The head of the lines; where the title is known, only a line that repeats it is taken for one."""
    marks: dict[int, _Mark] = {}
    found: int | None = None
    number = next_filled(lines, -1)
    while number is not None and len(marks) < MOST_HEAD_LINES:
        mark = _mark(lines, number)
        if mark is None and found is None and title is None and _stands_over_title(lines, number):
            mark = _Mark(letterhead=lines[number].strip())
        if mark is not None:
            marks[number] = mark
        elif found is None and _is_title(lines, number, title):
            found = number
        elif _is_holder(lines, number):
            number = next_filled(lines, number)  # the name stays in the text, and the office under it
        elif found is None or not _is_standfirst(lines, number):
            break
        if number is None:
            break
        number = next_filled(lines, number)
    said = title or (lines[found].strip() if found is not None else None)
    return _head(marks, said, frozenset([*marks, *([] if found is None else [found])]))


def _stands_over_title(lines: list[str], number: int) -> bool:
    """Whether a line names who publishes, and the title is still to come."""
    below: int | None = number
    while below is not None and (below == number or _whole(lines[below].strip()) is not None):
        if below == number and not is_masthead(lines[number].strip()):
            return False
        below = next_filled(lines, below)
    if below is None:
        return False
    return _is_title(lines, below, None) or (is_masthead(lines[below].strip()) and _stands_over_title(lines, below))


def _is_holder(lines: list[str], number: int) -> bool:
    """An office-holder's name above the title of a release, with the office on the next line."""
    following = next_filled(lines, number)
    if following is None or not _STYLED_NAME.fullmatch(lines[number].strip()):
        return False
    return _OFFICE_LINE.fullmatch(lines[following].strip()) is not None


def byline(line: str) -> str | None:
    """The name or names of a `By …` line."""
    found = _BYLINE.fullmatch(line.strip()) if len(line) < 160 else None
    if not found or not found.group()[0].isupper() or ends_sentence(line):
        return None
    first = found["who"].split()[0].strip(",").casefold()
    return None if first in _NOT_NAMES else found["who"].strip()


def _head(marks: dict[int, _Mark], title: str | None, lines: frozenset[int]) -> Head:
    said = list(marks.values())
    times = [mark.time for mark in said if mark.time]
    places = [mark.place for mark in said if mark.place]
    published = next((time.published for time in times if time.published), None)
    day = next((place.day for place in places if place.day), None)
    return Head(
        title=title,
        byline=next((mark.byline for mark in said if mark.byline), None),
        section=next((mark.section for mark in said if mark.section), None),
        place=next((place.place for place in places if place.place), None),
        agency=next((place.agency for place in places if place.agency), None),
        published=published or (When(day) if day else None),
        updated=next((time.updated for time in times if time.updated), None),
        issuer=next((mark.issuer for mark in said if mark.issuer), None),
        letterhead=", ".join(dict.fromkeys(mark.letterhead for mark in said if mark.letterhead)) or None,
        lines=lines,
    )


def _mark(lines: list[str], number: int) -> _Mark | None:
    """What a line says if it is a head line, else None."""
    whole = _whole(lines[number].strip())
    if whole is not None and whole.letterhead and goes_on(lines, number):
        return None
    return whole or _section(lines, number)


def _whole(line: str) -> _Mark | None:
    """What a line says of itself; several things may stand on it, parted by bars."""
    whole = _part(line)
    if whole is not None and not ((whole.letterhead or whole.place) and "," in line):
        return whole
    several = head_parts(line, lambda words: _RELEASE.fullmatch(words) is not None)
    if several is not None:
        place = Dateline(several.place, several.agency, None, False, 0)
        return _Mark(byline=several.writer, letterhead=several.body, time=several.time, place=place)
    if whole is not None or not BARS.search(line):
        return whole
    parts = [_part(part.strip()) for part in BARS.split(line)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return _Mark(
        byline=next((part.byline for part in known if part.byline), None),
        section=next((part.section for part in known if part.section), None),
        time=next((part.time for part in known if part.time), None),
        place=next((part.place for part in known if part.place), None),
    )


def _part(line: str) -> _Mark | None:
    time = time_line(line)
    if time is not None:
        return _Mark(time=time)
    place = place_and_date(line)
    if place is not None:
        return _Mark(place=place)
    if line.isupper() and len(line) <= LONGEST_TOWN and is_city(line):
        return _Mark(place=Dateline(spelled(line), None, None, False, 0))
    name = byline(line)
    if name is not None:
        return _Mark(byline=name)
    if _RELEASE.fullmatch(line):
        return _Mark(issuer=line if _SPOKESPERSON.fullmatch(line) else None)
    if is_letterhead(line):
        return _Mark(letterhead=line)
    if _SOURCE.fullmatch(line):
        return _Mark()
    release = _DATED_RELEASE.fullmatch(line)
    if release and _RELEASE.fullmatch(release["lead"]):
        dated = time_line(release["rest"])
        return _Mark(time=dated) if dated is not None else None
    crumbs = breadcrumb(line)
    if crumbs is not None:
        return _Mark(section=_of_crumbs(crumbs))
    return _Mark() if is_furniture(line) else None


def _of_crumbs(crumbs: tuple[str, ...]) -> str | None:
    """The innermost step that is a section and not the report's own title."""
    return next((step for step in reversed(crumbs) if len(words(step)) <= 3), None)


def _section(lines: list[str], number: int) -> _Mark | None:
    """A section's name alone on a line, above a title."""
    line = lines[number].strip()
    labelled = _SECTION_LABEL.fullmatch(line)
    if labelled:
        return _Mark(section=labelled["name"].strip())
    following = next_filled(lines, number)
    if line.casefold() not in _SECTIONS or not line[:1].isupper() or following is None:
        return None
    below = lines[following].strip()
    return _Mark(section=line) if _whole(below) or _is_title(lines, following, None) else None


def _is_title(lines: list[str], number: int, known: str | None) -> bool:
    line = lines[number].strip()
    if known is not None:
        return same_words(line, known)
    return _could_be_title(line) and _report_follows(lines, number)


def _could_be_title(line: str) -> bool:
    return not (
        len(line) > LONGEST_TITLE
        or len(words(line)) < 3
        or line[-1] in ":;,"
        or (line.rstrip(_CLOSING)[-1:] in (".", "…") and ends_sentence(line))
        or line[0].islower()
        or _NOT_TITLE.match(line)
        or _OFFICE.fullmatch(line)
        or _SENTENCE_BREAK.search(line)
        or dateline(line)
    )


def _report_follows(lines: list[str], number: int) -> bool:
    """Whether what stands under a line makes the line a title."""
    following = next_filled(lines, number)
    if following is None:
        return False
    below = lines[following].strip()
    if _whole(below) is not None or dateline(below) is not None or _is_standfirst(lines, following):
        return True
    if following > number + 1:
        return (
            below.endswith(":")
            or len(below) >= PROSE
            or ends_sentence(below)
            or _could_be_title(below)
            or _is_wrapped(lines, following)
        )
    if goes_on(lines, number):
        return False
    line = lines[number].strip()
    return len(below) > max(PROSE, len(line)) or (_is_title_case(line) and ends_sentence(below))


def _is_wrapped(lines: list[str], number: int) -> bool:
    """Whether a paragraph of broken lines begins here."""
    return number + 1 < len(lines) and len(lines[number]) > 50 and bool(lines[number + 1].strip())


def _is_title_case(line: str) -> bool:
    long = [word for word in words(line) if len(word) > 3]
    return len(long) >= 3 and all(word[0].isupper() for word in long)


def _is_standfirst(lines: list[str], number: int) -> bool:
    """A line between title and time line; it stays in the text but does not end the head."""
    line = lines[number].strip()
    following = next_filled(lines, number)
    if len(line) > LONGEST_STANDFIRST or following is None or dateline(line):
        return False
    below = lines[following].strip()
    mark = _whole(below)
    return mark is not None and (mark.time is not None or mark.byline is not None)
