"""One Japanese sentence read by itself: items, rules, and the words that belong to each number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction import coding, spread
from pipelines.extraction.drafts import PART_AXES
from pipelines.extraction.expressions import PER_100000, RATES, SIGNS, Form, Numeral
from pipelines.extraction.items import CLOSING, OPENING, Item, cues_of, named_by, recognised, with_pointers
from pipelines.extraction.japanese.claims import find_claims
from pipelines.extraction.japanese.document import unit_of_head
from pipelines.extraction.japanese.each import for_each
from pipelines.extraction.japanese.frames import read_numbers
from pipelines.extraction.japanese.items import BREAKS, read_items
from pipelines.extraction.japanese.numerals import COUNTERS
from pipelines.extraction.japanese.predicates import predicate_measure, predicate_of_list
from pipelines.extraction.japanese.qualifiers import qualifier
from pipelines.extraction.japanese.regions import apposed_region, region_of, theme_of
from pipelines.extraction.japanese.times import first_date, time_of
from pipelines.extraction.model import Facet, Kind, Qualifier, Source, Span
from pipelines.extraction.statements import Opener, Place, Reading, SentenceReading, Statement, Whole
from pipelines.extraction.structure import Role, Sentence
from pipelines.extraction.vocabulary import NO_CODE, NO_PHRASE, Vocabulary

_OWN_UNITS = (*RATES, "yen")
_PLACES = ("sites", "organizations")  # of no age
_SETTING_ASIDE = ("circumstance", "and_such", "and_other", "exclude")
_RESTATED_WITHIN = 5  # items between a count and the share that says it again
_COUNTS_OF_THINGS = {"2": 2, "3": 3, "4": 4, "5": 5, "二": 2, "三": 3, "四": 4, "五": 5}
_SAYING_MORE = (BREAKS - {"。"}) | {"は", "が", "も", "」"}
_COPULAS = ("", "。", "だ", "だ。", "である", "である。", "です", "です。", "となる。", "による。")
_ASKING = ("Q ", "Q.", "Q:", "Q：", "Q　", "問 ", "問　", "──", "――")
_NEAR = 3  # items before a noun that may still say what its people are


def read_sentence(text: str, sentence: Sentence, vocabulary: Vocabulary) -> SentenceReading:
    """Read one sentence; a heading, link or caption states nothing but its topic."""
    items = read_items(text, sentence.span, vocabulary)
    if any(item.number and item.number.unit is None for item in items):
        items = _with_unit_of_head(items, text)
    cues = cues_of(items)
    items = with_pointers(items, cues)
    found = recognised(items)
    clear = items if cues.isdisjoint(_SETTING_ASIDE) else _without_examples(items)
    cues = cues if clear is items else cues_of(clear)
    cues |= _pseudo_cues(text, sentence.span, clear)
    topic = coding.concepts(clear, None, vocabulary)
    any_time = first_date(clear)
    if sentence.role is not Role.BODY:
        asks = is_question(text, sentence.span)
        return SentenceReading(sentence, topic=topic, any_time=any_time, recognised=found, is_question=asks)
    readings = read_numbers(clear, is_shared="respective" in cues)
    statements: list[Statement] = []
    theme: dict[str, Facet] = {}
    if len(readings) > 1 and "offence" in topic:
        topic = _without_parts(topic, clear, readings)
    for place in range(len(readings)):
        theme = theme_of(clear, readings, place, theme, vocabulary)
        statements += _statements(clear, readings, place, statements, theme, cues, vocabulary)
    if "each" in cues:
        statements = spread.for_all_levels(clear, statements)
    if "respective" in cues:
        statements = spread.changes_in_turn(spread.codes_in_turn(spread.in_turn(clear, statements)))
    claims = find_claims(text, sentence.span, clear)
    return SentenceReading(
        sentence=sentence,
        statements=tuple(statements),
        any_time=any_time,
        topic=topic,
        subject=_subject(clear, vocabulary) if not statements else {},
        platform=coding.concept(clear, "platform", vocabulary),
        named=named_by(clear),
        is_question=not statements and is_question(text, sentence.span),
        closing_topic=_closing_topic(clear, topic) if not statements else {},
        opens_topic="switch" in cues and any(item.cue("switch") for item in clear[:6]),
        is_nationwide="nationwide" in cues,
        is_survey="survey" in cues,
        is_provisional="provisional" in cues,
        claims=tuple(claims),
        recognised=found,
    )


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
    region = _without_base(items, index, region_of(items, readings, place), reading.rule)
    axes = coding.concepts(region, len(region), vocabulary)
    axes.pop("measure", None)
    axes = {**theme, **axes}
    behind = apposed_region(items, readings, place)
    if behind:
        apposed = coding.concepts(behind, None, vocabulary)
        axes = {axis: facet for axis, facet in apposed.items() if axis != "measure"} | axes
    unit = Facet(numeral.unit, Source.STATED, numeral.span) if numeral.unit else None
    is_rate = "rate" in cues and any(item.label and item.label.rate == PER_100000 for item in items[start:index])
    if unit and unit.value in _PLACES:
        axes = {axis: facet for axis, facet in axes.items() if axis not in ("age_group", "sex")}  # 女子高校生が働く店
    if is_rate and numeral.unit in ("persons", "cases", None):
        unit = Facet(PER_100000, Source.STATED, numeral.span)
    told = predicate_measure(items, index, numeral.unit, vocabulary) if "predicate" in cues else None
    measure = told or _measure(region, items[:index], numeral, vocabulary)
    if measure is None and numeral.unit == "persons" and place and _are_those_of_cases(items, readings, place):
        measure = Facet("offenders", Source.INHERITED)
    if measure is None and numeral.unit == "yen":
        measure = _loss_behind(items, index) or _loss_in_cases(items, index)
    if measure is None and "predicate" in cues:
        measure = predicate_of_list(items, index, numeral.unit, vocabulary)
    if measure and measure.value == "reports" and unit:
        unit = unit._replace(value="reports")
    if reading.rule == "fraction_of_earlier":
        numeral = replace(numeral, value=(numeral.value / 100).quantize(Decimal("0.0001")).normalize(), unit="times")
    grade, words = qualifier(items, index)
    if reading.rule == "crossing" and grade is Qualifier.EXACT:
        below = any(item.cue("below") for item in items[index : index + 5])
        grade, words = Qualifier.LESS_THAN if below else Qualifier.MORE_THAN, items[index + 1].span
    if reading.rule in ("fraction_of_earlier", "multiple") and index + 2 < len(items) and items[index + 1].word == "を":
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
        joins=_joins(items[start:index]),
        counted_as=_own_words(measure, items),
        refers_back="figure_anaphor" in cues and any(item.cue("figure_anaphor") for item in items[start:index]),
        platform_refers_back="platform_anaphor" in cues
        and any(item.cue("platform_anaphor") for item in items[start:index]),
        passed_over=_passed_over(items, index, numeral, unit, cues),
        population=coding.population(region),
        names_place="place" in cues and any(item.cue("place") for item in region),
        is_rest="rest" in cues and any(item.cue("rest") for item in region),
        names_total="total" in cues and any(item.cue("total") for item in region),
        are_juveniles="少年" in [item.word for item in region],
        names_minors=not cues.isdisjoint(("minors", "population"))
        and any(item.cue("minors") or (item.label and item.label.is_population) for item in (*items[:index], *region)),
        items=tuple(region),
    )
    ends = spread.ends_of_range(statement)
    return for_each(items, start, index, ends) if "each" in cues else ends


def _are_those_of_cases(items: Sequence[Item], readings: Sequence[Reading], place: int) -> bool:
    """Whether people right behind cases are those who were arrested in them: 検挙した事件は121件、113人."""
    last = readings[place - 1].index
    number = items[last].number
    between = [item.word for item in items[last + 1 : readings[place].index]]
    if number is None or number.unit != "cases" or len(between) != 1 or between[0] not in ("、", *OPENING):
        return False
    start = readings[place - 2].index + 1 if place > 1 else 0
    words = items[start:last]
    are_arrests = any(item.cue("predicate") or item.word.endswith(("違反", "事件", "検挙件数")) for item in words)
    return are_arrests and not any(meaning.code == "victims" for item in words for meaning in item.concepts)


def _loss_behind(items: Sequence[Item], index: int) -> Facet | None:
    """Whether the words behind a sum of money say that it was lost: 7億2千万円(同1億円減)の被害が出た."""
    for item in items[index + 1 :]:
        if item.word == "。":
            return None
        if any(meaning.code == "losses" for meaning in item.concepts):
            return Facet("losses", Source.STATED, item.span)
    return None


def _loss_in_cases(items: Sequence[Item], index: int) -> Facet | None:
    """Whether a sum of money stands right behind cases: 384件(21.9%増)8億円, 1万8201件、390億円."""
    place = index - 1
    if place >= 0 and items[place].word == "、":
        place -= 1
    if place >= 0 and items[place].word in CLOSING:
        place = next((k for k in range(place, -1, -1) if items[k].word in OPENING), 0) - 1
    number = items[place].number if place >= 0 else None
    return Facet("losses", Source.INHERITED) if number is not None and number.unit == "cases" else None


def _own_words(measure: Facet | None, items: Sequence[Item]) -> str | None:
    """The words of what is counted, where they have no code."""
    if measure is None or measure.value != NO_CODE:
        return None
    return next((item.word for item in items if item.span == measure.span), None)


def _without_base(items: Sequence[Item], index: int, region: list[Item], rule: str) -> list[Item]:
    """The words of a ratio without what it is compared with: 男性は女性の2.3倍."""
    if rule != "multiple" or index < 2 or items[index - 1].word != "の":
        return region
    base = items[index - 2]
    axes = {meaning.axis for meaning in base.concepts}
    others = [item for item in region if item.span != base.span]
    is_of_another = any(meaning.axis in axes for item in others for meaning in item.concepts)
    return others if is_of_another else region


def _joins(between: Sequence[Item]) -> int:
    """How many things named before a number tells of together: 両者で7割, この3つで全体の半数."""
    for item in between:
        if item.cue("joined"):
            return 2
        if item.label and item.label.disposition == "quantity" and item.word[0] in _COUNTS_OF_THINGS:
            return _COUNTS_OF_THINGS[item.word[0]]
    return 0


def _subject(items: Sequence[Item], vocabulary: Vocabulary) -> dict[str, Facet]:
    """What は, では or について puts at the head of a sentence: コミュニティーサイトは事情が異なる."""
    mark = next((k for k, item in enumerate(items) if item.word in ("は", "、")), None)
    return coding.concepts(items[:mark], None, vocabulary) if mark is not None and items[mark].word == "は" else {}


def _pseudo_cues(text: str, span: Span, items: Sequence[Item]) -> frozenset[str]:
    """What a sentence has that is asked for like a cue: two もs that join names, rates, ages of the population."""
    found = ["each"] if text.count("も", *span) > 1 else []
    for item in items:
        if item.label is not None:
            found += ["population"] * item.label.is_population + ["rate"] * (item.label.rate is not None)
    return frozenset(found)


def _without_parts(topic: dict[str, Facet], items: Sequence[Item], readings: Sequence[Reading]) -> dict[str, Facet]:
    """A topic without a crime that only a part names: 検挙は3万4700件で、刑法犯2万4200件、特別法犯1万500件."""
    words = topic["offence"].span
    if words is None or words.start < items[readings[0].index].span.start:
        return topic
    is_of_a_part = not any(item.span == words for item in region_of(items, readings, 0))
    return {axis: facet for axis, facet in topic.items() if axis != "offence"} if is_of_a_part else topic


def _with_unit_of_head(items: Sequence[Item], text: str) -> tuple[Item, ...]:
    """Give bare numbers the counter of the number they change, or of a head: 5人(±0), 不明者数(人)はH30 16,918."""
    found = list(items)
    for index, item in enumerate(items):
        number = item.number
        if number is None or number.unit is not None or number.form is not Form.DIGITS:
            continue
        before = found[index - 3].number if index > 2 else None
        if before and items[index - 1].word in SIGNS and items[index - 2].word in OPENING:
            found[index] = item._replace(number=replace(number, unit=before.unit))
        elif counter := unit_of_head(text, item.span.start):
            found[index] = item._replace(number=replace(number, unit=COUNTERS[counter]))
    return tuple(found)


def is_question(text: str, span: Span) -> bool:
    """Whether a sentence asks: Q 小学生は。 どのアプリで多い?"""
    return text[span.end - 1] in "?？" or text.startswith(_ASKING, span.start)


def _closing_topic(items: Sequence[Item], topic: Mapping[str, Facet]) -> Mapping[str, Facet]:
    """The codes of a sentence that only says what its text counts: リベンジポルノの統計である, 自画撮りの内訳だ."""
    last = next((k for k in range(len(items) - 1, -1, -1) if items[k].cue("statistics") or items[k].concepts), -1)
    says_more = any(item.word in _SAYING_MORE for item in items)
    is_copula = "".join(item.word for item in items[last + 1 :]) in _COPULAS
    return topic if is_copula and not says_more else {}


# What these say is counted, whatever else the words name: 1件当たりの被害額, 相手と会った被害児童.
_DECISIVE_MEASURES = {"average_loss", "met_offender", "children_reported", "protected"}


def _measure(region: Sequence[Item], before: Sequence[Item], numeral: Numeral, vocabulary: Vocabulary) -> Facet | None:
    """The measure nearest before the number whose unit its counter agrees with."""
    unit = numeral.unit
    for item in reversed(region):
        for meaning in item.concepts:
            is_decisive = meaning.axis == "measure" and meaning.code in _DECISIVE_MEASURES
            if is_decisive and (unit in RATES or vocabulary.unit_of_measure.get(meaning.code) == unit):
                return Facet(meaning.code, Source.STATED, item.span)
    for row in (region, before):
        reach = len(row)
        for distance, item in enumerate(reversed(row)):
            if distance > reach:
                break
            for meaning in item.concepts:
                if meaning.axis != "measure":
                    continue
                if meaning.code == NO_CODE:
                    expected = next((one.code for one in item.concepts if one.axis == "unit"), None)
                else:
                    expected = vocabulary.unit_of_measure.get(meaning.code)
                if numeral.form is Form.ZERO and unit is None and expected != "yen":
                    return Facet(meaning.code, Source.STATED, item.span)
                if unit in RATES or expected == unit or (unit, expected) == ("cases", "reports"):
                    return Facet(meaning.code, Source.STATED, item.span)
            if unit == "persons" and item.is_counted and not any(one.axis == "measure" for one in item.concepts):
                # 脅された子供が156人: people are what the words right before them say, and nothing further away.
                reach = min(reach, distance + _NEAR)
        if reach < len(row):
            return None
        if unit in RATES:
            return None
    return Facet("cases", Source.DEFAULT) if unit == "cases" else None


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
        and not any(item.word == "。" for item in between)
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
    if "target" in cues:
        return "target"
    if any(item.cue("extreme") for item in items[max(0, index - 6) : index]) and unit and unit.value == "years_of_age":
        return "age_label"
    if unit is None and numeral.unit is None and numeral.form is not Form.ZERO:
        # A number without a counter counts nothing here: a year, a table's number, a score.
        return "not_statistics"
    return None


def _opens_with_names(items: Sequence[Item], index: int) -> bool:
    """Whether the brackets before a など hold nothing but names, behind the word for their kind: SNS(XやYなど)."""
    start = next((k for k in range(index - 1, -1, -1) if items[k].word in OPENING), 0)
    names = items[start + 1 : index]
    return start > 0 and bool(items[start - 1].concepts) and not any(item.number for item in names)


def _without_examples(items: Sequence[Item]) -> tuple[Item, ...]:
    """Take the meaning from examples and exceptions: 強盗などの重要犯罪, 出会い系サイトを除く."""
    dropped: set[int] = set()
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        names_the_kind = item.cue("and_such") and following is not None and bool(following.concepts)
        closes = item.cue("and_such") and following is not None and following.word in CLOSING
        are_examples = names_the_kind or (closes and _opens_with_names(items, index))
        if item.cue("and_other", "exclude", "circumstance") or are_examples:
            for position in range(index - 1, max(-1, index - 8), -1):
                one = items[position]
                if one.concepts and any(meaning.axis != "measure" for meaning in one.concepts):
                    dropped.add(position)
                elif one.word not in ("、", "や", "と", "・", "「", "」"):
                    break
    if not dropped:
        return tuple(items)
    return tuple(item._replace(phrase=NO_PHRASE) if index in dropped else item for index, item in enumerate(items))
