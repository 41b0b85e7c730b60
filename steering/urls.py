from django.urls import path

from steering.views import boards, home

urlpatterns = [
    path("tableau-de-bord/", home.dashboard, name="dashboard"),
    path("pilotage/", boards.boards, name="boards"),
    path("pilotage/comparer/", boards.compare, name="compare_territories"),
    path("pilotage/<str:key>/", boards.board, name="board"),
    path("pilotage/<str:key>/liste/<str:code>/", boards.behind, name="board_list"),
    path("pilotage/<str:key>/<str:code>.csv", boards.table, name="board_table"),
]
