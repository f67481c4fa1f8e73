"""Words that are only examples, exceptions or descriptions: they narrow nothing down."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from pipelines.extraction.english.words import STOPS, VERBS
from pipelines.extraction.expressions import Label
from pipelines.extraction.items import Item, labelled
from pipelines.extraction.vocabulary import NO_PHRASE, VERB

_FOR_EXAMPLE = ("for example", "for instance")
_BEHIND_A_LIST = {"through", "via", "on", "in", "by", "at", "against"}
_THIS = ("this", "that", "these", "those")
_ADDING = ("with", "when", "once", "if")
_ADDED = ("added", "included", "are added", "are included", "counted in")
_SETTING_ASIDE = ("circumstance", "example", "exclude", "include", "and_other", "source", "them")


def without_examples(items: tuple[Item, ...], cues: Set[str]) -> tuple[Item, ...]:
    """Take the meaning from words that are only examples or exceptions: "such as theft", "excluding dating sites"."""
    added = _added(items)
    if cues.isdisjoint(_SETTING_ASIDE) and not added and not any(item.word == "where" for item in items):
        return items
    dropped: set[int] = set(added)
    for index, item in enumerate(items):
        if (
            item.word in ("among them", "included")
            and index
            and items[index - 1].concepts
            and _ends_a_phrase(items, index)
        ):
            # "serious crimes, murder and robbery included"
            start = next((k for k in range(index - 1, -1, -1) if items[k].word == ","), index - 2)
            dropped.update(position for position in range(start + 1, index) if items[position].concepts)
        elif (item.cue("exclude") and index + 1 < len(items) and items[index + 1].word in _THIS) or (
            item.cue("circumstance") and (not index or _names_suspects(items[:index]))
        ):
            continue  # "Apart from this, bullying led to 203 cases"; "266 were arrested in connection with bullying"
        elif item.cue("example", "exclude", "circumstance") or (
            item.cue("include") and not _number_follows(items, index)
        ):
            if item.word in _FOR_EXAMPLE and _ends_a_phrase(items, index):
                # "physical abuse, assault for example, came to 6,792"
                start = next((k for k in range(index - 1, -1, -1) if items[k].word == ","), index)
                dropped.update(position for position in range(start, index) if items[position].concepts)
                continue
            for position in range(index + 1, len(items)):
                one = items[position]
                if one.number or one.word in VERBS or one.word in (";", ".", ":"):
                    break
                if item.cue("example") and position > index + 1 and one.word in _BEHIND_A_LIST:
                    break  # "crimes such as theft through social media"
                if one.word == "," and not (position + 1 < len(items) and items[position + 1].concepts):
                    break
                if one.concepts:
                    dropped.add(position)
        elif item.cue("and_other"):
            dropped.update(_listed_before(items, index))
        elif item.word == "where" and index and items[index - 1].word == ",":
            # "cafes, where girls of high school age keep customers company, numbered 114"
            end = next((k for k in range(index + 1, len(items)) if items[k].word == "," or items[k].number), len(items))
            dropped.update(position for position in range(index + 1, end) if items[position].concepts)
        elif item.cue("source") and index + 1 < len(items) and items[index + 1].word in ("on", "about", "covering"):
            for position in range(index + 2, len(items)):
                if items[position].number or items[position].word in (*VERBS, ",", "puts", "shows", "says"):
                    break
                if items[position].label:
                    dropped.add(position)
    if not dropped:
        return items
    return tuple(
        (labelled(_unnamed(item.label), item.word) if item.label else item._replace(phrase=NO_PHRASE))
        if index in dropped
        else item
        for index, item in enumerate(items)
    )


def _names_suspects(items: Sequence[Item]) -> bool:
    """Whether items say that people were arrested or the like, so that what follows is why."""
    return any(meaning.role == VERB and meaning.code == "offenders" for item in items for meaning in item.concepts)


def _ends_a_phrase(items: Sequence[Item], index: int) -> bool:
    following = items[index + 1].word if index + 1 < len(items) else ","
    return following in (",", ".", ";") or following in VERBS


def _added(items: Sequence[Item]) -> list[int]:
    """Positions of the groups that join others in a sum: "with those on tablets and laptops added, ..."."""
    for end, item in enumerate(items):
        if item.word in _ADDED:
            start = next((position for position in range(end - 1, -1, -1) if items[position].word in _ADDING), None)
            if start is not None and not any(one.number for one in items[start:end]):
                return [position for position in range(start + 1, end) if items[position].concepts]
    return []


def _unnamed(label: Label) -> Label:
    return replace(label, age_group=None)


def _listed_before(items: Sequence[Item], index: int) -> list[int]:
    """Positions of the examples that "and other crimes" closes: "theft, robbery and other crimes"."""
    listed: list[int] = []
    plain = 0
    for position in range(index - 1, -1, -1):
        item = items[position]
        if any(meaning.axis not in ("measure", "unit") for meaning in item.concepts):
            listed.append(position)
            plain = 1
        elif item.word in ("and", "or", ","):
            continue
        elif plain or item.number or item.is_counted or item.word in (*VERBS, *STOPS, "of"):
            break
        else:
            plain += 1
    return listed


def _number_follows(items: Sequence[Item], index: int) -> bool:
    for item in items[index + 1 : index + 6]:
        if item.number:
            return True
        if item.word in VERBS:
            return False
    return False
