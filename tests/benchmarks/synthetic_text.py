"""An article that writes itself: wordings to choose from, and the landing rows of what was written.

What is said, and with which numbers, belongs to ``synthetic_articles``.
"""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Row = dict[str, Any]

PUBLISHERS = [f"{town} {kind}" for town in ("Aoba", "Hoshi", "Kita", "Mori", "Nami", "Sakura", "Umi", "Yuki")
              for kind in ("Shimbun", "Times", "Broadcasting", "News", "Press")]  # fmt: skip
WORDS = [
    "school", "parent", "phone", "night", "message", "picture", "stranger", "teacher", "money", "help", "friend",
    "home", "city", "train", "room", "evening", "child", "young", "careful", "alone", "trust", "afraid", "police",
    "station", "warn", "speak", "learn", "ask", "meet", "send", "promise", "hide", "find", "stop", "report", "know",
    "leave", "begin", "often", "never", "together", "quickly", "online", "secret", "gift", "danger", "family",
    "summer", "holiday", "advice", "class", "lesson", "campaign", "officer", "network", "account", "profile",
    "password", "filter", "contract", "company", "service", "worker", "lawyer", "group", "volunteer",
]  # fmt: skip
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん学校夜友人家族"
SAYINGS: dict[str, dict[str, list[str]]] = {
    "en": {
        "total": [
            "[Police|Officers|The agency|Investigators] [counted|recorded|found] {total} {thing} in {year}, {way} "
            "{change} from [a year earlier|the year before|the previous year]{record}.",
            "{total} {thing} [came to light|were confirmed|were on record] in {year}, {way} {change} "
            "[on the year|year on year|against the year before]{record}, [police|the agency|officials] said.",
        ],
        "percent": [
            "[That is|It means|This amounts to] {percent} {way} [over|against|compared with] {earlier} in {before}."
        ],
        "parts": ["[By offence|Broken down by offence|Of these], {parts}[.| on record.| in all.]"],
        "shares": ["[By school|Of those affected], {parts}."],
        "platforms": ["[As for services|Among services used], {parts}."],
        "ratio": ["[The number|This] is {ratio} {words} that of {before}."],
        "other": ["[Meanwhile|Besides|Separately], {thing} [numbered|came to|stood at] {total}, {way} {change}."],
        "hot": [
            "[Nationwide|Across Japan|In the whole country], {total} children [fell victim|were harmed] through social "
            "media in {year}.",
            "The [national|countrywide] [total|number] of {thing} [reached|was] {total} in {year}[, as is known|].",
        ],
        "said": ["“{words},” [an official|a teacher|a mother|the chief] said."],
    },
    "ja": {
        "total": ["{year}年の{thing}は{total}で、[前年|前の年]より{change}{way}[だった|となった]{record}。"],
        "percent": ["{before}年の{earlier}に[比べ|対し]{percent}の{way}。"],
        "parts": ["[罪種別では|内訳は]{parts}[だった|となっている]。"],
        "shares": ["[学校別では|被害者のうち]{parts}[だった|を占めた]。"],
        "platforms": ["[サービス別では|使われたのは]{parts}[だった|の順]。"],
        "ratio": ["{words}{before}年の{ratio}に[増えた|なった]。"],
        "other": ["[一方|また]、{thing}は{total}で{change}{way}。"],
        "hot": ["[全国では|国内で]{year}年に{total}の子どもがSNSで被害に[遭った|遭っている]。"],
        "said": ["「{words}」と[担当者|教員|母親]は[話した|述べた]。"],
    },
}  # fmt: skip


@dataclass
class Figure:
    """A figure before it stands anywhere: its words, and the columns of landing.figures that the words do not give."""

    text: str
    columns: Row
    figure_id: str = ""


@dataclass(frozen=True)
class Numeral:
    """A number that is no figure."""

    text: str
    disposition: str


@dataclass(frozen=True)
class Claim:
    """A record claimed of a figure, in the words given."""

    text: str
    figure: Figure
    since: int


Piece = Figure | Numeral | Claim | str


