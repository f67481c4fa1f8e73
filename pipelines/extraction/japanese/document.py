"""Stage 1: a Japanese text as paragraphs with a role and sentences, and its day of publication."""

from __future__ import annotations

import re
from datetime import date

from pipelines.extraction.japanese.numerals import SMALL_NUMBER, read_numerals, value_of
from pipelines.extraction.model import Span
from pipelines.extraction.structure import MARKED, Document, Role, Sentence, in_pieces, names_later_year, trimmed

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[」』）)]*|$)")
# A full stop inside direct speech does not end the sentence around it.
_CLOSES_SPEECH = re.compile(r"[」』）)]\s*[とがはをにでのも、（(]")
_CAPTION = re.compile(r"\s*[【〔\[(（]?(?:図|写真|表|グラフ|動画|資料写真|注)\d*[】〕\])）:：]")
_LINKS = re.compile(r"\s*(?:関連記事|関連|参考|リンク|▶|≫|＞＞|>>)\s*[:：】]?")
_QUOTE = re.compile(r"「([^「」\n]{12,400})」")
_ERA_FIRST_YEARS = {"令和": 2019, "平成": 1989, "昭和": 1926, "R": 2019, "H": 1989}
# 2021年3月11日, 令和6年3月14日, R6.3.14, 令和六年三月十四日
_DATE = re.compile(
    rf"(?:(?P<era>令和|平成|昭和|(?<![A-Za-z])[RH])\s?(?P<era_year>{SMALL_NUMBER}|元)|(?<!\d)(?P<year>(?:19|20)\d{{2}}))\s?[年/.-]\s?"
    rf"(?P<month>{SMALL_NUMBER})\s?[月/.-]\s?(?P<day>{SMALL_NUMBER})日?(?![\d.])"
)
# A date in the lead is that of the announcement where the sentence announces something, and not when a law came in.
_ANNOUNCES = re.compile(r"発表|公表|まとめ|明らか|分かっ|わかっ|報告|集計|】|）$")
_OF_A_LAW = re.compile(r"[^、。]{0,12}(?:施行|改正|制定|成立|以降|以来|から|まで|現在|時点|に始|開始)")
_LEAD = 2  # sentences
# "2021年3月11日 10時3分", "広報資料 平成29年4月20日 警察庁": a date and no sentence.
_DATE_LINE = re.compile(
    rf"\s*(?:[^。]{{0,20}}?\s)?{_DATE.pattern}(?:\s*(?:午前|午後)?\s*\d{{1,2}}[時:]\d{{1,2}}分?)?[^。]{{0,12}}$"
)
_TELLS_A_NUMBER = re.compile(r"\d\s*(?:人|件|%|名|円|割)")
_TELLS_OF_SOMETHING = re.compile(r"[はが:：、…/]")
_CREDIT = re.compile(r"\s(?:警察庁|\d{4}年)")
_COUNTS = ("persons", "cases")
_LONGEST_ITEM = 80
_ITEM_ENDS = frozenset("人件名円%）)0123456789")
_LONGEST_BRIEF = 400  # characters
_HEAD_WITHIN = 400  # characters
_LONGEST_HEADING = 60
_LONGEST_HEADLINE = 120  # with what stands beside it: "【速報】…＝…　2020年02月06日10時03分"
_ENDS = re.compile(r"[。！？](?:[」』）)]|\s*$)")
_BROKEN_OFF = re.compile(r"\d(?:人|件|名)[^。]{0,12}。.")  # a line that ends inside a sentence, after another
_BULLET = re.compile(r"[○▽・●◇■□◎◆▼]\s*\S")
# "検挙件数　2,789件（前年比＋12件）", "うち小学生 61人": an item of a list without sentences; two of them are a list.
_NUMBER_LINE = r"\d[\d,.．・万億千]*"
_YEAR_LABEL = r"(?:平成|令和|昭和)?\d{1,4}年度?(?:[上下]半期|中)?"
_ITEM = re.compile(
    rf"\s*(?:[○▽・●◇■□◎◆▼]\s*)?(?:うち)?(?:[^\d。、！？|\t]{{1,20}}?|{_YEAR_LABEL})[ 　:：]*"
    rf"{_NUMBER_LINE}(?:人|件|名|円|%)"
    rf"(?:[ 　、]*(?:[^\d。、！？|\t]{{0,8}}{_NUMBER_LINE}(?:人|件|名|円|%)|[（(][^（）()。]{{1,30}}[)）]))*\s*$"
)
# "(単位:人)": what the numbers below it count; "平成28年 398".
_UNIT_OF_HEAD = re.compile(r"[（(](?:単位[:：]\s*)?(?P<unit>人|件)[)）]")
_BARE_ITEM = re.compile(rf"\s*[^。、！？|\t]{{1,20}}?[ 　:：]+{_NUMBER_LINE}\s*$")
_IN_BRACKETS = re.compile(r"\s*[（(〔【][^（）()。]{2,24}[)）〕】]\s*$")
# "1　児童虐待事件", "第2 児童ポルノ": a section; "(1)　検挙状況": one inside it.
_MARKED = re.compile(r"\s*[◆■●▼◇□]\s*[^。]{1,30}$")
_NUMBERED = re.compile(
    r"\s*(?:#+\s*)?(?:(?P<part>第[\d一二三四五六七八九十]{1,2})[ 　．.、章]|(?P<first>\d{1,2}[ 　．.、)）])"
    r"|[(（]\d{1,2}[)）])\s*\D"
)


