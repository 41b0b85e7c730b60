"""What people are told in the background. Each may be run again: nobody is told twice."""

from django_tasks import task

from collaboration.services import searches, telling


@task()
def tell_of_message(entry_id: int) -> None:
    telling.tell_of_message(entry_id)


@task()
def tell_of_change(page_id: int, action: str, who: list[int | None], key: str) -> None:
    """`who`: the person who did it, and the one whom it answers, or None."""
    user_id, answers_id = who
    telling.tell_of_change(page_id=page_id, action=action, user_id=user_id, answers_id=answers_id, key=key)


@task()
def tell_of_invitation(invitation_id: int) -> None:
    telling.tell_of_invitation(invitation_id)


@task()
def match_saved_searches() -> None:
    searches.match_saved_searches()
