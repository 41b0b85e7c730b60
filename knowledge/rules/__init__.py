"""How evidence is graded."""
