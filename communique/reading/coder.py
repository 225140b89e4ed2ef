"""The trained event coder: what one actor of a sentence does to another, in PLOVER.

One pass of a small encoder (int8, ONNX) reads the unmarked sentence; the heads then read any number of pairs of mentions
from its token vectors, so that all pairs of a sentence cost one pass. The weights stand in `reading/model` and are made by
`communique train` from `corpus/relations` alone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import BadModel, BadSentence
from communique.reading.marked import Span, unmark
from communique.schema import EventType, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

# The token limit of a sentence; what is behind it is not read.
LONGEST = 160
# Sentences read in one pass, taken in order of length from a window of so many.
TOGETHER, WINDOW = 32, 512
NOBODY = -1


@dataclass(frozen=True)
class Relation:
    """What a marked sentence says its source does to its target.

    `type` is the most probable PLOVER type given that there is an event, `event` the probability that there is one, and
    `confidence` the calibrated probability of the type. `words` is the stretch of the plain text that tells it.
    """

    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    reciprocal: bool
    confidence: float
    event: float
    words: Span


@dataclass(frozen=True)
class Asked:
    """A plain sentence, its mentions, and the ordered pairs to read; the second of a pair may be NOBODY."""

    text: str
    mentions: tuple[Span, ...]
    pairs: tuple[tuple[int, int], ...]


class Coder:
    """The encoder and the heads of one model folder."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """Loads a folder; raises BadModel where a file is missing or broken. `threads` 0 leaves it to the runtime."""
        import numpy as np
        import onnxruntime
        from tokenizers import Tokenizer

        try:
            self.card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            with np.load(folder / "heads.npz") as stored:
                self._heads = {name: stored[name].astype(np.float32) for name in stored.files}
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise BadModel(f"{folder}: the event coder cannot be loaded: {error}; reinstall communique") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self.types: list[EventType] = self.card["labels"]["types"]

    @property
    def hash(self) -> str:
        """What tells this model from any other."""
        return str(self.card["hash"])

    def read(self, asked: Iterable[Asked]) -> Iterator[list[Relation | None]]:
        """The relations of each sentence's pairs in order; None for a pair that lies behind the longest length."""
        waiting = iter(asked)
        while window := list(islice(waiting, WINDOW)):
            order = sorted(range(len(window)), key=lambda i: len(window[i].text))
            found: dict[int, list[Relation | None]] = {}
            for start in range(0, len(order), TOGETHER):
                chosen = order[start : start + TOGETHER]
                found.update(zip(chosen, self._together([window[i] for i in chosen]), strict=True))
            yield from (found[i] for i in range(len(window)))

    def _together(self, asked: Sequence[Asked]) -> list[list[Relation | None]]:
        import numpy as np

        encodings = self._tokenizer.encode_batch([one.text for one in asked])
        length = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(asked), length), dtype=np.int64)
        mask = np.zeros((len(asked), length), dtype=np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        hidden = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return [
            self._pairs(one, hidden[row, : len(encoding.ids)], encoding.offsets)
            for row, (one, encoding) in enumerate(zip(asked, encodings, strict=True))
        ]

    def _pairs(self, asked: Asked, tokens: "Array", offsets: Sequence[tuple[int, int]]) -> list[Relation | None]:
        """The heads over one sentence; the arithmetic is that of `training/network.py`."""
        import numpy as np

        inside = [[i for i, (a, b) in enumerate(offsets) if a < m.end and m.start < b] for m in asked.mentions]
        readable = [n for n, (i, j) in enumerate(asked.pairs) if inside[i] and (j == NOBODY or inside[j])]
        found: list[Relation | None] = [None] * len(asked.pairs)
        if not readable:
            return found
        vectors = [tokens[at].mean(axis=0) if at else tokens[0] for at in inside] + [self._heads["nobody"]]
        source = np.stack([vectors[asked.pairs[n][0]] for n in readable])
        target = np.stack([vectors[asked.pairs[n][1]] for n in readable])
        logits = self._linear("query", np.concatenate([source, target], axis=1)) @ tokens.T / tokens.shape[1] ** 0.5
        said = _softmax(logits) @ tokens
        first = np.broadcast_to(tokens[0], source.shape)
        mixed = _gelu(self._linear("mix", np.concatenate([source, target, said, first], axis=1)))
        heads = {
            name: self._linear(name, mixed)
            for name in ("event", "types", "modes", "contexts", "statuses", "reciprocal")
        }
        for row, n in enumerate(readable):
            found[n] = self._relation({name: value[row] for name, value in heads.items()}, logits[row], offsets)
        return found

    def _linear(self, name: str, value: "Array") -> "Array":
        return value @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]

    def _relation(self, heads: "dict[str, Array]", words: "Array", offsets: Sequence[tuple[int, int]]) -> Relation:
        labels, heat = self.card["labels"], self.card["temperatures"]
        types = _softmax(heads["types"] / heat["types"])
        best = int(types.argmax())
        kind = self.types[best]
        modes = [
            (float(heads["modes"][i]), name) for i, name in enumerate(labels["modes"]) if name.startswith(f"{kind}:")
        ]
        return Relation(
            type=kind,
            mode=max(modes)[1].split(":", 1)[1] if modes else None,
            contexts=tuple(
                name for name, value in zip(labels["contexts"], heads["contexts"], strict=True) if value > 0
            ),
            status=labels["statuses"][int(heads["statuses"].argmax())],
            reciprocal=bool(heads["reciprocal"][0] > 0),
            confidence=float(types[best]),
            event=_sigmoid(float(heads["event"][0]) / heat["event"]),
            words=_stretch(words, offsets),
        )


