"""Taking away files that no row names, a day after they were last wanted."""

import shutil
import time
from pathlib import Path

from django.conf import settings

from courses.models import H5PLibrary, H5PVersion

# An upload writes its files before its row; and readers have pages open that name the files of a replaced library.
KEPT_SECONDS = 24 * 3600.0


def sweep(older_than: float = KEPT_SECONDS) -> int:
    """Delete folders of media and of libraries that nothing names, older than so many seconds; how many there were."""
    root = Path(settings.H5P_DIR)
    contents = set(H5PVersion.objects.values_list("folder", flat=True))
    libraries = {
        f"{name}-{major}.{minor}/{tree}"
        for name, major, minor, tree in H5PLibrary.objects.values_list("machine_name", "major", "minor", "tree_hash")
    }
    left = [folder for folder in root.glob("contents/*") if folder.name not in contents]
    left += [tree for tree in root.glob("libraries/*/*") if f"{tree.parent.name}/{tree.name}" not in libraries]
    old = [folder for folder in left if folder.stat().st_mtime < time.time() - older_than]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
