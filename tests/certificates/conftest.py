"""What tests of certificates share."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    """A folder of the test's own for issued files."""
    settings.CERTIFICATES_DIR = str(tmp_path / "certificates")
    return tmp_path / "certificates"
