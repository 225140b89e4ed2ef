"""Who takes part in a meeting: from the noun and its phrase, from the verb, from a joint body."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.cast import office_noun
from communique.reading.claims import claim_of
from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    is_negated,
    is_passive,
    is_verbal,
    lemma,
    modifiers,
    own_subjects,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.groups import group_nouns
from communique.reference.meeting_words import meeting_words
from communique.reference.organisations import organisations

if TYPE_CHECKING:
    from spacy.tokens import Token
from communique.reading.meeting_mention import LIGHT
from communique.reading.meeting_nouns import BODIES, measured


def other_side(
    scene: Scene, sentence: Sentence, token: "Token", parties: tuple[str, ...], people: "Sequence[Token]"
) -> tuple[str, ...]:
    """The parties where the phrase names one or none: a joint body's, the subject's of `talks with X`, the sentence's."""
    offset = sentence.offset + token.idx
    if is_joint_body(people):
        return joint_parties(scene, sentence, people, offset) or parties
    if len(parties) == 1 and token.dep_ == "pobj" and token.head.lower_ == "for":
        hosts = _sent_to(scene, sentence, token.head.head)
        if hosts and not set(hosts) & set(parties):
            return (*parties, *hosts)
    if len(parties) == 1 and token.dep_ == "dobj" and any(prep == "with" for prep, _ in prepositions(token)):
        speaking = [a for t in subjects(token.head) for a in _speaker(scene, sentence, t)]
        if scene.cast.states_of(speaking):
            return tuple(dict.fromkeys([*scene.cast.states_of(speaking), *parties]))
    if len(parties) == 1 and any(prep == "with" for prep, _ in prepositions(token)):
        return tuple(dict.fromkeys([*scene.cast.latest_party(offset), *parties]))
    if not parties and token.dep_ == "pobj" and token.head.lower_ in {"at", "after", "during", "following"}:
        return next((m.parties for m in reversed(scene.cast.sets) if sentence.start <= m.offset < offset), ())
    return parties


