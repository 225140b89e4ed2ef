"""Titles as they stand in a text: what they mean, whose they are, and how they are qualified (acting, former, deputy, -elect).

A country is kept with the words that say it; what is not said is left for later inference.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.reading.names import Name, TitleMatch, find_titles
from communique.reading.sentences import Sentence
from communique.reading.title_tails import LISTED_PORTFOLIO, PORTFOLIOS_BEFORE_NAME, of_house, of_ministry
from communique.reference.offices import Title, portfolios, titles
from communique.reference.organisations import organisations

# Words that give a person the office of another; they stand among the titles of `offices.jsonl`.
COUNTERPARTS = frozenset({"counterpart", "counterparts", "opposite number", "host", "hosts", "colleague", "colleagues"})
# Of these, the words that say so only with another state (`his Finnish colleague`, never `a party colleague`).
COLLEAGUES = frozenset({"colleague", "colleagues"})
FORMER = frozenset({"former", "ex", "ex-", "late", "then", "onetime", "erstwhile"})
ACTING = frozenset({"acting", "interim", "caretaker", "transitional"})
DEPUTY = frozenset({"deputy", "vice", "assistant", "parliamentary", "junior", "alternate"})
FUTURE = frozenset({"designate", "-designate", "elect", "-elect", "incoming"})


@dataclass(frozen=True)
class TitleUse:
    """A title as it stands at a name: what it means, whose it is, and how it is qualified."""

    start: int
    end: int
    words: str
    title: Title
    country: str | None = None
    organisation: str | None = None
    acting: bool = False
    former: bool = False
    deputy: bool = False
    future: bool = False


def title_use(match: TitleMatch, sentence: Sentence, names: list[Name], text: str) -> TitleUse:
    """The title with the qualifiers before it and the country or organisation around it."""
    match = _clear_of_names(match, names, text)
    start, end = match.start, match.end
    qualifiers: set[str] = set()
    while True:
        previous = re.search(r"([A-Za-z]+)(?:-| )$", text[max(sentence.start, start - 16) : start])
        word = previous.group(1).lower() if previous else ""
        if previous is None or word not in FORMER | ACTING | DEPUTY | FUTURE | {
            "new",
            "newly",
            "outgoing",
            "senior",
        }:
            break
        qualifiers.add(word)
        start -= len(previous.group(0))
    title, end = of_house(match.title, end, text)
    end = of_ministry(title, end, text)
    if match.title.words in {"minister", "ministers", "cabinet secretary"}:
        start, end = _portfolio(start, end, sentence, names, text)
    further = (
        _FURTHER_PORTFOLIO.match(text[end : end + 60])
        if " of " in match.title.words or " for " in match.title.words
        else None
    )
    more = None
    if " of " in match.title.words or " for " in match.title.words:
        more = _MORE_PORTFOLIOS.match(text[end : end + 120]) or PORTFOLIOS_BEFORE_NAME.match(text[end : end + 120])
    if more is not None:
        end += more.end()
    elif further is not None:
        words = next((w for w in (further.group(1), further.group(1).split()[0]) if w.lower() in portfolios()), None)
        end += further.start(1) + len(words) if words else 0
    owner = _owner(start, end, names, text) or _owner_within(match, names) or _owner_inside(match.end, end, names)
    if owner is None:
        seats = (n for n in names if n.start >= end and is_seat(title, n, text[end : n.start]))
        owner = next(seats, None)
    qualifiers |= _said_before(owner, start, sentence, text) | (ACTING & set(match.title.words.split()))
    if text[end : end + 10].lower().startswith(("-designate", " designate", "-elect", " elect")):
        qualifiers.add("elect")
        end = end + re.match(r"[- ]\w+", text[end:]).end()  # type: ignore[union-attr]
    country, organisation = _whose(owner, title)
    return TitleUse(
        start, end, text[start:end], title, country=country, organisation=organisation,
        acting=bool(qualifiers & ACTING), former=bool(qualifiers & FORMER),
        deputy=bool(qualifiers & DEPUTY), future=bool(qualifiers & FUTURE),
    )  # fmt: skip


_RANKS = frozenset(
    "general admiral marshal colonel major captain lieutenant commodore brigadier commander gen adm col maj brig".split()
)


def is_rank(use: TitleUse) -> bool:
    """A soldier's rank, which says no office (`General`, `Brigadier`)."""
    return use.title.kind == "other" and use.title.words.split()[-1] in _RANKS


