"""What is done to people, their scopes and their keys."""
