"""At which stages a sentence puts an agreement, with the date of each: verbs, event nouns, phrases and modifiers."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.reading.agreement_events import stages_by_nouns
from communique.reading.agreement_modality import UNTIL, StageMention, is_awaited, is_news
from communique.reading.agreement_phrases import AMENDING
from communique.reading.agreement_surface import stages_by_order
from communique.reading.agreement_verbs import first_words, stages_by_verbs
from communique.reading.claims import claim_of
from communique.reading.clauses import (
    auxiliaries,
    first_conjunct,
    is_verbal,
    lemma,
    patients,
    prepositions,
    subjects,
)
from communique.reading.dates import FoundDate
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.reference.agreement_kinds import form_of
from communique.reference.stages import StageWord, stage_words
from communique.schema import Date, Status

__all__ = ["StageMention", "find_stages", "is_listed_under"]

if TYPE_CHECKING:
    from spacy.tokens import Token

WHEN = frozenset({"when", "since"})
AWAITED = UNTIL | {"after", "when", "upon", "following", "pending"}
# Prepositions between a plural and some of what it stands for (`five documents, including a treaty`).
OPENING_LIST = frozenset({"including", "like", "among"})
# Words before the first of a list of what a plural before stands for.
LISTING = frozenset({"including", "among", "namely", "notably", "particularly"})
YEAR = re.compile(r"(?:1[89]|20)\d\d")
# Prepositions before a period that says how long, not when.
SPANS = frozenset("for to until by over within through throughout".split())


def find_stages(scene: Scene, sentence: Sentence, noun: "Token") -> list[StageMention]:
    """Every stage the sentence gives the agreement a noun or pronoun stands for, with its date."""
    carriers = _carriers(noun)
    found: dict[int, StageMention] = {}
    definite = _is_known(noun)
    if any(child.dep_ == "det" and child.lower_ in {"any", "no"} for child in noun.lefts):
        return []
    for mention in (
        *stages_by_verbs(sentence, carriers),
        *stages_by_nouns(carriers),
        *_by_phrases(sentence, carriers),
        *_by_modifiers(noun),
    ):
        if not (definite and mention.stage in {"under_consideration", "proposed"} and mention.bare):
            found.setdefault(mention.word.i, mention)
    if not found and noun.pos_ != "PRON":
        found.update({mention.word.i: mention for mention in stages_by_order(noun)})
    words = [mention.word for mention in found.values() if not mention.modifies]
    dated = [replace(mention, date=_date(scene, sentence, mention, noun, words)) for mention in found.values()]
    return [mention for mention in dated if not _is_ahead(mention, scene)]


def _is_known(noun: "Token") -> bool:
    """Whether the noun phrase speaks of an agreement that there is: talking about it is not considering to make it."""
    left = {child.lower_ for child in noun.lefts}
    if left & {"a", "an", "possible", "potential", "proposed", "prospective", "future", "new"}:
        return False
    return (
        bool(left & {"the", "this", "that", "its", "their"})
        or noun.pos_ in {"PROPN", "PRON"}
        or any(c.dep_ == "poss" for c in noun.lefts)
    )


def _carriers(noun: "Token") -> "list[Token]":
    """The noun and the words that stand for it in the clause: what it is part of, what it is in apposition to."""
    found = [noun]
    token = noun
    for _ in range(6):
        first = first_conjunct(token)
        if first != token:
            token = first
        elif (listed := _listed_under(token)) is not None and listed not in found:
            token = listed
        elif token.dep_ == "appos" or _is_amending_title(token):
            token = token.head
        elif token.dep_ == "npadvmod" and is_verbal(token.head):
            # No agreement tells when or how: it is one more object (`signed a treaty in May and, in June, a protocol`).
            token = next((t for t in patients(token.head) if t.i < token.i), token)
            if token in found:
                break
        elif token.dep_ == "pobj" and token.head.dep_ == "prep" and _is_seen_through(token.head):
            token = token.head.head
        else:
            break
        found.append(token)
    return found


def _is_amending_title(token: "Token") -> bool:
    """Whether a noun was hung on what it changes or does (`a Protocol Amending the Air Transport Agreement`)."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    amends = following is not None and (
        following.lower_ in AMENDING or (following.tag_ == "VBG" and following.head == token)
    )
    return amends and token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i


