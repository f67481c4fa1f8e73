"""Reads texts with readers of numbers that others have written: run by ``readers``, in an environment of their own.

Needs nothing of this project. Each line of its input is one request in JSON: ``reader``, ``language`` and ``texts``.
Each is answered by a line: ``seconds`` of processor time and ``found``, for every text the start, end and value of each
number; or ``problem`` where the reader is not there. A text that a reader fails on has found null.

quantulum3                    its parser, English only
recognizers number            numbers and percentages, English and Japanese
recognizers number-with-unit  the same and sums of money, ages, dimensions and temperatures, English only
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import Any

Found = tuple[int, int, float]
Reader = Callable[[str], list[Found]]


@cache
def reader(name: str, language: str) -> Reader:
    """Raises: ImportError: where its package cannot be imported."""
    if name == "quantulum3":
        parser = importlib.import_module("quantulum3.parser")
        return lambda text: [(*one.span, float(one.value)) for one in parser.parse(text)]
    models = _models(name, language)
    return lambda text: _longest([one for model in models for one in _read(model, text)])


def _models(name: str, language: str) -> list[Any]:
    number = importlib.import_module("recognizers_number")
    culture = number.Culture.English if language == "en" else number.Culture.Japanese
    numbers = number.NumberRecognizer(culture)
    models = [numbers.get_number_model(), numbers.get_percentage_model()]
    if name.endswith("with-unit"):
        units = importlib.import_module("recognizers_number_with_unit").NumberWithUnitRecognizer(culture)
        models += [units.get_currency_model(), units.get_age_model(), units.get_dimension_model(),
                   units.get_temperature_model()]  # fmt: skip
    return models


def _read(model: Any, text: str) -> list[Found]:
    found = []
    for one in model.parse(text):
        value = re.sub(r"[%,]", "", str((one.resolution or {}).get("value") or ""))
        if re.fullmatch(r"-?\d+(\.\d+)?(E[+-]?\d+)?", value):
            found.append((one.start, one.end + 1, float(value)))
    return found


def _longest(found: list[Found]) -> list[Found]:
    """One number a place: of several models that read it, the one that read most of it."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    return sorted(kept)


def _tried(read: Reader, text: str) -> list[Found] | None:
    try:
        return read(text)
    except Exception:  # whatever it is, it is counted as a text that this reader cannot read
        return None


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """What the reader asked for finds in the texts."""
    try:
        read = reader(request["reader"], request["language"])
    except (ImportError, AttributeError) as error:
        return {"problem": f"{type(error).__name__}: {error}"}
    started = time.process_time()
    found = [_tried(read, text) for text in request["texts"]]
    return {"seconds": time.process_time() - started, "found": found}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
