"""Pages of the journal and of coordination. What one may not read is answered like what does not exist."""
