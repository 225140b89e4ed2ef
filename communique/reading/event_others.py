"""Sides of events that the cast does not know: pronouns of who reports, a country's own police or court, groups by their noun.

These are tried only where a phrase of the codebook has matched and its slots name nobody the cast can resolve.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.claims import reporters_of
from communique.reading.clauses import (
    clause_of,
    conjuncts,
    is_verbal,
    lemma,
    modifiers,
    own_subjects,
    prepositions,
    subjects,
)
from communique.reading.event_actors import NEAR, ActorFinder, Parties, state_of
from communique.reading.event_case import MISHAPS
from communique.reading.others import OtherActors
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.groups import group_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

BACK = frozenset({"it", "they", "he", "she"})
# Sectors of those who act for the state they are in, where the text names no other.
OF_THE_STATE = frozenset({"COP", "MIL", "LEG", "JUD"})
# Members of a body, who act for it.
MEMBERS = frozenset("member leader head supporter official worker employee organiser organizer delegate deputy".split())
OFFICES = frozenset("minister president premier chancellor".split())
FINITE_PAST = frozenset({"VBD"})


class UnknownSides:
    """Finds the sides the cast leaves open, for one document."""

    def __init__(self, finder: ActorFinder) -> None:
        self.finder, self.scene = finder, finder.scene
        self.others = OtherActors(finder.scene)

    def actors(self, sentence: Sentence, trigger: "Token", tokens: "Sequence[Token]") -> Parties:
        """Who acts, where `tokens` are the heads of the actor's slot."""
        if trigger.dep_ == "pcomp":
            return ()
        if not tokens:
            return self._of_main_clause(sentence, trigger) or self._of_list(sentence, trigger)
        found = self._of_misplaced(sentence, trigger)
        return found or tuple(dict.fromkeys(p for t in tokens for p in self.who(sentence, t, trigger)))

    def who(self, sentence: Sentence, token: "Token", trigger: "Token") -> Parties:
        """The side one noun phrase names, by its words alone where nothing better is known."""
        if token.lower_ in BACK:
            return self.finder.everyone(sentence, reporters_of(trigger)) or self._again_of(sentence, trigger)
        return self._of_state(sentence, token, trigger) or self._plain(sentence, token)

    def whom(self, sentence: Sentence, token: "Token") -> Parties:
        """Persons or a body the cast does not know, to whom something is done."""
        return self.others.who(sentence, token) if token.ent_type_ != "PERSON" else ()

    def _plain(self, sentence: Sentence, token: "Token") -> Parties:
        around = list(modifiers(token))
        if any(lemma(m) in MISHAPS for m in around):  # `Cyclone Jude`
            return ()
        found = self._side(sentence, token) or self._official(token)
        if found or token.ent_type_ == "PERSON":
            return found
        found = self._armed_before(sentence, token) or self.others.who(sentence, token)
        if found or lemma(token) not in MEMBERS | {"number", "hundred", "thousand", "group", "ten", "dozen", "crowd"}:
            return found
        return next((who for prep, o in prepositions(token) if prep == "of" and (who := self._plain(sentence, o))), ())

    def _armed_before(self, sentence: Sentence, token: "Token") -> Parties:
        """`The group released two men`: the armed group that its own name alone made known, named last."""
        if token.lower_ not in {"group", "rebels", "fighters", "guerrillas", "gang"}:
            return ()
        if not any(c.lower_ in {"the", "its", "these"} for c in token.lefts):
            return ()
        cast, offset = self.finder.cast, sentence.offset + token.idx
        named = [
            (start, who)
            for who, spans in cast.groups.items()
            if (noun := cast.kinds.get(who)) and noun.kind == "armed_group" and noun.noun[:1].isupper()
            for start, _ in spans
            if start < offset
        ]
        return (max(named)[1],) if named else ()

    def _side(self, sentence: Sentence, token: "Token") -> Parties:
        """`the Turkish Party`: the party to a joint text, by the state it is of."""
        if token.lower_ not in {"party", "side"} or token.tag_ != "NNP":
            return ()
        first = [m for m in modifiers(token) if m.dep_ != "det"]
        return self.finder.everyone(sentence, first) if len(first) == 1 else ()

    def _official(self, token: "Token") -> Parties:
        """`Prime Minister Sheldon Greaves`: who is named with an office and no state holds it where the report is from."""
        titled = any(m.dep_ == "compound" and lemma(m) in OFFICES for m in modifiers(token))
        state = home_state(self.scene) if titled and token.pos_ == "PROPN" else None
        return (state,) if state else ()

    def _again_of(self, sentence: Sentence, trigger: "Token") -> Parties:
        """`The navy said it had seized …`: a reporter the cast does not know either."""
        return tuple(
            dict.fromkeys(
                p
                for r in reporters_of(trigger)
                if r.lower_ not in BACK
                for p in (self._of_state(sentence, r, trigger) or self._plain(sentence, r))
            )
        )

    def _of_state(self, sentence: Sentence, token: "Token", trigger: "Token") -> Parties:
        """`The police imposed a curfew in Montego Bay`: those of the state of the place, else of where the report is from."""
        noun = group_nouns().get(token.lower_)
        if any(c.lower_ in {"a", "an"} for c in token.lefts):
            return ()
        if noun is None or noun.sector not in OF_THE_STATE or self.finder.cast.owners_named(sentence, token):
            return ()
        places = [m for prep, o in prepositions(clause_of(trigger)) if prep in NEAR for m in conjuncts(o)]
        states = [s for place in places for s in self.finder.country_of(sentence, place)]
        state = states[0] if states else home_state(self.scene)
        return (self.finder.group(state, noun),) if state else ()

    def _of_misplaced(self, sentence: Sentence, trigger: "Token") -> Parties:
        """`offered a fund for regions that suffer but refused to talk`: a past form the parser puts beside a present one."""
        if trigger.dep_ != "conj" or trigger.tag_ not in FINITE_PAST or own_subjects(trigger):
            return ()
        if trigger.head.tag_ not in {"VBP", "VBZ", "VB"}:
            return ()
        return self._of_main_clause(sentence, trigger)

    def _of_main_clause(self, sentence: Sentence, trigger: "Token") -> Parties:
        """A finite past form without a subject of its own: who acts in the sentence's main clause."""
        root = sentence.span.root
        if trigger.tag_ not in FINITE_PAST or trigger == root or not is_verbal(root) or own_subjects(trigger):
            return ()
        if trigger.dep_ not in {"conj", "ccomp", "dep", "advcl", "parataxis"}:
            return ()
        mains = subjects(root)
        return self.finder.everyone(sentence, mains) or tuple(
            dict.fromkeys(p for t in mains for p in self._plain(sentence, t))
        )

    def _of_list(self, sentence: Sentence, trigger: "Token") -> Parties:
        """`The leaders: (a) condemned …`: the subject of the line a list hangs on, else all sides of the statement."""
        if trigger.dep_ not in {"ROOT", "conj"} or trigger.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
            return ()
        root = sentence.span.root
        if own_subjects(root) or not is_verbal(root) or root.i - sentence.span.start > LIST_HEAD:
            return ()
        for earlier in reversed(self.scene.sentences[: sentence.index]):
            text = earlier.span.text.rstrip()
            if text.endswith(":"):
                tops = [t for t in earlier.span if t.dep_ == "nsubj"]
                tops = tops or [earlier.span.root]
                return self.finder.everyone(earlier, tops[:1]) or self.finder.everyone(earlier, tops[1:2])
            if own_subjects(earlier.span.root):
                return ()
        return ()


# How many words may stand before the verb a line of a list begins with (`(a) strongly condemned`).
LIST_HEAD = 5


def home_state(scene: Scene) -> str | None:
    """The state a report is from, by its dateline."""
    place = scene.parsed.document.dateline_place
    found = scene.places.of_dateline(place) if place else None
    return state_of(found.country) if found is not None and found.country else None
