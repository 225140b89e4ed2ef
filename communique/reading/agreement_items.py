"""Joins the mentions of one agreement.

A definite mention (*the protocol*, *it*) speaks of the latest agreement it fits, an indefinite one opens a new item
unless it names the same agreement again; the headline's is joined with the body's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.reading.agreement_mentions import PRONOUN_REACH, Mention
from communique.reading.agreement_names import AgreementName
from communique.reading.clauses import lemma
from communique.reading.scene import Scene
from communique.reading.sentences import Sentence
from communique.schema import Evidence
from communique.schema.agreement import StageAt

if TYPE_CHECKING:
    from spacy.tokens import Token

# How many sentences after its description the proper title of an agreement may first stand.
TITLE_REACH = 3
# Stages that an agreement still thought of as new has not reached.
PAST_SIGNING = frozenset({"ratified", "in_force", "amended", "suspended", "terminated"})
FILLERS = frozenset(
    """of on for the a an and in to with between understanding cooperation co-operation bilateral new draft joint
    proposed comprehensive historic landmark major long-awaited first original old present current existing such
    similar partnership""".split()
)


@dataclass(frozen=True)
class Told:
    """A stage as one mention tells it; `reached` says it is told itself, not left to be inferred from a plan."""

    at: StageAt
    news: bool
    reached: bool


@dataclass
class Item:
    """An agreement under construction."""

    name: AgreementName
    named: list[AgreementName]
    parties: list[str] = field(default_factory=list)
    explicit: bool = False
    stages: list[Told] = field(default_factory=list)
    strong: bool = False
    mentions: list[Mention] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    headline: bool = False

    @property
    def last(self) -> int:
        """The sentence it was last spoken of in."""
        return self.mentions[-1].sentence.index if self.mentions else -1


def resolve(items: Sequence[Item], mention: Mention) -> Item | None:
    """The agreement spoken of before that a mention means, the latest of those it fits."""
    if mention.name is not None and mention.name.short is not None:
        form = mention.name.short
        called = next((item for item in reversed(items) if any(n.short == form for n in item.named)), None)
        if called is not None:
            return called
    beside = next((item for item in items for m in item.mentions if _is_beside(m, mention)), None)
    if beside is not None:
        return beside
    fitting = [item for item in items if _fits(item, mention) and not _is_listed_with(item, mention)]
    if not fitting:
        return None
    return max(fitting, key=lambda item: (_is_same_name(item, mention), item.last, -items.index(item)))


def _is_beside(known: Mention, mention: Mention) -> bool:
    """Whether a name stands in apposition to another (`the Framework Agreement, a trade pact`, `(JCPOA)`)."""
    if known.sentence.index != mention.sentence.index or known.name is None or mention.name is None:
        return False
    if mention.token.dep_ == "appos" and mention.token.head == known.token:
        return not _are_listed(known, mention)
    return mention.definite and not mention.name.proper and _follows(known.name, mention.name)


def _follows(known: AgreementName, name: AgreementName) -> bool:
    """Whether a name stands right behind another's comma and says more of it (`a treaty on fish, the first pact on …`)."""
    span = name.sentence.span.doc.char_span(known.end - known.sentence.offset, name.start - known.sentence.offset,
                                            alignment_mode="contract")  # fmt: skip
    words = list(span or ())
    return (
        bool(words)
        and words[0].text == ","
        and len(words) < 6
        and all(t.is_punct or t.pos_ in {"DET", "ADJ", "NUM"} for t in words[1:])
        and any(t.lower_ == "the" for t in words)
    )


def _is_listed_with(item: Item, mention: Mention) -> bool:
    return any(_are_listed(known, mention) for known in item.mentions)


def _are_listed(known: Mention, mention: Mention) -> bool:
    """Whether two names of one sentence are members of a list (`a treaty on extradition, an agreement on trade`)."""
    if known.name is None or mention.name is None or known.sentence.index != mention.sentence.index:
        return False
    new = not known.definite and not mention.definite
    titles = known.name.proper and mention.name.proper and known.name.end < mention.name.start
    return (new or (titles and lemma(known.token) != lemma(mention.token))) and known.token != mention.token


def _fits(item: Item, mention: Mention) -> bool:
    if mention.name is None:
        return mention.sentence.index - item.last <= PRONOUN_REACH and _noun_fits(item, mention.token)
    if mention.anew or not _parties_fit(item, mention) or not _kinds_fit(item, mention.name):
        return False
    if _is_older(item, mention):
        return False
    if item.mentions[0].anew and _is_ahead(item) and any(stage.stage in PAST_SIGNING for stage in mention.stages):
        return False
    if mention.definite and not (mention.name.plural and not item.name.plural):
        return _form_fits(item, mention.name)
    if item.headline:
        return _form_fits(item, mention.name) or mention.name.kind == item.name.kind
    return _is_same_name(item, mention) or _is_again(item, mention)


def _is_older(item: Item, mention: Mention) -> bool:
    """Whether a title bears a year long before what was told as news of the item was done."""
    years = [
        s.date.start.year for s in mention.stages if s.modifies and s.date is not None and s.date.start is not None
    ]
    first = item.mentions[0]
    if not years or first.definite or mention.name is None or not mention.name.proper:
        return False
    news = [
        t.at.date.start.year for t in item.stages if t.news and t.at.date is not None and t.at.date.start is not None
    ]
    fresh = any(t.news and t.at.stage in {"proposed", "rejected", "negotiating", "signed"} for t in item.stages)
    return fresh and (not news or min(news) > max(years) + 1)


def _is_ahead(item: Item) -> bool:
    """Whether an agreement is only thought or talked of."""
    return all(told.at.stage in {"proposed", "under_consideration", "negotiating"} for told in item.stages)


