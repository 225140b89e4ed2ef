"""Joins mentions into persons, and says which office each holds and for whom.

A country not said at a title is inferred, in this order: a coordinated title before it (`French Foreign Minister A and
Armed Forces Minister B`), another person of the same office whose country is the other of the two parties, the only
state the report speaks for. What stays open stays null.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from communique.reading.persons import PersonMention, TitleUse, slug
from communique.reference.people import PersonRecord, Tenure, fold, named, surnamed
from communique.schema import Evidence, Office, OfficeKind, cite

# Of several titles of one person, the office they are known by on the world's stage.
RANK: tuple[OfficeKind, ...] = (
    "head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister", "trade_minister",
    "secretary_general", "national_security_adviser", "chief_of_defence", "special_envoy", "ambassador", "minister",
    "deputy_minister", "spokesperson", "other",
)  # fmt: skip


@dataclass
class Person:
    """A person of the document: all mentions, and the office as far as known."""

    id: str
    name: str
    mentions: list[PersonMention] = field(default_factory=list)
    country: str | None = None
    organisation: str | None = None
    inferred: bool = False
    record: PersonRecord | None = None
    known_office: Tenure | None = None
    not_of: str | None = None

    @property
    def title(self) -> TitleUse | None:
        """The title that tells most: a known kind of office before an unknown one, current before former."""
        uses = [use for mention in self.mentions for use in mention.titles]
        ranked = sorted(
            uses, key=lambda use: (use.former, use.future, use.deputy, RANK.index(use.title.kind), use.start)
        )
        return ranked[0] if ranked else None

    @property
    def office_kind(self) -> OfficeKind | None:
        """Kind of the office held on the report's date, or None."""
        use = self.title
        if use is None and self.known_office is not None:
            return self.known_office.kind
        if use is None or use.former or use.future:
            return None
        if use.deputy and use.title.kind != "spokesperson":
            return "deputy_minister"
        return self.known_office.kind if self.known_office is not None else use.title.kind

    def office(self) -> Office | None:
        """The office as the contract has it; None for former and future holders."""
        use, kind = self.title, self.office_kind
        if use is None and self.known_office is not None:
            tenure = self.known_office
            return Office(
                title=tenure.title, country=tenure.country, kind=tenure.kind, acting=tenure.acting, inferred=True
            )
        if use is None or kind is None:
            return None
        words = " ".join(use.words.split())
        country = self.country if self.organisation is None else None
        return Office(title=words, country=country, kind=kind, acting=use.acting, inferred=self.inferred)

    def evidence(self, text: str) -> list[Evidence]:
        """Every mention, with the title where there is one."""
        return [cite(text, *mention.outer) for mention in self.mentions]


def join_mentions(mentions: Sequence[PersonMention]) -> list[Person]:
    """Persons in order of first mention; a single word joins the latest person it can be the name of."""
    persons: list[Person] = []
    fuller = [m for m in mentions if len(m.name.split()) > 1]
    lone = [m for m in mentions if len(m.name.split()) == 1]
    for mention in fuller:
        _place(persons, mention)
    for mention in lone:
        _place(persons, mention)
    for person in persons:
        person.mentions.sort(key=lambda m: m.start)
        said = [m.country for m in person.mentions if m.country]
        said += [u.country for m in person.mentions for u in m.titles if u.country and not u.former]
        person.country = said[0] if said else None
        bodies = [m.organisation for m in person.mentions if m.organisation]
        bodies += [u.organisation for m in person.mentions for u in m.titles if u.organisation]
        person.organisation = bodies[0] if bodies and not person.country else None
    return sorted(persons, key=lambda p: p.mentions[0].start)


def _place(persons: list[Person], mention: PersonMention) -> None:
    words = fold(mention.name).split()
    for person in reversed(persons):
        if _same_person(fold(person.name).split(), words) or _same_record(person.name, mention.name):
            person.mentions.append(mention)
            if len(mention.name) > len(person.name):
                person.name, person.id = mention.name, slug(mention.name)
            return
    persons.append(Person(slug(mention.name), mention.name, [mention]))


def _same_record(known: str, other: str) -> bool:
    """Whether two names are spellings of one person the reference knows (`Zelensky` and `Zelenskyy`)."""
    records = {r.id for r in named(known)}
    found = named(other) or tuple(r for r in surnamed(other) if len(other.split()) == 1)
    return any(r.id in records for r in found)


def _same_person(known: list[str], other: list[str]) -> bool:
    """Whether two folded names can be one person's: the same words in any order, or fewer of them with the surname."""
    fuller, shorter = (known, other) if len(known) >= len(other) else (other, known)
    if not shorter:
        return False
    if set(shorter) <= set(fuller):
        return len(shorter) > 1 or shorter[0] in {fuller[-1], fuller[0]} or len(shorter[0]) > 3
    return len(shorter) > 1 and shorter[-1] == fuller[-1] and shorter[0] == fuller[0]


