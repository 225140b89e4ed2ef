"""Finds the noun phrases that name an agreement, and the kind of each.

Names come from `agreement_kinds.jsonl`. Among matches over one head noun a proper title wins, then any kind over a
general one, then the longer; a general noun takes its kind from the words directly before it (*water-sharing protocol*)
or after it (*treaty between A and B on extradition*).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from communique.reading.agreement_phrases import is_made, is_other, is_proper, name_range
from communique.reading.clauses import is_verbal, lemma
from communique.reading.names import lower_same_length
from communique.reading.sentences import Parsed, Sentence
from communique.reference.agreement_kinds import GENERAL, agreement_kinds, form_of, subject_words, told_kind

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns that by themselves are an agreement; others (a plan, a framework, an exchange) only where they are signed or adopted.
INSTRUMENTS = frozenset(
    """agreement accord pact deal arrangement treaty convention protocol memorandum ceasefire cease-fire truce armistice
    compact covenant concordat mou moc moa""".split()
)
# Short abbreviations that mean other things too: an agreement only beside a verb of making one.
DOUBTFUL = frozenset(
    """EPA DTA PTA BTA DCA CPA SALT INF START COC CoC MLA CSP SFA BSA STA TCA PSA PPA ASA CMA CAI CER PCT MOC MoC
    MOA MoA JPA JDA LPA TFA ICA IGA MVA CMR ATT ABM SORT INF SMA MLC ToR SPS GPA RTA BIT CFE SOMA TBT EoN""".split()
)
# Kinds whose names say little of what an agreement is about; a word before them says more (`mining cooperation agreement`).
VAGUE = frozenset(
    {"partnership and cooperation", "economic cooperation", "implementing arrangement", "framework", "interim"}
)
# Of these, those whose subject may stand behind them (`a preliminary deal on a pipeline`).
PROVISIONAL = frozenset({"interim", "framework"})
# Forms of an instrument that may amend another.
AMENDABLE = frozenset({"protocol", "agreement", "treaty"})
# Plurals that stand for one agreement.
TERMS = frozenset("terms outlines parameters contours modalities conditions principles points".split())
# What is done under an agreement of a kind.
DEEDS = {"prisoner": "prisoner exchange", "captive": "prisoner exchange", "detainee": "prisoner exchange"}
_PARTIES = re.compile(
    r"\s+(?:between|with|among)\s+(?:[\w.’'-]+\s+){1,8}?(?=(?:on|for|concerning|regarding|of|about|relating)\s)"
)
_SUBJECT = re.compile(
    r"(?:\s+on \w+day)?(?:\s+on \w+ \d{1,2})?"
    r"\s+(?:of understanding |of co-?operation |of agreement |of intent )?"
    r"(?:on|for|concerning|of|against|regarding|about|relating to|in the field of|in|covering|governing|fixing|regulating"
    r"|defining|delimiting|demarcating|settling|setting|lifting|allowing|granting|giving"
    r"|to (?:avoid|eliminate|prevent|combat|fight|exchange|swap|share|protect|promote|extradite|fix|define))\s+"
)
_DECLARATION = re.compile(r"(?:[A-Z][\w-]+ ){1,4}(?:Declaration|Charter|Accords?|Compact)\b|[A-Z][\w-]+ declaration\b")
_PROGRAMME = re.compile(
    r"\b(?:program|programme|plan)s? (?:of|for|on) (?:[a-z-]+ ){1,3}(?:co-?operation|collaboration|exchanges?|consultations?|activities)\b"
)
_EXCHANGED = re.compile(
    r"\bexchang(?:ed|ing) (?:diplomatic |side )?(notes|letters)(?= (?:on|for|concerning|constituting) )"
    r"(?! on [\w -]{0,40}(?:agreement|treaty|accord))"
)
# What is agreed on where no agreement is named (`agreed in principle on the terms of a pipeline`).
_TERMS = re.compile(
    r"\b(?:agree(?:d|s|ment)?|settled|finali[sz]ed|hammered out|thrashed out|reached (?:an )?(?:understanding|consensus))\b"
    r"(?! to )[^.;:,]{0,40}? (?:the )?(?:[a-z]+ )?"
    r"(terms|outlines?|parameters|contours|modalities|conditions|text|wording|principles|main points|key points)"
    r"(?= (?:of|for|on) )(?! (?:of|for|on) [^.,;]{0,60}\b(?:agreement|treaty|accord|pact|deal|convention|protocol|memorandum"
    r"|ceasefire|truce|statement|declaration|communique|resolution|reference|talks|arrangement|visit|meeting|summit)\b)"
)
# A document told of by its subject alone.
_DOCUMENT = re.compile(
    r"\b(?:document|instrument|paper)s?(?:,? (?:on|for|concerning|regarding|covering|governing|providing for) )([^,.;]+)"
)
# The subjects of several agreements in one plural (`three accords, covering tourism, mining and sport`).
_COVERING = re.compile(r",? (?:covering|on|regarding|concerning|for|in the fields of|in the areas of|dealing with) ")
_MEMBER = re.compile(r", and | and |, ")
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SHORT_FORM = re.compile(r"\s?\([\"“]?(?:the )?([A-Z][\w&-]{1,9})[\"”]?\)")
# What is done with a subject (`the promotion and mutual protection of investments`).
_DEED = re.compile(
    r"(?:[a-z]+ (?:and|or) )?(?:[a-z]+ )?[a-z]+(?:ion|ing|ance|ment|ency|use|sale|supply|transfer|exchange) of "
)
_ARTICLE = re.compile(r"^(?:the|an?|their|its)\s+")
_SPACE = re.compile(r"\s")
_ONE = re.compile(r"\b(?:one|another|the other|a second|a third) (?:on|for|against|concerning|covering) ")


@dataclass(frozen=True)
class AgreementName:
    """A noun phrase that names an agreement: `start:end` is its name in the document, `form` the kind of its head noun.

    `called` is the name it goes by where only a pronoun stands for it, `short` the short form it is given in brackets or
    stands in.
    """

    sentence: Sentence
    token: "Token"
    kind: str
    form: str | None
    start: int
    end: int
    titled: bool
    proper: bool
    plural: bool
    instrument: bool
    called: tuple[int, int] | None = None
    short: str | None = None

    @property
    def specific(self) -> bool:
        """Whether the kind says what the agreement is about."""
        if self.kind in VAGUE and not self.proper and not self.titled:
            return False
        return agreement_kinds().get(self.kind) is None or agreement_kinds()[self.kind].broader != GENERAL


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    kind: str
    titled: bool
    doubtful: bool = False

    def rank(self) -> tuple[bool, bool, int]:
        return self.titled, agreement_kinds()[self.kind].broader != GENERAL, self.end - self.start


def find_agreement_names(parsed: Parsed) -> list[AgreementName]:
    """All names in order of text, one for each head noun."""
    matches = sorted(_matches(parsed.document.text), key=lambda match: match.start)
    found: list[AgreementName] = []
    position = 0
    text = _plain(parsed.document.text)
    short: dict[str, AgreementName] = {}
    for sentence in parsed.sentences:
        here: list[_Match] = []
        while position < len(matches) and matches[position].start < sentence.end:
            if matches[position].start >= sentence.start:
                here.append(matches[position])
            position += 1
        here += [
            _Match(sentence.start + m.start(), sentence.start + m.end(), name.kind, titled=False)
            for form, name in short.items()
            for m in re.finditer(rf"\b{re.escape(form)}\b", text[sentence.start : sentence.end])
        ]
        if here:
            found += _with_short_forms(_names_in(sentence, here, text), short, text)
    return found


def _with_short_forms(
    names: Iterable[AgreementName], short: dict[str, AgreementName], text: str
) -> Iterator[AgreementName]:
    """The names, those followed by a short form in brackets with it; what only gives the short form is left out."""
    brackets: list[int] = []
    for name in names:
        if any(name.start <= at < name.end for at in brackets):
            continue
        given = _given_form(name, text)
        if given is not None:
            brackets.append(given.start(1))
            short.setdefault(given[1], name)
            yield replace(name, short=given[1])
        else:
            word = text[name.sentence.offset + name.token.idx :][: len(name.token)]
            yield replace(name, short=word) if word in short else name


def _given_form(name: AgreementName, text: str) -> re.Match[str] | None:
    """The short form in brackets inside a name or right behind it."""
    inside = _SHORT_FORM.search(text, name.start, min(name.end + 12, len(text)))
    return inside if inside is not None and inside.start() <= name.end else None


@lru_cache(maxsize=1)
def _listed() -> tuple[AhoCorasick, tuple[str, ...], tuple[str, ...]]:
    kind_of: dict[str, str] = {}
    for record in agreement_kinds().values():
        for name in record.names:
            kind_of.setdefault(name, record.kind)
    for name, kind in list(kind_of.items()):
        if not name.endswith("s") and " of " not in name:
            kind_of.setdefault(f"{name}s", kind)
    return AhoCorasick(list(kind_of)), tuple(kind_of), tuple(kind_of.values())


@lru_cache(maxsize=1)
def _cased() -> tuple[AhoCorasick, tuple[str, ...], tuple[tuple[str, bool], ...]]:
    kind_of: dict[str, tuple[str, bool]] = {}
    for record in agreement_kinds().values():
        for name in (*record.titled, *record.abbreviations):
            kind_of.setdefault(name.replace("’", "'"), (record.kind, name in record.titled))
    return AhoCorasick(list(kind_of)), tuple(kind_of), tuple(kind_of.values())


def _plain(text: str) -> str:
    """The text with every white space a blank and straight apostrophes, offsets kept."""
    return _SPACE.sub(" ", text).replace("’", "'").replace("–", "-")


def _matches(text: str) -> Iterator[_Match]:
    plain = _plain(text)
    automaton, _, kinds = _listed()
    for index, start, end in automaton.find_matches_as_indexes(lower_same_length(plain), overlapping=True):
        if _bounded(plain, start, end):
            yield _Match(start, end, kinds[index], titled=False)
    for found in _DECLARATION.finditer(plain):
        kind = "agreement" if "Accord" in found[0] or "Compact" in found[0] else "joint declaration"
        yield _Match(found.start(), found.end(), kind, titled=False, doubtful=True)
    for found in _PROGRAMME.finditer(plain):
        yield _Match(found.start(), found.end(), "action plan", titled=False, doubtful=True)
    for found in _TERMS.finditer(plain):
        yield _Match(*found.span(1), "agreement", titled=False, doubtful=True)
    for found in _DOCUMENT.finditer(plain):
        kind = _opening_kind(found[1].lower()) or "agreement"
        end = found.end() if "," in found[0] else found.start() + len(found[0].split()[0])
        yield _Match(found.start(), end, kind, titled=False, doubtful=True)
    for found in _EXCHANGED.finditer(plain):
        yield _Match(*found.span(1), "exchange of notes", titled=False, doubtful=True)
    cased, names, cased_kinds = _cased()
    for index, start, end in cased.find_matches_as_indexes(plain, overlapping=True):
        if _bounded(plain, start, end):
            kind, titled = cased_kinds[index]
            yield _Match(start, end, kind, titled, names[index] in DOUBTFUL)


def _bounded(text: str, start: int, end: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())


def _names_in(sentence: Sentence, matches: Sequence[_Match], text: str) -> Iterator[AgreementName]:
    by_head: dict[int, list[_Match]] = {}
    for match in matches:
        head = _head(sentence, match)
        if head is not None:
            by_head.setdefault(head.i, []).append(match)
    for i in [i for i in by_head if _is_inside(sentence.span.doc[i], by_head)]:
        by_head[sentence.span.doc[i].head.i] += by_head.pop(i)
    covered = -1
    for i in sorted(by_head):
        name = _name(sentence, sentence.span.doc[i], by_head[i], text)
        if name is not None and name.token.i > covered:
            covered = max(i, _last_token(sentence, name))
            yield from _parts(name, text) or [name]


def _parts(name: AgreementName, text: str) -> list[AgreementName]:
    """The members of `two treaties: one on extradition and one on investment`, each a name of its own."""
    if not name.plural:
        return []
    opened = [(m.start(), m.end()) for m in _ONE.finditer(text, name.end, name.sentence.end)]
    parts = []
    for start, end in opened if len(opened) > 1 else []:
        stop = min(
            (i for i in (text.find(mark, end) for mark in (",", ".", ";", " and ", " with ", " between ")) if i > 0),
            default=name.sentence.end,
        )
        kind = _opening_kind(text[end:stop].lower()) or name.kind
        parts.append(replace(name, kind=told_kind(kind, name.form, False), start=start, end=stop, plural=False))
    return parts or _covered(name, text)


def _covered(name: AgreementName, text: str) -> list[AgreementName]:
    """The members of a counted plural whose subjects are as many (`three accords covering tourism, mining and sport`)."""
    counts = [c.lower_ for c in name.token.lefts if c.dep_ == "nummod" and c.lower_ in _COUNTS]
    at = name.sentence.offset + name.token.idx + len(name.token)
    behind = re.match(r"(?: of (?:understanding|cooperation|co-operation|intent))?", text[at : name.sentence.end])
    at += behind.end() if behind is not None else 0
    opened = _COVERING.match(text, at, name.sentence.end)
    if not counts or opened is None:
        return []
    wanted = _COUNTS.index(counts[0]) + 2
    stop = re.compile(r"[.;:]|, (?:which|who|according|(?:\w+ ){1,5}said)\b").search(
        text, opened.end(), name.sentence.end
    )
    if wanted == 2 and stop is None:
        stop = re.compile(r",").search(text, opened.end(), name.sentence.end)
    end = stop.start() if stop is not None else name.sentence.end
    between = [m.span() for m in _MEMBER.finditer(text, opened.end(), end)]
    spans = list(zip([opened.end(), *(e for _, e in between)], [*(s for s, _ in between), end], strict=True))
    kinds = [told_kind(_opening_kind(text[s:e].lower()) or name.kind, name.form, False) for s, e in spans]
    if len(spans) != wanted or len({*kinds} - {name.kind, name.form}) < 2:
        return []
    return [replace(name, kind=kind, start=s, end=e, plural=False) for kind, (s, e) in zip(kinds, spans, strict=True)]


def _is_inside(token: "Token", heads: dict[int, list[_Match]]) -> bool:
    """Whether a head noun only modifies another (`currency swap agreement`)."""
    return (
        token.dep_ in {"compound", "nmod", "amod"} and token.head.i in heads and token.head.i > token.i
        and not _is_amending(token)
    )  # fmt: skip


def _last_token(sentence: Sentence, name: AgreementName) -> int:
    span = sentence.span.doc.char_span(
        name.start - sentence.offset, name.end - sentence.offset, alignment_mode="expand"
    )
    return int(span[-1].i) if span is not None and len(span) else name.token.i


def _head(sentence: Sentence, match: _Match) -> "Token | None":
    """The noun of a match that carries it: its first noun before a preposition (`code of conduct`), else its last."""
    span = sentence.span.doc.char_span(
        match.start - sentence.offset, match.end - sentence.offset, alignment_mode="expand"
    )
    if span is None or not len(span):
        return None
    stop = next((t.i for t in span if t.i > span.start and t.dep_ == "prep"), span.end)
    nouns = [token for token in span if token.i < stop and token.pos_ in {"NOUN", "PROPN"}]
    if not nouns:
        return None if not match.titled else span.root
    inner = span.root if span.root in nouns else nouns[-1]
    if nouns[-1].dep_ == "conj" and nouns[-1].lower_ in form_of():
        return nouns[-1]  # `an acquisition and cross-servicing agreement`
    return (
        max(nouns, key=lambda t: t.i)
        if inner.dep_ in {"compound", "amod", "nmod"} and inner.head.i < stop and inner.head in nouns
        else inner
    )


def _name(sentence: Sentence, token: "Token", matches: list[_Match], text: str) -> AgreementName | None:
    if any(match.doubtful for match in matches) and not is_made(token):
        matches = [match for match in matches if not match.doubtful]
        if not matches:
            return None
    best = max(matches, key=_Match.rank)
    start, end = name_range(sentence, token, best.start, best.end)
    form = form_of().get(token.lower_, form_of().get(lemma(token)))
    form = form or next((m.kind for m in matches if agreement_kinds()[m.kind].broader == GENERAL), None)
    kind = best.kind
    if best.kind in VAGUE and not best.titled:
        at = sentence.offset + token.idx
        kind = _kind_before(text, best.start) or kind
        if best.kind in PROVISIONAL and kind == best.kind:
            kind = _subject_kind(text, at, at + len(token), best) or kind
    if form in AMENDABLE and _is_amending(token):
        kind = "amendment"
    elif agreement_kinds()[kind].broader == GENERAL and not best.titled:
        at = sentence.offset + token.idx
        subject = _subject_kind(text, at, at + len(token), best) or _kind_of_deed(token) or kind
        if best.end - best.start <= len(token) or agreement_kinds()[subject].broader != GENERAL:
            kind = subject
    proper = best.titled or is_proper(token)
    if best.end - best.start <= len(token) and is_other(token, kind, proper):
        return None
    return AgreementName(
        sentence, token, told_kind(kind, form, best.titled), form, start, end, best.titled, proper,
        plural=_is_plural(token) and token.lower_ not in TERMS,
        instrument=best.titled or form == "memorandum" or lemma(token).removesuffix("s") in INSTRUMENTS
        or text[start:end].isupper() or token.lower_ in {"mou", "mous"} or any(match.doubtful for match in matches),
    )  # fmt: skip


def _is_amending(token: "Token") -> bool:
    """Whether an instrument changes another (`a protocol amending their tax treaty`)."""
    behind = [t.lower_ for t in token.doc[token.i + 1 : token.i + 3]]
    return behind[:1] == ["amending"] or behind == ["to", "amend"]


def _kind_of_deed(token: "Token") -> str | None:
    """The kind that what is done under an agreement gives it (`exchanged prisoners under a deal`)."""
    if token.dep_ != "pobj" or token.head.lower_ not in {"under", "through"} or not is_verbal(token.head.head):
        return None
    deed = [t for t in token.head.head.rights if t.dep_ == "dobj" and t.i < token.i]
    return next((kind for t in deed if (kind := DEEDS.get(lemma(t)))), None)


def _is_plural(token: "Token") -> bool:
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ == "memoranda"


def _subject_kind(text: str, start: int, end: int, best: _Match) -> str | None:
    """The kind that words directly before a general noun or after it give it."""
    before = _kind_before(text, start)
    if before is not None and agreement_kinds()[before].broader != GENERAL:
        return before
    tail = text[max(end, best.end) : end + 200].lower()
    parties = _PARTIES.match(tail)
    tail = tail[parties.end() - 1 :] if parties else tail
    opened = _SUBJECT.match(tail)
    return (_opening_kind(tail[opened.end() :]) if opened else None) or before


def _kind_before(text: str, start: int) -> str | None:
    """The kind of the words that end before an offset."""
    parts = text[max(0, start - 60) : start].lower().rstrip().split(" ")
    kinds = (subject_words().get(" ".join(parts[-count:])) for count in range(min(5, len(parts)), 0, -1))
    return next((kind for kind in kinds if kind is not None), None)


def _opening_kind(tail: str) -> str | None:
    """The kind of the words a text opens with, an article and up to two more words aside."""
    tail = _ARTICLE.sub("", tail)
    words = [word.strip(".,;:()\"'") for word in tail.split(" ")[:10]]
    stops = next((i for i, raw in enumerate(tail.split(" ")[:10]) if raw[-1:] in ".,;:"), len(words))
    kind = _opening_words(words, stops)
    deed = _DEED.match(tail) if kind is None else None
    return _opening_kind(tail[deed.end() :]) if deed else kind


def _opening_words(words: Sequence[str], stops: int) -> str | None:
    for first in range(min(5, stops + 1)):
        for count in range(min(6, len(words) - first), 0, -1):
            kind = subject_words().get(" ".join(words[first : first + count]))
            if kind is not None:
                return kind
        if first < len(words) and words[first] in {"to", "that", "which", "and", "by", "in"}:
            return None
    return None
