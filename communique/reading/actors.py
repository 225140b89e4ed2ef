"""The actors of a document: names found, persons joined, groups described, anaphors ready to resolve."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.authors import author_mentions, author_name, speaks_of
from communique.reading.bodies import seat_names
from communique.reading.cast import Cast, Entry, index_entries, is_state, office_noun
from communique.reading.clauses import agents, is_verbal, lemma
from communique.reading.known_people import recognise
from communique.reading.names import Name, find_names, find_titles
from communique.reading.party_sets import collect_sets
from communique.reading.people import Person, infer_countries, join_mentions
from communique.reading.persons import person_mentions
from communique.reading.sentences import Parsed, Sentence, flat_text, report_day
from communique.reference.cities import cities_named
from communique.reference.groups import group_nouns
from communique.reference.organisations import organisations
from communique.reference.papers import is_paper
from communique.reference.people import fold, holders_of
from communique.reference.sites import site_of
from communique.reference.states import states
from communique.schema import Actor, ActorKind, Document, Evidence, OfficeKind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Offices that organisations have; a state's are not said without it in an organisation's release.
BODIES_OFFICES = frozenset(
    "secretary general,secretary-general,commission president,council president,"
    "deputy secretary general,director-general,director general,high representative,"
    "president,commissioner,managing director,executive secretary,chairperson,high commissioner,vice-president,executive director".split(
        ","
    )
)
# Offices a state has one holder of, whom the reference may know.
SINGLE_OFFICES: frozenset[OfficeKind] = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "national_security_adviser"}
)


def find_cast(parsed: Parsed) -> Cast:
    """The cast of a document, with the countries of its persons inferred where the report leaves them to be."""
    text = flat_text(parsed)
    names = find_names(text)
    names = sorted([*names, *seat_names(parsed.sentences, names)])
    found_titles = find_titles(text)
    mentions = person_mentions(parsed.sentences, names, found_titles, text)
    authors = [
        author
        for author in author_mentions(parsed.sentences, found_titles, text)
        if not any(m.start < author.end and author.start < m.end for m in mentions)
    ]
    mentions = sorted([*authors, *mentions], key=lambda m: m.start)
    persons = join_mentions(mentions)
    cast = Cast(
        entries=index_entries(parsed.sentences, names, persons),
        persons={person.id: person for person in persons},
        paragraphs={sentence.paragraph: sentence.offset for sentence in parsed.sentences},
    )
    cast.issuer = issuer(parsed.document)
    cast.voice = cast.issuer if _is_own_release(parsed.document) else None
    cast.titled = tuple(
        dict.fromkeys(
            i
            for n in find_names(parsed.document.title or "")
            if n.kind in {"state", "demonym", "organisation"}
            for i in n.ids
        )
    )
    cast.home = _home(parsed, names)
    cast.bodies = [(n.start, n.ids[0]) for n in names if n.kind == "organisation"]
    collect_sets(parsed.sentences, cast)
    body = _speaking_body(parsed.document)
    _place_own_officers(persons, body, text)
    _place_author(persons, cast, author_name(text))
    recognise(persons, report_day(parsed.document))
    _place_spokespersons(persons, cast)
    mentioned = frozenset(i for name in names for i in name.ids if name.kind != "place")
    _place_delegates(parsed.sentences, cast)
    _place_by_sides(parsed.sentences, persons, text)
    _place_by_owner(parsed.sentences, cast)
    parties = _pair(cast)
    speaker = (
        cast.issuer
        if parsed.document.outlet or parsed.document.source.startswith("http") or cast.issuer in parties
        else None
    )
    if speaker is not None and speaker not in parties:
        parties = (speaker, *parties)
    _keep_others_out(persons, cast.issuer, report_day(parsed.document), text)
    infer_countries(persons, parties, cast.issuer, mentioned, _met_of(persons, names, cast.issuer, text), body)
    cast.speakers = _speakers(parsed.sentences, cast)
    collect_sets(parsed.sentences, cast)
    cast.home = _home(parsed, names)
    _register_groups(parsed.sentences, cast)
    return cast


def _place_author(persons: Sequence[Person], cast: Cast, name: str | None) -> None:
    """The minister whose name heads a release says `I` in it, and speaks for the state that mostly acts there."""
    person = next((p for p in persons if name and any(m.name == name for m in p.mentions)), None)
    if person is None:
        return
    cast.author = person.id
    cast.issuer = cast.issuer or speaks_of(cast.subject_mentions)
    if cast.issuer and person.country is None and person.organisation is None:
        person.country, person.inferred = cast.issuer, True


def _speakers(sentences: Sequence[Sentence], cast: Cast) -> tuple[str, ...]:
    """The parties that say `We, the Ministers of …` of themselves at the head of a declaration."""
    for sentence in sentences[:12]:
        words = [token.lower_ for token in sentence.span if token.is_alpha][:2]
        if words != ["we", "the"]:
            continue
        entries = [e for token in sentence.span for e in cast.entries.get((sentence.paragraph, token.i), ())]
        people = [i for e in entries if e.kind == "person" for i in e.ids]
        found = cast.parties(people) or tuple(dict.fromkeys(i for e in entries if e.kind == "state" for i in e.ids))
        return found if len(found) > 1 else ()
    return ()


def _place_spokespersons(persons: Sequence[Person], cast: Cast) -> None:
    """A `ministry spokeswoman` speaks for the party last spoken of."""
    for person in persons:
        if person.office_kind == "spokesperson" and person.country is None and person.organisation is None:
            party = cast.latest_party(person.mentions[0].start)
            if party and is_state(party[0]):
                person.country, person.inferred = party[0], True
            elif party:
                person.organisation = party[0]


def _keep_others_out(persons: Sequence[Person], issuer: str | None, day: dt.date | None, text: str) -> None:
    """Whom the issuer has met, and who bears another name than the known holder of its office, is not its holder."""
    if issuer is None or day is None:
        return
    for person in persons:
        first = person.mentions[0]
        met = _MET.search(text, first.sentence.start, first.outer[0]) is not None
        if met and person.country is None and person.office_kind in SINGLE_OFFICES:
            holders = holders_of(issuer, person.office_kind, day) if person.office_kind else ()
            words = set(fold(person.name).split())
            known = {word for holder in holders for name in (holder.name, *holder.names) for word in fold(name).split()}
            person.not_of = issuer if holders and not words & known else None


def _place_delegates(sentences: Sequence[Sentence], cast: Cast) -> None:
    """Who leads `the Vietnamese side` is of Viet Nam."""
    for sentence in sentences:
        for token in sentence.span:
            if token.lower_ not in {"side", "delegation", "team", "party"} or token.dep_ not in {"dobj", "nsubjpass"}:
                continue
            owners = [o for o in cast.owners(sentence, token) if is_state(o)]
            leads = lemma(token.head) in {"lead", "head", "represent", "chair"}
            heads = agents(token.head) if leads and is_verbal(token.head) else []
            for person in (cast.persons.get(a) for head in heads for a in cast.members(sentence, head)):
                if person is not None and owners and person.country is None and person.organisation is None:
                    person.country, person.inferred = owners[0], True


def _place_by_owner(sentences: Sequence[Sentence], cast: Cast) -> None:
    """`its ambassador, X`, `Its special envoy for Mali, X`: whose office it is, the party last spoken of."""
    for sentence in sentences:
        for token in sentence.span:
            if token.lower_ != "its" or token.dep_ != "poss" or not office_noun(token.head):
                continue
            entries = (
                e
                for c in token.head.rights
                if c.dep_ == "appos"
                for e in cast.entries.get((sentence.paragraph, c.i), ())
            )
            person = next((cast.persons[e.ids[0]] for e in entries if e.kind == "person"), None)
            owner = _named_last(sentence, token, cast) or cast.latest_party(sentence.offset + token.idx)
            topical = person is not None and person.office_kind == "special_envoy"
            if person is None or not owner or ((person.country or person.organisation) and not topical):
                continue
            person.country, person.organisation = (owner[0], None) if is_state(owner[0]) else (None, owner[0])
            person.inferred = True


def _named_last(sentence: Sentence, token: "Token", cast: Cast) -> tuple[str, ...]:
    """The only state or organisation an `its` of an adverbial clause has before it in its sentence."""
    clause = next((a for a in token.ancestors if a.dep_ == "advcl"), None)
    if clause is None or clause.i < clause.head.i:
        return ()
    before = sentence.span.doc[sentence.span.start : token.i]
    entries = (e for t in before for e in cast.entries.get((sentence.paragraph, t.i), ()))
    found = dict.fromkeys(i for e in entries if e.kind in {"state", "organisation"} for i in e.ids)
    return tuple(found) if len(found) == 1 else ()


_SIDE = re.compile(
    r"\b(?P<lead>(?:on|from|for|representing) the |the )[^.;,]{2,40}? (?:side|delegation|team)\b", re.IGNORECASE
)


def _place_by_sides(sentences: Sequence[Sentence], persons: Sequence[Person], text: str) -> None:
    """`A and B on the Indian side and C and D on the Australian side`, `From the Japanese side, A and B took part`."""
    for sentence in sentences:
        marks = [
            (m.start() + sentence.start, m.end() + sentence.start)
            for m in _SIDE.finditer(text[sentence.start : sentence.end])
        ]
        sides = [
            (start, names[0].ids[0])
            for start, end in marks
            if (names := find_names(text[start:end])) and is_state(names[0].ids[0])
        ]
        here = [p for p in persons if sides and p.mentions[0].sentence == sentence]
        trailing = any(p.mentions[0].start < sides[0][0] for p in here)
        for person in here:
            start = person.mentions[0].start
            fitting = (
                [c for at, c in sides if at > start][:1] if trailing else [c for at, c in sides if at < start][-1:]
            )
            if fitting and person.country is None and person.organisation is None:
                person.country, person.inferred = fitting[0], True


_MET = re.compile(
    r"\b(?:met|meets|meet|meeting|spoke|speak|talks|consulted|called|hosted|host|received|receive|welcomed|welcome|phoned|congratulated"
    r"|confers?|conferred|calls? on|telephoned|call(?=s? (?:on|upon)\b))\b"
)
# How often the state a text speaks of most is named for every time another is, to be the one of whom it speaks.
CLEARLY_MORE = 2


def _met_of(persons: Sequence[Person], names: Sequence[Name], issuer: str | None, text: str) -> dict[str, str]:
    """The state of those whom the state that speaks has met: in whose capital it was, or of which the text speaks."""
    said = [n for n in names if n.kind in {"state", "demonym"} and issuer not in n.ids]
    counts = Counter(i for n in said for i in n.ids)
    found = {}
    for person in persons:
        first = person.mentions[0]
        lead = text[first.sentence.start : first.outer[0]]
        verb = _MET.search(lead)
        if verb is None or _is_named_between(persons, first.sentence, verb.end(), person):
            continue
        start = first.sentence.start + verb.end()
        sites = [n for n in names if n.kind == "stand_in" and start < n.start < first.outer[0]]
        sites = [n for n in sites if text[n.start - 3 : n.start] == "in " and n.ids[0] in counts]
        sites += _gone_to(names, first.sentence, start, text)
        sites = sites or _seat_before(names, first.outer[0], text, issuer)
        beside = {i for n in said if first.sentence.start <= n.start < first.sentence.end for i in n.ids}
        chosen = sites[-1].ids[0] if sites else _spoken_of(beside, counts)
        if chosen is not None:
            found[person.id] = chosen
    return found


def _seat_before(names: Sequence[Name], offset: int, text: str, issuer: str | None) -> list[Name]:
    """Another state's capital the paragraph is in by then (`In Astana on Thursday …. She will then meet President X`)."""
    begin = text.rfind("\n", 0, offset) + 1
    seats = [n for n in names if n.kind == "stand_in" and begin <= n.start < offset and issuer not in n.ids]
    return [n for n in seats if text[begin : n.start].endswith("In ") and is_state(n.ids[0])][-1:]


