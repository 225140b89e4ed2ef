"""Reads the title of a treaty as registers print it: its parties, its form and its kind.

A title names its parties after `between`, `with` or `by` and before what it is about (*respecting*, *for the*, *relating to*);
states go by the names of their time, which `historical_names.jsonl` maps. What the title is about gives the kind: words
of `agreement_kinds.jsonl` and, beside them, the wordings of titles in `title_words.jsonl`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reading.names import find_names
from communique.reference.agreement_kinds import ASKED_AS, GENERAL, RELATIONS, agreement_kinds, form_of, subject_words
from communique.reference.historical_names import historical_names
from communique.reference.title_words import title_words, weak_words

# What opens the parties of a title, and what closes them.
_OPENS = re.compile(r"\b(?:between|with|by|of accession of|accession of|and the government of)\b\s*:?", re.IGNORECASE)
_CLOSES = re.compile(
    r"\b(?:respecting|concerning|regarding|relating|relative|for|to|on|in regard|with regard|extending|extension|modifying|amending|"
    r"prolonging|providing|constituting|recording|supplement(?:ary|ing)|defining|establishing|regulating|renewing|terminating|"
    r"signed|under|about|as to|in order|approving|settling|stipulating|abolishing|laying|applying|continuing|replacing|"
    r"cancelling|fixing|granting|confirming|additional|embodying|guaranteeing|determining|annulling|containing|further|"
    r"in relation|in connexion|in connection|with respect|in consequence|ceding|against|suspending|revising|placing|"
    r"accepting|prohibiting|permitting|making|whereby|authori[sz]ing|exempting|facilitating|governing|with a view|"
    r"together with|in execution|in pursuance|dated|reviving|reducing|implementing|putting|delimiting|securing|engaging)\b",
    re.IGNORECASE,
)
# A second list of parties in the part about the subject belongs to another treaty.
_OF_ANOTHER = re.compile(
    r"\b(?:signed at|of the (?:treaty|convention|agreement) between|to (?:the )?(?:treaty|convention|agreement)s? between)\b",
    re.IGNORECASE,
)
# Offices and bodies in whose name a treaty is made; what they are for is not what it is about.
_OFFICES = re.compile(
    r"\b(?:(?:Prime |Deputy )?Ministers? (?:of|for)(?: the)? [A-Z]\w+(?:,? (?:and )?[A-Z]\w+)*|Consul-? ?General|[A-Z]\w+ Attach[eé]|"
    r"Ministry (?:of|for) [A-Z]\w+(?: [A-Z]\w+)?|Board of Trade|International Labour Convention|International Labour Organi[sz]ation|"
    r"World Health Organi[sz]ation|Consular Officers|Diplomatic Agents)"
)
# For whom a party acts is no party of its own here.
_BEHALF = re.compile(r"\([^()]*\bbehalf\b[^()]*\)|,?\s+on (?:its|their|his) own behalf and on behalf of [^,]*|,\s+on behalf of [^,]*,?|"
                     r"\bon behalf of the Government of \w+(?=,)", re.IGNORECASE)  # fmt: skip
_BRACKETS = re.compile(r"\[([^\]]*)\]")
PARTY_KINDS = frozenset({"state", "organisation", "demonym"})


@dataclass(frozen=True)
class TreatyTitle:
    """What a title says: `parties` as identifiers, `form` the kind of its instrument, `kind` what it is about, else its form."""

    parties: tuple[str, ...]
    form: str | None
    kind: str | None

    @property
    def specific(self) -> bool:
        """Whether the kind says what the treaty is about."""
        return self.kind is not None and agreement_kinds()[self.kind].broader != GENERAL


def read_title(title: str, keeper: str | None = None) -> TreatyTitle:
    """The parties, form and kind a title names.

    `keeper` is the state whose register it stands in: it is a party of what names one other side only.
    """
    text = _BRACKETS.sub(lambda found: found[1].title() if found[1].isupper() else found[1], title)
    text = " ".join(_BEHALF.sub(" ", text).replace("’", "'").split())
    parties = _parties(text)
    if keeper is not None and keeper not in parties and len(parties) < 2:
        parties = (keeper, *parties)
    form = _form(text)
    return TreatyTitle(parties, form, _kind(text) or form)


def party_of(name: str) -> str | None:
    """The identifier of a party by its name alone, as registers list them, in capitals too; None for a name not known."""
    words = name.replace("’", "'").split()
    if name.isupper():
        words = [word.lower() if word in {"OF", "AND", "THE", "FOR"} else word.title() for word in words]
    found = _named(" ".join(words))
    return found[0] if found else None


# -- parties -----------------------------------------------------------------------------------------------------------


def _parties(text: str) -> tuple[str, ...]:
    """Those named where parties stand; where that is nobody, whoever the title names first."""
    for start, end in _segments(text):
        found = _named(text[start:end])
        if found:
            return found
    return _named(_OF_ANOTHER.split(text)[0])[:2]


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Where a title may name its parties: from what opens them to the first word of its subject that follows a name."""
    opened = [match.end() for match in _OPENS.finditer(text)]
    between = text.lower().find("between")
    opened.sort(key=lambda at: (at != between + len("between"), at))
    for start in opened:
        end = next((m.start() for m in _CLOSES.finditer(text, start) if _is_end(text, start, m.start())), len(text))
        yield start, end


