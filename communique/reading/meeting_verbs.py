"""Meetings told by a verb: who met, received, hosted, called on or telephoned whom.

The parse often loses the second side behind the place and day (`received today at the Palace the Minister …`) or hangs
the first on a title before it; then the person named nearest to the verb is taken.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.reading.cast import is_state, office_noun
from communique.reading.clauses import (
    complements,
    conjuncts,
    is_passive,
    is_verbal,
    lemma,
    patients,
    prepositions,
    subjects,
)
from communique.reading.meeting_mention import (
    MeetingMention,
    actors_named,
    clause_text,
    format_words,
    make_mention,
    mode_said,
)
from communique.reading.meeting_participants import (
    CONSULTING,
    are_agents,
    is_joint_body,
    is_occasion,
    joint_parties,
    members_meeting,
    objects_are_actors,
    persons_met,
    verb_participants,
)
from communique.reading.meeting_visits import visit_verb
from communique.reading.nearness import person_after, person_before
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.meeting_words import MeetingWord, meeting_words
from communique.reference.organisations import organisations
from communique.schema import Level, MeetingFormat, MeetingMode

if TYPE_CHECKING:
    from spacy.tokens import Token

# How long one sits with another (`spent two hours with the general`).
HOURS = frozenset({"hour", "minute", "day", "evening", "morning", "afternoon"})
# Verbs whose object is received by their subject.
HOSTING = frozenset({"host", "receive", "welcome", "greet"})
# Offices whose holder receives at home.
HOSTS = frozenset({"head_of_state", "head_of_government"})
# Verbs whose other side may stand far behind, after place and day.
FACING = HOSTING | {"meet"}


def _persons_within(scene: Scene, sentence: Sentence, people: "Sequence[Token]") -> list[str]:
    """Persons inside the phrases of those who meet, where the parse lost their coordination (`A's B and C's D met`)."""
    inside = [token for head in people for token in sentence.span.doc[head.left_edge.i : head.i]]
    entries = [e for token in inside for e in scene.cast.entries.get((sentence.paragraph, token.i), ())]
    return list(dict.fromkeys(i for e in entries if e.kind == "person" for i in e.ids))


def verb_mention(scene: Scene, sentence: Sentence, token: "Token") -> MeetingMention | None:
    """The meeting a verb tells of, or None."""
    if token.pos_ != "VERB" or token.dep_ in {"amod", "compound"}:
        return None
    word = _with_particle(token)
    if word in {"discuss", "exchange", "review"} and mode_said(token) in {"phone", "online"}:
        word = "speak"  # `exchanged views over the telephone`
    record = meeting_words("verb").get(word)
    if record is None:
        return None
    if record.format == "visit":
        return visit_verb(scene, sentence, token, word)
    if word == "call on":
        return _courtesy_call(scene, sentence, token, record)
    people = verb_participants(token, word)
    people = _of_main_clause(scene, sentence, token, people) if people else people
    _place_host(scene, sentence, token, people or ())
    if people is None or (word in CONSULTING and not is_occasion(scene, sentence, token)):
        return None
    actors, parties = _sides(scene, sentence, token, word, people)
    if not (len(parties) > 1 or _is_assembly(parties, people)) or not are_agents(actors):
        return None
    hosted = not is_passive(token) and word in HOSTING and not set(actors) & set(scene.cast.persons)
    if hosted and not any(scene.cast.single(sentence, obj) for obj in people[1:]):
        return None
    if word == "see" and not _is_seen(scene, sentence, token):
        return None
    if word not in {"spend together", "negotiate", "see", "speak"} and not objects_are_actors(scene, sentence, token):
        return None
    directed = (parties[1], parties[0]) if word in HOSTING and len(parties) == 2 else None
    fmt, level, mode = _formed(token, record, parties)
    return make_mention(
        scene, sentence, token, fmt, level, mode or record.mode, parties, people, actors, directed, False
    )


def _is_seen(scene: Scene, sentence: Sentence, verb: "Token") -> bool:
    """`had seen the minister in Cairo in May`, `last saw each other in June`: an occasion with a day or a place."""
    seen = [obj for obj in verb.rights if obj.dep_ == "dobj"]
    each_other = any(obj.lower_ == "other" and any(c.lower_ == "each" for c in obj.lefts) for obj in seen)
    somebody = [a for obj in seen for a in scene.cast.members(sentence, obj) if a in scene.cast.persons or ".GOV" in a]
    if not each_other and (not somebody or not subjects(verb) or is_passive(verb)):
        return False
    return scene.date_of(sentence, verb) is not None or scene.place_of(sentence, verb) is not None


def _of_main_clause(scene: Scene, sentence: Sentence, verb: "Token", people: "list[Token]") -> "list[Token]":
    """Those whom `they` is in `A and B discussed it when they met`, `A will raise it with B when they meet`."""
    main = verb.head
    if verb.dep_ != "advcl" or not is_verbal(main) or not any(t.lower_ in {"they", "both"} for t in people):
        return people
    acting = [t for t in subjects(main) if t.pos_ != "PRON" or t.lower_ not in {"they", "both"}]
    facing = [
        m
        for top in (main, *complements(main))
        for p, o in prepositions(top)
        if p in {"with", "to"}
        for m in conjuncts(o)
    ]
    facing += [t for t in patients(main) if not is_passive(main)]
    for found in (acting, [*acting, *facing]):
        parties = scene.cast.states_of(actors_named(scene, sentence, found))
        if len(parties) > 1 or _is_assembly(parties, found):
            return found
    return people


def _place_host(scene: Scene, sentence: Sentence, verb: "Token", people: "Sequence[Token]") -> None:
    """Whom one meets in a place abroad is of that place's state, where the text leaves it to be inferred."""
    place = scene.place_of(sentence, verb)
    if verb.dep_ == "relcl" and any(child.lower_ == "where" for child in verb.lefts):
        above = verb.head if not is_verbal(verb.head) else None
        goals = [above] if above is not None else [o for p, o in prepositions(verb.head) if p in {"to", "for", "in"}]
        found = [scene.places.of_phrase(sentence, goal) for goal in goals]
        place = next((p for p in found if p is not None and p.country), place)
    if place is None or place.country is None:
        return
    met = [scene.cast.persons[a] for a in actors_named(scene, sentence, people) if a in scene.cast.persons]
    for person in met[1:]:
        own = {p.country for p in met if p is not person}
        if (person.inferred or not person.country) and person.office_kind in HOSTS and place.country not in own:
            person.country, person.inferred = place.country, True


