"""A reading in a notebook: every quote is marked, nothing of the document is markup."""

import re
from html import unescape

from tests import factories as make


def test_notebook_shows_the_whole_text_with_quotes_marked() -> None:
    html = make.reading(meetings=[make.meeting()], events=[make.event()])._repr_html_()
    body = html.split("white-space:pre-wrap", 1)[1]
    assert unescape(re.sub(r"<[^>]*>", "", body.split(">", 1)[1])) == make.TEXT
    assert 'title="meeting: talks; event: CONSULT (actual)"' in html


def test_markup_in_a_document_is_escaped() -> None:
    text = '<script>alert("1")</script> France & Japan'
    words = make.evidence("<script>", text)
    html = make.reading(text, meetings=[make.meeting(evidence=[words])])._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
