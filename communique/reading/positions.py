"""Positions: who supports, welcomes, urges, opposes or condemns what, in which instrument and in which words.

A sentence is looked at only where it has a word of stance (`stances.jsonl`). Its frames (`stance_frames`) name the
stance and its complement; here they get holders (`stance_holders`), topics (`stance_topics`), the actors they are about
(`stance_about`), a status, a date and the evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.cast import office_noun
from communique.reading.claims import claim_of
from communique.reading.clauses import is_negated, is_verbal, lemma, subjects
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_about import about_of, hints
from communique.reading.stance_company import means_company, seat
from communique.reading.stance_complements import has_to, main_of, stray
from communique.reading.stance_dates import Days, day_of
from communique.reading.stance_frame import CALLING_ON, TRANSPARENT, Frame
from communique.reading.stance_frames import frames, starts, triggers
from communique.reading.stance_holders import Voices
from communique.reading.stance_instruments import instrument_heads, instrument_of
from communique.reading.stance_topics import Topic, topics
from communique.reading.topic_keys import topic_key
from communique.reference.groups import group_nouns
from communique.schema import Date
from communique.schema.event import Status
from communique.schema.position import About, Position

if TYPE_CHECKING:
    from spacy.tokens import Token

# Who is greeted rather than approved of.
GUESTS = frozenset(
    "friend colleague guest visitor counterpart everyone everybody you delegate participant audience attendee".split()
)
# A headline stands before this offset and does not end like a sentence.
HEADLINE_ENDS, SENTENCE_ENDS = 400, frozenset({".", "”", '"', "’", "'", "!", ";"})
# A promise or stance under these is an agreement to act, read as an event.
AGREEING = frozenset({"agree"})


# What parliaments vote on, the verbs of a vote, and what parliaments are called.
VOTED_ON = frozenset(
    "agreement treaty bill draft version motion pact accord text deal protocol law convention ratification".split()
)
VOTING = frozenset({"reject", "back", "endorse", "support"})
PARLIAMENTS = frozenset(
    "parliament assembly congress senate house chamber lawmaker legislature deputy duma knesset".split()
)


class Held(NamedTuple):
    """A frame with those who hold its stance and how far the text claims it."""

    sentence: Sentence
    frame: Frame
    holders: tuple[str, ...]
    status: Status


class Source(NamedTuple):
    """The instrument a position stands in and the day of that instrument, where known."""

    instrument: str | None
    date: Date | None


def find_positions(scene: Scene, meeting_day: Date | None, partners: tuple[str, ...]) -> list[Position]:
    """The positions of a document in order; `meeting_day` and `partners` are those of the meeting it reports."""
    voices = Voices.of(scene, partners)
    days = Days.of(scene, meeting_day, voices.whole is not None)
    found: list[Position] = []
    for sentence in scene.sentences:
        words = {token.lower_ for token in sentence.span}
        if words & instrument_heads():
            voices.enter(sentence)
        if _may_hold(sentence, words):
            found += _in_sentence(scene, voices, days, sentence)
    kept = _without_headlines(found)
    return [position.model_copy(update={"id": f"p{number}"}) for number, position in enumerate(kept, 1)]


def _may_hold(sentence: Sentence, words: set[str]) -> bool:
    """A quick look: a word of stance or a future, and no question."""
    if "?" in words:
        return False
    return not words.isdisjoint(starts()) or any(token.lemma_.lower() in triggers() for token in sentence.span)


def _in_sentence(scene: Scene, voices: Voices, days: Days, sentence: Sentence) -> Iterator[Position]:
    """The positions of one sentence; its hints and the reach of all its topics are looked for once, where there is any."""
    every = frames(sentence.span)
    held = [found for frame in every if (found := _held(scene, voices, sentence, frame)) is not None]
    if not held:
        return
    hedged = hints(scene, sentence)
    reach = {frame.anchor.i: topics(frame, [hint.token for hint in hedged]) for frame in every}
    taken = [topic for members in reach.values() for topic in members]
    for stance in held:
        source = _source(voices, stance)
        for topic in reach[stance.frame.anchor.i]:
            if not _says_nothing(topic):
                day = _day(scene, voices, days, stance, topic, source.date, taken)
                about = about_of(scene, voices.partners, sentence, stance.frame, topic, stance.holders, hedged)
                yield _position(scene, stance, topic, about, Source(source.instrument, day))


def _held(scene: Scene, voices: Voices, sentence: Sentence, frame: Frame) -> Held | None:
    if _is_greeting(scene, sentence, frame) or _is_agreeing(frame) or _is_vote(frame):
        return None
    holders, status = voices.holders(sentence, frame), _status(frame)
    return Held(sentence, frame, holders, status) if holders and status is not None else None


def _position(scene: Scene, held: Held, topic: Topic, about: list[About], source: Source) -> Position:
    doc = held.sentence.span.doc
    start, end = doc[topic.first].idx, doc[topic.last].idx + len(doc[topic.last])
    words = scene.parsed.document.text[held.sentence.offset + start : held.sentence.offset + end]
    return Position(
        id="p",
        holders=list(held.holders),
        stance=held.frame.stance,
        repeated=held.frame.repeated,
        strength="strong" if held.frame.strong else "plain",
        topic=words,
        topic_key=topic_key(words, list(doc[topic.first : topic.last + 1])),
        about=about,
        status=held.status,
        instrument=source.instrument,
        date=source.date,
        evidence=[scene.cite_clause(held.sentence, held.frame.anchor)],
    )


# -- what is no position ---------------------------------------------------------------------------------------------


def _is_greeting(scene: Scene, sentence: Sentence, frame: Frame) -> bool:
    """`welcomed the minister at the airport`, `dismissed the general`, `asked reporters to wait`: no stance is taken."""
    cast = scene.cast
    if frame.word.party and frame.target is not None:
        addressed = cast.states_of(cast.members(sentence, frame.target)) or cast.owners(sentence, frame.target)
        return not (addressed or seat(scene, frame.target) or means_company(frame.target))
    if not frame.word.thing or frame.topic.kind != "object":
        return False
    head = frame.topic.head
    somebody = (
        head.ent_type_ == "PERSON"
        or head.lower_ in group_nouns()
        or office_noun(head) is not None
        or lemma(head) in GUESTS
    )
    return somebody or bool(cast.single(sentence, head))


def _says_nothing(topic: Topic) -> bool:
    """`will continue to do so`: the topic stands elsewhere."""
    words = topic.head.doc[topic.first : topic.last + 1]
    return (words[-1].lower_ == "so" and len(words) <= 4) or not any(word.is_alpha for word in words)


def _is_vote(frame: Frame) -> bool:
    """`parliament rejected the treaty`: a stage of the treaty, and no stance of the state."""
    voted = lemma(frame.verb) in VOTING and frame.topic.kind == "object" and lemma(frame.topic.head) in VOTED_ON
    return voted and bool(frame.holders) and all(lemma(token) in PARLIAMENTS for token in frame.holders)


def _is_agreeing(frame: Frame) -> bool:
    verb = frame.verb
    return verb.dep_ == "xcomp" and is_verbal(verb.head) and lemma(verb.head) in AGREEING


# -- status ----------------------------------------------------------------------------------------------------------


def _status(frame: Frame) -> Status | None:
    """The status of the stance; None where it is only a purpose or somebody's supposition."""
    verb = frame.verb
    if frame.condition == "own future":
        return _future_status(frame)
    if frame.condition == "duty":
        return _above(verb)
    if any(child.dep_ == "mark" and child.lower_ in {"if", "unless", "whether"} for child in verb.children):
        return None
    if frame.stance in {"refuse", "no_change", "oppose"} and is_negated(verb):
        return _above(verb)
    if verb.dep_ in {"xcomp", "advcl"} and has_to(verb) and is_verbal(verb.head) and lemma(verb.head) in CALLING_ON:
        return claim_of(verb.head).status
    if verb.dep_ == "xcomp" and is_verbal(verb.head) and lemma(verb.head) in TRANSPARENT:
        return "planned" if lemma(verb.head) != "continue" and claim_of(verb.head).status == "planned" else "actual"
    if frame.stance == "no_change":
        return _above(verb)
    if stray(verb):
        return claim_of(main_of(verb)).status
    status = claim_of(verb).status
    if status == "possible" and verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "advcl", "ROOT"}:
        return "actual"
    if status == "possible" and verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl", "relcl"}:
        return "actual" if verb.dep_ == "acl" else None
    if status == "background" and frame.condition == "speaker":
        return _above(verb)
    return status


