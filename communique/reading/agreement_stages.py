"""At which stage a clause puts an agreement: the verb, noun or phrase that says so, and what its modality makes of it.

A word of `stages.jsonl` gives the stage it names only where the text tells of it as done. What is still to come leaves the
agreement at the stage reached before (`planned` of the record), a governing word may name another (*will consider
concluding*), and what is denied or merely possible gives none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.reading.claims import SAYING, claim_of
from communique.reading.clauses import (
    agents,
    auxiliaries,
    clause_of,
    conjuncts,
    first_conjunct,
    is_passive,
    is_verbal,
    lemma,
    own_subjects,
    particle,
    patients,
    possessors,
    prepositions,
    subjects,
)
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.stages import StageRole, StageWord, stage_words
from communique.schema import Date, Status
from communique.schema.agreement import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

WHEN = frozenset({"when", "since"})
# Stages on the way into force: of these a plan, an offer or a refusal tells where the agreement stands.
TOWARD: frozenset[Stage] = frozenset({"negotiating", "agreed_in_principle", "initialled", "signed", "adopted"})
# What hangs between a verb or noun and the agreement it governs.
LINKS = frozenset("of on for to about toward towards from over in into regarding concerning against around".split())
UNTIL = frozenset({"once", "until", "unless", "if", "whether", "provided", "before", "till"})
# Prepositions inside the name of an agreement or before its parties.
ENDING = frozenset("with between among of on for".split())
# Prepositions before a period that says how long, not when.
SPANS = frozenset("for to until by over within through throughout".split())
AWAITED = UNTIL | {"after", "when", "upon", "following", "pending"}
NOT_YET = frozenset({"before", "without", "until", "pending", "towards", "toward", "despite", "for", "instead"})


@dataclass(frozen=True)
class StageMention:
    """A stage said of an agreement; `news` where a main clause tells it, `actors` are the noun phrases that act in it.

    `strong` stages are of documents only; a `bare` one is said with the agreement itself as object, not of making it;
    an `inferred` one is the stage that something still to come leaves the agreement at.
    """

    stage: Stage
    word: "Token"
    status: Status
    news: bool
    actors: "tuple[Token, ...]"
    strong: bool
    bare: bool = False
    inferred: bool = False
    date: Date | None = None


def find_stages(scene: Scene, sentence: Sentence, noun: "Token") -> list[StageMention]:
    """Every stage the sentence gives the agreement a noun or pronoun stands for, with its date."""
    carriers = _carriers(noun)
    found: dict[int, StageMention] = {}
    definite = _is_known(noun)
    if any(child.dep_ == "det" and child.lower_ in {"any", "no"} for child in noun.lefts):
        return []
    for mention in (*_by_verbs(sentence, carriers), *_by_nouns(carriers), *_by_phrases(sentence, carriers), *_by_modifiers(noun)):
        if not (definite and mention.stage in {"under_consideration", "proposed"} and mention.bare):
            found.setdefault(mention.word.i, mention)
    words = [mention.word for mention in found.values()]
    dated = [replace(mention, date=_date(scene, sentence, mention, noun, words)) for mention in found.values()]
    return [mention for mention in dated if not _is_ahead(mention, scene)]


def _is_known(noun: "Token") -> bool:
    """Whether the noun phrase speaks of an agreement that there is: talking about it is not considering to make it."""
    left = {child.lower_ for child in noun.lefts}
    if left & {"a", "an", "possible", "potential", "proposed", "prospective", "future", "new"}:
        return False
    return bool(left & {"the", "this", "that", "its", "their"}) or noun.pos_ in {"PROPN", "PRON"} or any(c.dep_ == "poss" for c in noun.lefts)


def _carriers(noun: "Token") -> "list[Token]":
    """The noun and the words that stand for it in the clause: what it is part of, what it is in apposition to."""
    found = [noun]
    token = noun
    for _ in range(6):
        first = first_conjunct(token)
        if first != token:
            token = first
        elif token.dep_ == "appos":
            token = token.head
        elif token.dep_ == "pobj" and token.head.dep_ == "prep" and lemma(token.head.head) in stage_words("through"):
            token = token.head.head
        else:
            break
        found.append(token)
    return found


# -- verbs -------------------------------------------------------------------------------------------------------


def _by_verbs(sentence: Sentence, carriers: "list[Token]") -> Iterator[StageMention]:
    for verb in sentence.span:
        if not is_verbal(verb) or verb.dep_ in {"aux", "auxpass"}:
            continue
        row, role = _verb_row(verb, carriers)
        if row is None or row.stage is None:
            continue
        stage, status = _reached(verb, row)
        if stage is not None and not (role == "subject" and _is_timeless(verb, row)):
            acting, told = _acting(verb, role, row), stage == row.stage
            if row.by_parliament is not None and stage == row.stage and any(lemma(t) in stage_words("legislature") for t in acting):
                stage = row.by_parliament
            yield StageMention(stage, verb, status, _is_news(verb, status), acting, strong=row.instrument, bare=told, inferred=not told)


def _verb_row(verb: "Token", carriers: "list[Token]") -> tuple[StageWord | None, StageRole]:
    """The record of a verb in its relation to the agreement."""
    if lemma(verb) in _first_words("object"):
        row = _longest("object", verb)
        undergone = any(patient in carriers for patient in _patients(verb))
        documents = row is not None and (row.instrument or row.stage == "agreed_in_principle")
        if row is not None and (undergone or documents and (_is_at_end(verb, carriers) or _is_misread_active(verb, carriers))):
            return row, "object"
    if lemma(verb) in _first_words("subject") and not is_passive(verb) and any(s in carriers for s in subjects(verb)):
        row = _longest("subject", verb)
        if row is not None:
            return row, "subject"
    if lemma(verb) in _first_words("preposition"):
        for carrier in carriers:
            row = _through_preposition(verb, carrier)
            if row is not None:
                return row, "preposition"
    return None, "object"


def _is_at_end(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether a participle hangs on the last word of the noun phrase (`the agreement with Cuba signed in 2018`)."""
    if verb.dep_ not in {"acl", "relcl"} or verb.tag_ != "VBN" or not is_passive(verb):
        return False
    token = first_conjunct(verb.head)
    for _ in range(3):
        if token.dep_ != "pobj" or token.head.lower_ not in ENDING:
            return False
        token = token.head.head
        if token in carriers:
            return True
    return False


