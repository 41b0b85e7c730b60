"""What browsers are held to, what a request may hold, who looks at files, whom to tell of faults (docs/security.md)."""

from config.env import env

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600  # a day's work
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_HOURS", default=4) * 3600  # half a day without asking for anything
MESSAGE_STORAGE = "actors.middleware.Messages"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms and the editor's pages hold the token
X_FRAME_OPTIONS = "SAMEORIGIN"
# What pages may ask of a device: where it is and its passkeys.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "encrypted-media",
        "gamepad", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
        "otp-credentials", "payment", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
        "xr-spatial-tracking",
    )
}  # fmt: skip
PERMISSIONS_POLICY |= {
    name: ["self"] for name in ("geolocation", "publickey-credentials-get", "publickey-credentials-create")
}

# What one request may hold. Six files of 20 MB and their form; Wagtail's longest pages have some 4,000 fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes of fields; files are counted apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
MAX_BODY_BYTES = 130 * 1024 * 1024

# What is sent is looked at by ClamAV where its address is given: /run/clamav/clamd.ctl, or host:port (0181).
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")
CLAMD_REQUIRED = env.bool("CLAMD_REQUIRED", default=True)  # false: what cannot be looked at is taken all the same

# /.well-known/security.txt, where both are given: whom to tell of a fault, and until when that is true (RFC 9116).
SECURITY_CONTACTS = env.list("SECURITY_CONTACTS", default=[])
SECURITY_CONTACTS_UNTIL = env("SECURITY_CONTACTS_UNTIL", default="")
SECURITY_POLICY_URL = env("SECURITY_POLICY_URL", default="")
