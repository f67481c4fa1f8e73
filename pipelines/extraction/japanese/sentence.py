"""One Japanese sentence read by itself: items, rules, and the words that belong to each number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction import coding, spread, turns
from pipelines.extraction.drafts import PART_AXES
from pipelines.extraction.expressions import PER_100000, RATES, SIGNS, Form, Numeral
from pipelines.extraction.items import (
    CLOSING,
    OPENING,
    Item,
    cues_of,
    is_note,
    named_by,
    of_a_note,
    recognised,
    with_pointers,
)
from pipelines.extraction.japanese.claims import find_claims
from pipelines.extraction.japanese.document import unit_of_head
from pipelines.extraction.japanese.each import for_each, joins, says_of_each
from pipelines.extraction.japanese.examples import without_examples
from pipelines.extraction.japanese.frames import read_numbers
from pipelines.extraction.japanese.items import BREAKS, read_items
from pipelines.extraction.japanese.measures import measure_of, own_words
from pipelines.extraction.japanese.numerals import COUNTERS
from pipelines.extraction.japanese.qualifiers import qualifier
from pipelines.extraction.japanese.regions import (
    ages_together,
    apposed_region,
    region_of,
    theme_of,
    whole_in_words,
    without_base,
)
from pipelines.extraction.japanese.subjects import (
    closing_topic,
    is_question,
    names_another,
    scope_behind,
    subject_of,
    without_parts,
)
from pipelines.extraction.japanese.times import first_date, time_of
from pipelines.extraction.model import Facet, Kind, Qualifier, Source, Span
from pipelines.extraction.statements import Opener, Place, Reading, SentenceReading, Statement, Whole, lack_a_noun
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.vocabulary import Trait, Vocabulary

_OWN_UNITS = (*RATES, "yen")
_BULLETS = "▽▼・○●◇◆■□"
_ONLY_SPACE = re.compile(r"\s*\Z")
_SETTING_ASIDE = ("circumstance", "and_such", "and_other", "exclude")
_RESTATED_WITHIN = 5  # items between a count and the share that says it again


def read_sentence(text: str, sentence: Sentence, vocabulary: Vocabulary) -> SentenceReading:
    """Read one sentence; a heading, link or caption states nothing but its topic."""
    items = read_items(text, sentence.span, vocabulary)
    if any(item.number and item.number.unit is None for item in items):
        items = _with_unit_of_head(items, text)
    cues = cues_of(items)
    items = with_pointers(items, cues)
    found = recognised(items)
    if "note" in cues and is_note(text, sentence.span, items):
        return SentenceReading(sentence, recognised=found | of_a_note(items))
    clear = items if cues.isdisjoint(_SETTING_ASIDE) else without_examples(items)
    cues = cues if clear is items else cues_of(clear)
    cues |= _pseudo_cues(text, sentence.span, clear)
    topic = coding.concepts(clear, None, vocabulary)
    any_time = first_date(clear)
    if sentence.role is not Role.BODY:
        asks = is_question(text, sentence.span)
        closes = text[sentence.span.start] in OPENING and _ends(text, sentence.span)
        return SentenceReading(
            sentence,
            topic=topic,
            any_time=any_time,
            recognised=found,
            is_question=asks,
            closing_topic=topic if closes else {},  # below a list: (児童ポルノ事犯、平成29年中)
        )
    readings = read_numbers(clear, is_shared="respective" in cues)
    statements: list[Statement] = []
    theme: dict[str, Facet] = {}
    if len(readings) > 1 and "offence" in topic:
        topic = without_parts(topic, clear, readings)
    whole = whole_in_words(clear, readings[0].index, vocabulary) if readings else {}
    for place in range(len(readings)):
        theme = theme_of(clear, readings, place, theme, vocabulary)
        statements += _statements(clear, readings, place, statements, {**whole, **theme}, cues, vocabulary)
        named = statements[-1].axes
        whole = {axis: facet for axis, facet in whole.items() if named.get(axis) == facet}  # a part replaces its axis
    if "each" in cues:
        statements = spread.for_all_levels(clear, statements)
    if "respective" in cues:
        statements = spread.changes_in_turn(turns.in_turn(clear, statements, vocabulary))
    of_country = [k for k, item in enumerate(clear) if item.cue("nationwide", "national")]
    ranks = [k for k in of_country if _is_rank(clear, k)]
    is_of_country = len(of_country) > len(ranks)
    claims = find_claims(text, sentence.span, clear)
    scope = scope_behind(clear, closes_text=_ends(text, sentence.span))
    lead = coding.concepts(scope, None, vocabulary)
    return SentenceReading(
        sentence=sentence,
        statements=tuple(statements),
        lead=lead,
        lead_time=first_date(scope),
        is_row=bool(statements) and text[sentence.span.start] in _BULLETS,
        any_time=any_time,
        topic=topic,
        noun=coding.counted_thing(clear, vocabulary) if lack_a_noun(statements) else {},
        subject=subject_of(clear, vocabulary) if not statements else {},
        platform=coding.concept(clear, "platform", vocabulary),
        named=named_by(clear),
        is_question=not statements and is_question(text, sentence.span),
        closing_topic=lead if statements else closing_topic(clear, topic),
        opens_topic="switch" in cues and any(item.cue("switch") for item in clear[:6]),
        is_nationwide=is_of_country and "nationwide" in cues,
        is_national=is_of_country,
        is_ranked=bool(ranks),
        is_survey="survey" in cues,
        is_provisional="provisional" in cues,
        claims=tuple(claims),
        recognised=found,
    )


def _is_rank(items: Sequence[Item], position: int) -> bool:
    """Whether the word for the country at a position says among what something ranks: 全国では4番目."""
    behind = next((item for item in items[position + 1 :] if item.word not in ("は", "も")), None)
    return behind is not None and behind.label is not None and behind.label.disposition == "rank"


def _statements(
    items: Sequence[Item],
    readings: Sequence[Reading],
    place: int,
    earlier: Sequence[Statement],
    theme: Mapping[str, Facet],
    cues: Set[str],
    vocabulary: Vocabulary,
) -> list[Statement]:
    reading = readings[place]
    index = reading.index
    numeral = items[index].number
    assert numeral is not None, "rules read numbers only"
    start = readings[place - 1].index + 1 if place else 0
    region = without_base(items, index, region_of(items, readings, place), earlier)
    axes = coding.concepts(region, len(region), vocabulary)
    axes.pop("measure", None)
    if ages := ages_together(region):
        axes["age_group"] = ages
    axes = {**theme, **axes}
    if reading.place is Place.WHOLE:
        axes = {axis: facet for axis, facet in axes.items() if axis not in theme}  # 小学生は1486人のうち136人
    behind = apposed_region(items, readings, place)
    if behind:
        apposed = coding.concepts(behind, None, vocabulary)
        axes = {axis: facet for axis, facet in apposed.items() if axis != "measure"} | axes
    unit = Facet(numeral.unit, Source.STATED, numeral.span) if numeral.unit else None
    is_rate = "rate" in cues and any(item.label and item.label.rate == PER_100000 for item in items[start:index])
    if unit and vocabulary.is_a(Trait.BODY, "unit", unit.value):
        axes = {axis: facet for axis, facet in axes.items() if axis not in ("age_group", "sex")}  # 女子高校生が働く店
    if is_rate and numeral.unit in ("persons", "cases", None):
        unit = Facet(PER_100000, Source.STATED, numeral.span)
    measure = measure_of(items, readings, place, region, cues, vocabulary)
    if measure is None and unit and unit.value == "sites" and items[index].word.endswith(("店", "店舗")):
        measure = Facet("outlets", Source.DEFAULT)
    if measure and measure.value == "reports" and unit:
        unit = unit._replace(value="reports")
    if reading.rule == "fraction_of_earlier":
        numeral = replace(numeral, value=(numeral.value / 100).quantize(Decimal("0.0001")).normalize(), unit="times")
    grade, words = qualifier(items, index)
    if reading.rule == "crossing" and grade is Qualifier.EXACT:
        below = any(item.cue("below") for item in items[index : index + 5])
        grade, words = Qualifier.LESS_THAN if below else Qualifier.MORE_THAN, items[index + 1].span
    if (
        reading.rule in ("fraction_of_earlier", "multiple", "changed_by")
        and index + 2 < len(items)
        and items[index + 1].word == "を"
    ):
        if items[index + 2].cue("below", "fewer"):
            grade, words = Qualifier.LESS_THAN, items[index + 2].span
        elif items[index + 2].cue("crossing", "more"):
            grade, words = Qualifier.MORE_THAN, items[index + 2].span
    whole = _whole(items, start, index, place > 0, is_share=reading.kind is Kind.SHARE)
    segment, opener = _segment(items, readings, place, earlier)
    if numeral.unit not in _OWN_UNITS:
        numeral = replace(numeral, unit=None)
    else:
        unit = None
    statement = Statement(
        numeral=numeral,
        segment=segment,
        opener=opener,
        kind=reading.kind,
        sign=reading.sign,
        place=reading.place,
        rule=reading.rule,
        qualifier=Facet(grade.value, Source.STATED if words else Source.DEFAULT, words),
        axes=axes,
        unit=unit,
        measure=measure,
        time=time_of(items, readings, place),
        whole=whole,
        restates=_restates(items, readings, place),
        joins=joins(items[start:index], earlier, is_share=reading.kind is Kind.SHARE),
        counted_as=own_words(measure, items),
        refers_back="figure_anaphor" in cues and any(item.cue("figure_anaphor") for item in items[start:index]),
        platform_refers_back="platform_anaphor" in cues
        and any(item.cue("platform_anaphor") for item in items[start:index]),
        passed_over=_passed_over(items, index, numeral, unit, cues),
        population=coding.population(region),
        is_rest="rest" in cues and any(item.cue("rest") for item in region),
        names_total="total" in cues and any(item.cue("total") for item in region),
        names_another=names_another(items[start:index]),
        is_of_each="each" in cues and reading.place is Place.COMPARED and says_of_each(items[start:index]),
        are_juveniles="少年" in [item.word for item in region],
        names_minors=not cues.isdisjoint(("minors", "population"))
        and any(item.cue("minors") or (item.label and item.label.is_population) for item in (*items[:index], *region)),
        items=tuple(region),
    )
    ends = spread.ends_of_range(statement)
    return ends if cues.isdisjoint(("each", "respective")) else for_each(items, start, index, ends)


def _ends(text: str, span: Span) -> bool:
    """Whether nothing but space follows a sentence."""
    return _ONLY_SPACE.match(text, span.end) is not None


def _pseudo_cues(text: str, span: Span, items: Sequence[Item]) -> frozenset[str]:
    """What a sentence has that is asked for like a cue: two もs that join names, rates, ages of the population."""
    found = ["each"] if text.count("も", *span) > 1 else []
    for item in items:
        if item.label is not None:
            found += ["population"] * item.label.is_population + ["rate"] * (item.label.rate is not None)
    return frozenset(found)


def _with_unit_of_head(items: Sequence[Item], text: str) -> tuple[Item, ...]:
    """Give bare numbers the counter of the number they change, or of a head: 5人(±0), 不明者数(人)はH30 16,918.

    With decimals beside 人口10万人当たり they are rates: 自殺死亡率(人口10万人当たり)は16.8.
    """
    found = list(items)
    is_rate = any(item.label and item.label.rate == PER_100000 for item in items)
    for index, item in enumerate(items):
        number = item.number
        if number is None or number.unit is not None or number.form is not Form.DIGITS:
            continue
        if is_rate and number.decimals:
            found[index] = item._replace(number=replace(number, unit=PER_100000))
            continue
        before = found[index - 3].number if index > 2 else None
        if before and items[index - 1].word in SIGNS and items[index - 2].word in OPENING:
            found[index] = item._replace(number=replace(number, unit=before.unit))
        elif counter := unit_of_head(text, item.span.start):
            found[index] = item._replace(number=replace(number, unit=COUNTERS[counter]))
    return tuple(found)


def _whole(items: Sequence[Item], start: int, index: int, has_predecessor: bool, is_share: bool) -> Whole:
    between = items[start:index]
    last = [item.word for item in between if not item.phrase.qualifies_next][-2:]
    if is_share and last == ["そ", "の"]:
        return Whole.THEM
    for item in between:
        if item.cue("them"):
            return Whole.THEM
        if item.cue("part", "of_whole"):
            return Whole.TOTAL
    if is_share and has_predecessor and any(item.word in ("、", "が") for item in between):
        return Whole.HEAD  # 60人で、ほぼ半数が
    return Whole.UNSAID


def _segment(
    items: Sequence[Item], readings: Sequence[Reading], place: int, earlier: Sequence[Statement]
) -> tuple[int, Opener]:
    """A level opens a segment; a change belongs to the level it follows, or to the one it leads up to."""
    if not earlier:
        return 0, Opener.START
    reading, last = readings[place], readings[place - 1]
    number = earlier[-1].segment
    between = items[last.index + 1 : reading.index]
    goes_on = not any(item.word in ("。", "▽", "○", "；") for item in between)
    compares = reading.place in (Place.COMPARED, Place.EARLIER)
    last_compares = last.place in (Place.COMPARED, Place.EARLIER)
    has_level = any(one.segment == number and one.place in (Place.NOW, Place.WHOLE) for one in earlier)
    names = any(meaning.axis in PART_AXES or meaning.axis == "measure" for item in between for meaning in item.concepts)
    leads_up = _leads_up(items, readings, place) and (
        names or any(item.word in (("、", "は", "も") if has_level else ("は", "も")) for item in between)
    )
    if compares and (has_level or last_compares) and goes_on and not leads_up:
        return number, earlier[-1].opener
    if (
        not compares
        and last_compares
        and not has_level
        and not names
        and not any(item.word == "。" or item.cue("figure_anaphor") for item in between)
    ):
        return number, earlier[-1].opener
    return number + 1, Opener.LIST if goes_on else Opener.CLAUSE


def _leads_up(items: Sequence[Item], readings: Sequence[Reading], place: int) -> bool:
    """Whether a change comes before its level: 1498件減の2万1581件, 161件減って2464件."""
    if place + 1 >= len(readings) or readings[place + 1].place is not Place.NOW:
        return False
    between = items[readings[place].index + 1 : readings[place + 1].index]
    return len(between) <= 4 and not any(item.word in BREAKS for item in between)


def _restates(items: Sequence[Item], readings: Sequence[Reading], place: int) -> bool:
    """Whether a share says the level beside it again: 156人（20.7%）, 93.5％に当たる1372人."""
    if not place:
        return False
    between = items[readings[place - 1].index + 1 : readings[place].index]
    between = [item for item in between if not item.phrase.qualifies_previous]
    links = (*OPENING, "で", "と", "、", "で、", ":", "：")
    return len(between) <= _RESTATED_WITHIN and all(
        item.word in links or item.phrase.qualifies_next or (item.cue("part") and not item.concepts) for item in between
    )


def _passed_over(items: Sequence[Item], index: int, numeral: Numeral, unit: Facet | None, cues: Set[str]) -> str | None:
    if "target" in cues and _is_aimed_at(items, index):
        return "target"
    if any(item.cue("extreme") for item in items[max(0, index - 6) : index]) and unit and unit.value == "years_of_age":
        return "age_label"
    if unit is None and numeral.unit is None and numeral.form is not Form.ZERO:
        # A number without a counter counts nothing here: a year, a table's number, a score.
        return "not_statistics"
    return None


def _is_aimed_at(items: Sequence[Item], index: int) -> bool:
    """Whether a target is what the number gives: 2500人以下に減らす目標を掲げるが、昨年は3904人."""
    closed = next((k for k in range(index - 1, -1, -1) if items[k].word in CLOSING), 0)  # a penalty in brackets
    ends = next(
        (k for k in range(index + 1, len(items)) if items[k].word in ("が", "。") and not items[k].number), len(items)
    )
    behind = any(item.cue("target") for item in items[index + 1 : ends])
    clause = next((k for k in range(index - 1, -1, -1) if items[k].word == "、"), -1)
    return behind or any(item.cue("target") for item in items[max(clause, closed) + 1 : index])
