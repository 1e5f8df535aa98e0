"""Reception: the desk of a clinic in one window."""
