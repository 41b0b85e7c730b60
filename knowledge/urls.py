"""Forms around practices. /bonnes-pratiques/ itself, each practice and each collection are pages of the tree."""

from django.urls import path

from knowledge.views import adoption, community, feeds, judging, practice, translation

urlpatterns = [
    path("bonnes-pratiques/flux.atom", feeds.atom, name="practices_atom"),
    path("bonnes-pratiques/flux.json", feeds.json, name="practices_json"),
    path("bonnes-pratiques/proposer/", practice.propose, name="practice_propose"),
    path("questions/", community.questions, name="questions"),
    path("questions/poser/", community.ask, name="ask_question"),
    path("questions/<int:pk>/", community.question, name="question"),
    path("questions/<int:pk>/masquer/", community.hide, name="hide_question"),
    path("questions/<int:pk>/reponses/<int:answer_id>/retenir/", community.accept, name="accept_answer"),
    path("questions/<int:pk>/reponses/<int:answer_id>/masquer/", community.hide, name="hide_answer"),
    path("bonnes-pratiques/<slug:slug>/reprendre/", adoption.adopt, name="practice_adopt"),
    path("bonnes-pratiques/<slug:slug>/recommander/", judging.endorse, name="practice_endorse"),
    path(
        "bonnes-pratiques/<slug:slug>/recommandations/<int:endorsement_id>/retirer/",
        judging.revoke,
        name="endorsement_revoke",
    ),
    path("bonnes-pratiques/<slug:slug>/evaluer/", judging.evaluate, name="practice_evaluate"),
    path(
        "bonnes-pratiques/<slug:slug>/evaluations/<int:evaluation_id>/retirer/",
        judging.remove,
        name="evaluation_remove",
    ),
    path("bonnes-pratiques/<slug:slug>/utile/", practice.useful, name="practice_useful"),
    path("bonnes-pratiques/<slug:slug>/imprimer/", practice.paper, name="practice_print"),
    path("bonnes-pratiques/<slug:slug>/traduire/", translation.translate, name="practice_translate"),
    path("bonnes-pratiques/<slug:slug>/traduction-relue/", translation.follows, name="practice_translation_follows"),
    path("bonnes-pratiques/<slug:slug>/relire/", practice.review, name="practice_review"),
    path("bonnes-pratiques/<slug:slug>/reprises/<int:adoption_id>/", adoption.close, name="adoption_close"),
    path(
        "bonnes-pratiques/<slug:slug>/reprises/<int:adoption_id>/suite/",
        adoption.follow_up,
        name="adoption_follow_up",
    ),
]
