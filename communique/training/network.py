"""The event coder as a torch network: one encoder over the unmarked sentence, and heads over pairs of mentions.

A mention is the mean of its tokens' vectors. A pair asks every token how much it tells of what the first did to the
second: the weights are the words of the event, and the weighted mean of the tokens is read with both mentions. Only
training imports this file; a reading runs the exported network (`communique/reading/coder.py`).
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertModel

HIDDEN = 384


@dataclass
class Heads:
    """What the heads say of P pairs; `words` are logits over the L tokens of each pair's sentence."""

    event: Tensor
    types: Tensor
    modes: Tensor
    contexts: Tensor
    statuses: Tensor
    reciprocal: Tensor
    words: Tensor


class RelationNetwork(nn.Module):
    """Encoder and heads; `sizes` are the numbers of types, modes, contexts and statuses."""

    def __init__(self, encoder: BertModel, sizes: tuple[int, int, int, int], dropout: float = 0.15) -> None:
        super().__init__()
        types, modes, contexts, statuses = sizes
        self.encoder = encoder
        self.nobody = nn.Parameter(torch.zeros(HIDDEN))
        self.query = nn.Linear(2 * HIDDEN, HIDDEN)
        self.mix = nn.Linear(4 * HIDDEN, HIDDEN)
        self.dropout = nn.Dropout(dropout)
        self.event = nn.Linear(HIDDEN, 1)
        self.types = nn.Linear(HIDDEN, types)
        self.modes = nn.Linear(HIDDEN, modes)
        self.contexts = nn.Linear(HIDDEN, contexts)
        self.statuses = nn.Linear(HIDDEN, statuses)
        self.reciprocal = nn.Linear(HIDDEN, 1)

    def forward(self, ids: Tensor, mask: Tensor, spans: Tensor, pairs: Tensor) -> Heads:
        """Reads B sentences of L tokens with M mentions (`spans` B×M×L, rows summing to one) and P pairs (sentence, i, j)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        vectors = torch.bmm(spans, hidden)
        return self.heads(hidden, mask, vectors, pairs)

    def heads(self, hidden: Tensor, mask: Tensor, vectors: Tensor, pairs: Tensor) -> Heads:
        """The heads over pairs, from token vectors (B×L×H) and mention vectors (B×M×H)."""
        sentence, first, second = pairs.unbind(1)
        source = vectors[sentence, first]
        target = torch.where(
            (second < 0).unsqueeze(1), self.nobody.unsqueeze(0), vectors[sentence, second.clamp(min=0)]
        )
        both = self.dropout(torch.cat([source, target], dim=1))
        tokens = hidden[sentence]
        words = torch.einsum("ph,plh->pl", self.query(both), tokens) / HIDDEN**0.5
        words = words.masked_fill(mask[sentence] == 0, -1e4)
        said = torch.einsum("pl,plh->ph", words.softmax(1), tokens)
        read = torch.cat([source, target, said, tokens[:, 0]], dim=1)
        mixed = self.dropout(nn.functional.gelu(self.mix(self.dropout(read))))
        return Heads(
            self.event(mixed).squeeze(1), self.types(mixed), self.modes(mixed), self.contexts(mixed),
            self.statuses(mixed), self.reciprocal(mixed).squeeze(1), words,
        )  # fmt: skip
