from django.contrib.auth.views import LogoutView
from django.urls import path

from actors.views.signing_in import SignInView

urlpatterns = [
    path("connexion/", SignInView.as_view(), name="login"),
    path("deconnexion/", LogoutView.as_view(), name="logout"),
]