def _is_misread_active(verb: "Token", carriers: "list[Token]") -> bool:
    """Whether a participle was taken for a past tense: no agreement signs anything (`the treaty, signed in May, is long`)."""
    if verb.tag_ not in {"VBD", "VBN"} or any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in verb.rights):
        return False
    return any(subject in carriers for subject in own_subjects(verb))


def _patients(verb: "Token") -> "list[Token]":
    """What is acted on; verbs coordinated over one object share it (`agreed on and signed the treaty`)."""
    misread = misread_relative(verb)
    if misread is not None:
        return [misread.head]
    found = patients(verb)
    if found:
        return found
    if is_passive(verb):
        return _fronted(verb)
    swallowed = next((child for child in verb.rights if child.dep_ == "ccomp" and _is_participle(child)), None)
    if swallowed is not None:
        return own_subjects(swallowed)
    shared = next((child for child in verb.rights if child.dep_ == "conj" and is_verbal(child)), None)
    return _patients(shared) if shared is not None else []


def _is_participle(clause: "Token") -> bool:
    """A participle after an object that the parser made a clause of (`ratified the treaty signed in 2018`)."""
    row = stage_words("object").get(lemma(clause))
    plain = clause.tag_ == "VBD" and not any(child.dep_ in {"mark", "dobj", "aux"} for child in clause.children)
    return row is not None and row.instrument and plain


def misread_relative(verb: "Token") -> "Token | None":
    """The main verb the parser took into a relative clause of its subject (`a pact that they signed obliges …`)."""
    subject = verb.head
    main = subject.head
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or subject.dep_ != "nsubj" or main.dep_ != "relcl" or main.i < verb.i:
        return None
    opened = any(child.lower_ in {"that", "which"} and child.i < subject.i for child in main.lefts)
    return main if opened and not any(child.dep_ == "agent" for child in verb.children) else None


