"""Who did an event and to whom: from the slots of its phrase, else from what the sentence and the report leave no doubt of.

Where the slots name nobody, the rules here are tried in order, each with its reason; an event whose sides stay unknown is
left out by `events`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.cast import is_state
from communique.reading.claims import Claim
from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    coordinate,
    is_passive,
    is_verbal,
    lemma,
    modifiers,
    own_subjects,
    prepositions,
    subjects,
)
from communique.reading.event_actors import NEAR, PLURAL, ActorFinder, Parties
from communique.reading.event_case import MISHAPS, TAKEN_UP, TREATY, Case, Draft, contact_of, thanked
from communique.reading.event_others import UnknownSides
from communique.reading.event_recipients import RecipientFinder
from communique.reading.relations import Relation
from communique.reading.sentences import Sentence
from communique.reference.groups import group_nouns
from communique.schema import Meeting

if TYPE_CHECKING:
    from spacy.tokens import Token

ADDRESSED = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "THREATEN", "AID"})
# What only who speaks can do: no raid or decision urges or thanks anybody.
WORDS = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "THREATEN"})
HIGH_OFFICES = frozenset(
    """secretary minister president chancellor premier envoy ambassador deputy director adviser advisor undersecretary commissioner king
    representative spokesman chairman leader""".split()
)
# Verbs of harm that need no one's will.
ACCIDENTAL = frozenset("kill injure wound hurt maim damage destroy hit strike slay burn beat abuse".split())


# Types whose recipients may be known by their words alone.
DESCRIBED = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "AID", "SANCTION", "COERCE", "THREATEN", "REJECT"})
# Slots in which persons only described are those an act is done to.
TO_WHOM = frozenset({"object", "to", "on", "upon", "against", "with", "from", "at", "clause-subject"})
# What kills by somebody's will, though nobody is named.
WEAPONS = frozenset(
    "bomb mine landmine shell mortar rocket missile grenade drone sniper fighting shelling bomber bullet".split()
)
GUNS = frozenset("artillery mortar rocket gun sniper tank machine shell".split())
MEASURED = frozenset("day week hour month night round barrage salvo".split())


class RoleFinder:
    """Fills the sides of relations for one document."""

    def __init__(self, finder: ActorFinder, meetings: Sequence[Meeting], partners: Parties) -> None:
        self.finder, self.partners = finder, partners
        self.recipients = RecipientFinder(finder, meetings, partners)
        self.unknown = UnknownSides(finder)

    def roles(
        self, sentence: Sentence, relation: Relation, claim: Claim, earlier: Sequence[Draft]
    ) -> tuple[Parties, Parties]:
        """Actors and recipients of a relation; of a reciprocal one all sides are actors."""
        case = Case(sentence, relation, claim, earlier)
        actors = self._with_partner(case, self._not_oneself(case, self._climbed(case, self._actors(case))))
        actors = actors or self._unknown_actors(case)
        if relation.phrase.type == "PROTEST":
            actors = self._protesters(case, actors)
        recipients = self.recipients.recipients(replace(case, actors=actors)) if actors or _is_of_unknown(case) else ()
        if relation.phrase.reciprocal:
            actors, recipients = tuple(dict.fromkeys((*actors, *recipients))), ()
            if len(actors) < 2 and not relation.nominal and self._is_of_pair(case):
                actors = self._pair_with(case, actors) or actors
        described = case.type in DESCRIBED or (not actors and _is_harm(case))
        if not recipients and described and not relation.phrase.reciprocal:
            recipients = tuple(p for p in self._unknown_recipients(case) if p not in actors)
        return actors, recipients

    def _unknown_actors(self, case: Case) -> Parties:
        """Actors the cast does not know, of a verb, or after `by` and before `'s` of a noun."""
        tokens = case.relation.actors
        if case.type == "CONSULT" or (not tokens and (case.relation.nominal or is_passive(case.trigger))):
            return ()
        if case.relation.nominal:
            tokens = tuple(t for t in tokens if t.dep_ in {"pobj", "poss", "conj"})
            return tuple(p for t in tokens for p in self.unknown.who(case.sentence, t, case.trigger))
        return self.unknown.actors(case.sentence, case.trigger, tokens) or self._crowd_of(case)

    def _crowd_of(self, case: Case) -> Parties:
        """`Milk producers poured slurry`, `a farm union called a strike`: whoever protests, by any noun."""
        if case.type != "PROTEST":
            return ()
        nouns = [t for t in case.relation.actors if t.pos_ == "NOUN" and t.dep_ in {"nsubj", "conj"}]
        return tuple(p for t in nouns for p in self.unknown.others.crowd(case.sentence, t))

    def _unknown_recipients(self, case: Case) -> Parties:
        """Persons and bodies the cast does not know, in the first slot that names any."""
        for slot, token in case.relation.recipients:
            if slot in TO_WHOM and (found := self.unknown.whom(case.sentence, token)):
                return found
        return ()

    def is_of_state(self, sentence: Sentence, relation: Relation) -> bool:
        """Whether a state by its own name, not its people, is said to protest."""
        tokens = relation.actors
        if lemma(relation.trigger) != "protest" or relation.nominal or any(t.tag_ in {"NNS", "NNPS"} for t in tokens):
            return False
        found = self.finder.everyone(sentence, tokens)
        return bool(found) and all(is_state(party) for party in found)

    def _protesters(self, case: Case, actors: Parties) -> Parties:
        """`Thousands of Peruvians` are citizens; a state by its name, or `we`, holds no demonstration."""
        tokens = [t for a in case.relation.actors for t in (a, *(o for prep, o in prepositions(a) if prep == "of"))]
        if not any(t.tag_ in {"NNS", "NNPS"} for t in tokens):
            return tuple(actor for actor in actors if not is_state(actor))
        citizens = group_nouns()["citizens"]
        return tuple(self.finder.group(actor, citizens) if is_state(actor) else actor for actor in actors)

    def _not_oneself(self, case: Case, actors: Parties) -> Parties:
        """Nobody urges, thanks or accuses himself: `He called on Beijing` at a meeting with Beijing is the other side's word."""
        if len(actors) != 1 or case.type not in ADDRESSED or case.relation.nominal:
            return actors
        if len(self.partners) != 2:
            we = bool(case.relation.actors) and all(t.lower_ in PLURAL for t in case.relation.actors)
            return (
                self.finder.voice.other_than(actors[0]) if we and self.recipients.in_slots(case) == actors else actors
            )
        named = all(self.finder.cast.entries.get((case.sentence.paragraph, t.i)) for t in case.relation.actors)
        if named or actors[0] not in self.partners:
            return actors
        done_to = self.recipients.in_slots(case)
        return tuple(p for p in self.partners if p != actors[0]) if done_to == actors else actors

    def _climbed(self, case: Case, actors: Parties) -> Parties:
        """`said the raids were a crime and urged the Council to act`, `said Oslo had lied and called on it to explain`: the second
        verb is said of whoever speaks, where the nearer subject is a thing or the one spoken to."""
        trigger = case.trigger
        if case.type not in WORDS or case.relation.nominal or own_subjects(trigger):
            return actors
        if (contact := contact_of(trigger)) is not None:  # `summoned the envoy to demand an apology`
            return self.finder.everyone(case.sentence, subjects(contact)) or actors
        if trigger.dep_ != "conj":
            return actors
        nearer = self.finder.everyone(case.sentence, case.relation.actors)
        if nearer and not set(nearer) & set(self.recipients.in_slots(case)):
            return actors
        clause = coordinate(trigger)
        while clause.dep_ == "ccomp" and is_verbal(clause.head):
            clause = clause.head
            outer = self.finder.everyone(case.sentence, subjects(clause))
            if outer and not set(outer) & set(nearer):
                return outer
        return actors

    def _with_partner(self, case: Case, actors: Parties) -> Parties:
        """`The Secretary and the Foreign Minister agreed`: where one of two at a meeting is known, the other is its partner."""
        tokens = case.relation.actors
        if len(actors) != 1 or len(tokens) != 2 or len(self.partners) != 2 or actors[0] not in self.partners:
            return actors
        unknown = [t for t in tokens if not self.finder.who(case.sentence, t)]
        return self.partners if len(unknown) == 1 and lemma(unknown[0]) in HIGH_OFFICES else actors

    # -- actors --------------------------------------------------------------------------------------------------

    def _actors(self, case: Case) -> Parties:
        if (
            case.type == "AID"
            and all(t.pos_ == "PRON" for t in case.relation.actors)
            and (helper := thanked(self.finder, case)[0])
        ):
            return helper
        found = self._actor_of_sent(case) or self.finder.everyone(case.sentence, case.relation.actors)
        if found:
            return found
        if case.relation.nominal:
            return self._actor_of_signing(case) or self._actor_of_blame(case) or self._actor_of_carrier(case)
        if case.relation.phrase.actor == "parties":
            pair = self.finder.cast.latest_set(case.sentence.offset + case.trigger.idx, 2)
            return pair or (self.finder.cast.home if len(self.finder.cast.home) == 2 else ())
        if owner := self._actor_of_carrier(case):
            return owner
        if case.relation.actors and not is_passive(case.trigger):
            return self._actor_of_place(case)
        rules = (
            self._actor_of_patient,
            self._actor_of_holder,
            self._actor_by_promise,
            self._actor_of_treaty,
            self._actor_of_custody,
        )
        return _first(rules, case)

    def _actor_of_place(self, case: Case) -> Parties:
        """`Gunmen killed three soldiers in Somalia`: an armed group of the state where it acts."""
        nouns = [noun for t in case.relation.actors if (noun := group_nouns().get(t.lower_)) and noun.sector == "REB"]
        if case.type not in {"ASSAULT", "COERCE"} or not nouns or case.relation.nominal:
            return ()
        places = [m for prep, o in prepositions(case.trigger) if prep in NEAR for m in conjuncts(o)]
        states = [state for place in places for state in self._state_at(case, place)]
        return (self.finder.group(states[0], nouns[0]),) if states else ()

    def _state_at(self, case: Case, place: "Token") -> Parties:
        found = self.finder.who(case.sentence, place)
        return tuple(p for p in found if is_state(p)) or self.finder.country_of(case.sentence, place)

    def _actor_of_carrier(self, case: Case) -> Parties:
        """`A Danish aircraft brought …`, `the ministry's statement said`: whose it is that acts or speaks."""
        return next((owner for t in case.relation.actors if (owner := self.finder.speaking_for(case.sentence, t))), ())

    def _actor_of_sent(self, case: Case) -> Parties:
        """`The UN sent peacekeepers there. The last of them withdrew`: who is sent acts for who sent them."""
        if case.relation.phrase.mode != "withdraw" or case.type != "RETREAT" or case.relation.nominal:
            return ()
        named = [t for a in case.relation.actors for t in (a, *(o for prep, o in prepositions(a) if prep == "of"))]
        if not any(t.lower_ in {"they", "them"} for t in named):
            return ()
        for draft in reversed(case.earlier):
            if draft.sentence.index < case.sentence.index - 2:
                return ()
            if draft.event_type in {"AID", "MOBILIZE"} and any(o.lower_ in group_nouns() for o in draft.objects):
                return draft.actors
        return ()

    def _actor_of_signing(self, case: Case) -> Parties:
        """`They welcomed the signing of a memorandum`: what two welcome together without another name is theirs."""
        verb = clause_of(case.trigger)
        if case.relation.phrase.cameo != "057" or case.trigger.dep_ != "dobj" or not is_verbal(verb):
            return ()
        found = self.finder.everyone(case.sentence, subjects(verb))
        return found if len(found) > 1 else ()

    def _actor_of_blame(self, case: Case) -> Parties:
        """`deplored the use of water cannon`, where it is told on whom it is blamed."""
        if case.type != "ASSAULT" or case.trigger.dep_ != "dobj":
            return ()
        above = [d for d in case.earlier if d.trigger == case.trigger.head and d.sentence is case.sentence]
        return above[0].recipients if above and above[0].event_type == "ACCUSE" else ()

    def _actor_of_patient(self, case: Case) -> Parties:
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

    def _actor_of_holder(self, case: Case) -> Parties:
        """`They are to sign a memorandum, which was agreed in July`; `thanked Kazakhstan for the wheat delivered in March`."""
        if case.trigger.dep_ not in {"relcl", "acl"}:
            return ()
        verb = clause_of(case.trigger.head)
        if not is_verbal(verb):
            return ()
        if case.type in {"AGREE", "SUPPORT", "COOPERATE"} and lemma(case.trigger.head) in TREATY:
            found = self.finder.everyone(case.sentence, subjects(verb)) if not is_passive(verb) else ()
            return found if len(found) > 1 else ()
        return thanked(self.finder, case)[0] if case.type in {"AID", "COOPERATE"} else ()

    def _actor_by_promise(self, case: Case) -> Parties:
        """`said 30 observers would be sent`: what is promised without an agent is done by who promises it."""
        if case.type not in {"AID", "MOBILIZE", "COOPERATE", "CONSULT"} or case.claim.status != "planned":
            return ()
        return self.finder.everyone(case.sentence, case.claim.reporters[:1])

    def _actor_of_treaty(self, case: Case) -> Parties:
        """`A further accord was signed in Jeddah`: by the parties it names, else by the pair spoken of."""
        if case.type not in {"SUPPORT", "AGREE"} or not self._is_of_pair(case):
            return ()
        return self._pair_with(case, ())

    def _actor_of_custody(self, case: Case) -> Parties:
        """`Three of them were released`: by who held them."""
        if case.type != "RETREAT" or case.relation.phrase.mode != "release":
            return ()
        return next((d.actors for d in reversed(case.earlier) if d.event_type in {"COERCE", "ASSAULT"}), ())

    @staticmethod
    def _is_of_pair(case: Case) -> bool:
        objects = case.objects
        return bool(objects) and all(lemma(o) in TREATY or o.lower_ in TREATY for o in objects)

    def _pair_with(self, case: Case, known: Parties) -> Parties:
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


