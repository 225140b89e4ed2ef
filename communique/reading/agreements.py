"""The agreements of a document: each once, with its parties, its stages in order of time and what it is for."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.agreement_items import Item, Told, join, open_item, resolve
from communique.reading.agreement_mentions import Mention, find_mentions
from communique.reading.agreement_names import find_agreement_names
from communique.reading.agreement_purposes import purpose_of, subject_purpose, topic_purpose
from communique.reading.cast import is_state
from communique.reading.clauses import lemma
from communique.reading.scene import Scene
from communique.reference.agreement_kinds import GENERAL, agreement_kinds
from communique.reference.organisations import organisations
from communique.schema import Agreement, Date, Evidence
from communique.schema.agreement import Stage, StageAt

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDER: tuple[Stage, ...] = (
    "proposed", "under_consideration", "negotiating", "agreed_in_principle", "initialled", "signed", "adopted", "ratified",
    "provisionally_applied", "in_force", "amended", "suspended", "rejected", "terminated",
)  # fmt: skip
# How far the usual course of an agreement goes.
COURSE = ORDER.index("in_force")
# Who acts where an organisation's members make an agreement.
MEMBERS = frozenset({"member", "state", "country", "nation", "leader", "minister", "government", "delegate"})
# Forms of which a report often names only the one state that joins or leaves.
BINDING_MANY = frozenset({"treaty", "protocol"})
# Forms whose title alone may be of a treaty among many.
MULTILATERAL = frozenset({"treaty"})
# What a report tells of an agreement between those it is about, even under a title of its own.
BETWEEN_TWO = frozenset({"negotiating", "initialled", "signed", "ratified", "in_force"})
# Stages reached at a ceremony, of which a report without a day brings the news of its own.
DAILY = frozenset({"initialled", "signed", "adopted"})
# In how many sentences at the head of a report its subject is named.
OPENING = 4


def find_agreements(
    scene: Scene, meeting_day: Date | None, partners: tuple[str, ...], report_day: Date | None = None
) -> list[Agreement]:
    """The agreements of a document in order of text; what comes out of its main meeting is of its day and its parties.

    What is signed as the news of a report that tells no day is of `report_day`.
    """
    names = find_agreement_names(scene.parsed)
    if not names:
        return []
    items: list[Item] = []
    for mention in find_mentions(scene, names):
        item = resolve(items, mention) or open_item(items, mention)
        if item is not None:
            join(item, mention, scene)
    _share_parties(items)
    partners = _own_parties(scene, partners)
    _add_own_side(items, scene)
    kept = [item for item in items if _complete(item, scene, meeting_day, partners)]
    for item in kept:
        item.stages = [_of_report(told, meeting_day or report_day) for told in item.stages]
    kept.sort(key=lambda item: item.evidence[0].start)
    return [_agreement(f"a{number}", item, scene) for number, item in enumerate(kept, 1)]


def _share_parties(items: Sequence[Item]) -> None:
    """An earlier agreement of a kind, told of without parties, is of those of the same kind told of before."""
    for number, item in enumerate(items):
        first = item.mentions[0]
        if item.parties or not first.anew or not item.stages or any(mention.closed for mention in item.mentions):
            continue
        same = [known for known in items[:number] if known.name.kind == item.name.kind and len(known.parties) > 1]
        if same and item.name.specific:
            item.parties = list(same[-1].parties)


def _add_own_side(items: Sequence[Item], scene: Scene) -> None:
    """Agreements of which only the other side is named are of the one whose agreements with several the report tells of."""
    for item in items:
        named = [m for m in item.mentions if m.parties or m.acting]
        if not item.stages or not named or not all(m.opposite for m in named):
            continue
        counts: Counter[str] = Counter()
        for other in items:
            if other is not item and len(other.parties) > 1 and other.mentions[0].sentence.index <= item.last:
                counts.update({*other.parties} - {*item.parties})
        best = counts.most_common(2)
        here = scene.parsed.document.dateline_place
        place = scene.places.of_dateline(here) if here else None
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            item.parties.append(best[0][0])
        elif place is not None and place.country is not None and place.country in counts:
            item.parties.append(place.country)


def _own_parties(scene: Scene, partners: tuple[str, ...]) -> tuple[str, ...]:
    """The parties a report is about: its meeting's, but for a third one it only names beside the two of its title or lead.

    A report without a meeting, or whose meeting has one party known, is about the two it names most.
    """
    home = scene.cast.home
    if len(home) != 2 or len(partners) == 2:
        return partners
    third = set(partners) - set(home)
    aside = set(home) == set(scene.cast.titled) or not any(is_state(party) for party in third)
    return home if len(partners) < 2 or (set(home) < set(partners) and aside) else partners


def _complete(item: Item, scene: Scene, meeting_day: Date | None, partners: tuple[str, ...]) -> bool:
    """Fills in what the report's meeting tells of an item; False where it is no agreement of known parties."""
    news = any(told.news for told in item.stages)
    if not item.parties and (members := _members_body(item, scene, partners)) is not None:
        item.parties = [members]
    elif len(item.parties) < 2 and any(not stage.modifies for m in item.mentions for stage in m.stages):
        _fill_parties(item, scene, partners)
    if meeting_day is not None and news and set(item.parties) <= set(partners):
        item.stages = [replace(told, at=_on(told, meeting_day)) for told in item.stages]
    return _is_kept(item)


