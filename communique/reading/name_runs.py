"""Runs of words that are a personal name: in either order, with particles, initials and honorifics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.names import Name
from communique.reading.sentences import Sentence
from communique.reading.title_uses import TitleUse
from communique.reference.people import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTICLES = frozenset(
    "bin bint ibn al el ul ur van von der den de da do dos das del della di du la le y ter ten af av zu abu".split()
)
HONORIFICS = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor hon honourable honorable excellency h.e h.e. h.h h.h. smt sheikh sheikha "
    "sayyid shri gen lt col maj brig adm capt cmdr rt right senator dato dato' dato’ datuk alhaji shaikh engr lyonpo dasho".split()
)
# Malay ranks of honour stand behind another (`Dato' Sri`, `Tan Sri`); alone they are names (`Sri Lestari`, `Tan Wei`).
_SECOND_HONORIFICS = frozenset({"sri", "seri"})
_BEFORE_SECOND = frozenset({"dato", "dato'", "dato’", "datuk", "tan", "'", "’"})
# Letters behind a name that say a seat or an honour (`Sean Byrne TD`).
POST_NOMINALS = frozenset("MP TD MEP MSP MLA KC QC AC AO OAM CBE OBE KCMG MdB PhD".split())
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december the a an in on at and or but for to of with by from as it he she they his her their this "
    "that said says ministry embassy parliament government council commission party minister secretary president".split()
)
# How many tokens a name may have, its hyphens counted (`Nasser Al-Mohammed Al-Jaber Al-Harbi`).
LONGEST_NAME = 18
# Written for the glottal stop that a name may begin with (Tongan, Samoan, Hawaiian, Arabic).
APOSTROPHES = frozenset("'’‘ʻʼ`")


@dataclass(frozen=True)
class PersonMention:
    """One mention by name: document range of the name, its tokens, and the titles that stand at it."""

    sentence: Sentence
    start: int
    end: int
    tokens: tuple[int, int]
    name: str
    titles: tuple[TitleUse, ...] = ()
    country: str | None = None
    organisation: str | None = None

    @property
    def outer(self) -> tuple[int, int]:
        """Document range of title and name together."""
        return min([self.start, *(t.start for t in self.titles)]), max([self.end, *(t.end for t in self.titles)])


def slug(name: str) -> str:
    """Identifier of a name: folded words joined by hyphens."""
    return "-".join(fold(name).split()) or "unnamed"


def token_at(sentence: Sentence, offset: int) -> "Token | None":
    """The token of a sentence that begins at an offset of the document."""
    doc = sentence.span.doc
    span = doc.char_span(offset - sentence.offset, offset - sentence.offset + 1, alignment_mode="expand")
    if span is None or not len(span) or span[0].i >= sentence.span.end:
        return None
    token = span[0]
    return token if token.idx + sentence.offset == offset else None


def name_run(sentence: Sentence, token: "Token", names: Sequence[Name]) -> tuple[int, int] | None:
    """Token range [first, last) of a personal name starting at the token, or None."""
    doc, end = sentence.span.doc, sentence.span.end
    known = {n.start - sentence.offset: n for n in names}
    last = token.i
    at = token.i
    while at < end and at - token.i < LONGEST_NAME:
        word = doc[at]
        if _stops_name(word, known, at == token.i):
            break
        if _is_name_word(word, at == token.i) or (
            at > token.i + 1 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and word.is_alpha
        ):
            last = at + 1
        elif not (
            word.lower_ in PARTICLES
            or (word.text in {"-", "–"} and not word.whitespace_)
            or word.lower_.rstrip(".") in HONORIFICS
        ):
            break
        at += 1
    return (token.i, last) if last > token.i else None


def _is_name_word(word: "Token", first: bool) -> bool:
    return word.text[0].isupper() and (
        word.pos_ == "PROPN" or word.ent_type_ == "PERSON" or (first and word.pos_ != "VERB")
    )


def _stops_name(word: "Token", known: dict[int, Name], first: bool) -> bool:
    joined = not first and word.nbor(-1).text == "-" and not word.nbor(-1).whitespace_  # `Moon Jae-in`
    if (word.lower_ in NOT_NAMES and word.ent_type_ != "PERSON" and not joined) or word.lower_ in {
        "'s",
        "’s",
        "'",
        "’",
    }:
        return True
    name = known.get(word.idx)
    return (
        name is not None
        and name.kind != "place"
        and (first or word.ent_type_ != "PERSON")
        and not (name.kind in {"stand_in", "people"} and word.ent_type_ == "PERSON")
    )


def is_style(word: "Token") -> bool:
    """Whether a word before a name is an honour or a form of address and none of the name."""
    lower, following = word.lower_.rstrip("."), word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    if lower == "tan" and following in _SECOND_HONORIFICS:
        return True
    second = lower in _SECOND_HONORIFICS and word.i > 0 and word.nbor(-1).lower_ in _BEFORE_SECOND
    return second or lower in HONORIFICS


def coordinated_runs(sentence: Sentence, first: tuple[int, int], names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Further names in a list after a plural title."""
    doc, at = sentence.span.doc, _behind_state(sentence, first[1], names)
    while at < sentence.span.end and doc[at].lower_ in {",", "and"}:
        while at < sentence.span.end and doc[at].lower_ in {",", "and"}:
            at += 1
        run = name_run(sentence, doc[at], names) if at < sentence.span.end else None
        if run is None:
            return
        yield run
        at = _behind_state(sentence, run[1], names)


def _behind_state(sentence: Sentence, at: int, names: Sequence[Name]) -> int:
    """The token behind an `of Mali` that stands at a token; the token itself where none does."""
    doc = sentence.span.doc
    if at + 1 >= sentence.span.end or doc[at].lower_ != "of":
        return at
    begins = {
        doc[i].idx + sentence.offset
        for i in (at + 1, at + 2)
        if i < sentence.span.end and doc[i - 1].lower_ in {"of", "the"}
    }
    name = next((n for n in names if n.kind == "state" and n.start in begins), None)
    if name is None:
        return at
    span = doc.char_span(name.start - sentence.offset, name.end - sentence.offset, alignment_mode="expand")
    return int(span.end) if span is not None else at


def mention_of(sentence: Sentence, run: tuple[int, int], uses: tuple[TitleUse, ...], text: str) -> PersonMention:
    """The mention a token range makes with the titles at it; honorifics before the name are left out."""
    doc = sentence.span.doc
    first, last = run
    while first < last - 1 and is_style(doc[first]):
        first += 1
    while last - first > 2 and doc[last - 1].text in POST_NOMINALS:
        last -= 1
    start = sentence.offset + doc[first].idx
    if start and text[start - 1] in APOSTROPHES and uses and text[start - 2 : start - 1].isspace():
        start -= 1
    end = sentence.offset + doc[last - 1].idx + len(doc[last - 1])
    return PersonMention(sentence, start, end, (first, last), text[start:end], uses)
