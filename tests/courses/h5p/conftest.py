"""Interactive content lies in a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def on_disk(settings, tmp_path: Path) -> Path:
    settings.H5P_DIR = str(tmp_path)
    return tmp_path