def _fronted(verb: "Token") -> "list[Token]":
    """The subject of a passive that the parser took for an apposition in what stands before it."""
    if own_subjects(verb) or verb.dep_ in {"acl", "relcl", "xcomp", "conj"}:
        return []
    before = [t for t in verb.doc[verb.left_edge.i : verb.i] if t.dep_ == "appos"]
    return [member for token in before[-1:] for member in conjuncts(token)]


@lru_cache(maxsize=None)
def _first_words(role: StageRole) -> dict[str, tuple[StageWord, ...]]:
    """The records of a role by their first word, the longest first."""
    found: dict[str, list[StageWord]] = {}
    for row in sorted(stage_words(role).values(), key=lambda row: -len(row.word)):
        found.setdefault(row.word.split()[0], []).append(row)
    return {word: tuple(rows) for word, rows in found.items()}


def _longest(role: StageRole, verb: "Token") -> StageWord | None:
    """The record whose further words follow the verb (`put … on hold`, `enter into force`)."""
    tail = f" {verb.doc[verb.i + 1 : verb.right_edge.i + 1].text.lower()} "
    tail += " ".join(f" {child.lower_} " for child in verb.children if child.dep_ == "advmod")
    for row in _first_words(role)[lemma(verb)]:
        rest = row.word.partition(" ")[2]
        if not rest or f" {rest} " in tail.replace(",", " ").replace(".", " "):
            return row
    return None


def _through_preposition(verb: "Token", carrier: "Token") -> StageWord | None:
    """The record of the words from the verb to the preposition over the agreement."""
    if carrier.dep_ != "pobj" or carrier.i < verb.i:
        return None
    words = [verb, *(t for t in verb.doc[verb.i + 1 : carrier.head.i + 1] if t.pos_ not in {"DET", "PRON", "PUNCT", "AUX"} and not t.lower_.endswith("ly"))]
    if len(words) > 6 or not any(ancestor == verb for ancestor in carrier.ancestors):
        return None
    path = " ".join(lemma(word) if word.pos_ != "ADP" else word.lower_ for word in words)
    row = stage_words("preposition").get(path) or stage_words("object").get(path)
    direct = carrier.head.head == verb and not any(child.dep_ == "dobj" for child in verb.rights)
    return row or (stage_words("preposition").get(f"{lemma(verb)} {carrier.head.lower_}") if direct and not particle(verb) else None)


def _acting(verb: "Token", role: StageRole, row: StageWord) -> "tuple[Token, ...]":
    """Who brings the agreement to the stage: the subject, and whom they do it with."""
    if role == "subject":
        between = [t for t in verb.subtree if t.i > verb.i and t.dep_ == "pobj" and t.head.lower_ == "between"]
        return tuple(member for obj in between for member in conjuncts(obj))
    if misread_relative(verb) is not None:
        return tuple(conjuncts(verb.head))
    if verb.dep_ == "pcomp" and lemma(verb.head.head) in stage_words("factual"):
        addressed = [t for t in verb.head.head.rights if t.dep_ in {"dobj", "dative"} and t.i < verb.i]
        return tuple(member for token in addressed for member in conjuncts(token))
    found = list(agents(verb)) if role == "object" else list(subjects(verb))
    joining = {"with", "to"} if row.stage == "proposed" else {"with"}
    found += [member for prep, obj in prepositions(verb) if prep in joining for member in conjuncts(obj)]
    if row.stage == "proposed":
        found += [member for child in verb.rights if child.dep_ == "dative" and child.pos_ != "ADP" for member in conjuncts(child)]
    return tuple(found)


# -- modality ----------------------------------------------------------------------------------------------------


