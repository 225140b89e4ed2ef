"""Who speaks as `we` in a text of one's own: the party whose acts it tells, not those it is about.

The cast takes all parties of a statement for its speakers; a title's `on Venezuela` and a state that is only addressed are
not among them.
"""

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from communique.reading.claims import reporters_of
from communique.reading.clauses import is_verbal, lemma, own_subjects
from communique.reading.scene import Scene
from communique.reference.organisations import organisations
from communique.reference.states import states

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOUT = re.compile(r"\b(?:on|about|regarding|concerning|marking)\b")
JOINT = re.compile(r"\b(?:joint|trilateral|quadrilateral|declaration|communiqu[eé])\b", re.IGNORECASE)


class Voice:
    """Finds the speakers of one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def among(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the parties a `we` may stand for that speak."""
        joint = bool(JOINT.search(self.scene.parsed.document.title or ""))
        if self.most and not joint and self._acts[self.most[0]] > max((self._acts[p] for p in parties), default=0):
            return self.most
        if len(parties) < 2:
            return parties
        speaking = tuple(p for p in parties if not self._is_only_about(p)) or parties
        if joint or len(speaking) == 1:
            return speaking
        counts = {p: self._acts[p] for p in speaking}
        most = max(counts.values())
        return tuple(p for p in speaking if counts[p] == most) if most else speaking

    def other_than(self, party: str) -> tuple[str, ...]:
        """The party that acts most besides one that cannot be meant."""
        rest = [(count, p) for p, count in self._acts.items() if p != party and p in states()]
        return (max(rest)[1],) if rest else ()

    @property
    def most(self) -> tuple[str, ...]:
        """The state that acts most."""
        return self.other_than("")

    def _is_only_about(self, party: str) -> bool:
        parts = ABOUT.split(self.scene.parsed.document.title or "", maxsplit=1)
        return len(parts) == 2 and _names(party, parts[1]) and not _names(party, parts[0])

    @cached_property
    def _acts(self) -> Counter[str]:
        """How often each party named by its own name is the subject of a word of the text's own in the present or perfect."""
        counts: Counter[str] = Counter()
        for sentence in self.scene.sentences:
            for verb in sentence.span:
                if not is_verbal(verb) or verb.dep_ not in {"ROOT", "conj"} or reporters_of(verb) or not _speaks(verb):
                    continue
                if verb.tag_ not in {"VBZ", "VBP"} and not any(c.lower_ in {"has", "have"} for c in verb.lefts):
                    continue
                for subject in own_subjects(verb):
                    if self.scene.cast.entries.get((sentence.paragraph, subject.i)):
                        counts.update(self.scene.cast.parties(self.scene.cast.single(sentence, subject)))
        return counts


def _speaks(verb: "Token") -> bool:
    """Whether a verb tells of an act (`welcomes`, `stands with`), not of how things are."""
    return lemma(verb) not in {"be", "have", "face", "become", "need", "seem", "lie"}


def _names(party: str, text: str) -> bool:
    if party in states():
        record = states()[party]
        return any(name in text for name in (record.name, *record.names, *record.abbreviations, *record.demonyms))
    if party in organisations():
        item = organisations()[party]
        return any(name in text for name in (item.name, *item.names, *item.abbreviations))
    return False
