"""Folders of files that hold one library, and writing so that nobody sees half of it."""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from h5p.errors import H5PError, Problem
from h5p.library import Files
from h5p.paths import fault
from h5p.store.hashing import copy_hashed, hash_of, tree_hash


@dataclass(frozen=True, slots=True)
class TreeFiles:
    """The files under a folder, each by its path from there; links are no files, wherever they lead."""

    root: Path

    def paths(self) -> Iterable[str]:
        found: list[str] = []
        for folder, _, names in os.walk(self.root):
            under = (Path(folder) / name for name in names)
            found += [path.relative_to(self.root).as_posix() for path in under if not path.is_symlink()]
        return sorted(found)

    def open(self, path: str) -> BinaryIO:
        return self.path(path).open("rb")

    def path(self, path: str) -> Path:
        """Where the file is, for a web server to send; FileNotFoundError for what is no file inside the folder."""
        if not is_inside(path):
            raise FileNotFoundError(path[:300])
        target = self.root / path
        try:
            real = target.resolve(strict=True) == self.root.resolve() / path and target.is_file()
        except (OSError, RuntimeError, ValueError):
            real = False
        if not real:
            raise FileNotFoundError(path[:300])
        return target


def is_inside(path: str) -> bool:
    """Whether a path can only mean a file inside the folder it is put behind, on any system."""
    return fault(path) is None and path == str(PurePosixPath(path)) != "."


def copy_tree(files: Files, target: Path, shown: str) -> str:
    """Write all files under a new folder, read them back, and return their tree hash.

    `shown` stands before paths in problems. H5PError `illegal-path` for a path that leads elsewhere, and
    `save-content-failed` when what lies there afterwards is not what was read.
    """
    hashes: dict[str, str] = {}
    target.mkdir(parents=True)
    for path in files.paths():
        if not is_inside(path):
            raise H5PError(Problem("illegal-path", f"{shown}/{path[:300]}", "a library's files lie in its folder"))
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        with files.open(path) as source, (target / path).open("xb") as written:
            hashes[path] = copy_hashed(source, written)
    expected = hash_of(hashes)
    if tree_hash(TreeFiles(target)) != expected:
        raise H5PError(Problem("save-content-failed", shown, "the copied files differ from those that were read"))
    return expected


def write_whole(path: Path, said: Mapping[str, Any]) -> None:
    """Write JSON so that readers find the old file or the new one."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    try:
        with new.open("x", encoding="utf-8") as file:
            json.dump(said, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
