"""Production's settings: they stop without their secrets, and the operators' table names each of them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from certificates.keyring.keymaking import enter, make_development_keys
from tests.factories.authority import certified

ROOT = Path(__file__).resolve().parents[2]
REQUIRED = {
    "SECRET_KEY": "s" * 50,
    "ALLOWED_HOSTS": "academy.example",
    "PUBLIC_ORIGIN": "https://academy.example",
    "DATABASE_URL": "sqlite:////tmp/none.sqlite3",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_HOST": "localhost",
    "DEFAULT_FROM_EMAIL": "no-reply@academy.example",
}


def started_with(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "academy.settings.base", **variables}
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_stops_without_a_required_setting_and_names_it(missing: str) -> None:
    result = started_with({name: value for name, value in REQUIRED.items() if name != missing})
    assert result.returncode != 0
    assert f"{missing} is not set" in result.stderr


@pytest.mark.parametrize("origin", ["http://academy.example", "https://academy.example/th", "academy.example"])
def test_production_stops_when_credentials_would_name_no_https_origin(origin: str) -> None:
    result = started_with({**REQUIRED, "ISSUER_ORIGIN": origin})
    assert result.returncode != 0
    assert "give an https origin" in result.stderr


def test_production_passes_the_framework_s_own_check_for_deployment(tmp_path: Path) -> None:
    secret, chain = certified()
    enter(tmp_path, chain, secret, at=timezone.now())
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "academy.settings.base", **REQUIRED}
    environment["SIGNING_DIR"] = str(tmp_path)
    environment["SECRET_KEY"] = "Kj3-fQ9_xZ7-wB1_mN5-vC8_pL2-rT6_yH4-sD0_gA9-eU7_iO1-qW3"
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_setting_stands_in_the_operators_table() -> None:
    source = (ROOT / "academy/settings/base.py").read_text(encoding="utf-8")
    table = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    names = set(re.findall(r'\b(?:text|switch|number|words|https_origin)\("([A-Z_]+)"', source))
    assert {name for name in names if f"`{name}`" not in table} == set()


@pytest.mark.parametrize("process", ["web", "worker"])
def test_production_does_not_start_on_a_key_for_development(tmp_path: Path, process: str) -> None:
    make_development_keys(tmp_path, at=timezone.now())
    # A file instead of a socket: the worker would end there at the latest, for another reason.
    redis = f"unix://{tmp_path}/none.sock"
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "academy.settings.base", **REQUIRED}
    environment |= {"SIGNING_DIR": str(tmp_path), "REDIS_URL": redis, "C_FORCE_ROOT": "1"}
    command = {
        "web": [sys.executable, "-c", "import academy.wsgi"],
        "worker": [sys.executable, "-m", "celery", "-A", "academy", "worker", "--pool", "solo"],
    }[process]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode != 0
    assert "is for development" in result.stderr
