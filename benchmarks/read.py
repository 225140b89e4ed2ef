"""How fast we read, against spaCy's pipeline alone over the same texts.

    python benchmarks/read.py [--limit N] [--stages] [--gazetteer] [--json]

Texts are the releases in COMMUNIQUE_DATA (default ../shared/data); where they are absent, our sample articles. Both sides run
in this process in alternating chunks, so that they share whatever else the machine is doing. A whole reading contains the
bare pipeline's work, so the ratio of their times says what everything else costs.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from communique.api import open_sources
from communique.intake import from_text
from communique.reading import actors, people, persons, places, reader, title_uses
from communique.reading.sentences import plain_pipeline
from communique.schema import Document

ROOT = Path(__file__).parents[1]
RELEASES = "state_releases_2021.jsonl"
CHUNK = 20
PLAIN = lru_cache(maxsize=1)(plain_pipeline)
# The stages by the names reading/reader.py calls them by; `sentences` is what is left, the pipeline's own work.
STAGES = {
    "cast": ("find_cast", "list_actors"),
    "dates": ("find_dates",),
    "meetings": ("find_meetings",),
    "agreements": ("find_agreements",),
    "positions": ("find_positions",),
    "events": ("find_events",),
}


# What looks names, titles, persons and places up in the reference, as (module, function).
LOOKUPS = (
    (actors, "find_names"), (actors, "find_titles"), (actors, "recognise"), (title_uses, "find_titles"), (persons, "find_people"),
    (persons, "named"), (people, "named"), (people, "surnamed"), (places, "cities_named"), (places, "place_named"),
    (places, "place_called"), (actors, "cities_named"), (actors, "holders_of"),
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What one run measured; times are seconds of processor time, which other processes do not disturb."""

    texts: str
    documents: int
    tokens: int
    bare_seconds: float
    read_seconds: float
    documents_per_second: float
    tokens_per_second: float
    bare_tokens_per_second: float
    ratio: float
    ratio_by_the_clock: float
    peak_megabytes: float
    stages: dict[str, float] | None


def texts() -> tuple[str, Iterator[Document]]:
    """Where the texts are from, and their documents."""
    path = Path(os.environ.get("COMMUNIQUE_DATA", ROOT.parent / "shared" / "data")) / RELEASES
    if path.is_file():
        rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
        return RELEASES, (
            from_text(row["text"], title=row["title"], url=row["url"], published=row["published"])
            for row in rows
            if row["text"].strip()
        )
    print(f"{path} is not there (set COMMUNIQUE_DATA): reading our sample articles instead", file=sys.stderr)
    articles = sorted(p for p in (ROOT / "corpus" / "articles").iterdir() if p.suffix != ".json")
    return "corpus/articles", (d for d in open_sources(map(str, articles)) if isinstance(d, Document))


def bare(documents: list[Document]) -> int:
    """spaCy's pipeline over the documents' texts as it stands; gives the number of tokens."""
    return sum(len(doc) for doc in PLAIN().pipe(document.text for document in documents))


def whole(documents: list[Document]) -> int:
    """Readings of the documents, all stages."""
    return sum(1 for _ in reader.read_documents(documents))


@contextmanager
def timed_stages(spent: Counter[str]) -> Iterator[None]:
    """Adds the time of every stage to `spent` while it lasts."""
    originals = {name: getattr(reader, name) for names in STAGES.values() for name in names}
    for stage, names in STAGES.items():
        for name in names:
            setattr(reader, name, _timed(originals[name], stage, spent))
    try:
        yield
    finally:
        for name, original in originals.items():
            setattr(reader, name, original)


def gazetteer(limit: int | None) -> float:
    """The share of the reading time that looking names up takes, a lookup inside another counted once."""
    chosen = list(islice(texts()[1], limit))
    whole(chosen[:2])
    spent: Counter[str] = Counter()
    inside: list[str] = []
    originals = [(module, name, getattr(module, name)) for module, name in LOOKUPS]
    for module, name, original in originals:
        setattr(module, name, _timed_once(original, spent, inside))
    try:
        began = time.process_time()
        whole(chosen)
        return spent["lookup"] / (time.process_time() - began)
    finally:
        for module, name, original in originals:
            setattr(module, name, original)


def _timed_once(function: Callable[..., Any], spent: Counter[str], inside: list[str]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        if inside:
            return function(*arguments)
        inside.append("lookup")
        start = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent["lookup"] += time.process_time() - start  # type: ignore[assignment]
            inside.pop()

    return run


def _timed(function: Callable[..., Any], stage: str, spent: Counter[str]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent[stage] += time.process_time() - start  # type: ignore[assignment]

    return run


def measure(limit: int | None, stages: bool) -> Result:
    """Both sides over the same texts, chunk by chunk, the order changing with every chunk."""
    name, documents = texts()
    chosen = list(islice(documents, limit))
    whole(chosen[:2])  # loads the models and the reference files
    bare(chosen[:2])
    seconds: Counter[str] = Counter()
    clocks: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    tokens = 0
    with timed_stages(spent):
        for number, start in enumerate(range(0, len(chosen), CHUNK)):
            chunk = chosen[start : start + CHUNK]
            for side in (bare, whole) if number % 2 else (whole, bare):
                began, clock = time.process_time(), time.perf_counter()
                count = side(chunk)
                clocks[side.__name__] += time.perf_counter() - clock  # type: ignore[assignment]
                seconds[side.__name__] += time.process_time() - began  # type: ignore[assignment]
                tokens += count if side is bare else 0
    spent["sentences"] = seconds["whole"] - sum(spent.values())  # type: ignore[assignment]
    return Result(
        texts=name,
        documents=len(chosen),
        tokens=tokens,
        bare_seconds=round(seconds["bare"], 2),
        read_seconds=round(seconds["whole"], 2),
        documents_per_second=round(len(chosen) / seconds["whole"], 2),
        tokens_per_second=round(tokens / seconds["whole"]),
        bare_tokens_per_second=round(tokens / seconds["bare"]),
        ratio=round(seconds["whole"] / seconds["bare"], 3),
        ratio_by_the_clock=round(clocks["whole"] / clocks["bare"], 3),
        peak_megabytes=peak_megabytes(),
        stages={stage: round(share / seconds["whole"], 4) for stage, share in spent.most_common()} if stages else None,
    )


def peak_megabytes() -> float:
    """The largest memory this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def main() -> None:
    """Prints one run."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    options.add_argument("--limit", type=int, metavar="N", help="read the first N texts only")
    options.add_argument("--stages", action="store_true", help="say what share of the time each stage takes")
    options.add_argument("--memory", action="store_true", help="read only, and print the peak memory of that")
    options.add_argument(
        "--gazetteer", action="store_true", help="print only what share of the time looking names up takes"
    )
    options.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = options.parse_args()
    if chosen.memory:
        count = whole(list(islice(texts()[1], chosen.limit)))
        print(f"{count} documents read, peak megabytes {peak_megabytes()}")
        return
    if chosen.gazetteer:
        print(f"share of the reading time in names, people and places {gazetteer(chosen.limit):.1%}")
        return
    result = measure(chosen.limit, chosen.stages)
    if chosen.json:
        print(json.dumps(asdict(result)))
        return
    for name, value in asdict(result).items():
        if name != "stages":
            print(f"{name.replace('_', ' '):<24} {value}")
    for stage, share in (result.stages or {}).items():
        print(f"  {stage:<22} {share:.1%}")


if __name__ == "__main__":
    main()
