"""What an attacker may try: two worlds that differ by their secrets alone, and attacks one by one (docs/privacy.md)."""
