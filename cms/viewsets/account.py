"""The editor's own settings. E-mail, password, name and second factor are those of the account, on the platform."""

from typing import Any

from wagtail.admin.views.account import AccountView, NotificationsSettingsPanel, ThemeSettingsPanel

KEPT = (NotificationsSettingsPanel, ThemeSettingsPanel)


class EditorSettingsView(AccountView):
    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if isinstance(panel, KEPT)]
