"""Nouns that tell of a stage (*the signing of*, *talks on*), and what is done with negotiations."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.reading.agreement_modality import StageMention, has_to, is_news
from communique.reading.claims import claim_of
from communique.reading.clauses import (
    agents,
    clause_of,
    conjuncts,
    first_conjunct,
    is_verbal,
    lemma,
    particle,
    patients,
    possessors,
    prepositions,
)
from communique.reference.stages import StageWord, stage_words
from communique.schema import Status
from communique.schema.agreement import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs over an event noun by which it is awaited, wished or worked for.
AWAITING = frozenset(
    """look await anticipate expect hope call urge encourage seek push press work pursue plan prepare aim need require delay
    postpone expedite accelerate speed hasten facilitate pave intend advocate""".split()
)
# What hangs between a verb or noun and the agreement it governs.
LINKS = frozenset("of on for to about toward towards from over in into regarding concerning against around".split())


def stages_by_nouns(carriers: "list[Token]") -> Iterator[StageMention]:
    """The stage told by the nearest noun the agreement hangs on."""
    for carrier in carriers:
        for event in _event_nouns(carrier):
            before = event.nbor(-1).lower_ if event.i > 0 else ""
            row = next((r for word in (f"{before} {lemma(event)}", lemma(event), event.lower_)
                        if (r := stage_words("noun").get(word))), None)  # fmt: skip
            if row is None or (row.word == "entry" and "into force" not in event.doc[event.i : event.i + 4].text):
                continue
            if row.stage == "amended" and _is_undergone(event):
                continue
            stage, status = (
                _process_stage(event, row)
                if row.planned == "under_consideration" and row.stage == "negotiating"
                else _event_stage(event, row)
            )
            if row.stage == "proposed" and _is_turned_down(event):
                stage, status = "rejected", "actual"
            if stage == "signed" and lemma(event) == "conclusion" and _is_short_of_signing(event):
                stage = "agreed_in_principle"
            if stage is not None:
                yield StageMention(
                    stage,
                    event,
                    status,
                    is_news(clause_of(event), status),
                    _holders(event),
                    strong=row.strict or row.instrument,
                    bare=True,
                    inferred=stage != row.stage,
                )
            return


def _is_short_of_signing(event: "Token") -> bool:
    """Whether a conclusion is only of the text (`the conclusion, at technical level, of the treaty`, `in principle`)."""
    words = {t.lower_ for t in event.doc[max(event.sent.start, event.i - 2) : event.i + 7]}
    return bool(words & {"technical", "principle", "substance", "political", "substantial", "provisional", "working"})


def _is_turned_down(event: "Token") -> bool:
    """Whether a proposal is rejected (`turned down a proposal for a truce`)."""
    verb = clause_of(event)
    word = f"{lemma(verb)} {particle(verb)}" if particle(verb) else lemma(verb)
    row = stage_words("object").get(word)
    undergone = event in patients(verb) if is_verbal(verb) else False
    return (
        undergone and row is not None and row.stage == "rejected" and claim_of(verb).status in {"actual", "background"}
    )


def _event_nouns(carrier: "Token") -> "Iterator[Token]":
    """Nouns the agreement hangs on: through prepositions, or as the word before them."""
    token = carrier
    if lemma(token) in stage_words("noun") and token.pos_ == "NOUN":
        yield token  # what the agreement is in apposition to: `the signing of two documents: a treaty on …`
        return
    for _ in range(5):
        if token.dep_ in {"compound", "nmod", "amod", "poss"} and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ in LINKS:
            token = _over(token.head)
        elif token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN"}:
            token = token.head
        elif (
            token.dep_ == "dobj" and token.head.dep_ == "acl" and token.head.head.pos_ == "NOUN" and has_to(token.head)
        ):
            token = token.head.head
        else:
            return
        if is_verbal(token):
            return
        yield token
        if not _lets_through(token):
            return


def _over(preposition: "Token") -> "Token":
    """What a preposition hangs on; where the parser took a date, a place or the verb for it, the event noun it belongs to."""
    aside = _before_aside(preposition)
    if aside is not None:
        return aside
    token = preposition.head
    if token.pos_ == "ADP":
        token = token.head
    if token.ent_type_ in {"DATE", "TIME", "GPE"}:
        return _event_before(token) or token
    if is_verbal(token):
        return (_event_before(preposition) if preposition.lower_ == "of" else _event_object(token)) or token
    if token.pos_ == "NOUN" and (lemma(token) in stage_words("start") or lemma(token) in stage_words("finish")):
        return _event_of(token) or token
    return token


def _before_aside(preposition: "Token") -> "Token | None":
    """The event noun before what two commas set off (`the conclusion, after four years, of negotiations on`)."""
    doc, close = preposition.doc, preposition.i - 1
    if close <= preposition.sent.start or doc[close].text != ",":
        return None
    opened = next((i for i in range(close - 1, max(preposition.sent.start, close - 9), -1) if doc[i].text == ","), None)
    noun = doc[opened - 1] if opened is not None and opened > preposition.sent.start else None
    told = noun is not None and any(lemma(noun) in stage_words(role) for role in ("noun", "finish", "start"))
    return (_event_of(noun) or noun) if told and noun is not None and noun.pos_ == "NOUN" else None


def _lets_through(noun: "Token") -> bool:
    """Whether what hangs on a noun hangs on the agreement below it as well (`talks on the text of`, `the signing of`)."""
    word = lemma(noun)
    if noun.i and noun.nbor(-1).lower_ == "into" and word in {"force", "effect"}:
        return True
    return noun.ent_type_ != "" or any(
        word in stage_words(role) for role in ("noun", "through", "finish", "start", "anaphor")
    )


def _event_object(verb: "Token") -> "Token | None":
    """The talks a verb has for an object, where the parser hung what they are on on the verb (`completing talks on`)."""
    return next((c for c in verb.rights if c.dep_ == "dobj" and _is_talks(c)), None)


def _event_of(noun: "Token") -> "Token | None":
    """The talks whose opening or end a noun is (`the opening of negotiations on`)."""
    return next((obj for prep, obj in prepositions(noun) if prep == "of" and _is_talks(obj)), None)


def _is_talks(noun: "Token") -> bool:
    row = stage_words("noun").get(lemma(noun))
    return row is not None and row.stage == "negotiating"


def _is_undergone(event: "Token") -> bool:
    """Whether amendments themselves undergo what is told (`the ratification of the amendments to the treaty`)."""
    return event.tag_ == "NNS" and event.dep_ == "pobj" and event.head.lower_ == "of"


def _event_before(date: "Token") -> "Token | None":
    """The event noun before a date or place that the parser let the agreement hang on (`entry into force on … of the`)."""
    for token in reversed(list(date.doc[max(date.sent.start, date.i - 9) : date.i])):
        if token.pos_ == "NOUN" and lemma(token) in stage_words("noun"):
            return token
        if not (
            token.ent_type_ or token.is_punct or token.pos_ in {"ADP", "NUM"} or token.lower_ in {"force", "effect"}
        ):
            return None
    return None


def _event_stage(event: "Token", row: StageWord) -> tuple[Stage | None, Status]:
    """The stage of a noun that tells of an event (`the signing of`), where its context tells of it as done."""
    claim = claim_of(event)
    if row.strict and not _is_told(event):
        return (row.planned if claim.status == "planned" or _is_hoped(event) else None), "planned"
    if (
        row.strict
        or claim.status in {"actual", "background"}
        or (claim.status == "possible" and row.stage in {"proposed", "under_consideration"})
    ):
        return row.stage, claim.status
    return (row.planned if claim.status == "planned" else None), claim.status


def _is_hoped(event: "Token") -> bool:
    verb = clause_of(event)
    undergone = is_verbal(verb) and event.dep_ in {"dobj", "pobj"}
    return claim_of(event).status == "possible" or (undergone and lemma(verb) in AWAITING)


def _is_told(event: "Token") -> bool:
    """Whether what governs an event noun tells of it as having happened (`welcomed the signing`, `after the signing`)."""
    factual = stage_words("factual")
    head = first_conjunct(event).head
    if head.pos_ in {"ADP", "SCONJ"} or head.dep_ == "prep":
        above = [head.head, *(c for c in head.head.rights if c.dep_ == "dobj" and is_verbal(head.head))]
        return head.lower_ in factual or (
            head.lower_ in {"of", "to", "in", "by", "for", "on", "at", "over", "with", "about"}
            and any(lemma(t) in factual for t in above)
        )
    if is_verbal(head):
        if lemma(head) in factual or (particle(head) and f"{lemma(head)} {particle(head)}" in factual):
            claim = claim_of(event)
            if lemma(head) == "complete" and claim.status == "possible":
                return False  # asked to complete it
            return claim.status in {"actual", "background", "possible"} or claim.cue == head
        dated = any(t.ent_type_ == "DATE" for t in event.subtree)  # `the entry into force on Monday of … opens`
        return (
            event.dep_ in {"nsubj", "nsubjpass"}
            and claim_of(event).status in {"actual", "background"}
            and head.tag_ in ({"VBD", "VBN", "VBZ", "VBP"} if dated else {"VBD", "VBN"})
        )
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
    if any(word.split()[0] in stage_words("continue") for word in above) and not _proposes(event):
        return "negotiating", claim.status
    if any(word in stage_words("start") for word in above) and not done:
        return ("proposed" if _proposes(event) else "under_consideration"), claim.status
    if done or (claim.status == "possible" and not _proposes(event)):
        return "negotiating", claim.status
    return ("proposed" if _proposes(event) else row.planned), claim.status


def _processes(event: "Token") -> list[str]:
    """The words that say what is done with negotiations: the verb over them and the nouns between."""
    found: list[str] = []
    token = first_conjunct(event)
    for _ in range(3):
        if token.dep_ == "pobj" and token.head.lower_ in {"of", "to", "on", "into", "in", "with"}:
            token = _before_aside(token.head) or token.head.head
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
    found = possessors(event)
    if not _is_turned_down(event):
        found += [child for child in event.lefts if child.dep_ in {"compound", "nmod", "amod"}]
    found += [
        m for prep, obj in prepositions(event) if prep in {"between", "with", "by", "among"} for m in conjuncts(obj)
    ]
    verb = clause_of(event)
    aside = event.dep_ == "pobj" and event.head.lower_ in stage_words("factual")
    if is_verbal(verb) and event.dep_ in {"dobj", "pobj"} and not aside and lemma(verb) not in stage_words("factual"):
        found += agents(verb)
        found += [m for prep, obj in prepositions(verb) if prep == "with" for m in conjuncts(obj)]
    return tuple(found)
