"""Paths, standard input and JSON lines; every bad input has its exact one-line message."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import InputError, InputTooLarge, UnreadableInput
from communique.intake import from_row, read_source
from communique.schema import Document

LEDE = "The foreign ministers of the two countries agreed on Tuesday to open talks on a pact on port visits."
PAGE = "<!DOCTYPE html><html><head><title>Harbour States Open Talks</title></head>"
PAGE += f"<body><p>{LEDE}</p></body></html>"
FEED = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Wire</title><link>https://h.example/</link>
<item><title>Harbour States Open Talks</title><link>https://h.example/1</link><dc:creator>Ada Quill</dc:creator>
<pubDate>Sat, 03 May 2031 01:51:00 +0000</pubDate><description>short</description>
<content:encoded><![CDATA[<script>var a;</script><p>{LEDE}</p>]]></content:encoded></item>
<item><title>Empty</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Wire</title><entry><title>Harbour States Open Talks</title>
<link rel="alternate" href="https://h.example/1"/><published>2031-05-03T10:51:00+09:00</published>
<content type="html">&lt;p&gt;{LEDE}&lt;/p&gt;</content></entry></feed>"""


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr(name, "x")
    return buffer.getvalue()


def read(path: Path, data: bytes | str) -> list[Document | InputError]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_source(str(path)))


