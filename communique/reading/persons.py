"""Persons in a document: a title and a name make an office-holder; later mentions by surname are the same person.

Names may stand in either order, with particles and initials; a country said at the title is kept with the words
that say it, and what is not said is left for `offices_held` to infer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.reading.names import Name, TitleMatch
from communique.reading.sentences import Sentence
from communique.reference.offices import Title, portfolios, titles
from communique.reference.people import fold

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PARTICLES = frozenset(
    "bin bint ibn al el ul ur van von der den de da do dos das del della di du la le y ter ten af av zu abu".split()
)
HONORIFICS = frozenset(
    "mr mrs ms dr sir dame lord lady prof professor hon h.e. sheikh sheikha sayyid shri gen lt col maj adm".split()
)
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december the a an in on at and or but for to of with by from as it he she they his her their this "
    "that said says ministry embassy parliament government council commission party minister secretary president".split()
)
# How far behind a name its title in apposition may begin, in characters.
APPOSITION_REACH = 60
# How far behind a title the name may stand when the title's field is between, in characters.
FIELD_REACH = 60
# Words that give a person the office of another; they stand among the titles of `offices.jsonl`.
COUNTERPARTS = frozenset({"counterpart", "counterparts", "opposite number", "host", "hosts"})
# Written for the glottal stop that a name may begin with (Tongan, Samoan, Hawaiian, Arabic).
APOSTROPHES = frozenset("'’‘ʻʼ`")
FORMER = frozenset({"former", "ex", "ex-", "late", "then", "onetime", "erstwhile"})
ACTING = frozenset({"acting", "interim", "caretaker", "transitional"})
DEPUTY = frozenset({"deputy", "vice", "assistant", "parliamentary", "junior"})
FUTURE = frozenset({"designate", "-designate", "elect", "-elect", "incoming"})


@dataclass(frozen=True)
class TitleUse:
    """A title as it stands at a name: what it means, whose it is, and how it is qualified."""

    start: int
    end: int
    words: str
    title: Title
    country: str | None = None
    organisation: str | None = None
    acting: bool = False
    former: bool = False
    deputy: bool = False
    future: bool = False


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

    @property
    def outer(self) -> tuple[int, int]:
        """Document range of title and name together."""
        return min([self.start, *(t.start for t in self.titles)]), max([self.end, *(t.end for t in self.titles)])


def slug(name: str) -> str:
    """Identifier of a name: folded words joined by hyphens."""
    return "-".join(fold(name).split()) or "unnamed"


def person_mentions(
    sentences: Sequence[Sentence], names: Sequence[Name], matches: Sequence[TitleMatch], text: str
) -> list[PersonMention]:
    """All mentions of persons by name, in order of text; surnames alone count once a fuller name has been seen."""
    found: list[PersonMention] = []
    for sentence in sentences:
        here_titles = [t for t in matches if sentence.start <= t.start < sentence.end]
        here_names = [n for n in names if sentence.start <= n.start < sentence.end]
        found += _with_counterparts(_in_sentence(sentence, here_names, here_titles, text), found)
    return sorted(found + list(_later_mentions(sentences, found, text)), key=lambda m: m.start)


def _with_counterparts(here: list[PersonMention], earlier: Sequence[PersonMention]) -> list[PersonMention]:
    """Gives a counterpart the office of the one whose counterpart it is; several take theirs in order."""
    titled = [m for m in here if any(u.title.words not in COUNTERPARTS for u in m.titles)]
    before = [m for m in earlier if any(u.title.words not in COUNTERPARTS for u in m.titles)][-1:]
    found, taken = [], 0
    for mention in here:
        use = next((u for u in mention.titles if u.title.words in COUNTERPARTS), None)
        models = [m for m in titled if m.start < mention.start] or before
        if use is not None and models:
            several = use.title.words.endswith("s") and len(models) > 1
            model = models[min(taken, len(models) - 1)] if several else models[-1]
            taken += 1
            mention = replace(
                mention, titles=(replace(use, title=model.titles[-1].title, deputy=model.titles[-1].deputy),)
            )
        found.append(mention)
    return found


def _in_sentence(sentence: Sentence, names: list[Name], matches: list[TitleMatch], text: str) -> list[PersonMention]:
    uses = [_title_use(match, sentence, names, text) for match in matches]
    led: list[PersonMention] = []
    for position, use in enumerate(uses):
        led += _names_after(use, uses[:position], sentence, names, text)
    taken = [m.outer for m in led]
    entities = [m for m in _entity_mentions(sentence, names, text) if not _overlaps((m.start, m.end), taken)]
    leading = {(use.start, use.end) for mention in led for use in mention.titles}
    trailing = [use for use in uses if (use.start, use.end) not in leading]
    return [_with_trailing_title(mention, trailing, names, text) for mention in _unique(led) + entities]


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


_QUALIFIER = re.compile(r"(?:[A-Za-z]+[- ]){0,3}$")


def _title_use(match: TitleMatch, sentence: Sentence, names: list[Name], text: str) -> TitleUse:
    """The title with the qualifiers before it and the country or organisation around it."""
    match = _clear_of_names(match, names, text)
    start, end = match.start, match.end
    qualifiers: set[str] = set()
    while True:
        previous = re.search(r"([A-Za-z]+)(?:-| )$", text[max(sentence.start, start - 16) : start])
        word = previous.group(1).lower() if previous else ""
        if previous is None or word not in FORMER | ACTING | DEPUTY | FUTURE | {
            "new",
            "newly",
            "outgoing",
            "senior",
            "alternate",
        }:
            break
        qualifiers.add(word)
        start -= len(previous.group(0))
    if match.title.words in {"minister", "ministers"}:
        start, end = _portfolio(start, end, sentence, names, text)
    further = (
        _FURTHER_PORTFOLIO.match(text[end : end + 60])
        if " of " in match.title.words or " for " in match.title.words
        else None
    )
    if further is not None:
        words = next((w for w in (further.group(1), further.group(1).split()[0]) if w.lower() in portfolios()), None)
        end += further.start(1) + len(words) if words else 0
    owner = _owner(start, end, names, text)
    qualifiers |= _said_before(owner, start, sentence, text) | (ACTING & set(match.title.words.split()))
    if text[end : end + 10].lower().startswith(("-designate", " designate", "-elect", " elect")):
        qualifiers.add("elect")
        end = end + re.match(r"[- ]\w+", text[end:]).end()  # type: ignore[union-attr]
    return TitleUse(
        start, end, text[start:end], match.title,
        country=owner.ids[0] if owner and owner.kind != "organisation" else _fixed_country(match.title),
        organisation=owner.ids[0] if owner and owner.kind == "organisation" else None,
        acting=bool(qualifiers & ACTING), former=bool(qualifiers & FORMER),
        deputy=bool(qualifiers & DEPUTY), future=bool(qualifiers & FUTURE),
    )  # fmt: skip


def _said_before(owner: Name | None, start: int, sentence: Sentence, text: str) -> set[str]:
    """The qualifier before the state a title begins with (`former Kenyan president`)."""
    if owner is None or owner.end > start:
        return set()
    previous = re.search(r"([A-Za-z]+)[- ]$", text[max(sentence.start, owner.start - 16) : owner.start])
    return {previous.group(1).lower()} & (FORMER | ACTING | FUTURE) - {"then"} if previous else set()


def _clear_of_names(match: TitleMatch, names: list[Name], text: str) -> TitleMatch:
    """A title whose last words begin a state's name is the title before it (`President of the Republic of Colombia`)."""
    inside = next((n.start for n in names if match.start < n.start < match.end < n.end), None)
    words = re.sub(r"(?: of| for| the)+\s*$", "", text[match.start : inside].lower().rstrip()) if inside else ""
    shorter = titles().get(words)
    return TitleMatch(match.start, match.start + len(words), shorter) if shorter is not None else match


