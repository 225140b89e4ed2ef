"""A record that is filled while it is served: every page says how far it is, without a script, until all is there."""

import pytest

from communique.outlets.web.options import Filling
from tests.outlets.web.conftest import Make

CASES = [
    (Filling(3, 9, True), "Reading the sample articles: 3 of 9", "on its way"),
    (Filling(3, 9, False), "ended early: 3 of 9 are here", "the process is gone before its end"),
    (None, None, "all is there: no word"),
]


@pytest.mark.parametrize(("filling", "said", "why"), CASES, ids=[why for *_, why in CASES])
def test_pages_say_how_far(make: Make, filling: Filling | None, said: str | None, why: str) -> None:
    client = make(filling=lambda: filling).client()
    for path in ("/", "/pairs/JPN-FRA", "/topics", "/review", "/nothing"):
        page = client.get(path).text
        assert (said in page) if said else ("sample articles" not in page), (path, why)


def test_a_kept_page_is_made_anew_when_the_reading_goes_on(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.outlets.web.delivery.STAMP_SECONDS", 0.0)
    told: list[Filling | None] = [Filling(3, 9, True)]
    client = make(filling=lambda: told[0]).client()
    assert "3 of 9" in client.get("/").text
    told[0] = Filling(5, 9, True)
    assert "5 of 9" in client.get("/").text
    told[0] = None
    assert "of 9" not in client.get("/").text


def test_the_line_alone(make: Make) -> None:
    """Pages with a script ask for it again and again, and no longer once all is read."""
    told: list[Filling | None] = [Filling(3, 9, True)]
    client = make(filling=lambda: told[0]).client()
    first = client.get("/filling")
    assert "3 of 9" in first.text
    assert "every 2s" in first.text
    assert "<html" not in first.text
    assert first.headers["cache-control"] == "no-store"
    told[0] = None
    last = client.get("/filling").text
    assert "All sample articles are read" in last
    assert "hx-get" not in last


def test_an_empty_record_is_said_to_be_filled(make: Make) -> None:
    page = make([], filling=lambda: Filling(0, 9, True)).client().get("/").text
    assert "The first articles are being read" in page
    assert "The record is empty" not in page


def test_the_line_is_behind_the_door(make: Make) -> None:
    assert make(login=True).client().get("/filling").status_code == 401
