"""The backups that there are."""

from django.core.files.storage import storages

from upkeep.rules.backups import SUMS, is_name


def backup_names() -> list[str]:
    """Whole backups, the oldest first."""
    vault = storages["backups"]
    try:
        folders, _files = vault.listdir("")
    except FileNotFoundError:
        return []
    return sorted(name for name in folders if is_name(name) and vault.exists(f"{name}/{SUMS}"))