def is_seat(title: Title, name: Name, between: str) -> bool:
    """Whether a counterpart is known by the capital he sits in (`her colleague in Asunción`)."""
    return title.words in COUNTERPARTS and name.kind == "stand_in" and between == " in "


# What joins an office to the one it serves.
_SERVES = re.compile(r" (?:to|of) (?:the |His |Her )?(?:Excellency (?:the )?|Majesty (?:the )?)?")
# Offices that serve another's holder.
STAFF = ("chief of staff", "adviser", "advisor", "aide", "spokesperson", "spokesman", "spokeswoman", "envoy", "representative",
         "secretary", "counselor", "counsellor", "assistant", "head of the office", "deputy head of the office")  # fmt: skip


def serving_others(uses: Sequence[TitleUse], text: str) -> list[TitleUse]:
    """Titles, those that serve another office made one with it (`Chief of Staff to the President of Chile`)."""
    found: list[TitleUse] = []
    for use in uses:
        outer = found[-1] if found else None
        if outer is not None and outer.title.words.endswith(STAFF) and _SERVES.fullmatch(text, outer.end, use.start):
            found[-1] = replace(
                outer, end=use.end, words=text[outer.start : use.end], country=outer.country or use.country,
                organisation=outer.organisation or use.organisation,
            )  # fmt: skip
        else:
            found.append(use)
    return found


def _owner_within(match: TitleMatch, names: Sequence[Name]) -> Name | None:
    """The organisation whose name a title contains (`President of the European Council`)."""
    inside = (n for n in names if n.kind == "organisation" and match.start < n.start and n.end <= match.end)
    return next(inside, None)


def _owner_inside(start: int, end: int, names: Sequence[Name]) -> Name | None:
    """The state named in a title's own tail (`Speaker of the Kenyan National Assembly`)."""
    return next((n for n in names if n.kind in {"state", "demonym"} and start < n.start and n.end <= end), None)


def _whose(owner: Name | None, title: Title) -> tuple[str | None, str | None]:
    """State and organisation of an office; one of a state's own in its ruling party is the state's."""
    if owner is None or owner.kind != "organisation":
        return owner.ids[0] if owner else _fixed_country(title), None
    body = organisations()[owner.ids[0]]
    if body.kind == "party" and body.country is not None and body.country in title.countries:
        return body.country, None
    return _fixed_country(title), body.id


def _said_before(owner: Name | None, start: int, sentence: Sentence, text: str) -> set[str]:
    """The qualifier before the state a title begins with (`former Kenyan president`)."""
    if owner is None or owner.end > start:
        return set()
    previous = re.search(r"([A-Za-z]+)[- ]$", text[max(sentence.start, owner.start - 16) : owner.start])
    return {previous.group(1).lower()} & (FORMER | ACTING | FUTURE) - {"then"} if previous else set()


def _clear_of_names(match: TitleMatch, names: list[Name], text: str) -> TitleMatch:
    """A title whose last words begin a state's name is the title before it (`President of the Republic of Colombia`)."""
    inside = next((n.start for n in names if match.start < n.start < match.end < n.end), None)
    words = re.sub(r"(?: of| for| the)+\s*$", "", text[match.start : inside].lower().rstrip()) if inside else ""
    shorter = titles().get(words)
    return TitleMatch(match.start, match.start + len(words), shorter) if shorter is not None else match


_MORE_PORTFOLIOS = re.compile(r"(?:, (?:[A-Z][\w-]+ ?){1,3})*,? and (?:[A-Z][\w-]+ ?){1,3}(?= of (?:the )?[A-Z])")
_FURTHER_PORTFOLIO = re.compile(r",? and (?:the |for )?([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= [A-Z]|,)")
_LEFT_PORTFOLIO = re.compile(r"(?:[A-Z][a-z]+(?:,? and |, | ))+$")
_RIGHT_PORTFOLIO = re.compile(r" (?:of|for) (?:the )?[A-Z][a-z]+(?:(?:,? and |, | )[A-Z][a-z]+(?![\w-]))*")