def _reached(verb: "Token", row: StageWord) -> tuple[Stage | None, Status]:
    """The stage an agreement has reached by what a stage verb and the words over it say."""
    claim = claim_of(verb)
    over = _governor(verb)
    if over is not None:
        governor, word = over
        return _governed(governor, word, row), claim.status
    if _is_awaited(verb):
        return None, "possible"
    if verb.dep_ == "pcomp" and (lemma(verb.head.head) in stage_words("factual") or verb.head.lower_ in {"after", "since", "following", "upon"}):
        return row.stage, "background"
    status = claim.status
    if status == "denied" and row.stage in TOWARD | {"ratified"} and any(t.lower_ in {"will", "wo", "would"} for t in auxiliaries(verb)):
        return "rejected", "actual"
    if status in {"possible", "planned"} and verb.dep_ in {"acl", "relcl"} and _has_to(verb):
        return row.planned, "planned"
    if status in {"actual", "background"}:
        return row.stage, status
    return (row.planned if status == "planned" else _open_stage(row, status)), status


def _open_stage(row: StageWord, status: Status) -> Stage | None:
    """Talks that are wished to go on are going on; nothing else is reached by a wish."""
    return row.stage if status == "possible" and row.stage in {"proposed"} else None


def _governed(governor: StageWord, word: "Token", row: StageWord) -> Stage | None:
    status = claim_of(word).status
    if status == "denied" and governor.stage != "rejected":
        return None
    if governor.stage == "rejected":
        return "rejected" if row.stage in TOWARD | {"ratified"} and not _is_negated_word(word) else None
    if row.stage == "negotiating":
        return "proposed" if governor.stage == "proposed" else "under_consideration"
    return governor.stage if row.stage in TOWARD else None


def _is_negated_word(word: "Token") -> bool:
    return any(child.dep_ == "neg" for child in word.children)


def _governor(verb: "Token") -> "tuple[StageWord, Token] | None":
    """The nearest word over a stage verb that itself says where the agreement stands (`consider`, `refuse`, `hope`)."""
    rows = stage_words("governor")
    token = verb
    for _ in range(5):
        while token.dep_ == "conj" and is_verbal(token.head) and not own_subjects(token):
            token = token.head
        head, dep = token.head, token.dep_
        if head == token or dep not in {"xcomp", "ccomp", "pcomp", "acl", "advcl", "dobj"}:
            return None
        if dep == "advcl" and not _has_to(token):
            return None
        if dep == "acl" and not _has_to(token):
            return None
        key, word = (f"{lemma(head.head)} {head.lower_}", head.head) if dep == "pcomp" else (lemma(head), head)
        if particle(head):
            key = f"{key} {particle(head)}"
        if key in rows:
            return rows[key], word
        if dep == "pcomp" and head.lower_ in NOT_YET:
            return None
        if dep == "ccomp" and lemma(head) in SAYING:
            token = head
            continue
        token = word
        if not is_verbal(token) and token.pos_ not in {"ADJ", "NOUN"}:
            return None
        if token.pos_ == "NOUN":
            return None
    return None


def _has_to(verb: "Token") -> bool:
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.lefts)


def _is_awaited(verb: "Token") -> bool:
    """Whether the clause is what something else waits for (`once both parliaments have ratified it`, `before signing`)."""
    token = verb
    for _ in range(4):
        marks = {c.lower_ for c in token.lefts if c.dep_ in {"mark", "advmod"}}
        if marks & UNTIL and token.dep_ in {"advcl", "ccomp", "conj", "pcomp", "ROOT", "acl"} and token.dep_ != "ROOT":
            return True
        if token.dep_ == "xcomp" and lemma(token.head) in {"have", "be", "remain"} and any(c.lower_ == "yet" for c in token.head.children):
            return True
        if "when" in marks and token.tag_ in {"VBZ", "VBP"} or (token.dep_ == "pcomp" and token.head.lower_ in NOT_YET):
            return True
        if not is_verbal(token.head) or token.dep_ not in {"conj", "xcomp"}:
            return False
        token = token.head
    return False


def _is_timeless(verb: "Token", row: StageWord) -> bool:
    """A present tense that speaks of the future or of a rule (`takes effect after 60 days`); its date decides later."""
    return verb.tag_ in {"VB"} and not any(c.dep_ == "aux" for c in verb.children) and row.stage == "in_force"


