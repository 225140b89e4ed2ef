"""The day of an act told without one: that of the meeting it is an outcome of or done at, or of the statement it is quoted from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.claims import SAYING
from communique.reading.clauses import clause_of, is_verbal, lemma, prepositions, subjects
from communique.reading.event_actors import STATEMENTS, Parties, state_of
from communique.reading.event_case import DEFINITE, MEETING, Draft
from communique.reading.event_dates import date_of
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.schema import Date, Meeting

if TYPE_CHECKING:
    from spacy.tokens import Token

SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
AT = frozenset({"at", "during", "in", "on"})
MARGINS = frozenset({"sideline", "margin", "occasion", "course", "fringe", "framework", "end", "conclusion", "start"})
# Verbs of a party's public word, besides those of saying.
UTTERING = SAYING | {"deny", "reject", "condemn", "announce", "denounce", "criticise", "criticize", "accuse", "welcome"}


class Days:
    """Finds the days of undated acts in one document."""

    def __init__(self, scene: Scene, meetings: Sequence[Meeting], meeting_day: Date | None, partners: Parties) -> None:
        self.scene, self.meetings, self.meeting_day, self.partners = scene, meetings, meeting_day, partners

    def day_of(self, draft: Draft) -> Date | None:
        """The day of a draft whose clause gives none."""
        if draft.claim.status != "actual":
            return None
        return self._at_meeting(draft) or self._in_statement(draft) or self._outcome(draft)

    def _outcome(self, draft: Draft) -> Date | None:
        """The main meeting's day, for what its sides say to each other or all together."""
        if draft.event_type not in SPOKEN or not self.partners:
            return None
        sides = {*draft.actors, *draft.recipients}
        joint = len(draft.actors) > 1 and set(draft.actors) == set(self.partners)
        return self.meeting_day if joint or sides <= set(self.partners) else None

    def _at_meeting(self, draft: Draft) -> Date | None:
        """`During the call the envoy handed over …`: the day of the meeting last told of with a side of the act."""
        if not any(_is_at_meeting(prep, obj) for prep, obj in prepositions(clause_of(draft.trigger))):
            return None
        sides = {state_of(side) for side in (*draft.actors, *draft.recipients)}
        held = [m for m in self.meetings if m.status == "actual" and m.date is not None and sides & set(m.parties)]
        told = [m for m in held if any(e.start <= draft.sentence.end for e in m.evidence)]
        return (
            max(told, key=lambda m: max(e.start for e in m.evidence if e.start <= draft.sentence.end)).date
            if told
            else None
        )

    def _in_statement(self, draft: Draft) -> Date | None:
        """`The statement ruled out …`: the day of the same party's word in the sentences before."""
        verb = clause_of(draft.trigger)
        spoken = [
            t for t in (*subjects(verb), *(o for p, o in prepositions(verb) if p == "in")) if lemma(t) in STATEMENTS
        ]
        if draft.event_type not in SPOKEN or not any({c.lower_ for c in t.lefts} & DEFINITE for t in spoken):
            return None
        for sentence in reversed(self.scene.sentences[: draft.sentence.index]):
            for token in sentence.span:
                if is_verbal(token) and lemma(token) in UTTERING and self._is_by(draft.actors, sentence, token):
                    day = date_of(self.scene, sentence, token, frozenset({"when"}), spoken=True)
                    if day is not None:
                        return day
        return None

    def _is_by(self, actors: Parties, sentence: Sentence, verb: "Token") -> bool:
        said = [a for t in subjects(verb) for a in self.scene.cast.single(sentence, t)]
        return bool(said) and set(self.scene.cast.parties(said)) <= set(actors)


def _is_at_meeting(prep: str, obj: "Token") -> bool:
    if (prep == "on" and lemma(obj) in MARGINS) or (prep in {"in", "at"} and lemma(obj) in MARGINS):
        return any(p == "of" and lemma(o) in MEETING for p, o in prepositions(obj))
    definite = bool({c.lower_ for c in obj.lefts} & (DEFINITE | {"their", "his", "her"}))
    return prep in AT - {"on", "in"} and definite and lemma(obj) in MEETING
