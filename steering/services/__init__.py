from steering.services.snapshots import follow_pages, take_snapshots
from steering.services.statistics import publish_statistics

__all__ = ["follow_pages", "publish_statistics", "take_snapshots"]
