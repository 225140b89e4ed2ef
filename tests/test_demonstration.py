"""The demonstration: what is read first, a process that reads beside the server, and an end in the middle that leaves nothing."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from communique import demonstration
from communique.adding import open_record
from communique.cli_record import complain
from communique.demonstration import Reader, batches, demo_record, fill, inputs_of, reading_into, samples
from communique.errors import CommuniqueError
from communique.outlets.web.options import Filling
from communique.schema import Document
from evaluation.clusters import clusters

SECONDS = 240.0  # the machines are shared: how long anything is waited for


def wait_until(happened: Any) -> None:
    """Until it is true, or the test has waited long enough."""
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def test_the_shortest_articles_come_first_and_clusters_last() -> None:
    found = samples()
    articles = [path for path in found if "articles" in path.parts]
    assert found[: len(articles)] == articles
    sizes = [path.stat().st_size for path in articles]
    assert sizes == sorted(sizes)
    assert len(found) > len(articles) > 60


def test_no_samples_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(demonstration, "SAMPLES", tmp_path / "none")
    with pytest.raises(CommuniqueError, match="run the demonstration from the repository"):
        samples()


def test_the_first_batches_are_small() -> None:
    paths = [Path(str(number)) for number in range(15)]
    cut = list(batches(paths))
    assert [len(one) for one in cut] == [2, 4, 6, 3]
    assert [path for one in cut for path in one] == paths


@pytest.mark.parametrize(
    ("done", "alive", "told"),
    [(0, True, Filling(0, 3, True)), (2, True, Filling(2, 3, True)), (2, False, Filling(2, 3, False)), (3, True, None), (3, False, None)],
)  # fmt: skip
def test_how_far_it_is(done: int, alive: bool, told: Filling | None) -> None:
    assert Reader(SimpleNamespace(is_alive=lambda: alive), SimpleNamespace(value=done), 3)() == told


def test_a_process_reads_and_tells(tmp_path: Path) -> None:
    before, path = signal.getsignal(signal.SIGINT), tmp_path / "record.db"
    with open_record(path) as record, reading_into(path, samples()[:2], complain) as reader:
        assert signal.getsignal(signal.SIGINT) is before
        wait_until(lambda: reader() is None)
        assert record.counts()["documents"] == 2
    assert not reader.process.is_alive()


def test_a_text_that_is_not_read_is_told_and_counted(tmp_path: Path) -> None:
    path, missing, told = tmp_path / "record.db", tmp_path / "missing.txt", []
    done = SimpleNamespace(value=0)
    fill(path, [missing], done, told.append)
    assert done.value == 1
    assert "missing.txt" in told[0]


def test_nothing_is_read_for_a_server_that_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(demonstration, "parent_process", lambda: SimpleNamespace(is_alive=lambda: False))
    done = SimpleNamespace(value=0)
    fill(tmp_path / "record.db", samples()[:2], done, complain)
    assert done.value == 0


def test_an_end_in_the_middle_leaves_a_whole_record(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with open_record(path) as record:
        with reading_into(path, samples(), complain) as reader:
            wait_until(lambda: reader().done)
        assert not reader.process.is_alive()
        assert reader() is not None
        assert not reader().running
        with record.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_record_is_gone_at_the_end() -> None:
    with demo_record() as path:
        path.write_text("x")
    assert not path.parent.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl+c", "ended by the system"])
def test_serving_the_demonstration(number: signal.Signals, tmp_path: Path) -> None:
    """The address comes at once, the first page says how far the reading is, and an interrupt to all leaves nothing behind."""
    ours = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "communique", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(
        command, env=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            address = re.search(r"http://\S+/", running.stdout.readline())
            assert address
            with urllib.request.urlopen(address[0], timeout=SECONDS) as answer:
                page = answer.read().decode()
            assert re.search(r"Reading the sample articles: \d+ of \d+", page)
            assert list(tmp_path.glob("communique-demo-*"))
            os.killpg(running.pid, number)
            running.wait(SECONDS)
            told = running.stderr.read()
        finally:
            running.kill()
    assert "Traceback" not in told
    assert not list(tmp_path.glob("communique-demo-*"))


def test_reports_of_clusters_are_read_each_for_itself_and_without_marks() -> None:
    cluster = next(path for path in samples() if path.name == "eu-japan-canada-summits.txt")
    reports = [one for one in inputs_of(cluster) if isinstance(one, Document)]
    assert len(reports) == 4
    assert reports[0].title == "EU–Japan summit next week"
    assert reports[0].outlet == "Council of the EU"
    assert "The European Union and Japan will hold a summit in Tokyo on 22 July." in reports[0].text
    assert not any(mark in report.text for report in reports for mark in "{|}")
    article = samples()[0]
    assert list(inputs_of(article)) == [article]


def test_the_same_reports_as_the_score_is_measured_on() -> None:
    known = {cluster.name: cluster for cluster in clusters()}
    for path in (path for path in samples() if path.parent.name == "clusters"):
        ours = [one.text for one in inputs_of(path) if isinstance(one, Document)]
        assert ours == [report.document.text for report in known[path.stem].reports]
