"""The peers: Wagtail's API v2 and a page as its documentation sets them up, plain views of Django REST framework."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from rest_framework import authentication, filters, generics, pagination, permissions, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page, Site

from actions.models import ActionPage
from actors.enums import Verb
from actors.rules import can
from knowledge.models import PracticePage
from territories.models import Territory

NAMES = ("objectives", "themes", "started_on", "ended_on", "location_kind", "outcome", "outcome_reason")
ActionPage.api_fields = [*map(APIField, ("translation_key", *NAMES, "operator", "territory", "sites"))]


class ActionPages(PagesAPIViewSet):
    renderer_classes = [JSONRenderer]
    model = ActionPage

    def get_queryset(self):
        return super().get_queryset().order_by("-started_on", "-pk")


class Operator(serializers.Serializer):
    id, name, kind = serializers.IntegerField(), serializers.CharField(), serializers.CharField()


class Place(serializers.Serializer):
    id, code, name = serializers.IntegerField(), serializers.CharField(), serializers.CharField()
    level, lon, lat = serializers.CharField(), serializers.FloatField(), serializers.FloatField()


class ActionSerializer(serializers.ModelSerializer):
    operator, territory = Operator(), Place()

    class Meta:
        model = ActionPage
        fields = (
            *("id", "translation_key", "title", "slug", "url_path", "first_published_at", "last_published_at"),
            *NAMES,
            *("operator", "territory", "register", "external_id", "seo_title", "search_description"),
        )


class Pages(pagination.LimitOffsetPagination):
    default_limit, max_limit = 20, 100


class ActionList(generics.ListAPIView):
    serializer_class, pagination_class, renderer_classes = ActionSerializer, Pages, [JSONRenderer]
    filter_backends, search_fields = [filters.SearchFilter], ["title", "objectives"]

    def get_queryset(self):
        found = ActionPage.objects.live().select_related("operator", "territory").order_by("-started_on", "-pk")
        if kind := self.request.query_params.get("location_kind"):
            found = found.filter(location_kind=kind)
        return found


class Result(serializers.Serializer):
    year = serializers.IntegerField()


class MemberActionSerializer(ActionSerializer):
    """Whether the reader may read all of it is asked of each."""

    sites, indicators = serializers.SerializerMethodField(), serializers.SerializerMethodField()

    class Meta(ActionSerializer.Meta):
        fields = (*ActionSerializer.Meta.fields, "sites", "indicators")

    def get_sites(self, action):
        return [str(site.translation_key) for site in action.sites.all()]

    def get_indicators(self, action):
        return Result(action.indicators.all(), many=True).data

    def to_representation(self, action):
        said = super().to_representation(action)
        if not can(self.context["request"].user, Verb.READ, action):
            for name in ("outcome_reason", "sites", "indicators"):
                del said[name]
        return said


class MemberActionList(ActionList):
    serializer_class, permission_classes = MemberActionSerializer, [permissions.IsAuthenticated]
    authentication_classes = [authentication.SessionAuthentication]

    def get_queryset(self):
        place = Territory.objects.get(level="departement", code=self.request.query_params["place"])
        inside = {"territory__ancestor_ids__contains": [place.pk]}
        return super().get_queryset().filter(**inside).prefetch_related("sites", "indicators")


class ActionDetail(generics.RetrieveAPIView):
    serializer_class, renderer_classes, lookup_field = ActionSerializer, [JSONRenderer], "translation_key"
    queryset = ActionPage.objects.live().select_related("operator", "territory")


def _point(place):
    return {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if place["lon"] is not None else None


class ActionFeatures(APIView):
    renderer_classes = [JSONRenderer]

    def get(self, request):
        found = ActionPage.objects.live().select_related("operator", "territory").order_by("-started_on", "-pk")
        if box := request.query_params.get("bbox"):
            west, south, east, north = map(float, box.split(","))
            found = found.filter(territory__lon__range=(west, east), territory__lat__range=(south, north))
        features = [
            {
                "type": "Feature",
                "id": one["translation_key"],
                "geometry": _point(one["territory"]),
                "properties": one,
            }
            for one in ActionSerializer(found, many=True).data
        ]
        return Response({"type": "FeatureCollection", "features": features})


PROSE = ("problem", "context", "results", "success_factors", "cautions")
FACTS = ("people", "duration", "cost", "main_need", "licence", "contact", "source_url", "review_on")
PRACTICE = engines["django"].from_string("""{% load wagtailcore_tags %}<!doctype html>
<html lang="fr"><head><title>{{ page.title }}</title></head><body>
<nav>{% for one in menu %}<a href="{% pageurl one %}">{{ one.title }}</a>{% endfor %}</nav>
<nav>{% for one in page.get_ancestors %}<a href="{% pageurl one %}">{{ one.title }}</a>{% endfor %}</nav>
<main><h1>{{ page.title }}</h1><p>{{ page.summary }}</p>
<ul>{% for one in page.themes %}<li>{{ one }}</li>{% endfor %}</ul>
{% for one in prose %}<section>{{ one|richtext }}</section>{% endfor %}{% include_block page.steps %}
<dl>{% for one in facts %}<dd>{{ one|default:"" }}</dd>{% endfor %}</dl>
<ul>{% for one in related %}<li><a href="{% pageurl one %}">{{ one.title }}</a> {{ one.summary }}</li>{% endfor %}</ul>
</main></body></html>""")


def practice(request, path):
    """As `wagtail.views.serve`: the site, the tree level by level, who may look, then a template and the site's menu.

    Its hooks are left out: those of the product would be done too.
    """
    site = Site.find_for_request(request)
    page, _arguments, _named = Page.route(site.root_page.localized.specific, request, path.strip("/").split("/"))
    if not all(one.accept_request(request) for one in page.get_view_restrictions()):
        raise PermissionDenied
    shown = {
        "menu": site.root_page.get_children().live().in_menu(),
        "prose": [getattr(page, name) for name in PROSE],
        "facts": [getattr(page, name) for name in FACTS],
        "related": PracticePage.objects.live().filter(themes__overlap=page.themes).exclude(pk=page.pk)[:3],
    }
    return HttpResponse(PRACTICE.render(Page.get_context(page, request) | shown, request))


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", ActionPages)
urlpatterns = [
    path("wagtail/", router.urls),
    path("page/<path:path>", practice),
    path("drf/actions", ActionList.as_view()),
    path("drf/member/actions", MemberActionList.as_view()),
    path("drf/actions.geojson", ActionFeatures.as_view()),
    path("drf/actions/<uuid:translation_key>", ActionDetail.as_view()),
]
