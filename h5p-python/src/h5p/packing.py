"""Making a package of a content that is written down by hand, or by a program: without an editor."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from h5p.dependencies import resolve
from h5p.exporting import Exported, export
from h5p.library import Files, Libraries
from h5p.names import LibraryName
from h5p.store.memory import MemoryFiles


def pack(written: Mapping[str, Any], libraries: Libraries, out: BinaryIO, files: Files | None = None) -> None:
    """Write the package of `written` to `out`, with every library it needs.

    `written` has `title`, `language`, `library` ("Name M.m"), `params`, and may have `metadata`; `files` are the media
    that the params name. What the params leave out gets the default of its field, in the language where the library is
    translated: above all the texts of the interface. H5PError when a library is not there.
    """
    main = LibraryName.parse(written["library"])
    params = with_defaults(written["params"], main, libraries, written["language"])
    content = Exported(
        main=main,
        params=params,
        needs=resolve(main, params, libraries),
        title=written["title"],
        language=written["language"],
        metadata=written.get("metadata", {}),
        files=files or MemoryFiles({}),
    )
    export(content, libraries, out)


def with_defaults(
    params: Mapping[str, Any], library: LibraryName, libraries: Libraries, language: str
) -> dict[str, Any]:
    """The params with the default of each field that they leave out, as an editor would fill them in."""
    fields = libraries.semantics(library) or []
    said = (libraries.language(library, language) or {}).get("semantics") or []
    return _object(fields, said, params, libraries, language)


def _object(
    fields: list[Any], said: list[Any], given: Mapping[str, Any], libraries: Libraries, language: str
) -> dict[str, Any]:
    whole = dict(given)
    # A translation stands beside the field that it translates.
    for place, field in enumerate(fields):
        translated = said[place] if place < len(said) and isinstance(said[place], dict) else {}
        value = _value(field, translated, given.get(field["name"]), libraries, language)
        if value is not None:
            whole[field["name"]] = value
    return whole


def _value(field: Mapping[str, Any], said: Mapping[str, Any], given: Any, libraries: Libraries, language: str) -> Any:
    match field["type"]:
        case "group" if isinstance(given, dict) or (given is None and not field.get("optional")):
            return _object(field["fields"], said.get("fields") or [], given or {}, libraries, language) or None
        case "list" if isinstance(given, list):
            item, inner = field["field"], said.get("field") or {}
            return [_value(item, inner, one, libraries, language) for one in given]
        case "library" if isinstance(given, dict) and "library" in given:
            name = LibraryName.parse(given["library"])
            return {**given, "params": with_defaults(given.get("params") or {}, name, libraries, language)}
    return given if given is not None else said.get("default", field.get("default"))
