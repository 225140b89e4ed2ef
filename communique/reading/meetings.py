"""Joins mentions into meetings: several mentions of one meeting in a document are one item.

A mention joins the latest meeting it can be: same parties (or none of its own, said with *the*), dates, ordinals, modes
and formats that do not exclude each other, and the same status. What is done on a visit belongs to the visit, unless a
counterpart is named. The rest are meetings of their own, the previous and the next of a series among them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.reading.claims import claim_of
from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    patients,
    prepositions,
    subjects,
)
from communique.reading.meeting_mention import LEVELS, MeetingMention, words_before
from communique.reading.meeting_mentions import find_mentions, meets_again
from communique.reading.meeting_series import last_held, next_said, previous_said, series_name
from communique.reading.meeting_topics import topics_after
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.organisations import organisations
from communique.reference.people import Tenure
from communique.schema import (
    Attendee,
    Date,
    Evidence,
    Level,
    Meeting,
    MeetingFormat,
    MeetingMode,
    OfficeKind,
    Place,
    Series,
    Status,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# A meeting dated this many days before the report is told as background.
BACKGROUND_DAYS = 14
# Sentences before an undated meeting in which the day of its outcome may stand.
LEAD_REACH = 2
# Time words that make an undated report's meeting a past one.
LONG_AGO = re.compile(
    r"\b(?:last|the previous) (?:year|month|autumn|spring|summer|winter)\b|\b(?:years?|months?) ago\b", re.IGNORECASE
)
SIDELINES = re.compile(
    r"\b(?:on|at) the (?:sidelines|margins|fringes)\b"
    r"(?! of (?!the (?:meeting|dialogue|talks|summit|session|conference|retreat|consultations)\b))", re.IGNORECASE
)
# Sentences after a meeting in which another of its series may be told without its parties.
INHERITING_REACH = 30
# Sentences after a mention in which attendees are still listed.
ATTENDEES_REACH = 3
GENERIC: frozenset[str | None] = frozenset({None, "talks", "dialogue", "negotiations", "other", "ministerial"})
# Formats that make no series of rounds or sessions.
SINGLE: frozenset[str | None] = frozenset({"visit", "courtesy call", "phone call", "video call"})
# Nouns that say no more than that there is another one.
STANDING = frozenset({"one", "meeting", "session", "round", "next", "previous", "last"})
ATTENDING = frozenset(
    "attend lead head join participate represent chair cochair include comprise involve host accompany".split()
)
ORDER: tuple[Status, ...] = ("denied", "actual", "planned", "possible", "background")


@dataclass
class Group:
    """The mentions of one meeting, gathered in order of text."""

    mentions: list[MeetingMention] = field(default_factory=list)
    attending: list[str] = field(default_factory=list)
    extra: list[Evidence] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)

    @property
    def parties(self) -> tuple[str, ...]:
        """Parties of all mentions, in order, and those said to have joined."""
        return tuple(dict.fromkeys([*(p for m in self.mentions for p in m.parties), *self.joined]))

    @property
    def persons(self) -> tuple[str, ...]:
        """Persons of all mentions and of the sentences that list who attended."""
        return tuple(dict.fromkeys([*(p for m in self.mentions for p in m.persons), *self.attending]))

    @property
    def date(self) -> Date | None:
        """The first date said; a day before a longer stretch."""
        dates = [m.date for m in self.mentions if m.date is not None]
        days = [date for date in dates if date.precision == "day"]
        stays = [m.date for m in self.mentions if m.format == "visit" and m.date and m.date.precision == "interval"]
        if stays and days and _holds(stays[0], days[0]):
            return stays[0]  # `arrived on Tuesday for a two-day visit`
        return next(iter(days or dates), None)

    @property
    def place(self) -> Place | None:
        """The first place said; one with coordinates before one without."""
        places = [m.place for m in self.mentions if m.place is not None]
        return next((p for p in places if p.geonames is not None), next(iter(places), None))

    @property
    def ordinal(self) -> int | None:
        """The ordinal said of it."""
        return next((m.ordinal for m in self.mentions if m.ordinal is not None), None)

    @property
    def said_format(self) -> MeetingFormat | None:
        """The most telling format said."""
        formats = [m.format for m in self.mentions if m.format is not None]
        return next((f for f in formats if f not in GENERIC), next(iter(formats), None))

    @property
    def mode(self) -> MeetingMode | None:
        """The mode said, else the one its verbs imply."""
        said = [m.mode for m in self.mentions if m.mode is not None and m.mode_said]
        implied = [m.mode for m in self.mentions if m.mode is not None]
        return next(
            iter(said), "in_person" if self.place is not None and "online" not in implied else next(iter(implied), None)
        )

    def status(self, anchor: dt.date | None) -> Status:
        """What the text claims of it; an old date makes it background."""
        if (
            self.date is None
            and anchor is None
            and any(LONG_AGO.search(m.sentence.span.text) for m in self.mentions[:1])
        ):
            return "background"
        claims = {
            m.claim.status
            for m in self.mentions
            if not (m.definite and len(self.mentions) > 1 and m.claim.status != "denied")
        }
        claims = claims or {m.claim.status for m in self.mentions}
        status = next(s for s in ORDER if s in claims)
        if status == "actual" and self.date is not None and self.date.start and anchor and self.date.start > anchor:
            return "planned"
        return "background" if status == "actual" and is_past(self.date, anchor) else status


def _holds(stretch: Date, day: Date) -> bool:
    """Whether a day lies in a stretch of days."""
    return bool(stretch.start and stretch.end and day.start and stretch.start <= day.start <= stretch.end)


def is_past(date: Date | None, anchor: dt.date | None) -> bool:
    """Whether a date lies so far before the report that what is dated to it is history."""
    if date is None or date.end is None or anchor is None:
        return False
    return date.end < anchor - dt.timedelta(days=BACKGROUND_DAYS)


def find_meetings(scene: Scene) -> list[Meeting]:
    """The meetings of a document in order of first mention."""
    groups = join(find_mentions(scene), scene)
    _date_sidelines(groups)
    _date_by_lead(groups, scene)
    _add_attendees(scene, groups)
    groups += _earlier(scene, groups)
    _name_offices(scene, groups)
    meetings = [_meeting(f"m{number}", group, groups, scene) for number, group in enumerate(groups, 1)]
    return [_like_series(meeting, group, meetings, groups) for meeting, group in zip(meetings, groups, strict=True)]


def _like_series(meeting: Meeting, group: Group, meetings: Sequence[Meeting], groups: Sequence[Group]) -> Meeting:
    """`They last met in May`, `will meet again`: as the meeting of the same parties that the report tells."""
    only = all(is_verbal(m.token) and meets_again(m.token) for m in group.mentions)
    if not only or meeting.attendees:
        return meeting
    pairs = zip(meetings, groups, strict=True)
    model = next((m for m, g in pairs if g is not group and set(m.parties) == set(meeting.parties)), None)
    if model is None:
        return meeting
    alike = meeting.format in GENERIC and model.format not in SINGLE
    return meeting.model_copy(
        update={"format": model.format if alike else meeting.format, "level": meeting.level or model.level}
    )


def _name_offices(scene: Scene, groups: Sequence[Group]) -> None:
    """Those whose office no title says hold the one office the report names on both sides (`its foreign minister met his
    counterpart`, then by their names)."""
    for group in groups:
        kinds = {kind for m in group.mentions for kind in m.offices}
        persons = [scene.cast.persons[p] for p in group.persons]
        open_ones = [p for p in persons if p.title is None and p.known_office is None and p.country in group.parties]
        if len(kinds) != 1 or len(group.parties) != 2 or len({p.country for p in open_ones}) != len(persons):
            continue
        kind = next(iter(kinds))
        for person in open_ones:
            title = kind.replace("_", " ")
            person.known_office = Tenure(kind=kind, title=title, country=person.country, start=None)


def _earlier(scene: Scene, groups: Sequence[Group]) -> list[Group]:
    """Earlier meetings of a series told in a clause beside the one reported, where no mention of their own tells them."""
    dated = {group.date.edtf for group in groups if group.date is not None}
    found = [(group, last_held(scene, mention)) for group in groups for mention in group.mentions]
    earlier: dict[str, Group] = {}
    for group, mention in found:
        if (
            mention is not None
            and mention.date is not None
            and mention.date.edtf not in dated
            and len(group.parties) > 1
        ):
            earlier.setdefault(
                mention.date.edtf, Group([replace(mention, parties=group.parties, format=group.said_format)])
            )
    return list(earlier.values())


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
    checks = (_same_parties, _same_status, _same_time, _same_format, _same_level, _same_people)
    return all(check(group, mention, scene) for check in checks)


def _same_parties(group: Group, mention: MeetingMention, _scene: Scene) -> bool:
    known, other = set(group.parties), set(mention.parties)
    if len(other) < 2:
        return other <= known and (mention.definite or mention.ordinal is not None)
    return known == other or (mention.definite and (other < known or known < other))


def _same_status(group: Group, mention: MeetingMention, scene: Scene) -> bool:
    old, new = group.status(scene.anchor), mention.claim.status
    if new == "actual" and is_past(mention.date, scene.anchor):
        new = "background"
    if new == "actual" and mention.date is not None and mention.date.start and scene.anchor and mention.date.start > scene.anchor:
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


def _date_sidelines(groups: Sequence[Group]) -> None:
    """A meeting on the sidelines of one the report dates and places has its day and place."""
    for index, group in enumerate(groups):
        first = group.mentions[0]
        if group.date is not None or not SIDELINES.search(first.sentence.span.text):
            continue
        main = next(
            (g for g in groups[:index] if g.date is not None and g.mentions[0].claim.status == first.claim.status), None
        )
        if main is not None:
            group.mentions[0] = replace(first, date=main.date, place=first.place or main.place)


def _date_by_lead(groups: Sequence[Group], scene: Scene) -> None:
    """An undated meeting takes the day on which the sentence before says its parties agreed, decided or spoke."""
    for group in groups:
        first = group.mentions[0]
        if group.date is not None or first.claim.status != "actual" or (first.definite and first.ordinal is None):
            continue
        for sentence in scene.sentences[max(0, first.sentence.index - LEAD_REACH) : first.sentence.index]:
            date = _acted_on(scene, sentence, set(group.parties))
            if date is not None and not is_past(date, scene.anchor):
                group.mentions[0] = replace(first, date=date)


def _acted_on(scene: Scene, sentence: Sentence, parties: set[str]) -> Date | None:
    """The day of the main verb of a sentence, where its subject are these parties and it is told as fact."""
    root = sentence.span.root
    who = scene.cast.states_of([a for t in subjects(root) for a in scene.cast.single(sentence, t)])
    if set(who) != parties or claim_of(root).status != "actual":
        return None
    date = scene.date_of(sentence, root, spoken=True)
    return date if date is not None and date.precision == "day" else None


# -- attendees ---------------------------------------------------------------------------------------------------


def _add_attendees(scene: Scene, groups: Sequence[Group]) -> None:
    """Persons from the sentences after a mention that say who attended, led or took part."""
    for sentence in scene.sentences:
        near = {
            g_index: last for g_index, g in enumerate(groups) if (last := _last_before(g, sentence.index)) is not None
        }
        persons = sorted(set(_attending(scene, sentence)), key=lambda p: _first_in(scene, p, sentence)) if near else []
        if not persons:
            continue
        held = [i for i in near if groups[i].status(scene.anchor) not in {"planned", "possible"}]
        group = groups[max(held or near, key=lambda index: near[index])]
        parties = set(group.parties)
        joining = [p for p in persons if not set(scene.cast.parties([p])) or set(scene.cast.parties([p])) <= parties]
        if _takes_part_in(sentence, group):
            joining = persons
            group.joined += [p for p in scene.cast.parties(persons) if p not in parties]
        new = [p for p in joining if p not in group.persons]
        if new:
            group.attending += new
            group.extra.append(scene.parsed.cite(sentence.start, sentence.end))


def _takes_part_in(sentence: Sentence, group: Group) -> bool:
    """`X also took part in the call`: one more party joins the meeting just told."""
    if not any(t.lower_ in {"also", "too"} for t in sentence.span):
        return False
    return any(m.sentence.index in {sentence.index, sentence.index - 1} for m in group.mentions)


def _last_before(group: Group, index: int) -> int | None:
    """The group's last mention at or shortly before a sentence."""
    before = [m.sentence.index for m in group.mentions if 0 <= index - m.sentence.index <= ATTENDEES_REACH]
    return max(before, default=None)


