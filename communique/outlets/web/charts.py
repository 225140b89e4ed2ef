"""Pictures drawn on the server as SVG: they need no script. Colours and fonts come from the style sheet; a table says the same."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from communique.outlets.web.present import day_words, item_url, short_day
from communique.record import Item, Month, Series
from communique.record.query import STAGES

COOPERATION = ("verbal cooperation", "material cooperation")
CONFLICT = ("verbal conflict", "material conflict")
WIDTH = 720
MOST_MONTHS = 120
# The way of an agreement; what may happen to it beside the way stands apart.
RUNGS = ("proposed", "under_consideration", "negotiating", "agreed_in_principle", "signed", "ratified", "in_force")
ON_RUNG = {"initialled": "agreed_in_principle", "adopted": "signed", "provisionally_applied": "in_force"}
BESIDE = tuple(stage for stage in STAGES if stage not in RUNGS and stage not in ON_RUNG)
RUNG_WORDS = {
    "proposed": "proposed", "under_consideration": "considered", "negotiating": "negotiated", "agreed_in_principle": "in principle",
    "signed": "signed", "ratified": "ratified", "in_force": "in force",
}  # fmt: skip


@dataclass(frozen=True)
class Rung:
    """One rung of an agreement's ladder."""

    stage: str
    words: str
    state: str  # "told", "now", "passed" or "ahead"
    date: str | None


def ladder(item: Item) -> list[Rung]:
    """An agreement's rungs; one below the highest told counts as passed though no report says so."""
    told: dict[str, Mapping[str, Any]] = {ON_RUNG.get(str(at["stage"]), str(at["stage"])): at for at in item.history}
    now = ON_RUNG.get(item.stage or "", item.stage or "")
    if now in RUNGS and now not in told:
        told[now] = {"stage": now, "date": item["date"]}
    reached = [number for number, rung in enumerate(RUNGS) if rung in told]
    top = RUNGS.index(now) if now in RUNGS else max(reached, default=-1)
    return [_rung(number, rung, told, now, top) for number, rung in enumerate(RUNGS)]


def _rung(number: int, rung: str, told: Mapping[str, Mapping[str, Any]], now: str, top: int) -> Rung:
    at = told.get(rung)
    date = at.get("date") if isinstance(at, dict) else None
    said = isinstance(at, dict) and str(at["stage"])
    words = RUNG_WORDS[rung] if not said or said == rung else str(said).replace("_", " ")
    state = (
        "now" if rung == now else "told" if rung in told and number <= top else "passed" if number < top else "ahead"
    )
    return Rung(rung, words, state, str(date) if date else None)


def fallen(item: Item) -> str | None:
    """What became of an agreement beside its way: suspended, rejected, terminated, amended."""
    return item.stage.replace("_", " ") if item.stage in BESIDE else None


def timeline(series: Series) -> Markup:
    """A series of meetings on a line of time, each with its number; missing numbers as empty rings between."""
    dated = [meeting for meeting in series.meetings if meeting.day]
    if not dated:
        return Markup("")
    days = [dt.date.fromisoformat(str(meeting.day)[:10]).toordinal() for meeting in dated]
    first, last = min(days), max(days)
    left, right, middle = 34, WIDTH - 34, 46

    def at(day: int) -> float:
        return (left + right) / 2 if last == first else left + (right - left) * (day - first) / (last - first)

    parts = [f'<line class="axis" x1="{left - 20}" x2="{right + 20}" y1="{middle}" y2="{middle}"/>']
    years = _years(first, last, at, middle)
    parts += years
    parts += _gaps(dated, days, series.gaps, at, middle)
    before = -100.0
    for meeting, day in zip(dated, days, strict=True):
        x = at(day)
        number = str(meeting["ordinal"] or "")
        planned = " planned" if meeting.status in {"planned", "possible"} else ""
        title = escape(f"{number}. " if number else "") + escape(f"{day_words(str(meeting['date'] or meeting.day))}")
        parts.append(
            f'<a href="{escape(item_url(meeting))}" aria-label="{title}"><title>{title}</title>'
            f'<circle class="dot{planned}" cx="{x:.1f}" cy="{middle}" r="11"/>'
            f'<text class="on-dot" x="{x:.1f}" y="{middle + 4}">{escape(number or "·")}</text></a>'
        )
        if x - before > 70:
            shown = escape(short_day(str(meeting["date"] or meeting.day)))
            parts.append(f'<text class="tick" x="{x:.1f}" y="{middle - 20}">{shown}</text>')
            before = x
    return _svg(parts, 92 if years else 66, f"{len(dated)} meetings on a line of time")


