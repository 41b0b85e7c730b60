"""Who can come in, told to everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actors.forms.organisations import OrganisationFilterForm
from actors.policies import open_to_all
from actors.queries.organisations import read_directory


@open_to_all
def organisations(request: HttpRequest) -> HttpResponse:
    form = OrganisationFilterForm(request.GET, directory=read_directory())
    context = {"form": form, "directory": form.found}
    return render(request, "actors/organisations.html", context, status=400 if form.errors else 200)
