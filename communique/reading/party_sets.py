"""The parties a text names together: in its title, as one subject, or as the two sides of a meeting or a relation."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.reading.bodies import is_bare_plural
from communique.reading.cast import SIDES, Cast, SetMention
from communique.reading.clauses import first_conjunct, is_verbal, lemma, prepositions, subjects
from communique.reading.sentences import Sentence
from communique.reference.groups import group_nouns
from communique.reference.organisations import organisations

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose subject and with-object (or object) are two sides of one thing.
MUTUAL = frozenset(
    "meet talk speak confer discuss hold sign agree conclude consult visit host call negotiate receive welcome phone".split()
)
MUTUAL_NOUNS = frozenset("meeting talk talks summit call dialogue agreement treaty pact deal accord consultation negotiation relation ties "
                         "cooperation visit conversation war conflict dispute statement session round".split())  # fmt: skip
INNER = frozenset({"amod", "compound", "nmod", "poss", "npadvmod", "appos"})


def collect_sets(sentences: Sequence[Sentence], cast: Cast) -> None:
    """Fills in the sets of parties named together and the parties in subject position, in order of text."""
    sets: list[SetMention] = list(_title_set(cast))
    subject_mentions: list[tuple[int, str]] = []
    cast.sets, cast.subject_mentions = sets, subject_mentions
    cast.plurals, cast.listed = [], []
    for sentence in sentences:
        heads = _phrase_heads(sentence, cast)
        found = list(_sets_in(sentence, heads, cast))
        sets.extend(sorted(found))
        _note_plurals(sentence, cast)
        cast.listed += [
            SetMention(sentence.offset + token.idx, together)
            for token in heads
            if len(together := cast.states_of(cast.members(sentence, token))) > 1
        ]
        for token in heads:
            if token.dep_ in {"nsubj", "nsubjpass"}:
                parties = cast.states_of(cast.members(sentence, token))
                if len(parties) == 1:
                    subject_mentions.append((sentence.offset + token.idx, parties[0]))
        subject_mentions.sort()


def _note_plurals(sentence: Sentence, cast: Cast) -> None:
    """Whose leaders or ministers a plural names, where they are an organisation's."""
    for token in sentence.span:
        if token.lower_ not in SIDES or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        owners = cast.owners(sentence, token)
        alone = len(owners) == 1 and set(cast.named_within(sentence, token)) <= set(owners)
        if alone and owners[0] in organisations():
            cast.plurals.append((sentence.offset + token.idx, token.lower_, owners))
        elif is_bare_plural(token):
            known = cast.members(sentence, token)
            if len(known) == 1 and known[0] in organisations():
                cast.sets.append(SetMention(sentence.offset + token.idx, known))


def _title_set(cast: Cast) -> Iterator[SetMention]:
    """The parties the title names together, which the text may speak of as `the two sides` at once."""
    if len(cast.titled) > 1:
        yield SetMention(-1, cast.titled)


def _phrase_heads(sentence: Sentence, cast: Cast) -> "list[Token]":
    """Heads of the noun phrases that contain a known name or a person."""
    heads = {}
    for token in sentence.span:
        if (sentence.paragraph, token.i) in cast.entries:
            while token.dep_ in INNER and token.head != token and not is_verbal(token.head):
                token = token.head
            token = first_conjunct(token)
            while token.dep_ in INNER - {"appos"} and token.head != token and not is_verbal(token.head):
                token = token.head
            heads[token.i] = token
    return [heads[i] for i in sorted(heads)]


def _sets_in(sentence: Sentence, heads: "Sequence[Token]", cast: Cast) -> Iterator[SetMention]:
    for token in heads:
        together = cast.states_of(cast.members(sentence, token))
        acting = token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ != "relcl"
        if len(together) >= 2 and (acting or _is_agent(token)):
            yield SetMention(sentence.offset + token.idx, together)
    for token in sentence.span:
        if is_verbal(token) and lemma(token) in MUTUAL and token.dep_ != "relcl":
            joined = _verb_parties(sentence, token, cast)
        elif token.pos_ == "NOUN" and lemma(token) in MUTUAL_NOUNS:
            joined = _noun_parties(sentence, token, cast)
        else:
            continue
        if len(joined) >= 2:
            yield SetMention(sentence.offset + token.idx, joined)


def _is_agent(token: "Token") -> bool:
    """Whether a phrase names those who act or meet, rather than what is spoken of."""
    if token.dep_ == "pobj" and token.head.lower_ in {"between", "among"}:
        return True
    if (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and token.head.head.lower_ in SIDES | {"ministers", "meeting", "summit"}
    ):
        return True
    return token.dep_ == "ROOT" or token.lower_ in group_nouns()


def _verb_parties(sentence: Sentence, verb: "Token", cast: Cast) -> tuple[str, ...]:
    found = [a for token in subjects(verb) for a in cast.single(sentence, token)]
    others = [child for child in verb.rights if child.dep_ == "dobj"]
    others += [obj for prep, obj in prepositions(verb) if prep in {"with", "by"}]
    for child in verb.rights:
        if child.dep_ == "dobj":
            others += [obj for prep, obj in prepositions(child) if prep == "with"]
    found += [a for token in others for a in cast.members(sentence, token)]
    return cast.states_of(a for a in found if not a[3:].startswith((".CVL", ".REB", ".BUS")))


def _noun_parties(sentence: Sentence, noun: "Token", cast: Cast) -> tuple[str, ...]:
    found = [
        a for prep, obj in prepositions(noun) if prep in {"between", "among", "of"} for a in cast.members(sentence, obj)
    ]
    others = [a for prep, obj in prepositions(noun) if prep in {"with", "from"} for a in cast.members(sentence, obj)]
    if others and noun.dep_ == "dobj" and is_verbal(noun.head):
        found += [a for token in subjects(noun.head) for a in cast.members(sentence, token)] + others
    return cast.states_of(found)
