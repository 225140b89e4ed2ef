"""The agreements of a document: their mentions joined, each with its parties, stages and purpose.

Mentions are taken in order of text. A definite one (*the protocol*, *it*) speaks of the latest agreement it fits, an
indefinite one opens a new item unless it names the same agreement again; the headline's is joined with the body's.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from communique.reading.agreement_names import AgreementName, find_agreement_names
from communique.reading.agreement_purposes import purpose_of, subject_purpose, topic_purpose
from communique.reading.agreement_stages import StageMention, find_stages
from communique.reading.clauses import clause_of, conjuncts, first_conjunct, lemma, prepositions, subjects
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.agreement_kinds import GENERAL, agreement_kinds
from communique.reference.organisations import organisations
from communique.reference.stages import stage_words
from communique.schema import Agreement, Date, Evidence
from communique.schema.agreement import Stage, StageAt

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDER: tuple[Stage, ...] = (
    "proposed", "under_consideration", "negotiating", "agreed_in_principle", "initialled", "signed", "adopted", "ratified",
    "provisionally_applied", "in_force", "amended", "suspended", "rejected", "terminated",
)  # fmt: skip
# Determiners that point back to an agreement already spoken of.
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "both", "said"})
ANEW = frozenset({"another", "further", "second", "third", "new", "separate", "other", "similar"})
# How many sentences back a pronoun reaches.
PRONOUN_REACH = 2
# How many sentences after its description the proper title of an agreement may first stand.
TITLE_REACH = 3
# Forms of which a report often names only the one state that joins or leaves.
BINDING_MANY = frozenset({"treaty", "protocol"})
FILLERS = frozenset("of on for the a an and in to with between understanding cooperation co-operation bilateral new draft joint proposed comprehensive "
                    "historic landmark major long-awaited first".split())  # fmt: skip


@dataclass(frozen=True)
class _Mention:
    """One mention: `name` is None for a pronoun or a noun that only refers back, `closed` says its parties are others' names."""

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


@dataclass(frozen=True)
class _Told:
    """A stage as one mention tells it; `reached` says it is told itself, not left to be inferred from a plan."""

    at: StageAt
    news: bool
    reached: bool


@dataclass
class _Item:
    """An agreement under construction."""

    name: AgreementName
    named: list[AgreementName]
    parties: list[str] = field(default_factory=list)
    explicit: bool = False
    stages: list[_Told] = field(default_factory=list)
    strong: bool = False
    mentions: list[_Mention] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    headline: bool = False

    @property
    def last(self) -> int:
        """The sentence it was last spoken of in."""
        return self.mentions[-1].sentence.index if self.mentions else -1


def find_agreements(scene: Scene, meeting_day: Date | None, partners: tuple[str, ...]) -> list[Agreement]:
    """The agreements of a document in order of text; what comes out of its main meeting is of its day and its parties."""
    names = find_agreement_names(scene.parsed)
    if not names:
        return []
    items: list[_Item] = []
    for mention in _mentions(scene, names):
        item = _resolve(items, mention) or _open(items, mention, scene)
        if item is not None:
            _join(item, mention, scene)
    kept = [item for item in items if _complete(item, scene, meeting_day, partners)]
    kept.sort(key=lambda item: item.evidence[0].start)
    return [_agreement(f"a{number}", item, scene) for number, item in enumerate(kept, 1)]


# -- mentions ----------------------------------------------------------------------------------------------------


def _mentions(scene: Scene, names: Sequence[AgreementName]) -> Iterator[_Mention]:
    """Named agreements, and from the first on the pronouns and nouns that may refer back to one."""
    by_sentence: dict[int, list[AgreementName]] = {}
    for name in names:
        by_sentence.setdefault(name.sentence.index, []).append(name)
    first = names[0].sentence.index
    last_named = -10
    for sentence in scene.sentences[first:]:
        here: dict[int, list[AgreementName]] = {}
        for name in by_sentence.get(sentence.index, ()):
            here.setdefault(name.token.i, []).append(name)
        if here:
            last_named = sentence.index
        for token in sentence.span:
            if token.i in here:
                yield from (_mention(scene, sentence, token, name) for name in here[token.i])
            elif sentence.index - last_named <= PRONOUN_REACH and _refers_back(token):
                mention = _mention(scene, sentence, token, None)
                if mention.stages:
                    yield mention


