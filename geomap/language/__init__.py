"""Report -> mentions, times, events, claims. Standard library and the gazetteer index only."""
