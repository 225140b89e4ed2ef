"""The commands `communique train` and `communique evaluate`: the event coder and the readings, made and scored."""

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from communique.schema import Reading
    from communique.training.evaluate import Report
    from communique.training.readings import Scored

evaluate = typer.Typer(
    name="evaluate", no_args_is_help=True, help="Score the event coder or whole readings on annotated material."
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@evaluate.command("relations")
def evaluate_relations(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Marked sentences, tab-separated with a header.", show_default=False)
    ],
    model: Annotated[Path | None, typer.Option(metavar="DIR", help="A model you trained, instead of ours.")] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the reliability plot there, as SVG.")] = None,
    json: AsJson = False,
) -> None:
    """Score the event coder on sentences with a marked source and target.

    Reads rows of our corpus, or the columns marked_sentence, event_type and quad.
    """
    from dataclasses import asdict

    from communique.training.evaluate import evaluate as score

    report = score(file, model)
    if plot is not None:
        from communique.training.plot import reliability_svg

        plot.write_text(reliability_svg(report.reliability, f"{file.name}: {report.cases} pairs"), encoding="utf-8")
    if json:
        typer.echo(json_.dumps(asdict(report)))
        return
    _print_report(report)


def _print_report(report: "Report") -> None:
    from rich.table import Table

    from communique.outlets.terminal import console_for

    console = console_for(sys.stdout)
    table = Table("type", "precision", "recall", "F1", "cases", box=None)
    for c in report.classes:
        table.add_row(c.name, f"{c.precision:.2f}", f"{c.recall:.2f}", f"{c.f1:.2f}", str(c.gold))
    console.print(table)
    figures = [
        ("macro-F1 over the types", report.macro_f1), ("accuracy", report.accuracy),
        ("macro-F1 over the quad classes", report.quad_macro_f1), ("a pair has an event, F1", report.event_f1),
        ("macro-F1 over the statuses", report.status_macro_f1), ("mode right where the type is", report.mode_accuracy),
        ("direction right", report.direction), ("calibration error", report.calibration_error),
        ("baseline: always the commonest type", report.majority_macro_f1),
        ("baseline: first word the codebook knows", report.phrases_macro_f1),
    ]  # fmt: skip
    for name, value in figures:
        if value is not None:
            console.print(f"{name:<42}{value:.3f}")
    for gold, said, count in report.confusion:
        console.print(f"  {count:>4}  {gold} read as {said}")


@evaluate.command("readings")
def evaluate_readings(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Articles, each with NAME.expected.json beside it.", show_default=False),
    ],
    misses: Annotated[bool, typer.Option("--misses", help="List every difference.")] = False,
    json: AsJson = False,
) -> None:
    """Score readings of a folder of annotated articles, kind by kind and field by field."""
    from communique.training.readings import score

    scored = score(folder, _read_article)
    if json:
        differences = {name: [f"{f.kind}: {f.problem}" for f in found] for name, found in scored.findings.items()}
        typer.echo(json_.dumps({**scored.summary(), **({"misses": differences} if misses else {})}))
        return
    _print_scored(scored, misses)


def _read_article(path: Path) -> "Reading":
    from communique.api import open_sources, read_all

    def refuse(error: Exception) -> None:
        raise error

    return next(iter(read_all(open_sources([str(path)]), refuse)))


def _print_scored(scored: "Scored", misses: bool) -> None:
    if misses:
        for name, found in scored.findings.items():
            for finding in found:
                typer.echo(f"{name}: {finding.kind}: {finding.problem}")
    typer.echo(
        "| kind | expected | found | precision | recall | F1 | exact in all fields |\n|---|---|---|---|---|---|---|"
    )
    for kind, t in scored.tallies.items():
        typer.echo(
            f"| {kind} | {t.expected} | {t.found} | {t.precision:.2f} | {t.recall:.2f} | {t.f1:.2f} | {t.exact} |"
        )
    for kind, t in scored.tallies.items():
        shares = [f"{name} {right / asked:.2f}" for name, (right, asked) in sorted(t.fields.items()) if asked]
        typer.echo(f"{kind}: {', '.join(shares)}")
    typer.echo(f"{len(scored.findings)} articles, {scored.without_a_difference} without a difference")


def train(
    corpus: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the corpus.")] = Path("corpus/relations"),
    extra: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="More rows of the same form; may be given several times.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the model is written.")] = Path(
        "communique/reading/model"
    ),
    epochs: Annotated[int | None, typer.Option(help="Passes over the corpus, instead of the recipe's.", min=1)] = None,
    rows: Annotated[int | None, typer.Option(help="Train on so many rows only, drawn by the seed.", min=100)] = None,
    codebook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Event types of your own, one JSON object a line.")
    ] = None,
) -> None:
    """Train the event coder from the corpus and write it; needs the `train` extra.

    The held-out tenth is never trained on.
    """
    from communique.training.run import run

    run(corpus, extra or [], out, epochs, rows, typer.echo, codebook)