_GOES = re.compile(r"\b(?:travel|fly|flew|flown|go|went|gone|return|visit|arriv|trip)\w*\b[^.;]{0,30}?$")
_THEN = re.compile(r"[^.;]{0,40}?,? (?:where|and) ")


def _gone_to(names: Sequence[Name], sentence: Sentence, end: int, text: str) -> list[Name]:
    """Where somebody goes to meet others (`will travel to Nairobi, where she will meet …`)."""
    goals = [n for n in names if n.kind in {"state", "stand_in"} and sentence.start < n.start < end]
    return [n for n in goals if _GOES.search(text, sentence.start, n.start) and _THEN.match(text, n.end, end)]


def _is_named_between(persons: Sequence[Person], sentence: Sentence, start: int, person: Person) -> bool:
    """Whether another person is named in a sentence between an offset of it and a person."""
    first, last = sentence.start + start, person.mentions[0].outer[0]
    return any(first <= m.start < last for other in persons if other is not person for m in other.mentions)


def _spoken_of(beside: set[str], counts: Counter[str]) -> str | None:
    """The only other state of a sentence, or the one a text names clearly more often than any other."""
    if len(beside) == 1:
        return next(iter(beside))
    (most, times), (_, next_times) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return most if times > 1 and times >= CLEARLY_MORE * next_times else None


