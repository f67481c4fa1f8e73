"""Stage 3: expressions of time in Japanese, and what period each denotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import date

from pipelines.extraction import calendar
from pipelines.extraction.expressions import Anchor, TimeExpression
from pipelines.extraction.japanese.numerals import SMALL_NUMBER, value_of
from pipelines.extraction.model import Period, Span
from pipelines.extraction.scanning import Rows, row, scan

Got = Mapping[str, str]
Reader = Callable[[Got, Span], TimeExpression | None]

_ERAS = {
    "令和": 2019, "令": 2019, "R": 2019, "平成": 1989, "平": 1989, "H": 1989, "昭和": 1926, "昭": 1926, "S": 1926,
    "大正": 1912,
}  # fmt: skip
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_ERA = r"(?:令和|平成|昭和|大正|令|平|昭|(?<![A-Za-z])[RHS])"
_ERA_YEAR = rf"(?:\d{{1,2}}(?!\d)|元|{SMALL_NUMBER})"
# The same year by the other count: 令和5（2023）年, 2023（令和5）年, 令和5年（2023年）.
_OTHER_COUNT = rf"(?:[（(](?:(?:19|20)\d{{2}}|{_ERA}{_ERA_YEAR})年?(?:度)?[)）])"


def _year_named(mark: str = "") -> str:
    """2017年, 平成29年, 令和元年, 令和5（2023）年, and with a day of publication 17年; groups end in ``mark``."""
    return (
        rf"(?:(?P<era{mark}>{_ERA})\s?(?P<era_year{mark}>{_ERA_YEAR}){_OTHER_COUNT}?"
        rf"|(?<!\d)(?P<year{mark}>(?:19|20)\d{{2}}){_OTHER_COUNT}?"
        rf"|(?<![〇一二三四五六七八九])(?P<kanji{mark}>[一二][〇一二三四五六七八九]{{3}})"
        rf"|(?P<short{mark}>(?<!\d)(?<!\d[.,])(?<![小中高校学役])'?\d{{1,2}}|(?<![令平昭\w])元)(?=年[^連続ぶ間前後で生]))年"
        rf"(?:{_OTHER_COUNT}(?!度))?"
    )


_YEAR = _year_named()
_RELATIVES = "昨年|前年|今年|ことし|本年|一昨年|おととし|去年|同年|その年|この年|前の年"
_RELATIVE = rf"(?P<relative>{_RELATIVES})"
_MONTH = r"(?:十[一二]?|[一二三四五六七八九])"
_NO_MONTH_BEFORE = r"(?<![\d〇一二三四五六七八九十])"
_OF_YEAR = rf"(?:(?:{_YEAR}|{_RELATIVE})(?:の|中の)?)"
_HALF = r"(?P<half>上半期|下半期|前半|後半)"


def find_periods(text: str, span: Span, characters: Set[str] | None = None) -> list[TimeExpression]:
    """All expressions of time in ``text`` at ``span``, which has these characters, in text order."""
    return scan(_ROWS, text, span, characters)


def _counted_in_era(year: str) -> int:
    return 1 if year == "元" else int(value_of(year))


def _month_number(written: str) -> int:
    return int(written) if written.isdecimal() else int(value_of(written))


def _number_of(got: Got) -> int | None:
    if "era" in got:
        return _ERAS[got["era"]] + _counted_in_era(got["era_year"]) - 1
    if "kanji" in got:
        return int(got["kanji"].translate(_KANJI_DIGITS))
    return int(got["year"]) if "year" in got else None


def _in_year(got: Got, span: Span, make: Callable[[int], Period]) -> TimeExpression:
    """A year or a part of one: named, in short, relative, or left open (the latest that had ended)."""
    number = _number_of(got)
    if number is not None:
        period = make(number)
        return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: period)
    if "short_kanji" in got:
        return _short_year(int(value_of(got["short_kanji"])), span, make, is_western=False)
    if "short" in got:
        short = got["short"].lstrip("'")
        is_western = short.startswith("0")
        return _short_year(
            1 if short == "元" else int(short), span, make, is_western=is_western, in_century="century" in got
        )
    which = got.get("relative", "")
    if which in ("前年", "前の年"):
        return TimeExpression(
            span, Anchor.EARLIER, lambda _published, current: make(current.start.year - 1) if current else None
        )
    if which in ("同年", "その年", "この年"):
        return TimeExpression(
            span, Anchor.SAME, lambda _published, current: make(current.start.year) if current else None
        )
    back = {"昨年": 1, "去年": 1, "一昨年": 2, "おととし": 2}.get(which, 0)

    def resolve(published: date | None, current: Period | None) -> Period | None:
        if which:
            return make(published.year - back) if published else None
        if current is not None:
            return make(current.start.year)
        if published is None:
            return None
        period = make(published.year)
        return period if period.end < published else make(published.year - 1)

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _short_year(
    short: int, span: Span, make: Callable[[int], Period], *, is_western: bool, in_century: bool = False
) -> TimeExpression:
    """「17年」: of the century of the text, or of the era where it was in it; 「08年」 is of the century.

    ``in_century`` where the full year before it is: 2002年 … 15年.
    """

    def resolve(published: date | None, current: Period | None) -> Period | None:
        known = published.year if published else current.end.year if current else None
        if known is None or is_western or (in_century and 2000 + short <= known):
            return make(2000 + short)
        readings = [2000 + short, 1988 + short, 2018 + short, 1900 + short]
        past = [reading for reading in readings if published is None or reading <= published.year]
        spoken_of = current.end.year if current else known
        return make(min(past or readings, key=lambda reading: abs(reading - spoken_of)))

    return TimeExpression(span, Anchor.ABSOLUTE, resolve)


def _year(got: Got, span: Span) -> TimeExpression:
    return _in_year(got, span, calendar.year)


def _fiscal(got: Got, span: Span) -> TimeExpression:
    expression = _in_year(got, span, calendar.fiscal_year)
    if "relative" not in got or expression.anchor is not Anchor.PUBLICATION:
        return expression

    def resolve(published: date | None, current: Period | None) -> Period | None:
        # The fiscal year under way in February is the one that began the April before.
        period = expression.resolve(published, current)
        return calendar.shifted(period, -1) if period and published and published.month < 4 else period

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _half(got: Got, span: Span) -> TimeExpression:
    half = 1 if got["half"] in ("上半期", "前半") else 2
    return _in_year(got, span, lambda number: calendar.half_year(number, half))


def _months(got: Got, span: Span) -> TimeExpression:
    """1月から6月; where the last month is the earlier one in the calendar, a named year is that of the first."""
    first, last = _month_number(got["from"]), _month_number(got["to"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return TimeExpression(span, Anchor.PUBLISHED, lambda _published, _current: None)
    if first <= last:
        return _in_year(got, span, lambda number: calendar.months(number, first, number, last))
    is_named = any(name in got for name in ("era", "year", "kanji", "short", "relative"))
    shift = 0 if is_named else -1
    return _in_year(got, span, lambda number: calendar.months(number + shift, first, number + shift + 1, last))


def _months_across(got: Got, span: Span) -> TimeExpression | None:
    """From a month of one year to a month of another: 昨年12月から今年2月まで, 2022年4月〜2023年3月, 4月から翌年3月."""
    first, last = int(got["from"]), int(got["to"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    start = _in_year(got, span, calendar.year)
    to = {name.removesuffix("_to"): value for name, value in got.items() if name.endswith("_to")}
    end = _in_year(to, span, calendar.year) if to else None  # without a year of its own: 翌年

    def resolve(published: date | None, current: Period | None) -> Period | None:
        from_year = start.resolve(published, current)
        to_year = end.resolve(published, current) if end else from_year
        if from_year is None or to_year is None:
            return None
        ends = to_year.start.year + (end is None)
        if (from_year.start.year, first) > (ends, last):
            return None
        return calendar.months(from_year.start.year, first, ends, last)

    return TimeExpression(span, start.anchor if start.anchor is Anchor.ABSOLUTE else Anchor.PUBLICATION, resolve)


def _than_year(got: Got, span: Span) -> TimeExpression | None:
    """2010年比, 元年比: an earlier year that is only compared with."""
    year = _year(got, span)
    return TimeExpression(span, Anchor.EARLIER, year.resolve) if year else None


def _fiscal_pair(got: Got, span: Span) -> TimeExpression | None:
    """2022/23年度: the fiscal year that began in the first."""
    first, last = int(got["first"]), int(got["last"])
    if (first + 1) % 100 != last:
        return None
    period = calendar.fiscal_year(first)
    return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: period)


def _up_to_a_day(got: Got, span: Span) -> TimeExpression:
    """「8月末現在」: the last such day before publication, where no year is named."""
    expression = _months_up_to(got, span)
    if any(name in got for name in ("era", "year", "kanji", "short", "relative")):
        return replace(expression, is_state=True)

    def resolve(published: date | None, current: Period | None) -> Period | None:
        period = expression.resolve(published, calendar.year(published.year) if published else current)
        is_to_come = published is not None and int(got["to"]) > published.month
        return calendar.shifted(period, -1) if period and is_to_come else period

    return TimeExpression(span, Anchor.PUBLICATION, resolve, is_state=True)


def _months_up_to(got: Got, span: Span) -> TimeExpression:
    """「6月までの半年間」: so many months up to and with one; without a length, from January."""
    last = int(got["to"])
    if not 1 <= last <= 12:
        return TimeExpression(span, Anchor.PUBLISHED, lambda _published, _current: None)
    length = got.get("count", "")
    count = 6 if length == "半年" else int("".join(filter(str.isdigit, length)) or last)

    def make(number: int) -> Period:
        first = last - count + 1
        return calendar.months(number - (first < 1), (first - 1) % 12 + 1, number, last)

    return _in_year(got, span, make)


def _quarter(got: Got, span: Span) -> TimeExpression:
    return _in_year(got, span, lambda number: calendar.quarter(number, int(got["quarter"])))


def _month(got: Got, span: Span) -> TimeExpression:
    month = int(got["month"])
    if not 1 <= month <= 12:
        return TimeExpression(span, Anchor.PUBLISHED, lambda _published, _current: None)
    return _in_year(got, span, lambda number: calendar.months(number, month, number, month))


def _years(got: Got, span: Span) -> TimeExpression:
    first, last = (_ERAS.get(got.get("era", ""), 1) - 1 + int(got[name]) for name in ("first", "last"))
    period = calendar.years(first, last if last > first else first // 100 * 100 + last)
    return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: period)


def _short_years(got: Got, span: Span) -> TimeExpression | None:
    """Years in two digits, of the century or the era of the last: 10～14年, 平成20年 … 21年から26年まで."""
    length = int(got["short"]) - int(got["first"])
    return _in_year(got, span, lambda last: calendar.years(last - length, last)) if length > 0 else None


def _from_year_to_year(got: Got, span: Span) -> TimeExpression | None:
    """Two years that are compared: what is told first is of the one, what it became of the other."""
    first, last = int(got["first"]), int(got["last"])
    last = last if last > first else first // 100 * 100 + last
    later = calendar.year(last)
    if last <= first:
        return None
    return TimeExpression(span, Anchor.ABSOLUTE, lambda _published, _current: later, calendar.year(first))


def _ago(got: Got, span: Span) -> TimeExpression:
    back = int(got["count"])
    return TimeExpression(
        span, Anchor.EARLIER, lambda _published, current: calendar.shifted(current, -back) if current else None
    )


def _last_years(got: Got, span: Span) -> TimeExpression:
    """So many years up to the one under discussion, else up to the one that had ended."""
    count = int(got["count"])

    def resolve(published: date | None, current: Period | None) -> Period | None:
        last = current.end.year if current else published.year - 1 if published else None
        return calendar.years(last - count + 1, last) if last else None

    return TimeExpression(span, Anchor.PUBLICATION, resolve)


def _earlier(_got: Got, span: Span) -> TimeExpression:
    return TimeExpression(
        span, Anchor.EARLIER, lambda _published, current: calendar.shifted(current, -1) if current else None
    )


def _since(got: Got, span: Span) -> TimeExpression:
    year = _in_year(got, span, calendar.year)
    return TimeExpression(span, Anchor.SINCE, year.resolve)


def _published(_got: Got, span: Span) -> TimeExpression:
    return TimeExpression(span, Anchor.PUBLISHED, lambda _published, _current: None)


_DATA = r"(?:統計|調査|集計|記録|データ)"


# Characters that a text must have, pattern, reader.
_SOURCES: tuple[tuple[str, str, Reader], ...] = (
    # 統計を取り始めた2008年以降; 2000年以降の統計で; 2004年の統計開始以来
    ("年 & 統 調 集 記 デ", rf"{_DATA}[^、。0-9]{{0,12}}?{_YEAR}(?:以降|以来|から)?", _since),
    ("年 & 以", rf"{_YEAR}(?:以降|以来)(?:の統計)?", _since),
    ("年 & 統 調 集 記 デ", rf"{_YEAR}の?{_DATA}(?:の)?(?:開始|取り始め)[^、。]{{0,4}}?(?:以来|以降)?", _since),
    # 20年以前の届け出
    ("年 & 前", rf"{_YEAR}以前", _published),
    # 昨年11月27日から年末まで; 4月1日から6月30日まで
    (
        "月 & 日 & か",
        rf"{_OF_YEAR}?(?<!\d)(?P<from>\d{{1,2}})月\d{{1,2}}日から(?:同年末|年末|(?P<to>\d{{1,2}})月(?:末|\d{{1,2}}日))(?:まで)",
        lambda got, span: _months({"to": "12", **got}, span),
    ),
    # 8月末現在, 6月末時点: so many places existed then, so many cases there had been since January
    (
        "0 & 月 & 現 時",
        rf"{_OF_YEAR}?(?<!\d)(?P<to>\d{{1,2}})月(?:(?:末|\d{{1,2}}日)?(?:時点で)?現在|(?:末|\d{{1,2}}日)時点)",
        _up_to_a_day,
    ),
    # 2017年3月14日; 3月14日; 14日午前; 10時3分
    ("0 & 年 & 月", rf"{_YEAR}\d{{1,2}}月\d{{1,2}}日", _published),
    (
        "0 & / . -",
        rf"(?<![\dA-Za-z])(?:{_ERA}\d{{1,2}}|(?:19|20)\d{{2}})[/.-]\d{{1,2}}[/.-]\d{{1,2}}(?!\d)",
        _published,
    ),
    ("0 & 月 時", r"(?<!\d)\d{1,2}月\d{1,2}日|\d{1,2}時(?:\d{1,2}分)?", _published),
    ("0 & 日", r"(?<![\d月])\d{1,2}日(?!間|連|前|以内)(?:午前|午後)?", _published),
    # 12月施行の改正法: when a law came into force
    (
        "年 月 & 施 改 制 成 義 た",
        rf"(?:{_OF_YEAR}?(?<!\d)\d{{1,2}}月|(?:19|20)\d{{2}}年)に?(?:[^、。\d]{{0,12}}?(?:始まった|加わった|加えられた|導入された))?(?:(?<=た)|施行|改正|制定|成立|義務化)",
        _published,
    ),
    # 平成21~26年; 2009年から14年まで; 2009~2014年
    (
        "0 & 令 平 昭",
        r"(?P<era>令和|平成|昭和)(?P<first>\d{1,2})年?(?:[~〜～\-－–―—‐−]|から)(?P<last>\d{1,2})年(?:まで)?",
        _years,
    ),
    (
        "0 & 年 & ま",
        r"(?P<first>(?:19|20)\d{2})年?(?:[~〜～\-－–―—‐−]|から)(?P<last>(?:(?:19|20)\d{2})|\d{2})年まで",
        _years,
    ),
    # 2015年から17年の3年間
    ("0 & 間 & か", r"(?P<first>(?:19|20)\d{2})年から(?P<last>(?:(?:19|20)\d{2})|\d{2})年の\d年間", _years),
    # 2012年から16年にかけて1596件から2097件に
    (
        "0 & 年 & か",
        r"(?P<first>(?:19|20)\d{2})年から(?P<last>(?:(?:19|20)\d{2})|\d{2})年に(?:かけて|かけ)?",
        _from_year_to_year,
    ),
    (
        "0 & ~ 〜 ～ - － – ― — ‐ −",
        r"(?P<first>(?:19|20)\d{2})年?[~〜～\-－–―—‐−](?P<last>(?:(?:19|20)\d{2})|\d{2})年",
        _years,
    ),
    # 10～14年の5年間; 21年から26年まで
    (
        "0 & 年",
        r"(?<![\d.,年月])(?P<first>\d{2})年?(?:[~〜～\-－–―—‐−]|から(?=\d{2}年まで))(?P<short>\d{2})年(?!度)(?:まで)?",
        _short_years,
    ),
    # 2022/23年度
    ("0 & 度", r"(?P<first>(?:19|20)\d{2})年?[/~〜～\-－–―—‐−](?P<last>\d{2})年度", _fiscal_pair),
    # 2023年4月から2024年1月; 昨年12月から今年2月まで; 2022年4月から翌年3月
    (
        "0 & 月",
        rf"{_OF_YEAR}(?<!\d)(?P<from>\d{{1,2}})月末?(?:[~〜～\-－–―—‐−]|から、?)"
        rf"(?:(?:{_year_named('_to')}|(?P<relative_to>{_RELATIVES})|翌年|翌)の?)(?P<to>\d{{1,2}})月末?(?:まで|にかけて)?(?!\d{{1,2}}日)",
        _months_across,
    ),
    # 前年同期; 昨年同期; 昨年度同期
    (
        "同",
        r"(?:前年度?|昨年度?|前の年度?の?|去年|一年前の?|1年前の?)(?:の)?同(?:期|時期|じ時期|じ期間|じ月|月)(?:比)?",
        _earlier,
    ),
    # 2010年比; 元年比
    ("比", rf"{_YEAR}(?:同期|同月|度)?比", _than_year),
    # 2018年度; 前年度
    ("度", rf"(?:{_YEAR}|{_RELATIVE})度(?!比)", _fiscal),
    # 平成29年上半期; 今年上半期; 上半期
    ("半", rf"{_OF_YEAR}?{_HALF}(?!生)", _half),
    # 15年1~6月; 今年1〜10月; 1月から6月まで
    (
        "0 & 月",
        rf"{_OF_YEAR}?(?<!\d)(?P<from>\d{{1,2}})月?(?:[~〜～\-－–―—‐−]|から)(?P<to>\d{{1,2}})月(?:まで)?(?!\d{{1,2}}日)",
        _months,
    ),
    # 一~六月
    (
        "月 & 一 二 三 四 五 六 七 八 九 十 & ~ 〜 ～ - － – ― — ‐ − か",
        rf"{_OF_YEAR}?{_NO_MONTH_BEFORE}(?P<from>{_MONTH})月?(?:[~〜～\-－–―—‐−]|から)(?P<to>{_MONTH})月(?:まで)?",
        _months,
    ),
    # 7月以降
    ("月 & 以", rf"{_OF_YEAR}?(?<!\d)(?P<from>\d{{1,2}})月以降", lambda got, span: _months({**got, "to": "12"}, span)),
    # 6月までの半年間; 9月末までの9か月間; 今年に入り6月末までに; 今年は11月末までに
    (
        "0 & 月 & ま",
        rf"{_OF_YEAR}?(?:は|に入(?:り|ってから)、?)?(?<!\d)(?P<to>\d{{1,2}})月末?まで(?:の(?P<count>半年|\d{{1,2}}(?:か月|カ月|ヶ月|カ月))間?)?",
        _months_up_to,
    ),
    # 昨年10、11月; 2024年10・11月
    ("0 & 月", rf"{_OF_YEAR}?(?<!\d)(?P<from>\d{{1,2}})月?[、・](?P<to>\d{{1,2}})月(?!\d)", _months),
    # 今年前半の半年間; 上半期(1~6月)
    ("期", rf"{_OF_YEAR}?第(?P<quarter>[1-4])四半期", _quarter),
    ("比", r"前年(?:度)?比|前の年(?:度)?(?:に比べ|比)|対前年(?:比)?|前期比", _earlier),
    # 昨年1年間
    ("間", rf"(?:{_YEAR}|{_RELATIVE})の?[1一]年間", lambda got, span: replace(_year(got, span), is_whole=True)),
    # 過去5年間の検挙: all these years together
    ("0 & の に", r"(?:過去|直近の?)(?P<count>\d{1,2})年間(?=の|に)(?!の平均)", _last_years),
    # 5年前; 5年間で; 過去5年では
    ("0 & 前", r"(?<![\d.,])(?P<count>\d{1,2})年前(?:の同期)?", _ago),
    ("0 & で", r"(?<![\d.,])(?:過去|この|直近の?)?(?P<count>\d{1,2})年間?で(?:は)?(?!き)", _ago),
    # 今年6月末; 2016年末; 6月
    (
        "0 & 月",
        rf"{_OF_YEAR}?(?<!\d)(?P<month>\d{{1,2}})月(?:末|時点|中)?(?!\d{{1,2}}日|\d{{1,2}}[~〜・、]\d{{1,2}}月)",
        _month,
    ),
    ("末", rf"(?:{_YEAR}|{_RELATIVE})末(?:時点|現在)?", lambda got, span: _month({**got, "month": "12"}, span)),
    # H30 16,918、R元 17,466
    ("0", r"(?<![A-Za-z])(?P<era>[RH])(?P<era_year>\d{1,2}|元)(?=[ 　]+\d)", _year),
    # 二十九年の
    (
        "年 & 十",
        r"(?<![〇一二三四五六七八九十百千万数])(?P<short_kanji>二?十[一二三四五六七八九]|二十|三十一?)年(?:度|中)?(?=[のはにを上下末、])",
        _year,
    ),
    # 昨年1年間; 2017年; 平成30年中
    ("年 お", rf"(?:{_YEAR}|{_RELATIVE})(?:の?[1一]年間|中)?(?![度比])", _year),
    ("同", r"同期", lambda _got, span: TimeExpression(span, Anchor.SAME, lambda _published, current: current)),
)
_FULL_YEAR = re.compile(rf"(?P<era>令和|平成|昭和)(?P<number>{_ERA_YEAR})年?|(?:19|20)\d{{2}}年")
_SAME_ERA_WITHIN = 600  # characters


def _in_same_era(read: Reader) -> Callable[[re.Match[str], Span], TimeExpression | None]:
    """A reader for which a short year is of the era of the full year before it: 平成30年 … 前年, 21年の405人.

    A year of one digit is none without an era: 5年, 6年.
    """

    def in_era(match: re.Match[str], span: Span) -> TimeExpression | None:
        got = {name: value for name, value in match.groupdict().items() if value is not None}
        if "short" in got:
            years = list(_FULL_YEAR.finditer(match.string, max(0, span.start - _SAME_ERA_WITHIN), span.start))
            short = got["short"].lstrip("'")
            in_era = [year for year in years if year["era"]] if len(short) == 1 else years[-1:]
            last = _counted_in_era(in_era[-1]["number"]) if in_era and in_era[-1]["era"] else 0
            if last and (_counted_in_era(short) <= last + 1 or len(short) == 1):  # 70年 beside 平成30年 is of no era
                got = {**got, "era": in_era[-1]["era"], "era_year": short}
            elif len(short) == 1 and short != "元":
                return None
            elif years and not years[-1]["era"]:
                got = {**got, "century": short}
        return read(got, span)

    return in_era


_ROWS = Rows(row(needs, source, _in_same_era(read)) for needs, source, read in _SOURCES)
