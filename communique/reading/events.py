"""Codes political events in PLOVER and CAMEO from the relations of each sentence and the meetings already found.

One event is one row of a document: a meeting is one CONSULT however often it is mentioned, and what stands under the
word that makes it a promise, demand or threat is not coded a second time. Meetings, signings, joint work and help told in
the future are AGREE (PLOVER manual, AGREE); a refusal to do any of them is REJECT.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.reading.cast import Cast
from communique.reading.claims import Claim, claim_of
from communique.reading.clauses import auxiliaries, complements, conjuncts, is_verbal, lemma, patients
from communique.reading.event_actors import ActorFinder, state_of
from communique.reading.event_roles import TAKEN_UP, TREATY, Draft, RoleFinder
from communique.reading.event_rows import event_of, from_meetings
from communique.reading.relations import Relation, find_relations
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.codebook import EventPhrase, phrases_by_noun
from communique.reference.groups import group_nouns
from communique.schema import Date, Event, Meeting

VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
# What one may refuse to do; told with `will not`, it is REJECT.
REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
REFUSING = frozenset({"will", "would", "wo", "'ll", "’ll", "can", "ca"})
MATERIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "AID", "RETREAT"})
MEETING = frozenset(
    "meet visit talk speak meeting summit dialogue round session consultation talks call conversation".split()
)
WHO = frozenset(
    "sides minister ministers president leaders countries envoy ambassador spokesman spokeswoman spokesperson neighbour them".split()
)


def find_events(
    scene: Scene, meetings: Sequence[Meeting], meeting_day: Date | None, partners: tuple[str, ...]
) -> list[Event]:
    """Events in order of text, meetings among them; ids are `e1`, `e2` …"""
    roles = RoleFinder(ActorFinder(scene, partners), meetings, partners)
    drafts: list[Draft] = []
    for sentence in scene.sentences:
        drafts += _in_sentence(scene, roles, sentence, drafts)
    drafts = [draft for draft in drafts if not _announces(draft, meetings)]
    spoken = [event_of(scene, draft, meeting_day, partners) for draft in drafts]
    events = [*from_meetings(meetings), *_merged(drafts, spoken)]
    ordered = sorted(_unrepeated(events), key=lambda event: event.evidence[0].start)
    return [event.model_copy(update={"id": f"e{number}"}) for number, event in enumerate(ordered, 1)]


def _announces(draft: Draft, meetings: Sequence[Meeting]) -> bool:
    """Whether a promise is the promise to meet that a planned meeting already is."""
    if draft.event_type != "AGREE" or draft.nominal:
        return False
    promised = {lemma(t) for c in complements(draft.trigger) for t in conjuncts(c)}
    promised |= {lemma(t) for c in complements(draft.trigger) for t in patients(c)} | {
        lemma(t) for t in patients(draft.trigger)
    }
    gerunds = [g for prep in draft.trigger.children if prep.dep_ == "prep" for g in prep.children if g.dep_ == "pcomp"]
    promised |= {lemma(t) for g in gerunds for t in (g, *patients(g))}
    start = draft.sentence.start
    planned = any(
        m.status in {"planned", "possible"} and any(e.start <= start < e.end for e in m.evidence) for m in meetings
    )
    return planned and bool(promised & MEETING)


# -- relations to drafts -----------------------------------------------------------------------------------------


def _in_sentence(scene: Scene, roles: RoleFinder, sentence: Sentence, earlier: Sequence[Draft]) -> list[Draft]:
    if not _has_party(scene.cast, sentence):
        return []
    found: list[Draft] = []
    for relation in find_relations(iter(sentence.span)):
        draft = _draft(roles, sentence, relation, [*earlier, *found])
        if draft is not None:
            found.append(draft)
    return list(_outermost(found))


def _has_party(cast: Cast, sentence: Sentence) -> bool:
    """Whether any known name, group, reference back or treaty stands in the sentence."""
    paragraph = sentence.paragraph
    return any(
        (paragraph, token.i) in cast.entries
        or token.pos_ == "PRON"
        or token.lower_ in group_nouns()
        or token.lower_ in WHO
        or token.lower_
        in {"agreement", "accord", "treaty", "truce", "ceasefire", "pact", "memorandum", "deal", "protocol"}
        for token in sentence.span
    )


def _draft(roles: RoleFinder, sentence: Sentence, relation: Relation, earlier: Sequence[Draft]) -> Draft | None:
    phrase = relation.phrase
    if phrase.type == "CONSULT" and phrase.mode != "third-party":
        return None
    claim = claim_of(relation.trigger)
    if claim.wished:
        return None
    if _is_refused(relation, claim):
        relation, claim = replace(relation, phrase=_refusal(phrase)), Claim("actual", None, claim.reporters)
    actors, recipients = roles.roles(sentence, relation, claim, earlier)
    draft = Draft(
        sentence, relation.trigger, relation.phrase, relation.phrase.type, actors, recipients, claim, relation.nominal
    )
    return _as_told(draft) if _is_whole(draft) else None


def _is_refused(relation: Relation, claim: Claim) -> bool:
    """`will not send`, `it would be difficult to accept`: a refusal to do what would be friendly."""
    cue = claim.cue
    if claim.status != "denied" or relation.nominal or relation.phrase.type not in REFUSABLE or cue is None:
        return False
    said = cue == relation.trigger or cue.lemma_ == "be"
    return said and any(a.lower_ in REFUSING for a in auxiliaries(cue))


def _refusal(phrase: EventPhrase) -> EventPhrase:
    return phrase.model_copy(
        update={"type": "REJECT", "mode": None, "cameo": "120", "reciprocal": False, "needs": "actor"}
    )


def _is_whole(draft: Draft) -> bool:
    """Whether the sides a type needs are known."""
    phrase, actors, recipients = draft.phrase, draft.actors, draft.recipients
    if phrase.reciprocal:
        return len(actors) > 1 or (bool(actors) and phrase.needs == "actor" and not draft.nominal)
    if not actors:
        return False
    if draft.event_type == "ACCUSE" and phrase.mode == "disapprove" and not recipients:
        return _is_of_act(draft)
    if draft.nominal and phrase.verb is None and phrase.needs == "actor" and (phrase.objects or phrase.complement):
        return True
    if draft.event_type == "SUPPORT" and not recipients and any(lemma(t) in TREATY for t in patients(draft.trigger)):
        return phrase.cameo in {"057", "050"}
    return bool(recipients) or not (phrase.needs != "actor" or draft.nominal)


def _is_of_act(draft: Draft) -> bool:
    """Whether what is condemned is an act of somebody not named (`condemned the attack`)."""
    things = patients(draft.trigger) if is_verbal(draft.trigger) else []
    return any(
        lemma(t) in TAKEN_UP or any(p.type in MATERIAL for p in phrases_by_noun().get(lemma(t), ())) for t in things
    )


def _as_told(draft: Draft) -> Draft | None:
    """What one did not say is no event; a concession told ahead is made by telling it; measures against another state are SANCTION."""
    claim = draft.claim
    if claim.status == "denied" and claim.cue == draft.trigger:
        return None if draft.event_type in VERBAL else draft
    if draft.nominal and claim.status == "denied" and draft.event_type in VERBAL:
        return None
    if draft.event_type == "REQUEST" and claim.status == "possible":
        return None
    if draft.event_type in {"CONCEDE", "REJECT"} and claim.status == "planned" and claim.reporters:
        return replace(draft, claim=Claim("actual", None, claim.reporters))
    if (
        draft.phrase.actor == "parties"
        and draft.trigger.tag_ in {"VBZ", "VBP"}
        and claim.status == "actual"
        and _is_ahead(draft)
    ):
        return None
    if draft.phrase.abroad and _is_abroad(draft):
        return replace(draft, event_type=draft.phrase.abroad)
    return draft


def _is_ahead(draft: Draft) -> bool:
    """`The accord takes effect once …`, `60 days after`: the present told of a day to come."""
    return any(child.dep_ in {"advcl", "npadvmod"} for child in draft.trigger.children)


def _is_abroad(draft: Draft) -> bool:
    ours, theirs = {state_of(a) for a in draft.actors}, {state_of(r) for r in draft.recipients}
    return bool(theirs) and not ours & theirs


# -- one row for one event ---------------------------------------------------------------------------------------


def _outermost(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leaves out what only stands under another event's word: the deed promised, demanded or threatened."""
    triggers = {draft.trigger.i for draft in drafts}
    for draft in drafts:
        cue = draft.claim.cue
        if cue is not None and cue.lower_ == "to" and draft.claim.status in {"planned", "possible"}:
            continue
        under_another = cue is not None and cue.i != draft.trigger.i and cue.i in triggers
        if under_another and (draft.claim.status in {"planned", "possible"} or draft.event_type in REFUSABLE):
            continue
        if draft.claim.status in {"planned", "possible"} and _is_content(draft, drafts):
            continue
        if not _echoes(draft, drafts) and not _resounds(draft, drafts) and not _demonstrates(draft, drafts):
            yield draft


