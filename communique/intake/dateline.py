"""Datelines: the place, day and agency a report's first paragraph opens with.

`TOKYO (Jiji Press) —`, `NAIROBI, March 4 (Reuters) -`, `KYIV, Ukraine (AP) —`, `MOSCOW, March 4. /TASS/.`,
`WASHINGTON — `, and a line that is nothing but place and date. The dateline stays in the text: it belongs to
the paragraph.
"""

import re
from dataclasses import dataclass
from datetime import date

from communique.intake.when import MONTH, WEEKDAY, day_of, month_number

# Agencies a title-case dateline may carry; in a place written in capitals any name in parentheses is read as one.
AGENCIES = frozenset(
    """aa adn afp agerpres agi ana ani ani-mp anadolu anp ansa antara ap apa app apa-ots associated press atn azertac bbc
    belga belta bernama bss bta cna cns cp ctk cnn dpa efe ehr ena europa press fars fides gna hina ians ina interfax
    interfax-ukraine irna isna itar-tass iwn jiji jiji press jpp kabar kazinform kcna kna kpl kuna kyodo kyodo news lusa
    map mena mna moldpres montsame mti nab nampa nan nhk nna notimex ntb ona ots pa pa media pap petra pna ppi prensa latina
    presidency pti qna reuters ria ria novosti ritzau rna rompres rtt sana sapa sda-ats sns sofia globe spa ssna sta stt
    sunawa tanjug tap tasr tass tna trend tt turan uni unian upi ukrinform uzreport vna vns voa wam wafa xinhua yonhap
    yonhap news agency yonhap news zawya""".replace("\n", " ").split()
) | {
    "agência brasil",
    "agencia brasil",
    "agência lusa",
    "anadolu agency",
    "associated press",
    "agence france-presse",
    "jiji press",
    "kyodo news",
    "pa media",
    "prensa latina",
    "ria novosti",
    "europa press",
}
_MONTH = rf"(?i:{MONTH})"
_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_CAPITALS = rf"{_UPPER}{{2,}}(?:[ .'’/-]{{1,2}}(?:{_UPPER}+|de|of|la|au|del))*"
_NAME = rf"{_UPPER}[^\W\d_]*\.?(?:['’][^\W\d_]+|[ '’/-](?:{_UPPER}[^\W\d_]*\.?|de|of|la|au|del|the|el|al))*"
_PLACE = rf"(?P<place>(?P<capitals>{_CAPITALS})|{_NAME})"
_REGION = rf"(?:,\s+(?!{_MONTH})(?P<region>(?:[A-Z]\.)+|{_NAME})|\s+\[(?P<bracket>{_NAME})\])?"
_DATE = (
    rf"(?:{WEEKDAY},?\s+)?(?P<date>(?P<m1>{_MONTH})\s*(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH}))"
    r"(?:,?\s+(?P<y>(?:19|20)\d\d))?"
)
_AGENCY = r"(?:\((?P<agency>[^()\n]{2,45})\)|/(?P<slashed>[A-Z][A-Za-z-]{1,14})/|(?P<bare>[A-Z]{2,6})(?=\s+(?:-{1,2}|[—–])\s))"
_MARK = r"(?P<mark>\s*(?:—|–|―|-{2,3}|\.-|-{1,2}|_|:|\.)(?=\s)|\s*(?:[—–―_]|-{2,3})(?=\S)|\s+)"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}{_REGION}(?:[,.]\s+{_DATE}[,.]?)?)?\s*{_AGENCY}?{_MARK}",
)
_PLACE_AND_DATE = re.compile(rf"\s*{_PLACE}{_REGION},?\s+(?:on\s+)?{_DATE}\s*")
_PARTICLES = frozenset("de of la au du del da do the el al and sur".split())
LONGEST = 120
# Other names of a city are read for large ones only; towns that are words of a document are never read.
_WORDS = frozenset(("annex", "reading", "union", "mobile", "nice"))
CITY = 20_000
LARGE_CITY = 500_000


@dataclass(frozen=True)
class Dateline:
    """What a dateline says; `day` only where it gives the year, else month and day."""

    place: str | None
    agency: str | None
    day: date | None
    has_day: bool
    end: int
    month_day: tuple[int, int] | None = None


def dateline(paragraph: str) -> Dateline | None:
    """The dateline a paragraph opens with, or None."""
    found = _DATELINE.match(paragraph[:LONGEST])
    if not found or not found.group().strip() or not paragraph[found.end() :].strip():
        return None
    mark = found["mark"].strip()
    agency = found["agency"] or found["slashed"] or (found["bare"] if found["date"] else None)
    if agency is not None:
        return _made(found, agency) if _is_agency(found, agency, mark) else None
    dated = found["y"] is not None and found.group().rstrip().endswith(".")
    if not found["place"] or mark == "_" or (mark in ("", ".") and not dated):
        return None
    return _made(found, None) if _stands_alone(found, mark) else None


def place_and_date(line: str) -> Dateline | None:
    """What a line says that is nothing but a place and a full date: `Brussels, 14 June 2022`."""
    found = _PLACE_AND_DATE.fullmatch(line) if len(line) <= LONGEST else None
    if not found or not found["y"]:
        return None
    made = _made(found, None)
    return made if made.day else None


def _is_agency(found: re.Match[str], agency: str, mark: str) -> bool:
    known = all(part.strip().casefold() in AGENCIES for part in agency.split("/"))
    if not mark:
        return known and found["date"] is not None
    if known:
        return True
    place = found["place"]
    initials = "".join(word[0] for word in re.split(r"[ -]", place or "") if word)
    return bool(found["capitals"] and mark != "." and agency[0].isupper() and agency.replace(".", "") != initials)


def _stands_alone(found: re.Match[str], mark: str) -> bool:
    """Whether a place without an agency opens a dateline: never `QUESTION:`, never `Sanctions – `."""
    if found["date"]:
        return mark != ":"
    place = found["place"].casefold()
    if found["capitals"] and found["region"] and mark != ":":
        return True
    return place == "united nations" or any(is_city(part.strip()) for part in place.split("/"))


def is_city(name: str) -> bool:
    """Whether a name is that of a town a dateline may name."""
    from communique.reference.cities import cities_named

    known = cities_named(name) if len(name) > 3 and name.casefold() not in _WORDS else ()
    return any(city.population > (CITY if city.name.casefold() == name.casefold() else LARGE_CITY) for city in known)


def _made(found: re.Match[str], agency: str | None) -> Dateline:
    day = month_day = None
    if found["date"]:
        month_day = month_number(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])
        day = day_of(int(found["y"]), *month_day) if found["y"] else None
    said = agency.strip() if agency else None
    return Dateline(_place(found), said, day, month_day is not None, found.end(), month_day)


def _place(found: re.Match[str]) -> str | None:
    place = found["place"]
    if place is None:
        return None
    return spelled(place)


def spelled(name: str) -> str:
    """`PORT-AU-PRINCE` as `Port-au-Prince`; what is not all capitals, and `D.C.`, as it stands."""
    if not name.isupper() or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]{2}", name):
        return name
    words = re.split(r"([ /-])", name.strip())
    return "".join(
        word.lower() if number and word.lower() in _PARTICLES else _capital(word) for number, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return word if re.fullmatch(r"(?:[A-Z]\.){2,}", word) else "'".join(p.capitalize() for p in word.split("'"))
