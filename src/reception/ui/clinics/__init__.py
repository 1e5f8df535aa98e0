"""The clinics as cards, and their form."""
