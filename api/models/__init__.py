"""What the API counts of its readers, and where it calls them."""

from api.models.usage import KeyUsage, RateCount
from api.models.webhook import Delivery, Webhook

__all__ = ["Delivery", "KeyUsage", "RateCount", "Webhook"]