def _is_end(text: str, start: int, end: int) -> bool:
    """Whether the words of the subject begin here: two sides are named before, or one and no `and` follows close."""
    before = text[start:end]
    named = _spans(before)
    count = len({code for _, _, code in named})
    for first, last, _ in named:
        before = before[:first] + "x" * (last - first) + before[last:]
    if count > 1:
        return True
    joined = re.search(r"\band\b", text[end : end + 120]) is not None and re.search(r"\band\b", before) is None
    return count == 1 and not joined


def _named(text: str) -> tuple[str, ...]:
    """The parties a piece of a title names, in order."""
    return tuple(dict.fromkeys(code for _, _, code in _spans(text)))


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Names of parties as (start, end, identifier); those of old titles before today's."""
    found: list[tuple[int, int, str]] = []
    automaton, codes = _historical()
    for index, start, end in automaton.find_matches_as_indexes(text.lower()):
        if _bounded(text, start, end):
            found.append((start, end, codes[index]))
    for name in find_names(text):
        inside = any(start < name.end and name.start < end for start, end, _ in found)
        if name.kind in PARTY_KINDS and not inside and len(name.ids) == 1:
            found.append((name.start, name.end, name.ids[0]))
    return [span for span in sorted(found) if span[2]]


def _bounded(text: str, start: int, end: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())


@lru_cache(maxsize=1)
def _historical() -> tuple[AhoCorasick, tuple[str, ...]]:
    names = {name.lower(): record.party for record in historical_names().values() for name in record.names}
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), tuple(names.values())


# -- form and kind -----------------------------------------------------------------------------------------------------


def _form(text: str) -> str | None:
    """The kind of the instrument: the general noun that comes first (*exchange of notes*, *convention*)."""
    automaton, kinds = _forms()
    lower = text.lower()
    return next((kinds[i] for i, s, e in automaton.find_matches_as_indexes(lower) if _bounded(lower, s, e)), None)


@lru_cache(maxsize=1)
def _forms() -> tuple[AhoCorasick, tuple[str, ...]]:
    known = {
        **form_of(),
        **{words: kind for words, kind in title_words().items() if agreement_kinds()[kind].broader == GENERAL},
    }
    return AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest), tuple(known.values())


def _kind(text: str) -> str | None:
    """What the title is about, its parties' names aside: the first words that decide, else the first that only hint."""
    for start, end, _ in _spans(text):
        text = text[:start] + "x" * (end - start) + text[end:]
    text = _OFFICES.sub(lambda found: "x" * len(found[0]), text)
    automaton, kinds = _subjects()
    lower = text.lower()
    found = [kinds[i] for i, s, e in automaton.find_matches_as_indexes(lower) if _bounded(lower, s, e)]
    kind = next((kind for kind, decides in found if decides), found[0][0] if found else None)
    return ASKED_AS.get(kind, kind) if kind is not None else None


@lru_cache(maxsize=1)
def _subjects() -> tuple[AhoCorasick, tuple[tuple[str, bool], ...]]:
    words: dict[str, tuple[str, bool]] = {phrase: (kind, True) for phrase, kind in title_words().items()}
    for phrase, kind in weak_words().items():
        words.setdefault(phrase, (kind, False))
    for record in agreement_kinds().values():
        for name in (*record.names, *(titled.lower() for titled in record.titled)):
            words.setdefault(name, (record.kind, record.kind not in RELATIONS))
    for phrase, kind in subject_words().items():
        if phrase not in VAGUE:
            words.setdefault(phrase, (kind, False))
    special = {words: told for words, told in words.items() if agreement_kinds()[told[0]].broader != GENERAL}
    return AhoCorasick(list(special), matchkind=MatchKind.LeftmostLongest), tuple(special.values())


# Words that give a kind in the news and stand for anything in titles.
VAGUE = frozenset(
    {
        "ai",
        "football",
        "return",
        "export",
        "credit",
        "waters",
        "ports",
        "port",
        "guarantee",
        "inter",
        "special measures",
        "maritime",
    }
    | {"training", "settlement"}
)