READ = "text, HTML, Markdown, JSON lines and RSS or Atom feeds are read"
# name, content, message after the path
BAD_FILES = [
    ("a.txt", b"", "is empty: there is nothing to read"),
    ("a.txt", b" \n\t\n", "is empty: there is nothing to read"),
    ("a.txt", bytes(range(256)) * 20, "is not text, or its encoding is not recognised: save it as UTF-8 text"),
    ("a.zip", zipped("a.txt"), "is a zip archive: unpack it first"),
    ("a.docx", zipped("word/document.xml"), "is a Word document: save it as text or HTML first"),
    ("a.xlsx", zipped("xl/workbook.xml"), "is a spreadsheet: write it as JSON lines first"),
    (
        "a.txt",
        zipped("word/document.xml"),
        "is a Word document: save it as text or HTML first",
    ),  # whatever it is called
    ("a.pdf", b"%PDF-1.7\n1 0 obj", "is a PDF: save it as text or HTML first"),
    ("a.txt.gz", gzip.compress(LEDE.encode(), mtime=0), "is compressed with gzip: unpack it first"),
    (
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "is a Word or Excel file of the old kind: save it as text or HTML first",
    ),
    ("a.rtf", b"{\\rtf1 text}", "is rich text (RTF): save it as text or HTML first"),
    ("a.png", b"\x89PNG\r\n\x1a\n0000", f"is an image: {READ}"),
    ("a.csv", "title,text\na,b\n", "is a table: write it as JSON lines with a `text` in each row"),
    ("a.xml", '<?xml version="1.0"?><treaty>x</treaty>', f"is XML of an unknown kind: {READ}"),
    ("a.json", '[{"text": "a"}]', "is a JSON array: write one object a line, for instance with `jq -c '.[]'`"),
    ("a.jsonl", '[\n{"text": "a"}\n]', "is a JSON array: write one object a line, for instance with `jq -c '.[]'`"),
    ("a.rss", "<rss><channel></channel></rss>", "is a feed without items: there is nothing to read"),
    ("a.html", "<div>" * 100_000 + LEDE, "has tags nested more than 250 deep: that is no page written for readers"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD_FILES)
def test_bad_file(tmp_path: Path, name: str, data: bytes | str, message: str) -> None:
    (error,) = read(tmp_path / name, data)
    assert isinstance(error, InputError)
    assert str(error) == f"{tmp_path / name}: {message}"


def test_missing_file(tmp_path: Path) -> None:
    (error,) = read_source(str(tmp_path / "a.txt"))
    assert isinstance(error, UnreadableInput)
    assert str(error) == f"{tmp_path / 'a.txt'}: is not there: check the path"


def test_folder(tmp_path: Path) -> None:
    (error,) = read_source(str(tmp_path))
    assert str(error) == f"{tmp_path}: is a folder: name a file, or add the folder with `communique add`"


def test_too_large(tmp_path: Path) -> None:
    (error,) = read(tmp_path / "a.txt", b"a word " * 3_600_000)
    assert isinstance(error, InputTooLarge)
    assert (
        str(error) == f"{tmp_path / 'a.txt'}: is larger than 20,000,000 bytes: split it or raise COMMUNIQUE_MAX_BYTES"
    )


@pytest.mark.parametrize("source", ["ftp://h.example/a.txt", "file:///etc/hosts", "gopher://h.example"])
def test_other_schemes(source: str) -> None:
    (error,) = read_source(source)
    assert str(error) == f"{source}: is not an http or https address: only those are fetched"


# name, content, title, text: found by name or by content
GOOD_FILES = [
    ("a.txt", LEDE, None),
    ("a", LEDE, None),
    ("a.txt", PAGE, "Harbour States Open Talks"),  # HTML under a text's name
    ("a.md", PAGE, "Harbour States Open Talks"),
    ("a", f"# Harbour States Open Talks\n\n{LEDE}", "Harbour States Open Talks"),  # Markdown without a name
    ("a.md", f"# Harbour States Open Talks\n\n{LEDE}", "Harbour States Open Talks"),
    ("a.html", f"<p>{LEDE}</p>", None),
    ("a", f"<p>{LEDE}</p>", None),
    ("a.jsonl", json.dumps({"text": LEDE, "title": "Harbour States Open Talks"}), "Harbour States Open Talks"),
    ("a.txt", json.dumps({"text": LEDE, "title": "Harbour States Open Talks"}) + "\n", "Harbour States Open Talks"),
    ("a.json", json.dumps({"text": LEDE, "title": "Harbour States Open Talks"}, indent=2), "Harbour States Open Talks"),
    ("a.xml", ATOM, "Harbour States Open Talks"),
]


@pytest.mark.parametrize(("name", "data", "title"), GOOD_FILES)
def test_format(tmp_path: Path, name: str, data: str, title: str | None) -> None:
    (document,) = read(tmp_path / name, data)
    assert isinstance(document, Document)
    assert (document.title, document.text) == (title, LEDE)


@pytest.mark.parametrize(
    ("name", "data", "title"), [case for case in GOOD_FILES if case[0] == "a" or case[0].endswith("l")]
)
def test_standard_input(name: str, data: str, title: str | None) -> None:
    (document,) = read_source("-", stdin=io.BytesIO(data.encode()))
    assert isinstance(document, Document)
    assert (document.title, document.text) == (title, LEDE)


def test_empty_standard_input() -> None:
    (error,) = read_source("-", stdin=io.BytesIO(b""))
    assert str(error) == "-: is empty: there is nothing to read"


# encoding, text
ENCODINGS = [
    ("utf-8", f"{LEDE} Café — “so”."),
    ("utf-8-sig", f"{LEDE} Café."),
    ("utf-16", f"{LEDE} Café."),
    ("utf-32", f"{LEDE} Café."),
    ("utf-16-le", LEDE),  # no mark
    ("utf-16-be", LEDE),
    ("cp1252", f"“{LEDE}” he said – so it was."),
    (
        "latin-1",
        "Les ministres des Affaires étrangères se sont rencontrés à Paris. Ils ont évoqué la sécurité européenne.",
    ),
    ("shift_jis", "外務大臣は火曜日に東京で会談し、両国の協力について話し合いました。"),
]


@pytest.mark.parametrize(("encoding", "text"), ENCODINGS)
def test_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    (document,) = read(tmp_path / "a.txt", text.encode(encoding))
    assert isinstance(document, Document)
    assert document.text == text


def test_cut_off_utf8_is_read(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.txt", f"{LEDE} São é".encode()[:-1])
    assert isinstance(document, Document)
    assert document.text.startswith(f"{LEDE} São")


def test_few_bad_bytes_do_not_spoil_utf8(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.txt", f"{LEDE} {'é' * 20}".encode() + b"\xff.")
    assert isinstance(document, Document)
    assert document.text == f"{LEDE} {'é' * 20}\ufffd."


# row, message after the line's name
BAD_ROWS = [
    ('{"text":', "is not JSON (Expecting value at column 9): mend the row or take it out"),
    ("[1]", "is not a JSON object: give the row a `text` or an `html`"),
    ('"text"', "is not a JSON object: give the row a `text` or an `html`"),
    ('{"title": "x"}', "has neither `text` nor `html`: give the row one of them"),
    ('{"text": "  "}', "has neither `text` nor `html`: give the row one of them"),
    ('{"text": 5}', "has a `text` that is not a string: write it in quotes"),
    ('{"text": "a b c", "title": ["x"]}', "has a `title` that is not a string: write it in quotes"),
    (
        '{"text": "a b c", "published": "soon"}',
        "published 'soon' is not a date: write it like 2023-05-11 or 2023-05-11T10:51+09:00",
    ),
    (
        '{"text": "a b c", "published": 1683769860}',
        "published '1683769860' is not a date: write it like 2023-05-11 or 2023-05-11T10:51+09:00",
    ),
    ("[" * 50_000, "is JSON past what can be read: mend the row or take it out"),
    ('{"text": "a", "n": ' + "9" * 5_000 + "}", "is JSON past what can be read: mend the row or take it out"),
]


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_bad_row(tmp_path: Path, row: str, message: str) -> None:
    good = json.dumps({"text": LEDE})
    first, error, last = read(tmp_path / "a.jsonl", f"{good}\n\n{row}\n{good}\n")
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(error, UnreadableInput)
    assert str(error) == f"{tmp_path / 'a.jsonl'} line 3: {message}"


def test_row() -> None:
    row = {
        "text": LEDE,
        "title": "Harbour States Open Talks",
        "url": "https://h.example/1",
        "published": "2031-05-03",
        "author": "Ada Quill",
    }
    document = from_row({**row, "number": 5, "tags": ["x"]})
    assert (document.title, document.source, document.published) == (row["title"], row["url"], "2031-05-03")
    assert (document.byline, document.text) == ("Ada Quill", LEDE)


def test_row_of_html_and_of_markdown() -> None:
    assert from_row({"html": f"<p>{LEDE}</p>"}).text == LEDE
    assert from_row({"text": f"**{LEDE}**\n\n\\###"}).text == LEDE


def test_text_goes_before_html() -> None:
    assert from_row({"text": LEDE, "html": "<p>Other words.</p>"}).text == LEDE


def test_line_separator_inside_a_row_is_no_row_end(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.jsonl", json.dumps({"text": f"{LEDE}\u2028{LEDE}"}, ensure_ascii=False))
    assert isinstance(document, Document)
    assert document.text == f"{LEDE}\n{LEDE}"


def test_feed(tmp_path: Path) -> None:
    document, error = read(tmp_path / "a.xml", FEED)
    assert isinstance(document, Document)
    assert (document.title, document.outlet, document.byline) == (
        "Harbour States Open Talks",
        "Harbour Wire",
        "Ada Quill",
    )
    assert (document.source, document.published) == ("https://h.example/1", "2031-05-03T01:51:00+00:00")
    assert document.text == LEDE
    assert str(error) == f"{tmp_path / 'a.xml'} item 2: has no text: read the page at its address instead"


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    (document,) = read(tmp_path / "a.rss", f"<rss>{bomb}</rss>".replace("<rss>", "", 1).replace("</rss>", "")
                       + f"<rss><channel><item><description>{LEDE} &b; &f;</description></item></channel></rss>")  # fmt: skip
    assert isinstance(document, Document)
    assert "aaaa" not in document.text


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=500)
    | st.text(max_size=200).map(str.encode)
    | st.sampled_from([b"{", b"[", b"<rss>", b"<?xml", b"\xff\xfe", b"PK\x03\x04"])
)
def test_any_bytes_read_or_say_why(data: bytes) -> None:
    for document in read_source("-", stdin=io.BytesIO(data)):
        if isinstance(document, InputError):
            assert str(document).startswith("-")
            assert "\n" not in str(document)
        else:
            assert "\r" not in document.text
            assert document.text.strip()