_FURTHER_PORTFOLIO = re.compile(r",? and (?:the |for )?([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?= [A-Z]|,)")
_LEFT_PORTFOLIO = re.compile(r"(?:[A-Z][a-z]+(?:,? and |, | ))+$")
_RIGHT_PORTFOLIO = re.compile(r" (?:of|for) (?:the )?[A-Z][a-z]+(?:(?:,? and |, | )[A-Z][a-z]+)*")


def _portfolio(start: int, end: int, sentence: Sentence, names: list[Name], text: str) -> tuple[int, int]:
    """The range of a minister's title with a portfolio the reference does not know (`Human Resources Minister`)."""
    floor = max([sentence.start, *(n.end for n in names if n.end <= start and n.kind != "place")])
    left = _LEFT_PORTFOLIO.search(text[floor:start])
    if left and floor + left.start() > sentence.start:
        return floor + left.start(), end
    right = _RIGHT_PORTFOLIO.match(text[end : end + 80])
    if right and not any(end <= n.start < end + right.end() for n in names):
        return start, end + right.end()
    return start, end


def _fixed_country(title: Title) -> str | None:
    return title.countries[0] if len(title.countries) == 1 else None


_BEFORE = re.compile(
    r"^(?:['’]s?)?(?: \([A-Z]{2,8}\))?[ -](?:(?:new|newly|appointed|Cabinet|interim|Interim|Presidential|Federal|Union|Government|top|"
    r"veteran|government|federal|visiting|outgoing|own|current|then)[ -])*$"
)
_AFTER = re.compile(
    r"^(?:,)? (?:of|for|to) (?:the )?(?:(?:Kingdom|Republic|State|Government|Federal Republic|Sultanate) of (?:the )?)?$"
)
_SHARED = re.compile(r"^(?:['’]s?)?(?:[ -]\w+){0,3} (?:and|&|as well as) $", re.IGNORECASE)


