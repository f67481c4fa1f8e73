"""Why an article that was read is not modelled, and how many such articles are taken for odd ones.

What is odd about one of them is a row of ``landing.extractions``; the article then stands among the rejected files.
"""

from __future__ import annotations

from enum import StrEnum

# One article in so many may be odd before that is taken for a fault of the code.
TOLERATED_SHARE = 10


class ProblemReason(StrEnum):
    """Why an article is not modelled; also its reason among the rejected files."""

    EXTRACTION_FAILED = "extraction_failed"
    FAILED_CHECK = "failed_check"


def is_tolerable(odd: int, articles: int) -> bool:
    """Whether so many odd articles stop no other one.

    Up to a tenth of all; of fewer than twenty a single one, too, as long as another article is left to publish.
    """
    return odd * TOLERATED_SHARE <= articles or (odd == 1 and articles > 1)
