"""What the editor shows of steering: reports and panels of its dashboard."""
