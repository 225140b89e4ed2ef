"""Event types of a user's own, beside PLOVER's: a codebook file for `communique train --codebook`.

One JSON object a line: `{"type": "PIRACY", "definition": "…", "quad": "material conflict"}`. Rows of such a type are given with
`--extra`; the trained model knows it wherever it is named by its folder.
"""

import json
from pathlib import Path
from typing import Annotated

from pydantic import ValidationError
from pydantic.types import StringConstraints

from communique.errors import UnreadableInput
from communique.reference.codebook import types
from communique.reference.loader import Entry
from communique.schema import Quad
from communique.training.corpus import NONE

MOST = 50


class OwnType(Entry):
    """A type of a user's own: its name in capitals, what it covers, and the quad class it counts to."""

    type: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_-]{1,30}$")]
    definition: Annotated[str, StringConstraints(min_length=1)]
    quad: Quad


def read_own_types(path: Path) -> list[OwnType]:
    """The types of a codebook file; UnreadableInput names the line and what is wrong with it."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(path), f"cannot be read: {error}") from error
    found: list[OwnType] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            own = OwnType.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise UnreadableInput(str(path), f"line {number}: {where}: {first['msg']}") from error
        except ValueError as error:
            raise UnreadableInput(str(path), f"line {number}: is no JSON object: {error}") from error
        if own.type in {NONE, *types(), *(other.type for other in found)}:
            raise UnreadableInput(str(path), f"line {number}: {own.type} is a type already; choose another name")
        found.append(own)
    if not 0 < len(found) <= MOST:
        raise UnreadableInput(str(path), f"has {len(found)} types; give 1 to {MOST}")
    return found
