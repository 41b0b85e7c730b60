"""Sessions in the database, as Django keeps them."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from actors.querysets import asked_often

OF_KEY = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Each request of a member begins with reading its session: in SQL that is written once (docs/decisions/0200)."""

    def load(self) -> dict[str, Any]:
        if found := asked_often(OF_KEY, [self.session_key, timezone.now()]):
            return self.decode(found[0][0])
        self._session_key = None
        return {}
