"""Every mention of an agreement in order of text: its name, the stages its sentence gives it and the parties named with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.reading.agreement_modality import GOING
from communique.reading.agreement_names import AgreementName
from communique.reading.agreement_phrases import MAKING
from communique.reading.agreement_stages import StageMention, find_stages, is_listed_under
from communique.reading.cast import SIDES
from communique.reading.clauses import clause_of, conjuncts, first_conjunct, is_verbal, lemma, prepositions, subjects
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.agreement_kinds import agreement_kinds
from communique.reference.stages import stage_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Determiners that point back to an agreement already spoken of.
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "said", "such"})
ANEW = frozenset(
    """another further second third new separate other similar comparable parallel previous earlier former last like
    identical own preceding""".split()
)
# Prepositions before an agreement that the clause's own subjects act on.
UNDER = frozenset({"under"})
# Verbs by which a third brings an agreement about.
BROKERING = frozenset({"broker", "mediate", "facilitate"})
# Pronouns for one more agreement of the kind spoken of (`is negotiating one with Peru`).
ANOTHER = frozenset({"one", "another"})
# Words that liken an agreement to the one spoken of.
LIKENING = frozenset({"similar", "comparable", "parallel", "identical", "such", "like", "same"})
# Verbs by which others ask for a truce.
APPEALS = frozenset({"call", "appeal", "urge", "demand", "press", "push", "agree", "advocate"})
# Names before an agreement that may be its parties'; a capital in its title is only where it was made.
PARTY_KINDS = frozenset({"state", "demonym", "organisation", "stand_in"})
_DASHES = frozenset({"-", "–", "—", "/"})
# Bodies of a government that approve an agreement.
CABINETS = frozenset({"cabinet", "government", "council"})
# What stands between two members of a list of agreements.
_LISTING = frozenset(
    ", and plus as well along together with a an two three four five another new also the both".split()
)
# How many sentences back a pronoun reaches.
PRONOUN_REACH = 2


@dataclass(frozen=True)
class Mention:
    """One mention: `name` is None for a pronoun or a noun that only refers back, `closed` says its parties are others' names.

    `speakers` are the states and organisations that speak of it or act on it; `opposite` says that those named are only
    the other side (`talks with Kenya on a similar accord`).
    """

    sentence: Sentence
    token: "Token"
    name: AgreementName | None
    stages: tuple[StageMention, ...]
    parties: tuple[str, ...]
    whole: bool
    acting: tuple[str, ...]
    definite: bool
    anew: bool
    closed: bool
    speakers: tuple[str, ...]
    opposite: bool = False


def find_mentions(scene: Scene, names: Sequence[AgreementName]) -> Iterator[Mention]:
    """Named agreements, and from the first on the pronouns and nouns that may refer back to one."""
    by_sentence: dict[int, list[AgreementName]] = {}
    for name in names:
        by_sentence.setdefault(name.sentence.index, []).append(name)
    first = names[0].sentence.index
    last_named, last = -10, names[0]  # of the kind last told of in so many words
    before: Mention | None = None
    for sentence in scene.sentences[first:]:
        here = _by_token(by_sentence.get(sentence.index, ()))
        if here:
            last_named = sentence.index
        for token in sentence.span:
            if token.i in here:
                for name in here[token.i]:
                    told = _like(name, last)
                    mention = _mention(scene, sentence, token, told)
                    mention = _gapped(scene, mention, before) if not mention.stages and before is not None else mention
                    before = mention
                    yield mention
                    last = told if told.specific or not last.specific else last
            elif sentence.index - last_named <= PRONOUN_REACH and _is_one_more(token) and not _is_within(here, token):
                mention = _one_more(scene, sentence, token, last)
                mention = _gapped(scene, mention, before) if not mention.stages and before is not None else mention
                if mention.stages:
                    before = mention
                    yield mention
            elif sentence.index - last_named <= PRONOUN_REACH and _refers_back(token):
                mention = _mention(scene, sentence, token, None)
                if mention.stages:
                    yield mention


def _by_token(names: Sequence[AgreementName]) -> dict[int, list[AgreementName]]:
    """A sentence's names by their head; a plural of which the others are a list is none (`four accords, notably …`)."""
    here: dict[int, list[AgreementName]] = {}
    for name in names:
        general = name.plural and not name.specific
        if not (general and any(is_listed_under(other.token, name.token) for other in names)):
            here.setdefault(name.token.i, []).append(name)
    return here


