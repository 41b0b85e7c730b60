"""Addresses of lists, maps and search; those of news and practices are pages of the tree."""

from django.urls import path

from catalog import views

urlpatterns = [
    path("sites/", views.sites, name="sites"),
    path("actions/", views.actions, name="actions"),
    path("carte/", views.public_map, name="public_map"),
    path("recherche/", views.search, name="search"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap_section"),
    path("robots.txt", views.robots, name="robots"),
    path("en-direct/", views.live, name="live"),
]
