"""The problems that the API tells, by HTTP status: the readable page and OpenAPI list them."""

from django.utils.translation import gettext_lazy as _

from actors.rules.problems import Problem

PROBLEMS = {
    400: Problem("parameters", _("Refused parameters"), _("One parameter at least is unknown or badly written.")),
    401: Problem("authentication", _("Authentication needed"), _("This address asks for a key or for a session.")),
    403: Problem("forbidden", _("Refused"), _("Your rights do not reach this.")),
    404: Problem("not-found", _("Not found"), _("Nothing is published at this address, or not for you.")),
    405: Problem("method", _("Method refused"), _("This API is read with GET, HEAD and OPTIONS.")),
    406: Problem("format", _("Format not available"), _("This address does not answer in a format that you accept.")),
    413: Problem("too-large", _("Request too large"), _("A request to this API has no body.")),
    429: Problem("rate", _("Too many requests"), _("Wait for the seconds that Retry-After tells, then go on.")),
    503: Problem("unavailable", _("Unavailable"), _("Ask again after the seconds that Retry-After tells.")),
    500: Problem("failure", _("Failure on our side"), _("The error was recorded. Try again later.")),
}
