"""What a slip does to a written number: a digit changed, dropped, swapped with its neighbour, or a nought too many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_RUN = re.compile(r"\d[\d,，]*(?:[.．・]\d+)?")
_SEPARATORS = ",，"


@dataclass(frozen=True)
class Written:
    """The one run of digits in a quote: 1,813 or the 30.15 of 30.15 billion.

    Attributes:
        start, end: Where it stands in the quote.
        plain: Its digits and its decimal point.
        scale: What the words beside it multiply it by.
    """

    start: int
    end: int
    plain: str
    scale: Decimal
    is_grouped: bool

    def printed(self, quote: str, plain: str) -> str:
        """The quote with another number in its place, its thousands grouped alike."""
        whole, point, rest = plain.partition(".")
        return f"{quote[: self.start]}{f'{int(whole):,}' if self.is_grouped else whole}{point}{rest}{quote[self.end :]}"


def written(quote: str, value: Decimal) -> Written | None:
    """How the value is written; None in words, in several runs, or where the run is not the value."""
    runs = list(_RUN.finditer(quote))
    if len(runs) != 1 or not value:
        return None
    plain = "".join(_plain(character) for character in runs[0].group() if character not in _SEPARATORS)
    scale = abs(value) / Decimal(plain) if Decimal(plain) else Decimal(0)
    if set(f"{scale.normalize():f}") != {"1"} | set("0" if scale > 1 else ""):
        return None
    return Written(*runs[0].span(), plain, scale, any(mark in runs[0].group() for mark in _SEPARATORS))


def slips(plain: str, kind: str) -> list[str]:
    """Every other number that one slip of this kind makes of a number, with as many decimals."""
    return sorted({slip for slip in SLIPS[kind](plain) if _is_printable(slip) and _differs(slip, plain)})


def _changed(plain: str) -> Iterator[str]:
    for place in _digit_places(plain):
        for digit in "0123456789":
            yield plain[:place] + digit + plain[place + 1 :]


def _dropped(plain: str) -> Iterator[str]:
    for place in _digit_places(plain.partition(".")[0]):
        yield plain[:place] + plain[place + 1 :]


def _swapped(plain: str) -> Iterator[str]:
    for one, other in pairwise(_digit_places(plain)):
        if other == one + 1:
            yield plain[:one] + plain[other] + plain[one] + plain[other + 1 :]


def _nought_added(plain: str) -> Iterator[str]:
    whole, point, rest = plain.partition(".")
    yield f"{whole}0{point}{rest}"


SLIPS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "digit changed": _changed,
    "digit dropped": _dropped,
    "digits swapped": _swapped,
    "nought added": _nought_added,
}


def _plain(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else "."


def _digit_places(plain: str) -> list[int]:
    return [place for place, character in enumerate(plain) if character != "."]


def _is_printable(plain: str) -> bool:
    whole = plain.partition(".")[0]
    return whole == "0" or whole[:1] not in ("", "0")


def _differs(one: str, other: str) -> bool:
    return Decimal(one) != Decimal(other)
