"""What a title goes on with: the house of a speaker, the ministry of a spokesperson, the listed fields of a minister."""

import re

from communique.reference.offices import Title, titles

_WORD = r"[A-Z][\w-]+"
_FIELD = rf"{_WORD}(?: {_WORD}){{0,2}}"
# Fields closed by their `and`, with the name behind a comma (`Minister for Lands, Forestry and Natural Resources, X`).
LISTED_PORTFOLIO = re.compile(rf" (?:of|for) (?:the )?{_FIELD}(?:, {_FIELD})+,? and {_FIELD}(?=, [A-Z])")
PORTFOLIOS_BEFORE_NAME = re.compile(rf"(?: {_WORD}){{0,2}}(?:, {_FIELD})*,? and {_FIELD}(?=, [A-Z])")
_HOUSES = (
    r"(?:National Assembly|Parliament|Senate|House(?: of [A-Z]\w+)?|State Duma|Duma|Federation Council|Chamber(?: of [A-Z]\w+)?"
    r"|Congress|Legislative (?:Assembly|Council|Yuan)|Assembly|Majlis|Knesset|Shura Council|Verkhovna Rada|Riksdag|Bundestag"
    r"|Bundesrat|Diet|(?:People['’]s|Federal|Supreme|General|Consultative|State|Islamic) (?:Assembly|Council|Congress))"
)
_HOUSE = re.compile(
    rf"(?: of the (?:{_WORD} )*(?:Committee|Bureau|Presidium))? of (?:the )?(?:{_WORD}(?:['’]s)? ){{0,3}}?{_HOUSES}\b"
)
_CHAIRS = frozenset({"speaker", "chairman", "chair", "chairperson", "chairwoman", "president", "vice president"})
_PAIR = rf"{_WORD}(?: {_WORD})?"
_MINISTRY = re.compile(
    rf" (?:of|for|at) the (?:(?:{_WORD} ){{0,3}}(?:Ministry|Department|Office)"
    rf"(?: (?:of|for) (?:the )?{_FIELD}(?:(?:, {_PAIR})*,? and {_PAIR})?)?"
    r"|(?:foreign|defen[cs]e|interior|finance|trade) ministry)(?= [A-Z]\S+ [A-Z]| [a-z]|[,.;]|$)"
)


def of_house(title: Title, end: int, text: str) -> tuple[Title, int]:
    """A parliament's speaker or chair with the house in the title, which no head of state is."""
    found = _HOUSE.match(text, end) if title.words in _CHAIRS else None
    return (titles()["speaker"], found.end()) if found is not None else (title, end)


def of_ministry(title: Title, end: int, text: str) -> int:
    """The end of a spokesperson's title that goes on with the ministry spoken for."""
    found = _MINISTRY.match(text, end) if title.kind == "spokesperson" else None
    return found.end() if found is not None else end
