"""Pages and forms around practices."""
