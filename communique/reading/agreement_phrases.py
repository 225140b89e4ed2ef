"""The noun phrase around an agreement's head noun: where its name begins and ends, and where it names no agreement."""

from typing import TYPE_CHECKING

from communique.reading.clauses import clause_of, is_verbal, lemma
from communique.reading.ordinals import ordinal_number
from communique.reading.sentences import Sentence
from communique.reference.agreement_kinds import GENERAL, agreement_kinds, form_of
from communique.reference.stages import stage_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words that only say of which agreement one speaks; they are left out of its name.
POINTING = frozenset(
    """new further another second first other same such own said current separate existing previous earlier several
    many multiple various numerous some dozen dozens planned proposed possible potential mooted so-called
    upcoming forthcoming recent latest original old existing similar comparable""".split()
)
# Prepositions that open what an agreement is about, and stay in its name.
ABOUT = frozenset("on of for concerning against regarding relating covering governing".split())
# Participles that open which agreement another changes or fills in; they stay in its name too.
AMENDING = frozenset("amending supplementing modifying replacing implementing extending".split())
# What only documents undergo in a clause on their name (`the declaration they signed`).
MAKING = frozenset({"sign", "adopt", "initial", "ink", "conclude"})
LONGEST_NAME = 16
# Prepositions between a name's noun and its parties, behind which what it is about may still follow.
SIDED = frozenset("between with among".split())
# What opens a subject behind the parties (`an accord with Chad on rail`); `of` and `for` there say other things.
SUBJECT = frozenset("on concerning regarding relating covering governing".split())
# Nouns for the sides of an agreement, which are no part of what it is about.
SIDE_NOUNS = frozenset(
    """country side government state nation party neighbour neighbor republic kingdom bloc ally capital
    president minister leader counterpart union""".split()
)
# Nouns that with `in` say how or on what occasion, not what about (`in the presence of`).
OCCASIONS = frozenset(
    """presence capital exchange addition order bid effort return response favour favor line view case course framework
    person meeting ceremony week month year spring summer autumn winter day morning""".split()
)
_OPENING = frozenset("\"'“‘([—–/")


def name_range(sentence: Sentence, token: "Token", start: int, end: int) -> tuple[int, int]:
    """The noun phrase from after its determiners, owners and ordinals to the end of what it is about."""
    doc, offset = token.doc, sentence.offset
    first = token.i
    while first > sentence.span.start and (
        not doc[first - 1].whitespace_ or (first > token.left_edge.i and not _outside(doc[first - 1], token))
    ):
        if not doc[first - 1].whitespace_ and doc[first - 1].text in _OPENING:
            break
        first -= 1
    while first < token.i and (
        doc[first].is_punct
        or _is_list_mark(doc[first])
        or doc[first].lower_ in POINTING
        or doc[first].pos_ in {"ADV", "CCONJ"}
        or _is_stage(doc[first])
    ):
        first += 1
    begin = min(offset + doc[first].idx, start)
    last = last_of_name(token)
    return begin, max(offset + doc[last].idx + len(doc[last]), end)


def _is_list_mark(word: "Token") -> bool:
    """The letter or number of a member of a list: `(a)`, `ii)`."""
    return word.i + 1 < len(word.doc) and word.nbor().text == ")" and len(word.text) < 5


def _is_stage(word: "Token") -> bool:
    """A participle that says how far the agreement is (`recently concluded`), no part of its name."""
    return word.tag_ == "VBN" and word.lower_ in stage_words("modifier")


def _outside(word: "Token", token: "Token") -> bool:
    if word.tag_ == "NNS" and word.dep_ == "poss" and not word.ent_type_ and not word.text[0].isupper():
        return False  # whose kind of agreement it is (`a shareholders' agreement`)
    if word.text in {"'", "’"} and word.tag_ == "POS" and word.i and not _outside(word.nbor(-1), token):
        return False
    if word.head == token and word.dep_ in {"det", "poss", "nummod", "predet", "prep", "mark"}:
        return True
    if (
        word.dep_ in {"det", "case", "prep", "predet"}
        or word.tag_ == "PRP$"
        or word.text in {"'s", "’s", "(", ":", ";"}
        or (is_verbal(word) and word.dep_ not in {"amod", "compound"})
    ):
        return True
    return ordinal_number(word.text) is not None and word.text[0].islower()


