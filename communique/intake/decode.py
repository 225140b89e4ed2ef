"""Bytes to text: byte order marks, UTF-8, the charset a page declares, and detection last of all."""

import codecs
import re

from communique.errors import UnreadableInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
# The WHATWG encoding standard: what pages call Latin-1 or ASCII is windows-1252.
_AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_AS_WINDOWS |= {"shift_jis": "cp932", "euc_kr": "cp949", "iso8859-11": "cp874", "tis-620": "cp874"}
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
SAMPLE = 65_536
# Random bytes have a tenth of these, text none or a stray one.
BINARY_SHARE = 0.02
# A UTF-8 file with a few bad bytes is still UTF-8: each bad one beside this many good sequences.
GOOD_FOR_ONE_BAD = 10


def decode(data: bytes, source: str, declared: str | None = None, markup: bool = False) -> str:
    """The text of `data`; `declared` is the charset its sender names, `markup` looks for one inside it."""
    marked = _by_mark(data)
    if marked is not None:
        return marked
    named = _codec(declared) or (_codec(_declared_inside(data)) if markup else None)
    text = _as_named(data, named) if named and named.startswith(("iso2022", "utf-16", "utf-32")) else None
    text = text or (_as_wide(data) if b"\0" in data[:SAMPLE] else None) or _as_utf8(data)
    if text is None and not _is_binary(data):
        text = _as_named(data, named) or _detected(data)
    if text is None or _is_binary(text[:SAMPLE].encode("utf-8", "replace")):
        raise UnreadableInput(source, "is not text, or its encoding is not recognised: save it as UTF-8 text")
    return text


def _by_mark(data: bytes) -> str | None:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    return None


def _codec(name: str | None) -> str | None:
    """Python's name for a declared charset, or None for an unknown one."""
    if not name:
        return None
    try:
        known = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return _AS_WINDOWS.get(known.name, known.name) if known._is_text_encoding else None


def _declared_inside(data: bytes) -> str | None:
    found = _XML_ENCODING.search(data[:512]) or _META_CHARSET.search(data[:8192])
    return found.group(1).decode("ascii") if found else None


def _as_utf8(data: bytes) -> str | None:
    """As UTF-8; a character cut off at the very end, or a few bad bytes among many good, do not spoil it."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return text if good >= GOOD_FOR_ONE_BAD * bad else None


def _as_named(data: bytes, named: str | None) -> str | None:
    if named is None:
        return None
    try:
        return data.decode(named)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _as_wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    even, odd = data[: SAMPLE * 2 : 2], data[1 : SAMPLE * 2 : 2]
    for zeros, codec in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if len(zeros) > 2 and zeros.count(0) > 0.5 * len(zeros):
            return _as_named(data[: len(data) // 2 * 2], codec)
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > BINARY_SHARE * len(sample)


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is None or best.encoding in ("utf_7",):
        return None
    return data.decode(best.encoding, "replace")
