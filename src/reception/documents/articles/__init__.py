"""Files of the outside world read into sheets."""