def _gapped(scene: Scene, mention: Mention, before: Mention) -> Mention:
    """One more agreement of which a sentence leaves the verb out (`…, and the one with Japan in May`): at the same stage."""
    doc, start = mention.token.doc, mention.token.i
    if before.sentence.index != mention.sentence.index or not before.stages or before.token.i >= start:
        return mention
    if _is_listed_behind(mention, before):
        return replace(mention, stages=before.stages, parties=mention.parties or before.parties, acting=before.acting,
                       whole=mention.whole or before.whole, closed=before.closed)  # fmt: skip
    end = next(
        (t.i for t in doc[start + 1 : mention.sentence.span.end] if t.text in {";", ":"} or t.lower_ == "and"), None
    )
    words = doc[start + 1 : mention.sentence.span.end if end is None else end]
    if (
        not len(words)
        or any(is_verbal(t) or t.pos_ == "AUX" for t in words)
        or words[0].lower_ not in {"with", "between"}
    ):
        return mention
    dates = [
        found
        for found in scene.dates_in(mention.sentence)
        if (at := scene.token_at(mention.sentence, found.start)) is not None and words.start <= at.i < words.end
    ]
    if len(dates) != 1:
        return mention
    stage = replace(before.stages[-1], date=dates[0].date, actors=())
    obj = next((c for c in words[0].rights if c.dep_ == "pobj"), None)
    named = tuple(a for m in conjuncts(obj) for a in scene.cast.single(mention.sentence, m)) if obj is not None else ()
    return replace(mention, stages=(stage,), parties=mention.parties or named, anew=True, opposite=True)


def _is_listed_behind(mention: Mention, before: Mention) -> bool:
    """Whether nothing but a comma or conjunction stands between two new names of a list the parser broke up."""
    if mention.name is None or before.name is None or mention.definite or before.definite:
        return False
    offset = mention.sentence.offset
    span = mention.token.doc.char_span(before.name.end - offset, mention.name.start - offset, alignment_mode="contract")
    words = [t for t in span or () if not t.is_space]
    return 0 < len(words) <= 7 and all(t.lower_ in _LISTING for t in words) and words[0].lower_ in {",", "and", "plus"}


def _like(name: AgreementName, last: AgreementName) -> AgreementName:
    """A general name that likens an agreement to the one before is of its kind (`a similar accord with Peru`)."""
    likened = not name.specific and last.specific and any(c.lower_ in LIKENING for c in name.token.lefts)
    return replace(name, kind=last.kind) if likened and name is not last else name


def _is_within(here: dict[int, list[AgreementName]], token: "Token") -> bool:
    """Whether a name of the sentence holds a token already (`two treaties: one on trade and one on fish`)."""
    at = token.idx
    return any(
        name.start <= name.sentence.offset + at < name.end or name.start > name.sentence.offset + name.token.idx
        for names in here.values()
        for name in names
    )


