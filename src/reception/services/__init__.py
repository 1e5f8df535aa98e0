"""What a desk can do, one file per noun; no Qt, no SQL."""
