"""The HTTP API: one envelope, one error shape, pages by cursor, ETags, compression, feeds and citations."""

import gzip
import json
from xml.etree import ElementTree

import pytest

from tests.outlets.web.conftest import TALKS, Made, Make

LISTS = ("/api/items", "/api/meetings", "/api/agreements", "/api/positions", "/api/events", "/api/series", "/api/pairs", "/api/topics",
         "/api/places", "/api/doubts", "/api/decisions", "/api/changes", "/api/actors?name=japan")  # fmt: skip


def _first(made: Made, kind: str, **fields: object) -> dict[str, object]:
    return dict(made.client().get(f"/api/{kind}", params={"dyad": "JPN-FRA", **fields}).json()["data"][0])


@pytest.mark.parametrize("path", LISTS)
def test_lists_come_in_the_envelope(still: Made, path: str) -> None:
    answer = still.client().get(path)
    assert answer.status_code == 200
    assert set(answer.json()) == {"data", "next", "clipped"}
    assert isinstance(answer.json()["data"], list)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/items/m-none", 404, "not_found"),
        ("/api/items?dyad=JPN", 422, "bad_query"),
        ("/api/items?limit=0", 422, "bad_query"),
        ("/api/items?limit=many", 422, "bad_query"),
        ("/api/items?status=rumoured", 422, "bad_query"),
        ("/api/items?since=yesterday", 422, "bad_query"),
        ("/api/items?cursor=nonsense", 422, "bad_query"),
        ("/api/items?text=%00x", 422, "bad_query"),
        ("/api/documents/none", 404, "not_found"),
        ("/api/actors/none", 404, "not_found"),
        ("/api/pairs/JPN-XXX", 422, "bad_query"),
        ("/api/none", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(still: Made, path: str, status: int, code: str) -> None:
    answer = still.client().get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message", "field"}
    assert answer.json()["error"]["code"] == code


def test_years_without_records_are_no_fault(still: Made) -> None:
    client = still.client()
    assert client.get("/api/items?since=0001").json()["data"]
    assert client.get("/api/items?until=0001").json()["data"] == []


def test_pages_by_cursor_hold_everything_once(still: Made) -> None:
    client = still.client()
    whole = [item["id"] for item in client.get("/api/events?limit=200").json()["data"]]
    found, cursor = [], ""
    while cursor is not None:
        page = client.get("/api/events", params={"limit": 7, "cursor": cursor}).json()
        found += [item["id"] for item in page["data"]]
        cursor = page["next"]
    assert found == whole
    assert len(set(found)) == len(found)


def test_an_answer_known_already_is_not_sent_again(alone: Made) -> None:
    client = alone.client()
    path = "/api/items?dyad=JPN-FRA"
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    meeting = _first(alone, "meetings")
    client.post(f"/api/items/{meeting['id']}/reviews", json={"field": "level", "verdict": "accept"})
    assert client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_answers_are_compressed_where_that_is_understood(still: Made) -> None:
    client = still.client()
    with client.stream("GET", "/api/items", headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    plain = client.get("/api/items", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content


def test_head_is_answered_without_a_body(still: Made) -> None:
    answer = still.client().head("/api/items")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_posted_text_is_read_and_not_kept(still: Made) -> None:
    before = still.record.counts()
    answer = still.client().post("/api/read", json={"text": TALKS})
    (reading,) = answer.json()["data"]
    meeting = next(one for one in reading["meetings"] if one["series"])
    assert meeting["series"]["ordinal"] == 7
    assert any("seventh two-plus-two" in said["quote"] for said in meeting["evidence"])
    assert still.record.counts() == before


def test_a_posted_file_is_read_by_its_format(still: Made) -> None:
    page = b"<html><head><title>Talks</title></head><body><p>Japan and France held talks in Paris on 9 May 2023.</p></body></html>"
    answer = still.client().post("/api/read", files={"file": ("page.html", page, "text/html")})
    assert answer.status_code == 200
    assert "<p>" not in answer.json()["data"][0]["document"]["text"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "http://169.254.169.254/latest/meta-data"}, 422),
        ({"text": "https://example.org/report"}, 422),
        ({"text": "x", "url": "http://127.0.0.1/"}, 422),
        ({"text": ""}, 422),
        ({}, 422),
    ],
)
def test_nothing_is_fetched(still: Made, monkeypatch: pytest.MonkeyPatch, body: dict[str, str], status: int) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("httpcore.ConnectionPool.handle_request", refuse)
    assert still.client().post("/api/read", json=body).status_code == status


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x.html", "-"]
)
def test_a_files_name_opens_nothing(still: Made, name: str) -> None:
    answer = still.client().post("/api/read", files={"file": (name, b"Japan and France held talks.", "text/plain")})
    assert answer.status_code in {200, 422}
    assert "root:" not in answer.text


def test_a_text_is_added_and_found(alone: Made) -> None:
    client = alone.client()
    text = "OSLO (NTB) — Norway and Iceland signed a fisheries agreement in Oslo on 4 June 2024."
    (identifier,) = client.post("/api/documents", json={"text": text, "published": "2024-06-05"}).json()["data"]
    assert client.get(f"/api/documents/{identifier}").json()["data"]["text"] == text
    assert client.get("/api/agreements?dyad=NOR-ISL").json()["data"]
    assert client.get("/api/changes").json()["data"][0]["what"] == "add"


