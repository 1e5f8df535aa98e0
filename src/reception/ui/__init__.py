"""The window: Qt lives here, and in reception.app, and nowhere else."""
