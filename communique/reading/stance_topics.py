"""How far a topic reaches: the words of a complement, split into its coordinated members and cut where the main clause goes on.

`peace and stability across the strait` is one topic; `the release of the prisoners and an end to the raids` are two: members
are split where a later one is a phrase of its own (a determiner or possessor, or both sides with a prepositional phrase).
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from communique.reading.claims import SAYING
from communique.reading.clauses import FINITE, is_verbal, lemma, own_subjects
from communique.reading.stance_complements import CONTINUING, Complement, own_modal, separate, stray
from communique.reading.stance_frame import Frame
from communique.reading.stance_instruments import instrument_noun
from communique.reading.stance_nouns import noun_word
from communique.reference.meeting_words import meeting_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CUTTING = frozenset("which who whose whom where when while as although though because since after before without saying adding amid but "
                    "unless apparently including".split())  # fmt: skip
CONDITIONS = frozenset({"until", "unless", "if", "should", "while", "as", "because", "so", "although", "though"})
# Nouns that say as what something is taken (`the use of hunger as a weapon`).
TAKEN_AS = frozenset("use recognition designation treatment status role position election appointment selection nomination "
                     "abuse admission participation inclusion presence service "
                     "candidacy candidature recruitment reputation security".split())  # fmt: skip
# An aside between a noun and what hangs on it is no longer.
LONGEST_ASIDE = 9


class Topic(NamedTuple):
    """Token range [first, last] of one topic and its head."""

    first: int
    last: int
    head: "Token"


def topics(frame: Frame, stops: Sequence[int]) -> tuple[Topic, ...]:
    """The topics of a frame; `stops` are token indexes at which a hedge begins."""
    found: list[Topic] = []
    for number, head in enumerate(frame.topic.heads):
        for topic in _members(frame, head):
            following = frame.topic.heads[number + 1 : number + 2]
            if following and topic.first < following[0].i <= topic.last:
                topic = topic._replace(last=_before(following[0], topic.first))
            cut = _cut(frame, topic, stops)
            if cut is not None:
                found.append(cut)
    return tuple(found)


# -- members -------------------------------------------------------------------------------------------------------


def _members(frame: Frame, head: "Token") -> Iterator[Topic]:
    members = [m for m in _coordinated(head) if not (frame.condition == "own future" and own_modal(m))]
    groups = _groups(members or [head])
    for number, group in enumerate(groups):
        first = _start(group[0], frame.topic)
        last = _joined(_right(group[0]), head.doc)
        last = (
            _before(groups[number + 1][0], first)
            if number + 1 < len(groups)
            else _extend(frame, _behind(frame, group[0], last))
        )
        yield Topic(first, last, group[0])


def _coordinated(head: "Token") -> "Iterator[Token]":
    yield head
    for child in head.rights:
        listed = (
            child.dep_ == "appos"
            and child.nbor(-1).text != "("
            and _determined(child)
            and child.left_edge.nbor(-1).text == ","
        )
        if (
            child.dep_ == "conj"
            and not stray(child)
            and not separate(child)
            and (is_verbal(child) == is_verbal(head) or not is_verbal(child))
        ) or listed:
            yield from _coordinated(child)
        elif child.dep_ == "prep":
            yield from _misplaced(child)


def _misplaced(prep: "Token") -> "Iterator[Token]":
    """Members the parse coordinated with a name inside the one before (`the arrests in Hong Kong and | the raids in Tibet`)."""
    for name in prep.children:
        if name.dep_ == "pobj":
            for child in name.rights:
                if (
                    child.dep_ == "conj"
                    and not separate(child)
                    and child.pos_ == "NOUN"
                    and name.pos_ == "PROPN"
                    and _determined(child)
                ):
                    yield from _coordinated(child)
                elif child.dep_ == "prep":
                    yield from _misplaced(child)


def _determined(noun: "Token") -> bool:
    return any(child.dep_ in {"det", "poss"} for child in noun.lefts)


def _groups(members: "list[Token]") -> "list[list[Token]]":
    """Members that are phrases of their own apart; bare ones with those before them."""
    groups = [[members[0]]]
    for member in members[1:]:
        same = member.tag_ == "VB" or groups[-1][-1].tag_ != "VB"  # `provide pumps and | demining kits` are one deed
        clauses = bool(own_subjects(groups[-1][-1]) and own_subjects(member))
        deeds = same and (clauses or _own_clause(groups[-1][-1], member))
        apart = deeds if is_verbal(member) else _own_phrase(groups[-1][0], member)
        if apart:
            groups.append([member])
        else:
            groups[-1].append(member)
    return groups


def _own_clause(first: "Token", member: "Token") -> bool:
    """Both verbs have what they need (`halt enrichment and return to talks`, not `respect and protect the border`)."""
    return all(any(c.dep_ in {"dobj", "prep", "xcomp", "ccomp", "advmod", "prt", "acomp", "attr"} and c.i > verb.i for c in verb.children)
               for verb in (first, member))  # fmt: skip


def _own_phrase(first: "Token", member: "Token") -> bool:
    if is_verbal(first) != is_verbal(member):
        return False
    if any(child.dep_ in {"det", "poss"} and child.lower_ not in {"all"} for child in member.lefts):
        return True
    prepositional = [
        any(child.dep_ == "prep" and child.i < member.i for child in first.rights),
        any(c.dep_ == "prep" for c in member.rights),
    ]
    return all(prepositional)


def _start(head: "Token", topic: Complement) -> int:
    if topic.kind in {"infinitive"}:
        to = next((child.i for child in head.lefts if child.lower_ == "to" and child.dep_ == "aux"), None)
        after = max((c.i for c in head.lefts if c.dep_ in {"aux", "neg", "nsubj"}), default=-1)
        before = [c.i for c in head.lefts if c.dep_ == "advmod" and c.i > after]
        if to is not None:
            return next((child.i for child in head.lefts if child.dep_ == "neg" and child.i < to), to + 1)
        return min([*before, head.i])
    doc = head.doc
    first = _joined_before(head.left_edge.i, doc)
    if doc[first].lower_ == "as":
        first = next((child.i for child in head.lefts if child.dep_ == "det"), head.i)
    while first < head.i and (
        doc[first].dep_ in {"mark", "punct", "cc", "preconj"}
        or doc[first].lower_ in {"both", "either"}
        or (doc[first].lower_ == "that" and doc[first].head.i != head.i)
    ):
        if doc[first].text in {'"', "“", "‘"}:
            break
        first += 1
    return first


def _right(head: "Token") -> int:
    last = head.right_edge.i
    for token in head.subtree:
        if token.i > head.i and (
            stray(token) or separate(token) or (head.tag_ == "VB" and own_modal(token) and token.head.i == head.i)
        ):
            return _before(token, head.i)
    return last


def _behind(frame: Frame, head: "Token", last: int) -> int:
    """What hangs on a noun across words put between, or was taken for a member of something above.

    `the conclusion, at the technical level, | of the Agreement`; `freedom of navigation | and overflight`.
    """
    doc = head.doc
    far = min(len(doc), head.sent.end, last + 2 + LONGEST_ASIDE)
    noun = head.pos_ in {"NOUN", "PROPN"} and not any(child.lower_ == "of" for child in head.rights)
    aside = next((t.i for t in doc[head.i + 1 : min(last + 2, far)] if t.text == ","), None)
    if noun and aside == head.i + 1:
        for i in range(aside + 2, far - 1):
            if is_verbal(doc[i]) and doc[i].tag_ in FINITE:
                break
            if doc[i].text == "," and doc[i + 1].lower_ == "of":
                return _right(doc[i + 1])
    if last + 2 < len(doc) and doc[last + 1].dep_ == "cc" and doc[last + 1].lower_ in {"and", "or"}:
        member = next((t for t in doc[last + 2 : last + 5] if t.dep_ == "conj"), None)
        hosts = {frame.verb.i, frame.anchor.i}
        if member is not None and member.head.i in hosts and member.left_edge.i == last + 2 and _stranded(member):
            return _right(member)
    return last


def _stranded(member: "Token") -> bool:
    """A bare noun coordinated with a verb: it goes on with the noun before it."""
    bare = not _determined(member) and not own_subjects(member)
    return bare and member.pos_ in {"NOUN", "PROPN", "ADJ"} and noun_word(member) is None


def _joined(last: int, doc: "Doc") -> int:
    """With the rest of a word the model took apart at its hyphen (`de-escalation`)."""
    while (
        last + 2 < len(doc)
        and not doc[last].whitespace_
        and doc[last + 1].text in {"-", "‑"}
        and not doc[last + 1].whitespace_
    ):
        last += 2
    return last


def _joined_before(first: int, doc: "Doc") -> int:
    """With the beginning of a word the model took apart at its hyphen (`co-hosting`)."""
    while (
        first >= 2 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_ and not doc[first - 2].whitespace_
    ):
        first -= 2
    return first


def _before(token: "Token", floor: int) -> int:
    """The last token before a member, without the comma and `and` that join it."""
    last = token.left_edge.i - 1
    doc = token.doc
    while last > floor and (
        doc[last].dep_ in {"cc", "punct"} or doc[last].lower_ in {"and", "or", "to", "as", "well", "for", "also"}
    ):
        last -= 1
    return last


def _extend(frame: Frame, last: int) -> int:
    """Takes in prepositional phrases that follow at once but hang on the verb (`opposed the use | of force`)."""
    hosts = {frame.verb.i, frame.anchor.i}
    if frame.topic.kind in {"infinitive", "clause"}:
        return last
    doc = frame.verb.doc
    if (
        frame.topic.kind == "for"
        and last + 1 < len(doc)
        and doc[last + 1].lower_ == "to"
        and doc[last + 1].dep_ == "aux"
    ):
        return _right(doc[last + 1].head)
    pending = last
    for child in sorted((c for host in hosts for c in doc[host].rights), key=lambda c: c.i):
        if child.left_edge.i != pending + 1 or not _continues(frame, child):
            continue
        pending = _right(child)
        if (
            not _belongs_to_clause(child)
            or _term(frame, child)
            or frame.stance == "expect"
            or any(c.lower_ == "of" and c.i > child.i + 1 for c in child.subtree)
        ):
            last = pending
    return last


def _term(frame: Frame, prep: "Token") -> bool:
    """How long what is asked for is to last (`insists on a fixed price | for ten years`)."""
    asked = frame.stance in {"urge", "expect", "commit", "refuse"} and frame.topic.kind not in {"infinitive", "clause"}
    return asked and prep.lower_ in {"for", "before", "until"}


def _continues(frame: Frame, prep: "Token") -> bool:
    """Whether a phrase hung on the verb may go on with the topic by its preposition."""
    if prep.dep_ in {"prep", "dative", "agent"}:
        with_regard = prep.lower_ == "with" and any(c.lower_ in {"regard", "respect", "regards"} for c in prep.children)
        as_what = prep.lower_ == "as" and lemma(frame.topic.head) in TAKEN_AS
        return (
            prep.lower_ in CONTINUING
            or as_what
            or with_regard
            or (frame.stance == "expect" and prep.lower_ in {"before", "after"})
            or (frame.stance == "urge" and prep.lower_ in {"before", "until"})
        )
    if prep.dep_ == "advcl" and prep.tag_ in {"VBN", "VBD"}:
        return _reduced(prep)
    return prep.dep_ == "advcl" and prep.tag_ == "VB" and frame.topic.kind != "infinitive"


def _reduced(verb: "Token") -> bool:
    """A participle behind the noun it belongs to that the parse hung on the verb (`the Partnership | proclaimed in 2009`)."""
    bare = not any(child.dep_ in {"nsubj", "nsubjpass", "mark", "aux", "auxpass", "dobj"} for child in verb.children)
    return bare and verb.nbor(-1).pos_ in {"NOUN", "PROPN"} and verb.left_edge.i == verb.i


def _belongs_to_clause(prep: "Token") -> bool:
    """A time, an instrument, a meeting or a manner: said of the verb, not of the topic."""
    if prep.dep_ == "advcl":
        return False
    for child in prep.children:
        if child.dep_ == "pcomp":
            return False
        if child.dep_ == "pobj":
            timed = child.ent_type_ in {"DATE", "TIME"} or lemma(child) in {
                "term",
                "terms",
                "response",
                "reaction",
                "capital",
                "time",
            }
            return timed or instrument_noun(child) is not None or lemma(child) in meeting_words("noun")
    return True


# -- cuts ----------------------------------------------------------------------------------------------------------


def _cut(frame: Frame, topic: Topic, stops: Sequence[int]) -> Topic | None:
    doc = topic.head.doc
    if (
        any(stop <= topic.first for stop in stops)
        and topic.head.dep_ in {"conj", "appos", "dobj"}
        and topic.head.i != frame.topic.head.i
    ):
        return None
    last = min([topic.last, *(stop - 1 for stop in stops if stop > topic.first)])
    for i in range(topic.first + 1, last + 1):
        if _ends_at(frame, topic, i, last):
            last = i - 1
            break
    last = _balanced(topic, _without_time(topic, last))
    while last > topic.first and (
        (doc[last].is_punct and not _closes(doc[last], topic.first)) or doc[last].lower_ in {"and", "but", "also"}
    ):
        last -= 1
    first = topic.first
    return Topic(first, last, topic.head) if last >= topic.head.i or last > first else None


def _balanced(topic: Topic, last: int) -> int:
    """With the closing quotation mark where an opening one is inside, or without the quoted end."""
    doc = topic.head.doc
    marks = [i for i in range(topic.first, last + 1) if doc[i].text in {'"', "“"}]
    closing = (
        [i for i in range(topic.first, last + 1) if doc[i].text in {'"', "”"}]
        if any(doc[i].text == "“" for i in marks)
        else marks[1:]
    )
    if len(marks) == len(closing) or (marks and doc[marks[0]].text == '"' and len(marks) % 2 == 0):
        return last
    return next((i for i in (last + 1, last + 2) if i < len(doc) and doc[i].text in {'"', "”"}), last)


def _closes(token: "Token", first: int) -> bool:
    """A closing quote or bracket whose opening stands inside the topic."""
    pairs = {'"': '"', "”": "“", ")": "(", "’": "‘", "]": "["}
    opening = pairs.get(token.text)
    return opening is not None and any(token.doc[i].text == opening for i in range(first, token.i))


def _ends_at(frame: Frame, topic: Topic, i: int, last: int) -> bool:
    token = topic.head.doc[i]
    if token.text in {";", "–", "—", "--"} and not (token.nbor(-1).whitespace_ == "" and token.whitespace_ == ""):
        return True
    if token.text == ",":
        return i < last and not _is_aside(token, last) and _comma_ends(token.nbor(1), last)
    if (
        token.dep_ in {"mark", "advmod"}
        and token.lower_ in CONDITIONS
        and token.nbor(-1).lower_ not in {"long", "soon", "far"}
        and frame.topic.kind == "infinitive"
        and token.head.dep_ == "advcl"
    ):
        return True
    if (
        token.dep_ == "cc"
        and i < last
        and _finite(token.nbor(1))
        and not _finite(topic.head)
        and token.nbor(1).dep_ != "relcl"
    ):
        return not any(
            a.dep_ in {"relcl", "ccomp"} and a.i >= topic.first for a in token.nbor(1).ancestors if a.i > topic.first
        )
    if (
        token.dep_ in {"prep", "advmod"}
        and token.lower_ in {"in", "at", "during", "through", "via", "as"}
        and token.head.dep_ != "acl"
    ):
        if token.lower_ == "as" and frame.stance in {"expect", "urge", "commit"} and token.head.pos_ == "NOUN":
            return False  # `looks forward to its accession as a full member`
        return _occasion(token, last) or (
            token.lower_ == "as"
            and frame.topic.kind == "object"
            and (frame.stance == "condemn" or (frame.stance == "oppose" and token.nbor(1).pos_ == "ADJ"))
        )
    return False


def _is_aside(comma: "Token", last: int) -> bool:
    """What a comma opens and another closes before `of` (`the adoption, after six years, of the convention`)."""
    doc = comma.doc
    closing = next((i for i in range(comma.i + 1, min(last, comma.i + LONGEST_ASIDE)) if doc[i].text == ","), None)
    return closing is not None and doc[closing + 1].lower_ == "of"


def _finite(token: "Token") -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP"} and token.dep_ in {"conj", "ROOT", "advcl", "ccomp"}


def _comma_ends(after: "Token", last: int) -> bool:
    if after.lower_ in CUTTING:
        return True
    if (
        after.lower_ == "in"
        and after.i < last
        and after.nbor(1).lower_ in {"which", "what", "an", "a", "line", "response"}
    ):
        return True
    if after.tag_ in {"VBG", "VBN"} and after.dep_ in {"advcl", "acl", "ccomp"}:
        return after.dep_ != "acl" or lemma(after) in SAYING
    following = after.nbor(1) if after.dep_ == "cc" and after.i < last else after
    if following.dep_ == "advmod" and following.i < last:
        following = following.nbor(1)
    return _finite(following) and following.dep_ != "relcl"


def _occasion(prep: "Token", last: int) -> bool:
    """`in a joint statement`, `at their meeting`, `as interference`: what the sentence goes on with after a topic."""
    if (
        prep.lower_ == "at"
        and prep.head.tag_ == "VB"
        and any(c.dep_ == "pobj" and _told_which(c) for c in prep.children)
    ):
        return False
    noun = next((child for child in prep.children if child.dep_ == "pobj"), None)
    if noun is None:
        return False
    determined = any(child.dep_ in {"det", "poss"} for child in noun.lefts)
    if prep.lower_ == "as":
        return (determined or prep.nbor(1).is_quote) and not _taken_as(prep)
    if prep.lower_ == "in" and lemma(noun) in {"term", "terms"}:
        return True
    if instrument_noun(noun) is not None:
        return determined and lemma(noun) not in {"document", "text", "post"}
    return (
        determined
        and prep.right_edge.i >= last
        and lemma(noun) in meeting_words("noun")
        and prep.lower_ in {"at", "during"}
    )


def _told_which(noun: "Token") -> bool:
    """`to sign it at the Andean summit`: the meeting is named as another than the one reported."""
    return any(child.dep_ in {"compound", "amod"} for child in noun.lefts) and any(
        c.lower_ == "the" for c in noun.lefts
    )


def _taken_as(prep: "Token") -> bool:
    """`the use of hunger as a weapon`, `recognise the isles as a state`: the topic says as what."""
    head = prep.head
    return lemma(head) in TAKEN_AS or (
        is_verbal(head) and head.tag_ == "VB" and lemma(head) in {"recognise", "recognize", "accept", "treat", "use"}
    )


def _without_time(topic: Topic, last: int) -> int:
    """Without a day at the end that is said with `on` or is a day's name."""
    doc = topic.head.doc
    first = last
    while first > topic.head.i and doc[first].ent_type_ == "DATE":
        first -= 1
    if first == last or (is_verbal(topic.head) and topic.head.tag_ == "VB"):
        return last
    if doc[first].lower_ == "on":
        return first - 1
    starts = doc[first + 1]
    day = starts.lower_ in {
        "today",
        "yesterday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "monday",
    }
    return first if day and doc[first].dep_ != "prep" else last
