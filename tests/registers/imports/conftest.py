"""Where the real registers stand: beside the repository, or where REGISTERS_DIR says."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


def registers_folder() -> Path:
    said = os.environ.get("REGISTERS_DIR")
    return Path(said) if said else REPOSITORY.parent / "shared" / "data" / "import"


@pytest.fixture(scope="session")
def real_registers() -> Path:
    folder = registers_folder()
    if not folder.is_dir():
        message = f"the real registers are not here: {folder} (REGISTERS_DIR says where they are)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