def _first_in(scene: Scene, person: str, sentence: Sentence) -> int:
    return min((m.start for m in scene.cast.persons[person].mentions if m.start >= sentence.start), default=0)


def _attending(scene: Scene, sentence: Sentence) -> Iterator[str]:
    for token in sentence.span:
        if token.lower_ in {"present", "attendance"}:
            yield from _said_present(scene, sentence, token)
        takes_part = token.pos_ == "VERB" and (
            lemma(token) in ATTENDING or (lemma(token) == "take" and any(c.lower_ == "part" for c in token.rights))
        )
        if not takes_part:
            continue
        heads = agents(token) if lemma(token) not in {"include", "comprise", "involve"} else patients(token)
        if is_passive(token):
            heads = agents(token)
        heads = [*heads, *(m for prep, obj in prepositions(token) if prep in {"as", "with"} for m in conjuncts(obj))]
        for head in heads:
            yield from (a for a in scene.cast.members(sentence, head) if a in scene.cast.persons)
            yield from _beside(scene, sentence, head)


def _said_present(scene: Scene, sentence: Sentence, token: "Token") -> Iterator[str]:
    """`Also present was the finance minister, X`, `X and Y were in attendance`: who is said to be there."""
    verb = clause_of(token)
    if lemma(verb) != "be":
        return
    for child in verb.children:
        if child.dep_ in {"nsubj", "attr"}:
            yield from (a for a in scene.cast.members(sentence, child) if a in scene.cast.persons)
            yield from _beside(scene, sentence, child)


