"""Newspapers, as far as the nouns of their names tell."""

import re

# A paper by the noun its name ends with, or has before its town.
_PAPER = re.compile(
    r"(?:the\s+)?(?:[\w.'’&-]+\s+){1,4}(?:times|herald|observer|post|gazette|chronicle|tribune|news|guardian|star|sun|standard|mail|journal|press"
    r"|monitor|citizen|nation|independent|telegraph|mirror|express|today|bulletin|courier|dispatch|globe|argus|advertiser|examiner"
    r"|inquirer|enquirer|sentinel|echo|mercury|weekly|daily|newspaper|broadcasting\s+corporation|news\s+agency|press\s+agency)"
    r"(?:[- ](?:gazette|herald|times|news|online))?(?:\s+of\s+[\w'’-]+)?",
    re.IGNORECASE,
)
_SMALL = re.compile(r"(?:of|the|and|de|la|le|el)$")


def is_paper(name: str) -> bool:
    """Whether a name is built like that of a newspaper: `The Harare Observer`, `Gulf Times`."""
    said = name.split()
    if len(said) < 2 or not name[:1].isupper() or not all(w[0].isupper() or _SMALL.match(w) for w in said):
        return False
    return _PAPER.fullmatch(name) is not None
