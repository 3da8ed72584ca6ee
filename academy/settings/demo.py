"""Settings of the demo and of development: an academy in var/, on SQLite and an embedded Redis, without secrets."""

import os
from pathlib import Path

from academy.settings.environment import ROOT

_var = Path(os.environ.get("DEMO_VAR", ROOT / "var"))
_port = os.environ.get("PORT", "8000")
# `make demo` writes here where its Redis listens; a command typed beside it finds the same one.
_redis = _var / "redis.url"

for _name, _value in {
    "SECRET_KEY": "demo-only-and-therefore-no-secret-at-all-0123456789",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1],.academy.example",
    "PUBLIC_ORIGIN": f"http://localhost:{_port}",
    "ISSUER_ORIGIN": "https://academy.example",
    "DATABASE_URL": f"sqlite:///{_var / 'academy.sqlite3'}",
    "REDIS_URL": _redis.read_text().strip() if _redis.exists() else f"unix://{_var / 'no-redis.sock'}",
    "EMAIL_HOST": "localhost",
    "DEFAULT_FROM_EMAIL": "no-reply@academy.example",
    "SELF_SIGN_UP": "on",
    "TRUSTED_PROXIES": "0",
    "STATIC_ROOT": str(_var / "static"),
    "MEDIA_ROOT": str(_var / "media"),
    "CERTIFICATES_DIR": str(_var / "certificates"),
    "JOURNAL_KEY": str(_var / "journal.key"),
    "JOURNAL_ROOTS_DIR": str(_var / "journal-roots"),
    "H5P_DIR": str(_var / "h5p"),
    "ANSWERS_DIR": str(_var / "answers"),
    "SIGNING_DIR": str(_var / "signing"),
}.items():
    os.environ.setdefault(_name, _value)

from academy.settings.base import *  # noqa: F403

VAR = _var
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
CSRF_TRUSTED_ORIGINS = [f"http://localhost:{_port}", f"http://127.0.0.1:{_port}"]
EMAIL_BACKEND = "academy.people.mail.FileBackend"
MAIL_DIR = VAR / "mail"
DEMO = True
DEVELOPMENT_KEYS = True
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # nothing stands before the demo's web server
