"""Nightly: what is no longer of use about logins."""

from typing import Any

from django.core.management.base import BaseCommand

from actors.services.sessions import forget_ended_sessions, forget_old_failures


class Command(BaseCommand):
    help = "Forget ended sessions, and failed logins that no longer count."

    def handle(self, *_: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_ended_sessions()} sessions, {forget_old_failures()} failed logins forgotten")
