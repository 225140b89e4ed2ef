"""Finds every mention of a meeting: the noun or verb that names it, its format, and who takes part."""

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.cast import office_noun
from communique.reading.claims import claim_of
from communique.reading.clauses import clause_of, complements, lemma, prepositions, subjects
from communique.reading.ordinals import ordinal_of
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.meeting_words import MeetingWord, meeting_words
from communique.reference.organisations import organisations
from communique.schema import Date, Level, MeetingFormat, MeetingMode

if TYPE_CHECKING:
    from spacy.tokens import Token
from communique.reading.meeting_mention import (
    ENDING,
    MeetingMention,
    actors_named,
    format_words,
    level_said,
    make_mention,
    phrase_text,
)
from communique.reading.meeting_nouns import BODIES, meeting_noun
from communique.reading.meeting_participants import (
    between,
    modifier_parties,
    noun_participants,
    other_side,
)
from communique.reading.meeting_parting import parted
from communique.reading.meeting_stays import stay_mention
from communique.reading.meeting_verbs import paired, verb_mention
from communique.reading.meeting_visits import visit_noun
from communique.reading.nearness import person_after

# Nouns that are a meeting only where two parties stand with them.
LOOSE = frozenset(
    """exchange contact discussion discussions trip tour dinner luncheon ceremony audience round session conversation call
   talk conclave congress mediation forum roundtable encounter huddle gathering dialogue transit consultation bilateral""".split()
)


VISITS = frozenset({"visit", "trip", "tour", "stopover", "transit"})


def find_mentions(scene: Scene) -> list[MeetingMention]:
    """All mentions in order of text."""
    found: list[MeetingMention] = []
    for sentence in scene.sentences:
        here = [
            _noun_mention(scene, sentence, token)
            or verb_mention(scene, sentence, token)
            or stay_mention(scene, sentence, token)
            for token in sentence.span
        ]
        told = _without_mere_travel([mention for mention in here if mention is not None])
        found += [part for mention in told for part in parted(scene, mention)]
    found = [_with_third(scene, mention) for mention in _as_assembly(scene, found)]
    return found if any(len(mention.parties) > 1 for mention in found) else [*found, *_exchanges(scene)]


def _with_third(scene: Scene, mention: MeetingMention) -> MeetingMention:
    """Of a trilateral meeting of which two are named, the third: named with them elsewhere, else who speaks."""
    if mention.format != "trilateral" or len(mention.parties) != 2:
        return mention
    threes = (s.parties for s in scene.cast.sets if len(s.parties) == 3 and set(mention.parties) < set(s.parties))
    issuer = scene.cast.issuer
    third = next(threes, None)
    if third is None and issuer is not None and issuer not in mention.parties:
        third = (issuer, *mention.parties)
    return mention if third is None else replace(mention, parties=third)


def _exchanges(scene: Scene) -> list[MeetingMention]:
    """What two persons of two states are told to have discussed, in a text that tells of no meeting in other words."""
    for sentence in scene.sentences:
        for token in sentence.span:
            if token.pos_ != "VERB" or lemma(token) != "discuss" or claim_of(token).status != "actual":
                continue
            people = subjects(token)
            actors = actors_named(scene, sentence, people)
            parties = scene.cast.states_of(actors)
            if len(people) > 1 and len(parties) == 2 and all(_is_somebody(scene, sentence, t) for t in people):
                return [make_mention(scene, sentence, token, "talks", None, None, parties, people, actors, None, False)]
    return []


