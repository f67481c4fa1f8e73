"""Numbers that name or measure something other than a statistic: ages, dates, laws, scores, recipes.

An age label carries the code of its age group; every other label only says why its number is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from pipelines.extraction import ages
from pipelines.extraction.english.numerals import SMALL_NUMBER, value_of
from pipelines.extraction.expressions import Label
from pipelines.extraction.model import Span
from pipelines.extraction.scanning import Rows, row, scan
from pipelines.extraction.vocabulary import normal

_AGE = rf"(?:(?:1[0-2]\d|\d{{1,2}})(?![\d,.]*\d)|{SMALL_NUMBER})"
_YEARS_OLD = r"(?:\syears?(?:\sold|\sof\sage)?)?"
_PEOPLE = "".join(
    rf"|(?<={word}\s)"
    for word in (
        *("people", "person", "persons", "children", "minors", "youth", "youths", "youngsters", "girls", "boys", "men"),
        *("women", "victims", "those", "users", "residents", "drivers", "pupils", "students", "offenders", "suspects"),
        *("juveniles", "teenagers", "teens"),
    )
)[1:]
# "Stayed below 60", "just under 20": a number that was not reached, and no age.
_NO_LEVEL = "".join(
    rf"(?<!\b{verb}\s)"
    for verb in (
        *(
            "stayed",
            "remained",
            "fell",
            "dropped",
            "kept",
            "just",
            "well",
            "to",
            "dropping",
            "falling",
            "sinking",
            "drop",
        ),
        *(
            "declining",
            "slipped",
            "slipping",
            "dipped",
            "dipping",
            "sank",
            "sunk",
            "fall",
            "decline",
            "staying",
            "remaining",
        ),
    )
)
_NOT_COUNTED = r"(?!\s?(?:%|percent|pct|per\scent|cases|yen|million|billion|times)|[,.]?\d)"
_DECADES = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]


def find_labels(text: str, span: Span, words: Set[str] | None = None) -> list[Label]:
    """Labels in ``text`` at ``span``, which has these normal words: ages first, then the rest; in text order."""
    found = scan(_ROWS, text, span, words)
    told = next((label for label in found if label.age_group and label.span.of(text).endswith("years old")), None)
    if told is None:
        return found
    start = told.span.end
    also = [_one_age(match, Span(*match.span("age"))) for match in _ALSO_AGED.finditer(text, start, span.end)]
    new = [label for label in also if not any(label.span.overlaps(one.span) for one in found)]
    return sorted([*found, *new], key=lambda label: label.span)


def _decade(match: re.Match[str], span: Span) -> Label:
    word = match["decade"].lower()
    first = (_DECADES.index(word) + 2) * 10 if word in _DECADES else 10 if word == "teens" else int(word[:-1])
    return ages.age_label(span, ages.decade(first))


def _decade_of_people(match: re.Match[str], span: Span) -> Label:
    word = match["word"]
    first = (_DECADES.index(word.lower()) + 2) * 10 if word else int(match["decade"][:-1])
    return ages.age_label(span, ages.decade(first))


def _year_old(match: re.Match[str], span: Span) -> Label:
    low = int(value_of(match["low"]))
    code = ages.between(low, int(value_of(match["high"])) if match["high"] else low)
    is_plural = match.group().lower().endswith("s")
    return ages.age_label(span, code, Span(*match.span("low")), counts_people=is_plural)


def _bound(match: re.Match[str], span: Span) -> Label:
    bound = ages.and_over if match["side"].lower() in ("older", "over", "above", "up", "more") else ages.and_under
    return ages.age_label(span, bound(int(value_of(match["age"]))))


def _no_more_than(match: re.Match[str], span: Span) -> Label:
    bound = ages.and_under if match["side"].lower() == "older" else ages.and_over
    return ages.age_label(span, bound(int(value_of(match["age"]))))


def _range(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, ages.between(int(value_of(match["low"])), int(value_of(match["high"]))))


def _beyond(match: re.Match[str], span: Span) -> Label:
    """People "over 65" are those of 65 and more, as the agency counts them; "older than 13" begins at 14."""
    age, side = int(value_of(match["age"])), match["side"].lower()
    if side in ("under", "below", "younger than"):
        return ages.age_label(span, ages.under(age))
    return ages.age_label(span, ages.and_over(age + (side == "older than")))


def _not_yet(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, ages.under(int(value_of(match["age"]))))


def _bare_age(match: re.Match[str], _span: Span) -> Label:
    return ages.age_label(Span(*match.span("age")), f"age_{int(match['age'])}")


def _one_age(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, f"age_{int(value_of(match['age']))}")


# Words that a text must have, pattern, reader.
_AGE_SOURCES: tuple[tuple[str, str, Callable[[re.Match[str], Span], Label]], ...] = (
    # in their late teens; in their 20s
    (
        "their his her & 0 teen " + " ".join(normal(word) for word in _DECADES),
        rf"\bin\s(?:their|his|her)\s(?:early\s|late\s|mid-?\s?)?(?P<decade>\d0s|teens|{'|'.join(_DECADES)})\b",
        _decade,
    ),
    # the thirties; in the 20s
    (
        "the & s " + " ".join(normal(word) for word in _DECADES),
        rf"\b(?:in\sthe\s(?P<decade>[1-9]0s)|(?:in\s)?the\s(?P<word>{'|'.join(_DECADES)}))\b",
        _decade_of_people,
    ),
    # 20s: 2,540, a row of a list
    ("0 & s & :", r"(?<![\w’'])(?P<decade>[1-9]0s)(?=\s?:)", _decade),
    # those in their 40s with 5,419, 30s 4,603 and 20s 3,353
    ("0 & s & their", r"(?<![\w’'-])(?P<decade>[2-9]0s)\b", _decade),
    # no older than 13
    (
        "older younger",
        rf"\bno\s(?P<side>older|younger)\sthan\s(?P<age>{_AGE})\b{_NOT_COUNTED}",
        _no_more_than,
    ),
    # 16 or 17 years old; 14- and 15-year-olds
    ("year & old & or and", rf"\b(?P<low>{_AGE})-?\s(?:or|and)\s(?P<high>{_AGE})[-\s]years?[-\s]olds?\b", _range),
    # had not reached 18
    (
        "reached reaching reach",
        rf"\b(?:not\s(?:yet\s)?reached|yet\sto\sreach|before\sreaching)\s(?:the\sage\sof\s)?(?P<age>{_AGE})\b{_NOT_COUNTED}",
        _not_yet,
    ),
    # a girl of 10; the most frequent age was seventeen
    ("girl boy daughter son & of & 0", r"\b(?:girl|boy|daughter|son)\sof\s(?P<age>\d{1,2})\b(?![,.]\d)", _one_age),
    ("age", rf"(?<!average\s)(?<!mean\s)(?<!median\s)\bage\swas\s(?P<age>{_AGE})\b{_NOT_COUNTED}(?![.]\d)", _one_age),
    # had yet to turn 16; not yet 1 year old
    (
        "turn turned turning yet",
        rf"\b(?:yet\sto\sturn|not\s(?:yet\s)?turned|not\syet|before\sturning)\s(?P<age>{_AGE}){_YEARS_OLD}\b{_NOT_COUNTED}",
        _not_yet,
    ),
    # an eight-year-old; 16-year-olds; 13- to 15-year-olds
    (
        "year & old",
        rf"(?<!under\s)(?<!below\s)(?<!over\s)(?<!than\s)(?<!\d\.)\b(?P<low>{_AGE})(?:-?\sto\s|-to-)?(?P<high>(?<=to[\s-])\d{{1,3}})?[-\s]years?[-\s]olds?\b",
        _year_old,
    ),
    # 65 or older; aged 13 and under
    (
        "older over above up more younger under below less & or and",
        rf"\b(?:aged?\s|ages\s|of\s)?(?P<age>{_AGE}){_YEARS_OLD}\s(?:or|and)\s"
        r"(?P<side>older|over|above|up(?!\s\d)|more|younger|under|below|less)\b",
        _bound,
    ),
    # aged 15 to 29; people between 10 and 19; between the ages of 10 and 19
    (
        "age aged",
        rf"\b(?:aged|ages?)\s(?:between\s|from\s)?(?P<low>{_AGE})\s?(?:to|and|-|–)\s?(?P<high>{_AGE})\b",
        _range,
    ),
    (
        "from between & to and",
        rf"(?:{_PEOPLE})(?:from|between)(?:\sthe\sages\sof)?\s(?P<low>{_AGE})\s(?:to|and)\s(?P<high>{_AGE})\b{_NOT_COUNTED}",
        _range,
    ),
    ("age & between", rf"\bbetween\sthe\sages\sof\s(?P<low>{_AGE})\sand\s(?P<high>{_AGE})\b", _range),
    # between 14 and 18 in age
    ("age & between", rf"\bbetween\s(?P<low>{_AGE})\sand\s(?P<high>{_AGE})\s(?:in|of)\sage\b", _range),
    # was 15 when it happened
    ("when & 0", r"(?<=\bwas\s)(?P<age>\d{1,2})(?=\swhen\b)", _one_age),
    # under-18s
    ("under & 0", r"\b(?P<side>under)-(?P<age>\d{1,2})s?\b", _beyond),
    # babies less than a year old; in their first year of life
    (
        "year & old life first",
        r"\b(?:less\sthan|under|below)\s(?:a|one|1)\syear\s(?:old|of\sage)\b|\bin\stheir\sfirst\syear(?:\sof\slife)?\b",
        lambda _match, span: ages.age_label(span, ages.under(1)),
    ),
    # under 12; younger than 13; people over 65
    (
        "under below younger older",
        rf"{_NO_LEVEL}\b(?:(?:aged|ages?)\s)?(?P<side>under|below|younger\sthan|older\sthan)\s(?:the\sage\sof\s)?"
        rf"(?P<age>{_AGE}){_YEARS_OLD}\b{_NOT_COUNTED}",
        _beyond,
    ),
    (
        "over",
        rf"(?:(?<=people\s)|(?<=those\s)|(?<=aged\s)|(?<=were\s)|(?<=women\s)|(?<=drivers\s))"
        rf"(?P<side>over)\s(?P<age>{_AGE}){_YEARS_OLD}\b{_NOT_COUNTED}",
        _beyond,
    ),
    # aged 12; the age of 16
    ("age aged", rf"(?<!average\s)\b(?:aged|ages?)\s(?P<age>{_AGE})\b{_NOT_COUNTED}", _one_age),
    # 25.9 percent of the victims were 16, 24.4 percent 17 and 18.0 percent 15
    (
        "percent pct % & were & 0",
        r"(?:%|percent|pct|per\scent)\sof\s(?:the\s)?[^.,;\d]{3,70}\swere\s(?P<age>1\d|[6-9])(?=\sand\s|[,;.]?(?:\s|$))",
        _bare_age,
    ),
    (
        "percent pct % & were & 0",
        r"(?:(?<=%)|(?<=percent)|(?<=pct)|(?<=per\scent))\s(?P<age>1\d|[6-9])(?=\sand\s|[,;.](?:\s|$)|$)",
        _bare_age,
    ),
    # 28 percent were 16; of them 44 were 15
    (
        "were & 0",
        r"(?:(?<=\d)|(?<=percent)|(?<=pct)|(?<=per\scent)|(?<=half)|(?<=third)|(?<=quarter))"
        r"\swere\s(?P<age>1\d|[6-9])(?=\sand\s|[,;.]?(?:\s|$))",
        _bare_age,
    ),
    ("age & 0", r"(?<!average\s)(?<!mean\s)\bage\sof\s(?P<age>\d{1,3})\b", _one_age),
)
# 61 were 12 years old, 44 were 11 and 22 were 10
_ALSO_AGED = re.compile(r"\bwere\s(?P<age>\d{1,2})(?=\sand\s|[,;.]?(?:\s|$))")
_PHYSICAL_UNITS = (
    r"(?:grams?|g|kg|kilograms?|mg|ml|cl|lit(?:er|re)s?|cm|mm|km|kilomet(?:er|re)s?|centimet(?:er|re)s?|met(?:er|re)s?"
    r"|kph|mph|km/h|miles?|inch(?:es)?|feet|cups?|tablespoons?|teaspoons?|tbsp|tsp|degrees?|pages?|ounces?|pounds?|hectares?)"
)
_NUMBER = r"\d+(?:[.,]\d+)*"

# "Per 1,000 households": a rate, with what it is per.
_RATES = {
    "100,000": "per_100000",
    "100 000": "per_100000",
    "10,000": "per_10000",
    "1,000": "per_1000",
    "thousand": "per_1000",
    "million": "per_1000000",
    "one million": "per_1000000",
    "1 million": "per_1000000",
    "100": "per_100",
}


def _rate(match: re.Match[str], span: Span) -> Label:
    return Label(span, "rate_denominator", rate=_RATES[match["of"].lower()])


# Why a number is no quantity of a statistic; the first pattern that covers it names the reason.
_OTHER_SOURCES: tuple[tuple[str, str, str], ...] = (
    (
        "identifier",
        "http https www com jp org net @",
        r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|\b\w+\.(?:com|jp|org|net)\b(?:/\S*)?",
    ),
    (
        "law_or_article",
        "article section clause paragraph chapter & 0",
        r"\b(?:article|section|clause|paragraph|chapter)s?\s\d+(?:[-.]\d+)*\b",
    ),
    # Fig. 7-2-1-1; Table 3
    ("reference", "fig figure table chart & 0", r"\b(?:fig|figure|table|chart)s?\.?\s\d+(?:[-.]\d+)*\b"),
    # (1) at the head of a line
    ("reference", "( & 0", r"(?<![^\s•])\(\d{1,2}\)(?=\s+[A-Z])"),
    # No. 5, #9110; COVID-19, G7; 03-1234-5678
    ("reference", "p pp & 0", r"\bpp?\.\s?\d+(?:-\d+)?"),
    # - 87 - at the foot of a page; *2 before a note
    ("reference", "- & 0", r"(?:^|(?<=\s))[-–]\s\d{1,4}\s[-–]\s*$"),
    (
        "reference",
        "0",
        r"(?:(?<=\n)|(?<=notes: )|(?<=note: ))\d{1,2}\.(?=\s[\"“]?(?-i:[A-Z]))|\bnotes?\s\d{1,2}(?=[:.])",
    ),
    ("reference", "* & 0", r"(?:^|(?<=\s))[*※]\d{1,2}(?=\s)"),
    ("identifier", "0", r"\bnos?\.\s?\d+|(?<!\w)#\d+|\b(?!FY\d)(?-i:[A-Z][A-Za-z]*)-?\d+\b(?!,\d)"),
    ("identifier", "0 & -", r"\b\d{2,4}-\d{2,4}-\d{3,4}\b|\b\d{5,}-\d+\b"),
    (
        "identifier",
        "call dial dialing hotline phone emergency ext extension & 0",
        r"\b(?:call|dial|dialing|hotline|phone|emergency|ext\.?|extension)\s(?:number\s(?:is\s)?)?#?\d{3,5}\b",
    ),
    ("clock_time", "0 & : am pm a p", r"\b\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?"),
    ("reference", "digit", rf"\b(?:\d+|{SMALL_NUMBER})-digit\b"),
    ("ordinal", "0 & st nd rd th", r"\b\d+(?:st|nd|rd|th)\b"),
    # several hundred, dozens of: roughly how many
    (
        "vague",
        "dozen hundred thousand million score couple handful",
        r"\b(?:several|a\sfew|many|countless|tens\sof|hundreds\sof)\s(?:dozen|hundred|thousand|million|billion)s?\b"
        r"|\b(?:dozens|hundreds|thousands|millions|scores)\b|\ba\s(?:couple|handful)\sof\b",
    ),
    (
        "quantity",
        "0 ¼ ½ ¾ ⅓ ⅔ ⅛",
        rf"(?:(?:{_NUMBER}\s?(?:-|–|to)\s?)?{_NUMBER}|[¼½¾⅓⅔⅛])\s?-?{_PHYSICAL_UNITS}\b|[¼½¾⅓⅔⅛]",
    ),
    (
        "duration",
        "year month week day hour minute second decade inning round",
        rf"(?<!\d\.)\b(?:\d+(?!\.\d)|{SMALL_NUMBER}|half\san?|half-an|half(?=-year)|several)(?:\s(?:to|or|and)\s(?:\d+|{SMALL_NUMBER}))?[-\s]"
        r"(?:calendar\s|full\s|straight\s|consecutive\s)?"
        r"(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|innings?|rounds?)\b(?![-\s]old)",
    ),
    (
        "score",
        "0 & - /",
        r"(?<![\d.,-])\d{1,2}-\d{1,2}(?:/\d)?(?![\d,-]|\.\d)"
        r"(?!\s?(?:%|percent|pct|per\scent)|\s(?:thousand|million|billion|trillion|cases|people|victims|children|minors)\b)"
        r"|\b\d+/\d+\b",
    ),
    ("duration", "0 & s", r"\b\d0s\b"),
)


def _other(disposition: str) -> Callable[[re.Match[str], Span], Label]:
    return lambda _match, span: Label(span, disposition)


_ROWS = Rows(
    (
        *(row(needs, source, read, re.IGNORECASE) for needs, source, read in _AGE_SOURCES),
        row(
            "per every",
            rf"\b(?:per|for\severy|out\sof\severy|in\severy)\s(?P<of>{'|'.join(_RATES)})\b(?![,.]?\d|\s?(?:percent|%))",
            _rate,
            re.IGNORECASE,
        ),
        *(row(needs, source, _other(disposition), re.IGNORECASE) for disposition, needs, source in _OTHER_SOURCES),
    )
)
