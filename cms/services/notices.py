"""The mails of the workflow. None names a person, a place or a page: they lead to a screen that asks who reads."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.models import User
from actors.services.mails import queue_mail
from cms.enums import Step

SUBJECTS = {
    Step.SUBMITTED: _("Something waits for your validation"),
    Step.APPROVED: _("What you submitted is validated"),
    Step.REFUSED: _("What you submitted was not validated"),
    Step.WITHDRAWN: _("Your submission was taken back"),
    Step.UNPUBLISHED: _("A page that you wrote is no longer published"),
    Step.REMINDED: _("Your validation has been awaited for more than a week"),
    Step.ESCALATED: _("A validation is passed on to you"),
}
SENTENCES = {
    Step.SUBMITTED: _("Somebody submitted something that you may validate."),
    Step.APPROVED: _("The version that you submitted has been read and validated."),
    Step.REFUSED: _("The version that you submitted was refused. Read why, correct it, and submit it again."),
    Step.WITHDRAWN: _(
        "Somebody who validates there took your version over. It is kept as a draft, and in the history."
    ),
    Step.UNPUBLISHED: _(
        "Somebody who may publish it took it away from readers. Nothing is lost: it is kept as a draft."
    ),
    Step.REMINDED: _("Submissions have been waiting for more than seven days. Their authors count on you."),
    Step.ESCALATED: _("Nobody nearer has answered for fifteen days: you are asked in their place."),
}


def tell(people: Iterable[User], step: Step, *, about: Any = None, count: int = 1) -> None:
    """Write to each of `people` that a step was taken: `about` gives the kind of thing, never its name."""
    for person in people:
        queue_mail(
            to=person.email,
            subject=str(SUBJECTS[step]),
            template="workflow",
            context={
                "sentence": SENTENCES[step],
                "kind": str(about._meta.verbose_name) if about is not None else "",
                "count": count,
                "url": settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("validation_queue"),
            },
        )
