"""Settings that are safe in production. Every choice of an operator is an environment variable (docs/operators.md)."""

from typing import Any

import dj_database_url
import django_stubs_ext
from celery.schedules import crontab

from academy.settings.environment import ROOT, https_origin, number, oidc_apps, s3_address, switch, text, words

django_stubs_ext.monkeypatch()

SECRET_KEY = text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = words("ALLOWED_HOSTS")
PUBLIC_ORIGIN = text("PUBLIC_ORIGIN").rstrip("/")
# Who issues credentials, for ever: did:web of this origin.
ISSUER_ORIGIN = https_origin("ISSUER_ORIGIN", PUBLIC_ORIGIN)
WAGTAILADMIN_BASE_URL = PUBLIC_ORIGIN
CSRF_TRUSTED_ORIGINS = [PUBLIC_ORIGIN]

INSTALLED_APPS = [
    "academy.people",
    "academy.site",
    "academy.api",
    "certificates",
    "courses",
    "assessments",
    "academy.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "academy.people.apps.WagtailUsers",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "academy.headers.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "academy.people.language.PersonLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "academy.people.second_step.CmsNeedsSecondStep",
]

ROOT_URLCONF = "academy.urls"
WSGI_APPLICATION = "academy.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "academy.site.context.site",
            ],
            "builtins": ["academy.site.templatetags.everywhere"],
        },
    },
]

# --- engines ------------------------------------------------------------------------------------------------
# Connections stay open; each request and task asks first whether theirs still answers, so that a database that was
# restarted is met by a new connection and not by an error.
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(text("DATABASE_URL"), conn_max_age=None, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue at BEGIN instead of failing in the middle; readers never wait (write-ahead log).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # PostgreSQL plans a statement once a connection instead of each time, which is half of what it costs. Behind a
    # pooler that hands out connections by transaction, neither plans nor cursors last.
    _pooled = switch("DATABASE_POOLER", False)
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = _pooled
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "server_side_binding": True,
        "prepare_threshold": None if _pooled else 5,
    }
REDIS_URL = text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "academy.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "academy",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Celery's own names for a socket and for the number of the database behind it.
CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("unix://"):
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("db=", "virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"certificates.*": {"queue": "certificates"}}
CELERY_TIMEZONE = "Asia/Bangkok"
# How many certificates a worker may produce in a second; without it, as many as it can.
CERTIFICATES_PER_SECOND = number("CERTIFICATES_PER_SECOND", 0)
if CERTIFICATES_PER_SECOND:
    CELERY_TASK_ANNOTATIONS = {"certificates.produce": {"rate_limit": f"{CERTIFICATES_PER_SECOND}/s"}}
# Database connections outlive tasks (academy.celery); a process opens another after so many.
CELERY_DB_REUSE_MAX = 1000
# A broker that refuses, or accepts and never answers, may cost a request half a second: rows are the outbox, and what
# could not be queued is queued by the sweep. The worker waits for messages by polling its sockets, not inside a read,
# so these limits do not end its waiting; it reconnects for as long as it takes.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "assessments.close_overdue": {"task": "assessments.close_overdue", "schedule": 60.0},
    "assessments.sweep_regrades": {
        "task": "assessments.sweep_regrades",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "assessments.sweep_files": {"task": "assessments.sweep_files", "schedule": 3600, "options": {"expires": 3600}},
    "assessments.tell_marked": {"task": "assessments.tell_marked", "schedule": 60, "options": {"expires": 60}},
    # Just after midnight in Bangkok, and again each hour in case the worker was away: a day has one root.
    "assessments.root_journals": {"task": "assessments.root_journals", "schedule": crontab(minute="10")},
    "api.forget": {"task": "api.forget", "schedule": crontab(hour="3", minute="20")},
    # Expires before the next one: a worker that was away is not met by a heap of old beats.
    "heartbeat": {"task": "academy.site.tasks.heartbeat", "schedule": 30, "options": {"expires": 30}},
    "certificates.sweep": {"task": "certificates.sweep", "schedule": 60, "options": {"expires": 60}},
    "courses.release_planned": {"task": "courses.release_planned", "schedule": 60, "options": {"expires": 60}},
    "courses.publish_scheduled": {"task": "courses.publish_scheduled", "schedule": 60, "options": {"expires": 60}},
    "courses.sweep_h5p": {"task": "courses.sweep_h5p", "schedule": 3600, "options": {"expires": 3600}},
    "certificates.remind": {"task": "certificates.remind", "schedule": 3600, "options": {"expires": 3600}},
    "certificates.sweep_files": {"task": "certificates.sweep_files", "schedule": 3600, "options": {"expires": 3600}},
}

# --- people and safety ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["academy.people.signing_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SELF_SIGN_UP = switch("SELF_SIGN_UP", False)
DEMO = False

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
X_FRAME_OPTIONS = "SAMEORIGIN"
# Previews stand in a frame of the same origin; whether to enter browsers' preload lists is the operator's choice.
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]