def _noun_fits(item: Item, token: "Token") -> bool:
    if token.pos_ == "PRON":
        return token.lower_ not in {"them", "both"} or item.name.plural or len(item.named) > 1
    return lemma(token) in {"document", "instrument", "text", "agreement", "accord", "deal", "pact"} or any(
        lemma(name.token) == lemma(token) for name in item.named
    )


def _parties_fit(item: Item, mention: Mention) -> bool:
    stated, known = set(mention.parties), set(item.parties)
    return (
        not stated
        or not known
        or stated <= known
        or known <= stated
        or (len(known) == 1 and not item.explicit and not mention.whole)
    )


def _kinds_fit(item: Item, name: AgreementName) -> bool:
    """Whether the kinds may be one agreement's: the same, or one of them general and their words not at odds."""
    if (item.name.kind == "amendment") != (name.kind == "amendment"):
        return item.name.kind == "amendment" and not name.specific and lemma(item.name.token) == lemma(name.token)
    if item.name.plural and not name.plural and _topic(name) and not _topic(item.name):
        return False
    kinds = {known.kind for known in item.named}
    if name.kind in kinds and name.specific:
        return not name.titled or item.name.proper or item.mentions[0].definite
    if name.specific and any(known.specific for known in item.named):
        return False
    mine, theirs = _topic(name), set().union(*(_topic(known) for known in item.named))
    if name.proper and item.name.proper:
        return bool(mine & theirs) or (not mine and not name.titled)
    if name.proper and mine and not theirs and not item.headline:
        return _is_title_of(item, name)
    return not mine or not theirs or bool(mine & theirs) or _is_title_of(item, name)


def _is_title_of(item: Item, name: AgreementName) -> bool:
    """A proper title given to what was described before by the same noun (`a water-sharing protocol … the Kariba Protocol`)."""
    near = name.sentence.index - item.last <= TITLE_REACH
    return (
        near
        and name.proper
        and not any(known.proper for known in item.named)
        and lemma(item.name.token).lower() == name.token.lower_
    )


def _form_fits(item: Item, name: AgreementName) -> bool:
    """Whether the noun may refer to the item: a pact may be a treaty, a treaty no memorandum."""
    nouns = {lemma(known.token) for known in item.named} | {known.form for known in item.named}
    if lemma(name.token) in nouns or (name.form in nouns and name.form is not None):
        return True
    if name.kind == item.name.kind and name.specific and (name.titled or any(known.titled for known in item.named)):
        return True
    loose = name.form == "agreement" or "agreement" in nouns
    return loose and not (
        name.form == "memorandum" or ("memorandum" in nouns and lemma(name.token) in {"treaty", "convention"})
    )


def _topic(name: AgreementName) -> set[str]:
    """The words of a name that say what it is about."""
    text = name.sentence.span.doc.char_span(
        name.start - name.sentence.offset, name.end - name.sentence.offset, alignment_mode="expand"
    )
    return {
        lemma(t)
        for t in text or ()
        if t.is_alpha and t.lower_ not in FILLERS and t.i != name.token.i and t.ent_type_ != "NORP"
    }


def _is_same_name(item: Item, mention: Mention) -> bool:
    if mention.name is None:
        return False
    words = _topic(mention.name)
    return any(
        lemma(known.token) == lemma(mention.name.token) and _topic(known) == words and (words or mention.definite)
        for known in item.named
    )


def _is_again(item: Item, mention: Mention) -> bool:
    """An indefinite mention of the same special kind between the same parties at a stage the item has not passed anew."""
    name = mention.name
    if name is None or not name.specific or name.kind != item.name.kind or name.plural != item.name.plural:
        return False
    if item.name.titled and not mention.definite:
        return False
    parties = set(mention.parties) | set(mention.acting)
    return bool(parties) and parties <= set(item.parties) and mention.sentence.index != item.last


def open_item(items: list[Item], mention: Mention) -> Item | None:
    """A new item for a name; what only refers back opens none."""
    name = mention.name
    if name is None:
        return None
    item = Item(name, [], headline=_is_headline(mention.sentence))
    items.append(item)
    return item


def _is_headline(sentence: Sentence) -> bool:
    """A line by itself at the head of the text, without the full stop of a sentence."""
    return sentence.index == 0 and not sentence.span.text.rstrip().endswith((".", "”", '"'))


def join(item: Item, mention: Mention, scene: Scene) -> None:
    """Adds what a mention says to its item."""
    item.mentions.append(mention)
    if mention.name is not None:
        item.named.append(mention.name)
        item.name = _better_name(item, mention.name)
        if item.headline and not _is_headline(mention.sentence):
            item.headline = False
    if not item.explicit or mention.whole:
        item.parties = list(dict.fromkeys((*item.parties, *mention.parties, *mention.acting)))
    item.explicit = item.explicit or mention.whole
    item.strong = item.strong or any(stage.strong for stage in mention.stages)
    for stage in mention.stages:
        at = StageAt(stage=stage.stage, date=stage.date, evidence=[scene.cite_clause(mention.sentence, stage.word)])
        item.stages.append(Told(at, stage.news, not stage.inferred))
    cited = scene.cite_clause(mention.sentence, mention.token)
    if mention.stages or (mention.name is not None and not item.evidence):
        item.evidence.append(cited)


def _better_name(item: Item, name: AgreementName) -> AgreementName:
    """A proper title before a description, a description of the special kind before a general one, the body before the headline."""
    known = item.name
    if item.headline or ((name.titled or name.proper) and not (known.titled or known.proper)):
        return name
    if name.specific and not known.specific and not known.proper:
        return name
    return known
