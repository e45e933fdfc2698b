"""Django's settings: one machine by default, everything else from the environment.

Called by Django; docs/operations.md lists every variable. Sources: design §4, decisions/0005.
Static files: IKKAN_STATIC=collected (set by `ikkan serve` and the WSGI module) takes them from the
home with hashed names; otherwise they are found in the packages, as tests do.
"""

from __future__ import annotations

import os
from typing import Any

from ikkan.server import surroundings

IKKAN_HOME = surroundings.home()
SECRET_KEY = surroundings.key(surroundings.SECRET_FILE, "IKKAN_SECRET_KEY")
IKKAN_JOURNAL_KEY = surroundings.key(surroundings.JOURNAL_FILE, "IKKAN_JOURNAL_KEY")

DEBUG = False
_HTTPS = surroundings.switched("IKKAN_HTTPS")
_COLLECTED = os.environ.get("IKKAN_STATIC") == "collected"
ALLOWED_HOSTS = surroundings.words("IKKAN_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = surroundings.words("IKKAN_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "ikkan.portal",
    "ikkan.plan",
    "ikkan.budget",
    "ikkan.calls",
    "ikkan.review",
    "ikkan.awards",
    "ikkan.portfolio",
    "ikkan.outcomes",
    "ikkan.evaluation",
    "ikkan.line",
    "ikkan.parties",
    "ikkan.files",
    "ikkan.desk",
    "ikkan.records",
    "ikkan.demo",
    "ikkan.accounts",
    "ikkan.audit",
    "ikkan.server",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rules",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ikkan.audit.request.RequestIdMiddleware",
    "ikkan.portal.security.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ikkan.accounts.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ikkan.files.uploads.UploadLimitMiddleware",  # before the check that reads the form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ikkan.audit.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "ikkan.server.urls"
WSGI_APPLICATION = "ikkan.server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ikkan.accounts.context.account",
                "ikkan.portal.context.page",
            ],
        },
    },
]

DATABASES = {"default": surroundings.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "ikkan_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "/static/"
STATIC_ROOT = IKKAN_HOME / "static"
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if _COLLECTED
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": IKKAN_HOME / "files"},
    },
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
FILE_UPLOAD_HANDLERS = ["ikkan.files.uploads.LimitedUploadHandler"]
IKKAN_FILE_LIMIT_MB = int(os.environ.get("IKKAN_FILE_LIMIT_MB", "50"))
WHITENOISE_USE_FINDERS = not _COLLECTED
WHITENOISE_AUTOREFRESH = not _COLLECTED

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:work"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ikkan.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by an administrator
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Ikkan] "
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]  # security keys need inline script
MFA_TOTP_ISSUER = "Ikkan"
MFA_ADAPTER = "ikkan.accounts.adapter.MfaAdapter"
ACCOUNT_MAX_EMAIL_ADDRESSES = 1  # the address is the log-in: it is not changed around an action
SOCIALACCOUNT_ADAPTER = "ikkan.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = surroundings.single_sign_on()

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ikkan.portal.errors.stale_form"
CSRF_COOKIE_SECURE = _HTTPS
LANGUAGE_COOKIE_SECURE = _HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_SSL_REDIRECT = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
X_FRAME_OPTIONS = "DENY"

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(IKKAN_HOME / "mail")
if os.environ.get("IKKAN_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["IKKAN_SMTP_HOST"]
    EMAIL_PORT = int(os.environ.get("IKKAN_SMTP_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("IKKAN_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("IKKAN_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = os.environ.get("IKKAN_MAIL_FROM", "ikkan@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("IKKAN_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
