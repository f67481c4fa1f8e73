"""Stage 1: an English text as paragraphs with a role and sentences, all by offset.

Nothing here rewrites the text or knows anything of numbers.
"""

from __future__ import annotations

import re

from pipelines.extraction.model import Span
from pipelines.extraction.structure import Document, Role, Sentence, in_pieces, trimmed

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_TERMINAL = re.compile(r"[.!?…:;,。](?:[\"”’')\]]|\s)*$")
_SENTENCE_END = re.compile(r"(?P<mark>[.!?]+)(?P<close>[\"”’')\]]*)(?=\s+[\"“‘'(\[]?[A-Z0-9¥$“‘]|[A-Z][a-z]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|St|No|Nos|Fig|Figs|Co|Corp|Inc|Ltd|Jr|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept"
    r"|Oct|Nov|Dec|Art|Vol|pp|cf|[Ee]xt|e\.g|i\.e)|\b[A-Z]|\b[ap]\.m|\b[A-Z]\.[A-Z])$"
)
_CAPTION = re.compile(
    r"\s*(?:\(?(?:file )?(?:photo|picture|image|graphic|chart|figure)s?(?: caption)?\b|caption)\s*[:|]", re.I
)
_DATELINE_PREFIX = re.compile(
    r"\s*(?:date\s+\d{4}-\d{2}-\d{2}(?:\s*/|\s+Newsfrom Japan)?"
    rf"|(?:[A-Z][A-Za-z'’-]+(?:[ ,]+[A-Z][A-Za-z'’-]+)*,?\s+)?"
    rf"(?:{MONTH}\s*\d{{1,2}}(?:,\s*\d{{4}})?\s*)?(?:\([^()\n]{{2,40}}\)\s*)?(?:--|—|–)(?=\s*\S)"
    rf"|[A-Z][A-Z'’-]+,\s+{MONTH}\s*\d{{1,2}}(?:,\s*\d{{4}})?\s*(?:\([^()\n]{{2,40}}\)\s*)?-\s)"
)
_DATE_LINE = re.compile(
    rf"\s*(?:[•*|,·-]\s*)*(?:[A-Z][\w ]{{0,40}},\s*)?(?:\d{{1,2}}:\d{{2}}\s*(?:[ap]\.?m\.?)?,?\s*)?"
    rf"(?:{MONTH}\s*\d{{1,2}},?\s*\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+{MONTH}\s+\d{{4}})"
    r"[\s,|•]*(?:\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?)?\s*$"
)
_QUOTE = re.compile(r"“([^“”\n]{1,2000})”|\"([^\"\n]{1,2000})\"")
_WORD = re.compile(r"[^\W\d_]+")
# A line of a list that gives a number: "• 20s: 2,540 (+590)", "Heisei 27 (2015): 1,143".
_BULLET = re.compile(
    r"\s*(?:19|20)\d\d\s?:\s\d|\s*(?:Heisei|Reiwa) \d{1,2} \((?:19|20)\d\d\)\s?:?\s?\d"
    r"|\s*(?:[•*▪◦‣·▽▼○●◆■]|-\s|–\s)\s*[^\n]*\d"
)
# "Chapter 3", "Section 2", "1. Number of Cases", "(1) Trends", and the same behind marks of Markdown.
_NUMBERED = re.compile(
    r"\s*(?:#+\s*)?(?:(?P<chapter>(?:Chapter|Part)\s\d{1,2}\b)|(?P<section>Section\s\d{1,2}\b)"
    r"|(?P<first>\d{1,2}\.?\s)|(?P<second>(?:\d{1,2}\.\d{1,2}\.?|[(]\d{1,2}[)])\s))\s*[A-Z]"
)
_DEPTHS = {"chapter": 1, "section": 2, "first": 3, "second": 4}
_NUMBER_OF_NOTE = re.compile(r"\s*(?:Notes?:?\s*)?\d{1,2}\.")
_TELLS_A_NUMBER = re.compile(r"\d,\d{3}|\d\s?(?:%|percent|cases|people|persons|children|victims)")
_TAIL = 20  # characters; enough for a stop and the quotation marks behind it
_LONGEST_LINK = 12  # words
_LONGEST_HEADING = 30  # words


