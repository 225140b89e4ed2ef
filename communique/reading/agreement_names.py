"""Finds the noun phrases that name an agreement, and the kind of each.

Names come from `agreement_kinds.jsonl`. Among matches over one head noun a proper title wins, then any kind over a
general one, then the longer; a general noun takes its kind from the words directly before it (*water-sharing protocol*)
or after it (*treaty between A and B on extradition*). What is no agreement in the record's sense (*in agreement with*,
*a great deal of*, *agreement on the need to*) is left out here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from communique.reading.clauses import clause_of, is_verbal, lemma
from communique.reading.names import lower_same_length
from communique.reading.ordinals import ordinal_number
from communique.reading.sentences import Parsed, Sentence
from communique.reference.agreement_kinds import GENERAL, agreement_kinds, form_of, subject_words, told_kind
from communique.reference.stages import stage_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Nouns that by themselves are an agreement; others (a plan, a framework, an exchange) only where they are signed or adopted.
INSTRUMENTS = frozenset("agreement accord pact deal treaty convention protocol memorandum ceasefire cease-fire truce armistice compact "
                        "covenant concordat mou moc moa".split())  # fmt: skip
# Short abbreviations that mean other things too: an agreement only beside a verb of making one.
DOUBTFUL = frozenset("EPA DTA PTA BTA DCA CPA SALT INF START COC CoC MLA CSP SFA BSA STA TCA PSA PPA ASA CMA CAI CER PCT MOC MoC MOA MoA "
                     "JPA JDA LPA TFA ICA IGA MVA CMR ATT ABM SORT INF SMA MLC ToR SPS GPA RTA BIT CFE SOMA TBT EoN".split())  # fmt: skip
# Words that only say of which agreement one speaks; they are left out of its name.
POINTING = frozenset("new further another second first other same such own said current separate existing previous earlier several many multiple various numerous some dozen dozens planned proposed possible "
                     "potential mooted so-called upcoming forthcoming recent latest".split())
# Prepositions that open what an agreement is about, and stay in its name.
ABOUT = frozenset("on of for concerning against regarding relating covering governing".split())
LONGEST_NAME = 16
_OPENING = frozenset("\"'“‘([—–/")
_PARTIES = re.compile(r"\s+(?:between|with|among)\s+(?:[\w.’'-]+\s+){1,8}?(?=(?:on|for|concerning|regarding|of|about|relating)\s)")
_SUBJECT = re.compile(r"\s+(?:of understanding |of co-?operation |of agreement |of intent )?(?:on|for|concerning|of|against|regarding|about|relating to|in the field of|in)\s+")  # fmt: skip
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class AgreementName:
    """A noun phrase that names an agreement: `start:end` is its name in the document, `form` the kind of its head noun."""

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

    @property
    def specific(self) -> bool:
        """Whether the kind says what the agreement is about."""
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
    for sentence in parsed.sentences:
        here: list[_Match] = []
        while position < len(matches) and matches[position].start < sentence.end:
            if matches[position].start >= sentence.start:
                here.append(matches[position])
            position += 1
        if here:
            found += _names_in(sentence, here, text)
    return found


# -- words of the reference in the text --------------------------------------------------------------------------


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
    cased, names, cased_kinds = _cased()
    for index, start, end in cased.find_matches_as_indexes(plain, overlapping=True):
        if _bounded(plain, start, end):
            kind, titled = cased_kinds[index]
            yield _Match(start, end, kind, titled, names[index] in DOUBTFUL)


def _bounded(text: str, start: int, end: int) -> bool:
    return (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum())


# -- head nouns --------------------------------------------------------------------------------------------------


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


_ONE = re.compile(r"\b(?:one|another|the other|a second|a third) (?:on|for|against|concerning|covering) ")


def _parts(name: AgreementName, text: str) -> list[AgreementName]:
    """The members of `two treaties: one on extradition and one on investment`, each a name of its own."""
    if not name.plural:
        return []
    opened = [(m.start(), m.end()) for m in _ONE.finditer(text, name.end, name.sentence.end)]
    parts = []
    for start, end in opened if len(opened) > 1 else []:
        stop = min((i for i in (text.find(mark, end) for mark in (",", ".", ";", " and ", " with ", " between ")) if i > 0), default=name.sentence.end)
        kind = _opening_kind(text[end:stop].lower()) or name.kind
        parts.append(replace(name, kind=told_kind(kind, name.form, False), start=start, end=stop, plural=False))
    return parts


def _is_inside(token: "Token", heads: dict[int, list[_Match]]) -> bool:
    """Whether a head noun only modifies another (`currency swap agreement`)."""
    return token.dep_ in {"compound", "nmod", "amod"} and token.head.i in heads and token.head.i > token.i


def _last_token(sentence: Sentence, name: AgreementName) -> int:
    span = sentence.span.doc.char_span(name.start - sentence.offset, name.end - sentence.offset, alignment_mode="expand")
    return int(span[-1].i) if span is not None and len(span) else name.token.i


def _head(sentence: Sentence, match: _Match) -> "Token | None":
    """The noun of a match that carries it: its first noun before a preposition (`code of conduct`), else its last."""
    span = sentence.span.doc.char_span(match.start - sentence.offset, match.end - sentence.offset, alignment_mode="expand")
    if span is None or not len(span):
        return None
    stop = next((t.i for t in span if t.i > span.start and t.dep_ == "prep"), span.end)
    nouns = [token for token in span if token.i < stop and token.pos_ in {"NOUN", "PROPN"}]
    if not nouns:
        return None if not match.titled else span.root
    inner = span.root if span.root in nouns else nouns[-1]
    return max(nouns, key=lambda t: t.i) if inner.dep_ in {"compound", "amod", "nmod"} and inner.head.i < stop and inner.head in nouns else inner


def _name(sentence: Sentence, token: "Token", matches: list[_Match], text: str) -> AgreementName | None:
    if any(match.doubtful for match in matches) and not _is_made(token):
        matches = [match for match in matches if not match.doubtful]
        if not matches:
            return None
    best = max(matches, key=_Match.rank)
    start, end = _name_range(sentence, token, best)
    form = form_of().get(token.lower_, form_of().get(lemma(token)))
    form = form or next((m.kind for m in matches if agreement_kinds()[m.kind].broader == GENERAL), None)
    kind = best.kind
    if agreement_kinds()[kind].broader == GENERAL and not best.titled:
        at = sentence.offset + token.idx
        kind = _subject_kind(text, at, at + len(token), best) or kind
    proper = best.titled or _is_proper(token)
    if not best.titled and _is_other(token, form, kind, proper):
        return None
    return AgreementName(
        sentence, token, told_kind(kind, form, best.titled), form, start, end, best.titled, proper,
        plural=token.tag_ in {"NNS", "NNPS"}, instrument=best.titled or lemma(token).removesuffix("s") in INSTRUMENTS
        or text[start:end].isupper() or token.lower_ in {"mou", "mous"},
    )  # fmt: skip


def _subject_kind(text: str, start: int, end: int, best: _Match) -> str | None:
    """The kind that words directly before a general noun or after it give it."""
    words = subject_words()
    before = text[max(0, start - 60) : start].lower().rstrip()
    parts = before.split(" ")
    for count in range(min(5, len(parts)), 0, -1):
        kind = words.get(" ".join(parts[-count:]))
        if kind is not None:
            return kind
    tail = text[max(end, best.end) : end + 200].lower()
    parties = _PARTIES.match(tail)
    tail = tail[parties.end() - 1 :] if parties else tail
    opened = _SUBJECT.match(tail)
    return _opening_kind(tail[opened.end() :]) if opened else None


def _opening_kind(tail: str) -> str | None:
    """The kind of the words a text opens with, an article and up to two more words aside."""
    words = [word.strip(".,;:()\"'") for word in tail.split(" ")[:10]]
    stops = next((i for i, raw in enumerate(tail.split(" ")[:10]) if raw[-1:] in ".,;:"), len(words))
    for first in range(min(3, stops + 1)):
        for count in range(min(6, len(words) - first), 0, -1):
            kind = subject_words().get(" ".join(words[first : first + count]))
            if kind is not None:
                return kind
        if first < len(words) and words[first] in {"to", "that", "which", "and", "by", "in"}:
            return None
    return None


# -- the extent of the name --------------------------------------------------------------------------------------


def _name_range(sentence: Sentence, token: "Token", match: _Match) -> tuple[int, int]:
    """The noun phrase from after its determiners, owners and ordinals to the end of what it is about."""
    doc, offset = token.doc, sentence.offset
    first = token.i
    while first > sentence.span.start and (not doc[first - 1].whitespace_ or first > token.left_edge.i and not _outside(doc[first - 1], token)):
        if not doc[first - 1].whitespace_ and doc[first - 1].text in _OPENING:
            break
        first -= 1
    while first < token.i and (doc[first].is_punct or doc[first].lower_ in POINTING or doc[first].pos_ in {"ADV", "CCONJ"} or _is_stage(doc[first])):
        first += 1
    start = min(offset + doc[first].idx, match.start)
    last = last_of_name(token)
    return start, max(offset + doc[last].idx + len(doc[last]), match.end)


def _is_stage(word: "Token") -> bool:
    """A participle that says how far the agreement is (`recently concluded`), no part of its name."""
    return word.tag_ == "VBN" and word.lower_ in stage_words("modifier")


def _outside(word: "Token", token: "Token") -> bool:
    if word.head == token and word.dep_ in {"det", "poss", "nummod", "predet", "prep", "mark"}:
        return True
    if word.dep_ in {"det", "case", "prep", "predet"} or word.text in {"'s", "’s", "(", ":", ";"} or is_verbal(word) and word.dep_ not in {"amod", "compound"}:
        return True
    return ordinal_number(word.text) is not None and word.text[0].islower()


def last_of_name(token: "Token") -> int:
    """The last token of the name: the prepositional phrases that say what the agreement is on, up to what leaves it."""
    doc, last = token.doc, token.i
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is None or following.lower_ not in ABOUT or following.pos_ not in {"ADP", "SCONJ", "VERB"}:
        return last
    if following.lower_ == "for" and _is_infinitive_subject(following):
        return last
    right = min(token.right_edge.i, last + LONGEST_NAME)
    capital = token.text[0].isupper()
    i = last + 1
    while i <= right and not _leaves(doc[i], token, capital):
        i += 1
    i -= 1
    while i > last and (doc[i].pos_ in {"ADP", "DET", "CCONJ", "PUNCT", "PART"} or doc[i].is_punct):
        i -= 1
    return i + 2 if i > last and _is_bare_place(doc, i) else i


def _is_infinitive_subject(preposition: "Token") -> bool:
    """Whether `for` opens a clause (`an agreement for Turkey to stem the flow`)."""
    after = list(preposition.doc[preposition.i + 1 : preposition.i + 6])
    return any(t.tag_ == "TO" and t.nbor().tag_ == "VB" for t in after if t.i + 1 < len(preposition.doc))


def _is_bare_place(doc: "Doc", i: int) -> bool:
    """Whether `at sea`, `in space` follows: a preposition and a bare common noun that ends the phrase."""
    if i + 3 >= len(doc) or doc[i + 1].lower_ not in {"at", "in"} or doc[i + 2].tag_ != "NN" or doc[i + 2].ent_type_:
        return False
    return doc[i + 3].is_punct or doc[i + 3].pos_ in {"ADP", "CCONJ", "SCONJ", "VERB", "PRON"}


def _leaves(word: "Token", token: "Token", capital: bool) -> bool:
    if word.text in {"—", "–", "-", "--"}:
        return word.i > 0 and bool(word.nbor(-1).whitespace_)
    if word.text in {",", ";", ":", "(", "."} or word.tag_ in {"WDT", "WP", "WRB", "TO"}:
        return True
    if word.dep_ in {"relcl", "acl", "advcl", "appos"} or word.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return word.dep_ != "compound"
    if word.lower_ in {"between", "with", "among", "by", "at", "during", "after", "under", "before", "since", "from", "until", "that"}:
        return True
    if word.lower_ == "in":
        return word.i + 1 >= len(word.doc) or not capital or not word.nbor().text[0].isupper() or word.nbor().ent_type_ in {"GPE", "DATE"}
    return word.dep_ == "conj" and word.head == token


# -- what is no agreement ----------------------------------------------------------------------------------------


def _is_proper(token: "Token") -> bool:
    """Whether the head noun is written as part of a proper name inside a sentence."""
    if not token.text[0].isupper() or token.is_upper:
        return False
    before = token.doc[token.i - 1] if token.i else None
    return before is not None and (before.text[0].isupper() or token.pos_ == "PROPN")


def _is_made(token: "Token") -> bool:
    """Whether the clause of a token makes or talks over an agreement."""
    verb = clause_of(token)
    return lemma(verb) in stage_words("object") or any(lemma(t) in stage_words("noun") for t in token.ancestors)


def _is_other(token: "Token", form: str | None, kind: str, proper: bool) -> bool:
    """A general noun in another sense: a great deal, in agreement with, a party convention, agreement on the need to."""
    word = lemma(token)
    general = agreement_kinds()[kind].broader == GENERAL
    before = {child.lower_ for child in token.lefts}
    if word == "deal" and (before & {"great", "good", "big", "raw", "new"} and general or _governs(token, {"of"})):
        return general
    if token.dep_ == "pobj" and token.head.lower_ in {"in", "by", "under"} and not before:
        return general and not proper
    if word == "convention" and general and not proper:
        return not (_governs(token, {"on", "against", "for", "concerning", "between"}) or before & {"the", "this", "international"})
    if word == "protocol" and token.tag_ == "NNS" and general and not proper:
        return not _is_made(token)
    if word in {"agreement", "accord"} and general:
        return not proper and _is_abstract(token, before)
    return word in {"compact", "arrangement"} and general and not proper and not _is_made(token)


def _governs(token: "Token", names: set[str]) -> bool:
    return any(child.dep_ == "prep" and child.lower_ in names for child in token.rights)


def _is_abstract(token: "Token", before: set[str]) -> bool:
    """Agreement as an act of agreeing: bare (`reached agreement on`), that something is so, to do something together."""
    if token.tag_ == "NN" and not before and not _is_signed(token):
        return True
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"on", "about"}:
            topics = [lemma(t) for t in child.children if t.dep_ == "pobj"]
            if any(topic in stage_words("abstract topic") for topic in topics):
                return True
        if child.dep_ in {"acl", "xcomp", "ccomp", "relcl"} and child.tag_ == "VB" and lemma(child) in stage_words("abstract act"):
            return not _is_signed(token)
        if child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts):
            return True
    return bool(before & {"no", "any", "general", "broad", "full", "complete", "mutual", "basic", "unanimous", "rare"}) and not _is_signed(token)


def _is_signed(token: "Token") -> bool:
    verb = clause_of(token)
    row = stage_words("object").get(lemma(verb))
    return row is not None and row.instrument