def last_of_name(token: "Token") -> int:
    """The last token of the name: the prepositional phrases that say what the agreement is on, up to what leaves it."""
    doc, last = token.doc, _before_subject(token)
    following = doc[last + 1] if last + 1 < len(doc) else None
    if following is None or following.lower_ not in ABOUT | AMENDING:
        return last
    if following.lower_ not in AMENDING and following.pos_ not in {"ADP", "SCONJ", "VERB"}:
        return last
    if following.lower_ == "for" and _is_infinitive_subject(following):
        return last
    hung = following.right_edge.i if following.lower_ in SUBJECT else last  # also where the parser hung it on the verb
    amended = token.head if following.lower_ in AMENDING and token.head.i > token.i else token
    right = min(max(token.right_edge.i, amended.right_edge.i, hung), last + LONGEST_NAME)
    capital = token.text[0].isupper()
    i = last + 1
    while i <= right and not _leaves(doc[i], token, capital):
        i += 3 if doc[i].text == "(" else 1
    i = min(i, right + 1) - 1
    while i > last and (
        doc[i].pos_ in {"ADP", "DET", "CCONJ", "PUNCT", "PART"}
        or doc[i].lower_ in {"and", "or", "the"}
        or doc[i].is_punct
    ):
        i -= 1
    if i <= last:
        return token.i
    return i + 2 if _is_bare_place(doc, i) else i


def _before_subject(token: "Token") -> int:
    """The last word before what a name says it is about: the noun, its short form in brackets or its parties behind it."""
    doc, last = token.doc, token.i
    while last + 2 < len(doc) and doc[last + 1].lower_ == "of" and doc[last + 2].lower_ in {"understanding", "intent"}:
        last += 2
    last += 3 if is_short_form(doc, last + 1) else 0
    if last + 1 >= len(doc) or doc[last + 1].lower_ not in SIDED:
        return last if last + 1 < len(doc) and doc[last + 1].lower_ in ABOUT else token.i
    for i in range(last + 2, min(last + 12, token.sent.end - 1)):
        word = doc[i]
        if word.lower_ in SUBJECT:
            return i - 1 if not doc[i + 1].ent_type_ and doc[i + 1].pos_ != "NUM" else token.i
        side = word.pos_ in {"PROPN", "DET", "CCONJ", "NUM"} or word.text in {",", "'s", "’s"}
        if not side and lemma(word) not in SIDE_NOUNS and not word.ent_type_ and word.lower_ != "of":
            return token.i
    return token.i


def is_short_form(doc: "Doc", i: int) -> bool:
    """Whether a bracket with one word opens here (`(MoU)`)."""
    return i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")" and doc[i + 1].text[0].isupper()


def _is_of_sides(preposition: "Token") -> bool:
    """Whether a preposition governs the parties (`between the two countries`), not part of the subject (`between banks`)."""
    inside = [t for t in preposition.subtree if t != preposition]
    return not inside or any(
        t.ent_type_ in {"GPE", "NORP", "PERSON"} or lemma(t) in SIDE_NOUNS or (t.pos_ == "PRON" and t.tag_ != "PRP$")
        for t in inside
    )


def _is_another_name(word: "Token") -> bool:
    """Whether a conjunction joins another agreement, not more of the subject (`and of an Agreement on fish`)."""
    for t in word.doc[word.i + 1 : word.i + 8]:
        if t.is_punct or is_verbal(t) or (t.pos_ == "ADP" and t.i > word.i + 1):
            return False
        if t.lower_ in form_of() and not _is_abstract(t, {c.lower_ for c in t.lefts}):
            return True
    return False


def _is_infinitive_subject(preposition: "Token") -> bool:
    """Whether `for` opens a clause (`an agreement for Turkey to stem the flow`)."""
    after = list(preposition.doc[preposition.i + 1 : preposition.i + 6])
    return any(t.tag_ == "TO" and t.nbor().tag_ == "VB" for t in after if t.i + 1 < len(preposition.doc))


def _is_bare_place(doc: "Doc", i: int) -> bool:
    """Whether `at sea`, `in space` follows: a preposition and a bare common noun that ends the phrase."""
    if i + 3 >= len(doc) or doc[i + 1].lower_ not in {"at", "in"} or doc[i + 2].tag_ != "NN" or doc[i + 2].ent_type_:
        return False
    return doc[i + 3].is_punct or doc[i + 3].pos_ in {"ADP", "CCONJ", "SCONJ", "VERB", "PRON"}


def _leaves(word: "Token", token: "Token", capital: bool) -> bool:
    if word.text in {"—", "–", "-", "--"}:
        return word.i > 0 and bool(word.nbor(-1).whitespace_)
    if word.text == "(" and is_short_form(word.doc, word.i) and word.doc[word.i + 3 :][:1].text in ABOUT:
        return False
    if word.text in {",", ";", ":", "(", "."} or word.tag_ in {"WDT", "WP", "WRB", "TO"}:
        return True
    if word.lower_ in AMENDING and word.i == token.i + 1:
        return False
    if word.lower_ == "on" and word.i + 1 < len(word.doc) and word.nbor().ent_type_ == "DATE":
        return True
    if word.dep_ in {"relcl", "acl", "advcl", "appos"} or word.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return word.dep_ != "compound"
    if _is_inside_subject(word, token):
        return False
    if word.lower_ in {"and", "or"} and _is_another_name(word):
        return True
    if word.lower_ in {
        "between",
        "with",
        "among",
        "by",
        "at",
        "during",
        "after",
        "under",
        "before",
        "since",
        "from",
        "until",
        "that",
        "another",
    }:
        return True
    if word.lower_ == "in":
        return (
            word.i + 1 >= len(word.doc)
            or not capital
            or not word.nbor().text[0].isupper()
            or word.nbor().ent_type_ in {"GPE", "DATE"}
        )
    return word.dep_ == "conj" and word.head == token


