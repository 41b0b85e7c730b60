"""What encrypts, signs, digests and draws at random: by known libraries, none of it weak, all of it listed."""

import ast
from pathlib import Path

from tests.architecture.test_house import ROOT, imported, python_files

# Digests, and what cryptography is used for. No MD5, no SHA-1, no mode of one's own.
DIGESTS = {"sha256", "sha512", "blake2b", "blake2s"}
CIPHERS = {"fernet.Fernet", "fernet.MultiFernet", "hazmat.primitives.ciphers.aead.AESSIV", "exceptions.InvalidTag"}
# What holds a secret or a key, each told in docs/security.md.
HOLDERS = {
    "cryptography": {"actors/rules/secrets.py", "catalog/rules/sealing.py"},
    "pyrage": {"upkeep/services/sealing.py"},
    "hmac": {"actors/rules/chain.py"},
    "secrets": {
        "actors/services/activation.py", "actors/services/keys.py", "api/services/webhooks.py",
        "config/settings/demo.py", "sites/models/site.py",
    },
    "django.core.signing": {"catalog/rules/live.py", "cms/services/previews.py", "collaboration/services/mailing.py"},
    "standardwebhooks": {"api/services/webhooks.py"},
}  # fmt: skip


def ours() -> list[Path]:
    return [path for path in python_files() if "migrations" not in path.parts]


def weak(code: str) -> list[str]:
    """Digests out of the list, and keyed ones left to Django's default, which is SHA-1."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "hashlib":
            found += [alias.name for alias in node.names if alias.name not in DIGESTS]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "hashlib":
            found += [node.attr] if node.attr not in DIGESTS else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "salted_hmac":
            said = {one.arg: one.value.value for one in node.keywords if isinstance(one.value, ast.Constant)}
            found += [f"salted_hmac, line {node.lineno}"] if said.get("algorithm") not in DIGESTS else []
    return found


def test_no_digest_is_weak_and_none_is_left_to_a_default():
    assert {str(path): found for path in ours() if (found := weak(path.read_text()))} == {}


def test_weak_ones_would_be_found():
    for code in ("import hashlib\nhashlib.md5(b'')", "from hashlib import sha1", "salted_hmac('a', 'b')"):
        assert len(weak(code)) == 1, code


def test_ciphers_are_of_known_libraries_in_known_modes():
    used = {name.removeprefix("cryptography.") for path in ours() for name in imported(path) if "cryptography." in name}
    assert used == CIPHERS


def test_nothing_secret_is_drawn_by_what_can_be_guessed():
    drawn = {str(path.relative_to(ROOT)) for path in ours() if {"random", "numpy.random"} & roots(path)}
    assert drawn - {path for path in drawn if path.startswith("demo/")} == set()


def test_what_holds_a_secret_is_listed_here_and_told_to_people():
    asked = {str(path.relative_to(ROOT)): {f"{one}." for one in imported(path)} for path in ours()}
    found = {
        name: {path for path, names in asked.items() if any(one.startswith(f"{name}.") for one in names)}
        for name in HOLDERS
    }
    assert found == HOLDERS
    told = (ROOT / "docs" / "security.md").read_text()
    assert {path for paths in HOLDERS.values() for path in paths if f"`{path}`" not in told} == set()


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}