def test_a_correction_is_shown_and_its_history_kept(alone: Made) -> None:
    client = alone.client()
    agreement = _first(alone, "agreements")
    path = f"/api/items/{agreement['id']}/reviews"
    answer = client.post(
        path, json={"field": "stage", "verdict": "correct", "value": "ratified", "why": "the gazette says so"}
    )
    assert answer.status_code == 201
    assert client.get(f"/api/items/{agreement['id']}").json()["data"]["stage"] == "ratified"
    (decision,) = client.get(f"/api/items/{agreement['id']}/decisions").json()["data"]
    assert (decision["was"], decision["value"], decision["why"]) == ("signed", "ratified", "the gazette says so")
    assert client.post(path, json={"field": "stage", "verdict": "correct", "value": "blessed"}).status_code == 422
    assert client.post(path, json={"field": "colour", "verdict": "accept"}).status_code == 422


def test_identifiers_of_reports_lead_to_their_item(still: Made) -> None:
    client = still.client()
    agreement = _first(still, "agreements")
    reports = agreement["reports"]
    assert isinstance(reports, list)
    for report in reports:
        assert client.get(f"/api/items/{report}").json()["data"]["id"] == agreement["id"]
        assert client.get(f"/agreements/{report}", follow_redirects=True).status_code == 200


def test_a_value_is_cited_with_its_sources(still: Made) -> None:
    client = still.client()
    meeting = _first(still, "meetings")
    cited, *sources = client.get(f"/api/items/{meeting['id']}/cite?field=ordinal").json()
    assert cited["URL"].endswith(f"/meetings/{meeting['id']}#field-ordinal")
    assert sources
    assert all(source["URL"].startswith("https://news.example.org/") for source in sources)
    bibtex = client.get(f"/api/items/{meeting['id']}/cite?format=bibtex").text
    assert bibtex.count("{") == bibtex.count("}")
    assert "@misc{communique-m-" in bibtex
    assert "@article{report-" in bibtex
    assert client.get(f"/api/items/{meeting['id']}/cite?field=colour").status_code == 422


def test_a_question_is_followed_as_a_feed(still: Made) -> None:
    answer = still.client().get("/feeds/atom?dyad=JPN-FRA&kinds=meeting")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    titles = [one.text for one in feed.findall("a:entry/a:title", names)]
    assert any(title and title.startswith("9th") for title in titles)
    assert len({one.text for one in feed.findall("a:entry/a:id", names)}) == len(titles)


def test_meetings_are_a_calendar(still: Made) -> None:
    text = still.client().get("/feeds/calendar.ics?dyad=JPN-FRA&since=2023").text
    lines = text.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "DTSTART;VALUE=DATE:20230509" in lines
    assert "DTEND;VALUE=DATE:20230510" in lines


def test_the_digest_is_a_letter(still: Made) -> None:
    client = still.client()
    assert "7th 2+2 meeting" in client.get("/feeds/digest.txt?dyad=JPN-FRA").text
    page = client.get("/feeds/digest?dyad=JPN-FRA").text
    assert "<script" not in page
    assert "Nothing in the record" in client.get("/feeds/digest.txt?dyad=ISL-TON").text


def test_health_readiness_and_metrics(still: Made) -> None:
    client = still.client()
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json()["status"] == "ready"
    client.get("/pairs/JPN-FRA")
    text = client.get("/metrics").text
    assert 'communique_requests_total{method="GET",route="/pairs/{dyad}",status="200"}' in text
    assert 'communique_record_items{kind="documents"}' in text


def test_a_record_that_is_gone_is_not_ready(alone: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> str:
        raise OSError("/secret/place")

    monkeypatch.setattr(alone.record, "stamp", lost)
    answer = alone.client().get("/ready")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_no_client_sees_the_inside_of_a_fault(alone: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("select * from secrets in /home/somebody")

    monkeypatch.setattr(alone.record, "counts", broken)
    for path in ("/api/counts", "/about"):
        answer = alone.client().get(path)
        assert answer.status_code == 500
        assert "somebody" not in answer.text
        assert "Traceback" not in answer.text


def test_views_are_counted_without_anybody_in_them(make: Make) -> None:
    made = make()
    client = made.client()
    meeting = _first(made, "meetings")
    for _ in range(3):
        client.get(f"/meetings/{meeting['id']}")
    client.get("/states/JPN")
    client.get("/states/JPN", headers={"sec-purpose": "prefetch"})
    front = client.get("/?section=diplomacy").text
    assert front.index("7th 2+2 meeting" if meeting["day"] == "2023-05-09" else "9th 2+2 meeting") < front.index(
        '<h2 id="ranking">'
    )
    site = made.site
    assert site.most_viewed(7, 10)[:2] in ([(f"/meetings/{meeting['id']}", 3), ("/states/JPN", 1)],)
    columns = [row[1] for row in site._rows("PRAGMA table_info(views)")]
    assert columns == ["hour", "page", "number"]
    site.close()


def test_every_route_of_the_api_is_described(still: Made) -> None:
    schema = json.loads(still.client().get("/api/openapi.json").text)
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            assert told["description"], f"{method} {path}"
            assert path.startswith("/api") or path in {"/health", "/ready", "/metrics"}
    page = still.client().get("/api/docs").text
    assert all(f"<code>{path}</code>" in page for path in schema["paths"])
