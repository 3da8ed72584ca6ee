"""What each command answers."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from h5p.addons import addons_for, candidates
from h5p.assets import assets
from h5p.dependencies import Resolution, resolve_used
from h5p.errors import H5PError, Problem
from h5p.exporting import Exported, export
from h5p.filtering import Filtered, filter_params
from h5p.package import Package
from h5p.report import Report
from h5p.validating import validate

Answer = dict[str, Any]


def validated(name: str) -> Answer:
    """The verdict, and what could be read of the package."""
    try:
        with Path(name).open("rb") as file:
            report = validate(file, filename=Path(name).name)
    except (OSError, ValueError) as error:
        report = Report((_unopened(error),))
    package = report.package
    return {
        "file": name,
        "valid": report.valid,
        "title": package.title if package else None,
        "main_library": _main_library(package) if package else None,
        "libraries": len(package.libraries) if package else 0,
        "errors": _errors(report.problems),
    }


def assets_of(name: str) -> Answer:
    """What a page loads for the content, in order."""

    def answer(package: Package, _: Filtered, needs: Resolution) -> Answer:
        found = assets(needs)
        libraries = [str(library.name) for library in needs.load_order]
        return {"libraries": libraries, "styles": list(found.styles), "scripts": list(found.scripts)}

    return _about(name, answer)


def filtered(name: str) -> Answer:
    """The parameters made harmless, and what was changed for it."""

    def answer(package: Package, content: Filtered, _: Resolution) -> Answer:
        changes = [{"path": one.path, "what": str(one.what), "detail": one.detail} for one in content.changes]
        return {"params": content.params, "changes": changes, "unlisted_changes": content.unlisted}

    return _about(name, answer)


def exported(name: str, out: str) -> Answer:
    """How large the package is that was written; `out` is replaced when it is complete, and left alone otherwise."""

    def answer(package: Package, content: Filtered, needs: Resolution) -> Answer:
        said = package.manifest
        rebuilt = Exported(
            main=package.main,
            params=content.params,
            needs=needs,
            title=package.title,
            language=said["language"],
            embed_types=tuple(said["embedTypes"]),
            metadata=said,
            files=package.content,
        )
        try:
            return {"out": out, "bytes": _write(rebuilt, package, Path(out))}
        except (OSError, ValueError) as error:
            detail = f"{out} could not be written: {_reason(error)}"
            raise H5PError(Problem("failed-creating-export-file", "", detail)) from error

    return _about(name, answer)


def _about(name: str, answer: Callable[[Package, Filtered, Resolution], Answer]) -> Answer:
    try:
        with Path(name).open("rb") as file:
            report = validate(file, filename=Path(name).name)
            if not report.valid or report.package is None:
                raise H5PError(report.problems)
            content, needs = _played(report.package)
            return {"file": name, "valid": True, **answer(report.package, content, needs), "errors": []}
    except H5PError as error:
        return {"file": name, "valid": False, "errors": _errors(error.problems)}
    except (OSError, ValueError) as error:
        return {"file": name, "valid": False, "errors": _errors([_unopened(error)])}


def _played(package: Package) -> tuple[Filtered, Resolution]:
    """The content as it is played: filtered, and with what that needs, addons among it."""
    stored = frozenset(package.content_files)
    content = filter_params(package.params, package.main, package, files=stored.__contains__)
    addons = addons_for(content.params, candidates(package.libraries.values()))
    needs = resolve_used([*content.used, *addons], package)
    if needs.problems:
        raise H5PError(needs.problems)
    return content, needs


def _write(content: Exported, package: Package, out: Path) -> int:
    """Beside its place first, so that nobody ever finds half a package; its size in bytes."""
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as file:
            export(content, package, file)
            size = file.tell()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return size


def _main_library(package: Package) -> str | None:
    try:
        return str(package.main)
    except H5PError:
        named = package.manifest.get("mainLibrary")
        return named if isinstance(named, str) else None


def _errors(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"id": problem.id, "path": problem.path, "detail": problem.detail} for problem in problems]


def _unopened(error: Exception) -> Problem:
    return Problem("unable-to-unzip", "", f"the file cannot be opened: {_reason(error)}")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
