"""A sentence cut into segments: each holds the numbers that say one thing and the words that say what.

"Twitter was the route to 226 minors, 118 more than the year before, and Gyaruru chats to 203" is two
segments; "By school," before them is the lead, which speaks for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extraction.english.context import is_aimed_at
from pipelines.extraction.expressions import SIGNS
from pipelines.extraction.items import Item

_HARD_BREAKS = {";", ":", "(", ")", "—", "–", "["}
_CLAUSE_WORDS = {"while", "whereas", "but", "although", "though", "when", "then", "yet"}
_BEFORE_A_TIME = {"in", "for", "during", "of"}
_ANEW = {"and", "then", ";", "while", "but", "whereas"}
_ASIDE = 4  # items of a short aside in brackets
_FILLERS = {
    "a", "an", "the", "only", "just", "some", "about", "around", "roughly", "nearly", "almost", "over", "more",
    "than", "at", "least", "most", "or", "another", "further", "still", "preliminary", "provisional", "record",
    "in", "to", "as", "many", "approximately", "sharper", "smaller", "slight", "which", "was", "is", "were", "also",
    "again", "fully", "up",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """Items that belong together, in text order.

    Attributes:
        items: The segment's items, breaks left out.
        opener: The word or mark that opened it ("and", "including", ":", ";"), or "".
    """

    items: tuple[Item, ...]
    opener: str = ""

    @property
    def has_number(self) -> bool:
        """Whether a quantity stands in it."""
        return any(item.number for item in self.items)


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence in segments.

    Attributes:
        cues: The codes of all cues in it.
        names_minors: Whether it speaks of minors anywhere.
        lead: Items before the first segment that speak for the whole sentence.
        segments: Segments with at least one quantity, in text order.
    """

    cues: Set[str]
    names_minors: bool
    lead: tuple[Item, ...]
    segments: tuple[Segment, ...]


def cut(items: Sequence[Item], cues: Set[str], names_minors: bool) -> Cut:
    """Cut a sentence's items into a lead and segments."""
    lead: list[Item] = []
    segments: list[Segment] = []
    waiting: list[Segment] = []
    for atom in _atoms(_with_brackets(items)):
        if not atom.has_number and atom.opener == ")" and segments and not waiting:
            # "1,400 (84.1%) were girls and 265 (15.9%) boys"; "545 people (648 cases) were booked"
            told = -2 if len(segments) > 1 and segments[-1].opener == "(" and len(segments[-1].items) < _ASIDE else -1
            segments[told] = _joined([segments[told], atom])
            continue
        opens = len(segments) == 1 and not waiting and segments[0].items[0].cue("earlier", "increase", "decrease")
        if opens and not _is_bare(atom):
            segments[0] = _joined([segments[0], atom])  # "Compared with 226 five years ago, minors harmed came to 695"
            continue
        if not atom.has_number:
            waiting.append(atom)
            continue
        if segments and not waiting and atom.opener == "," and _is_apposition(atom, segments[-1]):
            segments[-1] = _joined([segments[-1], atom])
        elif waiting and atom.items[0].word == "by" and len(atom.items) > 1 and atom.items[1].number:
            segments.append(_joined([*waiting, atom]))  # "sexual abuse alone declined, by three to 85"
        elif segments and waiting and _only_names_a_time(waiting):
            segments.append(_joined([*waiting, atom]))  # "In 2023, 1,665 cases were logged, and in 2022, 1,732 cases"
        elif waiting and _is_with_number(atom) and any(item.concepts for item in waiting[-1].items):
            segments.append(_joined([*waiting, atom]))  # "Instagram, with 402 victims, overtook X"
        elif waiting and atom.items[0].word in ("who", "which", "whose", "that") and segments:
            segments.append(_joined([*waiting, atom]))  # "fastest among teenagers, who increased 41 percent"
        elif (
            waiting and atom.opener == "(" and _is_lone_count(atom) and any(item.concepts for item in waiting[-1].items)
        ):
            segments.append(_joined([*waiting, atom]))  # "TikTok (79)"
        elif segments and not waiting and atom.opener == "(," and _is_lone_number(atom):
            segments[-1] = _joined([segments[-1], atom])  # "5,140 (575 fewer, 10.1%)"
        elif _continues(atom) and segments and not _names_something(waiting):
            segments[-1] = _joined([segments[-1], *_without_asides(waiting), atom])
        elif waiting and _is_bare(atom):
            if segments and not _opens_anew(waiting):
                head, waiting = waiting[:1], waiting[1:]
                if waiting:
                    segments[-1] = _joined([segments[-1], *head])
                else:
                    waiting = head
            segments.append(_joined([*waiting, atom]))
        else:
            if segments:
                segments[-1] = _joined([segments[-1], *_without_asides(waiting)])
            else:
                lead.extend(item for one in waiting for item in one.items)
            segments.append(atom)
        waiting = []
    if segments:
        segments[-1] = _joined([segments[-1], *_without_asides(waiting)])
    else:
        lead.extend(item for one in waiting for item in one.items)
    return Cut(cues, names_minors, tuple(lead), tuple(segments))


