"""What the editor shows besides pages: doors, account, rights, lists and reports."""