def _years(first: int, last: int, at: Callable[[int], float], middle: int) -> list[str]:
    years = range(dt.date.fromordinal(first).year + 1, dt.date.fromordinal(last).year + 1)
    step = max(1, len(years) // 10)
    found = []
    for year in years[::step]:
        x = at(dt.date(year, 1, 1).toordinal())
        found.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{middle - 6}" y2="{middle + 24}"/>')
        found.append(f'<text class="tick" x="{x:.1f}" y="{middle + 38}">{year}</text>')
    return found


def _gaps(
    dated: Sequence[Item], days: Sequence[int], gaps: Sequence[int], at: Callable[[int], float], middle: int
) -> list[str]:
    found = []
    numbered = [(meeting["ordinal"], day) for meeting, day in zip(dated, days, strict=True) if meeting["ordinal"]]
    for (one, begins), (other, ends) in pairwise(numbered):
        for missing in [gap for gap in gaps if one < gap < other]:
            x = at(begins) + (at(ends) - at(begins)) * (missing - one) / (other - one)
            title = f"number {missing} is not in the record"
            found.append(f'<g><title>{title}</title><circle class="gap" cx="{x:.1f}" cy="{middle}" r="9"/>'
                         f'<text class="in-gap" x="{x:.1f}" y="{middle + 4}">{missing}</text></g>')  # fmt: skip
    return found


def months(given: Sequence[Month]) -> Markup:
    """Cooperation above the line, conflict below, month by month."""
    shown = _filled(given)[-MOST_MONTHS:]
    if not shown:
        return Markup("")
    up = max([sum(month.counts.get(name, 0) for name in COOPERATION) for month in shown] + [1])
    fallen_to = max(sum(month.counts.get(name, 0) for name in CONFLICT) for month in shown)
    down = max(fallen_to, 0.2)
    height, top, left = 170, 14, 34
    unit = (height - 40) / (up + down)
    zero = top + up * unit
    step = (WIDTH - left - 8) / len(shown)
    bar = max(1.0, min(26.0, step * 0.72))
    parts = [f'<line class="axis" x1="{left}" x2="{WIDTH}" y1="{zero:.1f}" y2="{zero:.1f}"/>',
             f'<text class="scale" x="{left - 6}" y="{top + 8}">{up}</text>',
             f'<text class="scale" x="{left - 6}" y="{zero + 4:.1f}">0</text>',
             f'<text class="scale" x="{left - 6}" y="{zero + down * unit:.1f}">{fallen_to or ""}</text>']  # fmt: skip
    for number, month in enumerate(shown):
        x = left + step * (number + 0.5) - bar / 2
        parts.append(f"<g><title>{escape(_told(month))}</title>{_bars(month, x, bar, zero, unit)}</g>")
    every = max(1, -(-len(shown) // 8))
    for number in range(0, len(shown), every):
        x = left + step * (number + 0.5)
        x = min(x, WIDTH - 28)
        parts.append(f'<text class="tick" x="{x:.1f}" y="{height + 6}">{escape(short_day(shown[number].month))}</text>')
    return _svg(parts, height + 16, "Events of cooperation above the line and of conflict below it, by month")


def _bars(month: Month, x: float, bar: float, zero: float, unit: float) -> str:
    found, y = [], zero
    for name in COOPERATION:
        tall = month.counts.get(name, 0) * unit
        y -= tall
        found.append(
            f'<rect class="{name.replace(" ", "-")}" x="{x:.1f}" y="{y:.1f}" width="{bar:.1f}" height="{tall:.1f}"/>'
        )
    y = zero
    for name in CONFLICT:
        tall = month.counts.get(name, 0) * unit
        found.append(
            f'<rect class="{name.replace(" ", "-")}" x="{x:.1f}" y="{y:.1f}" width="{bar:.1f}" height="{tall:.1f}"/>'
        )
        y += tall
    return "".join(found)


def _told(month: Month) -> str:
    counts = ", ".join(f"{number} {name}" for name, number in month.counts.items() if number)
    return f"{day_words(month.month)}: {counts or 'no event'}; Goldstein sum {month.goldstein:+.1f}"


def _filled(given: Sequence[Month]) -> list[Month]:
    """Months with those between them in which nothing was."""
    if not given:
        return []
    known = {month.month: month for month in given}
    year, number = map(int, given[-1].month.split("-"))
    found: list[Month] = []
    while len(found) < MOST_MONTHS:
        name = f"{year:04d}-{number:02d}"
        found.append(known.get(name) or Month(name, 0.0, {}))
        if name <= given[0].month:
            break
        year, number = (year - 1, 12) if number == 1 else (year, number - 1)
    return found[::-1]


def _svg(parts: Sequence[str], height: int, label: str) -> Markup:
    body = "".join(parts)
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{escape(label)}">{body}</svg>'
    )
