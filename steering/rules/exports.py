"""For how long, and for whom, an export is good."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from actors.enums import Option

# Long enough for a file asked for on a Friday; short enough that the file of someone who changes job is gone.
KEPT = timedelta(days=3)
# Up to this many rows, the file is made while its owner waits; above, by the worker.
AT_ONCE = 2_000
# What somebody may have in hand at the same time.
MAX_IN_HAND = 5
# A sheet of a workbook has 1,048,576 rows, of which one is its header.
MAX_ROWS_OF_SHEET = 1_000_000


def mark_of_rights(user: Any) -> str:
    """Sums up what somebody may see: the scopes that they hold, with their options, and whose they are.

    A file was made for these rights: with any other, larger or smaller, it must be asked for again.
    """
    held = sorted(
        [scope.role, scope.territory_id or 0, scope.page_id or 0, *(bool(getattr(scope, one, 0)) for one in Option)]
        for scope in user.held_scopes
    )
    said = json.dumps([user.pk, user.organisation_id or 0, held])
    return hashlib.sha256(said.encode()).hexdigest()
