"""Text from outside made safe to print: nothing in a document may move the cursor, recolour or reorder a terminal."""

import re

_SPACES = re.compile(r"\s+")
# C0 and C1 controls, the marks that turn the direction of text, and lone surrogates.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400


def one_line(text: str) -> str:
    """The text on one line: white space is a space, a control character the picture Unicode has of it."""
    return _UNSAFE.sub(_picture, _SPACES.sub(" ", text)).strip()


def json_line(text: str) -> str:
    """JSON in which every character that a terminal or a line splitter acts on is escaped; its value stays the same."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"
