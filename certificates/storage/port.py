"""What is asked of a place that keeps files. Names are flat; a file is written once and never changed."""

from collections.abc import Iterator
from typing import Protocol

from django.utils.translation import gettext_noop

STORE_AWAY = gettext_noop("The store of files does not answer.")


class DamagedError(OSError):
    """What is kept under a name is not what was written there."""


class Store(Protocol):
    """Whatever goes wrong is an OSError: FileNotFoundError for a name that is not there, AwayError for no answer."""

    def put(self, name: str, content: bytes) -> None:
        """Keep it under that name, whole or not at all; twice is as once.

        When this returns it was read back as it was given, and survives a power cut. Raises DamagedError where
        something else came back.
        """

    def get(self, name: str) -> bytes:
        """The whole of it."""

    def names(self, before: float) -> Iterator[str]:
        """What was last written before that moment (seconds since 1970), in no order; parts of unfinished ones too."""

    def remove(self, name: str, before: float) -> bool:
        """Delete it unless it was written again since that moment; say whether."""

    def answers(self) -> bool:
        """Whether it could be asked now. Raises nothing, and takes two seconds at most."""