def _with_brackets(items: Sequence[Item]) -> Sequence[Item]:
    """Read a pair of dashes around a number as brackets: "22,690 — about 71 percent — were by men"."""
    dashes = [position for position, item in enumerate(items) if item.word in ("—", "–")]
    found = list(items)
    for start, end in pairwise(dashes):
        inner = items[start + 1 : end]
        is_told = start and items[start - 1].number and found[start].word != ")"
        if is_told and sum(bool(item.number) for item in inner) == 1 and len(inner) <= _ASIDE:
            found[start], found[end] = items[start]._replace(word="("), items[end]._replace(word=")")
    return found


def _atoms(items: Sequence[Item]) -> list[Segment]:
    """Runs between commas and other breaks; "and" breaks only between two numbers."""
    atoms: list[Segment] = []
    current: list[Item] = []
    opener = ""

    def close(mark: str) -> None:
        nonlocal current, opener
        if current:
            atoms.append(Segment(tuple(current), opener))
            opener = mark
        elif mark not in (",", "(,") or opener == ")":
            opener = mark
        current = []

    is_open = False
    for index, item in enumerate(items):
        word = item.word
        is_open = word == "(" or (is_open and word != ")")
        if is_open and word in (",", ";"):
            close("(,")
        elif word == "," or word in _HARD_BREAKS or word in _CLAUSE_WORDS:
            close(word)
        elif item.cue("include") and _opens_with_number(_until_break(items, index + 1)):
            close("including")
        elif (
            word == "and"
            and (
                any(one.number for one in current)
                or (atoms and opener == "," and _is_lone_number(atoms[-1]))
                or (current and len(atoms) > 1 and opener == ")" and atoms[-2].has_number)
            )
            and (any(later.number for later in _until_break(items, index + 1)) or _time_follows(items, index + 1))
        ):
            close("and")
        elif word not in ("“", "”", '"', "’", "‘", ".", "•"):
            current.append(item)
    close("")
    return atoms


def _time_follows(items: Sequence[Item], start: int) -> bool:
    """Whether "and" goes on with another time and its number: "15 percent in 2016 and in 2011, 9.9 percent"."""
    ahead = _until_break(items, start)
    stop = start + len(ahead)
    return len(ahead) <= 2 and any(item.time for item in ahead) and any(item.number for item in items[stop : stop + 3])


def _until_break(items: Sequence[Item], start: int) -> list[Item]:
    found: list[Item] = []
    for item in items[start:]:
        if item.word == "," or item.word in _HARD_BREAKS or item.word in _CLAUSE_WORDS:
            break
        found.append(item)
    return found


def _without_asides(atoms: Sequence[Segment]) -> list[Segment]:
    kept: list[Segment] = []
    for atom in atoms:
        if _is_aside(atom):
            break
        kept.append(atom)
    return kept


def _is_aside(atom: Segment) -> bool:
    """Whether a clause without a number tells something else: "yet more pupils were harmed", "which include …"."""
    first = atom.items[0].word
    return atom.opener in (";", *_CLAUSE_WORDS) or first in ("which", "who", "where", "as", "because", "with")


