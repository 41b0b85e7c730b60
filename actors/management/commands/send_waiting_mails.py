"""Mails and tasks that a stopped worker left behind."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from actors.services.background import LOST_AFTER, resume_lost_tasks
from actors.services.mails import deliver_waiting_mails


class Command(BaseCommand):
    help = "Take up what a stopped worker left: tasks that never ended, mails that wait for longer than they should."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--lost-after", type=int, default=int(LOST_AFTER.total_seconds()), help="seconds after which a task is lost"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        resumed = resume_lost_tasks(older_than=timedelta(seconds=options["lost_after"]))
        self.stdout.write(f"{resumed} task(s) taken up, {deliver_waiting_mails()} mail(s) waited.")