def _owner(start: int, end: int, names: list[Name], text: str) -> Name | None:
    """The state or organisation whose office it is: before the title, or after it with `of`."""
    for name in reversed(names):
        if name.end <= start and name.kind in {"state", "demonym", "organisation", "stand_in"}:
            if text[name.start - 1 : name.start] == "(":
                continue
            if _BEFORE.match(text[name.end : start]):
                return name
            break
    for name in names:
        if name.start >= end and name.kind in {"state", "organisation", "stand_in"}:
            return name if _AFTER.match(text[end : name.start]) else None
    return None


def _names_after(
    use: TitleUse, earlier: Sequence[TitleUse], sentence: Sentence, names: list[Name], text: str
) -> list[PersonMention]:
    """The name or coordinated names a title stands before."""
    token = _token_at(sentence, _behind_apostrophe(_name_start(use, names, text), text))
    first = _name_run(sentence, token, names) if token is not None else None
    if first is None and _FIELD.match(text[use.end : use.end + 20]):
        first = _entity_after(use, sentence)
    if first is None:
        return []
    chain = (*_chained(use, earlier, text), use)
    if not use.title.words.endswith("s") or use.words.endswith("ss"):
        return [_mention(sentence, first, chain, text)]
    runs = [first, *_coordinated_runs(sentence, first, names)]
    owners = _several_owners(use, names, text)
    mentions = [_mention(sentence, run, (replace(use, country=None),) if owners else chain, text) for run in runs]
    if len(owners) != len(runs):
        return mentions
    return [replace(mention, country=owner) for mention, owner in zip(mentions, owners, strict=True)]


_LIST = re.compile(r"^(?:['’]s?)?(?:,|,? and|,? as well as|,? &)? (?:the |of )?$")


def _several_owners(use: TitleUse, names: list[Name], text: str) -> list[str]:
    """The states of a plural title, in order (`the foreign ministers of Congo and Rwanda`, `the Thai and Lao ministers`)."""
    known = [n for n in names if n.kind in {"state", "demonym"}]
    behind: list[Name] = []
    for name in known:
        at = behind[-1].end if behind else use.end
        if name.start >= at and (_AFTER if not behind else _LIST).match(text[at : name.start]):
            behind.append(name)
    before: list[Name] = []
    for name in reversed(known):
        at = before[0].start if before else use.start
        if name.end <= at and (_BEFORE if not before else _LIST).match(text[name.end : at]):
            before.insert(0, name)
    several = behind if len(behind) > 1 else before
    return [name.ids[0] for name in several] if len(several) > 1 else []


def _end_of_list(at: int, names: list[Name], text: str) -> int:
    """The end of a list of states that begins before an offset."""
    for name in names:
        if name.start > at and name.kind == "state" and re.fullmatch(r"(?:,|,? and) (?:the )?", text[at : name.start]):
            at = name.end
    return at


