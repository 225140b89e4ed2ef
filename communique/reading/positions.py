"""Positions: who supports, welcomes, urges, opposes or condemns what, in which instrument and in which words.

A sentence is looked at only where it has a word of stance (`stances.jsonl`). Its frames (`stance_frames`) name the stance
and its complement; here they get holders (`stance_holders`), topics (`stance_topics`), the actors they are about, a status, a
date and the evidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.cast import office_noun
from communique.reading.claims import SAYING, claim_of
from communique.reading.clauses import is_negated, is_verbal, lemma, subjects
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_about import Hint, about_of, hints
from communique.reading.stance_complements import has_to, main_of, stray
from communique.reading.stance_frame import CALLING_ON, TRANSPARENT, Frame
from communique.reading.stance_frames import frames, triggers
from communique.reading.stance_holders import Voices
from communique.reading.stance_instruments import instrument_heads, instrument_of
from communique.reading.stance_topics import Topic, topics
from communique.reading.topic_keys import topic_key
from communique.reference.groups import group_nouns
from communique.reference.stances import Instrument
from communique.schema import Date
from communique.schema.event import Status
from communique.schema.position import Position

if TYPE_CHECKING:
    from spacy.tokens import Token

# Who is greeted rather than approved of.
GUESTS = frozenset(
    "friend colleague guest visitor counterpart everyone everybody you delegate participant audience attendee".split()
)
# A promise or stance under these is an agreement to act, read as an event.
AGREEING = frozenset({"agree"})


class Source(NamedTuple):
    """The instrument a position stands in and the day of that instrument, where known."""

    instrument: str | None
    date: Date | None


def find_positions(scene: Scene, meeting_day: Date | None, partners: tuple[str, ...]) -> list[Position]:
    """The positions of a document in order; `meeting_day` and `partners` are those of the meeting it reports."""
    voices = Voices.of(scene, partners)
    found: list[Position] = []
    for sentence in scene.sentences:
        words = {token.lower_ for token in sentence.span}
        if words & instrument_heads():
            voices.enter(sentence)
        if _may_hold(sentence, words):
            found += _in_sentence(scene, voices, sentence, meeting_day)
    kept = _without_headlines(scene, found)
    return [position.model_copy(update={"id": f"p{number}"}) for number, position in enumerate(kept, 1)]


def _may_hold(sentence: Sentence, words: set[str]) -> bool:
    if "?" in words:
        return False
    return bool(words & (triggers() | {"will", "would", "wo", "'ll", "’ll"})) or any(
        token.lemma_.lower() in triggers() for token in sentence.span
    )


def _in_sentence(scene: Scene, voices: Voices, sentence: Sentence, meeting_day: Date | None) -> Iterator[Position]:
    hedged: tuple[Hint, ...] | None = None
    found = frames(sentence.span)
    for frame in found:
        if _is_greeting(scene, sentence, frame) or _is_agreeing(frame):
            continue
        holders = voices.holders(sentence, frame)
        status = _status(frame)
        if not holders or status is None:
            continue
        hedged = hints(scene, sentence) if hedged is None else hedged
        stops = [hint.token for hint in hedged]
        taken = [topic for other in found for topic in topics(other, stops)]
        source = _source(voices, sentence, frame, holders)
        for topic in topics(frame, stops):
            if sentence.span.doc[topic.last].lower_ == "so" and topic.last - topic.first <= 3:
                continue
            day = _date(scene, voices, sentence, frame, topic, source, meeting_day, holders, taken)
            yield _position(scene, voices, sentence, frame, topic, holders, status, hedged, source._replace(date=day))


def _position(
    scene: Scene, voices: Voices, sentence: Sentence, frame: Frame, topic: Topic, holders: tuple[str, ...], status: Status,
    hedged: Sequence[Hint], source: Source,
) -> Position:  # fmt: skip
    doc = sentence.span.doc
    start, end = doc[topic.first].idx, doc[topic.last].idx + len(doc[topic.last])
    words = scene.parsed.document.text[sentence.offset + start : sentence.offset + end]
    return Position(
        id="p",
        holders=list(holders),
        stance=frame.stance,
        repeated=frame.repeated,
        strength="strong" if frame.strong else "plain",
        topic=words,
        topic_key=topic_key(words, doc[topic.first : topic.last + 1]),
        about=about_of(scene, voices.partners, sentence, frame, topic, holders, hedged),
        status=status,
        instrument=source.instrument,
        date=source.date,
        evidence=[scene.cite_clause(sentence, frame.anchor)],
    )


# -- what is no position ---------------------------------------------------------------------------------------------


def _is_greeting(scene: Scene, sentence: Sentence, frame: Frame) -> bool:
    """`welcomed the minister at the airport`, `dismissed the general`, `asked reporters to wait`: nothing is taken a stance on."""
    if frame.word.party and frame.target is not None:
        return not scene.cast.states_of(scene.cast.members(sentence, frame.target)) and not scene.cast.owners(
            sentence, frame.target
        )
    if not frame.word.thing or frame.topic.kind != "object":
        return False
    head = frame.topic.head
    somebody = (
        head.ent_type_ == "PERSON"
        or head.lower_ in group_nouns()
        or office_noun(head) is not None
        or lemma(head) in GUESTS
    )
    return somebody or bool(scene.cast.single(sentence, head))


def _is_agreeing(frame: Frame) -> bool:
    verb = frame.verb
    return verb.dep_ == "xcomp" and is_verbal(verb.head) and lemma(verb.head) in AGREEING


# -- status ----------------------------------------------------------------------------------------------------------


def _status(frame: Frame) -> Status | None:
    """The status of the stance; None where it is only a purpose or somebody's supposition."""
    verb = frame.verb
    if frame.condition == "own future":
        return _future_status(frame)
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
    if status == "possible" and verb.tag_ == "VBG" and verb.dep_ in {"pcomp", "advcl"}:
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
        status = claim_of(verb.head).status
        return status if status in {"planned", "possible", "denied"} or lemma(verb.head) not in SAYING else status
    return "actual"


