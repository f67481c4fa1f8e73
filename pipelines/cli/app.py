"""The commands of `npa` and their options; what a command does is in the module of its name."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="npa",
    help="Figures that Japan's National Police Agency publishes as prose, as an audited DuckDB warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class ExportFormat(StrEnum):
    """What `npa export` writes."""

    PARQUET = "parquet"
    CSV = "csv"
    SDMX = "sdmx"


@app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing is new.")] = False,
) -> None:
    """Extract, model, validate and publish everything in raw/."""
    from pipelines.cli.build import run

    raise typer.Exit(run(force=force))


@app.command()
def dev(
    port: Annotated[int, typer.Option(help="Port of the interface.")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the Dagster interface, with its history kept in the build folder."""
    from pipelines.cli.dev import run

    run(host, port)


@app.command()
def fetch(
    source: Annotated[str | None, typer.Option(help="Only the source of this name.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Ask also what is not due.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
) -> None:
    """Fetch what is new from the sources in raw/sources.yml."""
    from pipelines.cli.fetch import run

    raise typer.Exit(run(source, force=force, style="json" if as_json else "table"))


@app.command()
def sources(
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
) -> None:
    """Show how each source in raw/sources.yml stands."""
    from pipelines.cli.sources import run

    raise typer.Exit(run("json" if as_json else "table"))


@app.command()
def figures(
    article: Annotated[str | None, typer.Option(help="Only articles whose path contains this.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many figures.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header.")] = False,
) -> None:
    """List the figures in the published warehouse."""
    from pipelines.cli.figures import run

    raise typer.Exit(run(article, limit, "json" if as_json else "csv" if as_csv else "table"))


@app.command()
def explain(
    figure_id: Annotated[str, typer.Argument(help="The figure's id, or the beginning of it.")],
) -> None:
    """Show where a figure was read and how each part of its meaning was settled."""
    from pipelines.cli.explain import run

    raise typer.Exit(run(figure_id))


@app.command()
def changes(
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many changes.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header.")] = False,
) -> None:
    """List what the last publication changed: articles, values of series, figures."""
    from pipelines.cli.changes import run

    raise typer.Exit(run(limit, "json" if as_json else "csv" if as_csv else "table"))


@app.command("open")
def open_site(
    print_only: Annotated[bool, typer.Option("--print", help="Print the address of the site, open nothing.")] = False,
) -> None:
    """Open the site to read the published warehouse by in a browser."""
    from pipelines.cli.open import run

    raise typer.Exit(run(print_only=print_only))


@app.command()
def export(
    to: Annotated[Path | None, typer.Option("--to", help="A folder that is new, empty or an earlier export.")] = None,
    formats: Annotated[
        list[ExportFormat] | None, typer.Option("--format", help="Only this one; may be given again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a file.")] = False,
) -> None:
    """Write the published warehouse as Parquet, CSV and SDMX, with a descriptor."""
    from pipelines.cli.export import run

    raise typer.Exit(run(to, [each.value for each in formats or []], "json" if as_json else "table"))


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="A query; without one, they are read line by line.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="A file with the query.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header.")] = False,
) -> None:
    """Query the published warehouse; it is opened for reading only."""
    from pipelines.cli.sql import run

    raise typer.Exit(run(file.read_text(encoding="utf-8") if file else query, "csv" if as_csv else "table"))
