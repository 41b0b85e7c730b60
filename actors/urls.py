from django.contrib.auth.views import LogoutView
from django.urls import path

from actors.policies import open_to_all
from actors.views.signing_in import SignInView

urlpatterns = [
    path("connexion/", open_to_all(SignInView.as_view()), name="login"),
    path("deconnexion/", open_to_all(LogoutView.as_view()), name="logout"),
]
