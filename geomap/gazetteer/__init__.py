"""Names to candidate places: folding, index, look-up, overlays, sources."""
