"""What a backup is called and holds, and how two states of an installation differ."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

DATABASE, MANIFEST, SUMS = "database.age", "manifest.json.age", "SHA256SUMS"
STAMP = "%Y-%m-%dT%H%M%SZ"


def name_of(moment: datetime) -> str:
    """A backup is a folder named after its moment, in UTC: names in order are backups in order."""
    return moment.strftime(STAMP)


def is_name(text: str) -> bool:
    try:
        datetime.strptime(text, STAMP)  # noqa: DTZ007 (only its shape is asked)
    except ValueError:
        return False
    return True


def archive_of(store: str) -> str:
    return f"{store}.tar.age"


@dataclass(frozen=True)
class State:
    """An installation summed up.

    tables: name -> [rows, sum of the MD5 of each row, whatever their order]. sequences: name -> last value.
    files: store -> name -> SHA-256.
    """

    tables: Mapping[str, list[str]] = field(default_factory=dict)
    sequences: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def differences(self, other: "State") -> list[str]:
        """What of this state is otherwise in `other`: tables, sequences and files, by name."""
        told = {name: f"{table[0]} → {other.tables.get(name, ['-'])[0]}" for name, table in self.tables.items()}
        wrong = [f"{name} ({told[name]})" for name in self.tables if other.tables.get(name) != self.tables[name]]
        wrong += [name for name, value in self.sequences.items() if other.sequences.get(name) != value]
        for store, files in self.files.items():
            there = other.files.get(store, {})
            wrong += [f"{store}/{name}" for name, digest in files.items() if there.get(name) != digest]
        return wrong


def read_sums(text: str) -> dict[str, str]:
    """File -> SHA-256, from the lines that `sha256sum` writes and checks."""
    pairs = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return {name.strip(): digest for digest, name in pairs}


def written_sums(sums: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
