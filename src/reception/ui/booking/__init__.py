"""The forms around a call: book, move, cancel, call back."""
