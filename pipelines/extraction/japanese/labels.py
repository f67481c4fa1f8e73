"""Numbers that name or measure something other than a statistic: ages, laws, telephone numbers, terms, scores."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from pipelines.extraction import ages
from pipelines.extraction.expressions import Label
from pipelines.extraction.japanese.numerals import NO_NUMBER_BEFORE, SMALL_NUMBER, value_of
from pipelines.extraction.model import Span
from pipelines.extraction.scanning import Rows, row, scan

_NUMBER = rf"{NO_NUMBER_BEFORE}{SMALL_NUMBER}"


def find_labels(text: str, span: Span, characters: Set[str] | None = None) -> list[Label]:
    """Labels in ``text`` at ``span``, which has these characters: ages first, then the rest; in text order."""
    return scan(_ROWS, text, span, characters)


_SIDES = {"以上": ages.and_over, "以下": ages.and_under, "未満": ages.under}


def _bounded(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, _SIDES[match["side"]](int(value_of(match["age"]))))


def _range(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, ages.between(int(value_of(match["low"])), int(value_of(match["high"]))))


def _up_to(match: re.Match[str], span: Span) -> Label:
    high = int(value_of(match["high"])) - (match["side"] == "未満")
    return ages.age_label(span, ages.between(int(value_of(match["low"])), high))


def _bounded_decade(match: re.Match[str], span: Span) -> Label:
    first = int(match["decade"])
    return ages.age_label(span, _SIDES[match["side"]](first + 9 if match["side"] == "以下" else first))


def _decade(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, ages.decade(int(value_of(match["decade"]))))


def _decades(match: re.Match[str], span: Span) -> Label:
    first, last = (int(value_of(match[name])) for name in ("low", "high"))
    return ages.age_label(span, "+".join(ages.decade(one) for one in range(first, last + 1, 10)))


def _one_age(match: re.Match[str], span: Span) -> Label:
    return ages.age_label(span, f"age_{int(value_of(match['age']))}", Span(*match.span("age")))


# Characters that a text must have, pattern, reader.
_AGE_SOURCES: tuple[tuple[str, str, Callable[[re.Match[str], Span], Label]], ...] = (
    # 14～19歳; 8歳から12歳
    ("歳", rf"(?P<low>{_NUMBER})歳?(?:[~〜～\-－–―—‐−]|から)(?P<high>{SMALL_NUMBER})歳", _range),
    # 18歳以上65歳未満
    ("歳 & 上 & 満 下", rf"(?P<low>{_NUMBER})歳以上、?(?P<high>{SMALL_NUMBER})歳(?P<side>未満|以下)", _up_to),
    # 65歳以上; 18歳未満
    ("歳 & 以 未", rf"(?P<age>{_NUMBER})歳(?P<side>以上|以下|未満)", _bounded),
    # 50代以上
    ("代 & 上 下", r"(?<!\d)(?P<decade>[1-9]0)(?:歳)?代(?P<side>以上|以下|未満)", _bounded_decade),
    # 20~30代; 10代から20代
    (
        "代 & ~ 〜 ～ - － – ― — ‐ − か",
        r"(?<!\d)(?P<low>[1-9]0)(?:歳?代)?(?:[~〜～\-－–―—‐−]|から)(?P<high>[1-9]0)歳?代(?!表|金|替|以)",
        _decades,
    ),
    # 20代; 十代
    ("代", r"(?<!\d)(?P<decade>[1-9]0|[一二三四五六七八九]?十)(?:歳)?代(?!表|金|替)", _decade),
    # 16歳
    ("歳", rf"(?P<age>{_NUMBER})歳", _one_age),
    # 女性（45）; 山田容疑者(52): the age of one person
    (
        "0 & ( （",
        r"(?:(?<=[男女性徒員年職])|(?<=さん|容疑|被告|教授|教諭|課長|部長|署長|会長|社長)|(?<=容疑者|弁護士)|(?<=[氏君]))"
        r"[（(](?P<age>\d{1,2})[）)]",
        _one_age,
    ),
)
# 1日平均45件, 月平均1,370件, 人口千人当たり3.4人: a rate, with what it is per. Characters, pattern, code.
_PER = r"(?:当たり|あたり|平均|につき)"
_RATES: tuple[tuple[str, str, str], ...] = (
    ("人 & 当 あ", rf"(?:人口)?(?:10|１０|十)万人{_PER}(?:で|の|に)?", "per_100000"),
    ("人 & 当 あ", rf"(?:人口)?(?:100|百)万人{_PER}", "per_1000000"),
    ("人 & 当 あ", rf"(?:人口)?(?:1|一)?万人{_PER}", "per_10000"),
    ("人 世 & 当 あ", rf"(?:人口|児童|世帯)?(?:千|1,?000)(?:人|世帯){_PER}", "per_1000"),
    ("日 & 当 あ 平 つ", rf"(?:1|一)日{_PER}|毎日平均|日平均", "per_day"),
    ("週 & 当 あ 平 つ", rf"(?:1|一)?週(?:間)?{_PER}", "per_week"),
    ("月 & 当 あ 平 つ", rf"(?:(?:1|一)(?:か|カ|ヶ|ヵ|箇)?月|ひと月|(?<!\d)月){_PER}", "per_month"),
    ("年 & 当 あ 平 つ", rf"(?:(?:1|一)年(?:間)?|(?<!\d)年){_PER}", "per_year"),
)
# Why a number is no quantity of a statistic; the first pattern that covers it names the reason.
_OTHER_SOURCES: tuple[tuple[str, str, str], ...] = (
    ("identifier", "h w @", r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"),
    ("law_or_article", "0 & 第", r"第\d+条(?:の\d+)?(?:第\d+項)?"),
    (
        "identifier",
        "0",
        r"#\d+|(?<!\d)\d{2,4}番(?!目)|(?<!\d)0\d{1,4}[-‐－・(]\d{1,4}[-‐－・)]\d{3,4}|\d{2,4}-\d{2,4}-\d{3,4}"
        r"|(?!(?<![A-Za-z])[RH]\d{1,2}[ 　]+\d)[A-Za-z]+-?\d+(?![\d,]*[人件%年])"
        r"|(?!(?<![A-Za-z])[RHS]\d{1,2}年)[A-Za-z][A-Za-z-]*\d+(?=年[^年度中の])|\d+号|(?<!\d)\d{9,}(?!\d)",
    ),
    ("reference", "0", r"1(?:件|人)(?:当たり|あたり)"),
    ("streak", "連 続", r"(?:\d+|[一二三四五六七八九十]+)(?:年|期|回|か月|カ月)(?:連続|続き|続けて)"),
    ("record_since", "0 & ぶ", r"\d+年ぶり"),
    ("rank", "0 & 番 位", r"\d+(?:番目|位|番手)"),
    (
        "duration",
        "年 月 週 日 時 分 秒",
        r"(?:\d+数?|[一二三四五六七八九十半数]+)(?:年間|か月|カ月|ヶ月|週間|日間|時間|分間|秒|日以内|年以下|年以上|カ年|月以内|年後)"
        r"|(?:\d+|十|)数(?:年|日)(?!度)|(?<![割\d])\d+分(?!の|\d|間)|懲役\d+年",
    ),
    (
        "ordinal",
        "0",
        r"第\d+|\d+(?:学年|年生|年次|期|回目|度目|章|項|号店|件目|人目|号機)|(?<=[中高])学?\d年|図\d+|表\d+|注\d+",
    ),
    # 2つで, 3サービスで: so many things just named, told together
    ("quantity", "つ サ 種 者 世", r"(?:\d|[二三四五])(?:つ|サービス|種類|者|世代)(?=で)"),
    ("score", "0 & - － – ― — ‐ −", r"\d+[-－–]\d+(?![\d人件%])"),
    (
        "clock_time",
        "0 & 時 :",
        r"(?:午前|午後)?\d{1,2}時(?:\d{1,2}分|半)?|(?<![\d:])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?![\d:]|人|件)",
    ),
    ("reference", "※ * & 0", r"(?:^|(?<=\s))[※*]\d{1,2}(?=[ :：.．）)])"),
    ("reference", "( （ & /", r"[（(]\d{1,2}/\d{1,2}[)）]"),
    # 女性が1人で9500万円を失った: alone
    ("not_statistics", "人 & で & 円", r"(?<!\d)1人で(?=約?\d[\d,.万億千百]*円)"),
    # 50人規模の態勢, 3人組: says how large one thing is
    (
        "not_statistics",
        "人 名 & 規 態 体 編 乗 組 掛 部",
        rf"{_NUMBER}(?:人|名)(?:規模|態勢|体制|編成|乗り|組|がかり|掛かり|掛け|部屋)",
    ),
    # 秋葉原の11店舗に立ち入った: the places of one operation
    ("not_statistics", "店 所 & 立 捜", rf"{_NUMBER}(?:店舗?|[かカヶヵ箇個]所)(?=に立ち入|を(?:家宅)?捜索)"),
    (
        "quantity",
        "0",
        r"\d+(?:\.\d+)?(?:グラム|g|kg|キロ|メートル|m|cm|センチ|ミリ|リットル|度|品|カ国|か国|ページ|階|杯|枚|個|本)",
    ),
    ("reference", "組 双 両", r"(?<=[男女])(?:2|二)人組|(?:両|双)方"),
)


def _other(disposition: str) -> Callable[[re.Match[str], Span], Label]:
    return lambda _match, span: Label(span, disposition)


def _rate(code: str) -> Callable[[re.Match[str], Span], Label]:
    return lambda _match, span: Label(span, "rate_denominator", rate=code)


_ROWS = Rows(
    (
        *(row(needs, source, read) for needs, source, read in _AGE_SOURCES),
        *(row(needs, source, _rate(code)) for needs, source, code in _RATES),
        *(row(needs, source, _other(disposition)) for disposition, needs, source in _OTHER_SOURCES),
    )
)
