from steering.models.export import Export
from steering.models.snapshot import CountedSite, Snapshot, SnapshotRun

__all__ = ["CountedSite", "Export", "Snapshot", "SnapshotRun"]
