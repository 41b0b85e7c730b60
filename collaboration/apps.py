from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    name = "collaboration"
    verbose_name = _("Collaboration")

    def ready(self) -> None:
        from actors.registry import mail_conditions
        from catalog.registry import Source, registry
        from collaboration import receivers  # noqa: F401 (it listens by being imported)
        from collaboration.enums import NotificationKind
        from collaboration.queries.conditions import is_member, may_hear, may_hear_week
        from collaboration.queries.found import (
            organisations_found,
            organisations_link,
            people_found,
            people_link,
        )
        from collaboration.queries.week import messages_of_week
        from collaboration.registry import Happening, sign_up_happenings, sign_up_week

        mail_conditions["notification"] = may_hear
        mail_conditions["member"] = is_member
        mail_conditions["week"] = may_hear_week
        sign_up_week(messages_of_week)
        registry.sources["person"] = Source("person", _("people"), people_link, people_found)
        registry.sources["organisation"] = Source(
            "organisation", _("organisations"), organisations_link, organisations_found
        )
        written = Happening(NotificationKind.MESSAGE, _("A message was written in the journal"))
        sign_up_happenings(
            {
                "collaboration.write_in_journal": written,
                "collaboration.match_saved_search": Happening(
                    NotificationKind.MATCH, _("Something new matches a search that you keep")
                ),
                "collaboration.act_here": Happening(NotificationKind.CHANGE, _("An organisation acts on a site")),
                "collaboration.invite_to_act": Happening(
                    NotificationKind.INVITATION, _("Your organisation is invited to act on a site")
                ),
            }
        )