def _register_groups(sentences: Sequence[Sentence], cast: Cast) -> None:
    """Resolves every group noun once, so that each group of the document is among its actors with all mentions."""
    for sentence in sentences:
        for token in sentence.span:
            if (
                token.pos_ in {"NOUN", "PROPN"}
                and token.lower_ in group_nouns()
                and (token.dep_ not in {"compound", "amod"} or _is_proper_force(token))
            ):
                cast.single(sentence, token)


def _is_proper_force(token: "Token") -> bool:
    """A force by its proper name before another noun (`a Royal New Zealand Air Force aircraft`)."""
    proper = token.pos_ == "PROPN" and token.ent_type_ == "ORG" and token.is_title
    return proper and group_nouns()[token.lower_].sector == "MIL"


def issuer(document: Document) -> str | None:
    """The state that speaks in a document: of its letterhead, else of its dateline's place where that tells."""
    named = _publishing_states(document)
    place = document.dateline_place
    if len(named) == 1:
        return next(iter(named))
    site = site_of(document.source)
    if site is not None:
        return site.state
    if not place:
        return None
    names = [name for part in place.split(",") for name in find_names(part) if name.kind in {"state", "stand_in"}]
    if names:
        return names[-1].ids[0]
    found = {city.country for city in cities_named(place.split(",")[0].strip())}
    return found.pop() if len(found) == 1 else None


