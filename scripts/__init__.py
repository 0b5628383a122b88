"""Scripts that generate, measure and fit files of this repository."""
