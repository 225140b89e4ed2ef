"""Who publishes, as the lines above a title name it: ministries, offices, embassies, papers.

`is_letterhead` holds for a line by itself. `is_masthead` holds for names that could also be the words of a title; who
asks has to see that a title follows.
"""

import re

from communique.intake.lines import ends_sentence, words
from communique.reference.papers import is_paper

# What a body's name may go on with; a verb behind it makes a title (`Ministry Denies Report`).
_TAIL = r"(?:\s*[,(|–—-].{0,80}|\s+(?:of|for|to|in|at|and|&|the)\b.{0,80})?"
# Who issues a release, as letterheads write it: a few words, most of them capitalised, no sentence.
_LETTERHEAD = re.compile(
    r"(?:the\s+)?(?:(?:hashemite\s+|united\s+|federal\s+|people's\s+|islamic\s+|democratic\s+|co-?operative\s+)*"
    r"(?:republic|kingdom|states|government(?:\s+offices?)?|commonwealth|emirates|confederation|federation|sultanate|principality|union)"
    rf"{_TAIL}|state\s+(?:house|department|of\s+\w+){_TAIL}"
    r"|(?:federal\s+|royal\s+|state\s+|u\.?s\.?\s+|united\s+states\s+|general\s+)*"
    rf"(?:ministry|department|(?:under)?secretariat|presidency|embassy|chancell?ery|permanent\s+mission|foreign\s+office|cabinet\s+office|directorate){_TAIL}"
    r"|[a-z]+(?:\s+[a-z]+)?\s+(?:republic|federation|kingdom|confederation)"
    r"|(?:office\s+of\s+the\s+|(?:prime\s+minister|president|chancellor|foreign\s+minister)['’]?s?['’]?\s+office).{0,60})",
    re.IGNORECASE,
)
# A body by its head noun, behind words that say which (`Presidential Communications Office`, `Global Affairs Canada`).
_BODY = re.compile(
    r"(?:the\s+)?(?:[\w.'’-]+(?:,\s+|\s+(?:(?:&|and)\s+)?)){1,5}"
    rf"(?:(?:services?|offices?|bureau|house|palace|secretariat|authority|ministry|department|mission|embassy|consulate|presidency|chancellery|directorate|headquarters){_TAIL}"
    r"|affairs(?:\s+[\w'’-]+)?)",
    re.IGNORECASE,
)
MOST_WORDS = 12


def is_letterhead(line: str) -> bool:
    """`MINISTRY OF FOREIGN AFFAIRS`, `Department of Foreign Affairs, Dublin`: who speaks, not what is said."""
    return _is_name(line) and _LETTERHEAD.fullmatch(line) is not None


def is_masthead(line: str) -> bool:
    """A body's or a paper's name that stands where a title could (`Global Affairs Canada`, `The Harare Observer`)."""
    return is_letterhead(line) or (_is_name(line) and _BODY.fullmatch(line) is not None) or is_paper(line)


def _is_name(line: str) -> bool:
    said = words(line)
    if not 2 <= len(said) <= MOST_WORDS or not line[:1].isupper() or ends_sentence(line):
        return False
    return all(word[0].isupper() for word in said if len(word) > 3)
