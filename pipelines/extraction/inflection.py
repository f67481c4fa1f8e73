"""The forms in which an English verb stands in a sentence, from its dictionary form.

The vocabulary names a predicate once ("be arrested", "fall victim"); sentences use every form of it.
"""

from __future__ import annotations

_VOWELS = "aeiou"
# Past forms that no rule gives. The regular ones are made by `forms_of`.
_IRREGULAR = {
    "be": ("was", "were", "been", "being", "is", "are"),
    "beat": ("beat", "beaten"),
    "become": ("became", "become"),
    "bring": ("brought",),
    "catch": ("caught",),
    "come": ("came", "come"),
    "dealt": ("dealt",),
    "deal": ("dealt",),
    "die": ("died", "dying"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "find": ("found",),
    "flee": ("fled",),
    "get": ("got", "gotten", "getting"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hand": ("handed",),
    "have": ("had",),
    "hear": ("heard",),
    "hold": ("held",),
    "hurt": ("hurt",),
    "know": ("knew", "known"),
    "lay": ("laid",),
    "leave": ("left",),
    "lose": ("lost",),
    "make": ("made",),
    "meet": ("met",),
    "pay": ("paid",),
    "prey": ("preyed",),
    "put": ("put", "putting"),
    "run": ("ran", "run", "running"),
    "say": ("said",),
    "see": ("saw", "seen"),
    "seek": ("sought",),
    "send": ("sent",),
    "slay": ("slew", "slain"),
    "steal": ("stole", "stolen"),
    "take": ("took", "taken"),
    "tell": ("told",),
}
# Verbs of several syllables whose last one is stressed, so that its consonant doubles: "referred".
_DOUBLING = {"refer", "commit", "submit", "permit", "compel"}


def forms_of(verb: str) -> tuple[str, ...]:
    """Every form of a verb but the one on -s, which phrases are compared without.

    >>> forms_of("stab")
    ('stab', 'stabbed', 'stabbing')
    """
    if verb in _IRREGULAR:
        past = _IRREGULAR[verb]
        made = () if any(form.endswith("ing") for form in past) else (_with_ing(verb),)
        return tuple(dict.fromkeys((verb, *past, *made)))
    return verb, _with_ed(verb), _with_ing(verb)


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _with_ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    is_short = len(verb) < 6 and verb[-1] not in (*_VOWELS, "w", "x", "y") and verb[-2] in _VOWELS
    return verb + verb[-1] if verb in _DOUBLING or (is_short and verb[-3:-2] not in tuple(_VOWELS)) else verb


def predicate_forms(phrase: str) -> tuple[str, ...]:
    """The forms in which a predicate of the vocabulary stands in sentences.

    A passive is found by its participle, with or without the form of "be" before it ("1,690 people arrested", "police
    arrested 1,690"); of any other predicate the first word is inflected.

    >>> predicate_forms("be sent to prosecutors")
    ('sent to prosecutors',)
    >>> predicate_forms("fall victim")
    ('fall victim', 'fell victim', 'fallen victim', 'falling victim')
    """
    first, _, rest = phrase.partition(" ")
    if first == "be":
        return (rest,)
    return tuple(f"{form} {rest}".strip() for form in forms_of(first))
