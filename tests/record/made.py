"""Made-up readings for the record's tests: a document whose text is the quotes of its items."""

import random
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from communique.record import Record, tables
from communique.record.report import short_hash
from communique.schema import (
    Actor,
    Agreement,
    Attendee,
    Date,
    Document,
    Event,
    Evidence,
    Meeting,
    Office,
    Place,
    Position,
    Reader,
    Reading,
    Series,
    StageAt,
)

PLACES = {"Tokyo": "JPN", "Paris": "FRA", "Lima": "PER", "Oslo": "NOR"}


def day(edtf: str) -> Date:
    """A date by its EDTF: a day, a month, a year or an interval of days."""
    if "/" in edtf:
        start, end = edtf.split("/")
        return Date(edtf=edtf, start=start, end=end, said=None, precision="interval")  # type: ignore[arg-type]
    if len(edtf) == 7:
        return Date(edtf=edtf, start=f"{edtf}-01", end=f"{edtf}-28", said=None, precision="month")  # type: ignore[arg-type]
    if len(edtf) == 4:
        return Date(edtf=edtf, start=f"{edtf}-01-01", end=f"{edtf}-12-31", said=None, precision="year")  # type: ignore[arg-type]
    return Date(edtf=edtf, start=edtf, end=edtf, said=None, precision="day")  # type: ignore[arg-type]


def quote(words: str) -> list[Evidence]:
    """Evidence of words at the head of a text."""
    return [Evidence(start=0, end=len(words), quote=words)]


def person(name: str, country: str, kind: str = "foreign_minister") -> Attendee:
    """Somebody at a meeting."""
    office = Office(title=kind, country=country, kind=kind)  # type: ignore[arg-type]
    return Attendee(name=name, office=office, country=country, actor=name.lower().replace(" ", "-"))


def place(name: str) -> Place:
    """One of a few cities."""
    return Place(name=name, country=PLACES[name])


def meeting(parties: str, date: str | None = None, **fields: Any) -> Meeting:
    """A meeting of `JPN FRA`; topics are given as words, a place by its name, people as name and country."""
    given: dict[str, Any] = {
        "id": "m",
        "format": "talks",
        "parties": parties.split(),
        "date": day(date) if date else None,
    }
    given |= {"evidence": quote(fields.pop("words", f"{parties} met"))}
    for topic in [fields.pop("topic")] if "topic" in fields else []:
        given["topics"] = quote(topic)
    if "ordinal" in fields or "series" in fields:
        given["series"] = Series(name=fields.pop("series", None), ordinal=fields.pop("ordinal", None))
    if "place" in fields:
        given["place"] = place(fields.pop("place"))
    return Meeting(**given | fields)


def agreement(parties: str, kind: str, stage: str | None = None, date: str | None = None, **fields: Any) -> Agreement:
    """An agreement at a stage."""
    when = day(date) if date else None
    stages = [StageAt(stage=stage, date=when)] if stage else []  # type: ignore[arg-type]
    words = fields.pop("words", fields.get("name") or kind)
    return Agreement(
        id="a",
        kind=kind,
        parties=parties.split(),
        stage=stage,
        stage_date=when,
        stages=stages,
        evidence=quote(words),
        **fields,  # type: ignore[arg-type]
    )


def event(event_type: str, actors: str, recipients: str = "", date: str | None = None, **fields: Any) -> Event:
    """An event of PLOVER."""
    quad = fields.pop("quad", "verbal cooperation")
    if "place" in fields:
        fields["place"] = place(fields["place"])
    return Event(
        id="e", event_type=event_type, quad=quad, actors=actors.split(), recipients=recipients.split(),  # type: ignore[arg-type]
        date=day(date) if date else None, confidence=0.9, evidence=quote(fields.pop("words", f"{actors} {event_type}")), **fields,
    )  # fmt: skip


