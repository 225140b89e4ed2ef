"""One row for one event: what stands under another event's word is left out, a deed told twice is one."""

from collections.abc import Iterator, Sequence

from communique.reading.clauses import clause_of, coordinate, lemma, patients
from communique.reading.event_actors import state_of
from communique.reading.event_case import DEFINITE, TREATY, VERBAL, Draft
from communique.schema import Event

# What one may refuse to do; told with `will not`, it is REJECT.
REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


# Types whose clause says what is threatened, agreed or asked.
CONTENT_DEPS = frozenset({"ccomp", "xcomp", "acl", "pobj", "dobj", "prep", "pcomp", "conj"})
STRESSING = frozenset(
    "highlight note underscore underline emphasize emphasise stress reaffirm affirm reiterate value".split()
)
TALKING = frozenset("discuss review explore examine talk speak exchange address raise cover".split())
CONTENTED = frozenset({"THREATEN", "AGREE", "REQUEST"})


def outermost(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leaves out what only stands under another event's word: the deed promised, demanded or threatened."""
    triggers = {draft.trigger.i for draft in drafts}
    for draft in drafts:
        cue = draft.claim.cue
        if cue is not None and cue.lower_ == "to" and draft.claim.status in {"planned", "possible"}:
            continue
        under_another = cue is not None and cue.i != draft.trigger.i and cue.i in triggers
        if under_another and (draft.claim.status in {"planned", "possible"} or draft.event_type in REFUSABLE):
            continue
        if draft.claim.status in {"planned", "possible"} and _is_content(draft, drafts, CONTENTED):
            continue
        if _is_content(draft, [o for o in drafts if o.phrase.mode == "allege"], frozenset({"ACCUSE"})):
            continue
        if _is_promised(draft, drafts) or _is_topic(draft):
            continue
        if not _echoes(draft, drafts) and not _resounds(draft, drafts) and not _demonstrates(draft, drafts):
            yield draft


def _is_content(draft: Draft, drafts: Sequence[Draft], types: frozenset[str]) -> bool:
    """Whether a clause only says what is threatened, agreed, asked or alleged by the verb above it."""
    token = draft.trigger if draft.trigger.dep_ != "conj" else draft.trigger.head
    while token.head != token and token.dep_ in {"ccomp", "xcomp", "acl", "pobj", "dobj", "prep", "pcomp"}:
        token = token.head
        if any(o.trigger == token and o is not draft and o.event_type in types and not o.nominal for o in drafts):
            return True
    return False


def _is_promised(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """What a promise is of (`a commitment to working together`, `agreed on cooperating`, `assured him that it intends to help`)."""
    if draft.event_type not in REFUSABLE or (draft.trigger.tag_ != "VBG" and draft.event_type != "AGREE"):
        return False
    token = first = coordinate(draft.trigger) if draft.trigger.dep_ == "conj" else draft.trigger
    while token.head != token and token.dep_ in CONTENT_DEPS:
        token = token.head
        if any(o.trigger == token and o is not draft and o.event_type == "AGREE" for o in drafts):
            return not any(o.trigger == first and o is not draft for o in drafts)
    return False


def _is_topic(draft: Draft) -> bool:
    """What is only talked of: `discussed their cooperation`, `how the two can cooperate`, `implementation of the sanctions on it`."""
    token = draft.trigger
    if draft.nominal and draft.event_type == "SANCTION" and token.dep_ == "pobj":
        return token.head.head.pos_ in {"NOUN", "PROPN"}
    if draft.nominal and draft.event_type in {"COOPERATE", "AGREE", "SUPPORT"}:
        said = TALKING | STRESSING if draft.event_type == "COOPERATE" else TALKING
        return lemma(clause_of(token)) in said and token.dep_ in {"dobj", "pobj", "conj"}
    return draft.claim.status == "possible" and any(c.lower_ in {"how", "ways"} for c in clause_of(token).lefts)


def _echoes(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """An event noun inside the phrase of a verb of the same type (`launched an attack`)."""
    if not draft.nominal:
        return False
    token, steps = draft.trigger, 0
    while token.head != token and steps < 4:
        token, steps = token.head, steps + 1
        if any(
            o.trigger == token and o is not draft and (o.event_type == draft.event_type or o.actors == draft.actors)
            for o in drafts
        ):
            return True
    return False


def _resounds(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """A verb that only says more of the same act of the same sentence: its result (`attacked the post, killing three`),
    a second verb for one deed (`shot and killed`), or a clause that repeats it (`deplored what it blames on`)."""
    if draft.nominal:
        return False
    for other in drafts[: drafts.index(draft)]:
        same = other.event_type == draft.event_type and other.actors == draft.actors and not other.nominal
        if not same or other.claim.status != draft.claim.status:
            continue
        agree = (
            not draft.recipients
            or not other.recipients
            or {*map(state_of, draft.recipients)} == {*map(state_of, other.recipients)}
        )
        if draft.event_type == "ASSAULT" and agree and (draft.trigger.tag_ == "VBG" or draft.trigger.dep_ == "conj"):
            return True
        if agree and draft.trigger.dep_ in {"relcl", "advcl", "acl"} and other.trigger.is_ancestor(draft.trigger):
            return True
    return False


def _demonstrates(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """What demonstrators demand or condemn is their PROTEST (PLOVER manual, REQUEST)."""
    return draft.event_type in {"REQUEST", "ACCUSE"} and any(
        other.event_type == "PROTEST" and other.actors == draft.actors for other in drafts
    )


def merged_rows(drafts: Sequence[Draft], events: Sequence[Event]) -> list[Event]:
    """One row for a deed told twice: same type and actors, nothing against it in recipients, dates and status."""
    merged: list[tuple[Draft, int, Event]] = []
    for draft, event in zip(drafts, events, strict=True):
        now = draft.sentence.index
        for i, (first, last, known) in enumerate(merged):
            near = 0 < now - last <= 2
            taken_up = near and (_is_claim(known, draft) or _takes_up(known, first, draft, event))
            if taken_up or _is_same(first, known, draft, event):
                merged[i] = (first, now, _joined(known, event))
                break
        else:
            merged.append((draft, now, event))
    return [event for _, _, event in merged]


def _is_claim(known: Event, draft: Draft) -> bool:
    """`claimed responsibility for the attack`: the attack told just before."""
    return known.event_type == draft.event_type == "ASSAULT" and lemma(draft.trigger) == "claim"


def _takes_up(known: Event, first: Draft, draft: Draft, event: Event) -> bool:
    """`The consensus was reached in Nairobi on Monday`: the agreement of the same parties told just before."""
    if not known.event_type == event.event_type == "AGREE" or first.nominal or known.actors != event.actors:
        return False
    if known.status != event.status or (known.date and event.date and known.date.edtf != event.date.edtf):
        return False
    return any(lemma(o) in TREATY and any(c.lower_ in DEFINITE for c in o.lefts) for o in draft.objects)


def _is_same(first: Draft, known: Event, draft: Draft, event: Event) -> bool:
    if known.event_type != event.event_type or known.actors != event.actors or known.status != event.status:
        return False
    if first.sentence.index == draft.sentence.index:
        return False
    if known.date and event.date and known.date.edtf != event.date.edtf:
        return False
    if known.recipients and event.recipients and set(known.recipients) != set(event.recipients):
        return False
    if known.event_type == "ASSAULT" and known.date and event.date:
        return True
    same_word = lemma(first.trigger) == lemma(draft.trigger) and not first.nominal
    objects = (
        {lemma(t) for t in patients(first.trigger)} & {lemma(t) for t in patients(draft.trigger)}
        if not first.nominal and not draft.nominal
        else set()
    )
    return (same_word and bool(objects)) or (
        bool(objects) and bool(known.recipients or event.recipients or known.reciprocal)
    )


def _joined(known: Event, event: Event) -> Event:
    return known.model_copy(
        update={
            "evidence": list(dict.fromkeys([*known.evidence, *event.evidence])),
            "actors": known.actors or event.actors,
            "recipients": known.recipients or event.recipients,
            "date": known.date or event.date,
            "mode": known.mode or event.mode,
            "contexts": list(dict.fromkeys([*known.contexts, *event.contexts])),
            "place": known.place or event.place,
        }
    )


def unrepeated(events: Sequence[Event]) -> list[Event]:
    """Meetings and material events that are the same in all but their quotes become one with all quotes."""
    merged: dict[object, Event] = {}
    for number, event in enumerate(events):
        key = (event.event_type, event.mode, frozenset(event.actors), frozenset(event.recipients), event.status,
               event.date.edtf if event.date else None, _own_row(number, event))  # fmt: skip
        known = merged.get(key)
        evidence = list(dict.fromkeys([*known.evidence, *event.evidence])) if known else event.evidence
        merged[key] = (known or event).model_copy(update={"evidence": evidence})
    return list(merged.values())


def _own_row(number: int, event: Event) -> object:
    """What keeps rows apart that agree in all else: words are said anew each time, a prospect only in another sentence."""
    if event.event_type not in VERBAL:
        return None
    return event.evidence[0].start if event.status in {"planned", "possible"} else number
