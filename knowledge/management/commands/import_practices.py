"""manage.py import_practices FOLDER --mapping NAME [--apply]"""

from knowledge.imports.registers import plan_practices
from registers.imports.opened import Request, Say
from registers.management.register_command import RegisterCommand, RegisterImport


class Command(RegisterCommand):
    help = "Import a collection of practices as drafts (docs/imports.md). Says what would be done; --apply does it."

    def plan(self, request: Request, *, say: Say) -> RegisterImport:
        return plan_practices(request, say=say)
