"""Makes the pages of the documentation that follow from declarations, and the picture."""
