"""A real server and Debian's Chromium: every page and action, on phones and desktops, as a reader and as a reviewer."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest

from communique.adding import open_record
from communique.outlets.web.app import create_app
from communique.record import Record
from communique.schema import Reading
from tests.outlets.web.conftest import LATER, PASSWORD, TALKS, Made, options_for, serving
from tests.outlets.web.test_hostile import hostile_reading

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page = sync_api.Page
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = (390, 1440)
HEAVIEST = 300_000  # bytes of a page with all it needs
# Time is only judged where it is asked for (COMMUNIQUE_USABLE_MS=1000), on a machine that does nothing else.
USABLE = float(os.environ.get("COMMUNIQUE_USABLE_MS", "inf"))


@dataclass
class Seat:
    """Somebody at a browser: what they open, and what went wrong meanwhile."""

    address: str
    page: Page
    made: Made
    wrong: list[str] = field(default_factory=list)
    expected: int = 0

    def open(self, path: str) -> Page:
        """Opens a page and waits until it is quiet."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """The browser; without it the tests are passed over, but never in CI."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed, and CI must test with it: apt-get install chromium")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _filled(url: str | Path, talks: list[Reading]) -> Record:
    record = open_record(url)
    record.add(talks)
    return record


@pytest.fixture(scope="module")
def stack() -> Iterator[ExitStack]:
    """What ends with the module."""
    with ExitStack() as found:
        yield found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest, stack: ExitStack, talks: list[Reading], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Made]]:
    """A server with logins on a record of either database, with a person of each right."""
    folder = tmp_path_factory.mktemp("served")
    if request.param == "sqlite":
        url: str | Path = folder / "record.db"
    else:
        from tests.record.postgres import programs, server

        if programs() is None:
            if os.environ.get("CI"):
                pytest.fail("PostgreSQL is not installed, and CI must test it: apt-get install postgresql")
            pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
        url = stack.enter_context(server())
    with _filled(url, talks) as record:
        options = options_for(folder, login=True, public=True)
        made = Made(create_app(record, options), record, options)
        site = made.site
        for right in ("reader", "reviewer", "editor"):
            site.put_user(right, PASSWORD, right, "tests")
        site.close()
        with serving(made.app) as address:
            yield address, made


Sit = Callable[..., Seat]


@pytest.fixture
def sit(served: tuple[str, Made], chromium: object) -> Iterator[Sit]:
    """Opens browsers; at the end nothing may have gone wrong in them."""
    address, made = served
    seats: list[Seat] = []

    def take(right: str | None = None, width: int = 1440, **context: object) -> Seat:
        room = chromium.new_context(viewport={"width": width, "height": 900}, **context)  # type: ignore[attr-defined]
        seat = Seat(address, room.new_page(), made)
        page = seat.page
        page.on(
            "console",
            lambda said: seat.wrong.append(f"console: {said.text}") if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: seat.wrong.append(f"script: {error}"))
        page.on("dialog", lambda dialog: seat.wrong.append(f"dialog: {dialog.message}") or dialog.dismiss())
        page.on(
            "request",
            lambda asked: (
                seat.wrong.append(f"foreign: {asked.url}")
                if not asked.url.startswith((address, "data:", "blob:"))
                else None
            ),
        )
        if right:
            seat.open("/login")
            page.fill("[name=name]", right)
            page.fill("[name=password]", PASSWORD)
            page.click("main button")
            page.wait_for_load_state("networkidle")
        seats.append(seat)
        return seat

    yield take
    for seat in seats:
        seat.page.context.close()
        assert seat.wrong == []


def paths_of(made: Made) -> list[str]:
    """A page of every kind."""
    record = made.record
    meeting, agreement = record.meetings(dyad="JPN-FRA")[0], record.agreements(dyad="JPN-FRA")[0]
    position, event = record.positions(dyad="JPN-FRA")[0], record.events(dyad="JPN-FRA")[0]
    return [
        "/", "/?section=defence", "/pairs", "/pairs/JPN-FRA", f"/meetings/{meeting.id}", f"/agreements/{agreement.id}", f"/positions/{position.id}",
        f"/events/{event.id}", f"/series/{meeting.thread}", "/topics", f"/topics/{position['topic_key']}", "/people/yoshimasa-hayashi", "/states/JPN",
        f"/documents/{meeting.documents[0]}", "/map", "/network", "/search?q=access", "/paste", "/about", "/api/docs", "/follow?dyad=JPN-FRA",
        "/feeds/digest?dyad=JPN-FRA", "/logout",
    ]  # fmt: skip


