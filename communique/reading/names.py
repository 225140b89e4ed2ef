"""Finds the names the reference knows: states, demonyms, capitals, organisations, places and office titles.

One Aho-Corasick automaton over all names and one over all titles, leftmost and longest; a name that may mean
something else is decided by the words around it, or left out.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reference.cities import cities_named
from communique.reference.offices import Title, titles
from communique.reference.organisations import organisations
from communique.reference.people import people
from communique.reference.places import place_named, places
from communique.reference.states import Ambiguity, State, states

NameKind = Literal["state", "demonym", "people", "stand_in", "organisation", "place"]
# How far on both sides words are looked for that speak against (close) and for (nearby) a doubtful name, in characters.
CLOSE = 30
NEARBY = 160
ORDER: tuple[NameKind, ...] = ("state", "demonym", "organisation", "people", "stand_in", "place")


# Territories without a people or a government: `Antarctica` is a place.
UNINHABITED = frozenset({"ATA", "BVT", "HMD"})
_JOINED = re.compile(r"(?:,| and| or|, and) ")


class Name(NamedTuple):
    """A known name at `start:end` of the text; several ids where one name means several together."""

    start: int
    end: int
    kind: NameKind
    ids: tuple[str, ...]


class TitleMatch(NamedTuple):
    """A title at `start:end` of the text."""

    start: int
    end: int
    title: Title


class Sense(NamedTuple):
    """One thing a name may mean; `doubt` says what else it may, and which words decide."""

    kind: NameKind
    id: str
    doubt: Ambiguity | None


def senses_of(words: str) -> tuple[Sense, ...]:
    """All a name may mean, as the reference has it."""
    return _senses().get(words, ())


@lru_cache(maxsize=1)
def _senses() -> dict[str, tuple[Sense, ...]]:
    senses: dict[str, dict[tuple[str, str], Sense]] = defaultdict(dict)
    for words, sense in _all_senses():
        for variant in {words, words.replace("'", "’")}:
            if len(variant) > 1:
                senses[variant].setdefault((sense.kind, sense.id), sense)
    return {words: tuple(found.values()) for words, found in senses.items()}


def _all_senses() -> "Iterator[tuple[str, Sense]]":
    for state in states().values():
        if state.code in UNINHABITED or (
            state.status == "historical" and state.code not in {"SUN", "YUG", "DDR", "CSK"}
        ):
            continue
        doubts = {doubt.name: doubt for doubt in state.ambiguous}
        kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("state", (state.name, *((state.official,) if state.official else ()), *state.names, *state.abbreviations)),
            ("demonym", state.demonyms),
            ("people", state.people_nouns),
            ("stand_in", _seats(state)),
        )
        for kind, words in kinds:
            for word in words:
                bare = word.removeprefix("the ").removeprefix("The ")
                if bare == state.name and kind == "stand_in":
                    continue
                yield bare, Sense(kind, state.code, doubts.get(word))
    for item in organisations().values():
        doubts = {doubt.name: doubt for doubt in item.ambiguous}
        for word in (item.name, *item.names, *item.abbreviations, *item.adjectives):
            yield word.removeprefix("the "), Sense("organisation", item.id, doubts.get(word))
    for place in places():
        for word in (place.name, *place.names):
            yield word.removeprefix("the "), Sense("place", place.name, None)


def _seats(state: State) -> tuple[str, ...]:
    """The capital and seats that stand for a government; Moscow stands for no government of the past."""
    if state.status == "historical":
        return ()
    return (*state.stand_ins, *((state.capital,) if state.capital else ()))


@lru_cache(maxsize=1)
def _names() -> tuple[AhoCorasick, tuple[tuple[Sense, ...], ...]]:
    senses = _senses()
    return AhoCorasick(list(senses), matchkind=MatchKind.LeftmostLongest), tuple(senses.values())


@lru_cache(maxsize=1)
def _titles() -> tuple[AhoCorasick, tuple[Title, ...]]:
    known = titles()
    return AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values())


@lru_cache(maxsize=1)
def _people() -> AhoCorasick:
    spellings = {
        unaccented(name)
        for record in people().values()
        for name in (record.name, *record.names)
        if len(name.split()) > 1
    }
    return AhoCorasick(sorted(spellings), matchkind=MatchKind.LeftmostLongest)


def find_people(text: str) -> list[tuple[int, int]]:
    """Ranges of full names of persons the reference knows, with or without their accents."""
    matches = _people().find_matches_as_indexes(unaccented(text))
    return [(start, end) for _, start, end in matches if _bounded(text, start, end)]


def unaccented(text: str) -> str:
    """The text without accents, every character at its offset."""
    return text if text.isascii() else "".join(map(_plain, text))


@cache
def _plain(character: str) -> str:
    return _STROKED.get(character) or unicodedata.normalize("NFKD", character)[:1] or character


_STROKED = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}


def find_names(text: str) -> list[Name]:
    """Known names in order of text, not overlapping."""
    automaton, senses = _names()
    found = []
    matches = [match for match in automaton.find_matches_as_indexes(text) if _bounded(text, *match[1:])]
    for at, (index, start, end) in enumerate(matches):
        beside = [(s, e) for _, s, e in matches[max(0, at - 1) : at + 2]]
        name = _decide(_without_partner(text, start, end, beside), start, end, senses[index])
        if name is not None:
            found.append(name)
    return _with_short_forms(text, [name for at, name in enumerate(found) if not _is_another(text, found, at)])


def _is_another(text: str, names: list[Name], at: int) -> bool:
    """Whether what stands around a name makes it that of something else."""
    return _is_other_city(text, names, at) or _is_national(text, names, at) or _is_behind_city(text, names[at])


_CITY_BEFORE = re.compile(r"\b(?:in|at|to|from|near|of|visit\w*) (?P<city>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)?), $")


def _is_behind_city(text: str, name: Name) -> bool:
    """Whether a doubtful name of a state stands behind a city that is in none of that name (`Athens, Georgia`)."""
    before = _CITY_BEFORE.search(text, max(0, name.start - CLOSE), name.start) if name.kind == "state" else None
    if before is None or not any(s.doubt is not None for s in senses_of(text[name.start : name.end])):
        return False
    countries = {city.country for city in cities_named(before["city"])}
    closed = re.match(r"(?:[.;)]|$|,(?! and )(?! [A-Z][\w ]*,? and ))", text[name.end :])
    return bool(countries) and not countries & set(name.ids) and closed is not None


def _is_national(text: str, names: list[Name], at: int) -> bool:
    """Whether a doubtful name of an international body is a state's own behind it (`the Armenian Security Council`)."""
    name, before = names[at], names[at - 1] if at else None
    if before is None or name.kind != "organisation" or before.kind not in {"state", "demonym"}:
        return False
    doubtful = any(sense.doubt is not None for sense in senses_of(text[name.start : name.end]))
    igo = organisations()[name.ids[0]].kind == "igo"
    return doubtful and igo and text[before.end : name.start] in {" ", "'s ", "’s "}