def _of_report(told: Told, day: Date | None) -> Told:
    """A stage reached at a ceremony and told as news, on the report's day where no other day is said."""
    at_once = told.news and told.reached and told.at.stage in DAILY
    return replace(told, at=_on(told, day)) if day is not None and at_once else told


def _members_body(item: Item, scene: Scene, partners: tuple[str, ...]) -> str | None:
    """The organisation whose members make an agreement, where they are named by their office alone (`Leaders endorsed …`)."""
    actors = [t for m in item.mentions for s in m.stages for t in s.actors]
    if not actors or not all(lemma(t) in MEMBERS and t.tag_ in {"NNS", "NNPS"} for t in actors):
        return None
    about = partners or scene.cast.home[:1]
    bodies = [party for party in about if (known := organisations().get(party)) is not None and known.kind == "igo"]
    return bodies[0] if len(bodies) == 1 and len(about) <= 2 else None


def _fill_parties(item: Item, scene: Scene, partners: tuple[str, ...]) -> None:
    """The meeting's parties, or those last named together, where one or none is known."""
    if all(mention.closed for mention in item.mentions if mention.stages):
        return
    known = set(item.parties)
    if len(known) == 1:
        within = {p for m in item.mentions for p in _named_in(scene, m)} - known
        beside = {p for m in item.mentions for p in _beside(scene, m)} & set(partners) - known
        if len(within) == 1 or (len(beside) == 1 and known <= set(partners)):
            item.parties += within if len(within) == 1 else beside
            return
    together = next((named.parties for named in reversed(scene.cast.sets) if named.offset < item.evidence[0].end), ())
    if len(partners) > 1 and known <= set(partners) and _is_partners(item, partners):
        item.parties = list(dict.fromkeys((*item.parties, *partners)))
    elif len(together) == 2 and not known and not item.name.proper and not item.name.plural:
        item.parties = list(together)


def _is_partners(item: Item, partners: tuple[str, ...]) -> bool:
    """Whether an agreement without named parties may be the partners' own.

    One with a title of its own is only where both of them speak of it; one known to the reference by its title is not.
    """
    if item.name.titled:
        return False
    first = item.mentions[0]
    if not item.name.proper or not first.definite or any(set(m.speakers) == set(partners) for m in item.mentions):
        return True
    return item.name.form not in MULTILATERAL and any(told.at.stage in BETWEEN_TWO for told in item.stages)


