"""What members and the public look at: one file per page or family of pages."""
