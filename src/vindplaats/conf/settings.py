"""Settings from the environment (see docs/beheer.md). Nothing secret has a default outside the demo."""

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from vindplaats.toegang.aanbieder import lees as lees_aanbieders

from .omgeving import OnjuisteInstelling, geheel, ja_nee, lijst, tekst

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(tekst("VINDPLAATS_VAR", str(ROOT / "var"))).resolve()
DEMO = ja_nee("VINDPLAATS_DEMO", False)
ONTWIKKEL = ja_nee("VINDPLAATS_ONTWIKKEL", False)
TESTEN = ja_nee("VINDPLAATS_TESTEN", False)
DEBUG = False

_vandaag = tekst("VINDPLAATS_VANDAAG")
try:
    VANDAAG = dt.date.fromisoformat(_vandaag) if _vandaag else None
except ValueError:
    raise OnjuisteInstelling(f"VINDPLAATS_VANDAAG is '{_vandaag}'; schrijf een datum als 2026-11-22.") from None


def _geheim() -> str:
    sleutel = tekst("VINDPLAATS_GEHEIM")
    if sleutel:
        if len(sleutel) < 32:
            raise OnjuisteInstelling("VINDPLAATS_GEHEIM is te kort; gebruik minstens 32 tekens.")
        return sleutel
    if not (DEMO or ONTWIKKEL or TESTEN):
        raise OnjuisteInstelling(
            "VINDPLAATS_GEHEIM ontbreekt; zet daar een willekeurige tekst van minstens 32 tekens in."
        )
    return "alleen-voor-demo-en-tests-" + "x" * 24


SECRET_KEY = _geheim()
SECRET_KEY_FALLBACKS = lijst("VINDPLAATS_GEHEIM_OUD")
ALLOWED_HOSTS = lijst("VINDPLAATS_HOSTS", "localhost,127.0.0.1,[::1]" + (",testserver" if TESTEN else ""))
CSRF_TRUSTED_ORIGINS = lijst("VINDPLAATS_HERKOMST")
BASIS_URL = tekst("VINDPLAATS_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    # first: their templates go before those of allauth and Django
    "vindplaats.kern",
    "vindplaats.toegang",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_filters",
    "simple_history",
    "django_tasks_db",
    "vindplaats.organisaties",
    "vindplaats.formats",
    "vindplaats.procedures",
    "vindplaats.indicatoren",
    "vindplaats.documenten",
    "vindplaats.instellingen",
    "vindplaats.privacy",
    "vindplaats.techniek",
    "vindplaats.verantwoording",
    "vindplaats.portaal",
]
KAMERS = [app.rpartition(".")[2] for app in INSTALLED_APPS if app.startswith("vindplaats.")]

MIDDLEWARE = [
    "vindplaats.techniek.toestand.middleware.ToestandMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "vindplaats.kern.middleware.KoppenMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vindplaats.toegang.middleware.WieMiddleware",
    "vindplaats.kern.middleware.FoutMiddleware",
]

ROOT_URLCONF = "vindplaats.conf.urls"
WSGI_APPLICATION = "vindplaats.conf.wsgi.application"
AUTH_USER_MODEL = "toegang.Gebruiker"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "vindplaats.kern.formulieren.Vormgever"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vindplaats.kern.context.huis",
            ],
            "builtins": ["vindplaats.kern.templatetags.vp", "vindplaats.kern.templatetags.vp_gevolg"],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """SQLite (WAL) by default; `postgresql://user:pass@host:5432/name` for PostgreSQL. Stack.md traps 2 and 3."""
    if not url:
        VAR.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{VAR / 'vindplaats.sqlite3'}"
    delen = urlsplit(url)
    if delen.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": delen.path[1:] if delen.path.startswith("//") else delen.path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if delen.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": delen.path.lstrip("/"),
            "USER": unquote(delen.username or ""),
            "PASSWORD": unquote(delen.password or ""),
            "HOST": delen.hostname or "",
            "PORT": str(delen.port or 5432),
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": True,  # the pool looks before it lends: a restarted database costs no error page
            "OPTIONS": {}
            if TESTEN
            else {"pool": {"min_size": 1, "max_size": geheel("VINDPLAATS_DB_POOL", 8, minimum=2), "timeout": 10}},
        }
    raise OnjuisteInstelling("VINDPLAATS_DATABASE begint met sqlite:/// of postgresql://; dit begint anders.")


