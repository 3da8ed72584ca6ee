"""The fields of a library's `semantics.json`, as far as they decide what a value may be.

Labels, descriptions, widgets and all else that only an editor shows is left out. Whatever is malformed in a field is
read as if it were not said; a type that H5P does not know becomes `Unknown`, whose values nobody can judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from h5p.library import Libraries
from h5p.names import LibraryName

# Real semantics nest fewer than ten fields.
DEEPEST = 60
LARGEST = Decimal("1e300")
FINEST = Decimal("1e-9")
FONT_OPTIONS = frozenset({"size", "family", "color", "background", "spacing", "height"})


@dataclass(frozen=True, slots=True)
class Text:
    """A string: HTML where `tags` is a set (even an empty one), plain text where it is None."""

    optional: bool = False
    longest: int | None = None
    pattern: tuple[str, str] | None = None
    tags: frozenset[str] | None = None
    fonts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number."""

    least: Decimal | None = None
    greatest: Decimal | None = None
    step: Decimal | None = None
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""

    default: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """One of the options, or a list of them; any scalar where the options are not binding."""

    optional: bool = False
    options: tuple[str | int | float, ...] = ()
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list of values of one field."""

    item: "Field"
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """An object of named fields; `bare` when its only field's value stands for the whole."""

    fields: Mapping[str, "Field"]
    sub_content: bool = False

    @property
    def bare(self) -> bool:
        """Whether the value of the only field is written without the object around it."""
        return len(self.fields) == 1 and not self.sub_content


@dataclass(frozen=True, slots=True)
class Nested:
    """Content of another library: one of the options, written as `H5P.Blanks 1.14`."""

    options: tuple[str, ...] = ()
    extra: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Media:
    """A file, with its `kind`: file or image (one object), audio or video (a list of them)."""

    kind: str
    extra: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unknown:
    """A type that H5P does not have."""

    type: str = ""


Field = Text | Number | Boolean | Select | Many | Group | Nested | Media | Unknown


@dataclass(slots=True)
class SemanticsCache:
    """The parsed fields of the libraries in `libraries`, parsed again when a patch replaces one.

    Keep one as long as its `libraries` lives; two places with libraries must not share one.
    """

    libraries: Libraries
    parsed: dict[LibraryName, tuple[int, Group]] = field(default_factory=dict)

    def of(self, name: LibraryName) -> Group | None:
        """What the params of this library hold; None where it is not there."""
        library = self.libraries.get(name)
        if library is None:
            return None
        known = self.parsed.get(name)
        if known is None or known[0] != library.patch:
            known = self.parsed[name] = (library.patch, parse(self.libraries.semantics(name)))
        return known[1]


def parse(semantics: Any) -> Group:
    """The fields of a parsed `semantics.json`, as the group that the params are (never a bare one)."""
    return Group(_fields(semantics, False, 0))


def _fields(listed: Any, optional: bool, depth: int) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(name := one.get("name"), str):
            found.setdefault(name, _field(one, optional, depth))
    return found


def _field(data: Any, optional: bool, depth: int) -> Field:
    if not isinstance(data, dict) or depth > DEEPEST:
        return Unknown()
    kind = data.get("type")
    # What an optional group holds is optional as well.
    optional = optional or data.get("optional") is True
    match kind:
        case "text":
            return _text(data, optional)
        case "number":
            step = _decimal(data.get("step"))
            fine = step if step is not None and FINEST <= step <= LARGEST else None
            return Number(
                _decimal(data.get("min")), _decimal(data.get("max")), fine, _count(data.get("decimals"), most=20)
            )
        case "boolean":
            return Boolean(data.get("default") is True)
        case "select":
            return Select(optional, tuple(_options(data.get("options"))), data.get("multiple") is True)
        case "list":
            return Many(_field(data.get("field"), False, depth + 1), _count(data.get("max")))
        case "group":
            return Group(_fields(data.get("fields"), optional, depth + 1), data.get("isSubContent") is True)
        case "library":
            return Nested(_library_options(data.get("options")), _strings(data.get("extraAttributes")))
        case "file" | "image" | "audio" | "video":
            return Media(kind, _strings(data.get("extraAttributes")))
    return Unknown(kind[:80] if isinstance(kind, str) else "")


def _text(data: Mapping[str, Any], optional: bool) -> Text:
    rule = data.get("regexp")
    pattern = None
    if isinstance(rule, dict) and isinstance(rule.get("pattern"), str):
        flags = rule.get("modifiers")
        pattern = (rule["pattern"], flags if isinstance(flags, str) else "")
    font = data.get("font")
    fonts = frozenset(name for name in FONT_OPTIONS if font.get(name)) if isinstance(font, dict) else frozenset()
    tags = _strings(data["tags"]) if isinstance(data.get("tags"), list) else None
    return Text(optional, _count(data.get("maxLength")), pattern, tags, fonts)


def _options(listed: Any) -> list[str | int | float]:
    found: list[str | int | float] = []
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, dict):
            continue
        # Groups of options do not nest: what is in one is an option.
        inner = one.get("options") if one.get("type") == "optgroup" else [one]
        values = (each.get("value") for each in inner if isinstance(each, dict)) if isinstance(inner, list) else ()
        found += (value for value in values if isinstance(value, str | int | float) and _writable(value))
    return found


def _writable(value: str | float) -> bool:
    return isinstance(value, str | bool) or _decimal(value) is not None


def _library_options(listed: Any) -> tuple[str, ...]:
    names = ((one.get("name") if isinstance(one, dict) else one) for one in listed) if isinstance(listed, list) else ()
    return tuple(name for name in names if isinstance(name, str))


def _strings(listed: Any) -> frozenset[str]:
    return frozenset(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else frozenset()


def _count(value: Any, most: int = 2**53) -> int | None:
    number = _decimal(value)
    return int(number) if number is not None and 0 <= number <= most else None


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value)[:400])
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and abs(number) <= LARGEST else None
