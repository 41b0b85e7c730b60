"""What partners and the national team type about keys and webhooks."""