def _is_ahead(mention: StageMention, scene: Scene) -> bool:
    """Whether a stage in the present tense is still to come."""
    word = mention.word
    if mention.stage not in {"in_force", "terminated"} or word.tag_ not in {"VBZ", "VBP"} or lemma(word) in {"remain", "be", "hold"}:
        return False
    if mention.date is None or mention.date.start is None:
        return not mention.news or any(token.lower_ in AWAITED for token in word.subtree)
    return scene.anchor is not None and mention.date.start > scene.anchor


def _is_news(verb: "Token", status: Status) -> bool:
    """Whether the clause tells it as the report's news, not in passing on the noun or as an earlier fact."""
    if status == "background":
        return False
    token = verb
    for _ in range(5):
        if token.dep_ in {"acl", "relcl", "amod"}:
            return False
        if token.head == token or not is_verbal(token.head):
            break
        token = token.head
    return True


# -- nouns, phrases, modifiers -----------------------------------------------------------------------------------


def _by_nouns(carriers: "list[Token]") -> Iterator[StageMention]:
    for carrier in carriers:
        for event in _event_nouns(carrier):
            row = stage_words("noun").get(lemma(event)) or stage_words("noun").get(event.lower_)
            if row is None or (row.word == "entry" and "into force" not in event.doc[event.i : event.i + 4].text):
                continue
            stage, status = _process_stage(event, row) if row.planned == "under_consideration" and row.stage == "negotiating" else _event_stage(event, row)
            if stage is not None:
                yield StageMention(stage, event, status, _is_news(clause_of(event), status), _holders(event), strong=row.strict, bare=True, inferred=stage != row.stage)
            return


def _event_nouns(carrier: "Token") -> "Iterator[Token]":
    """Nouns the agreement hangs on: through prepositions, or as the word before them."""
    token = carrier
    for _ in range(5):
        if token.dep_ in {"compound", "nmod", "amod", "poss"} and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ in LINKS:
            token = token.head.head
            if token.pos_ == "ADP":
                token = token.head
            if token.ent_type_ in {"DATE", "TIME", "GPE"}:
                token = _event_before(token) or token
        elif token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head
        elif token.dep_ == "dobj" and token.head.dep_ == "acl" and token.head.head.pos_ == "NOUN" and _has_to(token.head):
            token = token.head.head
        else:
            return
        if is_verbal(token):
            return
        yield token
        if not _lets_through(token):
            return


def _lets_through(noun: "Token") -> bool:
    """Whether what hangs on a noun hangs on the agreement below it as well (`talks on the text of`, `the signing of`)."""
    word = lemma(noun)
    if noun.i and noun.nbor(-1).lower_ == "into" and word in {"force", "effect"}:
        return True
    return noun.ent_type_ != "" or any(word in stage_words(role) for role in ("noun", "through", "finish", "start", "anaphor"))


def _event_before(date: "Token") -> "Token | None":
    """The event noun before a date or place that the parser let the agreement hang on (`entry into force on … of the`)."""
    before = date.doc[max(date.sent.start, date.i - 8) : date.i]
    return next((t for t in reversed(list(before)) if t.pos_ == "NOUN" and lemma(t) in stage_words("noun")), None)


def _event_stage(event: "Token", row: StageWord) -> tuple[Stage | None, Status]:
    """The stage of a noun that tells of an event (`the signing of`), where its context tells of it as done."""
    claim = claim_of(event)
    if row.strict and not _is_told(event):
        return (row.planned if claim.status == "planned" or _is_hoped(event) else None), "planned"
    if row.strict or claim.status in {"actual", "background"} or claim.status == "possible" and row.stage in {"proposed", "under_consideration"}:
        return row.stage, claim.status
    return (row.planned if claim.status == "planned" else None), claim.status


def _is_hoped(event: "Token") -> bool:
    return claim_of(event).status == "possible"