def serious(page: Page) -> list[str]:
    """What axe-core finds that bars people."""
    page.evaluate(f"() => {{ {AXE} }}")
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:120]}" for one in found["violations"] if one["impact"] in {"serious", "critical"}
    ]  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("right", ["reader", "editor"])
def test_every_page(sit: Sit, right: str, width: int) -> None:
    seat = sit(right, width, color_scheme="dark" if right == "editor" else "light")
    more = ["/review", "/changes"] if right == "editor" else []
    for path in [*paths_of(seat.made), *more]:
        page = seat.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("document.querySelector('h1')?.innerText.length > 2"), path
        empty = page.evaluate(
            "[...document.querySelectorAll('section')].filter(s => s.innerText.trim().split('\\n').length < 2).map(s => s.innerHTML.slice(0, 80))"
        )
        assert empty == [], path
        if seat.made.record.engine.dialect.name == "sqlite":
            assert serious(page) == [], path


def test_pages_are_light_and_soon_usable(sit: Sit) -> None:
    seat = sit("reader")
    for path in paths_of(seat.made):
        if path in {"/map", "/logout"}:
            continue
        fresh = sit()
        fresh.page.goto(seat.address + path)
        fresh.page.wait_for_load_state("networkidle")
        told = json.loads(fresh.page.evaluate(
            "JSON.stringify([performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')])"
        ))  # fmt: skip
        assert sum(one["transferSize"] for one in told) < HEAVIEST, path
        assert told[0]["domInteractive"] < USABLE, path


def test_a_pasted_text_shows_its_reading(sit: Sit) -> None:
    seat = sit("reader", 390)
    page = seat.open("/paste")
    page.fill("textarea", TALKS)
    page.click("button.main")
    page.wait_for_selector(".card.k-meeting")
    card = page.locator(".card.k-meeting").first
    assert "7th 2+2" in card.inner_text()
    assert "It was the seventh two-plus-two meeting" in page.locator(".cards").inner_text()
    assert "Glacier Town Votes on New Harbor" in page.locator(".page-lists").inner_text()
    assert "Glacier" not in page.locator(".text").inner_text()
    assert serious(page) == []


def test_a_correction_is_seen_on_the_relationships_page_and_in_the_history(sit: Sit) -> None:
    seat = sit("reviewer")
    agreement = seat.made.record.agreements(dyad="JPN-FRA")[0]
    page = seat.open(f"/agreements/{agreement.id}")
    row = page.locator("#field-stage")
    row.locator("details.review summary").click()
    row.locator("select").select_option("ratified")
    row.locator("[name=why]").fill("the official gazette")
    row.locator("button[value=correct]").click()
    page.wait_for_selector(".decided")
    assert "ratified" in page.locator(".decided").inner_text()
    pair = seat.open("/pairs/JPN-FRA")
    assert pair.locator(".rungs li[aria-current=step]").first.inner_text().startswith("ratified")
    item = seat.open(f"/agreements/{agreement.id}")
    assert "the official gazette" in item.locator("section:has(#decided)").inner_text()


def test_a_value_is_rejected_where_it_stands_in_the_text(sit: Sit) -> None:
    seat = sit("reviewer")
    (first,) = [one for one in seat.made.record.events(dyad="JPN-FRA") if not one.reviews][:1]
    page = seat.open(f"/documents/{first.documents[0]}")
    card = page.locator(f".card:has(a[href='/events/{first.id}'])").first
    card.locator("details.review > summary").click()
    card.locator("button[value=reject]").first.click()
    page.wait_for_selector(".decided")
    assert first.id not in [one.id for one in seat.made.record.events(dyad="JPN-FRA")]


def test_hover_and_focus_show_what_was_read(sit: Sit) -> None:
    seat = sit()
    meeting = seat.made.record.meetings(dyad="JPN-FRA")[0]
    page = seat.open(f"/documents/{meeting.documents[0]}")
    mark = page.locator(".text a.m.k-meeting").first
    mark.hover()
    assert "2+2" in page.locator("#tip").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    mark.focus()
    assert page.locator("#tip").is_visible()
    mark.click()
    assert page.evaluate("document.activeElement.classList.contains('card')")
    page.locator(".card .quote-link").first.click()
    assert page.evaluate("document.activeElement.classList.contains('m')")