def read_document(text: str) -> Document:
    """Split a Japanese text into paragraphs with roles and sentences."""
    sentences: list[Sentence] = []
    datelines: list[Span] = []
    seen_body = in_links = False
    first_stop = next((match.start() for match in _LINE.finditer(text) if _ENDS.search(match.group())), 0)
    items = _item_lines(text)
    for number, match in enumerate(_LINE.finditer(text)):
        line, span = match.group(), Span(*match.span())
        if not line.strip():
            continue
        if not seen_body and _DATE_LINE.match(line) and not re.search(r"[人件%円]", line):
            datelines.append(span)
            continue
        in_links = bool(_LINKS.match(line.strip("■◆●【([（［ 　"))) or (in_links and line.lstrip()[:1] in "・▽")
        section = _section(line)
        role = Role.HEADING if section else _role(line, seen_body, before_prose=span.start < first_stop)
        role = Role.LINK if in_links else role
        tells_alone = role is Role.HEADING and not seen_body and _tells_alone(text, span)
        if (span.start in items and not in_links) or tells_alone:
            role = Role.BODY
        elif items and role is Role.LINK and _IN_BRACKETS.match(line):
            role = Role.HEADING  # (平成28年), below a list
        seen_body = seen_body or role is Role.BODY
        parts = _sentences(text, span) if role is Role.BODY else [trimmed(text, span)]
        sentences += [Sentence(piece, number, role, section) for part in parts for piece in in_pieces(text, part)]
        if role is not Role.BODY:
            datelines += [Span(span.start + one.start(), span.start + one.end()) for one in _DATE.finditer(line)]
    quotes = tuple(Span(*match.span(1)) for match in _QUOTE.finditer(text))
    return Document(text, tuple(sentences), tuple(datelines), quotes)


def find_published_date(document: Document) -> tuple[date | None, str | None]:
    """The day of publication from a date line, a heading or the lead; (None, None) where the text has none."""
    for span in document.datelines:
        found = first_date(span.of(document.text))
        if found:
            return found, "dateline"
    body = [sentence for sentence in document.sentences if sentence.role is Role.BODY]
    for sentence in body[:_LEAD]:
        written = sentence.span.of(document.text)
        match = _DATE.search(written)
        if match and _ANNOUNCES.search(written, match.end()) and not _OF_A_LAW.match(written, match.end()):
            found = first_date(match.group())
            if found and not names_later_year(document.text, found):
                return found, "text"
    return None, None


