"""Where messages may go."""
