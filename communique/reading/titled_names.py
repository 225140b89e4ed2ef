"""The names a title stands before, one or a coordinated list, with the states a plural title gives them in order."""

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.reading.name_runs import APOSTROPHES, PersonMention, coordinated_runs, mention_of, name_run, token_at
from communique.reading.names import Name
from communique.reading.person_lists import named_by_state
from communique.reading.sentences import Sentence
from communique.reading.title_uses import AFTER, BEFORE, TitleUse, chained, is_seat

# How far behind a title the name may stand when the title's field is between, in characters.
FIELD_REACH = 60


def names_after(
    use: TitleUse, uses: Sequence[TitleUse], sentence: Sentence, names: list[Name], text: str
) -> list[PersonMention]:
    """The name or coordinated names a title stands before; none where another of the sentence's titles comes first."""
    if use.title.words.split(" of ")[0].endswith("s") and (listed := _listed_by_state(use, sentence, names, text)):
        return listed
    at = _name_start(use, names, text)
    if "," in text[use.end : at] and any(other.start == at for other in uses):
        return []
    token = token_at(sentence, _behind_apostrophe(at, text))
    first = name_run(sentence, token, names) if token is not None else None
    if first is None and _FIELD.match(text[use.end : use.end + 20]):
        first = _entity_after(use, sentence)
    if first is None and use.title.words.endswith("s"):
        first = _behind_field(use, sentence, names, text)
    if first is None:
        return []
    chain = (*chained(use, [u for u in uses if u.start < use.start], text), use)
    if not use.title.words.endswith("s") or use.words.endswith("ss"):
        return [mention_of(sentence, first, chain, text)]
    runs = [first, *coordinated_runs(sentence, first, names)]
    owners = _several_owners(use, names, text)
    mentions = [mention_of(sentence, run, (replace(use, country=None),) if owners else chain, text) for run in runs]
    if len(owners) != len(runs):
        return mentions
    return [replace(mention, country=owner) for mention, owner in zip(mentions, owners, strict=True)]


_PLURAL_FIELD = re.compile(r" (?:on|for) [^,.;]{3,60}, ")


def _behind_field(use: TitleUse, sentence: Sentence, names: list[Name], text: str) -> tuple[int, int] | None:
    """The first name behind the field of a plural title (`the envoys of Mali and Chad on the border question, A and B`)."""
    at = _name_start(use, names, text)
    field = _PLURAL_FIELD.match(text, at, at + 80)
    token = token_at(sentence, field.end()) if field is not None else None
    return name_run(sentence, token, names) if token is not None else None


def _listed_by_state(use: TitleUse, sentence: Sentence, names: list[Name], text: str) -> list[PersonMention]:
    found = []
    for start, end, state in named_by_state(use, names, text):
        span = sentence.span.doc.char_span(start - sentence.offset, end - sentence.offset, alignment_mode="contract")
        if span is not None and len(span):
            mention = mention_of(sentence, (span.start, span.end), (replace(use, country=None),), text)
            found.append(replace(mention, country=state))
    return found


_LIST = re.compile(r"^(?:['’]s?)?(?:,|,? and|,? as well as|,? &)? (?:the |of )?$")


def _several_owners(use: TitleUse, names: list[Name], text: str) -> list[str]:
    """The states of a plural title, in order (`the foreign ministers of Congo and Rwanda`, `the Thai and Lao ministers`)."""
    known = [n for n in names if n.kind in {"state", "demonym"}]
    behind: list[Name] = []
    for name in known:
        at = behind[-1].end if behind else use.end
        if name.start >= at and (AFTER if not behind else _LIST).match(text[at : name.start]):
            behind.append(name)
    before: list[Name] = []
    for name in reversed(known):
        at = before[0].start if before else use.start
        if name.end <= at and (BEFORE if not before else _LIST).match(text[name.end : at]):
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


# An abbreviation a title gives itself (`External Affairs Minister (EAM)`).
_SHORT_TITLE = re.compile(r" \([A-Z]{2,6}\)(?=,? [A-Z])")
# Styles, ranks and honorifics between a title and the name.
_STYLES = re.compile(
    r"(?:[ \n]+|, (?=[A-Z]|the (?:Rt|Right|Hon)|His |Her ))"
    r"(?:(?:the |The |His |Her )?(?:Rt\.? Hon(?:ou?rable|\.)?|Right Honou?rable|Hon(?:ou?rable|\.)?|Excellency|Majesty|Highness|"
    r"Dato['’]?(?: Sri| Seri)?|Datuk(?: Sri| Seri)?|Tan (?:Sri|Seri)|Alhaji|Engr\.?|Lyonpo|Dasho|Shaikh|"
    r"Cardinal|Archbishop|Bishop|Marshal|General|Admiral|Sayyid|Senator|Senior Minister|H\.E\.|H\.H\.|Dr\.?|Mr\.?|"
    r"Ms\.?|Mrs\.?|Sir|Shri|Smt\.?|Sheikh|Maj\.|Lt\.|Brig\.|Col\.|Gen\.|Rear Adm\.|Vice Adm\.|Adm\.|Capt\.)[ ,]+)*"
)


def _name_start(use: TitleUse, names: list[Name], text: str) -> int:
    """Where the name should begin: after the title, and after an `of State` or a comma behind it."""
    at = use.end
    for name in names:
        if name.start >= at and (AFTER.match(text[at : name.start]) or is_seat(use.title, name, text[at : name.start])):
            brackets = re.match(r" \([A-Z]{2,8}\)", text[name.end : name.end + 12])
            at = _end_of_list(name.end + (brackets.end() if brackets else 0), names, text)
            at = next((n.end for n in names if n.start >= at and text[at : n.start] in {" to ", " to the "}), at)
            break
    short = _SHORT_TITLE.match(text, at)
    at = short.end() if short else at
    gap = _STYLES.match(text, at, at + 80)
    return gap.end() if gap else at


def _behind_apostrophe(at: int, text: str) -> int:
    """Where the letters of a name begin that opens with an apostrophe for a glottal stop (`'Ana Fifita`)."""
    opens = text[at : at + 1] in APOSTROPHES and text[at + 1 : at + 2].isupper() and "'" not in text[at + 1 : at + 40]
    return at + 1 if opens else at