def _is_told(event: "Token") -> bool:
    """Whether what governs an event noun tells of it as having happened (`welcomed the signing`, `after the signing`)."""
    factual = stage_words("factual")
    head = first_conjunct(event).head
    if head.pos_ in {"ADP", "SCONJ"} or head.dep_ == "prep":
        return head.lower_ in factual or (head.lower_ in {"of", "to", "in", "by", "for", "on"} and lemma(head.head) in factual)
    if is_verbal(head):
        if lemma(head) in factual or (particle(head) and f"{lemma(head)} {particle(head)}" in factual):
            claim = claim_of(event)
            return claim.status in {"actual", "background", "possible"} or claim.cue == head
        return event.dep_ in {"nsubj", "nsubjpass"} and claim_of(event).status in {"actual", "background"} and head.tag_ in {"VBD", "VBN"}
    return False


def _process_stage(event: "Token", row: StageWord) -> tuple[Stage | None, Status]:
    """Where negotiations stand: what is done with them decides (begin, conclude, break off)."""
    claim = claim_of(event)
    above = _processes(event)
    done = claim.status in {"actual", "background"}
    for word in above:
        if word in stage_words("halt"):
            return ("suspended" if done else "negotiating"), claim.status
        if word in stage_words("finish"):
            return ("agreed_in_principle" if done and not _is_wished(event) else "negotiating"), claim.status
    if any(child.dep_ == "det" and child.lower_ == "no" for child in event.lefts) or claim.status == "denied":
        return None, "denied"
    if any(word in stage_words("continue") for word in above) and not _proposes(event):
        return "negotiating", claim.status
    if any(word in stage_words("start") for word in above) and not done:
        return ("proposed" if _proposes(event) else "under_consideration"), claim.status
    if done or claim.status == "possible" and not _proposes(event):
        return "negotiating", claim.status
    return ("proposed" if _proposes(event) else row.planned), claim.status


def _processes(event: "Token") -> list[str]:
    """The words that say what is done with negotiations: the verb over them and the nouns between."""
    found: list[str] = []
    token = first_conjunct(event)
    for _ in range(3):
        if token.dep_ == "pobj" and token.head.lower_ in {"of", "to", "on", "into", "in"}:
            token = token.head.head
        elif token.dep_ in {"dobj", "nsubjpass", "nsubj"} and is_verbal(token.head):
            token = token.head
        else:
            break
        found.append(f"{lemma(token)} {particle(token)}" if is_verbal(token) and particle(token) else lemma(token))
        if is_verbal(token):
            break
    return found


def _is_wished(event: "Token") -> bool:
    """Whether a noun of finishing stands in a context that does not tell it as done (`look forward to the conclusion`)."""
    token = first_conjunct(event)
    if token.dep_ == "pobj" and token.head.head.pos_ == "NOUN" and lemma(token.head.head) in stage_words("finish"):
        return not _is_told(token.head.head)
    return False


def _proposes(event: "Token") -> bool:
    return lemma(clause_of(event)) in {"propose", "suggest", "offer", "urge", "call", "demand", "request"}


def _holders(event: "Token") -> "tuple[Token, ...]":
    """Who takes part in what an event noun names: its owners, those it is between or with, and its verb's subjects."""
    found = [*possessors(event), *(child for child in event.lefts if child.dep_ in {"compound", "nmod", "amod"})]
    found += [m for prep, obj in prepositions(event) if prep in {"between", "with", "by", "among"} for m in conjuncts(obj)]
    verb = clause_of(event)
    if is_verbal(verb) and event.dep_ in {"dobj", "pobj"} and lemma(verb) not in stage_words("factual"):
        found += agents(verb)
        found += [m for prep, obj in prepositions(verb) if prep == "with" for m in conjuncts(obj)]
    return tuple(found)


