"""Regular expressions that come from libraries: JavaScript's, and not trusted to end.

Some libraries that everybody uses ship patterns which take exponential time on the wrong text. Each search has a limit,
and so has everything that is searched for one content.
"""

from dataclasses import dataclass
from functools import lru_cache
from time import thread_time

import regex  # type: ignore[import-untyped]

from h5p.translating import PatternError, translate, units

__all__ = ["Patience", "Pattern", "PatternError", "PatternTimeout", "compile_pattern", "compile_written"]

LONGEST = 10_000
FLAGS = frozenset("dgimsuy")
# Seconds of computing for one search, and for all searches in one content: a busy machine changes no result.
ONE_SEARCH = 0.1
ALL_SEARCHES = 1.0


class PatternTimeout(TimeoutError):  # noqa: N818 - named for what it is
    """The search took too long, or the time for all searches is used up: nothing is known."""


@dataclass(slots=True)
class Patience:
    """The seconds of computing that are left for searching in one content."""

    seconds: float = ALL_SEARCHES


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    compiled: "regex.Pattern[str]"
    unicode: bool

    def found_in(self, text: str, patience: Patience) -> bool:
        """Whether it matches anywhere in the text, as JavaScript's `test` says; PatternTimeout when nobody can tell."""
        limit = min(ONE_SEARCH, patience.seconds)
        if limit <= 0:
            raise PatternTimeout("the time for patterns is used up")
        started = thread_time()
        try:
            return self.compiled.search(text if self.unicode else units(text), timeout=limit) is not None
        except (TimeoutError, MemoryError) as error:
            raise PatternTimeout("the search took too long") from error
        finally:
            patience.seconds -= thread_time() - started


@lru_cache(maxsize=1024)
def compile_pattern(source: str, flags: str = "") -> Pattern:
    """The pattern that JavaScript's `new RegExp(source, flags)` is; the flags d, g and y do nothing here.

    PatternError for what does not compile in JavaScript, or is too large to compile.
    """
    if len(source) > LONGEST:
        raise PatternError(f"the pattern has {len(source)} characters, more than {LONGEST}")
    if not FLAGS.issuperset(flags) or len(set(flags)) != len(flags):
        raise PatternError(f"the flags {flags[:20]!r} are none of JavaScript's")
    said = regex.V1 | (regex.IGNORECASE if "i" in flags else 0)
    try:
        return Pattern(regex.compile(translate(source, flags), said), "u" in flags)
    except (regex.error, RecursionError, MemoryError, OverflowError) as error:
        raise PatternError(f"the pattern does not compile: {error}") from error


def compile_written(pattern: str) -> Pattern:
    """The pattern written with its flags, as in `/x+/i`, or without slashes as it stands; PatternError as above."""
    source, slash, flags = pattern[1:].rpartition("/")
    return compile_pattern(source, flags) if pattern.startswith("/") and slash else compile_pattern(pattern)
