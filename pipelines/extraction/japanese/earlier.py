"""Stage 5: the frames of levels that stand beside an earlier time; those of changes are in ``comparisons``."""

from __future__ import annotations

from pipelines.extraction.expressions import RATES, Anchor
from pipelines.extraction.japanese.context import Context, level_kind
from pipelines.extraction.statements import Place, Reading


def of_an_earlier_time(context: Context) -> Reading | None:
    """A level that の gives to an earlier period: 10年前の174人には及ばない, 前年の1819人とほぼ横ばい."""
    before, time = context.previous(), context.previous(1)
    if before is None or before.word != "の" or time is None or time.time is None or context.unit in RATES:
        return None
    if time.time.anchor is not Anchor.EARLIER or time.word.endswith("比"):
        return None
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "of_an_earlier_time")


def that_turned_into_another(context: Context) -> Reading | None:
    """The level before a change, right before the later one: 中学生は3人が7人になった, 2014年の18人が昨年は74人に."""
    after = context.next()
    if after is None or after.word != "が" or context.unit in RATES:
        return None
    words = context.items[context.after + 1 : context.after + 6]
    number = next((k for k, item in enumerate(words) if item.number), None)
    if number is None or any(item.word not in ("は", "には", "、") and not item.time for item in words[:number]):
        return None
    later = words[number].number
    behind = words[number + 1].word if number + 1 < len(words) else ""
    if later is None or later.unit != context.unit or behind not in ("に", "へ"):
        return None
    return Reading(context.index, level_kind(context), 1, Place.EARLIER, "that_turned_into_another")
