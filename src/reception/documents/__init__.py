"""Values in, text or bytes out; no Qt, no SQL."""
