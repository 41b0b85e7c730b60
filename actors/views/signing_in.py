"""Signing in and out."""

from django.contrib.auth.views import LoginView

from actors.forms.signing_in import LoginForm


class SignInView(LoginView):
    template_name = "actors/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True
