"""Frames of verbs: with their complement, addressed to somebody, in the passive, under negation, in the speaker's own future."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.reading.claims import SAYING
from communique.reading.clauses import (
    auxiliaries,
    first_conjunct,
    is_negated,
    is_passive,
    is_verbal,
    own_subjects,
    particle,
    subjects,
)
from communique.reading.stance_complements import (
    Complement,
    complement,
    has_to,
    holding,
    infinitive_of,
    lemma,
    preposition_objects,
    present_above,
    verb_as_noun,
)
from communique.reading.stance_frame import Frame, asserted
from communique.reading.stance_nouns import WATCHING, noun_frame, noun_word
from communique.reading.stance_referring import TELLING
from communique.reference.meeting_words import meeting_words
from communique.reference.stances import StanceWord, stance_words
from communique.schema.position import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


# Auxiliaries of what has to be.
DUTY = frozenset({"must", "should", "ought", "shall"})
# Under these a clause of duty is a view shared.
AGREED = frozenset({"agree", "concur", "hold", "find", "conclude", "repeat"})
# Under these `should` may tell no more than what is likely.
PLAIN = frozenset("say tell add report announce note write reveal disclose indicate".split())
# What makes a clause of duty a question or a case.
UNSURE = frozenset({"if", "whether", "why", "how", "when", "where", "unless"})
# What one can only be for or against.
SIDED_WITH = frozenset(
    "candidacy candidature candidate bid nomination nominee application proposal resolution membership".split()
)
# What several agree to do that lasts: the stance of all of them.
LASTING = frozenset({"set up", "speed up", "step up", "strengthen", "deepen", "intensify", "expand", "continue"})
AGREEING = StanceWord(word="agree", role="planning", stance="commit", examples=())
URGING = StanceWord(word="must", role="stressing", stance="urge", examples=())
AFFIRMING = StanceWord(word="must", role="stressing", stance="affirm_importance", examples=())


def verb_frame(token: "Token") -> Frame | None:
    """The frame of a verb of stance that its subject asserts."""
    if is_negated(token):
        return _negated(token)
    word = _verb_word(token)
    if word is None or word.stance is None or _carries(token):
        return None
    if not asserted(token):
        return None
    target = _target(token, word)
    topic = _verb_topic(token, word, target)
    if topic is None or (target is not None and _addresses_speaker(target)) or _only_denies(token, word, topic):
        return None
    if topic.kind in {"infinitive", "clause"} and not _asks(token, word, topic, target):
        return None
    if word.stance == "refuse" and lemma(topic.head) in stance_words("unwilled"):
        return None
    return Frame(token, token, _stance(token, word, topic), topic, word, holding(token), target)


def _stance(token: "Token", word: StanceWord, topic: Complement) -> Stance:
    """The stance on a complement: to warn somebody not to act is to urge, to stand by one's own position is not to change it."""
    if word.stance == "oppose" and topic.kind == "infinitive":
        return "urge"
    own = lemma(topic.head) in stance_words("stance_noun") and any(c.lower_ == "its" for c in topic.head.lefts)
    if lemma(token) == "stand" and own:
        return "no_change"
    assert word.stance is not None
    return word.stance


def _only_denies(token: "Token", word: StanceWord, topic: Complement) -> bool:
    """`rejected the charge`, `dismissed reports that …`: the words of others are denied, no stance is taken."""
    if word.stance not in {"oppose", "condemn"} or topic.kind != "object":
        return False
    called = any(other.lower_ == "as" for other in token.doc[token.i : token.sent.end])
    return lemma(topic.head) in stance_words("denied") and not called


def _asks(token: "Token", word: StanceWord, topic: Complement, target: "Token | None") -> bool:
    """Whether something is asked of somebody: `wants to join` and `insisted that all is well` ask nothing."""
    alone = topic.kind == "infinitive" and target is None and not is_passive(token)
    if alone and (word.party or (word.target == "on" and topic.head.dep_ != "xcomp")):
        return False  # `called his counterpart | to express sympathy`
    if topic.kind == "infinitive" and _asked_after(token, topic.head):
        return False
    if lemma(token) not in {"insist", "ask"} or topic.kind != "clause":
        return True
    bare = topic.head.tag_ == "VB" and not set(auxiliaries(topic.head)) - set(_passives(topic.head))
    passive = topic.head.tag_ == "VBN" and {helper.lower_ for helper in auxiliaries(topic.head)} == {"be"}
    return bare or passive or bool({helper.lower_ for helper in auxiliaries(topic.head)} & DUTY)


