"""What a translation must carry over unchanged: placeholders and HTML tags."""

from __future__ import annotations

import re
from collections import Counter

PERCENT = re.compile(r"%%|%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[a-zA-Z]")
BRACES = re.compile(r"\{[\w.\[\]!:,]*\}")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
LATIN = re.compile(r"[A-Za-z]")
THAI = re.compile(r"[\u0e01-\u0e5b]")


def difference(source: str, plural: str, thai: str) -> str:
    """Say how the placeholders of `thai` differ from the English; empty if they agree.

    Thai has one form for every count, so it answers to the `plural` where there is one. Named placeholders may
    be repeated and reordered, bare ones (`%s`, `{}`) may not; tags must be the same ones, as often.
    """
    said = plural or source
    faults = [_sets_apart(_names(said), _names(thai))]
    faults += [_apart(Counter(TAG.findall(said)), Counter(TAG.findall(thai)))]
    if (bare := _bare(said)) != _bare(thai):
        faults.append(f"{' '.join(bare) or 'no bare placeholder'} expected, in this order")
    if _names(said) | set(_bare(said)) and "%" in PERCENT.sub("", thai) and "%" not in PERCENT.sub("", said):
        faults.append("a lone %")
    return "; ".join(fault for fault in faults if fault)


def speaks_thai(source: str, thai: str) -> bool:
    """Whether `thai` is Thai at all, or the English has no word in it that could be."""
    words = TAG.sub("", BRACES.sub("", PERCENT.sub("", source)))
    return bool(THAI.search(thai)) or not LATIN.search(words)


def _names(text: str) -> set[str]:
    percent = {found for found in PERCENT.findall(text) if "(" in found}
    return percent | {found for found in BRACES.findall(text) if found != "{}"}


def _bare(text: str) -> list[str]:
    percent = [found for found in PERCENT.findall(text) if "(" not in found and found != "%%"]
    return percent + [found for found in BRACES.findall(text) if found == "{}"]


def _sets_apart(expected: set[str], got: set[str]) -> str:
    return _apart(Counter(expected), Counter(got))


def _apart(expected: Counter[str], got: Counter[str]) -> str:
    lacking, added = sorted((expected - got).elements()), sorted((got - expected).elements())
    parts = [f"lacks {' '.join(lacking)}"] if lacking else []
    parts += [f"adds {' '.join(added)}"] if added else []
    return ", ".join(parts)
