"""What stands for something named before: "the former" and "the latter", 前者 and 後者, and answers to a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.extraction.drafts import PART_AXES, State, inherited
from pipelines.extraction.items import FORMER, LATTER, POINTED_AXES
from pipelines.extraction.model import Facet, Source
from pipelines.extraction.statements import SentenceReading

_ANSWERED_WITHIN = 2  # paragraphs; the lines of a page are paragraphs, and one of them may be empty


def remembered(state: State, reading: SentenceReading) -> State:
    """Keep the two things of one axis named last: both of this sentence, or two channels the text has turned to."""
    for axis in POINTED_AXES:
        here = [entry for entry in reading.named if entry[0] == axis]
        if len(here) == 2:
            return state._replace(named=tuple(here))
    named = state.named
    for entry in reading.named:
        if entry[0] == "channel" and entry not in named[-1:]:
            named = (*(one for one in named[-1:] if one[0] == "channel"), entry)
    return state._replace(named=named)


def answered(state: State, reading: SentenceReading) -> tuple[State, SentenceReading]:
    """Let the answer to a question speak of what was asked about: "Q 小学生は。 A 164人で、前年より29人多い。"."""
    if reading.is_question:
        asked = {axis: inherited(facet) for axis, facet in reading.topic.items() if axis in PART_AXES}
        return state._replace(question=asked, asked_in=reading.sentence.paragraph), reading
    if not state.question or reading.sentence.paragraph > state.asked_in + _ANSWERED_WITHIN:
        return state, reading
    return state, replace(reading, lead={**state.question, **reading.lead})


def resolved(state: State, reading: SentenceReading) -> SentenceReading:
    """Put what is meant in place of "the former" and "the latter"."""
    meant: dict[str, tuple[str, str] | None] = {FORMER: None, LATTER: None}
    if len(state.named) == 2:
        meant = {FORMER: state.named[0], LATTER: state.named[1]}

    def meant_by(axes: Mapping[str, Facet]) -> Mapping[str, Facet]:
        channel = axes.get("channel")
        if channel is None or channel.value not in meant:
            return axes
        rest = {axis: facet for axis, facet in axes.items() if axis != "channel"}
        entry = meant[channel.value or ""]
        return {**rest, entry[0]: Facet(entry[1], Source.STATED, channel.span)} if entry else rest

    all_axes = [reading.topic, reading.lead, reading.subject, *(one.axes for one in reading.statements)]
    if not any(axes.get("channel", Facet()).value in meant for axes in all_axes):
        return reading
    return replace(
        reading,
        topic=meant_by(reading.topic),
        lead=meant_by(reading.lead),
        subject=meant_by(reading.subject),
        statements=tuple(replace(one, axes=meant_by(one.axes)) for one in reading.statements),
    )