def _beside(scene: Scene, mention: Mention) -> tuple[str, ...]:
    """States and organisations named anywhere in the sentence (`ratified by Peru, the treaty is before Chile's Congress`)."""
    words = (t for t in mention.sentence.span if not _is_aside_word(t))
    entries = (e for t in words for e in scene.cast.entries.get((mention.sentence.paragraph, t.i), ()))
    return scene.cast.states_of(i for e in entries if e.kind in {"state", "demonym", "organisation"} for i in e.ids)


def _named_in(scene: Scene, mention: Mention) -> tuple[str, ...]:
    """States and organisations that what is said on the noun names, but for places (`a deal granting two islands to …`)."""
    if mention.name is not None and mention.name.titled:
        return ()  # the place a title is called by
    words = [
        t
        for t in mention.token.subtree
        if not any(a.lower_ in {"in", "at", "near"} for a in (t.head, t.head.head)) and not _is_aside_word(t)
    ]
    entries = [e for t in words for e in scene.cast.entries.get((mention.sentence.paragraph, t.i), ())]
    return scene.cast.states_of(i for e in entries if e.kind in {"state", "demonym", "organisation"} for i in e.ids)


def _is_aside_word(token: "Token") -> bool:
    """Whether a state's name only says whose money or lead it is (`100 million U.S. dollars`, `U.S.-led`)."""
    after = token.doc[token.i + 1 : token.i + 3]
    words = [t.lower_ for t in after]
    return words[:1] in (["dollars"], ["dollar"]) or (
        words[:1] == ["-"] and words[1:] != [] and after[-1].tag_ == "VBN"
    )


def _on(told: Told, day: Date) -> StageAt:
    """A stage told as news, on the day of the meeting where no other day is said."""
    if not told.news or told.at.date is not None or _says_when(told.at):
        return told.at
    return told.at.model_copy(update={"date": day})


def _says_when(stage: StageAt) -> bool:
    """Whether the sentence has a time of its own for the stage that could not be resolved (`two years ago`)."""
    return any(
        word in f" {evidence.quote.lower()} "
        for evidence in stage.evidence
        for word in (" ago", " last year", " earlier", " previously")
    )


def _is_kept(item: Item) -> bool:
    """An agreement has a stage and two parties; one of its title or form known to bind many may have one party."""
    if not item.stages:
        return item.explicit and item.name.instrument and not item.name.plural and _is_subject_of_report(item)
    if not item.name.instrument and not item.strong and not (item.name.proper and item.name.specific):
        return False
    public = [party for party in item.parties if not _is_private(party, item.parties)]
    if len(public) > 1 or _is_of_members(item, public):
        return True
    named = any(mention.parties or mention.acting for mention in item.mentions)
    return len(public) == 1 and (item.name.titled or (item.name.form in BINDING_MANY and item.strong and named))


def _is_of_members(item: Item, parties: Sequence[str]) -> bool:
    """Whether the members of an organisation make an agreement among themselves (`WHO members agreed on a treaty`)."""
    known = organisations().get(parties[0]) if len(parties) == 1 else None
    if known is None or known.kind != "igo" or not item.name.instrument:
        return False
    if not item.name.specific and not item.name.proper:
        return False
    actors = [t for m in item.mentions for s in m.stages for t in s.actors]
    return any(lemma(t) in MEMBERS for t in actors)


def _is_subject_of_report(item: Item) -> bool:
    """Whether the report comes back to an agreement it opens with."""
    sentences = {mention.sentence.index for mention in item.mentions}
    return len(sentences) > 1 and min(sentences) < OPENING


def _is_private(party: str, parties: Sequence[str]) -> bool:
    """A company, or a political party beside its own state."""
    known = organisations().get(party)
    return known is not None and (known.kind == "company" or (known.kind == "party" and known.country in parties))


