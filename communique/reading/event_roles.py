"""Who did an event and to whom: from the slots of its phrase, else from what the sentence and the report leave no doubt of.

Where the slots name nobody, the rules here are tried in order, each with its reason; an event whose sides stay unknown is
left out by `events`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.claims import Claim
from communique.reading.clauses import (
    agents,
    clause_of,
    complements,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    modifiers,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.event_actors import COUNTRY, NEAR, ActorFinder, Parties, state_of
from communique.reading.relations import Relation
from communique.reading.sentences import Sentence
from communique.reference.codebook import EventPhrase, phrases_by_noun
from communique.reference.groups import group_nouns
from communique.schema import EventType, Meeting

if TYPE_CHECKING:
    from spacy.tokens import Token

TREATY = frozenset(
    """agreement treaty accord pact protocol memorandum memoranda truce ceasefire deal convention declaration
    contract document text communique statement mou arrangement""".split()
)
# Verbs that make their object the one who is told (`told Zelenskyy that Ottawa would provide …`).
TELLING = frozenset("tell assure inform notify promise reassure remind advise".split())
THANKING = frozenset("thank grateful gratitude appreciation praise commend".split())
# Nouns that take up an act told before, and the types they can take up.
TAKEN_UP: dict[str, frozenset[str]] = {
    **dict.fromkeys("measure step move decision action act gesture".split(), frozenset()),
    **dict.fromkeys("sanction ban tariff embargo expulsion".split(), frozenset({"SANCTION", "COERCE"})),
    **dict.fromkeys("""attack assault killing raid strike shelling bombing violence massacre fighting clash airstrike offensive
    invasion""".split(),
                    frozenset({"ASSAULT"})),
    **dict.fromkeys("arrest detention seizure crackdown".split(), frozenset({"COERCE"})),
    **dict.fromkeys("offer proposal invitation request demand appeal ultimatum call".split(), frozenset({"AGREE", "REQUEST", "THREATEN"})),
    **dict.fromkeys("charge accusation allegation claim criticism".split(), frozenset({"ACCUSE"})),
    **dict.fromkeys("gift donation help assistance aid support solidarity delivery".split(), frozenset({"AID"})),
    **dict.fromkeys("launch test deployment exercise".split(), frozenset({"MOBILIZE"})),
}  # fmt: skip
DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
ABOUT_WHOM = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})
TO_A_PLACE = frozenset({"ASSAULT", "AID", "MOBILIZE"})
CONVEYING = frozenset({"express", "convey", "extend", "present", "voice"})
OF_PARTNERS = frozenset({"AGREE", "REJECT", "REQUEST", "AID"})
# Objects that join two sides (`restore ties`, `recall its ambassador`).
JOINING = frozenset(
    """tie relation embassy consulate ambassador dialogue border cooperation trade contact flight participation
    envoy visa""".split()
)


@dataclass(frozen=True)
class Draft:
    """An event before it has an id: a relation with its sides and what the text claims of it."""

    sentence: Sentence
    trigger: "Token"
    phrase: EventPhrase
    event_type: EventType
    actors: Parties
    recipients: Parties
    claim: Claim
    nominal: bool

    @property
    def reciprocal(self) -> bool:
        """Whether all sides are actors."""
        return self.phrase.reciprocal and len(self.actors) > 1


@dataclass(frozen=True)
class _Case:
    """What the rules look at: one relation, its claim, and the events told before it."""

    sentence: Sentence
    relation: Relation
    claim: Claim
    earlier: Sequence[Draft]

    @property
    def trigger(self) -> "Token":
        return self.relation.trigger

    @property
    def type(self) -> EventType:
        return self.relation.phrase.type

    @property
    def objects(self) -> "list[Token]":
        return [] if self.relation.nominal else patients(self.trigger)


class RoleFinder:
    """Fills the sides of relations for one document."""

    def __init__(self, finder: ActorFinder, meetings: Sequence[Meeting], partners: Parties) -> None:
        self.finder, self.meetings, self.partners = finder, meetings, partners

    def roles(
        self, sentence: Sentence, relation: Relation, claim: Claim, earlier: Sequence[Draft]
    ) -> tuple[Parties, Parties]:
        """Actors and recipients of a relation; of a reciprocal one all sides are actors."""
        case = _Case(sentence, relation, claim, earlier)
        actors = self._actors(case)
        recipients = self._recipients(case, actors) if actors else ()
        if relation.phrase.reciprocal:
            actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
            if len(actors) < 2 and not relation.nominal and self._is_of_pair(case):
                actors = self._pair_with(case, actors) or actors
        return actors, recipients

    # -- actors --------------------------------------------------------------------------------------------------

    def _actors(self, case: _Case) -> Parties:
        if (
            case.type == "AID"
            and all(t.pos_ == "PRON" for t in case.relation.actors)
            and (thanked := self._thanked(case)[0])
        ):
            return thanked
        found = self.finder.everyone(case.sentence, case.relation.actors)
        if found:
            return found
        if case.relation.nominal:
            return self._actor_of_signing(case) or self._actor_of_blame(case)
        if case.relation.phrase.actor == "parties":
            pair = self.finder.cast.latest_set(case.sentence.offset + case.trigger.idx, 2)
            return pair or (self.finder.cast.home if len(self.finder.cast.home) == 2 else ())
        for token in case.relation.actors:
            if owner := self.finder.speaking_for(case.sentence, token):
                return owner
        if case.relation.actors and not is_passive(case.trigger):
            return ()
        rules = (
            self._actor_of_patient,
            self._actor_of_holder,
            self._actor_by_promise,
            self._actor_of_treaty,
            self._actor_of_custody,
        )
        return _first(rules, case)

    def _actor_of_signing(self, case: _Case) -> Parties:
        """`They welcomed the signing of a memorandum`: what two welcome together without another name is theirs."""
        verb = clause_of(case.trigger)
        if case.relation.phrase.cameo != "057" or case.trigger.dep_ != "dobj" or not is_verbal(verb):
            return ()
        found = self.finder.everyone(case.sentence, subjects(verb))
        return found if len(found) > 1 else ()

    def _actor_of_blame(self, case: _Case) -> Parties:
        """`deplored the use of water cannon`, where it is told on whom it is blamed."""
        if case.type != "ASSAULT" or case.trigger.dep_ != "dobj":
            return ()
        above = [d for d in case.earlier if d.trigger == case.trigger.head and d.sentence is case.sentence]
        return above[0].recipients if above and above[0].event_type == "ACCUSE" else ()

    def _actor_of_patient(self, case: _Case) -> Parties:
        """`tanks donated by Canada were handed over`; `its standby force could be deployed`."""
        if (
            case.type not in {"AID", "MOBILIZE", "RETREAT"}
            or case.relation.phrase.mode == "release"
            or not is_passive(case.trigger)
        ):
            return ()
        for patient in case.objects:
            for child in patient.rights:
                if (
                    child.dep_ == "acl"
                    and child.tag_ == "VBN"
                    and (found := self.finder.everyone(case.sentence, agents(child)))
                ):
                    return found
            found = self.finder.who(case.sentence, patient) if patient.lower_ in group_nouns() else ()
            if found or (found := self.finder.owners(case.sentence, patient)):
                return found
        return ()

    def _actor_of_holder(self, case: _Case) -> Parties:
        """`They are to sign a memorandum, which was agreed in July`; `thanked Kazakhstan for the wheat delivered in March`."""
        if case.trigger.dep_ not in {"relcl", "acl"}:
            return ()
        verb = clause_of(case.trigger.head)
        if not is_verbal(verb):
            return ()
        if case.type in {"AGREE", "SUPPORT", "COOPERATE"} and lemma(case.trigger.head) in TREATY:
            found = self.finder.everyone(case.sentence, subjects(verb)) if not is_passive(verb) else ()
            return found if len(found) > 1 else ()
        return self._thanked(case)[0] if case.type in {"AID", "COOPERATE"} else ()

    def _actor_by_promise(self, case: _Case) -> Parties:
        """`said 30 observers would be sent`: what is promised without an agent is done by who promises it."""
        if case.type not in {"AID", "MOBILIZE", "COOPERATE", "CONSULT"} or case.claim.status != "planned":
            return ()
        return self.finder.everyone(case.sentence, case.claim.reporters[:1])

    def _actor_of_treaty(self, case: _Case) -> Parties:
        """`A further accord was signed in Jeddah`: by the parties it names, else by the pair spoken of."""
        if case.type not in {"SUPPORT", "AGREE"} or not self._is_of_pair(case):
            return ()
        return self._pair_with(case, ())

    def _actor_of_custody(self, case: _Case) -> Parties:
        """`Three of them were released`: by who held them."""
        if case.type != "RETREAT" or case.relation.phrase.mode != "release":
            return ()
        return next((d.actors for d in reversed(case.earlier) if d.event_type in {"COERCE", "ASSAULT"}), ())

    @staticmethod
    def _is_of_pair(case: _Case) -> bool:
        objects = case.objects
        return bool(objects) and all(lemma(o) in TREATY or o.lower_ in TREATY for o in objects)

    def _pair_with(self, case: _Case, known: Parties) -> Parties:
        """The parties a treaty names, else the two the report last spoke of together; the known side must be one of them."""
        for treaty in case.objects:
            between = [
                m for prep, obj in prepositions(treaty) if prep in {"between", "with", "of"} for m in conjuncts(obj)
            ]
            named = tuple(dict.fromkeys((*known, *self.finder.everyone(case.sentence, between))))
            if len(named) > 1:
                return named
        others = [p for p in self.finder.named_in(case.sentence, case.sentence.span.root) if p not in known]
        pair = self.finder.cast.latest_set(case.sentence.offset + case.trigger.idx, None)
        if others and not set(others) <= set(pair):
            return ()
        return pair if len(pair) > 1 and set(known) <= set(pair) else ()

    # -- recipients ----------------------------------------------------------------------------------------------

    def _recipients(self, case: _Case, actors: Parties) -> Parties:
        """Recipients of the first slot that names any who are not the actors, else by the rules."""
        by_slot: dict[str, list[str]] = {}
        for slot, token in case.relation.recipients:
            if any(p.lower_ in COUNTRY and any(c.dep_ == "poss" for c in p.lefts) for p in possessors(token)):
                return tuple(dict.fromkeys(map(state_of, actors)))
            by_slot.setdefault(slot, []).extend(p for p in self._in_slot(case, slot, token) if p not in actors)
        found = next((tuple(dict.fromkeys(parties)) for parties in by_slot.values() if parties), ())
        if found:
            return found
        rules = (
            self._given,
            self._within,
            self._clause_agents,
            self._told,
            self._country,
            self._thanker,
            self._met,
            self._crowd,
            self._partner,
        )
        found = self._taken_up(case, actors)
        found = found or next((kept for rule in rules if (kept := tuple(p for p in rule(case) if p not in actors))), ())
        return found or self._threatened(case, actors) or self._of_pair(case, actors) or self._helped(case, actors)

    def _in_slot(self, case: _Case, slot: str, token: "Token") -> Parties:
        if slot == "object-modifier":
            return self._about(case, token)
        found = self.finder.who(case.sentence, token)
        if not found and token.lower_ in {"it", "them", "this"}:
            found = next(
                (d.recipients for d in reversed(case.earlier) if d.sentence is case.sentence and d.recipients), ()
            )
        if found or slot in NEAR - {"of", "on", "outside", "at"}:
            return found
        if case.type in {"AID", "MOBILIZE", "COOPERATE", "AGREE"}:
            return self.finder.owners(case.sentence, token) if slot == "to" else ()
        return self._about(case, token)

    def _about(self, case: _Case, token: "Token") -> Parties:
        """Whom a thing belongs to or was done by (`Russia's invasion`, `the launch by the DPRK`), not whom it was done to."""
        act = next((p for p in phrases_by_noun().get(lemma(token), ()) if p.noun_slots is not None), None)
        harmed = act is not None and act.noun_slots is not None and "of" in act.noun_slots.recipient
        if harmed or lemma(token) in {"killing", "murder", "death", "arrest", "attack", "detention"}:
            found = self.finder.everyone(
                case.sentence, [*possessors(token), *(m for m in modifiers(token) if m.dep_ != "poss")]
            )
            by = [m for prep, obj in prepositions(token) if prep in {"by", "from"} for m in conjuncts(obj)]
            return found or self.finder.everyone(case.sentence, by)
        found = self.finder.owners(case.sentence, token)
        if found:
            return found
        for clause in token.rights:
            if clause.dep_ == "relcl" and (found := self.finder.everyone(case.sentence, agents(clause))):
                return found
        for wanted in ("by", "from", "between"):
            around = [m for prep, obj in prepositions(token) if prep == wanted for m in conjuncts(obj)]
            if found := self.finder.everyone(case.sentence, around):
                return found
        for prep, obj in prepositions(token):
            if prep in {"of", "on", "over"} and (found := self.finder.owners(case.sentence, obj)):
                return found
        return ()

    def _given(self, case: _Case) -> Parties:
        """`offered Cotonou drones`, where the parser takes the one who is given to for a part of the thing."""
        if case.type not in {"AID", "AGREE"}:
            return ()
        named = [m for o in case.objects for m in modifiers(o) if m.dep_ in {"compound", "nmod"} and m.pos_ == "PROPN"]
        return self.finder.fold([a for m in named for a in self.finder.cast._named(case.sentence, m)])

    def _within(self, case: _Case) -> Parties:
        """`its participation in a protocol with Zimbabwe`: a slot's preposition deeper in the object."""
        slots = set(case.relation.phrase.recipient) & {"with", "against", "to", "from"}
        if not slots or case.relation.nominal:
            return ()
        found = [
            member
            for o in case.objects
            for t in o.subtree
            if t.dep_ == "prep" and t.lower_ in slots
            for child in t.children
            if child.dep_ == "pobj"
            for member in conjuncts(child)
        ]
        return self.finder.everyone(case.sentence, found)

    def _clause_agents(self, case: _Case) -> Parties:
        """`voiced disappointment that the protocol had not been ratified by Turkey`: who did what is complained of."""
        if case.type != "ACCUSE" or case.relation.nominal:
            return ()
        holders = [case.trigger, *case.objects]
        clauses = [c for h in holders for c in h.rights if c.dep_ in {"ccomp", "acl", "relcl"} and is_verbal(c)]
        return self.finder.everyone(case.sentence, [a for c in clauses for a in agents(c)])

    def _told(self, case: _Case) -> Parties:
        """`told Zelenskyy that Ottawa would provide …`: a promise is to who is told it."""
        verb = case.trigger.head
        if (
            case.type not in {"AGREE", "AID", "COOPERATE", "REJECT", "CONCEDE"}
            or not is_verbal(verb)
            or lemma(verb) not in TELLING
        ):
            return ()
        told = [m for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i < case.trigger.i for m in conjuncts(c)]
        return self.finder.everyone(case.sentence, told)

    def _taken_up(self, case: _Case, actors: Parties) -> Parties:
        """`denounced the measures`: who took the act that the noun takes up."""
        if case.type not in ABOUT_WHOM:
            return ()
        objects = [*case.objects, *(o for prep, o in prepositions(case.trigger) if prep in {"to", "of", "over", "on"})]
        objects += [o for thing in case.objects for prep, o in prepositions(thing) if prep in {"over", "about", "at"}]
        for noun in objects:
            types = TAKEN_UP.get(lemma(noun))
            if types is None or not (
                {c.lower_ for c in noun.lefts} & DEFINITE or noun.dep_ == "appos" or noun.tag_ == "NNS"
            ):
                continue
            for draft in reversed(case.earlier):
                meant = (not types and draft.event_type not in {"ACCUSE", "SUPPORT"}) or draft.event_type in types
                if meant and draft.claim.status not in {"denied", "possible"}:
                    other = tuple(p for p in draft.actors if p not in actors)
                    return other or tuple(p for p in draft.recipients if p not in actors)
        return ()

    def _crowd(self, case: _Case) -> Parties:
        """`Police cleared the road with tear gas`: those who protest in the sentences before."""
        if case.relation.phrase.mode != "crowd-control":
            return ()
        return next((d.actors for d in reversed(case.earlier) if d.event_type == "PROTEST"), ())

    def _threatened(self, case: _Case, actors: Parties) -> Parties:
        """`warned that Managua could shut its embassy in Ottawa`: the one other party in what is threatened."""
        if case.type != "THREATEN" or case.relation.nominal:
            return ()
        named: list[str] = []
        for clause in complements(case.trigger):
            for token in clause.subtree:
                entries = self.finder.cast.entries.get((case.sentence.paragraph, token.i), ())
                named += [i for e in entries if e.kind in {"state", "demonym", "stand_in"} for i in e.ids]
        others = tuple(dict.fromkeys(p for p in named if p not in actors))
        return others if len(others) == 1 else ()

    def _of_pair(self, case: _Case, actors: Parties) -> Parties:
        """In a report on two states, the other one where ties are touched, a treaty is ratified or measures are taken."""
        home = self.finder.cast.home
        if len(actors) != 1 or len(home) != 2 or state_of(actors[0]) not in home:
            return ()
        joins = (
            any(lemma(o) in JOINING for o in case.objects)
            or case.relation.phrase.cameo == "057"
            or case.type == "SANCTION"
        )
        about = case.type in {"ACCUSE", "REQUEST"} and case.claim.status == "actual"
        about = about and any(c.lower_ == "the" and _is_act(o) for o in case.objects for c in o.lefts)
        if not joins and not about:
            return ()
        named = self.finder.named_in(case.sentence, case.sentence.span.root)
        others = {state_of(p) for p in named} - set(home)
        return () if others else tuple(p for p in home if p != state_of(actors[0]))

    def _helped(self, case: _Case, actors: Parties) -> Parties:
        """Help told in a report from the state it is about, with no other state named, is for that state."""
        issuer = self.finder.cast.issuer
        if issuer is None or issuer not in self.finder.cast.home or issuer in {state_of(a) for a in actors}:
            return ()
        if case.type != "AID" and case.relation.phrase.cameo != "033":
            return ()
        named = self.finder.named_in(case.sentence, case.sentence.span.root)
        return (issuer,) if {state_of(p) for p in named} <= {issuer, *map(state_of, actors)} else ()

    def _country(self, case: _Case) -> Parties:
        """`shelled the airport at Batken`, `delivered tents to Quelimane`: the state the place lies in."""
        if case.type not in TO_A_PLACE:
            return ()
        slots = set(case.relation.phrase.recipient) | {"to", "at", "in"}
        places = [t for slot, t in case.relation.recipients] + case.objects
        places += [m for prep, o in prepositions(case.trigger) if prep in slots for m in conjuncts(o)]
        for place in places:
            found = self.finder.country_of(case.sentence, place)
            if found:
                actors = self.finder.everyone(case.sentence, case.relation.actors)
                return found if not {state_of(a) for a in actors} & set(found) or case.type == "ASSAULT" else ()
        return ()

    def _thanker(self, case: _Case) -> Parties:
        return self._thanked(case)[1] if case.type in {"AID", "COOPERATE", "SUPPORT"} else ()

    def _thanked(self, case: _Case) -> tuple[Parties, Parties]:
        """Who is thanked and who thanks, of help told under a word of thanks."""
        token = case.trigger
        for _ in range(8):
            if token.head == token:
                break
            token = token.head
            if is_verbal(token) and token != case.trigger:
                thing = [o for o in patients(token) if lemma(o) in THANKING]
                if lemma(token) in THANKING or thing:
                    whom = [o for o in patients(token) if o not in thing] + [
                        o for prep, o in prepositions(token) if prep == "to"
                    ]
                    return self.finder.everyone(case.sentence, whom), self.finder.everyone(
                        case.sentence, subjects(token)
                    )
        return (), ()

    def _met(self, case: _Case) -> Parties:
        """The other side of the meeting that is refused or called off here."""
        if case.type != "REJECT":
            return ()
        start, end = case.sentence.start, case.sentence.end
        for meeting in self.meetings:
            if any(e.start < end and start < e.end for e in meeting.evidence) and case.relation.phrase.mode == "meet":
                return tuple(meeting.parties)
        return ()

    def _partner(self, case: _Case) -> Parties:
        """In the report of a meeting of two, what one side promises, asks or refuses is to the other, where no one else is named."""
        if case.type not in OF_PARTNERS and not (case.type == "SUPPORT" and lemma(case.trigger) in CONVEYING):
            return ()
        if len(self.partners) != 2 or case.relation.phrase.needs == "object-actor":
            return ()
        actors = self._actors(case)
        others = [
            p for p in self.finder.named_in(case.sentence, case.sentence.span.root) if state_of(p) not in self.partners
        ]
        if len(actors) != 1 or actors[0] not in self.partners or others:
            return ()
        return tuple(p for p in self.partners if p != actors[0])


def _is_act(noun: "Token") -> bool:
    return (
        lemma(noun) in TAKEN_UP
        or lemma(noun) in phrases_by_noun()
        or noun.lower_.endswith(("sion", "tion", "ment", "ions", "ings"))
    )


def _first(rules: "Sequence[Callable[[_Case], Parties]]", case: _Case) -> Parties:
    return next((found for rule in rules if (found := rule(case))), ())
