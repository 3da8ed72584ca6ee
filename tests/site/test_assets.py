"""What of the npm packages is served, and that production's static files hold together."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

SERVED = "npm/@fontsource/sarabun/files/sarabun-thai-400-normal.woff2"


def test_a_named_font_is_found() -> None:
    assert finders.find(SERVED)


@pytest.mark.parametrize(
    "path",
    [
        "npm/axe-core/axe.min.js",
        "npm/@fontsource/sarabun/package.json",
        "npm/@fontsource/sarabun/files/sarabun-thai-400-italic.woff2",
        "npm/x/@fontsource/sarabun/LICENSE",
        "npm/../manage.py",
    ],
)
def test_nothing_else_of_the_packages_is_found(path: str) -> None:
    assert not finders.find(path)


def test_collected_files_carry_their_hash_and_the_style_sheets_name_them(tmp_path: Path) -> None:
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES={"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert {path.name for path in (tmp_path / "npm").iterdir()} == {"@fontsource", "h5p-standalone"}
    (fonts,) = (tmp_path / "site").glob("fonts.*.css")
    assert "sarabun-thai-400-normal." in fonts.read_text()
    assert "sarabun-thai-400-normal.woff2" not in fonts.read_text()


def test_style_and_script_of_every_page_weigh_little() -> None:
    site = Path(__file__).resolve().parents[2] / "static" / "site"
    names = "tokens.css dark.css fonts.css base.css components.css print.css menus.js icons.svg emblem.svg".split()  # noqa: SIM905
    assert sum((site / name).stat().st_size for name in names) < 45_000
