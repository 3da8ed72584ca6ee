"""Production's settings on the loopback: plain HTTP, no mail server, static files without their compressed copies."""

from academy.settings.base import *  # noqa: F403
from academy.settings.base import ACCOUNT_RATE_LIMITS, API_RATES, STORAGES

ROOT_URLCONF = "tests.bench.urls"
WSGI_APPLICATION = "tests.bench.wsgi.application"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
DEVELOPMENT_KEYS = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
# Everybody signs in from one address. The limit is still looked at, as its cost counts.
ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "login": "1000/s/ip"}
API_RATES = dict.fromkeys(API_RATES, 1_000_000)
