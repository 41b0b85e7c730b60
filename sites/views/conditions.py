"""How living conditions are told good or bad: the rules, for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actors.policies import open_to_all
from sites.queries.conditions import rules_in_words


@open_to_all
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "sites/conditions_rules.html", {"rules": rules_in_words()})