def _is_inside_subject(word: "Token", token: "Token") -> bool:
    """Whether a preposition belongs to what the agreement is about (`cooperation between banks`, `transit by rail`)."""
    if word.lower_ == "between":
        return (
            word.head != token
            and word.head.i > token.i
            and word.head.pos_ in {"NOUN", "PROPN"}
            and not _is_of_sides(word)
        )
    if word.lower_ == "by":
        return (
            word.head.tag_ != "VBN"
            and word.i + 1 < len(word.doc)
            and word.nbor().tag_ == "NN"
            and not word.nbor().ent_type_
        )
    return word.lower_ == "in" and _is_in_subject(word, token)


def _is_in_subject(preposition: "Token", token: "Token") -> bool:
    """Whether an `in` says what the subject is in (`cooperation in solar energy`), not where or when it was made."""
    head, obj = preposition.head, next((c for c in preposition.rights if c.dep_ == "pobj"), None)
    if obj is None or head == token or head.i < token.i or head.pos_ not in {"NOUN", "PROPN"}:
        return False
    named = any(t.ent_type_ in {"GPE", "DATE", "LOC", "FAC", "TIME"} or t.like_num for t in obj.subtree if t.i <= obj.i)
    return obj.pos_ == "NOUN" and not named and lemma(obj) not in OCCASIONS


def is_proper(token: "Token") -> bool:
    """Whether the head noun is written as part of a proper name inside a sentence."""
    if not token.text[0].isupper() or token.is_upper:
        return False
    before = token.doc[token.i - 1] if token.i else None
    return before is not None and (before.text[0].isupper() or token.pos_ == "PROPN")


def is_made(token: "Token") -> bool:
    """Whether the clause of a token makes or talks over an agreement."""
    verb = clause_of(token)
    if lemma(verb) in stage_words("object") or any(lemma(t) in stage_words("noun") for t in token.ancestors):
        return True
    clauses = (t for t in token.subtree if t.dep_ in {"relcl", "acl"} and t.i > token.i and lemma(t) in MAKING)
    return any(
        t.dep_ == "acl" or any(c.tag_ == "WDT" and c.dep_ in {"dobj", "nsubjpass"} for c in t.lefts) for t in clauses
    )


def is_other(token: "Token", kind: str, proper: bool) -> bool:
    """A general noun in another sense: a great deal, in agreement with, a party convention, agreement on the need to."""
    word = lemma(token)
    general = agreement_kinds()[kind].broader == GENERAL
    before = {child.lower_ for child in token.lefts}
    if word == "deal" and ((before & {"great", "good", "big", "raw", "new"} and general) or _governs(token, {"of"})):
        return general
    if token.dep_ == "pobj" and token.head.lower_ in {"in", "by", "under"} and not before:
        return general and not proper and not _is_told_of(token)
    if word == "contract":
        return general  # a purchase of states where it is of arms, else business
    if word == "convention" and general and not proper:
        return not (
            _governs(token, {"on", "against", "for", "concerning", "between"})
            or before & {"the", "this", "international"}
        )
    if word == "protocol" and token.tag_ == "NNS" and general and not proper:
        return not is_made(token)
    if word in {"agreement", "accord"} and general:
        return not proper and _is_abstract(token, before)
    return word in {"compact", "arrangement"} and general and not proper and not is_made(token)


def _is_told_of(token: "Token") -> bool:
    """Whether a participle says what became of it (`in agreements signed in 1974`)."""
    return any(child.dep_ == "acl" and lemma(child) in stage_words("object") for child in token.rights)


def _governs(token: "Token", names: set[str]) -> bool:
    return any(child.dep_ == "prep" and child.lower_ in names for child in token.rights)


def _is_abstract(token: "Token", before: set[str]) -> bool:
    """Agreement as an act of agreeing: bare (`reached agreement on`), that something is so, to do something together."""
    if token.tag_ == "NN" and not before and not _is_signed(token):
        return True
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"on", "about"}:
            topics = [lemma(t) for t in child.children if t.dep_ == "pobj"]
            if any(topic in stage_words("abstract topic") for topic in topics):
                return True
        if (
            child.dep_ in {"acl", "xcomp", "ccomp", "relcl"}
            and child.tag_ == "VB"
            and lemma(child) in stage_words("abstract act")
        ):
            return not _is_signed(token)
        if child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts):
            return True
    return bool(
        before & {"no", "any", "general", "broad", "full", "complete", "mutual", "basic", "unanimous", "rare"}
    ) and not _is_signed(token)


def _is_signed(token: "Token") -> bool:
    verb = clause_of(token)
    row = stage_words("object").get(lemma(verb))
    return row is not None and row.instrument
