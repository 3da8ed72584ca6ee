"""Settings of the tests: the demo's, on engines of the run's own, with nothing written outside a temporary folder."""

import os
import tempfile
from pathlib import Path

# Each worker of a parallel run has a folder, and so a database and a Redis, of its own.
_run = os.environ.setdefault("ACADEMY_TEST_RUN", tempfile.mkdtemp(prefix="academy-test-"))
_var = Path(_run, os.environ.get("PYTEST_XDIST_WORKER", "main"))
_var.mkdir(parents=True, exist_ok=True)
for _name, _value in list(os.environ.items()):
    # What the process that started this worker had set for itself.
    if _name != "ACADEMY_TEST_RUN" and _run in _value:
        del os.environ[_name]
os.environ["DEMO_VAR"] = str(_var)
if "REDIS_URL" not in os.environ:
    # A server of this process's own: one that another worker had started would end with that worker.
    os.environ["REDIS_URL"] = f"unix://{_var / 'redis.sock'}"
elif "PYTEST_XDIST_WORKER" in os.environ and "?" not in os.environ["REDIS_URL"]:
    # One server for a parallel run: each worker has a numbered database of its own, and may empty it.
    os.environ["REDIS_URL"] += f"?db={int(os.environ['PYTEST_XDIST_WORKER'].removeprefix('gw')) + 1}"

from academy.settings.demo import *  # noqa: F403
from academy.settings.demo import DATABASES, STORAGES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and worker processes of the tests open the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(_var / "test.sqlite3")}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