def _is_own_release(document: Document) -> bool:
    """Whether a document is a government's own: on its site, or under its letterhead."""
    site = site_of(document.source)
    under_letterhead = len(_publishing_states(document)) == 1 and not is_paper(document.outlet or "")
    return (site is not None and site.state is not None) or under_letterhead


def _publishing_states(document: Document) -> set[str]:
    """The states an outlet's name names: itself, its capital, or a ministry of its own (`Global Affairs Canada`)."""
    found = set()
    for name in _letterhead(document):
        body = organisations()[name.ids[0]] if name.kind == "organisation" else None
        state = body.country if body is not None and body.kind in {"government", "ministry"} else name.ids[0]
        if state is not None and name.kind in {"state", "demonym", "stand_in", "organisation"} and is_state(state):
            found.add(state)
    return found


def _letterhead(document: Document) -> list[Name]:
    """The names in an outlet's own name, which may be written in capitals."""
    outlet = document.outlet or ""
    if outlet.isupper():
        outlet = re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word.group().capitalize(), outlet)
    return find_names(outlet.replace(" Of ", " of ").replace(" The ", " the "))


def _speaking_body(document: Document) -> str | None:
    """The organisation whose own release a document is, or the one that body belongs to."""
    bodies = [organisations()[name.ids[0]] for name in _letterhead(document) if name.kind == "organisation"]
    site = site_of(document.source)
    if not bodies and site is not None and site.organisation is not None:
        bodies = [organisations()[site.organisation]]
    if len(bodies) != 1 or bodies[0].kind != "igo":
        return None
    parent = organisations().get(bodies[0].parent or "")
    return parent.id if parent is not None and parent.members else bodies[0].id


def _place_own_officers(persons: Sequence[Person], body: str | None, text: str) -> None:
    """An office said without its state in an organisation's own release is the organisation's, if it has such an office."""
    for person in persons:
        first = person.mentions[0]
        met = _MET.search(text, first.sentence.start, first.outer[0]) is not None
        free = person.country is None and person.organisation is None and not met
        if body and person.title and free and person.title.words.lower() in BODIES_OFFICES:
            person.organisation = body


