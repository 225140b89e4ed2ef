"""Codes political events in PLOVER and CAMEO from the relations of each sentence and the meetings already found.

One event is one row of a document: a meeting is one CONSULT however often it is mentioned, and what stands under the
word that makes it a promise, demand or threat is not coded a second time. Meetings, signings, joint work and help told in
the future are AGREE (PLOVER manual, AGREE); a refusal to do any of them is REJECT.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.cast import Cast
from communique.reading.claims import WEIGHING, Claim, claim_of
from communique.reading.clauses import (
    auxiliaries,
    complements,
    conjuncts,
    is_verbal,
    lemma,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.coded import by_sentence, with_coded
from communique.reading.coder import Coder
from communique.reading.event_actors import ActorFinder, state_of
from communique.reading.event_agreements import with_agreements
from communique.reading.event_case import MEETING, MISHAPS, TAKEN_UP, TREATY, VERBAL, Draft, contact_of
from communique.reading.event_contexts import with_contexts
from communique.reading.event_days import Days
from communique.reading.event_meetings import from_meetings
from communique.reading.event_merging import REFUSABLE, merged_rows, outermost, unrepeated
from communique.reading.event_refusals import refusals
from communique.reading.event_roles import RoleFinder
from communique.reading.event_rows import event_of
from communique.reading.relations import Relation, find_relations
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.codebook import EventPhrase, phrases_by_noun
from communique.reference.groups import group_nouns
from communique.schema import Agreement, Date, Event, Meeting

if TYPE_CHECKING:
    from spacy.tokens import Token

REFUSING = frozenset({"will", "would", "wo", "'ll", "’ll", "can", "ca"})
# Types that are events though whom they are for is only described (`urged developed countries to act`, `pledged 45 million euros`).
ADDRESSED = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "AID", "AGREE", "SANCTION", "REJECT"})
PRAISING = frozenset("praise thank commend congratulate applaud laud salute hail".split())
# Endings of nouns made of verbs, which tell what somebody did (`condemned the destruction of`, `the sentencing of`).
OF_DEEDS = ("tion", "sion", "ment", "ing")
# What is said where two get in touch.
SPOKEN = frozenset({"SUPPORT", "REQUEST", "ACCUSE"})
PEOPLE = frozenset("donor partner mediator party host ally community organizer organiser rescuer winner voter".split())
MATERIAL = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "AID", "RETREAT"})
WHO = frozenset(
    "sides minister ministers president leaders countries envoy ambassador spokesman spokeswoman spokesperson neighbour them".split()
)


def find_events(
    scene: Scene,
    meetings: Sequence[Meeting],
    meeting_day: Date | None,
    partners: tuple[str, ...],
    agreements: Sequence[Agreement] = (),
    coder: Coder | None = None,
) -> list[Event]:
    """Events in order of text, meetings and stages of agreements among them; ids are `e1`, `e2` …"""
    roles = RoleFinder(ActorFinder(scene, partners), meetings, partners)
    days = Days(scene, meetings, meeting_day, partners)
    ruled = _ruled(scene, roles)
    coded = by_sentence(coder, scene, partners, ruled) if coder is not None else {}
    told = (outermost(with_coded(ruled.get(s.index, ()), coded.get(s.index, ()))) for s in scene.sentences)
    drafts = [draft for found in told for draft in found if not _announces(draft, meetings)]
    spoken = with_contexts(drafts, [event_of(scene, draft, days) for draft in drafts])
    events = [*from_meetings(meetings), *with_agreements(merged_rows(drafts, spoken), agreements, scene.anchor)]
    ordered = sorted(unrepeated(events), key=lambda event: event.evidence[0].start)
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
    planned = any(  # an offer to host what may not come about is told for itself
        m.status == "planned" and any(e.start <= start < e.end for e in m.evidence) for m in meetings
    )
    return planned and bool(promised & MEETING)


# -- relations to drafts -----------------------------------------------------------------------------------------


def _ruled(scene: Scene, roles: RoleFinder) -> dict[int, list[Draft]]:
    """What the codebook's phrases find, by the index of the sentence."""
    found: list[Draft] = []
    for sentence in scene.sentences:
        if _has_party(scene.cast, sentence):
            for relation in _relations(sentence):
                draft = _draft(roles, sentence, relation, found)
                if draft is not None:
                    found.append(draft)
    by_index: dict[int, list[Draft]] = {}
    for draft in found:
        by_index.setdefault(draft.sentence.index, []).append(draft)
    return by_index


