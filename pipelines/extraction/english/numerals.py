"""Stage 2: every number an English text states as a quantity, in digits or words.

Knows forms and values only: whether a number is a statistic, and of what, is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pipelines.extraction.expressions import Form, Numeral
from pipelines.extraction.model import Span

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_MULTIPLES: dict[str, int | Decimal] = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "twice": 2, "halved": Decimal("0.5"),
    "halving": Decimal("0.5"), "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "trebled": 3, "threefold": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5, "sixfold": 6,
    "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
}  # fmt: skip

_SMALL = "|".join([*_ONES, *_TENS])
_DIGIT_WORDS = "|".join(list(_ONES)[1:10])
# "thirty-eight", "nineteen": a number below 100 in words.
SMALL_NUMBER = rf"(?:(?:{'|'.join(_TENS)})[-\s](?:{_DIGIT_WORDS})|{_SMALL})"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
_WORDS = rf"(?:{SMALL_NUMBER}(?:[-\s]{_SCALE}(?:[-\s](?:and[-\s])?{SMALL_NUMBER})?)*)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))+|\d+)(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
_PERCENT = r"(?:\s?%|\s?％|[\s-]?per\s?cent(?:age)?(?!age)\b|[\s-]?percent\b|\s?pct\b|\s?pc\b)"
_POINT = r"(?:[\s-](?:percentage[\s-])?points?\b|[\s-]ppts?\b)"
_FRACTION_WORD = "|".join(list(_PARTS)[1:])
# "four times" is a multiple only where something is compared; "contacted 900 times" is a count.
_COMPARED = r"(?=\s(?:the|that|those|as|more|higher|larger|greater|what|its|their|over)\b|\s*[,.;])"
# "No one", "no more", "no doubt": no count of anything.
_NOT_ZERO = (
    r"(?!\s(?:one|more|fewer|less|smaller|larger|better|worse|longer"
    r"|doubt|room|change|limit|other|sign|data|plans?|need|way)\b)"
)
# "None of the pupils", "against none in 2015", but not "second to none".
_COUNTED_NONE = r"(?=\sof\b|\sin\s\d|\s(?:in\s)?the\s(?:previous|preceding|prior|year)\b|\sa\syear\b)"
# "Double the figure", but not "the double door".
_MEASURED = r"(?:the|that|those|what|its|their|in|from|over|since|to)\b"
_NO_RATIO = r"(?![,.]?\d|\s?(?:%|years|months|days))"

_PATTERN = re.compile(
    rf"""
      (?P<one_noun>\bone(?:\s[a-z-]+){{1,3}}?\sin\s(?:every\s)?(?P<noun_b>{_SMALL}|\d{{1,2}})\b{_NO_RATIO})
    | (?P<in_of>(?<![\w.,])(?P<in_a>{_SMALL}|\d)\s(?:in|out\sof)(?:\severy)?\s(?P<in_b>{_SMALL}|\d{{1,3}})\b{_NO_RATIO})
    | (?P<fraction>
          \b(?:(?P<parts>a|an|one|two|three|four|five|seven|nine)[-\s])(?P<part>(?:{_FRACTION_WORD})s?)\b(?!-)
        | \b(?:a\s)?(?P<half>half)\b(?!-)
        | \b(?P<quarter>quarter)\sof\b)
    | (?P<multiple>\b(?:{"|".join(_MULTIPLES)})\b(?!(?<=double|triple)\s(?!{_MEASURED})\w))
    | (?P<fold>(?<![\w.])(?P<fold_n>{_NUMBER})[-\s]?fold\b)
    | (?P<times>(?<![\w.])(?P<times_n>{_NUMBER})\stimes\b{_COMPARED})
    | (?P<zero>\b(?:no{_NOT_ZERO}|none{_COUNTED_NONE}|nobody|no\sone|not\sa\s(?:single|one)|zero)\b)
    | (?P<dozen>\b(?:(?P<dozen_n>a|{_SMALL})\s)dozen\b)
    | (?P<plain>(?<![\w,/:#])(?:(?<=[(（]-)|(?<!-))(?!(?<=\d\.)\d)
        (?P<currency>[¥￥$€£])?(?P<n>{_NUMBER})(?!(?!pct?\b)\w)(?![,.:/]\d)
        (?:\s?(?P<range>-|–|to|and)\s?(?P<n2>{_DIGITS})(?={_PERCENT}))?
        (?P<scale>[\s-]{_SCALE}\b)?
        (?P<tail>{_PERCENT}(?!{_POINT})|{_PERCENT}?{_POINT}|[\s-](?:yen|dollars|euros)\b)?
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CURRENCY = {
    "¥": "yen",
    "￥": "yen",
    "$": "us_dollars",
    "€": "euros",
    "£": "pounds",
    "yen": "yen",
    "dollars": "us_dollars",
    "euros": "euros",
}


# Every word and mark that a number can start with.
STARTS = frozenset(
    (*_ONES, *_TENS, *_MULTIPLES, "a", "an", "half", "quarter", "no", "none", "nobody", "not", *"¥￥$€£")
)


def find_numerals(text: str, span: Span, starts: Iterable[int] | None = None) -> list[Numeral]:
    """All numbers in ``text`` at ``span``, in text order and without overlap.

    Args:
        text: The text.
        span: The part of it to look at.
        starts: Where its digits and its words of ``STARTS`` begin, in text order; None to look everywhere.
    """
    found: list[Numeral] = []
    end = span.start
    for start in range(span.start, span.end) if starts is None else starts:
        if start >= end and (match := _PATTERN.match(text, start, span.end)):
            end = match.end()
            if numeral := _read(match):
                found.append(numeral)
    return found


def value_of(written: str) -> Decimal:
    """The value of a number in digits or words.

    Raises:
        ValueError: The string is not a number of this grammar.
    """
    compact = re.sub(r"(?<=\d)[, \u00a0\u2009\u202f](?=\d)", "", written.strip().lower())
    if re.fullmatch(r"\d+(?:\.\d+)?", compact):
        return Decimal(compact)
    total, group = 0, 0
    for word in re.split(r"[\s-]+", compact):
        if word == "and":
            continue
        if word in _ONES:
            group += _ONES[word]
        elif word in _TENS:
            group += _TENS[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in _SCALES:
            total += max(group, 1) * _SCALES[word]
            group = 0
        else:
            msg = f"not a number: {written!r}"
            raise ValueError(msg)
    return Decimal(total + group)


def _decimals(written: str) -> int:
    return len(written.rpartition(".")[2]) if re.search(r"\.\d+$", written) else 0


def _read(match: re.Match[str]) -> Numeral | None:
    span = Span(*match.span())
    if match["one_noun"]:
        whole = value_of(match["noun_b"])
        return Numeral(span, _percent(1 / whole), 0, Form.FRACTION, "percent") if whole > 1 else None
    if match["in_of"]:
        whole = value_of(match["in_b"])
        part = value_of(match["in_a"])
        if not whole or part > whole:
            return None
        return Numeral(span, _percent(part / whole), 0, Form.FRACTION, "percent")
    if match["fraction"]:
        if match["half"]:
            value = Decimal(50)
        elif match["quarter"]:
            value = Decimal(25)
        else:
            parts = match["parts"].lower()
            count = 1 if parts in ("a", "an") else int(value_of(parts))
            value = _percent(Decimal(count) / _PARTS[match["part"].lower().removesuffix("s")])
        return Numeral(span, value, 0, Form.FRACTION, "percent")
    if match["multiple"]:
        return Numeral(span, Decimal(_MULTIPLES[match["multiple"].lower()]), 0, Form.MULTIPLE, "times")
    for name in ("fold", "times"):
        if match[name]:
            written = match[f"{name}_n"]
            return Numeral(span, value_of(written), _decimals(written), Form.MULTIPLE, "times")
    if match["zero"]:
        return Numeral(span, Decimal(0), 0, Form.ZERO)
    if match["dozen"]:
        count = 1 if match["dozen_n"].lower() == "a" else int(value_of(match["dozen_n"]))
        return Numeral(span, Decimal(12 * count), 0, Form.WORDS)
    return _read_plain(match, span)


def _read_plain(match: re.Match[str], span: Span) -> Numeral:
    written = match["n"]
    scale = Decimal(_SCALES[match["scale"].strip(" -").lower()]) if match["scale"] else Decimal(1)
    tail = (match["tail"] or "").strip(" -").lower()
    unit = None
    if match["currency"]:
        unit = _CURRENCY[match["currency"]]
    elif tail in _CURRENCY:
        unit = _CURRENCY[tail]
    elif re.search(r"points?$|ppts?$", tail):
        unit = "percentage_points"
    elif tail:
        unit = "percent"
    form = Form.DIGITS if written[0].isdigit() else Form.WORDS
    upper = value_of(match["n2"]) * scale if match["n2"] else None
    decimals = _decimals(written)
    step = scale.scaleb(-decimals) if match["scale"] else None
    return Numeral(span, value_of(written) * scale, decimals, form, unit, upper, step)


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal("0.0001")).normalize() + Decimal(0)
