"""Items as pages show them: where their page is, what actors are called, codes and dates in words."""

import datetime as dt
import re
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from communique.record import Item, Record
from communique.record.lookups import names_of_state, topic_names

PLURALS = {"meeting": "meetings", "agreement": "agreements", "position": "positions", "event": "events"}
STATUS_WORDS = {
    "actual": "took place",
    "planned": "planned",
    "possible": "possible",
    "denied": "denied",
    "background": "background",
}
# What somebody did, and the same where it is said to whom.
EVENT_WORDS = {
    "AGREE": ("agreed", "agreed with"), "CONSULT": ("consulted", "consulted with"), "SUPPORT": ("gave support", "backed"),
    "CONCEDE": ("made a concession", "made a concession to"), "COOPERATE": ("cooperated", "cooperated with"),
    "AID": ("gave aid", "gave aid to"), "RETREAT": ("drew back", "drew back before"), "REQUEST": ("made a request", "asked"),
    "ACCUSE": ("made an accusation", "accused"), "REJECT": ("said no", "said no to"), "THREATEN": ("made a threat", "threatened"),
    "PROTEST": ("protested", "protested against"), "SANCTION": ("imposed a sanction", "sanctioned"),
    "MOBILIZE": ("mobilized", "mobilized against"), "COERCE": ("used coercion", "coerced"), "ASSAULT": ("attacked", "attacked"),
}  # fmt: skip
STANCE_WORDS = {
    "support": "supports", "welcome": "welcomes", "affirm_importance": "affirms the importance of", "acknowledge": "acknowledges",
    "commit": "commits to", "expect": "expects", "urge": "urges", "concern": "is concerned about", "oppose": "opposes",
    "refuse": "refuses", "condemn": "condemns", "no_change": "sees no change in",
}  # fmt: skip
PLURAL_VERBS = {
    "is concerned about": "are concerned about", "sees no change in": "see no change in", "commits to": "commit to",
    "affirms the importance of": "affirm the importance of", "refuses": "refuse",
}  # fmt: skip
FIELD_WORDS = {
    "event_type": "PLOVER type", "score": "PLOVER score", "topic_key": "listed under", "attributed_to": "attributed to",
    "goldstein": "Goldstein value", "cameo": "CAMEO code", "quad": "quad class", "wordings": "words",
}  # fmt: skip
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# The part of a date that stands for a season (EDTF level 1).
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
CONTEXT_WORDS = {
    "cbrn": "Nuclear, chemical and biological weapons", "natural_resource": "Natural resources", "rights_freedoms": "Rights and freedoms",
    "religion_ethnicity": "Religion and ethnicity", "pro_autocracy": "For autocracy", "pro_democracy": "For democracy",
}  # fmt: skip
# What the record says of a value that only one report tells: nothing was weighed.
ONE_VOICE = {"all reports agree", "what all reports say together"}
RULE_WORDS = {"later before earlier": "the latest told"}
# Names that stand with an article within a sentence.
_WITH_ARTICLE = re.compile(
    r".*\b(?:Union|Nations|States|Kingdom|Emirates|Organi[sz]ation|Community|Council|League|Commission|Parliament|Forum|Republic|Authority"
    r"|Agency|Court|Fund)(?: (?:of|for|on|against)\b.*)?|Philippines|Netherlands|Maldives|Bahamas|Gambia|Comoros|.* Islands"
    r"|Group of .*|Association of .*|.* Bank"
)
_SEVERAL_IN_OFFICE = re.compile(r"(?<!of )(?<!of the )\b(Minister|President|Chancellor|Ambassador)s\b")
# A topic that begins with what is to be done: `refuses to endorse the text`. The second group are nouns as well.
_DEED = re.compile(
    r"(?:abandon|abide|accept|adhere|admit|agree|allow|attend|cease|comply|continue|cooperate|discuss|endorse|engage|ensure|exercise"
    r"|extradite|facilitate|fulfil|give|honou?r|implement|join|let|negotiate|pay|permit|protect|publish|ratify|recogni[sz]e|refrain|remove"
    r"|restore|resume|sell|send|sign|take|withdraw)\b"
    r"|(?:end|halt|lift|open|release|respect|return|stop|support)\s+(?:the|its|his|her|their|all|any|an?)\b"
)
NAMES_SECONDS = 300.0
MOST_NAMES = 20_000


class Names:
    """What actors are called, remembered for some minutes."""

    def __init__(self, record: Record) -> None:
        self._record, self._known, self._lock = record, {}, threading.Lock()
        self._since = time.monotonic()

    _known: dict[str, str]

    def learn(self, actors: Iterable[str]) -> None:
        """Looks up those not known yet, all at once."""
        with self._lock:
            if time.monotonic() - self._since > NAMES_SECONDS or len(self._known) > MOST_NAMES:
                self._known, self._since = {}, time.monotonic()
            missing = sorted({actor for actor in actors if actor and actor not in self._known})
        if missing:
            found = self._record.names(missing)
            with self._lock:
                self._known |= {actor: found.get(actor) or plain_name(actor) for actor in missing}

    def learn_items(self, items: Iterable[Item]) -> None:
        """Everybody named in items."""
        self.learn(actor for item in items for actor in actors_of(item))

    def __call__(self, actor: str) -> str:
        """What an actor is called."""
        if actor not in self._known:
            self.learn([actor])
        return self._known.get(actor, actor)


