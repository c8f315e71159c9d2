"""Settings, read from the environment. Defaults are those of production; `dev.py` sets the rest."""

from pathlib import Path

import structlog
from csp.constants import NONE, SELF
from environs import Env

from organizations.secret_paths import mask_secrets
from salesleader.sign_in_settings import *  # noqa: F403
from salesleader.sign_in_settings import ALLAUTH_TRUSTED_PROXY_COUNT

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("SALESLEADER_DATA", str(BASE_DIR / ".data"))).resolve()

DEBUG = env.bool("DEBUG", False)
BASE_URL = env.str("BASE_URL", f"http://localhost:{env.str('PORT', '8000')}").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", BASE_URL.split("//")[-1].split(":")[0]])
CSRF_TRUSTED_ORIGINS = [BASE_URL] if HTTPS else []

INSTALLED_APPS = [
    "salesleader",
    "coaching",
    "scorecards",
    "meetings",
    "playbooks",
    "goals",
    "activities",
    "crm",
    "imports",
    "metrics",
    "organizations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_htmx",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "salesleader.answers.AnswersMiddleware",
    "salesleader.health.HealthMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organizations.sign_in.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "organizations.tenancy.door.OrganizationDoor",
]

ROOT_URLCONF = "salesleader.urls"
WSGI_APPLICATION = "salesleader.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "salesleader.templatetags.look",
                "salesleader.templatetags.calls",
                "salesleader.templatetags.figures",
                "salesleader.templatetags.links",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "salesleader.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# --- PostgreSQL. Two logins on one database: the application may read and write rows, the owner may
# change tables and is used for that alone (manage.py chooses).
DB_ROLE = env.str("SALESLEADER_DB_ROLE", "application")
APPLICATION_ROLE = env.str("SALESLEADER_APPLICATION_ROLE", "salesleader_app")
DATABASES = {
    "default": {
        **env.dj_db_url("DATABASE_OWNER_URL" if DB_ROLE == "owner" else "DATABASE_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: only ever a nudge and a cache. What is due is always found again in PostgreSQL.
REDIS_URL = env.str("REDIS_URL")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A task goes on when the broker has gone: it is safe to run twice, and killed in the middle of a mail it would
# send that mail again.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("VISIBILITY_TIMEOUT", 3600),
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    # A web request that wakes a worker must not wait for a broker that is away: the next tick finds the row.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
    "socket_timeout": 30,
}
# One static schedule in UTC: who is due is asked of PostgreSQL, by local time, on each tick.
CELERY_BEAT_SCHEDULE = {
    "close the weeks that have ended": {"task": "scorecards.tick", "schedule": env.int("TICK_SECONDS", 60)},
    "send the mail that waits": {
        "task": "organizations.sweep_mail",
        "schedule": env.int("SWEEP_SECONDS", 30),
    },
    "give reminders": {"task": "activities.remind_tick", "schedule": 60},
    "move what came due on days off": {"task": "activities.tick", "schedule": 600},
    "stop imports that were killed": {"task": "imports.tick", "schedule": 60},
    "read the calendars that meetings come from": {"task": "meetings.tick", "schedule": 300},
    "make the files of data that were asked for": {"task": "organizations.sweep_files", "schedule": 60},
    "delete what has had its time": {"task": "organizations.tidy_data", "schedule": 3600},
    "delete pictures that were replaced": {"task": "organizations.tidy_pictures", "schedule": 3600},
    "forget what sign-in no longer needs": {"task": "organizations.tidy_sign_in", "schedule": 3600},
}

# --- People and sign-in: who may come in, and how, is in sign_in_settings.py
MESSAGE_STORAGE = "salesleader.told.ToldOnce"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "salesleader.errors.csrf_failure"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

# --- What every answer says to the browser
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Files
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", str(DATA_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = DATA_DIR / "media"
# How long an organization that is to be deleted waits, so that its admins can call it off.
ORGANIZATION_WAITS_DAYS = env.int("ORGANIZATION_WAITS_DAYS", 14)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# Bytes of many entries at once: 500 with a note of a page each.
LARGEST_BATCH = 5_000_000

# --- Mail
email = env.dj_email_url("EMAIL_URL", f"file://{DATA_DIR / 'mail'}")
vars().update({key: value for key, value in email.items() if key != "EMAIL_FILE_PATH"})
EMAIL_FILE_PATH = (
    str(DATA_DIR / "mail") if email.get("EMAIL_BACKEND", "").endswith("filebased.EmailBackend") else None
)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", "SalesLeader <salesleader@localhost>")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">"))

# --- Outside. Addresses that people type (calendars, push services) are fetched from public servers alone; these,
# as "host:port", may be private ones.
OUTSIDE_ALLOWED_HOSTS: list[str] = env.list("OUTSIDE_ALLOWED_HOSTS", [])

# --- Language and time
LANGUAGE_CODE = "en"
# Languages whose texts are all there: only these can be chosen (docs/translating.md).
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- API
# With one token, in one web process; 0 for no limit (organizations/tenancy/throttle.py).
API_CALLS_A_MINUTE = env.int("API_CALLS_A_MINUTE", 600)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["organizations.api_door.AtTheDoor"],
    "DEFAULT_PERMISSION_CLASSES": ["organizations.api_door.MembersOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "organizations.api_schema.Operation",
    "DEFAULT_PAGINATION_CLASS": "organizations.api_door.Pages",
    "EXCEPTION_HANDLER": "organizations.api_errors.explain",
    "PAGE_SIZE": 50,
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "SalesLeader",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v1/o/[^/]+",
    "ENUM_NAME_OVERRIDES": {"RampUnit": ["weeks", "months"]},  # metrics and follow-ups have a unit as well
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "organizations.api_schema.refusals",
    ],
}

# --- Logs: one line an event; coloured where a person reads, JSON where a machine does.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOG_RENDERER: structlog.types.Processor = (
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    if env.str("LOG_FORMAT", "json") == "console"
    else structlog.processors.JSONRenderer()
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_secrets,
                LOG_RENDERER,
            ],
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "django_structlog": {"level": "WARNING"}},
}
