"""How a command ends without a result; light, because every command imports it."""

# What a shell reports of a program that was ended by Ctrl-C.
STOPPED = 130


def is_stop(error: BaseException | None) -> bool:
    """Whether it comes of Ctrl-C; in the middle of a query DuckDB makes an error of its own of it."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__
    return False


class CommandError(Exception):
    """The command cannot do what it was asked for; the message names the place and the remedy."""
