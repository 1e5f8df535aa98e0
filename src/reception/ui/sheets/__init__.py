"""The library of sheets, their pages, and printing them."""
