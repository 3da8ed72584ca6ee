"""Judging what `h5p.json` and the libraries of a package say, once every file of it was read."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from h5p import strictjson
from h5p.errors import H5PError, Problem
from h5p.findings import Findings
from h5p.library import Library
from h5p.limits import Limits
from h5p.names import MACHINE_NAME, LibraryName
from h5p.schema import H5P_JSON, LIBRARY_JSON, Rule

# The version of the programming interface of the browser's player that libraries may ask for. It goes with the player
# that is shipped to browsers, and rises with it.
CORE_API_VERSION = (1, 28)
# In the form that takes linear time for any name.
LANGUAGE_FILE = re.compile(r"-?[a-z]+(-[a-z]+){0,6}\.json", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that must be JSON of one kind, which problem it is when it is not, and whether what it says is kept."""

    kind: type
    unparsed: str
    wrong: str
    kept: bool = False

    def read(self, path: str, data: bytes, limits: Limits) -> Any:
        """What it says, or None when that is not kept; H5PError when it is no JSON, or JSON of another kind."""
        try:
            value = strictjson.parse(data, limits)
        except strictjson.NotStrictJSON as error:
            raise H5PError(Problem(self.unparsed, path, f"the file is not taken as JSON: {error}")) from None
        if not isinstance(value, self.kind):
            demand = "an object" if self.kind is dict else "a list"
            raise H5PError(Problem(self.wrong, path, f"the file must hold {demand}"))
        return value if self.kept else None


MANIFEST = Document(dict, "unable-to-parse-package", "invalid-h5p-json-file", kept=True)
PARAMS = Document(dict, "invalid-content-json", "invalid-content-json")
LIBRARY = Document(dict, "invalid-library-json-file", "invalid-library-json-file", kept=True)
SEMANTICS = Document(list, "invalid-semantics-json-file", "invalid-semantics-json-file")
LANGUAGE = Document(dict, "invalid-language-file", "invalid-language-file")


def document_of(path: str) -> Document | None:
    """Which document the file is; None for any other file, JSON or not."""
    match path.split("/"):
        case ["h5p.json"]:
            return MANIFEST
        case ["content", *rest]:
            return PARAMS if rest == ["content.json"] else None
        case [_, "library.json"]:
            return LIBRARY
        case [_, "semantics.json"]:
            return SEMANTICS
        case [_, "language", name] if name.endswith(".json"):
            return LANGUAGE
    return None


def check_manifest(present: Collection[str], documents: Mapping[str, Any], findings: Findings) -> bool:
    """Find what is wrong with `h5p.json`, and whether the content is there; whether what it says can be relied on."""
    if "content/content.json" not in present:
        findings.say("invalid-content-folder", "content/content.json", "the package holds no content/content.json")
    if "h5p.json" not in present:
        findings.say("invalid-h5p-json-file", "h5p.json", "the package holds no h5p.json")
    if "h5p.json" not in documents:
        return False
    return _follows(H5P_JSON, documents["h5p.json"], "h5p.json", findings)


def check_libraries(
    folders: Mapping[str, tuple[str, ...]], documents: Mapping[str, Any], findings: Findings
) -> dict[str, Library]:
    """The libraries that are described well, by their folders; what is wrong with any of them is found.

    `folders` holds the files of each, from the folder.
    """
    found: dict[str, Library] = {}
    homes: dict[LibraryName, str] = {}
    for folder, files in folders.items():
        library = _check_library(folder, files, documents.get(f"{folder}/library.json"), findings)
        _check_languages(folder, files, findings)
        if library is None:
            continue
        home = homes.setdefault(library.name, folder)
        if home != folder:
            findings.say("duplicate-entry", folder, f"the library {library.name} is also in the folder {home}")
            continue
        found[folder] = library
    return found


def _check_library(folder: str, files: Iterable[str], said: Any, findings: Findings) -> Library | None:
    path = f"{folder}/library.json"
    if not MACHINE_NAME.fullmatch(folder):
        findings.say("invalid-library-name", folder, "the folder's name is no name of a library")
    if "library.json" not in files:
        findings.say("invalid-library-json-file", path, "the folder holds no library.json")
    if said is None or not _follows(LIBRARY_JSON, said, path, findings):
        return None
    library = Library.from_json(said)
    if folder not in (library.name.folder, library.name.machine_name):
        detail = f"the folder should be called {library.name.folder}, as the library in it says"
        findings.say("library-directory-name-mismatch", path, detail, expected=library.name.folder)
        return None
    there = set(files)
    for wanted in (*library.scripts, *library.styles):
        if wanted not in there:
            findings.say("library-missing-file", f"{folder}/{wanted}", "library.json names it, but it is not there")
    return library


def _check_languages(folder: str, files: Iterable[str], findings: Findings) -> None:
    for path in files:
        if path.startswith("language/") and not LANGUAGE_FILE.fullmatch(path.removeprefix("language/")):
            detail = "the name must be a language code, of letters and hyphens, with .json"
            findings.say("invalid-language-file", f"{folder}/{path}", detail)


def _follows(rule: Rule, said: dict[str, Any], path: str, findings: Findings) -> bool:
    faults = list(islice(rule(said, ""), findings.most))
    for fault in faults:
        findings.say(fault.id, f"{path}#{fault.pointer}", fault.detail, **fault.values)
    if not faults:
        _check_core_api(said, path, findings)
    return not faults


def _check_core_api(said: Mapping[str, Any], path: str, findings: Findings) -> None:
    asked = said.get("coreApi")
    if not asked:
        return
    version = (int(asked["majorVersion"]), int(asked["minorVersion"]))
    if version > CORE_API_VERSION:
        ours = ".".join(map(str, CORE_API_VERSION))
        detail = f"asks for version {version[0]}.{version[1]} of the programming interface; the player has {ours}"
        findings.say("api-version-unsupported", f"{path}#/coreApi", detail)
