"""Renders a validation as Great Expectations' Data Docs, a small web site to read.

For people only: nothing decides anything by it. The site is rendered from the own context of the validation,
because a context kept in files rewrites its configuration.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

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
    validation.context.add_data_docs_site(
        _SITE,
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(new)},
        },
    )
    validation.context.build_data_docs(site_names=[_SITE])
    (new / _DIGEST).write_text(digest)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return folder / INDEX


def _digest(validation: Validation) -> str:
    """Changes when a suite or an outcome does; the time of the validation is no part of it."""
    outcomes = [
        [finding.table, finding.expectation.name, finding.passed, finding.rows, finding.failed_rows, finding.examples]
        for finding in validation.findings
    ]
    suites = [suite.content for suite in validation.suites]
    return hashlib.sha256(json.dumps([suites, outcomes], default=str).encode()).hexdigest()
