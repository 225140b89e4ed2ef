"""What the rules of roles look at: drafts of events, the case of one relation, and the words they turn on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.claims import Claim
from communique.reading.clauses import is_verbal, lemma, patients, prepositions, subjects
from communique.reading.event_actors import ActorFinder, Parties
from communique.reading.relations import Relation
from communique.reading.sentences import Sentence
from communique.reference.codebook import EventPhrase
from communique.schema import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
MEETING = frozenset(
    "meet visit talk speak meeting summit dialogue round session consultation talks call conversation".split()
)
TREATY = frozenset(
    """agreement treaty accord pact protocol memorandum memoranda truce ceasefire deal convention declaration
    contract document text communique statement mou arrangement understanding consensus compromise settlement""".split()
)
# What befalls people without anybody's will, as verbs and nouns.
MISHAPS = frozenset(
    """crash collide collision derail derailment flip overturn capsize collapse fire explode earthquake quake flood storm
    cyclone typhoon hurricane tornado landslide avalanche mudslide eruption erupt accident disaster drought disease outbreak
    epidemic tsunami wildfire virus heatwave stampede""".split()
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
# Verbs of getting in touch.
CONTACTING = frozenset("speak call phone telephone ring meet write contact receive summon talk see visit".split())
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
    confidence: float | None = None

    @property
    def objects(self) -> "list[Token]":
        """What a verb acts on."""
        return [] if self.nominal else patients(self.trigger)

    @property
    def reciprocal(self) -> bool:
        """Whether all sides are actors."""
        return self.phrase.reciprocal and len(self.actors) > 1


@dataclass(frozen=True)
class Case:
    """What the rules look at: one relation, its claim, the events told before it, and its actors once they are known."""

    sentence: Sentence
    relation: Relation
    claim: Claim
    earlier: Sequence[Draft]
    actors: Parties = ()

    @property
    def trigger(self) -> "Token":
        """The event word."""
        return self.relation.trigger

    @property
    def type(self) -> EventType:
        """The type of the phrase."""
        return self.relation.phrase.type

    @property
    def objects(self) -> "list[Token]":
        """What a verb acts on."""
        return [] if self.relation.nominal else patients(self.trigger)


def thanked(finder: ActorFinder, case: Case) -> tuple[Parties, Parties]:
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
                return finder.everyone(case.sentence, whom), finder.everyone(case.sentence, subjects(token))
    return (), ()


def contact_of(trigger: "Token") -> "Token | None":
    """The verb of getting in touch whose purpose a verb tells (`phoned her colleague to thank him`)."""
    first = trigger.head if trigger.dep_ == "conj" and is_verbal(trigger.head) else trigger
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in first.lefts)
    above = first.head
    return (
        above if to and first.dep_ in {"advcl", "xcomp"} and lemma(above) in CONTACTING and is_verbal(above) else None
    )
