"""Whom a noun phrase names as a side of an event: states, organisations and the groups that act for or in them.

The cast knows names, offices and anaphors; this adds what only matters for who acted: quoted speakers' `we`, parts of a
whole (`three of them`), forces and rulers named without their state, things that act for their owner (`a statement by`),
and the country a place lies in.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from communique.reading.cast import acts, is_state
from communique.reading.claims import reporters_of
from communique.reading.clauses import (
    clause_of,
    conjuncts,
    first_conjunct,
    is_verbal,
    lemma,
    modifiers,
    own_subjects,
    possessors,
    prepositions,
)
from communique.reading.event_voice import Voice
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.groups import GroupNoun, group_nouns
from communique.reference.organisations import organisations

if TYPE_CHECKING:
    from spacy.tokens import Token

Parties = tuple[str, ...]
PLURAL = frozenset({"we", "us", "our"})
FIRST_PERSON = frozenset({"we", "us", "our", "i", "my", "me"})
# Heads that stand for what follows their `of`.
PARTITIVE = frozenset(
    """some many most all both each one two three four five several member hundred thousand dozen score group
    number crowd tens rest remainder last first latest others unit part part-time majority column convoy wave handful""".split()
)
RULERS = frozenset("government regime junta authorities administration cabinet rulers leadership parliament".split())
COUNTRY = frozenset({"country", "nation", "homeland", "government", "state"})
NEIGHBOURS = frozenset("neighbour neighbor neighbours neighbors partner rival counterpart host ally".split())
# What those who met adopt together, by its name (`The Istanbul Declaration welcomed …`).
COMMON = frozenset("declaration communique communiqué".split())
# What speaks or acts for the party it belongs to.
STATEMENTS = frozenset(
    """statement communique communiqué letter resolution declaration decision decree move note message tweet step""".split()
)
# Who and what carries out an act for the state it is of.
CARRIERS = frozenset(
    """aircraft plane helicopter ship vessel boat convoy missile rocket tank bomber airstrike strike raid attack
    shelling doctor nurse medic engineer firefighter rescuer team expert crew bombardment cannon satellite
    hacker agent diplomat official aeroplane freighter trawler cutter""".split()
)
# What decides, speaks and acts for an organisation as a government does for its state.
ORGANS = {
    **dict.fromkeys(("European-Commission", "European-Council", "Council-of-the-EU", "EEAS"), "EU"),
    "AU-Commission": "AU", "UN-Secretariat": "UN", "NAC": "NATO",
}  # fmt: skip
KIN = frozenset("relative family parent mother father wife widow child son brother sister supporter friend kin".split())
DEFINITE = frozenset({"the", "these", "those", "such"})
# Who acts together in the name of a body or a meeting, told without whose they are (`Leaders condemned …`).
TOGETHER = frozenset({"leaders", "ministers", "heads", "members", "delegations", "participants"})
# Heads of a body's name, or words for a body, that alone stand for the one named last (`The Forum will not reopen …`).
BODIES = frozenset(
    "forum community union council organisation organization commonwealth league alliance bloc grouping".split()
)
NEAR = frozenset("in at near on of outside off around along from inside over".split())


class ActorFinder:
    """Resolves tokens to the sides of events for one document."""

    def __init__(self, scene: Scene, partners: Parties) -> None:
        self.scene, self.cast, self.partners = scene, scene.cast, partners
        self.voice = Voice(scene)

    # -- noun phrases --------------------------------------------------------------------------------------------

    def who(self, sentence: Sentence, token: "Token") -> Parties:
        """The parties a noun phrase names, without its coordinated members."""
        if token.lower_ in FIRST_PERSON:
            speaker = self._speaker(sentence, token)
            if speaker:
                return speaker
        apart = (
            self._armed_group(sentence, token)
            or self._both(sentence, token)
            or self._again(sentence, token)
            or self._sibling(sentence, token)
        )
        if apart:
            return apart
        found = self.fold(self.cast.single(sentence, token)) or self._seat(token)
        if token.lower_ in PLURAL:
            return self.voice.among(found)
        return (
            found
            or self._part(sentence, token)
            or self._unowned(sentence, token)
            or self._neighbour(sentence, token)
            or self._together(token)
            or self._body(sentence, token)
        )

    def everyone(self, sentence: Sentence, tokens: "Sequence[Token]") -> Parties:
        """The parties of several noun phrases, without repeats."""
        return tuple(dict.fromkeys(party for token in tokens for party in self.who(sentence, token)))

    def owners(self, sentence: Sentence, token: "Token") -> Parties:
        """Whose a thing is (`Iran's programme`, `Russian banks`, `their country's embassy`)."""
        found = self._of_reporter(sentence, token) or self.fold(self.cast.owners(sentence, token))
        if found:
            return self.voice.among(found) if any(p.lower_ == "our" for p in possessors(token)) else found
        for owner in possessors(token):
            if owner.lower_ in FIRST_PERSON:
                return self._speaker(sentence, owner)
        return ()

    def _of_reporter(self, sentence: Sentence, token: "Token") -> Parties:
        """`Kenya said militants had attacked its post`: `its` beside a plural subject is who says it."""
        verb = clause_of(token)
        if not any(p.lower_ == "its" for p in possessors(token)) or not is_verbal(verb):
            return ()
        doers = own_subjects(verb)
        plural = bool(doers) and all(t.tag_ in {"NNS", "NNPS"} and t not in token.subtree for t in doers)
        return self.everyone(sentence, reporters_of(token)) if plural else ()

    def speaking_for(self, sentence: Sentence, token: "Token") -> Parties:
        """Whose a statement, a ship or a team is that stands as subject of a verb."""
        if lemma(token) in CARRIERS:
            return self.owners(sentence, token)
        if lemma(token) not in STATEMENTS:
            return ()
        by = [obj for prep, obj in prepositions(token) if prep in {"by", "from", "of"}]
        found = self.everyone(sentence, by) or self.owners(sentence, token)
        joint = any(m.lower_ == "joint" for m in modifiers(token))
        if not found and lemma(token) in COMMON and token.pos_ == "PROPN":
            return self._of_meeting()
        return found or (self.partners if joint else ())

    def named_in(self, sentence: Sentence, token: "Token") -> Parties:
        """States and organisations named anywhere in a phrase, capitals that act among them."""
        found = list(self.fold(self.cast.named_within(sentence, token)))
        for inner in token.subtree:
            if any(e.kind == "stand_in" for e in self.cast.entries.get((sentence.paragraph, inner.i), ())):
                found += self.fold(self.cast.single(sentence, inner))
        return tuple(dict.fromkeys(found))

    def named_in_all(self, sentence: Sentence, tokens: "Sequence[Token]") -> Parties:
        """States and organisations named in several phrases, without repeats."""
        return tuple(dict.fromkeys(party for token in tokens for party in self.named_in(sentence, token)))

    def fold(self, actors: Sequence[str]) -> Parties:
        """Governments, ministries, organs and office-holders stand for their side; forces, police and citizens for themselves."""
        return tuple(dict.fromkeys(ORGANS.get(party, party) for party in self.cast.parties(actors)))

    # -- places --------------------------------------------------------------------------------------------------

    def country_of(self, sentence: Sentence, token: "Token") -> Parties:
        """The state a named place lies in, where the document names that state: of the phrase or of where it says it is."""
        places = [token, *(obj for prep, obj in prepositions(token) if prep in NEAR)]
        for place in places:
            for member in conjuncts(place):
                found = self.scene.places.of_phrase(sentence, member)
                if found is not None and found.country in self.scene.places.mentioned:
                    return (found.country,) if found.country else ()
        return ()

    # -- what the cast leaves open -------------------------------------------------------------------------------

    def _speaker(self, sentence: Sentence, token: "Token") -> Parties:
        """Who says `we`: the subject of the reporting verb; in a quotation without one, the person named last."""
        for reporter in reporters_of(token):
            if reporter.lower_ not in FIRST_PERSON:
                found = self.fold(self.cast.single(sentence, reporter))
                if found:
                    return found
        if not any(mark in sentence.span.text for mark in '“”"'):
            return ()
        offset = sentence.offset + token.idx
        said = [(m.start, p.id) for p in self.cast.persons.values() for m in p.mentions if m.end <= offset]
        return self.fold([max(said)[1]]) if said else ()

    def _seat(self, token: "Token") -> Parties:
        """`Brussels`, which is no state's in a text that names the union: who has its seat there."""
        if token.pos_ != "PROPN" or not acts(token):
            return ()
        found = {name for name in self._named_organisations if token.text in organisations()[name].stand_ins}
        return tuple(found) if len(found) == 1 else ()

    @cached_property
    def _named_organisations(self) -> tuple[str, ...]:
        ids = {actor for entries in self.cast.entries.values() for entry in entries for actor in entry.ids}
        return tuple({ORGANS.get(i, i) for i in ids if i in organisations()})

    def _part(self, sentence: Sentence, token: "Token") -> Parties:
        if lemma(token) not in PARTITIVE and token.lower_ not in PARTITIVE and token.pos_ != "NUM":
            return ()
        whole = [m for prep, obj in prepositions(token) if prep == "of" for m in conjuncts(obj)]
        return self.everyone(sentence, whole)

    def _armed_group(self, sentence: Sentence, token: "Token") -> Parties:
        """`the rebels`, `the group`: the armed group named last."""
        noun = group_nouns().get(token.lower_)
        if (noun is None or noun.sector != "REB") and token.lower_ not in {"group", "insurgency"}:
            return ()
        if not any(c.lower_ in {"the", "its", "these"} for c in token.lefts) or self.cast.owners_named(sentence, token):
            return ()
        offset = sentence.offset + token.idx
        before = [party for start, party in self._armed if start < offset]
        return (before[-1],) if before else ()

    def _again(self, sentence: Sentence, token: "Token") -> Parties:
        """`the workers`, `relatives of the workers`: of the state whose workers the text last named."""
        kin = [obj for prep, obj in prepositions(token) if prep == "of"] if lemma(token) in KIN else [token]
        for noun in kin:
            known = group_nouns().get(noun.lower_)
            if known is None or known.kind not in {"civilians", "military"} or self.cast.owners_named(sentence, noun):
                continue
            if any(c.lower_ in DEFINITE for c in noun.lefts):
                return self._named_before(sentence, noun)
        return ()

    def _sibling(self, sentence: Sentence, token: "Token") -> Parties:
        """`Syrian rebels and the army`: a force named beside one whose state is."""
        noun, first = group_nouns().get(token.lower_), first_conjunct(token)
        if noun is None or first == token or self.cast.owners_named(sentence, token) or noun.sector == "GOV":
            return ()
        states = {state_of(a) for a in self.cast.owners(sentence, first) if is_state(state_of(a))}
        return (self.group(states.pop(), noun),) if len(states) == 1 and first.lower_ in group_nouns() else ()

    def group(self, state: str, noun: GroupNoun) -> str:
        """The group of a state that a noun names, with its kind made known to the cast."""
        actor = f"{state}.{noun.sector}"
        self.cast.kinds.setdefault(actor, noun)
        return actor

    def _named_before(self, sentence: Sentence, noun: "Token") -> Parties:
        for earlier in reversed(self.scene.sentences[: sentence.index]):
            for token in earlier.span:
                if lemma(token) == lemma(noun) and self.cast.owners_named(earlier, token):
                    return self.fold(self.cast.single(earlier, token))
        return ()

    @cached_property
    def _armed(self) -> list[tuple[int, str]]:
        return sorted(
            {
                (entry.start, actor)
                for entries in self.cast.entries.values()
                for entry in entries
                for actor in entry.ids
                if actor in organisations() and organisations()[actor].kind == "armed_group"
            }
        )

    def _both(self, sentence: Sentence, token: "Token") -> Parties:
        """`the two armies`, `both navies`: of the pair spoken of."""
        counted = any(c.lower_ in {"two", "both"} for c in token.lefts)
        if not counted or token.lower_ not in group_nouns() or self.cast.owners_named(sentence, token):
            return ()
        if not any(c.lower_ in {"the", "both", "their"} for c in token.lefts):
            return ()
        return self.cast.latest_set(sentence.offset + token.idx, 2)

    def _unowned(self, sentence: Sentence, token: "Token") -> Parties:
        """`the military regime`, `the authorities there`: of the state spoken of."""
        if token.lower_ not in RULERS or not any(c.dep_ == "det" for c in token.lefts):
            return ()
        for i in range(token.i - 1, -1, -1):
            for entry in self.cast.entries.get((sentence.paragraph, i), ()):
                if entry.kind in {"state", "demonym", "stand_in", "people"}:
                    return entry.ids[:1]
        latest = self.cast.latest_party(sentence.offset + token.idx)
        if token.lower_ in {"regime", "junta"} and latest and latest == self.voice.most:
            return self.voice.other_than(latest[0])
        return latest or ((self.cast.issuer,) if self.cast.issuer else ())

    def _together(self, token: "Token") -> Parties:
        """`Leaders condemned the strike`: of the body whose leaders they are, else of the sides of the meeting."""
        subject = token.dep_ in {"nsubj", "nsubjpass"} and token.tag_ in {"NNS", "NNPS"}
        if token.lower_ not in TOGETHER or not subject or any(c.dep_ != "punct" for c in token.children):
            return ()
        return self._of_meeting()

    def _of_meeting(self) -> Parties:
        """The one body among the sides of the meeting, else all its sides; where it has none, the one body the text names."""
        bodies = tuple(p for p in self.partners if p in organisations())
        if len(bodies) == 1 or len(self.partners) > 1:
            return bodies if len(bodies) == 1 else self.partners
        named = tuple({party for _, _, party in self._bodies})
        return named if len(named) == 1 else ()

    def _body(self, sentence: Sentence, token: "Token") -> Parties:
        """`The Forum`, `the bloc`: the body last named in full, where its name ends in that word or the word fits any body."""
        word = token.lower_
        if word not in BODIES or [c.lower_ for c in token.children if c.dep_ != "prep"] != ["the"]:
            return ()
        any_body = word in {"bloc", "grouping"}
        if not any_body and token.text[0].islower() and sentence.span.start != token.i - 1:
            return ()
        before = sentence.offset + token.idx
        named = [
            (start, party)
            for start, text, party in self._bodies
            if start < before and (any_body or word in text.lower().split())
        ]
        return (max(named)[1],) if named else ()

    @cached_property
    def _bodies(self) -> list[tuple[int, str, str]]:
        """Where the document names which international body, with the words of its name."""
        return sorted(
            {
                (entry.start, organisations()[actor].name, ORGANS.get(actor, actor))
                for entries in self.cast.entries.values()
                for entry in entries
                for actor in entry.ids
                if actor in organisations() and organisations()[actor].kind != "armed_group"
            }
        )

    def _neighbour(self, sentence: Sentence, token: "Token") -> Parties:
        """`its neighbour`: the other one of the pair the owner stands in."""
        if token.lower_ not in NEIGHBOURS:
            return ()
        owners = self.fold([a for p in possessors(token) for a in self.cast.single(sentence, p)])
        pair = self.cast.latest_set(sentence.offset + token.idx, 2)
        pair = pair if set(owners) & set(pair) else self.cast.home
        return tuple(p for p in pair if p not in owners) if len(owners) == 1 and set(owners) & set(pair) else ()


def state_of(party: str) -> str:
    """The state of a party that is one or a group of one; an organisation stays itself."""
    return party.split(".", maxsplit=1)[0] if is_state(party.split(".", maxsplit=1)[0]) else party