def _asked_after(token: "Token", deed: "Token") -> bool:
    """`what London hopes to gain`, `the pact which Peru hopes to sign`: what is wanted stands before."""
    return any(
        child.tag_ in {"WP", "WDT", "WRB"} and child.dep_ in {"dobj", "pobj", "advmod"}
        for child in (*token.lefts, *deed.lefts)
    )


def _passives(verb: "Token") -> "list[Token]":
    """The bare `be` of a subjunctive (`asked that it be lifted`)."""
    return [helper for helper in auxiliaries(verb) if helper.lower_ == "be"]


def stressing_frame(token: "Token") -> Frame | None:
    """`stressed that no decision can be taken without …`, `underlined that the treaty is the cornerstone of …`."""
    word = stance_words("stressing")[lemma(token)]
    topic = complement(token, ("clause",), None)
    if topic is None or word.stance is None or is_negated(token) or not asserted(token):
        return None
    verb = topic.head
    helpers = {helper.lower_ for helper in auxiliaries(verb)}
    must = bool(helpers & DUTY) or (bool(helpers & {"can", "may", "could"}) and _excludes(verb))
    pillar = any(child.dep_ == "attr" and _weighs(child) for child in verb.rights)
    return (
        Frame(token, token, word.stance, topic, word, holding(token))
        if must or (pillar and not is_negated(verb))
        else None
    )


def _weighs(noun: "Token") -> bool:
    """What is called a pillar, or the only or greatest of its kind (`the only way to peace`, `the single greatest threat`)."""
    if noun.lower_ in stance_words("pillar"):
        return True
    return any(child.tag_ == "JJS" or child.lower_ in {"only", "sole"} for child in noun.lefts)


def _excludes(verb: "Token") -> bool:
    """`no ship may …`, `can only …`, `cannot …`."""
    named = {child.lower_ for subject in own_subjects(verb) for child in (subject, *subject.lefts)}
    return (
        is_negated(verb)
        or bool(named & {"no", "none", "nobody", "only"})
        or any(c.lower_ == "only" for c in verb.children)
    )


def _verb_word(token: "Token") -> StanceWord | None:
    words = stance_words("verb")
    for extra in _extras(token):
        if (word := words.get(f"{lemma(token)} {extra}")) is not None:
            return word
    return words.get(lemma(token)) if particle(token) in {None, "upon", "on"} else None


def _extras(token: "Token") -> Iterator[str]:
    yield from (child.lower_ for child in token.lefts if child.dep_ == "advmod")
    for child in token.rights:
        if child.dep_ in {"prt", "advmod", "acomp", "dobj", "oprd", "xcomp", "ccomp", "amod"}:
            yield child.lower_


def _carries(verb: "Token") -> bool:
    """Whether the verb only carries a stance noun (`acknowledged the importance of …`)."""
    with_feeling = any(
        noun_word(noun) is not None for noun in preposition_objects(verb, {"with"}) if noun.pos_ == "NOUN"
    )
    if with_feeling and lemma(verb) in WATCHING:
        return True
    carrier = lemma(verb) in {*stance_words("light"), *stance_words("renewing"), *stance_words("affirming")}
    return carrier and any(
        child.dep_ in {"dobj", "nsubjpass"} and noun_word(child) is not None and noun_frame(child) is not None
        for child in verb.children
    )


def _expected(token: "Token", word: StanceWord) -> "Token | None":
    """Of whom a deed is expected (`expects Cairo to respect the border`)."""
    if not {"object", "infinitive"} <= set(word.complements) or is_passive(token):
        return None
    deed = next((c for c in token.rights if c.dep_ in {"xcomp", "ccomp"} and is_verbal(c) and has_to(c)), None)
    if deed is None:
        return None
    named = [c for c in token.rights if c.dep_ == "dobj" and c.i < deed.i] or own_subjects(deed)
    return named[0] if named else None


def _target(token: "Token", word: StanceWord) -> "Token | None":
    if word.target is None:
        return _expected(token, word)
    if " " in word.word and word.target != "object":
        extra = next((child for child in token.rights if child.lower_ in word.word.split()), token)
        return next(iter(preposition_objects(extra, {word.target}, token)), None)
    if word.target != "object":
        return next(
            iter(preposition_objects(token, {word.target, "upon"} if word.target == "on" else {word.target})), None
        )
    if is_passive(token):
        return next(iter(subjects(token)), None)
    for child in token.rights:
        if child.dep_ in {"dobj", "dative"} or (child.dep_ == "npadvmod" and verb_as_noun(token)):
            return child
        called = child.pos_ == "ADJ" and child.lower_ in word.word.split()  # `holds Israel responsible`
        if child.dep_ in {"ccomp", "xcomp"} and (has_to(child) or called) and (inner := own_subjects(child)):
            return inner[0]
    return None


