"""What `h5p.json` and `library.json` must say, as rules that are applied to the parsed value.

A rule is a function of a value and of the JSON pointer at which it stands; it gives every fault of it. Properties that
no rule names are ignored, as every implementation does. Lists may be empty.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from h5p.errors import Value

CC = ("CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND")
LICENSES = (*CC, "CC0 1.0", "GNU GPL", "PD", "ODC PDDL", "CC PDM", "U", "C")
LICENSE_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
CODE_LICENSES = (
    *("cc-by", "cc-by-sa", "cc-by-nd", "cc-by-nc", "cc-by-nc-sa", "cc-by-nc-nd", "pd", "cr"),
    *("MIT", "GPL1", "GPL2", "GPL3", "MPL", "MPL2"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a value: an id of the errors, where, a clause, and the numbers in it."""

    id: str
    pointer: str
    detail: str
    values: Mapping[str, Value] = field(default_factory=dict)


Rule = Callable[[Any, str], Iterator[Fault]]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return repr(value) if len(value) <= 40 else f"{value[:40]!r}… ({len(value):,} characters)"
    names = {dict: "an object", list: "a list", type(None): "null", bool: str(value).lower()}
    return names.get(type(value)) or repr(value)[:40]


def text(pattern: str, demand: str, *, most: int | None = None) -> Rule:
    """Text that the pattern matches as a whole; word characters in it are ASCII, and case is nothing."""
    compiled = re.compile(pattern, re.ASCII | re.IGNORECASE)

    def check(value: Any, at: str) -> Iterator[Fault]:
        if isinstance(value, str) and (most is None or len(value) <= most) and compiled.fullmatch(value):
            return
        numbers: dict[str, Value] = {"most": most} if most else {}
        if isinstance(value, str):
            numbers["length"] = len(value)
        yield Fault("invalid-property", at, f"must be {demand}, but is {_shown(value)}", numbers)

    return check


def line(most: int = 255) -> Rule:
    """Text on one line, of at least one character."""
    return text(r".+", f"text of 1 to {most:,} characters on one line", most=most)


def paragraphs(most: int) -> Rule:
    """Text on any number of lines, of at least one character."""
    return text(r"[\s\S]+", f"text of 1 to {most:,} characters", most=most)


def number(digits: int) -> Rule:
    """A whole number of so many digits, which may be written as text."""
    compiled = re.compile(f"[0-9]{{1,{digits}}}")

    def check(value: Any, at: str) -> Iterator[Fault]:
        written = str(value) if type(value) is int else value
        if not isinstance(written, str) or not compiled.fullmatch(written):
            demand = f"must be a whole number of 1 to {digits} digits, but is {_shown(value)}"
            yield Fault("invalid-property", at, demand, {"digits": digits})

    return check


def flag(value: Any, at: str) -> Iterator[Fault]:
    """0 or 1, as a number or as text; never true or false."""
    if isinstance(value, bool) or value not in (0, 1, "0", "1") or isinstance(value, float):
        yield Fault("invalid-property", at, f"must be 0 or 1, but is {_shown(value)}")


def one_of(*options: str, id: str = "invalid-property") -> Rule:
    """One of these texts."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in options:
            yield Fault(id, at, f"must be one of {', '.join(options)}, but is {_shown(value)}")

    return check


def each(rule: Rule) -> Rule:
    """A list whose items all follow the rule."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault("invalid-property", at, f"must be a list, but is {_shown(value)}")
            return
        for index, item in enumerate(value):
            yield from rule(item, f"{at}/{index}")

    return check


def record(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with all of the first and any of the second properties."""
    rules = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("invalid-property", at, f"must be an object, but is {_shown(value)}")
            return
        for key in required:
            if key not in value:
                detail = f"the property {key} is required"
                yield Fault("missing-required-property", f"{at}/{key}", detail, {"property": key})
        for key, rule in rules.items():
            if key in value:
                yield from rule(value[key], f"{at}/{key}")

    return check


MACHINE_NAME = text(r"[\w\-.]+", "a machine name of 1 to 255 ASCII letters, digits, _, - and .", most=255)
VERSION = {"majorVersion": number(5), "minorVersion": number(5)}
NEEDED = each(record({"machineName": MACHINE_NAME, **VERSION}))
EMBED_TYPES = each(one_of("iframe", "div", id="illegal-option-in-library"))
CORE_API = record(VERSION)
DIMENSIONS = {"w": number(4), "h": number(4)}


def _files(suffix: str) -> Rule:
    name = r"[a-z_\-\s0-9.]+"
    pattern = rf"[\\/]?(?!\.\.[\\/]){name}([\\/](?!\.\.[\\/]){name})*\.{suffix}"
    return each(record({"path": text(pattern, f"the path of a .{suffix} file in the library's folder", most=1024)}))


H5P_JSON = record(
    {
        "title": line(),
        "language": text(r"[-a-z]+", "a language code of 1 to 10 letters and hyphens", most=10),
        "mainLibrary": text(r"[$a-z_][0-9a-z_.$]+", "a machine name of 2 to 255 characters", most=255),
        "preloadedDependencies": NEEDED,
        "embedTypes": EMBED_TYPES,
    },
    {
        "dynamicDependencies": NEEDED,
        "editorDependencies": NEEDED,
        "license": one_of(*LICENSES),
        "licenseVersion": one_of(*LICENSE_VERSIONS),
        "licenseExtras": paragraphs(5000),
        "authorComments": paragraphs(5000),
        "authors": each(record({"name": line(), "role": text(r"\w+", "a word")})),
        "changes": each(
            record(
                {
                    "date": text(r"[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}", "dd-mm-yy hh:mm:ss"),
                    "author": line(),
                    "log": paragraphs(5000),
                }
            )
        ),
        "source": text(r"https?://.+", "an address that begins with http:// or https://"),
        "contentType": line(),
        "author": line(),
        **DIMENSIONS,
        "yearsFrom": number(4),
        "yearsTo": number(4),
        "metaKeywords": text(r".+", "text on one line"),
        "metaDescription": text(r".+", "text on one line"),
        "a11yTitle": text(r".*", "text of at most 255 characters on one line", most=255),
        "coreApi": CORE_API,
    },
)
LIBRARY_JSON = record(
    {"title": line(), "machineName": MACHINE_NAME, **VERSION, "patchVersion": number(5), "runnable": flag},
    {
        "author": line(),
        "description": text(r".+", "text on one line"),
        "license": one_of(*CODE_LICENSES),
        "preloadedJs": _files("js"),
        "preloadedCss": _files("css"),
        "preloadedDependencies": NEEDED,
        "dynamicDependencies": NEEDED,
        "editorDependencies": NEEDED,
        "dropLibraryCss": each(record({"machineName": MACHINE_NAME})),
        "embedTypes": EMBED_TYPES,
        "fullscreen": flag,
        **DIMENSIONS,
        "metadataSettings": record({}, {"disable": flag, "disableExtraTitleField": flag}),
        "coreApi": CORE_API,
        "addTo": record(
            {}, {"content": record({}, {"types": each(record({}, {"text": record({}, {"regex": paragraphs(5000)})}))})}
        ),
    },
)
