"""A register of actions, from the file to the report."""

from actions.imports.planning import PlannedAction, Planner
from actions.imports.schema import ACTION_SCHEMA
from registers.imports.opened import Request, Say, open_register
from registers.imports.work import RegisterWork, plan_register


def plan_actions(request: Request, *, say: Say = lambda _count: None) -> RegisterWork[PlannedAction]:
    """Read a register and compare it with the actions that are known of it. Nothing is written."""
    opened = open_register(request, ACTION_SCHEMA, noun="action", say=say)
    return plan_register(opened, Planner(register=opened.register))
