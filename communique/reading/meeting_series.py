"""Where a meeting stands in a series: the previous and next dates the text says beside it, and the series' name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.reading.claims import Claim
from communique.reading.clauses import clause_of
from communique.reading.meeting_mention import MeetingMention
from communique.reading.scene import Scene
from communique.reference.series import SeriesRecord, series
from communique.schema import Date

_FIRST_SINCE = re.compile(r"\bfirst\b[^.;]{0,60}\bsince\b[^.;]{0,40}$", re.IGNORECASE)
_IDLE_SINCE = re.compile(
    r"\b(?:not|never|without|idle|dormant|frozen|suspended|interrupted|stalled)\b[^.;]{0,60}$", re.IGNORECASE
)
_LAST_HELD = re.compile(
    r"\b(?:last (?:met|held|convened|took place|gathered)|previous(?:ly)? (?:\w+ )?(?:met|held|meeting|round|session|talks|edition)|"
    r"last (?:such )?(?:\w+ )?(?:meeting|round|session|talks|edition))\b[^.;]{0,60}$", re.IGNORECASE)  # fmt: skip
_NEXT = re.compile(
    r"\bnext (?:\w+ ){0,3}(?:meeting|round|session|talks|dialogue|summit|one|edition|consultations)\b[^.;]{0,80}$|"
    r"\b(?:meet|gather|convene) (?:again|next)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def previous_said(scene: Scene, mentions: Sequence[MeetingMention]) -> Date | None:
    """`the first since January last year`, `last held in Cebu in April 2023`: when the series met before."""
    return _said(scene, mentions, (_FIRST_SINCE, "since"), (_IDLE_SINCE, "since"), (_LAST_HELD, "when"))


def last_held(scene: Scene, mention: MeetingMention) -> MeetingMention | None:
    """The earlier meeting that a mention's sentence dates and tells of (`which was last held in Cebu in April 2023`)."""
    text = scene.parsed.document.text
    for found in scene.dates_in(mention.sentence):
        if found.role != "when" or not _LAST_HELD.search(text[mention.sentence.start : found.start]):
            continue
        token = scene.token_at(mention.sentence, found.start)
        verb = clause_of(token) if token is not None else mention.token
        if verb == clause_of(mention.token) or found.date == mention.date:
            return None
        return replace(mention, date=found.date, place=scene.place_of(mention.sentence, verb), ordinal=None, persons=(),
                       claim=Claim("background"), mode="in_person" if scene.place_of(mention.sentence, verb) else None)  # fmt: skip
    return None


def next_said(scene: Scene, mentions: Sequence[MeetingMention]) -> Date | None:
    """`agreed to hold the next round in 2025`: when the series meets again."""
    return _said(scene, mentions, (_NEXT, "when"))


def _said(scene: Scene, mentions: Sequence[MeetingMention], *patterns: tuple[re.Pattern[str], str]) -> Date | None:
    text = scene.parsed.document.text
    for sentence in {m.sentence.index: m.sentence for m in mentions}.values():
        for found in scene.dates_in(sentence):
            before = text[sentence.start : found.start]
            for pattern, role in patterns:
                if found.role == role and pattern.search(before):
                    return found.date
    return None


@lru_cache(maxsize=1)
def _names() -> tuple[AhoCorasick, tuple[SeriesRecord, ...]]:
    names = {name: record for record in series() for name in (record.name, *record.names)}
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), tuple(names.values())


def series_name(mentions: Sequence[MeetingMention]) -> str | None:
    """The named series a mention's sentence speaks of, where the name covers the meeting's own words."""
    automaton, names = _names()
    for mention in mentions:
        start = mention.sentence.offset + mention.token.idx
        for index, first, last in automaton.find_matches_as_indexes(mention.sentence.span.text):
            record = names[index]
            fits = not record.parties or set(mention.parties) <= {*record.parties, record.organisation}
            if first <= start - mention.sentence.start < last and fits:
                return record.name
    return None
