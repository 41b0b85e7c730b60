"""Addresses of the journal and of coordination. The pages that they hang on stand in the tree of pages."""

from django.urls import path

from collaboration.views import coordination, directory, follows, journal, message, notifications, searches

urlpatterns = [
    path("journal/<uuid:key>/", journal.journal, name="journal"),
    path("journal/<uuid:key>/nouveautes/", journal.changes, name="journal_changes"),
    path("journal/<uuid:key>/lu/", journal.read, name="mark_journal_read"),
    path("journal/message/<int:pk>/modifier/", message.edit, name="edit_message"),
    path("journal/message/<int:pk>/supprimer/", message.delete, name="delete_message"),
    path("journal/message/<int:pk>/masquer/", message.hide, name="hide_message"),
    path("journal/message/<int:pk>/montrer/", message.show, name="show_message"),
    path("journal/piece/<uuid:key>/", message.attachment, name="attachment"),
    path("intervenir/<uuid:key>/", coordination.act, name="act_here"),
    path("intervenir/<uuid:key>/inviter/", coordination.invite, name="invite_to_act"),
    path("intervenir/<uuid:key>/decliner/", coordination.decline, name="decline_to_act"),
    path("intervenir/<uuid:key>/<int:pk>/terminer/", coordination.end, name="act_no_longer"),
    path("suivre/page/<uuid:key>/", follows.page, name="follow_page"),
    path("suivre/territoire/<str:key>/", follows.territory, name="follow_territory"),
    path("annuaire/", directory.people, name="directory_people"),
    path("annuaire/structures/", directory.organisations, name="directory_organisations"),
    path("annuaire/personnes/<int:pk>/", directory.card, name="card"),
    path("annuaire/moi/", directory.own_card, name="own_card"),
    path("recherche/enregistrees/", searches.saved, name="saved_searches"),
    path("recherche/enregistrer/", searches.save, name="save_search"),
    path("recherche/enregistrees/<int:pk>/", searches.look, name="open_saved_search"),
    path("recherche/enregistrees/<int:pk>/alerte/", searches.alert, name="alert_of_saved_search"),
    path("recherche/enregistrees/<int:pk>/supprimer/", searches.delete, name="delete_saved_search"),
    path("notifications/", notifications.centre, name="notifications"),
    path("notifications/lues/", notifications.read, name="mark_notifications_read"),
    path("notifications/reglages/", notifications.preferences, name="notification_preferences"),
    path("notifications/arreter/<str:token>/", notifications.stop, name="stop_mails"),
]
