"""Forms around practices. /bonnes-pratiques/ itself, and each practice, are pages of the tree."""

from django.urls import path

from knowledge import views

urlpatterns = [
    path("bonnes-pratiques/proposer/", views.propose, name="practice_propose"),
    path("bonnes-pratiques/<slug:slug>/reprendre/", views.adopt, name="practice_adopt"),
    path("bonnes-pratiques/<slug:slug>/recommander/", views.endorse, name="practice_endorse"),
    path(
        "bonnes-pratiques/<slug:slug>/recommandations/<int:endorsement_id>/retirer/",
        views.revoke,
        name="endorsement_revoke",
    ),
    path("bonnes-pratiques/<slug:slug>/relire/", views.review, name="practice_review"),
    path("bonnes-pratiques/<slug:slug>/reprises/<int:adoption_id>/", views.close, name="adoption_close"),
]
