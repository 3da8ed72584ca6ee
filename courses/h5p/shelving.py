"""Folders named by the hash of what they hold: written whole or not at all, and never changed."""

import secrets
import shutil
from pathlib import Path

from h5p import H5PError, Problem
from h5p.library import Files
from h5p.store.trees import copy_tree


def put(files: Files, home: Path, shown: str) -> str:
    """Write the files to the folder in `home` that their hash names, and give the name.

    `shown` names them in problems. H5PError `save-content-failed` when the disk refuses; then nothing is left behind.
    """
    half = home / f"new-{secrets.token_hex(8)}"
    try:
        hashed = copy_tree(files, half, shown)
        whole = home / hashed
        if whole.is_dir():
            whole.touch()  # the sweep takes away what nobody names for a day
        else:
            half.rename(whole)
    except OSError as error:
        detail = f"{shown} could not be written: {error.strerror or type(error).__name__}"
        raise H5PError(Problem("save-content-failed", shown, detail)) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return hashed