def infer_countries(
    persons: Sequence[Person],
    parties: Sequence[str],
    issuer: str | None,
    mentioned: frozenset[str] = frozenset(),
    met: Mapping[str, str] | None = None,
    body: str | None = None,
) -> None:
    """Fills in countries not said: by the title itself, coordination, elimination between two parties, the dateline.

    `mentioned` are the states the document names: of several that have a title, the one named is meant. `met` says
    of persons somebody is told to have met of which state they may be; `body` is the organisation whose release it is.
    """
    _by_title(persons, mentioned, issuer)
    reporting = issuer or body
    if reporting is not None:
        _by_encounter(persons, reporting, met or {})
    mentions = sorted(((m, p) for p in persons for m in p.mentions if m.titles), key=lambda pair: pair[0].start)
    _by_coordination(mentions)
    if issuer is not None and issuer in parties:
        _by_issuer(persons, issuer)
    if len(parties) == 2:
        _by_elimination(persons, parties, issuer)
    if issuer is not None:
        _by_issuer(persons, issuer)


def _by_encounter(persons: Sequence[Person], issuer: str, met: Mapping[str, str]) -> None:
    """Whom the state that reports has met is of another, if it has no such office itself or says where they met."""
    for person in persons:
        other = met.get(person.id)
        if other is None or other == issuer or person.country or person.organisation or person.office_kind is None:
            continue
        own = person.title is not None and person.title.title.countries == (issuer,)
        if _may_hold(person, other) and not own:
            person.country, person.inferred = other, True


def _by_title(persons: Sequence[Person], mentioned: frozenset[str], issuer: str | None) -> None:
    """A title only some states have: of those the one that speaks, else the one named, else the first listed for it."""
    for person in persons:
        if person.country or person.organisation or person.title is None or person.office_kind is None:
            continue
        countries = person.title.title.countries
        named = [issuer] if issuer in countries else [code for code in countries if code in mentioned]
        named = named or list(countries[:1])
        if len(named) == 1:
            person.country, person.inferred = named[0], True


def _may_hold(person: Person, country: str) -> bool:
    """Whether a state has the person's title at all."""
    countries = person.title.title.countries if person.title is not None else ()
    return not countries or country in countries


def _by_issuer(persons: Sequence[Person], issuer: str) -> None:
    """An office said without its country is that of the state the report is dated from, if nobody else of it holds it."""
    for person in persons:
        if person.country or person.organisation or person.office_kind is None or person.title is None:
            continue
        held = {p.office_kind for p in persons if p.country == issuer and p is not person}
        if person.not_of == issuer or person.office_kind == "secretary_general":
            continue
        if _may_hold(person, issuer) and person.office_kind not in held - {
            "other",
            "minister",
            "deputy_minister",
            "spokesperson",
            "ambassador",
        }:
            person.country, person.inferred = issuer, True


def _by_coordination(mentions: Sequence[tuple[PersonMention, Person]]) -> None:
    for (before, holder), (mention, person) in itertools.pairwise(mentions):
        adjacent = mention.sentence is before.sentence and _in_one_run(before, mention)
        if person.country or person.organisation or not adjacent or holder.country is None:
            continue
        if not _may_hold(person, holder.country):
            continue
        if person.office_kind and person.office_kind != holder.office_kind and holder.mentions[0] is before:
            person.country, person.inferred = holder.country, holder.inferred


# What may stand between the members of a run of office-holders of one state.
_STYLES = re.compile(r"(?:,|,? and|;)? ?(?:(?:His|Her|Their) (?:\w+ )?(?:Highness|Excellency|Majesty) ?|H\.E\. |the )*")


def _in_one_run(before: PersonMention, mention: PersonMention) -> bool:
    """Whether nothing but a comma, an `and` and styles stands between two persons with their titles."""
    start, end = before.outer[1], mention.outer[0]
    if end - start <= len(", and "):
        return True
    offset = mention.sentence.offset
    return _STYLES.fullmatch(mention.sentence.span.doc.text[start - offset : end - offset]) is not None


def _by_elimination(persons: Sequence[Person], parties: Sequence[str], issuer: str | None) -> None:
    """Of two parties, the one whose holder of the office is not said already; the issuer's own counts as said."""
    for person in persons:
        if person.country or person.organisation or person.office_kind is None:
            continue
        peers = {
            other.country
            for other in persons
            if other is not person
            and other.office_kind == person.office_kind
            and other.country in parties
            and (not other.inferred or other.country == issuer)
        }
        other = next((party for party in parties if party not in peers), None)
        if len(peers) == 1 and other is not None and _may_hold(person, other):
            person.country, person.inferred = other, True
    _by_company(persons)


def _by_company(persons: Sequence[Person]) -> None:
    """Those named in one run with a person whose country was inferred are of that country too."""
    for person in persons:
        if person.country or person.organisation or person.office_kind is None or not person.mentions:
            continue
        first = person.mentions[0]
        for other in persons:
            if other.country is None or not other.mentions or other is person:
                continue
            near = other.mentions[0]
            gap = min(abs(first.outer[0] - near.outer[1]), abs(near.outer[0] - first.outer[1]))
            if (
                near.sentence is first.sentence
                and gap <= len(", and ")
                and other.inferred
                and _may_hold(person, other.country)
            ):
                person.country, person.inferred = other.country, True
                break