_FIELD = re.compile(r" (?:on|for|to|of) ")


def _entity_after(use: TitleUse, sentence: Sentence) -> tuple[int, int] | None:
    """The person named after a title with its field (`Special Envoy on Myanmar Christine Burgener`)."""
    for entity in sentence.span.ents:
        start = entity.start_char + sentence.offset
        if entity.label_ == "PERSON" and use.end < start < use.end + FIELD_REACH:
            between = sentence.span.doc.char_span(
                use.end + 1 - sentence.offset, entity.start_char, alignment_mode="contract"
            )
            plain = between is None or not any(t.pos_ in {"VERB", "AUX", "PUNCT"} for t in between)
            return (entity.start, entity.end) if plain and len(entity) > 1 else None
    return None


def _name_start(use: TitleUse, names: list[Name], text: str) -> int:
    """Where the name should begin: after the title, and after an `of State` or a comma behind it."""
    at = use.end
    for name in names:
        if name.start >= at and _AFTER.match(text[at : name.start]):
            brackets = re.match(r" \([A-Z]{2,8}\)", text[name.end : name.end + 12])
            at = _end_of_list(name.end + (brackets.end() if brackets else 0), names, text)
            break
    gap = re.match(
        r"(?:[ \n]+|, (?=[A-Z]|the (?:Rt|Hon)|His |Her ))"
        r"(?:(?:the |His |Her )?(?:Rt\.? Hon(?:ou?rable|\.)?|Right Honou?rable|Hon(?:ou?rable|\.)?|Excellency|Majesty|Highness|"
        r"Cardinal|Archbishop|Bishop|Marshal|General|Sayyid|Senior Minister|H\.E\.|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Sir|Sheikh|Gen\.)[ ,]+)*",
        text[at : at + 60],
    )
    return at + gap.end() if gap else at


def _behind_apostrophe(at: int, text: str) -> int:
    """Where the letters of a name begin that opens with an apostrophe for a glottal stop (`'Ana Fifita`)."""
    opens = text[at : at + 1] in APOSTROPHES and text[at + 1 : at + 2].isupper() and "'" not in text[at + 1 : at + 40]
    return at + 1 if opens else at


def _chained(use: TitleUse, earlier: Sequence[TitleUse], text: str) -> tuple[TitleUse, ...]:
    """Titles joined before this one (`Deputy Prime Minister and Foreign Minister X`)."""
    for other in reversed(earlier):
        if re.fullmatch(r" (?:and|&) |/|, ", text[other.end : use.start]):
            return (*_chained(other, [e for e in earlier if e is not other], text), other)
    return ()


def _token_at(sentence: Sentence, offset: int) -> "Token | None":
    doc = sentence.span.doc
    span = doc.char_span(offset - sentence.offset, offset - sentence.offset + 1, alignment_mode="expand")
    if span is None or not len(span) or span[0].i >= sentence.span.end:
        return None
    token = span[0]
    return token if token.idx + sentence.offset == offset else None


def _name_run(sentence: Sentence, token: "Token", names: Sequence[Name]) -> tuple[int, int] | None:
    """Token range [first, last) of a personal name starting at the token, or None."""
    doc, end = sentence.span.doc, sentence.span.end
    known = {n.start - sentence.offset: n for n in names}
    last = token.i
    at = token.i
    while at < end and at - token.i < 9:
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
    if (word.lower_ in NOT_NAMES and word.ent_type_ != "PERSON") or word.lower_ in {"'s", "’s", "'", "’"}:
        return True
    name = known.get(word.idx)
    return (
        name is not None
        and name.kind != "place"
        and (first or word.ent_type_ != "PERSON")
        and not (name.kind in {"stand_in", "people"} and word.ent_type_ == "PERSON")
    )


