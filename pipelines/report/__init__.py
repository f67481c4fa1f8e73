"""The web site to read the published warehouse by: static pages that work from a folder, without a server or a network.

Reads the published database and writes files; decides nothing, and knows nothing of how figures come about.
"""

from pipelines.report.site import Site, SiteError, is_current, write_site

__all__ = ["Site", "SiteError", "is_current", "write_site"]
