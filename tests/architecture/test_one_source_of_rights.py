"""`can` and its table are the only readers of rights: no name of a role, no flag, no group is looked at elsewhere."""

import ast
import re
from pathlib import Path

from tests.architecture.test_house import ROOT, python_files

# The table as people read it.
PRINTED = "actors/queries/rights.py"
# Where roles are named as data: the table and what is derived from it, lists of people, fictitious people.
NAME_ROLES = ("actors/rules/", "demo/", "actors/querysets.py", "actors/queries/pilots.py", PRINTED)
# Django's and Wagtail's own sources of rights, which say nothing here.
FLAGS = {"is_superuser", "is_staff", "user_permissions", "group_permissions", "has_perms", "has_module_perms"}
# Where they are shut: the user's own model.
SHUT = ("actors/models/user.py",)
# The only permission of Django's that means something: whether the editor is of use, which scopes say.
EDITOR = "wagtailadmin.access_admin"


def source_files() -> list[tuple[str, Path]]:
    return [(str(path.relative_to(ROOT)), path) for path in python_files() if "migrations" not in path.parts]


def asks_by_role(node: ast.AST) -> bool:
    """`Role.PILOT` anywhere, `x.role == y`, `x.role in y`, and the same in a query (`role=`, `scopes__role=`)."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "Role" and node.attr.isupper()
    if isinstance(node, ast.Compare):
        return any(isinstance(one, ast.Attribute) and one.attr == "role" for one in [node.left, *node.comparators])
    return False


def asks_by_flag(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in FLAGS
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "has_perm":
        return not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == EDITOR)
    return False


def found(asks, *, but: tuple[str, ...]) -> list[str]:
    return [
        f"{name}:{node.lineno}"
        for name, path in source_files()
        if not name.startswith(but)
        for node in ast.walk(ast.parse(path.read_text()))
        if asks(node)
    ]


def test_no_role_is_compared_outside_the_table():
    assert found(asks_by_role, but=NAME_ROLES) == []


def test_the_table_is_read_by_its_own_functions_by_lists_of_people_and_by_who_prints_it():
    readers = [
        name
        for name, path in source_files()
        if re.search(r"\bRIGHTS\b", path.read_text()) and not name.startswith(NAME_ROLES)
    ]
    assert readers == []


def test_no_flag_or_group_gives_a_right():
    assert found(asks_by_flag, but=SHUT) == []


def test_no_template_asks_for_a_role_or_a_flag():
    asks = re.compile(r"is_superuser|is_staff|\bperms\.|\.role\s*(==|!=|in)|ifequal")
    told = [str(path) for path in (ROOT / "templates").rglob("*.html") if asks.search(path.read_text())]
    assert told == []


def test_another_source_of_rights_would_be_found():
    """The tests above can fail."""
    wrong = [
        "if scope.role == 'pilot': pass",
        "allowed = Role.PILOT",
        "people.filter(scopes__role=Role.NATIONAL)",
    ]
    assert all(any(asks_by_role(node) for node in ast.walk(ast.parse(code))) for code in wrong)
    flags = ["user.is_superuser", "user.has_perm('sites.change_sitepage')", "user.has_perm(name)"]
    assert all(any(asks_by_flag(node) for node in ast.walk(ast.parse(code))) for code in flags)
    assert not any(asks_by_flag(node) for node in ast.walk(ast.parse(f"user.has_perm('{EDITOR}')")))
