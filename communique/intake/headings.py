"""The headings of a page's own lists: what is popular, what is ranked, what is related.

A heading is a line of its own made of the words below and little else. Some of these words could also head a part
of a statement ("Recommended", "Latest"); those are marked weak and need a list under them that looks like one.
"""

import re
from dataclasses import dataclass

from communique.schema import PageListKind

_THINGS = (
    r"(?:articles?|stor(?:y|ies)|news|posts?|reads?|reading|content|coverage|headlines?|topics?|links?|items?|videos?"
    r"|analys[ie]s|opinions?|pieces|reports?|(?:press\s+)?releases?|documents?|statements?|pages?)"
)
_SCOPE = (
    r"(?:\s+(?:now|today|this\s+(?:week|month)|right\s+now|for\s+you|by\s+readers"
    r"|(?:from|in|on)\s+.{2,40}|of\s+the\s+(?:day|week)))?"
)
_QUOTED = r"[\"'“‘「](?P<section>[^\"'”’」]{2,40})[\"'”’」]"


@dataclass(frozen=True)
class Heading:
    """A list heading: its words, its kind, the page's section where the heading says it, whether the words are weak."""

    name: str
    kind: PageListKind
    section: str | None = None
    weak: bool = False


_POPULAR = (
    rf"{_QUOTED}\s+(?:(?:most\s+)?popular|(?:most|top)[ -](?:read|viewed|shared)|(?:access\s+)?ranking)(?:\s+{_THINGS})?",
    rf"(?:most\s+|currently\s+)?popular(?:\s+(?:on|in)\s+.{{2,40}}|(?:\s+{_THINGS})?{_SCOPE})",
    rf"[\w&' -]{{2,30}}\s+most\s+popular(?:\s+{_THINGS})?",
    rf"(?:most\s+)?trending(?:\s+{_THINGS})?{_SCOPE}",
    rf"what(?:'|’)?s\s+(?:trending|popular|hot){_SCOPE}",
    rf"(?:readers?(?:'|’)?s?|people\s+are)\s+(?:favou?rites?|picks?|(?:also\s+)?reading){_SCOPE}",
)
_RANKING = (
    r"(?:[\w&' -]{1,30}\s+)?(?:access|page\s*views?|daily|weekly|monthly|news)\s+ranking",
    rf"ranking(?:\s+{_THINGS})?",
    r"(?:today(?:'|’)s\s+|this\s+week(?:'|’)s\s+)?(?:most|top)[ -](?:read|viewed|shared|commented|watched|clicked|searched|emailed)"
    rf"(?:\s+{_THINGS})?{_SCOPE}",
    rf"[\w&' -]{{2,30}}\s+most\s+(?:read|viewed|shared)(?:\s+{_THINGS})?",
    rf"(?:the\s+)?top\s+(?:\d{{1,2}}|three|five|ten|{_THINGS})(?:\s+{_THINGS})?{_SCOPE}",
)
_RELATED = (
    rf"related(?:\s+to\s+this\s+{_THINGS}|\s+{_THINGS}(?:\s+(?:and|&)\s+{_THINGS})?)(?:\s+(?:on|from)\s+.{{2,40}})?",
    rf"(?:read|see|view|watch)\s+(?:more|also|next|on)(?:\s+{_THINGS})?(?:\s+(?:on|about|from)\s+.{{2,40}})?",
    rf"(?:also|further|suggested|must|next|keep)[ -]?(?:read(?:s|ing)?|see)(?:\s+{_THINGS})?",
    rf"recommended\s+(?:{_THINGS}|for\s+you|by\s+.{{2,30}}|reading|from\s+.{{2,30}})",
    rf"you\s+(?:may|might|could|will)\s+(?:also\s+)?(?:like|enjoy|be\s+interested\s+in|have\s+missed)(?:\s+{_THINGS})?",
    rf"more\s+(?:{_THINGS}|like\s+this|to\s+explore|for\s+you)",
    rf"more\s+(?:{_THINGS}\s+)?(?:from|in|on|about)\s+(?:this|the|our)?\s*[\w&' -]{{2,40}}",
    rf"(?:other|similar|associated|linked|connected|previous|earlier|recent|latest)\s+(?:{_THINGS})(?:\s+(?:on|from|in)\s+.{{2,40}})?",
    r"(?:don(?:'|’)?t\s+miss|in\s+case\s+you\s+missed\s+it|icymi|up\s+next|(?:our\s+)?editor(?:'|’)?s?(?:'|’)?\s+(?:picks?|choices?))",
    rf"explore\s+more|keep\s+reading|discover\s+more|from\s+(?:the|our)\s+(?:archives?|web)|promoted\s+{_THINGS}",
)
_KINDS: tuple[tuple[PageListKind, tuple[str, ...]], ...] = (
    ("popular", _POPULAR[:1]),
    ("popular", _POPULAR[1:]),
    ("ranking", _RANKING),
    ("related", _RELATED),
)
_STRONG = tuple((kind, re.compile("|".join(f"(?:{one})" for one in patterns), re.I)) for kind, patterns in _KINDS)
_WEAK: tuple[tuple[PageListKind, re.Pattern[str]], ...] = (
    ("related", re.compile(r"recommended|related|latest|featured|more|highlights|further\s+information", re.I)),
    ("popular", re.compile(r"popular", re.I)),
)
_INLINE = re.compile(
    r"(?P<name>(?:also\s+read|read\s+(?:also|more|next)|see\s+also|related(?:\s+(?:article|story|stories|news))?|must\s+read|more|watch)\s*)"
    r"(?:[:|»›>]|\s[-–—]\s)\s*(?P<title>\S.{8,250})",
    re.IGNORECASE,
)
_TRIM = " \t:#*|»›>▼▶■●-–—…."
LONGEST = 60


def heading(line: str) -> Heading | None:
    """The list heading a line is, or None."""
    name = line.strip().strip(_TRIM)
    if not name or len(name) > LONGEST:
        return None
    for kind, pattern in _STRONG:
        found = pattern.fullmatch(name)
        if found:
            return Heading(name, kind, found.groupdict().get("section"))
    return next((Heading(name, kind, weak=True) for kind, pattern in _WEAK if pattern.fullmatch(name)), None)


def inline(line: str) -> tuple[str, str] | None:
    """Heading and title of a related link on one line: `Read more: Ministers meet in Oslo`."""
    found = _INLINE.fullmatch(line.strip())
    return (found["name"].strip(), found["title"].strip()) if found else None