def _relations(sentence: Sentence) -> list[Relation]:
    told = list(find_relations(iter(sentence.span)))
    return [*told, *refusals(iter(sentence.span), {r.trigger.i for r in told})]


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
    phrase, claim = relation.phrase, _as_said(relation, claim_of(relation.trigger))
    refused = _is_refused(relation, claim)
    if phrase.id == "will-not":
        claim = Claim("actual", None, claim.reporters)
    if phrase.type == "CONSULT" and phrase.mode != "third-party" and not refused:
        return None
    if claim.wished or _is_accident(relation) or _pays_visit(relation):
        return None
    if lemma(relation.trigger) in WEIGHING and claim.status == "actual":
        claim = Claim("possible", relation.trigger, claim.reporters)
    if phrase.type == "PROTEST" and roles.is_of_state(sentence, relation):
        told = tuple(("to", obj) for prep, obj in prepositions(relation.trigger) if prep == "to")
        relation = replace(relation, phrase=_complaint(phrase), recipients=(*told, *relation.recipients))
    if refused:
        relation, claim = replace(relation, phrase=_refusal(phrase)), Claim("actual", None, claim.reporters)
    actors, recipients = roles.roles(sentence, relation, claim, earlier)
    draft = Draft(
        sentence, relation.trigger, relation.phrase, relation.phrase.type, actors, recipients, claim, relation.nominal
    )
    return _as_told(draft) if _is_whole(draft) else None


def _as_said(relation: Relation, claim: Claim) -> Claim:
    """`telephoned her colleague to congratulate him`: the words for which one got in touch were said when one had."""
    contact = None if relation.nominal else contact_of(relation.trigger)
    if relation.phrase.type not in SPOKEN or contact is None or claim.status not in {"planned", "possible"}:
        return claim
    above = claim_of(contact)
    own = claim.cue is None or claim.cue.lower_ == "to" or claim.cue == contact
    return above if own and above.status in {"actual", "background"} else claim


def _pays_visit(relation: Relation) -> bool:
    """`will call on the president on Monday`: nobody is asked for anything."""
    trigger = relation.trigger
    if relation.phrase.type != "REQUEST" or relation.nominal or lemma(trigger) != "call":
        return False
    on = any(c.lower_ in {"on", "upon"} for c in trigger.rights)
    asked = any(t.dep_ == "aux" and t.lower_ == "to" and t.i > trigger.i for t in trigger.subtree)
    return on and not asked and not any(c.lower_ == "for" for c in trigger.rights)


def _is_accident(relation: Relation) -> bool:
    """`the helicopter crashed, killing two`, `the earthquake killed ten`: harm nobody meant."""
    if relation.phrase.type != "ASSAULT" or relation.nominal:
        return False
    trigger = relation.trigger
    return lemma(trigger.head) in MISHAPS or any(lemma(s) in MISHAPS for s in subjects(trigger))


def _is_refused(relation: Relation, claim: Claim) -> bool:
    """`will not send`, `it would be difficult to accept`: a refusal to do what would be friendly."""
    cue = claim.cue
    if claim.status != "denied" or relation.nominal or relation.phrase.type not in REFUSABLE or cue is None:
        return False
    said = cue == relation.trigger or cue.lemma_ == "be"
    return said and any(a.lower_ in REFUSING for a in auxiliaries(cue))


def _complaint(phrase: EventPhrase) -> EventPhrase:
    """`Iran protested against the decision`: a state protests in words."""
    return phrase.model_copy(update={"type": "ACCUSE", "mode": "disapprove", "cameo": "111"})


def _refusal(phrase: EventPhrase) -> EventPhrase:
    return phrase.model_copy(
        update={
            "type": "REJECT",
            "mode": "meet" if phrase.type == "CONSULT" else None,
            "cameo": "120",
            "reciprocal": False,
            "needs": "actor",
        }
    )