def _opens_with_number(items: Sequence[Item]) -> bool:
    """Whether a number comes first: "including 24 rapes", but not "including those involving selfies"."""
    return next((bool(item.number) for item in items if item.number or item.word not in _FILLERS), False)


def _first_content(segment: Segment) -> Item:
    for item in segment.items:
        if item.word not in _FILLERS or item.number:
            return item
    return segment.items[-1]


def _names_something(atoms: Sequence[Segment]) -> bool:
    """Whether atoms without a number name a new thing, as in "…, then Osaka, 2,016"."""
    return any(atom.opener in ("and", "then", ";") and any(item.concepts for item in atom.items) for atom in atoms)


def _only_names_a_time(waiting: Sequence[Segment]) -> bool:
    """Whether a new statement opens with its time: "and in 2022, …", "while in the same months of 2021, …"."""
    items = [item for one in waiting for item in one.items]
    return (
        _opens_anew(waiting)
        and any(item.time for item in items)
        and all(item.time or item.word in (*_ANEW, *_BEFORE_A_TIME) for item in items)
    )


def _opens_anew(waiting: Sequence[Segment]) -> bool:
    return not {waiting[0].opener, waiting[0].items[0].word}.isdisjoint(_ANEW)


def _continues(atom: Segment) -> bool:
    """Whether a segment only says more of the number before it: "or 14 percent", "up 12", "from 203"."""
    first = atom.items[0].word
    content = _first_content(atom)
    if atom.opener == "(" and first in SIGNS:
        return True
    if first == "against" and is_aimed_at(atom.items, 0):
        return False
    if first == "or" or content.cue("increase", "decrease", "earlier"):
        return True
    if atom.opener == "(" and _is_lone_number(atom):
        return True
    if first in ("from", "to", "exceeding", "against") and len(atom.items) > 1 and not content.concepts:
        return True
    for position, item in enumerate(atom.items):
        if item.number:
            named = any(one.concepts for one in atom.items[:position])
            if item.number.unit == "times" and position <= 3 and not named:
                return True
            after = atom.items[position + 1 : position + 5]
            leading = all(one.word in _FILLERS for one in atom.items[:position])
            return leading and any(one.cue("more", "fewer") for one in after[:1])
    return False


def _is_lone_number(atom: Segment) -> bool:
    """Whether an atom is a number and nothing else: "(3.7%)", "more than half, 351, attended high school"."""
    return sum(bool(item.number) for item in atom.items) == 1 and all(
        item.number or item.word in _FILLERS for item in atom.items
    )


def _is_with_number(atom: Segment) -> bool:
    if atom.items[0].word != "with" or len(atom.items) < 2 or not atom.items[1].number:
        return False
    return all(meaning.axis in ("measure", "unit") for item in atom.items for meaning in item.concepts)


def _is_lone_count(atom: Segment) -> bool:
    changes = any(item.cue("increase", "decrease") or item.word in SIGNS for item in atom.items)
    return _is_lone_number(atom) and not changes and all(item.number.unit is None for item in atom.items if item.number)


def _is_apposition(atom: Segment, segment: Segment) -> bool:
    """Whether a count in commas says the share before it again: "more than half, 351, attended high school"."""
    numbers = [item.number for item in segment.items if item.number]
    count = next(item.number for item in atom.items if item.number)
    return _is_lone_number(atom) and count.unit is None and len(numbers) == 1 and numbers[0].unit == "percent"


def _is_bare(atom: Segment) -> bool:
    """Whether the number comes first and nothing after it says what it is of."""
    content = _first_content(atom)
    if not content.number:
        return False
    rest = atom.items[atom.items.index(content) + 1 :]
    return not any(item.concepts for item in rest) and not any(
        item.word in ("were", "was", "had", "did", "said") for item in rest[:2]
    )


def _joined(parts: Sequence[Segment]) -> Segment:
    return Segment(tuple(item for part in parts for item in part.items), parts[0].opener)
