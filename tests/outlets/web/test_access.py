"""Who may do what: strangers, readers, reviewers, editors; forms, sessions, tokens, limits; nothing hostile gets through."""

import re
import socket
import time
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from communique.errors import BadQuery
from communique.outlets.web.access import SESSION, Rates, safe_next
from communique.outlets.web.site import Site
from communique.schema import Reading
from tests import factories
from tests.conftest import Run
from tests.outlets.web.conftest import HERE, PASSWORD, Made, Make, serving

READ = (
    "/api/items",
    "/api/counts",
    "/",
    "/pairs/JPN-FRA",
    "/search",
    "/map",
    "/feeds/atom",
    "/metrics",
    "/api/docs",
    "/paste",
)
REVIEW = ("/review",)
EDIT = ("/changes", "/api/changes")


def _agreement(made: Made) -> str:
    return str(made.record.agreements(dyad="JPN-FRA")[0].id)


def _token_of(page: str) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found
    return found[1]


def _logged_in(made: Made, right: str) -> TestClient:
    site = made.site
    site.put_user(f"{right}-person", PASSWORD, right, "tests")
    site.close()
    client = made.client()
    token = _token_of(client.get("/login").text)
    answer = client.post("/login", data={"name": f"{right}-person", "password": PASSWORD, "form_token": token})
    assert answer.status_code == 303
    return client


def _decide(client: TestClient, identifier: str, **headers: str) -> int:
    body = {"field": "stage", "verdict": "accept"}
    return client.post(f"/api/items/{identifier}/reviews", json=body, headers=headers).status_code


# -- rights ------------------------------------------------------------------------------------------------------------


def test_a_stranger_sees_nothing_where_a_login_is_asked_for(shared: Made) -> None:
    client = shared.client()
    for path in (*READ, *REVIEW, *EDIT):
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert "Yoshimasa" not in answer.text
    assert _decide(client, _agreement(shared)) == 401
    assert client.post("/api/read", json={"text": "x"}).status_code == 401
    assert client.post("/api/documents", json={"text": "x"}).status_code == 401
    assert client.get("/health").status_code == 200
    assert client.get("/static/style.css").status_code == 200


def test_a_stranger_reads_a_public_server_and_changes_nothing(make: Make) -> None:
    made = make(login=True, public=True)
    client = made.client()
    assert all(client.get(path).status_code == 200 for path in READ)
    assert _decide(client, _agreement(made)) == 403
    assert client.get("/review").status_code == 403
    assert "Is this right?" not in client.get(f"/agreements/{_agreement(made)}").text


def test_rights_build_on_each_other(shared: Made) -> None:
    identifier = _agreement(shared)
    for right, reviews, edits in (("reader", 403, 403), ("reviewer", 201, 403), ("editor", 201, 201)):
        client = shared.as_(right)
        assert client.get("/api/items").status_code == 200
        assert _decide(client, identifier) == reviews
        text = (
            f"OSLO (NTB) — Norway and Iceland signed a fisheries agreement in Oslo on 4 June 2024, the {right} wrote."
        )
        assert client.post("/api/documents", json={"text": text}).status_code == edits
        assert client.get("/changes").status_code == (200 if right == "editor" else 403)


def test_forms_need_the_right_too(shared: Made) -> None:
    client = _logged_in(shared, "reader")
    page = client.get("/paste").text
    token = _token_of(page)
    assert (
        client.post(
            f"/items/{_agreement(shared)}/review", data={"verdict": "accept", "field": "stage", "form_token": token}
        ).status_code
        == 403
    )
    answer = client.post("/paste", data={"text": "Norway and Iceland met.", "keep": "yes", "form_token": token})
    assert answer.status_code == 403
    assert "the right of an editor" in answer.text


def test_every_change_is_in_the_log(shared: Made) -> None:
    identifier = _agreement(shared)
    client = shared.as_("editor")
    body = {"field": "stage", "verdict": "correct", "value": "ratified", "why": "gazette"}
    client.post(f"/api/items/{identifier}/reviews", json=body)
    newest, *older = client.get("/api/changes").json()["data"]
    assert (newest["what"], newest["target"], newest["detail"]["value"]) == ("correct", identifier, "ratified")
    assert newest["who"].startswith("editor")
    assert any(row["what"] == "token" for row in older)


# -- tokens, passwords, sessions ---------------------------------------------------------------------------------------


def test_tokens_and_passwords_are_kept_as_hashes(shared: Made) -> None:
    site = shared.site
    token = site.put_token("robot", "reader", 1, "tests")
    site.put_user("ana", PASSWORD, "reader", "tests")
    kept = str(site._rows("SELECT * FROM tokens")) + str(site._rows("SELECT * FROM users")) + str(site.audit())
    assert token not in kept
    assert PASSWORD not in kept
    assert "$argon2id$" in kept
    assert shared.options.site.stat().st_mode & 0o077 == 0
    site.close()


