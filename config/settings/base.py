"""Settings common to every environment."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config.env import BASE_DIR, VAR_DIR, env, origin_of
from config.settings.bounds import *  # noqa: F403

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# What the chain of readings is keyed with (docs/decisions/0016): it must outlive a change of SECRET_KEY.
READINGS_KEY = env("READINGS_KEY", default="")  # empty: SECRET_KEY
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "api",
    "demo",
    "upkeep",
    "steering",
    "knowledge",
    "actions",
    "sites",
    "collaboration",
    "catalog",
    "cms",
    "actors",
    "territories",
    "registers",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailgeowidget",
    "js_lib_leaflet",
    "taggit",
    "modelcluster",
    "dsfr",
    "rest_framework",
    "drf_spectacular",
    "drf_standardized_errors",
    "corsheaders",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "widget_tweaks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "upkeep.middleware.Requests",
    "catalog.middleware.PublicPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "cms.middleware.Policies",
    "cms.middleware.SameOrigin",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "api.middleware.Encrypted",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.middleware.BodyCaps",
    "cms.middleware.UnreadableForms",
    "actors.middleware.IdleSessions",
    "actors.middleware.EntryGate",
    "actors.middleware.DeviceEraser",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "sites.middleware.EditorReadings",
    "axes.middleware.AxesMiddleware",
    "api.middleware.Rates",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.context_processors.platform",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///")}
# Requests are one transaction: a page and what the catalogue says of it are written together or not at all.
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# What is asked often is planned once for each connection (actors.querysets.asked_often), from this time on; 0: never.
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = env.int("DB_PREPARE_THRESHOLD", default=5) or None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "actors.User"
SESSION_ENGINE = "actors.services.session_store"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses who must wait, before a password is looked at
    "actors.policies.PasswordBackend",
    "cms.policies.EditorialBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "actors.validators.CommonPartValidator"},
    {"NAME": "actors.validators.OwnWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds

# Coming in (docs/decisions/0013): allauth leads, by the few addresses of actors/urls.py; axes counts failures.
SECOND_FACTOR_REQUIRED = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
ACCOUNT_ADAPTER = "actors.views.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
MFA_ADAPTER = "actors.views.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # e-mails are verified by the invitation; allauth keeps no list of its own
MFA_RECOVERY_CODES_SHOW_ONCE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page tells is the time it takes
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "actors.rules.throttling.attempted_account"
AXES_CLIENT_IP_CALLABLE = "actors.rules.clients.client_address"
AXES_LOCKOUT_CALLABLE = "actors.views.signing_in.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "csrfmiddlewaretoken", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_WHITELIST_CALLABLE = "actors.rules.throttling.is_of_a_provider"

# The provider of identity (docs/decisions/0014): off without an issuer.
OIDC_ISSUER = env("OIDC_ISSUER", default="")
OIDC_PROVIDER_NAME = env("OIDC_PROVIDER_NAME", default="ProConnect")
OIDC_RP_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_RP_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
OIDC_RP_SCOPES = env("OIDC_SCOPES", default="openid email")
OIDC_RP_SIGN_ALGO = env("OIDC_SIGN_ALGORITHM", default="RS256")
OIDC_OP_AUTHORIZATION_ENDPOINT = env("OIDC_AUTHORIZATION_ENDPOINT", default="")
OIDC_OP_TOKEN_ENDPOINT = env("OIDC_TOKEN_ENDPOINT", default="")
OIDC_OP_USER_ENDPOINT = env("OIDC_USERINFO_ENDPOINT", default="")
OIDC_OP_JWKS_ENDPOINT = env("OIDC_JWKS_ENDPOINT", default="")
OIDC_EMAILS_ARE_VERIFIED = env.bool("OIDC_EMAILS_ARE_VERIFIED", default=False)
OIDC_SECOND_FACTOR_ACR = env.list("OIDC_SECOND_FACTOR_ACR", default=[])
OIDC_AUTH_REQUEST_EXTRA_PARAMS = {"acr_values": " ".join(OIDC_SECOND_FACTOR_ACR)} if OIDC_SECOND_FACTOR_ACR else {}
OIDC_USE_PKCE = True
OIDC_TIMEOUT = 10  # seconds
OIDC_CREATE_USER = False
if OIDC_ISSUER:
    AUTHENTICATION_BACKENDS += ["actors.views.provider.ProviderBackend"]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = [("fr", _("French"))]
TIME_ZONE = env("TIME_ZONE", default="Europe/Paris")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)  # elsewhere the web server in front does
STORAGES = {
    "default": {"BACKEND": "cms.rules.disk.Folder"},
    # What is joined to messages: no web server gives it, a view asks the right first.
    "private": {
        "BACKEND": "cms.rules.disk.Folder",
        "OPTIONS": {"location": env.path("PRIVATE_ROOT", default=str(VAR_DIR / "private"))(), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Where `manage.py backup` writes: elsewhere than this machine, by BACKUP_S3_BUCKET or by a mounted folder.
    "backups": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.path("BACKUP_ROOT", default=str(VAR_DIR / "backups"))(), "base_url": None},
    },
}
# Uploaded files in a bucket, for several servers: `media/` is read by all at FILES_S3_PUBLIC_URL, `private/` by the
# platform alone.
FILES_S3_BUCKET = env("FILES_S3_BUCKET", default="")
FILES_S3_PUBLIC_URL = env("FILES_S3_PUBLIC_URL", default="")
if FILES_S3_BUCKET:
    _public = urlsplit(FILES_S3_PUBLIC_URL)
    _bucket = {
        "bucket_name": FILES_S3_BUCKET,
        "endpoint_url": env("FILES_S3_ENDPOINT", default=None),
        "region_name": env("FILES_S3_REGION", default=None),
        "file_overwrite": False,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _bucket
        | {
            "location": "media",
            "querystring_auth": False,
            "custom_domain": f"{_public.netloc}{_public.path.rstrip('/')}",
            "url_protocol": f"{_public.scheme}:",
        },
    }
    STORAGES["private"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _bucket | {"location": "private"}}
    FILES_ORIGINS = origin_of(FILES_S3_PUBLIC_URL)
else:
    FILES_ORIGINS = []
BACKUP_S3_BUCKET = env("BACKUP_S3_BUCKET", default="")
if BACKUP_S3_BUCKET:
    STORAGES["backups"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": BACKUP_S3_BUCKET,
            "endpoint_url": env("BACKUP_S3_ENDPOINT", default=None),
            "region_name": env("BACKUP_S3_REGION", default=None),
            "file_overwrite": False,
        },
    }
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
POSTGRES_PROGRAMS = env("POSTGRES_PROGRAMS", default="")  # empty: those of the PATH

# "live": what readers of open pages ask again and again; apart, so that it pushes out nothing that others count on.
CACHE_URL = env("CACHE_URL", default="")  # redis://…: one for all processes and servers
if CACHE_URL:
    CACHES = {
        name: {
            "BACKEND": "upkeep.rules.shared_cache.SharedCache",
            "LOCATION": CACHE_URL,
            "KEY_PREFIX": name,
            "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},  # seconds: it is there to be quick
        }
        for name in ("default", "live")
    }
else:
    CACHES = {
        "default": {"BACKEND": "upkeep.rules.shared_cache.OwnCache"},
        "live": {
            "BACKEND": "upkeep.rules.shared_cache.OwnCache",
            "LOCATION": "live",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        },
    }

# Public answers of the API kept ready by each process (docs/decisions/0122); 0 keeps none.
READY_ANSWERS_MB = env.int("READY_ANSWERS_MB", default=64)
# Points of the map kept sorted by each process, 44 bytes each (docs/decisions/0193); 0 keeps none.
MAP_COLUMNS_MB = env.int("MAP_COLUMNS_MB", default=64)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
# Between two times that the sites of practices' cases are read, all of them, to tell what became of them.
TRACKING_REST_SECONDS = env.int("TRACKING_REST_MINUTES", default=15) * 60

# Every mail is kept in a table, then sent by a task through this (docs/decisions/0011-mails-leave-from-a-table.md).
EMAIL_BACKEND = "actors.services.mails.OutboxBackend"
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 20  # a silent server must not hold the worker
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="ne-pas-repondre@localhost")

# The platform, as its deployer wants it.
PLATFORM_NAME = env("PLATFORM_NAME", default="Résorption")
PLATFORM_THEME = env("PLATFORM_THEME", default="dsfr")  # or "neutral"
PLATFORM_STATE_MARK = env.bool("PLATFORM_STATE_MARK", default=False)
PLATFORM_SOURCE_URL = env("PLATFORM_SOURCE_URL", default="")  # the licence asks that readers can have the source
ACCESSIBILITY_CONFORMITY = env("ACCESSIBILITY_CONFORMITY", default="")  # total, partial or none; empty: of our own grid
ACCESSIBILITY_CONTACT = env("ACCESSIBILITY_CONTACT", default="")  # an e-mail; empty: the page of contact
PLATFORM_COUNTRY = env("PLATFORM_COUNTRY", default="FR")
PRACTICE_LANGUAGES = env.list("PRACTICE_LANGUAGES", default=[])  # that practices may be translated into
MAP_STYLE_URL = env("MAP_STYLE_URL", default="")  # a style, or tiles with {z}; empty: our own basemap, without network
MAP_ATTRIBUTION = env("MAP_ATTRIBUTION", default="")
MAP_TILES_URL = env("MAP_TILES_URL", default="")  # of the editor's map; empty: outlines of our own
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="")
# What browsers may ask of others for that style: its own host, and those that its tiles come from when they differ.
MAP_ORIGINS = [*origin_of(MAP_STYLE_URL), *env.list("MAP_TILE_ORIGINS", default=[])]
GEOCODER_DOMAIN = env("GEOCODER_DOMAIN", default="")  # empty: communes only, offline

# How finely sites are seen (areas, commune, exact), and the thresholds of areas (docs/privacy.md).
PUBLIC_PRECISION = env("PUBLIC_PRECISION", default="areas")
PARTNER_PRECISION = env("PARTNER_PRECISION", default="exact")
AREA_MIN_OPEN_SITES, AREA_MIN_PEOPLE = env.int("AREA_MIN_OPEN_SITES", default=3), env.int("AREA_MIN_PEOPLE", default=20)
AREA_ROUNDING = env.int("AREA_ROUNDING", default=5)
AREA_WITHHOLD_PEOPLE_UNDER = env.int("AREA_WITHHOLD_PEOPLE_UNDER", default=11)

GEO_WIDGET_DEFAULT_LOCATION = {"lat": 46.6, "lng": 2.5}
GEO_WIDGET_LEAFLET_TILE_LAYER = MAP_TILES_URL  # its own default would ask OpenStreetMap
GEO_WIDGET_LEAFLET_TILE_LAYER_OPTIONS = {"attribution": MAP_TILES_ATTRIBUTION}
WAGTAIL_SITE_NAME = PLATFORM_NAME
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://localhost:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.CleanImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "geojson", "jpeg", "jpg", "json", "mp4", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "vtt",
    "webm", "webp", "xlsx",
]  # fmt: skip
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.forms.SafeDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# No prose of ours embeds anything of others: the server asks no one for a video (docs/security.md).
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILADMIN_LOGIN_URL = "/connexion/"
WAGTAIL_FRONTEND_LOGIN_URL = "/connexion/"
# Passwords and e-mails are changed in one place, ours.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# What waits goes on waiting when something else of the page is published (cms.services.workflow closes what is over).
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
# Search of everything, by OpenSearch instead of PostgreSQL where an address is given (docs/decisions/0103). Apart from
# Wagtail's own backends: its index holds entries of the catalogue alone, never a page or a draft.
OPENSEARCH_URL = env("OPENSEARCH_URL", default="")
CATALOG_SEARCH: dict[str, object] = {}
if OPENSEARCH_URL:
    CATALOG_SEARCH = {
        "BACKEND": "wagtail.search.backends.opensearch3",
        "URLS": [OPENSEARCH_URL],
        "INDEX_PREFIX": "catalogue_",
        "INDEX_SETTINGS": {
            "settings": {
                "analysis": {
                    "filter": {
                        "elision_fr": {"type": "elision", "articles_case": True,
                                       "articles": ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu"]},
                        "stop_fr": {"type": "stop", "stopwords": "_french_"},
                        "stem_fr": {"type": "stemmer", "language": "light_french"},
                    },
                    "analyzer": {
                        "default": {"type": "custom", "tokenizer": "standard",
                                    "filter": ["elision_fr", "lowercase", "stop_fr", "stem_fr", "asciifolding"]},
                    },
                },
            },
        },
    }  # fmt: skip
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "fr_unaccent"},
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is an unknown parameter like another
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

SPECTACULAR_SETTINGS = {
    # Its own check walks Wagtail's APIs too; ours compares the frozen description (tests/api/views/test_reference.py).
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "TITLE": "Resorption API",
    "DESCRIPTION": "What is published of the resorption of informal settlements, as each reader may see it.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "LICENSE": {"name": "Licence Ouverte 2.0", "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
    "SCHEMA_PATH_PREFIX_INSERT": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],  # choices stay where they are used
}

# Projections of OGC API Features besides degrees and web Mercator, by their codes of EPSG: Lambert-93.
OGC_PROJECTIONS = env.list("OGC_PROJECTIONS", default=["2154"])

# Messages to partners go to the public network alone, by HTTPS.
WEBHOOKS_MAY_BE_PRIVATE = env.bool("WEBHOOKS_MAY_BE_PRIVATE", default=False)
# Another word here, and every replica of /api/v1/changes begins again: after a backup was restored.
CHANGES_EPOCH = env("CHANGES_EPOCH", default="")

CORS_URLS_REGEX = r"^/(api|tiles|ogc)/"
CORS_ALLOW_ALL_ORIGINS = True  # public data only: cookies never cross origins
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = [
    "Content-Crs",
    "Deprecation",
    "ETag",
    "Link",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Sunset",
]

# Requests a minute to the API, 0 for no limit: of a key (unless its grant says otherwise), of an address without key.
API_RATE_KEY = env.int("API_RATE_KEY", default=600)
API_RATE_PUBLIC = env.int("API_RATE_PUBLIC", default=300)
API_RATE_STORE = env("API_RATE_STORE", default="database")  # or "cache", where all processes share one

# Front ends of partners that show our drafts (docs/decisions/0160): "cms.NewsPage=https://…", "host=https://…", "*=https://…".
HEADLESS_FRONTS: dict[str, str] = env.dict("HEADLESS_FRONTS", default={})
HEADLESS_PREVIEW_MINUTES = env.int("HEADLESS_PREVIEW_MINUTES", default=15)

# Nothing inline, so no nonce to leak or to forget; nothing that is not named (docs/decisions/0180).
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:", *MAP_ORIGINS, *FILES_ORIGINS],
        "connect-src": ["'self'", *MAP_ORIGINS],
        "media-src": ["'self'"],
        "frame-src": ["'self'", *(origin for url in HEADLESS_FRONTS.values() for origin in origin_of(url))],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
# Wagtail writes scripts and styles into its pages; no handler in attributes, no eval, nothing from elsewhere but tiles.
EDITOR_SECURITY_POLICY: dict[str, Any] = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": ["'self'", "'unsafe-inline'"],
    "script-src-attr": ["'none'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *MAP_ORIGINS, *FILES_ORIGINS, *origin_of(MAP_TILES_URL)],
}

# Logs, measures and errors (docs/decisions/0123): routes, never addresses nor what an error says.
LOG_FORMAT = env("LOG_FORMAT", default="text")  # or "json"
LOG_REQUESTS = env.bool("LOG_REQUESTS", default=False)
METRICS_TOKEN = env("METRICS_TOKEN", default="")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"written": {"()": "upkeep.rules.logs.formatter", "how": LOG_FORMAT}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "written"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "requests": {"level": "INFO" if LOG_REQUESTS else "WARNING"},
        # Who came in, and who was refused what: numbers of accounts.
        "security": {"level": "INFO"},
        # Its own handlers would write addresses, and mail them.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # Whoever tries addresses asks by names that are not ours all day: refused, and told as that by "security".
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
