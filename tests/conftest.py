"""What several tests share: our articles and their readings, the command line run in this process, the texts to develop on."""

import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from communique.api import open_sources, read_all
from communique.cli import main
from communique.schema import Reading

# No test fails for being slow: the machines are shared.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

ROOT = Path(__file__).parents[1]
ARTICLES = sorted(
    path for path in (ROOT / "corpus" / "articles").iterdir() if path.is_file() and path.suffix != ".json"
)


@dataclass(frozen=True)
class Ran:
    """What one run of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def readings(self) -> list[Reading]:
        """The readings printed as JSON lines."""
        return [Reading.model_validate(json.loads(line)) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `communique ARGUMENTS…` in this process through its entry point, as the installed command does."""

    def _run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["communique", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        captured = capfd.readouterr()
        return Ran(code if isinstance(code, int) else 1, captured.out, captured.err)

    return _run


@pytest.fixture(scope="session")
def article_readings() -> dict[str, Reading]:
    """The readings of our articles by file name, read in one go."""
    refused: list[Exception] = []
    readings = list(read_all(open_sources(map(str, ARTICLES)), refused.append))
    assert not refused
    return {path.name: reading for path, reading in zip(ARTICLES, readings, strict=True)}


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of texts to develop against; tests that need it are passed over where it is absent."""
    folder = Path(os.environ.get("COMMUNIQUE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no texts to develop against in {folder}: set COMMUNIQUE_DATA")
    return folder


def said(reading: Reading) -> list[object]:
    """Everything a reading holds beside its document."""
    return [*reading.actors, *reading.meetings, *reading.agreements, *reading.positions, *reading.events]


def widest(lines: Sequence[str]) -> int:
    """The length of the longest line."""
    return max(map(len, lines), default=0)
