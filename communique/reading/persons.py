"""Persons in a document: a title and a name make an office-holder; later mentions by surname are the same person.

Names may stand in either order, with particles and initials; a country said at the title is kept with the words
that say it, and what is not said is left for `people.infer_countries`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.name_runs import HONORIFICS, NOT_NAMES, POST_NOMINALS, PersonMention, is_style, mention_of, slug
from communique.reading.names import Name, TitleMatch, find_people
from communique.reading.sentences import Sentence
from communique.reading.title_uses import (
    BEFORE,
    COLLEAGUES,
    COUNTERPARTS,
    TitleUse,
    chained,
    is_rank,
    is_verb,
    serving_others,
    title_use,
)
from communique.reading.titled_names import names_after
from communique.reference.offices import titles
from communique.reference.people import named

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["PersonMention", "TitleUse", "person_mentions", "slug"]

# How far behind a name its title in apposition may begin, in characters.
APPOSITION_REACH = 60


def person_mentions(
    sentences: Sequence[Sentence], names: Sequence[Name], matches: Sequence[TitleMatch], text: str
) -> list[PersonMention]:
    """All mentions of persons by name, in order of text; surnames alone count once a fuller name has been seen."""
    found: list[PersonMention] = []
    for sentence in sentences:
        here_titles = [t for t in matches if sentence.start <= t.start < sentence.end]
        here_names = [n for n in names if sentence.start <= n.start < sentence.end]
        found += _with_counterparts(_in_sentence(sentence, here_names, here_titles, text), found)
    return sorted(found + list(_later_mentions(sentences, found, names, text)), key=lambda m: m.start)


def _with_counterparts(here: list[PersonMention], earlier: Sequence[PersonMention]) -> list[PersonMention]:
    """Gives a counterpart the office of the one whose counterpart it is; several take theirs in order."""
    titled = [m for m in here if any(u.title.words not in COUNTERPARTS and not is_rank(u) for u in m.titles)]
    before = [m for m in earlier if any(u.title.words not in COUNTERPARTS for u in m.titles)][-1:]
    found, taken = [], 0
    for mention in here:
        use = next((u for u in mention.titles if u.title.words in COUNTERPARTS), None)
        own = [u for u in mention.titles if u.title.words not in COUNTERPARTS and not is_rank(u)]
        if use is not None and own:
            found.append(replace(mention, titles=tuple(replace(u, country=u.country or use.country) for u in own)))
            continue
        models = [m for m in titled if m.start < mention.start] or before
        if use is not None and models:
            several = use.title.words.endswith("s") and len(models) > 1
            model = models[min(taken, len(models) - 1)] if several else models[-1]
            taken += 1
            office = replace(use, title=model.titles[-1].title, deputy=model.titles[-1].deputy)
            mention = replace(mention, titles=(office, *(u for u in mention.titles if is_rank(u))))
        found.append(mention)
    return found


def _in_sentence(sentence: Sentence, names: list[Name], matches: list[TitleMatch], text: str) -> list[PersonMention]:
    bodies = [(n.start, n.end) for n in names if n.kind == "organisation"]
    matches = [m for m in matches if not any(start < m.start and m.end < end for start, end in bodies)]
    uses = serving_others([title_use(match, sentence, names, text) for match in matches], text)
    uses = [use for use in uses if not is_verb(use, sentence) and (use.country or use.title.words not in COLLEAGUES)]
    led: list[PersonMention] = []
    for use in uses:
        if not _is_behind_name(use, led, sentence, names, text):
            led += names_after(use, uses, sentence, names, text)
    taken = [m.outer for m in led]
    entities = [m for m in _entity_mentions(sentence, names, text) if not _overlaps((m.start, m.end), taken)]
    taken += [(m.start, m.end) for m in entities]
    entities += [m for m in _known_mentions(sentence, text) if not _overlaps((m.start, m.end), taken)]
    taken += [(m.start, m.end) for m in entities]
    leading = {(use.start, use.end) for mention in led for use in mention.titles}
    trailing = [use for use in uses if (use.start, use.end) not in leading]
    before = _before_titles(uses, trailing, sentence, names, text)
    entities += [m for m in before if not _overlaps((m.start, m.end), taken)]
    return [_with_trailing_title(mention, trailing, names, text) for mention in _unique(led) + entities]


_NAME_BEFORE = re.compile(r"(?P<name>[^\W\d_a-z][\w.'’-]*(?:[ -][^\W\d_a-z][\w.'’-]*)+), (?:the )?$")


def _is_behind_name(
    use: TitleUse, led: Sequence[PersonMention], sentence: Sentence, names: list[Name], text: str
) -> bool:
    """A title with its state behind a name no title leads, and another name behind it (`A, President of Mali, B, …`)."""
    if (
        use.country is None
        or re.match(r"[^,]{0,60}, (?:[A-Z]\S* )+[^,;]{0,40}, (?:the )?[A-Z]", text[use.end : use.end + 140]) is None
    ):
        return False
    before = _NAME_BEFORE.search(text, sentence.start, use.start)
    if before is None or any(m.start <= before.end("name") - 1 < m.end for m in led):
        return False
    begin, end = before.span("name")
    span = sentence.span.doc.char_span(begin - sentence.offset, end - sentence.offset, alignment_mode="expand")
    proper = span is not None and all(t.pos_ in {"PROPN", "PUNCT"} for t in span)
    return proper and not any(n.end > begin and n.start < end for n in names if n.kind != "place")


def _unique(mentions: list[PersonMention]) -> list[PersonMention]:
    """One mention a name range; the titles of several are joined."""
    by_range: dict[tuple[int, int], PersonMention] = {}
    for mention in mentions:
        known = by_range.get((mention.start, mention.end))
        joined = mention if known is None else replace(known, titles=(*known.titles, *mention.titles))
        by_range[mention.start, mention.end] = joined
    return list(by_range.values())


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _entity_mentions(sentence: Sentence, names: Sequence[Name], text: str) -> Iterator[PersonMention]:
    """Persons the entity recogniser finds, of two words and more, that are no known name."""
    known = [(n.start, n.end) for n in names if n.kind != "place"]
    for entity in sentence.span.ents:
        if entity.label_ != "PERSON" and not _is_beside_person(sentence, entity, names):
            continue
        first, last = entity.start, entity.end
        while first < last and (is_style(sentence.span.doc[first]) or sentence.span.doc[first].lower_ == "the"):
            first += 1
        while last > first and sentence.span.doc[last - 1].lower_ in {"'s", "’s"}:
            last -= 1
        words = [t for t in sentence.span.doc[first:last] if t.text[0].isupper()]
        if len(words) < 2 or any(t.lower_ in NOT_NAMES for t in words):
            continue
        mention = mention_of(sentence, (first, last), (), text)
        if not _overlaps((mention.start, mention.end), known):
            yield mention


def _known_mentions(sentence: Sentence, text: str) -> Iterator[PersonMention]:
    """Full names of persons the reference knows, where the entity recogniser misses them."""
    doc = sentence.span.doc
    for start, end in find_people(text[sentence.start : sentence.end]):
        begin = sentence.start - sentence.offset
        span = doc.char_span(begin + start, begin + end)
        if span is not None and not (
            span.end < len(doc) and doc[span.end].pos_ == "PROPN" and doc[span.end - 1].whitespace_
        ):
            yield mention_of(sentence, (span.start, span.end), (), text)


_WORD = r"[^\W\d_a-z][\w.'’-]*"
_LETTERS = rf"(?:{'|'.join(sorted(POST_NOMINALS))})\b"
_RUN_BEFORE_TITLE = re.compile(
    rf"({_WORD}(?: (?:{_WORD}|bin|bint|ibn|al|van|von|der|den|de|da|dos|del|di|la|el))* {_WORD})(?: {_LETTERS})*, (?:the )?$"
)
# What a release says before the name of its minister.
_STYLES_BEFORE = re.compile(
    r"(?:(?:The|His|Her|Rt|Right|Hon|Honou?rable|Excellency|H\.E|Senator|Dr|Mr|Mrs|Ms|Sir|Dame)\.? )+(?=[^\W\d_]\S* )"
)


def _before_titles(
    uses: Sequence[TitleUse], trailing: Sequence[TitleUse], sentence: Sentence, names: list[Name], text: str
) -> Iterator[PersonMention]:
    """Names before a title in apposition, where the entity recogniser misses them: one that names its state, or the
    title of no other name behind a name that opens its clause or bears a style."""
    doc, known = sentence.span.doc, [(n.start, n.end) for n in names if n.kind != "place"]
    for use in uses:
        owned = bool(use.country or use.organisation)
        if not owned and (use not in trailing or use.title.kind == "other"):
            continue
        first = min((u.start for u in chained(use, [u for u in uses if u.end <= use.start], text)), default=use.start)
        start = next((n.start for n in names if n.end <= first and BEFORE.match(text[n.end : first])), first)
        run = _RUN_BEFORE_TITLE.search(text, sentence.start, start)
        if run is None or _overlaps(run.span(1), known):
            continue
        begin, end = run.span(1)
        styles = _STYLES_BEFORE.match(run.group(1))
        if styles is None and not owned and not _is_introduced(text[sentence.start : begin], run.group(1)):
            continue
        begin += styles.end() if styles is not None else 0
        span = doc.char_span(begin - sentence.offset, end - sentence.offset)
        words = [t for t in span or () if t.text[0].isupper()]
        if span is not None and words and all(t.pos_ == "PROPN" and t.lower_ not in NOT_NAMES for t in words):
            yield mention_of(sentence, (span.start, span.end), (), text)


def _is_introduced(lead: str, name: str) -> bool:
    """Whether a name opens a clause or bears a style (`Today, A B, Minister …`, `the Honourable A B, Minister …`)."""
    return lead.rstrip() == "" or lead.endswith((", ", ") ")) or _first_word(name) in HONORIFICS


def _first_word(name: str) -> str:
    return name.split(maxsplit=1)[0].lower().rstrip(".")


def _is_beside_person(sentence: Sentence, entity: "Span", names: Sequence[Name]) -> bool:
    """A name behind a state's possessive that is coordinated with a person's (`Peru's A B and Chile's C D`)."""
    doc, owners = sentence.span.doc, {n.end - sentence.offset for n in names if n.kind == "state"}

    def owned(span: "Span") -> bool:
        before = doc[span.start - 1] if span.start else None
        return before is not None and before.lower_ in {"'s", "’s"} and before.idx in owners

    others = [e for e in sentence.span.ents if e.label_ == "PERSON" and len(e) > 1 and owned(e)]
    plain = 1 < len(entity) < 4 and all(t.is_title and t.is_alpha for t in entity) and entity.label_ in {"ORG", "GPE"}
    return (
        plain
        and owned(entity)
        and any(0 < abs(e.start - entity.end) < 4 or 0 < abs(entity.start - e.end) < 4 for e in others)
    )


_LETTERS_BEHIND = re.compile(rf"(?: {_LETTERS})+")
_APPOSED = re.compile(
    r"^(?:,| \(|, who is| —)? ?(?:(?:the|a|its|his|her|current) )?(?:(?:new|then|country['’]s|newly appointed) )?$"
)


def _with_trailing_title(
    mention: PersonMention, uses: Sequence[TitleUse], names: Sequence[Name], text: str
) -> PersonMention:
    """Adds a title in apposition after the name, and a country that stands right before or after it."""
    use = next((use for use in uses if use.start >= mention.end), None)
    if use is not None and _is_apposed(mention, use, names, text):
        if use.title.words == "chief of staff" and any(is_rank(u) for u in mention.titles):
            use = replace(use, title=titles()["chief of the general staff"])
        return replace(mention, titles=(*mention.titles, use, *_joined_to(use, uses, text)))
    beside = _owner_beside(mention, names, text)
    if beside is None or mention.country:
        return mention
    if beside.kind == "organisation":
        return replace(mention, organisation=beside.ids[0])
    return replace(mention, country=beside.ids[0])


def _joined_to(use: TitleUse, uses: Sequence[TitleUse], text: str) -> Iterator[TitleUse]:
    """Titles joined behind one in apposition (`A, Deputy Prime Minister and Foreign Minister of Mali`)."""
    for other in uses:
        if other.start > use.end and text[use.end : other.start] in {" and ", ", "}:
            yield other
            use = other


def _is_apposed(mention: PersonMention, use: TitleUse, names: Sequence[Name], text: str) -> bool:
    """`Catherine Colonna, the French foreign minister`: nothing but a comma, an article and a state between."""
    letters = _LETTERS_BEHIND.match(text, mention.end)
    end = letters.end() if letters is not None else mention.end
    if use.start - end > APPOSITION_REACH or not text[end:].startswith((",", "(", " (", " —")):
        return False
    between = next((n.start for n in names if end <= n.start and n.end <= use.start), use.start)
    said = between == use.start or bool(use.country or use.organisation)
    return said and _APPOSED.match(text[end:between]) is not None


def _owner_beside(mention: PersonMention, names: Sequence[Name], text: str) -> Name | None:
    """`Algeria's X`, `President X of Mexico`, `Secretary General X of NATO`, `X (India)`, `Sayyid X of the Omani Court`."""
    before = next((n for n in reversed(names) if n.end <= mention.start), None)
    bare = before is not None and not mention.titles and before.kind in {"state", "stand_in"}
    if before is not None and bare and re.fullmatch(r"['’]s? ", text[before.end : mention.start]):
        return before
    after = next((n for n in names if n.start >= mention.end), None)
    if after is None or after.kind not in {"state", "organisation", "demonym"}:
        return None
    gap = text[mention.end : after.start]
    if after.kind == "state" and gap == " (" and text[after.end : after.end + 1] == ")":
        return after
    if after.kind == "demonym":
        return after if gap == " of the " and re.match(r" [A-Z]", text[after.end : after.end + 2]) else None
    return after if mention.titles and re.fullmatch(r" of (?:the )?", gap) else None


_STYLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? $")


def _later_mentions(
    sentences: Sequence[Sentence], found: Sequence[PersonMention], names: Sequence[Name], text: str
) -> Iterator[PersonMention]:
    """Single capitalised words that are the surname (or a listed name's last word) of a person named elsewhere."""
    surnames = {word for mention in found for name in _spellings(mention.name) for word in _surname_words(name)}
    taken = {offset for mention in found for offset in range(mention.start, mention.end)}
    taken |= {n.start for n in names if n.kind == "state" and not _STYLED.search(text, 0, n.start)}
    for sentence in sentences:
        for token in sentence.span:
            free = token.text in surnames and token.idx + sentence.offset not in taken
            if free and _is_proper(token, text) and not _inside_longer_name(token):
                yield mention_of(sentence, (token.i, token.i + 1), (), text)


def _spellings(name: str) -> Iterator[str]:
    """A name and, where the reference knows the person, its other spellings."""
    yield name
    for record in named(name):
        yield from (record.name, *record.names)


def _is_proper(token: "Token", text: str) -> bool:
    """A proper noun, or a capitalised word the model takes for another where the text has it in no other form."""
    if token.pos_ == "PROPN":
        return True
    return token.pos_ in {"NOUN", "ADJ"} and token.is_title and f" {token.lower_} " not in text


def _surname_words(name: str) -> Iterator[str]:
    words = name.replace("-", " ").split()
    if len(words) >= 1:
        yield words[-1]
    if len(words) >= 2:
        yield words[0]


def _inside_longer_name(token: "Token") -> bool:
    """Whether the word is part of another proper name (`Hayashi Foundation`)."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is not None and following.pos_ == "PROPN" and bool(token.whitespace_) and token.dep_ == "compound"
