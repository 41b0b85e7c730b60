from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    name = "actors"
    verbose_name = _("Actors")

    def ready(self) -> None:
        from actors import receivers  # noqa: F401 (it listens by being imported)
        from actors.registry import EntryStep, register_entry_step
        from actors.views.security import SECOND_FACTOR_STEP

        register_entry_step(SECOND_FACTOR_STEP)
        register_entry_step(
            EntryStep(
                order=20,
                is_due=lambda request: bool(getattr(request.user, "charter_due", False)),
                address="charter",
                # Whoever does not want to sign may leave for good.
                open_names=frozenset({"forget_me"}),
            )
        )
