"""Sessions in the database, as Django keeps them."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

OF_KEY = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Each request of a member begins with reading its session: in SQL that is written once (docs/decisions/0200)."""

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(OF_KEY, [self.session_key, timezone.now()])
            if found := cursor.fetchone():
                return self.decode(found[0])
        self._session_key = None
        return {}
