"""Office-holders listed state by state behind one plural title (`the ministers of Mali, A, of Niger, B, and of Chad, C`)."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.reading.names import Name

if TYPE_CHECKING:
    from communique.reading.title_uses import TitleUse

_OF = r"(?:,? and |, | )?(?:of )?(?:the )?(?:(?:Republic|Kingdom|State|Government|Sultanate|Federal Republic) of (?:the )?)?"
_FIRST = re.compile(r" of (?:the )?(?:(?:Republic|Kingdom|State|Government|Sultanate|Federal Republic) of (?:the )?)?")
_NEXT = re.compile(_OF)
_PERSON = re.compile(
    r", (?:(?:H\.E\.|His Excellency|Her Excellency|Mr\.?|Ms\.?|Mrs\.?|Dr\.?) )*"
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: (?:(?:al|bin|ibn|de|da|del|di|van|von|der) )*"
    r"[^\W\d_a-z][\w.'’-]*){1,5})"
)


def named_by_state(use: "TitleUse", names: Sequence[Name], text: str) -> Iterator[tuple[int, int, str]]:
    """Name ranges with their states, where each state is followed by its holder; nothing where the list breaks off at once."""
    states = [n for n in names if n.kind == "state" and n.start >= use.end]
    at, joint = use.end, _FIRST
    found: list[tuple[int, int, str]] = []
    for state in states:
        if not joint.fullmatch(text, at, state.start):
            break
        person = _PERSON.match(text, state.end, state.end + 80)
        if person is None:
            break
        found.append((person.start("name"), person.end("name"), state.ids[0]))
        at, joint = person.end(), _NEXT
    if len(found) > 1:
        yield from found