def _refers_back(token: "Token") -> bool:
    if token.lower_ in {"it", "them", "both"} and token.pos_ == "PRON":
        return token.dep_ in {"dobj", "nsubjpass", "nsubj", "pobj"}
    return lemma(token) in stage_words("anaphor") and token.pos_ in {"NOUN", "PROPN"} and any(c.lower_ in DEFINITE for c in token.lefts)


def _mention(scene: Scene, sentence: Sentence, token: "Token", name: AgreementName | None) -> _Mention:
    stages = tuple(find_stages(scene, sentence, token))
    if name is None and token.pos_ == "PRON":
        stages = tuple(stage for stage in stages if stage.strong)
    determiners = {child.lower_ for child in (*token.lefts, *(first_conjunct(token).lefts if token.dep_ == "conj" else ()))}
    parties, whole = _stated_parties(scene, sentence, token)
    actors = [t for stage in stages for t in stage.actors]
    if not actors and len(parties) == 1 and any(not stage.news for stage in stages):
        actors = subjects(clause_of(token))
    acting = scene.cast.states_of(a for t in actors for a in _standing_for(scene, sentence, t))
    closed = _is_with_others(scene, sentence, token, stages) or any(stage.actors for stage in stages) and not acting
    proper = name is not None and name.proper
    definite = name is None or proper and not determiners & {"a", "an"} or bool(determiners & DEFINITE) or any(c.dep_ == "poss" for c in token.lefts)
    return _Mention(sentence, token, name, stages, parties, whole, () if closed or whole else acting, definite, bool({c.lower_ for c in token.lefts} & ANEW), closed)


def _standing_for(scene: Scene, sentence: Sentence, token: "Token") -> tuple[str, ...]:
    """The actors of a noun phrase, of its apposition or, for a parliament or member, whose it is.

    A pronoun that nothing before names stands for who says the clause it is in.
    """
    found = scene.cast.single(sentence, token)
    verb = clause_of(token)
    if found:
        return found
    if token.pos_ != "PRON":
        named = next((m for m in token.rights if m.dep_ == "appos"), None)
        belongs = lemma(token) in stage_words("legislature") or lemma(token) in stage_words("member")
        return scene.cast.single(sentence, named) if named is not None else scene.cast.owners(sentence, token) if belongs else ()
    if verb.dep_ != "ccomp":
        return ()
    return tuple(a for subject in subjects(verb.head) for a in scene.cast.single(sentence, subject))


def _stated_parties(scene: Scene, sentence: Sentence, token: "Token") -> tuple[tuple[str, ...], bool]:
    """The parties the noun phrase itself names, and whether they are all of them, not only those it is `with`."""
    found: list[str] = []
    for word in token.doc[token.left_edge.i : token.i]:
        if word.dep_ == "poss":
            found += [a for member in conjuncts(word) for a in scene.cast.single(sentence, member)]
        found += [i for e in scene.cast.entries.get((sentence.paragraph, word.i), ()) if e.kind in {"state", "demonym", "organisation", "stand_in"} for i in e.ids]
    before = scene.cast.states_of(found)
    counterparts = False
    for preposition, obj in _following(token):
        if preposition in {"between", "with", "among"}:
            found += [a for member in conjuncts(obj) for a in scene.cast.single(sentence, member)]
            counterparts = counterparts or preposition == "with"
    parties = scene.cast.states_of(found)
    return parties, len(parties) > 1 and not (counterparts and len(before) < 1)


def _is_with_others(scene: Scene, sentence: Sentence, token: "Token", stages: Sequence[StageMention]) -> bool:
    """Whether a side that is named is no actor the reference knows (a company, a faction)."""
    hosts = [token, *(stage.word for stage in stages)]
    sides = [obj for host in hosts for preposition, obj in _following(host) if preposition in {"between", "among", "with"}]
    unknown = [m for obj in sides for m in conjuncts(obj) if m.pos_ in {"NOUN", "PROPN"} and not scene.cast.single(sentence, m)]
    return any(not scene.cast.named_within(sentence, member) and not member.ent_type_ == "DATE" and not _is_thing(member) for member in unknown)


def _is_thing(noun: "Token") -> bool:
    """A noun after `with` that names no side: an aim, an effect, a manner."""
    return lemma(noun) in {"aim", "effect", "view", "regard", "respect", "goal", "term", "validity", "amendment", "purpose", "intention", "pen"}


