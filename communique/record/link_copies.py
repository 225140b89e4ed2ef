"""Near copies of one text, as wires make them: found by MinHash with bands (locality-sensitive hashing).

A document is its own report here; its words are the signature. `rensa` makes it from runs of five words.
"""

import re

from communique.record.report import COPY, Apart, Join, Report, Verdict, short_hash

KIND = COPY
NEEDED = 80  # of a hundred: estimated Jaccard similarity of the runs of words
PERMUTATIONS = 64
ROWS = 8
RUN = 5
SEED = 20230511
SHORTEST = 40  # words: shorter texts are too much alike
_WORD = re.compile(r"\w+")


def signature(text: str) -> str | None:
    """The MinHash of a text as hexadecimal digits; None where it is too short."""
    words = _WORD.findall(text.casefold())
    if len(words) < SHORTEST:
        return None
    from rensa import RMinHash

    made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    made.update([" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)])
    return "".join(f"{value:08x}" for value in made.digest())


def report(document: str, published: int | None, official: bool, made: str) -> Report:
    """A document as a report of itself."""
    key = f"c-{short_hash(document, length=14)}"
    return Report(key, COPY, document, official, published, frozenset(), extra={"signature": made})


def rank(report: Report) -> tuple[int, ...]:
    """The earliest leads: it is the likelier origin."""
    return (report.published if report.published is not None else 9_999_999,)


def blocks(report: Report) -> tuple[frozenset[str], frozenset[str]]:
    """The bands of the signature."""
    made, size = report.extra["signature"], ROWS * 8
    keys = frozenset(f"c|{n}|{short_hash(made[at : at + size])}" for n, at in enumerate(range(0, len(made), size)))
    return keys, keys


def compare(leader: Report, report: Report) -> Verdict:
    """Whether one text is a copy of the other."""
    one, other = leader.extra["signature"], report.extra["signature"]
    same = sum(one[at : at + 8] == other[at : at + 8] for at in range(0, PERMUTATIONS * 8, 8)) * 100 // PERMUTATIONS
    if same >= NEEDED:
        return Join(same, (f"{same} % of the words in runs of {RUN} are the same",))
    return Apart(f"only {same} % of the words in runs of {RUN} are the same")
