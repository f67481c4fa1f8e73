"""Stage 2: every number a Japanese text states as a quantity, with its counter.

Knows forms, counters and values only: whether a number is a statistic, and of what, is decided later. A run of number
characters is read as a whole or not at all: what is no well-formed number, or only roughly says how many (数十件,
5、6人), is a label, so that no part of it is taken for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.extraction.expressions import Form, Label, Numeral
from pipelines.extraction.model import Qualifier, Span

_KANJI_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
# The forms of official papers, and older ones: 壱百弐拾人.
_FORMAL = str.maketrans("壱壹弌弐貳貮参參肆伍陸漆捌玖拾佰仟阡萬零", "一一一二二二三三四五六七八九十百千千万〇")
_SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}
_NEXT_SCALE = 10**4  # what stands between two of them is less

# Counter -> unit. Years, months, days and places in an order are no quantities and are read as times and labels.
_UNITS = {
    "persons": "人 名",
    "cases": "件",
    "percent": "% パーセント",
    "percentage_points": "ポイント pt",
    "sites": "サイト 店舗 店 か所 カ所 ヶ所 ヵ所 箇所 個所",
    "organizations": "団体 社",
    "years_of_age": "歳",
    "yen": "円",
    "us_dollars": "ドル 米ドル",
    "other_currency": "香港ドル 豪ドル カナダドル シンガポールドル 台湾ドル ユーロ ポンド ウォン 人民元",
}
COUNTERS = {counter: unit for unit, counters in _UNITS.items() for counter in counters.split()}
_CURRENCIES = {"¥": "yen", "$": "us_dollars", "US$": "us_dollars"}

_FORMAL_DIGITS = "壱壹弐貳参參拾萬"
_KANJI = f"〇零一二三四五六七八九十百千万億兆{_FORMAL_DIGITS}"
# Digits with whatever joins them: more than a well-formed number has, so that a malformed one is seen as a whole.
_DIGITS = r"\d+(?:[,.．・]\d+)*"
_POSITIONS = "〇一二三四五六七八九"
_GROUPS = rf"[{_POSITIONS}]{{1,3}}(?:、[{_POSITIONS}]{{3}}(?![{_POSITIONS}]))+"  # 一、二一五, as vertical lines have it
_RUN = rf"(?:{_GROUPS}|(?:{_DIGITS}|[{_KANJI}])+(?:・[{_POSITIONS}]+)?)"
_COUNTER = "|".join(sorted(COUNTERS, key=len, reverse=True))
_RANGE = r"(?:[~〜～\-－–―—‐−]|\.\.\.|…)"
# 数十件 and 十数件 only say roughly how many, but 検挙件数10件 says it.
_NAMING_A_NUMBER = "件人者総回店点戸個台名枚本社口実頭率"
_ROUGHLY = rf"(?:(?<![{_NAMING_A_NUMBER}])数|何|幾)"
# What touches a number and makes it a part of something else: 第三者, 2-3人, 1/5人, 何十人.
_NO_PREFIX = rf"(?<![第\d.．{_KANJI}何幾\ufffd])(?<![\d{_KANJI}]・)(?<!\d[-,:/])(?<![^{_NAMING_A_NUMBER}]数)"
# A number below 1,000 as it stands before 歳, 年 or 代.
SMALL_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
NO_NUMBER_BEFORE = rf"(?<![\d.,{_KANJI}数])"
# Counters that are the beginning of another word: 人称, 件名, 円滑.
_NO_COUNTER = r"(?!称|格|物|気|生|質|材|事|間|口|類)(?!(?<=円)[滑周形卓高安])"

# 一人もいなかった, 1件も確認されていない
_HAPPENED = "出|起き|発生し|(?:確認|認知|検挙|摘発|報告|把握)(?:され|し)?"
_AT_ALL = rf"も(?:[いお]?な[かいくし]|おらず|(?:{_HAPPENED})(?:てい)?(?:な[かい]|ず))"

# A run is matched once and never again in part (``(?>…)``), then by what stands behind it.
_PATTERN = re.compile(
    rf"""
    (?=[\d{_KANJI}半過倍ほゼ数何幾¥$€£A-Z])
    (?:
      (?P<majority>過半数|過半)
    | (?P<half>(?<!面白)(?:半数|半分)(?!の1(?![\d,])))
    | (?P<doubled>倍増|倍加|ほぼ倍|2倍増|(?<![\d{_KANJI}数何幾同人])倍(?=以上|超|近|強|弱|余|に|と|だ|、))
    | (?P<halved>半減)
    | (?P<zero>ゼロ)
    | (?P<nobody>(?:一人|1人)(?={_AT_ALL}))
    | (?P<no_case>(?:一件|1件)(?={_AT_ALL}))
    | (?P<money>(?<![A-Za-z])(?P<currency>¥|[A-Z]{{0,3}}\$|[€£])\s?(?P<amount>{_RUN}))
    | (?P<rough>{_NO_PREFIX}(?>(?:{_RUN})?){_ROUGHLY}(?:{_RUN})?\s?(?:{_COUNTER}|割|倍))
    | {_NO_PREFIX}(?P<n>(?>{_RUN}))(?!\ufffd)
      (?:
        (?P<either>、(?P<other>(?>{_RUN}))(?:割|倍|{_COUNTER}))
      | (?P<one_in>(?:{_RANGE}(?P<up_to>{_RUN}))?(?:人|件)に(?P<part>{_RUN})(?:人|件)(?!ず))
      | (?P<parts_of>分の(?P<parts>{_RUN}))
      | (?P<tenths>割(?:(?P<hundredths>\d|[一二三四五六七八九])分)?(?!引|合|愛|高|安|り|〜|~|～))
      | (?P<range>(?:(?P<unit_of_first>割|{_COUNTER})[ ]?{_RANGE}[ ]?(?P<high_of_unit>{_RUN})(?P=unit_of_first)
          |{_RANGE}(?P<high>{_RUN})\s?(?P<unit_of_range>割|{_COUNTER})){_NO_COUNTER})
      | (?P<fold>倍)
      | (?P<beyond>余り|余)?\s?(?P<counter>{_COUNTER}){_NO_COUNTER}
      )
    | (?P<slash>(?<![\d(（./])(?P<slash_a>\d{{1,2}})/(?P<slash_b>\d{{1,2}})(?=です|だ|で|に|の|を|が|は|以|近|程|弱|強))
    | (?P<bare>{_NO_PREFIX}(?<![年月日A-Za-z#])(?<![^(（]-)(?P<b>{_DIGITS})(?![{_KANJI}数余\ufffd])
        (?![\d,.]*[年月日時分歳条号位番章項か\dA-Za-z:/-]))
    )
    """,
    re.VERBOSE,
)
_NO_KANJI_ALONE = re.compile(rf"^[{_KANJI}・]+$")
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.．・]\d+)?")
_POSITIONAL = re.compile(rf"[{_POSITIONS}]+(?:・[{_POSITIONS}]+)?")
_MIXED = re.compile(r"(.*[千百])([〇一二三四五六七八九]{2,3})")
_PLACES = {"千": 3, "百": 2}
_STRUCTURED = re.compile(
    r"(?:(?P<k>[一二三四五六七八九])?千)?(?:(?P<h>[一二三四五六七八九])?百)?(?:(?P<t>[一二三四五六七八九])?十)?"
    r"(?P<o>[一二三四五六七八九])?"
    r"|(?:(?P<kd>\d+(?:,\d{3})*(?:[.．]\d+)?)千)?(?:(?P<hd>\d+(?:[.．]\d+)?)百)?(?P<od>\d{1,3})?"
)


class Read(NamedTuple):
    """What the numbers of a stretch of text are: quantities, and what only looks like one."""

    numerals: list[Numeral]
    labels: list[Label]


def read_numerals(text: str, span: Span) -> Read:
    """All numbers in ``text`` at ``span``, in text order and without overlap."""
    read = Read([], [])
    for one in _scan(text, span):
        if isinstance(one, Numeral):
            read.numerals.append(one)
        else:
            read.labels.append(one)
    return read


def _scan(text: str, span: Span) -> Iterator[Numeral | Label]:
    position = span.start
    while match := _PATTERN.search(text, position, span.end):
        position = match.end()
        here = Span(*match.span())
        try:
            found = _read(match, here)
        except ValueError:
            found = Label(here, "unresolved")
        if isinstance(found, Numeral) and match["either"]:
            position = match.end("n") + 1  # two numbers of a list: the second is read on its own
        if found:
            yield found


def value_of(written: str) -> Decimal:
    """The value of a number in digits, kanji or both: 45万1千, 一千二百四, 441億2千万, 壱百弐拾.

    Raises:
        ValueError: The string is not a number of this grammar: 三十二十, 1,66, 5万3億2.
    """
    parts = re.split(r"([万億兆])", written.translate(_FORMAL).replace("、", ""))
    if len(parts) > 3 and _has_decimals(parts[:-1]):
        raise ValueError(_no_number(written))
    total = Decimal(0)
    last_scale: int | None = None
    for coefficient, name in zip(parts[::2], [*parts[1::2], ""], strict=True):
        scale = _SCALES.get(name, 1)
        if not coefficient and (scale > 1 or last_scale is None):
            raise ValueError(_no_number(written))
        value = _coefficient(coefficient, written) if coefficient else Decimal(0)
        if last_scale is not None and coefficient and (value >= _NEXT_SCALE or value % 1):
            raise ValueError(_no_number(written))
        if last_scale is None or scale < last_scale:
            total += value * scale
        elif not coefficient or coefficient[-1] in "千百":
            total = (total + value) * scale  # 一万五千億
        else:
            raise ValueError(_no_number(written))
        last_scale = scale
    return total


def _has_decimals(parts: Sequence[str]) -> bool:
    return any(mark in part for part in parts for mark in ".．・")


def _coefficient(written: str, whole: str) -> Decimal:
    """A number below ten thousand, or any in digits."""
    if _ARABIC.fullmatch(written):
        return Decimal(re.sub(r"[．・]", ".", written.replace(",", "")))
    if _POSITIONAL.fullmatch(written):
        return Decimal("".join("." if one == "・" else str(_KANJI_DIGITS[one]) for one in written))
    if (mixed := _MIXED.fullmatch(written)) and len(mixed[2]) == _PLACES[written[mixed.end(1) - 1]]:
        return _coefficient(mixed[1], whole) + _coefficient(mixed[2], whole)  # 二百一五
    match = _STRUCTURED.fullmatch(written)
    if match is None:
        raise ValueError(_no_number(whole))
    if match["kd"] or match["hd"]:
        thousands, hundreds, ones = (
            Decimal((match[name] or "0").replace(",", "").replace("．", ".")) for name in ("kd", "hd", "od")
        )
        return thousands * 1000 + hundreds * 100 + ones
    value = Decimal(_KANJI_DIGITS[match["o"]] if match["o"] else 0)
    for name, mark in (("k", "千"), ("h", "百"), ("t", "十")):
        if mark in written:
            value += (_KANJI_DIGITS[match[name]] if match[name] else 1) * _SMALL_SCALES[mark]
    return value


def _no_number(written: str) -> str:
    return f"not a number: {written!r}"


def _decimals(written: str) -> int:
    match = re.search(r"[.．・]([\d〇一二三四五六七八九]+)", written)
    return len(match[1]) if match and not re.search(r"[千百万億兆]", written) else 0


_WORDS = (
    ("half", Decimal(50), "percent", Form.FRACTION),
    ("doubled", Decimal(2), "times", Form.MULTIPLE),
    ("halved", Decimal("0.5"), "times", Form.MULTIPLE),
    ("zero", Decimal(0), None, Form.ZERO),
    ("nobody", Decimal(0), "persons", Form.ZERO),
    ("no_case", Decimal(0), "cases", Form.ZERO),
)


def _read(match: re.Match[str], span: Span) -> Numeral | Label | None:
    """What a match states.

    Raises:
        ValueError: A part of it is no number.
    """
    for name, value, unit, form in _WORDS:
        if match[name]:
            return Numeral(span, value, 0, form, unit)
    if match["majority"]:
        return Numeral(span, Decimal(50), 0, Form.FRACTION, "percent", qualifier=Qualifier.MORE_THAN)
    if match["rough"]:
        return Label(span, "vague")
    if match["money"]:
        amount = match["amount"]
        unit = _CURRENCIES.get(match["currency"], "other_currency")
        return Numeral(span, value_of(amount), _decimals(amount), Form.DIGITS, unit, step=_step(amount))
    if match["slash"]:
        return _share(span, value_of(match["slash_a"]), value_of(match["slash_b"]))
    if match["bare"]:
        return Numeral(span, value_of(match["b"]), _decimals(match["b"]), Form.DIGITS)
    return _read_run(match, span)


def _read_run(match: re.Match[str], span: Span) -> Numeral | Label | None:
    """What a run of number characters states with what stands behind it.

    Raises:
        ValueError: A part of it is no number.
    """
    written = match["n"]
    value = value_of(written)
    if match["either"]:
        other = value_of(match["other"])
        if other - value == 1 or other == value % 10 + 1:
            return Label(span, "vague")  # 5、6人
        return Numeral(Span(*match.span("n")), value, 0, Form.DIGITS)  # 10、20人: the first has no counter of its own
    if match["one_in"]:
        return _one_in(match, span, value)
    if match["parts_of"]:
        return _share(span, value_of(match["parts"]), value)
    if match["tenths"]:
        hundredths = value_of(match["hundredths"]) if match["hundredths"] else 0
        step = Decimal(1 if match["hundredths"] else 10)
        return Numeral(span, value * 10 + hundredths, 0, Form.FRACTION, "percent", step=step)
    if match["range"]:
        return _range(match, span)
    if match["fold"]:
        return Numeral(span, value, _decimals(written), Form.MULTIPLE, "times")
    if written == "一" and match["counter"] == "人":
        return None  # 一人の, 一人で: a pronoun
    form = Form.WORDS if _NO_KANJI_ALONE.match(written) else Form.DIGITS
    unit = COUNTERS[match["counter"]]
    beyond = Qualifier.MORE_THAN if match["beyond"] else None
    return Numeral(span, value, _decimals(written), form, unit, step=_step(written), qualifier=beyond)


def _one_in(match: re.Match[str], span: Span, whole: Decimal) -> Numeral | Label:
    """One in so many: 3人に1人 is 33.3 percent, 3〜4人に1人 is 25 to 33.3."""
    part = value_of(match["part"])
    if not match["up_to"]:
        return _share(span, part, whole)
    lowest = _share(span, part, value_of(match["up_to"]))
    highest = _share(span, part, whole)
    if isinstance(lowest, Label) or isinstance(highest, Label) or lowest.value >= highest.value:
        return Label(span, "unresolved")
    return Numeral(span, lowest.value, 0, Form.FRACTION, "percent", highest.value)


def _share(span: Span, part: Decimal, whole: Decimal) -> Numeral | Label:
    if not whole or part > whole:
        return Label(span, "unresolved")
    share = (part / whole * 100).quantize(Decimal("0.0001")).normalize()
    return Numeral(span, share + Decimal(0), 0, Form.FRACTION, "percent")


def _range(match: re.Match[str], span: Span) -> Numeral | Label:
    """Two ends of a range: 3~5人, 12.8〜13.0%, 1〜2万人, where the first has the magnitude of the second."""
    first, last = match["n"], match["high_of_unit"] or match["high"]
    counter = match["unit_of_first"] or match["unit_of_range"]
    factor = 10 if counter == "割" else 1
    low, high = value_of(first) * factor, value_of(last) * factor
    scale = re.search(r"[万億兆]$", last)
    if scale and not re.search(r"[十百千万億兆]", first) and low * _SCALES[scale.group()] < high:
        low *= _SCALES[scale.group()]
    if low >= high:
        return Label(span, "unresolved")
    step = Decimal(factor) if factor > 1 else _step(last)
    return Numeral(span, low, _decimals(last), Form.DIGITS, "percent" if factor > 1 else COUNTERS[counter], high, step)


def _step(written: str) -> Decimal | None:
    """One in the last written place of a number that ends in a word: ten million in 38億1千万, None in 1万2345."""
    ending = re.search(rf"([.．・]\d+)?([{''.join((*_SMALL_SCALES, *_SCALES))}]+)$", written)
    if ending is None or not any(character.isdigit() for character in written):
        return None
    places = len(ending[1] or ".") - 1
    scale = Decimal(1)
    for one in ending[2]:
        scale *= _SMALL_SCALES.get(one) or _SCALES[one]
    return scale.scaleb(-places)
