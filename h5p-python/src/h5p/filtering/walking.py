"""Values with parts: list, group, library, file; and which filter is for which field."""

import re
from typing import Any

from h5p.filtering import files, scalars
from h5p.filtering.changes import Place, What, cut, shown
from h5p.filtering.metadata import COPYRIGHT, METADATA
from h5p.filtering.run import Run
from h5p.names import LibraryName
from h5p.semantics import Boolean, Field, Group, Many, Media, Nested, Number, Select, Text

# Real content is at most twenty fields deep. The bound keeps what may nest without end, libraries in libraries, off the
# stack.
DEEPEST = 100
SUB_CONTENT_ID = re.compile(r"\{?[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}\}?")


def filter_value(run: Run, field: Field, value: Any, place: Place) -> Any:
    """The value as this field allows it; None where nothing of it may stay."""
    if place.depth > DEEPEST:
        run.changes.add(place, What.TOO_DEEP, f"More than {DEEPEST} fields deep; it was left out.")
        return None
    match field:
        case Text():
            return scalars.filter_text(run, field, value, place)
        case Group():
            return filter_group(run, field, value, place)
        case Number():
            return scalars.filter_number(run, field, value, place)
        case Boolean():
            return scalars.filter_boolean(run, field, value, place)
        case Select():
            return scalars.filter_select(run, field, value, place)
        case Many():
            return _list(run, field, value, place)
        case Nested():
            return _library(run, field, value, place)
        case Media():
            return _media(run, field, value, place)
    run.changes.add(
        place, What.UNKNOWN_TYPE, f"The library's semantics give it the type {field.type!r}; it was left out."
    )
    return None


def filter_group(run: Run, field: Group, value: Any, place: Place) -> Any:
    """An object of the known fields, in its own order; or what its only field makes of the value."""
    if field.bare:
        only = next(iter(field.fields.values()))
        return filter_value(run, only, value, place)
    return filter_object(run, field, value, place)


def filter_object(run: Run, field: Group, value: Any, place: Place) -> dict[str, Any] | None:
    """An object of the known fields, in its own order; None for what is no object."""
    if not isinstance(value, dict):
        # PHP writes an object without keys as an empty list.
        run.changes.add(place, What.WRONG_TYPE, f"An object was expected, not {shown(value)}.")
        return {} if value == [] else None
    kept: dict[str, Any] = {}
    for key, old in value.items():
        inner = field.fields.get(key)
        if inner is not None:
            new = filter_value(run, inner, old, place.at(key)) if old is not None else _nothing(run, place.at(key))
        elif key == "subContentId" and field.sub_content:
            new = _sub_content_id(run, old, place.at(key))
        else:
            new = _unknown(run, place.at(key))
        if new is not None:
            kept[key] = new
    return kept


def _list(run: Run, field: Many, value: Any, place: Place) -> list[Any] | None:
    items = value if isinstance(value, list) else []
    if items is not value:
        run.changes.add(place, What.WRONG_TYPE, f"A list was expected, not {shown(value)}.")
    if field.most is not None and len(items) > field.most:
        run.changes.add(place, What.TOO_MANY, f"Of {len(items)} items the first {field.most} were kept.")
        items = items[: field.most]
    kept = []
    for index, old in enumerate(items):
        new = filter_value(run, field.item, old, place.at(index)) if old is not None else _nothing(run, place.at(index))
        if new is not None:
            kept.append(new)
    return kept or _nothing(run, place)


def _library(run: Run, field: Nested, value: Any, place: Place) -> dict[str, Any] | None:
    name = _allowed(run, field, value, place)
    fields = run.semantics.of(name) if name else None
    if name is None or fields is None:
        if name is not None:
            run.changes.add(place, What.LIBRARY_MISSING, f"The library {name} is not there; its content was left out.")
        return None
    kept: dict[str, Any] = {}
    for key, old in value.items():
        inner = place.at(key)
        if key == "library":
            new = old
        elif key == "params":
            new = filter_object(run, fields, old, inner)
            new = {} if new is None else new
        elif key == "subContentId":
            new = _sub_content_id(run, old, inner)
        elif key == "metadata":
            new = filter_object(run, METADATA, old, inner)
        else:
            new = _scalar(run, old, inner) if key in field.extra else _unknown(run, inner)
        if new is not None:
            kept[key] = new
    run.used.setdefault(name)
    return kept


