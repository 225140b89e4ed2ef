"""The record: one event, many reports.

    with communique.open_record() as record:        # a SQLite file in the user's data directory, or a path or address
        record.add(["reports/", "https://…"])        # paths, folders, addresses, documents or readings -> Added
        record.meetings(dyad="JPN-FRA", since="2023")  # -> Items: a sequence of Item, .cursor, .to_pandas(), .to_polars()
        record.show("JPN-FRA")                       # -> Page: agreements, series, meetings, positions, events
        record.why("m-0123456789abcd")               # -> Why: what was joined on which grounds, what was kept apart

Questions take a `Query` or its fields: actors, dyad, since, until, kinds, types, stages, topics, status, text, thread,
limit, cursor. `meetings`, `agreements`, `positions`, `events`, `find` (all kinds) and `search(words)` answer with `Items`;
`get(id)` with an `Item` (`item["place"]` is what is shown, `item.values["place"]` a `Value` with `shown`, `rule`,
`reports` and `others`; `item.disputed` names the fields on which reports differ), `series` with `Series` (meetings, gaps,
contradictions), `history(id)` with the wordings of a position, `monthly(dyad)` with `Month`s (Goldstein sum, counts by quad
class), `pairs(actor)`, `documents(ids)`, `reading(id)`, `copies(id)`, `actor(id)`, `names(ids)`, `named(words)`,
`office_holders(country)`, `told(document)`, `quotes(ids)`,
`confidences(ids)`, `topics(kind)`, `stamp()`, `counts()`, `decisions(id)` with plain
dictionaries. `review(id, field, verdict, value, who=, why=)` decides, `relink()` rebuilds, `reread(apply=)` yields what
a new reading changes, `set_aside()` lists what could not be taken in.
Results have `to_dict()`; identifiers stay good for ever: those of reports lead to the item they were joined into.

Documents, readings and decisions are the truth; everything linked is a projection of them (`communique relink`).
"""

from communique.record.query import Query
from communique.record.record import Record
from communique.record.results import Added, Item, Items, Joined, Month, Page, Series, Why
from communique.record.threads import Wording
from communique.record.values import Value

__all__ = ["Added", "Item", "Items", "Joined", "Month", "Page", "Query", "Record", "Series", "Value", "Why", "Wording"]
