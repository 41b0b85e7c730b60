"""Dashboards of territories: the figures, the lists behind them, their tables as CSV, and comparisons."""

from datetime import MAXYEAR

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from actions.enums import FundingSource, Theme
from actors.enums import Noun, ReadingKind, Verb
from actors.policies import needs
from actors.rules import Viewer, can
from actors.services.readings import record_reading
from actors.views.asking import number_in
from steering.forms.periods import FIRST_DAY, ComparisonForm, PeriodForm
from steering.queries.action_lists import actions_behind, fundings_behind
from steering.queries.board import Board, helped_table, money_chart, money_table, result_labels
from steering.queries.comparison import MAX_CHOSEN, Comparison, chosen_places, comparison_of, root_view
from steering.queries.lists import kind_of, listed
from steering.queries.places import found_places, held_places, place_above, view_named
from steering.queries.tallies import View, snapshots_at
from steering.rules.figures import Table
from steering.rules.tables import csv_text
from steering.tasks import take_snapshots

CSV = "text/csv; charset=utf-8"
MAX_PAGE = 100_000


@needs(Verb.READ, Noun.SITE)
def boards(request: HttpRequest) -> HttpResponse:
    """The territories that one may open: one's own, and those that are looked for by name."""
    words = request.GET.get("q", "").strip()
    context = {
        "held": held_places(request.user),
        "words": words,
        "found": found_places(words, request.user) if words else None,
    }
    return render(request, "steering/boards.html", context)


@needs(Verb.READ, Noun.SITE)
def board(request: HttpRequest, key: str) -> HttpResponse:
    view = _view_or_404(request, key)
    if snapshots_at() is None:
        take_snapshots.enqueue()
        return render(request, "steering/board_waiting.html", {"view": view}, status=503)
    form = ComparisonForm(request.GET or None, **Comparison.choices(view.place))
    shown = Board(view, form.period, request.user)
    context = {
        "view": view,
        "above": place_above(view.place, request.user),
        "form": form,
        "board": shown,
        "period": form.period,
        "asked": _asked(request),
        "result_labels": result_labels(),
        "money": money_table(shown),
        "money_links": [
            f"{reverse('board_fundings', args=[key])}?annee={row.year}&source={row.source}" for row in shown.money[0]
        ],
        "helped_links": [f"{reverse('board_fundings', args=[key])}?annee={row.year}" for row in shown.money[1]],
        "helped": helped_table(shown),
        "money_chart": money_chart(shown) if shown.sees_finances else None,
        "comparison": comparison_of(view, form.period, form.level, measure=form.measure),
    }
    return render(request, "steering/board.html", context, status=400 if form.errors else 200)


@needs(Verb.READ, Noun.SITE)
def behind(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """The sites that a figure counts. Looking at them is a reading, as of any list."""
    kind = kind_of(code)
    if kind is None:
        raise Http404
    view = _view_or_404(request, key, verb=kind.verb)
    form = PeriodForm(request.GET or None)
    found = listed(view, form.period, kind, page=_page(request))
    record_reading(
        viewer=Viewer(user=request.user), kind=ReadingKind.LIST, page_ids=[line.site.pk for line in found.lines]
    )
    context = {
        "view": view,
        "listed": found,
        "period": form.period,
        "code": code,
        "asked": _asked(request),
    }
    return render(request, "steering/behind.html", context)


@needs(Verb.READ, Noun.SITE)
def actions(request: HttpRequest, key: str) -> HttpResponse:
    """The actions that the results of a theme count."""
    view, theme = _view_or_404(request, key), request.GET.get("theme", "")
    if theme and theme not in Theme.values:
        raise Http404
    period = PeriodForm(request.GET or None).period
    chosen = Theme(theme) if theme else None
    context = {
        "view": view,
        "period": period,
        "theme": chosen,
        "listed": actions_behind(view.place, request.user, period, theme=chosen, page=_page(request)),
        "result_labels": result_labels(),
        "asked": _asked(request),
        "kept": f"theme={theme}&" if theme else "",
    }
    return render(request, "steering/behind_actions.html", context)


@needs(Verb.READ_FINANCES, Noun.ACTION)
def fundings(request: HttpRequest, key: str) -> HttpResponse:
    """The fundings that an amount adds up."""
    view, source = _view_or_404(request, key), request.GET.get("source", "")
    year = number_in(request.GET.get("annee", ""))
    if year is None or not FIRST_DAY.year <= year < MAXYEAR or (source and source not in FundingSource.values):
        raise Http404
    chosen = FundingSource(source) if source else None
    context = {
        "view": view,
        "year": str(year),
        "source": chosen,
        "listed": fundings_behind(view.place, request.user, year=year, source=chosen, page=_page(request)),
        "asked": _asked(request),
        "kept": f"annee={year}&source={source}&",
    }
    return render(request, "steering/behind_fundings.html", context)


@needs(Verb.EXPORT_AGGREGATED, Noun.SITE)
def table(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """The table beside a picture, as CSV."""
    view = _view_or_404(request, key, verb=Verb.EXPORT_AGGREGATED)
    form = ComparisonForm(request.GET or None, **Comparison.choices(view.place))
    if code == "territoires":
        shown = comparison_of(view, form.period, form.level, measure=form.measure)
        given = shown.table if shown else None
    else:
        given = Board(view, form.period, request.user).table(code)
    if given is None:
        raise Http404
    return _csv(given, f"{key}-{code}-{form.period.until:%Y-%m-%d}.csv")


@needs(Verb.READ, Noun.SITE)
def compare(request: HttpRequest) -> HttpResponse:
    """Territories chosen one by one, of any level, side by side."""
    is_taken = request.GET.get("format") == "csv" and can(request.user, Verb.EXPORT_AGGREGATED, Noun.SITE)
    verb = Verb.EXPORT_AGGREGATED if is_taken else Verb.READ
    view, words = root_view(request.user, verb=verb), request.GET.get("q", "").strip()
    form = PeriodForm(request.GET or None)
    places, problem = chosen_places(request.GET, request.user, verb=verb)
    if problem:
        form.add_error(None, problem)
    shown = Comparison.chosen(places, view, form.period) if view else None
    if is_taken and shown:
        return _csv(shown.table, f"comparaison-{form.period.until:%Y-%m-%d}.csv")
    context = {
        "form": form,
        "places": places,
        "comparison": shown,
        "period": form.period,
        "words": words,
        "found": found_places(words, request.user) if words else None,
        "held": held_places(request.user),
        "kept": [place.key for place in places],
        "is_full": len(places) >= MAX_CHOSEN,
    }
    return render(request, "steering/compare.html", context, status=400 if form.errors else 200)


def _view_or_404(request: HttpRequest, key: str, *, verb: Verb = Verb.READ) -> View:
    view = view_named(key, request.user, verb=verb)
    if view is None:
        raise Http404
    return view


def _page(request: HttpRequest) -> int:
    """What is no page is the first."""
    return min(max(number_in(request.GET.get("page", "")) or 1, 1), MAX_PAGE)


def _asked(request: HttpRequest) -> str:
    """The days that were asked for, to be kept by the links of a page."""
    kept = request.GET.copy()
    for name in set(kept) - {"du", "au"}:
        del kept[name]
    return kept.urlencode()


def _csv(given: Table, name: str) -> HttpResponse:
    response = HttpResponse(csv_text(given), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