def read_document(text: str) -> Document:
    """Split an English text into paragraphs with roles and sentences.

    Args:
        text: The article; never changed.

    Returns:
        The structure by offset. A text without paragraphs gives an empty document.
    """
    sentences: list[Sentence] = []
    datelines: list[Span] = []
    seen_body = False
    paragraphs = _paragraphs(text)
    last_end = paragraphs[-1].end if paragraphs else 0
    for number, span in enumerate(paragraphs):
        line = span.of(text)
        if _DATE_LINE.match(line):
            datelines.append(span)
            continue
        prefix = _DATELINE_PREFIX.match(line)
        if prefix:
            datelines.append(Span(span.start, span.start + prefix.end()))
            span = Span(span.start + prefix.end(), span.end)
            line = span.of(text)
            if not _WORD.search(line):
                continue
        section = 0 if prefix else _section(line)
        role = Role.HEADING if section else _role(line, seen_body, after_dateline=prefix is not None)
        if role in (Role.LINK, Role.HEADING) and span.end == last_end and _breaks_off(line):
            role = Role.BODY
        seen_body = seen_body or role is Role.BODY
        parts = _sentences(text, span) if role is Role.BODY else [trimmed(text, span)]
        sentences += [Sentence(piece, number, role, section) for part in parts for piece in in_pieces(text, part)]
    quotes = tuple(Span(*match.span(match.lastindex or 0)) for match in _QUOTE.finditer(text))
    return Document(text, tuple(sentences), tuple(datelines), quotes)


def _paragraphs(text: str) -> list[Span]:
    """Lines, joined where a hard line break falls inside a sentence."""
    joined: list[Span] = []
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        if joined:
            last = joined[-1]
            blank_between = text.count("\n", last.end, match.start()) > 1
            has_ended = _TERMINAL.search(text, max(last.start, last.end - _TAIL), last.end)
            if not blank_between and match.group().lstrip()[0].islower() and not has_ended:
                joined[-1] = Span(last.start, match.end())
                continue
        joined.append(Span(match.start(), match.end()))
    return joined


def _breaks_off(line: str) -> bool:
    """Whether the last line of a text is the beginning of a sentence, and no link."""
    return len(_WORD.findall(line)) > _LONGEST_LINK and any(character.isdigit() for character in line)


def _section(line: str) -> int:
    """The depth of the section that a numbered line without a full stop opens, else 0."""
    match = _NUMBERED.match(line)
    if not match or _TERMINAL.search(line) or len(_WORD.findall(line)) > _LONGEST_LINK or _TELLS_A_NUMBER.search(line):
        return 0
    return _DEPTHS[match.lastgroup or ""]


def _role(line: str, seen_body: bool, after_dateline: bool) -> Role:
    if _CAPTION.match(line):
        return Role.CAPTION
    if (
        after_dateline
        or _BULLET.match(line)
        or _TERMINAL.search(line)
        or _SENTENCE_END.search(line, 0, max(0, len(line) - 1))
    ):
        return Role.BODY
    if len(_WORD.findall(line)) > _LONGEST_HEADING:
        return Role.BODY
    return Role.LINK if seen_body else Role.HEADING


def _sentences(text: str, span: Span) -> list[Span]:
    found: list[Span] = []
    start = span.start
    for match in _SENTENCE_END.finditer(text, span.start, span.end):
        if match.group("mark") == "." and _ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            following = text[match.end() : match.end() + 12].lstrip()
            if not following or not _starts_new_sentence(text, match.start(), following):
                continue
        if _NUMBER_OF_NOTE.fullmatch(text, start, match.end()):
            continue
        piece = trimmed(text, Span(start, match.end()))
        if piece.end > piece.start:
            found.append(piece)
        start = match.end()
    rest = trimmed(text, Span(start, span.end))
    if rest.end > rest.start:
        found.append(rest)
    return found


def _starts_new_sentence(text: str, stop: int, following: str) -> bool:
    """Whether an abbreviation's full stop also ends the sentence: "... at 5 p.m. The ..."."""
    return text[max(0, stop - 3) : stop].lower().endswith((".m", "co", "inc", "ltd")) and bool(
        re.match(r"(?:The|A|An|In|It|Of|By|This|That|These|Police)\b", following)
    )
