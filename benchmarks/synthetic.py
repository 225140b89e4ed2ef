"""Readings of a made-up world, for measuring the record without reading: the same for the same number, in order of time.

States meet, agree and quarrel by pairs, some far more than others; about one item in seven is told again by another
document of the next days in other words. Texts are short: what is measured is linking and storage.
"""

import bisect
import datetime as dt
import itertools
import random
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from communique.reference.states import states
from communique.schema import (
    Agreement,
    Date,
    Document,
    Event,
    Evidence,
    Meeting,
    Place,
    Position,
    Reader,
    Reading,
    StageAt,
)

FIRST_DAY = dt.date(2014, 1, 1)
DAYS = 3650
PAIRS = 4000
EVENTS = 6  # of one document
AGAIN = 0.15  # share of events told again
EXPECTED = 200_000  # documents spread over the days
TYPES = (
    "CONSULT",
    "AGREE",
    "COOPERATE",
    "SUPPORT",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "SANCTION",
    "COERCE",
    "ASSAULT",
)
QUADS = {
    "CONSULT": 0,
    "AGREE": 0,
    "SUPPORT": 0,
    "COOPERATE": 1,
    "AID": 1,
    "REQUEST": 2,
    "ACCUSE": 2,
    "REJECT": 2,
    "THREATEN": 2,
}
QUAD_NAMES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
GOLDSTEIN = (1.0, 6.0, -2.0, -7.0)
READER = Reader(name="synthetic", version="1")


@lru_cache(maxsize=1)
def world() -> tuple[list[tuple[str, str]], list[float], list[str]]:
    """Pairs of states, the sums of their weights (Zipf), and a vocabulary."""
    chance = random.Random(7)
    codes = sorted(code for code, state in states().items() if state.status == "state")
    pairs = chance.sample(list(itertools.combinations(codes, 2)), PAIRS)
    weights = list(itertools.accumulate(1 / (rank + 10) ** 0.8 for rank in range(PAIRS)))
    syllables = "ba co du fe gi ho ju ka le mi no pu ra se ti vo wa xe yo zu".split()
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)]
    return pairs, weights, words


def readings(number: int, start: int = 0) -> Iterator[Reading]:
    """So many documents in order of time."""
    for at in range(start, start + number):
        yield reading(at)


def reading(at: int) -> Reading:
    """The document of a number."""
    chance = random.Random(at)
    day = FIRST_DAY + dt.timedelta(days=at * DAYS // EXPECTED)
    text: list[str] = []
    events = [_event(number, chance, at, day, text) for number in range(EVENTS)]
    meetings = [_meeting(chance, day, text)] if chance.random() < 0.5 else []
    agreements = [_agreement(chance, day, text)] if chance.random() < 0.1 else []
    positions = [_position(chance, day, text)]
    document = Document(
        id=f"{at:016x}", source=f"https://press.example/{at}", title=f"Report {at}", published=day.isoformat(), language="en",
        text=" ".join(text),
    )  # fmt: skip
    return Reading(
        document=document, events=events, meetings=meetings, agreements=agreements, positions=positions, reader=READER
    )


def pair(chance: random.Random) -> tuple[str, str]:
    """Two states, some pairs far more often than others."""
    pairs, weights, _ = world()
    return pairs[bisect.bisect(weights, chance.random() * weights[-1])]


def words(chance: random.Random, number: int) -> str:
    """Words, the first of the vocabulary far more often than the last."""
    vocabulary = world()[2]
    return " ".join(vocabulary[int(len(vocabulary) * chance.random() ** 3)] for _ in range(number))


def _quote(text: list[str], said: str) -> list[Evidence]:
    start = sum(len(part) + 1 for part in text)
    text.append(said)
    return [Evidence(start=start, end=start + len(said), quote=said)]


def _date(day: dt.date) -> Date:
    return Date(edtf=day.isoformat(), start=day, end=day, said=None, precision="day")


def _event(number: int, chance: random.Random, at: int, day: dt.date, text: list[str]) -> Event:
    """An event; now and then one that a document shortly before told already, in words that are partly its own."""
    told = chance.random() < AGAIN and at > 20
    source = random.Random(f"{at - chance.randint(1, 20) if told else at}-{number}")
    one, other = pair(source)
    kind = source.choice(TYPES)
    when = day - dt.timedelta(days=source.choice([0, 0, 0, 1]))
    said = words(source, 8) + (f" {words(chance, 4)}" if told else "")
    quad = QUADS.get(kind, 3)
    place = Place(name=said.split()[0].title(), country=one) if source.random() < 0.4 else None
    fields: dict[str, Any] = {"quad": QUAD_NAMES[quad], "event_type": kind}
    return Event(
        id=f"e{number}", goldstein=GOLDSTEIN[quad], actors=[one], recipients=[other], date=_date(when), place=place,
        confidence=0.9, evidence=_quote(text, f"{one} {kind.lower()} {other} {said}"), **fields,
    )  # fmt: skip


def _meeting(chance: random.Random, day: dt.date, text: list[str]) -> Meeting:
    one, other = pair(chance)
    fields: dict[str, Any] = {"format": chance.choice(["talks", "phone call", "visit", "foreign ministers", "2+2"])}
    topic = _quote(text, words(chance, 5))
    return Meeting(
        id="m0",
        parties=[one, other],
        date=_date(day),
        topics=topic,
        evidence=_quote(text, f"{one} met {other}"),
        **fields,
    )


def _agreement(chance: random.Random, day: dt.date, text: list[str]) -> Agreement:
    one, other = pair(chance)
    stage: Any = chance.choice(["negotiating", "signed", "in_force"])
    name = f"{words(chance, 3)} agreement"
    return Agreement(
        id="a0", name=name, kind=chance.choice(["free trade", "extradition", "fisheries", "memorandum"]), parties=[one, other],
        stage=stage, stage_date=_date(day), stages=[StageAt(stage=stage, date=_date(day))], evidence=_quote(text, name),
    )  # fmt: skip


def _position(chance: random.Random, day: dt.date, text: list[str]) -> Position:
    one, other = pair(chance)
    said = words(chance, 6)
    stance: Any = chance.choice(["oppose", "support", "urge", "welcome"])
    return Position(
        id="p0", holders=[one], stance=stance, topic=said, topic_key=chance.choice([None, "human-rights", "ceasefire-general"]),
        about=[], date=_date(day), evidence=_quote(text, f"{one} on {other}: {said}"),
    )  # fmt: skip
