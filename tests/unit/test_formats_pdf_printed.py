"""PDF files as a browser prints them: those kept in `pdf_printed`, and some printed now where Chromium is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from pipelines.articles.formats.pdf import parse

PRINTED = Path(__file__).with_name("pdf_printed")
CHROMIUM = os.environ.get("NPA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
# Radicals and marks of vertical lines, which stand for the letters they look like.
_FORMS = re.compile("[\u2f00-\u2fdf\ufe10-\ufe4f]")


def read(content: bytes) -> tuple[list[str], str | None]:
    found = parse(content, 100_000)
    plain = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form.group()), found.text)
    return plain.split("\n\n"), found.note


def kept(name: str) -> tuple[list[str], str | None]:
    return read((PRINTED / f"{name}.pdf").read_bytes())


def test_raised_marks_and_struck_out_numbers_stay_apart_from_those_beside_them() -> None:
    paragraphs, note = kept("marks_and_struck_out")
    assert paragraphs == [
        "県警に寄せられた相談は3,214¹件で、前年より128※²件増えた。電話が1,902³件を占めた。",
        "補導された生徒は241人で、うち中学生は69人だった。",
        "The prefecture counted 3,214 calls on the 26th, or 12.5⁴ a day, in rooms of 40 m².",
        "Of these, 301 came from children⁵ under 13.",
    ]
    assert note == "Struck out in the file, and left out: 214, 96, 310."


def test_columns_with_a_narrow_gutter_are_read_one_after_the_other() -> None:
    paragraphs, note = kept("narrow_columns")
    assert paragraphs == [
        "窓口を訪れた保護者は昨年1,846人で、一昨年の1,720人から126人増えた。相談の中身は、画像を送るよう求められたもの"
        "が612件と最も多く、次いで悪口の書き込みが498件、なりすましが207件だった。窓口は平日の午前9時から午後6時まで開い"
        "ている。",
        "学校からの連絡は883件で、小学校が251件、中学校が402件、高校が230件だった。県は来年度、相談員を14人から20人に"
        "増やし、夜間の電話も受ける。費用は約3,600万円を見込む。",
    ]
    assert note is None


def test_vertical_japanese_has_digits_set_across_and_letters_on_their_side() -> None:
    paragraphs, note = kept("vertical")
    assert [paragraph.replace("﹐", ",") for paragraph in paragraphs] == [
        "県警は26日、夜の見回りで声を掛けた子どもが昨年は二千三百十五人に上ったと発表した。前の年より百四人少ない。",
        "このうち繁華街では１,２０７人で、SNSで知り合った人を待っていた子は七十九人だった。",
    ]
    assert note is not None and note.startswith("Struck out in the file")


def test_headings_and_forms_keep_their_numbers_whole_and_apart() -> None:
    paragraphs, note = kept("headings_and_forms")
    assert paragraphs == [
        "令和6年3月14日",
        "平成30年の補導状況",
        "Children found by night patrols",
        "in 2018 and the four years before",
        "2,315 in all",
        "補導人員\t2,315人\nうち中学生\t904人\n照会\t少年課\u2003内線3471",
        "The patrols spoke to 2,315 children, 104 fewer than in 2017, and took 88 of them home before midnight.",
    ]
    assert note is None


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to print with")
@pytest.mark.parametrize(
    ("style", "body", "text"),
    [
        ("column-count: 3; column-gap: 9px", "<p>{}</p>" * 6, None),
        ("text-align: justify; width: 230px", "<p>{}</p>" * 3, None),
        ("text-align: right; letter-spacing: 5px", "<p>{}</p>", None),
        ("", "<p>Up to 1,204<sup>2</sup>, from <del>990</del>988.</p>", "Up to 1,204², from 988."),
        ("writing-mode: vertical-rl; height: 300px", "<p>{}</p>" * 2, None),
    ],
)
def test_what_chromium_prints_now_is_read(tmp_path: Path, style: str, body: str, text: str | None) -> None:
    sentence = "Patrols spoke to 2,315 children on 61 nights and took 88 of them, or 3.8 percent, home."
    page = tmp_path / "page.html"
    page.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><style>body {{ {style} }}</style>{body.format(*[sentence] * 9)}",
        encoding="utf-8",
    )
    assert CHROMIUM is not None
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={tmp_path / 'page.pdf'}", page.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip
    paragraphs, _ = read((tmp_path / "page.pdf").read_bytes())
    assert " ".join(paragraphs) == (text or " ".join([sentence] * body.count("{}")))