def _is_one_more(token: "Token") -> bool:
    """Whether a pronoun stands for one more agreement (`one with Peru`, `another on rail`)."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if token.lower_ not in ANOTHER or following is None:
        return False
    made = following.tag_ in {"VBN", "VBD"} and lemma(following) in MAKING and following.head == token
    return made or following.lower_ in {"with", "between", "on", "for"}


def _one_more(scene: Scene, sentence: Sentence, token: "Token", last: AgreementName) -> Mention:
    """One more agreement of the kind last named; listed behind that name, it is at the same stage."""
    listed = token.dep_ == "conj" and last.sentence.index == sentence.index and last.token.is_ancestor(token)
    about = token.nbor().lower_ in {"on", "for"}
    start = sentence.offset + token.idx
    kind = last.form if about and last.form else last.kind
    name = replace(
        last, sentence=sentence, token=token, kind=kind, called=last.called or (last.start, last.end), titled=False,
        proper=False, plural=False, start=start, end=start + len(token),
    )  # fmt: skip
    mention = _mention(scene, sentence, token, name)
    if listed and not mention.stages:
        mention = replace(_mention(scene, sentence, last.token, name), token=token)
    if len({*mention.parties, *mention.acting}) < 2:
        mention = replace(mention, acting=_speakers(scene, last.sentence, last.token))
        mention = replace(mention, opposite=mention.opposite and not mention.acting)
    return replace(mention, anew=True, definite=False)


def _refers_back(token: "Token") -> bool:
    if token.lower_ in {"it", "them", "both"} and token.pos_ == "PRON":
        talks = (stage_words("noun").get(lemma(t)) for t in token.doc[token.sent.start : token.i] if t.pos_ == "NOUN")
        if token.lower_ != "it" and any(row is not None and row.planned == "under_consideration" for row in talks):
            return False  # `launched negotiations and concluded them`
        return token.dep_ in {"dobj", "nsubjpass", "nsubj", "pobj"}
    return (
        lemma(token) in stage_words("anaphor")
        and not any(prep == "of" and lemma(obj) in {"ratification", "accession"} for prep, obj in prepositions(token))
        and token.pos_ in {"NOUN", "PROPN"}
        and any(c.lower_ in DEFINITE for c in token.lefts)
    )


def _mention(scene: Scene, sentence: Sentence, token: "Token", name: AgreementName | None) -> Mention:
    stages = tuple(find_stages(scene, sentence, token))
    if name is None and token.pos_ == "PRON":
        stages = tuple(stage for stage in stages if stage.strong)
    determiners = {
        child.lower_ for child in (*token.lefts, *(first_conjunct(token).lefts if token.dep_ == "conj" else ()))
    }
    parties, whole, opposite = _stated_parties(scene, sentence, token, name)
    actors = [t for stage in stages for t in stage.actors]
    under = token.dep_ == "pobj" and token.head.lower_ in UNDER
    if not actors and len(parties) < 2 and (under or parties) and any(not stage.news for stage in stages):
        actors = subjects(clause_of(token))
    actors = [t for t in actors if not any(t in stage.actors and lemma(stage.word) in BROKERING for stage in stages)]
    acting = scene.cast.states_of(a for t in actors for a in _standing_for(scene, sentence, t))
    if under and len({*parties, *acting}) < 2:
        own = scene.cast.states_of(a for t in subjects(clause_of(token)) for a in _standing_for(scene, sentence, t))
        acting = tuple(dict.fromkeys((*acting, *own)))
    going = {a for stage in stages if len({*parties, *acting}) < 2 for a in _gone_to(scene, sentence, stage.word)}
    acting = tuple(dict.fromkeys((*acting, *going)))
    makers = [t for s in stages if s.stage != "proposed" and lemma(s.word) not in BROKERING for t in s.actors]
    making = scene.cast.states_of(a for t in makers for a in _standing_for(scene, sentence, t))
    if len({*parties, *making}) > 1 and not under:
        acting = making  # who only proposed it to them is no party
    appealing = name is not None and _is_appeal(name, stages)
    ratified = all(stage.stage == "ratified" for stage in stages)
    closed = (
        appealing
        or _is_with_others(scene, sentence, token, stages)
        or (any(not _is_office(t) for s in stages for t in s.actors) and not acting and not ratified)
    )
    proper = name is not None and name.proper
    definite = (
        name is None
        or (proper and not determiners & {"a", "an"})
        or bool(determiners & DEFINITE)
        or any(c.dep_ == "poss" for c in token.lefts)
    )
    return Mention(
        sentence,
        token,
        name,
        stages,
        parties,
        whole,
        () if closed or whole else acting,
        definite,
        bool({c.lower_ for c in token.lefts} & ANEW),
        closed,
        _speakers(scene, sentence, token),
        (opposite or bool(parties) is False)
        and bool(actors or parties)
        and all(_is_opposite(t) for t in actors if scene.cast.single(sentence, t)),
    )


def _gone_to(scene: Scene, sentence: Sentence, verb: "Token") -> tuple[str, ...]:
    """The state of the place one goes to in order to sign (`leaves for Tokyo on Thursday to sign a treaty`)."""
    above = verb.head
    if verb.dep_ not in {"advcl", "xcomp"} or verb.tag_ != "VB" or lemma(above) not in GOING or not is_verbal(above):
        return ()
    places = [obj for prep, obj in prepositions(above) if prep in {"in", "to", "for"} and obj.i < verb.i]
    places += [c for c in above.rights if c.dep_ == "dobj" and c.i < verb.i and lemma(above) == "visit"]
    entries = [e for obj in places for e in scene.cast.entries.get((sentence.paragraph, obj.i), ())]
    return scene.cast.states_of(i for e in entries if e.kind in PARTY_KINDS for i in e.ids)


def _pair_before(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """The two states a sentence names together before it says `the two governments`."""
    joined = [t for t in sentence.span if t.lower_ == "and" and sentence.span.start < t.i < token.i - 1]
    for word in reversed(joined):
        around = (word.nbor(-1), word.nbor(1))
        entries = (e for t in around for e in scene.cast.entries.get((sentence.paragraph, t.i), ()))
        found = scene.cast.states_of(i for e in entries if e.kind in {"state", "demonym"} for i in e.ids)
        if len(set(found)) == 2:
            return tuple(dict.fromkeys(found))
    return ()


def _is_opposite(actor: "Token") -> bool:
    """Whether an actor is whom something is done with, not who does it."""
    first = first_conjunct(actor)
    return first.dep_ == "pobj" and first.head.lower_ == "with"


def _is_office(actor: "Token") -> bool:
    """Whether officials are named without their state, as those of the report's own parties are (`ministers signed`)."""
    owned = any(child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ == "of") for child in actor.children)
    return actor.pos_ == "PRON" or (actor.lower_ in SIDES and not (owned and actor.ent_type_))


