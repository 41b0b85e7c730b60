"""What the resources share: endpoints, problems, entries, the readable page."""
