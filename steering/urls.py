from django.urls import path

from steering import views

urlpatterns = [path("tableau-de-bord/", views.dashboard, name="dashboard")]
