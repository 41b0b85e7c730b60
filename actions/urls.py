"""Addresses of the forms of actions. Their list is the catalogue's, their pages stand in the tree of pages."""

from django.urls import path

from actions.views import ending, files, history, results, sheet

urlpatterns = [
    path("actions/commencer/", sheet.begin, name="begin_action"),
    path("actions/importer/", files.send, name="import_results"),
    path("actions/importer/<uuid:key>/", files.show, name="results_file"),
    path("actions/importer/<uuid:key>/ecrire/", files.write, name="write_results_file"),
    path("actions/importer/<uuid:key>/refusees/", files.refused_rows, name="refused_rows"),
    path("actions/<uuid:key>/modifier/", sheet.update, name="update_action"),
    path("actions/<uuid:key>/recopier/", sheet.go_on, name="continue_action"),
    path("actions/<uuid:key>/resultats/", results.indicators, name="action_indicators"),
    path("actions/<uuid:key>/financements/", results.fundings, name="action_fundings"),
    path("actions/<uuid:key>/bilan/", ending.end, name="action_end"),
    path("actions/<uuid:key>/historique/", history.history, name="action_history"),
    path("actions/<uuid:key>/historique/comparer/", history.compare, name="compare_action_versions"),
    path("actions/<uuid:key>/historique/<int:version>/restaurer/", history.restore, name="restore_action_version"),
    path("actions/<uuid:key>/que-reste-t-il/", ending.review, name="action_review"),
]
