"""What `communique doctor` looks at: the installed packages, the language model, a sentence read, the settings in force."""

import os
import platform
import re
import time
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from importlib.util import find_spec
from typing import NamedTuple

from communique.errors import CommuniqueError

SENTENCE = "The foreign ministers of Norway and Kenya met in Oslo on 9 May 2023 and signed a fisheries agreement."
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)")


class Finding(NamedTuple):
    """One thing looked at, its state, and whether that is as it should be."""

    name: str
    state: str
    good: bool = True


def examine() -> Iterator[Finding]:
    """Every finding, in the order a person would ask."""
    yield Finding("python", f"{platform.python_version()} on {platform.platform(terse=True)}")
    yield from _packages()
    yield _model()
    yield _coder()
    yield _reading()
    yield from _settings()


def _packages() -> Iterator[Finding]:
    modules = {name: module for module, names in packages_distributions().items() for name in names if module[0] != "_"}
    yield _package("communique", modules)
    try:
        needed = requires("communique") or []
    except PackageNotFoundError:
        return
    for requirement in sorted(needed):
        name = _REQUIREMENT.match(requirement)
        if name and "extra ==" not in requirement and "sys_platform" not in requirement:
            yield _package(name[0], modules)


def _package(name: str, modules: Mapping[str, str]) -> Finding:
    try:
        number = version(name)
        own = name.replace("-", "_")
    except PackageNotFoundError:
        return Finding(name, f"not installed: pip install {name}", good=False)
    try:
        import_module(own if find_spec(own) is not None else modules.get(name, own))
    except Exception as error:  # noqa: BLE001 — whatever a broken installation raises is what a person has to see
        return Finding(name, f"{number} does not load: {error}", good=False)
    return Finding(name, number)


def _model() -> Finding:
    from communique.reading.sentences import language_model

    start = time.perf_counter()
    try:
        meta = language_model().meta
    except CommuniqueError as error:
        return Finding("language model", str(error), good=False)
    except Exception as error:  # noqa: BLE001 — as above
        return Finding("language model", f"does not load: {error}", good=False)
    return Finding("language model", f"{meta['lang']}_{meta['name']} {meta['version']}, loaded in {_seconds(start)}")


def _coder() -> Finding:
    from communique.reading.coder import coder

    start = time.perf_counter()
    try:
        return Finding("event coder", f"{coder().hash}, loaded in {_seconds(start)}")
    except Exception as error:  # noqa: BLE001 — as above
        return Finding("event coder", str(error), good=False)


def _reading() -> Finding:
    from communique.api import read_one

    start = time.perf_counter()
    try:
        reading = read_one(SENTENCE, published="2023-05-11")
    except Exception as error:  # noqa: BLE001 — as above
        return Finding("a sentence read", f"fails: {type(error).__name__}: {error}", good=False)
    if not reading.meetings:
        return Finding("a sentence read", "the meeting in it was not found: install the package again", good=False)
    return Finding("a sentence read", f"as it should be, in {_seconds(start)}")


def _settings() -> Iterator[Finding]:
    from communique.settings import Settings, settings

    try:
        values = settings().model_dump()
    except CommuniqueError as error:
        yield Finding("settings", str(error), good=False)
        return
    for name in Settings.model_fields:
        variable = f"{Settings.model_config['env_prefix']}{name}".upper()
        origin = "from the environment" if variable in os.environ else "default"
        yield Finding(variable, f"{values[name]} ({origin})")


def _seconds(start: float) -> str:
    return f"{time.perf_counter() - start:.1f} s"
