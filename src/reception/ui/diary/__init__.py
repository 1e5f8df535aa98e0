"""The grid of slots, by week and by day."""
