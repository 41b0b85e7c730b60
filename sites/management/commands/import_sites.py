"""manage.py import_sites FILE --mapping NAME [--apply]"""

from registers.imports.opened import Request, Say
from registers.management.register_command import RegisterCommand, RegisterImport
from sites.imports.registers import plan_sites


class Command(RegisterCommand):
    help = "Import a register of sites (docs/imports.md). Says what would be done; --apply does it."

    def plan(self, request: Request, *, say: Say) -> RegisterImport:
        return plan_sites(request, say=say)
