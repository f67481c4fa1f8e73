"""The shape of the observations in SDMX: dimensions, attributes, and how periods and codes of ours are written there.

SDMX is ISO 17369; sections refer to the SDMX 3.0 Technical Specifications. Nothing here reads a database.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

AGENCY = "NPA_FIGURES"
# Two parts: in SDMX 3.0 a version of three parts is a promise that the artefact never changes, and code lists grow.
VERSION = "1.0"
DATAFLOW = "OBSERVATIONS"
DATA_STRUCTURE = "DSD_OBSERVATIONS"
CONCEPT_SCHEME = "CS_OBSERVATIONS"

TOTAL = "_T"
NOT_APPLICABLE = "_Z"


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension, the measure or an attribute.

    Attributes:
        id: Its name in SDMX, that of its concept too.
        name: Its name in English.
        column: The column of ``observations`` it is taken from; None where it is reckoned from the period.
        axis: For a dimension: the axis of its codes in ``dim_concept``.
        codes: For a closed list: code -> name.
        type: SDMX data type of what has no code list.
        whole: For an axis that names its whole: id and names of the code for what is not broken down, by language.
        list_id: The name of its code list where that is not its own.
    """

    id: str
    name: str
    column: str | None
    axis: str | None = None
    codes: Mapping[str, str] | None = None
    type: str = "String"
    whole: tuple[str, Mapping[str, str]] = (TOTAL, MappingProxyType({"en": "Not broken down", "ja": "総数"}))
    list_id: str | None = None

    @property
    def is_coded(self) -> bool:
        """Whether its values are of a code list."""
        return self.axis is not None or self.codes is not None

    @property
    def codelist(self) -> str:
        """The name of that list."""
        return self.list_id or f"CL_{self.id}"


# A subset of the SDMX cross-domain code list CL_FREQ.
_FREQUENCIES = {
    "A": "Annual",
    "S": "Half-yearly, semester",
    "Q": "Quarterly",
    "M": "Monthly",
    NOT_APPLICABLE: "Not applicable: a span of time of its own",
}
# A subset of the SDMX cross-domain code list CL_OBS_STATUS.
_STATUSES = {"A": "Normal value", "E": "Estimated value", "P": "Provisional value"}
_BASES = {
    "stated": "Stated in an article",
    "change": "Reckoned from a stated change",
    "percent_change": "Reckoned from a stated change in percent",
    "point_change": "Reckoned from a stated change in percentage points",
    "ratio": "Reckoned from a stated ratio",
    "share": "Reckoned from a stated share",
}

_CONFIRMATIONS = {
    "review": "A person confirmed or corrected it",
    "sources": "Independent witnesses agree on it",
    "arithmetic": "An equation with other stated figures closes on it",
}

DIMENSIONS = (
    Component("FREQ", "Frequency", None, codes=_FREQUENCIES),
    # REF_AREA and CL_AREA are cross-domain, their codes ISO 3166; figures of no area of their own are of all Japan.
    Component(
        "REF_AREA",
        "Reference area",
        "area",
        axis="area",
        whole=("JP", MappingProxyType({"en": "Japan", "ja": "日本"})),
        list_id="CL_AREA",
    ),
    Component("MEASURE", "What is counted", "measure", axis="measure"),
    Component("UNIT_MEASURE", "Unit of measure", "unit", axis="unit"),
    Component("OFFENCE", "Offence", "offence", axis="offence"),
    Component("AGE_GROUP", "Age or school", "age_group", axis="age_group"),
    Component("PLATFORM", "Platform", "platform", axis="platform"),
    Component("CHANNEL", "Channel", "channel", axis="channel"),
    Component("SEX", "Sex", "sex", axis="sex"),
    Component("MOTIVE", "Motive", "motive", axis="motive"),
    Component("OTHER_CONCEPTS", "Every further breakdown", "other_concepts", axis="other_concepts"),
)
TIME = Component("TIME_PERIOD", "Time period", None, type="ObservationalTimePeriod")
VALUE = Component("OBS_VALUE", "Value", "value", type="Decimal")
ATTRIBUTES = (
    Component("OBS_STATUS", "Status", "status", codes=_STATUSES),
    Component("LOWER_BOUND", "Lowest value the evidence allows", "low", type="Decimal"),
    Component("UPPER_BOUND", "Highest value the evidence allows", "high", type="Decimal"),
    Component("BASIS", "What the value rests on", "basis", codes=_BASES),
    Component("CONFIRMED_BY", "What speaks for it", "confirmed_by", codes=_CONFIRMATIONS),
    Component("WITNESSES", "How many publishers say so", "witnesses", type="Integer"),
    Component("ANNOUNCED_ON", "The day it was first announced", "announced_on", type="GregorianDay"),
    Component("SOURCE_PERIOD", "The period as the warehouse writes it", "period"),
    Component("OBSERVATION_ID", "The observation in the warehouse", "observation_id"),
)

_YEAR = re.compile(r"\d{4}")
_HALF_YEAR = re.compile(r"(\d{4})-H([12])")
_QUARTER = re.compile(r"\d{4}-Q[1-4]")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_FISCAL_YEAR = re.compile(r"FY\d{4}")
# IDType of the SDMX schemas.
_ID = re.compile(r"[A-Za-z0-9_@$\-]+")
_SEPARATORS = str.maketrans({"+": "-", "=": "$", ";": "@"})


def time_period(period: str, start: date, end: date) -> tuple[str, str]:
    """Frequency and period as SDMX writes them (section 6, part 4.2).

    A calendar year, half-year, quarter or month has a name of its own (``2018-S1``). Everything else, a Japanese fiscal
    year from April among it, is a time range: its first day and its length (``2018-04-01/P1Y``).

    Args:
        period: As the warehouse writes it.
        start: Its first day.
        end: Its last day.
    """
    if _YEAR.fullmatch(period):
        return "A", period
    if half := _HALF_YEAR.fullmatch(period):
        return "S", f"{half[1]}-S{half[2]}"
    if _QUARTER.fullmatch(period):
        return "Q", period
    if _MONTH.fullmatch(period):
        return "M", period
    frequency = "A" if _FISCAL_YEAR.fullmatch(period) else NOT_APPLICABLE
    return frequency, f"{start.isoformat()}/{_duration(start, end)}"


def _duration(start: date, end: date) -> str:
    """Length in whole years or months where it is that, else in days."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if after.day != start.day or months < 1:
        return f"P{(after - start).days}D"
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def code_id(code: str) -> str:
    """A code of ours as SDMX allows it: ``line+twitter`` is ``line-twitter``, ``place=osaka`` is ``place$osaka``.

    What SDMX has no characters for is named by its hash; its name in the code list is the code.
    """
    # A code with a separator of theirs in it could be taken for two of ours.
    if not set(code) & set("-$@") and _ID.fullmatch(translated := code.translate(_SEPARATORS)):
        return translated
    return f"X_{hashlib.sha256(code.encode()).hexdigest()[:16]}"


def listed_id(code: str) -> str:
    """A code of the vocabulary, which may be written as SDMX allows it already: ``JP-11`` stays what ISO 3166 has."""
    return code if _ID.fullmatch(code) else code_id(code)


def urn(kind: str, artefact: str, item: str | None = None) -> str:
    """The name of an artefact of ours in the whole world, as structures refer to it."""
    package = {"Codelist": "codelist", "Concept": "conceptscheme"}.get(kind, "datastructure")
    return f"urn:sdmx:org.sdmx.infomodel.{package}.{kind}={AGENCY}:{artefact}({VERSION})" + (f".{item}" if item else "")
