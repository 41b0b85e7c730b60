from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    name = "collaboration"
    verbose_name = _("Collaboration")

    def ready(self) -> None:
        from actors.registry import mail_conditions
        from collaboration import receivers  # noqa: F401 (it listens by being imported)
        from collaboration.enums import NotificationKind
        from collaboration.queries.conditions import is_member, may_hear
        from collaboration.registry import Happening, sign_up_happenings

        mail_conditions["notification"] = may_hear
        mail_conditions["member"] = is_member
        written = Happening(NotificationKind.MESSAGE, _("A message was written in the journal"))
        sign_up_happenings({"collaboration.write_in_journal": written})
