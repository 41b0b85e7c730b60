"""Wagtail's workflow, with one task of ours: validated by those who may publish the page at its place."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task, TaskState

from actors.enums import Noun, Rank, Verb
from actors.rules import Thing
from cms.panels import ReasonForm
from cms.querysets import ValidationManager
from cms.rules.publication import authors, validates


class ValidationState(TaskState):
    """One version that waits, and of whom validation is asked (`rank`: the nearest level where somebody can answer).

    `place_ids`: where the version says that it is, with all that holds it; `origin_ids`: where the page stands when it
    is published elsewhere, otherwise empty. They are read by lists; judging asks the pages themselves.
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, null=True, related_name="validations")
    noun = models.CharField(max_length=12, choices=Noun)
    place_ids = ArrayField(models.BigIntegerField(), default=list)
    origin_ids = ArrayField(models.BigIntegerField(), default=list)
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.NATION)
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)

    objects = ValidationManager()

    class Meta:
        verbose_name = gettext_lazy("validation")
        verbose_name_plural = gettext_lazy("validations")
        indexes = [models.Index(fields=["noun", "rank"], name="validation_asked")]

    # What a judge must be able to do.
    judging_verb = Verb.PUBLISH

    def things(self) -> list[Thing]:
        """What judges must reach: where the version is, and where the page stands if that is elsewhere."""
        page: Any = self.page
        version: Any = self.revision.as_object()
        return [version.as_thing(), page.specific.as_thing()] if self.origin_ids else [version.as_thing()]

    def author_ids(self) -> frozenset[int]:
        page: Any = self.page
        return authors(page, self.revision.user_id, self.workflow_state.requested_by_id)

    def is_judged_by(self, user: Any) -> bool:
        page: Any = self.page
        return validates(user, self.revision.as_object(), page.specific, written_by=self.author_ids())

    # Whichever door judges come by (our services, the editor, its dashboard), they are asked for their right here.

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        self._require_judge(user)
        return super().approve(user=user, update=update, comment=comment)

    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> TaskState:
        self._require_judge(user)
        if not comment.strip():
            raise ValidationError({"reason": _("Say why: the author will read it.")})
        return super().reject(user=user, update=update, comment=comment.strip())

    def _require_judge(self, user: Any) -> None:
        if user is None or not self.is_judged_by(user):
            raise PermissionDenied
        # What was submitted is what was read: nothing was written over it since.
        if self.page is None or self.page.latest_revision_id != self.revision_id:
            raise PermissionDenied


class ValidationTask(Task):
    """Its approvers are not listed anywhere: they follow from the rights table and the page's place."""

    task_state_class = ValidationState

    class Meta:
        verbose_name = gettext_lazy("validation by those who may publish there")
        verbose_name_plural = gettext_lazy("validations by those who may publish there")

    @classmethod
    def get_description(cls) -> str:
        return _("The pilots of the page's territory, or the editors for practices. Nobody validates their own.")

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What was submitted stays as it is until it is judged or withdrawn: what is read is what is published."""
        return True

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        state = ValidationState.objects.waiting().filter(page=obj.pk).select_related("page").first()
        if state is None or not state.is_judged_by(user):
            return []
        return [("approve", _("Validate"), False), ("reject", _("Refuse"), True)]

    def get_form_for_action(self, action: str) -> type[Form]:
        form: type[Form] = ReasonForm if action == "reject" else super().get_form_for_action(action)
        return form

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        asked = ValidationState.objects.waiting().asked_of(user).filter(task=self)
        return TaskState.objects.filter(pk__in=asked.values("pk"))