def _with_particle(verb: "Token") -> str:
    """The lemma with the small word that makes another verb of it (`sat down`, `called on`)."""
    word = lemma(verb)
    plain = verb.lower_.removesuffix("d")
    word = (
        plain if plain.endswith("e") and word not in meeting_words("verb") and plain in meeting_words("verb") else word
    )
    for extra, known in (("down", "sit"), ("together", "spend")):
        if word == known and any(child.lower_ == extra for child in verb.rights):
            return f"{known} {extra}"
    if word == "spend" and any(prep == "with" for top in (verb, *verb.rights) for prep, _ in prepositions(top)):
        spent = [child for child in verb.rights if child.dep_ in {"dobj", "npadvmod"}]
        return "spend together" if any(lemma(child) in HOURS for child in spent) else word
    following = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    return "call on" if word == "call" and following in {"on", "upon"} else word


def _sides(
    scene: Scene, sentence: Sentence, verb: "Token", word: str, people: "Sequence[Token]"
) -> tuple[list[str], tuple[str, ...]]:
    """Those who meet and their parties: by the parse, then by what stands nearest."""
    actors = list(dict.fromkeys([*actors_named(scene, sentence, people), *persons_met(scene, sentence, verb)]))
    parties = scene.cast.states_of(actors)
    if len(parties) < 2:
        actors = [*actors, *_persons_within(scene, sentence, people)]
        parties = scene.cast.states_of(actors)
    if len(parties) < 2 and is_joint_body(people):
        return actors, joint_parties(scene, sentence, people, sentence.offset + verb.idx)
    if len(parties) < 2 and (members := members_meeting(scene, sentence, people)):
        return actors, members
    if _is_assembly(parties, people):
        return actors, parties
    if len(parties) < 2 and word in FACING:
        beside = [person_before(scene, sentence, verb), person_after(scene, sentence, verb, passive=is_passive(verb))]
        actors = list(dict.fromkeys([*actors, *(a for found in beside for a in found)]))
        parties = scene.cast.states_of(actors)
    if len(parties) < 2 and word in FACING:
        parties = paired(scene, actors, parties)
    if len(parties) == 1 and (seat := _seat_of_colleague(scene, sentence, verb, actors)) and seat not in parties:
        parties = (*parties, seat)
    if len(parties) == 1 and word in HOSTING:
        parties = _with_host(scene, actors, parties)
    return actors, parties


COLLEAGUES = frozenset({"colleague", "counterpart", "homologue", "peer"})


def _seat_of_colleague(scene: Scene, sentence: Sentence, verb: "Token", actors: "Sequence[str]") -> str | None:
    """`phoned her colleague in Asunción`: the state where the colleague sits, whose is then the person named so."""
    for obj in (*patients(verb), *(o for p, o in prepositions(verb) if p in {"with", "to"})):
        if lemma(obj) not in COLLEAGUES:
            continue
        places = [scene.places.of_phrase(sentence, o) for p, o in prepositions(obj) if p == "in"]
        seat = next((place.country for place in places if place is not None and place.country), None)
        named = [
            scene.cast.persons[a] for a in (*actors, *person_after(scene, sentence, verb)) if a in scene.cast.persons
        ]
        for person in named:
            if seat is not None and (person.country is None or person.inferred) and not person.organisation:
                person.country, person.inferred = seat, True
        return seat
    return None


