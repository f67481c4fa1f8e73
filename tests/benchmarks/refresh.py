"""How long a refresh takes beside the mere import of what it is made of, measured side by side.

    .venv/bin/python tests/benchmarks/refresh.py [--pairs 3]

cold   a process that refreshes one article that is new (everything else unchanged), over one that only imports
       dagster, dagster_dbt and great_expectations; pairs are taken in turn, so that both see the same machine.
first  the same with an empty build folder: dbt parses and builds the project as well.
warm   a second, forced refresh of a new article in a process that has refreshed before.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipelines.settings import PROJECT_DIR, Settings

COLD_AIM = 1.5
WARM_AIM_SECONDS = 2.0
IMPORTS = "import dagster, dagster_dbt, great_expectations"
BUILD = "from pipelines.cli import app; app(['build'])"
ARTICLE = "TOKYO, March 14, 2019 -- Police helped {number} victims of fraud in 2018, up 20 from a year earlier.\n"


def seconds_of(program: str, settings: Settings) -> float:
    """Wall-clock time of a Python process of its own."""
    environment = {**os.environ, "NPA_RAW_DIR": str(settings.raw_dir), "NPA_BUILD_DIR": str(settings.build_dir)}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT_DIR, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def warm_seconds(settings: Settings, refreshes: int) -> list[float]:
    """Each refresh in this process, every one with an article that changed; the first warms up."""
    from pipelines.defs.automation import REFRESH
    from pipelines.defs.build import build_defs
    from pipelines.defs.progress import PROGRESS_LOGGER

    job = build_defs(settings).resolve_job_def(REFRESH)
    seconds = []
    for number in range(refreshes):
        write_article(settings, 1000 + number)
        started = time.perf_counter()
        result = job.execute_in_process(run_config={"loggers": {PROGRESS_LOGGER: {}}})
        seconds.append(time.perf_counter() - started)
        assert result.success
    return seconds


def write_article(settings: Settings, number: int) -> None:
    (settings.raw_dir / "changing.txt").write_text(ARTICLE.format(number=number), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=3, help="pairs of a refresh and a bare import")
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory(prefix="npa-benchmark-") as folder:
        settings = Settings(raw_dir=Path(folder, "raw"), build_dir=Path(folder, "build"))
        settings.raw_dir.mkdir()
        write_article(settings, 0)
        first = seconds_of(BUILD, settings)

        imports, refreshes = [], []
        for pair in range(pairs):
            imports.append(seconds_of(IMPORTS, settings))
            write_article(settings, 1 + pair)
            refreshes.append(seconds_of(BUILD, settings))
        ratios = [refresh / bare for refresh, bare in zip(refreshes, imports, strict=True)]
        _, *warm = warm_seconds(settings, 4)

    bare = statistics.median(imports)
    print(f"bare import          {bare:6.1f} s   dagster, dagster_dbt, great_expectations; median of {pairs}")
    print(f"first refresh        {first:6.1f} s   {first / bare:4.2f} times the import; nothing built before")
    cold = statistics.median(ratios)
    print(f"cold refresh         {statistics.median(refreshes):6.1f} s   {cold:4.2f} times the import; aim {COLD_AIM}")
    print(f"second refresh       {warm[0]:6.1f} s   in the same process; aim {WARM_AIM_SECONDS:.0f} s")
    print(f"further refreshes    {min(warm):6.1f} s   the quickest of {len(warm)}")


if __name__ == "__main__":
    main()
