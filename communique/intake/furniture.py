"""Page furniture a line at a time: sharing, cookies, captions, copyright, navigation, sign-offs, end marks.

Each pattern must match the whole line. A report's own lines have sentences on them; these have not, or say whose they are.
"""

import re
from collections.abc import Iterator

from communique.intake.lines import goes_on, words
from communique.intake.when import has_keyword, time_line

_NETWORKS = r"(?:facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|google\s+news)"
_ANYWHERE = rf"(?:{_NETWORKS}|x|line|e-?mail|print|share|tweet|copy\s+link)"
_ACTIONS = rf"""
    share(?:\s+(?:this|(?:this\s+)?(?:article|story|page|post|news)|(?:this\s+)?(?:on|via)\s+{_ANYWHERE}\b.{{0,40}}|with\s+friends))? |
    tweet(?:\s+this)? | (?:e-?)?mail(?:\s+this.{{0,20}})? | print(?:\s+this.{{0,20}})? | {_NETWORKS} |
    {_ANYWHERE}(?:\s*[|/·,•]?\s*{_ANYWHERE})+ | copy\s+(?:link|url) | bookmark |
    save(?:\s+(?:this\s+)?(?:article|story|for\s+later))? | listen(?:\s+to\s+this\s+(?:article|story))? |
    (?:follow|like|join|find)\s+us\s+on\b.{{0,30}}\b{_ANYWHERE}\b.{{0,30}} |
    (?:sign\s+up|subscribe|register|log\s*in|sign\s+in)(?:\s+(?:now|here|today)|\s+(?:to|for)\s+.{{0,60}}
        \b(?:newsletters?|alerts?|updates?|briefings?|channel|e-?mails?|account|podcast|comment|read|continue)\b.{{0,60}})? |
    get\s+.{{0,60}}\bnewsletters?\b.{{0,60}} | newsletters? | already\s+a\s+(?:subscriber|member)\b.{{0,40}} |
    adverti[sz]e?ments?(?:\s*[-–—:]?\s*(?:continue|scroll|story\s+continues)\b.{{0,40}})? |
    story\s+continues\s+below.{{0,40}} | sponsored(?:\s+content)? | (?:back\s+)?to\s+(?:the\s+)?top | main\s+menu | menu |
    skip\s+to\s+(?:main\s+)?(?:content|navigation).{{0,40}} | search | home | close | comments?(?:\s*\(\d+\))? |
    (?:leave|post|add|view)\s+(?:a\s+|all\s+)?comments? | (?:load|show|see|view)\s+more | continue\s+reading |
    (?:tap|click)\s+here\b.{{0,80}} | \d+\s+(?:shares?|comments?|views?|likes?) | tags?\s*:.{{0,200}} |
    (?:next|previous)\s+(?:article|story|post) | report\s+(?:a\s+)?(?:typo|error|this\s+ad) |
    (?:terms\s+of\s+(?:use|service)|privacy\s+policy|contact\s+us|about\s+us)(?:\s*[|·•]\s*[^|·•]{{2,30}})* |
    read\s+more | also\s+read | related\s+(?:articles?|stor(?:y|ies)) | most\s+(?:read|popular) | you\s+may\s+also\s+like
"""
_COOKIES = r"""
    (?:we(?:\s+and\s+our\s+partners)?|(?:this|our)\s+(?:web)?site)\s+(?:also\s+)?(?:uses?|stores?|places?)\b
        .{0,40}\bcookies\b.{0,400} |
    (?:accept|reject|allow|decline|manage)\s+(?:all\s+)?(?:cookies|(?:cookie\s+)?(?:preferences|settings)) |
    (?:accept|reject|allow)\s+all | cookies?\s+(?:policy|notice|settings|preferences) |
    by\s+(?:continuing|using|clicking|browsing)\b.{0,120}\bcookies\b.{0,200}
"""
_CAPTIONS = r"""
    [(\[]?\s*(?:(?:file|pool|courtesy|handout|stock|ap|afp|reuters|getty)\s+)?
        (?:photos?|images?|pictures?|pix|graphics?|illustration|caption|video)\s*
        (?:credit|caption|source|by|courtesy(?:\s+of)?)?\s*[:/|].{0,500} |
    [(\[]\s*(?:photos?|images?|pictures?|video|graphic)\s+(?:by|courtesy|credit)\b.{0,200}[)\]] |
    (?:photo|image)\s+(?:by|credit|courtesy\s+of)\s+.{0,100} | (?-i:FILE)\s+[-–—]\s+.{0,500} |
    .{0,400}\(\s*(?:ap|afp|reuters|epa|getty|kyodo|xinhua|pool|file)\s*(?:photo|images?|/)[^()]{0,80}\)\s*\.? |
    .{0,300}(?:/|©\s?|\bvia\s)(?:getty\s+images?|shutterstock)\.? | .{0,200}(?-i:[a-z]\s*/\s*(?:AFP|EPA|Reuters|REUTERS|AP)) |
    (?-i:REUTERS|Reuters|AFP|EPA|AP)\s*/\s*[^.]{2,60}
"""
_RIGHTS = r"""
    (?:©|\(c\)|copyright\b(?=.{0,40}(?:\d{4}|©|\(c\)|all\s+rights))).{0,300} |
    (?:.{0,120}\s)?all\s+rights\s+reserved\.?(?:\s.{0,120})? | our\s+standards\s*:.{0,120} |
    this\s+material\s+may\s+not\s+be\s+(?:published|reproduced|broadcast).{0,200} |
    (?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|translated)(?:\s+and\s+(?:writing|editing))?
        \s+by\s+(?-i:[A-Z\u00c0-\u00de]\S*\s+(?:\S+\s+)?[A-Z\u00c0-\u00de]).{0,300} |
    (?:no\s+part\s+of\s+this|reproduction\s+in\s+whole)\b.{0,200}
"""
_SIGN_OFFS = r"""
    \(\s*(?:additional\s+|with\s+)?(?:reporting|writing|editing|compiled|translated)\b.{0,300}\) |
    (?:associated\s+press|ap|reuters|afp|bloomberg)\s+(?:writers?|journalists?|correspondents?|reporters?)\s.{3,200}\bcontributed\b.{0,60} |
    .{3,120}\bcontributed\s+to\s+this\s+(?:report|story|article)\.? | _{3,} | ends?\.? |
    (?:for\s+)?(?:further|additional|more|media)\s+(?:information|enquiries|inquiries|contacts?)\s*:.{0,80} |
    (?:press|media)\s+(?:office|contact|enquiries|inquiries)\b.{0,30}[:|].{0,120} | [\w.+-]+@[\w.-]+\.\w{2,20}
"""
_END_MARKS = r"\\?\#\s?\\?\#\s?\\?\#+ | -\s?30\s?- | \(?end(?:s)?\s+of\s+(?:article|story)\)? | \(END\)"
_LINE = re.compile(
    rf"(?:{_ACTIONS}|{_COOKIES}|{_CAPTIONS}|{_RIGHTS}|{_SIGN_OFFS}|{_END_MARKS})", re.IGNORECASE | re.VERBOSE
)
_HOME = re.compile(
    r"(?:you\s+are\s+here\s*:?\s*)?(?:home|homepage|front\s+page|news)\s*(?P<sep>[>»›/|·•→])\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s*[>»›/|·•→]\s*")
