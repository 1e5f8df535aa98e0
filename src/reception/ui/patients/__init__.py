"""Finding patients, and their card."""
