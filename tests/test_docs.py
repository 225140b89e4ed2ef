"""The documentation says everything there is, and what it shows is what happens."""

import json
import re
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

from communique.cli import app
from communique.schema.evidence import Frozen
from communique.settings import Settings
from tests.conftest import ROOT

DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FIELDS = [(model.__name__, name) for model in Frozen.__subclasses__() for name in model.model_fields]
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = [
    (name, flag)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for flag in parameter.opts
    if flag[:2] == "--"
]


def _script(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _section(model: str) -> str:
    """The part of the contract's page under a model's heading."""
    return re.split(rf"^#+ {model}$", DOCS["contract.md"], maxsplit=1, flags=re.MULTILINE)[1].split("\n#", 1)[0]


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_every_field_is_explained_under_its_model(model: str, field: str) -> None:
    assert f"| `{field}` |" in _section(model)


def test_every_field_explained_exists() -> None:
    for model in {model for model, _ in FIELDS}:
        explained = set(re.findall(r"^\| `(\w+)` \|", _section(model), re.MULTILINE))
        assert explained == {field for owner, field in FIELDS if owner == model}


def test_every_code_is_listed() -> None:
    schema = json.dumps(json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8")))
    codes = {code for listed in re.findall(r'"enum": \[(.*?)\]', schema) for code in json.loads(f"[{listed}]")}
    assert codes
    assert not {code for code in codes if f"`{code}`" not in DOCS["contract.md"]}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    assert f"## communique {command}" in DOCS["cli.md"]


@pytest.mark.parametrize(("command", "option"), [*OPTIONS, ("", "--version")])
def test_every_option_is_explained(command: str, option: str) -> None:
    assert f"`{option}" in DOCS["cli.md"] or f"communique {option}" in DOCS["cli.md"]


def test_every_setting_is_explained_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `COMMUNIQUE_(\w+)` \| (\S+) \|", DOCS["settings.md"], re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert {name: type(defaults[name])(json.loads(value)) for name, value in rows.items()} == defaults
    assert all(
        field.description in DOCS["settings.md"] for field in Settings.model_fields.values() if field.description
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        assert target.startswith("https://") or (page.parent / target).exists(), target
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_files_named_in_code_exist() -> None:
    named = {
        name
        for path in (ROOT / "communique").rglob("*.py")
        for name in re.findall(r"\bdocs/[\w.-]+\.\w+", path.read_text(encoding="utf-8"))
    }
    assert not {name for name in named if not (ROOT / name).exists()}


def test_outputs_in_the_readme_are_real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == _script("refresh_docs").refreshed(readme), (
        "what is read changed: look at the difference, then `make docs`"
    )


def test_version_is_the_same_everywhere() -> None:
    (version,) = re.findall(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_field_of_an_event_phrase_is_explained() -> None:
    from communique.reference.codebook import EventPhrase

    assert not {name for name in EventPhrase.model_fields if f"`{name}`" not in DOCS["event-phrases.md"]}


def test_every_key_of_an_annotation_is_explained() -> None:
    annotations = (
        json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "corpus" / "articles").glob("*.json")
    )
    keys = {key for annotation in annotations for key in _keys(annotation)}
    endings = re.compile(r"_(?:any|has)$")
    explained = set(re.findall(r"`(\w+)`", DOCS["articles.md"] + DOCS["contract.md"]))
    assert not {key for key in keys if key not in explained and endings.sub("", key) not in explained}


def _keys(value: object) -> set[str]:
    if isinstance(value, list):
        return {key for item in value for key in _keys(item)}
    if not isinstance(value, dict):
        return set()
    return set(value) | {key for item in value.values() for key in _keys(item)}
