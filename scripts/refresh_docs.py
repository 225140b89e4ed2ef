"""Writes docs/schema.json and the outputs the README shows: `make docs` after a change of the contract or of a reading.

In the README an output stands between `<!-- output of: COMMAND -->` and the end of the code block after it. A command is
`communique …`, run as it stands, or `the Python above`: the code block before it, after those before that.
"""

import contextlib
import io
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SHOWN = re.compile(
    r"(?P<head><!-- output of: (?P<command>.+?) -->\n+```\w*\n)(?P<output>.*?)(?P<tail>^```$)", re.DOTALL | re.MULTILINE
)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def refreshed(text: str) -> str:
    """The README with every shown output as it is now."""
    return _SHOWN.sub(
        lambda shown: f"{shown['head']}{_output(shown['command'], text[: shown.start()])}{shown['tail']}", text
    )


def schema() -> str:
    """The JSON Schema as it is committed."""
    return _run("communique schema")


def _output(command: str, before: str) -> str:
    if command.startswith("communique "):
        return _run(command)
    *earlier, last = _PYTHON.findall(before)
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for code in earlier:
            exec(code, names)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(last, names)
    return out.getvalue()


def _run(command: str) -> str:
    """What a command prints, run in this process."""
    from communique.cli import app

    with contextlib.redirect_stdout(io.StringIO()) as out:
        app(command.split()[1:], standalone_mode=False)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines()) + "\n"


def main() -> None:
    """Writes both files."""
    readme = ROOT / "README.md"
    readme.write_text(refreshed(readme.read_text(encoding="utf-8")), encoding="utf-8")
    (ROOT / "docs" / "schema.json").write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main()
