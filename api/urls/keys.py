"""Pages where people handle keys: no part of the API, which keys open."""

from django.urls import path

from api.views import keys, webhooks

urlpatterns = [
    path("", keys.keys, name="keys"),
    path("demander/", keys.ask, name="ask_for_key"),
    path("<int:pk>/", keys.show, name="key"),
    path("<int:pk>/afficher/", keys.show_text, name="show_key"),
    path("<int:pk>/renouveler/", keys.renew, name="renew_key"),
    path("<int:pk>/revoquer/", keys.revoke, name="revoke_key"),
    path("<int:pk>/accorder/", keys.grant, name="grant_key"),
    path("<int:pk>/refuser/", keys.refuse, name="refuse_key"),
    path("<int:pk>/avertir/", webhooks.add, name="add_webhook"),
    path("adresses/<int:pk>/essayer/", webhooks.send_test, name="test_webhook"),
    path("adresses/<int:pk>/secret/", webhooks.renew_secret, name="renew_secret"),
    path("adresses/<int:pk>/terminer/", webhooks.end, name="end_webhook"),
    path("messages/<int:pk>/renvoyer/", webhooks.send_again, name="send_again"),
]
