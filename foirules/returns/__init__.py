"""Returns: tables of figures that authorities are to publish or to hand in, and whether one adds
up."""