def _speaker(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """Who a subject names, or whose statement it is."""
    return scene.cast.single(sentence, token) or scene.cast.owners(sentence, token)


# Verbs of coming or sending to a capital for what follows (`lead a delegation to Beijing for talks`).
SENDING = frozenset("lead send dispatch head fly travel go come arrive return bring take".split())


def _sent_to(scene: Scene, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """The state whose capital or territory somebody travels or is sent to."""
    if lemma(verb) not in SENDING:
        return ()
    hosts = [verb, *(child for child in verb.rights if child.dep_ == "dobj")]
    goals = [obj for host in hosts for prep, obj in prepositions(host) if prep in {"to", "in"}]
    places = [scene.places.of_phrase(sentence, goal) for goal in goals]
    return tuple(dict.fromkeys(place.country for place in places if place is not None and place.country))[:1]


def between(token: "Token") -> "list[Token]":
    """Those named with the noun itself as its two sides."""
    outer = [token, *([token.head] if token.dep_ == "nsubj" and lemma(token.head) == "take" else [])]
    among = [obj for top in outer for prep, obj in prepositions(top) if prep in {"between", "among", "amongst"}]
    found = [m for obj in among for first in (*_first_of_two(obj), obj) for m in conjuncts(first)]
    found = list(dict.fromkeys(found))
    found = found or _between_behind(token)
    return [*found, *_listed_behind(found[0])] if len(found) == 1 else found


def _first_of_two(obj: "Token") -> "list[Token]":
    """The first of two names that a parse hangs on the second (`between A and Pakistan's B`)."""
    return [c for c in obj.lefts if c.dep_ == "nmod" and any(cc.dep_ == "cc" for cc in c.rights)]


def _listed_behind(first: "Token") -> "list[Token]":
    """The rest of a list the parse broke off (`among Mali, the Niger and Chad was held`), up to the next verb."""
    rest = []
    for token in first.doc[first.i + 1 : first.sent.end]:
        if token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} or token.text in {";", "."}:
            break
        rest += [token] if token.pos_ in {"PROPN", "NOUN"} else []
    return rest


def _between_behind(token: "Token") -> "list[Token]":
    """As `between`, where brackets or a name keep the parse from it (`the round of talks (ROT) between Mali and Chad`)."""
    for other in token.doc[token.i + 1 : min(token.i + 10, token.sent.end)]:
        if other.pos_ in {"VERB", "AUX"} or other.text in {",", ";", "."}:
            return []
        if other.lower_ == "between":
            return [m for child in other.children if child.dep_ == "pobj" for m in conjuncts(child)]
    return []


# How those are named who are asked to a meal or given an audience.
GUEST_PREPOSITION = {
    "dinner": "for",
    "lunch": "for",
    "luncheon": "for",
    "banquet": "for",
    "breakfast": "for",
    "audience": "to",
}


def noun_participants(token: "Token") -> "list[Token]":
    """NP heads of those who take part, from the noun's own phrase and the verb it belongs to."""
    found: list[Token] = []
    inner = [o for p, o in prepositions(token) if p == "of" and o.lower_ in meeting_words("noun")]
    found += [m for talks in inner for p, o in prepositions(talks) if p in {"between", "with"} for m in conjuncts(o)]
    for prep, obj in prepositions(token):
        if (
            prep in {"between", "among", "with", "of", "by", "from", "involving"}
            or (prep == "on" and lemma(token) == "call")
            or prep == GUEST_PREPOSITION.get(lemma(token))
        ):
            found += list(conjuncts(obj))
    verb = clause_of(token)
    verb = clause_of(verb.head) if verb.dep_ == "prep" else verb  # `Following the talks, A and B signed it`
    own = is_verbal(verb) and verb != token and any(s.pos_ != "PRON" for s in own_subjects(verb))
    found += [p for p in possessors(token) if not (own and p.lower_ in {"their", "its"} and token.dep_ == "pobj")]
    if is_verbal(verb) and verb != token:
        found += _from_verb(token, verb)
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and is_verbal(child):
            found += [
                m
                for prep, obj in prepositions(child)
                if prep in {"between", "among", "with"} or (prep == "by" and not _only_brings(child, found))
                for m in conjuncts(obj)
            ]
            if lemma(child) in LIGHT and not is_passive(child):
                found += [s for s in own_subjects(child) if s.tag_ not in {"WDT", "WP"}]
    return found


def _only_brings(verb: "Token", found: "Sequence[Token]") -> bool:
    """`talks mediated by Qatar`, `a meeting of A and B hosted by C`: who brings two together is none of them."""
    return lemma(verb) in BROKERING or (lemma(verb) in MEDIATING and len(found) > 1)


# What only a third party does.
BROKERING = frozenset({"mediate", "broker", "facilitate"})


def _offers_venue(token: "Token", verb: "Token") -> bool:
    """`offered to host a meeting of the two foreign ministers`: who would lend the room for others."""
    sides = [m for p, o in prepositions(token) if p in {"of", "between", "among"} for m in conjuncts(o)]
    others = len(sides) > 1 or any(side.tag_ in {"NNS", "NNPS"} for side in sides)
    return others and (
        lemma(verb) in BROKERING
        or (lemma(verb) == "host" and verb.dep_ == "xcomp" and lemma(verb.head) in {"offer", "propose", "be"})
    )


def _from_verb(token: "Token", verb: "Token") -> "list[Token]":
    theme = measured(token)
    while theme.dep_ == "conj":
        theme = theme.head
    if theme.dep_ == "pobj" and theme.head.lower_ == "for" and lemma(verb) in GATHERING:
        return [m for obj in patients(verb) for m in conjuncts(obj)]
    found: list[Token] = []
    light = lemma(verb) in LIGHT
    if theme.dep_ in {"dobj", "attr", "nsubjpass", "nsubj"} and theme.head == verb:
        if theme.dep_ in {"dobj"} and light and not _offers_venue(token, verb):
            found += subjects(verb)
        found += [
            m for prep, obj in prepositions(verb) if prep in {"between", "among", "with", "by"} for m in conjuncts(obj)
        ]
    elif theme.dep_ == "pobj" and theme.head.lower_ in OCCASION and _hangs_on(theme.head, verb):
        found += agents(verb) if is_passive(verb) else subjects(verb)
        if theme.head.lower_ in {"at", "during", "for", "in"} and lemma(verb) in MEETING_VERBS:
            found += patients(verb)
    return found


# Kinds of organisation that hold no meeting of their own by standing before the noun (`Foreign Office Consultations`).
OFFICES = frozenset({"government", "ministry"})
# Prepositions before the occasion on which something is done, and verbs whose object takes part in it too.
OCCASION = frozenset({"at", "during", "in", "for", "into", "after", "following"})
GATHERING = frozenset({"bring", "convene", "gather", "assemble"})
MEETING_VERBS = frozenset({"meet", "host", "receive", "join", "tell"})


def _hangs_on(prep: "Token", verb: "Token") -> bool:
    return prep.head == verb or (prep.head.dep_ in {"dobj", "acl"} and prep.head.head == verb)


def modifier_parties(scene: Scene, sentence: Sentence, token: "Token") -> list[str]:
    """States and organisations before the noun (`Japan-France summit`, `the EU-Japan dialogue`)."""
    found: list[str] = []
    words = {inner for outer in modifiers(token) for inner in (outer, *_apposed(outer))}
    for modifier in sorted(words, key=lambda word: word.i):
        if (modifier.dep_ == "poss" and modifier.pos_ != "PROPN") or _is_of_third(modifier):
            continue
        for entry in scene.cast.entries.get((sentence.paragraph, modifier.i), ()):
            if entry.kind in {"state", "demonym", "organisation", "stand_in"}:
                found += [i for i in entry.ids if i not in organisations() or organisations()[i].kind not in OFFICES]
    return list(dict.fromkeys(found))


def _apposed(modifier: "Token") -> "list[Token]":
    """The second of two joined by a hyphen that a parse hangs on the first (`EU-Namibia dialogue`)."""
    return [child for child in modifier.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]


def _is_of_third(modifier: "Token") -> bool:
    """`Qatari-mediated talks`: who brings the parties together is none of them."""
    return modifier.head.tag_ == "VBN" and lemma(modifier.head) in MEDIATING and modifier.head.dep_ == "amod"


# What a third party does for a meeting.
MEDIATING = frozenset("mediate broker host sponsor facilitate lead back".split())
# A group of no more members is its members (the G7, the Quad); a larger body meets as itself.
MOST_NAMED = 8
OFFICERS = frozenset("ministers leaders heads presidents chiefs ambassadors envoys secretaries".split())
# Verbs that name an occasion only with a time or place, or as something done (`would consult closely` is a promise).
CONSULTING = frozenset({"consult", "confer", "talk", "negotiate", "speak"})


def is_occasion(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    """Whether a verb of consulting tells of an occasion rather than a promise to keep in touch."""
    if claim_of(verb).status in {"actual", "background", "denied"}:
        return True
    return scene.date_of(sentence, verb) is not None or scene.place_of(sentence, verb) is not None


def members_meeting(scene: Scene, sentence: Sentence, people: "Sequence[Token]") -> tuple[str, ...]:
    """`the G7 foreign ministers met`: the members of an organisation on the day, whose ministers or leaders meet."""
    for token in people:
        body = next((b for o in scene.cast.owners(sentence, token) if (b := organisations().get(o)) is not None), None)
        if body is not None and token.lower_ in OFFICERS:
            members = tuple(dict.fromkeys(m.state for m in body.members if m.holds(scene.anchor)))
            return members if len(members) <= MOST_NAMED else ()
    return ()


def is_joint_body(people: "Sequence[Token]") -> bool:
    """`the joint committee`: a body of the two parties spoken of."""
    bodies = (token for token in people if token.lower_ in BODIES)
    return any(child.lower_ in {"the", "joint", "bilateral", "mixed"} for token in bodies for child in token.lefts)


def joint_parties(scene: Scene, sentence: Sentence, people: "Sequence[Token]", offset: int) -> tuple[str, ...]:
    """The parties of a joint body: those its own phrase names, else the two last spoken of, of which the text is."""
    named = scene.cast.states_of([a for token in people for a in scene.cast.named_within(sentence, token)])
    if len(named) > 1:
        return named
    latest = scene.cast.latest_set(offset, 2)
    main = scene.cast.main_pair()
    return main if (named and set(named) <= set(main)) or set(latest) & set(main) else latest


def objects_are_actors(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    """Whether what is met, hosted or called is someone (`met the foreign minister`), not something (`met the target`)."""
    if is_passive(verb):
        return True
    behind = _behind_with(verb, {"with"})
    objects = [
        obj for obj in patients(verb) if behind is None or obj.i < behind
    ]  # what stands behind `with` is misread
    return all(scene.cast.single(sentence, obj) and not _is_thing(scene, sentence, obj) for obj in objects)


def _behind_with(verb: "Token", words: set[str]) -> int | None:
    """The token behind the first `with` after a verb, wherever the parse hangs it, with no other verb between."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ in {"VERB", "AUX"} or token.text in {",", ";", "."} or token.lower_ in meeting_words("noun"):
            return None
        if token.lower_ in words and token.pos_ in {"ADP", "SCONJ"}:
            return token.i + 1
    return None


def persons_met(scene: Scene, sentence: Sentence, verb: "Token") -> list[str]:
    """Persons named behind `with` or `to` up to the next verb, where the parse lost the list they stand in."""
    found: list[str] = []
    doc = verb.doc
    start = _behind_with(verb, {"with", "to"})
    for token in doc[start : sentence.span.end] if start is not None else ():
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.text in {";", ".", "–", "—"}:
            break
        if found and token.pos_ == "ADP" and token.lower_ not in {"of", "for", "with", "bin"}:
            break
        entries = scene.cast.entries.get((sentence.paragraph, token.i), ())
        found += [i for entry in entries if entry.kind == "person" for i in entry.ids]
    return list(dict.fromkeys(found))


def _is_thing(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    entries = scene.cast.entries.get((sentence.paragraph, token.i), ())
    if lemma(token.head) == "host" and any(entry.kind == "organisation" for entry in entries):
        return True  # `host the Forum`: what is held, not who comes
    if any(entry.kind == "people" for entry in entries) or any(
        c.dep_ in {"nummod", "quantmod"} for c in token.lefts if c.lower_ != "two"
    ):
        return True
    return not entries and office_noun(token) is None and token.pos_ == "NOUN" and token.lower_ not in group_nouns()


def are_agents(actors: Sequence[str]) -> bool:
    """Whether those who meet can: persons, states, governments and organisations, not only forces or crowds."""
    return not any(actor[3:].startswith((".CVL", ".REB", ".BUS")) for actor in actors)


# To whom one speaks without meeting.
PRESS = frozenset("reporter journalist press media crowd audience nation lawmaker parliament agency".split())


def _is_other_sense(verb: "Token", word: str) -> bool:
    """`called for`, `spoke to reporters`, `has not met since May`: no meeting told."""
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if word == "call":
        return following in {"for", "on", "upon", "off"}
    if word in {"speak", "talk"}:
        return _takes_a_stand(verb, following) or any(
            prep in {"to", "with"} and lemma(obj) in PRESS for prep, obj in prepositions(verb)
        )
    return word == "meet" and is_negated(verb) and any(prep == "since" for prep, _ in prepositions(verb))


def _takes_a_stand(verb: "Token", following: str) -> bool:
    """`spoke in favour of`, `spoke out against`, `spoke at the forum`: to the world, not to each other."""
    if any(prep in {"to", "with"} for prep, _ in prepositions(verb)):
        return False
    causes = {"favour", "favor", "support", "defence", "defense"}
    stands = any(prep == "in" and lemma(obj) in causes for prep, obj in prepositions(verb))
    long = any(prep == "for" and lemma(obj) in {"hour", "minute", "time"} for prep, obj in prepositions(verb))
    return stands or (following in {"out", "up", "against", "for", "at", "of", "highly", "well"} and not long)


def verb_participants(verb: "Token", word: str) -> "list[Token] | None":
    """Those who meet; None where the verb has another sense."""
    if _is_other_sense(verb, word):
        return None
    objects = [t for t in patients(verb) if not is_passive(verb)]
    subject = subjects(verb)
    withs = [m for prep, obj in prepositions(verb) if prep in {"with", "by"} for m in conjuncts(obj)]
    if word in {"speak", "talk"}:
        withs += [m for prep, obj in prepositions(verb) if prep == "to" for m in conjuncts(obj)]
        return subject + withs
    if word == "call":
        named = [child for child in verb.rights if child.dep_ == "oprd" and child.tag_ == "NNP"]
        objects = objects or named  # a name the parse took for what someone is called
        wrong = any(
            child.dep_ in {"oprd", "ccomp", "xcomp", "prt"} and child not in named for child in verb.rights
        ) or any(p in {"for", "on", "off"} and obj.ent_type_ not in {"DATE", "TIME"} for p, obj in prepositions(verb))
        wrong = wrong or any(child.lower_ == "home" for child in verb.rights)
        shared = [t for c in verb.children if c.dep_ == "conj" and is_verbal(c) and not objects for t in patients(c)]
        if is_passive(verb) and not wrong:
            return [*agents(verb), *patients(verb)]
        return None if wrong else subject + objects + shared
    if word in {"host", "receive", "welcome", "greet"}:
        return subject + objects + withs
    return subject + objects + withs
