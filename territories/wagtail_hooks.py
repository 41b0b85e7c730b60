"""What the editor asks of places."""

from wagtail import hooks

from territories.viewsets import TerritoryChooserViewSet, territory_chooser_viewset


@hooks.register("register_admin_viewset")
def register_territory_chooser() -> TerritoryChooserViewSet:
    return territory_chooser_viewset