def _pair(cast: Cast) -> tuple[str, ...]:
    """The two parties the document is about: the set named most often, else the most frequent two."""
    counts = Counter(frozenset(mention.parties) for mention in cast.sets if len(mention.parties) == 2)
    if counts:
        best = counts.most_common(1)[0][0]
        return next(mention.parties for mention in cast.sets if frozenset(mention.parties) == best)
    return cast.home


def _home(parsed: Parsed, names: Sequence[Name]) -> tuple[str, ...]:
    """The two states or organisations mentioned most, those of the title and the first paragraph counting more."""
    counts: Counter[str] = Counter()
    title = parsed.document.title or ""
    first_end = parsed.sentences[0].end if parsed.sentences else 0
    for name in find_names(title):
        if name.kind != "place":
            counts.update(dict.fromkeys(name.ids, 3))
    for name in names:
        if name.kind not in {"place", "stand_in"}:
            counts.update(dict.fromkeys(name.ids, 2 if name.start < first_end else 1))
    return tuple(party for party, count in counts.most_common(2) if count > 1)


def list_actors(parsed: Parsed, cast: Cast, used: Sequence[str]) -> list[Actor]:
    """Every actor of the document as the contract has it; `used` are ids that other values refer to."""
    text = parsed.document.text
    ranges: dict[str, list[tuple[int, int]]] = {}
    seen: set[Entry] = set()
    for entries in cast.entries.values():
        for entry in entries:
            if entry in seen or entry.kind not in {"state", "demonym", "people", "organisation"}:
                continue
            seen.add(entry)
            for actor in entry.ids:
                ranges.setdefault(actor, []).append((entry.start, entry.end))
    for actor, spans in cast.groups.items():
        if actor not in used and not is_state(actor.partition(".")[0]):
            continue  # a group known by its words alone, of no event
        ranges.setdefault(actor, []).extend(spans)
    for actor in used:
        if actor not in cast.persons:
            ranges.setdefault(actor, [])
    actors = [
        _actor(actor, [parsed.cite(*span) for span in sorted(set(spans))], cast) for actor, spans in ranges.items()
    ]
    for person in cast.persons.values():
        sectors = ["ELI"] if person.title and person.title.former else ["GOV"] if person.office_kind else []
        if person.title and not person.title.former:
            sectors = [person.title.title.sector]
        actors.append(
            Actor(
                id=person.id, name=" ".join(person.name.split()), kind="person", country=person.country, sectors=sectors,
                office=person.office(), wikidata=person.record.wikidata if person.record else None, mentions=person.evidence(text),
            )
        )  # fmt: skip
    return sorted(actors, key=lambda actor: _place(actor, len(text)))


def _place(actor: Actor, nowhere: int) -> tuple[int, int, str]:
    """Where an actor is first named: the shorter mention first where two begin with one plural title."""
    first = actor.mentions[0] if actor.mentions else None
    return (first.start, first.end, actor.id) if first else (nowhere, nowhere, actor.id)


def _actor(actor: str, mentions: list[Evidence], cast: Cast) -> Actor:
    state, _, sector = actor.partition(".")
    if actor in organisations():
        item = organisations()[actor]
        kind: ActorKind = item.kind
        return Actor(id=actor, name=item.name, kind=kind, country=item.country, sectors=list(item.sectors),
                     wikidata=item.wikidata, mentions=mentions)  # fmt: skip
    if sector and is_state(state):
        noun = cast.kinds.get(actor)
        longest = max((m.quote for m in mentions), key=len, default=f"{states()[state].name} {sector}")
        return Actor(id=actor, name=" ".join(longest.split()), kind=noun.kind if noun else "government", country=state,
                     sectors=[sector.split(".")[0]], mentions=mentions)  # fmt: skip
    if actor in states():
        record = states()[actor]
        return Actor(id=actor, name=record.name, kind="state", country=actor, sectors=["GOV"],
                     wikidata=record.wikidata, mentions=mentions)  # fmt: skip
    noun = cast.kinds.get(actor)
    longest = max((m.quote for m in mentions), key=len, default=actor)
    return Actor(id=actor, name=" ".join(longest.split()), kind=noun.kind if noun else "other",
                 sectors=[noun.sector] if noun else [], mentions=mentions)  # fmt: skip