def _by_phrases(sentence: Sentence, carriers: "list[Token]") -> Iterator[StageMention]:
    """Phrases said of the agreement (`in force since`, `is under negotiation`)."""
    text = sentence.span.text.lower()
    for phrase, row in stage_words("phrase").items():
        at = text.find(phrase)
        if at < 0 or row.stage is None:
            continue
        span = sentence.span.doc.char_span(sentence.span.start_char + at, sentence.span.start_char + at + len(phrase))
        if span is None or not len(span):
            continue
        verb = _said_of(span[0], carriers)
        if verb is None:
            continue
        status = claim_of(verb).status if is_verbal(verb) else "actual"
        if status in {"actual", "background"} and not _is_awaited(verb) and not _is_once(span[0]):
            yield StageMention(row.stage, span[0], status, is_verbal(verb) and _is_news(verb, status), (), strong=True)


def _is_once(word: "Token") -> bool:
    return word.i > 0 and word.nbor(-1).lower_ in {"once", "when", "if", "until", "not", "yet", "longer"}


def _said_of(word: "Token", carriers: "Sequence[Token]") -> "Token | None":
    """The verb by which, or the noun on which, a phrase is said of the agreement."""
    token = word
    for _ in range(4):
        token = token.head
        if token in carriers:
            return token
        if is_verbal(token):
            if any(subject in carriers for subject in subjects(token)):
                return token
            if token.dep_ not in {"conj", "xcomp", "acl", "relcl", "advcl"}:
                return None
        elif token.pos_ not in {"ADP", "ADJ", "ADV", "NOUN"}:
            return None
        if token.head == token:
            return None
    return None


def _by_modifiers(noun: "Token") -> Iterator[StageMention]:
    for child in noun.lefts:
        row = stage_words("modifier").get(child.lower_) if child.dep_ in {"amod", "compound", "nmod"} else None
        if row is not None and row.stage is not None:
            yield StageMention(row.stage, child, "background", False, (), strong=False)


# -- dates -------------------------------------------------------------------------------------------------------


def _date(scene: Scene, sentence: Sentence, mention: StageMention, noun: "Token", words: "Sequence[Token]") -> Date | None:
    """The date said of a stage: of the dates that no other stage word of the sentence owns, the nearest.

    What is still to come has dates of its own, which are not those of the stage reached.
    """
    own = []
    word = mention.word
    for found in scene.dates_in(sentence):
        token = scene.token_at(sentence, found.start)
        if token is None or _is_span_of(token):
            continue
        chain = [token, *token.ancestors]
        if word in chain and mention.inferred or word not in chain and _is_earlier(word):
            continue
        owner = _owner(next((t for t in chain if t in words), None), token, words)
        hangs = word.dep_ in {"acl", "relcl", "amod"} or (noun in word.ancestors and word.dep_ != "conj")
        if owner == word or (owner is None and not hangs and not _is_apart(chain, word)):
            own.append(found)
    if not own:
        return None
    date = replace(scene, dates=tuple(own)).date_of(sentence, word, WHEN)
    past = date is None or scene.anchor is None or date.start is None or date.start <= scene.anchor
    return date if past or lemma(word) in _first_words("subject") else None


def _is_earlier(word: "Token") -> bool:
    """Whether it happened before what the clause above tells, whose date is not its own (`said on Monday it had signed`)."""
    return is_verbal(word) and any(helper.lower_ == "had" for helper in auxiliaries(word)) and word.head != word


def _is_apart(chain: "Sequence[Token]", word: "Token") -> bool:
    """Whether a date stands in a relative clause that the stage word is not part of."""
    above = {word.i, *(t.i for t in word.ancestors)}
    return any(t.dep_ in {"relcl", "acl"} and is_verbal(t) for t in chain if t.i not in above)


def _owner(above: "Token | None", date: "Token", words: "Sequence[Token]") -> "Token | None":
    """The stage word a date belongs to: of several coordinated under one, the last before the date."""
    if above is None:
        return None
    between = [t for t in words if above.i < t.i < date.i and above in t.ancestors]
    return max(between, key=lambda t: t.i, default=above)


def _is_span_of(token: "Token") -> bool:
    """A period the agreement is for (`an action plan for 2025-2027`)."""
    top = token
    if top.lower_ in SPANS:
        return True
    while top.dep_ in {"compound", "nummod", "nmod", "amod"}:
        top = top.head
    return top.dep_ == "pobj" and top.head.lower_ in SPANS
