"""To whom an event was done: from the slots of its phrase, else by rules, each with its reason."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.cast import is_state
from communique.reading.clauses import (
    agents,
    clause_of,
    complements,
    conjuncts,
    is_verbal,
    lemma,
    modifiers,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.event_actors import COUNTRY, NEAR, ActorFinder, Parties, state_of
from communique.reading.event_case import (
    ABOUT_WHOM,
    CONVEYING,
    DEFINITE,
    JOINING,
    OF_PARTNERS,
    TAKEN_UP,
    TELLING,
    TO_A_PLACE,
    Case,
    contact_of,
    thanked,
)
from communique.reference.codebook import phrases_by_noun
from communique.reference.groups import group_nouns
from communique.schema import Meeting

if TYPE_CHECKING:
    from spacy.tokens import Token


# What is promised against whom it is of (`its commitment to the defeat of the group`).
HOSTILE = frozenset(
    "defeat destruction isolation containment denuclearization denuclearisation disarmament elimination".split()
)
HARMING = frozenset("kill injure wound hurt maim claim leave harm slay damage destroy".split())
# Types in which a capital after the preposition is the government spoken to, no place.
SPOKEN_TO = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
BLAMING = frozenset({"blame", "attribute", "ascribe", "pin", "accuse"})


class RecipientFinder:
    """Finds the recipients of cases whose actors are known, for one document."""

    def __init__(self, finder: ActorFinder, meetings: Sequence[Meeting], partners: Parties) -> None:
        self.finder, self.meetings, self.partners = finder, meetings, partners

    def recipients(self, case: Case) -> Parties:
        """Recipients of the first slot that names any who are not the actors, else by the rules."""
        actors = case.actors
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
            self._contacted,
            self._country,
            self._thanker,
            self._welcomer,
            self._met,
            self._crowd,
            self._border,
            self._own_people,
            self._victims,
            self._attacked,
            self._partner,
        )
        found = self._taken_up(case, actors)
        found = found or next((kept for rule in rules if (kept := tuple(p for p in rule(case) if p not in actors))), ())
        return found or self._threatened(case, actors) or self._of_pair(case, actors) or self._helped(case, actors)

    def in_slots(self, case: Case) -> Parties:
        """Whom the first slot of the phrase that names anybody names, or whose doing is praised or blamed there."""
        for slot, token in case.relation.recipients:
            own = any(p.pos_ == "PRON" for p in possessors(token))  # `stood by its story`
            found = self.finder.who(case.sentence, token) if slot != "object-modifier" else ()
            if not found and not own and case.type in {"ACCUSE", "SUPPORT"} and not slot.startswith("object"):
                found = self.finder.everyone(case.sentence, possessors(token))
            if found:
                return found
        return ()

    def _in_slot(self, case: Case, slot: str, token: "Token") -> Parties:
        if slot == "object-modifier":
            return self._about(case, token)
        found = self.finder.who(case.sentence, token)
        if not found and token.lower_ in {"it", "them", "this"}:
            found = next(
                (d.recipients for d in reversed(case.earlier) if d.sentence is case.sentence and d.recipients), ()
            )
        if not found and case.type in SPOKEN_TO and slot in {"to", "on", "upon", "with", "from", "object"}:
            entries = self.finder.cast.entries.get((case.sentence.paragraph, token.i), ())
            found = self.finder.fold([i for e in entries if e.kind == "stand_in" for i in e.ids])
        if not found and token.ent_type_ == "PERSON":  # `detained Yelena C., a Russian woman`
            told = [c for c in token.rights if c.dep_ == "appos"]
            found = self.finder.everyone(case.sentence, told)
        found = found or self._behind_relative(case, token)
        if found or slot in NEAR - {"of", "on", "outside", "at"}:
            return found
        if case.type in {"AID", "MOBILIZE", "COOPERATE", "AGREE"}:
            return self.finder.owners(case.sentence, token) if slot == "to" and lemma(token) not in HOSTILE else ()
        return self._about(case, token)

    def _behind_relative(self, case: Case, token: "Token") -> Parties:
        """`the fires in Uganda, to which Kenya sent crews`, `the pact, in which Chad froze its role`: what `which` stands for."""
        clause = clause_of(token)
        if token.lower_ not in {"which", "whom"} or clause.dep_ != "relcl":
            return ()
        noun = clause.head
        places = [m for prep, obj in prepositions(noun) if prep in {"in", "of", "at"} for m in conjuncts(obj)]
        return (
            self.finder.who(case.sentence, noun)
            or self.finder.owners(case.sentence, noun)
            or self.finder.named_in_all(case.sentence, places)
        )

    def _about(self, case: Case, token: "Token") -> Parties:
        """Whom a thing belongs to or was done by (`Russia's invasion`, `the launch by the DPRK`), not whom it was done to."""
        act = next((p for p in phrases_by_noun().get(lemma(token), ()) if p.noun_slots is not None), None)
        harmed = act is not None and act.noun_slots is not None and "of" in act.noun_slots.recipient
        if (
            harmed
            or TAKEN_UP.get(lemma(token), frozenset()) & {"ASSAULT", "COERCE"}
            or lemma(token) in {"murder", "death"}
        ):
            found = self.finder.everyone(
                case.sentence, [*possessors(token), *(m for m in modifiers(token) if m.dep_ != "poss")]
            )
            by = [m for prep, obj in prepositions(token) if prep in {"by", "from"} for m in conjuncts(obj)]
            return found or self.finder.everyone(case.sentence, by)
        found = self.finder.owners(case.sentence, token)
        if found:
            return found
        for clause in token.rights:
            passive = clause.dep_ == "acl" and clause.tag_ in {"VBN", "VBD"}  # `the example set by Kazakhstan`
            if (clause.dep_ == "relcl" or passive) and (found := self._in_clause(case, clause)):
                return found
        for wanted in ("by", "from", "between"):
            around = [m for prep, obj in prepositions(token) if prep == wanted for m in conjuncts(obj)]
            if found := self.finder.everyone(case.sentence, around):
                return found
        for prep, obj in prepositions(token):
            if prep in {"of", "on", "over"} and (found := self.finder.owners(case.sentence, obj)):
                return found
        return ()

    def _in_clause(self, case: Case, clause: "Token") -> Parties:
        """Who does what a relative clause tells of, or whom it is blamed on there (`which Manila blames on Beijing`)."""
        if lemma(clause) in BLAMING:
            behind = [o for prep, o in prepositions(clause) if prep in {"on", "to"}]
            return self.finder.everyone(case.sentence, behind or [t for t in clause.rights if t.dep_ == "dobj"])
        return self.finder.everyone(case.sentence, agents(clause))

    def _given(self, case: Case) -> Parties:
        """`offered Cotonou drones`, where the parser takes the one who is given to for a part of the thing."""
        if case.type not in {"AID", "AGREE"}:
            return ()
        named = [m for o in case.objects for m in modifiers(o) if m.dep_ in {"compound", "nmod"} and m.pos_ == "PROPN"]
        return self.finder.fold([a for m in named for a in self.finder.cast._named(case.sentence, m)])

    def _within(self, case: Case) -> Parties:
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

    def _clause_agents(self, case: Case) -> Parties:
        """`voiced disappointment that the protocol had not been ratified by Turkey`: who did what is complained of."""
        if case.type != "ACCUSE" or case.relation.nominal:
            return ()
        holders = [case.trigger, *case.objects]
        clauses = [c for h in holders for c in h.rights if c.dep_ in {"ccomp", "acl", "relcl"} and is_verbal(c)]
        return self.finder.everyone(case.sentence, [a for c in clauses for a in agents(c)])

    def _contacted(self, case: Case) -> Parties:
        """`called her colleague to express sympathy`: whoever one got in touch with to say it."""
        contact = None if case.relation.nominal else contact_of(case.trigger)
        if contact is None or case.type not in {"SUPPORT", "REQUEST", "ACCUSE"}:
            return ()
        spoken = [m for prep, o in prepositions(contact) if prep in {"with", "to"} for m in conjuncts(o)]
        return self.finder.everyone(case.sentence, [*patients(contact), *spoken])

    def _told(self, case: Case) -> Parties:
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

    def _taken_up(self, case: Case, actors: Parties) -> Parties:
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

    def _crowd(self, case: Case) -> Parties:
        """`Police cleared the road with tear gas`: those who protest in the sentences before."""
        if case.relation.phrase.mode != "crowd-control":
            return ()
        return next((d.actors for d in reversed(case.earlier) if d.event_type == "PROTEST"), ())

    def _border(self, case: Case) -> Parties:
        """`moved a battalion to its border with Sudan`: the neighbour."""
        if case.type != "MOBILIZE" or case.relation.nominal:
            return ()
        borders = [t for t in case.trigger.subtree if lemma(t) in {"border", "frontier", "boundary"}]
        return self.finder.everyone(
            case.sentence, [o for t in borders for prep, o in prepositions(t) if prep == "with"]
        )

    def _own_people(self, case: Case) -> Parties:
        """`Ugandan police arrested two journalists`: of no other state than its own, where none is named."""
        if case.type != "COERCE" or not case.actors or not is_state(state_of(case.actors[0])):
            return ()
        groups = [group_nouns().get(o.lower_) for o in case.objects]
        people = [noun for noun in groups if noun is not None and noun.kind == "civilians"]
        return (self.finder.group(state_of(case.actors[0]), people[0]),) if people else ()

    def _attacked(self, case: Case) -> Parties:
        """`claimed responsibility for the attack on a Kenyan base`, `bombings in Mogadishu killed`: whom it was done to."""
        if case.type != "ASSAULT" or case.relation.nominal:
            return ()
        acts = [
            t
            for t in (*case.objects, *(o for _, o in prepositions(case.trigger)), *case.relation.actors)
            if lemma(t) in TAKEN_UP
        ]
        acts += [o for t in case.objects for prep, o in prepositions(t) if prep == "for"]
        places = [
            m
            for t in acts
            for prep, o in prepositions(t)
            if prep in {"on", "against", "in", "at"}
            for m in conjuncts(o)
        ]
        for place in places:
            if found := (
                self.finder.everyone(case.sentence, [place])
                or self.finder.owners(case.sentence, place)
                or self.finder.country_of(case.sentence, place)
            ):
                return found
        return ()

    def _victims(self, case: Case) -> Parties:
        """`the shelling of the crossing, in which two Jordanian officers were hurt`; `an attack that killed two Kenyans`."""
        if case.type != "ASSAULT" or not case.relation.nominal:
            return ()
        clauses = [c for c in case.trigger.rights if c.dep_ in {"relcl", "acl"} and lemma(c) in HARMING]
        return self.finder.everyone(case.sentence, [p for c in clauses for p in patients(c)])

    def _threatened(self, case: Case, actors: Parties) -> Parties:
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

    def _of_pair(self, case: Case, actors: Parties) -> Parties:
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
        victims = {p for o in case.objects for p in self.finder.named_in(case.sentence, o)}
        about = about and not {state_of(p) for p in victims} & set(home)  # `condemned the raid on Israel`
        if not joins and not about:
            return ()
        named = self.finder.named_in(case.sentence, case.sentence.span.root)
        others = {state_of(p) for p in named} - set(home)
        return () if others else tuple(p for p in home if p != state_of(actors[0]))

    def _helped(self, case: Case, actors: Parties) -> Parties:
        """Help told in a report from the state it is about, with no other state named, is for that state."""
        issuer = self.finder.cast.issuer
        if issuer is None or issuer not in self.finder.cast.home or issuer in {state_of(a) for a in actors}:
            return ()
        if case.type != "AID" and case.relation.phrase.cameo != "033":
            return ()
        named = self.finder.named_in(case.sentence, case.sentence.span.root)
        return (issuer,) if {state_of(p) for p in named} <= {issuer, *map(state_of, actors)} else ()

    def _country(self, case: Case) -> Parties:
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

    def _welcomer(self, case: Case) -> Parties:
        """`Samoa welcomed the arrival of a Danish aircraft with tents`: help welcomed is to who welcomes it."""
        verb = clause_of(case.trigger)
        if case.type != "AID" or not case.relation.nominal or lemma(verb) != "welcome":
            return ()
        return self.finder.everyone(case.sentence, subjects(verb))

    def _thanker(self, case: Case) -> Parties:
        return thanked(self.finder, case)[1] if case.type in {"AID", "COOPERATE", "SUPPORT"} else ()

    def _met(self, case: Case) -> Parties:
        """The other side of the meeting that is refused or called off here."""
        if case.type != "REJECT":
            return ()
        start, end = case.sentence.start, case.sentence.end
        for meeting in self.meetings:
            if any(e.start < end and start < e.end for e in meeting.evidence) and case.relation.phrase.mode == "meet":
                return tuple(meeting.parties)
        return ()

    def _partner(self, case: Case) -> Parties:
        """In the report of a meeting of two, what one side promises, asks or refuses is to the other, where no one else is named."""
        if case.type not in OF_PARTNERS and not (case.type == "SUPPORT" and lemma(case.trigger) in CONVEYING):
            return ()
        if len(self.partners) != 2 or case.relation.phrase.needs == "object-actor":
            return ()
        actors = case.actors
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
