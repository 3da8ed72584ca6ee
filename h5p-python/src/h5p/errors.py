"""What can be wrong with a package, and how it is said.

The ids are interface facts of the H5P world: scripts and translations rely on them, so none is ever renamed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Value = int | str

IDS = frozenset(
    {
        "missing-h5p-extension",
        "unable-to-unzip",
        "file-size-too-large",
        "total-size-too-large",
        "not-in-whitelist",
        "invalid-content-folder",
        "invalid-h5p-json-file",
        "unable-to-read-package-file",
        "unable-to-parse-package",
        "missing-required-property",
        "illegal-option-in-library",
        "invalid-library-name",
        "invalid-library-json-file",
        "invalid-semantics-json-file",
        "invalid-language-file",
        "library-directory-name-mismatch",
        "library-missing-file",
        "api-version-unsupported",
        "missing-main-library",
        "missing-required-library",
        "missing-library-dependency",
        "save-content-failed",
        "failed-creating-export-file",
        "upload-malware-found",
        "library-used",
        "invalid-property",
        "illegal-path",
        "illegal-entry-type",
        "duplicate-entry",
        "encrypted-entry",
        "unsupported-compression",
        "suspicious-compression-ratio",
        "too-many-entries",
        "invalid-content-json",
        "main-library-not-in-dependencies",
        "main-library-not-runnable",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `id` is one of `IDS`; `path` names the file in the package, with a JSON pointer after `#` where a property is meant
    (`h5p.json#/authors/0/role`), or is empty for the package as a whole; `detail` says it in an English sentence that
    holds the numbers; `values` are those numbers and names alone, for whoever says it in another language.
    """

    id: str
    path: str
    detail: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.id not in IDS:
            raise ValueError(f"{self.id} is no error id of H5P")

    def __str__(self) -> str:
        return f"{self.id}: {self.path}: {self.detail}" if self.path else f"{self.id}: {self.detail}"


class H5PError(Exception):
    """What a caller is told when something is refused: every problem that was found, never only the first."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))
