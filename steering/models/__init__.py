from steering.models.export import Export
from steering.models.snapshot import CountedSite, Snapshot, SnapshotRun
from steering.models.statistics import OpenMonth, UseOfDay

__all__ = ["CountedSite", "Export", "OpenMonth", "Snapshot", "SnapshotRun", "UseOfDay"]
