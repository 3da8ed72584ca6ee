"""H5P.TrueFalse: one statement."""

from collections.abc import Mapping
from typing import Any

from h5p.remarking.port import Mark, marked, mismatch, unverifiable

VALUES = ("true", "false")


def mark(params: Mapping[str, Any], response: str) -> Mark:
    """The key is the string "true" or "false", "true" when missing; with any other the player contradicts itself."""
    key = params.get("correct", "true")
    if key not in VALUES:
        return unverifiable("key-not-a-string", 1)
    if response not in (*VALUES, ""):
        return mismatch("not-a-choice", 1)
    return marked(int(response == key), 1)
