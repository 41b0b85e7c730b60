"""A scope in the name of the platform, for when nobody is left who could give it."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from actors.enums import Role
from actors.models import User
from actors.services.scopes import give_scope
from territories.models import Territory


class Command(BaseCommand):
    help = "Give a role to an account that exists, in the name of the platform."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--territory", required=True, help="its key, as FR-nation-FR or FR-departement-93")

    def handle(self, *_: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        territory = Territory.objects.keyed(options["territory"]).first()
        if person is None or territory is None:
            raise CommandError("No account has this e-mail." if person is None else "No territory has this key.")
        try:
            scope = give_scope(user=None, person=person, role=options["role"], on=territory)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Given: {scope}.")