# -- instrument and date -----------------------------------------------------------------------------------------------


def _source(voices: Voices, sentence: Sentence, frame: Frame, holders: tuple[str, ...]) -> Source:
    current = voices.current
    found = instrument_of(frame.verb)
    if found is not None:
        instrument, _ = found
        return _named_source(voices, sentence, instrument)
    if voices.whole is not None:
        return Source(voices.whole.name, None)
    if (
        current is not None
        and current.sentence == sentence.index - 1
        and _goes_on(frame, sentence)
        and set(holders) == set(current.holders)
    ):
        voices.current = replace(current, sentence=sentence.index)
        return Source(current.name, current.date)
    return Source(None, None)


def _named_source(voices: Voices, sentence: Sentence, instrument: Instrument) -> Source:
    current = voices.current
    if voices.whole is not None:
        return Source(voices.whole.name, None)
    if current is not None and (instrument.anaphor or instrument.name in current.name):
        return Source(current.name, current.date)
    return Source(None if instrument.anaphor else instrument.name, None)


def _goes_on(frame: Frame, sentence: Sentence) -> bool:
    """`They also …`, `It …`: the sentence goes on with the text the one before spoke of."""
    return any(
        token.lower_ in {"they", "it", "both", "ministers", "sides", "leaders"}
        for token in (*frame.holders, *subjects(sentence.span.root))
    )


def _date(
    scene: Scene, voices: Voices, sentence: Sentence, frame: Frame, topic: Topic, source: Source, meeting_day: Date | None,
    holders: tuple[str, ...], taken: Sequence[Topic],
) -> Date | None:  # fmt: skip
    """The day said of the stance, else of its instrument or the meeting, else one at the end of the topic."""
    outside = [found for found in scene.dates_in(sentence) if not any(_inside(sentence, found.start, t) for t in taken)]
    said = replace(scene, dates=tuple(outside)).date_of(sentence, frame.verb) if outside else None
    if said is not None or source.date is not None:
        return said or source.date
    joint = voices.partners and set(holders) <= set(voices.partners)
    if meeting_day is not None and (joint or voices.whole is not None):
        return meeting_day
    if frame.topic.kind in {"infinitive", "clause"}:
        return None
    after = [f for f in scene.dates_in(sentence) if _closing(sentence, f.start, topic)]
    return replace(scene, dates=tuple(after)).date_of(sentence, frame.verb) if after else None


def _inside(sentence: Sentence, start: int, topic: Topic) -> bool:
    """Whether a date stands in a topic or right behind it, where the parse cannot tell whose time it is."""
    doc = sentence.span.doc
    first = sentence.offset + doc[topic.first].idx
    return first <= start <= sentence.offset + doc[topic.last].idx + len(doc[topic.last]) + len(" on ")


def _closing(sentence: Sentence, start: int, topic: Topic) -> bool:
    doc = sentence.span.doc
    return start >= sentence.offset + doc[topic.last].idx


# -- headlines ---------------------------------------------------------------------------------------------------------


def _without_headlines(scene: Scene, found: list[Position]) -> list[Position]:
    """Without what a headline says and the text says again."""
    kept = []
    for number, position in enumerate(found):
        head = (
            position.evidence[0].quote[-1:] not in {".", "”", '"', "’", "'", "!", ";"}
            and position.evidence[0].start < 400
        )
        same = (
            other
            for other in found[number + 1 :]
            if other.stance == position.stance and set(other.holders) & set(position.holders)
        )
        if not (head and any(same)):
            kept.append(position)
    return kept
