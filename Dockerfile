# syntax=docker/dockerfile:1
# One image for the web, the worker and the chores; nothing in it is written to when it runs (docs/deploy.md).

FROM node:22-bookworm-slim AS front
WORKDIR /srv/resorption
COPY package.json package-lock.json .npmrc build.mjs ./
RUN npm ci --no-audit --no-fund --silent
COPY static static
RUN node build.mjs

FROM python:3.11-slim-trixie AS built
WORKDIR /srv/resorption
COPY requirements.lock ./
RUN python -m venv /srv/venv \
    && /srv/venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
COPY . .
COPY --from=front /srv/resorption/static/dist static/dist
# Nothing that these two write depends on the secrets of an installation.
RUN export DJANGO_SETTINGS_MODULE=config.settings.production STATIC_ROOT=/srv/static ALLOWED_HOSTS=build.invalid \
        DATABASE_URL=postgres:///none SECRET_KEY=only-while-the-image-is-built-0123456789-0123456789-0123456789 \
    && /srv/venv/bin/python manage.py compile_catalogs \
    && /srv/venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-trixie
# pg_dump and pg_restore, for backups: of the server's version or newer.
RUN apt-get update -q \
    && apt-get install -q -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 1000 --create-home resorption \
    && install -d -o resorption /srv/files/media /srv/files/private /srv/files/backups
COPY --from=built /srv/venv /srv/venv
COPY --from=built /srv/static /srv/static
COPY --from=built /srv/resorption /srv/resorption
WORKDIR /srv/resorption
ENV PATH=/srv/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MALLOC_ARENA_MAX=2 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/files/media \
    PRIVATE_ROOT=/srv/files/private \
    BACKUP_ROOT=/srv/files/backups
USER resorption
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=40s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "config.wsgi:application", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "8", "--respawn-failed-workers"]