def _agreement(identifier: str, item: Item, scene: Scene) -> Agreement:
    stages = _in_order(item, scene)
    special = next((name for name in item.named if name.specific), None)
    kind = item.name.kind
    if (
        agreement_kinds().get(kind, agreement_kinds()["agreement"]).broader == GENERAL
        and special is not None
        and item.name.form not in {"memorandum"}
    ):
        kind = special.kind
    text = scene.parsed.document.text
    start, end = item.name.called or (item.name.start, item.name.end)
    return Agreement(
        id=identifier, name=" ".join(text[start:end].split()), kind=kind, parties=item.parties,
        stage=stages[-1].stage if stages else None, stage_date=stages[-1].date if stages else None, stages=stages,
        purpose=_purpose(item, scene), evidence=_unique([*item.evidence, *(e for stage in stages for e in stage.evidence)]),
    )  # fmt: skip


def _purpose(item: Item, scene: Scene) -> str | None:
    """What for, in words of the text: said on the name, else told of the agreement as subject, else the topic of its name."""
    for find in (purpose_of, subject_purpose, topic_purpose):
        for mention in item.mentions:
            words = [stage.word for stage in mention.stages]
            found = find(mention.token, words)
            if found is not None:
                return scene.cite_tokens(mention.sentence, *found).quote
    return None


def _in_order(item: Item, scene: Scene) -> list[StageAt]:
    """The stages, oldest first, each once; undated ones by whether they are news, then by the usual course.

    What a plan tells of the stage before is left out where the agreement is known to be further.
    """
    furthest = max((ORDER.index(told.at.stage) for told in item.stages if told.reached), default=-1)
    merged: list[Told] = []
    for told in item.stages:
        if not told.reached and ORDER.index(told.at.stage) < furthest:
            continue
        same = next((i for i, known in enumerate(merged) if _is_same_stage(known.at, told.at)), None)
        if same is None:
            merged.append(told)
        else:
            merged[same] = _merged(merged[same], told)
    today = scene.anchor or dt.date.max
    return [told.at for told in sorted(merged, key=lambda told: _when(told, today, merged))]


def _is_same_stage(one: StageAt, other: StageAt) -> bool:
    return one.stage == other.stage and _dates_agree(one.date, other.date)


def _merged(one: Told, other: Told) -> Told:
    evidence = _unique([*one.at.evidence, *other.at.evidence])
    at = StageAt(stage=one.at.stage, date=_finer(one.at.date, other.at.date), evidence=evidence)
    return Told(at, one.news or other.news, one.reached or other.reached)


def _when(told: Told, today: dt.date, others: Sequence[Told]) -> tuple[dt.date, int]:
    """When a stage was reached, and its place in the usual course; an undated one came before a later one that is dated."""
    rank = ORDER.index(told.at.stage)
    if told.at.date is not None and told.at.date.start is not None:
        return told.at.date.start, rank
    if not told.news:
        return max([dt.date.min, *_steps_before(told, others)]), rank
    later = [
        other.at.date.start
        for other in others
        if other.at.date is not None
        and other.at.date.start is not None
        and rank < ORDER.index(other.at.stage) <= COURSE
    ]
    return min([today, *later]), rank


def _steps_before(told: Told, others: Sequence[Told]) -> list[dt.date]:
    """The days of the steps that come before a signature (`came away with an accord … which they signed`)."""
    if told.at.stage not in {"signed", "adopted", "ratified"}:
        return []
    dates = [
        other.at.date for other in others if other.at.stage in {"agreed_in_principle", "initialled"} and other.news
    ]
    return [date.start for date in dates if date is not None and date.start is not None]


def _dates_agree(one: Date | None, other: Date | None) -> bool:
    if one is None or other is None or one.start is None or other.start is None or one.end is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _finer(one: Date | None, other: Date | None) -> Date | None:
    if one is None or other is None:
        return one or other
    return other if len(other.edtf) > len(one.edtf) and other.precision != "interval" else one


def _unique(evidence: Sequence[Evidence]) -> list[Evidence]:
    return sorted({(e.start, e.end): e for e in evidence}.values(), key=lambda e: (e.start, e.end))
