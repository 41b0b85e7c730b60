from django.urls import path

from steering.views import boards, exports, home, reports, statistics, week

urlpatterns = [
    path("tableau-de-bord/", home.dashboard, name="dashboard"),
    path("ma-semaine/", week.my_own, name="my_week"),
    path("pilotage/", boards.boards, name="boards"),
    path("pilotage/comparer/", boards.compare, name="compare_territories"),
    path("pilotage/<str:key>/", boards.board, name="board"),
    path("pilotage/<str:key>/rapport/", reports.report, name="report"),
    path("pilotage/<str:key>/liste/<str:code>/", boards.behind, name="board_list"),
    path("pilotage/<str:key>/actions/", boards.actions, name="board_actions"),
    path("pilotage/<str:key>/financements/", boards.fundings, name="board_fundings"),
    path("pilotage/<str:key>/<str:code>.csv", boards.table, name="board_table"),
    path("statistiques/", statistics.page, name="statistics"),
    path("statistiques/donnees/habitats-informels.csv", statistics.every_month, name="open_data"),
    path("statistiques/donnees/habitats-informels-<str:month>.csv", statistics.one_month, name="open_data_month"),
    path("statistiques/donnees/schema.json", statistics.schema, name="open_data_schema"),
    path("statistiques/donnees/datapackage.json", statistics.package, name="open_data_package"),
    path("statistiques/catalogue.jsonld", statistics.catalogue, name="open_data_catalogue"),
    path("exports/", exports.own, name="exports"),
    path("exports/<slug:dataset>/", exports.ask, name="ask_export"),
    path("exports/fichiers/<uuid:key>/", exports.download, name="download_export"),
    path("exports/fichiers/<uuid:key>/effacer/", exports.remove, name="remove_export"),
]
