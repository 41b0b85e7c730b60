"""The addresses of version 1, and nothing else: what the OpenAPI description is made from."""

from django.urls import path, re_path

from api.v1.codes.views import CodeList
from api.v1.me.views import MeDetail
from api.views.endpoint import NothingHere

urlpatterns = [
    path("codes", CodeList.as_view(), name="code_list"),
    path("me", MeDetail.as_view(), name="me_detail"),
    re_path("", NothingHere.as_view(), name="nothing_here"),
]
