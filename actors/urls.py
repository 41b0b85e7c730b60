from django.urls import include, path

from actors.policies import for_signed_in, open_to_all
from actors.views import (
    access,
    accounts,
    entry,
    organisations,
    own,
    passwords,
    provider,
    security,
    sessions,
    signing_in,
)

sign_in, sign_out = open_to_all(signing_in.SignInView.as_view()), open_to_all(signing_in.SignOutView.as_view())

# Two names for one address: ours, and the one that allauth looks for. Of allauth, only what is here is open.
door = [
    path("", sign_in, name="login"),
    path("", sign_in, name="account_login"),
    path("cle/", open_to_all(signing_in.PasskeySignInView.as_view()), name="mfa_login_webauthn"),
    path("second-facteur/", open_to_all(signing_in.SecondFactorView.as_view()), name="mfa_authenticate"),
    path("confirmer/", for_signed_in(signing_in.PasswordAgainView.as_view()), name="account_reauthenticate"),
    path("confirmer/code/", for_signed_in(signing_in.SecondFactorAgainView.as_view()), name="mfa_reauthenticate"),
    path("confirmer/cle/", for_signed_in(signing_in.PasskeyAgainView.as_view()), name="mfa_reauthenticate_webauthn"),
    path("fournisseur/", open_to_all(provider.GoToProviderView.as_view()), name="oidc_authentication_init"),
    path(
        "fournisseur/retour/",
        open_to_all(provider.BackFromProviderView.as_view()),
        name="oidc_authentication_callback",
    ),
    path("mot-de-passe-oublie/", open_to_all(passwords.ForgottenPasswordView.as_view()), name="password_reset"),
    path("mot-de-passe-oublie/envoye/", open_to_all(passwords.LinkSentView.as_view()), name="password_reset_done"),
    path(
        "nouveau-mot-de-passe/<uidb64>/<token>/",
        open_to_all(passwords.NewPasswordView.as_view()),
        name="password_reset_confirm",
    ),
    path("nouveau-mot-de-passe/", open_to_all(passwords.PasswordChosenView.as_view()), name="password_reset_complete"),
]
safety = [
    path("", for_signed_in(security.SecurityView.as_view()), name="mfa_index"),
    path("second-facteur/", for_signed_in(security.second_factor_step), name="second_factor"),
    path("application/", for_signed_in(security.AddApplicationView.as_view()), name="mfa_activate_totp"),
    path("application/retirer/", for_signed_in(security.RemoveApplicationView.as_view()), name="mfa_deactivate_totp"),
    path("cles/ajouter/", for_signed_in(security.AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path("cles/<int:pk>/renommer/", for_signed_in(security.RenamePasskeyView.as_view()), name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", for_signed_in(security.RemovePasskeyView.as_view()), name="mfa_remove_webauthn"),
    path("codes/", for_signed_in(security.RecoveryCodesView.as_view()), name="mfa_view_recovery_codes"),
    path("codes/nouveaux/", for_signed_in(security.NewRecoveryCodesView.as_view()), name="mfa_generate_recovery_codes"),
    path("mot-de-passe/", for_signed_in(passwords.ChangePasswordView.as_view()), name="password_change"),
    path("connexions/", for_signed_in(sessions.sessions), name="sessions"),
]
urlpatterns = [
    path("deconnexion/", sign_out, name="logout"),
    path("deconnexion/", sign_out, name="account_logout"),
    path("structures/", organisations.organisations, name="organisations"),
    path("connexion/", include(door)),
    path("mon-compte/securite/", include(safety)),
    path("demander-un-acces/", access.ask, name="ask_for_access"),
    path("demander-un-acces/merci/", access.asked, name="access_asked"),
    path("activer/", entry.open_own_account, name="open_account"),
    path("activer/nouveau-lien/", entry.ask_new_link, name="new_activation_link"),
    path("activer/<str:secret>/", entry.open_by_link, name="open_account_by_link"),
    path("charte/", entry.read_charter, name="charter"),
    path("charte/nouvelle-version/", entry.change_charter, name="change_charter"),
    path("visite/", entry.take_tour, name="tour"),
    path("mon-compte/", own.show_own_account, name="account"),
    path("mon-compte/effacer/", own.forget, name="forget_me"),
    path("comptes/", accounts.show_accounts, name="accounts"),
    path("comptes/inviter/", accounts.invite_someone, name="invite"),
    path("comptes/demandes/", access.show_requests, name="access_requests"),
    path("comptes/demandes/<int:pk>/", access.decide, name="access_request"),
    path("comptes/demandes/<int:pk>/refuser/", access.refuse, name="refuse_access"),
    path("comptes/perimetres/<int:pk>/options/", accounts.change_options, name="scope_options"),
    path("comptes/perimetres/<int:pk>/terminer/", accounts.end, name="end_scope"),
    path("comptes/<int:pk>/", accounts.show_account, name="account_of"),
    path("comptes/<int:pk>/perimetre/", accounts.give, name="give_scope"),
    path("comptes/<int:pk>/suspendre/", accounts.suspend, name="suspend_account"),
    path("comptes/<int:pk>/rouvrir/", accounts.reactivate, name="reactivate_account"),
    path("comptes/<int:pk>/inviter-de-nouveau/", accounts.send_again, name="invite_again"),
]
