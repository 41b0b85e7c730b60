"""How good search is, on the judged searches, beside plain full-text search."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actors.enums import Role
from actors.models import Scope, User
from demo.imports.judging import Judge, Judged

HELD_OUT = "searches_held_out"


class Command(BaseCommand):
    help = "Mesure la recherche sur les requêtes jugées (demo/content/searches.yaml), à côté du plein texte seul."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--held-out", action="store_true", help="les requêtes qui n’ont pas servi à la régler")
        parser.add_argument("--details", action="store_true", help="une ligne par requête, les moins bonnes d’abord")

    def handle(self, *_: Any, **options: Any) -> None:
        holders = Scope.objects.in_force().filter(role=Role.NATIONAL).values("user_id")
        member = User.objects.filter(pk__in=holders, is_active=True).order_by("pk").first()
        if member is None:
            raise CommandError("Aucun compte national : préparez d’abord la démonstration (make demo).")
        judged = list(Judge(member).judge(HELD_OUT if options["held_out"] else "searches"))
        if not judged:
            raise CommandError("Rien de ce que ces requêtes cherchent n’est dans cette base.")
        if options["details"]:
            for one in sorted(judged, key=lambda one: one.ours[0]):
                self.stdout.write(f"{one.ours[0]:.2f} ({one.plain[0]:.2f})  {one.answers:4d}  {one.query}")
        self.stdout.write(f"{len(judged)} requêtes jugées       nDCG@10   rappel@10")
        for name, figures in means(judged).items():
            self.stdout.write(f"{name:<24} {figures[0]:8.3f} {figures[1]:11.3f}")


def means(judged: list[Judged]) -> dict[str, tuple[float, float]]:
    def mean(told: list[tuple[float, float]]) -> tuple[float, float]:
        return sum(one for one, _ in told) / len(told), sum(one for _, one in told) / len(told)

    return {
        "cette recherche": mean([one.ours for one in judged]),
        "plein texte seul": mean([one.plain for one in judged]),
    }
