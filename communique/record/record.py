"""A record: what is added to it, what it answers."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import sqlalchemy as sa

from communique.errors import CommuniqueError, InputError
from communique.record import finding, lookups, projection, review, store, tables, threads
from communique.record import why as why_
from communique.record.database import asking, connect, writing
from communique.record.migrate import upgrade
from communique.record.query import Query, ask
from communique.record.report import COPY
from communique.record.rereading import Changed, changes
from communique.record.results import Added, Item, Items, Month, Page, Series, Why
from communique.schema import Document, Reading
from communique.settings import settings

ON_A_PAGE = 10
IN_A_SERIES = 30  # meetings of a series on the page of a dyad, the newest; `series` gives all
Source = str | Path | Document | Reading
Progress = Callable[[Added], None]


class Adder(Protocol):
    """Reads inputs into a record; `communique.open_record` brings one, this room knows no language."""

    def __call__(self, record: "Record", inputs: Iterable[Source], *, jobs: int, progress: Progress | None) -> Added:
        """What came of it."""

    def reread(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """New readings of documents."""


class Record:
    """Documents, their readings and what they say together. Close it, or use it in a `with` statement."""

    def __init__(self, url: str | Path | None = None, *, adder: Adder | None = None) -> None:
        self.engine = connect(url)
        self._adder = adder
        try:
            upgrade(self.engine)
        except BaseException:
            self.engine.dispose()
            raise

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- adding --------------------------------------------------------------------------------------------------------

    def add(self, inputs: Source | Iterable[Source], *, jobs: int = 1, progress: Progress | None = None) -> Added:
        """Adds paths, addresses, documents or readings, batch by batch; each batch is committed whole, with its links.

        What is there already is passed over, what cannot be taken in is set aside: both are counted in the answer.
        """
        given: Iterable[Source] = [inputs] if isinstance(inputs, (str, Path, Document, Reading)) else inputs
        return (
            self._needs_adder()(self, given, jobs=jobs, progress=progress)
            if self._adder
            else self._add_readings(given, progress)
        )

    def _needs_adder(self) -> Adder:
        if self._adder is None:
            raise CommuniqueError("this record was opened without a reader: open it with communique.open_record")
        return self._adder

    def _add_readings(self, given: Iterable[Source], progress: Progress | None) -> Added:
        from communique.record.batches import in_batches

        total = Added()
        for batch in in_batches(given, settings().batch):
            readings = [one for one in batch if isinstance(one, Reading)]
            if len(readings) < len(batch):
                self._needs_adder()
            self.add_readings(readings, total)
            if progress:
                progress(total)
        return total

    def add_readings(
        self, readings: Sequence[Reading], total: Added | None = None, aside: Sequence[InputError] = ()
    ) -> Added:
        """One batch in one transaction: documents, readings, what was set aside, and the links."""
        total = total if total is not None else Added()
        with writing(self.engine) as connection:
            known = store.known(connection, [reading.document for reading in readings])
            fresh = {(r.document.id, store.version_of(r.document)): r for r in readings}
            new = [reading for key, reading in fresh.items() if key not in known]
            copies = store.known_contents(connection, [reading.document for reading in new])
            store.put_readings(connection, new)
            store.put_aside(connection, ((e.source, type(e).__name__, e.reason) for e in aside))
            if new:
                projection.follow(connection, [reading.document.id for reading in new], _by_document(new))
        again = sum(store.content_of(reading.document) in copies for reading in new)
        total.added += len(new) - again
        total.known += len(readings) - len(new) + again
        total.aside += len(aside)
        total.reasons += [(error.source, error.reason) for error in aside]
        return total

    def known(self, documents: Sequence[Document]) -> list[bool]:
        """For each document whether the record has it, in this version."""
        with asking(self.engine) as connection:
            found = store.known(connection, documents)
        return [(document.id, store.version_of(document)) in found for document in documents]

    def set_aside(self) -> list[dict[str, str]]:
        """What could not be taken in, with the reasons."""
        with asking(self.engine) as connection:
            return store.list_aside(connection)

    # -- rebuilding ----------------------------------------------------------------------------------------------------

    def relink(self, *, progress: Callable[[int], None] | None = None) -> int:
        """Rebuilds all that is linked from documents, readings and decisions, in one transaction; how many documents."""
        done = 0
        with writing(self.engine) as connection:
            projection.clear(connection)
            for identifiers in store.all_documents(connection, settings().batch):
                projection.follow(connection, identifiers)
                done += len(identifiers)
                if progress:
                    progress(done)
        return done

    def reread(self, *, apply: bool = False, progress: Callable[[int], None] | None = None) -> Iterator[Changed]:
        """Reads all documents anew and says what changes; with `apply` the new readings take the place of the old."""
        from communique.record.batches import in_batches

        adder = self._needs_adder()
        done = 0
        for identifiers in self._identifiers():
            with asking(self.engine) as connection:
                now = store.current(connection, identifiers)
                old = store.load_readings(connection, (one.reading for one in now.values()))
            documents = [reading.document for reading in old.values() if reading.document.text]
            before = {reading.document.id: reading for reading in old.values()}
            for batch in in_batches(adder.reread(documents), settings().batch):
                found = [one for one in (changes(before[r.document.id], r) for r in batch) if one.differs]
                if apply:
                    changed = {one.document for one in found}
                    self._replace([reading for reading in batch if reading.document.id in changed])
                done += len(batch)
                if progress:
                    progress(done)
                yield from found

    def _replace(self, readings: Sequence[Reading]) -> None:
        if not readings:
            return
        with writing(self.engine) as connection:
            store.put_readings(connection, readings)
            projection.follow(connection, [reading.document.id for reading in readings], _by_document(readings))

    def _identifiers(self) -> Iterator[list[str]]:
        with asking(self.engine) as connection:
            parts = list(store.all_documents(connection, settings().batch))
        yield from parts

    # -- review --------------------------------------------------------------------------------------------------------

    def review(self, identifier: str, field: str, verdict: str, value: Any = None, *, who: str, why: str = "") -> Item:
        """Accepts, corrects or rejects a field of an item (`item`: the whole); the item as it is shown now."""
        with writing(self.engine) as connection:
            item = why_.resolve(connection, identifier)
            review.decide(connection, item, field, verdict, value, who, why)
            from communique.record.items_table import rebuild

            rebuild(connection, [item.id], {})
            return why_.resolve(connection, item.id)

    def decisions(self, identifier: str | None = None) -> list[dict[str, Any]]:
        """All decisions, or those of one item, newest first; `superseded` where a newer one holds."""
        with asking(self.engine) as connection:
            items = [why_.resolve(connection, identifier).id, identifier] if identifier else None
            return review.all_decisions(connection, items)

    # -- asking --------------------------------------------------------------------------------------------------------

    def find(self, query: Query | None = None, /, **fields: Any) -> Items:
        """Items of all kinds that a query, or its fields given by name, ask for."""
        wanted = ask(query, **fields)
        with asking(self.engine) as connection:
            return finding.find(connection, wanted)

    def meetings(self, query: Query | None = None, /, **fields: Any) -> Items:
        """Meetings, newest first."""
        return self.find(query, **fields | {"kinds": ("meeting",)})

    def agreements(self, query: Query | None = None, /, **fields: Any) -> Items:
        """Agreements, by the day of their latest stage."""
        return self.find(query, **fields | {"kinds": ("agreement",)})

    def positions(self, query: Query | None = None, /, **fields: Any) -> Items:
        """Positions, newest first."""
        return self.find(query, **fields | {"kinds": ("position",)})

    def events(self, query: Query | None = None, /, **fields: Any) -> Items:
        """Events, newest first."""
        return self.find(query, **fields | {"kinds": ("event",)})

    def search(self, words: str, query: Query | None = None, /, **fields: Any) -> Items:
        """Items that hold all the words, best first."""
        return self.find(query, **fields | {"text": words})

    def get(self, identifier: str) -> Item:
        """The item of an identifier, its own or that of a report in it; raises UnknownItem."""
        with asking(self.engine) as connection:
            return why_.resolve(connection, identifier)

    def why(self, identifier: str) -> Why:
        """What was joined into an item, on which grounds, and what was kept apart."""
        with asking(self.engine) as connection:
            return why_.why(connection, identifier)

    def show(self, dyad: str | tuple[str, str], /, *, limit: int = ON_A_PAGE, **fields: Any) -> Page:
        """The page of two states: agreements, series, meetings, positions and events between them."""
        wanted = ask(None, dyad=dyad, limit=limit, **fields)
        assert wanted.dyad is not None
        with asking(self.engine) as connection:
            lists = {
                kind: finding.find(connection, ask(wanted, kinds=(kind,)))
                for kind in ("agreement", "meeting", "position", "event")
            }
            recurring = {meeting.thread for meeting in lists["meeting"] if meeting.thread}
            series = threads.series_of(finding.in_threads(connection, recurring, newest=IN_A_SERIES))
        return Page(wanted.dyad, lists["agreement"], series, lists["meeting"], lists["position"], lists["event"])

    def series(self, query: Query | None = None, /, **fields: Any) -> tuple[Series, ...]:
        """The series that the meetings asked for belong to, each whole, with its gaps and contradictions."""
        found = self.meetings(query, **{"limit": 1000} | fields)
        with asking(self.engine) as connection:
            whole = finding.in_threads(connection, {meeting.thread for meeting in found if meeting.thread})
        return threads.series_of(whole)

    def history(self, identifier: str) -> tuple[threads.Wording, ...]:
        """The wordings of a position over time: those of the same holders on the same topic."""
        with asking(self.engine) as connection:
            item = None
            if not identifier.startswith("t-"):
                item = why_.resolve(connection, identifier)
            thread = item.thread if item else identifier
            found = finding.in_threads(connection, [thread]) if thread else [item] if item else []
        return threads.history_of([one for one in found if one])

    def monthly(self, dyad: str | tuple[str, str], /, **fields: Any) -> list[Month]:
        """A dyad's cooperation and conflict: Goldstein sums and counts by quad class, month by month."""
        wanted = ask(None, dyad=dyad, kinds=("event",), **fields)
        with asking(self.engine) as connection:
            return finding.monthly(connection, wanted)

    def pairs(self, actor: str | None = None, *, limit: int = 100) -> list[dict[str, Any]]:
        """Pairs of actors with the number of items between them, most first."""
        d = tables.dyads.c
        number = sa.func.count().label("items")
        statement = sa.select(d.pair, number, sa.func.max(d.day).label("last")).group_by(d.pair)
        if actor:
            known = ask(None, actors=(actor,)).actors[0]
            statement = statement.where(
                sa.or_(d.pair.startswith(f"{known}-", autoescape=True), d.pair.endswith(f"-{known}", autoescape=True))
            )
        with asking(self.engine) as connection:
            rows = connection.execute(statement.order_by(number.desc(), d.pair).limit(limit))
            return [dict(row._mapping) for row in rows]

    def documents(self, identifiers: Iterable[str]) -> list[dict[str, Any]]:
        """What the record knows of documents: address, title, outlet, dates, text, and other documents with the same words."""
        with asking(self.engine) as connection:
            return store.described(connection, identifiers)

    def copies(self, identifier: str) -> list[str]:
        """The documents whose texts are near copies of a document's, itself among them."""
        r = tables.reports.c
        with asking(self.engine) as connection:
            leader = sa.select(r.leader).where(r.document == identifier, r.kind == COPY).scalar_subquery()
            return list(connection.scalars(sa.select(r.document).where(r.leader == leader).order_by(r.rank)))

    def reading(self, identifier: str) -> Reading | None:
        """The reading of a document that counts now."""
        with asking(self.engine) as connection:
            now = store.current(connection, [identifier]).get(identifier)
            return store.load_readings(connection, [now.reading])[now.reading] if now else None

    def actor(self, identifier: str) -> dict[str, Any] | None:
        """An actor's names and offices over time, as the reports give them."""
        from communique.record.actors import described

        with asking(self.engine) as connection:
            return described(connection, identifier)

    def names(self, identifiers: Iterable[str]) -> dict[str, str]:
        """What actors are called."""
        with asking(self.engine) as connection:
            return lookups.names(connection, identifiers)

    def named(self, words: str, *, limit: int = 20) -> list[dict[str, Any]]:
        """Actors of whose names the words are a part."""
        with asking(self.engine) as connection:
            return lookups.named(connection, words, limit)

    def office_holders(self, country: str) -> list[dict[str, Any]]:
        """Who was last reported in each of a country's offices that one person holds at a time."""
        with asking(self.engine) as connection:
            return lookups.office_holders(connection, country)

    def told(self, document: str) -> list[dict[str, Any]]:
        """What a document says, item by item, each with the item of the record it was joined into."""
        with asking(self.engine) as connection:
            return lookups.told(connection, document)

    def confidences(self, identifiers: Sequence[str]) -> dict[str, float]:
        """For events how sure the reader was, at best over their reports."""
        with asking(self.engine) as connection:
            return lookups.confidences(connection, identifiers)

    def quotes(self, identifiers: Iterable[str]) -> dict[str, str]:
        """For items the first words of the report that leads each."""
        with asking(self.engine) as connection:
            return lookups.quotes(connection, identifiers)

    def topics(self, kind: str = "position", *, limit: int = 200) -> list[dict[str, Any]]:
        """The topics of a kind of item with how many there are, most first."""
        with asking(self.engine) as connection:
            return lookups.topics(connection, kind, limit)

    def stamp(self) -> str:
        """A text that changes whenever anything is added, read anew or decided."""
        with asking(self.engine) as connection:
            return lookups.stamp(connection)

    def counts(self) -> dict[str, int]:
        """How much there is of each."""
        v, i = tables.live.c, tables.items.c
        with asking(self.engine) as connection:
            documents = connection.execute(
                sa.select(sa.func.count()).select_from(tables.live).where(v.stands_for.is_(None))
            ).scalar()
            of_kind = sa.select(i.kind, sa.func.count()).group_by(i.kind)
            numbers: Counter[str] = Counter()
            numbers.update(_numbers(connection.execute(of_kind)))
            numbers.subtract(_numbers(connection.execute(of_kind.where(i.hidden))))
            return {"documents": int(documents or 0)} | {f"{kind}s": numbers[kind] for kind in sorted(numbers)}


def _numbers(rows: Iterable[Any]) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in rows}


def _by_document(readings: Iterable[Reading]) -> dict[str, Reading]:
    return {reading.document.id: reading for reading in readings}
