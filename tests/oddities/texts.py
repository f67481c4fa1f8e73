"""Odd texts: sentences of a usual shape with unusual pieces in them, and pieces thrown together.

The same number gives the same text. How they are landed and checked belongs to ``check``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.oddities.pieces import ENGLISH, JAPANESE, JOINTS, JOINTS_JA

Rng = random.Random

# So that an archive with the texts passes none over; see pipelines.extraction.first_pass.
_LEADS = ("Police said ", "The National Police Agency counted ", "", "Of the minors, ", "TOKYO -- Crime: ")
_LEADS_JA = ("警察庁によると、", "児童の被害は", "", "（警察）", "犯罪の")
_SUBJECTS = (" Police.", "警察庁。")

_SHAPES = (
    "{numbers} {counted} {times}, {changes} {times}.",
    "{times}, {numbers} {units} were {ages}, {changes}.",
    "{counted} {ages} rose to {numbers} {units} {times}, and {numbers} of them, or {numbers} percent, {ages}.",
    "They lost {money} {times}, {changes} the {money} {times}.",
    "Of {numbers} {counted}, {numbers} were {ages}, {numbers} {ages} and {numbers} {counted}.",
    "{counted} numbered {numbers} {times} ({numbers} {times}).",
    "{numbers} {units} of {counted} {ages} paid {money}; {changes}.",
    "By age, {ages}: {numbers}, {ages}: {numbers} {units}, {ages}: {numbers}%.",
    "{counted} stood at {numbers} {units}, {changes} {numbers} {times}.",
    "The figure was {numbers}{units} against {numbers}{units} {times}.",
)
_SHAPES_JA = (
    "{times}の{counted}は{numbers}{units}で、{changes}となった。",
    "{ages}の{counted}が{numbers}{units}（{changes}）、{ages}が{numbers}{units}だった。",
    "{counted}{numbers}{units}のうち{ages}は{numbers}{units}、{numbers}％。",
    "被害額は{money}で、{times}の{money}から{changes}。",
    "{times}{numbers}{units}、{times}{numbers}{units}。",
    "{counted}：{numbers}{units}、{ages}：{numbers}{units}、{counted}：{numbers}{units}",
    "{ages}{counted}{numbers}{units}（{times}{numbers}{units}、{changes}）。",
)


@dataclass(frozen=True)
class OddText:
    """A text with what it is made of.

    Attributes:
        name: Its kind and number.
        published_on: As an origin file would say; None for none.
    """

    name: str
    text: str
    published_on: date | None


def odd_texts(count: int, seed: int = 1) -> Iterator[OddText]:
    """So many texts, of all kinds in turn."""
    for number in range(count):
        kind = list(_KINDS)[number % len(_KINDS)]
        rng = random.Random(f"{seed}-{number}")
        text = _KINDS[kind](rng)
        # No two are the same text, and none is passed over.
        text += f"{rng.choice(_SUBJECTS)}\n{_letters(number)}"
        yield OddText(f"{kind}-{number:06}", text, _day(rng))


def _english(rng: Rng) -> str:
    return " ".join(rng.choice(_LEADS) + _filled(rng, rng.choice(_SHAPES), ENGLISH) for _ in range(rng.randint(1, 4)))


def _japanese(rng: Rng) -> str:
    return "".join(
        rng.choice(_LEADS_JA) + _filled(rng, rng.choice(_SHAPES_JA), JAPANESE) for _ in range(rng.randint(1, 4))
    )


def _thrown_together(rng: Rng) -> str:
    pieces = [rng.choice(ENGLISH[rng.choice(list(ENGLISH))]) for _ in range(rng.randint(3, 30))]
    return "".join(piece + rng.choice(JOINTS) for piece in pieces)


def _thrown_together_japanese(rng: Rng) -> str:
    pieces = [rng.choice(JAPANESE[rng.choice(list(JAPANESE))]) for _ in range(rng.randint(3, 30))]
    return "".join(piece + rng.choice(JOINTS_JA) for piece in pieces)


def _mixed(rng: Rng) -> str:
    sentences = [rng.choice((_english, _japanese, _thrown_together, _thrown_together_japanese))(rng) for _ in range(3)]
    return rng.choice(("\n\n", " ", "")).join(sentences)


def _damaged(rng: Rng) -> str:
    """A text with characters doubled, left out, moved or put in."""
    characters = list(rng.choice((_english, _japanese, _mixed))(rng))
    for _ in range(rng.randint(1, 12)):
        place = rng.randrange(len(characters))
        characters[place] = rng.choice(
            ("", characters[place] * 2, rng.choice("0123456789０９,.%％円$()（）-~〜/\"'\n 年人件歳"))
        )
    return "".join(characters)


def _listed(rng: Rng) -> str:
    """Lines of a list or a table."""
    pieces = rng.choice((ENGLISH, JAPANESE))
    joint = rng.choice((": ", "\t", " | ", "　", " - "))
    lines = [
        joint.join(
            rng.choice(pieces[part]) for part in rng.choice((("counted", "numbers"), ("ages", "numbers", "changes")))
        )
        for _ in range(rng.randint(2, 12))
    ]
    return f"{rng.choice(pieces['counted'])} {rng.choice(pieces['times'])}\n" + "\n".join(lines)


_HEADS = (
    *("令和4年", "令和5年", "R5", "R6.1~6", "R6.13~99", "2022", "22年", "増減", "増減率（%）", "構成比", "認知件数"),
    *("被害額（千円）", "10万人当たり", "Cases", "Deaths", "Change (%)", "% of total", "Amount (million yen)", "H1"),
)
_NAMES = (
    *(
        "総数",
        "その他",
        "小学生",
        "うち少年",
        "オレオレ詐欺",
        "融資保証金詐欺",
        "20歳未満",
        "1月",
        "東京",
        "計",
        "警告",
    ),
    *("Total", "Under 20", "20 to 29", "- of which aged 65 or older", "Tokyo", "Others", "2013", "Dec"),
)
_CELLS = (
    *("1,234", "12", "0", "▲12.5", "+3", "-0.0", "△7.5%", "－", "…", "x", "12人", "252※1", "99999999999999999999"),
    *("1.2.3", "20,189 2,146", "３４", "", "±0"),
)


def _tabled(rng: Rng) -> str:
    """A table with one head or two, below a sentence that says what it is of."""
    joint, width = rng.choice(("\t", "|", "   ")), rng.randint(1, 6)
    heads = [["区分", *rng.choices(_HEADS, k=width)] for _ in range(rng.randint(1, 2))]
    rows = [[rng.choice(_NAMES), *rng.choices(_CELLS, k=width)] for _ in range(rng.randint(2, 9))]
    return f"{rng.choice((_english, _japanese))(rng)}\n\n" + "\n".join(joint.join(row) for row in (*heads, *rows))


_KINDS: dict[str, Callable[[Rng], str]] = {
    "english": _english,
    "japanese": _japanese,
    "thrown": _thrown_together,
    "thrown-ja": _thrown_together_japanese,
    "mixed": _mixed,
    "damaged": _damaged,
    "listed": _listed,
    "table": _tabled,
}


def _filled(rng: Rng, shape: str, pieces: dict[str, list[str]] | object) -> str:
    """A shape with a piece for each of its names."""
    assert isinstance(pieces, dict)
    parts = shape.split("{")
    return parts[0] + "".join(
        rng.choice(pieces[name]) + rest for name, _, rest in (part.partition("}") for part in parts[1:])
    )


def _letters(number: int) -> str:
    """A number without digits, which are what is looked at."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _day(rng: Rng) -> date | None:
    return rng.choice((None, date(2019, 3, 14) + timedelta(days=rng.randrange(-3_000, 3_000)), date(1900, 1, 1)))