def _beside(scene: Scene, sentence: Sentence, head: object) -> Iterator[str]:
    """Persons inside the phrase of a head whose parse lost the coordination (`as well as …`)."""
    for token in getattr(head, "subtree", ()):
        for entry in scene.cast.entries.get((sentence.paragraph, token.i), ()):
            if entry.kind == "person":
                yield from entry.ids


# -- the meeting -------------------------------------------------------------------------------------------------


def _meeting(identifier: str, group: Group, groups: Sequence[Group], scene: Scene) -> Meeting:
    mode = group.mode
    fmt = _format(group, mode, scene)
    status = group.status(scene.anchor)
    evidence = [m.evidence for m in group.mentions] + group.extra
    return Meeting(
        id=identifier,
        format=fmt,
        level=_level(group, fmt, scene),
        mode=mode,
        parties=list(group.parties),
        attendees=[_attendee(person, scene) for person in _in_order(group.persons, scene)],
        date=group.date,
        place=group.place,
        status=status,
        topics=list(topics_after(scene, group.mentions, groups_sentences(groups))),
        series=_series(group, groups, scene),
        evidence=list(dict.fromkeys(evidence)),
    )


def groups_sentences(groups: Iterable[Group]) -> frozenset[int]:
    """Indexes of the sentences that mention some meeting."""
    return frozenset(m.sentence.index for g in groups for m in g.mentions)


