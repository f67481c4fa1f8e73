"""Stage 2: every number a Japanese text states as a quantity, with its counter.

Knows forms, counters and values only: whether a number is a statistic, and of what, is decided later.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.extraction.expressions import Form, Numeral
from pipelines.extraction.model import Span

_KANJI_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "億": 10**8, "兆": 10**12}

# Counter -> unit. Years, months, days and places in an order are no quantities and are read as times and labels.
COUNTERS = {
    "人": "persons", "名": "persons", "件": "cases", "%": "percent", "％": "percent", "パーセント": "percent",
    "ポイント": "percentage_points", "円": "yen", "サイト": "sites", "店舗": "sites", "店": "sites", "か所": "sites",
    "カ所": "sites", "ヶ所": "sites", "箇所": "sites", "団体": "organizations", "社": "organizations", "台": "vehicles",
    "歳": "years_of_age",
}  # fmt: skip

_DIGITS = r"\d[\d,，]*(?:[.．・]\d+)?"
_ARABIC = rf"(?:{_DIGITS}(?:千|百)?(?:兆|億|万)?)(?:\d[\d,，]*(?:[.．]\d+)?(?:千|百)?(?:億|万)?)*"
_KANJI = r"[〇一二三四五六七八九十百千][〇一二三四五六七八九十百千万億]*(?:[・．][〇一二三四五六七八九]+)?"
_NUMBER = rf"(?:{_ARABIC}|{_KANJI})"
_COUNTER = "|".join(sorted(COUNTERS, key=len, reverse=True))
# "第三者", "一部", "二人三脚", "三重県": characters that look like numbers inside other words.
_NO_PREFIX = r"(?<![第\d.．・,，一二三四五六七八九十百千万億何:/])(?<!\d-)"

_PATTERN = re.compile(
    rf"""
    (?=[\d〇一二三四五六七八九十百千半倍ほゼ¥￥$])
    (?:
      (?P<one_in>{_NO_PREFIX}(?P<in_b>{_NUMBER})(?:人|件)に(?P<in_a>{_NUMBER})(?:人|件)(?!ず))
    | (?P<parts_of>{_NO_PREFIX}(?P<of_b>{_NUMBER})分の(?P<of_a>{_NUMBER}))
    | (?P<half>(?<!面白)(?:半数|半分)(?!の1))
    | (?P<doubled>倍増|倍加|ほぼ倍|2倍増|(?<=の)倍(?=以上|近く|強|弱|に|と|だ|、))
    | (?P<halved>半減)
    | (?P<zero>ゼロ)
    | (?P<nobody>(?:一人|1人)(?=も(?:い|お)?(?:なかった|ない|おらず|いな)))
    | (?P<tenths>{_NO_PREFIX}(?P<t>{_DIGITS}|[一二三四五六七八九])割(?:(?P<t2>\d|[一二三四五六七八九])分)?(?!引))
    | (?P<range>{_NO_PREFIX}(?P<low>{_ARABIC})(?:{_COUNTER})?\s?[~〜～\-－–―—‐−]\s?
        (?P<high>{_ARABIC})(?P<r_unit>割|{_COUNTER}))
    | (?P<fold>{_NO_PREFIX}(?P<f>{_ARABIC}|{_KANJI})倍)
    | (?P<plain>{_NO_PREFIX}(?P<currency>[¥￥$])?(?P<n>{_NUMBER})\s?(?P<counter>{_COUNTER})
        (?!称|格|物|気|生|質|体制|材|事|間|口|類))
    | (?P<bare>(?<![\d.,/:A-Za-z年月日第#-])(?P<b>\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.．・]\d+)?)
        (?![\d,.]*[年月日時分歳条号位番章項か\dA-Za-z:/-]))
    )
    """,
    re.VERBOSE,
)
_NO_KANJI_ALONE = re.compile(rf"^{_KANJI}$")


def find_numerals(text: str, span: Span) -> list[Numeral]:
    """All numbers in ``text`` at ``span``, in text order and without overlap."""
    return [numeral for match in _PATTERN.finditer(text, span.start, span.end) if (numeral := _read(match))]


def value_of(written: str) -> Decimal:
    """The value of a number in digits, kanji or both: 45万1千, 一千二百四, 441億2千万.

    Raises:
        ValueError: The string is not a number of this grammar.
    """
    compact = re.sub(r"[,，]", "", written).replace("．", ".").replace("・", ".")
    whole, point, decimals = compact.partition(".")
    if point and decimals[0] in _KANJI_DIGITS:
        digits = "".join(str(_KANJI_DIGITS[digit]) for digit in decimals)
        return value_of(whole) + Decimal(f"0.{digits}")
    total, group, number = Decimal(0), Decimal(0), Decimal(0)
    pending = ""
    for character in compact + "\0":
        if character.isdigit() or character == ".":
            pending += character
            continue
        if pending:
            number, pending = Decimal(pending), ""
        if character in _KANJI_DIGITS:
            number = number * 10 + _KANJI_DIGITS[character]
        elif character in _SMALL_SCALES:
            group += (number or Decimal(1)) * _SMALL_SCALES[character]
            number = Decimal(0)
        elif character in _SCALES:
            total += (group + number or Decimal(1)) * _SCALES[character]
            group = number = Decimal(0)
        elif character != "\0":
            msg = f"not a number: {written!r}"
            raise ValueError(msg)
    return total + group + number


def _decimals(written: str) -> int:
    match = re.search(r"[.．・]([\d〇一二三四五六七八九]+)", written)
    return len(match[1]) if match and not re.search(r"[千百万億兆]", written) else 0


def _read(match: re.Match[str]) -> Numeral | None:
    span = Span(*match.span())
    for name, value, unit, form in (
        ("half", Decimal(50), "percent", Form.FRACTION),
        ("doubled", Decimal(2), "times", Form.MULTIPLE),
        ("halved", Decimal("0.5"), "times", Form.MULTIPLE),
        ("zero", Decimal(0), None, Form.ZERO),
        ("nobody", Decimal(0), "persons", Form.ZERO),
    ):
        if match[name]:
            return Numeral(span, value, 0, form, unit)
    if match["one_in"] or match["parts_of"]:
        part, whole = (match["in_a"], match["in_b"]) if match["one_in"] else (match["of_a"], match["of_b"])
        if not value_of(whole):
            return None
        share = (value_of(part) / value_of(whole) * 100).quantize(Decimal("0.0001")).normalize()
        return Numeral(span, share + Decimal(0), 0, Form.FRACTION, "percent")
    if match["tenths"]:
        tenths = value_of(match["t"]) * 10 + (value_of(match["t2"]) if match["t2"] else 0)
        return Numeral(span, tenths, 0, Form.FRACTION, "percent", step=Decimal(1 if match["t2"] else 10))
    if match["range"]:
        factor = 10 if match["r_unit"] == "割" else 1
        unit = "percent" if match["r_unit"] == "割" else COUNTERS[match["r_unit"]]
        low, high = value_of(match["low"]) * factor, value_of(match["high"]) * factor
        step = Decimal(factor) if factor > 1 else None
        return Numeral(span, low, 0, Form.DIGITS, unit, high, step) if low < high else None
    if match["fold"]:
        return Numeral(span, value_of(match["f"]), _decimals(match["f"]), Form.MULTIPLE, "times")
    if match["bare"]:
        return Numeral(span, value_of(match["b"]), _decimals(match["b"]), Form.DIGITS)
    written = match["n"]
    if written == "一" and match["counter"] == "人":
        return None  # 一人の, 一人で: a pronoun
    form = Form.WORDS if _NO_KANJI_ALONE.match(written) else Form.DIGITS
    return Numeral(span, value_of(written), _decimals(written), form, COUNTERS[match["counter"]], step=_step(written))


def _step(written: str) -> Decimal | None:
    """One in the last written place of a number that ends in a word: ten million in 38億1千万, None in 1万2345."""
    ending = re.search(rf"([.．・]\d+)?([{''.join((*_SMALL_SCALES, *_SCALES))}]+)$", written)
    if ending is None or not any(character.isdigit() for character in written):
        return None
    places = len(ending[1] or ".") - 1
    return value_of(ending[2]).scaleb(-places)
