"""The trained event coder: what one actor of a sentence does to another, in PLOVER.

One pass of a small encoder (int8, ONNX) reads the unmarked sentence; the heads then read any number of pairs of mentions
from its token vectors, so that all pairs of a sentence cost one pass. The weights stand in `reading/model` and are made by
`communique train` from `corpus/relations` alone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import BadModel, BadSentence
from communique.reading.marked import Span, unmark
from communique.schema import Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

    Array = NDArray[np.float32]

# The token limit of a sentence; what is behind it is not read.
LONGEST = 160
# Sentences are taken in windows of so many, and read by so many threads.
WINDOW, THREADS = 512, 2
NOBODY = -1
OTHER_HEADS = ("types", "modes", "contexts", "statuses", "reciprocal")


@dataclass(frozen=True)
class Relation:
    """What a marked sentence says its source does to its target.

    `type` is the most probable type given that there is an event (one of PLOVER, or of the user's own codebook), `event` the
    probability that there is one, and `confidence` the calibrated probability of the type. `words` is the stretch of the
    plain text that tells it.
    """

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    reciprocal: bool
    confidence: float
    event: float
    words: Span

    @property
    def sure(self) -> float:
        """The probability that there is an event and that it is of this type."""
        return self.event * self.confidence


@dataclass(frozen=True)
class Asked:
    """A plain sentence, its mentions, and the ordered pairs to read; the second of a pair may be NOBODY.

    A pair whose event is less probable than `least` is not read further.
    """

    text: str
    mentions: tuple[Span, ...]
    pairs: tuple[tuple[int, int], ...]
    least: float = 0.0


class Coder:
    """The encoder and the heads of one model folder."""

    def __init__(self, folder: Path, threads: int = THREADS) -> None:
        """Loads a folder to be read by so many threads; raises BadModel where a file is missing or broken."""
        import numpy as np
        import onnxruntime
        from threadpoolctl import ThreadpoolController
        from tokenizers import Tokenizer

        try:
            self.card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
            with np.load(folder / "heads.npz") as stored:
                self._heads = {name: stored[name].astype(np.float32) for name in stored.files}
            self._blocks = {
                name: [
                    np.ascontiguousarray(block.T) for block in np.split(self._heads[f"{name}.weight"], parts, axis=1)
                ]
                for name, parts in (("query", 2), ("mix", 4))
            }
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise BadModel(f"{folder}: the event coder cannot be loaded: {error}; reinstall communique") from error
        self._blas = ThreadpoolController()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="coder")
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self.types: list[str] = self.card["labels"]["types"]

    @cached_property
    def words(self) -> frozenset[str]:
        """Forms of the words that tell an event in the corpus: a sentence without any is not worth a pass."""
        return frozenset(self.card["words"])

    @property
    def hash(self) -> str:
        """What tells this model from any other."""
        return str(self.card["hash"])

    def read(self, asked: Iterable[Asked]) -> Iterator[list[Relation | None]]:
        """The relations of each sentence's pairs in order; None for a pair that lies behind the longest length.

        None also stands for a pair whose event is less probable than its sentence asks for.
        """
        waiting = iter(asked)
        while window := list(islice(waiting, WINDOW)):
            encodings = self._tokenizer.encode_batch([one.text for one in window])
            # Small products lose more by a second thread of the BLAS than they gain.
            with self._blas.limit(limits=1, user_api="blas"):
                found = list(self._pool.map(self._sentence, window, encodings))
            yield from found

    def _sentence(self, asked: Asked, encoding: "Encoding") -> list[Relation | None]:
        """One sentence alone: beside others its vectors would hang on theirs, since int8 scales by the largest value."""
        import numpy as np

        ids = np.array([encoding.ids], dtype=np.int64)
        tokens: Array = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return self._pairs(asked, tokens, encoding.offsets)

    def _pairs(self, asked: Asked, tokens: "Array", offsets: Sequence[tuple[int, int]]) -> list[Relation | None]:
        """The heads over one sentence; the arithmetic is that of `training/network.py`.

        What a linear layer makes of one mention is worked out once for all its pairs, and the other heads only read the
        pairs that the event head lets through.
        """
        import numpy as np

        inside = [[i for i, (a, b) in enumerate(offsets) if a < m.end and m.start < b] for m in asked.mentions]
        readable = [n for n, (i, j) in enumerate(asked.pairs) if inside[i] and (j == NOBODY or inside[j])]
        found: list[Relation | None] = [None] * len(asked.pairs)
        if not readable:
            return found
        vectors = np.stack([*(tokens[at].mean(axis=0) if at else tokens[0] for at in inside), self._heads["nobody"]])
        first, second = (np.array([asked.pairs[n][side] for n in readable]) for side in (0, 1))
        query, mix = self._blocks["query"], self._blocks["mix"]
        asks = (vectors @ query[0])[first] + (vectors @ query[1])[second] + self._heads["query.bias"]
        weights = _softmax(asks @ tokens.T / tokens.shape[1] ** 0.5)
        both = (vectors @ mix[0])[first] + (vectors @ mix[1])[second]
        mixed = _gelu(both + weights @ (tokens @ mix[2]) + (tokens[0] @ mix[3] + self._heads["mix.bias"]))
        events = [_sigmoid(float(x) / self.card["temperatures"]["event"]) for x in self._linear("event", mixed)[:, 0]]
        chosen = [row for row, event in enumerate(events) if event >= asked.least]
        if not chosen:
            return found
        heads = {name: self._linear(name, mixed[chosen]) for name in OTHER_HEADS}
        for place, row in enumerate(chosen):
            said_of = {name: value[place] for name, value in heads.items()}
            found[readable[row]] = self._relation(said_of, events[row], weights[row], offsets)
        return found

    def _linear(self, name: str, value: "Array") -> "Array":
        result: Array = value @ self._heads[f"{name}.weight"].T + self._heads[f"{name}.bias"]
        return result

    def _relation(
        self,
        heads: "dict[str, Array]",
        event: float,
        weights: "Array",
        offsets: Sequence[tuple[int, int]],
    ) -> Relation:
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
            event=event,
            words=_stretch(weights, offsets),
        )


def _stretch(weights: "Array", offsets: Sequence[tuple[int, int]]) -> Span:
    """The words around the most telling token that tell nearly as much."""
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
    shares: Array = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def _gelu(value: "Array") -> "Array":
    import numpy as np

    # The error function by Abramowitz and Stegun 7.1.26, to 1.5e-7.
    x = np.abs(value) / np.sqrt(2.0)
    t = 1 / (1 + 0.3275911 * x)
    poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(value) * (1 - poly * np.exp(-x * x))
    bent: Array = 0.5 * value * (1 + erf)
    return bent


def _sigmoid(value: float) -> float:
    import math

    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


@lru_cache(maxsize=2)
def coder(threads: int = THREADS) -> Coder:
    """The coder that comes with the package."""
    with as_file(files("communique.reading") / "model") as folder:
        return Coder(folder, threads)


def fingerprint(folder: Path) -> str:
    """The hash of a model's files, shortened as it stands in a reading."""
    digest = hashlib.sha256()
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def as_published(relation: Relation) -> Relation:
    """The relation as the published crosswalk of CAMEO to PLOVER has it, which the field's annotated sets follow.

    A court's conviction is an accusation there (CAMEO 116); the PLOVER manual, our corpus and our readings have SANCTION.
    """
    if relation.type == "SANCTION" and relation.mode == "convict":
        return replace(relation, type="ACCUSE", mode="disapprove")
    return relation


def relations(marked_sentences: Iterable[str], model: Path | None = None) -> list[Relation]:
    """Codes sentences with a marked source and target: `<s>Oman</s> freed <t>two sailors</t>.`

    Types are those of the published crosswalk (`as_published`), so that they compare with the field's sets; `model` is the
    folder of a model of your own (`communique train --out`). Where only one of the two is marked, the event is read from that
    one; of several marks of a kind the first counts. BadSentence names a sentence whose marks do not pair, that has none, or
    whose marks lie behind the longest length.
    """
    asked = [_asked(number, sentence) for number, sentence in enumerate(marked_sentences, 1)]
    found = []
    chosen = coder() if model is None else Coder(model)
    for number, (relation,) in enumerate(chosen.read(asked), 1):
        if relation is None:
            raise BadSentence(f"sentence {number}: its marks lie behind the first {LONGEST} tokens: shorten it")
        found.append(as_published(relation))
    return found


def _asked(number: int, sentence: str) -> Asked:
    try:
        text, marks = unmark(sentence)
    except ValueError as error:
        raise BadSentence(f"sentence {number}: {error}: {sentence[:60]!r}") from error
    mentions = (*marks["s"][:1], *marks["t"][:1])
    if not mentions:
        raise BadSentence(f"sentence {number}: neither <s>…</s> nor <t>…</t> marks an actor: {sentence[:60]!r}")
    return Asked(text, mentions, ((0, 1 if len(mentions) > 1 else NOBODY),))
