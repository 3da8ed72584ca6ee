"""Static files: our own, and from the npm packages only what pages use."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.utils import get_files

# Below "npm/": the folders of packages whose files are served. Anything else in node_modules stays unserved.
SERVED = ("@fontsource/sarabun/files/", "@fontsource/sarabun/LICENSE")


class NamedPackagesFinder(FileSystemFinder):
    """Django's finder of folders; below the prefix "npm" only what SERVED names."""

    def find(self, path: str, *args: Any, **kwargs: Any) -> Any:
        if path.startswith("npm/") and not path.removeprefix("npm/").startswith(SERVED):
            return []
        return super().find(path, *args, **kwargs)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for prefix, root in self.locations:
            storage = self.storages[root]
            if prefix != "npm":
                for path in get_files(storage, list(ignore_patterns or [])):
                    yield path, storage
                continue
            for served in SERVED:
                folder = served.rstrip("/")
                if not storage.exists(folder):
                    continue
                if served.endswith("/"):
                    for name in storage.listdir(folder)[1]:
                        yield f"{folder}/{name}", storage
                else:
                    yield folder, storage