def actors_of(item: Item) -> set[str]:
    """Everybody an item names."""
    found = set(item.parties)
    for name in ("actors", "recipients", "holders", "parties", "attributed_to"):
        found.update(item[name] or ())
    found.update(str(one.get("actor")) for one in item["about"] or () if one.get("actor"))
    found.update(str(one["country"]) for one in item["attendees"] or () if one.get("country"))
    return found


def plain_name(actor: str) -> str:
    """A slug as words."""
    return actor.replace("-", " ").title() if actor.islower() else actor


def is_person_like(actor: str) -> bool:
    """Whether an identifier is a slug: a person, or a group without a short name."""
    return actor[:1].islower()


def actor_url(actor: str) -> str:
    """An actor's page; that of a state for its parts."""
    shown = actor.partition(".")[0] if _is_state_part(actor) else actor
    return f"/{'people' if is_person_like(actor) else 'states'}/{quote(shown, safe='')}"


def _is_state_part(actor: str) -> bool:
    head, _, tail = actor.partition(".")
    return bool(tail) and len(head) == 3 and head.isupper()


def item_url(item: Item) -> str:
    """An item's page, for ever."""
    return f"/{PLURALS[item.kind]}/{quote(item.id, safe='')}"


def pair_url(pair: Sequence[str] | str) -> str:
    """The page of two sides."""
    return f"/pairs/{quote(pair if isinstance(pair, str) else '-'.join(pair), safe='-')}"


def thread_url(thread: str) -> str:
    """The page of a series."""
    return f"/series/{quote(thread, safe='')}"


def topic_url(topic: str) -> str:
    """The page of a topic."""
    return f"/topics/{quote(topic, safe='')}"


def document_url(document: str) -> str:
    """The page of a document."""
    return f"/documents/{quote(document, safe='')}"


def with_query(path: str, **values: Any) -> str:
    """An address with those of the values that say something."""
    said = [
        (name, one)
        for name, value in values.items()
        for one in (value if isinstance(value, (list, tuple)) else [value])
        if one
    ]
    return f"{path}?{urlencode(said)}" if said else path


def words_of(code: Any) -> str:
    """A code as words."""
    return FIELD_WORDS.get(str(code), str(code).replace("_", " "))


@lru_cache(maxsize=1)
def listed_topics() -> dict[str, str]:
    """The topics of the reference, as it calls them."""
    return topic_names()


def topic_words(key: str) -> str:
    """A topic's name in the reference, else its key as words."""
    text = listed_topics().get(key) or CONTEXT_WORDS.get(key) or key.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]