def _future_status(frame: Frame) -> Status:
    conditional = any(
        child.dep_ == "advcl" and any(c.lower_ in {"if", "should"} for c in child.lefts)
        for child in frame.verb.children
    )
    return "possible" if conditional and frame.stance == "commit" else _above(frame.verb)


def _above(verb: "Token") -> Status:
    """The status of the clause that reports a verb; its own negation is the stance itself."""
    if verb.dep_ in {"ccomp", "parataxis", "advcl"} and is_verbal(verb.head) and verb.head.i != verb.i:
        return claim_of(verb.head).status
    return "actual"


# -- instrument and day ------------------------------------------------------------------------------------------------


def _source(voices: Voices, held: Held) -> Source:
    """The instrument said in the clause or above it, that of the whole document, or the one the sentence before spoke of."""
    current, frame = voices.current, held.frame
    if voices.whole is not None:
        return Source(voices.whole.name, None)
    found = instrument_of(frame.verb)
    if found is not None:
        if current is not None and (found.anaphor or found.name in current.name):
            return Source(current.name, current.date)
        return Source(None if found.anaphor else found.name, None)
    index = held.sentence.index
    follows = current is not None and (current.sentence == index - 1 or current.carried == index) and _goes_on(held)
    if current is not None and follows and set(held.holders) == set(current.holders):
        voices.current = replace(current, sentence=index, carried=index)
        return Source(current.name, current.date)
    return Source(None, None)


def _goes_on(held: Held) -> bool:
    """`They also …`, `It …`: the sentence goes on with the text the one before spoke of."""
    return any(
        token.lower_ in {"they", "it", "he", "she", "both", "ministers", "sides", "leaders"}
        for token in (*held.frame.holders, *subjects(held.sentence.span.root))
    )


def _day(
    scene: Scene, voices: Voices, days: Days, held: Held, topic: Topic, of_source: Date | None, taken: Sequence[Topic]
) -> Date | None:
    holders = set(held.holders)
    joint = bool(voices.partners) and holders <= set(voices.partners)
    own = bool(voices.issuer) and holders <= {*voices.issuer, *voices.partners}
    return day_of(scene, days, held.sentence, held.frame, topic, of_source, joint, own, taken)


# -- headlines ---------------------------------------------------------------------------------------------------------


def _without_headlines(found: list[Position]) -> list[Position]:
    """Without what a headline says and the text says again."""
    return [
        position
        for number, position in enumerate(found)
        if not (_in_headline(position) and any(_same(position, other) for other in found[number + 1 :]))
    ]


def _in_headline(position: Position) -> bool:
    quote = position.evidence[0]
    return quote.start < HEADLINE_ENDS and quote.quote[-1:] not in SENTENCE_ENDS


def _same(one: Position, other: Position) -> bool:
    return one.stance == other.stance and bool(set(one.holders) & set(other.holders))