def _verb_topic(token: "Token", word: StanceWord, target: "Token | None") -> Complement | None:
    kinds = word.complements
    if is_passive(token):
        return _passive_topic(token, word)
    if target is not None and word.target is None:
        kinds = ("infinitive",)
    found = complement(token, kinds, target, present_above(token))
    if found is None and " " in word.word:
        found = next(
            (
                f
                for child in token.rights
                if child.lower_ in word.word.split() and (f := complement(child, kinds, None))
            ),
            None,
        )
    if found is None and "object" in kinds:
        beside = next((c for c in token.rights if c.dep_ == "conj" and is_verbal(c) and not own_subjects(c)), None)
        found = complement(beside, ("object",), target) if beside is not None and not is_passive(beside) else None
    if found is None and word.target not in {None, "object"} and target is not None and "infinitive" in kinds:
        found = infinitive_of(target)
    if (
        found is not None
        and found.kind == "object"
        and target is not None
        and word.stance == "urge"
        and _names_someone(target)
    ):
        return None
    return found


def _addresses_speaker(target: "Token") -> bool:
    return target.lower_ in {"me", "us", "you", "myself", "themselves", "itself"}


def _names_someone(target: "Token") -> bool:
    return target.pos_ == "PROPN" or target.ent_type_ in {"GPE", "PERSON", "NORP"} or target.pos_ == "PRON"


def _passive_topic(token: "Token", word: StanceWord) -> Complement | None:
    if word.target == "object":
        found = complement(token, tuple(kind for kind in word.complements if kind != "object"), None)
        if found is not None or "object" not in word.complements:
            return found
    undergone = [t for t in subjects(token) if t.i < token.i]
    if "object" in word.complements and undergone:
        return Complement("object", (undergone[0],), undergone[0])
    return None


def _negated(token: "Token") -> Frame | None:
    """`does not recognise`, `cannot accept`: the present or an ability denied, not something left undone."""
    word = stance_words("negated").get(lemma(token))
    helpers = {helper.lower_ for helper in auxiliaries(token)}
    if word is None or word.stance is None or not helpers & {"do", "does", "can", "ca", "could", "cannot"}:
        return None
    topic = complement(token, word.complements, None)
    return Frame(token, token, word.stance, topic, word, holding(token)) if topic else None


def _goes_on_taking(verb: "Token") -> bool:
    """`will continue to oppose`: the stance gone on with is told itself; to go on supporting is a commitment."""
    known = stance_words("verb")
    inner = [known[lemma(c)] for c in verb.rights if c.dep_ == "xcomp" and lemma(c) in known]
    return any(word.stance not in {None, "support"} for word in inner)


def is_deed(verb: "Token") -> bool:
    """Whether a verb names what one may bind oneself to: not a state of things, a meeting or a mere saying."""
    name = lemma(verb)
    if name in stance_words("unwilled") or name in stance_words("unpromised") or name in SAYING:
        return False
    return name not in meeting_words("verb") and any(child.dep_ in {"dobj", "prep", "xcomp"} for child in verb.rights)


def _is_work(verb: "Token") -> bool:
    """What one may plan to do beside meeting and speaking: also to bring about or take part."""
    object_ = any(child.dep_ == "dobj" for child in verb.rights)
    return is_deed(verb) or (object_ and lemma(verb) in {"bring", "raise", "take", "make", "complete", "focus"})


def _sets_about(verb: "Token") -> bool:
    """`would begin compensating the families`: a deed that is begun."""
    return lemma(verb) in {"begin", "start"} and any(c.dep_ == "xcomp" and is_deed(c) for c in verb.rights)


def _sides_with(verb: "Token") -> bool:
    """Support for what one can only be for, as a candidate: no help is promised."""
    if lemma(verb) not in {"support", "back", "endorse"}:
        return False
    return any(child.dep_ == "dobj" and lemma(child) in SIDED_WITH for child in verb.rights)


def agreeing_frame(token: "Token") -> Frame | None:
    """`agreed to extend a credit line`: what one side agrees to do it promises; what both agree to do is an event."""
    if is_negated(token) or is_passive(token) or not asserted(token):
        return None
    topic, who = infinitive_of(token), holding(token)
    if topic is None or lemma(topic.head) in stance_words("verb") or not is_deed(topic.head):
        return None
    many = len(who) != 1 or who[0].tag_ in {"NNS", "NNPS"} or who[0].lower_ in {"they", "both", "we"}
    if many and not _is_lasting(topic.head):
        return None
    return Frame(token, token, "commit", topic, AGREEING, who)


