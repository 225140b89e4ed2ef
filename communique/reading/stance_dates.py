"""The day on which a stance was taken: the one said of it, else that of its instrument, of the meeting or of the release.

A joint statement and a ministry's release are of one day, which stands in their head; the dates in their sentences are
those of what is spoken of (`welcomed the accord signed in March`) unless one opens the sentence (`On 4 May, the …`).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.reading.clauses import subjects
from communique.reading.dates import resolve
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_frame import Frame
from communique.reading.stance_heads import heading
from communique.reading.stance_topics import Topic
from communique.schema import Date

# A stance is reported within this many days; an older date behind its verb is that of what is spoken of.
NEWS = 45
# The meeting a report is about was held within this many days before it.
REPORTED = dt.timedelta(days=31)


@dataclass(frozen=True)
class Days:
    """The days a document offers: of its issue, of the meeting it reports, and whether it is one instrument as a whole."""

    issued: Date | None
    meeting: Date | None
    whole: bool

    @classmethod
    def of(cls, scene: Scene, meeting: Date | None, whole: bool) -> "Days":
        """The days of a document; a meeting long before its issue is not the one it reports."""
        issued = issue_day(scene)
        return cls(issued, meeting if _is_news(meeting, issued) else None, whole)


def issue_day(scene: Scene) -> Date | None:
    """The day in the head of a document (`Suva, 14 August 2025`), else the day it was published."""
    for sentence in heading(scene):
        for found in scene.dates_in(sentence):
            if found.date.precision == "day":
                return found.date
    day = scene.anchor or _titled_day(scene)
    return Date(edtf=day.isoformat(), start=day, end=day, said=None, precision="day") if day else None


def _titled_day(scene: Scene) -> dt.date | None:
    """A full date that ends the title (`Press release 12 March 2025`)."""
    day = resolve(" ".join((scene.parsed.document.title or "").split()[-3:]), None)
    return day.start if day is not None and day.precision == "day" else None


def _is_news(meeting: Date | None, issued: Date | None) -> bool:
    if meeting is None or issued is None or issued.start is None:
        return meeting is not None
    return meeting.end is not None and meeting.end >= issued.start - REPORTED


def day_of(
    scene: Scene, days: Days, sentence: Sentence, frame: Frame, topic: Topic, of_source: Date | None, joint: bool,
    own: bool, taken: Sequence[Topic],
) -> Date | None:  # fmt: skip
    """The day of a stance: `joint` where its holders met, `own` where the release is theirs; `taken` are all topics around."""
    said = _said(scene, days, sentence, frame, taken)
    if said is not None:
        return said
    if days.whole:
        return days.issued or of_source or days.meeting
    if of_source is not None or (joint and days.meeting is not None):
        return of_source or (days.issued if own and _issued_at(days) else days.meeting)
    if own and days.issued is not None:
        return days.issued
    if frame.topic.kind in {"infinitive", "clause"}:
        return None
    closing = replace(scene, dates=tuple(d for d in scene.dates_in(sentence) if _closes(sentence, d.start, topic)))
    day = closing.date_of(sentence, frame.verb) if closing.dates else None
    return day if _may_be_of(days, sentence, frame, day) else None


def _issued_at(days: Days) -> bool:
    """Whether a release came out on one of the several days of the meeting it tells of."""
    issued, meeting = days.issued, days.meeting
    if issued is None or meeting is None or issued.start is None or meeting.start is None or meeting.end is None:
        return False
    return meeting.start < meeting.end and meeting.start <= issued.start <= meeting.end


def _said(scene: Scene, days: Days, sentence: Sentence, frame: Frame, taken: Sequence[Topic]) -> Date | None:
    """The date said of the stance outside all topics of the sentence."""
    outside = [d for d in scene.dates_in(sentence) if not any(_inside(sentence, d.start, topic) for topic in taken)]
    if days.whole:
        outside = [d for d in outside if _opens(sentence, frame, d.start)]
    day = replace(scene, dates=tuple(outside)).date_of(sentence, frame.verb) if outside else None
    return day if _may_be_of(days, sentence, frame, day) else None


def _opens(sentence: Sentence, frame: Frame, start: int) -> bool:
    """Whether a date stands before the subject of the stance or between it and the verb."""
    first = min((token.i for token in subjects(frame.verb)), default=frame.verb.i)
    return start < sentence.offset + sentence.span.doc[min(first, frame.verb.i)].idx


def _may_be_of(days: Days, sentence: Sentence, frame: Frame, day: Date | None) -> bool:
    """Whether a date can be the day of the stance: one behind the verb that is long past is that of what is spoken of."""
    if day is None or day.end is None or days.issued is None or days.issued.start is None or day.said is None:
        return day is not None
    if day.said.start < sentence.offset + frame.verb.idx:
        return True
    return abs((days.issued.start - day.end).days) <= NEWS


def _inside(sentence: Sentence, start: int, topic: Topic) -> bool:
    """Whether a date stands in a topic or right behind it, where the parse cannot tell whose time it is."""
    doc = sentence.span.doc
    first = sentence.offset + doc[topic.first].idx
    return first <= start <= sentence.offset + doc[topic.last].idx + len(doc[topic.last]) + len(" on ")


def _closes(sentence: Sentence, start: int, topic: Topic) -> bool:
    """Whether a date stands at the end of a topic or behind it."""
    return start >= sentence.offset + sentence.span.doc[topic.last].idx