DATABASES = {"default": _database(tekst("VINDPLAATS_DATABASE"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "vindplaats_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = Path(tekst("VINDPLAATS_STIJLEN", str(VAR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTEN or ONTWIKKEL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTEN or ONTWIKKEL
BESTANDEN = VAR / "bestanden"
MEDIA_ROOT = BESTANDEN

# uploads: documenten.inname holds the finer limits
UPLOAD_MAX_BYTES = geheel("VINDPLAATS_UPLOAD_MB", 25, minimum=1) * 1024 * 1024
UPLOAD_MAX_PAGINAS = geheel("VINDPLAATS_UPLOAD_PAGINAS", 300, minimum=1)
# heavy work per person per hour (toegang.maat); 0 is no bound, as in the tests, where one person does the work of a year
MAAT_MAKEN = 0 if TESTEN else geheel("VINDPLAATS_MAAT_MAKEN", 120)
MAAT_INSTUREN = 0 if TESTEN else geheel("VINDPLAATS_MAAT_INSTUREN", 120)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = ["vindplaats.documenten.ontvangst.BegrensdeUpload"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# copies (techniek.bewaren): public keys and a passphrase to close one with; a passphrase or a secret key to open one
KOPIE_ONTVANGER = lijst("VINDPLAATS_KOPIE_ONTVANGER")
KOPIE_WACHTZIN = tekst("VINDPLAATS_KOPIE_WACHTZIN")
KOPIE_SLEUTEL = tekst("VINDPLAATS_KOPIE_SLEUTEL")
UITVOER_DAGEN = geheel("VINDPLAATS_UITVOER_DAGEN", 3, minimum=1)

# security headers: strict from the first page on
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
HTTPS = BASIS_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
if HTTPS:  # a browser takes a cookie with this prefix only from this very host, over https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True  # forms and HTMX carry the token from the page
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
CSRF_FAILURE_VIEW = "vindplaats.kern.views.fout_csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if ja_nee("VINDPLAATS_ACHTER_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the last address of X-Forwarded-For is the one the proxy saw

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTEN:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "vindplaats.toegang.wachtwoorden.Gelekt"},
    {"NAME": "vindplaats.toegang.contextwoorden.ContextWoorden"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation by mail has proved the address
ACCOUNT_ADAPTER = "vindplaats.toegang.allauth_adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "vindplaats.toegang.forms_account.Aanmelden",
    "reset_password": "vindplaats.toegang.forms_account.WachtwoordVergeten",
    "reset_password_from_key": "vindplaats.toegang.forms_account.NieuwWachtwoord",
    "change_password": "vindplaats.toegang.forms_account.WachtwoordWijzigen",
    "reauthenticate": "vindplaats.toegang.forms_account.OpnieuwAanmelden",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Vindplaats: "
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# wrong passwords and codes are counted by toegang.rem; a whole school signs in from one address
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
WACHTWOORDLIJST = tekst("VINDPLAATS_WACHTWOORDLIJST")
MFA_ADAPTER = "vindplaats.toegang.allauth_adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "vindplaats.toegang.forms_account.Code",
    "reauthenticate": "vindplaats.toegang.forms_account.CodeOpnieuw",
    "activate_totp": "vindplaats.toegang.forms_account.AppInstellen",
    "add_webauthn": "vindplaats.toegang.forms_account.PasskeyToevoegen",
    "authenticate_webauthn": "vindplaats.toegang.forms_account.PasskeyTonen",
    "login_webauthn": "vindplaats.toegang.forms_account.PasskeyAanmelden",
    "reauthenticate_webauthn": "vindplaats.toegang.forms_account.PasskeyOpnieuw",
    "edit_webauthn": "vindplaats.toegang.forms_account.PasskeyHernoemen",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Vindplaats"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

TWEEDE_FACTOR_VERPLICHT = ja_nee("VINDPLAATS_TWEEDE_FACTOR", not TESTEN)
if not TWEEDE_FACTOR_VERPLICHT and not (DEMO or TESTEN):
    raise OnjuisteInstelling("VINDPLAATS_TWEEDE_FACTOR mag alleen in de demo uit; zet hem op ja.")
BEVESTIGEN_MINUTEN = geheel("VINDPLAATS_BEVESTIGEN_MINUTEN", 10, minimum=1)
OIDC_ZONDER_HTTPS = TESTEN
try:
    OIDC = lees_aanbieders(tekst("VINDPLAATS_OIDC"), zonder_https=OIDC_ZONDER_HTTPS)
except ValueError as _fout:
    raise OnjuisteInstelling(f"VINDPLAATS_OIDC {_fout}") from None
UITNODIGING_DAGEN = geheel("VINDPLAATS_UITNODIGING_DAGEN", 14, minimum=1)
INACTIEF_MINUTEN = geheel("VINDPLAATS_INACTIEF_MINUTEN", 30, minimum=5)
MEEKIJKEN_UREN = geheel("VINDPLAATS_MEEKIJKEN_UREN", 4, minimum=1)
VERVANGING_DAGEN = geheel("VINDPLAATS_VERVANGING_DAGEN", 180, minimum=1)
RECHTEN_MAANDEN = geheel("VINDPLAATS_RECHTEN_MAANDEN", 12, minimum=1)
RECHTEN_DAGEN = geheel("VINDPLAATS_RECHTEN_DAGEN", 30, minimum=7)

# mail: a server from the environment, else the local outbox that a page shows
MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": "vindplaats.toegang.postvak.PostvakBackend"}}
if tekst("VINDPLAATS_SMTP_HOST"):
    _smtp_poort, _smtp_tls = geheel("VINDPLAATS_SMTP_PORT", 587), ja_nee("VINDPLAATS_SMTP_TLS", True)
    MAILERS["default"] = {"BACKEND": "vindplaats.techniek.toestand.mail.WachtrijBackend"}  # a worker delivers
    MAILERS["smtp"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": tekst("VINDPLAATS_SMTP_HOST"),
            "port": _smtp_poort,
            "username": tekst("VINDPLAATS_SMTP_GEBRUIKER"),
            "password": tekst("VINDPLAATS_SMTP_WACHTWOORD"),
            "use_tls": _smtp_tls and _smtp_poort != 465,
            "use_ssl": _smtp_tls and _smtp_poort == 465,
            "timeout": 20,
        },
    }
DEFAULT_FROM_EMAIL = tekst("VINDPLAATS_AFZENDER", "vindplaats@localhost")

LOGNIVEAU = tekst("VINDPLAATS_LOGNIVEAU", "WARNING").upper()
if LOGNIVEAU not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
    raise OnjuisteInstelling(f"VINDPLAATS_LOGNIVEAU is '{LOGNIVEAU}'; kies DEBUG, INFO, WARNING of ERROR.")
LOGVORM = tekst("VINDPLAATS_LOGVORM", "volledig" if DEMO or ONTWIKKEL or TESTEN else "regel")
if LOGVORM not in {"regel", "json"} and not (LOGVORM == "volledig" and (DEMO or ONTWIKKEL or TESTEN)):
    raise OnjuisteInstelling(f"VINDPLAATS_LOGVORM is '{LOGVORM}'; kies regel of json (volledig kan alleen in de demo).")
LOG_VERZOEKEN = ja_nee("VINDPLAATS_LOG_VERZOEKEN", LOGVORM == "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "volledig": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "regel": {"()": "vindplaats.techniek.toestand.logregels.Veilig", "vorm": "regel"},
        "json": {"()": "vindplaats.techniek.toestand.logregels.Veilig", "vorm": "json"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOGVORM}},
    "loggers": {"vindplaats.verzoek": {"level": "INFO" if LOG_VERZOEKEN else "WARNING"}},
    "root": {"handlers": ["console"], "level": LOGNIVEAU},
}

METRICS_TOKEN = tekst("VINDPLAATS_METRICS_TOKEN")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise OnjuisteInstelling("VINDPLAATS_METRICS_TOKEN is te kort; gebruik minstens 16 tekens.")