def _is_lasting(verb: "Token") -> bool:
    """What several bind themselves to beyond one act (`agreed to set up a joint mechanism`, `to deepen …`)."""
    name = f"{lemma(verb)} {particle(verb)}" if particle(verb) else lemma(verb)
    return name in LASTING


def giving_frame(token: "Token") -> Frame | None:
    """`announced the donation of 12 tons of rice`: what is given is promised."""
    if is_negated(token) or is_passive(token) or not asserted(token):
        return None
    given = next((c for c in token.rights if c.dep_ == "dobj" and lemma(c) in stance_words("giving")), None)
    if given is None or any(child.lower_ in {"no", "its", "their"} for child in given.lefts):
        return None
    word = stance_words("giving")[lemma(given)]
    return Frame(token, token, "commit", Complement("object", (given,), given), word, holding(token))


def planning_frame(token: "Token") -> Frame | None:
    """`plans to provide ambulances`: a deed of one's own that is intended; a stance planned is told itself."""
    if is_negated(token) or is_passive(token) or not asserted(token):
        return None
    topic = infinitive_of(token)
    if topic is None or lemma(topic.head) in stance_words("verb") or not _is_work(topic.head):
        return None
    word = stance_words("planning")[lemma(token)]
    return Frame(token, token, "commit", topic, word, holding(token))


def duty_frame(helper: "Token") -> Frame | None:
    """`said Moscow must withdraw`, `agreed that neighbours should lead`: what others have to do, in somebody's words."""
    verb = helper.head
    if not is_verbal(verb) or not is_reported(verb):
        return None
    named = own_subjects(verb)
    if not named or (named[0].pos_ == "PRON" and named[0].lower_ not in {"those", "all"}) or helper.i < named[0].i:
        return None
    if any(child.dep_ in {"mark", "advmod"} and child.lower_ in UNSURE for child in verb.lefts):
        return None
    if lemma(first_conjunct(verb).head) == "agree" and _own_means(named[0]):
        return None
    asked = is_passive(verb) or named[0].ent_type_ in {"GPE", "ORG", "NORP"} or named[0].pos_ == "PROPN"
    told = lemma(first_conjunct(verb).head)
    if not asked and helper.lower_ == "should" and told in PLAIN:
        return None  # `said the train should arrive at noon`
    word = URGING if asked else AFFIRMING
    return Frame(
        verb,
        verb,
        "urge" if asked else "affirm_importance",
        Complement("clause", (verb,), verb),
        word,
        condition="duty",
    )


def _own_means(noun: "Token") -> bool:
    """`a group of experts`, `prosecutors of both countries`: that they should act is an agreement of the parties to act."""
    return any(token.lower_ in {"a", "an", "both", "their", "two"} for token in noun.subtree)


def is_reported(verb: "Token") -> bool:
    """Whether a clause is what somebody says, or goes on with what is."""
    first = first_conjunct(verb)
    if first.dep_ not in {"ccomp", "parataxis"} or not is_verbal(first.head) or is_negated(first.head):
        return False
    return lemma(first.head) in SAYING | TELLING | AGREED


def future_frame(helper: "Token") -> Frame | None:
    """`would not return until …` refuses; `said it would fund …` commits, where the speaker speaks of itself."""
    verb = helper.head
    if not is_verbal(verb) or verb.pos_ == "AUX" or is_passive(verb):
        return None
    negated = is_negated(verb)
    if any(child.lower_ == "have" and child.dep_ == "aux" for child in verb.lefts):
        return None  # `would have backed it`: it did not
    if not negated and lemma(verb) == "continue" and _goes_on_taking(verb):
        return None
    futures = stance_words("future")
    if not negated and _sides_with(verb):
        return None  # `will back the candidacy`: told as it is
    if not negated and lemma(verb) in stance_words("verb") and lemma(verb) not in futures:
        return None
    word = next(
        (futures[f"{lemma(verb)} {extra}"] for extra in _extras(verb) if f"{lemma(verb)} {extra}" in futures),
        futures.get(lemma(verb)),
    )
    if negated:
        if lemma(verb) in stance_words("unwilled"):
            return None
        word = StanceWord(word=lemma(verb), role="future", stance="refuse", examples=())
    elif word is None and (is_deed(verb) or _sets_about(verb)):
        word = StanceWord(word=lemma(verb), role="future", stance="commit", examples=())
    if word is None or word.stance is None:
        return None
    topic = Complement("infinitive", (verb,), verb)
    return Frame(verb, verb, word.stance, topic, word, tuple(subjects(verb)), condition="own future")
