"""Keys of the test's own, and a reader's view of the academy from outside."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from certificates.keyring.keymaking import make_development_keys
from tests.certificates.credentials.reading import Outside


@pytest.fixture(autouse=True)
def signing(settings: Settings, tmp_path: Path) -> Path:
    """A key of each kind, just made."""
    settings.SIGNING_DIR = str(tmp_path / "signing")
    make_development_keys(tmp_path / "signing", at=timezone.now().replace(microsecond=0))
    return tmp_path / "signing"


@pytest.fixture
def outside(client: Client) -> Outside:
    """Somebody who knows nothing but public addresses."""
    return Outside(client)