_CONTACT = re.compile(
    r"(?:for\s+)?(?:further|additional|more|media|press)\s+(?:information|enquiries|inquiries|contacts?)\s*:", re.I
)
MOST_CONTACT_LINES = 6
LONGEST = 600


def is_furniture(line: str) -> bool:
    """Whether the line is part of the page rather than of the report."""
    stripped = line.strip()
    if not stripped or len(stripped) > LONGEST:
        return False
    return bool(_LINE.fullmatch(stripped)) or breadcrumb(stripped) is not None or _is_stamp(stripped)


def _is_stamp(line: str) -> bool:
    """A time line that says it is one; a bare date inside a report may be the day it was signed."""
    return has_keyword(line) and time_line(line) is not None


def breadcrumb(line: str) -> tuple[str, ...] | None:
    """The steps of `Home > World > Asia`, without the first; None for other lines."""
    found = _HOME.fullmatch(line.strip()) if len(line) < 200 else None
    if not found:
        return None
    steps = tuple(step.strip() for step in _CRUMB.split(found["rest"]) if step.strip())
    return steps if steps and all(len(words(step)) <= 4 for step in steps[:-1]) and not steps[0].endswith(".") else None


def furniture_lines(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that are page furniture; broken prose may have a line of such words, and goes on below it."""
    found = [number for number, line in enumerate(lines) if is_furniture(line) and not goes_on(lines, number)]
    yield from found
    contact = next((number for number in found if _CONTACT.fullmatch(lines[number].strip())), None)
    if contact is not None:
        rest = [number for number in range(contact + 1, len(lines)) if lines[number].strip() and number not in found]
        if len(rest) <= MOST_CONTACT_LINES and all(len(words(lines[number])) <= 8 for number in rest):
            yield from rest
