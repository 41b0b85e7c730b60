"""A practice in another language: begun from its page, said to follow its original."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import Noun, Verb
from actors.policies import needs
from actors.views.asking import person
from knowledge.services import check_translation, translate_practice
from knowledge.views.asking import practice_or_404, told_or_404


@needs(Verb.DECLARE, Noun.PRACTICE)
@require_POST
def translate(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft is written in the editor, where its prose keeps its links."""
    practice = practice_or_404(slug)
    try:
        draft = translate_practice(user=person(request), practice=practice, language=request.POST.get("langue", ""))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect(practice.get_url() or "/")
    messages.success(request, _("Translate each part, then submit it: an editor reads it before it is published."))
    return redirect(draft.form_url)


@needs(Verb.PUBLISH, Noun.PRACTICE)
@require_POST
def follows(request: HttpRequest, slug: str) -> HttpResponse:
    translation = told_or_404(slug)
    try:
        check_translation(user=person(request), translation=translation)
    except PermissionDenied as refused:
        raise Http404 from refused
    messages.success(request, _("Thank you. It will be flagged when the original changes again."))
    return redirect(translation.get_url() or "/")