def _following(token: "Token") -> Iterator[tuple[str, "Token"]]:
    """Prepositional phrases of a noun and of those inside its name (`memorandum of understanding with`)."""
    for preposition, obj in prepositions(token):
        yield preposition, obj
        if preposition in {"of", "on", "for"}:
            yield from _following(obj)


# -- one agreement, many mentions --------------------------------------------------------------------------------


def _resolve(items: Sequence[_Item], mention: _Mention) -> _Item | None:
    """The agreement spoken of before that a mention means, the latest of those it fits."""
    beside = next((item for item in items for m in item.mentions if _is_beside(m, mention)), None)
    if beside is not None:
        return beside
    fitting = [item for item in items if _fits(item, mention)]
    if not fitting:
        return None
    return max(fitting, key=lambda item: (_is_same_name(item, mention), item.last, -items.index(item)))


def _is_beside(known: _Mention, mention: _Mention) -> bool:
    """Whether a name stands in apposition to another (`the Framework Agreement, a trade pact`, `(JCPOA)`)."""
    return known.sentence.index == mention.sentence.index and mention.token.dep_ == "appos" and mention.token.head == known.token


def _fits(item: _Item, mention: _Mention) -> bool:
    if mention.name is None:
        return mention.sentence.index - item.last <= PRONOUN_REACH and _noun_fits(item, mention.token)
    if mention.anew or not _parties_fit(item, mention) or not _kinds_fit(item, mention.name):
        return False
    if mention.definite and not (mention.name.plural and not item.name.plural):
        return _form_fits(item, mention.name)
    if item.headline:
        return _form_fits(item, mention.name) or mention.name.kind == item.name.kind
    return _is_same_name(item, mention) or _is_again(item, mention)


def _noun_fits(item: _Item, token: "Token") -> bool:
    if token.pos_ == "PRON":
        return token.lower_ not in {"them", "both"} or item.name.plural or len(item.named) > 1
    return lemma(token) in {"document", "instrument", "text", "agreement", "accord", "deal", "pact"} or any(
        lemma(name.token) == lemma(token) for name in item.named
    )


def _parties_fit(item: _Item, mention: _Mention) -> bool:
    stated, known = set(mention.parties), set(item.parties)
    return not stated or not known or stated <= known or known <= stated or len(known) == 1 and not item.explicit and not mention.whole


def _kinds_fit(item: _Item, name: AgreementName) -> bool:
    """Whether the kinds may be one agreement's: the same, or one of them general and their words not at odds."""
    if (item.name.kind == "amendment") != (name.kind == "amendment"):
        return False
    kinds = {known.kind for known in item.named}
    if name.kind in kinds and name.specific:
        return not name.titled or item.name.proper or item.mentions[0].definite
    if name.specific and any(known.specific for known in item.named):
        return False
    mine, theirs = _topic(name), set().union(*(_topic(known) for known in item.named))
    if name.proper and item.name.proper:
        return bool(mine & theirs) or not mine and not name.titled
    return not mine or not theirs or bool(mine & theirs) or _is_title_of(item, name)


def _is_title_of(item: _Item, name: AgreementName) -> bool:
    """A proper title given to what was described before by the same noun (`a water-sharing protocol … the Kariba Protocol`)."""
    near = name.sentence.index - item.last <= TITLE_REACH
    return near and name.proper and not any(known.proper for known in item.named) and lemma(item.name.token).lower() == name.token.lower_


def _form_fits(item: _Item, name: AgreementName) -> bool:
    """Whether the noun may refer to the item: a pact may be a treaty, a treaty no memorandum."""
    nouns = {lemma(known.token) for known in item.named} | {known.form for known in item.named}
    if lemma(name.token) in nouns or name.form in nouns and name.form is not None:
        return True
    if name.kind == item.name.kind and name.specific and (name.titled or any(known.titled for known in item.named)):
        return True
    loose = name.form == "agreement" or "agreement" in nouns
    return loose and not (name.form == "memorandum" or "memorandum" in nouns and lemma(name.token) in {"treaty", "convention"})


def _topic(name: AgreementName) -> set[str]:
    """The words of a name that say what it is about."""
    text = name.sentence.span.doc.char_span(name.start - name.sentence.offset, name.end - name.sentence.offset, alignment_mode="expand")
    return {lemma(t) for t in text or () if t.is_alpha and t.lower_ not in FILLERS and t.i != name.token.i and not t.ent_type_ == "NORP"}


