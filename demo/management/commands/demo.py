"""`make demo`: prepare the platform with fictitious content, then serve it until Ctrl-C."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from actors.enums import Role
from demo.imports import seed
from demo.imports.people import PASSWORD, accounts

# Generous: small machines that do something else start slowly, and a false alarm helps nobody.
READY_TIMEOUT_S = 240
STOP_TIMEOUT_S = 20


class Command(BaseCommand):
    help = "Prépare et sert une démonstration : contenu fictif, serveur de production, tâches de fond."
    # The database may not exist yet when the command starts.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="tout effacer et recommencer")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="ne pas servir")

    def handle(self, *args: Any, **options: Any) -> None:
        self.started = time.monotonic()
        if options["reset"]:
            self.reset()
        self.prepare()
        if not options["prepare_only"]:
            self.serve(self.free_port(options["port"]))

    def say(self, text: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self.started:5.1f} s] {text}")
        self.stdout.flush()

    def reset(self) -> None:
        self.say("Effacement de la démonstration précédente…")
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.close()
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)

    def prepare(self) -> None:
        self.say("Base de données : tables…")
        call_command("migrate", verbosity=0, interactive=False)
        self.say("Fichiers de style et de script…")
        self.collect_static()
        self.say("Territoires, pages, sites, actions, bonnes pratiques…")
        seed(self.say)

    def collect_static(self) -> None:
        """Only when something changed: it takes longer than starting."""
        newest = max(
            (path.stat().st_mtime for root in settings.STATICFILES_DIRS for path in Path(root).rglob("*")), default=0
        )
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        lock = settings.BASE_DIR / "requirements-demo.lock"
        if not manifest.exists() or manifest.stat().st_mtime < max(newest, lock.stat().st_mtime):
            call_command("collectstatic", verbosity=0, interactive=False)

    def free_port(self, wanted: int) -> int:
        for port in range(wanted, wanted + 50):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    self.say(f"Le port {port} est pris ; essai du suivant.")
                    continue
                return port
        raise SystemExit(f"Aucun port libre entre {wanted} et {wanted + 49}.")

    def serve(self, port: int) -> None:
        connection.close()
        python = [sys.executable]
        server = [
            *python,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "config.wsgi:application",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--workers",
            "2",
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
        ]
        worker = [*python, "manage.py", "db_worker", "--verbosity", "0"]
        # Sessions of their own: Ctrl-C reaches this command alone, which stops both and then the database.
        children = [
            subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
            for command in (server, worker)
        ]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            self.wait_until_ready(f"http://127.0.0.1:{port}/", children)
            self.welcome(port)
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            self.say("Un des programmes s’est arrêté ; arrêt de la démonstration.")
        except KeyboardInterrupt:
            self.stdout.write("")
        finally:
            self.say("Arrêt…")
            self.stop(children)

    def stop(self, children: list[subprocess.Popen[bytes]]) -> None:
        """Politely, then not: nothing that this command started may stay behind."""
        for child in children:
            child.terminate()
        for child in children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=STOP_TIMEOUT_S)
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def wait_until_ready(self, url: str, children: list[subprocess.Popen[bytes]]) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline and children[0].poll() is None:
            try:
                with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - our own address
                    return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("Le serveur n’a pas démarré.")

    def welcome(self, port: int) -> None:
        self.say(f"Prêt : http://localhost:{port}/   (Ctrl-C pour arrêter)")
        self.stdout.write(f"\n  Tout est fictif. Mot de passe de chaque compte : {PASSWORD}\n")
        for row in accounts():
            self.stdout.write(f"  {row['email']:<28} {Role(row['role']).label} · {row['territory']}")
        self.stdout.write(f"\n  Édition : http://localhost:{port}/admin/     API : http://localhost:{port}/api/\n")
        self.stdout.flush()