def day_words(day: str | None) -> str:
    """An ISO date, month or year as people write it; anything else as it stands."""
    if not day:
        return "undated"
    if "/" in day:
        first, _, last = day.partition("/")
        return _interval_words(first, last)
    parts = day[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        return day
    if len(numbers) == 1:
        return parts[0]
    if numbers[1] in SEASONS:
        return f"{SEASONS[numbers[1]]} {parts[0]}"
    if not 1 <= numbers[1] <= 12:
        return day
    month = f"{MONTHS[numbers[1] - 1]} {parts[0]}"
    return month if len(numbers) == 2 else f"{numbers[2]} {month}"


def _interval_words(first: str, last: str) -> str:
    """From and to; what both have in common is said once."""
    begins, ends = (day_words(one) if one not in {"", ".."} else "…" for one in (first, last))
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        begins = begins.split(" ")[0]
        return f"{begins}–{ends}"
    if len(first) == len(last) and first[:4] == last[:4]:
        begins = begins.rpartition(" ")[0] or begins
    return f"{begins} – {ends}"


def short_day(day: str) -> str:
    """A date as the short label of a picture: its month, or less where less is known."""
    words = day_words(day.partition("/")[0][:7]).split(" ")
    return " ".join([words[0][:3], *words[1:]]) if len(words) > 1 and words[0] in MONTHS else " ".join(words)


def rule_words(rule: str, reports: int) -> str:
    """Why a value is shown, and by how many reports."""
    number = f"{reports} report{'s' if reports != 1 else ''}"
    return number if reports == 1 and rule in ONE_VOICE else f"{RULE_WORDS.get(rule, rule)} · {number}"


def grounds_words(grounds: Iterable[str]) -> str:
    """Why a report was joined, without the codes and stems that were compared."""
    return ", ".join(
        dict.fromkeys(one.replace(": ", " ") if one.startswith("both: ") else one.partition(":")[0] for one in grounds)
    )


def office_words(title: str) -> str:
    """An office's title as one person has it, where the report names several persons with theirs: Ministers, Presidents."""
    return _SEVERAL_IN_OFFICE.sub(r"\1", title)


def type_words(code: str) -> str:
    """A type among those of all kinds; those of events are told apart, since stances have the same names."""
    return f"{code.lower()} (event)" if code.isupper() else words_of(code)


def item_day(item: Item) -> str:
    """When an item was, in words; where no report dates it, when it was reported."""
    said = item["date"]
    if said:
        return day_words(str(said))
    return f"reported {day_words(item.day)}" if item.day else "undated"


def headline(item: Item, names: Names) -> str:
    """An item in one line of words."""
    text = HEADLINES[item.kind](item, names)
    return text[:1].upper() + text[1:]


def listed(actors: Sequence[str], names: Names, most: int = 4) -> str:
    """Actors as an enumeration."""
    shown = [within_sentence(names(actor)) for actor in actors[:most]]
    if len(actors) > most:
        shown.append(f"{len(actors) - most} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def within_sentence(name: str) -> str:
    """A name as it stands within a sentence: the European Union."""
    return f"the {name}" if _WITH_ARTICLE.fullmatch(name) else name


def _meeting(item: Item, names: Names) -> str:
    number = f"{ordinal(item['ordinal'])} " if item["ordinal"] else ""
    what = item["series"] or ("meeting" if item["format"] in {None, "other"} else item["format"])
    if what in {
        "2+2",
        "foreign ministers",
        "defence ministers",
        "ministerial",
        "trilateral",
        "minilateral",
        "working level",
    }:
        what = f"{what} meeting"
    sides = f" of {listed(item.parties, names)}" if item.parties else ""
    return f"{number}{what}{sides}"


def _agreement(item: Item, _: Names) -> str:
    return str(item["name"] or f"{item['kind']} agreement")


def _position(item: Item, names: Names) -> str:
    holders = listed(item["holders"] or item.parties, names) or "Somebody"
    several = len(item["holders"] or ()) > 1
    verb = STANCE_WORDS.get(str(item["stance"]), words_of(item["stance"]))
    if several:
        verb = PLURAL_VERBS.get(verb, verb.removesuffix("s"))
    topic = str(item["topic"] or "")
    if item["stance"] in {"refuse", "urge", "expect"} and _DEED.match(topic):
        verb += " to"
    return f"{holders} {verb} {topic}".strip()


def _event(item: Item, names: Names) -> str:
    alone, toward = event_words(str(item["event_type"]))
    actors = listed(item["actors"] or (), names) or "Somebody"
    others = listed(item["recipients"] or (), names)
    if item["reciprocal"] and others:
        return f"{actors} and {others} {alone}"
    return f"{actors} {toward} {others}" if others else f"{actors} {alone}"


def event_words(code: str) -> tuple[str, str]:
    """What somebody did, and the same where it is said to whom."""
    return EVENT_WORDS.get(code) or (words_of(code), f"{words_of(code)}:")


HEADLINES = {"meeting": _meeting, "agreement": _agreement, "position": _position, "event": _event}


def ordinal(number: Any) -> str:
    """1st, 2nd, 3rd …"""
    whole = int(number)
    ending = "th" if whole % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"


def value_words(field: str, value: Any, names: Names) -> str:
    """A value of a field in words."""
    if value is None or value == [] or value == "":
        return "–"
    if field in {"parties", "holders", "actors", "recipients", "attributed_to"} and not isinstance(value, str):
        return ", ".join(names(str(one)) for one in value)
    if field == "date":
        return day_words(str(value))
    if field == "status":
        return STATUS_WORDS.get(str(value), str(value))
    if field == "place" and isinstance(value, Mapping):
        return _place_words(str(value.get("name") or ""), str(value.get("country") or ""), names)
    if field == "ordinal":
        return ordinal(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _mapping_words(value, names)
    if isinstance(value, (list, tuple)):
        return "; ".join(value_words("", one, names) for one in value)
    return words_of(value) if field not in {"topic", "name", "purpose", "topic_key"} else str(value)


def _place_words(place: str, country: str, names: Names) -> str:
    """A place with its state, but a state alone."""
    if not country or place in names_of_state(country):
        return names(country) if country else place
    return ", ".join(filter(None, (place, names(country))))


def _mapping_words(value: Mapping[str, Any], names: Names) -> str:
    if "words" in value:
        return str(value["words"])
    if "actor" in value and "hedge" in value:
        hedge = f" (implied: {value['hedge']})" if value.get("hedge") else " (implied)" if value.get("implied") else ""
        return names(str(value["actor"])) + hedge
    office = value.get("office") or {}
    told = ", ".join(filter(None, (str(value.get("name") or ""), str(office.get("title") or ""))))
    return f"{told} ({names(value['country'])})" if value.get("country") else told


def source_words(source: str) -> str:
    """Where a document came from: its address, of a file only the name: folders are nobody's business."""
    return source if "://" in source else source.replace("\\", "/").rstrip("/").rpartition("/")[2] or source


def today() -> str:
    """Today, in UTC."""
    return dt.datetime.now(dt.UTC).date().isoformat()