def _in_order(persons: Sequence[str], scene: Scene) -> list[str]:
    return sorted(persons, key=lambda person: scene.cast.persons[person].mentions[0].start)


def _attendee(person: str, scene: Scene) -> Attendee:
    known = scene.cast.persons[person]
    return Attendee(name=" ".join(known.name.split()), office=known.office(), country=known.country, actor=person)


def _offices(group: Group, scene: Scene) -> set[OfficeKind]:
    kinds = {kind for m in group.mentions for kind in m.offices}
    kinds |= {k for p in group.persons if (k := scene.cast.persons[p].office_kind) is not None}
    return kinds


def _format(group: Group, mode: MeetingMode | None, scene: Scene) -> MeetingFormat:
    said = group.said_format
    if said is not None and (said not in GENERIC or said in {"dialogue", "negotiations"}):
        return said
    if mode == "phone":
        return "phone call"
    if len(group.parties) > 2:
        return "trilateral" if len(group.parties) == 3 else "minilateral"
    one_side = said == "talks" and len(group.persons) == 1 and all(m.format_said for m in group.mentions)
    return (None if one_side else _format_by_rank(_offices(group, scene), group)) or said or "talks"


def _format_by_rank(kinds: set[OfficeKind], group: Group) -> MeetingFormat | None:
    kinds = kinds - {"other", "spokesperson"}
    if len(group.persons) >= len(group.parties) and any(kind.endswith("_minister") for kind in kinds):
        kinds = kinds - {"minister"}  # `the two ministers` are the ones named
    if kinds and kinds <= {"head_of_state", "head_of_government"}:
        return "summit"
    if kinds == {"foreign_minister"}:
        return "foreign ministers"
    if kinds == {"defence_minister"}:
        return "defence ministers"
    if kinds == {"foreign_minister", "defence_minister"} and len(group.persons) != 2:
        return "2+2"
    return None


