"""Judging a package before anything of it is used.

The order: what the archive says of itself, then every file, then what `h5p.json` and the libraries say, then what they
need of each other. All problems are collected; only what cannot be judged without something that is broken is not.
"""

from collections.abc import Sequence
from typing import Any, BinaryIO

from h5p import paths
from h5p.archive import Archive, read_directory
from h5p.describing import check_libraries, check_manifest, document_of
from h5p.errors import H5PError, Problem
from h5p.examining import Budget, Scanner, examine, scan
from h5p.findings import Findings
from h5p.library import Libraries
from h5p.limits import Limits
from h5p.package import Package, group
from h5p.report import Report
from h5p.requiring import check_requirements
from h5p.screening import Part, Screened, part_of, screen

LIMITS = Limits()


def validate(
    file: BinaryIO,
    *,
    filename: str = "",
    store: Libraries | None = None,
    may_install: bool = True,
    with_content: bool = True,
    limits: Limits = LIMITS,
    scanners: Sequence[Scanner] = (),
) -> Report:
    """The verdict on the package in `file`, which must be seekable and is read from its beginning.

    `filename` is what the uploader called it; its suffix is judged when it is given. `store` holds what is installed
    already. Without `may_install` the libraries in the package are not looked at, and everything needed must be
    installed; without `with_content` the libraries alone are. Every scanner sees every file that is looked at.
    Nothing is written, and nothing is raised whatever the file holds.
    """
    findings = Findings(limits)
    if filename and paths.suffix(filename) != "h5p":
        findings.say("missing-h5p-extension", "", "the name of a package ends in .h5p", filename=filename[-80:])
    parts = {Part.MANIFEST, Part.CONTENT} if with_content else set()
    parts |= {Part.LIBRARY} if may_install else set()
    try:
        screened = screen(read_directory(file, limits), parts, limits, findings)
        folders = _library_folders(screened, limits) if may_install else {}
        documents = _read_all(file, screened, limits, scanners, findings)
    except H5PError as error:
        findings.add(*error.problems)
        return Report(findings.all)
    except (OSError, OverflowError) as error:
        findings.say("unable-to-unzip", "", f"the file cannot be read: {type(error).__name__}")
        return Report(findings.all)
    manifest = documents.get("h5p.json", {})
    reliable = with_content and check_manifest(screened.present, documents, findings)
    libraries = check_libraries(folders, documents, findings)
    check_requirements(manifest if reliable else {}, libraries, folders, store, findings)
    if with_content and not manifest:
        return Report(findings.all)
    return Report(findings.all, Package(Archive(file, screened.readable, limits), manifest, libraries, limits))


def _library_folders(screened: Screened, limits: Limits) -> dict[str, tuple[str, ...]]:
    folders = group(path for path in screened.present if part_of(path) is Part.LIBRARY)
    if len(folders) > limits.libraries:
        numbers = {"libraries": len(folders), "most": limits.libraries}
        detail = f"the package has {len(folders):,} libraries; at most {limits.libraries:,} are read"
        raise H5PError(Problem("too-many-entries", "", detail, numbers))
    return folders


def _read_all(
    file: BinaryIO, screened: Screened, limits: Limits, scanners: Sequence[Scanner], findings: Findings
) -> dict[str, Any]:
    """What the documents say that are kept, by their paths; every file that may be read is, and its problems found."""
    archive = Archive(file, screened.readable, limits)
    budget = Budget(limits)
    documents: dict[str, Any] = {}
    for path, entry in screened.readable.items():
        document = document_of(path)
        try:
            data = examine(file, entry, limits, budget, keep=document is not None)
            scan(archive, path, scanners)
            said = document.read(path, data, limits) if document else None
            if said is not None:
                documents[path] = said
        except H5PError as error:
            findings.add(*error.problems)
            if budget.spent:
                break
    return documents
