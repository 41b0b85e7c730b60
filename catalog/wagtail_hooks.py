"""What the catalogue adds to the editor."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from catalog.models import SynonymGroup
from catalog.policies import WordsPolicy
from catalog.viewsets.synonyms import SynonymViewSet, synonym_viewset

register_permission_policy(SynonymGroup, WordsPolicy(SynonymGroup))


@hooks.register("register_admin_viewset")
def keep_synonyms() -> SynonymViewSet:
    return synonym_viewset