def _is_harm(case: Case) -> bool:
    """Whether persons are harmed on purpose by somebody or something not named."""
    return case.type == "ASSAULT" and _is_of_unknown(case)


def _is_of_unknown(case: Case) -> bool:
    """Whether a deliberate deed may be told without who did it (`condemned the shelling of`, `two officers were shot dead`)."""
    if case.type != "ASSAULT" or case.claim.status not in {"actual", "background"}:
        return False
    if case.relation.nominal:
        verb = clause_of(case.trigger)
        return case.trigger.dep_ == "dobj" and any(
            d.trigger == verb and d.event_type == "ACCUSE" and d.sentence is case.sentence for d in case.earlier
        )
    if any(_is_armed(token) for token in case.relation.actors):
        return True
    if not is_passive(case.trigger) or case.relation.actors:
        return False
    return lemma(case.trigger) not in ACCIDENTAL or (lemma(case.trigger) == "kill" and _is_of_fighters(case))


def _is_of_fighters(case: Case) -> bool:
    """`Six Sudanese soldiers were killed there`: those in arms, where the sentence tells of no mishap."""
    victims = [t for o in case.objects for t in (o, *(of for prep, of in prepositions(o) if prep == "of"))]
    armed = any((noun := group_nouns().get(t.lower_)) and noun.sector in {"MIL", "COP", "REB"} for t in victims)
    return armed and not any(lemma(t) in MISHAPS for t in case.sentence.span)


def _is_armed(token: "Token") -> bool:
    """Whether a noun is of those who use force or of a use of it (`gunmen`, `a bombing`)."""
    noun = group_nouns().get(token.lower_)
    if lemma(token) in WEAPONS or (token.lower_ == "fire" and any(lemma(m) in GUNS for m in modifiers(token))):
        return True
    if lemma(token) in MEASURED and any(_is_armed(o) for prep, o in prepositions(token) if prep == "of"):
        return True
    return (noun is not None and noun.sector == "REB") or "ASSAULT" in TAKEN_UP.get(lemma(token), ())


def _first(rules: "Sequence[Callable[[Case], Parties]]", case: Case) -> Parties:
    return next((found for rule in rules if (found := rule(case))), ())
