"""Who speaks in a release in the first person: the minister whose name heads it (`The Hon A B MP`, `Minister for …`)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from communique.reading.names import TitleMatch
from communique.reading.persons import PersonMention, TitleUse
from communique.reading.sentences import Sentence

# Characters at the top of a text in which such a head stands.
HEAD = 300
_HEADED = re.compile(
    r"^\W*(?:The )?(?:Rt\.? )?Hon(?:\.|ou?rable)? (?:(?:Dr|Dame|Sir) )?(?P<name>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+){1,3}?)"
    r"(?: (?:MP|MLA|MHR|TD|KC|AM))*\W*(?:\n|\|)\W*(?P<office>(?:Minister|Prime Minister|Deputy Prime Minister|Secretary)\b[^\n|]{0,120})",
    re.MULTILINE,
)


def author_mentions(sentences: Sequence[Sentence], matches: Sequence[TitleMatch], text: str) -> Iterator[PersonMention]:
    """The name at the head of a release with the office below it; nothing where there is none."""
    found = _HEADED.search(text, 0, HEAD)
    if found is None:
        return
    start, end = found.span("name")
    title = next((m for m in matches if found.start("office") <= m.start < found.end("office")), None)
    sentence = next((s for s in sentences if s.start <= start and end <= s.end), None)
    if title is None or sentence is None:
        return
    span = sentence.span.doc.char_span(start - sentence.offset, end - sentence.offset, alignment_mode="expand")
    if span is not None:
        use = TitleUse(title.start, title.end, text[title.start : title.end], title.title)
        yield PersonMention(sentence, start, end, (span.start, span.end), text[start:end], (use,))


def author_name(text: str) -> str | None:
    """The name at the head of a release, or None."""
    found = _HEADED.search(text, 0, HEAD)
    return found["name"] if found is not None else None


def speaks_of(subjects: Sequence[tuple[int, str]]) -> str | None:
    """The state a release speaks for: the one that most often acts in it."""
    counts = Counter(party for _, party in subjects if len(party) == 3 and party.isupper())
    (most, times), (_, others) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return most if times > others else None
