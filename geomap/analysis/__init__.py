"""Events to corridors, control and fronts: pure functions on frames, index in = index out."""