def _is_same_name(item: _Item, mention: _Mention) -> bool:
    if mention.name is None:
        return False
    words = _topic(mention.name)
    return any(lemma(known.token) == lemma(mention.name.token) and _topic(known) == words and (words or mention.definite) for known in item.named)


def _is_again(item: _Item, mention: _Mention) -> bool:
    """An indefinite mention of the same special kind between the same parties at a stage the item has not passed anew."""
    name = mention.name
    if name is None or not name.specific or name.kind != item.name.kind or name.plural != item.name.plural:
        return False
    parties = set(mention.parties) | set(mention.acting)
    return bool(parties) and parties <= set(item.parties) and mention.sentence.index != item.last


def _open(items: list[_Item], mention: _Mention, scene: Scene) -> _Item | None:
    """A new item for a name; what only refers back opens none."""
    name = mention.name
    if name is None:
        return None
    item = _Item(name, [], headline=_is_headline(scene, mention.sentence))
    items.append(item)
    return item


def _is_headline(scene: Scene, sentence: Sentence) -> bool:
    """A line by itself at the head of the text, without the full stop of a sentence."""
    return sentence.index == 0 and not sentence.span.text.rstrip().endswith((".", "”", '"'))


def _join(item: _Item, mention: _Mention, scene: Scene) -> None:
    """Adds what a mention says to its item."""
    item.mentions.append(mention)
    if mention.name is not None:
        item.named.append(mention.name)
        item.name = _better_name(item, mention.name)
        if item.headline and not _is_headline(scene, mention.sentence):
            item.headline = False
    if not item.explicit or mention.whole:
        item.parties = list(dict.fromkeys((*item.parties, *mention.parties, *mention.acting)))
    item.explicit = item.explicit or mention.whole
    item.strong = item.strong or any(stage.strong for stage in mention.stages)
    for stage in mention.stages:
        at = StageAt(stage=stage.stage, date=stage.date, evidence=[scene.cite_clause(mention.sentence, stage.word)])
        item.stages.append(_Told(at, stage.news, not stage.inferred))
    cited = scene.cite_clause(mention.sentence, mention.token)
    if mention.stages or mention.name is not None and not item.evidence:
        item.evidence.append(cited)


def _better_name(item: _Item, name: AgreementName) -> AgreementName:
    """A proper title before a description, a description of the special kind before a general one, the body before the headline."""
    known = item.name
    if item.headline or (name.titled or name.proper) and not (known.titled or known.proper):
        return name
    if name.specific and not known.specific and not known.proper:
        return name
    return known


# -- complete items ----------------------------------------------------------------------------------------------


def _complete(item: _Item, scene: Scene, meeting_day: Date | None, partners: tuple[str, ...]) -> bool:
    """Fills in what the report's meeting tells of an item; False where it is no agreement of known parties."""
    news = any(told.news for told in item.stages)
    if len(item.parties) < 2 and item.stages:
        _fill_parties(item, scene, partners)
    if meeting_day is not None and news and set(item.parties) <= set(partners):
        item.stages = [replace(told, at=_on(told, meeting_day)) for told in item.stages]
    return _is_kept(item)


def _fill_parties(item: _Item, scene: Scene, partners: tuple[str, ...]) -> None:
    """The meeting's parties, or those last named together, where one or none is known."""
    if all(mention.closed for mention in item.mentions if mention.stages):
        return
    known = set(item.parties)
    if len(known) == 1:
        within = {p for m in item.mentions for p in _named_in(scene, m)} - known
        if len(within) == 1:
            item.parties += within
            return
    together = next((named.parties for named in reversed(scene.cast.sets) if named.offset < item.evidence[0].end), ())
    if len(partners) > 1 and known <= set(partners):
        item.parties = list(dict.fromkeys((*item.parties, *partners)))
    elif len(together) == 2 and not known and not item.name.proper and not item.name.plural:
        item.parties = list(together)


def _named_in(scene: Scene, mention: _Mention) -> tuple[str, ...]:
    """States and organisations that what is said on the noun names, but for places (`a deal granting two islands to …`)."""
    words = [t for t in mention.token.subtree if not any(a.lower_ in {"in", "at", "near"} for a in (t.head, t.head.head))]
    entries = [e for t in words for e in scene.cast.entries.get((mention.sentence.paragraph, t.i), ())]
    return scene.cast.states_of(i for e in entries if e.kind in {"state", "demonym", "organisation"} for i in e.ids)