def _portfolio(start: int, end: int, sentence: Sentence, names: list[Name], text: str) -> tuple[int, int]:
    """The range of a minister's title with a portfolio the reference does not know (`Human Resources Minister`)."""
    floor = max([sentence.start, *(n.end for n in names if n.end <= start and n.kind != "place")])
    left = _LEFT_PORTFOLIO.search(text[floor:start])
    if left and floor + left.start() > sentence.start:
        return floor + left.start(), end
    listed = LISTED_PORTFOLIO.match(text[end : end + 120])
    if listed:
        return start, end + listed.end()
    persons = [e.start_char + sentence.offset for e in sentence.span.ents if e.label_ == "PERSON"]
    stop = min((at for at in persons if end < at), default=end + 80)
    right = _RIGHT_PORTFOLIO.match(text[end : min(stop, end + 80)])
    if right and not any(end <= n.start < end + right.end() for n in names):
        return start, end + right.end()
    return start, end


def _fixed_country(title: Title) -> str | None:
    return title.countries[0] if len(title.countries) == 1 else None


BEFORE = re.compile(
    r"^(?:['’]s?)?(?: \([A-Z]{2,8}\))?[ -](?:(?:new|newly|appointed|Cabinet|interim|Interim|Presidential|Federal|Union|Government|top|"
    r"veteran|government|federal|visiting|outgoing|own|current|then|"
    r"(?:president|premier|prime minister|chancellor|king)['’]s(?: [A-Z]\w+)*)[ -])*$"
)
# A body or field by its proper name between state and title (`Kenyan Council for Peace Chairman`).
_BODY_BETWEEN = re.compile(r"^(?:['’]s?)? (?:[A-Z][\w.-]*(?:,? and | for | of the | of | on | ))+$")
AFTER = re.compile(
    r"^(?:,)? (?:of|for|to) (?:the )?(?:(?:Kingdom|Republic|State|Government|Federal Republic|Sultanate) of (?:the )?)?$"
)


def _owner(start: int, end: int, names: list[Name], text: str) -> Name | None:
    """The state or organisation whose office it is: before the title, or after it with `of`."""
    for name in reversed(names):
        if name.end <= start and name.kind in {"state", "demonym", "organisation", "stand_in"}:
            if text[name.start - 1 : name.start] == "(" or (
                name.kind == "stand_in" and text[: name.start].endswith((" in ", " at ", " to "))
            ):
                continue
            if BEFORE.match(text[name.end : start]) or _is_body_between(name, text[name.end : start]):
                return name
            break
    for name in names:
        if name.start >= end and name.kind in {"state", "organisation", "stand_in"}:
            return name if AFTER.match(text[end : name.start]) else None
    return None


def _is_body_between(name: Name, between: str) -> bool:
    """Whether only a body by its proper name stands between a state and a title, and no title of another office."""
    if name.kind not in {"state", "demonym"} or not _BODY_BETWEEN.match(between):
        return False
    return not any(match.title.kind != "other" for match in find_titles(between))


def chained(use: TitleUse, earlier: Sequence[TitleUse], text: str) -> tuple[TitleUse, ...]:
    """Titles joined before this one (`Deputy Prime Minister and Foreign Minister X`)."""
    for other in reversed(earlier):
        if re.fullmatch(r" (?:and|&) |/|, ", text[other.end : use.start]):
            return (*chained(other, [e for e in earlier if e is not other], text), other)
    return ()


def is_verb(use: TitleUse, sentence: Sentence) -> bool:
    """Whether a title's only word is a verb here (`will host`)."""
    span = sentence.span.doc.char_span(use.start - sentence.offset, use.end - sentence.offset)
    return span is not None and len(span) == 1 and span[0].pos_ in {"VERB", "AUX"}
