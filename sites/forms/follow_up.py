"""Twelve months after a closure: what have the people become?"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.forms.answering import AnsweringForm
from sites.forms.asking import CountInput, DateInput
from sites.models import Closure
from sites.models.observation import MAX_PEOPLE


class FollowUpForm(AnsweringForm):
    """A count for each destination of the closure. Blank is unknown, which is not zero."""

    answered_on = forms.DateField(label=gettext_lazy("Seen on"), widget=DateInput)

    def __init__(self, *args: Any, closure: Closure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.went = list(closure.destinations.all())
        follow_up = closure.follow_up
        self.fields["answered_on"].initial = timezone.localdate()
        self.fields["answered_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        for one in self.went:
            went = _("unknown") if one.people is None else one.people
            self.fields[f"still_{one.destination}"] = forms.IntegerField(
                label=one.get_destination_display().capitalize(),
                help_text=_("People who went there: %(went)s. How many are still there?") % {"went": went},
                initial=follow_up.still_there.get(one.destination),
                min_value=0,
                max_value=MAX_PEOPLE,
                required=False,
                widget=CountInput,
            )
        self.fields["comment"] = forms.CharField(
            label=_("Comment"),
            initial=follow_up.comment,
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def still_there(self) -> dict[str, int | None]:
        return {one.destination: self.cleaned_data[f"still_{one.destination}"] for one in self.went}
