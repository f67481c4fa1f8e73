"""The commands of `npa` and their options; what a command does is in the module of its name."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipelines.cli import completion
from pipelines.cli.errors import STOPPED, CommandError, is_stop
from pipelines.settings import SettingsError


class _Commands(TyperGroup):
    """Ends every command alike: an error as a message, Ctrl-C in a word, a reader that left in none."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was chosen."""
        from pipelines.cli.console import err, fail, flush

        try:
            return super().invoke(ctx)
        except (CommandError, SettingsError, PermissionError) as error:
            raise typer.Exit(fail(error)) from error
        except (KeyboardInterrupt, RuntimeError) as error:
            if not is_stop(error):
                raise
            err.print("Stopped.")
            raise typer.Exit(STOPPED) from error
        except BrokenPipeError as error:
            raise typer.Exit from error
        finally:
            flush()


app = typer.Typer(
    name="npa",
    cls=_Commands,
    help="Figures that Japan's National Police Agency publishes as prose, as an audited DuckDB warehouse.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

lake = typer.Typer(help="The warehouse that many machines share, where NPA_LAKE names one.", no_args_is_help=True)
app.add_typer(lake, name="lake")

Json = Annotated[bool, typer.Option("--json", help="JSON, one object.")]
JsonLines = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV with a header.")]


class ExportFormat(StrEnum):
    """What `npa export` writes."""

    PARQUET = "parquet"
    CSV = "csv"
    SDMX = "sdmx"


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"npa {version('npa-figures')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing is new.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object; progress goes to stderr.")] = False,
) -> None:
    """Extract, model, validate and publish everything in raw/."""
    from pipelines.cli.build import run

    raise typer.Exit(run(force=force, style="json" if as_json else "text"))


@app.command()
def status(as_json: Json = False) -> None:
    """Show what is published, whether it is up to date, and whether a build is running."""
    from pipelines.cli.status import run

    raise typer.Exit(run("json" if as_json else "text"))


@app.command()
def dev(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the interface.")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the Dagster interface, with its history kept in the build folder."""
    from pipelines.cli.dev import run

    run(host, port)


@app.command()
def fetch(
    source: Annotated[
        str | None, typer.Option(help="Only the source of this name.", autocompletion=completion.source_names)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Ask also what is not due.")] = False,
    as_json: JsonLines = False,
) -> None:
    """Fetch what is new from the sources in raw/sources.yml."""
    from pipelines.cli.fetch import run

    raise typer.Exit(run(source, force=force, style="json" if as_json else "table"))


@app.command()
def sources(as_json: JsonLines = False) -> None:
    """Show how each source in raw/sources.yml stands."""
    from pipelines.cli.sources import run

    raise typer.Exit(run("json" if as_json else "table"))


@app.command()
def figures(
    article: Annotated[
        str | None,
        typer.Option(help="Only articles whose path contains this.", autocompletion=completion.article_paths),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many figures.")] = None,
    as_json: JsonLines = False,
    as_csv: Csv = False,
) -> None:
    """List the figures in the published warehouse."""
    from pipelines.cli.figures import run

    raise typer.Exit(run(article, limit, _style(as_json=as_json, as_csv=as_csv)))


@app.command()
def explain(
    figure_id: Annotated[
        str,
        typer.Argument(help="The figure's id, or the beginning of it.", autocompletion=completion.figure_ids),
    ],
    as_json: Json = False,
    trace: Annotated[
        bool, typer.Option("--trace", help="Also show how its sentence is read: items, rules, figures, other numbers.")
    ] = False,
) -> None:
    """Show where a figure was read, how each part of its meaning was settled, and what it takes part in."""
    from pipelines.cli.explain import run

    raise typer.Exit(run(figure_id, "json" if as_json else "text", with_trace=trace))


@app.command()
def changes(
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many changes.")] = None,
    as_json: JsonLines = False,
    as_csv: Csv = False,
) -> None:
    """List what the last publication changed: articles, values of series, figures."""
    from pipelines.cli.changes import run

    raise typer.Exit(run(limit, _style(as_json=as_json, as_csv=as_csv)))


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
    file: Annotated[
        Path | None,
        typer.Option("--file", "-f", exists=True, dir_okay=False, help="A file with the query, in UTF-8."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a row, numbers exact.")] = False,
    as_csv: Csv = False,
) -> None:
    """Query the published warehouse; it is opened for reading only."""
    from pipelines.cli.sql import run

    if query is not None and file is not None:
        raise typer.BadParameter("Give a query or a file with one, not both.", param_hint="'--file'")
    raise typer.Exit(run(query, file, _style(as_json=as_json, as_csv=as_csv)))


@lake.command("build")
def lake_build(as_json: Json = False) -> None:
    """Bring this machine's articles to the lake, and build, audit and publish there what all machines brought."""
    from pipelines.cli.lake import build

    raise typer.Exit(build("json" if as_json else "text"))


@lake.command("snapshots")
def lake_snapshots(as_json: JsonLines = False, as_csv: Csv = False) -> None:
    """List the versions of the lake that can be read, the newest first."""
    from pipelines.cli.lake import snapshots

    raise typer.Exit(snapshots(_style(as_json=as_json, as_csv=as_csv)))


@lake.command("sql")
def lake_sql(
    query: Annotated[str, typer.Argument(help="A query.")],
    snapshot: Annotated[int | None, typer.Option(min=0, help="Of this version; of the newest without it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, one object a row, numbers exact.")] = False,
    as_csv: Csv = False,
) -> None:
    """Query the lake; it is opened for reading only."""
    from pipelines.cli.lake import sql

    raise typer.Exit(sql(query, snapshot, _style(as_json=as_json, as_csv=as_csv)))


@lake.command("tidy")
def lake_tidy(
    keep_days: Annotated[int, typer.Option(min=0, help="Versions younger than so many days are kept.")] = 30,
    as_json: Json = False,
) -> None:
    """Forget old versions of the lake, and delete files that no version holds any more."""
    from pipelines.cli.lake import tidy

    raise typer.Exit(tidy(keep_days, "json" if as_json else "text"))


def _style(*, as_json: bool, as_csv: bool) -> str:
    if as_json and as_csv:
        raise typer.BadParameter("Give one of them, not both.", param_hint="'--json' / '--csv'")
    return "json" if as_json else "csv" if as_csv else "table"
