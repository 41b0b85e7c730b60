"""Addresses of the forms of the field. The page of a site stands in the tree of pages."""

from django.urls import path

from sites.views import (
    alerts,
    closure,
    declaration,
    export,
    history,
    observation,
    offline,
    procedure,
    queue,
    readings,
)
from sites.views import path as resorption

urlpatterns = [
    path("worker.js", offline.serve_worker, name="field_worker"),
    path("manifest.webmanifest", offline.serve_manifest, name="field_manifest"),
    path("hors-ligne/", offline.show_device, name="offline"),
    path("hors-ligne/actualiser/", offline.observe_offline, name="offline_observe"),
    path("hors-ligne/ecrire/", offline.write_offline, name="offline_write"),
    path("hors-ligne/session/", offline.tell_session, name="field_session"),
    path("sites/declarer/", declaration.declare, name="declare_site"),
    path("sites/<slug:slug>/modifier/", declaration.update, name="update_site"),
    path("sites/<slug:slug>/actualiser/", observation.observe, name="observe_site"),
    path("sites/<slug:slug>/rien-n-a-change/", observation.say_unchanged, name="say_unchanged"),
    path("sites/<slug:slug>/fermer/", closure.close, name="close_site"),
    path("sites/<slug:slug>/rouvrir/", closure.reopen, name="reopen_site"),
    path("sites/<slug:slug>/parcours/", resorption.follow_path, name="follow_path"),
    path("sites/<slug:slug>/procedures/ajouter/", procedure.add, name="add_procedure"),
    path("sites/<slug:slug>/procedures/<int:pk>/", procedure.change, name="change_procedure"),
    path("sites/<slug:slug>/procedures/<int:pk>/retirer/", procedure.remove, name="remove_procedure"),
    path("sites/<slug:slug>/consultations/", readings.of_site, name="site_readings"),
    path("sites/<slug:slug>/export.docx", export.document, name="export_site"),
    path("sites/<slug:slug>/imprimer/", export.paper, name="print_site"),
    path("sites/<slug:slug>/historique/", history.history, name="site_history"),
    path("sites/<slug:slug>/historique/<int:version>/", history.compare, name="compare_version"),
    path("sites/<slug:slug>/historique/<int:version>/restaurer/", history.restore, name="restore_version"),
    path("alertes/", alerts.alerts, name="alerts"),
    path("alertes/nouvelle/", alerts.add, name="set_alert"),
    path("alertes/<int:pk>/lever/", alerts.lift, name="lift_alert"),
    path("consultations/", readings.search, name="readings"),
    path("consultations.csv", readings.export, name="export_readings"),
    path("a-valider/", queue.show_queue, name="validation_queue"),
    path("a-valider/version/<int:pk>/", queue.judge_version, name="judge_version"),
    path("a-valider/version/<int:pk>/retirer/", queue.withdraw, name="withdraw_version"),
    path("a-valider/actualisation/<int:pk>/", queue.judge_observation, name="judge_observation"),
]
