"""What the clinics and this PC are set to."""
