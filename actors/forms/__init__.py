"""What people type about accounts: signing in, asking for access, inviting, giving scopes."""
