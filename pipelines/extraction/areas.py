"""The area that a number counts: what its own words name, what it is a part of, or where the text's police are.

The whole of Japan has no code. What the national agency says, or a sentence says of the whole country, is of all of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from pipelines.extraction.drafts import Axes, Draft, Mention, State, inherited
from pipelines.extraction.language import LANGUAGES, load_language
from pipelines.extraction.model import Facet, Source, Span
from pipelines.extraction.statements import SentenceReading
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.vocabulary import NO_CODE, load_vocabulary

UNNAMED = "other"  # a prefecture that the words leave unnamed: 県内, "the prefecture"
_WHOLE_COUNTRY = "JP"
_JAPAN = "JP-"
# A newspaper named after its prefecture writes of the whole country; its police do not.
_POLICE = re.compile(r"警察|[県府道]警|警視庁|\bpolice\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:警察本部|警視庁|県警|府警|道警).*(?:課|係|部|室|センター)|Police,? .*(?:Department|Division|Office)"
    r"|^\S{2,4}[県府道]警察(?:本部)?(?:\s|$)"
)


def given(code: str) -> Facet:
    """The area that the caller of the reading names: nothing in the text says it."""
    return Facet(NO_CODE if code == _WHOLE_COUNTRY else code, Source.DEFAULT)


@functools.lru_cache(maxsize=1024)
def of_publisher(name: str) -> str | None:
    """The prefecture of a publisher that is its police: "埼玉県警察", "Saitama Prefectural Police".

    None for every other publisher, the National Police Agency among them.
    """
    if not _POLICE.search(name):
        return None
    heading = Sentence(Span(0, len(name)), 0, Role.HEADING)
    for language in LANGUAGES:
        reading = load_language(language).read_sentence(name, heading, load_vocabulary(language))
        area = reading.topic.get("area")
        if area and area.value and area.value.startswith(_JAPAN) and "+" not in area.value:
            return area.value
    return None


def of_datelines(readings: Iterable[SentenceReading]) -> Facet | None:
    """The country that a text was sent from, where that is another: "SEOUL, July 29 (Yonhap) --"."""
    named = (reading.topic["area"] for reading in readings if "area" in reading.topic)
    return next((inherited(area) for area in named if _is_abroad(area)), None)


def of_text(datelines: Sequence[SentenceReading], readings: Sequence[SentenceReading], text: str) -> Facet | None:
    """The area that a text is about by where it was sent from or whose release it is."""
    every = [*datelines, *readings]
    return of_datelines(datelines) or of_imprint(every, text) or _of_rank(every)


def of_imprint(readings: Sequence[SentenceReading], text: str) -> Facet | None:
    """The area of the police whose release a text is, by the line that names their office: 警視庁 人身安全対策課."""
    lines = (one for one in readings if one.sentence.role is not Role.BODY and "area" in one.topic)
    return next((inherited(one.topic["area"]) for one in lines if _OFFICE.search(one.sentence.span.of(text))), None)


def _of_rank(readings: Sequence[SentenceReading]) -> Facet | None:
    """Some part of the country, where a text that names no area tells a rank of its own in it: 全国では4番目."""
    ranked = next((one for one in readings if one.is_ranked), None)
    if ranked is None or any("area" in one.topic for one in readings):
        return None
    return Facet(UNNAMED, Source.INHERITED, ranked.sentence.span)


def entered(state: State, reading: SentenceReading) -> State:
    """The state with the area the text is about: what a headline names, or the sentence of its first total."""
    if state.is_area_given or state.levels or not (reading.statements or reading.sentence.role is not Role.BODY):
        return state
    if _is_abroad(state.area):
        return state
    if reading.is_national:
        return state._replace(area=Facet(NO_CODE))
    named = reading.topic.get("area")
    known = state.area.value if state.area else None
    if named is None or (known is not None and known != UNNAMED):
        return state
    return state._replace(area=inherited(named))


def settle(mention: Mention, axes: Axes, whole: Draft | None, previous: Draft | None) -> None:
    """Give a level its area.

    Args:
        mention: The number.
        axes: Its codes, to which the area is added.
        whole: What it is a part of, or spoken of again.
        previous: The figure before it in its sentence.
    """
    state, reading, statement = mention.state, mention.reading, mention.statement
    axes.pop("area", None)
    named = statement.axes.get("area") or reading.lead.get("area")
    if named and named.value == UNNAMED and state.area and state.area.value:
        named = named._replace(value=state.area.value)
    told_before = previous.axes.get("area") if previous is not None else None
    if told_before and previous is not None and statement.numeral.value > previous.value:
        told_before = None  # 佐賀は107人で、心理的虐待が77人
    area = whole.axes.get("area") if whole is not None else state.area
    if named:
        axes["area"] = named
    elif told_before:
        axes["area"] = inherited(told_before)
    elif area and area.value and (_is_abroad(area) or not reading.is_national):
        axes["area"] = area if area.source is Source.DEFAULT else inherited(area)


def narrows(state: State, axes: Axes) -> bool:
    """Whether a number is of one place within what the total spoken of counts: "Tokyo had 78"."""
    area = axes.get("area")
    return bool(area and area.value and state.total is not None and area.value != state.total.code("area"))


def name_unnamed(drafts: Sequence[Draft], readings: Sequence[SentenceReading]) -> None:
    """Name the prefecture that a text speaks of without its name, where it names a single one anywhere."""
    named = {area.value for one in readings if (area := one.topic.get("area")) and area.value and not _is_abroad(area)}
    named.discard(UNNAMED)
    if len(named) != 1:
        return
    (only,) = named
    for draft in drafts:
        area = draft.axes.get("area")
        if area and area.value == UNNAMED:
            draft.axes["area"] = Facet(only, Source.INHERITED, area.span)


def _is_abroad(area: Facet | None) -> bool:
    return bool(area and area.value and not area.value.startswith(_JAPAN) and area.value != UNNAMED)
