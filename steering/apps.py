from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "steering"
    verbose_name = _("Steering")

    def ready(self) -> None:
        from steering import receivers  # noqa: F401 (connects to signals)
