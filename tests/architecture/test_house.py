"""The rules of the house that no linter knows: rooms, sizes, string foreign keys, settings, commands."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
STAIRS = PYPROJECT["tool"]["importlinter"]["root_packages"]
FLOORS = STAIRS[1:]  # below config
MAX_FILE_LINES, MAX_FUNCTION_LINES = 500, 50


def python_files(*, with_tests: bool = False) -> list[Path]:
    folders = [*STAIRS, *(["tests"] if with_tests else [])]
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Names with their modules, of other packages and of ours."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_every_floor_says_what_it_is_and_what_it_never_holds():
    for floor in FLOORS:
        doc = ast.get_docstring(ast.parse((ROOT / floor / "__init__.py").read_text()))
        assert doc, floor
        assert "Never " in doc, floor
        assert re.search(r"May import|Imports nothing", doc), floor


def test_no_file_is_over_five_hundred_lines():
    long = {
        str(path.relative_to(ROOT))
        for path in python_files(with_tests=True)
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > MAX_FILE_LINES
    }
    assert long == set()


def test_no_function_is_over_fifty_lines():
    long = set()
    for path in python_files():
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > MAX_FUNCTION_LINES:
                    long.add(f"{path.relative_to(ROOT)}:{node.name}")
    assert long == set()


def test_no_file_has_a_name_that_says_nothing():
    refused = {"utils", "helpers", "common", "core", "misc"}
    assert {path for path in python_files(with_tests=True) if path.stem in refused} == set()


def test_no_browser_module_of_ours_is_over_three_hundred_lines():
    long = [path for path in (ROOT / "static" / "js").rglob("*.js") if len(path.read_text().splitlines()) > 300]
    assert long == []


def test_string_foreign_keys_obey_the_stairs():
    """A model may point down the stairs only; imports alone would not see a key written as a string."""
    height = {floor: len(STAIRS) - index for index, floor in enumerate(STAIRS)}
    wrong = {
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in height
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and height.get(field.related_model._meta.app_label, 0) > height[model._meta.app_label]
    }
    assert wrong == set()


def test_a_deliberate_breach_of_the_stairs_is_caught(tmp_path):
    """The contract really holds: with one import up the stairs, the linter fails and names it."""
    for floor in STAIRS:
        source = ROOT / floor
        for path in source.rglob("*.py"):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text())
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    lowest = tmp_path / "territories" / "models.py"
    if not lowest.exists():
        lowest = tmp_path / "territories" / "models" / "__init__.py"
    lowest.write_text("import sites.models\n" + lowest.read_text())
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout[-2000:]
    assert "territories is not allowed to import sites" in done.stdout


def test_every_setting_of_the_environment_is_documented():
    read = set()
    for path in (ROOT / "config").rglob("*.py"):
        read |= set(re.findall(r"""env(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", path.read_text()))
    documented = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "deploy.md").read_text()))
    assert read - documented == set()


def test_the_lock_files_are_in_step_with_the_project():
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    runtime = [Requirement(text) for text in PYPROJECT["project"]["dependencies"]]
    groups = PYPROJECT["dependency-groups"]
    demo = runtime + [Requirement(text) for text in groups["demo"]]
    development = demo + [Requirement(text) for text in groups["dev"] if isinstance(text, str)]
    for name, wanted in (
        ("requirements.lock", runtime),
        ("requirements-demo.lock", demo),
        ("requirements-dev.lock", development),
        ("requirements-uv.lock", [Requirement(text) for text in groups["uv"]]),
    ):
        text = (ROOT / name).read_text()
        found = re.findall(r"^([\w.\-]+)(?:\[[\w,\-]+\])?==([^\s;\\]+)", text, re.MULTILINE)
        pins = {canonicalize_name(package): version for package, version in found}
        for requirement in wanted:
            version = pins[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version, prereleases=True), requirement
        assert "http" not in text


def test_every_command_of_the_readme_exists():
    """`make` targets and `manage.py` commands that the documents speak of."""
    makefile = (ROOT / "Makefile").read_text()
    from django.core.management import get_commands

    commands = get_commands()
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        text = document.read_text()
        for target in re.findall(r"^\s*make ([a-z-]+)", text, re.MULTILINE) + re.findall(r"`make ([a-z-]+)`", text):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (document.name, target)
        for command in re.findall(r"manage(?:\.py)? ([a-z_]+)", text):
            assert command in commands, (document.name, command)


@pytest.mark.parametrize("needle", ["TODO", "FIXME", "XXX", "lorem ipsum"])
def test_nothing_is_left_for_later(needle):
    found = [
        str(path.relative_to(ROOT))
        for path in [*python_files(), *(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js")]
        if needle.lower() in path.read_text().lower() and "migrations" not in path.parts
    ]
    assert found == []


def test_no_template_writes_a_key_as_a_number_to_read():
    """`{{ thing.pk }}` is written "1 234" in French: addresses, forms and scripts would not find it again."""
    readable = re.compile(r"{{\s*[\w.]*\.(?:pk|id)\s*}}")
    wrong = {path.name for path in (ROOT / "templates").rglob("*.html") if readable.search(path.read_text())}
    assert wrong == set()