def _is_whole(draft: Draft) -> bool:
    """Whether the sides a type needs are known."""
    phrase, actors, recipients = draft.phrase, draft.actors, draft.recipients
    if phrase.reciprocal:
        return len(actors) > 1 or (bool(actors) and phrase.needs == "actor" and not draft.nominal)
    if not actors:
        return draft.event_type == "ASSAULT" and bool(recipients)
    if draft.event_type == "ACCUSE" and phrase.mode == "disapprove" and not recipients:
        return _is_of_act(draft)
    if draft.nominal and phrase.verb is None and phrase.needs == "actor" and (phrase.objects or phrase.complement):
        return True
    if draft.event_type == "SUPPORT" and not recipients and any(lemma(t) in TREATY for t in patients(draft.trigger)):
        return phrase.cameo in {"057", "050"} or _is_addressed(draft)
    return bool(recipients) or not (phrase.needs != "actor" or draft.nominal) or _is_addressed(draft)


def _is_addressed(draft: Draft) -> bool:
    """Whether a verb of asking, judging or helping has an object, though not one that names a known side."""
    if draft.nominal or draft.event_type not in ADDRESSED or draft.phrase.needs == "object-actor":
        return False
    if draft.event_type == "SUPPORT":
        return _is_praised(draft)
    if draft.event_type in {"AID", "AGREE", "SANCTION"} and not draft.phrase.objects:
        return False
    return bool(patients(draft.trigger)) or any(
        prep in draft.phrase.recipient for prep, _ in prepositions(draft.trigger)
    )


def _is_praised(draft: Draft) -> bool:
    """`thanked the donors`, `hailed the deal`: people, or what was agreed or done; not any thing one finds good."""
    if any(p.lower_ == "its" for o in patients(draft.trigger) for p in possessors(o)):
        return False
    things = patients(draft.trigger)
    if lemma(draft.trigger) not in PRAISING | {"welcome"}:
        return False
    told = lemma(draft.trigger) in PRAISING and any(c.dep_ == "ccomp" for c in draft.trigger.rights)
    return (
        told
        or any(_is_of_people(t) for t in things)
        or any(
            (lemma(t) in TREATY or lemma(t) in TAKEN_UP) and draft.claim.status == "actual" and t.tag_ != "NNS"
            for t in things
        )
    )


def _is_of_people(noun: "Token") -> bool:
    return noun.lower_ in group_nouns() or noun.lower_ in WHO or lemma(noun) in PEOPLE


def _is_of_act(draft: Draft) -> bool:
    """Whether what is condemned is an act of somebody not named (`condemned the attack`)."""
    things = patients(draft.trigger) if is_verbal(draft.trigger) else []
    return any(
        lemma(t) in TAKEN_UP
        or any(p.type in MATERIAL for p in phrases_by_noun().get(lemma(t), ()))
        or (t.pos_ == "NOUN" and lemma(t).endswith(OF_DEEDS) and any(c.dep_ in {"det", "poss"} for c in t.lefts))
        for t in things
    )


def _as_told(draft: Draft) -> Draft | None:
    """What one did not say is no event; a concession told ahead is made by telling it; measures against another state are SANCTION."""
    claim = draft.claim
    if claim.status == "denied" and claim.cue == draft.trigger:
        return None if draft.event_type in VERBAL else draft
    if claim.status == "denied" and draft.event_type in VERBAL and (draft.nominal or draft.trigger.tag_ == "VB"):
        return None
    if (draft.event_type == "REQUEST" and claim.status == "possible") or _is_step_to_come(claim):
        return None
    if draft.event_type == "RETREAT" and claim.status == "planned":
        draft = replace(draft, event_type="CONCEDE")
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


def _is_step_to_come(claim: Claim) -> bool:
    """`once both parliaments have ratified it`, `until it frees the crew`: what is waited for, promised by nobody."""
    return claim.cue is not None and claim.cue.lower_ in {"once", "until"}


def _is_ahead(draft: Draft) -> bool:
    """`The accord takes effect once …`, `60 days after`: the present told of a day to come."""
    return any(child.dep_ in {"advcl", "npadvmod"} for child in draft.trigger.children)


def _is_abroad(draft: Draft) -> bool:
    ours, theirs = {state_of(a) for a in draft.actors}, {state_of(r) for r in draft.recipients}
    return bool(theirs) and not ours & theirs
