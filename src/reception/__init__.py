"""Reception: the desk of a clinic in one window."""

__version__ = "0.1.0"
