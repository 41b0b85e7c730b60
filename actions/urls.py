from django.urls import path

from actions import views

urlpatterns = [
    path("actions/<uuid:key>/resultats/", views.indicators, name="action_indicators"),
    path("actions/<uuid:key>/financements/", views.fundings, name="action_fundings"),
    path("actions/<uuid:key>/bilan/", views.end, name="action_end"),
]
