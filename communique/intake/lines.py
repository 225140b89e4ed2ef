"""Text as lines: line ends made one, and what every later step needs to ask of a line.

Nothing else of a text is changed here: no Unicode normalisation, no collapsing of spaces.
"""

import re

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
# A final stop that belongs to the word: "visits the U.S.", "Keysight Technologies, Inc."
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z](?:\.[A-Z])+|\b(?:Inc|Ltd|Corp|Co|Jr|Sr|St|No|Gov|Sen|Rep|Dr|Mr|Mrs|Ms))\.$")


def clean(text: str) -> str:
    """`text` with `\\n` for every line end, without NUL and byte order mark; lone surrogates become U+FFFD."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")).replace("\0", "")
    return _SURROGATES.sub("\ufffd", text)


def join(lines: list[str]) -> str:
    """The lines as one text without blank lines at either end."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    last = next((number for number in range(len(lines), first, -1) if lines[number - 1].strip()), first)
    return "\n".join(lines[first:last])


def without(lines: list[str], taken: set[int]) -> list[str]:
    """The lines but those taken; where a taken line stood between two blank lines one of them goes too."""
    kept: list[str] = []
    gap = False
    for number, line in enumerate(lines):
        if number in taken:
            gap = True
            continue
        if gap and not line.strip() and (not kept or not kept[-1].strip()):
            continue
        gap = False
        kept.append(line)
    return kept


def words(line: str) -> list[str]:
    """The words of a line, without numbers and marks."""
    return _WORD.findall(line)


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does; a final abbreviation is no such end."""
    stripped = line.rstrip()
    return bool(_SENTENCE_END.search(stripped)) and not _ABBREVIATION_END.search(stripped)


def next_filled(lines: list[str], number: int) -> int | None:
    """The first line after `number` that is not blank."""
    return next((other for other in range(number + 1, len(lines)) if lines[other].strip()), None)


def goes_on(lines: list[str], number: int) -> bool:
    """Whether the next line goes on in small letters, as broken prose does."""
    following = lines[number + 1] if number + 1 < len(lines) else ""
    letter = next((character for character in following if character.isalnum()), "")
    return letter.islower()


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their case, spaces and marks."""
    return bool(one) and _key(one) == _key(other)


def _key(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalnum())