def is_listed_under(noun: "Token", plural: "Token") -> bool:
    """Whether a noun is one of a list of what a plural stands for."""
    return noun != plural and plural in _carriers(noun)[1:] and first_conjunct(noun) != first_conjunct(plural)


def _listed_under(noun: "Token") -> "Token | None":
    """The plural of which a list behind a comma names some, wherever the parser hung it (`…, including a treaty on …`)."""
    opened = noun.left_edge.lower_ in LISTING  # an adverb the parser hung on the noun (`notably a treaty`)
    before = noun.left_edge.i - (0 if opened else 1)
    if before > noun.sent.start and noun.doc[before].lower_ in {"them", "these", "which"}:
        before -= 1
    if before <= noun.sent.start or noun.doc[before].lower_ not in LISTING:
        return None
    plurals = (t for t in reversed(noun.doc[noun.sent.start : before]) if t.tag_ in {"NNS", "NNPS"})
    return next((t for t in plurals if lemma(t) in stage_words("anaphor") or t.lower_ in form_of()), None)


def _is_seen_through(preposition: "Token") -> bool:
    """Whether what happens to the noun above a preposition happens to what is below: part of it, or a list it opens."""
    above = preposition.head
    if preposition.lower_ in OPENING_LIST or (preposition.lower_ == "as" and preposition.nbor(-1).lower_ == "such"):
        return above.tag_ in {"NNS", "NNPS"}
    counted = above.pos_ == "NUM" and preposition.lower_ == "of"
    return counted or lemma(above) in stage_words("through") or lemma(above) in stage_words("partial")


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
        verb = _said_of(span[0], carriers) or _right_before(span[0], carriers)
        if verb is None:
            continue
        status = claim_of(verb).status if is_verbal(verb) else "actual"
        if status == "denied" and phrase.startswith("no longer"):
            status = "actual"
        awaited = is_awaited(verb) and row.stage != "signed"
        if status in {"actual", "background"} and not awaited and not _is_once(span[0]):
            yield StageMention(row.stage, span[0], status, _is_phrase_news(verb, status, row), (), strong=True)


def _is_phrase_news(verb: "Token", status: Status, row: StageWord) -> bool:
    """What still awaits approval was signed before."""
    return row.stage != "signed" and is_verbal(verb) and is_news(verb, status)


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
            if token.dep_ == "relcl" and _is_relative_of(token, carriers):
                return token
            if token.dep_ not in {"conj", "xcomp", "acl", "relcl", "advcl"}:
                return None
        elif token.pos_ not in {"ADP", "ADJ", "ADV", "NOUN"}:
            return None
        if token.head == token:
            return None
    return None


def _right_before(word: "Token", carriers: "Sequence[Token]") -> "Token | None":
    """The agreement whose noun phrase ends at the comma before a phrase (`the pact with Panama, in force since 2008`)."""
    end = word.i - 1
    if end <= word.sent.start or word.doc[end].text != ",":
        return None
    return next((c for c in carriers if c.i < end and all(c in t.ancestors for t in word.doc[c.i + 1 : end])), None)


def _is_relative_of(verb: "Token", carriers: "Sequence[Token]") -> bool:
    """Whether a relative clause of one thing hangs on several (`a treaty between the states, which has been in force`)."""
    singular = any(t.tag_ == "VBZ" or t.lower_ == "was" for t in (verb, *auxiliaries(verb)))
    if not singular or verb.head.tag_ not in {"NNS", "NNPS"}:
        return False
    return any(carrier.tag_ in {"NN", "NNP"} and carrier.is_ancestor(verb.head) for carrier in carriers)


def _by_modifiers(noun: "Token") -> Iterator[StageMention]:
    for child in noun.lefts:
        row = (
            stage_words("modifier").get(child.lower_)
            if noun.lower_ != "minutes" and child.dep_ in {"amod", "compound", "nmod"}
            else None
        )
        if row is not None and row.stage is not None:
            yield StageMention(row.stage, child, "background", False, (), strong=False)
    year = _year_of(noun)
    if year is not None:
        yield StageMention("signed", year, "background", False, (), strong=False, modifies=True)


def _year_of(noun: "Token") -> "Token | None":
    """The year an agreement is known by (`the 1998 treaty`, `the treaty of 1998`): that of its signature."""
    before = [c for c in noun.lefts if c.dep_ in {"nummod", "compound", "amod", "nmod"}]
    before += [grandchild for c in before for grandchild in c.lefts if c.dep_ == "compound"]
    after = [obj for prep, obj in prepositions(noun) if prep in {"of", "from"} and not any(obj.children)]
    return next((t for t in (*before, *after) if YEAR.fullmatch(t.text)), None)


