"""Addresses of lists, maps and search; those of news and practices are pages of the tree."""

from django.urls import path

from catalog import views

urlpatterns = [
    path("sites/", views.sites, name="sites"),
    path("actions/", views.actions, name="actions"),
    path("carte/", views.public_map, name="public_map"),
    path("recherche/", views.search, name="search"),
    path("en-direct/", views.live, name="live"),
]