def test_a_token_ends(shared: Made) -> None:
    site = shared.site
    token = site.put_token("robot", "reader", 1, "tests")
    client = shared.client(headers={"authorization": f"Bearer {token}"})
    assert client.get("/api/items").status_code == 200
    site.drop_token("robot", "tests")
    assert client.get("/api/items").status_code == 401
    late = site.put_token("late", "reader", -1, "tests")
    assert shared.client(headers={"authorization": f"Bearer {late}"}).get("/api/items").status_code == 401
    assert shared.client(headers={"authorization": "Basic YTpi"}).get("/api/items").status_code == 401
    site.close()


def test_a_session_is_signed_expires_and_ends_with_the_password(shared: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    client = _logged_in(shared, "reviewer")
    cookie = client.cookies[SESSION]
    assert client.get("/review").status_code == 200
    for forged in (
        cookie[:-2] + "xx",
        URLSafeTimedSerializer("guess", salt="session").dumps(["reviewer-person", 1]),
        "x" * 5000,
    ):
        assert shared.client(cookies={SESSION: forged}).get("/review").status_code == 401
    now = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + shared.options.session_hours * 3600 + 5)
    assert shared.client(cookies={SESSION: cookie}).get("/review").status_code == 401
    monkeypatch.undo()
    site = shared.site
    site.put_user("reviewer-person", PASSWORD + "!", "reviewer", "tests")
    site.close()
    assert shared.client(cookies={SESSION: cookie}).get("/review").status_code == 401


def test_cookies_are_kept_from_scripts_and_other_sites(make: Make) -> None:
    made = make(login=True, https=True)
    set_cookie = made.client().get("/login").headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "secure"} <= set(re.split(r";\s*", set_cookie))
    assert "max-age=31536000" in made.client().get("/health").headers["strict-transport-security"]


def test_a_wrong_password_says_no_more_than_that(shared: Made) -> None:
    client = shared.client()
    token = _token_of(client.get("/login").text)
    answers = [
        client.post("/login", data={"name": name, "password": "not the password", "form_token": token})
        for name in ("nobody", "reader-person")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert "do not belong together" in answers[0].text


def test_a_logout_needs_its_form(shared: Made) -> None:
    client = _logged_in(shared, "reader")
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"form_token": _token_of(client.get("/logout").text)}).status_code == 303
    assert client.get("/").status_code == 401


@pytest.mark.parametrize(
    ("name", "password", "right"),
    [("", PASSWORD, "reader"), ("ana", "short", "reader"), ("ana", PASSWORD, "owner"), ("a\nb", PASSWORD, "reader")],
)
def test_accounts_that_cannot_be(shared: Made, name: str, password: str, right: str) -> None:
    site = shared.site
    with pytest.raises(BadQuery):
        site.put_user(name, password, right, "tests")
    site.close()


# -- forms from elsewhere ----------------------------------------------------------------------------------------------


def test_a_form_without_its_token_does_nothing(alone: Made) -> None:
    identifier = _agreement(alone)
    client = alone.client()
    page = client.get(f"/agreements/{identifier}").text
    data = {"verdict": "reject", "field": "item"}
    assert client.post(f"/items/{identifier}/review", data=data).status_code == 403
    assert client.post(f"/items/{identifier}/review", data=data | {"form_token": "0" * 64}).status_code == 403
    assert (
        alone.client().post(f"/items/{identifier}/review", data=data | {"form_token": _token_of(page)}).status_code
        == 403
    )
    assert client.post("/paste", data={"text": "x"}).status_code == 403
    assert alone.record.decisions() == []
    assert client.post(f"/items/{identifier}/review", data=data | {"form_token": _token_of(page)}).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
        {"origin": "http://localhost:99"},
    ],
)
def test_another_site_changes_nothing(alone: Made, headers: dict[str, str]) -> None:
    identifier = _agreement(alone)
    assert _decide(alone.client(), identifier, **headers) == 403
    client = alone.client()
    token = _token_of(client.get(f"/agreements/{identifier}").text)
    data = {"verdict": "reject", "field": "item", "form_token": token}
    assert client.post(f"/items/{identifier}/review", data=data, headers=headers).status_code == 403
    assert client.post("/api/documents", json={"text": "x"}, headers=headers).status_code == 403


def test_a_session_does_not_write_through_the_api_without_the_forms_token(shared: Made) -> None:
    client = _logged_in(shared, "reviewer")
    identifier = _agreement(shared)
    assert _decide(client, identifier) == 403
    assert (
        _decide(client, identifier, **{"x-form-token": _token_of(client.get(f"/agreements/{identifier}").text)}) == 201
    )


def test_a_server_for_one_answers_only_to_this_machines_names(still: Made) -> None:
    for host, status in (
        ("127.0.0.1:8423", 200),
        ("localhost", 200),
        ("[::1]:8423", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ):
        assert still.client(headers={"host": host}).get("/").status_code == status, host
    assert still.client(headers={"x-forwarded-for": "10.0.0.1"}).get("/").status_code == 421


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "\\\\evil",
        "evil",
        "",
    ],
)
def test_nobody_is_sent_elsewhere(alone: Made, target: str) -> None:
    assert safe_next(target) == "/"
    identifier = _agreement(alone)
    client = alone.client()
    token = _token_of(client.get(f"/agreements/{identifier}").text)
    data = {"verdict": "accept", "field": "stage", "form_token": token, "next": target}
    location = client.post(f"/items/{identifier}/review", data=data).headers["location"]
    assert location in {"/", f"/agreements/{identifier}"}


