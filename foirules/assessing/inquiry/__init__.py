"""A case made from nothing: one question at a time, the most telling first, until no answer changes
a last day or a next step."""