@dataclass
class Article:
    """An article as it is written, and its rows by landing table."""

    article_id: str
    published_on: date
    publisher: str
    language: str
    words: random.Random
    text: str = ""
    rows: dict[str, list[Row]] = field(
        default_factory=lambda: {name: [] for name in ("figures", "figure_facets", "figure_concepts", "numerals",
                                                       "record_claims")}
    )  # fmt: skip

    def say(self, name: str, **pieces: Piece | list[Piece]) -> None:
        """Write one of the sentences of that name."""
        self.write(self.words.choice(SAYINGS[self.language][name]), **pieces)

    def write(self, template: str, **pieces: Piece | list[Piece]) -> None:
        """Write a sentence: [one|of|several] wordings, and pieces by name."""
        template = re.sub(r"\[([^\]]*)\]", lambda found: self.words.choice(found[1].split("|")), template)
        start, first = len(self.text), len(self.rows["figures"])
        for part in re.split(r"(\{\w+\})", template):
            piece = pieces[part[1:-1]] if part.startswith("{") else part
            for one in piece if isinstance(piece, list) else [piece]:
                self._put(one)
        sentence = {"sentence_start": start, "sentence_end": len(self.text), "sentence": self.text[start:]}
        for row in self.rows["figures"][first:]:
            row.update(sentence)
        self.text += " " if self.language == "en" else ""

    def way(self, change: float) -> str:
        """Up or down."""
        if self.language == "ja":
            return "増" if change >= 0 else "減"
        return "up" if change >= 0 else "down"

    def figure(self, text: str, columns: Row) -> Figure:
        """A figure of this article; it stands where it is written."""
        number = len(self.rows["figures"]) + self.words.getrandbits(40)
        return Figure(text, columns, hashlib.md5(f"{self.article_id}{number}".encode()).hexdigest()[:16])

    def row(self) -> Row:
        """The row of landing.articles."""
        return {"article_id": self.article_id, "source_path": f"{self.article_id}.txt", "language": self.language,
                "published_on": self.published_on, "published_on_source": "origin", "publisher": self.publisher,
                "title": "synthetic", "text": self.text, "char_count": len(self.text),
                "byte_count": len(self.text.encode())}  # fmt: skip

    def _put(self, piece: Piece) -> None:
        if isinstance(piece, str):
            self.text += piece
            return
        start, end = len(self.text), len(self.text) + len(piece.text)
        self.text += piece.text
        if isinstance(piece, Claim):
            self.rows["record_claims"].append(
                {"record_claim_id": f"{piece.figure.figure_id}r", "article_id": self.article_id, "text": piece.text,
                 "figure_id": piece.figure.figure_id, "kind": "record", "direction": "highest", "rank": 1,
                 "since": piece.since, "char_start": start, "char_end": end}
            )  # fmt: skip
            return
        numeral = {"article_id": self.article_id, "char_start": start, "char_end": end, "text": piece.text}
        if isinstance(piece, Numeral):
            self.rows["numerals"].append({**numeral, "disposition": piece.disposition, "reason": "synthetic"})
            return
        columns = piece.columns
        self.rows["numerals"].append(
            {**numeral, "disposition": "figure", "reason": "level", "figure_id": piece.figure_id,
             "value": columns["value"]}
        )  # fmt: skip
        self.rows["figures"].append(
            {"figure_id": piece.figure_id, "article_id": self.article_id, "char_start": start, "char_end": end,
             "quote": piece.text, "mention_count": 1, "rule": "level", "is_quoted": False, **columns}
        )  # fmt: skip
        self._put_facets(piece, start, end)

    def _put_facets(self, piece: Figure, start: int, end: int) -> None:
        codes = {axis: piece.columns.get(axis) for axis in ("measure", "offence", "age_group", "platform", "channel")}
        others = dict(pair.split("=") for pair in (piece.columns.get("other_concepts") or "").split(";") if pair)
        plain = {name: piece.columns.get(name) for name in ("unit", "kind", "qualifier", "period", "compared_to")}
        base = {"base": piece.columns.get("base_figure_id"), "sex": None, "motive": None, "area": None}
        for name, value in {**plain, **codes, **base, **others}.items():
            row = {"figure_id": piece.figure_id, "facet": name, "value": value}
            stated = {"source": "stated", "char_start": start, "char_end": end}
            self.rows["figure_facets"].append(row | (stated if value else {"source": "default"}))
        for axis, code in {**codes, **others}.items():
            if code:
                self.rows["figure_concepts"].append({"figure_id": piece.figure_id, "axis": axis, "code": code})


def some_words(article: Article, count: int) -> str:
    """Words in no order, which no other article has in a row."""
    if article.language == "ja":
        return "".join(article.words.choices(KANA, k=count * 3))
    return " ".join(article.words.choices(WORDS, k=count))