def _level(group: Group, fmt: MeetingFormat, scene: Scene) -> Level | None:
    levels = [m.level for m in group.mentions if m.level is not None]
    for person in group.persons:
        title = scene.cast.persons[person].title
        if title is not None and not title.former and title.title.level is not None:
            levels.append("senior officials" if title.deputy else title.title.level)
    if fmt == "summit":
        levels.append("leaders")
    return min(levels, key=LEVELS.index) if levels else None


def _series(group: Group, groups: Sequence[Group], scene: Scene) -> Series | None:
    previous = previous_said(scene, group.mentions) or _neighbour(group, groups, scene, "background")
    following = next_said(scene, group.mentions) or _neighbour(group, groups, scene, "planned")
    name = series_name(group.mentions)
    if group.ordinal is None and previous is None and following is None and name is None:
        return None
    return Series(name=name, ordinal=group.ordinal, previous_date=previous, next_date=following)


def _neighbour(group: Group, groups: Sequence[Group], scene: Scene, status: Status) -> Date | None:
    """The date of the previous or next meeting of the same parties that the document tells of in so many words."""
    wanted = {"background": {"previous", "last", "earlier", "after", "first"}, "planned": {"next", "again"}}[status]
    if group.status(scene.anchor) != "actual" and (status == "planned" or group.status(scene.anchor) == "background"):
        return None
    for other in groups:
        if status == "planned" and group.ordinal and other.ordinal == group.ordinal + 1 and other.date is not None:
            return other.date
        if status == "background" and group.ordinal and other.ordinal == group.ordinal - 1 and other.date is not None:
            return other.date
        if other is group or set(other.parties) != set(group.parties) or other.status(scene.anchor) != status:
            continue
        for mention in other.mentions:
            nearby = (
                {t.lower_ for t in mention.token.subtree}
                | {c.lower_ for c in mention.token.head.children}
                | {mention.token.head.lower_}
            )
            if nearby & wanted and other.date is not None:
                return other.date
    return None