def test_the_review_queue_goes_by_keys(sit: Sit) -> None:
    seat = sit("reviewer")
    page = seat.open("/review")
    number = page.locator(".queue > li").count()
    assert number > 1
    page.keyboard.press("j")
    assert (
        page.evaluate("[...document.querySelectorAll('.queue > li')].findIndex(one => one.classList.contains('now'))")
        == 1
    )
    page.keyboard.press("k")
    page.keyboard.press("a")
    page.wait_for_selector(".queue .decided")
    assert page.locator(".queue > li.now form").count() == 1
    page.keyboard.press("o")
    page.wait_for_url("**/*s/*-*")


def test_a_feed_is_followed(sit: Sit) -> None:
    seat = sit()
    page = seat.open("/pairs/JPN-FRA")
    page.click("text=Follow >> nth=0")
    page.wait_for_load_state("networkidle")
    link = page.locator("dd a").first.get_attribute("href")
    answer = page.request.get(seat.address + str(link))
    feed = ElementTree.fromstring(answer.body())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 3


def test_search_narrows_as_one_types_and_by_facets(sit: Sit) -> None:
    seat = sit()
    page = seat.open("/search")
    page.fill("#q", "reciprocal access")
    page.wait_for_url("**/search?*reciprocal*")
    page.wait_for_load_state("networkidle")
    before = page.locator("#results .item").count()
    page.click(".facets a:text-is('agreement')")
    page.wait_for_load_state("networkidle")
    assert 0 < page.locator("#results .item").count() < before
    page.click(".chosen .chip")
    page.wait_for_load_state("networkidle")
    assert page.locator("#results .item").count() == before
    page.fill("#q", "nothing has these words")
    page.wait_for_selector("#results .empty")


def test_from_two_names_to_their_page(sit: Sit) -> None:
    page = sit().open("/")
    page.fill("[name=one]", "France")
    page.fill("[name=other]", "japan")
    page.press("[name=other]", "Enter")
    page.wait_for_url("**/pairs/FRA-JPN")


def test_pictures_answer_to_keys(sit: Sit) -> None:
    seat = sit()
    page = seat.open("/map")
    page.locator(".spot").first.focus()
    assert page.locator(".detail a").count() > 0
    page = seat.open("/network")
    page.locator(".node").first.focus()
    assert page.locator(".link.lit").count() > 0


def test_the_theme_is_chosen_and_kept(sit: Sit) -> None:
    page = sit(color_scheme="light").open("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-button]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_everything_but_pictures_works_without_scripts(sit: Sit) -> None:
    seat = sit("reviewer", 390, java_script_enabled=False)
    agreement = seat.made.record.agreements(dyad="JPN-FRA")[0]
    page = seat.open(f"/agreements/{agreement.id}")
    row = page.locator("#field-kind")
    row.locator("details.review summary").click()
    row.locator("select").select_option("visiting forces")
    row.locator("button[value=correct]").click()
    page.wait_for_load_state()
    assert "visiting forces" in page.locator("#field-kind .shown").inner_text()
    page = seat.open("/search?q=access")
    assert page.locator(".item").count() > 0
    assert "the table below says the same" in seat.open("/map").inner_text("main")


def test_the_keyboard_reaches_the_content_first(sit: Sit) -> None:
    page = sit().open("/pairs/JPN-FRA")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_hostile_words_do_nothing_in_a_browser(sit: Sit) -> None:
    seat = sit("editor")
    seat.made.record.add(hostile_reading())
    seat.made.app.app.changed()  # type: ignore[attr-defined]
    for path in ("/", "/pairs/FRA-JPN", "/documents/made-up", "/map", "/network", "/review", "/people/evil-person"):
        seat.open(path)
    seat.open("/documents/made-up").locator(".text a.m").first.hover()


def test_an_editor_adds_a_text(sit: Sit) -> None:
    seat = sit("editor")
    page = seat.open("/paste")
    page.fill("textarea", LATER.replace("Thursday", "Wednesday").replace("Paris", "Lyon"))
    page.click("button[name=keep]")
    page.wait_for_url("**/documents/*")
    assert "Lyon" in page.locator(".text").inner_text()
    assert "add" in seat.open("/changes").locator("table").inner_text()
