"""Stages read off the order of words, for a name on which the parse hangs no verb.

The parser loses long sentences (*approved by 38 votes to 2 a treaty*, *a memorandum that the two countries signed*). Where
a new agreement is named and nothing else tells its stage, the nearest verb of making a document before it or right behind
it does, as long as nothing between could be what the verb is about.
"""

from typing import TYPE_CHECKING

from communique.reading.agreement_modality import StageMention, is_news, reached
from communique.reading.agreement_phrases import last_of_name
from communique.reading.clauses import agents, auxiliaries, lemma
from communique.reference.stages import StageWord, stage_words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far before or behind a name its verb may stand.
BEFORE, BEHIND = 9, 12
# Verbs of ending or holding up a document.
UNDOING = frozenset(
    "annul terminate denounce abrogate suspend ratify renew repudiate rescind freeze amend revise scrap reject".split()
)
# What between a verb and a name belongs to neither, or leaves the name another clause's.
_BREAKS = frozenset(
    "that which who whom whose because although though while if whether but after before since when".split()
)
_PARTIES = frozenset("between with among and the of".split())


def stages_by_order(noun: "Token") -> list[StageMention]:
    """The stage told by the verb before an indefinite name or by the relative clause behind it; at most one."""
    found = _behind(noun) or (_before(noun) if _is_new(noun) else None)
    if found is None:
        return []
    verb, row = found
    stage, status = reached(verb, row)
    if stage is None or status not in {"actual", "background"}:
        return []
    if row.by_parliament is not None and any(
        lemma(t) in stage_words("legislature") for t in verb.sent[: verb.i - verb.sent.start]
    ):
        stage = row.by_parliament
    news = verb.i < noun.i and is_news(verb, status)
    return [StageMention(stage, verb, status, news, tuple(agents(verb)), strong=True, inferred=stage == row.planned)]


def _is_new(noun: "Token") -> bool:
    return any(child.lower_ in {"a", "an"} for child in noun.lefts)


def _making(word: "Token") -> StageWord | None:
    """The record of a verb in the past that only documents undergo."""
    if word.tag_ not in {"VBD", "VBN"}:
        return None
    row = stage_words("object").get(lemma(word))
    return row if row is not None and (row.instrument or row.by_parliament is not None) else None


def _undone(word: "Token") -> StageWord | None:
    """The record of a verb in the past by which documents end or are held up."""
    row = stage_words("object").get(lemma(word)) if word.tag_ in {"VBD", "VBN"} else None
    return row if row is not None and lemma(word) in UNDOING else None


def _before(noun: "Token") -> "tuple[Token, StageWord] | None":
    """The nearest verb of making before the name, past numbers, adverbs and prepositional phrases without another thing."""
    doc, start = noun.doc, noun.left_edge.i
    if start == 0 or doc[start - 1].pos_ == "ADP":
        return None
    for i in range(start - 1, max(noun.sent.start, start - BEFORE) - 1, -1):
        word = doc[i]
        row = _making(word)
        if row is not None:
            return (word, row) if not any(lemma(helper) in {"be", "get"} for helper in auxiliaries(word)) else None
        if word.lower_ in _BREAKS or word.text in {".", ";", ":"} or (word.pos_ == "VERB" and word.tag_ != "VBN"):
            return None
        if word.dep_ in {"dobj", "attr"}:
            return None
    return None


def _behind(noun: "Token") -> "tuple[Token, StageWord] | None":
    """The verb of a relative clause or participle right behind the name and its parties."""
    doc, i = noun.doc, last_of_name(noun) + 1
    end = min(noun.sent.end, i + BEHIND)
    while i < end and (
        doc[i].lower_ in _PARTIES
        or (doc[i].lower_ == "in" and doc[i + 1].pos_ == "PROPN")
        or doc[i].pos_ in {"PROPN", "NUM"}
        or doc[i].ent_type_ in {"GPE", "NORP", "DATE"}
    ):
        i += 1
    if i < end and doc[i].text == ",":
        i += 1
    if i >= end or doc[i].lower_ not in {"that", "which"}:
        return None
    for word in doc[i + 1 : end]:
        row = _making(word) or _undone(word)
        if row is not None and not any(child.dep_ == "dobj" and child.tag_ != "WDT" for child in word.rights):
            return word, row
        if word.pos_ == "VERB" or word.is_punct or word.lower_ in _BREAKS:
            return None
    return None
