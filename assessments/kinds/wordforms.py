"""Accepted forms of a typed text: [{"text", "share", …}], the first that matches counts. Pure.

Before two texts are compared, each is brought into Unicode's form C; characters without width go; Thai digits become
Arabic ones; a sara am or sara ae typed in two parts becomes one; white space is folded; and, where case is not minded,
letters lose theirs.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from assessments.kinds.checks import Check, decimal

LONGEST = 500
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_WITHOUT_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Nikhahit and sara aa, a tone mark perhaps between them or before them, are what the one key of sara am types.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")


def normal(text: str, *, ignore_case: bool) -> str:
    """The text as it is compared."""
    text = unicodedata.normalize("NFC", _WITHOUT_WIDTH.sub("", text)).translate(_DIGITS)
    text = _SARA_AM.sub(lambda found: f"{found[1] or found[2] or ''}\u0e33", text).replace("\u0e40\u0e40", "\u0e41")
    text = " ".join(text.split())
    return unicodedata.normalize("NFC", text.casefold()) if ignore_case else text


def matching(forms: Sequence[Mapping[str, Any]], typed: str, *, ignore_case: bool) -> Mapping[str, Any] | None:
    """The first form that what was typed equals."""
    wanted = normal(typed, ignore_case=ignore_case)
    return next((one for one in forms if normal(one["text"], ignore_case=ignore_case) == wanted), None)


def full(forms: Sequence[Mapping[str, Any]]) -> str:
    """The first form that is worth all."""
    return next((str(one["text"]) for one in forms if one["share"] == "1"), "")


def read(result: Check, where: str, one: Mapping[str, Any]) -> dict[str, Any]:
    """One form, cleaned."""
    text = one.get("text")
    if not isinstance(text, str) or len(text) > LONGEST or any(unicodedata.category(x) in {"Cc", "Cs"} for x in text):
        result.fault(f"{where}.text", "malformed" if text else "required")
        text = ""
    elif not normal(text, ignore_case=True):
        result.fault(f"{where}.text", "required")
    share = decimal(result, f"{where}.share", one.get("share", "1"))
    if not 0 <= float(share) <= 1:
        result.fault(f"{where}.share", "not_a_share")
    return {"text": " ".join(text.split()), "share": share}


def check(result: Check, where: str, forms: Sequence[Mapping[str, Any]], *, ignore_case: bool) -> None:
    """One form must be worth all, and none be hidden behind an equal one."""
    if not any(one["share"] == "1" for one in forms):
        result.fault(where, "no_full_form")
    if len({normal(one["text"], ignore_case=ignore_case) for one in forms}) < len(forms):
        result.fault(where, "duplicate_form")
