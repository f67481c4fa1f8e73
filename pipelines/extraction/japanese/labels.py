"""Numbers that name or measure something other than a statistic: ages, laws, telephone numbers, terms, scores."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from pipelines.extraction.expressions import Label
from pipelines.extraction.japanese.numerals import value_of
from pipelines.extraction.model import Span
from pipelines.extraction.scanning import row, scan

# Ages that bound the population of these statistics: minors (section 8 of the labelling guide).
_POPULATION = {"under_18", "under_20", "age_17_and_under", "age_19_and_under"}
_TEN = {(10, 19): "teens"}
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]+)"


def find_labels(text: str, span: Span, characters: Set[str] | None = None) -> list[Label]:
    """Labels in ``text`` at ``span``, which has these characters: ages first, then the rest; in text order."""
    return scan(_ROWS, text, span, characters)


def _age(span: Span, code: str, age: Span | None = None) -> Label:
    return Label(span, "age_label", code, is_population=code in _POPULATION, age=age)


def _bounded(match: re.Match[str], span: Span) -> Label:
    age, side = int(value_of(match["age"])), match["side"]
    code = {"以上": f"age_{age}_and_over", "以下": f"age_{age}_and_under", "未満": f"under_{age}"}[side]
    return _age(span, code)


def _range(match: re.Match[str], span: Span) -> Label:
    ends = int(value_of(match["low"])), int(value_of(match["high"]))
    return _age(span, _TEN.get(ends, f"age_{ends[0]}_to_{ends[1]}"))


def _decade(match: re.Match[str], span: Span) -> Label:
    decade = int(value_of(match["decade"]))
    return _age(span, "teens" if decade == 10 else f"{decade}s")


def _one_age(match: re.Match[str], span: Span) -> Label:
    return _age(span, f"age_{int(value_of(match['age']))}", Span(*match.span("age")))


# Characters that a text must have, pattern, reader.
_AGE_SOURCES: tuple[tuple[str, str, Callable[[re.Match[str], Span], Label]], ...] = (
    # 14～19歳; 8歳から12歳
    ("歳", rf"(?P<low>{_NUMBER})歳?(?:[~〜～\-－–―—‐−]|から)(?P<high>{_NUMBER})歳", _range),
    # 65歳以上; 18歳未満
    ("歳 & 以 未", rf"(?P<age>{_NUMBER})歳(?P<side>以上|以下|未満)", _bounded),
    # 20代; 十代
    ("代", r"(?<!\d)(?P<decade>[1-9]0|[一二三四五六七八九]?十)(?:歳)?代(?!表|金|替)", _decade),
    # 16歳
    ("歳", rf"(?<![\d.])(?P<age>{_NUMBER})歳(?!児)", _one_age),
    ("0 & ( （", r"(?<=[男女性徒員年])[（(](?P<age>\d{1,2})[）)]", _one_age),
)
# Why a number is no quantity of a statistic; the first pattern that covers it names the reason.
_OTHER_SOURCES: tuple[tuple[str, str, str], ...] = (
    ("identifier", "h w @", r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"),
    ("law_or_article", "0 & 第", r"第\d+条(?:の\d+)?(?:第\d+項)?"),
    ("identifier", "0", r"#\d+|(?<!\d)\d{2,4}番(?!目)|\d{2,4}-\d{2,4}-\d{3,4}|[A-Za-z]+-?\d+(?![\d,]*[人件%])|\d+号"),
    ("rate_denominator", "0 & 万", r"人口\d+万人(?:当たり|あたり)|\d+万人(?:当たり|あたり)"),
    ("reference", "0", r"1(?:件|人|日)(?:当たり|あたり)"),
    ("streak", "連", r"(?:\d+|[一二三四五六七八九十]+)(?:年|期|回|か月|カ月)連続"),
    ("record_since", "0 & ぶ", r"\d+年ぶり"),
    ("rank", "0 & 番 位", r"\d+(?:番目|位|番手)"),
    (
        "duration",
        "年 月 週 日 時 分 秒",
        r"(?:\d+|[一二三四五六七八九十半数]+)(?:年間|か月|カ月|ヶ月|週間|日間|時間|分間|秒|日以内|年以下|年以上|カ年|月以内|年後)",
    ),
    (
        "ordinal",
        "0",
        r"第\d+|\d+(?:学年|年生|年次|期|回目|度目|章|項|号店|件目|人目|号機)|(?<=[中高])学?\d年|図\d+|表\d+|注\d+",
    ),
    # 2つで, 3サービスで: so many things just named, told together
    ("quantity", "つ サ 種 者 世", r"(?:\d|[二三四五])(?:つ|サービス|種類|者|世代)(?=で)"),
    ("score", "0 & - － – ― — ‐ −", r"\d+[-－–]\d+(?![\d人件%])"),
    ("clock_time", "0 & 時", r"(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?"),
    (
        "quantity",
        "0",
        r"\d+(?:\.\d+)?(?:グラム|g|kg|キロ|メートル|m|cm|センチ|ミリ|リットル|度|品|カ国|か国|ページ|階|杯|枚|個|本)",
    ),
    ("reference", "組 双 両", r"(?<=[男女])(?:2|二)人組|(?:両|双)方"),
)


def _other(disposition: str) -> Callable[[re.Match[str], Span], Label]:
    return lambda _match, span: Label(span, disposition)


_ROWS = (
    *(row(needs, source, read) for needs, source, read in _AGE_SOURCES),
    *(row(needs, source, _other(disposition)) for disposition, needs, source in _OTHER_SOURCES),
)
