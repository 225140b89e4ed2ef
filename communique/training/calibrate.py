"""Temperatures: one number for each head by which its logits are divided so that its probabilities mean what they say.

Fitted by maximum likelihood on sentences the network has not been trained on (Guo and others, 2017).
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from communique.training.batches import Batcher
from communique.training.examples import Example
from communique.training.network import RelationNetwork


def temperatures(network: RelationNetwork, batcher: Batcher, examples: Sequence[Example]) -> dict[str, float]:
    """The temperature of the types and of whether there is an event; 1.0 where there is nothing to fit on."""
    event, told, kinds, gold = _logits(network, batcher, examples)
    if not len(kinds):
        return {"types": 1.0, "event": 1.0}
    binary, cross = torch.nn.functional.binary_cross_entropy_with_logits, torch.nn.functional.cross_entropy
    return {
        "types": _best(lambda heat: float(cross(kinds / heat, gold))),
        "event": _best(lambda heat: float(binary(event / heat, told))),
    }


def _logits(
    network: RelationNetwork, batcher: Batcher, examples: Sequence[Example]
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    kept = []
    with torch.no_grad():
        for start in range(0, len(examples), 32):
            batch = batcher(examples[start : start + 32])
            heads = network(batch.ids, batch.mask, batch.spans, batch.pairs)
            told = batch.event > 0
            kept.append((heads.event, batch.event, heads.types[told], batch.types[told]))
    return tuple(torch.cat(parts) for parts in zip(*kept, strict=True))


def _best(loss: Callable[[float], float]) -> float:
    return min((round(0.3 + 0.02 * step, 2) for step in range(136)), key=loss)
