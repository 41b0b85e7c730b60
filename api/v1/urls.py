"""The addresses of version 1, and nothing else: what the OpenAPI description is made from."""

from django.urls import path, re_path

from api.v1.actions.views import ActionDetail, ActionFeatures, ActionList, ActionTable
from api.v1.areas.views import AreaDetail, AreaFeatures, AreaList, AreaTable
from api.v1.changes.views import ChangeList
from api.v1.codes.views import CodeList
from api.v1.me.views import MeDetail
from api.v1.menus.views import MenuList
from api.v1.news.views import NewsDetail, NewsFeatures, NewsList, NewsTable
from api.v1.organisations.views import OrganisationDetail, OrganisationFeatures, OrganisationList, OrganisationTable
from api.v1.pages.views import PageDetail, PageList
from api.v1.practices.views import PracticeDetail, PracticeFeatures, PracticeList, PracticeTable
from api.v1.previews.views import PreviewDetail
from api.v1.redirects.views import RedirectList
from api.v1.search.views import SearchFeatures, SearchList, SearchTable
from api.v1.sites.views import SiteDetail, SiteFeatures, SiteList, SiteTable
from api.v1.statistics.views import DepartementStatistics, StatisticsDetail, StatisticsList, StatisticsTable
from api.v1.suggestions.views import SuggestionList
from api.v1.territories.views import TerritoryDetail, TerritoryList, TerritoryOutlines, TerritoryTable
from api.views.endpoint import NothingHere

KEY = r"(?P<key>[\w.:-]{1,80})"

urlpatterns = [
    path("areas", AreaList.as_view(), name="area_list"),
    path("areas.csv", AreaTable.as_view(), name="area_table"),
    path("areas.geojson", AreaFeatures.as_view(), name="area_features"),
    re_path(rf"^areas/{KEY}$", AreaDetail.as_view(), name="area_detail"),
    path("actions", ActionList.as_view(), name="action_list"),
    path("actions.csv", ActionTable.as_view(), name="action_table"),
    path("actions.geojson", ActionFeatures.as_view(), name="action_features"),
    re_path(rf"^actions/{KEY}$", ActionDetail.as_view(), name="action_detail"),
    path("news", NewsList.as_view(), name="news_list"),
    path("news.csv", NewsTable.as_view(), name="news_table"),
    path("news.geojson", NewsFeatures.as_view(), name="news_features"),
    re_path(rf"^news/{KEY}$", NewsDetail.as_view(), name="news_detail"),
    path("organisations", OrganisationList.as_view(), name="organisation_list"),
    path("organisations.csv", OrganisationTable.as_view(), name="organisation_table"),
    path("organisations.geojson", OrganisationFeatures.as_view(), name="organisation_features"),
    re_path(rf"^organisations/{KEY}$", OrganisationDetail.as_view(), name="organisation_detail"),
    path("practices", PracticeList.as_view(), name="practice_list"),
    path("practices.csv", PracticeTable.as_view(), name="practice_table"),
    path("practices.geojson", PracticeFeatures.as_view(), name="practice_features"),
    re_path(rf"^practices/{KEY}$", PracticeDetail.as_view(), name="practice_detail"),
    path("changes", ChangeList.as_view(), name="change_list"),
    path("codes", CodeList.as_view(), name="code_list"),
    path("me", MeDetail.as_view(), name="me_detail"),
    path("menus", MenuList.as_view(), name="menu_list"),
    path("pages", PageList.as_view(), name="page_list"),
    re_path(rf"^pages/{KEY}$", PageDetail.as_view(), name="page_detail"),
    re_path(rf"^previews/{KEY}$", PreviewDetail.as_view(), name="preview_detail"),
    path("redirects", RedirectList.as_view(), name="redirect_list"),
    path("search", SearchList.as_view(), name="search_list"),
    path("search.csv", SearchTable.as_view(), name="search_table"),
    path("search.geojson", SearchFeatures.as_view(), name="search_features"),
    path("suggestions", SuggestionList.as_view(), name="suggestion_list"),
    path("sites", SiteList.as_view(), name="site_list"),
    path("sites.csv", SiteTable.as_view(), name="site_table"),
    path("sites.geojson", SiteFeatures.as_view(), name="site_features"),
    re_path(rf"^sites/{KEY}$", SiteDetail.as_view(), name="site_detail"),
    path("statistics", StatisticsList.as_view(), name="statistics_list"),
    path("statistics.csv", StatisticsTable.as_view(), name="statistics_table"),
    path("statistics/departements", DepartementStatistics.as_view(), name="statistics_departements"),
    re_path(rf"^statistics/{KEY}$", StatisticsDetail.as_view(), name="statistics_detail"),
    path("territories", TerritoryList.as_view(), name="territory_list"),
    path("territories.csv", TerritoryTable.as_view(), name="territory_table"),
    path("territories.geojson", TerritoryOutlines.as_view(), name="territory_outlines"),
    re_path(rf"^territories/{KEY}$", TerritoryDetail.as_view(), name="territory_detail"),
    re_path("", NothingHere.as_view(), name="nothing_here"),
]