# -- what is sent ------------------------------------------------------------------------------------------------------


def test_large_and_long_requests_are_refused(alone: Made) -> None:
    client = alone.client()
    ten = b"x" * 10_000_000
    assert client.post("/api/read", content=ten, headers={"content-type": "application/json"}).status_code == 413
    assert (
        client.post(
            "/api/read", content=iter([ten[:1_000_000]] * 10), headers={"content-type": "application/json"}
        ).status_code
        == 413
    )
    assert client.post("/paste", files={"file": ("x.txt", ten)}).status_code == 413
    assert client.post("/api/read", json={"text": "word " * 300_000}).status_code in {413, 422}
    assert client.get("/search", params={"q": "x" * 9000}).status_code == 431


def test_an_address_asks_only_so_often(make: Make) -> None:
    client = make(requests_a_minute=5).client()
    statuses = [client.get("/api/counts").status_code for _ in range(8)]
    assert statuses == [200] * 5 + [429] * 3
    assert client.get("/api/counts").headers["retry-after"]


def test_passwords_are_not_tried_often(make: Make) -> None:
    client = make(login=True, logins_a_minute=3).client()
    assert [client.post("/login", data={"name": "a", "password": "b"}).status_code for _ in range(5)] == [
        403,
        403,
        403,
        429,
        429,
    ]


def test_a_rate_recovers_with_time() -> None:
    now = [0.0]
    rates = Rates(2, lambda: now[0])
    assert [rates.takes("a"), rates.takes("a"), rates.takes("a"), rates.takes("b")] == [True, True, False, True]
    now[0] = 31.0
    assert [rates.takes("a"), rates.takes("a")] == [True, False]


def test_slow_clients_are_let_go(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.outlets.web.server.HEAD_SECONDS", 0.5)
    made = make(body_seconds=0.5)
    with serving(made.app) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), 10) as head:
            head.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            assert head.recv(1000) == b""
        with socket.create_connection(("127.0.0.1", port), 10) as body:
            body.sendall(
                b"POST /api/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
            )
            assert b" 408 " in body.recv(1000)


def test_an_answer_takes_only_so_long(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(request_seconds=0.3)
    monkeypatch.setattr(made.record, "counts", lambda: time.sleep(1.5))
    assert made.client().get("/api/counts").status_code == 503


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/static//etc/passwd",
        "/static/vendor/..\\..\\app.py",
    ],
)
def test_no_path_leads_out_of_the_static_files(still: Made, path: str) -> None:
    answer = still.client().get(path)
    assert answer.status_code in {400, 404}
    assert "create_app" not in answer.text


# -- what is shown -----------------------------------------------------------------------------------------------------

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
    token = _token_of(client.get("/paste").text)
    pasted = client.post(
        "/paste", data={"text": hostile_reading().document.text, "title": HOSTILE, "form_token": token}
    ).text
    assert "<script>alert" not in pasted
    assert "<img" not in pasted


def test_hostile_corrections_stay_words(alone: Made) -> None:
    identifier = _agreement(alone)
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
        f"/agreements/{_agreement(still)}",
    ):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page), path
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page.replace(HERE, "")), path


# -- the command -------------------------------------------------------------------------------------------------------


def test_other_addresses_are_refused_without_a_door(run: Run, tmp_path: object) -> None:
    record = f"{tmp_path}/record.db"
    ran = run("serve", "--record", record, "--host", "0.0.0.0", "--port", "0")
    assert ran.code == 1
    assert "communique user add" in ran.err
    assert run("serve", "--record", record, "--login", "--port", "0").code == 1


def test_people_and_tokens_by_command(run: Run, tmp_path: object) -> None:
    record = f"{tmp_path}/record.db"
    assert (
        run("user", "add", "ana", "--right", "editor", "--record", record, stdin=f"{PASSWORD}\n".encode()).out
        == "ana is an editor\n"
    )
    assert run("user", "add", "bo", "--record", record, stdin=b"short\n").code == 1
    assert "ana" in run("user", "list", "--record", record).out
    made = run("token", "add", "robot", "--right", "reviewer", "--record", record)
    assert made.out.startswith("cmq_")
    assert run("token", "add", "robot", "--record", record).code == 1
    assert "robot" in run("token", "list", "--record", record).out
    assert run("token", "remove", "robot", "--record", record).code == 0
    assert run("token", "remove", "robot", "--record", record).code == 1
    assert run("user", "remove", "ana", "--record", record).code == 0
    assert run("user", "praise", "ana", "--record", record).code == 1
    site = Site(Path(f"{tmp_path}/record.site.db"))
    assert not site.has_doors()
    site.close()
