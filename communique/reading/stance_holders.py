"""Whose stance it is: the states and organisations of the subject, the signatories of an instrument, the speaker behind `we`.

Instruments are followed through the text: `a joint statement` brings its signatories in, and `the statement`, `the document`
and `it` in the sentences after it speak for them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.reading.cast import SIDES, is_state, office_noun
from communique.reading.claims import SAYING, claim_of
from communique.reading.clauses import clause_of, is_verbal, lemma, own_subjects, subjects
from communique.reading.people import Person
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reading.stance_company import means_company, seat
from communique.reading.stance_envoys import envoy_of
from communique.reading.stance_frame import Frame
from communique.reading.stance_heads import head_of, home_of
from communique.reading.stance_instruments import brings_in, instrument_noun
from communique.reading.stance_referring import (
    COUNTS,
    agrees,
    closes_quotation,
    coordinate_subject,
    in_opposition,
    is_bare_plural,
    is_collective,
    is_list_line,
    number_of,
    opens_quotation,
    sayers_above,
    tellers,
)
from communique.reference.organisations import organisations
from communique.reference.stances import Instrument
from communique.schema import Date

if TYPE_CHECKING:
    from spacy.tokens import Token

FIRST_PERSON = frozenset({"i", "we", "our", "my", "us"})
REFERRING = frozenset({"he", "she", "it", "they", "their", "its", "his", "her"})
# Groups of a state that speak for it; citizens, rebels, courts and parties do not.
OFFICIAL = frozenset({"GOV", "MIL", "SPY", "LEG"})
# What one calls the state one speaks for.
OWN_LANDS = frozenset("country government nation state side administration homeland".split())
# Who tells what a state will do without being named.
UNNAMED = frozenset(
    "official spokesman spokeswoman spokesperson minister ministry government source diplomat statement".split()
)
MINISTRIES = frozenset({"ministry", "department"})
# Bodies of the issuer of a release, where nobody else's are named.
OWN_BODIES = frozenset({"administration", "government", "department", "ministry"})
# Numbers and the like that stand alone for parties (`all three`, `the pair`).
COUNTED = {**COUNTS, "pair": 2}
# More parties than these behind `they` are a list of topics rather than of speakers.
LARGEST_SET = 4
# How far back the speaker of a quotation may stand.
QUOTE_REACH = 8
_LABEL = re.compile(r"\s*((?:[A-Z][A-Z.'’-]*\s?){1,6}):\s")


@dataclass(frozen=True)
class Text:
    """An instrument the report speaks of: its name, whose it is, its date, and the sentence it was last named in."""

    name: str
    holders: tuple[str, ...]
    joint: bool
    date: Date | None
    sentence: int
    carried: int = -1  # the sentence that goes on with it without naming it


@dataclass
class Voices:
    """Resolves subjects to holders while the document is read from its beginning to its end."""

    scene: Scene
    partners: tuple[str, ...]
    whole: Instrument | None = None
    signatories: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    current: Text | None = None
    speakers: dict[int, tuple[str, ...]] = field(default_factory=dict)
    labels: list[tuple[int, tuple[str, ...]]] | None = None
    home: str | None = None

    @classmethod
    def of(cls, scene: Scene, partners: tuple[str, ...]) -> "Voices":
        """The voices of a document, with what its title and head say of whose text it is."""
        titled = next((known.parties for known in scene.cast.sets if known.offset < 0), ())
        if len(titled) > 1 and set(titled) < set(partners):
            partners = titled  # the title names the two sides; the meeting had a guest
        head = head_of(scene, partners)
        return cls(scene, partners, head.instrument, head.signatories, head.issuer, home=home_of(scene))

    # -- instruments -----------------------------------------------------------------------------------------------

    def enter(self, sentence: Sentence) -> None:
        """Takes note of an instrument the sentence brings in or names again."""
        for token in sentence.span:
            found = instrument_noun(token)
            if found is None or not brings_in(token):
                continue
            if self.current is not None and self._means_it(sentence, token, found):
                self.current = replace(self.current, sentence=sentence.index)
            elif not found.anaphor:
                self._note(sentence, token, found)

    def _means_it(self, sentence: Sentence, token: "Token", found: Instrument) -> bool:
        """`the statement`, `the document`, `the Algerian statement`: the one last spoken of."""
        current = self.current
        if current is None or not any(child.lower_ in {"the", "this"} for child in token.lefts):
            return False
        named = found.anaphor or found.name in current.name
        return named and self.owners(sentence, token) in {(), current.holders}

    def _note(self, sentence: Sentence, token: "Token", found: Instrument) -> None:
        joint = found.joint or any(c.lower_ == "joint" for c in token.lefts)
        holders = self._authors(sentence, token, joint)
        day = self.scene.date_of(sentence, token) or (None if joint else self._day_before(sentence, holders))
        self.current = Text(found.name, holders, joint, day, sentence.index)

    def _day_before(self, sentence: Sentence, holders: tuple[str, ...]) -> Date | None:
        """The day on which the authors of a statement spoke or acted in the sentences just before."""
        for earlier in reversed(self.scene.sentences[max(0, sentence.index - 2) : sentence.index]):
            root = earlier.span.root
            if holders and is_verbal(root) and set(self.resolve(earlier, subjects(root))) == set(holders):
                return self.scene.date_of(earlier, root)
        return None

    def owners(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Whose an instrument is said to be (`the Algerian statement`)."""
        return self.official(self.scene.cast.owners(sentence, token))

    def _authors(self, sentence: Sentence, token: "Token", joint: bool) -> tuple[str, ...]:
        owners = self.owners(sentence, token)
        if owners:
            return owners
        verb = clause_of(token)
        named = [t for t in subjects(verb) if t.i != token.i] if is_verbal(verb) else []
        if joint and len(counted := self.resolve(sentence, [t for t in named if number_of(t)])) > 1:
            return counted
        if joint:
            return (
                self.partners
                if len(self.partners) > 1
                else self.scene.cast.latest_set(sentence.offset + token.idx, None)
            )
        return self.resolve(sentence, named)

    # -- holders ---------------------------------------------------------------------------------------------------

    def holders(self, sentence: Sentence, frame: Frame) -> tuple[str, ...]:
        """The states and organisations that hold a frame's stance; empty where nobody is named."""
        if frame.condition in {"speaker", "duty"}:
            return self._speaker_of(sentence, frame)
        found = self.resolve(sentence, frame.holders)
        first_person = any(token.lower_ in FIRST_PERSON for token in frame.holders)
        if not frame.holders and self.whole is not None:
            found = self.signatories
        if not frame.holders and not found:
            found = self._lead_in(sentence)
        if not frame.holders and not found and frame.anchor.dep_ == "nsubjpass" and not claim_of(frame.verb).reporters:
            found = self.partners or self.issuer  # `Concern was voiced about …`: at the meeting that is reported
        reporters = self.reporters(sentence, frame.verb)
        if found and self._own_teller(frame.verb):
            reporters = found
        if found and not reporters and self._by_stranger(sentence, frame.verb):
            reporters = found
        if frame.target is not None and frame.word.target is not None and len(found) <= 1:
            found = self._towards(sentence, frame, found)
        if frame.condition == "own future":
            told = first_person and self._labelled(sentence) is None
            return self._of_own_future(frame, found, reporters, told)
        if (
            frame.stance in {"refuse", "commit"}
            and reporters
            and not first_person
            and not _set_against(frame.verb)
            and not set(reporters) & set(found)
        ):
            return ()
        return found

    def _targets(self, sentence: Sentence, target: "Token") -> tuple[str, ...]:
        referring = target.pos_ == "PRON" or target.lower_ in SIDES or means_company(target)
        return () if referring else self.scene.cast.states_of(self.scene.cast.single(sentence, target))

    def _towards(self, sentence: Sentence, frame: Frame, found: tuple[str, ...]) -> tuple[str, ...]:
        """Who thanks or urges one party of two is the other, also where the person's state is not said."""
        targets = self._targets(sentence, frame.target) if frame.target is not None else ()
        if found:
            others = self.partners if len(self.partners) == 2 else self.issuer
            return tuple(party for party in others if party != found[0]) if found[0] in targets else found
        persons = [
            e
            for t in frame.holders
            for e in self.scene.cast.entries.get((sentence.paragraph, t.i), ())
            if e.kind == "person"
        ]
        stateless = bool(persons) and all(self.scene.cast.persons[e.ids[0]].country is None for e in persons)
        if stateless and len(self.partners) == 2 and len(targets) == 1 and targets[0] in self.partners:
            return tuple(party for party in self.partners if party not in targets)
        return found

    def _lead_in(self, sentence: Sentence) -> tuple[str, ...]:
        """Whose a line of a list is: the subject of the sentence above that ends in a colon (`New Zealand: – supports …`)."""
        for earlier in reversed(self.scene.sentences[max(0, sentence.index - QUOTE_REACH) : sentence.index]):
            if earlier.span.text.rstrip().endswith(":"):
                named = [
                    t for t in earlier.span if t.dep_ in {"nsubj", "ROOT", "appos"} and t.pos_ in {"PROPN", "NOUN"}
                ]
                return next((who for t in reversed(named) if (who := self._single(earlier, t))), ())
            if not is_list_line(earlier):
                return ()
        return ()

    def _of_own_future(
        self, frame: Frame, found: tuple[str, ...], reporters: tuple[str, ...], first_person: bool
    ) -> tuple[str, ...]:
        if first_person or set(found) & set(reporters):
            return found
        if frame.stance == "commit" and not reporters and found and set(found) <= {*self.signatories, *self.issuer}:
            return found
        if frame.stance != "refuse" or reporters:
            return ()
        conditional = any(token.lower_ in {"until", "unless"} for token in frame.verb.subtree)
        joint = bool(found) and set(found) <= {*self.signatories, *self.issuer}
        tellers = claim_of(frame.verb).reporters
        told = bool(tellers) and all(lemma(token) in UNNAMED for token in tellers)
        return found if conditional or joint or told else ()

    def _speaker_of(self, sentence: Sentence, frame: Frame) -> tuple[str, ...]:
        """Who says what is said of a subject (`said it was vital`): the speaker, else the owner of an unchanged policy."""
        reporters = self.reporters(sentence, frame.verb, agreed=frame.condition == "duty")
        if reporters:
            return reporters
        mine = any(token.lower_ in FIRST_PERSON for token in sentence.span)
        if mine and frame.verb.dep_ in {"ROOT", "conj", "ccomp"} and (speaker := self.speaker(sentence, frame.verb)):
            return speaker
        if frame.stance == "no_change":
            owners = self.official(a for head in frame.topic.heads for a in self.scene.cast.owners(sentence, head))
            if owners:
                return owners
        return self.signatories

    def reporters(self, sentence: Sentence, verb: "Token", agreed: bool = False) -> tuple[str, ...]:
        """Whose words the clause is said to be."""
        return self.resolve(sentence, claim_of(verb).reporters or tellers(verb, agreed))

    def _own_teller(self, verb: "Token") -> bool:
        """`Kenya agreed to send police, its foreign minister said`: told by its own."""
        tellers = claim_of(verb).reporters
        return bool(tellers) and all(
            any(child.dep_ == "poss" and child.lower_ in {"its", "their"} for child in token.lefts) and token.i > verb.i
            for token in tellers
        )

    def _by_stranger(self, sentence: Sentence, verb: "Token") -> bool:
        """Whether the words are those of an office-holder whose state is not said: taken for one of the state spoken of."""
        persons = self.scene.cast.persons
        entries = [
            e for t in claim_of(verb).reporters for e in self.scene.cast.entries.get((sentence.paragraph, t.i), ())
        ]
        return any(
            e.kind == "person" and persons[e.ids[0]].country is None and persons[e.ids[0]].office_kind is not None
            for e in entries
        )

    def resolve(self, sentence: Sentence, tokens: "Iterable[Token]") -> tuple[str, ...]:
        """Holders named by subject tokens."""
        found: list[str] = []
        before: Token | None = None
        for number, token in enumerate(tokens):
            found += self._single(sentence, token)
            if number and self.signatories and set(found) < set(self.signatories):
                return self.signatories
            if number and self._is_other_side(sentence, before, token, found):
                return self.partners
            before = token
        return tuple(dict.fromkeys(found))

    def _is_other_side(self, sentence: Sentence, one: "Token | None", other: "Token", found: list[str]) -> bool:
        """`The Secretary and the Foreign Minister`: two offices named side by side, each without its state, are both sides."""
        both = len(self.partners) == 2 and len(set(found)) < 2 and set(found) <= set(self.partners)
        if one is None or not both:
            return False
        return all(office_noun(token) is not None and self._unowned(sentence, token) for token in (one, other))

    def _single(self, sentence: Sentence, token: "Token", depth: int = 0) -> tuple[str, ...]:
        if token.lower_ in FIRST_PERSON:
            return self.speaker(sentence, token)
        if (instrument := instrument_noun(token)) is not None:
            return self._instrument_holders(sentence, token, instrument)
        if token.lower_ in REFERRING:
            return self._referring(sentence, token, depth)
        if token.lower_ in OWN_LANDS and (
            whose := [c for c in token.lefts if c.dep_ == "poss" and c.lower_ in REFERRING]
        ):
            return self._referring(sentence, whose[0], depth)
        if token.text in {"Party", "Parties"} and self.whole is not None and (owners := self.owners(sentence, token)):
            return owners
        if seated := seat(self.scene, token) or self._behind_name(sentence, token):
            return seated
        if (sentence.paragraph, token.i) in self.scene.cast.entries:
            return self.official(self.scene.cast.single(sentence, token))
        return self._described(sentence, token)

    def _described(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Who is meant by a common noun: the ministry or office of the report's own side, both or all sides."""
        if ministry := self._own_ministry(sentence, token):
            return ministry
        if self.issuer and token.lower_ in OWN_BODIES and token.n_lefts == 1 and self._unowned(sentence, token):
            return self.issuer
        if self._is_own_office(sentence, token) or self._is_body(token):
            return self.issuer
        named = self._titled(sentence, token) or self.official(self.scene.cast.single(sentence, token))
        if token.lower_ in SIDES and (is_collective(token) or (is_bare_plural(token) and not named)):
            return self._body() or self._sides(named, number_of(token))
        if token.lower_ in COUNTED and any(child.lower_ in {"the", "all"} for child in token.lefts):
            return self._sides((), COUNTED[token.lower_])
        if not named and self.issuer and office_noun(token) and self._unowned(sentence, token):
            return self.issuer
        return named

    def _behind_name(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """`ECOWAS leaders`, `Germany's Foreign Office`: whose they are stands just before, whatever the parse makes of it."""
        first = token.left_edge.i if token.text in {"Office"} else token.i
        before = (
            sentence.span.doc[token.i - 1 if first == token.i else first] if token.i > sentence.span.start else None
        )
        if before is None or not (token.text == "Office" or (token.lower_ in SIDES and token.tag_ == "NNS")):
            return ()
        if token.text != "Office" and before.pos_ not in {"VERB", "ADJ", "X"}:
            return ()
        entries = self.scene.cast.entries.get((sentence.paragraph, before.i), ())
        found = {i for e in entries if e.kind in {"state", "organisation"} for i in e.ids}
        return tuple(found) if len(found) == 1 else ()

    def _own_ministry(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """`The Department of Foreign Affairs (DFA)`: with no state beside it, that of the party the report is from."""
        if token.lower_ not in MINISTRIES or not token.text.istitle():
            return ()
        if within := self.scene.cast.states_of(self.scene.cast.named_within(sentence, token)):
            return within if len(within) == 1 else ()  # `the Ministry of Foreign Affairs of Peru`
        if not self._unowned(sentence, token):
            return ()
        return self.issuer or ((self.home,) if self.home is not None and self.home in self.scene.cast.home else ())

    def _is_own_office(self, sentence: Sentence, token: "Token") -> bool:
        """`The President …` in a release of a state whose president it names, whoever else is one."""
        if not self.issuer or token.n_lefts != 1 or not token.text.istitle() or not self._unowned(sentence, token):
            return False
        return any(
            person.country in self.issuer and person.title and token.lower_ == person.title.words.lower().split()[0]
            for person in self.scene.cast.persons.values()
        )

    def _unowned(self, sentence: Sentence, token: "Token") -> bool:
        """`the administration`, `the Minister`: definite, and no state is named beside it."""
        definite = any(child.lower_ == "the" for child in token.lefts)
        return definite and not self.scene.cast.owners_named(sentence, token)

    def _titled(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """`the Secretary`: the persons whose own title has the word, before others of a like office."""
        if not token.text.istitle() or token.tag_ in {"NNS", "NNPS"} or office_noun(token) is None:
            return ()
        if (sentence.paragraph, token.i) in self.scene.cast.entries or any(
            c.dep_ in {"compound", "amod", "poss"} for c in token.lefts
        ):
            return ()
        people = [
            p
            for p in self.scene.cast.persons.values()
            if p.title and token.lower_ in (p.title.words.lower().split()[:1])
        ]
        found = {self.official([person.id]) for person in people}
        return found.pop() if len(found) == 1 else ()

    def _instrument_holders(self, sentence: Sentence, token: "Token", instrument: Instrument) -> tuple[str, ...]:
        owners = self.owners(sentence, token)
        if owners:
            return owners
        if self.whole is not None:
            return self.signatories
        if self.current is not None and (
            instrument.anaphor or instrument.name in self.current.name or self.current.name in instrument.name
        ):
            return self.current.holders
        return ()

    def _referring(self, sentence: Sentence, token: "Token", depth: int) -> tuple[str, ...]:
        above = sayers_above(token)
        above = [t for t in above if t.i != token.i and agrees(token, above, t)]
        if above and depth < 4:
            return tuple(dict.fromkeys(p for t in above for p in self._single(sentence, t, depth + 1)))
        subject = coordinate_subject(token) if token.lower_ == "it" and depth < 4 else None
        if subject is not None and (found := self._single(sentence, subject, depth + 1)):
            return found
        if token.lower_ == "it" and (whose := self._ministry_before(sentence)):
            return whose
        if token.lower_ in {"he", "she"} and (whose := self._actor_before(sentence, token)):
            return whose
        if token.lower_ in {"it", "its"} and self.current is not None and self._last_subject_is_instrument(sentence):
            return self.current.holders
        if token.lower_ in {"they", "their"} and (whose := self.signatories or self._body()):
            return whose
        current = self.current
        if (
            token.lower_ == "they"
            and current
            and current.joint
            and len(current.holders) > 1
            and sentence.index - current.sentence == 1
        ):
            return current.holders
        found = self.official(self.scene.cast.single(sentence, token))
        if not found and token.lower_ in {"he", "she", "his", "her"}:
            return self._before(sentence, token, depth)
        return self._sides(found) if token.lower_ in {"they", "their"} else found

    def _actor_before(self, sentence: Sentence, pronoun: "Token") -> tuple[str, ...]:
        """The one person who acts in the sentence before goes on in the next (`Diaz confirmed … He also deplored …`)."""
        if sentence.index == 0 or pronoun.i != next(iter(subjects(sentence.span.root)), pronoun).i:
            return ()
        before = self.scene.sentences[sentence.index - 1]
        named = own_subjects(before.span.root)
        entries = self.scene.cast.entries.get((before.paragraph, named[0].i), ()) if len(named) == 1 else ()
        persons = [entry.ids[0] for entry in entries if entry.kind == "person"]
        return self.official(persons) if len(persons) == 1 else ()

    def _ministry_before(self, sentence: Sentence) -> tuple[str, ...]:
        """The ministry that acts in the sentence before, named without its state."""
        if sentence.index == 0:
            return ()
        before = self.scene.sentences[sentence.index - 1]
        named = own_subjects(before.span.root)
        return self._own_ministry(before, named[0]) if len(named) == 1 else ()

    def _before(self, sentence: Sentence, pronoun: "Token", depth: int) -> tuple[str, ...]:
        """Whom `he` goes on with: the office-holder without a name who acts in the sentence before or earlier in this one."""
        earlier = [t for t in sentence.span if t.i < pronoun.i and t.dep_ in {"nsubj", "nsubjpass"}]
        for place in (sentence, *reversed(self.scene.sentences[max(0, sentence.index - 2) : sentence.index])):
            named = earlier if place is sentence else own_subjects(place.span.root)
            for subject in reversed(named):
                if subject.lower_ in {"he", "she"} and depth < 4:
                    return self._referring(place, subject, depth + 1)
                if office_noun(subject) is not None and subject.tag_ in {"NN", "NNP"}:
                    return self._single(place, subject, depth + 1)
        return ()

    def _last_subject_is_instrument(self, sentence: Sentence) -> bool:
        if sentence.index == 0:
            return False
        before = self.scene.sentences[sentence.index - 1]
        return any(instrument_noun(token) is not None for token in own_subjects(before.span.root))

    def _is_body(self, token: "Token") -> bool:
        """`The Forum`, `the Council`: the organisation by the last word of its name, in its own text."""
        body = organisations().get(self.issuer[0]) if len(self.issuer) == 1 else None
        return body is not None and token.text.istitle() and body.name.split()[-1] == token.text

    def _body(self) -> tuple[str, ...]:
        """The organisation whose own communique the document is: its leaders and ministers speak for it."""
        issuer = self.issuer if self.whole is None else self.signatories
        return issuer if len(issuer) == 1 and not is_state(issuer[0]) else ()

    def _sides(self, named: tuple[str, ...], number: int | None = None) -> tuple[str, ...]:
        """`the ministers`, `both sides`: the parties of the statement or meeting unless quite others are meant."""
        own = self.signatories or (self.partners if len(self.partners) > 1 else ())
        if number is not None and own and number != len(own) and not self.signatories:
            sets = (known.parties for known in self.scene.cast.sets if len(known.parties) == number)
            own = next(sets, ()) or self._all_envoys(number) or own
            named = ()
        if not own and len(named) > LARGEST_SET:
            return ()
        if not own or (named and not set(named) & set(own)):
            return named
        return own

    def _all_envoys(self, number: int) -> tuple[str, ...]:
        """The states of those named in the report, where they are as many as are counted (`all three`)."""
        lands = (self._of_person(person) for person in self.scene.cast.persons.values())
        found = tuple(dict.fromkeys(land for whose in lands for land in whose if is_state(land)))
        return found if len(found) == number else ()

    def official(self, actors: Iterable[str]) -> tuple[str, ...]:
        """The states and organisations for which actors speak; private persons, citizens and rebels speak for none."""
        cast = self.scene.cast
        found: list[str] = []
        for actor in actors:
            person = cast.persons.get(actor)
            if person is not None:
                found += self._of_person(person)
            elif not (len(actor) > 4 and actor[3] == ".") or actor.split(".")[1] in OFFICIAL:
                found += cast.states_of([actor])
        return tuple(dict.fromkeys(found))

    def _of_person(self, person: Person) -> tuple[str, ...]:
        """Whom an office-holder speaks for; the issuer of a release names its own ministers without a country."""
        if land := envoy_of(person, self.scene.parsed.document.text):
            return land
        if (
            person.office_kind is None
            or in_opposition(person)
            or (person.title and person.title.title.sector not in OFFICIAL)
        ):
            return ()
        if person.country is None and person.organisation is None:
            return ("UN",) if person.office_kind == "secretary_general" and self._speaks_of_un() else self.issuer
        return self.scene.cast.states_of([person.id])

    def _speaks_of_un(self) -> bool:
        """Whether the text names the United Nations, whose Secretary-General needs no other name."""
        return any(e.ids[0] in {"UN", "UNSC"} for entries in self.scene.cast.entries.values() for e in entries)

    # -- speakers --------------------------------------------------------------------------------------------------

    def speaker(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Who `we` or `I` is: the reporter of the clause, the signatories, the last speaker before, the issuer."""
        reporters = [t for t in claim_of(clause_of(token)).reporters if t.lower_ not in FIRST_PERSON]
        found = self.resolve(sentence, reporters) if reporters else ()
        return found or self.signatories or self._earlier_speaker(sentence)

    def _earlier_speaker(self, sentence: Sentence) -> tuple[str, ...]:
        if sentence.index not in self.speakers:
            labelled = self._labelled(sentence)
            self.speakers[sentence.index] = (
                labelled
                if labelled is not None
                else self._told_after(sentence) or self._quoted(sentence) or self.issuer
            )
        return self.speakers[sentence.index]

    def _labelled(self, sentence: Sentence) -> tuple[str, ...] | None:
        """The speaker of a transcript (`SECRETARY BLINKEN: …`) at the paragraph or the nearest before it; None in other texts."""
        if self.labels is None:
            self.labels = list(self._labels())
        place = bisect_right(self.labels, sentence.index, key=lambda label: label[0])
        return self.labels[place - 1][1] if place else None

    def _labels(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The labels of a transcript: the sentence each begins, and for whom its speaker speaks."""
        text = self.scene.parsed.document.text
        for sentence in self.scene.sentences:
            if sentence.span.start == 0 and (match := _LABEL.match(text, sentence.start)):
                surname = match[1].split()[-1].lower()
                persons = self.scene.cast.persons.values()
                person = next((p for p in persons if p.name.lower().split()[-1] == surname), None)
                known = self.official([person.id]) if person is not None else ()
                yield sentence.index, known or (self.issuer if person is not None and person.country is None else ())

    def _told_after(self, sentence: Sentence) -> tuple[str, ...]:
        """Who is said to speak where a quotation of several sentences ends (`"We reject it. We want talks," she said`)."""
        if not opens_quotation(sentence):
            return ()
        for later in self.scene.sentences[sentence.index + 1 : sentence.index + QUOTE_REACH]:
            if later.paragraph != sentence.paragraph:
                return ()
            if not closes_quotation(later):
                continue
            root = later.span.root
            named = own_subjects(root) if is_verbal(root) and lemma(root) in SAYING else []
            return self.resolve(later, named) if all(t.lower_ not in FIRST_PERSON for t in named) else ()
        return ()

    def _quoted(self, sentence: Sentence) -> tuple[str, ...]:
        """The subject of the latest verb of saying before the sentence, where that is near."""
        for earlier in reversed(self.scene.sentences[max(0, sentence.index - QUOTE_REACH) : sentence.index + 1]):
            for token in reversed(list(earlier.span)):
                named = subjects(token) if is_verbal(token) and lemma(token) in SAYING else []
                if named and all(t.lower_ not in FIRST_PERSON for t in named):
                    return self.resolve(earlier, named)
        return ()


def _set_against(verb: "Token") -> bool:
    """`…, she announced, while Japan agreed to …`: set beside what is reported, and told by the report itself."""
    return verb.dep_ == "advcl" and any(child.lower_ in {"while", "whereas"} for child in verb.lefts)
