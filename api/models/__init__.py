"""What the API counts of its readers, and where it calls them."""

from api.models.usage import KeyUsage, RateCount

__all__ = ["KeyUsage", "RateCount"]
