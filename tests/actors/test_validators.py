"""Passwords made of something of one's own."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from actors.models import Organisation, User

USER = User(
    email="jeanne.martin@ddets-93.example",
    first_name="Jeanne",
    last_name="Martin-Duval",
    organisation=Organisation(name="Association Abeille Solidaire", acronym="AAS"),
)


@pytest.mark.parametrize(
    "password",
    [
        "bidonville2026bidonville",
        "bidonville-2026-resorption",
        "Resorption2026!!Prefecture",
        "RÉSORPTION des bidonvilles 2026",
        "r3s0rption-b1donville-93",
        "motdepassemotdepasse",
        "azertyuiop1234567890",
        "123456789012345678",
        "aaaaaaaaaaaaaaaaaaaa",
        "jeannemartin19801980",
        "jeanne.martin@ddets-93.example",
        "MartinDuval-Jeanne-2026",
        "abeille-solidaire-2026",
        "prefecture-de-la-region-2026",
        "!!!qwertyuiop!!!!!!",
        "court-mais-seul",
    ],
)
def test_what_others_would_try_first_is_refused(password):
    if password == "court-mais-seul":
        password = password[:14]
    with pytest.raises(ValidationError):
        validate_password(password, USER)


@pytest.mark.parametrize(
    "password",
    [
        "la-fontaine-coule-encore-en-hiver",
        "trois hérons sur le canal gris",
        "jeanne aime les tartes aux mirabelles",
        "lebidonvilledemonarrieregrandmere",
        "xkqzpwvhrtmdlbn",
        "二匹の猫が屋根の上で眠っている夜です",
    ],
)
def test_a_sentence_of_one_s_own_is_taken_without_sign_or_figure(password):
    validate_password(password, USER)


def test_nothing_is_known_of_someone_who_has_no_account_yet():
    validate_password("jeanne aime les tartes aux mirabelles")
    with pytest.raises(ValidationError):
        validate_password("bidonville-2026-resorption")
