"""What modality makes of a word that says how far an agreement is.

A word of `stages.jsonl` gives the stage it names only where the text tells of it as done. What is still to come leaves
the agreement at the stage reached before (`planned` of the record), a governing word may name another (*will consider
concluding*), and what is denied or merely possible gives none.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.reading.claims import SAYING, claim_of
from communique.reading.clauses import auxiliaries, is_passive, is_verbal, lemma, own_subjects, particle
from communique.reference.stages import StageWord, stage_words
from communique.schema import Date, Status
from communique.schema.agreement import Stage

if TYPE_CHECKING:
    from spacy.tokens import Token

# Stages on the way into force: of these a plan, an offer or a refusal tells where the agreement stands.
TOWARD: frozenset[Stage] = frozenset({"negotiating", "agreed_in_principle", "initialled", "signed", "adopted"})
# Stages reached at a moment, of which what only goes on is short.
MADE: frozenset[Stage] = frozenset({"agreed_in_principle", "initialled", "signed", "adopted", "ratified"})
# Stages that parties reach by deciding on them.
DECIDED: frozenset[Stage] = frozenset({"amended", "suspended", "terminated", "ratified"})
UNTIL = frozenset({"once", "until", "unless", "if", "whether", "provided", "before", "till"})
# Verbs of going somewhere, where what is to be done is done with those there.
GOING = frozenset("arrive travel fly leave depart head go come visit return be".split())
NOT_YET = frozenset({"before", "without", "until", "pending", "towards", "toward", "despite", "for", "instead"})


@dataclass(frozen=True)
class StageMention:
    """A stage said of an agreement; `news` where a main clause tells it, `actors` are the noun phrases that act in it.

    `strong` stages are of documents only; a `bare` one is said with the agreement itself as object, not of making it;
    an `inferred` one is the stage that something still to come leaves the agreement at; one that `modifies` is only told
    by a word on the noun (*the 1998 treaty*).
    """

    stage: Stage
    word: "Token"
    status: Status
    news: bool
    actors: "tuple[Token, ...]"
    strong: bool
    bare: bool = False
    inferred: bool = False
    modifies: bool = False
    date: Date | None = None


def reached(verb: "Token", row: StageWord) -> tuple[Stage | None, Status]:
    """The stage an agreement has reached by what a stage verb and the words over it say."""
    claim = claim_of(verb)
    over = _governor(verb)
    if over is not None:
        governor, word = over
        return _governed(governor, word, row), claim.status
    if is_awaited(verb):
        return None, "possible"
    if verb.dep_ == "pcomp" and (
        lemma(verb.head.head) in stage_words("factual") or verb.head.lower_ in {"after", "since", "following", "upon"}
    ):
        return row.stage, "background"
    aimed = (claim.status == "possible" and _is_aim_of_travel(verb)) or _is_owed(verb)
    status = "planned" if aimed else claim.status
    if verb.dep_ == "conj" and verb.tag_ == "VB" and status == "actual" and has_to(verb.head):
        status = claim_of(verb.head).status  # `call on them to sign and ratify it`
    if verb.dep_ == "acl" and verb.tag_ == "VBD" and status in {"planned", "possible"}:
        return row.stage, "background"  # a participle taken for a past tense: what is planned is told of the noun
    if (
        status == "denied"
        and any(t.lower_ in {"will", "wo", "would"} for t in auxiliaries(verb))
        and not is_passive(verb)
    ):
        return _refused(row), "actual"
    if status in {"planned", "possible"} and row.stage in DECIDED and _is_decided(verb):
        return row.stage, "actual"
    if status == "actual" and _is_under_way(verb) and row.stage in MADE and row.planned is not None:
        return row.planned, "planned"
    ahead = status in {"possible", "planned"} or (
        status != "denied" and is_passive(verb) and not _is_one_of_several(verb.head)
    )
    if ahead and verb.dep_ in {"acl", "relcl"} and has_to(verb):
        return row.planned, "planned"
    if status in {"actual", "background"}:
        return row.stage, status
    return (row.planned if status == "planned" and row.planned else _open_stage(row, status)), status


def _is_aim_of_travel(verb: "Token") -> bool:
    """Whether somebody goes somewhere to do it (`leaves for Tokyo on Thursday to sign a treaty`)."""
    return verb.dep_ in {"xcomp", "advcl"} and has_to(verb) and is_verbal(verb.head) and lemma(verb.head) in GOING


def _is_owed(verb: "Token") -> bool:
    """Whether it still has to be done (`still has to clear parliament`)."""
    over = verb.head
    present = over.tag_ in {"VBZ", "VBP"} and lemma(over) in {"have", "need"}
    return verb.dep_ == "xcomp" and present and has_to(verb) and is_verbal(over)


def _is_one_of_several(noun: "Token") -> bool:
    """Whether an infinitive tells of a noun as done (`the first treaty to be signed`)."""
    return any(child.lower_ in {"first", "second", "third", "last", "latest", "only"} for child in noun.lefts)


def _refused(row: StageWord) -> Stage | None:
    """The stage a refusal leaves: what nobody will sign is rejected, what nobody will renew ends."""
    return row.refused or ("rejected" if row.stage in TOWARD | {"ratified"} else None)


def _is_decided(verb: "Token") -> bool:
    """Whether the parties agree or decide to do what is theirs to decide (`agreed to extend`)."""
    act = verb.head if verb.dep_ in {"ccomp", "xcomp"} and lemma(verb.head) == "let" else verb
    decided = act.dep_ == "xcomp" and lemma(act.head) in {"agree", "decide", "vote"} and not is_awaited(act.head)
    return decided and claim_of(act.head).status in {"actual", "background"}


def _is_under_way(verb: "Token") -> bool:
    """Whether an act is only going on (`are finalising a treaty`)."""
    return verb.tag_ == "VBG" and any(lemma(helper) == "be" for helper in auxiliaries(verb)) and not is_passive(verb)


def _open_stage(row: StageWord, status: Status) -> Stage | None:
    """Talks that are wished to go on are going on; nothing else is reached by a wish."""
    return row.stage if status in {"possible", "planned"} and row.stage == "proposed" else None


def _governed(governor: StageWord, word: "Token", row: StageWord) -> Stage | None:
    status = claim_of(word).status
    if status == "denied" and governor.stage != "rejected":
        return None
    if governor.stage == "rejected":
        return None if _is_negated_word(word) else _refused(row)
    if row.stage == "negotiating":
        return governor.stage if governor.stage in {"proposed", "negotiating"} else "under_consideration"
    if row.stage == "under_consideration" and governor.stage == "proposed":
        return "proposed"
    if row.stage == "amended":
        return "negotiating" if governor.stage == "negotiating" else None
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
        if dep == "advcl" and not has_to(token) and not _is_object_gerund(token):
            return None
        if dep == "acl" and not has_to(token):
            return None
        key: str | None
        key, word = (f"{lemma(head.head)} {head.lower_}", head.head) if dep == "pcomp" else (lemma(head), head)
        if particle(head):
            key = f"{key} {particle(head)}"
        addressing = (f"{lemma(head)} {c.lower_}" for c in head.rights if c.dep_ == "prep" and c.i < token.i)
        key = next((told for told in (key, *addressing) if told in rows), None)
        if key is not None:
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


def _is_object_gerund(verb: "Token") -> bool:
    """A gerund right behind its verb, which the parser took for an adverbial clause (`ruled out leaving the treaty`)."""
    return verb.tag_ == "VBG" and 0 < verb.i - verb.head.i <= 2 and verb.nbor(-1).text != ","


def has_to(verb: "Token") -> bool:
    """Whether it is an infinitive with `to`."""
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.lefts)


def is_awaited(verb: "Token") -> bool:
    """Whether the clause is what something else waits for (`once both parliaments have ratified it`, `before signing`)."""
    token = verb
    for _ in range(4):
        marks = {c.lower_ for c in token.lefts if c.dep_ in {"mark", "advmod"}}
        if marks & UNTIL and token.dep_ in {"advcl", "ccomp", "conj", "pcomp", "ROOT", "acl"} and token.dep_ != "ROOT":
            return True
        if (
            token.dep_ == "xcomp"
            and lemma(token.head) in {"have", "be", "remain"}
            and any(c.lower_ == "yet" for c in token.head.children)
        ):
            return True
        present = {token.tag_, *(t.tag_ for t in auxiliaries(token))} & {"VBZ", "VBP"}
        if ("when" in marks and present) or (token.dep_ == "pcomp" and token.head.lower_ in NOT_YET):
            return True
        if not is_verbal(token.head) or token.dep_ not in {"conj", "xcomp"}:
            return False
        token = token.head
    return False


def _is_content(verb: "Token") -> bool:
    """Whether a clause says what a noun is of (`gave notice that it is terminating the treaty`)."""
    return verb.dep_ == "acl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.lefts)


def _is_occasion(verb: "Token") -> bool:
    """Whether a relative clause tells what was done on the occasion before it (`a visit during which they signed …`)."""
    if verb.dep_ != "relcl":
        return False
    opening = [t for t in verb.doc[verb.left_edge.i : verb.i] if t.tag_ in {"WDT", "WRB"}][:1]
    return any(t.lower_ in {"where", "when", "whereupon"} or t.dep_ == "pobj" for t in opening)


def is_news(verb: "Token", status: Status) -> bool:
    """Whether the clause tells it as the report's news, not in passing on the noun or as an earlier fact."""
    if status == "background":
        return False
    token = verb
    for _ in range(5):
        if _is_occasion(token):
            token = token.head
            while not is_verbal(token) and token.head != token:
                token = token.head
            continue
        if token.dep_ in {"acl", "relcl", "amod"} and not _is_content(token):
            return False
        if token.dep_ == "advcl" and any(
            c.dep_ in {"mark", "prep"} and c.lower_ in {"after", "since"} for c in token.lefts
        ):
            return False
        if _is_content(token):
            token = token.head
            if token.dep_ != "dobj":
                return True
        if token.head == token or not is_verbal(token.head):
            break
        token = token.head
    return True