# --- language and time ---------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
LANGUAGE_CODE = "th"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["academy.formats"]

# --- files ---------------------------------------------------------------------------------------------------
VAR = ROOT / "var"
STATIC_URL = "/static/"
STATIC_ROOT = text("STATIC_ROOT", str(VAR / "static"))
STATICFILES_DIRS = [ROOT / "static", ("npm", ROOT / "node_modules")]
STATICFILES_FINDERS = [
    "academy.site.assets.NamedPackagesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = text("MEDIA_ROOT", str(VAR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What learners hand in: nobody reads it but our own views.
    "answers": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": text("ANSWERS_DIR", str(VAR / "answers")), "base_url": None},
    },
}
CERTIFICATES_DIR = text("CERTIFICATES_DIR", str(VAR / "certificates"))
# Or a bucket, `s3://bucket/prefix`, of a service that speaks S3.
CERTIFICATES_STORE = s3_address("CERTIFICATES_STORE")
S3_ENDPOINT = text("S3_ENDPOINT", "")
S3_REGION = text("S3_REGION", "us-east-1")
S3_ACCESS_KEY = text("S3_ACCESS_KEY", None if CERTIFICATES_STORE else "")
S3_SECRET_KEY = text("S3_SECRET_KEY", None if CERTIFICATES_STORE else "")
H5P_DIR = text("H5P_DIR", str(VAR / "h5p"))
# The keys that sign certificates and the record of all that ever did (certificates.keyring); where the key itself lies
# elsewhere, the address of its keeper; what opens it; and who stamps the time.
SIGNING_DIR = text("SIGNING_DIR", str(VAR / "signing"))
SIGNING_KEY = text("SIGNING_KEY", "")
SIGNING_SECRET = text("SIGNING_SECRET", "")
TIMESTAMP_URL = text("TIMESTAMP_URL", "")
# Whether keys that create_signing_key made for development may sign.
DEVELOPMENT_KEYS = False
# The key that signs the journals of attempts (manage.py create_journal_key), and where their daily roots are written.
JOURNAL_KEY = text("JOURNAL_KEY", str(VAR / "journal.key"))
JOURNAL_ROOTS_DIR = text("JOURNAL_ROOTS_DIR", str(VAR / "journal-roots"))
# How long, in seconds, a worker may take over one certificate before another may try.
CERTIFICATE_LEASE = number("CERTIFICATE_LEASE", 120)
FONTS_DIR = text("FONTS_DIR", str(ROOT / "node_modules" / "@expo-google-fonts" / "sarabun"))

