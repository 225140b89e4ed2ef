"""One whole training: rows, passes, temperatures, export. Torch is imported only here and behind here."""

import dataclasses
import hashlib
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from communique.errors import TrainingMissing, UnreadableInput
from communique.reading.coded import TOLD_ELSEWHERE
from communique.training.corpus import RelationRow, read_file, read_rows
from communique.training.own_types import read_own_types

# Words in the marks of events that tell nothing by themselves.
EMPTY = frozenset(
    """the and for with from into against over its their his her has have had was were been being are not that this which
    who will would could may might upon about between after before under off out down back made make said says""".split()
)
# One row in twenty of those trained on is kept for the temperatures.
KEPT_SHARE = 20
# The share of a word's places that must lie inside marks of events.
TELLING = 0.4


def run(
    corpus: Path,
    extra: Sequence[Path],
    out: Path,
    epochs: int | None,
    rows: int | None,
    said: Callable[[str], None],
    codebook: Path | None = None,
) -> None:
    """Trains and writes the model, with the types of a user's `codebook` file.

    TrainingMissing where the `train` extra is not installed, UnreadableInput for no corpus or a bad codebook.
    """
    own = read_own_types(codebook) if codebook is not None else []
    mine = [one.type for one in own]
    every = [*read_rows(corpus), *(row for path in extra for row in read_file(path, mine))] if corpus.is_dir() else []
    if not every:
        raise UnreadableInput(str(corpus), "holds no rows of the event coder's corpus (*.tsv)")
    try:
        from communique.training.batches import Batcher
        from communique.training.calibrate import temperatures
        from communique.training.examples import examples_of, labels
        from communique.training.export import export
        from communique.training.train import Recipe, train
    except ModuleNotFoundError as error:
        raise TrainingMissing(f"{error.name} is not installed: pip install 'communique[train]'") from error
    trained, kept = split(every)
    recipe = Recipe() if epochs is None else dataclasses.replace(Recipe(), cycles=(epochs,))
    if rows is not None:
        trained = random.Random(recipe.seed).sample(trained, min(rows, len(trained)))
    names = labels(mine)
    network, tokenizer = train(trained, recipe, said, names=names)
    heat = temperatures(network, Batcher(tokenizer, names), examples_of(kept))
    said(f"temperatures: {heat}")
    export(
        network,
        out,
        recipe,
        heat,
        {"rows": len(trained), "hash": corpus_hash(every)},
        event_words(every),
        names,
        {one.type: {"definition": one.definition, "quad": one.quad} for one in own},
    )
    said(f"written: {out}")


def split(rows: Sequence[RelationRow]) -> tuple[list[RelationRow], list[RelationRow]]:
    """Rows to train on, and those kept for the temperatures; the held-out tenth is in neither."""
    free = [row for row in rows if not row.held_out]
    kept = [row for row in free if _digest(row.text) % KEPT_SHARE == 1]
    return [row for row in free if _digest(row.text) % KEPT_SHARE != 1], kept


def event_words(rows: Sequence[RelationRow]) -> list[str]:
    """The words that tell events, in lower case: what an actor of a sentence worth a pass must hang on.

    Of the words inside the marks of events those that stand there at least TELLING of all times they stand in the corpus.
    Meetings and promises are left out, whose rows the coder does not add to a reading.
    """
    inside, everywhere = Counter[str](), Counter[str]()
    for text in {row.text for row in rows}:
        everywhere.update(_words(text))
    for row in rows:
        if row.words is not None and row.type not in TOLD_ELSEWHERE:
            inside.update(_words(row.text[row.words.start : row.words.end]))
    return sorted(word for word, count in inside.items() if count >= TELLING * everywhere[word] and word not in EMPTY)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", text.lower())


def corpus_hash(rows: Sequence[RelationRow]) -> str:
    """What tells one state of the corpus from another."""
    return hashlib.sha256("\n".join(sorted(repr(dataclasses.replace(r, where="")) for r in rows)).encode()).hexdigest()[
        :16
    ]


def _digest(text: str) -> int:
    return int(hashlib.sha256(b"kept" + text.encode()).hexdigest(), 16)
