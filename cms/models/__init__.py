from cms.models.base import ListedPage, PlatformPage, StructuredPage
from cms.models.home import HomePage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.preview import Preview
from cms.models.standard import StandardPage
from cms.models.territory import TerritoryIndexPage, TerritoryPage
from cms.models.workflow import ValidationState, ValidationTask

__all__ = [
    "HomePage",
    "ListedPage",
    "NewsIndexPage",
    "NewsPage",
    "PlatformPage",
    "Preview",
    "StandardPage",
    "StructuredPage",
    "TerritoryIndexPage",
    "TerritoryPage",
    "ValidationState",
    "ValidationTask",
]