def _with_host(scene: Scene, actors: "Sequence[str]", parties: tuple[str, ...]) -> tuple[str, ...]:
    """`The Indonesian ministers were received by President Sarpkaya`: of the other state the report is about."""
    pair = scene.cast.main_pair()
    hosts = [scene.cast.persons[a] for a in actors if a in scene.cast.persons]
    hosts = [p for p in hosts if p.office_kind in HOSTS and not p.organisation and (p.inferred or not p.country)]
    if len(pair) != 2 or parties[0] not in pair or len(hosts) != 1:
        return parties
    other = next(party for party in pair if party != parties[0])
    if not is_state(other):
        return parties
    hosts[0].country, hosts[0].inferred = other, True
    return (*parties, other)


def paired(scene: Scene, actors: Sequence[str], parties: tuple[str, ...]) -> tuple[str, ...]:
    """The two parties the text is about, where two persons meet and the state of one or both is left unsaid."""
    persons = [scene.cast.persons[a] for a in actors if a in scene.cast.persons]
    open_ones = [p for p in persons if not p.country and not p.organisation]
    open_ones = open_ones or [p for p in persons if p.inferred][-1:]  # nobody is met by one of the own state
    pair = scene.cast.main_pair()
    if len(persons) != 2 or not open_ones or len(pair) != 2 or not set(parties) <= set(pair):
        return parties
    if len(open_ones) == 1 and is_state(other := next(p for p in pair if p not in parties)):
        open_ones[0].country, open_ones[0].inferred = other, True
    return pair if open_ones[0].office_kind or len(open_ones) == 1 else parties


def _is_assembly(parties: Sequence[str], people: "Sequence[Token]") -> bool:
    """The ministers or leaders of one organisation, who meet as its members."""
    return len(parties) == 1 and parties[0] in organisations() and any(t.tag_ in {"NNS", "NNPS"} for t in people)


# What one who came from abroad is called.
GUESTS = frozenset({"dignitary", "guest", "visitor", "delegate", "envoy", "minister"})


def _visitor(scene: Scene, sentence: Sentence, people: "Sequence[Token]", host: "Sequence[str]") -> tuple[str, ...]:
    """The person named last before whom `the visiting dignitary` or `the guest` is, of another state than the host's."""
    called = next((t for t in people if lemma(t) in GUESTS), None)
    if called is None or not (
        lemma(called) in {"guest", "visitor"} or any(c.lower_ == "visiting" for c in called.lefts)
    ):
        return ()
    home = set(scene.cast.states_of(host))
    abroad = [p for p in scene.cast.persons.values() if p.country and p.country not in home]
    seen = [(m.start, p.id) for p in abroad for m in p.mentions if m.end <= sentence.offset + called.idx]
    return (max(seen)[1],) if seen else ()


def _office_called_on(scene: Scene, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """`is to call on the Prime Minister`: the office, of the state the report is written in."""
    for prep, obj in prepositions(verb):
        if prep in {"on", "upon"} and office_noun(obj) in HOSTS:
            named = scene.cast.single(sentence, obj)
            dateline = scene.parsed.document.dateline_place
            home = scene.places.of_dateline(dateline).country if dateline else None
            return named or ((f"{home}.GOV",) if home else ())
    return ()


def _courtesy_call(scene: Scene, sentence: Sentence, verb: "Token", record: MeetingWord) -> MeetingMention | None:
    """`The minister called on the president`: a person calls on another, and asks nothing of them."""
    asked = (c for c in verb.subtree if c != verb and c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB")
    if is_passive(verb) or any(asked):
        return None
    host = person_after(scene, sentence, verb) or _office_called_on(scene, sentence, verb)
    people = verb_participants(verb, "meet") or []
    guest = [a for a in actors_named(scene, sentence, people) if a not in host] or list(
        person_before(scene, sentence, verb)
    )
    people = [*people, *(obj for prep, obj in prepositions(verb) if prep in {"on", "upon"} and office_noun(obj))]
    guest = guest or list(_visitor(scene, sentence, people, host))
    actors = [*guest, *host]
    parties = scene.cast.states_of(actors)
    parties = parties if len(parties) > 1 else paired(scene, actors, parties)
    if not host or len(parties) < 2:
        return None
    directed = (parties[0], parties[1])
    return make_mention(
        scene, sentence, verb, record.format, None, record.mode, parties, people, actors, directed, False
    )


def _formed(
    verb: "Token", record: MeetingWord, parties: Sequence[str]
) -> tuple[MeetingFormat | None, Level | None, MeetingMode | None]:
    fmt, level, mode = format_words(clause_text(verb), None)
    if len(parties) == 1 and fmt is not None:
        return fmt, level, mode
    if record.mode == "phone" and (level_mode := mode_said(verb)) == "online":
        return "video call", level, level_mode
    kept = {"2+2", "video call", "courtesy call", "trilateral", "working level"}
    return (fmt if fmt in kept else record.format), level, mode
