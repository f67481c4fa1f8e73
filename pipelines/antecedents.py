"""In words: what a figure takes a facet from that its own words leave unsaid, and what the facet would be otherwise.

For every way to look at a figure: the command line, the trace of the reader and the page of an article. Which
antecedent it is, the reader decides; see ``pipelines.extraction.reasons``.
"""

from __future__ import annotations

# What the antecedent is to the figure, by the reason for which the reader chose it.
_ROLES = {
    "level": "the level whose change it states",
    "whole": "the whole that its words name",
    "part": "the total it is a part of",
    "list": "a number before it in its sentence",
    "sentence": "other words of its sentence",
    "last": "the level stated last",
    "total": "the total spoken of",
    "topic": "what the headline or the lead speaks of",
    "arithmetic": "the level that its share is right of",
}
_OF_ALL_OF_THE_TEXT = "text"


def explain_antecedent(
    facet: str, reason: str | None, antecedent: str | None = None, otherwise: str | None = None
) -> str:
    """Why a figure has a facet that it inherits: "from 1,813, the total it is a part of; otherwise cases".

    Args:
        facet: The name of the facet.
        reason: What the antecedent is to the figure, a code of ``reasons.Reason``; None where it is not known.
        antecedent: The words of the figure that is the antecedent, where it is one.
        otherwise: What the facet would be, in words, were it taken from the next antecedent.

    Returns:
        Nothing where no reason is known.
    """
    if reason is None:
        return ""
    role = f"the {facet.replace('_', ' ')} the text is about" if reason == _OF_ALL_OF_THE_TEXT else _ROLES[reason]
    return (f"from {antecedent}, " if antecedent else "") + role + (f"; otherwise {otherwise}" if otherwise else "")
