"""What is exported, column by column, and as which files."""