def _stretch(logits: "Array", offsets: Sequence[tuple[int, int]]) -> Span:
    """The words around the most telling token that tell nearly as much."""
    weights = _softmax(logits)
    inner = [i for i, (start, end) in enumerate(offsets) if end > start]
    top = max(inner, key=lambda i: weights[i], default=0)
    first = last = top
    while first - 1 in inner and weights[first - 1] > weights[top] * 0.35:
        first -= 1
    while last + 1 in inner and weights[last + 1] > weights[top] * 0.35:
        last += 1
    return Span(offsets[first][0], offsets[last][1])


def _softmax(value: "Array") -> "Array":
    import numpy as np

    raised = np.exp(value - value.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _gelu(value: "Array") -> "Array":
    import numpy as np

    # The error function by Abramowitz and Stegun 7.1.26, to 1.5e-7.
    x = np.abs(value) / np.sqrt(2.0)
    t = 1 / (1 + 0.3275911 * x)
    poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(value) * (1 - poly * np.exp(-x * x))
    return 0.5 * value * (1 + erf)


def _sigmoid(value: float) -> float:
    import math

    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


@lru_cache(maxsize=2)
def coder(threads: int = 0) -> Coder:
    """The coder that comes with the package."""
    with as_file(files("communique.reading") / "model") as folder:
        return Coder(folder, threads)


def fingerprint(folder: Path) -> str:
    """The hash of a model's files, shortened as it stands in a reading."""
    digest = hashlib.sha256()
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def relations(marked_sentences: Iterable[str]) -> list[Relation]:
    """Codes sentences with a marked source and target: `<s>Oman</s> freed <t>two sailors</t>.`

    Without a `<t>` the event is read as one without recipient; of several marks of a kind the first counts. BadSentence
    names a sentence whose marks do not pair, that has no source, or whose marks lie behind the longest length.
    """
    asked = [_asked(number, sentence) for number, sentence in enumerate(marked_sentences, 1)]
    found = []
    for number, (relation,) in enumerate(coder().read(asked), 1):
        if relation is None:
            raise BadSentence(f"sentence {number}: its marks lie behind the first {LONGEST} tokens: shorten it")
        found.append(relation)
    return found


def _asked(number: int, sentence: str) -> Asked:
    try:
        text, marks = unmark(sentence)
    except ValueError as error:
        raise BadSentence(f"sentence {number}: {error}: {sentence[:60]!r}") from error
    if not marks["s"]:
        raise BadSentence(f"sentence {number}: no source is marked with <s>…</s>: {sentence[:60]!r}")
    mentions = (marks["s"][0], *marks["t"][:1])
    return Asked(text, mentions, ((0, 1 if len(mentions) > 1 else NOBODY),))