_IN = re.compile(r"\b(?:in|at|to|from|near|of) $")


def _is_other_city(text: str, names: list[Name], at: int) -> bool:
    """Whether a capital's name is another city's: `New London`, `London, Ontario`, `in Tripoli, Lebanon`."""
    name = names[at]
    if name.kind != "stand_in":
        return False
    if text[max(0, name.start - 4) : name.start] == "New ":
        return True
    behind = names[at + 1] if at + 1 < len(names) else None
    if behind is None or text[name.end : behind.start] != ", ":
        return False
    country = _province_country(behind)
    if country is not None:
        return country not in name.ids
    return (
        behind.kind == "state"
        and behind.ids != name.ids
        and _IN.search(text, 0, name.start) is not None
        and (not re.match(r",? and |, [A-Z]", text[behind.end :]))
    )


def _province_country(name: Name) -> str | None:
    """The state a province is of; None for other names."""
    if name.kind != "place":
        return None
    record = place_named(name.ids[0])
    return record.country if record is not None and record.kind == "province" else None


def _without_partner(text: str, start: int, end: int, beside: list[tuple[int, int]]) -> str:
    """The text with a longer name blanked that the name is coordinated with (`South Sudan and Sudan`): it is another."""
    for first, last in beside:
        gap = text[last:start] if last <= start else text[end:first]
        if (first, last) != (start, end) and text[start:end] in text[first:last] and _JOINED.fullmatch(gap):
            text = text[:first] + " " * (last - first) + text[last:]
    return text


def _with_short_forms(text: str, names: list[Name]) -> list[Name]:
    """Short forms a text gives itself (`Republic of Cyprus (ROC)`) mean what they stand behind, there and later on."""
    short: dict[str, Name] = {}
    found: list[Name] = []
    for name in names:
        words = text[name.start : name.end]
        before = found[-1] if found else None
        if (
            before is not None
            and text[before.end : name.start] == " ("
            and text[name.end : name.end + 1] == ")"
            and words.isupper()
        ):
            short[words] = before
        known = short.get(words)
        found.append(name if known is None else Name(name.start, name.end, known.kind, known.ids))
    return found


def find_titles(text: str) -> list[TitleMatch]:
    """Office titles in order of text, in any case."""
    automaton, known = _titles()
    lower = lower_same_length(text)
    matches = automaton.find_matches_as_indexes(lower)
    return [TitleMatch(start, end, known[index]) for index, start, end in matches if _bounded(text, start, end)]


def lower_same_length(text: str) -> str:
    """Lower case in which every character keeps its offset."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _bounded(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "@")
    return before and (end == len(text) or not text[end].isalnum())


def _decide(text: str, start: int, end: int, senses: tuple[Sense, ...]) -> Name | None:
    """One sense, or the one its surroundings speak for; None where they speak against all, or for none of several."""
    if senses[0].kind == "people" and text[start:end].islower():
        return None
    if any(sense.doubt for sense in senses):
        close = text[max(0, start - CLOSE) : start] + "\n" + text[end : end + CLOSE]
        nearby = text[max(0, start - NEARBY) : start] + "\n" + text[end : end + NEARBY]
        senses = _standing(senses, close, nearby)
    if not senses:
        return None
    best = min(senses, key=lambda sense: ORDER.index(sense.kind))
    same = {sense.id for sense in senses if sense.kind == best.kind}
    return Name(start, end, best.kind, (best.id,)) if len(same) == 1 else None


def _standing(senses: tuple[Sense, ...], close: str, nearby: str) -> tuple[Sense, ...]:
    """The senses that stand: those spoken for, else those neither spoken against nor dropped without a word for them."""
    spoken_for = tuple(s for s in senses if s.doubt is not None and _has_any(nearby, s.doubt.keep_if))
    if spoken_for and len({s.id for s in senses}) > 1:
        return spoken_for
    return tuple(
        sense
        for sense in senses
        if sense.doubt is None
        or sense in spoken_for
        or (sense.doubt.otherwise == "keep" and not _has_any(close, sense.doubt.drop_if))
    )


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def _has_any(text: str, words: tuple[str, ...]) -> bool:
    return bool(words) and _any_of(words).search(text) is not None