# --- mail ----------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = text("EMAIL_HOST")
EMAIL_PORT = number("EMAIL_PORT", 587)
EMAIL_HOST_USER = text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = switch("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("DEFAULT_FROM_EMAIL")

# --- Wagtail -------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Digital Government Academy"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "mp4", "odp", "ods", "odt", "pdf", "pptx", "txt", "vtt", "webm", "xlsx", "zip",
]  # fmt: skip
# Nothing uploaded is opened within our origin: it is saved.
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = "cms_door"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
TAGGIT_CASE_INSENSITIVE = True
# A translation begins as a draft: whoever submits it may not publish, and reviewers have yet to see it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# --- sign-in: django-allauth ---------------------------------------------------------------------------------
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# In the browser that signed up, and nowhere else: from the letter straight on to the course that asked for an account.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_ADAPTER = "academy.people.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "academy.people.adapter.SocialAccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "academy.people.forms.SignupForm"
ACCOUNT_EMAIL_NOTIFICATIONS = True
# How many proxies stand before us: 1 is nginx. Limits by address count the reader, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXIES", 1)
# A whole ministry may stand behind one address; it is the account that is locked, after five failures.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "100/m/ip,5/5m/key"}
# An identity provider (OpenID Connect), where there is one: its own account opens ours, its word about an address none.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# Whether that provider proves who people are (as ThaiD does), so that a certificate may rest on it.
OIDC_PROVES_IDENTITY = switch("OIDC_PROVES_IDENTITY", False)
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": oidc_apps()}}
MFA_FORMS = {
    "authenticate": "academy.people.second_step.SecondStep",
    "reauthenticate": "academy.people.second_step.SecondStepAgain",
}
# Whether the CMS is closed to those who have not switched two-step sign-in on.
CMS_NEEDS_SECOND_STEP = switch("CMS_NEEDS_SECOND_STEP", False)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "courses:my_learning"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# --- API -----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "academy.api.bearer.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "academy.api.scopes.InScope"],
    "DEFAULT_THROTTLE_CLASSES": ["academy.api.throttling.EachPersonAndRoute"],
    # Our views take JSON alone and say so; the CMS's translation editor sends forms.
    "DEFAULT_PARSER_CLASSES": ["academy.api.parsing.BoundedJSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "rest_framework.renderers.BrowsableAPIRenderer",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "academy.api.problems.answer",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
# Tokens for programs (docs/decisions/0008-tokens.md): an hour long, kept as their hashes; renewed for thirty days, each
# renewal good for once. Everything that RFC 9700 advises against is off.
OAUTH2_PROVIDER_APPLICATION_MODEL = "api.Application"
OAUTH2_PROVIDER = {
    "OAUTH2_VALIDATOR_CLASS": "academy.api.validator.Validator",
    "SCOPES_BACKEND_CLASS": "academy.api.scopes.Scopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "REFRESH_TOKEN_EXPIRE_SECONDS": 30 * 24 * 3600,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    **{
        f"COMPLIANT_BCP_RFC9700_{advice}": True
        for advice in (
            "IMPLICIT_GRANT", "PASSWORD_GRANT", "PKCE_METHOD", "ACCESS_TOKEN_TRANSPORT", "AUTHZ_RESPONSE_ISS",
            "TOKEN_STORAGE", "REFRESH_TOKEN", "REDIRECT_URI_SCHEME", "REDIRECT_URI_MATCHING", "PKCE_REQUIRED",
        )
    },
}  # fmt: skip
# How often in a minute one person may ask one route, by kind of work: reading, writing, saving answers in a test (an
# answer that is typed is saved again and again), what interactive content reports; and one address that nobody signed
# in from.
API_RATES = {
    "read": number("API_RATE_READ", 240),
    "write": number("API_RATE_WRITE", 120),
    "answers": number("API_RATE_ANSWERS", 300),
    "reports": number("API_RATE_REPORTS", 60),
    "anonymous": number("API_RATE_ANONYMOUS", 60),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Digital Government Academy API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["academy.api.describing.ours"],
    "ENUM_NAME_OVERRIDES": {"AttemptState": ["open", "waiting", "marked"], "ResultState": ["waiting", "marked"]},
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stream"], "level": text("LOG_LEVEL", "INFO")},
    # They tell every page saved, with its title, or that they were loaded.
    "loggers": {name: {"level": "WARNING"} for name in ("wagtail", "django_tasks", "pikepdf")},
}
