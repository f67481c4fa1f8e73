"""Brings the lake up to date from this machine: shares its collection, builds what all of them hold, remembers that.

The one door for the Dagster asset and the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.defs.dbt_runner import DbtRunner
from pipelines.defs.lake_build import LakeBuild, build_lake
from pipelines.defs.lake_state import remember_lake
from pipelines.lake import LakeError, Shared, share
from pipelines.progress import OnProgress, unheard
from pipelines.settings import Settings
from pipelines.validation import Suite, Validator
from pipelines.warehouse import combine, open_staging


def refresh_lake(
    settings: Settings,
    dbt: DbtRunner,
    suites: Sequence[Suite],
    validator: Validator,
    code: str,
    say: Callable[[str], None] = lambda _: None,
    on_progress: OnProgress = unheard,
) -> tuple[Shared, LakeBuild]:
    """Share and build.

    Args:
        settings: Where everything is.
        dbt: Knows what it built here last.
        suites: What must hold.
        validator: Evaluates them.
        code: Fingerprint of the code that builds.
        say: Told what is done, and what is tried again.
        on_progress: Told how far it is.

    Raises:
        LakeBlockedError: What the collections hold together is not fit to be published.
        LakeError: Nothing was built on this machine, or the lake cannot be written to.
    """
    nodes = dbt.built()
    if nodes is None:
        raise LakeError("On this machine nothing was built with the dbt project as it is. Run: npa build")
    on_progress("sharing", 0, 0)
    shared = share(settings, say)
    built = build_lake(settings, nodes, suites, validator, code, say, on_progress)
    with open_staging(settings.staging_path, read_only=True) as con:
        ((raw_fingerprint,),) = con.execute("select raw_fingerprint from landing.reading").fetchall()
    remember_lake(settings, combine(raw_fingerprint, code))
    return shared, built
