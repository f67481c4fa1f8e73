"""Stage 2: every number an English text states as a quantity, in digits or words.

Knows forms and values only: whether a number is a statistic, and of what, is decided later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pipelines.extraction.expressions import Form, Label, Numeral
from pipelines.extraction.model import Qualifier, Span

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
_WORDS = (
    rf"(?:{SMALL_NUMBER}\spoint(?:\s(?:zero|{_DIGIT_WORDS}))+(?:\s{_SCALE})?"
    rf"|{SMALL_NUMBER}[-\s]and[-\s]a[-\s](?:half|quarter)(?:[-\s]{_SCALE})?"
    rf"|(?:a\s(?=hundred|thousand|million|billion)|{SMALL_NUMBER}(?=[-\s]{_SCALE}))"
    rf"(?:[-\s]?{_SCALE}(?:[-\s](?:and[-\s])?{SMALL_NUMBER}(?![-\s](?:percent|per\scent|years?|yen)))?)+"
    rf"|half\sa[n]?\s(?:hundred|thousand|million|billion)"
    rf"|{SMALL_NUMBER})"
)
# Digits with whatever joins them: more than a well-formed number has, so that a malformed one is seen as a whole.
_DIGITS = (
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?!\d))+(?:\.\d+)?|\d+(?:[.,]\d+)*[¼½¾]?|[¼½¾](?=\s(?:million|billion)))"
)
_WELL_FORMED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?[¼½¾]?|[¼½¾]")
_NUMBER = rf"(?:{_DIGITS}|{_WORDS})"
_PERCENT = r"(?:\s?%|\s?％|[\s-]?per\s?cent(?:age)?(?!age)\b|[\s-]?percent\b|\s?pct\b|\s?pc\b)"
_POINT = r"(?:(?:\sof\sa)?[\s-](?:percentage[\s-])?points?\b|[\s-]ppts?\b)"
# "3.2bn", "12k"; "200m" only of money or of people.
_SHORT_SCALE = r"(?:(?:k|bn|mn|tn|b)\b|m\b(?=\s(?:yen|people|users|victims|children))|(?(currency)m\b|(?!)))"
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_CURRENCY_MARK = r"(?:(?:US|AU?|CA?|SG?|HK|NT|NZ|R)?\$|[¥€£₩]|(?:USD|AUD|EUR|GBP|JPY)\s?(?=\d))"
_CURRENCY_NAME = (
    r"(?:yen|(?:US|U\.S\.|American)\sdollars|(?:Australian|Canadian|Hong\sKong|Singapore|New\sZealand|Taiwan)\sdollars"
    r"|dollars|euros|yuan)"
)
_FRACTION_WORD = "|".join(list(_PARTS)[1:])
# "four times" is a multiple only where something is compared; "contacted 900 times" is a count.
_COMPARED = (
    r"(?=\s(?:since|in\s(?:the\s)?(?:past\s|last\s)?\w+\syears|compared|the|that|those|as|more|higher|larger|greater"
    r"|what|its|their|over)\b|\s*[,.;])"
)
# "No one", "no more", "no doubt": no count of anything.
_NOT_ZERO = (
    r"(?!\s(?:one|more|fewer|less|smaller|larger|better|worse|longer"
    r"|doubt|room|change|limit|other|sign|data|plans?|need|way)\b)"
)
# "None of the pupils", "against none in 2015", but not "second to none".
_COUNTED_NONE = r"(?=\sof\b|\s(?:was|were)\b|\sin\s\d|\s(?:in\s)?the\s(?:previous|preceding|prior|year)\b|\sa\syear\b)"
# "Double the figure", but not "the double door".
_MEASURED = r"(?:the|that|those|what|its|their|in|from|over|since|to)\b"
_NO_RATIO = r"(?![,.]?\d|\s?(?:%|years|months|days))"

_PATTERN = re.compile(
    rf"""
      (?P<one_noun>\bone(?:\s[a-z-]+){{1,3}}?\sin\s(?:every\s)?(?P<noun_b>{_SMALL}|\d{{1,2}})\b{_NO_RATIO})
    | (?P<in_of>(?<![\w.,])(?P<in_a>{_SMALL}|\d)\s(?:in|out\sof)(?:\severy)?\s(?P<in_b>{_SMALL}|\d{{1,3}})\b{_NO_RATIO})
    | (?P<fraction>
          \b(?:(?P<parts>a|an|one|two|three|four|five|seven|nine)[-\s])(?P<part>(?:{_FRACTION_WORD})s?)\b(?!-)
        | \b(?:a\s)?(?P<half>half)\b(?!-|\san?\s(?:dozen|hundred|thousand|million|billion)\b)
        | \b(?P<quarter>quarter)\sof\b)
    | (?P<multiple>\b(?:{"|".join(_MULTIPLES)})\b(?!(?<=double|triple)\s(?!{_MEASURED})\w))
    | (?P<fold>(?<![\w.])(?P<fold_n>{_NUMBER}|{_SMALL})[-\s]?fold\b)
    | (?P<times>(?<![\w.])(?P<times_n>{_NUMBER})\stimes\b{_COMPARED})
    | (?P<factor>\ba\sfactor\sof\s(?:about\s|around\s|nearly\s)?(?P<factor_n>{_NUMBER})\b)
    | (?P<zero>\b(?:no{_NOT_ZERO}|none{_COUNTED_NONE}|nobody|no\sone|not\sa\s(?:single|one)|zero)\b)
    | (?P<dozen>\b(?:(?P<dozen_n>a|half\sa|{_SMALL})\s)dozen\b)
    | (?P<plain>(?<![\w#\ufffd])(?!(?<=\d[,/:.])\d)(?:(?<=[(（\s]-)|(?<!-))
        (?P<currency>{_CURRENCY_MARK})?(?P<n>{_NUMBER})(?P<short>{_SHORT_SCALE})?(?!(?!pct?\b)\w|\ufffd)(?![:/]\d)
        (?P<plus>\+|-plus\b)?
        (?:[-–](?P<n2>{_DIGITS})(?P<short2>{_SHORT_SCALE})?(?!(?!pct?\b)\w)(?![,.:/-]\d))?
        (?P<scale>[\s-]{_SCALE}\b)?(?P<plus2>-plus\b)?
        (?P<tail>{_PERCENT}(?!{_POINT})|{_PERCENT}?{_POINT}|[\s-]{_CURRENCY_NAME}\b)?
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CURRENCIES = {"¥": "yen", "jpy": "yen", "yen": "yen", "$": "us_dollars", "us$": "us_dollars", "usd": "us_dollars"}
_OWN_DOLLARS = ("dollars", "us dollars", "u.s. dollars", "american dollars")


# Every word and mark that a number can start with.
STARTS = frozenset(
    (
        *(*_ONES, *_TENS, *_MULTIPLES, "a", "an", "half", "quarter", "no", "none", "nobody", "not", *"¥$€£₩¼½¾"),
        *(f"{word}fold" for word in (*_ONES, *_TENS)),
        *("us", "au", "c", "ca", "s", "sg", "hk", "nt", "nz", "r", "usd", "aud", "eur", "gbp", "jpy"),
    )
)


class Read(NamedTuple):
    """What the numbers of a stretch of text are: quantities, and what only looks like one."""

    numerals: list[Numeral]
    labels: list[Label]


def read_numerals(text: str, span: Span, starts: Iterable[int] | None = None) -> Read:
    """All numbers in ``text`` at ``span``, in text order and without overlap.

    Args:
        text: The text.
        span: The part of it to look at.
        starts: Where its digits and its words of ``STARTS`` begin, in text order; None to look everywhere.
    """
    read = Read([], [])
    end = span.start
    for start in range(span.start, span.end) if starts is None else starts:
        if start >= end and (match := _PATTERN.match(text, start, span.end)):
            end = match.end()
            try:
                if numeral := _read(match):
                    read.numerals.append(numeral)
            except ValueError:
                read.labels.append(Label(Span(*match.span()), "unresolved"))
    return read


def value_of(written: str) -> Decimal:
    """The value of a number in digits or words: 1,665, "a hundred and two", "five point three thousand", 1½.

    Raises:
        ValueError: The string is not a number of this grammar: 1,66, "two hundred thousand hundred".
    """
    compact = re.sub(r"(?<=\d)[\u00a0\u2009\u202f](?=\d)", " ", written.strip().lower())
    if compact[0].isdigit() or compact in _VULGAR:
        if not _WELL_FORMED.fullmatch(compact):
            raise ValueError(_no_number(written))
        part = _VULGAR.get(compact[-1], Decimal(0))
        return Decimal(re.sub(r"[, ]", "", compact.rstrip("".join(_VULGAR))) or 0) + part
    words = [word for word in re.split(r"[\s-]+", compact) if word not in ("and", "a", "an")]
    if words[0] == "half":
        return _SCALES[words[1]] / Decimal(2)
    if "point" in words:
        point = words.index("point")
        scale = _SCALES.get(words[-1], 1)
        digits = "".join(str(_ONES[word]) for word in words[point + 1 :] if word in _ONES)
        return (value_of(" ".join(words[:point])) + Decimal(f"0.{digits}")) * scale
    total, group, last_scale = Decimal(0), Decimal(0), None
    for word in words:
        if word in _ONES or word in _TENS:
            group += _ONES[word] if word in _ONES else _TENS[word]
        elif word in ("half", "quarter"):
            group += Decimal(1) / _PARTS[word]
        elif word == "hundred":
            group = max(group, Decimal(1)) * 100
        elif word in _SCALES and (last_scale is None or _SCALES[word] < last_scale):
            last_scale = _SCALES[word]
            total += max(group, Decimal(1)) * last_scale
            group = Decimal(0)
        else:
            raise ValueError(_no_number(written))
    return total + group


_VULGAR = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}


def _no_number(written: str) -> str:
    return f"not a number: {written!r}"


def _decimals(written: str) -> int:
    return len(written.rpartition(".")[2]) if re.search(r"\.\d+$", written) else 0


def _read(match: re.Match[str]) -> Numeral | None:
    """What a match states.

    Raises:
        ValueError: A part of it is no number.
    """
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
    for name in ("fold", "times", "factor"):
        if match[name]:
            written = match[f"{name}_n"]
            return Numeral(span, value_of(written), _decimals(written), Form.MULTIPLE, "times")
    if match["zero"]:
        return Numeral(span, Decimal(0), 0, Form.ZERO)
    if match["dozen"]:
        written = match["dozen_n"].lower()
        dozens = {"a": Decimal(1), "half a": Decimal("0.5")}.get(written) or value_of(written)
        return Numeral(span, 12 * dozens, 0, Form.WORDS)
    return _read_plain(match, span)


def _read_plain(match: re.Match[str], span: Span) -> Numeral:
    written = match["n"]
    scale = Decimal(_scale(match["short"] or match["short2"] or match["scale"] or ""))
    form = Form.DIGITS if not written[0].isalpha() else Form.WORDS
    value = value_of(written)
    qualifier = Qualifier.AT_LEAST if match["plus"] or match["plus2"] else None
    has_step = scale > 1 or (form is Form.WORDS and not value % 1000 and value > 0)
    decimals = _decimals(match["n2"] or written)
    unit = _unit(match)
    if match["n2"]:
        upper = value_of(match["n2"])
        if value >= upper:
            raise ValueError(_no_number(match.group()))
        step = scale.scaleb(-decimals) if scale > 1 else None
        return Numeral(span, value * scale, decimals, form, unit, upper * scale, step, qualifier)
    step = (scale if scale > 1 else _last_place(value)).scaleb(-decimals) if has_step else None
    return Numeral(span, value * scale, decimals, form, unit, None, step, qualifier)


def _last_place(value: Decimal) -> Decimal:
    """One in the last place of a round number in words: a thousand in "five point three thousand"."""
    return Decimal(10) ** int(value.normalize().as_tuple().exponent)


def _scale(written: str) -> int:
    name = written.strip(" -").lower()
    return _SHORT_SCALES.get(name) or _SCALES.get(name, 1)


def _unit(match: re.Match[str]) -> str | None:
    mark, tail = (match["currency"] or "").strip().lower(), (match["tail"] or "").strip(" -").lower()
    if mark:
        return _CURRENCIES.get(mark, "other_currency")
    if re.search(r"points?$|ppts?$", tail):
        return "percentage_points"
    if re.search(r"%|％|cent|pct|pc$", tail):
        return "percent"
    if tail in _OWN_DOLLARS:
        return "us_dollars"
    return _CURRENCIES.get(tail, "other_currency") if tail else None


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal("0.0001")).normalize() + Decimal(0)
