from steering.services.snapshots import follow_pages, take_snapshots

__all__ = ["follow_pages", "take_snapshots"]
