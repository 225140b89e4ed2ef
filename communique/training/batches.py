"""Tensors of examples: token ids, the matrix that takes mentions from tokens, pairs and their labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from communique.reading.marked import Span
from communique.training.examples import Example, labels

LONGEST = 160
UNSAID = -100


@dataclass
class Batch:
    """B sentences, their mentions and P labelled pairs; class indexes are UNSAID where a row does not say."""

    ids: Tensor
    mask: Tensor
    spans: Tensor
    pairs: Tensor
    event: Tensor
    types: Tensor
    modes: Tensor
    contexts: Tensor
    statuses: Tensor
    reciprocal: Tensor
    words: Tensor


def tokens_of(encoding: Encoding, span: Span) -> list[int]:
    """Indexes of the tokens that overlap a span."""
    return [i for i, (start, end) in enumerate(encoding.offsets) if start < span.end and span.start < end]


class Batcher:
    """Makes batches of examples with one tokenizer and the codebook's labels, or those given."""

    def __init__(self, tokenizer: Tokenizer, names: Mapping[str, Sequence[str]] | None = None) -> None:
        self.tokenizer = tokenizer
        self.index = {head: {name: i for i, name in enumerate(names)} for head, names in (names or labels()).items()}

    def __call__(self, examples: Sequence[Example]) -> Batch:
        """One batch of the examples; mentions cut off by the longest length leave their pairs out."""
        encodings = [self.tokenizer.encode(e.text) for e in examples]
        length = min(LONGEST, max(len(e.ids) for e in encodings))
        widest = max(1, *(len(e.mentions) for e in examples))
        ids = torch.zeros(len(examples), length, dtype=torch.long)
        mask = torch.zeros(len(examples), length, dtype=torch.long)
        spans = torch.zeros(len(examples), widest, length)
        rows: list[tuple[int, int, int]] = []
        said: list[tuple[Example, tuple[int, int], Encoding]] = []
        for b, (example, encoding) in enumerate(zip(examples, encodings, strict=True)):
            known = encoding.ids[:length]
            ids[b, : len(known)] = torch.tensor(known)
            mask[b, : len(known)] = 1
            whole = set()
            for m, span in enumerate(example.mentions):
                inside = [i for i in tokens_of(encoding, span) if i < length]
                if inside:
                    whole.add(m)
                    spans[b, m, inside] = 1 / len(inside)
            for i, j in example.pairs:
                if i in whole and (j < 0 or j in whole):
                    rows.append((b, i, j))
                    said.append((example, (i, j), encoding))
        return Batch(ids, mask, spans, torch.tensor(rows), *self._labels(said, length))

    def _labels(self, said: list[tuple[Example, tuple[int, int], Encoding]], length: int) -> tuple[Tensor, ...]:
        count = len(said)
        event, reciprocal = torch.zeros(count), torch.zeros(count)
        types, modes, statuses = (torch.full((count,), UNSAID) for _ in range(3))
        contexts = torch.zeros(count, len(self.index["contexts"]))
        words = torch.zeros(count, length)
        for row, (example, pair, encoding) in enumerate(said):
            label = example.pairs[pair]
            if label.type is None:
                continue
            event[row], reciprocal[row] = 1.0, float(label.reciprocal)
            types[row] = self.index["types"][label.type]
            statuses[row] = self.index["statuses"][label.status]
            if label.mode:
                modes[row] = self.index["modes"][f"{label.type}:{label.mode}"]
            for context in label.contexts:
                contexts[row, self.index["contexts"][context]] = 1.0
            inside = [i for i in tokens_of(encoding, label.words) if i < length] if label.words else []
            if inside:
                words[row, inside] = 1 / len(inside)
        return event, types, modes, contexts, statuses, reciprocal, words
