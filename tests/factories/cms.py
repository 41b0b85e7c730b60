"""Pages for tests, where the platform would put them."""

import factory

from cms.models import HomePage, NewsIndexPage, NewsPage, StandardPage, TerritoryPage
from cms.services import add_page, ensure_territory_page, ensure_territory_pages
from tests.factories.territories import DepartementFactory, Shared


def section_of(territory) -> TerritoryPage:
    """Where its pages go, made as imports make it: without a publication, which most tests would only pay for."""
    return ensure_territory_pages([territory])[territory.pk]


class PageFactory(factory.django.DjangoModelFactory):
    """Adds a live page below `parent`, which subclasses find in the tree that migrations planted."""

    class Meta:
        abstract = True

    @classmethod
    def default_parent(cls):
        return HomePage.objects.get()

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.pop("parent", None) or cls.default_parent()
        related = {name: kwargs.pop(name) for name in list(kwargs) if model_class._meta.get_field(name).many_to_many}
        page = add_page(model_class(*args, **kwargs), parent=parent)
        for name, things in related.items():
            getattr(page, name).set(things)
        return page


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Page {n}")
    intro = "Ce que cette page explique."


class NewsPageFactory(PageFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Une actualité {n}")
    intro = "Ce qui s'est passé."

    @classmethod
    def default_parent(cls):
        return NewsIndexPage.objects.get()


class TerritoryPageFactory(factory.Factory):
    """The section of a place: `TerritoryPageFactory(territory=...)`, of one département by default."""

    class Meta:
        model = dict

    territory = Shared(DepartementFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return ensure_territory_page(kwargs["territory"])
