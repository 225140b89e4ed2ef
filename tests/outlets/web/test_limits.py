"""What is sent: how large, how slow, how often; no path leads out; nothing is fetched."""

import socket
import time

import pytest

from communique.outlets.web.access import Rates
from tests.outlets.web.conftest import Made, Make, serving


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
        "/documents/..%2f..%2fetc%2fpasswd",
        "/api/documents/..%2f..%2fetc%2fpasswd/reading",
    ],
)
def test_no_path_leads_out(still: Made, path: str) -> None:
    answer = still.client().get(path)
    assert answer.status_code in {400, 404}
    assert "create_app" not in answer.text
    assert "root:" not in answer.text


ELSEWHERE = "http://127.0.0.1:9/report"
REPORT = "<p>Japan and France held talks in Paris on 9 May 2023.</p>"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("page.html", f'<html><head><meta http-equiv="refresh" content="0; url={ELSEWHERE}"><link rel="canonical" href="{ELSEWHERE}">'
                      f'<base href="{ELSEWHERE}"></head><body><iframe src="{ELSEWHERE}"></iframe><img src="{ELSEWHERE}">{REPORT}</body></html>'),
        ("page.xhtml", f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY out SYSTEM "{ELSEWHERE}"><!ENTITY file SYSTEM "file:///etc/passwd">]>'
                       f"<html><body>{REPORT}<p>&out; &file;</p></body></html>"),
        ("feed.xml", f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{ELSEWHERE}"><rss><channel><item><link>{ELSEWHERE}</link>'
                     f"<description>{REPORT}</description></item></channel></rss>"),
    ],
)  # fmt: skip
def test_nothing_that_a_file_names_is_fetched(
    still: Made, monkeypatch: pytest.MonkeyPatch, name: str, body: str
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address) or [])
    answer = still.client().post("/api/read", files={"file": (name, body.encode(), "application/octet-stream")})
    assert answer.status_code in {200, 415, 422}
    assert "root:" not in answer.text
    assert asked == []
