"""Renders a validation as Great Expectations' Data Docs, a small web site to read.

For people only: nothing decides anything by it. The site is rendered from a passing context, because one kept in
files rewrites its configuration.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from pipelines.validation.offline import make_offline
from pipelines.validation.validate import Validation

INDEX = "index.html"
_DIGEST = ".digest"
_SITE = "data_docs"


def write_data_docs(validation: Validation, folder: Path) -> Path:
    """Replace the site in ``folder``, unless it already shows this outcome.

    Returns:
        The page to open.
    """
    digest = _digest(validation)
    digest_path = folder / _DIGEST
    if digest_path.exists() and digest_path.read_text() == digest:
        return folder / INDEX
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    _render(validation, new)
    make_offline(new)
    (new / _DIGEST).write_text(digest)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return folder / INDEX


def _render(validation: Validation, folder: Path) -> None:
    import great_expectations as gx
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    context = gx.get_context(mode="ephemeral")
    run = RunIdentifier(run_name="gate")
    for suite in validation.suites:
        context.suites.add(gx.ExpectationSuite(**suite.content))
        key = ValidationResultIdentifier(ExpectationSuiteIdentifier(suite.table), run, suite.table)
        context.validation_results_store.set(key, validation.results[suite.table])
    site: Any = {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
    }
    context.add_data_docs_site(_SITE, site)
    context.build_data_docs(site_names=[_SITE])


def _digest(validation: Validation) -> str:
    """Changes when a suite or an outcome does; the time of the validation is no part of it."""
    outcomes = [
        [finding.table, finding.expectation.name, finding.passed, finding.rows, finding.failed_rows, finding.examples]
        for finding in validation.findings
    ]
    suites = [suite.content for suite in validation.suites]
    return hashlib.sha256(json.dumps([suites, outcomes], default=str).encode()).hexdigest()