def position(
    holders: str, stance: str, topic: str, key: str | None = None, date: str | None = None, **fields: Any
) -> Position:
    """A stance on a topic."""
    return Position(
        id="p", holders=holders.split(), stance=stance, topic=topic, topic_key=key, date=day(date) if date else None,  # type: ignore[arg-type]
        evidence=quote(fields.pop("words", topic)), **fields,
    )  # fmt: skip


def reading(
    *items: Meeting | Agreement | Event | Position, published: str | None = "2023-05-11", **fields: Any
) -> Reading:
    """A document that says these items; its text and identifier come from them unless given."""
    words = " ".join(one.evidence[0].quote for one in items)
    identifier = fields.pop("id", f"d{short_hash(str(published), repr(items))}")
    text = fields.pop("text", f"{words} ({identifier})")
    reader = fields.pop("reader", Reader(name="tests", version="1"))
    actors = fields.pop("actors", [])
    document = Document(**{"id": identifier, "source": f"https://press.example/{identifier}", "title": words[:60],
                           "published": published, "language": "en", "text": text} | fields)  # fmt: skip
    kinds = {Meeting: "meetings", Agreement: "agreements", Event: "events", Position: "positions"}
    given: dict[str, list[Any]] = {name: [] for name in kinds.values()}
    for number, item in enumerate(items):
        given[kinds[type(item)]].append(item.model_copy(update={"id": f"{item.id}{number}"}))
    return Reading(document=document, actors=actors, reader=reader, **given)


def actor(code: str, name: str) -> Actor:
    """A state."""
    return Actor(id=code, name=name, kind="state", country=code)


def rows(record: Record) -> dict[str, list[tuple[Any, ...]]]:
    """The whole projection, without the numbers that databases give."""
    passed_over = {"row", "document", "reading"}
    found: dict[str, list[tuple[Any, ...]]] = {}
    with record.engine.connect() as connection:
        for table in tables.PROJECTION:
            numbered = table.name in {"items", "live"}
            columns = [column for column in table.c if not (numbered and column.name in passed_over)]
            found[table.name] = sorted((tuple(row) for row in connection.execute(sa.select(*columns))), key=repr)
        words = "SELECT count(*) FROM words"
        found["words"] = [tuple(connection.exec_driver_sql(words).one())]
    return found


WORDS = "ports grain pipeline tariff border visas fisheries radar vaccine railway satellite debt steel cotton".split()


def random_reading(seed: int) -> Reading:
    """A document of a small world, so that many of them speak of the same things."""
    chance = random.Random(seed)
    sides = " ".join(chance.sample(["JPN", "FRA", "PER", "NOR"], chance.choice([2, 2, 2, 3])))
    date = chance.choice([None, *(f"2023-05-{n:02d}" for n in range(1, 13)), "2023-05", "2023-05-04/2023-05-08"])
    words = " ".join(chance.sample(WORDS, 4))
    status = chance.choice(["actual", "actual", "actual", "planned", "denied", "background"])
    makers: list[Callable[[], Any]] = [
        lambda: meeting(
            sides, date, status=status, words=f"met {words}", topic=words, format=chance.choice(["talks", "phone call", "2+2", "visit"])
        ),
        lambda: event(chance.choice(["CONSULT", "ACCUSE"]), *sides.split()[:2], date, status=status, words=f"said {words}"),
        lambda: agreement(
            sides, chance.choice(["free trade", "memorandum"]), chance.choice(["negotiating", "signed"]), date,
            name=chance.choice([None, f"{words} agreement"]),
        ),
        lambda: position(sides, chance.choice(["oppose", "support"]), words, chance.choice(["human-rights", None]), date),
    ]  # fmt: skip
    items = [chance.choice(makers)() for _ in range(chance.randint(1, 3))]
    published = chance.choice([f"2023-05-{n:02d}" for n in range(1, 15)])
    official = chance.random() < 0.3
    source = f"https://www.mofa.go.jp/{seed}" if official else f"https://press.example/{seed}"
    return reading(*items, published=published, id=f"doc-{seed}", source=source, text=f"{words} {seed}")
