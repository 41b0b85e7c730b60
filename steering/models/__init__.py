from steering.models.export import Export

__all__ = ["Export"]
