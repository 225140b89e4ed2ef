"""Intake: bytes, paths and addresses in, documents out.

`read_source` takes whatever a person names on a command line and never raises for bad input: it yields an InputError
in the document's place. The `from_*` functions take what is already in hand and raise it.
"""

from communique.intake.html import from_html
from communique.intake.jsonl import from_row
from communique.intake.markdown import from_markdown
from communique.intake.sources import read_source
from communique.intake.text import from_text

__all__ = ["from_html", "from_markdown", "from_row", "from_text", "read_source"]
