"""What is shown: hostile words from reports and reviewers stay words; every answer carries its walls."""

import re

from communique.schema import Reading
from tests import factories
from tests.outlets.web.conftest import HERE, Made, Make
from tests.outlets.web.test_access import agreement_of, token_of

HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'{{7*7}}javascript:alert(3)"


def hostile_reading() -> Reading:
    """A reading in which title, text, quotes, names, places and addresses are hostile."""
    text = f"France and Japan held talks in {HOSTILE} on 9 May 2023. They oppose {HOSTILE}."
    words = factories.evidence(f"held talks in {HOSTILE}", text)
    return Reading.model_validate(
        factories.reading(text).model_dump()
        | {
            "document": factories.document(text, title=HOSTILE, source=f"javascript:{HOSTILE}", outlet=HOSTILE, byline=HOSTILE, published="2023-05-11").model_dump(),
            "actors": [factories.state("FRA", HOSTILE).model_dump(), factories.state("JPN", "Japan").model_dump(),
                       {"id": "evil-person", "name": HOSTILE, "kind": "person", "country": "JPN",
                        "office": {"title": HOSTILE, "country": "JPN", "kind": "foreign_minister"}, "mentions": [words.model_dump()]}],
            "meetings": [factories.meeting(
                evidence=[words], place={"name": HOSTILE, "lat": 1.0, "lon": 2.0}, series={"name": HOSTILE, "ordinal": 7}, topics=[words],
                attendees=[{"name": HOSTILE, "actor": "evil-person", "country": "JPN", "office": {"title": HOSTILE, "country": "JPN", "kind": "foreign_minister"}}],
            ).model_dump()],
            "positions": [factories.position(topic=HOSTILE, topic_key="evil", evidence=[factories.evidence(f"oppose {HOSTILE}", text)]).model_dump()],
            "agreements": [{"id": "a1", "name": HOSTILE, "kind": "treaty", "parties": ["FRA", "JPN"], "stage": "signed", "purpose": HOSTILE, "evidence": [words.model_dump()]}],
            "events": [factories.event(evidence=[words], place={"name": HOSTILE}).model_dump()],
        }
    )  # fmt: skip


def test_hostile_words_stay_words_on_every_page(make: Make) -> None:
    made = make(readings=[hostile_reading()])
    client = made.client()
    items = made.record.find()
    paths = ["/", "/pairs/FRA-JPN", "/search?q=talks", "/search", "/map", "/map/data", "/network", "/review", "/topics", "/topics/evil", "/people/evil-person",
             "/states/JPN", "/documents/made-up", "/feeds/atom", "/feeds/digest", "/follow?text=%3Cscript%3Ealert(1)%3C/script%3E", "/changes", "/pairs",
             "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/topics/%3Cscript%3Ealert(1)", "/nothing/%3Cscript%3Ealert(1)"]  # fmt: skip
    paths += [f"/{item.kind}s/{item.id}" for item in items]
    paths += [f"/series/{item.thread}" for item in items if item.kind == "meeting" and item.thread]
    assert len(paths) > 24
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == (404 if path.startswith(("/nothing", "/topics/%3C")) else 200), path
        if answer.headers["content-type"].startswith("text/html"):
            assert "<script>alert" not in answer.text, path
            assert "<img" not in answer.text, path
            assert 'href="javascript' not in answer.text, path
        assert "onerror=alert(2)>" not in answer.text or "json" in answer.headers["content-type"], path
    token = token_of(client.get("/paste").text)
    pasted = client.post(
        "/paste", data={"text": hostile_reading().document.text, "title": HOSTILE, "form_token": token}
    ).text
    assert "<script>alert" not in pasted
    assert "<img" not in pasted


def test_hostile_corrections_stay_words(alone: Made) -> None:
    identifier = agreement_of(alone)
    client = alone.client()
    client.post(
        f"/api/items/{identifier}/reviews",
        json={"field": "name", "verdict": "correct", "value": HOSTILE, "why": HOSTILE},
    )
    for path in (f"/agreements/{identifier}", "/pairs/JPN-FRA", "/changes", "/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_every_answer_carries_the_walls(still: Made) -> None:
    client = still.client()
    for path in ("/", "/api/items", "/nothing", "/static/app.js", "/api/items/none", "/health"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_pages_hold_no_script_or_style_of_their_own(still: Made) -> None:
    client = still.client()
    for path in (
        "/",
        "/pairs/JPN-FRA",
        "/map",
        "/network",
        "/search",
        "/paste",
        "/review",
        "/api/docs",
        f"/agreements/{agreement_of(still)}",
    ):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page), path
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page.replace(HERE, "")), path
