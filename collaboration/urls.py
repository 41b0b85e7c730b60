"""Addresses of the journal, whatever it is of: a page is named by its lasting key, which tells nothing."""

from django.urls import path

from collaboration import views

urlpatterns = [path("journal/<uuid:key>/", views.write, name="write_in_journal")]
