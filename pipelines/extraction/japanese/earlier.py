"""The rules of levels that stand beside an earlier time; those of changes are in ``comparisons``."""

from __future__ import annotations

from pipelines.extraction.expressions import RATES, Anchor
from pipelines.extraction.japanese.context import Context
from pipelines.extraction.model import Kind
from pipelines.extraction.rules import Example, Sense, level_kind, rule
from pipelines.extraction.statements import Place


@rule(
    Example("被害者は7人で、10年前の174人には及ばない。", "174人", Kind.LEVEL, Place.EARLIER),
    Example("被害者は1811人と前年の1819人とほぼ横ばいだった。", "1819人", Kind.LEVEL, Place.EARLIER),
)
def of_an_earlier_time(context: Context) -> Sense | None:
    """A level that の gives to an earlier period."""
    before, time = context.before(), context.before(2)
    if before is None or before.word != "の" or time is None or time.time is None or context.unit in RATES:
        return None
    if time.time.anchor is not Anchor.EARLIER or time.word.endswith("比"):
        return None
    return Sense(level_kind(context), Place.EARLIER)


@rule(
    Example("中学生は3人が7人になった。", "3人", Kind.LEVEL, Place.EARLIER),
    Example("被害者は2014年の18人が昨年は74人に増えた。", "18人", Kind.LEVEL, Place.EARLIER),
)
def that_turned_into_another(context: Context) -> Sense | None:
    """The level before a change, right before the later one."""
    after = context.after()
    if after is None or after.word != "が" or context.unit in RATES:
        return None
    words = context.items[context.first_after + 1 : context.first_after + 6]
    number = next((k for k, item in enumerate(words) if item.number), None)
    if number is None or any(item.word not in ("は", "には", "、") and not item.time for item in words[:number]):
        return None
    later = words[number].number
    behind = words[number + 1].word if number + 1 < len(words) else ""
    if later is None or later.unit != context.unit or behind not in ("に", "へ"):
        return None
    return Sense(level_kind(context), Place.EARLIER)