def _coordinated_runs(sentence: Sentence, first: tuple[int, int], names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Further names in a list after a plural title."""
    doc, at = sentence.span.doc, _behind_state(sentence, first[1], names)
    while at < sentence.span.end and doc[at].lower_ in {",", "and"}:
        while at < sentence.span.end and doc[at].lower_ in {",", "and"}:
            at += 1
        run = _name_run(sentence, doc[at], names) if at < sentence.span.end else None
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


def _mention(sentence: Sentence, run: tuple[int, int], uses: tuple[TitleUse, ...], text: str) -> PersonMention:
    doc = sentence.span.doc
    first, last = run
    while first < last - 1 and doc[first].lower_.rstrip(".") in HONORIFICS:
        first += 1
    start = sentence.offset + doc[first].idx
    if start and text[start - 1] in APOSTROPHES and uses and text[start - 2 : start - 1].isspace():
        start -= 1
    end = sentence.offset + doc[last - 1].idx + len(doc[last - 1])
    return PersonMention(sentence, start, end, (first, last), text[start:end], uses)


def _entity_mentions(sentence: Sentence, names: Sequence[Name], text: str) -> Iterator[PersonMention]:
    """Persons the entity recogniser finds, of two words and more, that are no known name."""
    known = [(n.start, n.end) for n in names if n.kind != "place"]
    for entity in sentence.span.ents:
        if entity.label_ != "PERSON" and not _is_beside_person(sentence, entity, names):
            continue
        first, last = entity.start, entity.end
        while first < last and sentence.span.doc[first].lower_.rstrip(".") in HONORIFICS | {"the"}:
            first += 1
        while last > first and sentence.span.doc[last - 1].lower_ in {"'s", "’s"}:
            last -= 1
        words = [t for t in sentence.span.doc[first:last] if t.text[0].isupper()]
        if len(words) < 2 or any(t.lower_ in NOT_NAMES for t in words):
            continue
        mention = _mention(sentence, (first, last), (), text)
        if not _overlaps((mention.start, mention.end), known):
            yield mention


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


_APPOSED = re.compile(
    r"^(?:,| \(|, who is| —)? ?(?:(?:the|a|its|his|her|current) )?(?:(?:new|then|country['’]s|newly appointed) )?$"
)


def _with_trailing_title(
    mention: PersonMention, uses: Sequence[TitleUse], names: Sequence[Name], text: str
) -> PersonMention:
    """Adds a title in apposition after the name, and a country that stands right before or after it."""
    use = next((use for use in uses if use.start >= mention.end), None)
    if use is not None and _is_apposed(mention, use, names, text):
        return replace(mention, titles=(*mention.titles, use))
    return replace(mention, country=mention.country or _country_beside(mention, names, text))


def _is_apposed(mention: PersonMention, use: TitleUse, names: Sequence[Name], text: str) -> bool:
    """`Catherine Colonna, the French foreign minister`: nothing but a comma, an article and a state between."""
    if use.start - mention.end > APPOSITION_REACH or not text[mention.end :].startswith((",", "(", " (", " —")):
        return False
    between = next((n.start for n in names if mention.end <= n.start and n.end <= use.start), use.start)
    said = between == use.start or bool(use.country or use.organisation)
    return said and _APPOSED.match(text[mention.end : between]) is not None


def _country_beside(mention: PersonMention, names: Sequence[Name], text: str) -> str | None:
    """`Algeria's X`, `President X of Mexico`, `X (India)`."""
    before = next((n for n in reversed(names) if n.end <= mention.start), None)
    bare = before is not None and not mention.titles and before.kind in {"state", "stand_in"}
    if before is not None and bare and re.fullmatch(r"['’]s? ", text[before.end : mention.start]):
        return before.ids[0]
    after = next((n for n in names if n.start >= mention.end), None)
    if after is None or after.kind != "state":
        return None
    gap = text[mention.end : after.start]
    bracketed = gap == " (" and text[after.end : after.end + 1] == ")"
    return after.ids[0] if bracketed or (mention.titles and re.fullmatch(r" of (?:the )?", gap)) else None


def _later_mentions(
    sentences: Sequence[Sentence], found: Sequence[PersonMention], text: str
) -> Iterator[PersonMention]:
    """Single capitalised words that are the surname (or a listed name's last word) of a person named elsewhere."""
    surnames = {word for mention in found for word in _surname_words(mention.name)}
    taken = {offset for mention in found for offset in range(mention.start, mention.end)}
    for sentence in sentences:
        for token in sentence.span:
            free = token.text in surnames and token.idx + sentence.offset not in taken
            if free and _is_proper(token, text) and not _inside_longer_name(token):
                yield _mention(sentence, (token.i, token.i + 1), (), text)


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