def _is_somebody(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    """A person, by name or office."""
    named = scene.cast.single(sentence, token)
    return (
        any(actor in scene.cast.persons for actor in named) or bool(office_noun(token)) or token.lower_ == "counterpart"
    )


# Verbs of those who lead or attend a meeting told before; they are not all its parties.
LEADING = frozenset("chair cochair open attend lead head close".split())


def _as_assembly(scene: Scene, mentions: list[MeetingMention]) -> list[MeetingMention]:
    """In a report of an organisation's own meeting `the ministers` and `they` are the organisation's."""
    first = mentions[0] if mentions else None
    body = (
        first.parties if first is not None and len(first.parties) == 1 and first.parties[0] in organisations() else ()
    )
    told: list[MeetingMention] = []
    for mention in mentions:
        if mention.definite and mention.ordinal is None and told and _is_only_led(scene, mention, told[-1]):
            mention = replace(mention, parties=(), directed=None)
        elif body and mention is not first and not mention.persons and _is_of_anaphor(scene, mention):
            mention = replace(mention, parties=body, directed=None) if body[0] in mention.parties else mention
        elif body and mention is not first and _is_of_anaphor(scene, mention) and meets_again(mention.token):
            mention = replace(mention, parties=body, persons=(), directed=None)
        told.append(mention)
    return told


def _is_only_led(scene: Scene, mention: MeetingMention, before: MeetingMention) -> bool:
    """`The meeting was chaired by A and B` behind the sentence that tells the meeting."""
    near = mention.sentence.index - before.sentence.index <= 2 and bool(before.parties)
    leads = lemma(clause_of(mention.token)) in LEADING or any(
        lemma(c) in LEADING for c in mention.token.rights if c.dep_ in {"relcl", "acl"}
    )
    return near and leads and not modifier_parties(scene, mention.sentence, mention.token)


def meets_again(verb: "Token") -> bool:
    """`The ministers last met in May`, `will meet again`: a verb that tells of the series."""
    return any(
        child.lower_ in {"last", "again", "next"} and child.dep_ in {"advmod", "amod"} for child in verb.children
    )


def _is_of_anaphor(scene: Scene, mention: MeetingMention) -> bool:
    """Whether the subject of a mention's clause is a pronoun or an office without its owner."""
    who = subjects(clause_of(mention.token))
    return bool(who) and all(not scene.cast.owners_named(mention.sentence, token) for token in who)


# Verbs told of one who comes to meet.
TRAVELLING = frozenset("fly travel arrive go head land come be".split())


def _without_mere_travel(mentions: list[MeetingMention]) -> list[MeetingMention]:
    """Leaves out travel told only to say where a meeting is (`flies to Abuja to meet his counterpart`)."""
    kept = []
    for mention in mentions:
        purpose = next(
            (
                m
                for m in mentions
                if m.format != "visit" and _is_attended(m, mention) and _is_purpose(m.token, mention.token)
            ),
            None,
        )
        if mention.format == "visit" and lemma(mention.token) in TRAVELLING and purpose is not None:
            mentions[mentions.index(purpose)] = replace(
                purpose, place=purpose.place or mention.place, date=purpose.date or mention.date
            )
            continue
        kept.append(mention)
    return [next((m for m in mentions if m.token == k.token), k) for k in kept]


def _is_attended(purpose: MeetingMention, travel: MeetingMention) -> bool:
    """Whether somebody is told to meet; of one who is in a place for a meeting of two parties, that they do."""
    return bool(purpose.persons or purpose.offices or (lemma(travel.token) == "be" and len(purpose.parties) > 1))


def _is_purpose(token: "Token", verb: "Token") -> bool:
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head == verb:
        return True
    clause = clause_of(token)
    if verb.dep_ == "relcl" and verb.head in subjects(clause):
        return True  # `the minister, who was in Bern for a forum, met …`
    where = clause.dep_ == "relcl" and any(c.lower_ == "where" for c in clause.lefts) and verb.is_ancestor(clause)
    return where or (clause.dep_ in {"advcl", "xcomp"} and clause.head == verb)


def _noun_mention(scene: Scene, sentence: Sentence, token: "Token") -> MeetingMention | None:
    word = meeting_noun(token)
    if word is None or any(e.kind == "organisation" for e in scene.cast.entries.get((sentence.paragraph, token.i), ())):
        return None
    fmt, level, mode = _format_said(scene, sentence, token, word)
    if fmt == "visit" or word.word in VISITS:
        return visit_noun(scene, sentence, token, level)
    people, actors, parties = _noun_sides(scene, sentence, token, fmt)
    if len(parties) < 2 and _is_of_others(scene, sentence, token):
        return None
    parties = parties if len(parties) > 1 else other_side(scene, sentence, token, parties, people)
    parties = parties if len(parties) != 1 else _with_reporter(scene, sentence, token, parties)
    definite = any(child.lower_ in {"the", "this", "that", "these", "such"} for child in token.lefts)
    definite = definite or any(c.dep_ == "poss" and c.ent_type_ == "DATE" for c in token.lefts)  # `Friday's session`
    held = lemma(token.head) in {"hold", "have"} and token.dep_ == "dobj" and len(parties) > 1
    if any(c.lower_ == "any" for c in token.lefts) and not held and claim_of(token).status in {"denied", "possible"}:
        return None  # `ruled out any talks`: no meeting in particular
    parties = _of_body(scene, sentence, token, fmt, parties)
    if (
        len(parties) == 1
        and (fmt in {"summit", "conference", "ministerial", "foreign ministers"} or _of_officers(token))
        and parties[0] in organisations()
    ):
        return make_mention(scene, sentence, token, fmt, level, mode, parties, people, actors, None, definite)
    if (
        len(parties) < 2
        and not definite
        and token.lower_ != "one"
        and (word.word in LOOSE or not _anaphoric(token))
        and ordinal_of(token) is None
    ):
        return None
    made = make_mention(scene, sentence, token, fmt, level, mode, parties, people, actors, None, definite)
    if _is_process(scene, made, word):
        return None
    if made.ordinal is not None and made.format is None and _is_of_body(token) and made.claim.status != "actual":
        return replace(made, format="talks", persons=(), offices=frozenset())
    return made


# Days after which the month talks began in tells only of their course.
LONG_PAST = 365
# Nouns of talking that may go on for years, and verbs that tell of their course.
COURSES = frozenset(
    "talks negotiation negotiations dialogue dialog consultation consultations discussion discussions".split()
)
COURSE_VERBS = frozenset(
    """begin start open launch conclude end finish complete resume restart pause suspend stall continue freeze break collapse
    drag proceed progress advance remain go be underway wrap accelerate expedite intensify""".split()
)


def _is_process(scene: Scene, made: MeetingMention, word: MeetingWord) -> bool:
    """`launched negotiations in 2018`, `talks have stalled`, `efforts to resume dialogue`: a course of talks, no occasion."""
    if word.word not in COURSES or made.persons or made.offices or made.place is not None or made.ordinal is not None:
        return False
    above = clause_of(made.token)
    runs = [verb for verb in (above, *made.token.rights) if verb.pos_ == "VERB" and lemma(verb) in COURSE_VERBS]
    if not runs or made.token.dep_ not in {"dobj", "nsubj", "nsubjpass", "pobj"}:
        return False
    if made.date is None:
        return made.claim.status == "possible" and above.dep_ == "acl"
    if made.claim.status == "planned" and not _is_over(scene, made.date):
        return any(lemma(verb) in ENDING for verb in (above, *complements(above)))
    return made.date.precision == "year" or _is_long_past(scene, made.date)


def _is_over(scene: Scene, date: Date) -> bool:
    return date.end is not None and scene.anchor is not None and date.end < scene.anchor


def _is_long_past(scene: Scene, date: Date) -> bool:
    """Whether a month lies over a year before the report."""
    if date.precision == "day" or date.end is None or scene.anchor is None:
        return False
    return (scene.anchor - date.end).days > LONG_PAST


def _with_reporter(scene: Scene, sentence: Sentence, token: "Token", parties: tuple[str, ...]) -> tuple[str, ...]:
    """`Mr Costa will hold talks with the Vietnamese president, Brazil's ministry said`: whose ministry tells of it."""
    if token.dep_ != "dobj" or not any(prep == "with" for top in (token, token.head) for prep, _ in prepositions(top)):
        return parties
    who = [
        scene.cast.persons[a] for a in actors_named(scene, sentence, subjects(token.head)) if a in scene.cast.persons
    ]
    telling = scene.cast.states_of(a for t in claim_of(token).reporters for a in scene.cast.single(sentence, t))
    if len(who) != 1 or who[0].country or who[0].organisation or len(telling) != 1 or telling[0] in parties:
        return parties
    who[0].country, who[0].inferred = telling[0], True
    return (telling[0], *parties)


def _format_said(
    scene: Scene, sentence: Sentence, token: "Token", word: MeetingWord
) -> tuple[MeetingFormat | None, Level | None, MeetingMode | None]:
    """Format, level and mode a noun's phrase speaks for; a round is of the negotiations told with or right before it."""
    inner = _inner_word(token)
    fmt, level, mode = format_words(phrase_text(token), inner or word)
    if word.word == "round" and inner is None:
        before = scene.sentences[sentence.index - 1].span.text.lower() if sentence.index else ""
        told = sentence.span.text.lower() + (before if fmt == "talks" and ordinal_of(token) else "")
        fmt = "negotiations" if "negotiation" in told else fmt
    return fmt, level or level_said(token), mode


def _noun_sides(
    scene: Scene, sentence: Sentence, token: "Token", fmt: MeetingFormat | None
) -> "tuple[list[Token], list[str], tuple[str, ...]]":
    """Those a meeting noun is told of: the heads of their phrases, the actors and their parties."""
    people = between(token)
    actors = actors_named(scene, sentence, people)
    if len(scene.cast.states_of(actors)) < 2:
        people = noun_participants(token)
        actors = actors_named(scene, sentence, people)
    parties = tuple(dict.fromkeys([*modifier_parties(scene, sentence, token), *scene.cast.states_of(actors)]))
    if len(parties) < 2 and fmt == "courtesy call":
        actors = list(dict.fromkeys([*actors, *person_after(scene, sentence, token)]))
        parties = scene.cast.states_of(actors)
    return people, actors, parties if len(parties) > 1 else paired(scene, actors, parties)


def _of_body(
    scene: Scene, sentence: Sentence, token: "Token", fmt: MeetingFormat | None, parties: tuple[str, ...]
) -> tuple[str, ...]:
    """The organisation alone, where the meeting is its own and a state only hosts it or is said beside it."""
    if lemma(clause_of(token)) == "host" and (own := _own_body(scene, sentence, token)):
        return own
    bodies = tuple(p for p in parties if p in organisations())
    own_summit = fmt in {"summit", "conference"} and modifier_parties(scene, sentence, token)[:1] == list(bodies[:1])
    return bodies[:1] if bodies and own_summit else parties


def _is_of_others(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    """`a dialogue between the government and the opposition`: two sides are named, and neither is a party here."""
    sides = between(token)
    known = scene.cast.states_of(actors_named(scene, sentence, sides))
    return len(sides) > 1 and len(known) < 2 and all(side.pos_ == "NOUN" for side in sides)


def _own_body(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """The organisation whose meeting a state hosts (`a summit of Mercosur leaders`)."""
    heads = [obj for prep, obj in prepositions(token) if prep == "of"]
    found = [o for obj in heads for o in (*scene.cast.single(sentence, obj), *scene.cast.owners(sentence, obj))]
    found += modifier_parties(scene, sentence, token)
    return tuple(dict.fromkeys(o for o in found if o in organisations()))[:1]


def _is_of_body(token: "Token") -> bool:
    """`the 41st session of the Joint Commission`: a body's, whatever office those have who agree on it."""
    return any(prep == "of" and obj.lower_ in BODIES for prep, obj in prepositions(token))


def _of_officers(token: "Token") -> bool:
    """Whether the ministers or leaders of one organisation hold the meeting a noun names."""
    who = subjects(clause_of(token)) if token.dep_ in {"dobj", "pobj"} else []
    return any(
        t.tag_ in {"NNS", "NNPS"} and t.lower_.endswith(("ministers", "leaders", "heads", "presidents")) for t in who
    )


def _inner_word(token: "Token") -> MeetingWord | None:
    """The talks in `a round of talks`."""
    for prep, obj in prepositions(token):
        if prep == "of":
            word = meeting_words("noun").get(obj.lower_) or meeting_words("noun").get(lemma(obj))
            if word is not None and word.format is not None:
                return word
    return None


def _anaphoric(token: "Token") -> bool:
    return any(child.lower_ in {"its", "their", "next", "previous", "last", "such"} for child in token.lefts)
