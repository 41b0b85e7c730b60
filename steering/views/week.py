"""My week: what waits for me, what is late, what changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actors.policies import for_signed_in
from steering.queries.my_week import my_week


@for_signed_in
def my_own(request: HttpRequest) -> HttpResponse:
    return render(request, "steering/my_week.html", {"week": my_week(request.user)})
