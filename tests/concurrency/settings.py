"""The demo's settings for web servers beside the tests: static files as they lie, since none were collected."""

from academy.settings.demo import *  # noqa: F403
from academy.settings.demo import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
