"""Who the words of a document stand for: the answer to "which actors does this noun phrase name?".

A noun phrase resolves through names, persons, groups (`French military`, `Tokyo's envoy`), anaphors (`the two sides`,
`the minister`, `she`) and the members coordinated with it. Actors are kept as identifiers; `party` folds what acts for a
state (its government, ministries and office-holders) into the state.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.bodies import is_bare_plural, meant_by
from communique.reading.cast_entries import Entry, Key, index_entries
from communique.reading.clauses import conjuncts, modifiers, prepositions
from communique.reading.party_nouns import acts, is_state, office_level, office_noun, phrase_range
from communique.reading.people import Person
from communique.reading.sentences import Sentence
from communique.reference.groups import GroupNoun, group_nouns
from communique.reference.organisations import organisations
from communique.schema import OfficeKind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "SIDES",
    "Cast",
    "Entry",
    "Key",
    "SetMention",
    "acts",
    "index_entries",
    "is_state",
    "office_level",
    "office_noun",
    "phrase_range",
]

FIRST_PERSON = frozenset({"we", "our", "us", "i", "my"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "both", "we", "our", "us"})
SIDES = frozenset(
    """sides countries nations governments states leaders ministers parties delegations capitals neighbours neighbors
    kingdoms republics allies presidents officials diplomats chiefs counterparts secretaries principals heads negotiators participants trio
    pair duo quartet""".split()
)
# Of these, the nouns no organisation is one of.
STATES_ONLY = frozenset("countries nations kingdoms republics neighbours neighbors capitals presidents".split())
# Offices a state has one holder of, whose number counts states.
HOLDERS = frozenset({"presidents"})
TEXTS = frozenset("declaration statement communique communiqué resolution document text note letter roadmap".split())
# Nouns whose number counts parties; four ministers may be of two states.
COUNTED = frozenset(
    """sides countries nations governments states parties capitals neighbours neighbors kingdoms republics allies trio pair
    duo quartet""".split()
)
# Those who belong to what is named before them (`the foreign ministers of the ASEAN members`).
MEMBERS = frozenset("members states countries nations governments".split())
# Nouns of a portfolio, behind which stands whose it is.
PORTFOLIOS = frozenset(
    "affairs defence defense trade finance interior relations cooperation commerce energy justice security".split()
)
# The offices of those whom a plural names together.
RANKS: dict[str, frozenset[OfficeKind]] = {
    "presidents": frozenset({"head_of_state"}),
    "leaders": frozenset({"head_of_state", "head_of_government"}),
    "ministers": frozenset(
        {"foreign_minister", "defence_minister", "finance_minister", "trade_minister", "minister", "head_of_government"}
    ),
}
# Offices that a state's own releases name without the state or the person (`The Prime Minister met …`).
OWN_OFFICES: frozenset[OfficeKind] = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "trade_minister",
    }
)
# Words for a government that are listed as it; others (officials, envoys) act for it unlisted.
GOVERNING = frozenset("government governments administration regime side authorities junta rulers".split())
NUMBERS = {
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "trio": 3,
    "pair": 2,
    "duo": 2,
    "quartet": 4,
}


class SetMention(NamedTuple):
    """Parties named together at an offset of the document."""

    offset: int
    parties: tuple[str, ...]


@dataclass
class Cast:
    """Resolves tokens to actors for one document. `states` are codes, persons ids, groups `CODE.SECTOR`."""

    entries: Mapping[Key, tuple[Entry, ...]]
    persons: Mapping[str, Person]
    paragraphs: Mapping[int, int]
    sets: list[SetMention] = field(default_factory=list)
    home: tuple[str, ...] = ()
    issuer: str | None = None
    voice: str | None = None
    titled: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    author: str | None = None
    bodies: list[tuple[int, str]] = field(default_factory=list)
    plurals: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)
    listed: list[SetMention] = field(default_factory=list)
    groups: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    kinds: dict[str, GroupNoun] = field(default_factory=dict)

    # -- parties -------------------------------------------------------------------------------------------------

    def party(self, actor: str) -> str | None:
        """The state or organisation an actor stands for; a force or group that is not its government stays itself."""
        person = self.persons.get(actor)
        if person is not None:
            return self.party(person.organisation) if person.organisation else person.country
        body = organisations().get(actor)
        if body is not None:
            return body.country if body.kind in {"government", "ministry"} and body.country else actor
        return (
            actor.removesuffix(".GOV")
            if actor.endswith(".GOV") or ".GOV." not in actor
            else actor.split(".GOV.", maxsplit=1)[0]
        )

    def parties(self, actors: Iterable[str]) -> tuple[str, ...]:
        """`party` of each, without repeats, in order."""
        return tuple(dict.fromkeys(p for p in map(self.party, actors) if p))

    def states_of(self, actors: Iterable[str]) -> tuple[str, ...]:
        """As `parties`, with forces, courts and citizens folded into their state as well."""
        return tuple(dict.fromkeys(p.split(".")[0] if _is_group(p) else p for p in self.parties(actors)))

    # -- noun phrases --------------------------------------------------------------------------------------------

    def members(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Actors named by the noun phrase of a token and those coordinated with it."""
        found: list[str] = []
        for member in conjuncts(token):
            found += self.single(sentence, member)
        return tuple(dict.fromkeys(found))

    def single(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Actors named by one noun phrase, without its coordinated members."""
        entries = self.entries.get((sentence.paragraph, token.i), ())
        persons = tuple(dict.fromkeys(i for entry in entries if entry.kind == "person" for i in entry.ids))
        if persons:
            return persons
        named = tuple(
            dict.fromkeys(i for e in entries if e.kind in {"state", "organisation", "people", "demonym"} for i in e.ids)
        )
        if named and not self._is_group_noun(token):
            return named
        for entry in entries:
            if entry.kind == "stand_in":
                return tuple(f"{code}.GOV" for code in entry.ids) if acts(token) else ()
        return self._described(sentence, token)

    def named_within(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """States and organisations named anywhere inside the noun phrase, in order."""
        found: list[str] = []
        for inner in token.subtree:
            for entry in self.entries.get((sentence.paragraph, inner.i), ()):
                if entry.kind in {"state", "organisation", "demonym", "people"}:
                    found += entry.ids
                elif entry.kind == "person":
                    found += self.parties(entry.ids)
        return tuple(dict.fromkeys(found))

    def owners(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """States or organisations a common noun belongs to: before it (`Japanese`, `Japan's`) or after (`of Japan`)."""
        found: list[str] = []
        for modifier in modifiers(token):
            found += self._named(sentence, modifier)
            if modifier.dep_ == "poss" and modifier.lower_ in {"its", "their", "his", "her", "our"}:
                found += self.parties(self._anaphor(sentence, modifier))
        if not found:
            for preposition, obj in prepositions(token):
                if preposition in {"of", "from", "for"}:
                    for member in _owning(obj):
                        found += self._named(sentence, member) or self._sides(sentence, member)
                        if not found and member.lower_ in MEMBERS:
                            found += [i for word in modifiers(member) for i in self._named(sentence, word)]
                    if found:
                        break
        if not found and token.i + 1 < sentence.span.end and token.nbor().lower_ == "there":
            before = [i for t in sentence.span.doc[sentence.span.start : token.i] for i in self._named(sentence, t)]
            found += before[-1:]
        return tuple(dict.fromkeys(found))

    def _named(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        entries = self.entries.get((sentence.paragraph, token.i), ())
        return tuple(i for e in entries if e.kind in {"state", "demonym", "organisation", "stand_in"} for i in e.ids)

    def _is_group_noun(self, token: "Token") -> bool:
        return token.lower_ in group_nouns() and token.pos_ in {"NOUN", "PROPN"}

    def _described(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """A common noun: an anaphor, an office without a name, or a group of a state."""
        named = [
            e
            for child in token.rights
            if child.dep_ == "appos"
            for e in self.entries.get((sentence.paragraph, child.i), ())
        ]
        if named and named[0].kind == "person" and office_noun(token):
            return named[0].ids
        anaphor = self._anaphor(sentence, token)
        if anaphor:
            return anaphor
        office = office_noun(token)
        noun = group_nouns().get(token.lower_) if token.pos_ in {"NOUN", "PROPN"} else None
        if token.lower_ == "force" and not any(True for _ in token.lefts):
            return ()  # `by force`
        if office is None and noun is None:
            return ()
        owners = self.owners(sentence, token)
        if office is not None:
            return self._office_holder(office, owners) or tuple(f"{o}.GOV" if is_state(o) else o for o in owners)
        if noun is None:
            return ()
        if noun.kind == "ministry":
            return tuple(
                self._ministry(sentence, token, noun, owner)
                for owner in owners or self._ministry_owner(sentence, token)
            )
        return self._group(sentence, token, noun, owners)

    def _group(self, sentence: Sentence, token: "Token", noun: GroupNoun, owners: tuple[str, ...]) -> tuple[str, ...]:
        if (
            not owners
            and noun.sector in {"CVL", "REB", "MIL", "COP", "OPP", "JUD", "LEG"}
            and token.tag_ in {"NNS", "NNPS", "NN", "NNP"}
        ):
            located = [
                i for prep, obj in prepositions(token) if prep in {"in", "outside"} for i in self._named(sentence, obj)
            ]
            owners = tuple(located[:1]) or ((self.issuer,) if self.issuer else ())
        ids = []
        for owner in owners:
            if not is_state(owner):
                ids.append(owner)
                continue
            actor = f"{owner}.{noun.sector}"
            ids.append(actor)
            if noun.sector != "GOV" or token.lower_ in GOVERNING:
                self.kinds[actor] = noun
                self.groups.setdefault(actor, []).append(phrase_range(sentence, token))
        return tuple(ids)

    def _ministry_owner(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Whose ministry one is that the text names alone: the party last spoken of, else where the report is from."""
        if token.dep_ == "compound":
            return ()
        return self.latest_party(sentence.offset + token.idx) or ((self.issuer,) if self.issuer else ())

    def _ministry(self, sentence: Sentence, token: "Token", noun: GroupNoun, owner: str) -> str:
        """The ministry of a state, known by the words of its portfolio; of an organisation, the organisation."""
        if not is_state(owner):
            return owner
        start, end = phrase_range(sentence, token)
        portfolio = [
            m.lower_
            for m in modifiers(token)
            if m.dep_ not in {"poss", "det"} and not self._named(sentence, m) and m.is_alpha
        ]
        portfolio += [t.lower_ for prep, obj in prepositions(token) if prep in {"of", "for"} for t in obj.subtree
                      if t.is_alpha and not self._named(sentence, t) and t.dep_ not in {"det", "prep", "case"}]  # fmt: skip
        if not portfolio:
            return f"{owner}.GOV"
        actor = f"{owner}.GOV.{'-'.join(dict.fromkeys(portfolio))[:60]}"
        self.kinds[actor] = noun
        tail = max(
            (
                sentence.offset + t.idx + len(t)
                for prep, obj in prepositions(token)
                if prep in {"of", "for"}
                for t in obj.subtree
            ),
            default=end,
        )
        self.groups.setdefault(actor, []).append((start, max(end, tail)))
        return actor

    def _office_holder(self, kind: OfficeKind, owners: tuple[str, ...]) -> tuple[str, ...]:
        """The persons of the document who hold this office for these owners."""
        return tuple(
            person.id
            for owner in owners
            for person in self.persons.values()
            if person.office_kind == kind and owner in {person.country, person.organisation}
        )[: len(owners)]

    # -- anaphors ------------------------------------------------------------------------------------------------

    def _anaphor(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """Pronouns and definite phrases that refer back."""
        offset = sentence.offset + token.idx
        lower = token.lower_
        if lower in FIRST_PERSON:
            alone = (self.author,) if self.author is not None and lower in {"i", "my"} else ()
            speaker = self._speaker(sentence) or alone or self.speakers
            if not speaker and self.voice is not None and lower in {"i", "my"}:
                speaker = (f"{self.voice}.GOV",)
            if speaker or (len(self.titled) > 1 and lower in {"we", "our", "us"}):
                return speaker or self.titled
        if lower in PLURAL_PRONOUNS:
            return self.latest_set(offset, 2 if lower == "both" else None)
        if token.pos_ == "PRON" and lower in {"he", "she", "his", "her", "him"}:
            return self._latest_person(offset, None)
        if token.pos_ == "PRON" and lower in {"it", "its"}:
            if token.dep_ == "nsubj" and self._is_of_a_text(sentence, token):
                return ()
            return self.latest_party(offset)
        if token.pos_ in {"NOUN", "PROPN"}:
            return self._sides(sentence, token) or self._definite(sentence, token)
        if token.pos_ == "NUM" and lower in NUMBERS and any(c.lower_ == "the" for c in token.lefts):
            return self.latest_set(offset, NUMBERS[lower])
        return ()

    def _is_of_a_text(self, sentence: Sentence, token: "Token") -> bool:
        """Whether `it` opens a sentence behind one that a document is the subject of."""
        doc = token.doc
        before = [t for t in doc[: sentence.span.start] if t.dep_ == "ROOT"]
        if not before or token.i > sentence.span.start + 1:
            return False
        subject = next((c for c in before[-1].lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.lower_ not in TEXTS:
            return False
        owned = (e for m in modifiers(subject) for e in self.entries.get((sentence.paragraph, m.i), ()))
        return not any(e.kind in {"state", "demonym", "organisation"} for e in owned)

    def _speaker(self, sentence: Sentence) -> tuple[str, ...]:
        """Who says a quotation, where the sentence itself tells (`"We oppose it," the spokesman said`)."""
        root = sentence.span.root
        if root.pos_ != "VERB" or not any(token.is_quote for token in sentence.span):
            return ()
        speakers = [
            child
            for child in root.children
            if child.dep_ == "nsubj" and not any(token.lower_ in FIRST_PERSON for token in child.subtree)
        ]
        return tuple(actor for speaker in speakers for actor in self.single(sentence, speaker))

    def _sides(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        if token.lower_ not in SIDES and not token.lower_.endswith(("ministers", "presidents")):
            return ()
        if any(self._named(sentence, modifier) for modifier in modifiers(token)):
            return ()
        if any(
            self._named(sentence, member)
            for prep, obj in prepositions(token)
            if prep == "of"
            for member in conjuncts(obj)
        ):
            return ()
        definite = {child.lower_ for child in token.lefts} & {"the", "both", "all", "their", "these"}
        offset = sentence.offset + token.idx
        if not definite:
            return self._latest_plural(token, offset, -1) if is_bare_plural(token) else ()
        number = next((NUMBERS[c.lower_] for c in [*token.lefts, token] if c.lower_ in NUMBERS), None)
        size = number if token.lower_ in COUNTED or (number == 2 and token.lower_ in HOLDERS) else None
        others = self._named_as_objects(sentence, token, size)
        if others:
            return others
        return (
            self._latest_plural(token, offset, size)
            or self._of_rank(offset, token)
            or self.latest_set(offset, size, states_only=token.lower_ in STATES_ONLY)
        )

    def _latest_plural(self, token: "Token", offset: int, size: int | None) -> tuple[str, ...]:
        """The body whose leaders or ministers were last spoken of by the same noun, where no set was named since."""
        if size is not None and size > 0:
            return ()
        known = [(at, of) for at, noun, of in self.plurals if at < offset and noun == token.lower_]
        index = bisect_left(self.sets, (offset,))
        since = self.sets[index - 1].offset if index and size is None else -1
        if not known or known[-1][0] < since:
            return ()
        body = set(known[-1][1])
        joint = size is None and any(body < set(m.parties) for m in self.sets[:index])
        return () if joint else known[-1][1]

    def _named_as_objects(self, sentence: Sentence, token: "Token", size: int | None) -> tuple[str, ...]:
        """`Chad praised A and B. It thanked both countries.`: the subject is none of the two."""
        if size is None or token.lower_ not in STATES_ONLY or token.dep_ != "dobj":
            return ()
        verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None) if verb is not None else None
        if subject is None or subject in token.ancestors:
            return ()
        acting = self.states_of(self.single(sentence, subject))
        offset = sentence.offset + token.idx
        if len(acting) != 1 or acting[0] not in self.latest_set(offset, size):
            return ()
        fitting = [m.parties for m in self.listed if m.offset < offset and len(m.parties) == size]
        fitting = [parties for parties in fitting if all(is_state(p) for p in parties)]
        return fitting[-1] if fitting and acting[0] not in fitting[-1] else ()

    def _of_rank(self, offset: int, token: "Token") -> tuple[str, ...]:
        """The parties last named together of which each has somebody of the rank a plural office names.

        Behind `consultations between Accra and Lome` the leaders are still the two presidents told of before.
        """
        kinds = next((kinds for ending, kinds in RANKS.items() if token.lower_.endswith(ending)), frozenset())
        if not kinds:
            return ()
        holding = {
            self.party(p.id)
            for p in self.persons.values()
            if p.office_kind in kinds and any(m.start < offset for m in p.mentions)
        }
        earlier = self.sets[: bisect_left(self.sets, (offset,))]
        return next((m.parties for m in reversed(earlier) if len(m.parties) > 1 and set(m.parties) <= holding), ())

    def _definite(self, sentence: Sentence, token: "Token") -> tuple[str, ...]:
        """`the minister`, `the president`, `the government`, `the ministry`: the latest one they can mean."""
        determiners = {child.lower_ for child in token.lefts if child.dep_ in {"det", "poss"}}
        if not determiners & {"the", "this"} or self.owners_named(sentence, token):
            return ()
        offset = sentence.offset + token.idx
        office = office_noun(token)
        if office is not None:
            named = self._latest_titled(offset, token.lower_) if office == "other" else ()
            own = self._own_holder(token, office)
            return named or own or self._latest_person(offset, office) or self._own_office(token, office)
        body = meant_by(token.lower_, self.bodies, offset)
        if body is not None:
            return (body,)
        if token.lower_ in {
            "government",
            "ministry",
            "country",
            "administration",
            "nation",
            "embassy",
            "kingdom",
            "republic",
        }:
            party = self.latest_party(offset)
            return tuple(
                f"{p}.GOV"
                if is_state(p) and token.lower_ in {"government", "administration", "ministry", "embassy"}
                else p
                for p in party
            )
        return ()

    def _own_holder(self, token: "Token", office: OfficeKind) -> tuple[str, ...]:
        """In a government's own release, `the President` in capitals is its own, whoever else was named last."""
        if self.voice is None or not token.text[0].isupper() or office not in OWN_OFFICES:
            return ()
        own = [p.id for p in self.persons.values() if p.office_kind == office and p.country == self.voice]
        return tuple(own) if len(own) == 1 else ()

    def _own_office(self, token: "Token", office: OfficeKind) -> tuple[str, ...]:
        """Whose office one is that nobody in the text holds: in capitals, that of the state that speaks."""
        if office == "secretary_general":
            return ("UN",)
        if self.issuer is not None and token.text[0].isupper() and office in OWN_OFFICES:
            return (f"{self.issuer}.GOV",)
        return ()

    def owners_named(self, sentence: Sentence, token: "Token") -> bool:
        """Whether the noun phrase itself names a state or organisation as its owner."""
        if any(self._named(sentence, modifier) for modifier in modifiers(token)):
            return True
        return any(
            self._named(sentence, m) for prep, obj in prepositions(token) if prep == "of" for m in conjuncts(obj)
        )

    def latest_set(self, offset: int, size: int | None, *, states_only: bool = False) -> tuple[str, ...]:
        """The parties last named together before an offset, of the given number if any; else the report's own."""
        earlier = self.sets[: bisect_left(self.sets, (offset,))]
        for mention in reversed(earlier):
            if states_only and not all(is_state(p) for p in mention.parties):
                continue
            if (size is None or len(mention.parties) == size) and not self._is_aside(mention, earlier):
                return mention.parties
        return self.home if size is None or len(self.home) == size else ()

    def main_pair(self) -> tuple[str, ...]:
        """The two parties named together most often, the first of equals; else the report's own."""
        pairs = [mention.parties for mention in self.sets if len(mention.parties) == 2]
        counts = Counter(frozenset(pair) for pair in pairs)
        return max(pairs, key=lambda pair: (counts[frozenset(pair)], -pairs.index(pair)), default=self.home)

    def _is_aside(self, mention: SetMention, earlier: Sequence[SetMention]) -> bool:
        """Whether a set is named once in passing, with none of the parties the report opened with."""
        first = earlier[0]
        return not set(mention.parties) & set(first.parties) and sum(m.parties == mention.parties for m in earlier) == 1

    def _latest_titled(self, offset: int, word: str) -> tuple[str, ...]:
        """The person last named whose own title has the word (`the Secretary` is the Secretary of State)."""
        titled = [p for p in self.persons.values() if p.title is not None and word in p.title.words.lower().split()]
        seen = [(m.start, p.id) for p in titled for m in p.mentions if m.end <= offset]
        return (max(seen)[1],) if seen else ()

    def _latest_person(self, offset: int, kind: OfficeKind | None) -> tuple[str, ...]:
        best: tuple[int, str] | None = None
        for person in self.persons.values():
            if kind not in {None, "other", "minister"} and person.office_kind != kind:
                continue
            if kind == "minister" and not (person.office_kind or "").endswith("minister"):
                continue
            for mention in person.mentions:
                if mention.end <= offset and (best is None or mention.start > best[0]):
                    best = (mention.start, person.id)
        return (best[1],) if best else ()

    subject_mentions: list[tuple[int, str]] = field(default_factory=list)

    def latest_party(self, offset: int) -> tuple[str, ...]:
        """The state or organisation last named as a subject before the offset."""
        index = bisect_left(self.subject_mentions, (offset,))
        return (self.subject_mentions[index - 1][1],) if index else ()


def _is_group(actor: str) -> bool:
    return len(actor) > 4 and actor[3] == "." and actor[:3].isupper()


def _owning(obj: "Token") -> "list[Token]":
    """Those an `of` names, through the portfolio between (`the Ministers of Foreign Affairs of Kenya and Uganda`)."""
    below = [inner for prep, inner in prepositions(obj) if prep == "of"] if obj.lower_ in PORTFOLIOS else []
    return [member for head in (obj, *below) for member in conjuncts(head)]