def _on(told: _Told, day: Date) -> StageAt:
    """A stage told as news, on the day of the meeting where no other day is said."""
    if not told.news or told.at.date is not None or _says_when(told.at):
        return told.at
    return told.at.model_copy(update={"date": day})


def _says_when(stage: StageAt) -> bool:
    """Whether the sentence has a time of its own for the stage that could not be resolved (`two years ago`)."""
    return any(word in f" {evidence.quote.lower()} " for evidence in stage.evidence for word in (" ago", " last year", " earlier", " previously"))


def _is_kept(item: _Item) -> bool:
    """An agreement has a stage and two parties; one of its title or form known to bind many may have one party."""
    if not item.stages:
        return item.explicit and item.name.instrument and len(item.mentions) > 1 and not item.name.plural
    if not item.name.instrument and not item.strong:
        return False
    public = [party for party in item.parties if not _is_company(party)]
    if len(public) > 1:
        return True
    return len(public) == 1 and (item.name.titled or item.name.proper or item.name.form in BINDING_MANY and item.strong)


def _is_company(party: str) -> bool:
    known = organisations().get(party)
    return known is not None and known.kind == "company"


def _agreement(identifier: str, item: _Item, scene: Scene) -> Agreement:
    stages = _in_order(item, scene)
    special = next((name for name in item.named if name.specific), None)
    kind = item.name.kind
    if agreement_kinds().get(kind, agreement_kinds()["agreement"]).broader == GENERAL and special is not None and item.name.form not in {"memorandum"}:
        kind = special.kind
    text = scene.parsed.document.text
    return Agreement(
        id=identifier, name=" ".join(text[item.name.start : item.name.end].split()), kind=kind, parties=item.parties,
        stage=stages[-1].stage if stages else None, stage_date=stages[-1].date if stages else None, stages=stages,
        purpose=_purpose(item, scene), evidence=_unique([*item.evidence, *(e for stage in stages for e in stage.evidence)]),
    )  # fmt: skip


def _purpose(item: _Item, scene: Scene) -> str | None:
    """What for, in words of the text: said on the name, else told of the agreement as subject, else the topic of its name."""
    for find in (purpose_of, subject_purpose, topic_purpose):
        for mention in item.mentions:
            words = [stage.word for stage in mention.stages]
            found = find(mention.token, words)
            if found is not None:
                return scene.cite_tokens(mention.sentence, *found).quote
    return None


def _in_order(item: _Item, scene: Scene) -> list[StageAt]:
    """The stages, oldest first, each once; undated ones by whether they are news, then by the usual course.

    What a plan tells of the stage before is left out where the agreement is known to be further.
    """
    furthest = max((ORDER.index(told.at.stage) for told in item.stages if told.reached), default=-1)
    merged: list[_Told] = []
    for told in item.stages:
        if not told.reached and ORDER.index(told.at.stage) < furthest:
            continue
        same = next((i for i, known in enumerate(merged) if _is_same_stage(known.at, told.at)), None)
        if same is None:
            merged.append(told)
        else:
            merged[same] = _merged(merged[same], told)
    today = scene.anchor or dt.date.max
    return [told.at for told in sorted(merged, key=lambda told: _when(told, today))]


def _is_same_stage(one: StageAt, other: StageAt) -> bool:
    return one.stage == other.stage and _dates_agree(one.date, other.date)


def _merged(one: _Told, other: _Told) -> _Told:
    evidence = _unique([*one.at.evidence, *other.at.evidence])
    at = StageAt(stage=one.at.stage, date=_finer(one.at.date, other.at.date), evidence=evidence)
    return _Told(at, one.news or other.news, one.reached or other.reached)


def _when(told: _Told, today: dt.date) -> tuple[dt.date, int]:
    rank = ORDER.index(told.at.stage)
    if told.at.date is not None and told.at.date.start is not None:
        return told.at.date.start, rank
    return (today if told.news else dt.date.min), rank


def _dates_agree(one: Date | None, other: Date | None) -> bool:
    if one is None or other is None or one.start is None or other.start is None or one.end is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _finer(one: Date | None, other: Date | None) -> Date | None:
    if one is None or other is None:
        return one or other
    return other if len(other.edtf) > len(one.edtf) and other.precision != "interval" else one


def _unique(evidence: Sequence[Evidence]) -> list[Evidence]:
    return sorted({(e.start, e.end): e for e in evidence}.values(), key=lambda e: (e.start, e.end))
