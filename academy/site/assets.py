"""Static files: our own, and from the npm packages only what pages use."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.utils import get_files

PREFIX = "npm"
# Below "npm/": what is served of node_modules, as patterns of whole paths. Everything else there stays unserved.
SERVED = (
    "@fontsource/sarabun/LICENSE",
    "@fontsource/sarabun/files/sarabun-latin-[46]00-normal.woff2",
    "@fontsource/sarabun/files/sarabun-thai-[46]00-normal.woff2",
    "h5p-standalone/dist/frame.bundle.js",
    "h5p-standalone/dist/fonts/*.woff*",
    "h5p-standalone/dist/fonts/*/*",
    "h5p-standalone/dist/images/*",
    "h5p-standalone/dist/styles/h5p.css",
)


class NamedPackagesFinder(FileSystemFinder):
    """Django's finder of folders; below the prefix "npm" only what SERVED names."""

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Where the file lies, or an empty list."""
        name = PurePosixPath(path)
        if name.parts[:1] == (PREFIX,) and not is_served(name.relative_to(PREFIX)):
            return []
        return super().find(path, *args, **kwargs)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Each file to collect, with its storage. node_modules is asked for what SERVED names, and never walked."""
        for prefix, root in self.locations:
            storage = self.storages[root]
            names = served_files(Path(root)) if prefix == PREFIX else get_files(storage, list(ignore_patterns or []))
            for name in names:
                yield name, storage


def is_served(name: PurePosixPath) -> bool:
    """Whether SERVED names this path below node_modules."""
    return ".." not in name.parts and any(
        len(name.parts) == pattern.count("/") + 1 and name.match(pattern) for pattern in SERVED
    )


def served_files(root: Path) -> Iterator[str]:
    """The files that SERVED names and that are there."""
    for pattern in SERVED:
        for file in sorted(root.glob(pattern)):
            yield file.relative_to(root).as_posix()