def _is_appeal(name: AgreementName, stages: Sequence[StageMention]) -> bool:
    """Whether others call for a truce or peace among those who fight: who calls for it is no party of it."""
    kind = agreement_kinds().get(name.kind)
    return (
        kind is not None
        and kind.broader == "peace"
        and bool(stages)
        and all(stage.stage == "proposed" and lemma(stage.word) in APPEALS for stage in stages)
    )


def _speakers(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """States and organisations that are subjects of the clauses a name stands in."""
    verbs = [t for t in (token, *token.ancestors) if is_verbal(t)]
    return scene.cast.states_of(a for v in verbs for s in subjects(v) for a in scene.cast.single(sentence, s))


def _standing_for(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """The actors of a noun phrase, of its apposition or, for a parliament or member, whose it is.

    A pronoun that nothing before names stands for who says the clause it is in.
    """
    if any(c.lower_ == "two" for c in token.lefts) and token.lower_ in SIDES:
        pair = _pair_before(scene, sentence, token)
        if pair:
            return pair
    found = scene.cast.single(sentence, token)
    verb = clause_of(token)
    if found:
        return found
    if token.pos_ != "PRON":
        named = next((m for m in token.rights if m.dep_ == "appos"), None)
        belongs = lemma(token) in CABINETS or any(
            lemma(token) in stage_words(role) for role in ("legislature", "member")
        )
        if named is not None:
            return scene.cast.single(sentence, named)
        of = tuple(a for prep, obj in prepositions(token) if prep == "of" for a in scene.cast.single(sentence, obj))
        seats = (obj for prep, obj in prepositions(token) if prep == "in" and belongs)
        of = of or tuple(a for obj in seats for a in scene.cast.named_within(sentence, obj))
        return (of or scene.cast.owners(sentence, token) or _at_home(scene, token)) if belongs else ()
    if verb.dep_ != "ccomp":
        return ()
    return tuple(a for subject in subjects(verb.head) for a in scene.cast.single(sentence, subject))


def _at_home(scene: Scene, token: "Token") -> tuple[str, ...]:
    """The state of a report's dateline, whose parliament or cabinet it names without its country (`The Senate approved`)."""
    if lemma(token) not in stage_words("legislature") and lemma(token) not in CABINETS:
        return ()
    here = scene.parsed.document.dateline_place
    place = scene.places.of_dateline(here) if here else None
    return (place.country,) if place is not None and place.country is not None else ()


def _stated_parties(
    scene: Scene, sentence: Sentence, token: "Token", name: AgreementName | None
) -> tuple[tuple[str, ...], bool, bool]:
    """The parties the noun phrase itself names, whether they are all of them, and whether only those it is `with`.

    The place a known title is called by is no party (`the Samoa Agreement`).
    """
    found: list[str] = []
    first = token.left_edge.i
    while first > token.sent.start + 1 and token.doc[first - 1].text in _DASHES and token.doc[first - 2].ent_type_:
        first -= 2  # `the EU–Vietnam Agreement`
    title = name.start if name is not None and name.titled else None
    for word in token.doc[first : token.i]:
        if word.dep_ == "poss":
            found += [a for member in conjuncts(word) for a in scene.cast.single(sentence, member)]
        found += [
            i
            for e in scene.cast.entries.get((sentence.paragraph, word.i), ())
            if e.kind in PARTY_KINDS - ({"stand_in"} if name is not None and name.proper else set())
            and (title is None or e.start < title)
            for i in e.ids
        ]
    before = scene.cast.states_of(found)
    if len(before) == 1 and _is_called_by_city(scene, sentence, token):
        found, before = [], ()
    counterparts = False
    for preposition, obj in _following(token):
        if preposition in {"between", "with", "among"}:
            found += [a for member in conjuncts(obj) for a in scene.cast.single(sentence, member)]
            counterparts = counterparts or preposition == "with"
    parties = scene.cast.states_of(found)
    only_with = counterparts and len(before) < 1
    return parties, len(parties) > 1 and not only_with, only_with


def _is_called_by_city(scene: Scene, sentence: Sentence, token: "Token") -> bool:
    """Whether a city right before the noun says where it was made (`the Jeddah declaration`), not who made it."""
    word = token.nbor(-1) if token.i else token
    entries = scene.cast.entries.get((sentence.paragraph, word.i), ())
    if word.dep_ == "compound" and word.head == token and any(e.kind == "stand_in" for e in entries):
        return True
    determined = any(child.dep_ == "det" for child in token.lefts)
    return determined and any(
        e.kind == "stand_in"
        for child in token.lefts
        if child.dep_ in {"compound", "nmod"} and child.ent_type_
        for e in scene.cast.entries.get((sentence.paragraph, child.i), ())
    )


def _is_with_others(scene: Scene, sentence: Sentence, token: "Token", stages: Sequence[StageMention]) -> bool:
    """Whether a side that is named is no actor the reference knows (a company, a faction)."""
    hosts = [token, *(stage.word for stage in stages)]
    sides = [
        obj for host in hosts for preposition, obj in _following(host) if preposition in {"between", "among", "with"}
    ]
    unknown = [
        m
        for obj in sides
        for m in conjuncts(obj)
        if m.pos_ in {"NOUN", "PROPN"} and m != token and not scene.cast.single(sentence, m)
    ]
    return any(
        not scene.cast.named_within(sentence, member) and member.ent_type_ != "DATE" and not _is_thing(member)
        for member in unknown
    )


def _is_thing(noun: "Token") -> bool:
    """A noun that names no other side: an aim, an effect, a manner, bodies of both sides (`between the two academies`)."""
    if lemma(noun) in stage_words("institution") and noun.tag_ in {"NNS", "NNPS"}:
        return True
    return lemma(noun) in {
        "aim",
        "effect",
        "view",
        "regard",
        "respect",
        "goal",
        "term",
        "validity",
        "amendment",
        "purpose",
        "intention",
        "pen",
    }


def _following(token: "Token") -> Iterator[tuple[str, "Token"]]:
    """Prepositional phrases of a noun and of those inside its name (`memorandum of understanding with`)."""
    for preposition, obj in prepositions(token):
        yield preposition, obj
        if preposition in {"of", "on", "for"}:
            yield from _following(obj)