def _allowed(run: Run, field: Nested, value: Any, place: Place) -> LibraryName | None:
    asked = value.get("library") if isinstance(value, dict) else None
    try:
        name = LibraryName.parse(asked) if isinstance(asked, str) else None
    except ValueError:
        name = None
    if name is None:
        run.changes.add(place, What.WRONG_TYPE, "It names no library with its version; it was left out.")
        return None
    if asked in field.options:
        return name
    same = [one for one in field.options if one.rpartition(" ")[0] == name.machine_name]
    said = f"{name} may not be used here"
    said += f"; {' or '.join(map(cut, same[:5]))} may" if same else ""
    run.changes.add(place, What.LIBRARY_NOT_ALLOWED, f"{said}. It was left out.")
    return None


def _media(run: Run, field: Media, value: Any, place: Place) -> Any:
    if field.kind in ("file", "image"):
        return _file(run, field, value, place)
    items = value if isinstance(value, list) else []
    if items is not value:
        run.changes.add(place, What.WRONG_TYPE, f"A list of files was expected, not {shown(value)}.")
    kept = [new for index, old in enumerate(items) if (new := _file(run, field, old, place.at(index))) is not None]
    return kept or _nothing(run, place)


def _file(run: Run, field: Media, value: Any, place: Place) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        run.changes.add(place, What.WRONG_TYPE, f"A file was expected, not {shown(value)}; it was left out.")
        return None
    path = files.filter_path(run, field.kind, value.get("path"), place.at("path"))
    if path is None:
        return None
    known = files.known_keys(field)
    kept: dict[str, Any] = {}
    for key, old in value.items():
        new = path if key == "path" else _about_file(run, field, key, old, place.at(key), key in known)
        if new is not None:
            kept[key] = new
    return kept


def _about_file(run: Run, field: Media, key: str, value: Any, place: Place, known: bool) -> Any:
    if not known:
        return _scalar(run, value, place) if key in field.extra else _unknown(run, place)
    if value is None:
        return _nothing(run, place)
    if key == "mime":
        return files.filter_mime(run, value, place)
    if key == "copyright":
        return filter_object(run, COPYRIGHT, value, place)
    if key == "originalImage":
        # An object like the one it is in, or its path alone.
        if isinstance(value, dict):
            return filter_value(run, Media("image", field.extra), value, place)
        return files.filter_path(run, "image", value, place)
    if key == "quality":
        return filter_object(run, QUALITY, value, place)
    return _whole(run, value, place) if key in files.WHOLE else _scalar(run, value, place)


def _whole(run: Run, value: Any, place: Place) -> int | str | None:
    new = scalars.filter_number(run, Number(decimals=0), value, place)
    return new if isinstance(new, int | str) else None


def _scalar(run: Run, value: Any, place: Place) -> Any:
    if isinstance(value, str):
        return scalars.filter_text(run, Text(), value, place)
    if scalars.is_scalar(value):
        return value
    run.changes.add(place, What.WRONG_TYPE, "Only a text, a number, true or false may be here; it was left out.")
    return None


def _sub_content_id(run: Run, value: Any, place: Place) -> str | None:
    if isinstance(value, str) and SUB_CONTENT_ID.fullmatch(value):
        return value
    run.changes.add(place, What.IDENTIFIER_REFUSED, f"{shown(value)} is no identifier of content; it was left out.")
    return None


def _unknown(run: Run, place: Place) -> Any:
    run.changes.add(place, What.UNKNOWN_KEY, "The library's semantics do not know this key; it was left out.")
    return None


def _nothing(run: Run, place: Place) -> Any:
    run.changes.add(place, What.EMPTY, "There is nothing in it; it was left out.")
    return None


QUALITY = Group({"level": Number(decimals=0), "label": Text()})
