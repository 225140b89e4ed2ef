"""Joins mentions into meetings: several mentions of one meeting in a document are one item.

A mention joins the latest meeting it can be: same parties (or none of its own, said with *the*), dates, ordinals, modes
and formats that do not exclude each other, and the same status. What is done on a visit belongs to the visit, unless a
counterpart is named. The rest are meetings of their own, the previous and the next of a series among them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from communique.reading.clauses import (
    is_verbal,
    lemma,
    prepositions,
)
from communique.reading.meeting_group import GENERIC, SINGLE, Group, is_past
from communique.reading.meeting_mention import MeetingMention, words_before
from communique.reading.meeting_mentions import meets_again
from communique.reading.scene import Scene
from communique.reference.meeting_words import meeting_words
from communique.reference.organisations import organisations
from communique.schema import Date, OfficeKind

# Verbs of receiving, and offices whose holder receives guests who came to see another.
HOSTING = frozenset({"receive", "host", "welcome", "greet"})
HOSTS: frozenset[OfficeKind] = frozenset({"head_of_state", "head_of_government"})
# Sentences after a meeting in which another of its series may be told without its parties.
INHERITING_REACH = 30
# Nouns that say no more than that there is another one.
STANDING = frozenset({"one", "meeting", "session", "round", "next", "previous", "last"})


def join(mentions: Sequence[MeetingMention], scene: Scene) -> list[Group]:
    """Mentions gathered into meetings; a mention without two parties that refers to nothing is left out."""
    groups: list[Group] = []
    for mention in mentions:
        mention = _as_courtesy_call(groups, mention)
        group = next((g for g in reversed(groups) if _can_join(g, mention, scene)), None)
        if group is not None:
            group.mentions.append(mention)
        elif len(mention.parties) >= 2 and _is_other(mention):
            groups.append(Group([_in_series(groups, mention)]))
        elif len(mention.parties) >= 2 or (mention.parties and mention.parties[0] in organisations()):
            groups.append(Group([mention]))
        elif (inherited := _inherited(groups, mention)) is not None:
            groups.append(Group([inherited]))
        elif mention.definite and mention.ordinal is not None:
            parties = scene.cast.latest_set(mention.evidence.start, None)
            if len(parties) > 1:
                groups.append(Group([replace(mention, parties=parties)]))
    return groups


def _as_courtesy_call(groups: Sequence[Group], mention: MeetingMention) -> MeetingMention:
    """`the call` of a courtesy call told before it is no telephone call, and is not dated anew."""
    bare = mention.definite and mention.token.lower_ == "call"
    bare = bare and not any(child.dep_ == "compound" for child in mention.token.lefts)
    if not bare or not any(group.said_format == "courtesy call" for group in groups):
        return mention
    return replace(mention, format=None, mode=None, mode_said=False, format_said=False, date=None)


def _in_series(groups: Sequence[Group], mention: MeetingMention) -> MeetingMention:
    """The next or previous meeting of a series has the format of the one told before, where it says none itself."""
    same = [g for g in groups if set(g.parties) == set(mention.parties) and g.said_format not in GENERIC | SINGLE]
    same = [g for g in same if mention.token.lower_ in STANDING or _is_same_noun(g, mention)]
    if not same or mention.format not in GENERIC:
        return mention
    level = next((m.level for m in same[-1].mentions if m.level), None)
    return replace(mention, format=same[-1].said_format, level=mention.level or level)


def _is_same_noun(group: Group, mention: MeetingMention) -> bool:
    """Whether a group was told with the noun of a mention (`the dialogue` of `the ninth Strategic Dialogue`)."""
    return any(lemma(m.token) == lemma(mention.token) for m in group.mentions)


def _inherited(groups: Sequence[Group], mention: MeetingMention) -> MeetingMention | None:
    """Another meeting of the same parties told without naming them (`The previous session took place in May`)."""
    near = [g for g in groups if 0 <= mention.sentence.index - g.mentions[-1].sentence.index <= INHERITING_REACH]
    if not near or not (_is_other(mention) or mention.ordinal is not None):
        return None
    following = [g for g in near if g.ordinal and mention.ordinal and abs(g.ordinal - mention.ordinal) == 1]
    serial = [g for g in near if g.said_format not in SINGLE] or near
    alike = [g for g in serial if _is_same_noun(g, mention)]
    model = (following or alike or serial)[-1]
    if not set(mention.parties) <= set(model.parties):
        return None
    own = mention.format if mention.format not in GENERIC else None
    takes = model.said_format not in SINGLE and (model in following or model in alike or mention.format is None)
    fmt = own or (model.said_format if takes else None) or mention.format
    level = next((m.level for m in model.mentions if m.level and takes), None)
    offices = mention.offices or frozenset(kind for m in model.mentions for kind in m.offices if takes)
    return replace(mention, parties=model.parties, format=fmt, level=mention.level or level, offices=offices)


def _can_join(group: Group, mention: MeetingMention, scene: Scene) -> bool:
    checks = (
        _same_parties,
        _same_status,
        _same_time,
        _same_format,
        _same_level,
        _same_people,
        _same_host,
        _same_body,
        _not_around,
    )
    return all(check(group, mention, scene) for check in checks)


def _same_parties(group: Group, mention: MeetingMention, _scene: Scene) -> bool:
    known, other = set(group.parties), set(mention.parties)
    if len(other) < 2:
        return other <= known and (mention.definite or mention.ordinal is not None)
    return known == other or (mention.definite and (other < known or known < other))


def _not_around(_group: Group, mention: MeetingMention, _scene: Scene) -> bool:
    """`Before the talks, the ministers were received by the president`: what is told beside a meeting is another."""
    if not is_verbal(mention.token):
        return True
    beside = [obj for prep, obj in prepositions(mention.token) if prep in {"before", "after", "following"}]
    return not any(lemma(obj) in meeting_words("noun") or obj.lower_ in meeting_words("noun") for obj in beside)


def _same_body(group: Group, mention: MeetingMention, _scene: Scene) -> bool:
    """The summit of a body itself is no meeting of the body with somebody else."""
    bodies = mention.parties[:1] if len(mention.parties) == 1 and mention.parties[0] in organisations() else ()
    own = bodies and mention.format in {"summit", "conference", "ministerial"}
    return not own or group.parties == bodies


def _same_host(group: Group, mention: MeetingMention, scene: Scene) -> bool:
    """`before being received by the president`: whom the minister met before holds another office."""
    if mention.definite or lemma(mention.token) not in HOSTING:
        return True
    people = scene.cast.persons
    named = {people[p].office_kind for p in mention.persons}
    told = {people[p].office_kind for p in group.persons} | {kind for m in group.mentions for kind in m.offices}
    unnamed = set(mention.offices) - named
    return not (unnamed & HOSTS and not unnamed & told and told - {None})


def _same_status(group: Group, mention: MeetingMention, scene: Scene) -> bool:
    old, new = group.status(scene.anchor), mention.claim.status
    if new == "actual" and is_past(mention.date, scene.anchor):
        new = "background"
    if (
        new == "actual"
        and mention.date is not None
        and mention.date.start
        and scene.anchor
        and mention.date.start > scene.anchor
    ):
        new = "planned"
    if old == new:
        return True
    if old == "denied" and mention.claim.reporters and new in {"actual", "background"} and not _is_other(mention):
        return True  # the account that is denied
    if {old, new} == {"actual", "background"} and mention.claim.cue is not None and mention.claim.cue.lower_ == "had":
        return True
    if mention.definite and {old, new} <= {"planned", "possible"} and _same_day(group.date, mention.date):
        return True
    recent = mention.sentence.index - group.mentions[-1].sentence.index <= 2
    return mention.definite and recent and mention.date is None and not _is_other(mention)


def _same_day(one: Date | None, other: Date | None) -> bool:
    return one is not None and other is not None and one.precision == "day" and one.edtf == other.edtf


def _is_other(mention: MeetingMention) -> bool:
    """`the next meeting`, `the previous round`: another one by its own words."""
    words = words_before(mention.token) | {mention.token.lower_}
    if is_verbal(mention.token) and meets_again(mention.token):
        return True
    return bool(
        words & {"next", "previous", "last", "earlier", "another", "second", "future", "separate", "subsequent", "one"}
    )


def _same_time(group: Group, mention: MeetingMention, scene: Scene) -> bool:
    if group.ordinal is not None and mention.ordinal is not None and group.ordinal != mention.ordinal:
        return False
    known, other = group.date, mention.date
    if known is None or other is None or known.start is None or other.start is None:
        return not _is_other(mention) or group.status(scene.anchor) == mention.claim.status
    known_end, other_end = known.end or dt.date.max, other.end or dt.date.max
    return known.start <= other_end and other.start <= known_end


def _same_format(group: Group, mention: MeetingMention, _scene: Scene) -> bool:
    known, other = group.said_format, mention.format
    modes = {m.mode for m in group.mentions if m.mode_said} | ({mention.mode} if mention.mode_said else set())
    if mention.ordinal is not None and known in SINGLE and mention.format not in {None, known}:
        return False  # one of a series is no visit or call
    if {"in_person", "phone"} <= modes or {"in_person", "online"} <= modes:
        return False
    if "visit" in {known, other} and known != other:
        return known == "visit" and not mention.persons and not mention.format_said and mention.ordinal is None
    return known == other or known in GENERIC or other in GENERIC or not (mention.format_said and known)


def _same_people(group: Group, mention: MeetingMention, scene: Scene) -> bool:
    """Two meetings of the same states whose persons are all different are two, unless one mention only adds a side."""
    known, other = set(group.persons), set(mention.persons)
    if not known or not other:
        return True
    if known & other:
        return mention.definite or not _is_another_pair(known, other, scene)
    return scene.cast.parties(known) != scene.cast.parties(other) and not (
        set(scene.cast.parties(known)) & set(scene.cast.parties(other)) and len(other) > 1
    )


def _is_another_pair(known: set[str], other: set[str], scene: Scene) -> bool:
    """Whether one of two persons met is another than before (`Luo met Rathore` behind what Shen and Rathore held)."""
    if len(known) == len(other) == 2 and len(known & other) == 1:
        return True
    for party in set(scene.cast.parties(known)) & set(scene.cast.parties(other)):
        here, there = ({p for p in side if party in scene.cast.parties([p])} for side in (known, other))
        if not here & there:
            return True
    return False


def _same_level(group: Group, mention: MeetingMention, _scene: Scene) -> bool:
    """`Our next meeting at ministerial level` is not the leaders' next summit."""
    levels = {m.level for m in group.mentions if m.level is not None}
    return not (_is_other(mention) and mention.level is not None and levels and mention.level not in levels)
