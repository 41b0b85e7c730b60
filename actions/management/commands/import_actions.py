"""manage.py import_actions FILE --mapping NAME [--apply]"""

from actions.imports.registers import plan_actions
from registers.imports.opened import Request, Say
from registers.management.register_command import RegisterCommand, RegisterImport


class Command(RegisterCommand):
    help = "Import a register of actions (docs/imports.md). Says what would be done; --apply does it."

    def plan(self, request: Request, *, say: Say) -> RegisterImport:
        return plan_actions(request, say=say)
