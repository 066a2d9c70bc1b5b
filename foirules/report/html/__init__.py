"""Pages of HTML: one file each, with no script and nothing fetched from anywhere."""
