"""What is asked of dashboards, by their addresses."""
