"""The process in which pages and PDF files are parsed: reads documents from its input, writes answers to its output.

Started by ``isolated``, which nothing but talks to it over two pipes. It ends when its input does, and by an alarm when
a document keeps it busy for longer than it may, so that nothing stays behind when the program that asked is gone.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from pipelines.articles.formats.isolated import Answer
from pipelines.articles.formats.reading import UnreadableArticleError
from pipelines.articles.model import Rejection

_PARSERS = {"html": "pipelines.articles.formats.html", "pdf": "pipelines.articles.formats.pdf"}
# The program that asked counts the seconds; this alarm is for the case that it is gone.
_SECONDS_OF_GRACE = 5
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.remove", "os.rename",
              "os.mkdir", "os.rmdir", "shutil.", "urllib.", "ctypes.")  # fmt: skip


def main() -> None:
    """Answer until the input ends."""
    max_chars, seconds, memory_mb = (int(argument) for argument in sys.argv[1:4])
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    # What a library prints must not end up among the answers.
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    guarded = False
    while header := source.readline():
        request = json.loads(header)
        content = source.read(request["bytes"])
        if len(content) < request["bytes"]:
            return
        try:
            parse: Callable[[bytes, int], Answer] = importlib.import_module(_PARSERS[request["parser"]]).parse
        except (ImportError, MemoryError) as error:
            _write(sink, {"broken": f"{type(error).__name__}: {error}"})
            return
        if not guarded:
            _limit_memory(memory_mb)
            sys.addaudithook(_guard())
            guarded = True
        _write(sink, {"loaded": True})
        _set_alarm(seconds + _SECONDS_OF_GRACE)
        answer = _answer(parse, content, max_chars, memory_mb)
        _set_alarm(0)
        _write(sink, answer)
        if answer.get("ends"):
            return


def _answer(parse: Callable[[bytes, int], Answer], content: bytes, max_chars: int, memory_mb: int) -> Mapping[str, Any]:
    try:
        read = parse(content, max_chars)
        document = {name: str(value) for name, value in asdict(read.document).items() if value is not None}
        return {"text": read.text, "note": read.note, "document": document}
    except UnreadableArticleError as error:
        return {"reason": error.reason.value, "message": error.message}
    except MemoryError:
        message = (
            f"Reading it takes more than {memory_mb:,} MB of memory. Save the article's text as UTF-8 in a .txt file, "
            "or raise NPA_READ_MEMORY_MB."
        )
    except RecursionError:
        message = "Its parts are nested too deep to be read. Save the article's text as UTF-8 in a .txt file."
    except Exception as error:
        # Parsers name what is wrong with a file; anything else is a fault of theirs, and must not stop the run.
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = (
            f"The program that reads such files failed on it ({type(error).__name__}, {Path(place.filename).name}:"
            f"{place.lineno}), which is a fault of the program rather than of the file. Save the article's text as "
            "UTF-8 in a .txt file."
        )
        return {"reason": Rejection.UNREADABLE.value, "message": message}
    return {"reason": Rejection.TOO_COMPLEX.value, "message": message, "ends": True}


def _write(sink: IO[bytes], answer: Mapping[str, Any]) -> None:
    body = json.dumps(answer).encode("ascii")
    sink.write(len(body).to_bytes(8, "big") + body)
    sink.flush()


def _limit_memory(memory_mb: int) -> None:
    """Hold this process to its memory, where the system can: Linux does, macOS has the call and ignores it."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, memory_mb << 20), (resource.RLIMIT_CORE, 0)):
        _, highest = resource.getrlimit(kind)
        wanted = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted, highest))


def _set_alarm(seconds: int) -> None:
    with contextlib.suppress(AttributeError, ValueError):
        signal.alarm(seconds)


def _guard() -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that refuses what no parser needs: network, other processes, and files outside Python's own folders."""
    roots = {Path(path).resolve() for path in (sys.prefix, sys.base_prefix, *sys.path) if path}

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(f"{event} is not allowed while a document is read")
        if event == "open" and isinstance(arguments[0], (str, bytes)):
            path, mode = os.fsdecode(arguments[0]), arguments[1]
            is_read = mode is None or not set(mode) & set("wax+")
            real = Path(os.path.realpath(path))
            if not is_read or not any(real.is_relative_to(root) for root in roots):
                raise PermissionError(f"{path} must not be opened while a document is read")

    return guard


if __name__ == "__main__":
    main()
