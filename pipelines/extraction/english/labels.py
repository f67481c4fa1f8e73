"""Numbers that name or measure something other than a statistic: ages, dates, laws, scores, recipes.

An age label carries the code of its age group; every other label only says why its number is no figure.
"""

from __future__ import annotations

import re

from pipelines.extraction.english.numerals import value_of
from pipelines.extraction.expressions import Label
from pipelines.extraction.model import Span

# Ages that bound the population of these statistics: minors (section 8 of the labelling guide).
_POPULATION = {"under_18", "under_20", "age_17_and_under", "age_19_and_under"}

_AGE = r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_PEOPLE = r"(?:people|persons?|children|minors|youths?|youngsters|girls|boys|men|women|victims|those|users|residents|drivers|pupils|students|residents|offenders|suspects)"
_OLDER = r"(?:older|over|above|up|more)"
_YOUNGER = r"(?:younger|under|below|less)"
_NOT_COUNT = r"(?!\s?(?:%|percent|pct|per\scent|cases|yen|million|billion|times)|[,.]?\d)"

_AGES = re.compile(
    rf"""
      (?P<decade>\b(?:in\s(?:their|his|her)\s)(?:early\s|late\s|mid-?\s?)?(?P<dec>\d0s|teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b)
    | (?P<old>\b(?P<o1>{_AGE})(?:-?\sto\s-?|-to-|-\sand\s|-)?(?P<o2>(?<=to-)\d{{1,3}}|(?<=to\s)\d{{1,3}})?[-\s]years?[-\s]olds?\b)
    | (?P<bound>\b(?:aged?\s|ages\s|of\s)?(?P<b>{_AGE})(?:\syears(?:\sold|\sof\sage)?)?\s(?:or|and)\s(?:(?P<b_old>{_OLDER})|(?P<b_young>{_YOUNGER}))\b)
    | (?P<range>\b(?:aged|ages|age)\s(?:between\s|from\s)?(?P<r1>{_AGE})\s?(?:to|and|-|–)\s?(?P<r2>{_AGE})\b
        |\b(?<=\b)(?:{_PEOPLE}|students)\s(?:from|between)(?:\sthe\sages\sof)?\s(?P<r3>{_AGE})\s(?:to|and)\s(?P<r4>{_AGE})\b{_NOT_COUNT}
        |\bbetween\sthe\sages\sof\s(?P<r5>{_AGE})\sand\s(?P<r6>{_AGE})\b)
    | (?P<under>\b(?:(?:aged|age|ages)\s)?(?P<u_what>under|below|younger\sthan|older\sthan|(?<=people\s)over|(?<=those\s)over|(?<=aged\s)over|(?<=were\s)over|(?<=women\s)over|(?<=drivers\s)over)\s(?:the\sage\sof\s)?(?P<u>{_AGE})(?:\syears\s(?:old|of\sage))?\b{_NOT_COUNT})
    | (?P<aged>\b(?:aged|age|ages)\s(?P<a>{_AGE})\b{_NOT_COUNT})
    | (?P<from>\bage\sof\s(?P<f>\d{{1,3}})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DECADES = {
    word: f"{number}0s"
    for number, word in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2
    )
}

# Why a number is no quantity of a statistic; the first pattern that covers it names the reason.
_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (disposition, re.compile(pattern, re.IGNORECASE))
    for disposition, pattern in (
        ("identifier", r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|\b\w+\.(?:com|jp|org|net)\b(?:/\S*)?"),
        ("law_or_article", r"\b(?:article|section|clause|paragraph|chapter)s?\s\d+(?:[-.]\d+)*\b"),
        (
            "identifier",
            r"\bnos?\.\s?\d+|(?<!\w)#\d+|\b(?=[A-Z])(?-i:[A-Z][A-Za-z]*)-?\d+\b(?!,\d)|\b\d{2,4}-\d{2,4}-\d{3,4}\b|\b\d{5,}-\d+\b",
        ),
        ("clock_time", r"\b\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?"),
        ("ordinal", r"\b\d+(?:st|nd|rd|th)\b"),
        (
            "rate_denominator",
            r"\b(?:per|for\severy|out\sof\severy)\s(?:100,000|10,000|1,000|one\smillion|100)\b(?!\s?(?:percent|%))",
        ),
        (
            "quantity",
            r"(?:(?:\d+(?:[.,]\d+)*\s?(?:-|–|to)\s?)?\d+(?:[.,]\d+)*|[¼½¾⅓⅔⅛])\s?-?(?:grams?|g|kg|kilograms?|mg|ml|cl|lit(?:er|re)s?|cm|mm|km|kilomet(?:er|re)s?|centimet(?:er|re)s?|met(?:er|re)s?|miles?|inch(?:es)?|feet|cups?|tablespoons?|teaspoons?|tbsp|tsp|degrees?|pages?|ounces?|pounds?|hectares?)\b",
        ),
        ("quantity", r"[¼½¾⅓⅔⅛]"),
        (
            "duration",
            rf"\b(?:\d+(?:\.\d+)?|{_AGE}|half\san?|half-an|several)(?:\s(?:to|or|and)\s(?:\d+|{_AGE}))?[-\s](?:calendar\s|full\s|straight\s|consecutive\s)?(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|innings?|rounds?)\b(?![-\s]old)",
        ),
        ("score", r"(?<![\d.,-])\d{1,2}-\d{1,2}(?:/\d)?(?![\d,-])(?!\s?(?:%|percent|pct|per\scent))|\b\d+/\d+\b"),
        ("duration", r"\b\d0s\b"),
    )
)


def find_labels(text: str, span: Span) -> list[Label]:
    """Labels in ``text`` at ``span``: ages first, then the rest; in text order, without overlap."""
    labels = [_read_age(match) for match in _AGES.finditer(text, span.start, span.end)]
    for disposition, pattern in _OTHERS:
        for match in pattern.finditer(text, span.start, span.end):
            found = Span(*match.span())
            if not any(found.overlaps(label.span) for label in labels):
                labels.append(Label(found, disposition))
    return sorted(labels, key=lambda label: label.span)


def _read_age(match: re.Match[str]) -> Label:
    span = Span(*match.span())
    if match["decade"]:
        word = match["dec"].lower()
        return Label(span, "age_label", "teens" if word in ("teens", "10s") else _DECADES.get(word, word))
    if match["old"]:
        low = int(value_of(match["o1"]))
        high = int(value_of(match["o2"])) if match["o2"] else low
        code = f"age_{low}_to_{high}" if high != low else f"age_{low}"
        plural = match.group().lower().endswith("s")
        return Label(span, "age_label", code, counts_people=plural, age=Span(*match.span("o1")))
    if match["bound"]:
        code = f"age_{int(value_of(match['b']))}_and_{'over' if match['b_old'] else 'under'}"
    elif match["range"]:
        pair = [match[name] for name in ("r1", "r2", "r3", "r4", "r5", "r6") if match[name]]
        low, high = (int(value_of(written)) for written in pair)
        code = "teens" if (low, high) == (10, 19) else f"age_{low}_to_{high}"
    elif match["under"]:
        age = int(value_of(match["u"]))
        code = f"under_{age}" if match["u_what"].lower() in ("under", "below", "younger than") else f"over_{age}"
    else:
        code = f"age_{int(value_of(match['a'] or match['f']))}"
    if code in _POPULATION:
        return Label(span, "age_label", code, is_population=True)
    return Label(span, "age_label", code)
