from django.urls import path

from steering.views import home

urlpatterns = [path("tableau-de-bord/", home.dashboard, name="dashboard")]
