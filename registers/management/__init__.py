"""What the import commands of all nouns share."""