def _is_content(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a clause only says what is threatened, agreed or asked by the verb above it."""
    token = draft.trigger if draft.trigger.dep_ != "conj" else draft.trigger.head
    while token.head != token and token.dep_ in {"ccomp", "xcomp", "acl", "pobj", "dobj", "prep", "pcomp"}:
        token = token.head
        if any(
            o.trigger == token and o.event_type in {"THREATEN", "AGREE", "REQUEST"} and not o.nominal for o in drafts
        ):
            return True
    return False


def _echoes(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """An event noun inside the phrase of a verb of the same type (`launched an attack`)."""
    if not draft.nominal:
        return False
    token, steps = draft.trigger, 0
    while token.head != token and steps < 4:
        token, steps = token.head, steps + 1
        if any(
            o.trigger == token and o is not draft and (o.event_type == draft.event_type or o.actors == draft.actors)
            for o in drafts
        ):
            return True
    return False


def _resounds(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A verb that only says more of the same act of the same sentence: its result (`attacked the post, killing three`),
    a second verb for one deed (`shot and killed`), or a clause that repeats it (`deplored what it blames on`)."""
    if draft.nominal:
        return False
    for other in drafts[: drafts.index(draft)]:
        same = other.event_type == draft.event_type and other.actors == draft.actors and not other.nominal
        if not same or other.claim.status != draft.claim.status:
            continue
        agree = (
            not draft.recipients
            or not other.recipients
            or {*map(state_of, draft.recipients)} == {*map(state_of, other.recipients)}
        )
        if draft.event_type == "ASSAULT" and agree and (draft.trigger.tag_ == "VBG" or draft.trigger.dep_ == "conj"):
            return True
        if agree and draft.trigger.dep_ in {"relcl", "advcl", "acl"} and other.trigger.is_ancestor(draft.trigger):
            return True
    return False


def _demonstrates(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """What demonstrators demand or condemn is their PROTEST (PLOVER manual, REQUEST)."""
    return draft.event_type in {"REQUEST", "ACCUSE"} and any(
        other.event_type == "PROTEST" and other.actors == draft.actors for other in drafts
    )


def _merged(drafts: Sequence[Draft], events: Sequence[Event]) -> list[Event]:
    """One row for a deed told twice: same type and actors, nothing against it in recipients, dates and status."""
    merged: list[tuple[Draft, Event]] = []
    for draft, event in zip(drafts, events, strict=True):
        for i, (first, known) in enumerate(merged):
            if _is_same(first, known, draft, event):
                merged[i] = (first, _joined(known, event))
                break
        else:
            merged.append((draft, event))
    return [event for _, event in merged]


def _is_same(first: Draft, known: Event, draft: Draft, event: Event) -> bool:
    if known.event_type != event.event_type or known.actors != event.actors or known.status != event.status:
        return False
    if first.sentence.index == draft.sentence.index:
        return False
    if known.date and event.date and known.date.edtf != event.date.edtf:
        return False
    if known.recipients and event.recipients and set(known.recipients) != set(event.recipients):
        return False
    if known.event_type == "ASSAULT" and known.date and event.date:
        return True
    same_word = lemma(first.trigger) == lemma(draft.trigger) and not first.nominal
    objects = (
        {lemma(t) for t in patients(first.trigger)} & {lemma(t) for t in patients(draft.trigger)}
        if not first.nominal and not draft.nominal
        else set()
    )
    return (same_word and bool(objects)) or (
        bool(objects) and bool(known.recipients or event.recipients or known.reciprocal)
    )


def _joined(known: Event, event: Event) -> Event:
    return known.model_copy(
        update={
            "evidence": list(dict.fromkeys([*known.evidence, *event.evidence])),
            "recipients": known.recipients or event.recipients,
            "date": known.date or event.date,
            "mode": known.mode or event.mode,
            "contexts": list(dict.fromkeys([*known.contexts, *event.contexts])),
            "place": known.place or event.place,
        }
    )


def _unrepeated(events: Sequence[Event]) -> list[Event]:
    """Meetings and material events that are the same in all but their quotes become one with all quotes."""
    merged: dict[object, Event] = {}
    for number, event in enumerate(events):
        key = (event.event_type, event.mode, frozenset(event.actors), frozenset(event.recipients), event.status,
               event.date.edtf if event.date else None, number if event.event_type in VERBAL else None)  # fmt: skip
        known = merged.get(key)
        evidence = list(dict.fromkeys([*known.evidence, *event.evidence])) if known else event.evidence
        merged[key] = (known or event).model_copy(update={"evidence": evidence})
    return list(merged.values())
