"""Passwords: long, and made of something of one's own."""

import re
import unicodedata
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Words that anyone who looks at this platform would try first.
_FIELD = """
    abcdef abcdefgh accueil acteur action admin administrateur aire association azerty azertyuiop bidonville bienvenue
    bonjour campement caravane changeme cite code collectivite commune compte connexion ddets delegation demonstration
    departement dihal directeur direction etat france gens habitat habitant hebergement identifiant iloveyou informel
    insertion intervention logement mairie marianne mediation ministere motdepasse mission observation pass passe
    password passer pilote pilotage plateforme platform prefecture prefet qwerty qwertyuiop region resorption republique
    roms secret secure securite service site social squat structure terrain territoire utilisateur ville voyage welcome
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    printemps ete automne hiver
"""
_LINKS = "le la les un une de des du et en au aux mon ma mes notre nos sans avec pour the my and of"
FIELD_WORDS, LINKING_WORDS = frozenset(_FIELD.split()), frozenset(_LINKS.split())
OWN_CHARACTERS = 8  # what must remain when all of that is taken away
SHORTEST_PERSONAL_WORD = 3
REPEATED = re.compile(r"^(.{1,8}?)\1+.{0,7}$", re.DOTALL)


class OwnWordsValidator:
    """Refuses what is built from the field's own words, from its owner's name, or from one piece repeated.

    A password may hold such words; it may not be nothing but them, with figures and signs around.
    """

    def validate(self, password: str, user: Any = None) -> None:
        plain = _plain(password)
        if REPEATED.match(plain):
            raise ValidationError(
                _("This password repeats one piece. Write a sentence that only you would think of."), "password_repeats"
            )
        own = _remainder(plain, FIELD_WORDS | _words_of(user))
        if len(own) < OWN_CHARACTERS or len(set(own)) < OWN_CHARACTERS // 2:
            raise ValidationError(
                _(
                    "This password is made of words that others would try first: those of our work, of your name or of "
                    "your organisation. Add words of your own."
                ),
                "password_field_words",
            )

    def get_help_text(self) -> str:
        return _(
            "15 characters or more: a sentence that only you would think of is best. No sign or figure is imposed."
        )


class CommonPartValidator(CommonPasswordValidator):
    """Django's list of common passwords is of short ones: what is around them does not save them."""

    def validate(self, password: str, user: Any = None) -> None:
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower().strip())
        if {password.lower().strip(), bare, _plain(password)} & set(self.passwords):
            raise ValidationError(self.get_error_message(), code="password_too_common")


def _remainder(plain: str, words: frozenset[str]) -> str:
    """What is left of a password without those words, figures and signs. Longest first: `passer` holds `passe`."""
    for word in sorted(words, key=len, reverse=True):
        plain = re.sub(rf"{re.escape(word)}(?:s|x)?", " ", plain)
    kept = re.sub(r"[\W\d_]+", " ", plain).split()
    return "".join(word for word in kept if word not in LINKING_WORDS)


def _words_of(user: Any) -> set[str]:
    if user is None:
        return set()
    organisation = getattr(user, "organisation", None)
    texts = [user.email, user.first_name, user.last_name, user.position]
    texts += [organisation.name, organisation.acronym] if organisation else []
    words = re.split(r"[\W\d_]+", _plain(" ".join(text for text in texts if text)))
    return {word for word in words if len(word) >= SHORTEST_PERSONAL_WORD}


def _plain(text: str) -> str:
    """Lower case, without accents, figures that stand for letters read as such inside words (`r3sorption`)."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one))
    return re.sub(r"(?<=[a-z])[0134@$](?=[a-z])", lambda found: "oieaas"["0134@$".index(found[0])], bare)
