"""What the figures mean: measures, forecast, signals and differences; pure functions."""