def first_date(text: str) -> date | None:
    """The first full date written in ``text``; an impossible date is passed over."""
    for match in _DATE.finditer(text):
        try:
            if match["year"]:
                year = int(match["year"])
            else:
                year = (
                    _ERA_FIRST_YEARS[match["era"]]
                    - 1
                    + (1 if match["era_year"] == "元" else int(value_of(match["era_year"])))
                )
            return date(year, int(value_of(match["month"])), int(value_of(match["day"])))
        except ValueError:
            continue
    return None


def _item_lines(text: str) -> frozenset[int]:
    """Where the lines start that are items of a list without sentences; none where only one line looks like it."""
    starts: list[int] = []
    in_unit = False
    has_head = bool(_UNIT_OF_HEAD.search(text))
    for match in _LINE.finditer(text):
        line = match.group()
        if len(line) > _LONGEST_ITEM or line.rstrip()[-1:] not in _ITEM_ENDS:
            in_unit = in_unit or (has_head and bool(_UNIT_OF_HEAD.search(line)))
            continue
        if _ITEM.match(line) or (in_unit and _BARE_ITEM.match(line)):
            starts.append(match.start())
        in_unit = in_unit or (has_head and bool(_UNIT_OF_HEAD.search(line)))
    return frozenset(starts) if len(starts) > 1 else frozenset()


def _tells_alone(text: str, span: Span) -> bool:
    """Whether a headline tells a count that nothing below it states: 上半期の大麻摘発、20歳未満が610人."""
    told = [one for one in read_numerals(text, span).numerals if one.unit in _COUNTS]
    if not told or len(text) > _LONGEST_BRIEF:
        return False
    below = [one for one in read_numerals(text, Span(span.end, len(text))).numerals if one.unit in _COUNTS]
    return bool(below) and not any(abs(one.value - other.value) <= one.value / 10 for one in told for other in below)


def unit_of_head(text: str, position: int) -> str | None:
    """The counter that a head above ``position`` gives its numbers: (単位:人), 認知件数(件)."""
    heads = list(_UNIT_OF_HEAD.finditer(text, max(0, position - _HEAD_WITHIN), position))
    return heads[-1]["unit"] if heads else None


def _section(line: str) -> int:
    """The depth of the section that a line without a full stop and without figures opens, else 0."""
    if _MARKED.match(line) and not _TELLS_A_NUMBER.search(line):
        return MARKED
    match = _NUMBERED.match(line)
    if not match or _ENDS.search(line) or _TELLS_A_NUMBER.search(line, match.end()):
        return 0
    return 1 if match["part"] else 2 if match["first"] else 3


def _role(line: str, seen_body: bool, before_prose: bool) -> Role:
    """What a line is for; ``before_prose`` where lines with a full stop follow, so that a headline needs none."""
    stripped = line.strip()
    if _CAPTION.match(stripped):
        return Role.CAPTION
    if _LINKS.match(stripped) and not stripped.startswith("▽"):
        return Role.LINK
    if _ENDS.search(stripped) or _BULLET.match(stripped) or _BROKEN_OFF.search(stripped):
        return Role.BODY
    if before_prose and not seen_body and len(stripped) <= _LONGEST_HEADLINE:
        return Role.HEADING
    # A line without a full stop that tells a number of something is body in releases and posts: "昨年は1803人".
    if (
        _TELLS_A_NUMBER.search(stripped)
        and (seen_body or _TELLS_OF_SOMETHING.search(stripped))
        and not _CREDIT.search(stripped)
    ):
        return Role.BODY
    if len(stripped) > _LONGEST_HEADING:
        return Role.BODY
    return Role.LINK if seen_body else Role.HEADING


def _sentences(text: str, span: Span) -> list[Span]:
    found: list[Span] = []
    start = span.start
    depth = 0
    for match in _SENTENCE.finditer(text, span.start, span.end):
        if match.end() == match.start():
            continue
        depth += text.count("「", *match.span()) - text.count("」", *match.span())
        if match.end() < span.end and (depth > 0 or _CLOSES_SPEECH.match(text, match.end() - 1)):
            continue
        piece = trimmed(text, Span(start, match.end()))
        if piece.end > piece.start:
            found.append(piece)
        start, depth = match.end(), 0
    rest = trimmed(text, Span(start, span.end))
    if rest.end > rest.start:
        found.append(rest)
    return found
