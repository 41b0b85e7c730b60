from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from actors.models import Receipt
from actors.services.receipts import purge_receipts, receive_once
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_form_is_taken_once_and_answers_the_same_again():
    user, token, taken = UserFactory(), uuid4(), []

    def receive():
        taken.append(1)
        return "/ici/"

    answers = [receive_once(user=user, token=token, receive=receive) for _ in range(3)]
    assert answers == [("/ici/", False), ("/ici/", True), ("/ici/", True)]
    assert taken == [1]


def test_a_form_that_was_refused_may_be_sent_again():
    user, token = UserFactory(), uuid4()
    assert receive_once(user=user, token=token, receive=lambda: "") == ("", False)
    assert receive_once(user=user, token=token, receive=lambda: "/ici/") == ("/ici/", False)


def test_the_same_token_of_another_person_is_another_form():
    token = uuid4()
    for user in UserFactory.create_batch(2):
        assert receive_once(user=user, token=token, receive=lambda: "/ici/") == ("/ici/", False)


def test_a_receipt_is_not_kept_when_taking_the_form_fails():
    def fail():
        raise PermissionError

    with pytest.raises(PermissionError):
        receive_once(user=UserFactory(), token=uuid4(), receive=fail)
    assert Receipt.objects.count() == 0


def test_old_receipts_are_forgotten():
    user, now = UserFactory(), timezone.now()
    for days in (10, 100):
        token = uuid4()
        receive_once(user=user, token=token, receive=lambda: "/ici/")
        Receipt.objects.filter(token=token).update(received_at=now - timedelta(days=days))
    assert purge_receipts(before=now - timedelta(days=90)) == 1
    assert Receipt.objects.count() == 1


def test_the_same_form_sent_twice_at_once_waits_for_itself():
    user, token = UserFactory(), uuid4()
    other = connection.get_new_connection(connection.get_connection_params())
    # What the first of the two holds until its transaction ends.
    other.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"receipt:{user.pk}:{token}"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
    try:
        with pytest.raises(OperationalError), transaction.atomic():
            receive_once(user=user, token=token, receive=lambda: "/ici/")
        assert receive_once(user=user, token=uuid4(), receive=lambda: "/ici/") == ("/ici/", False)
    finally:
        other.close()