def _date(
    scene: Scene, sentence: Sentence, mention: StageMention, noun: "Token", words: "Sequence[Token]"
) -> Date | None:
    """The date said of a stage: of the dates that no other stage word of the sentence owns, the nearest.

    What is still to come has dates of its own, which are not those of the stage reached.
    """
    own = []
    word = mention.word
    if mention.modifies and YEAR.fullmatch(word.text):
        year = int(word.text)
        said = scene.cite_tokens(sentence, word.i, word.i)
        return Date(edtf=word.text, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), said=said, precision="year")
    for found in scene.dates_in(sentence):
        token = scene.token_at(sentence, found.start)
        if token is None or _is_span_of(token):
            continue
        chain = [token, *token.ancestors]
        if _is_aside(word) and not word.is_ancestor(token):
            continue
        if (word in chain and mention.inferred) or (word not in chain and _is_earlier(word)):
            continue
        if found.role == "since" and not is_verbal(word) and _follows(scene, sentence, found, word):
            return found.date  # `in force since 2008`
        owner = _owner(next((t for t in chain if t in words), None), token, words)
        hangs = word.dep_ in {"acl", "relcl", "amod"} or (noun in word.ancestors and word.dep_ != "conj")
        hangs = hangs and not _share_clause(chain, word, noun)
        if owner is not None and _is_of_relative(chain, owner):
            continue
        if owner == word or (owner is None and not hangs and not _is_apart(chain, word)):
            own.append(found)
    if not own:
        return None
    date = replace(scene, dates=tuple(own)).date_of(sentence, word, WHEN)
    past = date is None or scene.anchor is None or date.start is None or date.start <= scene.anchor
    return date if past or lemma(word) in first_words("subject") else None


def _is_aside(word: "Token") -> bool:
    """Whether a clause only sets what another tells in time (`…, ten weeks after it was signed`)."""
    return word.dep_ == "advcl" and any(
        c.dep_ in {"mark", "prep"} and c.lower_ in {"after", "since"} for c in word.lefts
    )


def _is_earlier(word: "Token") -> bool:
    """Whether it happened before what the clause above tells, whose date is not its own (`said on Monday it had signed`)."""
    return is_verbal(word) and any(helper.lower_ == "had" for helper in auxiliaries(word)) and word.head != word


def _is_apart(chain: "Sequence[Token]", word: "Token") -> bool:
    """Whether a date stands in a relative clause that the stage word is not part of."""
    above = {word.i, *(t.i for t in word.ancestors)}
    return any(t.dep_ in {"relcl", "acl"} and is_verbal(t) for t in chain if t.i not in above)


def _follows(scene: Scene, sentence: Sentence, found: FoundDate, word: "Token") -> bool:
    """Whether a date stands right behind a phrase."""
    token = scene.token_at(sentence, found.start)
    return token is not None and word.i < token.i <= word.i + 4


def _share_clause(chain: "Sequence[Token]", word: "Token", noun: "Token") -> bool:
    """Whether a date and a phrase stand in one relative clause of the agreement (`which has been in force since May`)."""
    verb = next((t for t in word.ancestors if is_verbal(t)), None)
    return not is_verbal(word) and verb is not None and verb in chain and noun in verb.ancestors


def _is_of_relative(chain: "Sequence[Token]", owner: "Token") -> bool:
    """Whether a date stands in a relative clause below the stage word (`exchanged notes on the treaty that they signed in May`)."""
    below = chain[: chain.index(owner)] if owner in chain else ()
    return any(t.dep_ == "relcl" and is_verbal(t) and t.i > owner.i for t in below)


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


def _is_ahead(mention: StageMention, scene: Scene) -> bool:
    """Whether a stage in the present tense is still to come."""
    word = mention.word
    if (
        mention.stage not in {"in_force", "terminated"}
        or word.tag_ not in {"VBZ", "VBP"}
        or lemma(word) in {"remain", "be", "hold"}
    ):
        return False
    if mention.date is None or mention.date.start is None:
        return not mention.news or any(token.lower_ in AWAITED for token in word.subtree)
    return scene.anchor is not None and mention.date.start > scene.anchor
