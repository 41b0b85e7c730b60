from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "steering"
    verbose_name = _("Steering")

    def ready(self) -> None:
        from collaboration.enums import NotificationKind  # (models are loaded first)
        from collaboration.registry import Happening, sign_up_happenings  # (models are loaded first)
        from steering import receivers  # noqa: F401 (connects to signals)
        from steering.exports.tables import TABLES  # (models are loaded first)
        from steering.exports.writers import WRITERS  # (models are loaded first)
        from steering.registry import sign_up_table, sign_up_writer  # (models are loaded first)

        for table in TABLES:
            sign_up_table(table)
        for name, writer in WRITERS.items():
            sign_up_writer(name, writer)
        ready = Happening(NotificationKind.EXPORT, _("Your export is ready"), url_name="exports", is_personal=True)
        sign_up_happenings({"steering.export_ready": ready})
