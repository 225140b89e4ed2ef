"""The meetings of a document: mentions joined, those who attended added, dates and series completed by what stands beside."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from communique.reading.claims import claim_of
from communique.reading.clauses import (
    is_verbal,
    subjects,
)
from communique.reading.meeting_attendees import add_attendees
from communique.reading.meeting_group import GENERIC, SINGLE, Group, is_past
from communique.reading.meeting_joining import join
from communique.reading.meeting_mention import LEVELS
from communique.reading.meeting_mentions import find_mentions, meets_again
from communique.reading.meeting_series import last_held, next_said, previous_said, series_name
from communique.reading.meeting_topics import topics_after
from communique.reading.people import Person
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.organisations import organisations
from communique.reference.people import Tenure
from communique.schema import (
    Attendee,
    Date,
    Level,
    Meeting,
    MeetingFormat,
    MeetingMode,
    OfficeKind,
    Series,
    Status,
)

# Sentences before an undated meeting in which the day of its outcome may stand.
LEAD_REACH = 2
SIDELINES = re.compile(
    r"\b(?:on|at) the (?:sidelines|margins|fringes)\b"
    r"(?! of (?!the (?:meeting|dialogue|talks|summit|session|conference|retreat|consultations)\b))",
    re.IGNORECASE,
)


def find_meetings(scene: Scene) -> list[Meeting]:
    """The meetings of a document in order of first mention."""
    groups = join(find_mentions(scene), scene)
    _date_sidelines(groups)
    _date_by_lead(groups, scene)
    add_attendees(scene, groups)
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
        if any((other.ordinal or 0) > (group.ordinal or 999) for other in groups):
            continue  # an earlier one of the series, told with the one reported
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


def _meeting(identifier: str, group: Group, groups: Sequence[Group], scene: Scene) -> Meeting:
    mode = group.mode
    fmt = _format(group, mode, scene)
    status = group.status(scene.anchor)
    status = "background" if status == "actual" and _is_overtaken(group, groups, scene) else status
    mode = mode or _mode_of_visit(group, groups, status, scene)
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


def _is_overtaken(group: Group, groups: Sequence[Group], scene: Scene) -> bool:
    """Whether a later meeting of the series has taken place: the eighth is history where the ninth is reported."""
    number = group.ordinal
    if number is None:
        return False
    same = (g for g in groups if g is not group and g.ordinal is not None and set(g.parties) == set(group.parties))
    return any((g.ordinal or 0) > number and g.status(scene.anchor) == "actual" for g in same)


def _mode_of_visit(group: Group, groups: Sequence[Group], status: Status, scene: Scene) -> MeetingMode | None:
    """What two sides do while one visits the other they do in person."""
    if group.date is not None and group.date.precision != "day":
        return None
    visits = (g for g in groups if g.said_format == "visit" and set(g.parties) == set(group.parties))
    told = [g for g in visits if g.status(scene.anchor) == status == "actual" and g is not group]
    return "in_person" if any(_falls_in(group.date, g.date) for g in told) else None


def _falls_in(day: Date | None, stay: Date | None) -> bool:
    if day is None or stay is None or day.start is None:
        return True
    return (stay.start is None or stay.start <= day.start) and (stay.end is None or day.start <= stay.end)


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
    if len(group.parties) == 1 and _is_of_leaders(group):
        return "summit"
    if len(group.parties) > 2:
        return "trilateral" if len(group.parties) == 3 else "minilateral"
    one_side = said == "talks" and len(group.persons) == 1 and all(m.format_said for m in group.mentions)
    return (None if one_side else _format_by_rank(_offices(group, scene), group, scene)) or said or "talks"


def _is_of_leaders(group: Group) -> bool:
    """Whether the leaders of an organisation meet."""
    return group.parties[0] in organisations() and any(m.level == "leaders" for m in group.mentions)


def _is_below(group: Group, scene: Scene) -> bool:
    """Whether all of one side hold offices below a leader's (`met the governor of Bahia`)."""
    for party in group.parties:
        side = [scene.cast.persons[p] for p in group.persons if party in scene.cast.parties([p])]
        if side and all(p.title is not None and not _leads(p) for p in side):
            return True
    return False


def _leads(person: Person) -> bool:
    return person.office_kind in {"head_of_state", "head_of_government"} or (
        person.title is not None and person.title.title.level == "leaders"
    )


def _format_by_rank(kinds: set[OfficeKind], group: Group, scene: Scene) -> MeetingFormat | None:
    kinds = kinds - {"other", "spokesperson"}
    if len(group.persons) >= len(group.parties) and any(kind.endswith("_minister") for kind in kinds):
        kinds = kinds - {"minister"}  # `the two ministers` are the ones named
    if kinds and kinds <= {"head_of_state", "head_of_government"}:
        return "talks" if _is_below(group, scene) else "summit"
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
    previous = _numbered(group, groups, -1) or previous_said(scene, group.mentions)
    previous = previous or _neighbour(group, groups, scene, "background")
    following = (
        _numbered(group, groups, 1) or next_said(scene, group.mentions) or _neighbour(group, groups, scene, "planned")
    )
    name = series_name(group.mentions)
    if group.ordinal is None and previous is None and following is None and name is None:
        return None
    return Series(name=name, ordinal=group.ordinal, previous_date=previous, next_date=following)


def _numbered(group: Group, groups: Sequence[Group], step: int) -> Date | None:
    """The date of the meeting with the number before or after, of the same parties."""
    if group.ordinal is None:
        return None
    same = (g for g in groups if g.ordinal == group.ordinal + step and set(g.parties) == set(group.parties))
    return next((g.date for g in same if g.date is not None), None)


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
