"""The one gate of rights: `can(user, verb, thing)`, read from one table."""

from actors.rules.rights import Grant, Thing, can, granted_scopes, opens_editor, roles_everywhere, roles_granted
from actors.rules.table import RIGHTS
from actors.rules.viewer import NOBODY, Viewer

__all__ = [
    "NOBODY",
    "RIGHTS",
    "Grant",
    "Thing",
    "Viewer",
    "can",
    "granted_scopes",
    "opens_editor",
    "roles_everywhere",
    "roles_granted",
]
