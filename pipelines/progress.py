"""How a long step says how far it is. Who listens, and what they show of it, is not known here."""

from collections.abc import Callable

# Told what is done next, how many parts are done, and of how many; 0 of 0 where that is not known. Called often, and
# from any thread.
OnProgress = Callable[[str, int, int], None]


def unheard(_what: str, _done: int, _total: int) -> None:
    """Nobody listens."""
