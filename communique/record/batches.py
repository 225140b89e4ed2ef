"""Long lists in parts that a statement's parameters may hold."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
PARAMETERS = 500


def in_batches(values: Iterable[T], size: int = PARAMETERS) -> Iterator[Sequence[T]]:
    """The values in lists of at most `size`."""
    iterator = iter(values)
    while part := list(islice(iterator, size)):
        yield part
