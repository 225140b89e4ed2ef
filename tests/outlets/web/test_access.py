"""Who may do what: strangers, readers, reviewers, editors; tokens, passwords, sessions, forms; the commands that make them."""

import re
import time
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from communique.errors import BadQuery
from communique.outlets.web.access import SESSION, safe_next
from communique.outlets.web.site import Site
from tests.conftest import Run
from tests.outlets.web.conftest import PASSWORD, Made, Make

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


def agreement_of(made: Made) -> str:
    """An agreement of the record."""
    return str(made.record.agreements(dyad="JPN-FRA")[0].id)


def token_of(page: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found
    return found[1]


def _logged_in(made: Made, right: str) -> TestClient:
    site = made.site
    site.put_user(f"{right}-person", PASSWORD, right, "tests")
    site.close()
    client = made.client()
    token = token_of(client.get("/login").text)
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
    assert _decide(client, agreement_of(shared)) == 401
    assert client.post("/api/read", json={"text": "x"}).status_code == 401
    assert client.post("/api/documents", json={"text": "x"}).status_code == 401
    assert client.get("/health").status_code == 200
    assert client.get("/static/style.css").status_code == 200


def test_a_stranger_reads_a_public_server_and_changes_nothing(make: Make) -> None:
    made = make(login=True, public=True)
    client = made.client()
    assert all(client.get(path).status_code == 200 for path in READ)
    assert _decide(client, agreement_of(made)) == 403
    assert client.get("/review").status_code == 403
    assert "Is this right?" not in client.get(f"/agreements/{agreement_of(made)}").text


def test_rights_build_on_each_other(shared: Made) -> None:
    identifier = agreement_of(shared)
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
    token = token_of(page)
    assert (
        client.post(
            f"/items/{agreement_of(shared)}/review", data={"verdict": "accept", "field": "stage", "form_token": token}
        ).status_code
        == 403
    )
    answer = client.post("/paste", data={"text": "Norway and Iceland met.", "keep": "yes", "form_token": token})
    assert answer.status_code == 403
    assert "the right of an editor" in answer.text


def test_every_change_is_in_the_log(shared: Made) -> None:
    identifier = agreement_of(shared)
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
    token = token_of(client.get("/login").text)
    answers = [
        client.post("/login", data={"name": name, "password": "not the password", "form_token": token})
        for name in ("nobody", "reader-person")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert "do not belong together" in answers[0].text


def test_a_logout_needs_its_form(shared: Made) -> None:
    client = _logged_in(shared, "reader")
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"form_token": token_of(client.get("/logout").text)}).status_code == 303
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
    identifier = agreement_of(alone)
    client = alone.client()
    page = client.get(f"/agreements/{identifier}").text
    data = {"verdict": "reject", "field": "item"}
    assert client.post(f"/items/{identifier}/review", data=data).status_code == 403
    assert client.post(f"/items/{identifier}/review", data=data | {"form_token": "0" * 64}).status_code == 403
    assert (
        alone.client().post(f"/items/{identifier}/review", data=data | {"form_token": token_of(page)}).status_code
        == 403
    )
    assert client.post("/paste", data={"text": "x"}).status_code == 403
    assert alone.record.decisions() == []
    assert client.post(f"/items/{identifier}/review", data=data | {"form_token": token_of(page)}).status_code == 303


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
    identifier = agreement_of(alone)
    assert _decide(alone.client(), identifier, **headers) == 403
    client = alone.client()
    token = token_of(client.get(f"/agreements/{identifier}").text)
    data = {"verdict": "reject", "field": "item", "form_token": token}
    assert client.post(f"/items/{identifier}/review", data=data, headers=headers).status_code == 403
    assert client.post("/api/documents", json={"text": "x"}, headers=headers).status_code == 403


def test_a_session_does_not_write_through_the_api_without_the_forms_token(shared: Made) -> None:
    client = _logged_in(shared, "reviewer")
    identifier = agreement_of(shared)
    assert _decide(client, identifier) == 403
    assert (
        _decide(client, identifier, **{"x-form-token": token_of(client.get(f"/agreements/{identifier}").text)}) == 201
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
    identifier = agreement_of(alone)
    client = alone.client()
    token = token_of(client.get(f"/agreements/{identifier}").text)
    data = {"verdict": "accept", "field": "stage", "form_token": token, "next": target}
    location = client.post(f"/items/{identifier}/review", data=data).headers["location"]
    assert location in {"/", f"/agreements/{identifier}"}


# -- answers that are kept -----------------------------------------------------------------------------------------------


def test_what_is_kept_for_one_name_is_not_given_under_another(make: Make) -> None:
    made = make(login=True, public=True)
    path = "/feeds/atom?dyad=JPN-FRA"
    forged = made.client(headers={"host": "evil.example"}).get(path)
    assert forged.status_code == 200
    assert "evil.example" not in made.client().get(path).text


def test_what_is_kept_for_strangers_is_not_shown_to_those_logged_in(make: Make) -> None:
    made = make(login=True, public=True)
    assert "Log in" in made.client().get("/about").text
    assert "Log out" in _logged_in(made, "reader").get("/about").text


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
